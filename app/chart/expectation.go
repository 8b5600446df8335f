package chart

import (
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/language"
	"auscult/app/review"
)

// expectation is the figure of [Expectation].
type expectation struct {
	title, empty string
	rows         []expectationRow
	low, top     float64 // the ends of the scale, as parts
	write        func(v float64) string
	words        expectationWords
}

// expectationWords are the words above the columns, of the axis and of the key.
type expectationWords struct{ promise, reach, before, axis, keyPromise, keyBefore, interval string }

type expectationRow struct {
	name, label            string
	total                  bool
	value, low, high       float64
	before                 float64
	corrected              bool   // whether the correction is known; what is not corrected is no promise
	lowered                bool   // whether the promise before the correction is another one
	promise, reach, former string // what is written
}

// Expectation returns what the mix should bring against the present one: a row in total and, where there is more than one
// goal, one for each; a filled dot for what may be promised, a line for the range in which the truth lies in 9 of 10 cases,
// and a hollow mark for what was promised before the correction for optimism, where that is another figure. The axis runs
// through "no change". Until it is known what is to be corrected, nothing is promised: marks are hollow and lines grey.
func Expectation(st review.Strategy, speak *language.Speaker) Figure {
	args := language.Args{"Base": speak.Quarter(st.Base), "Quarter": speak.Quarter(st.Quarter)}
	f := &expectation{
		title: speak.T("chart.expectation.title", args), empty: st.Headline(speak), write: speak.Change,
		words: expectationWords{
			promise: speak.T("chart.expectation.promise"), reach: speak.T("chart.expectation.range"), before: speak.T("chart.expectation.before"),
			axis: speak.T("chart.expectation.axis", args), keyPromise: speak.T("chart.expectation.key_promise"),
			keyBefore: speak.T("chart.expectation.key_before"), interval: speak.T("chart.key.interval"),
		},
	}
	for i, e := range st.Expectations() {
		if math.IsNaN(e.Lift.Value + e.Lift.Low + e.Lift.High + e.Before) {
			continue
		}
		row := expectationRow{
			name: st.ExpectationName(speak, e), label: st.ExpectationSentence(speak, e), total: i == 0,
			value: e.Lift.Value, low: e.Lift.Low, high: e.Lift.High, before: e.Before, lowered: e.Lowered(speak),
			promise: speak.Change(e.Lift.Value), reach: speak.T("chart.expectation.from_to", language.Args{
				"Low": speak.Change(e.Lift.Low), "High": speak.Change(e.Lift.High),
			}),
			former: speak.Change(e.Before), corrected: e.Corrected,
		}
		if !e.Corrected { // it is being worked out
			row.promise = "…"
		}
		f.rows = append(f.rows, row)
		f.low, f.top = min(f.low, row.low, row.value), max(f.top, row.high, row.value, row.before)
	}
	f.low, f.top = 1.05*f.low, max(1.05*f.top, 0.1)
	return f
}

// ExpectationHeight is how high the chart should be, in the window's units, for its rows to be read easily.
func ExpectationHeight(st review.Strategy) float32 { return 110 + 34*float32(len(st.Expectations())) }

// Title is described at [Figure].
func (f *expectation) Title() string { return f.title }

// Describe is described at [Figure].
func (f *expectation) Describe() string {
	if len(f.rows) == 0 {
		return f.title + ". " + f.empty + "."
	}
	var b strings.Builder
	b.WriteString(f.title + ".")
	for _, row := range f.rows {
		b.WriteString(" " + row.label)
	}
	return b.String()
}

// ticks returns at most limit round parts on the scale, "no change" among them.
func (f *expectation) ticks(limit int) []float64 {
	a := axis{top: f.top - f.low}
	for step := a.step(max(limit, 2)); ; step *= 2 {
		var ticks []float64
		for i := math.Ceil(f.low / step); i*step <= f.top; i++ {
			ticks = append(ticks, i*step)
		}
		if len(ticks) <= max(limit, 1) {
			return ticks
		}
	}
}

// expectationPlan says what the figure shows at a size; the first that fits is taken.
type expectationPlan struct {
	key, title, ticks, head, former, reach, promise, names bool
	least                                                  vg.Length // smallest text size, as a part of the style's
}

var expectationPlans = []expectationPlan{
	{key: true, title: true, ticks: true, head: true, former: true, reach: true, promise: true, names: true, least: 0.8},
	{title: true, ticks: true, head: true, former: true, reach: true, promise: true, names: true, least: 0.75},
	{title: true, ticks: true, reach: true, promise: true, names: true, least: 0.65},
	{ticks: true, promise: true, names: true, least: 0.6},
	{promise: true, names: true},
	{promise: true},
	{},
}

// expectationLayout says where everything goes.
type expectationLayout struct {
	expectationPlan
	text                   vg.Length
	top, h                 vg.Length
	left, right            vg.Length // of the dots' field
	promiseAt, reachAt, to vg.Length // where the columns of words end
	ticksAt                []float64
	axisTitle              []string
	keyLines               [][]keyItem
}

func (f *expectation) layout(p pen) expectationLayout {
	full := p.grown()
	for _, plan := range expectationPlans {
		for size := full; size >= smallest && size >= p.least(plan.least); size *= 0.94 {
			if l, ok := f.try(p, plan, size); ok {
				return l
			}
		}
	}
	l, _ := f.try(p, expectationPlan{}, smallest)
	return l
}

// try lays the figure out by a plan with labels of a size and reports whether everything fits.
func (f *expectation) try(p pen, plan expectationPlan, size vg.Length) (expectationLayout, bool) {
	l := expectationLayout{expectationPlan: plan, text: size, top: p.Max.Y, left: p.Min.X + size, right: p.Max.X - size, to: p.Max.X}
	regular, bold, small := p.face(size, false), p.face(size, true), p.face(0.84*size, false)
	var names, promise, reach, former vg.Length
	for _, row := range f.rows {
		names = max(names, bold.width(row.name))
		promise, reach, former = max(promise, bold.width(row.promise)), max(reach, regular.width(row.reach)), max(former, regular.width(row.former))
	}
	if plan.head {
		promise, reach, former = max(promise, small.width(f.words.promise)), max(reach, small.width(f.words.reach)), max(former, small.width(f.words.before))
		l.top -= 1.9 * size
	}
	if plan.names {
		l.left = p.Min.X + names + 1.4*size
	}
	at := p.Max.X
	if plan.former {
		at -= former + 1.4*size
	}
	l.reachAt = at
	if plan.reach {
		at -= reach + 1.4*size
	}
	l.promiseAt = at
	if plan.promise {
		l.right = at - promise - 1.6*size
	}
	if l.right-l.left < 0.25*p.Size().X {
		return l, false
	}
	var foot vg.Length
	if plan.ticks {
		widest := max(small.width(f.write(f.top)), small.width(f.write(-max(-f.low, 0.1))))
		l.ticksAt = f.ticks(min(int((l.right-l.left)/(1.8*widest)), 7))
		foot += 1.5 * size
	}
	if plan.title {
		l.axisTitle = small.wrap(f.words.axis, p.Max.X-l.left, 2)
		if !fits(l.axisTitle, f.words.axis, small) {
			return l, false
		}
		foot += vg.Length(len(l.axisTitle))*small.leading() + 0.4*size
	}
	if plan.key {
		l.keyLines = flow(f.key(p, size), p.Max.X-l.left)
		foot += vg.Length(len(l.keyLines))*1.7*small.Font.Size + 0.7*size
	}
	l.h = min((l.top-p.Min.Y-foot)/vg.Length(len(f.rows)), 3.4*size)
	return l, l.h > 0 && (!plan.promise && !plan.names || l.h >= 1.4*size)
}

func (l *expectationLayout) x(f *expectation, v float64) vg.Length {
	part := (v - f.low) / (f.top - f.low)
	return l.left + vg.Length(min(max(part, 0), 1))*(l.right-l.left)
}

// Draw is described at [Figure].
func (f *expectation) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(f.rows) == 0 {
		p.quiet(f.empty)
		return nil
	}
	l := f.layout(p)
	f.drawAxis(p, l)
	var marks []Mark
	for i, row := range f.rows {
		bounds := p.snapped(vg.Rectangle{
			Min: vg.Point{X: p.Min.X, Y: l.top - vg.Length(i+1)*l.h}, Max: vg.Point{X: p.Max.X, Y: l.top - vg.Length(i)*l.h},
		})
		f.drawRow(p, l, row, l.top-(vg.Length(i)+0.5)*l.h)
		if row.total && len(f.rows) > 1 { // the goals are its parts
			p.rule(vg.Point{X: p.Min.X, Y: bounds.Min.Y}, vg.Point{X: p.Max.X, Y: bounds.Min.Y}, 0.8, p.Rule)
		}
		marks = append(marks, Mark{Bounds: bounds, Label: row.label})
	}
	return marks
}

// drawAxis draws the head of the columns, the grid, the ticks, the axis's title and the key.
func (f *expectation) drawAxis(p pen, l expectationLayout) {
	small := p.face(0.84*l.text, false)
	if l.head {
		y := l.top + 0.6*l.text
		p.text(vg.Point{X: l.promiseAt, Y: y}, f.words.promise, small, p.Grey, right)
		p.text(vg.Point{X: l.reachAt, Y: y}, f.words.reach, small, p.Grey, right)
		p.text(vg.Point{X: l.to, Y: y}, f.words.before, small, p.Grey, right)
	}
	end := l.top - vg.Length(len(f.rows))*l.h
	written := vg.Length(math.Inf(-1))
	for _, v := range l.ticksAt {
		x := l.x(f, v)
		if v != 0 {
			p.rule(vg.Point{X: x, Y: end}, vg.Point{X: x, Y: l.top}, 0.8, p.Rule)
		}
		label := f.write(v)
		if half := small.width(label) / 2; x-half > written+0.3*l.text && x-half >= p.Min.X && x+half <= p.Max.X {
			p.text(vg.Point{X: x, Y: end - 1.15*l.text}, label, small, p.Grey, center)
			written = x + half
		}
	}
	zero := l.x(f, 0)
	p.rule(vg.Point{X: zero, Y: end}, vg.Point{X: zero, Y: l.top}, 1, p.Muted)
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

func (f *expectation) drawRow(p pen, l expectationLayout, row expectationRow, y vg.Length) {
	regular, bold := p.face(l.text, false), p.face(l.text, true)
	name := regular
	if row.total {
		name = bold
	}
	if l.names {
		p.middle(vg.Point{X: p.Min.X, Y: y}, row.name, name, p.Ink, left)
	}
	radius := min(0.46*l.text, 0.35*l.h)
	p.promise(l.x(f, row.low), l.x(f, row.value), l.x(f, row.high), l.x(f, row.before), y, radius, row)
	if l.promise {
		p.middle(vg.Point{X: l.promiseAt, Y: y}, row.promise, bold, p.Ink, right)
	}
	if l.reach {
		p.middle(vg.Point{X: l.reachAt, Y: y}, row.reach, regular, p.Grey, right)
	}
	if l.former {
		p.middle(vg.Point{X: l.to, Y: y}, row.former, regular, p.Grey, right)
	}
}

// promise draws an interval with its marks. Hollow is what is not corrected.
func (p pen) promise(low, at, high, before, y, radius vg.Length, row expectationRow) {
	c := p.Accent
	if !row.corrected {
		c = p.Muted
	}
	p.line(vg.Point{X: low, Y: y}, vg.Point{X: high, Y: y}, 0.42*radius, c)
	if row.lowered || !row.corrected {
		p.ring(vg.Point{X: before, Y: y}, 0.85*radius, 0.3*radius, p.Muted)
	}
	if row.corrected {
		p.dot(vg.Point{X: at, Y: y}, radius, p.Accent)
	}
}

// key returns what the key explains: only what is to be seen.
func (f *expectation) key(p pen, labels vg.Length) []keyItem {
	text, room := 0.84*labels, p.Size().X/2
	var promised, hollow bool
	for _, row := range f.rows {
		promised, hollow = promised || row.corrected, hollow || row.lowered || !row.corrected
	}
	line := p.Muted
	var items []keyItem
	if promised {
		line = p.Accent
		items = append(items, p.sample(f.words.keyPromise, text, text, room, func(p pen, x, y vg.Length) {
			p.dot(vg.Point{X: x + 0.5*text, Y: y}, 0.46*text, p.Accent)
		}))
	}
	if hollow {
		items = append(items, p.sample(f.words.keyBefore, text, text, room, func(p pen, x, y vg.Length) {
			p.ring(vg.Point{X: x + 0.5*text, Y: y}, 0.4*text, 0.14*text, p.Muted)
		}))
	}
	return append(items, p.sample(f.words.interval, text, 2*text, room, func(p pen, x, y vg.Length) {
		p.line(vg.Point{X: x, Y: y}, vg.Point{X: x + 2*text, Y: y}, 0.19*text, line)
	}))
}
