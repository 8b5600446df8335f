package strategy

import (
	"math"
)

// ReasonKind says why a plan has more or fewer posts of a cell than there are now.
type ReasonKind string

// The reasons.
const (
	// WorthMore: an hour for its next post brings more than one for what it takes the place of.
	WorthMore ReasonKind = "worth_more"
	// WorthLess: an hour for its last post brings less than one for what takes its place.
	WorthLess ReasonKind = "worth_less"
	// Crowds: a post weaker than the platform's average takes more from the others than it brings.
	Crowds ReasonKind = "crowds"
	// Asked: a rule asks for it.
	Asked ReasonKind = "rule"
	// Kept: it stays about as it is.
	Kept ReasonKind = "kept"
	// Unmeasured: what it brings to the goals is not known.
	Unmeasured ReasonKind = "unmeasured"
)

// Reason is why a line of a plan is as it is.
type Reason struct {
	Kind ReasonKind
	// PerHour is what an hour for the cell's last post brings (for what is less: for one post more), as a multiple of what
	// an hour for Against brings.
	PerHour float64
	Against *Cell // nil: there is nothing to set it against
	// Rule is what asks for it.
	Rule *Limit
	// Margin is by which part the cell may be overrated before the change would be a mistake: 0.38 is 38 %. For what is
	// less, by which part it may be underrated. NaN where there is nothing to set it against.
	Margin float64
}

// explain fills in the reasons. What grew is set against what shrank and is worth most an hour, and the other way round.
func (pl *Planner) explain(lines []Line, limits []Limit) {
	grew, shrank := -1, -1 // the least of what grew, the best of what shrank
	for i, l := range lines {
		switch {
		case l.Next > l.Now && (grew < 0 || l.Last/l.PerPost < lines[grew].Last/lines[grew].PerPost):
			grew = i
		case l.Next < l.Now && (shrank < 0 || l.More/l.PerPost > lines[shrank].More/lines[shrank].PerPost):
			shrank = i
		}
	}
	for i := range lines {
		l := &lines[i]
		l.Reason = Reason{Kind: Kept, Margin: math.NaN(), PerHour: math.NaN()}
		against := func(other int, own, its float64) {
			if other < 0 {
				return
			}
			l.Reason.Against = &lines[other].Cell
			if its > 0 {
				l.Reason.PerHour = significantly(own / its)
			}
		}
		switch {
		case pl.measuredNothing(*l):
			l.Reason.Kind = Unmeasured
		case l.Next > l.Now:
			l.Reason.Kind = WorthMore
			if shrank >= 0 {
				against(shrank, l.Last/l.PerPost, lines[shrank].More/lines[shrank].PerPost)
			}
			if l.Last <= 0 || l.Reason.PerHour < 1 {
				l.Reason.Kind, l.Reason.Rule = Asked, asking(limits, l.Cell, true)
			}
			l.Reason.Margin = margin(l.Reason.PerHour)
		case l.Next < l.Now:
			l.Reason.Kind = WorthLess
			if grew >= 0 {
				against(grew, l.More/l.PerPost, lines[grew].Last/lines[grew].PerPost)
			}
			switch rule := asking(limits, l.Cell, false); {
			case l.More <= 0:
				l.Reason.Kind = Crowds
			case l.Reason.PerHour > 1 && rule != nil:
				l.Reason.Kind, l.Reason.Rule = Asked, rule
			}
			l.Reason.Margin = margin(1 / l.Reason.PerHour)
		}
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

// asking is a limit that binds and would be broken, or more so, without the change: one that counts the cell and lies at
// its lower bound where there is more of it, at its upper where there is less.
func asking(limits []Limit, c Cell, more bool) *Limit {
	for i, l := range limits {
		if !l.Binding || l.Rule.Kind == HoursRule || !counts(l, c) {
			continue
		}
		nearLow := math.Abs(l.Amount-l.Low) <= math.Abs(l.High-l.Amount)
		if more == nearLow {
			return &limits[i]
		}
	}
	return nil
}

// counts reports whether a limit counts posts of the cell.
func counts(l Limit, c Cell) bool {
	r := l.Rule
	if l.Platform != "" {
		r.Platform = l.Platform
	}
	if l.Form != "" {
		r.Form = l.Form
	}
	return r.names(c)
}
