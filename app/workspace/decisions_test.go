package workspace_test

import (
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/social"
	"auscult/app/workspace"
)

func onName(v decision.Verdict, reason string) decision.Decision {
	return decision.Decision{
		Subject: decision.Subject{Rule: "named_patient", Kind: safeguard.Name, Of: safeguard.Reply, Text: "facebook/id:1", Words: "ab12"},
		Verdict: v, Everywhere: v == decision.NotPatient, Reason: reason, By: "Maria Rossi", At: time.Date(2026, 11, 25, 8, 30, 0, 0, time.UTC),
	}
}

// Decisions are there again after opening anew, as they were sealed, and go on from the last.
func TestDecisionsAreKept(t *testing.T) {
	ctx, w := t.Context(), create(t)
	if log, err := w.Decisions(ctx); err != nil || len(log) != 0 {
		t.Fatalf("a new workspace: %v, %v", log, err)
	}
	first, err := w.Decide(ctx, onName(decision.NotPatient, "our head physician"), onName(decision.Remove, "no consent"))
	if err != nil {
		t.Fatal(err)
	}
	path := w.Path()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if w, err = workspace.Open(ctx, path); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	second, err := w.Decide(ctx, onName(decision.Reopen, "it was another person"))
	if err != nil {
		t.Fatal(err)
	}
	log, err := w.Decisions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(append(first, second...), log); diff != "" {
		t.Error(diff)
	}
	if len(log) != 3 || log[2].Number != 3 {
		t.Errorf("%d entries, the last of number %d", len(log), log[len(log)-1].Number)
	}
	if err := decision.Verify(log); err != nil {
		t.Error(err)
	}
}

// Of several decisions that are made together all are kept or none.
func TestDecisionsAreAllKeptOrNone(t *testing.T) {
	ctx, w := t.Context(), create(t)
	if _, err := w.Decide(ctx, onName(decision.Mask, "a reason"), onName(decision.Accept, " ")); !errors.Is(err, decision.ErrNoReason) {
		t.Errorf("%v, want that the reason is missing", err)
	}
	if log, err := w.Decisions(ctx); err != nil || len(log) != 0 {
		t.Errorf("%v, %v: a half", log, err)
	}
}

// execute changes a workspace behind its back.
func execute(t *testing.T, path, statement string) error {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(statement)
	return err
}

// SQLite itself refuses to change the log, so that no mistake of ours can; who goes around that is found out by the seals.
func TestTheLogIsOnlyAddedTo(t *testing.T) {
	ctx, w := t.Context(), create(t)
	if _, err := w.Decide(ctx, onName(decision.Mask, "a"), onName(decision.Mask, "b")); err != nil {
		t.Fatal(err)
	}
	path := w.Path()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"UPDATE decisions SET reason = 'c'", "DELETE FROM decisions"} {
		if err := execute(t, path, statement); err == nil {
			t.Errorf("%s was let through", statement)
		}
	}
	if err := execute(t, path, "DROP TRIGGER decisions_stay; UPDATE decisions SET reason = 'c' WHERE number = 1"); err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	log, err := w.Decisions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var broken *decision.BrokenError
	if err := decision.Verify(log); !errors.As(err, &broken) || broken.Number != 1 {
		t.Errorf("%v, want entry 1", err)
	}
}

// A post that two exports tell of has a name in each; the names are the same after an undo and another import.
func TestTextNamesLast(t *testing.T) {
	ctx, w := t.Context(), create(t)
	platform := writeExport(t, "seaview_content_1.csv", "2026-04-10", linkedinHeader, "Our new ward for children opens its doors today,"+urn+"1,Organic,03/02/2026,1000,10,50")
	own := writeExport(t, "own.csv", "2026-07-10", ownHeader, "Invented Hospital,seaview,linkedin,2026-03-02 08:00,,Our new ward for children opens its doors today,55,",
		"Invented Hospital,seaview,linkedin,2026-03-04 08:00,,Another,55,")
	names := func() (all [][]string) {
		posts, err := w.Posts(ctx, workspace.PostFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range posts {
			named, err := w.TextNames(ctx, []social.PostID{p.ID})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, named[p.ID])
		}
		return all
	}
	importFile(t, w, platform)
	r := importFile(t, w, own)
	before := names()
	if len(before) != 2 || len(before[0]) != 2 || len(before[1]) != 1 || before[0][0] == before[0][1] {
		t.Fatalf("names %v, want two of the first post and one of the second", before)
	}
	for _, n := range slices.Concat(before...) {
		if !strings.HasPrefix(n, "linkedin/") {
			t.Errorf("%q does not name the platform", n)
		}
	}
	if _, err := w.Undo(ctx, r.Import.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before[:1], [][]string{append(names()[0], before[0][1])}); diff != "" {
		t.Error(diff)
	}
	importFile(t, w, own)
	if diff := cmp.Diff(before, names()); diff != "" {
		t.Error(diff)
	}
}

func TestFingerprints(t *testing.T) {
	ctx, w := t.Context(), create(t)
	f, err := w.Fingerprints(ctx)
	if err != nil {
		t.Fatal(err)
	}
	other, err := create(t).Fingerprints(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if f.Words("Anna  KELLER") != f.Words("anna keller") {
		t.Error("capitals and blanks matter")
	}
	if f.Words("Anna Keller") == f.Words("Anna Kellers") || f.Words("Anna Keller") == other.Words("Anna Keller") {
		t.Error("other words, or another workspace's, have the same fingerprint")
	}
	c := social.Comment{Platform: social.Facebook, PostURL: "https://x.example/1", Text: "a", WrittenAt: time.Unix(1, 0)}
	for name, change := range map[string]func(*social.Comment){
		"platform": func(c *social.Comment) { c.Platform = social.Instagram }, "post": func(c *social.Comment) { c.PostURL += "2" },
		"text": func(c *social.Comment) { c.Text = "b" }, "moment": func(c *social.Comment) { c.WrittenAt = time.Unix(2, 0) },
		"identifier": func(c *social.Comment) { c.NativeID = "7" },
	} {
		changed := c
		change(&changed)
		if f.Comment(c) == f.Comment(changed) {
			t.Errorf("comments that differ in %s have one name", name)
		}
	}
}
