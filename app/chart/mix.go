package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/language"
	"auscult/app/review"
)

// dumbbells is the figure of [Mix].
type dumbbells struct {
	title, empty string
	groups       []mixGroup // by platform
	axis         axis
	words        mixWords
}

// mixWords are the words of the key and of the axis.
type mixWords struct{ now, next, near, promotional, axis string }

type mixGroup struct {
	name  string
	posts string // "51 → 92 posts"
	rows  []mixRow
}

// mixRow is one cell of a mix.
type mixRow struct {
	cell        engagement.Cell
	planned     strategy.Cell
	name        string // of the content form
	promotional bool
	now, next   int
	// What is written at the marks.
	nowText, nextText string
	near              strategy.Range
	nearKnown         bool
	hours             string // by how many it changes, "+38 h"; empty where it does not
	label             string
}

// Mix returns the mix of a quarter against the one before: a row per content form, grouped by platform, with a hollow mark
// for the posts now, a filled one for those planned, both with their numbers, and a pale band for the numbers that would be
// nearly as good, where these are known. At the right stands by how many hours the row changes. Rows without posts are left
// out; those of a platform stand by how many hours they change, the largest change first. Promotional posts have rows of
// their own, which say so in a word, or with a diamond where there is no room for it. All platforms share one scale, which
// begins at zero; on wide canvases they stand in several columns, to be read one after the other.
//
// Pointing at a row says what changes and why; the posts behind it are those it has now.
func Mix(st review.Strategy, speak *language.Speaker) Figure {
	return mixOf(st, func(strategy.Line) bool { return true }, speak)
}

// MixChanges is [Mix] with nothing but the largest changes by hours, at most so many: what can be read from afar. What it
// says of platforms in all counts the other rows, too.
func MixChanges(st review.Strategy, most int, speak *language.Speaker) Figure {
	changes := st.Changes()
	changes = changes[:min(len(changes), most)]
	return mixOf(st, func(l strategy.Line) bool {
		return slices.ContainsFunc(changes, func(c strategy.Line) bool { return c.Cell == l.Cell })
	}, speak)
}

// mixOf is the mix with the rows that are shown.
func mixOf(st review.Strategy, shown func(strategy.Line) bool, speak *language.Speaker) Figure {
	args := language.Args{"Base": speak.Quarter(st.Base), "Quarter": speak.Quarter(st.Quarter)}
	f := &dumbbells{
		title: speak.T("chart.mix.title", args), empty: st.Headline(speak), axis: axis{top: 1},
		words: mixWords{
			now: speak.T("chart.mix.now", args), next: speak.T("chart.mix.next", args), near: speak.T("chart.mix.near"),
			promotional: speak.T("chart.mix.promotional"), axis: speak.T("chart.mix.axis"),
		},
	}
	f.axis.write = func(v float64) string { return speak.Count(int64(v)) }
	for _, p := range social.Platforms() {
		g := mixGroup{name: p.Name()}
		var lines []strategy.Line
		now, next := 0, 0
		for _, l := range st.Plan.Lines {
			if l.Platform == p && l.Now+l.Next > 0 {
				now, next = now+l.Now, next+l.Next
				if shown(l) {
					lines = append(lines, l)
				}
			}
		}
		moved := func(l strategy.Line) float64 { return math.Abs(float64(l.Next-l.Now) * l.PerPost) }
		slices.SortStableFunc(lines, func(a, b strategy.Line) int {
			return cmp.Or(cmp.Compare(moved(b), moved(a)), strategy.CompareCells(a.Cell, b.Cell))
		})
		for _, l := range lines {
			g.rows = append(g.rows, f.row(st, l, speak))
		}
		if len(lines) > 0 {
			g.posts = speak.T("chart.mix.posts", language.Args{"Now": speak.Count(int64(now)), "Next": speak.Count(int64(next))})
			f.groups = append(f.groups, g)
		}
	}
	return f
}

// row is the row of a line; the axis grows until it holds it.
func (f *dumbbells) row(st review.Strategy, l strategy.Line, speak *language.Speaker) mixRow {
	ids := st.Posts(l.Cell)
	row := mixRow{
		cell: engagement.Cell{Platform: l.Platform, Form: l.Form, Posts: len(ids), IDs: ids}, planned: l.Cell,
		name: speak.Form(l.Form), promotional: l.Promotional, now: l.Now, next: l.Next,
		nowText: speak.Count(int64(l.Now)), nextText: speak.Count(int64(l.Next)), label: st.LineDetail(speak, l),
	}
	if hours := st.MovedHours(speak, l); hours != "" {
		row.hours = speak.T("chart.mix.hours", language.Args{"Hours": hours})
	}
	f.axis.top = max(f.axis.top, float64(l.Now), float64(l.Next))
	if row.near, row.nearKnown = st.Near(l.Cell); row.nearKnown {
		f.axis.top = max(f.axis.top, float64(row.near.High))
	}
	return row
}

// MixHeight is how high the chart should be, in the window's units, for its rows to be read easily on a canvas as wide as
// a page is at 1280: more rows than fourteen then stand in two columns.
func MixHeight(st review.Strategy) float32 {
	var groups []mixGroup // only their sizes matter
	for _, p := range social.Platforms() {
		g := mixGroup{}
		for _, l := range st.Plan.Lines {
			if l.Platform == p && l.Now+l.Next > 0 {
				g.rows = append(g.rows, mixRow{})
			}
		}
		if len(g.rows) > 0 {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return 80
	}
	columns := 1
	if height(groups) > 14 {
		columns = 2
	}
	_, most := inColumns(groups, columns)
	return 90 + 23*float32(most)
}

// Heights in rows: of a group's heading, and of the gap between two groups.
const heading, between = 1.25, 0.6

// height is how many rows high groups are below each other.
func height(groups []mixGroup) float64 {
	h := 0.0
	for i, g := range groups {
		h += heading + float64(len(g.rows))
		if i > 0 {
			h += between
		}
	}
	return h
}

// inColumns parts the groups, in their order, into columns of which the highest is as low as possible, and returns where
// each begins and how high that is. A group is never parted.
func inColumns(groups []mixGroup, columns int) (starts []int, most float64) {
	columns = min(columns, len(groups))
	if columns <= 1 {
		return []int{0}, height(groups)
	}
	most = math.Inf(1)
	for last := columns - 1; last < len(groups); last++ {
		before, h := inColumns(groups[:last], columns-1)
		if h = max(h, height(groups[last:])); h < most {
			starts, most = append(slices.Clone(before), last), h
		}
	}
	return starts, most
}

// Title is described at [Figure].
func (f *dumbbells) Title() string { return f.title }

// Describe is described at [Figure].
func (f *dumbbells) Describe() string {
	if len(f.groups) == 0 {
		return f.title + ". " + f.empty + "."
	}
	var b strings.Builder
	b.WriteString(f.title + ".")
	for _, g := range f.groups {
		for _, row := range g.rows {
			b.WriteString(" " + row.label)
		}
	}
	return b.String()
}

// Draw is described at [Figure].
func (f *dumbbells) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(f.groups) == 0 {
		p.quiet(f.empty)
		return nil
	}
	l := f.layout(p)
	var marks []Mark
	for i, start := range l.starts {
		end := len(f.groups)
		if i+1 < len(l.starts) {
			end = l.starts[i+1]
		}
		marks = append(marks, f.drawColumn(p, l, i, f.groups[start:end])...)
	}
	f.drawFoot(p, l)
	return marks
}
