package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// drawColumn draws the groups of a column below each other and returns the marks of their rows.
func (f *dumbbells) drawColumn(p pen, l mixLayout, column int, groups []mixGroup) []Mark {
	bold, small := p.face(l.text, true), p.face(0.84*l.text, false)
	x, top := l.column(column), p.Max.Y
	var marks []Mark
	for i, g := range groups {
		if i > 0 {
			top -= between * l.h
		}
		if l.labels {
			name := bold.cut(g.name, l.w)
			at := vg.Point{X: x, Y: top - 0.5*heading*l.h}
			p.middle(at, name, bold, p.Ink, left)
			at.X += bold.width(name) + 0.7*l.text
			if l.posts && at.X+small.width(g.posts) <= x+l.w {
				p.middle(at, g.posts, small, p.Grey, left)
			}
		}
		top -= heading * l.h
		f.drawGrid(p, l, column, top, top-vg.Length(len(g.rows))*l.h)
		for _, row := range g.rows {
			bounds := p.snapped(vg.Rectangle{Min: vg.Point{X: x, Y: top - l.h}, Max: vg.Point{X: x + l.w, Y: top}})
			f.drawRow(p, l, column, row, top-l.h/2)
			if bounds.Min.Y < bounds.Max.Y {
				marks = append(marks, Mark{Bounds: bounds, Cell: row.cell, Planned: row.planned, Label: row.label})
			}
			top -= l.h
		}
	}
	f.drawTicks(p, l, column, top)
	return marks
}

// drawGrid draws the lines behind a group's rows.
func (f *dumbbells) drawGrid(p pen, l mixLayout, column int, top, bottom vg.Length) {
	zero := l.x(f.axis, column, 0)
	for _, v := range l.ticksAt {
		if v > 0 {
			x := l.x(f.axis, column, v)
			p.rule(vg.Point{X: x, Y: bottom}, vg.Point{X: x, Y: top}, 0.6, p.Rule)
		}
	}
	p.rule(vg.Point{X: zero, Y: bottom}, vg.Point{X: zero, Y: top}, 0.8, p.Muted)
}

// drawTicks writes the numbers of a column's scale below its last row.
func (f *dumbbells) drawTicks(p pen, l mixLayout, column int, bottom vg.Length) {
	if !l.ticks {
		return
	}
	small := p.face(0.84*l.text, false)
	y := bottom - 1.15*l.text
	for _, v := range l.ticksAt {
		p.text(vg.Point{X: l.x(f.axis, column, v), Y: y}, f.axis.write(v), small, p.Grey, center)
	}
	if room := l.left - 1.2*l.text; column == 0 && l.title && small.width(f.words.axis) <= room {
		p.text(vg.Point{X: l.column(column), Y: y}, f.words.axis, small, p.Grey, left)
	}
}

// drawRow draws a row: its name, the band of what is nearly as good, its two marks with their numbers, and its hours.
func (f *dumbbells) drawRow(p pen, l mixLayout, column int, row mixRow, y vg.Length) {
	if l.labels {
		f.drawName(p, l, l.column(column), y, row)
	}
	from, to := l.x(f.axis, column, float64(row.now)), l.x(f.axis, column, float64(row.next))
	if row.nearKnown && row.near.Low < row.near.High {
		p.area(p.snapped(vg.Rectangle{
			Min: vg.Point{X: l.x(f.axis, column, float64(row.near.Low)), Y: y - 0.27*l.h},
			Max: vg.Point{X: l.x(f.axis, column, float64(row.near.High)), Y: y + 0.27*l.h},
		}), p.band())
	}
	p.dumbbell(from, to, y, l.mark())
	if l.values {
		f.drawNumbers(p, l, column, row, from, to, y)
	}
	if l.hours {
		small := p.face(0.9*l.text, false)
		p.middle(vg.Point{X: l.column(column) + l.w, Y: y}, row.hours, small, p.Grey, right)
	}
}

func (f *dumbbells) drawName(p pen, l mixLayout, x, y vg.Length, row mixRow) {
	regular, small := p.face(l.text, false), p.face(0.84*l.text, false)
	name := regular.cut(row.name, l.left)
	p.middle(vg.Point{X: x, Y: y}, name, regular, p.Ink, left)
	x += regular.width(name)
	switch {
	case row.promotional && l.words:
		// On one baseline with the name.
		p.text(vg.Point{X: x + 0.5*l.text, Y: y - regular.ascent/2}, f.words.promotional, small, p.Grey, left)
	case row.promotional:
		p.diamond(vg.Point{X: x + 0.75*l.text, Y: y}, 0.32*l.text, p.Grey)
	}
}

// drawNumbers writes the smaller number before its mark and the larger one behind, so that they never meet.
func (f *dumbbells) drawNumbers(p pen, l mixLayout, column int, row mixRow, from, to, y vg.Length) {
	regular, bold := p.face(l.text, false), p.face(l.text, true)
	now, next := row.nowText, row.nextText
	reach := l.mark() + l.apart()
	zero := l.x(f.axis, column, 0)
	switch {
	case row.now == row.next:
		p.middle(vg.Point{X: to + reach, Y: y}, next, bold, p.Ink, left)
	case row.now < row.next:
		p.middle(vg.Point{X: l.smaller(zero, from, regular.width(now)), Y: y}, now, regular, p.Grey, right)
		p.middle(vg.Point{X: to + reach, Y: y}, next, bold, p.Ink, left)
	default:
		p.middle(vg.Point{X: l.smaller(zero, to, bold.width(next)), Y: y}, next, bold, p.Ink, right)
		p.middle(vg.Point{X: from + reach, Y: y}, now, regular, p.Grey, left)
	}
}

// dumbbell draws a hollow mark for now, a filled one for next, and the way between them. Where both are one, the filled
// one lies in the hollow one.
func (p pen) dumbbell(now, next, y, radius vg.Length) {
	a, b := vg.Point{X: now, Y: y}, vg.Point{X: next, Y: y}
	if now == next {
		p.ring(a, radius, 0.32*radius, p.Muted)
		p.dot(b, 0.5*radius, p.Accent)
		return
	}
	p.line(a, b, 0.4*radius, p.Accent)
	p.ring(a, radius, 0.34*radius, p.Muted)
	p.dot(b, radius, p.Accent)
}

// diamond fills a square that stands on its corner.
func (p pen) diamond(at vg.Point, radius vg.Length, c color.Color) {
	var path vg.Path
	path.Move(vg.Point{X: at.X - radius, Y: at.Y})
	path.Line(vg.Point{X: at.X, Y: at.Y + radius})
	path.Line(vg.Point{X: at.X + radius, Y: at.Y})
	path.Line(vg.Point{X: at.X, Y: at.Y - radius})
	path.Close()
	p.SetColor(c)
	p.Fill(path)
}

// band is the colour of what is nearly as good: so pale that grey words can be read on it.
func (s Style) band() color.NRGBA { return mix(s.Background, s.Accent, s.faint(0.14, 0.46)) }

// drawFoot draws the key.
func (f *dumbbells) drawFoot(p pen, l mixLayout) {
	if !l.key {
		return
	}
	top := p.Max.Y - l.most - 0.7*l.text
	if l.ticks {
		top -= 1.5 * l.text
	}
	p.key(l.keyLines, p.Min.X, top, 0.84*l.text)
}

// key returns what the key explains: only what is to be seen.
func (f *dumbbells) key(p pen, l mixLayout) []keyItem {
	text, room := 0.84*l.text, p.Size().X
	items := []keyItem{
		p.sample(f.words.now, text, text, room, func(p pen, x, y vg.Length) {
			p.ring(vg.Point{X: x + 0.5*text, Y: y}, 0.44*text, 0.15*text, p.Muted)
		}),
		p.sample(f.words.next, text, text, room, func(p pen, x, y vg.Length) {
			p.dot(vg.Point{X: x + 0.5*text, Y: y}, 0.44*text, p.Accent)
		}),
	}
	var near, promotional bool
	for _, g := range f.groups {
		for _, row := range g.rows {
			near = near || row.nearKnown && row.near.Low < row.near.High
			promotional = promotional || row.promotional
		}
	}
	if near {
		items = append(items, p.sample(f.words.near, text, 2*text, room, func(p pen, x, y vg.Length) {
			p.area(p.snapped(box(x, y, 2*text, 0.9*text)), p.band())
		}))
	}
	if promotional && !l.words {
		items = append(items, p.sample(f.words.promotional, text, text, room, func(p pen, x, y vg.Length) {
			p.diamond(vg.Point{X: x + 0.5*text, Y: y}, 0.32*l.text, p.Grey)
		}))
	}
	return items
}
