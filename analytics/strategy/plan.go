package strategy

import (
	"context"
	"math"
	"slices"

	"auscult/analytics/stats"
	"auscult/analytics/strategy/allocate"
)

// Plan is a mix with what it brings. [Planner.Plan] recommends one, [Planner.Judge] judges any other by the same figures.
type Plan struct {
	Lines []Line // of every cell that may be planned, as lists show them
	// Hours are what the mix takes, HoursNow what the present one takes, and HoursLeft what the staff has.
	Hours, HoursNow, HoursLeft float64
	// Value is what the mix brings, the usual quarter being 1; ValueNow is the same of the present mix.
	Value, ValueNow float64
	// Goals are by which factor each goal's part of the value changes against the present mix, less 1.
	Goals map[GoalName]float64
	// GoalLifts are the same with the intervals that the data allow. As of Lift, nothing is taken off.
	GoalLifts map[GoalName]stats.Estimate
	// Lift is by which part the mix brings more than the present one, with the interval that the data allow; nothing is
	// taken off yet for having been chosen as the best, see [Assurance].
	Lift stats.Estimate
	// Better is how probable it is that the mix brings more than the present one.
	Better float64
	Limits []Limit
	// Broken says that some limits are broken: for a recommended plan that they cannot be kept together, and that this is
	// the nearest to keeping them.
	Broken bool
	// Seed is what the search and the draws began with.
	Seed uint64

	counts []int // of the planner's cells
}

// Line is a cell of a plan.
type Line struct {
	Cell
	Now, Next int
	Hours     float64 // of all its posts
	PerPost   float64
	// Last is what the last of its posts adds to the plan's value, More what one more would add, as parts of the present
	// mix's value. Last is 0 where there is none.
	Last, More float64
	// Effects is what is known of the cell, of each goal in the order of [Response.Goals].
	Effects []Effect
	Reason  Reason
}

// Mix returns the plan's mix.
func (p Plan) Mix() Mix {
	m := Mix{}
	for _, l := range p.Lines {
		if l.Next > 0 {
			m[l.Cell] = l.Next
		}
	}
	return m
}

// kicks is how often the plan is shaken to find a better one.
const kicks = 24

// Plan recommends a mix. Its only error is the context's.
func (pl *Planner) Plan(ctx context.Context) (Plan, error) {
	repaired, err := pl.repaired(ctx)
	if err != nil {
		return Plan{}, err
	}
	found, err := pl.search(ctx, pl.cautious, pl.problem(pl.limited), pl.starts(repaired), kicks)
	if err != nil {
		return Plan{}, err
	}
	return pl.judge(found.Counts), nil
}

// starts are from where a plan is searched: the present mix made to fit, nothing at all, as many of each, and the present
// mix turned towards what is worth most an hour.
func (pl *Planner) starts(repaired []int) [][]int {
	equal, turned := make([]int, len(pl.cells)), make([]int, len(pl.cells))
	var sum float64
	worth := make([]float64, len(pl.cells))
	for c := range pl.cells {
		equal[c] = int(pl.hoursLeft / float64(len(pl.cells)) / pl.bounds[c].Cost)
		for _, g := range pl.median.goals {
			worth[c] += g.worth[c] / pl.bounds[c].Cost
		}
		sum += worth[c]
	}
	for c := range pl.cells {
		if sum > 0 {
			turned[c] = int(pl.hoursLeft * worth[c] / sum / pl.bounds[c].Cost)
		}
	}
	return [][]int{repaired, make([]int, len(pl.cells)), equal, turned}
}

// Repaired judges the mix nearest to the present one that keeps the limits.
func (pl *Planner) Repaired(ctx context.Context) (Plan, error) {
	counts, err := pl.repaired(ctx)
	if err != nil {
		return Plan{}, err
	}
	return pl.judge(counts), nil
}

// Judge judges any mix by the same figures. Cells that cannot be planned are left out.
func (pl *Planner) Judge(m Mix) Plan { return pl.judge(pl.countsOf(m)) }

func (pl *Planner) countsOf(m Mix) []int {
	n := make([]int, len(pl.cells))
	for c, cell := range pl.cells {
		n[c] = max(m[cell], 0)
	}
	return n
}

func (pl *Planner) judge(counts []int) Plan {
	p := Plan{
		Hours: pl.hoursOf(counts), HoursNow: pl.hoursOf(pl.now), HoursLeft: pl.hoursLeft, Goals: map[GoalName]float64{},
		Seed: seed, counts: counts,
	}
	n, now := floats(counts), floats(pl.now)
	p.Value, p.ValueNow = significantly(pl.median.value(n)), significantly(pl.median.value(now))
	before, after := pl.median.values(now), pl.median.values(n)
	for g, goal := range pl.response.Goals {
		if before[g] > 0 {
			p.Goals[goal.Name] = significantly(after[g]/before[g] - 1)
		}
	}
	p.Lift, p.Better = pl.lift(n, now)
	p.GoalLifts = pl.goalLifts(p, n, now)
	problem := pl.problem(pl.limited)
	for i, l := range pl.limited {
		pl.measure(&l, problem, problem.Limits[i], counts)
		p.Broken = p.Broken || l.Broken > 0
		p.Limits = append(p.Limits, l)
	}
	for c, high := range pl.bounds {
		p.Broken = p.Broken || counts[c] > high.High
	}
	p.Lines = pl.lines(p, n)
	return p
}

// lift is by which part a mix brings more than another, with its interval and the probability that it brings more at all.
func (pl *Planner) lift(n, now []float64) (stats.Estimate, float64) {
	base := pl.median.value(now)
	if base == 0 {
		return stats.Estimate{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}, math.NaN()
	}
	e := stats.Estimate{Value: significantly(pl.median.value(n)/base - 1)}
	lifts := make([]float64, 0, draws)
	better := 0.0
	for _, l := range pl.worlds() {
		ratio := l.value(n) / l.value(now)
		switch {
		case ratio > 1+1e-9:
			better++
		case ratio > 1-1e-9:
			better += 0.5 // no different
		}
		lifts = append(lifts, ratio-1)
	}
	slices.Sort(lifts)
	e.Low, e.High = significantly(quantile(lifts, (1-Level)/2)), significantly(quantile(lifts, (1+Level)/2))
	return e, better / draws
}

// goalLifts are by which parts a mix brings each goal more than another, with their intervals.
func (pl *Planner) goalLifts(p Plan, n, now []float64) map[GoalName]stats.Estimate {
	goals := pl.response.Goals
	all := map[GoalName]stats.Estimate{}
	if len(goals) == 1 { // it is all there is
		if change, known := p.Goals[goals[0].Name]; known {
			all[goals[0].Name] = stats.Estimate{Value: change, Low: p.Lift.Low, High: p.Lift.High}
		}
		return all
	}
	lifts := make([][]float64, len(goals))
	for _, l := range pl.worlds() {
		for g, ratio := range ratios(l.values(n), l.values(now)) {
			if !math.IsNaN(ratio) {
				lifts[g] = append(lifts[g], ratio-1)
			}
		}
	}
	for g, goal := range goals {
		change, known := p.Goals[goal.Name]
		if !known || len(lifts[g]) == 0 {
			continue
		}
		slices.Sort(lifts[g])
		all[goal.Name] = stats.Estimate{
			Value: change, Low: significantly(quantile(lifts[g], (1-Level)/2)), High: significantly(quantile(lifts[g], (1+Level)/2)),
		}
	}
	return all
}

// ratios are how many times as much each goal gets as before; NaN where it got nothing.
func ratios(after, before []float64) []float64 {
	all := make([]float64, len(after))
	for g := range after {
		all[g] = math.NaN()
		if before[g] > 0 {
			all[g] = after[g] / before[g]
		}
	}
	return all
}

// quantile is that of sorted values, between neighbours in proportion.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	below := int(math.Floor(at))
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (at-float64(below))*(sorted[above]-sorted[below])
}

// measure fills in what counts have of a limit.
func (pl *Planner) measure(l *Limit, p *allocate.Problem, of allocate.Limit, counts []int) {
	amount, there := p.Amount(of, counts)
	l.Amount = math.NaN()
	if there {
		l.Amount = significantly(amount)
	}
	l.Broken = p.Breach(of, counts)
	if l.Rule.Kind == HoursRule {
		l.Broken *= pl.meanEffort()
	}
	if l.Broken > 0 {
		l.Binding = true
		return
	}
	// One more or one less of any cell it counts would break it.
	next := slices.Clone(counts)
	for _, t := range append(slices.Clone(of.Over), of.Of...) {
		for _, d := range []int{1, -1} {
			if counts[t.Cell]+d < 0 {
				continue
			}
			next[t.Cell] = counts[t.Cell] + d
			l.Binding = l.Binding || p.Breach(of, next) > 0
		}
		next[t.Cell] = counts[t.Cell]
	}
}

// lines describes the cells of a plan.
func (pl *Planner) lines(p Plan, n []float64) []Line {
	var lines []Line
	base := pl.median.value(floats(pl.now))
	value := pl.median.value(n)
	next := slices.Clone(n)
	for c, cell := range pl.cells {
		l := Line{Cell: cell, Now: pl.now[c], Next: p.counts[c], PerPost: pl.effort(cell.Form).PerPost}
		l.Hours = float64(l.Next) * l.PerPost
		if base > 0 {
			next[c] = n[c] + 1
			l.More = significantly((pl.median.value(next) - value) / base)
			if n[c] > 0 {
				next[c] = n[c] - 1
				l.Last = significantly((value - pl.median.value(next)) / base)
			}
			next[c] = n[c]
		}
		for g := range pl.response.Goals {
			l.Effects = append(l.Effects, pl.response.effect(g, cell))
		}
		lines = append(lines, l)
	}
	pl.explain(lines, p.counts, p.Limits)
	slices.SortFunc(lines, func(a, b Line) int { return CompareCells(a.Cell, b.Cell) })
	return lines
}
