package report

import (
	"image/color"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
	"pgregory.net/rapid"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// sheet is a canvas that notes where words come to lie.
type sheet struct {
	recorder.Canvas
	words []placed
}

type placed struct {
	vg.Rectangle
	text string
}

func (s *sheet) FillString(f font.Face, at vg.Point, text string) {
	s.words = append(s.words, placed{vg.Rectangle{Min: at, Max: vg.Point{X: at.X + f.Width(text), Y: at.Y + 0.7*f.Font.Size}}, text})
}

func (s *sheet) Fill(vg.Path)         {}
func (s *sheet) Stroke(vg.Path)       {}
func (s *sheet) SetColor(color.Color) {}

// checkWords holds that the words of a slide stay within its margins and do not cover each other.
func checkWords(t interface{ Errorf(string, ...any) }, s Slide) {
	var c sheet
	page{Slide: s, number: 1, footer: "Spital · Auswertung"}.Draw(draw.NewCanvas(&c, pageWidth, pageHeight), chart.Light())
	for i, w := range c.words {
		if w.Min.X < margin-1 || w.Max.X > pageWidth-margin+1 || w.Min.Y < margin/3 || w.Max.Y > pageHeight-margin/3 {
			t.Errorf("%s: %q at %v leaves the page", s.Name, w.text, w.Rectangle)
		}
		for _, o := range c.words[:i] {
			if min(w.Max.X, o.Max.X)-max(w.Min.X, o.Min.X) > 0.5 && min(w.Max.Y, o.Max.Y)-max(w.Min.Y, o.Min.Y) > 0.5 {
				t.Errorf("%s: %q covers %q", s.Name, w.text, o.text)
			}
		}
	}
}

func TestAppendixFitsInEveryLanguage(t *testing.T) {
	for _, l := range language.All() {
		speak := language.New(l)
		f := review.Forms{Posts: 216, Exported: time.Date(2026, 10, 8, 0, 0, 0, 0, time.UTC), Invented: true}
		definitions := definitions(f, speak)
		if len(definitions.Table) != len(social.Platforms())+1 {
			t.Fatalf("%d rows, want one for each platform and the header", len(definitions.Table))
		}
		for _, s := range []Slide{definitions, methods(f, speak)} {
			checkWords(t, s)
			var c sheet
			page{Slide: s, number: 1}.Draw(draw.NewCanvas(&c, pageWidth, pageHeight), chart.Light())
			for _, w := range c.words {
				if strings.HasSuffix(w.text, "…") {
					t.Errorf("%s %s: cut at %q", l, s.Name, w.text)
				}
			}
		}
	}
}

func TestAnyWordsFit(t *testing.T) {
	word := rapid.StringMatching(`[A-Za-zäöü]{1,24}`)
	sentence := func(t *rapid.T, name string, most int) string {
		return strings.Join(rapid.SliceOfN(word, 0, most).Draw(t, name), " ")
	}
	rapid.Check(t, func(t *rapid.T) {
		s := Slide{Name: "any", Headline: sentence(t, "headline", 30), Subtitle: sentence(t, "subtitle", 30), Source: sentence(t, "source", 60)}
		if rapid.Bool().Draw(t, "table") {
			rows, columns := rapid.IntRange(1, 10).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "columns")
			for range rows {
				row := make([]string, columns)
				for j := range row {
					row[j] = sentence(t, "cell", 6)
				}
				s.Table = append(s.Table, row)
			}
		} else {
			for range rapid.IntRange(0, 6).Draw(t, "lines") {
				s.Lines = append(s.Lines, sentence(t, "line", 30))
			}
		}
		checkWords(t, s)
	})
}

func TestShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.Map(rapid.IntRange(0, 400), func(n int) vg.Length { return vg.Length(n) })
		widths := rapid.SliceOfN(length, 1, 8).Draw(t, "widths")
		room := vg.Length(rapid.IntRange(10, 900).Draw(t, "room"))
		before := append([]vg.Length{}, widths...)
		share(widths, room)
		if sum(widths) > max(room, 0)+0.01 {
			t.Errorf("%v share %v as %v", before, room, widths)
		}
		for i := range widths {
			if widths[i] > before[i] || sum(before) <= room && widths[i] != before[i] {
				t.Errorf("%v share %v as %v", before, room, widths)
			}
		}
	})
}

func TestSourceCountsThePlatformOnly(t *testing.T) {
	f := review.Forms{Posts: 30, Table: engagement.Table{Cells: []engagement.Cell{
		{Platform: social.Facebook, Form: social.Photo, Posts: 12, Boosted: 2},
		{Platform: social.Instagram, Form: social.Photo, Posts: 18, Young: 5},
	}}}
	speak := language.New(language.English)
	if got := only(f, social.Facebook).Source(speak); !strings.Contains(got, "12 posts") || !strings.Contains(got, "2 boosted, 0 younger") {
		t.Errorf("the source of a slide about Facebook: %q", got)
	}
	if f.Posts != 30 || len(f.Table.Cells) != 2 {
		t.Error("the page itself has changed")
	}
}

func TestEmptyDeckHasNoClockInIt(t *testing.T) {
	d := Deck{Title: "Review", Slides: []Slide{{Name: "title", Cover: true, Headline: "Review"}}}
	files, err := writePDF(t.Context(), d, chart.Light())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(files[0].Content), "D:19700101") {
		t.Error("a PDF without figures is dated by the clock")
	}
}
