package strategy

import (
	"math"
	"slices"

	"auscult/analytics/mixed"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Promise is what was said of a plan when it was made, so that it can be compared with what came: the numbers of posts, what
// each was expected to bring, and by how much the plan was to bring more than the mix before. It is complete on its own and
// can be written as JSON and read back: no later fit, and no other goals, change what was promised.
type Promise struct {
	Quarter social.Quarter `json:"quarter"`
	// Lift is by which part the plan was to bring more than the mix before, after optimism was taken off. Nil: the mix
	// before was worth nothing by these goals, so nothing could be promised.
	Lift *Span `json:"lift,omitempty"`
	// Value is what the plan was to bring before optimism was taken off, the usual quarter being 1, and ValueNow what the
	// mix before brings.
	Value    float64 `json:"value"`
	ValueNow float64 `json:"value_now"`
	// Blur is what lies between the promise and what a quarter can show, apart from the luck of its posts: how unsure it
	// was at which level the platforms stand, and how far levels move from a quarter to the next whatever is published. It
	// is a standard deviation on the log scale.
	Blur float64 `json:"blur"`
	// Bend is by how much, on the log scale, the value is likely to lie above what the mean deviation of posts says of it:
	// cells deviate from what was expected in both directions, and those that turn out well add more than the others take.
	Bend      float64                `json:"bend"`
	Efforts   map[social.Form]Effort `json:"hours_per_form"`
	Platforms []PromisedPlatform     `json:"platforms"`
	Goals     []PromisedGoal         `json:"goals"`
	Cells     []PromisedCell         `json:"cells"` // as lists show them
}

// Span is a figure with the interval of [Level] around it.
type Span struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// PromisedPlatform is a platform of a promise, with how many posts a week were usual on it.
type PromisedPlatform struct {
	Platform social.Platform `json:"platform"`
	Usual    float64         `json:"usual"`
}

// PromisedGoal is what was known of posts for one goal.
type PromisedGoal struct {
	Name      GoalName                    `json:"name"`
	Weight    float64                     `json:"weight"` // as a part of 1
	Topics    map[social.Topic]float64    `json:"topics,omitempty"`
	Audiences map[social.Audience]float64 `json:"audiences,omitempty"`
	// Repetition is δ, by which posts of one cell beyond one a week bring less.
	Repetition float64 `json:"repetition"`
	// Season is the standard deviation, on the log scale, of how far the level of all platforms moves by itself from a
	// quarter to the next.
	Season float64            `json:"season"`
	On     []PromisedResponse `json:"on"` // of the promise's platforms, in their order
}

// PromisedResponse is what was known of posts on a platform for one goal.
type PromisedResponse struct {
	// Counts is what counts, by the metrics' words; empty: nothing on the platform could be measured.
	Counts map[string]float64 `json:"counts,omitempty"`
	// Crowding is β: with twice the posts each brings 2^−β as much.
	Crowding float64 `json:"crowding"`
	// Maturing is by how much, on the log scale, a post just published lies off its final figures.
	Maturing float64 `json:"maturing,omitempty"`
	// Noise is the variance of posts on the log scale, Campaigns that of the luck that a campaign's (else a day's) posts
	// share. Spread is set in the place of Noise where posts get so few reactions that they were modelled as counts: a
	// count of expectation μ then has the variance μ + Spread·μ².
	Noise     float64 `json:"noise"`
	Campaigns float64 `json:"campaigns"`
	Spread    float64 `json:"spread,omitempty"`
	// Drift is how far, on the log scale, the platform's own level may have moved in the middle of the quarter: a plan does
	// not count on drift to go on.
	Drift float64 `json:"drift"`
}

// PromisedCell is a cell of a promise.
type PromisedCell struct {
	Platform    social.Platform `json:"platform"`
	Form        social.Form     `json:"form"`
	Promotional bool            `json:"promotional,omitempty"`
	Now         int             `json:"now"`
	Next        int             `json:"next"`
	Goals       []PromisedPost  `json:"goals"` // in the order of the promise's
}

// Cell returns which cell it is.
func (c PromisedCell) Cell() Cell { return Cell{c.Platform, c.Form, c.Promotional} }

// PromisedPost is what an organic post of a cell was expected to bring to a goal, at the usual number of posts.
type PromisedPost struct {
	// Typical is the typical post that serves the goal, in what the goal counts; 0: it could not be measured. SE is the
	// standard error of its logarithm.
	Typical float64 `json:"typical,omitempty"`
	SE      float64 `json:"se,omitempty"`
	// Serving is which part of the cell's posts serves the goal; Worth what the average post adds to the value.
	Serving float64 `json:"serving"`
	Worth   float64 `json:"worth"`
}

// Promise returns what a plan of this planner promises for a quarter, to be kept until the quarter is over. The assurance is
// that of the plan; of a mix that nobody has searched for, such as one set by hand and judged by [Planner.Judge], it may be
// the zero one: there is no optimism to take off.
func (pl *Planner) Promise(p Plan, a Assurance, quarter social.Quarter) Promise {
	promise := Promise{Quarter: quarter, Value: p.Value, ValueNow: p.ValueNow, Efforts: pl.efforts}
	lift := p.Lift
	if a.Lift.Low != 0 || a.Lift.High != 0 {
		lift = a.Lift
	}
	if p.ValueNow > 0 && !math.IsNaN(lift.Low+lift.High) {
		promise.Lift = &Span{lift.Value, lift.Low, lift.High}
	}
	for i, platform := range pl.platforms {
		promise.Platforms = append(promise.Platforms, PromisedPlatform{platform, pl.usual[i]})
	}
	for g := range pl.response.Goals {
		promise.Goals = append(promise.Goals, pl.promisedGoal(g))
	}
	estimate := pl.estimate()
	for c, cell := range pl.cells {
		of := PromisedCell{
			Platform: cell.Platform, Form: cell.Form, Promotional: cell.Promotional, Now: pl.now[c], Next: p.counts[c],
		}
		for g := range pl.response.Goals {
			e := pl.response.effect(g, cell)
			post := PromisedPost{Serving: e.Serving, Worth: pl.median.goals[g].worth[c]}
			if log := estimate[g].logs[c]; !math.IsInf(log, 0) {
				post.Typical, post.SE = math.Exp(log), math.Log(e.Typical.High/e.Typical.Low)/(2*half)
			}
			of.Goals = append(of.Goals, post)
		}
		promise.Cells = append(promise.Cells, of)
	}
	slices.SortFunc(promise.Cells, func(a, b PromisedCell) int { return CompareCells(a.Cell(), b.Cell()) })
	promise.Blur, promise.Bend = pl.blur(floats(p.counts), estimate, promise.Goals)
	return promise
}

// promisedGoal is what is known of posts for a goal.
func (pl *Planner) promisedGoal(g int) PromisedGoal {
	response := &pl.response.Goals[g]
	of := PromisedGoal{
		Name: response.Name, Weight: response.Weight, Topics: response.Topics, Audiences: response.Audiences,
		Repetition: pl.median.goals[g].repeating, Season: math.Sqrt(response.model.season()),
	}
	for i, platform := range pl.platforms {
		on := PromisedResponse{Crowding: pl.median.goals[g].crowding[i]}
		if p := response.model.on[platform]; p != nil {
			on.Counts = map[string]float64{}
			for metric, weight := range response.By[platform] {
				on.Counts[metric.String()] = weight
			}
			at := p.at(platform)
			drift := p.fit.Effect(p.layout.entry("drift", at, 1))
			on.Drift = middle * math.Hypot(drift.Mean, drift.SE)
			on.Maturing = p.fit.Effect(p.layout.entry("maturity", 0, 1)).Mean
			on.Campaigns = p.fit.Cluster
			if p.alpha != nil {
				on.Spread = p.alpha[at]
			} else {
				on.Noise = p.fit.Noise[at]
			}
		}
		of.On = append(of.On, on)
	}
	return of
}

// middle is how far the middle of the next quarter lies ahead, in years.
const middle = 1.0 / 8

// blur is what lies between the promised lift of a mix and what a quarter can show of it: see [Promise.Blur] and
// [Promise.Bend]. How unsure the level was is what the mix's value against what the mix before was said to be worth varies
// more, over the draws of the effects, than the lift does.
func (pl *Planner) blur(n []float64, estimate effects, goals []PromisedGoal) (blur, bend float64) {
	total := pl.median.value(n)
	if total == 0 {
		return 0, 0
	}
	var levels, lifts []float64
	now, worlds, shares := floats(pl.now), pl.worlds(), pl.shares(n)
	for i, e := range pl.drawn(draws) {
		drawn := &law{block: pl.block, usual: pl.usual}
		alone := &law{block: pl.block, usual: pl.usual} // cells alone deviate
		var mean float64
		for g, of := range pl.median.goals {
			worth := slices.Clone(of.worth)
			for c := range worth {
				if worth[c] > 0 {
					deviation := e[g].logs[c] - estimate[g].logs[c]
					worth[c] *= math.Exp(deviation)
					mean += shares[g][c] * deviation
				}
			}
			drawn.goals = append(drawn.goals, goalLaw{worth, e[g].crowding, e[g].repeating})
			alone.goals = append(alone.goals, goalLaw{worth, of.crowding, of.repeating})
		}
		bend += (math.Log(alone.value(n)/total) - mean) / draws
		if lift := worlds[i].value(n) / worlds[i].value(now); lift > 0 && !math.IsInf(lift, 0) {
			levels, lifts = append(levels, math.Log(drawn.value(n))), append(lifts, math.Log(lift))
		}
	}
	var variance float64
	if len(levels) > 1 {
		_, level := meanAndSpread(levels)
		_, lift := meanAndSpread(lifts)
		variance = max(level*level-lift*lift, 0)
	}
	// What moves all platforms alike does not average out; what moves one counts by its part of the value.
	var season float64
	drift := make([]float64, len(pl.platforms))
	for g, goal := range goals {
		for i, v := range pl.median.blocks(pl.median.goals[g], n) {
			season += v / total * goal.Season
			drift[i] += v / total * goal.On[i].Drift
		}
	}
	variance += season * season
	for _, d := range drift {
		variance += d * d
	}
	return significantly(math.Sqrt(variance)), significantly(bend)
}

// shares are which part of the mix's value each goal and cell brings.
func (pl *Planner) shares(n []float64) [][]float64 {
	total := pl.median.value(n)
	all := make([][]float64, len(pl.median.goals))
	for g, of := range pl.median.goals {
		values, whole := pl.median.blocks(of, n), make([]float64, len(pl.usual))
		for c, posts := range n {
			whole[pl.block[c]] += of.gain(c, posts)
		}
		all[g] = make([]float64, len(n))
		for c, posts := range n {
			if b := pl.block[c]; whole[b] > 0 {
				all[g][c] = of.gain(c, posts) / whole[b] * values[b] / total
			}
		}
	}
	return all
}

// What is known before of how far levels move from quarter to quarter, all platforms alike: a tenth, worth three quarters
// that were seen. It is a judgement; health has its seasons, and seldom more than a few quarters are at hand to see them.
const (
	seasonPrior   = 0.1 * 0.1
	seasonPriorDF = 3
)

// season is the variance, on the log scale, of the level of a quarter around the line that the model draws through all of
// them:
//
//	S² = (max(Σ ((b − b̄)² − se²), 0) + 3·0.1²)/(J − 1 + 3)
//
// b being the mean residual of the posts of each of the last J quarters, weeks' own effects left in, and se its standard
// error from campaigns (else days).
func (m *model) season() float64 {
	var largest *part // it knows most
	for _, p := range m.parts {
		if p.alpha == nil && (largest == nil || len(p.rows) > len(largest.rows)) {
			largest = p
		}
	}
	if largest == nil {
		return seasonPrior
	}
	var levels, errors []float64
	for _, of := range largest.left(m.data) {
		if level, se, clusters := of.mean(); clusters >= stats.MinClusters {
			levels, errors = append(levels, level), append(errors, se)
		}
	}
	if len(levels) < 2 {
		return seasonPrior
	}
	_, spread := meanAndSpread(levels)
	between := spread * spread * float64(len(levels)-1)
	for _, se := range errors {
		between -= se * se
	}
	return (max(between, 0) + seasonPriorDF*seasonPrior) / float64(len(levels)-1+seasonPriorDF)
}

// left are what the model leaves of each quarter's posts, weeks' own effects included, newest quarter first.
func (p *part) left(m measured) []weighted {
	week, weeks := p.layout.at["week"], len(p.weeks)
	var quarters []weighted
	for _, at := range p.ordered(m) {
		r, i := p.rows[at], p.of[at]
		entries := slices.DeleteFunc(slices.Clone(r.Entries), func(x mixed.Entry) bool { return x.Column >= week && x.Column < week+weeks })
		quarter := m.records[i].week / int(quarterWeeks)
		for len(quarters) <= quarter {
			quarters = append(quarters, weighted{})
		}
		quarters[quarter].add(r.Cluster, 1, r.Response-p.fit.Effect(entries).Mean)
	}
	return quarters
}
