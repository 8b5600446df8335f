package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"

	"auscult/analytics/quality"
)

// layout fits the rows and columns into the room: smaller words first, then no key, no numbers, and at last no names.
func (f *coverage) layout(p pen) coverageLayout {
	size := p.Size()
	rows, columns := vg.Length(len(f.rows)), vg.Length(len(f.months))
	l := coverageLayout{snap: p.snapped, gap: min(2, size.X/(8*columns), size.Y/(8*rows)), every: 1}
	for text := p.Text; ; text *= 0.94 {
		if text < p.least(0.6) || text < smallest {
			l.text, l.label, l.keyLines = 0, 0, nil
			break
		}
		l.text = text
		l.label = 0
		regular, bold := p.face(text, false), p.face(text, true)
		for _, row := range f.rows {
			l.label = max(l.label, regular.width(row.name)+1.9*text, bold.width(row.organisation)+0.9*text)
		}
		l.label = min(l.label, 0.3*size.X)
		l.keyLines = flow(f.key(p, text), size.X)
		if size.Y-l.header()-l.footer() >= rows*1.25*text {
			break
		}
	}
	l.min = vg.Point{X: p.Min.X + l.label, Y: p.Min.Y + l.footer()}
	l.max = vg.Point{X: p.Max.X, Y: p.Max.Y - l.header()}
	l.w = (l.max.X - l.min.X) / columns
	l.h = min((l.max.Y-l.min.Y)/rows, 2.6*max(l.text, 10))
	if l.text > 0 {
		l.fitWords(f, p)
	}
	return l
}

func (l coverageLayout) header() vg.Length { return 2.9 * l.text }

func (l coverageLayout) footer() vg.Length {
	if len(l.keyLines) == 0 {
		return 0
	}
	return (vg.Length(len(l.keyLines))*1.7*0.84 + 0.9) * l.text
}

// fitWords decides which months are named, and whether numbers fit into cells.
func (l *coverageLayout) fitWords(f *coverage, p pen) {
	small := p.face(0.84*l.text, true)
	widest := vg.Length(0)
	for _, m := range f.months {
		widest = max(widest, small.width(m.name))
	}
	for widest+0.3*l.text > vg.Length(l.every)*l.w && l.every < len(f.months) {
		l.every++
	}
	for size := l.text; size >= smallest && size >= 0.65*l.text; size *= 0.94 {
		number := p.face(size, false)
		fit := l.h-l.gap >= 1.2*size
		for _, row := range f.rows {
			for _, c := range row.cells {
				fit = fit && number.width(c.posts)+0.35*size <= l.w-l.gap
			}
		}
		if fit {
			l.values, l.numberSize = true, size
			return
		}
	}
}

// drawHeaders writes years and months over the columns and the key under them.
func (f *coverage) drawHeaders(p pen, l coverageLayout) {
	if l.text == 0 {
		return
	}
	year, small, asked := p.face(l.text, true), p.face(0.84*l.text, false), p.face(0.84*l.text, true)
	free := l.min.X
	for i, m := range f.months {
		x := l.min.X + vg.Length(i)*l.w
		if m.year != "" {
			if i > 0 {
				p.rule(vg.Point{X: x - l.gap/2, Y: l.max.Y - vg.Length(len(f.rows))*l.h}, vg.Point{X: x - l.gap/2, Y: p.Max.Y}, 0.5, p.Rule)
			}
			at := x + 0.15*l.text
			if name := year.cut(m.year, p.Max.X-at); at >= free && name == m.year {
				p.text(vg.Point{X: at, Y: p.Max.Y - 0.95*l.text}, name, year, p.Ink, left)
				free = at + year.width(name) + 0.4*l.text
			}
		}
		if i%l.every > 0 {
			continue
		}
		words, colour := small, p.Grey
		if m.asked {
			words, colour = asked, p.AccentInk
		}
		if l.every == 1 {
			p.text(vg.Point{X: x + (l.w-l.gap)/2, Y: l.max.Y + 0.55*l.text}, m.name, words, colour, center)
		} else if name := words.cut(m.name, p.Max.X-x); name == m.name {
			p.text(vg.Point{X: x, Y: l.max.Y + 0.55*l.text}, name, words, colour, left)
		}
	}
	p.key(l.keyLines, p.Min.X, l.max.Y-vg.Length(len(f.rows))*l.h-0.6*l.text, 0.84*l.text)
}

// drawRow writes the name of a row and draws its cells.
func (f *coverage) drawRow(p pen, l coverageLayout, i int) {
	row := f.rows[i]
	if l.text > 0 {
		at := vg.Point{X: p.Min.X, Y: l.max.Y - (vg.Length(i)+0.5)*l.h}
		name, words, room := row.name, p.face(l.text, false), l.label-0.9*l.text
		if row.organisation != "" {
			name, words, at.Y = row.organisation, p.face(l.text, true), at.Y-0.12*l.h
			room = p.Size().X // nothing stands beside it
		} else {
			at.X += 0.9 * l.text
			room -= 0.5 * l.text
		}
		p.middle(at, words.cut(name, room), words, p.Ink, left)
	}
	for j, c := range row.cells {
		bounds := l.cell(i, c.column)
		ink := f.drawCell(p, c, bounds)
		if c.state == quality.InGap {
			if j == 0 || row.cells[j-1].state != quality.InGap {
				f.drawGap(p, l, i, j)
			}
			continue
		}
		if l.values {
			p.middle(vg.Point{X: (bounds.Min.X + bounds.Max.X) / 2, Y: (bounds.Min.Y + bounds.Max.Y) / 2}, c.posts, p.face(l.numberSize, false), ink, center)
		}
		if c.young {
			radius := min(0.19*max(l.text, 8), l.w/8)
			p.dot(vg.Point{X: bounds.Max.X - 2.4*radius, Y: bounds.Max.Y - 2.4*radius}, radius, ink)
		}
	}
}

// drawCell paints a cell and returns the colour for words on it.
func (f *coverage) drawCell(p pen, c coverageCell, bounds vg.Rectangle) color.NRGBA {
	switch c.state {
	case quality.Quiet:
		p.area(bounds, p.Neutral)
		return p.Grey
	case quality.Filled:
		return p.covered(bounds, c.complete)
	}
	return p.Ink
}

// covered paints an area by how complete its figures are and returns the colour for words on it.
func (p pen) covered(bounds vg.Rectangle, complete float64) color.NRGBA {
	area := mix(p.Background, p.Accent, 0.08+0.30*complete)
	p.area(bounds, area)
	if 1-complete >= quality.Notable {
		p.hatch(bounds, 5, max(0.6, p.Pixel), mix(area, p.Ink, 0.16))
	}
	return p.on(area)
}

// drawGap draws one dashed frame around the months of a gap that begins with the row's j-th cell, and names it where
// there is room.
func (f *coverage) drawGap(p pen, l coverageLayout, i, j int) {
	row := f.rows[i]
	bounds := l.cell(i, row.cells[j].column)
	for _, c := range row.cells[j:] {
		if c.state != quality.InGap {
			break
		}
		bounds.Max = l.cell(i, c.column).Max
	}
	p.dashed(bounds)
	if words := p.face(0.84*l.text, false); l.text > 0 && l.values && words.width(f.words.gap)+0.5*l.text < bounds.Size().X {
		p.middle(vg.Point{X: (bounds.Min.X + bounds.Max.X) / 2, Y: (bounds.Min.Y + bounds.Max.Y) / 2}, f.words.gap, words, p.Ink, center)
	}
}

// dashed draws a dashed outline within a rectangle.
func (p pen) dashed(r vg.Rectangle) {
	const width, dash = 1.2, 3
	half := vg.Length(width) / 2
	a, b := vg.Point{X: r.Min.X + half, Y: r.Min.Y + half}, vg.Point{X: r.Max.X - half, Y: r.Max.Y - half}
	for _, side := range [][2]vg.Point{
		{a, {X: b.X, Y: a.Y}}, {{X: b.X, Y: a.Y}, b}, {{X: a.X, Y: b.Y}, b}, {a, {X: a.X, Y: b.Y}},
	} {
		p.line(side[0], side[1], width, p.Ink, dash, dash)
	}
}

// key returns what the key explains: only what is to be seen.
func (f *coverage) key(p pen, labels vg.Length) []keyItem {
	text, room := 0.84*labels, p.Size().X
	var complete, lacking, gap, quiet, young bool
	for _, row := range f.rows {
		for _, c := range row.cells {
			filled := c.state == quality.Filled
			complete = complete || filled && 1-c.complete < quality.Notable
			lacking = lacking || filled && 1-c.complete >= quality.Notable
			gap, quiet, young = gap || c.state == quality.InGap, quiet || c.state == quality.Quiet, young || c.young
		}
	}
	var items []keyItem
	add := func(seen bool, words string, draw func(p pen, r vg.Rectangle)) {
		if seen {
			items = append(items, p.sample(words, text, 1.8*text, room, func(p pen, x, y vg.Length) {
				draw(p, p.snapped(box(x, y, 1.8*text, 1.1*text)))
			}))
		}
	}
	add(complete, f.words.complete, func(p pen, r vg.Rectangle) { p.covered(r, 1) })
	add(lacking, f.words.lacking, func(p pen, r vg.Rectangle) { p.covered(r, 0.2) })
	add(gap, f.words.gap, func(p pen, r vg.Rectangle) { p.dashed(r) })
	add(quiet, f.words.quiet, func(p pen, r vg.Rectangle) { p.area(r, p.Neutral) })
	add(young, f.words.young, func(p pen, r vg.Rectangle) {
		p.dot(vg.Point{X: (r.Min.X + r.Max.X) / 2, Y: (r.Min.Y + r.Max.Y) / 2}, 0.2*text, p.Ink)
	})
	return items
}
