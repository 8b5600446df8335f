package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Words is text to be set in the house's type, for what stands around figures: slides and their like.
type Words struct {
	Text  string
	Size  vg.Length // in points
	Bold  bool
	Color color.Color
	Lines int  // at most; what does not fit is cut with an ellipsis
	Right bool // flush right instead of left
}

// Set writes words from the top of box downwards, wrapped to its width, and returns where the last line ends. Letters
// that the font lacks are replaced as in figures.
func (s Style) Set(c draw.Canvas, box vg.Rectangle, w Words) (bottom vg.Length) {
	f := s.face(w.Size, w.Bold)
	x, align := box.Min.X, vg.Length(left)
	if w.Right {
		x, align = box.Max.X, right
	}
	return pen{c, s}.lines(x, box.Max.Y, f.wrap(w.Text, box.Size().X, w.Lines), f, w.Color, align)
}
