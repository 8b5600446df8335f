// Package pdfcanvas answers one question: how does a gonum plot get onto a
// page of a PDF that other code is writing with fpdf, as vectors and as text
// that can be selected, searched and read aloud?
//
// gonum brings a PDF canvas of its own, vgpdf, but that one encodes text in
// Windows-1252 without saying so to the reader: "Zürich" comes out garbled, and
// so does every other word with a letter beyond ASCII
// (https://github.com/gonum/plot/issues/347). It also owns its whole document,
// where a report wants several charts on a page among its own text. Package
// report uses this one instead:
//
//	doc := fpdf.New("L", "mm", "A4", "")
//	pdfcanvas.RegisterFonts(doc)
//	doc.AddPage()
//	c := pdfcanvas.New(doc, 2*vg.Centimeter, 3*vg.Centimeter, 20*vg.Centimeter, 12*vg.Centimeter)
//	p.Draw(draw.New(c))
//
// A canvas owns nothing of the document. Its state (colour, line, dashes,
// transformation) lives in Go, and every mark goes to the page as a group of
// its own, between q and Q, that carries all it needs. So there is nothing to
// close, a forgotten Pop or one too many harms nobody, and the colours, line
// widths, font and alpha of the code around it are as they were before.
//
// Nothing is clipped to the rectangle of the canvas; who wants that puts
// doc.ClipRect and doc.ClipEnd around the drawing.
//
// A canvas of [Tags] also keeps what its marks mean, for those who have the
// document read out to them.
//
// The same drawing gives the same bytes, provided that the caller sets
// fpdf's SetCatalogSort(true), SetCreationDate and SetModificationDate.
package pdfcanvas

import (
	"image/color"
	"math"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
)

var _ vg.CanvasSizer = (*Canvas)(nil)

// Canvas is a rectangle on one page of a PDF. It implements [vg.CanvasSizer];
// lengths are points of 1/72 inch, the origin is the bottom left corner of the
// rectangle.
//
// Errors are kept where fpdf keeps them: see [fpdf.Fpdf.Error]. After an error
// nothing more is drawn.
type Canvas struct {
	doc   *fpdf.Fpdf
	page  int
	w, h  vg.Length
	stack []state // never empty; the last one is in force
	known map[usedRune]bool
	tags  *Tags // nil: it keeps none
}

// state is what Push saves and Pop brings back.
type state struct {
	matrix fpdf.TransformMatrix // from canvas to page, in points, y upwards
	color  color.NRGBA
	width  vg.Length
	dashes []vg.Length
	phase  vg.Length
}

// New returns a canvas of width w and height h on the current page of doc, with
// its upper left corner x to the right and y below that of the page. All four
// are lengths on paper whatever the unit of doc.
//
// The canvas stays with this page. Drawing after another page has been begun
// is a mistake of the caller and becomes an error of doc, as does a doc that
// has no page yet.
func New(doc *fpdf.Fpdf, x, y, w, h vg.Length) *Canvas {
	_, height := doc.GetPageSize()
	height *= doc.GetConversionRatio()
	if doc.PageNo() == 0 {
		doc.SetErrorf("pdfcanvas: the document has no page to draw on")
	}
	c := &Canvas{
		doc:   doc,
		page:  doc.PageNo(),
		w:     w,
		h:     h,
		stack: make([]state, 1),
		known: make(map[usedRune]bool),
	}
	c.state().matrix = fpdf.TransformMatrix{
		A: 1, D: 1,
		E: x.Points(),
		F: height - (y + h).Points(),
	}
	vg.Initialize(c)
	return c
}

// Size returns the width and the height the canvas was made with.
func (c *Canvas) Size() (w, h vg.Length) { return c.w, c.h }

// SetLineWidth sets the width of stroked lines. At zero or below, nothing is
// stroked.
func (c *Canvas) SetLineWidth(w vg.Length) { c.state().width = w }

// SetLineDash sets the lengths of dashes and gaps in turn, and how far into
// them a line begins. No lengths, or lengths that add up to nothing, mean a
// solid line.
func (c *Canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	s := c.state()
	s.dashes, s.phase = nil, 0
	var sum vg.Length
	for _, d := range pattern {
		if !(d >= 0) { // also NaN
			return
		}
		sum += d
	}
	if sum == 0 || !finite(float64(sum), float64(offset)) {
		return
	}
	if len(pattern)%2 == 1 {
		sum *= 2 // an odd pattern swaps dashes and gaps on its second round
	}
	s.dashes = append([]vg.Length(nil), pattern...)
	s.phase = vg.Length(math.Mod(float64(offset), float64(sum)))
	if s.phase < 0 { // which PDF does not allow
		s.phase += sum
	}
}

// SetColor sets the colour of lines, areas and text, with its transparency.
// Nil is black.
func (c *Canvas) SetColor(clr color.Color) {
	if clr == nil {
		clr = color.Black
	}
	c.state().color = color.NRGBAModel.Convert(clr).(color.NRGBA)
}

// Rotate turns what is drawn from now on counter-clockwise about the origin.
func (c *Canvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.transform(fpdf.TransformMatrix{A: cos, B: sin, C: -sin, D: cos})
}

// Translate moves the origin to pt.
func (c *Canvas) Translate(pt vg.Point) {
	c.transform(fpdf.TransformMatrix{A: 1, D: 1, E: pt.X.Points(), F: pt.Y.Points()})
}

// Scale stretches what is drawn from now on, line widths and text included. A
// factor of zero leaves nothing to be seen.
func (c *Canvas) Scale(x, y float64) {
	c.transform(fpdf.TransformMatrix{A: x, D: y})
}

// transform puts m before the transformation in force.
func (c *Canvas) transform(m fpdf.TransformMatrix) {
	s := c.state()
	o := s.matrix
	s.matrix = fpdf.TransformMatrix{
		A: m.A*o.A + m.B*o.C,
		B: m.A*o.B + m.B*o.D,
		C: m.C*o.A + m.D*o.C,
		D: m.C*o.B + m.D*o.D,
		E: m.E*o.A + m.F*o.C + o.E,
		F: m.E*o.B + m.F*o.D + o.F,
	}
}

// Push saves colour, line width, dashes and transformation.
func (c *Canvas) Push() { c.stack = append(c.stack, *c.state()) }

// Pop brings back what the last Push saved. Without one it does nothing.
func (c *Canvas) Pop() {
	if len(c.stack) > 1 {
		c.stack = c.stack[:len(c.stack)-1]
	}
}

func (c *Canvas) state() *state { return &c.stack[len(c.stack)-1] }

// group calls mark between a q and a Q of the page, under the transformation
// and the transparency in force. It does nothing where nothing could be seen.
func (c *Canvas) group(mark func()) {
	s := c.state()
	m := s.matrix
	if c.doc.Err() || s.color.A == 0 {
		return
	}
	if area := m.A*m.D - m.B*m.C; area == 0 || !finite(area, m.E, m.F) {
		return
	}
	if c.doc.PageNo() != c.page {
		c.doc.SetErrorf("pdfcanvas: drawing for page %d came after page %d was begun", c.page, c.doc.PageNo())
		return
	}
	if c.tags != nil {
		c.tags.begin()
	}
	c.doc.TransformBegin()
	c.doc.Transform(m)
	// fpdf remembers the alpha set last, but Q takes it back on the page: tell
	// fpdf again. Its memory outlives the page while the page's alpha does
	// not, so it is trusted only where nothing is transparent.
	before, mode := c.doc.GetAlpha()
	alpha := float64(s.color.A) / 255
	if mode == "" {
		mode = "Normal"
	}
	changed := alpha != 1 || before != 1 || mode != "Normal"
	if changed {
		c.doc.SetAlpha(alpha, "Normal")
	}
	mark()
	c.doc.TransformEnd()
	if changed {
		c.doc.SetAlpha(before, mode)
	}
	if c.tags != nil && c.tags.at == c.tags.root { // nobody else closes it
		c.tags.close()
	}
}
