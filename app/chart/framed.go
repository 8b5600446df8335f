package chart

import (
	"image/color"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// framed is the figure of [Framed].
type framed struct {
	Figure
	headline, subtitle, source string
}

// Framed returns fig with its words around it: the headline (the finding) and the subtitle above, the source below, and
// a margin. It is what leaves the program, as a file or through the clipboard, so that it still tells the truth when it
// is met alone. Any of the words may be empty. In the window and on slides the words stand beside the figure instead.
func Framed(fig Figure, headline, subtitle, source string) Figure {
	return &framed{fig, headline, subtitle, source}
}

// Describe is described at [Figure].
func (f *framed) Describe() string {
	var parts []string
	for _, part := range []string{f.headline, f.subtitle, f.Figure.Describe(), f.source} {
		if part = strings.TrimSpace(part); part != "" {
			if !strings.HasSuffix(part, ".") {
				part += "."
			}
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// Draw is described at [Figure]. The words take at most half of the height; where they need more they are set smaller,
// and at last cut.
func (f *framed) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	text := p.grown()
	for text > smallest && f.height(p, text) > 0.5*c.Size().Y {
		text = max(0.92*text, smallest)
	}
	margin := f.margin(p, text)
	above, below := f.words(p, text)
	top, bottom := c.Max.Y-margin, c.Min.Y+margin
	for _, part := range above {
		top = p.lines(c.Min.X+margin, top, part.lines, part.face, part.color, left) - 0.25*text
	}
	if len(above) > 0 {
		top -= 0.8 * text
	}
	for _, part := range below {
		bottom += part.height()
		p.lines(c.Min.X+margin, bottom, part.lines, part.face, part.color, left)
		bottom += 0.8 * text
	}
	if top-bottom < smallest { // hardly a stamp
		top, bottom = c.Max.Y, c.Min.Y
	}
	inner := draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
		Min: vg.Point{X: c.Min.X + margin, Y: bottom}, Max: vg.Point{X: c.Max.X - margin, Y: top},
	}}
	return f.Figure.Draw(inner, s)
}

func (f *framed) margin(p pen, text vg.Length) vg.Length {
	return min(1.8*text, 0.05*p.Size().X, 0.05*p.Size().Y)
}

// paragraph is text in one face.
type paragraph struct {
	lines []string
	face  face
	color color.NRGBA
}

func (g paragraph) height() vg.Length { return vg.Length(len(g.lines)) * g.face.leading() }

// words sets headline, subtitle and source in the width there is.
func (f *framed) words(p pen, text vg.Length) (above, below []paragraph) {
	w := p.Size().X - 2*f.margin(p, text)
	add := func(to []paragraph, words string, face face, c color.NRGBA, limit int) []paragraph {
		if lines := face.balance(words, w, limit); len(lines) > 0 {
			return append(to, paragraph{lines, face, c})
		}
		return to
	}
	above = add(above, f.headline, p.face(1.5*text, true), p.Ink, 3)
	above = add(above, f.subtitle, p.face(text, false), p.Grey, 2)
	below = add(below, f.source, p.face(max(0.8*text, smallest), false), p.Grey, 3)
	return above, below
}

// height is how much of the height the words take.
func (f *framed) height(p pen, text vg.Length) vg.Length {
	above, below := f.words(p, text)
	height := 2 * f.margin(p, text)
	for _, part := range append(above, below...) {
		height += part.height() + 0.6*text
	}
	return height
}
