package chart

import (
	"math"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/trend"
	"auscult/app/language"
	"auscult/app/review"
)

// lines is the figure of [Lines].
type lines struct {
	title, empty string
	ours         line
	others       []line
	peers        []float64
	steps        []lineStep
	axis         axis
	asked        [2]int   // the steps of the quarter asked for: first, and after the last; equal: none
	changes      [][2]int // the steps between which a change most likely lies
	flags        []flag   // events and definition breaks, from left to right
	words        linesWords
}

// linesWords are the words of the key and of the shaded quarter.
type linesWords struct{ peers, change, quarter string }

// line is one organisation's.
type line struct {
	name   string
	values []float64 // NaN where nothing is known
}

type lineStep struct {
	name, year string // of a tick: "Jan", and "2026" where a year begins; empty: no tick
	label      string // the sentence
	mark       engagement.Cell
}

// Lines returns a figure over time: ours in the accent colour, each competitor in grey with its name at its end, the
// competitors' median dashed. Stretches of which nothing is known are gaps. The quarter asked for is shaded, and so is,
// in hatches, where a lasting change most likely lies. Events have an upright rule with a number above it, definition
// breaks a dotted one with a letter. The axis begins at zero.
func Lines(t review.Trends, speak *language.Speaker) Figure {
	d := t.Development
	f := &lines{
		title: speak.T("chart.lines.title", language.Args{"Measure": t.MeasureName(speak)}), empty: t.Headline(speak),
		ours: line{t.Names[0], d.Ours.Values}, peers: d.Peers,
		words: linesWords{peers: speak.T("chart.lines.peers"), change: speak.T("chart.lines.change"), quarter: speak.Quarter(t.Question.Quarter)},
	}
	if t.Nothing() {
		return f
	}
	for _, o := range d.Others {
		f.others = append(f.others, line{t.Names[o.Organisation], o.Values})
	}
	for i, start := range d.Steps {
		step := lineStep{label: t.StepSentence(speak, i), mark: engagement.Cell{Posts: d.Ours.Counts[i], IDs: d.Ours.IDs[i]}}
		if t.Question.Step == trend.Month || start.Day() <= 7 { // the first week of a month
			step.name = speak.ShortMonth(start.Month())
			if i == 0 || start.Month() == time.January {
				step.year = start.Format("2006")
			}
		}
		f.steps = append(f.steps, step)
	}
	f.askFor(t)
	for _, c := range d.Changes {
		f.changes = append(f.changes, [2]int{indexOf(d.Steps, c.From), indexOf(d.Steps, c.To)})
	}
	f.flags = flagsOf(t, speak)
	f.axis = linesAxis(f, t, speak)
	return f
}

// askFor finds the steps of the quarter asked for.
func (f *lines) askFor(t review.Trends) {
	q := t.Question.Quarter
	steps := t.Development.Steps
	if q.IsZero() || len(steps) == 0 {
		return
	}
	zone := steps[0].Location()
	for i, start := range steps {
		if !start.Before(q.Start(zone)) && start.Before(q.End(zone)) {
			if f.asked[1] == 0 {
				f.asked[0] = i
			}
			f.asked[1] = i + 1
		}
	}
}

func indexOf(steps []time.Time, t time.Time) int {
	for i, s := range steps {
		if s.Equal(t) {
			return i
		}
	}
	return 0
}

// linesAxis is the scale for all that is drawn.
func linesAxis(f *lines, t review.Trends, speak *language.Speaker) axis {
	a := axis{write: func(v float64) string {
		if t.Question.Measure == trend.Rate || t.Question.Measure.Share() {
			return speak.PercentTick(v)
		}
		return speak.Figure(v)
	}}
	for _, l := range append([]line{f.ours}, f.others...) {
		for _, v := range l.values {
			if v > a.top { // NaN is not
				a.top = v
			}
		}
	}
	if a.top == 0 {
		a.top = 1
	}
	a.top *= 1.05
	return a
}

// Title is described at [Figure].
func (f *lines) Title() string { return f.title }

// Describe is described at [Figure].
func (f *lines) Describe() string {
	if len(f.steps) == 0 {
		return f.title + ". " + f.empty + "."
	}
	var b strings.Builder
	b.WriteString(f.title + ".")
	for _, s := range f.steps {
		b.WriteString(" " + s.label)
	}
	return b.String()
}

// Draw is described at [Figure].
func (f *lines) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(f.steps) == 0 {
		p.quiet(f.empty)
		return nil
	}
	l := f.layout(p)
	f.drawGround(p, l)
	f.drawFlags(p, l)
	for _, o := range f.others {
		p.course(l, o.values, 0.09*l.text, p.Muted)
	}
	p.course(l, f.peers, 0.11*l.text, p.Grey, 0.5*l.text, 0.35*l.text)
	p.course(l, f.ours.values, 0.2*l.text, p.Accent)
	f.drawNames(p, l)
	var marks []Mark
	for i, step := range f.steps {
		if !math.IsNaN(f.ours.values[i]) {
			p.dot(vg.Point{X: l.x(i), Y: l.y(f.ours.values[i])}, min(0.26*l.text, 0.3*l.w), p.Accent)
		}
		marks = append(marks, Mark{Bounds: l.column(i), Cell: step.mark, Label: step.label})
	}
	return marks
}
