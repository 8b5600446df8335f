package strategy

import (
	"context"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/mixed"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// What is known before any post is seen: variances on the log scale that effects are expected to have, and crowding and
// repetition themselves. Expected variances give way to what the posts say; crowding and repetition give way less, because
// a year of one hospital says little of them. The variances were set before the product by simulation; the means of the two
// are from what is published: with two posts a day each got 57 % of the likes and 78 % of the comments (Track Social, about
// 2012), which is β = 0.81 and 0.36, and a "power curve" of engagement by posting rate over 476 brands on Instagram. Both are
// observational.
const (
	priorDF = 3

	formPrior      = 0.12
	pairPrior      = 0.09
	cellPrior      = 0.03
	besideMarket   = 0.03 // of form and of form on platform, once what competitors have in common is taken out
	promotionPrior = 0.03
	driftPrior     = 0.06
	weekPrior      = 0.02
	slopePrior     = 0.02
	noisePrior     = 0.8
	campaignPrior  = 0.09

	crowdingMean, crowdingVariance     = 0.35, 0.25 * 0.25
	repetitionMean, repetitionVariance = 0.10, 0.15 * 0.15
	marketVariance                     = 0.25 * 0.25
)

// fewCounts is the median below which a platform's counts are modelled as counts: the logarithm of a half, and of one and a
// half, is then most of what there is.
const fewCounts = 5

// ErrNothingMeasured: there is no post of which it is known what it brought.
var ErrNothingMeasured = errors.New("no post has figures for the goals")

// model is what posts bring to one goal. Platforms with few counts have a part of their own.
type model struct {
	parts []*part
	on    map[social.Platform]*part
	data  measured
}

// part is a mixed model of some platforms.
type part struct {
	fit    *mixed.Fit
	alpha  []float64 // overdispersion of each place, where counts are modelled as counts; else nil
	layout layout

	places   []place
	forms    []social.Form
	pairs    []Cell // without promotional
	promoted []social.Form
	cells    []Cell
	weeks    []int
	market   *market
	patterns map[Cell]float64 // what competitors say of cells
	smear    []float64        // of each place: log of what the average post brings over the typical one

	// differ is how probable it is that cells differ at all: see [part.weighDifference].
	differ float64
	alike  int // how many columns do not tell cells apart

	rows    []mixed.Row // in the order of the records they were made of
	of      []int       // the record of each row
	records []record
}

// place is a platform of one organisation: it has a level, a drift and a noise of its own.
type place struct {
	who      int
	platform social.Platform
}

func (r record) place() place { return place{r.who, r.cell.Platform} }

// at is where a platform of ours stands among the places; −1: it does not.
func (p *part) at(platform social.Platform) int { return slices.Index(p.places, place{0, platform}) }

// layout are the terms of a part, in the order of their columns.
type layout struct {
	terms []mixed.Term
	at    map[string]int
	next  int
}

func (l *layout) add(t mixed.Term) {
	if t.Levels == 0 {
		return
	}
	if l.at == nil {
		l.at = map[string]int{}
	}
	l.at[t.Name] = l.next
	l.next += t.Levels
	l.terms = append(l.terms, t)
}

// entry returns the entry of a term's level; none where the term or the level does not exist.
func (l *layout) entry(term string, level int, value float64) []mixed.Entry {
	at, there := l.at[term]
	if !there || level < 0 || value == 0 {
		return nil
	}
	return []mixed.Entry{{Column: at + level, Value: value}}
}

func random(name string, levels int, prior float64) mixed.Term {
	return mixed.Term{Name: name, Levels: levels, Random: true, PriorDF: priorDF, PriorScale: prior}
}

// fit fits the model of one goal to what was measured. Cells are those that will be asked for.
func fit(ctx context.Context, m measured, market *market, cells []Cell) (*model, error) {
	if len(m.records) == 0 {
		return nil, ErrNothingMeasured
	}
	by := map[social.Platform][]float64{}
	for i, r := range m.records {
		by[r.cell.Platform] = append(by[r.cell.Platform], m.values[i])
	}
	small := map[social.Platform]bool{}
	for platform, values := range by {
		small[platform] = median(values) < fewCounts
	}
	var many, few []int
	for i, r := range m.records {
		if small[r.cell.Platform] {
			few = append(few, i)
		} else {
			many = append(many, i)
		}
	}
	result := &model{on: map[social.Platform]*part{}, data: m}
	for k, of := range [][]int{many, few} {
		if len(of) == 0 {
			continue
		}
		p := newPart(m, of, market, cells)
		if err := p.fitTo(ctx, m, k == 1); err != nil {
			return nil, err
		}
		p.smears(m)
		result.parts = append(result.parts, p)
		for _, place := range p.places {
			result.on[place.platform] = p
		}
	}
	return result, nil
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// newPart numbers what there is among the records and lays out the terms.
func newPart(m measured, of []int, market *market, cells []Cell) *part {
	p := &part{differ: 1, market: market, of: of, records: m.records, patterns: map[Cell]float64{}}
	order := newOrdering(m, of)
	boosted, aged := false, false
	for _, i := range order.records {
		r := m.records[i]
		boosted = boosted || r.boosted
		aged = aged || maturity(r) > 0.01
		if !slices.Contains(p.weeks, r.week) {
			p.weeks = append(p.weeks, r.week)
		}
	}
	slices.Sort(p.weeks)
	p.places = levels(order, func(r record) (place, bool) { return r.place(), true })
	p.forms = levels(order, func(r record) (social.Form, bool) { return r.cell.Form, true })
	p.promoted = levels(order, func(r record) (social.Form, bool) { return r.cell.Form, r.cell.Promotional })
	p.pairs = levels(order, func(r record) (Cell, bool) { return Cell{r.cell.Platform, r.cell.Form, false}, true })
	p.cells = levels(order, func(r record) (Cell, bool) { return r.cell, true })

	l := &p.layout
	l.add(mixed.FixedTerm("platform", len(p.places)))
	l.add(random("drift", len(p.places), driftPrior))
	l.add(mixed.KnownTerm("crowding", 1, -crowdingMean, crowdingVariance))
	l.add(random("crowding on platform", len(p.places), slopePrior))
	l.add(mixed.KnownTerm("repetition", 1, -repetitionMean, repetitionVariance))
	if boosted {
		l.add(mixed.KnownTerm("boosted", 1, 0, 4))
	}
	if aged {
		l.add(mixed.KnownTerm("maturity", 1, 0, 1))
	}
	l.add(random("week", len(p.weeks), weekPrior))
	p.alike = l.next // from here on, terms tell cells apart
	if len(p.promoted) > 0 {
		l.add(mixed.KnownTerm("promotional", 1, 0, 1))
	}
	if market != nil && market.model != nil {
		for _, c := range cells {
			p.patterns[c] = market.pattern(c)
		}
		l.add(mixed.KnownTerm("market", 1, 1, marketVariance))
	}
	form, pair := formPrior, pairPrior
	if market != nil && market.model != nil {
		form, pair = besideMarket, besideMarket
	}
	l.add(random("form", len(p.forms), form))
	l.add(random("form on platform", len(p.pairs), pair))
	l.add(random("promotional form", len(p.promoted), promotionPrior))
	l.add(random("cell", len(p.cells), cellPrior))
	return p
}

// maturity is how far a post's counts are from final when it was exported: e^(−age in weeks). What younger posts than
// [social.YoungAge] had is not used at all.
func maturity(r record) float64 { return math.Exp(-float64(r.post.Age()) / float64(week)) }

// fitTo fits the part to its records, as counts or on the log scale.
func (p *part) fitTo(ctx context.Context, m measured, counts bool) error {
	d := &mixed.Design{
		Terms: p.layout.terms, Strata: len(p.places), NoisePriorDF: priorDF, NoisePriorScale: noisePrior,
		ClusterPriorDF: priorDF, ClusterPriorScale: campaignPrior,
	}
	for _, i := range p.of {
		r := m.records[i]
		response := math.Log(m.values[i]+0.5) + m.weights[i]
		if counts {
			response = m.values[i] * math.Exp(m.weights[i])
		}
		p.rows = append(p.rows, mixed.Row{
			Response: response, Entries: p.entries(r), Cluster: m.cluster(r), Stratum: slices.Index(p.places, r.place()),
		})
	}
	if !counts {
		d.AddAll(p.rows)
		var err error
		if p.fit, err = mixed.REML(ctx, d, mixed.Options{Iterations: rounds}); err != nil {
			return err
		}
		return p.weighDifference(ctx, *d)
	}
	numbers := map[int]int{}
	for _, at := range p.ordered(m) {
		row := p.rows[at]
		if _, known := numbers[row.Cluster]; !known {
			numbers[row.Cluster] = len(numbers)
		}
		d.Add(row.Response, row.Entries, numbers[row.Cluster], row.Stratum)
	}
	c, err := mixed.Counts(ctx, d, mixed.Options{Iterations: rounds})
	if err == nil {
		p.fit, p.alpha = c.Fit, c.Alpha
	}
	return err
}

// weighDifference works out how probable it is that cells differ at all: a model in which all posts of a platform are alike
// is fitted beside, and both are weighed by their likelihood (Bayesian model averaging with even odds; Hoeting et al.,
// Statistical Science 14 (1999) 382–417). Variances alone would never say that nothing differs: their priors keep them off
// zero, and the best of many cells that are equal would seem to be worth a change of plan.
func (p *part) weighDifference(ctx context.Context, d mixed.Design) error {
	if p.market == nil {
		return nil // competitors' patterns are weighed by what they are worth to our own posts
	}
	same := &mixed.Design{
		Strata: d.Strata, NoisePriorDF: d.NoisePriorDF, NoisePriorScale: d.NoisePriorScale,
		ClusterPriorDF: d.ClusterPriorDF, ClusterPriorScale: d.ClusterPriorScale,
	}
	columns := 0
	for _, t := range d.Terms {
		if columns < p.alike {
			same.Terms = append(same.Terms, t)
		}
		columns += t.Levels
	}
	rows := slices.Clone(p.rows)
	for i := range rows {
		rows[i].Entries = slices.DeleteFunc(slices.Clone(rows[i].Entries), func(x mixed.Entry) bool { return x.Column >= p.alike })
	}
	same.AddAll(rows)
	f, err := mixed.REML(ctx, same, mixed.Options{Iterations: rounds})
	if err != nil {
		return err
	}
	p.differ = 1 / (1 + math.Exp(f.LogLikelihood-p.fit.LogLikelihood))
	return nil
}

// rounds is how often variances are taken anew at most: what is left to change then changes no plan.
const rounds = 25

// entries are those of a record.
func (p *part) entries(r record) []mixed.Entry {
	l := &p.layout
	platform := slices.Index(p.places, r.place())
	row := append(l.entry("platform", platform, 1), p.relativeEntries(r.cell)...)
	row = append(row, l.entry("drift", platform, r.years)...)
	row = append(row, l.entry("crowding", 0, r.crowd)...)
	row = append(row, l.entry("crowding on platform", platform, r.crowd)...)
	row = append(row, l.entry("repetition", 0, r.repeat)...)
	row = append(row, l.entry("maturity", 0, maturity(r))...)
	row = append(row, l.entry("week", slices.Index(p.weeks, r.week), 1)...)
	if r.boosted {
		row = append(row, l.entry("boosted", 0, 1)...)
	}
	return row
}

// cellEntries are those that a post has by its cell: at the end of the data, at the usual number of posts, not boosted.
func (p *part) cellEntries(cell Cell) []mixed.Entry {
	return append(p.layout.entry("platform", p.at(cell.Platform), 1), p.relativeEntries(cell)...)
}

// relativeEntries are the same without the platform's level.
func (p *part) relativeEntries(cell Cell) []mixed.Entry {
	l := &p.layout
	var row []mixed.Entry
	if p.market != nil {
		row = append(row, l.entry("market", 0, p.patterns[cell])...)
	}
	row = append(row, l.entry("form", slices.Index(p.forms, cell.Form), 1)...)
	row = append(row, l.entry("form on platform", slices.Index(p.pairs, Cell{cell.Platform, cell.Form, false}), 1)...)
	row = append(row, l.entry("cell", slices.Index(p.cells, cell), 1)...)
	if cell.Promotional {
		row = append(row, l.entry("promotional", 0, 1)...)
		row = append(row, l.entry("promotional form", slices.Index(p.promoted, cell.Form), 1)...)
	}
	return row
}

// unseen is the variance of what the model has no column for: a form, or a form on a platform, that was never used.
func (p *part) unseen(cell Cell) float64 {
	var variance float64
	add := func(term string, seen bool) {
		if seen {
			return
		}
		for i, t := range p.layout.terms {
			if t.Name == term {
				variance += p.fit.Terms[i].At(0, 0)
			}
		}
	}
	add("form", slices.Contains(p.forms, cell.Form))
	add("form on platform", slices.Contains(p.pairs, Cell{cell.Platform, cell.Form, false}))
	add("cell", slices.Contains(p.cells, cell))
	if cell.Promotional {
		add("promotional form", slices.Contains(p.promoted, cell.Form))
	}
	return variance
}

// crowding are the entries whose sum is −β of the platform.
func (p *part) crowding(platform social.Platform) []mixed.Entry {
	return append(
		p.layout.entry("crowding", 0, 1), p.layout.entry("crowding on platform", p.at(platform), 1)...,
	)
}

// repetition are the entries whose sum is −δ.
func (p *part) repetition() []mixed.Entry { return p.layout.entry("repetition", 0, 1) }

// slope is a power of diminishing returns, within 0 and most.
func (p *part) slope(of []mixed.Entry, most float64) stats.Estimate {
	e := p.fit.Effect(of)
	within := func(v float64) float64 { return min(max(v, 0), most) }
	return stats.Estimate{Value: within(-e.Mean), Low: within(-e.Mean - half*e.SE), High: within(-e.Mean + half*e.SE)}
}

// farOut is how many standard deviations a post counts at most in the average: of those beyond, one alone could decide how
// much its platform is worth.
const farOut = 3

// smears works out by how much the average post of each platform lies above the typical one: Duan's mean of e^residual,
// drawn to that of all platforms as far as it is unsure (Duan, JASA 78 (1983) 605–610). Boosted posts are left out.
func (p *part) smears(m measured) {
	type ratio struct{ sum, squares, n float64 }
	of := make([]ratio, len(p.places))
	var all ratio
	for _, at := range p.ordered(m) {
		i, r := p.of[at], p.rows[at]
		if m.records[i].boosted {
			continue
		}
		half := 0.5 // as the logarithm was taken of it
		if p.alpha != nil {
			half = 0
		}
		brought := (m.values[i] + half) * math.Exp(m.weights[i])
		x := brought / math.Exp(p.fit.Effect(r.Entries).Mean)
		x = min(x, math.Exp(farOut*math.Sqrt(p.fit.Noise[r.Stratum]+p.fit.Cluster)))
		for _, s := range []*ratio{&of[r.Stratum], &all} {
			s.sum, s.squares, s.n = s.sum+x, s.squares+x*x, s.n+1
		}
	}
	log := func(s ratio) (mean, variance float64) {
		if s.n == 0 {
			return 0, math.Inf(1)
		}
		mean = s.sum / s.n
		return math.Log(mean), (s.squares/s.n - mean*mean + 1e-9) / (mean * mean * s.n)
	}
	pooled, _ := log(all)
	p.smear = make([]float64, len(p.places))
	const between = 0.15 * 0.15
	for i, s := range of {
		mean, variance := log(s)
		w := between / (between + variance)
		if s.n < 2 {
			mean, w = 0, 0
		}
		p.smear[i] = w*mean + (1-w)*pooled
	}
}

// ordered are the places of the part's rows in the order of [ordering].
func (p *part) ordered(m measured) []int {
	place := make(map[int]int, len(p.of))
	for at, i := range p.of {
		place[i] = at
	}
	order := newOrdering(m, p.of).records
	for k, i := range order {
		order[k] = place[i]
	}
	return order
}

func normalQuantile(p float64) float64 { return distuv.UnitNormal.Quantile(p) }
