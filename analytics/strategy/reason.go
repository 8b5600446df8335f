package strategy

import (
	"cmp"
	"math"
	"slices"

	"auscult/analytics/strategy/allocate"
)

// ReasonKind says why a plan has more or fewer posts of a cell than there are now.
type ReasonKind string

// The reasons.
const (
	// WorthMore: an hour for its last post brings more than an hour where the hours come from.
	WorthMore ReasonKind = "worth_more"
	// WorthLess: an hour for one more brings less than an hour where the hours go.
	WorthLess ReasonKind = "worth_less"
	// Crowds: a post weaker than the platform's average takes more from the others than it brings.
	Crowds ReasonKind = "crowds"
	// Asked: a rule asks for it.
	Asked ReasonKind = "rule"
	// Fits: it is no better or worse an hour, but makes the most of what the limits leave.
	Fits ReasonKind = "fits"
	// Kept: it stays as it is.
	Kept ReasonKind = "kept"
	// Unmeasured: what it brings to the goals is not known.
	Unmeasured ReasonKind = "unmeasured"
)

// Reason is why a line of a plan is as it is.
type Reason struct {
	Kind ReasonKind
	// PerHour is what an hour for the cell brings at the margin (for the last post planned; where there are fewer than now,
	// for one more) as a multiple of what an hour brings at the other end of the change: where hours come from, or go to.
	// NaN where there is no other end, +∞ where an hour there brings nothing.
	PerHour float64
	// Against are the cells that make most of the other end, those with most hours first, two at most.
	Against []Cell
	// Rule is what asks for it; nil where none does.
	Rule *Limit
	// Margin is by which part the cell may be overrated before the change would be a mistake: 0.38 is 38 %. For what
	// becomes less, by which part it may be underrated. NaN where there is nothing to set it against.
	Margin float64
}

// end is one end of the change: the cells from which hours are taken, or to which they go.
type end struct {
	hours, worth float64
	cells        []Cell
}

// endOf gathers the lines that change by the sign, the worth of an hour there being that of the marginal post.
func endOf(lines []Line, sign int, marginal func(Line) float64) end {
	var e end
	type part struct {
		cell  Cell
		hours float64
	}
	var parts []part
	for _, l := range lines {
		hours := float64((l.Next-l.Now)*sign) * l.PerPost
		if hours <= 0 {
			continue
		}
		e.hours += hours
		e.worth += hours * max(marginal(l), 0) / l.PerPost
		parts = append(parts, part{l.Cell, hours})
	}
	if e.hours > 0 {
		e.worth /= e.hours
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.hours, a.hours) })
	for _, p := range parts[:min(len(parts), mostAgainst)] {
		e.cells = append(e.cells, p.cell)
	}
	return e
}

const mostAgainst = 2

// explain fills in the reasons of the lines, which stand in the order of the planner's cells.
func (pl *Planner) explain(lines []Line, counts []int, limits []Limit) {
	taken := endOf(lines, -1, func(l Line) float64 { return l.More })
	given := endOf(lines, 1, func(l Line) float64 { return l.Last })
	problem := pl.problem(pl.limited)
	for c := range lines {
		l := &lines[c]
		l.Reason = Reason{Kind: Kept, Margin: math.NaN(), PerHour: math.NaN()}
		r := &l.Reason
		switch {
		case pl.measuredNothing(*l):
			r.Kind = Unmeasured
		case l.Next > l.Now:
			r.compare(l.Last/l.PerPost, taken)
			if r.Kind = WorthMore; r.PerHour < 1 || l.Last <= 0 {
				r.ask(pl.breaking(problem, limits, counts, c, -1))
			}
			r.Margin = margin(r.PerHour)
		case l.Next < l.Now:
			r.compare(l.More/l.PerPost, given)
			switch r.Kind = WorthLess; {
			case l.More <= 0:
				r.Kind = Crowds
			case r.PerHour >= 1:
				r.ask(pl.breaking(problem, limits, counts, c, 1))
			}
			r.Margin = margin(1 / r.PerHour)
		}
	}
}

// compare sets what an hour brings against the other end.
func (r *Reason) compare(own float64, other end) {
	if other.hours == 0 {
		return
	}
	r.Against = other.cells
	switch {
	case other.worth > 0:
		r.PerHour = significantly(own / other.worth)
	case own > 0:
		r.PerHour = math.Inf(1)
	}
}

// ask gives the limit as the reason, or that it fits best where there is none.
func (r *Reason) ask(rule *Limit) {
	r.Kind, r.Rule = Asked, rule
	if rule == nil {
		r.Kind = Fits
	}
}

// margin is how far one may be wrong before two are equal.
func margin(ratio float64) float64 {
	if !(ratio > 1) || math.IsInf(ratio, 0) {
		return math.NaN()
	}
	return significantly(ratio - 1)
}

func (pl *Planner) measuredNothing(l Line) bool {
	for _, e := range l.Effects {
		if e.Typical.Value > 0 && e.Serving > 0 {
			return false
		}
	}
	return true
}

// breaking is the first limit, that of the hours left out, that one post more or less of the cell would break.
func (pl *Planner) breaking(p *allocate.Problem, limits []Limit, counts []int, cell, by int) *Limit {
	next := slices.Clone(counts)
	next[cell] += by
	for i := range limits {
		if limits[i].Rule.Kind != HoursRule && limits[i].Broken == 0 && p.Breach(p.Limits[i], next) > 0 {
			return &limits[i]
		}
	}
	return nil
}
