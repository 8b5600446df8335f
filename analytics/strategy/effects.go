package strategy

import (
	"math"
	"math/rand/v2"
	"slices"

	"auscult/analytics/mixed"
)

// effects are one set of what a response says: its estimate, a draw from what the data allow, or what a fit to other data
// would say. There is one entry for each goal.
type effects []goalEffects

type goalEffects struct {
	logs      []float64 // of each cell of the planner, the typical post; −∞ where the platform cannot be measured
	crowding  []float64 // of each of its platforms
	repeating float64
}

// query are the combinations of a part's effects that a planner asks for: its cells, its platforms, and repetition.
type query struct {
	part             *part
	cells, platforms []int // places in the planner
	of               [][]mixed.Entry
	average          []int     // of each cell: which of the combinations is its platform's average post
	unseen           []float64 // standard deviation of what the part has no column for, of each cell
}

// queries are those of a goal.
func (pl *Planner) queries(g *GoalResponse) []query {
	var all []query
	for _, p := range g.model.parts {
		q := query{part: p}
		for i, c := range pl.cells {
			if g.model.on[c.Platform] == p {
				q.cells = append(q.cells, i)
				q.of = append(q.of, p.cellEntries(c))
				q.unseen = append(q.unseen, math.Sqrt(p.unseen(c)))
			}
		}
		for i, platform := range pl.platforms {
			if g.model.on[platform] == p {
				q.platforms = append(q.platforms, i)
				q.of = append(q.of, p.crowding(platform))
			}
		}
		for _, i := range q.platforms {
			q.of = append(q.of, p.averageEntries(pl.platforms[i]))
		}
		for _, c := range q.cells {
			q.average = append(q.average, len(q.cells)+len(q.platforms)+slices.Index(q.platforms, pl.block[c]))
		}
		q.of = append(q.of, p.repetition())
		all = append(all, q)
	}
	return all
}

// blank are n sets of effects of which nothing is known yet.
func (pl *Planner) blank(n int) []effects {
	all := make([]effects, n)
	for i := range all {
		all[i] = make(effects, len(pl.response.Goals))
		for g := range all[i] {
			all[i][g] = goalEffects{logs: make([]float64, len(pl.cells)), crowding: make([]float64, len(pl.platforms))}
			for c := range all[i][g].logs {
				all[i][g].logs[c] = math.Inf(-1)
			}
		}
	}
	return all
}

// read fills in what the combinations came out as, with cells differing as much as differ says, 0 to 1.
func (q query) read(values []float64, differ float64, into *goalEffects) {
	within := func(v, most float64) float64 { return min(max(v, 0), most) }
	for i, c := range q.cells {
		average := values[q.average[i]]
		into.logs[c] = average + differ*(values[i]-average)
	}
	for i, p := range q.platforms {
		into.crowding[p] = within(-values[len(q.cells)+i], mostCrowding)
	}
	into.repeating = within(-values[len(values)-1], mostRepetition)
}

// estimate is what the data say: the medians.
func (pl *Planner) estimate() effects {
	e := pl.blank(1)[0]
	for g := range e {
		for _, q := range pl.asked[g] {
			values := make([]float64, len(q.of))
			for i, of := range q.of {
				values[i] = q.part.fit.Effect(of).Mean
			}
			q.read(values, q.part.differ, &e[g])
		}
	}
	return e
}

// drawn are n draws from what the data allow.
func (pl *Planner) drawn(n int) []effects {
	all := pl.blank(n)
	for g := range pl.response.Goals {
		source := rand.New(rand.NewPCG(seed, uint64(g)+2))
		for _, q := range pl.asked[g] {
			for i, values := range q.part.fit.Draws(q.of, n, seed+uint64(g)) {
				for c, sd := range q.unseen {
					values[c] += sd * source.NormFloat64()
				}
				q.read(values, q.either(source), &all[i][g])
			}
		}
	}
	return all
}

// either is 1 in as many draws as it is probable that cells differ at all, else 0.
func (q query) either(source *rand.Rand) float64 {
	if source.Float64() < q.part.differ {
		return 1
	}
	return 0
}

// replicated are n worlds that the data allow, each with what a fit to new data from it would say.
func (pl *Planner) replicated(n int) (truths, estimates []effects) {
	truths, estimates = pl.blank(n), pl.blank(n)
	for g := range pl.response.Goals {
		source := rand.New(rand.NewPCG(seed, uint64(g)+1000))
		for _, q := range pl.asked[g] {
			for i, r := range q.part.fit.Replicates(q.of, n, seed+uint64(g)+1) {
				for c, sd := range q.unseen {
					r.Truth[c] += sd * source.NormFloat64()
				}
				differ := q.either(source)
				if differ == 0 { // what then seems to differ is noise alone
					for c := range q.cells {
						noise := r.Estimate[c] - r.Truth[c]
						r.Truth[c] = r.Truth[q.average[c]]
						r.Estimate[c] = r.Estimate[q.average[c]] + noise - (r.Estimate[q.average[c]] - r.Truth[q.average[c]])
					}
				}
				q.read(r.Truth, 1, &truths[i][g])
				q.read(r.Estimate, q.part.differ, &estimates[i][g])
			}
		}
	}
	return truths, estimates
}

// lawOf turns effects into what mixes bring. Every platform's usual quarter is worth its weight by these effects, unless
// the wishes say what one of it is worth. lifted are added to the logarithm of each cell's posts; nil: nothing.
func (pl *Planner) lawOf(e effects, lifted [][]float64) *law {
	l := &law{block: pl.block, usual: pl.usual}
	for g, goal := range pl.response.Goals {
		of := goalLaw{worth: make([]float64, len(pl.cells)), crowding: e[g].crowding, repeating: e[g].repeating}
		for c := range pl.cells {
			log := e[g].logs[c] + pl.smear[g][c]
			if lifted != nil {
				log += lifted[g][c]
			}
			of.worth[c] = math.Exp(log) * pl.serving[g][c]
		}
		weights := pl.platformWeights(g)
		if pl.wishes.Worth != nil {
			for c, cell := range pl.cells {
				of.worth[c] *= weights[pl.block[c]] * pl.wishes.Worth[cell.Platform]
			}
			l.goals = append(l.goals, of)
			continue
		}
		usual := l.blocks(of, pl.reference)
		var sum float64
		for b, v := range usual {
			if v > 0 {
				sum += weights[b]
			}
		}
		for c := range of.worth {
			if b := pl.block[c]; usual[b] > 0 && sum > 0 {
				of.worth[c] *= goal.Weight * weights[b] / sum / usual[b]
			} else {
				of.worth[c] = 0
			}
		}
		l.goals = append(l.goals, of)
	}
	if pl.wishes.Worth != nil {
		l.normalise(pl.reference)
	}
	return l
}

// normalise makes the reference mix worth 1.
func (l *law) normalise(reference []float64) {
	v := l.value(reference)
	if v == 0 {
		return
	}
	for _, g := range l.goals {
		for c := range g.worth {
			g.worth[c] /= v
		}
	}
}

// platformWeights are how much each of the planner's platforms matters to a goal.
func (pl *Planner) platformWeights(goal int) []float64 {
	weights := make([]float64, len(pl.platforms))
	for i, p := range pl.platforms {
		weights[i] = 1
		if w, there := pl.response.Goals[goal].Platforms[p]; there {
			weights[i] = max(w, 0)
		}
		if w, there := pl.wishes.Platforms[p]; there {
			weights[i] *= max(w, 0)
		}
	}
	largest := 0.0
	for _, w := range weights {
		largest = max(largest, w)
	}
	for i := range weights {
		if largest > 0 {
			weights[i] = significant(weights[i] / largest)
		}
	}
	return weights
}
