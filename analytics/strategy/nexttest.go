package strategy

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Test is a cell of which more should be known, because knowing it could change the plan for the better.
type Test struct {
	Cell Cell
	// Posts is how many more of it are worth trying, Gain by which part a plan made afterwards can be expected to be worth
	// more.
	Posts int
	Gain  float64
	// Against is the cell that it would take hours from.
	Against *Cell
}

// testPosts is how many posts a test has of what it tests.
const testPosts = 4

// mostTests is how many tests are named.
const mostTests = 3

// outcomes are five equally probable ways in which a test can turn out, in standard errors: the middles of five parts of
// the normal distribution.
var outcomes = []float64{normalQuantile(0.1), normalQuantile(0.3), 0, normalQuantile(0.7), normalQuantile(0.9)}

// tests are the cells of which a few posts more are worth most: what is learnt from them moves the estimate by a normal
// step, and for some of these steps another plan is better than the present one. This is the knowledge gradient of one
// batch (Frazier, Powell and Dayanik, SIAM J. Control Optim. 47 (2008) 2410–2439).
func (pl *Planner) tests(ctx context.Context, p Plan) ([]Test, error) {
	found, failed := make([]Test, len(pl.cells)), make([]error, len(pl.cells))
	base := pl.median.value(floats(p.counts))
	if base == 0 {
		return nil, nil
	}
	problem := pl.problem(pl.limited)
	inParallel(len(pl.cells), func(c int) {
		step := pl.step(c)
		if step == 0 || pl.bounds[c].High < 1 {
			return
		}
		var gain float64
		for _, z := range outcomes {
			lifted := make([][]float64, len(pl.response.Goals))
			for g := range lifted {
				lifted[g] = make([]float64, len(pl.cells))
				lifted[g][c] = z*step - step*step/2
			}
			l := pl.shifted(lifted)
			better, err := pl.search(ctx, l, problem, [][]int{p.counts}, 0)
			if err != nil {
				failed[c] = err
				return
			}
			gain += max(better.Value-l.value(floats(p.counts)), 0) / float64(len(outcomes))
		}
		found[c] = Test{Cell: pl.cells[c], Posts: testPosts, Gain: significantly(gain / base)}
	})
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	found = slices.DeleteFunc(found, func(t Test) bool { return !(t.Gain > leastGain) })
	slices.SortStableFunc(found, func(a, b Test) int { return cmp.Compare(b.Gain, a.Gain) })
	found = found[:min(len(found), mostTests)]
	for i := range found {
		found[i].Against = pl.replaced(p, found[i].Cell)
	}
	return found, nil
}

// leastGain is below what a test is not worth its trouble.
const leastGain = 0.002

// step is by how much the estimate of a cell can be expected to move with some posts more: the standard deviation of its
// next estimate.
func (pl *Planner) step(c int) float64 {
	e := pl.response.effect(0, pl.cells[c])
	p := pl.response.Goals[0].model.on[pl.cells[c].Platform]
	if p == nil {
		return 0
	}
	noise := p.fit.Noise[p.at(pl.cells[c].Platform)] + p.fit.Cluster
	if noise <= 0 {
		return 0
	}
	before := e.SE * e.SE
	after := 1 / (1/before + testPosts/noise)
	return math.Sqrt(max(before-after, 0))
}

// replaced is the cell of the plan whose last post is worth least an hour, on the same platform where there is one.
func (pl *Planner) replaced(p Plan, tested Cell) *Cell {
	var best *Line
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Cell == tested || l.Next == 0 {
			continue
		}
		switch {
		case best == nil,
			l.Platform == tested.Platform && best.Platform != tested.Platform,
			(l.Platform == tested.Platform) == (best.Platform == tested.Platform) && l.Last/l.PerPost < best.Last/best.PerPost:
			best = l
		}
	}
	if best == nil {
		return nil
	}
	return &best.Cell
}
