package review

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"auscult/analytics/social"
)

// Arrangement is what a person has made of the slides of a quarter: their order, which of them are left out, and notes for
// whoever presents them. Slides go by their names. The zero Arrangement leaves a deck as it is. A slide that a deck does
// not have today, because there are too few posts for it, keeps its place and its note.
type Arrangement struct {
	Slides []ArrangedSlide `json:"slides"`
}

// ArrangedSlide is what is kept about one slide.
type ArrangedSlide struct {
	Name string `json:"name"`
	Off  bool   `json:"off,omitempty"` // left out
	Note string `json:"note,omitempty"`
}

// Arrangement returns what is kept about the slides of a quarter; the zero quarter is all time.
func (r *Reviewer) Arrangement(ctx context.Context, q social.Quarter) (Arrangement, error) {
	var a Arrangement
	document, err := r.workspace.Arrangement(ctx, q)
	if err != nil || document == nil {
		return a, err
	}
	if err := json.Unmarshal(document, &a); err != nil {
		return Arrangement{}, fmt.Errorf("the slides of %v: %w", q, err)
	}
	return a, nil
}

// SetArrangement keeps what a person has made of the slides of a quarter.
func (r *Reviewer) SetArrangement(ctx context.Context, q social.Quarter, a Arrangement) error {
	if len(a.Slides) == 0 {
		return r.workspace.SetArrangement(ctx, q, nil)
	}
	document, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("keep the slides of %v: %w", q, err)
	}
	return r.workspace.SetArrangement(ctx, q, document)
}

// Fit returns the arrangement with every slide of a deck in it; deck are their names in the deck's own order. One that is
// new comes after the slide that it follows in the deck.
func (a Arrangement) Fit(deck []string) Arrangement {
	all := slices.Clone(a.Slides)
	for i, name := range deck {
		if slices.ContainsFunc(all, named(name)) {
			continue
		}
		at := 0
		if i > 0 {
			at = slices.IndexFunc(all, named(deck[i-1])) + 1
		}
		all = slices.Insert(all, at, ArrangedSlide{Name: name})
	}
	return Arrangement{all}
}

// Of returns the slides of a deck in their order, those that are left out too.
func (a Arrangement) Of(deck []string) []ArrangedSlide {
	return slices.DeleteFunc(a.Fit(deck).Slides, func(s ArrangedSlide) bool { return !slices.Contains(deck, s.Name) })
}

// Change returns the arrangement of a deck with one slide changed.
func (a Arrangement) Change(deck []string, name string, change func(*ArrangedSlide)) Arrangement {
	a = a.Fit(deck)
	if i := slices.IndexFunc(a.Slides, named(name)); i >= 0 {
		change(&a.Slides[i])
	}
	return a
}

// Move returns the arrangement of a deck with one slide moved by so many places of those that the deck has, back where by
// is negative. At the ends it stays.
func (a Arrangement) Move(deck []string, name string, by int) Arrangement {
	a = a.Fit(deck)
	order := a.Of(deck)
	from := slices.IndexFunc(order, named(name))
	if from < 0 {
		return a
	}
	to := min(max(from+by, 0), len(order)-1)
	if to == from {
		return a
	}
	target := order[to].Name
	i := slices.IndexFunc(a.Slides, named(name))
	moved := a.Slides[i]
	a.Slides = slices.Delete(a.Slides, i, i+1)
	at := slices.IndexFunc(a.Slides, named(target))
	if to > from {
		at++
	}
	a.Slides = slices.Insert(a.Slides, at, moved)
	return a
}

// Restored returns the arrangement of a deck with all its slides shown in the deck's own order; notes stay.
func (a Arrangement) Restored(deck []string) Arrangement {
	var restored Arrangement
	fit := a.Fit(deck).Slides
	for _, name := range deck {
		restored.Slides = append(restored.Slides, ArrangedSlide{Name: name, Note: fit[slices.IndexFunc(fit, named(name))].Note})
	}
	for _, s := range fit {
		if !slices.Contains(deck, s.Name) && s.Note != "" {
			restored.Slides = append(restored.Slides, ArrangedSlide{Name: s.Name, Note: s.Note})
		}
	}
	return restored
}

func named(name string) func(ArrangedSlide) bool {
	return func(s ArrangedSlide) bool { return s.Name == name }
}
