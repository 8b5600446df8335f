package pdfcanvas

import (
	"math"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
)

// Stroke draws a line along p with butt ends and round joins, as gonum's
// pictures do.
func (c *Canvas) Stroke(p vg.Path) {
	s := c.state()
	if !(s.width > 0) || !finite(float64(s.width)) {
		return
	}
	path := c.path(p)
	if path == nil {
		return
	}
	c.group(func() {
		o := c.operators()
		o.numbers(s.width.Points()).operator("w")
		o.operator("0 J 1 j")
		if len(s.dashes) > 0 {
			o.text("[")
			for _, d := range s.dashes {
				o.numbers(d.Points())
			}
			o.text("] ").numbers(s.phase.Points()).operator("d")
		} else {
			o.operator("[] 0 d")
		}
		o.color(s, "RG")
		c.doc.RawWriteStr(string(o.buf) + string(path) + "S")
	})
}

// Fill fills p by the nonzero winding rule: a hole runs the other way round.
func (c *Canvas) Fill(p vg.Path) {
	path := c.path(p)
	if path == nil {
		return
	}
	c.group(func() {
		o := c.operators()
		o.color(c.state(), "rg")
		c.doc.RawWriteStr(string(o.buf) + string(path) + "f")
	})
}

// path returns the PDF operators that build p, or nil where there is nothing
// to draw. A point that is no number leaves a gap: what follows begins anew,
// and so does a path that opens without a Move.
func (c *Canvas) path(p vg.Path) []byte {
	w := pathWriter{operators: c.operators()}
	for _, comp := range p {
		switch comp.Type {
		case vg.MoveComp:
			w.move(comp.Pos)
		case vg.LineComp:
			w.line(comp.Pos)
		case vg.ArcComp:
			w.arc(comp)
		case vg.CurveComp:
			w.curve(comp)
		case vg.CloseComp:
			w.close()
		}
	}
	if !w.drawn {
		return nil
	}
	return w.buf
}

// pathWriter turns the parts of a vg.Path into path operators of PDF.
type pathWriter struct {
	operators
	at, start vg.Point // where the pen is, and where this part of the path began
	down      bool     // whether the pen is anywhere
	drawn     bool     // whether there is more than moves
}

func (w *pathWriter) move(to vg.Point) {
	if w.down = finitePoint(to); !w.down {
		return
	}
	w.points(to).operator("m")
	w.at, w.start = to, to
}

func (w *pathWriter) line(to vg.Point) {
	if !w.down || !finitePoint(to) {
		w.move(to)
		return
	}
	w.points(to).operator("l")
	w.at, w.drawn = to, true
}

// curve draws a Bézier curve with one or two control points. PDF knows only the
// latter kind, so the former is raised to it: each control point of the cubic
// lies two thirds of the way from an end to the control point of the quadratic.
// (fpdf.CurveTo says that it draws quadratics but writes operator v, which is
// something else.)
func (w *pathWriter) curve(comp vg.PathComp) {
	var c1, c2 vg.Point
	switch len(comp.Control) {
	case 1:
		q := comp.Control[0]
		c1 = w.at.Add(q.Sub(w.at).Scale(2. / 3))
		c2 = comp.Pos.Add(q.Sub(comp.Pos).Scale(2. / 3))
	case 2:
		c1, c2 = comp.Control[0], comp.Control[1]
	default: // no such curve; the straight way to its end is the least surprise
		w.line(comp.Pos)
		return
	}
	if !w.down || !finitePoint(c1) || !finitePoint(c2) || !finitePoint(comp.Pos) {
		w.move(comp.Pos)
		return
	}
	w.points(c1, c2, comp.Pos).operator("c")
	w.at, w.drawn = comp.Pos, true
}

// arc draws a part of a circle, with a line to its beginning from where the pen
// is. It is made of Bézier curves of at most 45 degrees, which stray from the
// circle by less than five millionths of the radius.
func (w *pathWriter) arc(comp vg.PathComp) {
	if !finitePoint(comp.Pos) || !finite(float64(comp.Radius), comp.Start, comp.Angle) {
		w.down = false
		return
	}
	at := func(angle float64) (on, along vg.Point) {
		sin, cos := math.Sincos(angle)
		r := vg.Point{X: comp.Radius * vg.Length(cos), Y: comp.Radius * vg.Length(sin)}
		return comp.Pos.Add(r), vg.Point{X: -r.Y, Y: r.X}
	}
	// Once around covers the circle; more rounds would only make more bytes.
	sweep := max(-4*math.Pi, min(4*math.Pi, comp.Angle))
	pieces := max(1, int(math.Ceil(math.Abs(sweep)/(math.Pi/4)-1e-9)))
	step := sweep / float64(pieces)
	reach := vg.Length(4. / 3 * math.Tan(step/4))

	p0, t0 := at(comp.Start)
	w.line(p0)
	for i := 1; i <= pieces; i++ {
		p1, t1 := at(comp.Start + float64(i)*step)
		w.points(p0.Add(t0.Scale(reach)), p1.Sub(t1.Scale(reach)), p1).operator("c")
		p0, t0 = p1, t1
	}
	w.at, w.drawn = p0, true
}

func (w *pathWriter) close() {
	if w.down {
		w.operator("h")
		w.at = w.start
	}
}

// operators collects PDF operators and their operands.
type operators struct {
	buf      []byte
	decimals int
}

// operators returns an empty collection that writes numbers finely enough for
// the scale in force: to a thousandth of a point on the page.
func (c *Canvas) operators() operators {
	m := c.state().matrix
	return operators{decimals: decimals(m)}
}

func decimals(m fpdf.TransformMatrix) int {
	scale := max(math.Hypot(m.A, m.B), math.Hypot(m.C, m.D))
	if !(scale > 1.001) { // 1 is the rule and may be a hair more after a rotation
		return 3
	}
	return min(12, 3+int(math.Ceil(math.Log10(scale))))
}

func (o *operators) numbers(vs ...float64) *operators {
	for _, v := range vs {
		o.buf = appendNumber(o.buf, v, o.decimals)
		o.buf = append(o.buf, ' ')
	}
	return o
}

func (o *operators) points(ps ...vg.Point) *operators {
	for _, p := range ps {
		o.numbers(p.X.Points(), p.Y.Points())
	}
	return o
}

func (o *operators) text(s string) *operators {
	o.buf = append(o.buf, s...)
	return o
}

func (o *operators) operator(s string) *operators { return o.text(s).text("\n") }

// color sets the colour of s, without its transparency, by operator op.
func (o *operators) color(s *state, op string) {
	for _, v := range [...]uint8{s.color.R, s.color.G, s.color.B} {
		o.buf = appendNumber(o.buf, float64(v)/255, 4)
		o.buf = append(o.buf, ' ')
	}
	o.operator(op)
}

// appendNumber writes v in the way PDF reads numbers: no exponent, no zeros
// that say nothing, no minus before zero.
func appendNumber(b []byte, v float64, decimals int) []byte {
	from := len(b)
	b = strconv.AppendFloat(b, v, 'f', decimals, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	if string(b[from:]) == "-0" {
		b = append(b[:from], '0')
	}
	return b
}

func finite(vs ...float64) bool {
	for _, v := range vs {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

func finitePoint(p vg.Point) bool { return finite(float64(p.X), float64(p.Y)) }
