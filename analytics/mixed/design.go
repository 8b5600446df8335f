// Package mixed fits linear mixed models by restricted maximum likelihood: what a post earns, explained by effects that
// many posts share, where groups with few posts lean on groups like them. It answers "how good is this kind of post,
// really" for cells of three posts as well as of three hundred.
//
//	d := mixed.Design{Terms: []mixed.Term{mixed.FixedTerm("level", 1), mixed.RandomTerm("form", 7)}}
//	for _, p := range posts {
//		d.Add(math.Log(p.engagement+0.5), []mixed.Entry{{0, 1}, {1 + p.form, 1}}, p.campaign, 0)
//	}
//	fit, err := mixed.REML(ctx, d, mixed.Options{})
//	e := fit.Effect([]mixed.Entry{{0, 1}, {1 + reel, 1}}) // mean and standard error
//
// The model is
//
//	z = X b + Z u + v + ε,   u_j ~ N(0, Σ_j),   v_k ~ N(0, σ_v²),   ε_i ~ N(0, σ_s²)
//
// with fixed effects b, random effects u in terms that each have a covariance of their own, an effect v of the cluster
// (a campaign, a day) that a row belongs to, and noise whose variance may differ between strata (platforms). Rows are
// sparse: a post touches a dozen of some hundred columns. Nothing of the size rows × rows or clusters × clusters is ever
// built: clusters are eliminated one by one (Woodbury).
//
// Sources: Henderson, Biometrics 31 (1975) 423–447 (the equations); Patterson & Thompson, Biometrika 58 (1971) 545–554
// (restricted likelihood); Laird & Ware, Biometrics 38 (1982) 963–974 (EM); the tests compare with R's lme4.
package mixed

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Entry is one value of a sparse row.
type Entry struct {
	Column int
	Value  float64
}

// Term is a run of columns that belong together.
type Term struct {
	Name   string
	Levels int
	// Effects is how many effects each level has, such as an intercept and a slope; their columns stand beside each
	// other. 0 means 1. They may be correlated.
	Effects int
	// Random terms vary around zero with a covariance that is estimated; the others are fixed.
	Random bool
	// PriorVariance above 0 says that something is known of the effects before any row is seen, and that it is not
	// estimated: each of the columns is N(PriorMean, PriorVariance), independent of the others, and Random does not
	// matter. An effect that is known but for a trifle (an offset) is one with a small variance.
	PriorMean, PriorVariance float64
	// Prior keeps the variance of a random term with one effect off zero where data are few: a scaled inverse χ² with
	// this many degrees of freedom around Scale. No degrees of freedom: none, which is plain REML.
	PriorDF, PriorScale float64
}

// FixedTerm is a term of fixed effects, one a column.
func FixedTerm(name string, columns int) Term { return Term{Name: name, Levels: columns} }

// RandomTerm is a term of random effects, one a level.
func RandomTerm(name string, levels int) Term { return Term{Name: name, Levels: levels, Random: true} }

// KnownTerm is a term of effects that are known to be about mean, give or take the square root of variance, one a column.
func KnownTerm(name string, columns int, mean, variance float64) Term {
	return Term{Name: name, Levels: columns, PriorMean: mean, PriorVariance: variance}
}

// known reports whether the term's distribution is given, varies whether it has one at all.
func (t Term) known() bool { return t.PriorVariance > 0 }

func (t Term) varies() bool { return t.Random || t.known() }

func (t Term) estimated() bool { return t.Random && !t.known() }

func (t Term) effects() int { return max(t.Effects, 1) }

func (t Term) columns() int { return t.Levels * t.effects() }

// NoCluster is the cluster of a row that belongs to none.
const NoCluster = -1

// Design holds the rows of a model. Fill in the terms, then add rows; the zero value has none.
type Design struct {
	Terms []Term
	// Strata is how many noise variances there are; 0 means 1.
	Strata int
	// NoisePriorDF and NoisePriorScale are for the noise and the cluster variance as a term's prior is for its own.
	NoisePriorDF, NoisePriorScale     float64
	ClusterPriorDF, ClusterPriorScale float64

	response []float64
	entries  []Entry
	starts   []int // where each row's entries begin; one more than there are rows
	cluster  []int
	stratum  []int
	several  []several // of each row; nil while every row stands for itself
}

// several says that a row stands for n observations, with the squares of their distances from its response added up.
type several struct{ n, squares float64 }

// Add appends a row: the response, the entries that are not zero, the cluster (0 and up, or [NoCluster]) and the stratum
// of its noise.
func (d *Design) Add(response float64, row []Entry, cluster, stratum int) {
	if len(d.starts) == 0 {
		d.starts = append(d.starts, 0)
	}
	d.response = append(d.response, response)
	from := len(d.entries)
	d.entries = append(d.entries, row...)
	if added := d.entries[from:]; !inOrder(added) {
		d.entries = d.entries[:from+len(ordered(added))]
	}
	d.starts = append(d.starts, len(d.entries))
	d.cluster = append(d.cluster, cluster)
	d.stratum = append(d.stratum, stratum)
	if d.several != nil {
		d.several = append(d.several, several{n: 1})
	}
}

// AddAlike appends a row that stands for n observations alike in all but their response: mean is that of their
// responses, squares is Σ (response − mean)². The fit is that of n rows; what it costs is that of one.
func (d *Design) AddAlike(n int, mean, squares float64, row []Entry, cluster, stratum int) {
	if d.several == nil && (n != 1 || squares != 0) {
		d.several = slices.Repeat([]several{{n: 1}}, d.Len())
		if d.several == nil {
			d.several = []several{}
		}
	}
	d.Add(mean, row, cluster, stratum)
	if d.several != nil {
		d.several[len(d.several)-1] = several{n: float64(n), squares: squares}
	}
}

// inOrder reports whether entries are by column, each but once.
func inOrder(row []Entry) bool {
	for j := 1; j < len(row); j++ {
		if row[j].Column <= row[j-1].Column {
			return false
		}
	}
	return true
}

// ordered sorts entries by column in place and adds up those of one column.
func ordered(row []Entry) []Entry {
	slices.SortStableFunc(row, func(a, b Entry) int { return a.Column - b.Column })
	kept := row[:0]
	for _, x := range row {
		if last := len(kept) - 1; last >= 0 && kept[last].Column == x.Column {
			kept[last].Value += x.Value
		} else {
			kept = append(kept, x)
		}
	}
	return kept
}

// Len returns how many rows there are, one that stands for several counted once.
func (d *Design) Len() int { return len(d.response) }

// observations is how many rows there are, one that stands for several counted as these.
func (d *Design) observations() int {
	if d.several == nil {
		return d.Len()
	}
	var n float64
	for _, s := range d.several {
		n += s.n
	}
	return int(n)
}

// alike is how many observations a row stands for, and the squares of their distances from its response.
func (d *Design) alike(i int) (n, squares float64) {
	if d.several == nil {
		return 1, 0
	}
	return d.several[i].n, d.several[i].squares
}

func (d *Design) row(i int) []Entry { return d.entries[d.starts[i]:d.starts[i+1]] }

func (d *Design) columns() int {
	n := 0
	for _, t := range d.Terms {
		n += t.columns()
	}
	return n
}

var (
	// ErrInput: a column, stratum or cluster that does not exist, a value that is not finite: a mistake of the caller.
	ErrInput = errors.New("unusable input")
	// ErrTooFewRows: there are not more rows than fixed effects and a spare one.
	ErrTooFewRows = errors.New("too few rows for the model")
	// ErrSingular: fixed effects that the rows cannot tell apart.
	ErrSingular = errors.New("some fixed effects cannot be told apart")
)

func (t Term) usable() bool {
	switch {
	case t.Levels < 1 || t.Effects < 0 || t.PriorDF < 0 || t.PriorScale < 0 || t.PriorDF > 0 && t.effects() > 1:
		return false
	case t.PriorVariance < 0 || t.PriorMean != 0 && !t.known() || t.known() && t.PriorDF > 0:
		return false
	}
	return !math.IsNaN(t.PriorMean+t.PriorVariance) && !math.IsInf(t.PriorMean+t.PriorVariance, 0)
}

func (d *Design) check() error {
	columns, fixed, strata := d.columns(), 0, max(d.Strata, 1)
	for _, t := range d.Terms {
		if !t.usable() {
			return fmt.Errorf("%w: term %q: %+v", ErrInput, t.Name, t)
		}
		if !t.varies() {
			fixed += t.columns()
		}
	}
	for i, z := range d.response {
		if math.IsNaN(z) || math.IsInf(z, 0) {
			return fmt.Errorf("%w: response %d is %v", ErrInput, i, z)
		}
		if s := d.stratum[i]; s < 0 || s >= strata || d.cluster[i] < NoCluster {
			return fmt.Errorf("%w: row %d is in stratum %d of %d, cluster %d", ErrInput, i, s, strata, d.cluster[i])
		}
		if n, squares := d.alike(i); n < 1 || !(squares >= 0) || math.IsInf(squares, 0) {
			return fmt.Errorf("%w: row %d stands for %v with squares of %v", ErrInput, i, n, squares)
		}
		for _, e := range d.row(i) {
			if e.Column < 0 || e.Column >= columns || math.IsNaN(e.Value) || math.IsInf(e.Value, 0) {
				return fmt.Errorf("%w: row %d has %v in column %d of %d", ErrInput, i, e.Value, e.Column, columns)
			}
		}
	}
	if n := d.observations(); n <= fixed+1 {
		return fmt.Errorf("%w: %d rows, %d fixed effects", ErrTooFewRows, n, fixed)
	}
	return nil
}
