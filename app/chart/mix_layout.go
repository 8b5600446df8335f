package chart

import (
	"gonum.org/v1/plot/vg"
)

// mixPlan says what a mix shows at a size; the first that fits is taken.
type mixPlan struct {
	key, title, ticks, hours, posts, words, values, labels bool
	least                                                  vg.Length // smallest text size, as a part of the style's
}

var mixPlans = []mixPlan{
	{key: true, title: true, ticks: true, hours: true, posts: true, words: true, values: true, labels: true, least: 0.7},
	{key: true, ticks: true, posts: true, words: true, values: true, labels: true, least: 0.66},
	{key: true, values: true, labels: true, least: 0.6},
	{values: true, labels: true, least: 0.6},
	{values: true, labels: true},
	{labels: true},
	{},
}

// mixLayout says where everything of a mix goes.
type mixLayout struct {
	mixPlan
	text      vg.Length
	starts    []int     // the first group of each column
	w, gutter vg.Length // of a column, and between two
	h         vg.Length // of a row
	most      vg.Length // height of the highest column
	left      vg.Length // where the scale begins and ends, from a column's left edge
	right     vg.Length
	ticksAt   []float64
	keyLines  [][]keyItem
	pen       pen
}

// mostColumns is into how many columns platforms are parted at most.
const mostColumns = 4

// layout takes the largest letters that fit in any number of columns, and the fewest columns among these.
func (f *dumbbells) layout(p pen) mixLayout {
	full := p.grown()
	for _, plan := range mixPlans {
		for size := full; size >= smallest && size >= p.least(plan.least); size *= 0.94 {
			for columns := range min(mostColumns, len(f.groups)) {
				if l, ok := f.try(p, plan, size, columns+1); ok {
					return l
				}
			}
		}
	}
	l, _ := f.try(p, mixPlan{}, smallest, 1)
	return l
}

// try lays the mix out by a plan with labels of a size and reports whether everything fits.
func (f *dumbbells) try(p pen, plan mixPlan, size vg.Length, columns int) (mixLayout, bool) {
	l := mixLayout{mixPlan: plan, text: size, pen: p}
	canvas := p.Size()
	starts, rows := inColumns(f.groups, columns)
	l.starts = starts
	l.gutter = 2.6 * size
	l.w = (canvas.X - vg.Length(columns-1)*l.gutter) / vg.Length(columns)
	least := 8.5 * size // of the scale
	var names, hours vg.Length
	if plan.labels {
		names = f.nameWidth(p, l) + 1.1*size
	}
	if plan.hours {
		small := p.face(0.9*size, false)
		for _, g := range f.groups {
			for _, row := range g.rows {
				hours = max(hours, small.width(row.hours))
			}
		}
		hours += 0.7 * size
	}
	before, after := f.overhang(p, l, least)
	l.left, l.right = names+before, l.w-hours-after
	if l.right-l.left < least && plan.labels || l.right <= l.left {
		return l, false
	}
	var foot vg.Length
	small := p.face(0.84*size, false)
	if plan.ticks {
		limit := int((l.right-l.left)/(2.5*small.width(f.axis.write(f.axis.top)))) + 1
		for _, v := range f.axis.ticks(max(min(limit, 6), 2)) {
			if v == float64(int(v)) {
				l.ticksAt = append(l.ticksAt, v)
			}
		}
		foot += 1.5 * size
	}
	if plan.title {
		if small.width(f.words.axis) > l.w {
			return l, false
		}
	}
	if plan.key {
		l.keyLines = flow(f.key(p, l), canvas.X)
		foot += vg.Length(len(l.keyLines))*1.7*small.Font.Size + 0.7*size
	}
	l.h = min((canvas.Y-foot)/vg.Length(rows), 2.3*size)
	l.most = vg.Length(rows) * l.h
	switch {
	case l.h <= 0:
		return l, false
	case plan.labels && columns > 1 && l.h < 1.45*size:
		return l, false
	case plan.labels:
		return l, l.h >= 1.3*size
	}
	return l, true
}

// nameWidth is how wide the names of rows and headings come out.
func (f *dumbbells) nameWidth(p pen, l mixLayout) vg.Length {
	regular, small := p.face(l.text, false), p.face(0.84*l.text, false)
	var w vg.Length
	for _, g := range f.groups {
		for _, row := range g.rows {
			name := regular.width(row.name)
			switch {
			case row.promotional && l.words:
				name += 0.5*l.text + small.width(f.words.promotional)
			case row.promotional:
				name += 1.1 * l.text
			}
			w = max(w, name)
		}
	}
	return w
}

// overhang is how far marks and numbers reach beyond the two ends of a scale that is at least so long.
func (f *dumbbells) overhang(p pen, l mixLayout, least vg.Length) (before, after vg.Length) {
	before, after = l.mark(), l.mark()
	if l.ticks {
		after = max(after, p.face(0.84*l.text, false).width(f.axis.write(f.axis.top))/2)
	}
	if !l.values {
		return before, after
	}
	regular, bold := p.face(l.text, false), p.face(l.text, true)
	for _, g := range f.groups {
		for _, row := range g.rows {
			low, high := regular.width(row.nowText), bold.width(row.nextText)
			if row.next < row.now {
				low, high = high, low
			}
			reach := l.mark() + l.apart()
			switch at := least * vg.Length(f.axis.at(float64(min(row.now, row.next)))); {
			case row.next == row.now:
			case at < reach+low: // it goes to the other side of the scale's beginning, see [dumbbells.smaller]
				before = max(before, max(reach-at, l.apart())+low)
			}
			after = max(after, reach+high-least*vg.Length(1-f.axis.at(float64(max(row.now, row.next)))))
		}
	}
	return before, after
}

// mark is the radius of marks, apart how far numbers stand from them.
func (l *mixLayout) mark() vg.Length {
	if l.h > 0 {
		return min(0.4*l.text, 0.4*l.h)
	}
	return 0.4 * l.text
}

func (l *mixLayout) apart() vg.Length { return 0.32 * l.text }

// smaller is where the smaller number of a row ends: before its mark, or, where it would lie on the line at zero, before
// that.
func (l *mixLayout) smaller(zero, mark, width vg.Length) vg.Length {
	end := mark - l.mark() - l.apart()
	if end-width < zero+0.15*l.text {
		return min(end, zero-l.apart())
	}
	return end
}

// x places a number of posts in a column.
func (l *mixLayout) x(a axis, column int, posts float64) vg.Length {
	return l.column(column) + l.left + vg.Length(a.at(posts))*(l.right-l.left)
}

// column is the left edge of a column.
func (l *mixLayout) column(i int) vg.Length { return l.pen.Min.X + vg.Length(i)*(l.w+l.gutter) }
