package chart

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// linesLayout says where everything of the lines goes.
type linesLayout struct {
	pen      pen
	axis     axis
	text     vg.Length
	min, max vg.Point // of the plot
	w        vg.Length
	names    bool // whether there is room for names at the ends
	key      bool
	ticks    bool
	lane     bool         // whether there is room for tags above the plot
	flags    []placedFlag // from left to right
	items    [][]keyItem  // the lines of the key
	keyTop   vg.Length
}

// layout gives the plot what the words leave over: names at the right, values at the left, months below, a key at the
// bottom. On small canvases the key goes first, then the names, then the ticks.
func (f *lines) layout(p pen) linesLayout {
	size := p.Size()
	l := linesLayout{pen: p, axis: f.axis, text: p.grown()}
	l.names, l.key, l.ticks = size.X > 30*l.text, size.Y > 14*l.text, size.X > 14*l.text && size.Y > 8*l.text
	l.min, l.max = p.Min, vg.Point{X: p.Max.X - min(0.4*l.text, 0.1*size.X), Y: p.Max.Y - min(1.5*l.text, 0.2*size.Y)}
	small := p.face(0.84*l.text, false)
	if l.ticks {
		var widest vg.Length
		for _, v := range f.axis.ticks(6) {
			widest = max(widest, small.width(f.axis.write(v)))
		}
		l.min.X += widest + 0.6*l.text
		l.min.Y += 2.6 * l.text
	}
	if l.names {
		var widest vg.Length
		for _, o := range append([]line{f.ours}, f.others...) {
			widest = max(widest, p.face(0.92*l.text, true).width(o.name))
		}
		l.max.X -= min(widest+0.9*l.text, 0.3*size.X)
	}
	l.w = (l.max.X - l.min.X) / vg.Length(len(f.steps))
	l.lane = len(f.flags) > 0 && l.key && l.ticks
	l.flags = f.place(p, l)
	if l.lane {
		l.max.Y -= 1.6 * l.text
	}
	if l.key {
		f.layoutKey(p, &l)
	}
	return l
}

// layoutKey gives the key its lines, as many as leave most of the room to the plot.
func (f *lines) layoutKey(p pen, l *linesLayout) {
	l.items = flow(append(f.key(p, l.text), f.flagKey(p, *l)...), p.Size().X)
	line := 1.7 * 0.84 * l.text
	l.items = l.items[:min(len(l.items), max(1, int(0.25*p.Size().Y/line)))]
	more := vg.Length(max(len(l.items)-1, 0)) * line
	l.keyTop = p.Min.Y + 1.6*l.text + more
	l.min.Y += 1.9*l.text + more
}

// x is the middle of a step.
func (l linesLayout) x(step int) vg.Length { return l.min.X + (vg.Length(step)+0.5)*l.w }

// y places a value.
func (l linesLayout) y(v float64) vg.Length {
	return l.min.Y + vg.Length(l.axis.at(v))*(l.max.Y-l.min.Y)
}

// column is all of a step's height: what pointing at it finds.
func (l linesLayout) column(step int) vg.Rectangle {
	x := l.min.X + vg.Length(step)*l.w
	return l.pen.snapped(vg.Rectangle{Min: vg.Point{X: x, Y: l.min.Y}, Max: vg.Point{X: x + l.w, Y: l.max.Y}})
}

// drawGround draws what the lines stand on: the quarter, the changes, the grid, the ticks and the key.
func (f *lines) drawGround(p pen, l linesLayout) {
	small := p.face(0.84*l.text, false)
	span := func(from, to int) vg.Rectangle {
		return vg.Rectangle{Min: l.column(from).Min, Max: l.column(to - 1).Max}
	}
	if f.asked[1] > f.asked[0] {
		shade := span(f.asked[0], f.asked[1])
		p.area(shade, p.Neutral)
		above := l.max.Y + 0.45*l.text
		if l.lane {
			above += 1.6 * l.text
		}
		p.text(vg.Point{X: (shade.Min.X + shade.Max.X) / 2, Y: above}, small.cut(f.words.quarter, shade.Size().X), small, p.Grey, center)
	}
	for _, c := range f.changes {
		p.hatch(span(c[0], c[1]+1), 0.7*l.text, max(0.06*l.text, p.Pixel), p.Rule)
	}
	for _, v := range f.axis.ticks(6) {
		y, c := l.y(v), p.Rule
		if v == 0 {
			c = p.Muted
		}
		p.rule(vg.Point{X: l.min.X, Y: y}, vg.Point{X: l.max.X, Y: y}, 0.8, c)
		if l.ticks {
			p.middle(vg.Point{X: l.min.X - 0.5*l.text, Y: y}, f.axis.write(v), small, p.Grey, right)
		}
	}
	if l.ticks {
		f.drawMonths(p, l, small)
	}
	if l.key {
		p.key(l.items, p.Min.X, l.keyTop, small.Font.Size)
	}
}

// drawMonths writes the months as far as there is room for them, and the years below.
func (f *lines) drawMonths(p pen, l linesLayout, small face) {
	every := 1
	for _, widest := range []int{1, 2, 3, 6, 12} {
		every = widest
		if f.monthsFit(l, small, every) {
			break
		}
	}
	n := 0
	for i, s := range f.steps {
		if s.name == "" {
			continue
		}
		if n%every == 0 {
			p.text(vg.Point{X: l.x(i), Y: l.min.Y - 1.15*l.text}, s.name, small, p.Grey, center)
		}
		n++
		if s.year != "" {
			p.text(vg.Point{X: l.x(i), Y: l.min.Y - 2.25*l.text}, s.year, small, p.Grey, center)
		}
	}
}

// monthsFit reports whether every n-th month's name keeps its distance from the next.
func (f *lines) monthsFit(l linesLayout, small face, every int) bool {
	n, end := 0, vg.Length(math.Inf(-1))
	for i, s := range f.steps {
		if s.name == "" {
			continue
		}
		if n%every == 0 {
			half := small.width(s.name) / 2
			if l.x(i)-half < end+0.5*l.text {
				return false
			}
			end = l.x(i) + half
		}
		n++
	}
	return true
}

// course strokes a line; a step without a value interrupts it, a value alone is a dot.
func (p pen) course(l linesLayout, values []float64, width vg.Length, c color.Color, dashes ...vg.Length) {
	p.SetColor(c)
	p.SetLineWidth(width)
	p.SetLineDash(dashes, 0)
	var path vg.Path
	for i, v := range values {
		switch {
		case math.IsNaN(v):
			continue
		case i == 0 || math.IsNaN(values[i-1]):
			if i+1 == len(values) || math.IsNaN(values[i+1]) {
				p.dot(vg.Point{X: l.x(i), Y: l.y(v)}, 1.2*width, c)
				continue
			}
			path.Move(vg.Point{X: l.x(i), Y: l.y(v)})
		default:
			path.Line(vg.Point{X: l.x(i), Y: l.y(v)})
		}
	}
	if len(path) > 0 {
		p.Stroke(path)
	}
	p.SetLineDash(nil, 0)
}

// drawNames writes each organisation's name at the end of its line, moved apart where ends lie close.
func (f *lines) drawNames(p pen, l linesLayout) {
	if !l.names {
		return
	}
	type end struct {
		name string
		y    vg.Length
		ours bool
	}
	var ends []end
	add := func(o line, ours bool) {
		for _, v := range slices.Backward(o.values) {
			if !math.IsNaN(v) {
				ends = append(ends, end{o.name, l.y(v), ours})
				return
			}
		}
	}
	add(f.ours, true)
	for _, o := range f.others {
		add(o, false)
	}
	slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(b.y, a.y) })
	least := 1.15 * l.text
	for range 50 { // push neighbours apart until all have room
		moved := false
		for i := 1; i < len(ends); i++ {
			if overlap := least - (ends[i-1].y - ends[i].y); overlap > 0.01 {
				ends[i-1].y += overlap / 2
				ends[i].y -= overlap / 2
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	room := p.Max.X - l.max.X - 0.7*l.text
	for _, e := range ends {
		face, c := p.face(0.92*l.text, false), p.Grey
		if e.ours {
			face, c = p.face(0.92*l.text, true), p.AccentInk
		}
		p.middle(vg.Point{X: l.max.X + 0.6*l.text, Y: e.y}, face.cut(e.name, room), face, c, left)
	}
}

// key explains what is to be seen: the median, and where a change lies.
func (f *lines) key(p pen, labels vg.Length) []keyItem {
	text := 0.84 * labels
	var items []keyItem
	if slices.ContainsFunc(f.peers, func(v float64) bool { return !math.IsNaN(v) }) {
		items = append(items, p.sample(f.words.peers, text, 2*text, p.Size().X/2, func(p pen, x, y vg.Length) {
			p.line(vg.Point{X: x, Y: y}, vg.Point{X: x + 2*text, Y: y}, 0.13*text, p.Grey, 0.5*text, 0.35*text)
		}))
	}
	if len(f.changes) > 0 {
		items = append(items, p.sample(f.words.change, text, 1.6*text, p.Size().X/2, func(p pen, x, y vg.Length) {
			r := vg.Rectangle{Min: vg.Point{X: x, Y: y - 0.5*text}, Max: vg.Point{X: x + 1.6*text, Y: y + 0.5*text}}
			p.hatch(r, 0.7*text, max(0.06*text, p.Pixel), p.Muted)
			p.frame(r, max(0.06*text, p.Pixel), p.Rule)
		}))
	}
	return items
}
