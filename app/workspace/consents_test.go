package workspace_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/workspace"
)

// by says who changes consents in these tests.
var by = workspace.By{Who: "A. Manager", At: noon}

// signed is an invented consent.
func signed() consent.Consent {
	return consent.Consent{
		Who: "P-014", Information: "Photo and quote, recovery story", Discloser: "Communications", Purpose: "Patient stories of 2026",
		Recipients: "readers of the annual report", Platforms: []social.Platform{social.Facebook, social.Instagram}, Forms: []social.Form{social.Photo},
		SignedOn: day(1, 10), SignedBy: consent.Representative, Authority: "mother", Expires: day(12, 31), EndsWith: "the campaign’s end",
		Statements: []consent.Statement{consent.Revocable, consent.Remuneration}, Paid: true, Kept: "Folder 12",
	}
}

func TestConsentsAreKeptAsTheyWereEntered(t *testing.T) {
	ctx, w := context.Background(), create(t)
	want := signed()
	id, err := w.SaveConsent(ctx, want, by)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	bare := consent.Consent{Who: "P-2"}
	if bare.ID, err = w.SaveConsent(ctx, bare, by); err != nil {
		t.Fatal(err)
	}
	if all, err := w.Consents(ctx); err != nil || !cmp.Equal(all, []consent.Consent{want, bare}) {
		t.Errorf("%v %s", err, cmp.Diff([]consent.Consent{want, bare}, all))
	}
	for name, wrong := range map[string]func(*consent.Consent){
		"a platform":  func(c *consent.Consent) { c.Platforms = []social.Platform{"myspace"} },
		"a form":      func(c *consent.Consent) { c.Forms = []social.Form{"poem"} },
		"a statement": func(c *consent.Consent) { c.Statements = []consent.Statement{"all is well"} },
		"a signer":    func(c *consent.Consent) { c.SignedBy = "a neighbour" },
	} {
		c := signed()
		wrong(&c)
		if _, err := w.SaveConsent(ctx, c, by); err == nil {
			t.Errorf("a consent with %s that nobody knows was stored", name)
		}
	}
	if _, err := w.SaveConsent(ctx, consent.Consent{Who: " "}, by); !errors.Is(err, workspace.ErrNoPseudonym) {
		t.Errorf("without a pseudonym: %v", err)
	}
	if _, err := w.SaveConsent(ctx, consent.Consent{ID: 99, Who: "P-3"}, by); !errors.Is(err, workspace.ErrNoConsent) {
		t.Errorf("one that is not there: %v", err)
	}
	if all, _ := w.Consents(ctx); len(all) != 2 {
		t.Errorf("%d consents are kept, want 2", len(all))
	}
}

// Every change leaves a row with who made it and when, and nothing of it can be deleted or rewritten, not even by hand.
func TestChangesOfConsentsStayKnown(t *testing.T) {
	ctx, w := context.Background(), create(t)
	c := consent.Consent{Who: "P-014", Purpose: "Stories"}
	var err error
	if c.ID, err = w.SaveConsent(ctx, c, by); err != nil {
		t.Fatal(err)
	}
	other := workspace.By{Who: "B. Officer", At: noon.Add(time.Hour)}
	c.Expires, c.SignedOn = day(12, 31), day(2, 1)
	c.Withdrawn = day(3, 3) // not looked at
	if _, err := w.SaveConsent(ctx, c, other); err != nil {
		t.Fatal(err)
	}
	if err := w.WithdrawConsent(ctx, c.ID, day(1, 31), "", other); !errors.Is(err, workspace.ErrNoWithdrawal) {
		t.Errorf("withdrawn before it was signed: %v", err)
	}
	if err := w.WithdrawConsent(ctx, c.ID, day(6, 1), " by letter ", other); err != nil {
		t.Fatal(err)
	}
	if err := w.WithdrawConsent(ctx, c.ID, day(6, 2), "", other); !errors.Is(err, workspace.ErrNoWithdrawal) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if err := w.WithdrawConsent(ctx, 99, day(6, 2), "", other); !errors.Is(err, workspace.ErrNoConsent) {
		t.Errorf("withdrawn though it is not there: %v", err)
	}
	change := func(b workspace.By, field, before, after string) workspace.ConsentChange {
		return workspace.ConsentChange{Consent: c.ID, By: b, Field: field, Before: before, After: after}
	}
	want := []workspace.ConsentChange{
		change(by, "who", "", "P-014"), change(by, "purpose", "", "Stories"),
		change(other, "expires", "", "2026-12-31"), change(other, "signed_on", "", "2026-02-01"),
		change(other, "withdrawn", "", "2026-06-01"), change(other, "why", "", "by letter"),
	}
	if got, err := w.ConsentHistory(ctx, c.ID); err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v %s", err, cmp.Diff(want, got))
	}
	if _, err := w.ConsentHistory(ctx, 99); !errors.Is(err, workspace.ErrNoConsent) {
		t.Errorf("the history of none: %v", err)
	}
	// A withdrawal that was a mistake is taken back, and still known.
	if err := w.WithdrawConsent(ctx, c.ID, time.Time{}, "", by); err != nil {
		t.Fatal(err)
	}
	if err := w.WithdrawConsent(ctx, c.ID, time.Time{}, "", by); !errors.Is(err, workspace.ErrNoWithdrawal) {
		t.Errorf("taken back twice: %v", err)
	}
	want = append(want, change(by, "withdrawn", "2026-06-01", ""), change(by, "why", "by letter", ""))
	if got, err := w.ConsentHistory(ctx, c.ID); err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v %s", err, cmp.Diff(want, got))
	}
	path := w.Path()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{"DELETE FROM consents", "DELETE FROM consent_changes", "UPDATE consent_changes SET made_by = 'nobody'"} {
		if _, err := db.ExecContext(ctx, statement); err == nil {
			t.Errorf("%s was done", statement)
		}
	}
}

// Links to posts hold through the undo of their import, and count again when the post comes back.
func TestPostsOfConsentsSurviveUndo(t *testing.T) {
	ctx, w := context.Background(), create(t)
	content := []string{
		"Invented Hospital;Page;facebook;2026-02-01;https://x.example/1;a;photo;1;1;1", "Invented Hospital;Page;facebook;2026-02-02;https://x.example/2;b;photo;1;1;1",
	}
	report := importFile(t, w, export(t, "a.csv", "2026-07-01", content...))
	posts, err := w.Posts(ctx, workspace.PostFilter{})
	if err != nil || len(posts) != 2 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	id, err := w.SaveConsent(ctx, signed(), by)
	if err != nil {
		t.Fatal(err)
	}
	both := []social.PostID{posts[0].ID, posts[1].ID}
	if err := w.LinkConsent(ctx, id, append(both, 99), by); !errors.Is(err, workspace.ErrNoPost) {
		t.Errorf("linked to a post that is not there: %v", err)
	}
	if err := w.LinkConsent(ctx, 99, both, by); !errors.Is(err, workspace.ErrNoConsent) {
		t.Errorf("linked to a consent that is not there: %v", err)
	}
	wantLinks := func(want ...workspace.ConsentPost) {
		t.Helper()
		if got, err := w.ConsentPosts(ctx); err != nil || !cmp.Equal(got, want) {
			t.Errorf("%v %s", err, cmp.Diff(want, got))
		}
	}
	wantLinks()
	for range 2 { // the second time changes nothing
		if err := w.LinkConsent(ctx, id, both, by); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.TakenDown(ctx, posts[1].ID, day(6, 3), by); err != nil {
		t.Fatal(err)
	}
	wantLinks(workspace.ConsentPost{Consent: id, Post: posts[0].ID}, workspace.ConsentPost{Consent: id, Post: posts[1].ID, Down: day(6, 3)})
	if _, err := w.Undo(ctx, report.Import.ID); err != nil {
		t.Fatal(err)
	}
	wantLinks(workspace.ConsentPost{Consent: id}, workspace.ConsentPost{Consent: id, Down: day(6, 3)})
	importFile(t, w, export(t, "b.csv", "2026-08-01", content...))
	again, err := w.Posts(ctx, workspace.PostFilter{})
	if err != nil || len(again) != 2 {
		t.Fatalf("%d posts, %v", len(again), err)
	}
	wantLinks(workspace.ConsentPost{Consent: id, Post: again[0].ID}, workspace.ConsentPost{Consent: id, Post: again[1].ID, Down: day(6, 3)})
	if err := w.UnlinkConsent(ctx, id, again[0].ID, by); err != nil {
		t.Fatal(err)
	}
	if err := w.TakenDown(ctx, again[0].ID, day(6, 3), by); !errors.Is(err, workspace.ErrNotLinked) {
		t.Errorf("taken down without a consent: %v", err)
	}
	if err := w.UnlinkConsent(ctx, id, again[0].ID, by); !errors.Is(err, workspace.ErrNotLinked) {
		t.Errorf("unlinked twice: %v", err)
	}
	if err := w.TakenDown(ctx, again[1].ID, time.Time{}, by); err != nil {
		t.Fatal(err)
	}
	wantLinks(workspace.ConsentPost{Consent: id, Post: again[1].ID})
	history, err := w.ConsentHistory(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	var last []string
	for _, h := range history[len(history)-5:] {
		last = append(last, h.Field+" "+h.Post+": "+h.Before+" → "+h.After)
	}
	want := []string{
		"post facebook url:x.example/1:  → yes", "post facebook url:x.example/2:  → yes", "down facebook url:x.example/2:  → 2026-06-03",
		"post facebook url:x.example/1: yes → ", "down facebook url:x.example/2: 2026-06-03 → ",
	}
	if !cmp.Equal(last, want) {
		t.Error(cmp.Diff(want, last))
	}
}

// Until somebody says it, the time zone tells the law.
func TestLawOfConsents(t *testing.T) {
	ctx, w := context.Background(), create(t)
	settings, err := w.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for zone, want := range map[string]consent.Law{"Europe/Zurich": consent.CH, "Europe/Berlin": consent.EU, "America/New_York": consent.US} {
		settings.TimeZone = zone
		if err := w.SetSettings(ctx, settings); err != nil {
			t.Fatal(err)
		}
		if got, err := w.ConsentLaw(ctx); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", zone, got, err, want)
		}
	}
	if err := w.SetConsentLaw(ctx, consent.CH); err != nil {
		t.Fatal(err)
	}
	if err := w.SetConsentLaw(ctx, "uk"); err == nil {
		t.Error("a law that nobody knows was stored")
	}
	if got, err := w.ConsentLaw(ctx); err != nil || got != consent.CH {
		t.Errorf("said to be Swiss: %q, %v", got, err)
	}
}

// A post of which two sources tell is one: linked under one of its rows, it is linked, also when it is split again, and
// unlinking it unlinks all of it.
func TestConsentsOfAPostThatTwoSourcesTellOf(t *testing.T) {
	ctx, w := context.Background(), create(t)
	importFile(t, w, writeExport(t, "buffer.csv", "2026-07-10", bufferHeader, "2026-02-03T08:00:00Z,Invented,linkedin,"+urn+"1,1200,800,55"))
	posts, err := w.Posts(ctx, workspace.PostFilter{})
	if err != nil || len(posts) != 1 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	id, err := w.SaveConsent(ctx, signed(), by)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.LinkConsent(ctx, id, []social.PostID{posts[0].ID}, by); err != nil {
		t.Fatal(err)
	}
	importFile(t, w, writeExport(t, "seaview_content_1.csv", "2026-04-10", linkedinHeader, "Invented,"+urn+"1,Organic,02/03/2026,1000,10,50"))
	if posts, err = w.Posts(ctx, workspace.PostFilter{}); err != nil || len(posts) != 1 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	if err := w.LinkConsent(ctx, id, []social.PostID{posts[0].ID}, by); err != nil { // it is already, under its other row
		t.Fatal(err)
	}
	want := []workspace.ConsentPost{{Consent: id, Post: posts[0].ID}}
	if got, err := w.ConsentPosts(ctx); err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v %s", err, cmp.Diff(want, got))
	}
	if history, err := w.ConsentHistory(ctx, id); err != nil || history[len(history)-1].Field != "post" || history[len(history)-2].Field == "post" {
		t.Errorf("linked twice: %v %v", err, history)
	}
	if err := w.UnlinkConsent(ctx, id, posts[0].ID, by); err != nil {
		t.Fatal(err)
	}
	if got, err := w.ConsentPosts(ctx); err != nil || len(got) != 0 {
		t.Errorf("still linked: %v, %v", got, err)
	}
}
