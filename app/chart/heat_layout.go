package chart

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// heatPlan says what a heat map shows at a size; the first that fits is taken.
type heatPlan struct {
	key, over, counts, values, labels bool
	least                             vg.Length // smallest text size, as a part of the style's
}

// heatPlans run from all to nothing but colours. A picture on a slide gets the first, a thumbnail the last.
var heatPlans = []heatPlan{
	{key: true, over: true, counts: true, values: true, labels: true, least: 0.72},
	{over: true, counts: true, values: true, labels: true, least: 0.68},
	{key: true, over: true, values: true, labels: true, least: 0.62},
	{over: true, values: true, labels: true, least: 0.6},
	{values: true, labels: true, least: 0},
	{labels: true, least: 0},
	{},
}

// heatLayout says where everything of a heat map goes.
type heatLayout struct {
	heatPlan
	text       vg.Length // size of labels
	value      vg.Length // size of values
	min, max   vg.Point  // of the cells together; min is at the bottom left
	w, h       vg.Length // of a cell, with the gap after it
	gap        vg.Length
	rows       [][]string // the labels, wrapped
	overLines  [][]string // the columns' denominators, wrapped
	notes      [][]string // what stands below (or instead of) each cell's value, wrapped
	keyLines   [][]keyItem
	labelWidth vg.Length
	pen        pen
}

// layout finds the first plan and the largest text that fit.
func (h *heat) layout(p pen) heatLayout {
	full := p.grown()
	for _, plan := range heatPlans {
		for size := full; size >= smallest && size >= p.least(plan.least); size *= 0.94 {
			if l, ok := h.try(p, plan, size); ok {
				return l
			}
		}
	}
	l, _ := h.try(p, heatPlan{}, smallest)
	return l
}

// grown is the size of labels, larger on a large canvas: 13 up to about 1100 × 650 points, at most 1.5 times that.
func (p pen) grown() vg.Length {
	size := p.Size()
	return p.Text * min(max(min(size.X/(85*p.Text), size.Y/(50*p.Text)), 1), 1.5)
}

// try lays the map out by a plan with labels of a size and reports whether everything fits.
func (h *heat) try(p pen, plan heatPlan, size vg.Length) (heatLayout, bool) {
	l := heatLayout{heatPlan: plan, text: size, value: 1.2 * size, gap: min(2, p.Size().X/100), pen: p}
	rows, columns := vg.Length(len(h.rows)), vg.Length(len(h.columns))
	canvas := p.Size()
	regular, bold, small := p.face(size, false), p.face(size, true), p.face(0.84*size, false)

	var header, key vg.Length
	if plan.labels {
		header = 1.5 * size
		for _, label := range h.rows {
			l.labelWidth = max(l.labelWidth, regular.width(label)+1.1*size)
		}
		l.labelWidth = min(l.labelWidth, 0.36*canvas.X)
	}
	l.w = (canvas.X - l.labelWidth) / columns
	if plan.values {
		l.w = min(l.w, 18*size)
	}
	if plan.over {
		most := 0
		for _, c := range h.columns {
			lines := small.wrap(c.over, l.w-0.4*size, 3)
			if !fits(lines, c.over, small) {
				return l, false
			}
			l.overLines = append(l.overLines, lines)
			most = max(most, len(lines))
		}
		header += vg.Length(most) * small.leading()
	}
	if plan.key {
		l.keyLines = flow(h.key(p, size), canvas.X)
		key = vg.Length(len(l.keyLines))*1.7*small.Font.Size + 0.9*size
	}
	l.h = (canvas.Y - header - key) / rows
	if plan.values {
		l.h = min(l.h, 4.4*size)
	}
	l.max = vg.Point{X: p.Min.X + l.labelWidth + columns*l.w, Y: p.Max.Y - header}
	l.min = vg.Point{X: p.Min.X + l.labelWidth, Y: l.max.Y - rows*l.h}
	if l.h <= 0 || l.w <= 0 {
		return l, false
	}
	return l, h.fitLabels(&l, regular, bold) && h.fitCells(&l, small)
}

// fitLabels wraps the labels of rows and reports whether they and those of the columns fit.
func (h *heat) fitLabels(l *heatLayout, regular, bold face) bool {
	if !l.labels {
		return true
	}
	if l.h < 1.1*l.text {
		return false
	}
	for _, label := range h.rows {
		lines := regular.wrap(label, l.labelWidth-0.7*l.text, max(int((l.h-0.2*l.text)/regular.leading()), 1))
		if l.least > 0 && !fits(lines, label, regular) {
			return false
		}
		l.rows = append(l.rows, lines)
	}
	for _, c := range h.columns {
		if bold.width(c.name) > l.w-0.3*l.text && (l.least > 0 || l.values) {
			return false
		}
	}
	return true
}

// fitCells wraps what is written into cells and reports whether it fits.
func (h *heat) fitCells(l *heatLayout, small face) bool {
	if !l.values {
		return true
	}
	value := l.pen.face(l.value, true)
	if l.h < 1.35*value.Font.Size {
		return false
	}
	widest := vg.Length(0)
	for _, c := range h.cells {
		if c.value != "" {
			widest = max(widest, value.width(c.value)+l.beside(c))
		}
		if !l.counts {
			l.notes = append(l.notes, nil)
			continue
		}
		lines := small.wrap(c.posts, l.w-l.gap-0.6*l.text, 3)
		if !fits(lines, c.posts, small) {
			return false
		}
		if l.content(c, lines, small) > l.h-l.gap-0.7*l.text {
			return false
		}
		l.notes = append(l.notes, lines)
	}
	if room := l.w - l.gap - 0.8*l.text; widest > room {
		return false
	} else if widest > 0 { // larger values where cells are large
		l.value *= min(room/widest, max(1, 0.36*l.h/l.value), 1.5)
	}
	if l.counts { // but not so large that they leave no room for the counts
		for i, c := range h.cells {
			for l.value > 1.2*l.text && l.content(c, l.notes[i], small) > l.h-l.gap-0.7*l.text {
				l.value = max(0.95*l.value, 1.2*l.text)
			}
		}
	}
	return true
}

// beside is the room that the star or sign of a cell takes from its value, on both sides because the value is centred.
func (l *heatLayout) beside(c heatCell) vg.Length {
	if c.best || c.verdict != "" {
		return 1.7 * l.text
	}
	return 0
}

// content is how high the words of a cell are.
func (l *heatLayout) content(c heatCell, notes []string, small face) vg.Length {
	var height vg.Length
	if n := vg.Length(len(notes)); n > 0 {
		height = (n-1)*small.leading() + small.ascent
	}
	if c.value != "" {
		height += l.pen.face(l.value, true).ascent
		if len(notes) > 0 {
			height += 0.55 * l.text
		}
	}
	return height
}

// cell returns where a cell is, without the gap around it.
func (l *heatLayout) cell(row, column int) vg.Rectangle {
	x, y := l.min.X+vg.Length(column)*l.w, l.max.Y-vg.Length(row)*l.h
	r := vg.Rectangle{Min: vg.Point{X: x, Y: y - l.h}, Max: vg.Point{X: x + l.w, Y: y}}
	inner := vg.Rectangle{
		Min: vg.Point{X: r.Min.X + l.gap/2, Y: r.Min.Y + l.gap/2},
		Max: vg.Point{X: r.Max.X - l.gap/2, Y: r.Max.Y - l.gap/2},
	}
	if inner = l.pen.snapped(inner); inner.Max.X <= inner.Min.X || inner.Max.Y <= inner.Min.Y {
		return r
	}
	return inner
}

// fits reports whether lines hold all of text, uncut.
func fits(lines []string, text string, f face) bool {
	return strings.Join(lines, " ") == strings.Join(f.words(text), " ")
}
