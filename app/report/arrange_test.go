package report_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
)

func TestArranged(t *testing.T) {
	deck := build(t, language.English)
	names := deck.Names()
	a := review.Arrangement{}.Move(names, "forms-instagram", -1)
	a = a.Change(names, "definitions", func(s *review.ArrangedSlide) { s.Off = true })
	a = a.Change(names, "forms", func(s *review.ArrangedSlide) { s.Note = "Pause here." })
	arranged, err := deck.Arranged(a)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"title", "forms-instagram", "forms", "drivers", "timing", "safeguards", "methods"}; !slices.Equal(arranged.Names(), want) {
		t.Errorf("slides %v, want %v", arranged.Names(), want)
	}
	if !slices.Equal(deck.Names(), names) {
		t.Error("arranging changed the deck itself")
	}
	figures := arranged.Figures()
	if len(figures) != 7 || figures[2].Title() != deck.Slides[1].Headline || figures[1] == figures[2] {
		t.Errorf("%d figures; the third is %q", len(figures), figures[2].Title())
	}
	if arranged.Slides[2].Note != "Pause here." || strings.Contains(figures[2].Describe(), "Pause") {
		t.Error("the note is lost, or on the slide")
	}
	for _, name := range names {
		a = a.Change(names, name, func(s *review.ArrangedSlide) { s.Off = true })
	}
	if _, err := deck.Arranged(a); !errors.Is(err, report.ErrNoSlides) {
		t.Errorf("without any slide: %v", err)
	}
}
