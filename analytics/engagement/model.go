package engagement

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/mixed"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// seasonPrior is the variance that a platform's level is expected to have between quarters.
const seasonPrior = 0.02

// Asked is a term that an analysis asks about: its levels vary around zero with a variance that is expected to be prior,
// and is told by the posts where there are many.
func Asked(name string, levels int, prior float64) mixed.Term {
	return mixed.Term{Name: name, Levels: levels, Random: true, PriorDF: priorDF, PriorScale: prior}
}

// Model is a fitted model of adjusted posts. Its methods take the columns of the terms asked about, from 0 on, and those
// of [Model.Form].
type Model struct {
	fit     *mixed.Fit
	of      *Adjusted
	terms   []mixed.Term
	first   int     // column after the terms asked about
	noiseDF float64 // with how many degrees of freedom the noise is estimated
}

// Fit fits the model with the terms asked about; entries says what they hold for the post at i. Errors are those of
// [mixed.REML], first of all [mixed.ErrTooFewRows].
func (a *Adjusted) Fit(ctx context.Context, asked []mixed.Term, entries func(i int) []mixed.Entry) (*Model, error) {
	if len(a.Posts) == 0 {
		return nil, mixed.ErrTooFewRows
	}
	m := &Model{of: a}
	for _, t := range asked {
		m.first += t.Levels
	}
	m.terms = append(
		slices.Clone(asked), mixed.FixedTerm("platform", len(a.platforms)), Asked("form", len(a.forms), formPrior),
		Asked("form on platform", len(a.pairs), pairPrior), Asked("season", len(a.seasons), seasonPrior),
	)
	rows := make([]mixed.Row, len(a.Posts))
	for i, post := range a.Posts {
		rows[i] = mixed.Row{
			Response: a.logs[i], Entries: m.base(entries(i), a.places[i]),
			Cluster: cluster(post.Cluster()), Stratum: int(a.places[i].platform),
		}
	}
	d := &mixed.Design{
		Terms: m.terms, Strata: len(a.platforms), NoisePriorDF: priorDF, NoisePriorScale: noisePrior,
		ClusterPriorDF: priorDF, ClusterPriorScale: campaignPrior,
	}
	d.AddAll(rows)
	var err error
	if m.fit, err = mixed.REML(ctx, d, mixed.Options{}); err != nil {
		return nil, err
	}
	m.noiseDF = float64(m.fit.Rows - len(a.platforms) + priorDF)
	return m, nil
}

// cluster is the number that a model has for a panel's cluster: a campaign, which is below zero, is above any day.
func cluster(ofPanel int) int {
	if ofPanel < 0 {
		return math.MaxInt32 + ofPanel
	}
	return ofPanel
}

// base appends a post's entries in the terms that are not asked about.
func (m *Model) base(row []mixed.Entry, at place) []mixed.Entry {
	row = append(row, mixed.Entry{Column: m.first + int(at.platform), Value: 1})
	row = append(row, m.form(at, 1)...)
	return append(row, mixed.Entry{
		Column: m.first + len(m.of.platforms) + len(m.of.forms) + len(m.of.pairs) + int(at.season), Value: 1,
	})
}

func (m *Model) form(at place, weight float64) []mixed.Entry {
	forms := m.first + len(m.of.platforms)
	return []mixed.Entry{
		{Column: forms + int(at.form), Value: weight}, {Column: forms + len(m.of.forms) + int(at.pair), Value: weight},
	}
}

// Form is what a content form makes of a post, on average over the platforms where it is used.
func (m *Model) Form(f social.Form) []mixed.Entry {
	posts := make([]int, len(m.of.pairs)) // on each platform
	all := 0
	for _, at := range m.of.places {
		if m.of.pairs[at.pair].Form == f {
			posts[at.pair]++
			all++
		}
	}
	var entries []mixed.Entry
	for pair, n := range posts {
		if n > 0 {
			at := place{form: int32(slices.Index(m.of.forms, f)), pair: int32(pair)}
			entries = append(entries, m.form(at, float64(n)/float64(all))...)
		}
	}
	return gathered(entries)
}

// gathered adds up the entries of each column, in the order of the columns.
func gathered(entries []mixed.Entry) []mixed.Entry {
	sums := map[int]float64{}
	for _, e := range entries {
		sums[e.Column] += e.Value
	}
	all := make([]mixed.Entry, 0, len(sums))
	for column, v := range sums {
		all = append(all, mixed.Entry{Column: column, Value: v})
	}
	slices.SortFunc(all, func(a, b mixed.Entry) int { return a.Column - b.Column })
	return all
}

// Compare returns what the combination of effects makes of a post, such as one level less the average of the others.
func (m *Model) Compare(of []mixed.Entry) Contrast {
	of = gathered(of)
	e := m.fit.Effect(of)
	c := Contrast{Log: e.Mean, SE: e.SE, doubted: m.fit.Doubted(of), noiseDF: m.noiseDF}
	column := 0
	for _, t := range m.terms {
		within := slices.DeleteFunc(slices.Clone(of), func(e mixed.Entry) bool { return e.Column < column || e.Column >= column+t.Levels })
		if column += t.Levels; len(within) > 0 {
			c.Prior += m.fit.Prior(within)
		}
	}
	return c
}

// joint returns combinations with the covariance of their errors, on the log scale.
func (m *Model) joint(of [][]mixed.Entry) (means []float64, covariance *mat.SymDense) {
	covariance = mat.NewSymDense(max(len(of), 1), nil)
	for i, a := range of {
		means = append(means, m.fit.Effect(a).Mean)
		for j := range i + 1 {
			covariance.SetSym(i, j, m.fit.Covariance(a, of[j]))
		}
	}
	return means, covariance
}

// TopGroup returns which of the combinations may be the largest: those outside are behind, those within cannot be told
// apart. Fewer than two have no order.
func (m *Model) TopGroup(of [][]mixed.Entry) []int {
	if len(of) < 2 {
		return nil
	}
	means, covariance := m.joint(of)
	sets, err := stats.JointRankSets(means, covariance, Level, rankSeed)
	if err != nil {
		return nil // effects that do not vary at all have no order
	}
	return stats.TopGroup(sets)
}

// Contrast is a difference on the log scale between posts that are equal otherwise.
type Contrast struct {
	Log, SE float64
	// Prior is the variance that such contrasts have among each other, as the model sees it; the estimate is shrunk
	// towards zero by as much as SE² comes near it.
	Prior float64

	doubted mixed.Doubted // with what the variances add to its error
	noiseDF float64
}

// weight is how much of the contrast rests on the posts themselves: 1 where nothing is shrunk, 0 where they tell nothing.
func (c Contrast) weight() float64 { return min(max(1-c.SE*c.SE/c.Prior, 0), 1) }

// Times is how many times as much the posts earn, with the interval of level [Level].
func (c Contrast) Times() stats.Estimate { return ranged(c.doubted) }

// Cautious is Times with an interval that holds Level of all such contrasts on average whatever their distribution: also
// where most are nothing and a few are large. See [stats.ShrunkCritical].
func (c Contrast) Cautious() stats.Estimate {
	_, se := c.alone()
	critical, err := stats.ShrunkCritical(se*se/c.Prior, math.Inf(1), Level)
	if err != nil { // the posts tell nothing of it
		return c.times(math.Inf(1))
	}
	return c.times(critical * c.weight() * se)
}

func (c Contrast) times(half float64) stats.Estimate {
	return stats.Estimate{Value: math.Exp(c.Log), Low: math.Exp(c.Log - half), High: math.Exp(c.Log + half)}
}

// alone is what the posts say of the contrast by themselves, not shrunk: its estimate and standard error. The shrunk one
// combines it with the prior, so that it is got back by taking the prior out: 1/se² = 1/SE² − 1/Prior.
func (c Contrast) alone() (estimate, se float64) {
	precision := 1/(c.SE*c.SE) - 1/c.Prior
	if !(precision > 1e-9/c.Prior) {
		return 0, math.Inf(1)
	}
	return c.Log / (c.SE * c.SE) / precision, 1 / math.Sqrt(precision)
}

// P is the chance of a contrast at least as far from nothing, as the posts by themselves see it, were there none: for
// lists of flags only ([stats.BenjaminiHochberg]).
func (c Contrast) P() float64 {
	estimate, se := c.alone()
	if math.IsInf(se, 1) {
		return 1
	}
	return 2 * distuv.StudentsT{Sigma: 1, Nu: c.noiseDF}.Survival(math.Abs(estimate/se))
}
