package workspace_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/safeguard"
)

// The house rules are kept whole; what cannot be one changes nothing, and neither do other settings.
func TestTheHouseRulesAreKept(t *testing.T) {
	ctx, w := t.Context(), create(t)
	if h, err := w.House(ctx); err != nil || len(h.Changed)+len(h.Own) != 0 {
		t.Errorf("at first %v, %v", h, err)
	}
	want := safeguard.House{
		Changed: []safeguard.RuleChange{{Rule: "politics", Off: true}},
		Own:     []safeguard.OwnRule{{Name: "a", Words: []string{"w"}, Severity: safeguard.Warning, Reason: "r"}},
	}
	if err := w.SetHouse(ctx, want); err != nil {
		t.Fatal(err)
	}
	if err := w.SetHouse(ctx, safeguard.House{Own: []safeguard.OwnRule{{Name: "b"}}}); !errors.Is(err, safeguard.ErrOwnWords) {
		t.Errorf("%v, want that words are missing", err)
	}
	if err := w.SetSettings(ctx, settings); err != nil {
		t.Fatal(err)
	}
	got, err := w.House(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
