package chart_test

import (
	"bytes"
	"image/color"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
	"pgregory.net/rapid"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// anyForms draws a page with anything in its cells that the types allow, nonsense figures included.
func anyForms(t *rapid.T) review.Forms {
	platforms := append(social.Platforms(), "mastodon")
	forms := append(social.Forms(), "", "hologram")
	figure := rapid.OneOf(rapid.Float64Range(1e-9, 1e7), rapid.Float64(), rapid.SampledFrom([]float64{0, -1}))
	var cells []engagement.Cell
	for _, p := range platforms[:rapid.IntRange(0, len(platforms)).Draw(t, "platforms")] {
		for _, form := range forms[:rapid.IntRange(0, len(forms)).Draw(t, "forms")] {
			c := engagement.Cell{
				Platform: p, Form: form,
				Posts:       rapid.IntRange(0, 100_000).Draw(t, "posts"),
				Denominator: rapid.SampledFrom(append(social.OwnDenominators(p), social.NoDenominator)).Draw(t, "over"),
				TooFew:      rapid.Bool().Draw(t, "few"),
				TopGroup:    rapid.Bool().Draw(t, "top"),
			}
			c.Used = rapid.IntRange(0, c.Posts).Draw(t, "used")
			if c.Used > 0 { // which engagement.Compare promises
				v := figure.Draw(t, "value")
				c.Typical = &stats.Estimate{
					Value: v, Low: v * rapid.Float64Range(0, 1).Draw(t, "low"), High: v * rapid.Float64Range(1, 1000).Draw(t, "high"),
				}
			}
			cells = append(cells, c)
		}
	}
	f := formsOf(rapid.SampledFrom(append(engagement.Measures(), "")).Draw(t, "measure"), cells...)
	f.Organisation.Name = rapid.String().Draw(t, "organisation")
	return f
}

func anyFigure(t *rapid.T, f review.Forms, speak *language.Speaker) chart.Figure {
	var fig chart.Figure
	if rapid.Bool().Draw(t, "heat") {
		fig = chart.Heat(f, speak)
	} else {
		fig = chart.Ranking(f, rapid.SampledFrom(append(social.Platforms(), "mastodon")).Draw(t, "platform"), speak)
	}
	if rapid.Bool().Draw(t, "framed") {
		fig = chart.Framed(fig, rapid.String().Draw(t, "headline"), f.Subtitle(speak), f.Source(speak))
	}
	return fig
}

// TestAnythingAtAnySize holds that no table and no size makes a figure panic, leave the canvas or write over itself.
func TestAnythingAtAnySize(t *testing.T) {
	speakers := []*language.Speaker{language.New(language.English), language.New(language.German)}
	rapid.Check(t, func(t *rapid.T) {
		speak := rapid.SampledFrom(speakers).Draw(t, "language")
		f := anyForms(t)
		fig := anyFigure(t, f, speak)
		w, h := rapid.Float64Range(150, 3000).Draw(t, "width"), rapid.Float64Range(100, 2000).Draw(t, "height")
		var c inspector
		marks := fig.Draw(draw.NewCanvas(&c, vg.Length(w), vg.Length(h)), chart.Light())
		c.check(t, vg.Rectangle{Max: vg.Point{X: vg.Length(w), Y: vg.Length(h)}})
		for i, m := range marks {
			if !(m.Bounds.Min.X < m.Bounds.Max.X && m.Bounds.Min.Y < m.Bounds.Max.Y) {
				t.Errorf("mark %d has no area: %v", i, m.Bounds)
			}
		}
		if fig.Title() == "" || fig.Describe() == "" {
			t.Error("a figure without words")
		}
	})
}

func TestAnyPictureAtAnySize(t *testing.T) {
	speak := language.New(language.German)
	rapid.Check(t, func(t *rapid.T) {
		f := anyForms(t)
		fig := anyFigure(t, f, speak)
		w, h := rapid.IntRange(300, 1200).Draw(t, "width"), rapid.IntRange(200, 800).Draw(t, "height")
		scale := rapid.Float64Range(1, 2.5).Draw(t, "scale")
		p := chart.Render(fig, chart.Dark(), w, h, scale)
		checkMarks(t, "picture", p, f, speak)
	})
}

func TestSamePictureTwice(t *testing.T) {
	speak := language.New(language.English)
	var first bytes.Buffer
	for i := range 3 {
		var b bytes.Buffer
		if err := chart.WritePNG(&b, chart.Heat(crowd(), speak), chart.Light(), 800, 500, 1.5); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = b
		} else if !bytes.Equal(first.Bytes(), b.Bytes()) {
			t.Fatal("the same figure gave two different pictures")
		}
	}
}

// inspector is a canvas that notes where words and areas come to lie.
type inspector struct {
	recorder.Canvas
	words []word
	wrong []string
}

type word struct {
	bounds vg.Rectangle
	text   string
}

func (c *inspector) FillString(f font.Face, at vg.Point, text string) {
	size := f.Font.Size
	c.words = append(c.words, word{vg.Rectangle{
		Min: vg.Point{X: at.X, Y: at.Y}, // without descenders, which may reach into the gap of two lines
		Max: vg.Point{X: at.X + f.Width(text), Y: at.Y + 0.7*size},
	}, text})
	if size < 5.9 {
		c.wrong = append(c.wrong, "too small to be read: "+text)
	}
}

func (c *inspector) Fill(p vg.Path) {
	for _, comp := range p {
		if !(comp.Pos.X >= -1e9 && comp.Pos.Y <= 1e9 && comp.Pos.X <= 1e9 && comp.Pos.Y >= -1e9) {
			c.wrong = append(c.wrong, "an area at no place")
		}
	}
}

func (c *inspector) Stroke(p vg.Path)     { c.Fill(p) }
func (c *inspector) SetColor(color.Color) {}

func (c *inspector) check(t *rapid.T, canvas vg.Rectangle) {
	for _, w := range c.wrong {
		t.Error(w)
	}
	const slack = 0.5
	for i, w := range c.words {
		b := w.bounds
		if !(b.Min.X >= canvas.Min.X-slack && b.Max.X <= canvas.Max.X+slack && b.Min.Y >= canvas.Min.Y-slack && b.Max.Y <= canvas.Max.Y+slack) {
			t.Errorf("%q at %v leaves the canvas %v", w.text, b, canvas)
		}
		for _, other := range c.words[:i] {
			o := other.bounds
			if min(b.Max.X, o.Max.X)-max(b.Min.X, o.Min.X) > slack && min(b.Max.Y, o.Max.Y)-max(b.Min.Y, o.Min.Y) > slack {
				t.Errorf("%q at %v overlaps %q at %v", w.text, b, other.text, o)
			}
		}
	}
}
