package report

import (
	"image/color"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
	"auscult/app/logo"
	"auscult/app/report/pdfcanvas"
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
	number  int
	alone   bool // it is the only one, and needs no number
	footer  string
	heading pdfcanvas.Role // of the headline
	logo    *logo.Logo     // nil: none
}

// pages returns the deck's slides, ready to be drawn.
func (d Deck) pages() []page {
	all := make([]page, len(d.Slides))
	for i, s := range d.Slides {
		all[i] = page{s, i + 1, len(d.Slides) == 1, strings.Join(filled(d.Author, d.Title), " · "), pdfcanvas.Heading1, d.Logo}
		if i > 0 && d.Slides[0].Cover { // with the deck's title, under which the others stand
			all[i].heading = pdfcanvas.Heading2
		}
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

// Draw is described at [chart.Figure]. It expects a canvas of the page's proportions and returns the figure's marks. Its
// parts are drawn in the order in which they are read.
func (p page) Draw(c draw.Canvas, s chart.Style) (marks []chart.Mark) {
	p.drawLogo(c, s) // before the parts: it is not read out on each page
	pdfcanvas.Tag(c.Canvas, pdfcanvas.Part{Role: pdfcanvas.Section}, func() {
		if p.Cover {
			p.drawCover(c, s)
		} else {
			marks = p.drawBody(c, s)
		}
	})
	return marks
}

func (p page) drawBody(c draw.Canvas, s chart.Style) (marks []chart.Mark) {
	box := vg.Rectangle{
		Min: vg.Point{X: c.Min.X + margin, Y: c.Min.Y + margin/2},
		Max: vg.Point{X: c.Max.X - margin, Y: c.Max.Y - 0.75*margin},
	}
	foot := box
	fill(c, vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: c.Max.Y - 6}, Max: c.Max}, s.Accent)
	box.Max.Y = write(c, s, box, p.heading, chart.Words{Text: p.Headline, Size: 26, Bold: true, Color: s.Ink, Lines: 2, Balanced: true}) - 2
	if p.Subtitle != "" {
		box.Max.Y = write(c, s, box, pdfcanvas.Text, chart.Words{Text: p.Subtitle, Size: 14, Color: s.Grey, Lines: 2})
	}
	box.Min.Y = p.footTop(s, foot)
	box.Max.Y -= 14
	switch {
	case p.Figure != nil:
		for _, line := range p.Lines {
			box.Max.Y = write(c, s, box, pdfcanvas.Text, chart.Words{Text: line, Size: 14, Color: s.Ink, Lines: 2})
		}
		if len(p.Lines) > 0 {
			box.Max.Y -= 8
		}
		pdfcanvas.Tag(c.Canvas, pdfcanvas.Part{Role: pdfcanvas.Figure, Alt: p.Figure.Describe(), Box: box}, func() {
			// Slides are read from the far end of a table: larger labels than the window's, as long as they fit.
			large := s
			large.Text, large.Smallest = 16, 8.5
			if p.smallest > 0 {
				large.Smallest = p.smallest
			}
			marks = p.Figure.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: box}, large)
		})
	case p.Table != nil:
		drawTable(c, s, box, p.Table)
	default:
		p.drawLines(c, s, box)
	}
	p.drawFoot(c, s, foot)
	return marks
}

// write writes words from the top of box downwards, as a part of the document, and returns where they end.
func write(c draw.Canvas, s chart.Style, box vg.Rectangle, as pdfcanvas.Role, w chart.Words) (bottom vg.Length) {
	pdfcanvas.Tag(c.Canvas, pdfcanvas.Part{Role: as}, func() { bottom = s.Set(c, box, w) })
	return bottom
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
	within := func(role pdfcanvas.Role, draw func()) { pdfcanvas.Tag(c.Canvas, pdfcanvas.Part{Role: role}, draw) }
	within(pdfcanvas.List, func() {
		for _, line := range p.Lines {
			within(pdfcanvas.Item, func() {
				within(pdfcanvas.ItemBody, func() {
					for _, w := range words(line, size) {
						box.Max.Y = write(c, s, box, pdfcanvas.Text, w)
					}
				})
			})
			box.Max.Y -= gap(size)
		}
	})
}

// The foot of a page, from below: the line of footer and page number, a rule, and what the slide is made from.
const (
	footLine  = 12 * vg.Length(1)
	footRule  = footLine + 6 // where the rule begins
	footWords = footRule + 4 // where the source ends
)

func (p page) source(s chart.Style) chart.Words {
	return chart.Words{Text: p.Source, Size: 11, Color: s.Grey, Lines: 3}
}

// footTop returns where the foot begins.
func (p page) footTop(s chart.Style, box vg.Rectangle) vg.Length {
	if p.Source == "" {
		return box.Min.Y + footRule + 12
	}
	return box.Min.Y + footWords + s.Extent(p.source(s), box.Size().X).Y + 8
}

// drawFoot writes source, footer and page number.
func (p page) drawFoot(c draw.Canvas, s chart.Style, box vg.Rectangle) {
	bottom := box.Min.Y
	if p.Source != "" {
		box.Max.Y = p.footTop(s, box) - 8
		write(c, s, box, pdfcanvas.Text, p.source(s))
	}
	fill(c, vg.Rectangle{Min: vg.Point{X: box.Min.X, Y: bottom + footRule}, Max: vg.Point{X: box.Max.X, Y: bottom + footRule + 0.75}}, s.Rule)
	box.Max.Y = bottom + footLine
	write(c, s, p.besideLogo(box), pdfcanvas.Footer, chart.Words{Text: p.footer, Size: 11, Color: s.Grey, Lines: 1})
	if !p.alone {
		write(c, s, box, pdfcanvas.Footer, chart.Words{Text: strconv.Itoa(p.number), Size: 11, Color: s.Grey, Lines: 1, Right: true})
	}
}

func (p page) drawCover(c draw.Canvas, s chart.Style) {
	fill(c, vg.Rectangle{Min: c.Min, Max: vg.Point{X: c.Min.X + 14, Y: c.Max.Y}}, s.Accent)
	box := vg.Rectangle{
		Min: vg.Point{X: c.Min.X + 2*margin, Y: c.Min.Y + margin},
		Max: vg.Point{X: c.Max.X - margin, Y: c.Min.Y + 0.64*c.Size().Y},
	}
	box.Max.Y = write(c, s, box, p.heading, chart.Words{Text: p.Headline, Size: 38, Bold: true, Color: s.Ink, Lines: 3, Balanced: true}) - 8
	box.Max.Y = write(c, s, box, pdfcanvas.Text, chart.Words{Text: p.Subtitle, Size: 22, Color: s.Grey, Lines: 2}) - 20
	for _, line := range p.Lines {
		box.Max.Y = write(c, s, box, pdfcanvas.Text, chart.Words{Text: line, Size: 14, Color: s.Grey, Lines: 1}) - 2
	}
}

func fill(c draw.Canvas, r vg.Rectangle, with color.Color) {
	c.SetColor(with)
	c.Fill(r.Path())
}
