package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"auscult/analytics/position"
)

// drawHeaders writes the names of rows and columns, and the key below.
func (h *heat) drawHeaders(p pen, l heatLayout) {
	if l.labels {
		regular, bold, small := p.face(l.text, false), p.face(l.text, true), p.face(0.84*l.text, false)
		for i, lines := range l.rows {
			y := l.max.Y - (vg.Length(i)+0.5)*l.h
			p.block(p.Min.X, y, lines, regular, p.Ink, left)
			if i > 0 { // leads the eye from the name to cells far away
				y := l.max.Y - vg.Length(i)*l.h
				p.rule(vg.Point{X: p.Min.X, Y: y}, vg.Point{X: l.max.X, Y: y}, 0.5, p.Rule)
			}
		}
		for i, c := range h.columns {
			x := l.min.X + (vg.Length(i)+0.5)*l.w
			p.text(vg.Point{X: x, Y: p.Max.Y - 0.95*l.text}, bold.cut(c.name, l.w), bold, p.Ink, center)
			if l.over {
				p.lines(x, p.Max.Y-1.45*l.text, l.overLines[i], small, p.Grey, center)
			}
		}
	}
	if h.totals {
		x, y := l.max.X-l.w, l.min.Y+l.h
		p.rule(vg.Point{X: x, Y: l.min.Y}, vg.Point{X: x, Y: l.max.Y}, l.gap, p.Muted)
		p.rule(vg.Point{X: p.Min.X, Y: y}, vg.Point{X: l.max.X, Y: y}, l.gap, p.Muted)
	}
	if l.key {
		p.key(l.keyLines, p.Min.X, l.min.Y-0.9*l.text, 0.84*l.text)
	}
}

// drawCell draws a cell into bounds.
func (h *heat) drawCell(p pen, l heatLayout, i int, bounds vg.Rectangle) {
	c := &h.cells[i]
	ink := p.fillCell(c, bounds, l.text)
	middle := vg.Point{X: (bounds.Min.X + bounds.Max.X) / 2, Y: (bounds.Min.Y + bounds.Max.Y) / 2}
	if c.best || c.verdict != "" {
		at, radius := vg.Point{X: bounds.Max.X - 0.75*l.text, Y: bounds.Max.Y - 0.75*l.text}, 0.42*l.text
		if !l.values {
			radius = min(radius, 0.35*bounds.Size().X, 0.35*bounds.Size().Y)
			at = middle
		} else if !l.counts {
			at.Y = middle.Y
		}
		if c.best {
			p.star(at, radius, ink)
		} else {
			p.shape(c.verdict, at, 0.85*radius, ink)
		}
	}
	if !l.values {
		return
	}
	value, small := p.face(l.value, true), p.face(0.84*l.text, false)
	notes := l.notes[i]
	top := middle.Y + l.content(*c, notes, small)/2
	if c.value != "" {
		p.text(vg.Point{X: middle.X, Y: top - value.ascent}, c.value, value, ink, center)
		top -= value.ascent + 0.55*l.text
	}
	p.lines(middle.X, top, notes, small, ink, center)
}

// fillCell paints a cell and returns the colour for words on it.
func (p pen) fillCell(c *heatCell, bounds vg.Rectangle, text vg.Length) (ink color.NRGBA) {
	switch {
	case c.verdict == position.Ahead:
		area := p.heat(0.8)
		p.area(bounds, area)
		return p.on(area)
	case c.verdict == position.Behind: // where there is something to do: framed, so that it also stands out in grey
		p.area(bounds, p.Neutral)
		p.frame(bounds, max(0.12*text, p.Pixel), p.Ink)
		return p.on(p.Neutral)
	case !c.sure:
		p.hatched(bounds, text)
		return p.Grey
	case !c.compared:
		p.area(bounds, p.Neutral)
		return p.on(p.Neutral)
	}
	area := p.heat(c.strength)
	p.area(bounds, area)
	return p.on(area)
}

// hatched paints an area about which too little is known.
func (p pen) hatched(r vg.Rectangle, text vg.Length) {
	p.hatch(r, 0.5*text, max(0.06*text, p.Pixel), p.hatching())
	p.frame(r, max(0.06*text, p.Pixel), p.hatching())
}

// hatching is the colour of hatches: so faint that grey words can be read on it.
func (s Style) hatching() color.NRGBA { return mix(s.Background, s.Rule, 0.75) }

// block writes lines centred on the height y.
func (p pen) block(x, y vg.Length, lines []string, f face, c color.NRGBA, align vg.Length) {
	height := vg.Length(len(lines)-1)*f.leading() + f.ascent
	p.lines(x, y+height/2, lines, f, c, align)
}

// quiet writes a sentence into the middle, where there is nothing to draw.
func (p pen) quiet(sentence string) {
	size := p.Size()
	for text := p.Text; text >= smallest; text *= 0.9 {
		f := p.face(text, false)
		lines := f.wrap(sentence, 0.9*size.X, 8)
		if height := vg.Length(len(lines)) * f.leading(); fits(lines, sentence, f) && height < 0.9*size.Y {
			p.block(p.Center().X, p.Center().Y, lines, f, p.Grey, center)
			return
		}
	}
}
