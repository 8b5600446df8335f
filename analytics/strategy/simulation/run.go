package simulation

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// Options say what is measured beside the value of plans.
type Options struct {
	Runs int
	// Assure also works out what plans promise after the optimism is taken off: it takes most of the time.
	Assure bool
	Seed   uint64 // the first run's; each further one has the next
}

// Result is what one world showed.
type Result struct {
	Oracle   float64            // value of the best mix
	Values   map[Method]float64 // really brought by each method's mix
	Repaired float64            // brought by the present mix, changed as little as the limits ask for
	Kept     bool               // the recommended mix keeps every limit
	// Possible says whether any mix keeps every limit: a world can begin where none does.
	Possible bool

	TopFirst, TopThree  bool    // the cell that is worth most an hour is first by the estimate, among the first three
	BestForms, Platform int     // platforms whose best form is found, of how many
	NearForms           int     // platforms where the form found is within a twentieth of the best
	Cells               []Cover // per cell
	// Promise is the lift over the present mix as promised, True what it is, Before the promise before the correction.
	Promise, Before, True float64
	Low, High             float64
	PlainLow, PlainHigh   float64 // the interval before the correction
	PromiseRepaired       float64 // the plan's value over that of the repaired present mix, less 1, as it seems
	Stability             float64
}

// Cover says whether a cell's interval holds the truth.
type Cover struct {
	Posts  int
	Holds  bool
	Width  float64 // high over low
	Misses float64 // estimate − truth, on the log scale
}

// Goal is what is planned for: engagement.
func goal() []strategy.Goal {
	return []strategy.Goal{{Name: strategy.Trust, Weight: 1, Measures: []strategy.Measure{{social.Reactions: 1, social.Comments: 1}}}}
}

// Data is what is seen of the world.
func (w *World) Data() strategy.Data {
	return strategy.Data{Posts: w.Ours, Others: w.Others, Until: end}
}

func (w *World) wishes() strategy.Wishes {
	wishes := strategy.Wishes{Now: w.Now, Rules: strategy.DefaultRules(), Worth: w.worth()}
	if w.Condition.Equal {
		wishes.Worth = nil // what the platforms' levels seem to be must not matter where all are alike
		wishes.Efforts = map[social.Form]strategy.Effort{}
		for _, f := range social.Forms() {
			wishes.Efforts[f] = strategy.Effort{PerPost: 1}
		}
	}
	return wishes
}

// Run plans in as many worlds of the condition. progress is told how many are done, from several goroutines; nil: nobody.
func Run(ctx context.Context, c Condition, o Options, progress func(done int)) ([]Result, error) {
	results, failed := make([]Result, o.Runs), make([]error, o.Runs)
	var next, done atomic.Int64
	var wait sync.WaitGroup
	for range min(o.Runs, runtime.GOMAXPROCS(0)) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for {
				i := int(next.Add(1)) - 1
				if i >= o.Runs {
					return
				}
				results[i], failed[i] = one(ctx, New(c, o.Seed+uint64(i)), o)
				if progress != nil {
					progress(int(done.Add(1)))
				}
			}
		}()
	}
	wait.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return results, nil
}

// one plans in one world.
func one(ctx context.Context, w *World, o Options) (Result, error) {
	response, err := strategy.Learn(ctx, w.Data(), goal())
	if err != nil {
		return Result{}, err
	}
	planner, err := strategy.NewPlanner(response, w.wishes())
	if err != nil {
		return Result{}, err
	}
	plan, err := planner.Plan(ctx)
	if err != nil {
		return Result{}, err
	}
	repaired, err := planner.Repaired(ctx)
	if err != nil {
		return Result{}, err
	}
	cells, problem := planner.Search()
	r := Result{Values: map[Method]float64{Recommended: w.Value(plan.Mix())}, Kept: !plan.Broken, Repaired: w.Value(repaired.Mix())}
	r.Possible = !repaired.Broken || !plan.Broken
	mixes := []strategy.Mix{plan.Mix(), repaired.Mix()}
	for _, m := range Methods()[1:] {
		mix, err := w.baseline(ctx, m, cells, problem, repaired.Mix())
		if err != nil {
			return Result{}, err
		}
		r.Values[m] = w.Value(mix)
		mixes = append(mixes, mix)
	}
	best, err := w.oracle(ctx, cells, problem, mixes...)
	if err != nil {
		return Result{}, err
	}
	r.Oracle = w.Value(best)
	w.identify(response, &r)
	r.True = w.Value(plan.Mix())/w.Value(w.Now) - 1
	r.Promise, r.Before, r.Low, r.High = plan.Lift.Value, plan.Lift.Value, plan.Lift.Low, plan.Lift.High
	r.PlainLow, r.PlainHigh = plan.Lift.Low, plan.Lift.High
	r.PromiseRepaired = plan.Value/repaired.Value - 1
	if o.Assure {
		a, err := planner.Assure(ctx, plan, nil)
		if err != nil {
			return Result{}, err
		}
		r.Promise, r.Low, r.High, r.Stability = a.Lift.Value, a.Lift.Low, a.Lift.High, a.Stability
		r.PromiseRepaired -= a.Optimism
	}
	return r, nil
}

// identify compares what is estimated of cells with the truth.
func (w *World) identify(response *strategy.Response, r *Result) {
	per, efforts := w.worth(), strategy.DefaultEfforts()
	type ranked struct {
		cell            strategy.Cell
		estimate, truth float64
	}
	var all []ranked
	by := map[social.Platform][]ranked{}
	for i, cell := range response.Cells {
		e := response.Goals[0].Effects[i]
		x := ranked{cell, per[cell.Platform] * e.Typical.Value, per[cell.Platform] * w.typical(cell) / w.average(cell.Platform)}
		x.estimate, x.truth = x.estimate/efforts[cell.Form].PerPost, x.truth/efforts[cell.Form].PerPost
		all = append(all, x)
		if !cell.Promotional {
			by[cell.Platform] = append(by[cell.Platform], ranked{cell, e.Relative, w.truth.cell[cell]})
		}
	}
	top := slices.MaxFunc(all, func(a, b ranked) int { return cmp.Compare(a.truth, b.truth) }).cell
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Compare(b.estimate, a.estimate) })
	for i, x := range all[:min(3, len(all))] {
		if x.cell == top {
			r.TopFirst, r.TopThree = i == 0, true
		}
	}
	for _, of := range by {
		best := slices.MaxFunc(of, func(a, b ranked) int { return cmp.Compare(a.truth, b.truth) })
		found := slices.MaxFunc(of, func(a, b ranked) int { return cmp.Compare(a.estimate, b.estimate) })
		if found.cell == best.cell {
			r.BestForms++
		}
		if found.truth >= best.truth+math.Log(0.95) {
			r.NearForms++
		}
		r.Platform++
	}
	w.cover(response, r)
}

// z90 is how many standard errors an interval of 90 % reaches to each side.
const z90 = 1.6448536269514722

// cover compares intervals of cells, against the average of their platform's, with the truth.
func (w *World) cover(response *strategy.Response, r *Result) {
	for _, p := range pairs {
		var estimate, truth, weight float64
		for i, cell := range response.Cells {
			if cell.Platform == p.platform {
				n := float64(response.Goals[0].Effects[i].Posts)
				estimate += n * response.Goals[0].Effects[i].Relative
				truth += n * w.truth.cell[cell]
				weight += n
			}
		}
		if weight == 0 {
			continue
		}
		for i, cell := range response.Cells {
			if cell.Platform != p.platform {
				continue
			}
			e := response.Goals[0].Effects[i]
			miss := e.Relative - estimate/weight - (w.truth.cell[cell] - truth/weight)
			r.Cells = append(r.Cells, Cover{
				Posts: e.Posts, Holds: math.Abs(miss) <= z90*e.SE, Width: math.Exp(2 * z90 * e.SE), Misses: miss,
			})
		}
	}
}
