package chart

import (
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
)

// ranking is the figure of [Ranking].
type ranking struct {
	title, empty string
	rows         []rankingRow
	drawn        int // how many of the rows have a dot; they come first, those of few posts last among them
	axis         axis
	words        rankingWords
}

// rankingWords are the words of the key.
type rankingWords struct{ best, behind, interval string }

type rankingRow struct {
	cell        engagement.Cell
	standing    standing
	name, label string
	value       string // of the dot; empty without
	posts       string // "42 posts", or why there is no dot
}

// Ranking returns the content forms of a platform, best first: a dot for what a typical post earns, and a line for the
// range in which the truth lies in 9 of 10 cases. Forms that may be the best have a filled dot in the accent colour and
// bold words, those clearly behind a hollow grey one. Forms with too few posts come last in grey words, with what similar
// posts let expect where there are some.
//
// The axis begins at zero, so that a distance twice as long is twice as much. Where the smallest figure would then lie
// within a twenty-fifth of the axis, so that small ones could not be told apart, it is logarithmic and says so.
func Ranking(f review.Forms, p social.Platform, speak *language.Speaker) Figure {
	r := &ranking{
		title: speak.T("chart.ranking.title", language.Args{
			"Platform": p.Name(), "Quarter": speak.Quarter(f.Question.Quarter),
		}),
		empty: speak.T("chart.ranking.empty", language.Args{"Platform": p.Name()}),
		words: rankingWords{
			best: speak.T("chart.key.best"), behind: speak.T("chart.key.behind"), interval: speak.T("chart.key.interval"),
		},
	}
	var few, none []rankingRow
	top := 0
	for _, c := range f.Table.On(p) {
		if c.Posts <= 0 {
			continue
		}
		row := rankingRow{cell: c, name: speak.Form(c.Form), label: f.CellSentence(speak, c), posts: posts(speak, c)}
		if !drawable(c) {
			none = append(none, row)
			continue
		}
		row.value, row.standing = f.Value(speak, c.Typical.Value), standingOf(c)
		if !sure(c) {
			few = append(few, row)
			continue
		}
		if c.TopGroup {
			top++
		}
		r.rows = append(r.rows, row)
	}
	r.rows = append(r.rows, few...)
	r.drawn = len(r.rows)
	r.rows = append(r.rows, none...)
	if top > 1 {
		r.words.best = speak.T("chart.key.may_be_best")
	}
	if r.drawn > 0 {
		r.axis = newAxis(f, speak, r.rows[:r.drawn])
	}
	return r
}

// Title is described at [Figure].
func (r *ranking) Title() string { return r.title }

// Describe is described at [Figure].
func (r *ranking) Describe() string {
	if len(r.rows) == 0 {
		return r.title + ". " + r.empty
	}
	var b strings.Builder
	b.WriteString(r.title + ".")
	for _, row := range r.rows {
		b.WriteString(" " + row.label)
	}
	return b.String()
}

// Draw is described at [Figure].
func (r *ranking) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(r.rows) == 0 {
		p.quiet(r.empty)
		return nil
	}
	l := r.layout(p)
	r.drawAxis(p, l)
	var marks []Mark
	for i, row := range r.rows {
		r.drawRow(p, l, i)
		marks = append(marks, Mark{Bounds: l.row(i), Cell: row.cell, Label: row.label})
	}
	return marks
}
