package chart

import (
	"cmp"
	"slices"
	"time"

	"gonum.org/v1/plot/vg"

	"auscult/app/language"
	"auscult/app/review"
)

// flag marks a day at the top of the lines: a dated event with a number, or a definition break with a letter.
type flag struct {
	at     float64 // in steps from the left edge of the first
	tag    string
	text   string
	broken bool // a definition break
}

// flagsOf finds the days to mark, from left to right.
func flagsOf(t review.Trends, speak *language.Speaker) []flag {
	var flags []flag
	for _, e := range t.Events {
		if e.Number > 0 {
			flags = append(flags, flag{at: placeOf(t, e.Begins(t.Development.Steps[0].Location())), tag: speak.Count(int64(e.Number)), text: e.Text})
		}
	}
	for _, b := range t.Breaks {
		flags = append(flags, flag{at: placeOf(t, b.Begins(t.Development.Steps[0].Location())), tag: b.Letter, text: b.Name(speak), broken: true})
	}
	slices.SortStableFunc(flags, func(a, b flag) int { return cmp.Compare(a.at, b.at) })
	return flags
}

// placeOf is where a moment lies among the steps, in steps from the left.
func placeOf(t review.Trends, moment time.Time) float64 {
	steps := t.Development.Steps
	for i, start := range steps {
		if next := t.Question.Step.Next(start); moment.Before(next) {
			return float64(i) + float64(moment.Sub(start))/float64(next.Sub(start))
		}
	}
	return float64(len(steps))
}

// placedFlag is a flag with where it is drawn.
type placedFlag struct {
	flag
	rule  vg.Length // of the day itself
	x     vg.Length // of the tag, which gives way to its neighbours
	label vg.Length // where its words begin; 0: they do not fit and stand in the key
}

// place finds room for the tags, and for the words of those that have enough of it beside them.
func (f *lines) place(p pen, l linesLayout) []placedFlag {
	placed := make([]placedFlag, len(f.flags))
	least := 1.5 * l.text
	for i, g := range f.flags {
		x := l.min.X + vg.Length(g.at)*l.w
		placed[i] = placedFlag{flag: g, rule: x, x: x}
		if i > 0 {
			placed[i].x = max(x, placed[i-1].x+least)
		}
	}
	edge := p.Max.X - 0.7*l.text
	for i := len(placed) - 1; i >= 0 && placed[i].x > edge; i-- {
		placed[i].x = edge
		edge -= least
	}
	small := p.face(0.84*l.text, false)
	taken := p.Min.X
	for i := range placed {
		g := &placed[i]
		room, width := p.Max.X-g.x, small.width(g.text)+1.9*l.text // the tag's half, a gap on both sides
		if i+1 < len(placed) {
			room = placed[i+1].x - 0.7*l.text - g.x
		}
		switch {
		case width <= room:
			g.label = g.x + 0.95*l.text
			taken = g.x + width
		case width <= g.x-taken:
			g.label = g.x - width + 0.95*l.text
			taken = g.x + 0.7*l.text
		default:
			taken = g.x + 0.7*l.text
		}
	}
	return placed
}

// drawFlags draws an upright rule for each day, dotted for a definition break, and above the plot its tag and words.
func (f *lines) drawFlags(p pen, l linesLayout) {
	small := p.face(0.84*l.text, false)
	y := l.max.Y + 0.95*l.text
	for _, g := range l.flags {
		top := l.max.Y
		if l.lane && g.x == g.rule {
			top = y
		}
		from, to := vg.Point{X: g.rule, Y: l.min.Y}, vg.Point{X: g.rule, Y: top}
		if g.broken {
			p.line(from, to, max(0.1*l.text, p.Pixel), p.Grey, 0.1*l.text, 0.3*l.text)
		} else {
			p.line(from, to, max(0.06*l.text, p.Pixel), p.Muted)
		}
		if l.lane && g.x != g.rule { // the tag stands beside its day
			p.line(to, vg.Point{X: g.x, Y: y}, max(0.06*l.text, p.Pixel), p.Muted)
		}
	}
	if !l.lane {
		return
	}
	for _, g := range l.flags {
		p.tag(vg.Point{X: g.x, Y: y}, g.flag, l.text)
		if g.label > 0 {
			p.middle(vg.Point{X: g.label, Y: y}, g.text, small, p.Grey, left)
		}
	}
}

// tag draws a flag's number in a disc, or its letter in a ring.
func (p pen) tag(at vg.Point, g flag, text vg.Length) {
	face, c := p.face(0.76*text, true), p.Background
	if g.broken {
		p.ring(at, 0.64*text, max(0.09*text, p.Pixel), p.Grey)
		c = p.Ink
	} else {
		p.dot(at, 0.64*text, p.Ink)
	}
	p.middle(at, g.tag, face, c, center)
}

// flagKey explains the tags whose words have no room beside them.
func (f *lines) flagKey(p pen, l linesLayout) []keyItem {
	if !l.lane {
		return nil
	}
	text := 0.84 * l.text
	var items []keyItem
	for _, g := range l.flags {
		if g.label > 0 {
			continue
		}
		items = append(items, p.sample(g.text, text, 1.4*text, p.Size().X, func(p pen, x, y vg.Length) {
			p.tag(vg.Point{X: x + 0.7*text, Y: y}, g.flag, text)
		}))
	}
	return items
}
