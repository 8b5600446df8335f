package workspace_test

import (
	"bytes"
	"errors"
	"testing"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

var frozenQuarter = social.Quarter{Year: 2026, Number: 3}

// frozen makes a workspace with two frozen reviews that share a content, and returns where it is.
func frozen(t *testing.T) *workspace.Workspace {
	t.Helper()
	w := create(t)
	for i, document := range []string{`{"of": "one"}`, `{"of": "two"}`} {
		id, err := w.Freeze(t.Context(), frozenQuarter, []byte(document), [][]byte{[]byte("a deck"), {0, 1, byte(i)}, nil})
		if err != nil || id != workspace.FrozenID(i+1) {
			t.Fatalf("frozen as %d: %v", id, err)
		}
	}
	return w
}

func TestFrozenIsKept(t *testing.T) {
	w, ctx := frozen(t), t.Context()
	all, err := w.FrozenReviews(ctx)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d reviews: %v", len(all), err)
	}
	if string(all[0].Document) != `{"of": "one"}` || all[1].Quarter != "2026Q3" || !all[0].Intact || !all[1].Intact || all[0].Seal == all[1].Seal {
		t.Errorf("%+v", all)
	}
	// The SHA-256 of no bytes, as FIPS 180-4 tests give it.
	if name := workspace.ContentName(nil); name != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("no bytes are called %s", name)
	}
	for _, want := range [][]byte{[]byte("a deck"), {0, 1, 0}, {0, 1, 1}, {}} {
		if got, err := w.FrozenContent(ctx, workspace.ContentName(want)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := w.FrozenContent(ctx, workspace.ContentName([]byte("never"))); !errors.Is(err, workspace.ErrFrozenDamaged) {
		t.Errorf("a content that was never frozen: %v", err)
	}
}

// SQLite itself refuses to change what is frozen, so that no mistake of ours can.
func TestFrozenIsOnlyAddedTo(t *testing.T) {
	w := frozen(t)
	path := w.Path()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE frozen_reviews SET document = '{}'", "DELETE FROM frozen_reviews",
		"UPDATE frozen_contents SET packed = x''", "DELETE FROM frozen_contents",
	} {
		if err := execute(t, path, statement); err == nil {
			t.Errorf("%s was let through", statement)
		}
	}
}

// Who goes around that is found out by the seals, and by the contents' names.
func TestDamageToWhatIsFrozenIsSeen(t *testing.T) {
	const open = "DROP TRIGGER frozen_reviews_stay; DROP TRIGGER frozen_reviews_remain; DROP TRIGGER frozen_contents_stay; DROP TRIGGER frozen_contents_remain; "
	for _, c := range []struct {
		statement string
		intact    []bool
		content   bool // whether the deck can still be read
	}{
		{"UPDATE frozen_reviews SET document = '{\"of\": \"ten\"}' WHERE number = 1", []bool{false, true}, true},
		{"UPDATE frozen_reviews SET quarter = '2026Q2' WHERE number = 2", []bool{true, false}, true},
		{"UPDATE frozen_reviews SET number = 9 WHERE number = 2", []bool{true, false}, true},
		{"DELETE FROM frozen_reviews WHERE number = 1", []bool{false}, true},
		{"UPDATE frozen_contents SET packed = substr(packed, 1, 12) || x'00' || substr(packed, 14)", []bool{true, true}, false},
		{"UPDATE frozen_contents SET packed = x''", []bool{true, true}, false},
		{"DELETE FROM frozen_contents", []bool{true, true}, false},
	} {
		w := frozen(t)
		path := w.Path()
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := execute(t, path, open+c.statement); err != nil {
			t.Fatal(err)
		}
		w, err := workspace.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		all, err := w.FrozenReviews(t.Context())
		if err != nil || len(all) != len(c.intact) {
			t.Fatalf("%s: %d reviews, %v", c.statement, len(all), err)
		}
		for i, want := range c.intact {
			if all[i].Intact != want {
				t.Errorf("%s: review %d intact: %v", c.statement, all[i].ID, all[i].Intact)
			}
		}
		_, err = w.FrozenContent(t.Context(), workspace.ContentName([]byte("a deck")))
		if (err == nil) != c.content || (err != nil && !errors.Is(err, workspace.ErrFrozenDamaged)) {
			t.Errorf("%s: the deck: %v", c.statement, err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
