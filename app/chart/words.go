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
	// Balanced makes the lines about equally wide, as headlines look best.
	Balanced bool
}

// Set writes words from the top of box downwards, wrapped to its width, and returns where the last line ends. Letters
// that the font lacks are replaced as in figures.
func (s Style) Set(c draw.Canvas, box vg.Rectangle, w Words) (bottom vg.Length) {
	f := s.face(w.Size, w.Bold)
	x, align := box.Min.X, vg.Length(left)
	if w.Right {
		x, align = box.Max.X, right
	}
	return pen{c, s}.lines(x, box.Max.Y, w.lines(f, box.Size().X), f, w.Color, align)
}

// Extent returns how much room words take when they are set in a column of a width: the widest of their lines, and the
// height of all of them.
func (s Style) Extent(w Words, width vg.Length) vg.Point {
	f := s.face(w.Size, w.Bold)
	lines := w.lines(f, width)
	extent := vg.Point{Y: vg.Length(len(lines)) * f.leading()}
	for _, line := range lines {
		extent.X = max(extent.X, f.width(line))
	}
	return extent
}

func (w Words) lines(f face, width vg.Length) []string {
	if w.Balanced {
		return f.balance(w.Text, width, w.Lines)
	}
	return f.wrap(w.Text, width, w.Lines)
}
