package strategy

import (
	"context"
	"math"
	"slices"
	"sync/atomic"

	"auscult/analytics/stats"
	"auscult/analytics/strategy/allocate"
)

// Assurance is how far a recommended plan can be trusted.
type Assurance struct {
	// Lift is what to promise: by which part the plan brings more than the present mix, after the optimism is taken off
	// that comes from choosing what looks best, and with an interval that holds [Level] of all such promises.
	Lift stats.Estimate
	// Optimism is what was taken off; Before is the promise before that.
	Optimism, Before float64
	// Goals are the same promise for each goal, each with its own optimism taken off; [Plan.GoalLifts] is before that.
	Goals map[GoalName]stats.Estimate
	// Better is how probable it is that the plan brings more than the present mix.
	Better float64
	// Stability is which part of the hours would be spent in the same way, on average, had the same posts turned out
	// differently by chance.
	Stability float64
	// Ranges are how few and how many posts of each cell a plan may have that is worth nearly as much ([NearBest]).
	Ranges map[Cell]Range
	// Prices are what each of the plan's limits costs, in their order: see [Limit.Price].
	Prices []float64
	// Tests is what is most worth testing, the best first.
	Tests []Test
}

// Range is a number of posts from Low to High.
type Range struct{ Low, High int }

// NearBest is which part of the best plan's value plans in a [Range] have at least.
const NearBest = 0.98

// replicates are how many worlds the optimism is averaged over.
const replicates = 50

// Assure works out how far the plan can be trusted, on all processors; progress is told how far that is, 0 to 1, from
// several goroutines (nil: nobody). Its only error is the context's.
func (pl *Planner) Assure(ctx context.Context, p Plan, progress func(part float64)) (Assurance, error) {
	if progress == nil {
		progress = func(float64) {}
	}
	a := Assurance{Before: p.Lift.Value, Better: p.Better}
	if err := pl.assureLift(ctx, p, &a, func(part float64) { progress(0.5 * part) }); err != nil {
		return Assurance{}, err
	}
	if err := pl.assureRanges(ctx, p, &a, func(part float64) { progress(0.5 + 0.3*part) }); err != nil {
		return Assurance{}, err
	}
	if err := pl.assurePrices(ctx, p, &a); err != nil {
		return Assurance{}, err
	}
	progress(0.9)
	var err error
	if a.Tests, err = pl.tests(ctx, p); err != nil {
		return Assurance{}, err
	}
	progress(1)
	return a, nil
}

// assureLift plans in worlds that the data allow, on what a fit to data from each would say, and compares what these plans
// promise with what they keep: a parametric bootstrap; why it is needed say Smith & Winkler, Management Science 52 (2006)
// 311–322. The mean difference is the optimism; as the differences also vary, the interval is widened by a twelfth of what
// their spread would make it. With half of it the interval holds the truth nearly always in the worlds of the package
// simulation; with a twelfth it comes closest to [Level].
func (pl *Planner) assureLift(ctx context.Context, p Plan, a *Assurance, progress func(float64)) error {
	truths, estimates := pl.replicated(replicates)
	optimism, overlap := make([]float64, replicates), make([]float64, replicates)
	goals := make([][]float64, replicates) // the optimism of each goal
	now := floats(pl.now)
	problem := pl.problem(pl.limited)
	var done atomic.Int32
	failed := make([]error, replicates)
	inParallel(replicates, func(i int) {
		truth, seen := pl.lawOf(truths[i], nil), pl.lawOf(estimates[i], pl.lifted)
		found, err := pl.search(ctx, seen, problem, [][]int{p.counts, pl.now}, 0)
		if err != nil {
			failed[i] = err
			return
		}
		n := floats(found.Counts)
		plain := pl.lawOf(estimates[i], nil)
		optimism[i] = plain.value(n)/plain.value(now) - truth.value(n)/truth.value(now)
		promised, kept := ratios(plain.values(n), plain.values(now)), ratios(truth.values(n), truth.values(now))
		for g := range promised {
			goals[i] = append(goals[i], promised[g]-kept[g])
		}
		overlap[i] = pl.overlap(p.counts, found.Counts)
		progress(float64(done.Add(1)) / replicates)
	})
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	a.Lift, a.Optimism = sobered(p.Lift, optimism)
	a.Goals = map[GoalName]stats.Estimate{}
	for g, goal := range pl.response.Goals {
		promise, known := p.GoalLifts[goal.Name]
		if !known {
			continue
		}
		a.Goals[goal.Name] = a.Lift
		if len(pl.response.Goals) == 1 {
			continue
		}
		var of []float64
		for _, world := range goals {
			if !math.IsNaN(world[g]) {
				of = append(of, world[g])
			}
		}
		a.Goals[goal.Name], _ = sobered(promise, of)
	}
	a.Stability, _ = meanAndSpread(overlap)
	a.Stability = significantly(a.Stability)
	return nil
}

// sobered takes off a promise what plans picked as the best promise too much on average, and widens its interval for how
// much that varies.
func sobered(promise stats.Estimate, optimism []float64) (stats.Estimate, float64) {
	if len(optimism) < 2 {
		return promise, 0
	}
	mean, spread := meanAndSpread(optimism)
	off := significantly(max(mean, 0))
	wider := half * spread / 12
	return stats.Estimate{
		Value: significantly(promise.Value - off),
		Low:   significantly(max(promise.Low-off-wider, -1)),
		High:  significantly(promise.High - off + wider),
	}, off
}

func meanAndSpread(values []float64) (mean, spread float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		spread += (v - mean) * (v - mean) / float64(len(values)-1)
	}
	return mean, math.Sqrt(spread)
}

// overlap is which part of the hours two mixes spend in the same way.
func (pl *Planner) overlap(a, b []int) float64 {
	hours := func(n []int) ([]float64, float64) {
		of, sum := make([]float64, len(n)), 0.0
		for c, posts := range n {
			of[c] = float64(posts) * pl.effort(pl.cells[c].Form).PerPost
			sum += of[c]
		}
		return of, max(sum, 1e-9)
	}
	x, sumX := hours(a)
	y, sumY := hours(b)
	var apart float64
	for c := range x {
		apart += math.Abs(x[c]/sumX - y[c]/sumY)
	}
	return 1 - apart/2
}

// Overlap is which part of the hours two mixes spend in the same way, 0 to 1: 1 − ½ Σ|share − share′|.
func (pl *Planner) Overlap(a, b Mix) float64 { return pl.overlap(pl.countsOf(a), pl.countsOf(b)) }

// assureRanges looks how far each cell can be pushed down and up with a plan still nearly as good.
func (pl *Planner) assureRanges(ctx context.Context, p Plan, a *Assurance, progress func(float64)) error {
	a.Ranges = map[Cell]Range{}
	ranges, failed := make([]Range, len(pl.cells)), make([]error, len(pl.cells))
	enough := NearBest * pl.cautious.value(floats(p.counts))
	broken := pl.breaches(p.counts)
	tables := pl.cautious.tables(pl.bounds)
	near := func(c, n int) (bool, error) {
		problem := pl.problem(pl.limited)
		problem.Cells = slices.Clone(problem.Cells)
		problem.Cells[c].Low, problem.Cells[c].High = n, n
		start := slices.Clone(p.counts)
		start[c] = n
		found, err := allocate.Best(ctx, problem, tables, [][]int{start}, allocate.Options{})
		return err == nil && found.Hard <= broken.Hard && found.Soft <= broken.Soft && found.Value >= enough, err
	}
	var done atomic.Int32
	inParallel(len(pl.cells), func(c int) {
		low, high := p.counts[c], p.counts[c]
		// Worth falls off to both sides, so the end is found by halving.
		low, failed[c] = farthest(low, 0, func(n int) (bool, error) { return near(c, n) })
		if failed[c] == nil {
			high, failed[c] = farthest(high, max(pl.bounds[c].High, high), func(n int) (bool, error) { return near(c, n) })
		}
		ranges[c] = Range{low, high}
		progress(float64(done.Add(1)) / float64(len(pl.cells)))
	})
	for c, cell := range pl.cells {
		if failed[c] != nil {
			return failed[c]
		}
		a.Ranges[cell] = ranges[c]
	}
	return nil
}

// farthest is the number farthest from good towards end for which ok holds, by halving; good itself is known to be.
func farthest(good, end int, ok func(int) (bool, error)) (int, error) {
	for good != end {
		middle := good + (end-good)/2
		if middle == good {
			middle = end // they are neighbours
		}
		yes, err := ok(middle)
		switch {
		case err != nil:
			return good, err
		case yes:
			good = middle
		case end > good:
			end = middle - 1
		default:
			end = middle + 1
		}
	}
	return good, nil
}

// breaches is what a mix breaks.
func (pl *Planner) breaches(n []int) allocate.Found {
	p := pl.problem(pl.limited)
	var f allocate.Found
	for _, l := range p.Limits {
		if b := p.Breach(l, n); l.Hard {
			f.Hard += b
		} else {
			f.Soft += b
		}
	}
	return f
}

// assurePrices plans anew without each limit that binds.
func (pl *Planner) assurePrices(ctx context.Context, p Plan, a *Assurance) error {
	a.Prices = make([]float64, len(p.Limits))
	failed := make([]error, len(p.Limits))
	base := pl.cautious.value(floats(p.counts))
	inParallel(len(p.Limits), func(i int) {
		if !p.Limits[i].Binding || base == 0 {
			return
		}
		without := slices.Delete(slices.Clone(pl.limited), i, i+1)
		if p.Limits[i].Rule.Kind == HoursRule { // without hours there is no end: a tenth more
			without = slices.Clone(pl.limited)
			without[i].of.High *= moreHours
		}
		found, err := pl.search(ctx, pl.cautious, pl.problem(without), [][]int{p.counts, pl.now}, 2)
		failed[i] = err
		if err == nil {
			a.Prices[i] = significantly(max(found.Value/base-1, 0))
		}
	})
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// moreHours is what the price of hours is asked for: a tenth more of them.
const moreHours = 1.1
