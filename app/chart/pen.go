package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// pen draws in a style.
type pen struct {
	draw.Canvas
	Style
}

// Where words stand in relation to their point, as a part of their width.
const (
	left   = 0
	center = -0.5
	right  = -1
)

// text writes one line with its baseline through at.
func (p pen) text(at vg.Point, text string, f face, c color.Color, align vg.Length) {
	text = f.printable(text)
	if text == "" || f.Font.Size <= 0 {
		return
	}
	p.SetColor(c)
	p.FillString(f.Face, vg.Point{X: at.X + align*f.Width(text), Y: at.Y}, text)
}

// middle writes one line centred on the height of at.
func (p pen) middle(at vg.Point, text string, f face, c color.Color, align vg.Length) {
	p.text(vg.Point{X: at.X, Y: at.Y - f.ascent/2}, text, f, c, align)
}

// lines writes lines below each other, the top of the first at top, and returns where the last one ends.
func (p pen) lines(x, top vg.Length, lines []string, f face, c color.Color, align vg.Length) (bottom vg.Length) {
	for _, line := range lines {
		p.text(vg.Point{X: x, Y: top - f.ascent}, line, f, c, align)
		top -= f.leading()
	}
	return top
}

// leading is the distance of two baselines.
func (f face) leading() vg.Length { return 1.3 * f.Font.Size }

// snap moves a length to the edge of a pixel.
func (p pen) snap(x vg.Length) vg.Length {
	if p.Pixel <= 0 {
		return x
	}
	return vg.Length(math.Round(float64(x/p.Pixel))) * p.Pixel
}

// snapped moves the edges of a rectangle to those of pixels.
func (p pen) snapped(r vg.Rectangle) vg.Rectangle {
	return vg.Rectangle{
		Min: vg.Point{X: p.snap(r.Min.X), Y: p.snap(r.Min.Y)},
		Max: vg.Point{X: p.snap(r.Max.X), Y: p.snap(r.Max.Y)},
	}
}

func (p pen) area(r vg.Rectangle, c color.Color) {
	p.SetColor(c)
	p.Fill(r.Path())
}

// line strokes a straight line; dashes may be none.
func (p pen) line(from, to vg.Point, width vg.Length, c color.Color, dashes ...vg.Length) {
	p.SetColor(c)
	p.SetLineWidth(width)
	p.SetLineDash(dashes, 0)
	p.Stroke(vg.Path{{Type: vg.MoveComp, Pos: from}, {Type: vg.LineComp, Pos: to}})
	p.SetLineDash(nil, 0)
}

// rule fills a thin upright or level bar as sharp as pixels allow.
func (p pen) rule(from, to vg.Point, width vg.Length, c color.Color) {
	half := max(width, p.Pixel) / 2
	r := vg.Rectangle{Min: from, Max: to}
	if from.X == to.X {
		r.Min.X = p.snap(from.X - half)
		r.Max.X = r.Min.X + 2*half
	} else {
		r.Min.Y = p.snap(from.Y - half)
		r.Max.Y = r.Min.Y + 2*half
	}
	p.area(r, c)
}

// dot fills a circle.
func (p pen) dot(at vg.Point, radius vg.Length, c color.Color) {
	p.SetColor(c)
	p.Fill(circle(at, radius))
}

// ring strokes a circle and fills it with the background, so that lines do not show through.
func (p pen) ring(at vg.Point, radius, width vg.Length, c color.Color) {
	p.dot(at, radius, c)
	p.dot(at, radius-width, p.Background)
}

func circle(at vg.Point, radius vg.Length) vg.Path {
	var path vg.Path
	path.Move(vg.Point{X: at.X + radius, Y: at.Y})
	path.Arc(at, radius, 0, 2*math.Pi)
	path.Close()
	return path
}

// star fills a five-pointed star.
func (p pen) star(at vg.Point, radius vg.Length, c color.Color) {
	var path vg.Path
	for i := range 10 {
		r := radius
		if i%2 == 1 {
			r *= 0.45
		}
		sin, cos := math.Sincos(math.Pi/2 + float64(i)*math.Pi/5)
		at := vg.Point{X: at.X + r*vg.Length(cos), Y: at.Y + r*vg.Length(sin)}
		if i == 0 {
			path.Move(at)
		} else {
			path.Line(at)
		}
	}
	path.Close()
	p.SetColor(c)
	p.Fill(path)
}

// hatch strokes a rectangle with lines rising to the right.
func (p pen) hatch(r vg.Rectangle, every, width vg.Length, c color.Color) {
	w, h := r.Size().X, r.Size().Y
	p.SetColor(c)
	p.SetLineWidth(width)
	var path vg.Path
	for x := -h + every/2; x < w; x += every {
		// From (x, 0) to (x+h, h), as far as it lies within.
		from, to := max(-x, 0), min(w-x, h)
		if to <= from {
			continue
		}
		path.Move(vg.Point{X: r.Min.X + x + from, Y: r.Min.Y + from})
		path.Line(vg.Point{X: r.Min.X + x + to, Y: r.Min.Y + to})
	}
	if len(path) > 0 {
		p.Stroke(path)
	}
}

// frame draws the outline of a rectangle, within it.
func (p pen) frame(r vg.Rectangle, width vg.Length, c color.Color) {
	inner := vg.Rectangle{
		Min: vg.Point{X: r.Min.X + width, Y: r.Min.Y + width},
		Max: vg.Point{X: r.Max.X - width, Y: r.Max.Y - width},
	}
	for _, edge := range []vg.Rectangle{
		{Min: r.Min, Max: vg.Point{X: r.Max.X, Y: inner.Min.Y}},
		{Min: vg.Point{X: r.Min.X, Y: inner.Max.Y}, Max: r.Max},
		{Min: vg.Point{X: r.Min.X, Y: inner.Min.Y}, Max: vg.Point{X: inner.Min.X, Y: inner.Max.Y}},
		{Min: vg.Point{X: inner.Max.X, Y: inner.Min.Y}, Max: vg.Point{X: r.Max.X, Y: inner.Max.Y}},
	} {
		p.area(edge, c)
	}
}
