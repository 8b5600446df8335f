package report

import (
	"image/color"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
)

// The page of a slide, 16:9, in points.
const (
	pageWidth  = 960 * vg.Length(1)
	pageHeight = 540 * vg.Length(1)
	margin     = 48 * vg.Length(1)
)

// page is a slide with its place in the deck. It is a figure itself, so that whatever draws figures draws slides.
type page struct {
	Slide
	number int
	footer string
}

// pages returns the deck's slides, ready to be drawn.
func (d Deck) pages() []page {
	all := make([]page, len(d.Slides))
	for i, s := range d.Slides {
		all[i] = page{s, i + 1, strings.Join(filled(d.Author, d.Title), " · ")}
	}
	return all
}

// Title is described at [chart.Figure].
func (p page) Title() string { return p.Headline }

// Describe is described at [chart.Figure].
func (p page) Describe() string {
	words := append([]string{p.Headline, p.Subtitle}, p.Lines...)
	for _, row := range p.Table {
		words = append(words, strings.Join(row, ": "))
	}
	if p.Figure != nil {
		words = append(words, p.Figure.Describe())
	}
	return strings.Join(filled(append(words, p.Source)...), "\n")
}

// Draw is described at [chart.Figure]. It expects a canvas of the page's proportions and returns the figure's marks.
func (p page) Draw(c draw.Canvas, s chart.Style) []chart.Mark {
	if p.Cover {
		p.drawCover(c, s)
		return nil
	}
	box := vg.Rectangle{
		Min: vg.Point{X: c.Min.X + margin, Y: c.Min.Y + margin/2},
		Max: vg.Point{X: c.Max.X - margin, Y: c.Max.Y - 0.75*margin},
	}
	fill(c, vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: c.Max.Y - 6}, Max: c.Max}, s.Accent)
	box.Max.Y = s.Set(c, box, chart.Words{Text: p.Headline, Size: 26, Bold: true, Color: s.Ink, Lines: 2, Balanced: true}) - 2
	if p.Subtitle != "" {
		box.Max.Y = s.Set(c, box, chart.Words{Text: p.Subtitle, Size: 14, Color: s.Grey, Lines: 2})
	}
	box.Min.Y = p.drawFoot(c, s, box)
	box.Max.Y -= 14
	switch {
	case p.Figure != nil:
		for _, line := range p.Lines {
			box.Max.Y = s.Set(c, box, chart.Words{Text: line, Size: 14, Color: s.Ink, Lines: 2})
		}
		if len(p.Lines) > 0 {
			box.Max.Y -= 8
		}
		// Slides are read from the far end of a table: larger labels than the window's, as long as they fit.
		s.Text, s.Smallest = 16, 8.5
		return p.Figure.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: box}, s)
	case p.Table != nil:
		drawTable(c, s, box, p.Table)
	default:
		p.drawLines(c, s, box)
	}
	return nil
}

// drawLines writes the slide's lines below each other, as large as they fit.
func (p page) drawLines(c draw.Canvas, s chart.Style, box vg.Rectangle) {
	words := func(line string, size vg.Length) []chart.Words {
		what, why, explained := strings.Cut(line, "\n")
		all := []chart.Words{{Text: what, Size: size, Bold: explained, Color: s.Ink, Lines: 9}}
		if explained {
			all = append(all, chart.Words{Text: why, Size: 0.88 * size, Color: s.Grey, Lines: 9})
		}
		return all
	}
	gap := func(size vg.Length) vg.Length { return 0.8 * size }
	size := vg.Length(17)
	for ; size > 8; size -= 0.5 {
		height := vg.Length(0)
		for _, line := range p.Lines {
			for _, w := range words(line, size) {
				height += s.Extent(w, box.Size().X).Y
			}
			height += gap(size)
		}
		if height <= box.Size().Y {
			break
		}
	}
	for _, line := range p.Lines {
		for _, w := range words(line, size) {
			box.Max.Y = s.Set(c, box, w)
		}
		box.Max.Y -= gap(size)
	}
}

// drawFoot writes source, footer and page number and returns where they begin.
func (p page) drawFoot(c draw.Canvas, s chart.Style, box vg.Rectangle) vg.Length {
	foot := vg.Rectangle{Min: box.Min, Max: vg.Point{X: box.Max.X, Y: box.Min.Y + 12}}
	s.Set(c, foot, chart.Words{Text: strconv.Itoa(p.number), Size: 11, Color: s.Grey, Lines: 1, Right: true})
	s.Set(c, foot, chart.Words{Text: p.footer, Size: 11, Color: s.Grey, Lines: 1})
	foot.Max.Y += 6
	fill(c, vg.Rectangle{Min: vg.Point{X: box.Min.X, Y: foot.Max.Y}, Max: vg.Point{X: box.Max.X, Y: foot.Max.Y + 0.75}}, s.Rule)
	if p.Source == "" {
		return foot.Max.Y + 12
	}
	source := chart.Words{Text: p.Source, Size: 11, Color: s.Grey, Lines: 3}
	foot.Max.Y += 4 + s.Extent(source, box.Size().X).Y
	s.Set(c, foot, source)
	return foot.Max.Y + 8
}

func (p page) drawCover(c draw.Canvas, s chart.Style) {
	fill(c, vg.Rectangle{Min: c.Min, Max: vg.Point{X: c.Min.X + 14, Y: c.Max.Y}}, s.Accent)
	box := vg.Rectangle{
		Min: vg.Point{X: c.Min.X + 2*margin, Y: c.Min.Y + margin},
		Max: vg.Point{X: c.Max.X - margin, Y: c.Min.Y + 0.64*c.Size().Y},
	}
	box.Max.Y = s.Set(c, box, chart.Words{Text: p.Headline, Size: 38, Bold: true, Color: s.Ink, Lines: 3, Balanced: true}) - 8
	box.Max.Y = s.Set(c, box, chart.Words{Text: p.Subtitle, Size: 22, Color: s.Grey, Lines: 2}) - 20
	for _, line := range p.Lines {
		box.Max.Y = s.Set(c, box, chart.Words{Text: line, Size: 14, Color: s.Grey, Lines: 1}) - 2
	}
}

func fill(c draw.Canvas, r vg.Rectangle, with color.Color) {
	c.SetColor(with)
	c.Fill(r.Path())
}
