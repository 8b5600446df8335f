package report

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// The page of a slide, 16:9, in points.
const (
	Width  = float64(pageWidth)
	Height = float64(pageHeight)
)

// ErrNoSlides is returned where every slide of a deck is left out.
var ErrNoSlides = errors.New("every slide of this quarter is left out; show at least one again on the page Present")

// Names are the names of the deck's slides.
func (d Deck) Names() []string {
	names := make([]string, len(d.Slides))
	for i, s := range d.Slides {
		names[i] = s.Name
	}
	return names
}

// Arranged returns the deck as a person wants it: its slides in their order, without those that are left out, with their
// notes. It returns [ErrNoSlides] when none is left.
func (d Deck) Arranged(a review.Arrangement) (Deck, error) {
	byName := map[string]Slide{}
	for _, s := range d.Slides {
		byName[s.Name] = s
	}
	var slides []Slide
	for _, kept := range a.Of(d.Names()) {
		if !kept.Off {
			s := byName[kept.Name]
			s.Note = kept.Note
			slides = append(slides, s)
		}
	}
	if len(slides) == 0 {
		return Deck{}, ErrNoSlides
	}
	d.Slides = slides
	return d, nil
}

// Only returns the deck with nothing but the slides called so, in the deck's order. The error lists the names there are.
func (d Deck) Only(names ...string) (Deck, error) {
	for _, name := range names {
		if !slices.Contains(d.Names(), name) {
			return Deck{}, fmt.Errorf("the review has no slide %q; it has %s", name, strings.Join(d.Names(), ", "))
		}
	}
	var slides []Slide
	for _, s := range d.Slides {
		if slices.Contains(names, s.Name) {
			slides = append(slides, s)
		}
	}
	d.Slides = slides
	return d, nil
}

// BuildArranged is [Build] for what is handed in: the deck as the page Present keeps it for the quarter, with what could give
// somebody away masked in the notes. It returns
// [ErrNoSlides] when all slides are left out there.
func BuildArranged(ctx context.Context, r *review.Reviewer, q review.Question, speak *language.Speaker, progress func(part float64)) (Deck, error) {
	arrangement, err := r.Arrangement(ctx, q.Quarter)
	if err != nil {
		return Deck{}, err
	}
	deck, err := Build(ctx, r, q, speak, progress)
	if err != nil {
		return Deck{}, err
	}
	redactor, err := r.Redactor(ctx)
	if err != nil {
		return Deck{}, err
	}
	for i := range arrangement.Slides { // a copy of what is kept
		arrangement.Slides[i].Note = redactor.Words(arrangement.Slides[i].Note)
	}
	deck.Arrangement = arrangement.Fit(deck.Names())
	return deck.Arranged(arrangement)
}

// Figures are the deck's slides as figures, each of which expects a canvas of the page's proportions. They can be compared:
// no two are equal.
func (d Deck) Figures() []chart.Figure {
	all := d.pages()
	figures := make([]chart.Figure, len(all))
	for i := range all {
		figures[i] = &all[i]
	}
	return figures
}
