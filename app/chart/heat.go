package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
)

// heat is the figure of [Heat].
type heat struct {
	title, empty string
	rows         []string // content forms
	columns      []heatColumn
	cells        []heatCell // by row, then column
	words        heatWords
	// totals says that the last row and the last column sum up the others; a line sets them apart.
	totals bool
	// verdicts names the verdicts in the key of a map of verdicts; nil in others.
	verdicts map[position.Verdict]string
}

// heatWords are the words of the key. A figure draws without a speaker, so it has them from its beginning.
type heatWords struct{ colour, half, twice, alone, best, mostly string }

type heatColumn struct{ name, over string }

// heatCell is a cell with all that may be written into it.
type heatCell struct {
	row, column int
	cell        engagement.Cell
	label       string           // the sentence
	value       string           // the typical post; empty when nothing can be said
	posts       string           // "42 posts", or why there is no value: "2 posts – too few"
	sure        bool             // whether it rests on posts enough; what does not is hatched
	best        bool             // whether it has a star
	verdict     position.Verdict // whose sign it has and whose area; empty: none
	strength    float64
	compared    bool // whether there is a strength
}

// Heat returns the map of content forms (rows) and platforms (columns): in each cell what a typical post earns, and how
// many posts that rests on. Cells without posts are blank; hatched ones have too few posts of their own, so that their
// figure, where there is one, is mostly an estimate; a star marks the forms that may be their platform's best.
//
// The colour compares a form with the other forms of the same platform, and only with those: rates over different
// denominators have no order. It is the figure over the geometric mean of the platform's other forms that have an
// interval, from half of it or less (palest) to twice as much or more (strongest), on one scale for every platform and
// every picture; so forms that hardly differ hardly differ in colour. Where there is no other form, the cell is grey.
func Heat(f review.Forms, speak *language.Speaker) Figure {
	h := &heat{
		title: speak.T("chart.heat.title", language.Args{"Quarter": speak.Quarter(f.Question.Quarter)}),
		empty: f.Headline(speak),
		words: heatWords{
			colour: speak.T("chart.key.colour"), half: speak.T("chart.key.half"), twice: speak.T("chart.key.twice"),
			alone: speak.T("chart.key.alone"), best: speak.T("chart.key.best_of_platform"),
			mostly: speak.T("chart.key.mostly"),
		},
	}
	var forms []social.Form
	var platforms []social.Platform
	for _, c := range f.Table.Cells {
		if c.Posts <= 0 {
			continue
		}
		if !slices.Contains(forms, c.Form) {
			forms = append(forms, c.Form)
		}
		if !slices.Contains(platforms, c.Platform) {
			platforms = append(platforms, c.Platform)
			h.columns = append(h.columns, heatColumn{c.Platform.Name(), over(f, speak, c)})
		}
	}
	slices.SortStableFunc(forms, func(a, b social.Form) int { return a.Order() - b.Order() })
	for row, form := range forms {
		h.rows = append(h.rows, speak.Form(form))
		for column, platform := range platforms {
			if c, ok := f.Table.Cell(platform, form); ok && c.Posts > 0 {
				h.cells = append(h.cells, newHeatCell(f, speak, c, row, column))
			}
		}
	}
	return h
}

func newHeatCell(f review.Forms, speak *language.Speaker, c engagement.Cell, row, column int) heatCell {
	cell := heatCell{row: row, column: column, cell: c, label: f.CellSentence(speak, c), posts: posts(speak, c)}
	if drawable(c) {
		cell.value = f.Value(speak, c.Typical.Value)
		cell.posts = speak.T("chart.posts", language.Args{"Count": c.Used}) // hatches say the rest
	}
	cell.best = c.TopGroup
	if cell.sure = sure(c); cell.sure {
		cell.strength, cell.compared = strength(f.Table, c)
	}
	return cell
}

// tiniest and hugest bound the figures that are drawn. No post earns less or more; what lies beyond is an error that an
// axis must not try to show.
const tiniest, hugest = 1e-12, 1e15

// sure reports whether a cell has a figure and an interval that can be drawn and rest on posts of its own.
func sure(c engagement.Cell) bool { return !c.TooFew && drawable(c) }

// drawable reports whether a cell has a figure and an interval that can be drawn, be they mostly estimates from similar
// posts.
func drawable(c engagement.Cell) bool {
	t := c.Typical
	return t != nil && // the comparisons also keep NaN out
		t.Value >= tiniest && t.Low >= 0 && t.Low <= t.Value && t.Value <= t.High && t.High <= hugest
}

// strength places c among the other forms of its platform, from 0 (half as much as they earn, or less) to 1 (twice as
// much, or more). It does not exist when there is no other form.
func strength(t engagement.Table, c engagement.Cell) (float64, bool) {
	sum, n := 0.0, 0
	for _, other := range t.Cells {
		if other.Platform == c.Platform && other.Form != c.Form && sure(other) {
			sum += math.Log2(other.Typical.Value)
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	doublings := math.Log2(c.Typical.Value) - sum/float64(n)
	return (min(max(doublings, -1), 1) + 1) / 2, true
}

// posts says what a cell's figure rests on, or why it has none.
func posts(speak *language.Speaker, c engagement.Cell) string {
	switch {
	case c.Used == 0:
		return speak.T("chart.no_figures", language.Args{"Count": c.Posts})
	case !drawable(c):
		return speak.T("chart.too_few", language.Args{"Count": c.Used})
	case c.TooFew:
		return speak.T("chart.mostly", language.Args{"Count": c.Used})
	}
	return speak.T("chart.posts", language.Args{"Count": c.Used})
}

// over says what a platform's figures are a part of, "of people reached". It is empty when there are none.
func over(f review.Forms, speak *language.Speaker, c engagement.Cell) string {
	switch {
	case f.Question.Measure == engagement.PerPost:
		return speak.T("chart.over.post")
	case c.Denominator == social.NoDenominator || c.Denominator == "":
		return ""
	}
	return speak.T("chart.over." + string(c.Denominator))
}

// Title is described at [Figure].
func (h *heat) Title() string { return h.title }

// Describe is described at [Figure].
func (h *heat) Describe() string {
	if len(h.cells) == 0 {
		return h.title + ". " + h.empty + "."
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s.", h.title)
	for _, c := range h.cells {
		b.WriteString(" " + c.label)
	}
	return b.String()
}

// Draw is described at [Figure].
func (h *heat) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(h.cells) == 0 {
		p.quiet(h.empty)
		return nil
	}
	layout := h.layout(p)
	h.drawHeaders(p, layout)
	var marks []Mark
	for i := range h.cells {
		bounds := layout.cell(h.cells[i].row, h.cells[i].column)
		h.drawCell(p, layout, i, bounds)
		marks = append(marks, Mark{Bounds: bounds, Cell: h.cells[i].cell, Label: h.cells[i].label})
	}
	return marks
}
