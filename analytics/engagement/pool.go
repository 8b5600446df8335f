package engagement

import (
	"context"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/mixed"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// The variances that the model expects before it has seen any post, on the squared log scale, with the weight of so many
// observations: set before the product by simulation. They keep small samples from claiming that all forms
// are equal, and are soon outvoted.
const (
	priorDF       = 3
	formPrior     = 0.12
	pairPrior     = 0.09
	noisePrior    = 0.8
	campaignPrior = 0.09
)

// pool is the model behind the typical posts of a table: the figure of a post on the log scale is the level of its
// platform, plus what its content form is worth everywhere, plus what it is worth on this platform, plus the luck of its
// campaign or day, plus noise that is each platform's own. A cell of two posts leans on the same form elsewhere and on
// its platform; a cell of two hundred stands on its own.
type pool struct {
	fit   *mixed.Fit
	cells [][]mixed.Entry // per cell of the table, what it is made of
	// ownWeight is per cell of the table how much of its figure rests on its own posts.
	ownWeight []float64
}

// newPool fits the model to the samples of the cells. Without enough posts there is none: nil, and no error.
func newPool(ctx context.Context, cells []Cell, samples [][]sample) (*pool, error) {
	var platforms []social.Platform
	var forms []social.Form
	pairs := 0
	for i, c := range cells {
		if len(samples[i]) == 0 {
			continue
		}
		pairs++
		if !slices.Contains(platforms, c.Platform) {
			platforms = append(platforms, c.Platform)
		}
		if !slices.Contains(forms, c.Form) {
			forms = append(forms, c.Form)
		}
	}
	if pairs == 0 {
		return nil, nil
	}
	p := &pool{cells: make([][]mixed.Entry, len(cells))}
	pair := len(platforms) + len(forms)
	for i, c := range cells {
		if len(samples[i]) > 0 {
			p.cells[i] = []mixed.Entry{
				{Column: slices.Index(platforms, c.Platform), Value: 1},
				{Column: len(platforms) + slices.Index(forms, c.Form), Value: 1},
				{Column: pair, Value: 1},
			}
			pair++
		}
	}
	random := func(name string, levels int, scale float64) mixed.Term {
		return mixed.Term{Name: name, Levels: levels, Random: true, PriorDF: priorDF, PriorScale: scale}
	}
	d := &mixed.Design{
		Terms: []mixed.Term{
			mixed.FixedTerm("platform", len(platforms)), random("form", len(forms), formPrior), random("form on platform", pairs, pairPrior),
		},
		Strata: len(platforms), NoisePriorDF: priorDF, NoisePriorScale: noisePrior,
		ClusterPriorDF: priorDF, ClusterPriorScale: campaignPrior,
	}
	n := 0
	for _, of := range samples {
		n += len(of)
	}
	kinds, posts := make([]mixed.Kind, len(cells)), make([]mixed.Observation, 0, n)
	for cell, of := range samples {
		if len(of) > 0 {
			kinds[cell] = mixed.Kind{Entries: p.cells[cell], Stratum: p.cells[cell][0].Column}
		}
		for _, s := range of {
			posts = append(posts, mixed.Observation{Kind: cell, Response: s.log, Cluster: cluster(s.cluster)})
		}
	}
	rows := d.AddKinds(kinds, posts)
	fit, err := mixed.REML(ctx, d, mixed.Options{})
	if errors.Is(err, mixed.ErrTooFewRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p.ownWeight = fit.Weights(p.cells, func(row int) int { return rows[row] })
	p.fit = fit
	return p, nil
}

// typical is the typical post of a cell, and how much of it rests on the cell's own posts.
func (p *pool) typical(cell int, own stats.Estimate) (typical stats.Estimate, ownWeight float64) {
	if ownWeight = max(p.ownWeight[cell], 0); ownWeight > 1-1e-9 { // but for rounding
		ownWeight = 1
	}
	typical = ranged(p.fit.Doubted(p.cells[cell]))
	typical.N, typical.Clusters = own.N, own.Clusters
	return typical, ownWeight
}

// ranged is an effect on the scale that people read, with the range that holds it with [Level]. How far forms differ, and
// how much of a figure is luck, is estimated as well; a range that took both for known would be too short where posts
// are few.
func ranged(e mixed.Doubted) stats.Estimate {
	half := studentQuantile(e.DF) * e.SE
	return stats.Estimate{Value: math.Exp(e.Mean), Low: math.Exp(e.Mean - half), High: math.Exp(e.Mean + half)}
}

// studentQuantile is how many standard errors a range reaches to each side.
func studentQuantile(df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: min(df, 1e6)}.Quantile(0.5 + Level/2) // at a million it is the normal's
}

// covariance is that of the errors of the cells' log figures.
func (p *pool) covariance(cells []int) *mat.SymDense {
	c := mat.NewSymDense(len(cells), nil)
	for i, a := range cells {
		for j := range i + 1 {
			c.SetSym(i, j, p.fit.Covariance(p.cells[a], p.cells[cells[j]]))
		}
	}
	return c
}

// times is how many times as much a typical post of one cell earns as one of another.
func (p *pool) times(a, b int) stats.Estimate {
	difference := slices.Clone(p.cells[a])
	for _, e := range p.cells[b] {
		difference = append(difference, mixed.Entry{Column: e.Column, Value: -e.Value})
	}
	return ranged(p.fit.Doubted(difference))
}
