package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/app/language"
	"auscult/app/review"
)

// HoursBy says into what hours are parted.
type HoursBy uint8

// The partings.
const (
	HoursByForm HoursBy = iota
	HoursByPlatform
)

// hours is the figure of [Hours].
type hours struct {
	title, empty string
	bars         [2]hoursBar // now, next
	parts        []hoursPart // those with most hours first
	left         float64     // that there are
	words        hoursWords
	write        func(v float64) string
}

type hoursWords struct{ left, others string }

type hoursBar struct {
	name, total string
	hours       float64
}

// hoursPart is a content form or a platform, in both bars.
type hoursPart struct {
	name  string
	cell  engagement.Cell
	hours [2]float64
	label [2]string
}

// Hours returns two bars, the hours of the staff now and as planned, parted by content form or by platform, against a line
// at the hours there are. Parts are named within the bars; those too small for that are taken together. Thin lines join
// each part to itself, so that it is seen what grows.
func Hours(st review.Strategy, by HoursBy, speak *language.Speaker) Figure {
	quarters := [2]string{speak.Quarter(st.Base), speak.Quarter(st.Quarter)}
	f := &hours{
		title: speak.T("chart.hours.title", language.Args{"Base": quarters[0], "Quarter": quarters[1]}), empty: st.Headline(speak),
		left: st.Plan.HoursLeft,
		words: hoursWords{
			left: speak.T("chart.hours.left", language.Args{"Hours": speak.Figure(st.Plan.HoursLeft)}), others: speak.T("chart.hours.others"),
		},
		write: func(v float64) string { return speak.Figure(v) },
	}
	totals := [2]float64{st.Plan.HoursNow, st.Plan.Hours}
	for i, total := range totals {
		f.bars[i] = hoursBar{quarters[i], speak.T("chart.hours.hours", language.Args{"Hours": speak.Figure(total)}), total}
	}
	rest := totals
	for _, l := range st.Plan.Lines {
		name, cell := speak.Form(l.Form), engagement.Cell{Form: l.Form}
		if by == HoursByPlatform {
			name, cell = l.Platform.Name(), engagement.Cell{Platform: l.Platform}
		}
		k := slices.IndexFunc(f.parts, func(p hoursPart) bool { return p.cell.Form == cell.Form && p.cell.Platform == cell.Platform })
		if k < 0 {
			k, f.parts = len(f.parts), append(f.parts, hoursPart{name: name, cell: cell})
		}
		part := &f.parts[k]
		for i, posts := range []int{l.Now, l.Next} {
			part.hours[i] += float64(posts) * l.PerPost
			rest[i] -= float64(posts) * l.PerPost
		}
		part.cell.IDs = append(part.cell.IDs, st.Posts(l.Cell)...)
		part.cell.Posts = len(part.cell.IDs)
	}
	if rest[0] > 0.01 || rest[1] > 0.01 { // what forms take once a quarter
		f.parts = append(f.parts, hoursPart{name: speak.T("chart.hours.set_up"), hours: [2]float64{max(rest[0], 0), max(rest[1], 0)}})
	}
	f.parts = slices.DeleteFunc(f.parts, func(p hoursPart) bool { return p.hours[0]+p.hours[1] <= 0 })
	slices.SortStableFunc(f.parts, func(a, b hoursPart) int {
		return cmp.Compare(max(b.hours[0], b.hours[1]), max(a.hours[0], a.hours[1]))
	})
	for k := range f.parts {
		for i := range f.bars {
			f.parts[k].label[i] = speak.T("chart.hours.part", language.Args{
				"Quarter": quarters[i], "What": f.parts[k].name, "Hours": speak.Figure(f.parts[k].hours[i]), "All": speak.Figure(totals[i]),
			})
		}
	}
	return f
}

// HoursHeight is how high the bars should be, in the window's units, to be read easily.
const HoursHeight = 150

// Title is described at [Figure].
func (f *hours) Title() string { return f.title }

// Describe is described at [Figure].
func (f *hours) Describe() string {
	if len(f.parts) == 0 {
		return f.title + ". " + f.empty + "."
	}
	var b strings.Builder
	b.WriteString(f.title + ". " + f.words.left + ".")
	for i := range f.bars {
		for _, part := range f.parts {
			b.WriteString(" " + part.label[i])
		}
	}
	return b.String()
}

// hoursLayout says where the bars are, and which parts they have.
type hoursLayout struct {
	text        vg.Length // 0: too little room for words
	left, scale vg.Length // where the bars begin, and how long an hour is
	top, h, gap vg.Length // of the first bar, of each, and between them
	parts       []hoursPart
}

// layout takes the largest letters with which the names of the bars fit.
func (f *hours) layout(p pen) hoursLayout {
	longest := max(f.left, f.bars[0].hours, f.bars[1].hours)
	canvas := p.Size()
	for text := p.grown(); text >= smallest && text >= p.least(0.65); text *= 0.94 {
		l := hoursLayout{text: text}
		bold, regular := p.face(text, true), p.face(text, false)
		names := vg.Length(0)
		for _, bar := range f.bars {
			names = max(names, bold.width(bar.name), regular.width(bar.total))
		}
		l.left = p.Min.X + names + 1.2*text
		l.scale = (p.Max.X - 0.3*text - l.left) / vg.Length(longest)
		l.top = p.Max.Y - 1.9*text
		l.gap = 0.9 * text
		l.h = min((l.top-p.Min.Y-l.gap-0.3*text)/2, 3.4*text)
		if l.h < 2.7*text || l.left-p.Min.X > 0.35*canvas.X {
			continue
		}
		l.parts = f.joined(p, l)
		return l
	}
	l := hoursLayout{left: p.Min.X, top: p.Max.Y, gap: 0.1 * canvas.Y, h: 0.45 * canvas.Y, parts: f.parts}
	l.scale = canvas.X / vg.Length(longest)
	return l
}

// joined takes together the parts that can be named in neither bar, where there is more than one.
func (f *hours) joined(p pen, l hoursLayout) []hoursPart {
	k := 0
	for k < len(f.parts) && (l.named(p, f.parts[k], 0) || l.named(p, f.parts[k], 1)) {
		k++
	}
	if len(f.parts)-k < 2 {
		return f.parts
	}
	others := hoursPart{name: f.words.others}
	for _, part := range f.parts[k:] {
		for i := range part.hours {
			if part.hours[i] > 0 {
				others.label[i] = strings.TrimSpace(others.label[i] + " " + part.label[i])
			}
			others.hours[i] += part.hours[i]
		}
		others.cell.IDs = append(others.cell.IDs, part.cell.IDs...)
	}
	others.cell.Posts = len(others.cell.IDs)
	return append(slices.Clone(f.parts[:k]), others)
}

// named reports whether a part has room for its name in a bar.
func (l *hoursLayout) named(p pen, part hoursPart, bar int) bool {
	return p.face(0.9*l.text, true).width(part.name)+0.8*l.text <= l.scale*vg.Length(part.hours[bar])
}

// bar is where a bar is, from one hour to another.
func (l *hoursLayout) bar(i int, from, to float64) vg.Rectangle {
	top := l.top - vg.Length(i)*(l.h+l.gap)
	return vg.Rectangle{
		Min: vg.Point{X: l.left + l.scale*vg.Length(from), Y: top - l.h}, Max: vg.Point{X: l.left + l.scale*vg.Length(to), Y: top},
	}
}

// Draw is described at [Figure].
func (f *hours) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(f.parts) == 0 {
		p.quiet(f.empty)
		return nil
	}
	l := f.layout(p)
	var marks []Mark
	var ends [2][]vg.Length
	for i, bar := range f.bars {
		from := 0.0
		for k, part := range l.parts {
			where := p.snapped(l.bar(i, from, from+part.hours[i]))
			from += part.hours[i]
			ends[i] = append(ends[i], where.Max.X)
			if where.Max.X <= where.Min.X || where.Max.Y <= where.Min.Y {
				continue
			}
			f.drawPart(p, l, part, i, k, where)
			marks = append(marks, Mark{Bounds: where, Cell: part.cell, Label: part.label[i]})
		}
		if l.text > 0 {
			whole := l.bar(i, 0, bar.hours)
			y := (whole.Min.Y + whole.Max.Y) / 2
			p.middle(vg.Point{X: p.Min.X, Y: y + 0.65*l.text}, bar.name, p.face(l.text, true), p.Ink, left)
			p.middle(vg.Point{X: p.Min.X, Y: y - 0.65*l.text}, bar.total, p.face(l.text, false), p.Grey, left)
		}
	}
	upper, lower := l.bar(0, 0, 0).Min.Y, l.bar(1, 0, 0).Max.Y
	for k := range l.parts {
		p.line(vg.Point{X: ends[0][k], Y: upper}, vg.Point{X: ends[1][k], Y: lower}, 0.8, p.Muted)
	}
	f.drawLimit(p, l)
	return marks
}

// drawPart paints a part of a bar and writes its name and hours into it, as far as they fit.
func (f *hours) drawPart(p pen, l hoursLayout, part hoursPart, bar, k int, where vg.Rectangle) {
	area := mix(p.Background, p.Muted, []float64{0.24, 0.34}[k%2]) // the present in grey, what is planned in the accent colour
	if bar == 1 {
		area = mix(p.Background, p.Accent, []float64{0.34, 0.48}[k%2])
	}
	p.area(where, area)
	p.rule(vg.Point{X: where.Max.X, Y: where.Min.Y}, where.Max, max(1, p.Pixel), p.Background)
	if l.text == 0 {
		return
	}
	bold, regular := p.face(0.9*l.text, true), p.face(0.9*l.text, false)
	ink, number := p.on(area), f.write(part.hours[bar])
	named := l.named(p, part, bar)
	wide := regular.width(number)
	if named {
		wide = max(wide, bold.width(part.name))
	}
	middle, free := f.beside(l, where, wide)
	if !free {
		return
	}
	at := vg.Point{X: middle, Y: (where.Min.Y + where.Max.Y) / 2}
	if named {
		p.middle(vg.Point{X: at.X, Y: at.Y + 0.58*l.text}, part.name, bold, ink, center)
		at.Y -= 0.58 * l.text
	}
	if regular.width(number)+0.3*l.text <= where.Size().X {
		p.middle(at, number, regular, ink, center)
	}
}

// beside is the middle for words within where: its own, or, where the line at the hours there are would run through them,
// that of the wider side of the line; free says whether they fit.
func (f *hours) beside(l hoursLayout, where vg.Rectangle, wide vg.Length) (middle vg.Length, free bool) {
	limit := l.left + l.scale*vg.Length(f.left)
	middle = (where.Min.X + where.Max.X) / 2
	if limit < middle-wide/2-0.3*l.text || limit > middle+wide/2+0.3*l.text {
		return middle, true
	}
	from, to := where.Min.X, limit
	if where.Max.X-limit > limit-where.Min.X {
		from, to = limit, where.Max.X
	}
	return (from + to) / 2, to-from >= wide+0.6*l.text
}

// drawLimit draws the line at the hours there are, with their number above it.
func (f *hours) drawLimit(p pen, l hoursLayout) {
	if !(f.left > 0) || math.IsInf(f.left, 0) {
		return
	}
	x := l.left + l.scale*vg.Length(f.left)
	bottom := l.bar(1, 0, 0).Min.Y - 0.2*l.text
	top := l.top + 0.4*l.text
	p.line(vg.Point{X: x, Y: max(bottom, p.Min.Y)}, vg.Point{X: x, Y: min(top, p.Max.Y)}, max(1.6, p.Pixel), p.Ink)
	if l.text == 0 {
		return
	}
	small := p.face(0.9*l.text, false)
	if w := small.width(f.words.left); x-w >= p.Min.X {
		p.text(vg.Point{X: x, Y: l.top + 0.75*l.text}, f.words.left, small, p.Ink, right)
	} else if x+w <= p.Max.X {
		p.text(vg.Point{X: x, Y: l.top + 0.75*l.text}, f.words.left, small, p.Ink, left)
	}
}
