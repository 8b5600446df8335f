package chart

import (
	"math"

	"auscult/analytics/engagement"
	"auscult/app/language"
	"auscult/app/review"
)

// axis is the scale of a ranking.
type axis struct {
	title    string
	low, top float64 // its ends; low is zero on a linear axis
	log      bool
	write    func(v float64) string // how a tick is labelled
	// origin is where a logarithmic axis of ratios says "no difference"; 0: there is none.
	origin float64
}

// crowded is how small the smallest figure may be, as a part of a linear axis, before the axis is made logarithmic.
const crowded = 1.0 / 25

// newAxis returns the axis for rows with intervals, of which there must be one at least.
func newAxis(f review.Forms, speak *language.Speaker, rows []rankingRow) axis {
	a := axis{write: func(v float64) string { return f.TickValue(speak, v) }}
	first := rows[0].cell
	smallest, lowest := first.Typical.Value, math.Inf(1)
	for _, row := range rows {
		t := row.cell.Typical
		smallest = min(smallest, t.Value)
		a.top = max(a.top, t.High)
		if t.Low > 0 {
			lowest = min(lowest, t.Low)
		}
	}
	a.log = smallest < crowded*a.top
	if a.log {
		// An interval that reaches down for ever must not take the others' room.
		a.low = max(min(lowest, smallest), smallest/20) / 1.15
		a.top *= 1.15
	} else {
		a.top *= 1.02
		// A round end where one is near: an axis to 2.99 % ends better at 3 %.
		step := a.step(5)
		if end := step * math.Ceil(a.top/step); end < 1.1*a.top {
			a.top = end
		}
	}
	unit := over(f, speak, first)
	switch {
	case f.Question.Measure == engagement.PerPost:
		a.title = speak.T("chart.axis.per_post")
	case f.Question.Measure == engagement.ComparableRate:
		a.title = speak.T("chart.axis.comparable_rate", language.Args{"Over": unit})
	default:
		a.title = speak.T("chart.axis.own_rate", language.Args{"Over": unit})
	}
	if a.log {
		a.title = speak.T("chart.axis.log", language.Args{"Axis": a.title})
	}
	return a
}

// at places a figure on the axis, from 0 to 1. Figures beyond the ends are held at them.
func (a axis) at(v float64) float64 {
	x := v / a.top
	if a.log {
		x = math.Log(max(v, a.low)/a.low) / math.Log(a.top/a.low)
	}
	return min(max(x, 0), 1)
}

// ticks returns at most limit round figures on the axis, lowest first: every 1, 2 or 5 tens on a linear one, beginning
// with zero; tens, or 1, 2 and 5 of each ten, on a logarithmic one.
func (a axis) ticks(limit int) []float64 {
	if limit < 2 {
		limit = 2
	}
	switch {
	case a.origin > 0:
		return a.ratioTicks(limit)
	case a.log:
		return a.logTicks(limit)
	}
	step := a.step(limit)
	var ticks []float64
	for i := 0; float64(i)*step <= a.top; i++ {
		ticks = append(ticks, float64(i)*step)
	}
	if len(ticks) < 2 { // no step of 1, 2 or 5 tens leaves two ticks: zero, and the last of a finer step
		fine := step / 5
		ticks = append(ticks, fine*math.Floor(a.top/fine))
	}
	return ticks
}

// step is the least distance, 1, 2 or 5 tens, at which a linear axis has no more than limit ticks; at least one tick
// comes after zero.
func (a axis) step(limit int) float64 {
	rough := a.top / float64(limit-1)
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	steps := []float64{1, 2, 5, 10}
	i := 0
	for i < len(steps)-1 && (steps[i]*power < rough*(1-1e-9) && math.Floor(a.top/(steps[i]*power)) >= float64(limit)) {
		i++
	}
	return steps[i] * power
}

func (a axis) logTicks(limit int) []float64 {
	from, to := int(math.Floor(math.Log10(a.low))), int(math.Ceil(math.Log10(a.top)))
	for _, of := range [][]float64{{1, 2, 5}, {1, 3}, {1}} {
		var ticks []float64
		for power := from; power <= to; power++ {
			for _, m := range of {
				if v := m * math.Pow(10, float64(power)); v >= a.low && v <= a.top {
					ticks = append(ticks, v)
				}
			}
		}
		if len(ticks) <= limit || len(of) == 1 {
			for len(ticks) > limit { // every other ten, every fourth …
				for i := 0; i < len(ticks)/2+len(ticks)%2; i++ {
					ticks[i] = ticks[2*i]
				}
				ticks = ticks[:len(ticks)/2+len(ticks)%2]
			}
			return ticks
		}
	}
	return nil
}

// ratios are the ticks of an axis of ratios above 1, in the order in which they are left away; below 1 are their
// reciprocals, so that a third more and a quarter less, which undo each other, lie as far from 1.
var ratios = [][]float64{
	{1.1, 1.25, 1.5, 2, 3, 5, 10}, {1.25, 1.5, 2, 3, 5, 10}, {1.25, 2, 4, 10}, {1.5, 3, 10}, {2, 10}, {3}, nil,
}

func (a axis) ratioTicks(limit int) []float64 {
	for _, list := range ratios {
		ticks := []float64{a.origin}
		for _, r := range list {
			if a.origin/r >= a.low {
				ticks = append([]float64{a.origin / r}, ticks...)
			}
			if a.origin*r <= a.top {
				ticks = append(ticks, a.origin*r)
			}
		}
		if len(ticks) <= limit {
			return ticks
		}
	}
	return []float64{a.origin}
}
