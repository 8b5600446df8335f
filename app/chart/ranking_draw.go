package chart

import (
	"math"

	"gonum.org/v1/plot/vg"

	"auscult/analytics/engagement"
)

// rankingPlan says what a ranking shows at a size; the first that fits is taken.
type rankingPlan struct {
	key, title, ticks, posts, values, labels bool
	least                                    vg.Length // smallest text size, as a part of the style's
}

var rankingPlans = []rankingPlan{
	{key: true, title: true, ticks: true, posts: true, values: true, labels: true, least: 0.8},
	{title: true, ticks: true, posts: true, values: true, labels: true, least: 0.7},
	{title: true, ticks: true, values: true, labels: true, least: 0.65},
	{ticks: true, values: true, labels: true, least: 0.6},
	{values: true, labels: true},
	{labels: true},
	{},
}

// rankingLayout says where everything of a ranking goes.
type rankingLayout struct {
	rankingPlan
	text        vg.Length
	top, h      vg.Length // of the first row, and of each
	left, right vg.Length // of the dots' field
	value       vg.Length // where values end and counts begin
	names       [][]string
	ticksAt     []float64
	axisTitle   []string
	keyLines    [][]keyItem
	pen         pen
}

func (r *ranking) layout(p pen) rankingLayout {
	full := p.grown()
	for _, plan := range rankingPlans {
		for size := full; size >= smallest && size >= p.least(plan.least); size *= 0.94 {
			if l, ok := r.try(p, plan, size); ok {
				return l
			}
		}
	}
	l, _ := r.try(p, rankingPlan{}, smallest)
	return l
}

// try lays the ranking out by a plan with labels of a size and reports whether everything fits.
func (r *ranking) try(p pen, plan rankingPlan, size vg.Length) (rankingLayout, bool) {
	l := rankingLayout{rankingPlan: plan, text: size, top: p.Max.Y, pen: p}
	canvas := p.Size()
	regular, bold, small := p.face(size, false), p.face(size, true), p.face(0.84*size, false)
	l.left, l.right = p.Min.X+0.6*size, p.Max.X-0.6*size
	if plan.labels {
		l.left = p.Min.X + r.nameWidth(bold, canvas.X) + 1.2*size
	}
	if plan.values {
		values, notes := r.besideWidth(plan, regular, bold)
		l.right = p.Max.X - max(values+notes, r.fewWidth(regular))
		l.value = l.right + values
		l.right -= 1.4 * size
	}
	if l.right-l.left < 0.25*canvas.X {
		return l, false
	}
	var foot vg.Length
	if r.drawn > 0 {
		if plan.ticks {
			l.ticksAt = r.axis.ticks(r.tickLimit(small, l.right-l.left))
			foot += 1.5 * size
		}
		if plan.title {
			l.axisTitle = small.wrap(r.axis.title, p.Max.X-l.left, 2)
			if !fits(l.axisTitle, r.axis.title, small) {
				return l, false
			}
			foot += vg.Length(len(l.axisTitle))*small.leading() + 0.4*size
		}
		if plan.key {
			l.keyLines = flow(r.key(p, size), p.Max.X-l.left)
			foot += vg.Length(len(l.keyLines))*1.7*small.Font.Size + 0.7*size
		}
	}
	l.h = (canvas.Y - foot) / vg.Length(len(r.rows))
	if plan.labels {
		l.h = min(l.h, 4.4*size)
	}
	return l, l.h > 0 && r.fitNames(&l, bold)
}

// nameWidth is how wide the column of names is, at most a third of the canvas.
func (r *ranking) nameWidth(bold face, canvas vg.Length) vg.Length {
	var w vg.Length
	for _, row := range r.rows {
		w = max(w, bold.width(row.name))
	}
	return min(w, canvas/3)
}

// besideWidth is how wide the columns of values and of counts to the right of the dots are.
func (r *ranking) besideWidth(plan rankingPlan, regular, bold face) (values, notes vg.Length) {
	for _, row := range r.rows[:r.drawn] {
		values = max(values, bold.width(row.value))
		if plan.posts {
			notes = max(notes, regular.width(separator+row.posts))
		}
	}
	return values, notes
}

// separator stands between a value and its count.
const separator = " · "

// fewWidth is how wide the reasons of the rows without a dot are.
func (r *ranking) fewWidth(regular face) vg.Length {
	var w vg.Length
	for _, row := range r.rows[r.drawn:] {
		w = max(w, regular.width(row.posts))
	}
	return w
}

// tickLimit is how many ticks have room for their labels.
func (r *ranking) tickLimit(small face, w vg.Length) int {
	widest := max(small.width(r.axis.write(r.axis.top)), small.width(r.axis.write(r.axis.top/7)))
	return min(int(w/(2*widest)), 6)
}

// fitNames wraps the names of rows and reports whether they fit.
func (r *ranking) fitNames(l *rankingLayout, bold face) bool {
	if !l.labels {
		return true
	}
	if l.h < 1.15*l.text {
		return false
	}
	limit := max(int((l.h-0.2*l.text)/bold.leading()), 1)
	for _, row := range r.rows {
		lines := bold.wrap(row.name, l.left-l.pen.Min.X-1.1*l.text, limit)
		if l.least > 0 && !fits(lines, row.name, bold) {
			return false
		}
		l.names = append(l.names, lines)
	}
	return true
}

// row returns where a row is, over the whole width.
func (l *rankingLayout) row(i int) vg.Rectangle {
	return l.pen.snapped(vg.Rectangle{
		Min: vg.Point{X: l.pen.Min.X, Y: l.top - vg.Length(i+1)*l.h},
		Max: vg.Point{X: l.pen.Max.X, Y: l.top - vg.Length(i)*l.h},
	})
}

// x places a figure.
func (l *rankingLayout) x(a axis, v float64) vg.Length {
	return l.left + vg.Length(a.at(v))*(l.right-l.left)
}

// drawAxis draws the grid, and below the rows the ticks, the axis's title and the key.
func (r *ranking) drawAxis(p pen, l rankingLayout) {
	if r.drawn == 0 {
		return
	}
	bottom := l.top - vg.Length(r.drawn)*l.h
	if r.drawn < len(r.rows) && l.labels { // what has no figure stands below the grid
		p.rule(vg.Point{X: p.Min.X, Y: bottom}, vg.Point{X: p.Max.X, Y: bottom}, 0.8, p.Rule)
	}
	end := l.top - vg.Length(len(r.rows))*l.h
	small := p.face(0.84*l.text, false)
	written := vg.Length(math.Inf(-1)) // where the last label ends
	for i, v := range l.ticksAt {
		x, c := l.x(r.axis, v), p.Rule
		if v == r.axis.origin || i == 0 && !r.axis.log {
			c = p.Muted
		}
		p.rule(vg.Point{X: x, Y: end}, vg.Point{X: x, Y: l.top}, 0.8, c)
		label := r.axis.write(v)
		if half := small.width(label) / 2; x-half > written+0.3*l.text {
			p.text(vg.Point{X: x, Y: end - 1.15*l.text}, label, small, p.Grey, center)
			written = x + half
		}
	}
	top := end
	if l.ticks {
		top -= 1.5 * l.text
	}
	if l.title {
		top = p.lines(l.left, top-0.4*l.text, l.axisTitle, small, p.Grey, left)
	}
	if l.key {
		p.key(l.keyLines, l.left, top-0.7*l.text, small.Font.Size)
	}
}

// drawRow draws a row: its name, its interval and dot, its value and count.
func (r *ranking) drawRow(p pen, l rankingLayout, i int) {
	row := r.rows[i]
	y := l.top - (vg.Length(i)+0.5)*l.h
	regular, bold := p.face(l.text, false), p.face(l.text, true)
	name, ink := regular, p.Ink
	switch {
	case i >= r.drawn || row.standing == estimated:
		ink = p.Grey
	case row.standing == best:
		name = bold
	}
	if l.labels {
		p.block(p.Min.X, y, l.names[i], name, ink, left)
	}
	if i >= r.drawn {
		if l.values {
			p.middle(vg.Point{X: l.right + 1.4*l.text, Y: y}, row.posts, regular, p.Grey, left)
		}
		return
	}
	t := row.cell.Typical
	p.interval(l.x(r.axis, t.Low), l.x(r.axis, t.Value), l.x(r.axis, t.High), y, l.mark(), row.standing)
	if l.values {
		p.middle(vg.Point{X: l.value, Y: y}, row.value, name, ink, right)
		if l.posts {
			p.middle(vg.Point{X: l.value, Y: y}, separator+row.posts, regular, p.Grey, left)
		}
	}
}

// mark is the radius of dots.
func (l *rankingLayout) mark() vg.Length { return min(0.46*l.text, 0.4*l.h) }

// standing is what a row's dot says of its form.
type standing uint8

const (
	best      standing = iota // may be the best
	behind                    // clearly behind
	estimated                 // mostly an estimate from similar posts: no place among the others
)

func standingOf(c engagement.Cell) standing {
	switch {
	case !sure(c):
		return estimated
	case c.TopGroup:
		return best
	}
	return behind
}

// interval draws a dot with its line; for an estimate from similar posts a thin line with a stroke across it.
func (p pen) interval(low, at, high, y, radius vg.Length, s standing) {
	from, to := vg.Point{X: low, Y: y}, vg.Point{X: high, Y: y}
	switch s {
	case best:
		p.line(from, to, 0.42*radius, p.Accent)
		p.dot(vg.Point{X: at, Y: y}, radius, p.Accent)
	case behind:
		p.line(from, to, 0.42*radius, p.Muted)
		p.ring(vg.Point{X: at, Y: y}, radius, 0.36*radius, p.Muted)
	case estimated:
		p.line(from, to, 0.18*radius, p.Muted)
		p.line(vg.Point{X: at, Y: y - 0.8*radius}, vg.Point{X: at, Y: y + 0.8*radius}, 0.3*radius, p.Muted)
	}
}

// key returns what the ranking's key explains: only what is to be seen in it.
func (r *ranking) key(p pen, labels vg.Length) []keyItem {
	text, room := 0.84*labels, p.Size().X/2
	seen := map[standing]bool{}
	for _, row := range r.rows[:r.drawn] {
		seen[row.standing] = true
	}
	dot := func(s standing) func(p pen, x, y vg.Length) {
		return func(p pen, x, y vg.Length) { p.interval(x+0.5*text, x+0.5*text, x+0.5*text, y, 0.46*text, s) }
	}
	var items []keyItem
	if seen[best] {
		items = append(items, p.sample(r.words.best, text, text, room, dot(best)))
	}
	if seen[best] && seen[behind] {
		items = append(items, p.sample(r.words.behind, text, text, room, dot(behind)))
	}
	return append(items, p.sample(r.words.interval, text, 2*text, room, func(p pen, x, y vg.Length) {
		p.line(vg.Point{X: x, Y: y}, vg.Point{X: x + 2*text, Y: y}, 0.19*text, p.Muted)
	}))
}
