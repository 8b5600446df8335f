package review_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"auscult/analytics/social"
	"auscult/app/review"
	"auscult/app/workspace"
)

// order writes an arrangement as its names; those left out stand in brackets.
func order(slides []review.ArrangedSlide) string {
	var names []string
	for _, s := range slides {
		name := s.Name
		if s.Off {
			name = "(" + name + ")"
		}
		if s.Note != "" {
			name += "=" + s.Note
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

func TestArrangement(t *testing.T) {
	full := []string{"title", "position", "forms", "trends", "methods"}
	short := []string{"title", "forms", "methods"} // a quarter with fewer posts
	note := func(s *review.ArrangedSlide) { s.Note = "smile" }
	off := func(s *review.ArrangedSlide) { s.Off = true }

	a := review.Arrangement{}
	for _, step := range []struct {
		name string
		do   func() review.Arrangement
		deck []string
		want string
	}{
		{"as it is", func() review.Arrangement { return a }, full, "title position forms trends methods"},
		{"trends forward", func() review.Arrangement { return a.Move(full, "trends", -1) }, full, "title position trends forms methods"},
		{"at the end it stays", func() review.Arrangement { return a.Move(full, "methods", 1) }, full, "title position trends forms methods"},
		{"a note", func() review.Arrangement { return a.Change(full, "trends", note) }, full, "title position trends=smile forms methods"},
		{"one left out", func() review.Arrangement { return a.Change(full, "forms", off) }, full, "title position trends=smile (forms) methods"},
		{"with fewer slides", func() review.Arrangement { return a }, short, "title (forms) methods"},
		{"moved among them", func() review.Arrangement { return a.Move(short, "methods", -1) }, short, "title methods (forms)"},
		{"the others are kept", func() review.Arrangement { return a }, full, "title position trends=smile methods (forms)"},
		{"a new slide follows its neighbour", func() review.Arrangement { return a }, []string{"cover", "title", "forms", "drivers"}, "cover title (forms) drivers"},
		{"to the front", func() review.Arrangement { return a.Move(full, "methods", -9) }, full, "methods title position trends=smile (forms)"},
		{"one that is not there", func() review.Arrangement { return a.Move(full, "nothing", 1).Change(full, "nothing", off) }, full, "methods title position trends=smile (forms)"},
		{"restored", func() review.Arrangement { return a.Restored(short) }, short, "title forms methods"},
		{"with the notes of the others", func() review.Arrangement { return a }, []string{"title", "forms", "methods", "trends"}, "title forms methods trends=smile"},
	} {
		a = step.do()
		if got := order(a.Of(step.deck)); got != step.want {
			t.Errorf("%s: %s, want %s", step.name, got, step.want)
		}
	}
}

// Whatever is moved, every slide of the deck is there once, and moving back undoes a move within the deck.
func TestArrangementLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		deck := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-h]`), 1, 8, rapid.ID[string]).Draw(t, "deck")
		var a review.Arrangement
		for range rapid.IntRange(0, 6).Draw(t, "moves") {
			a = a.Move(deck, rapid.SampledFrom(deck).Draw(t, "slide"), rapid.IntRange(-3, 3).Draw(t, "by"))
		}
		var names []string
		for _, s := range a.Of(deck) {
			names = append(names, s.Name)
		}
		slices.Sort(names)
		sorted := slices.Sorted(slices.Values(deck))
		if !slices.Equal(names, sorted) {
			t.Fatalf("%v became %v", sorted, names)
		}
		before := a.Of(deck)
		at := rapid.IntRange(0, len(before)-1).Draw(t, "at")
		if at+1 < len(before) {
			name := before[at].Name
			if again := a.Move(deck, name, 1).Move(deck, name, -1).Of(deck); !slices.Equal(before, again) {
				t.Fatalf("there and back: %v became %v", before, again)
			}
		}
	})
}

func TestArrangementIsKeptPerQuarter(t *testing.T) {
	ctx := t.Context()
	w, err := workspace.Create(ctx, filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Seaview", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r := review.New(w)
	q := social.Quarter{Year: 2026, Number: 3}
	want := review.Arrangement{Slides: []review.ArrangedSlide{{Name: "forms", Note: "Grüezi"}, {Name: "title", Off: true}}}
	if err := r.SetArrangement(ctx, q, want); err != nil {
		t.Fatal(err)
	}
	if got, err := r.Arrangement(ctx, q); err != nil || order(got.Slides) != order(want.Slides) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := r.Arrangement(ctx, q.Next()); err != nil || len(got.Slides) != 0 {
		t.Errorf("of another quarter: %v, %v", got, err)
	}
	if err := r.SetArrangement(ctx, q, review.Arrangement{}); err != nil {
		t.Fatal(err)
	}
	if got, err := r.Arrangement(ctx, q); err != nil || got.Slides != nil {
		t.Errorf("taken away: %v, %v", got, err)
	}
	if err := w.SetArrangement(ctx, q, []byte("{")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Arrangement(ctx, q); err == nil {
		t.Error("a damaged document was read")
	}
}
