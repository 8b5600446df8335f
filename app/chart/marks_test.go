package chart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"io"
	"strings"
	"testing"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

func TestEveryCellHasItsMark(t *testing.T) {
	speak := language.New(language.English)
	for _, tt := range []struct {
		name   string
		forms  review.Forms
		figure func(review.Forms) chart.Figure
		cells  int
	}{
		{"heat map", quarter(), func(f review.Forms) chart.Figure { return chart.Heat(f, speak) }, 16},
		{"ranking", quarter(), func(f review.Forms) chart.Figure { return chart.Ranking(f, social.LinkedIn, speak) }, 5},
		{"framed", quarter(), func(f review.Forms) chart.Figure {
			return chart.Framed(chart.Heat(f, speak), "Headline", "Subtitle", "Source")
		}, 16},
		{"empty", nothing(), func(f review.Forms) chart.Figure { return chart.Heat(f, speak) }, 0},
	} {
		for _, size := range []image.Point{{1000, 560}, {300, 200}, {3000, 2000}} {
			for _, scale := range []float64{1, 1.25, 2} {
				p := chart.Render(tt.figure(tt.forms), chart.Light(), size.X, size.Y, scale)
				if p.Image.Bounds().Size() != size {
					t.Fatalf("%s: the picture is %v large, want %v", tt.name, p.Image.Bounds().Size(), size)
				}
				checkMarks(t, tt.name, p, tt.forms, speak)
				if len(p.Marks) != tt.cells {
					t.Errorf("%s %v: %d marks, want %d", tt.name, size, len(p.Marks), tt.cells)
				}
			}
		}
	}
}

// checkMarks holds what is true of the marks of every picture.
func checkMarks(t interface {
	Helper()
	Errorf(string, ...any)
}, name string, p chart.Picture, f review.Forms, speak *language.Speaker,
) {
	t.Helper()
	for i, m := range p.Marks {
		if m.Bounds.Empty() || !m.Bounds.In(p.Image.Bounds()) {
			t.Errorf("%s: mark %d at %v does not lie in %v", name, i, m.Bounds, p.Image.Bounds())
		}
		for j, other := range p.Marks[:i] {
			if m.Bounds.Overlaps(other.Bounds) {
				t.Errorf("%s: marks %d and %d overlap: %v, %v", name, j, i, other.Bounds, m.Bounds)
			}
		}
		middle := m.Bounds.Min.Add(m.Bounds.Size().Div(2))
		if at, ok := p.At(middle.X, middle.Y); !ok || at.Label != m.Label {
			t.Errorf("%s: At(%v) is %q, want %q", name, middle, at.Label, m.Label)
		}
		if want := f.CellSentence(speak, m.Cell); m.Label != want {
			t.Errorf("%s: a mark says %q, its cell %q", name, m.Label, want)
		}
	}
}

func TestAtFindsNothingBesideMarks(t *testing.T) {
	p := chart.Render(chart.Heat(quarter(), language.New(language.English)), chart.Light(), 1000, 480, 1)
	for _, at := range []image.Point{{0, 0}, {-5, 20}, {5000, 20}, {999, 479}} {
		if m, ok := p.At(at.X, at.Y); ok {
			t.Errorf("At(%v) found %q", at, m.Label)
		}
	}
}

func TestWordsForThoseWhoCannotSee(t *testing.T) {
	speak := language.New(language.English)
	f := quarter()
	for _, tt := range []struct {
		name  string
		fig   chart.Figure
		title string
		want  []string
	}{
		{
			"heat map", chart.Heat(f, speak), "Content forms by platform, Q3 2026",
			[]string{"Short video on Instagram: a typical post earns 5.42 engagements per 100 people reached", "(2 posts). This is mostly an estimate from similar posts; 35% of it rests on these."},
		},
		{
			"ranking", chart.Ranking(f, social.Facebook, speak), "Content forms on Facebook, Q3 2026",
			[]string{"between 1.62 and 2.93"},
		},
		{
			"framed", chart.Framed(chart.Ranking(f, social.Facebook, speak), "A finding", "Shown", "Source: x."),
			"Content forms on Facebook, Q3 2026",
			[]string{"A finding. Shown. Content forms", "Source: x."},
		},
		{"nothing", chart.Heat(nothing(), speak), "Content forms by platform, Q3 2026", []string{"There are no posts in Q3 2026."}},
		{"no platform", chart.Ranking(f, social.XING, speak), "Content forms on XING, Q3 2026", []string{"no posts on XING"}},
	} {
		if tt.fig.Title() != tt.title {
			t.Errorf("%s: title %q, want %q", tt.name, tt.fig.Title(), tt.title)
		}
		for _, want := range tt.want {
			if !strings.Contains(tt.fig.Describe(), want) {
				t.Errorf("%s: %q lacks %q", tt.name, tt.fig.Describe(), want)
			}
		}
	}
}

func TestSVG(t *testing.T) {
	f := quarter()
	f.Organisation.Name = `Spital <Seeblick> & "Söhne" 🎉`
	speak := language.New(language.German)
	fig := chart.Framed(chart.Heat(f, speak), "Überschrift", f.Subtitle(speak), f.Source(speak))
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := chart.WriteSVG(b, fig, chart.Dark(), 1000, 560); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same figure gave two different files")
	}
	for _, want := range []string{"<title>", "<desc>", `role="img"`, ">Überschrift<", "Arial", "5,42"} {
		if !strings.Contains(first.String(), want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	for d := xml.NewDecoder(&first); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWritersPassOnErrors(t *testing.T) {
	fig := chart.Heat(quarter(), language.New(language.English))
	if err := chart.WritePNG(full{}, fig, chart.Light(), 300, 200, 1); err == nil || !strings.Contains(err.Error(), fig.Title()) {
		t.Errorf("WritePNG: %v, want an error that names the picture", err)
	}
	if err := chart.WriteSVG(full{}, fig, chart.Light(), 300, 200); err == nil || !strings.Contains(err.Error(), fig.Title()) {
		t.Errorf("WriteSVG: %v, want an error that names the picture", err)
	}
}

func BenchmarkRender(b *testing.B) {
	speak := language.New(language.English)
	f := quarter()
	for _, bb := range []struct {
		name string
		fig  chart.Figure
	}{
		{"heat", chart.Heat(f, speak)},
		{"crowd", chart.Heat(crowd(), speak)},
		{"ranking", chart.Ranking(f, social.LinkedIn, speak)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				chart.Render(bb.fig, chart.Light(), 1200, 700, 1)
			}
		})
	}
}
