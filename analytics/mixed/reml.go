package mixed

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Variances are the variance components of a model.
type Variances struct {
	Terms   []*mat.SymDense // per term the covariance of its effects: estimated, or known; nil for fixed terms
	Cluster float64         // 0: no row belongs to a cluster
	Noise   []float64       // per stratum
}

// Options say how a model is fitted.
type Options struct {
	Iterations int     // at most; 0 means 50
	Tolerance  float64 // relative change of every variance at which it ends; 0 means 1e-4
	// Progress is told how far the fit has come, 0 to 1; nil: not.
	Progress func(part float64)
}

func (o Options) orDefault() Options {
	if o.Iterations == 0 {
		o.Iterations = 50
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-4
	}
	return o
}

// Fit is a fitted model.
type Fit struct {
	Variances
	Iterations int
	Converged  bool
	// LogLikelihood is the restricted log-likelihood at the variances, without priors.
	LogLikelihood float64
	Rows          int

	d *Design
	e *equations
	// noiseKnown says that the noise is not estimated: the weights say all of it.
	noiseKnown bool
}

// REML fits the model. The design must not change afterwards.
//
// Each round solves the mixed-model equations at the present variances and takes the variances anew from the effects:
// for terms with one effect by the fixed-point form of EM, σ² = (ûᵀû + νs²)/(q − tr C/σ² + ν), which ends where EM ends
// and in a fraction of the rounds; for correlated effects by EM itself.
//
// Errors: [ErrInput], [ErrTooFewRows], [ErrSingular], and the context's when it was cancelled.
func REML(ctx context.Context, d *Design, o Options) (*Fit, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	o = o.orDefault()
	f := &Fit{d: d, e: newEquations(d), Rows: d.Len()}
	f.e.load(d.response, nil)
	f.start(d.response)
	for f.Iterations < o.Iterations && !f.Converged {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := f.solve(); err != nil {
			return nil, err
		}
		f.Converged = f.update() < o.Tolerance
		f.Iterations++
		if o.Progress != nil {
			o.Progress(float64(f.Iterations) / float64(o.Iterations))
		}
	}
	if err := f.solve(); err != nil {
		return nil, err
	}
	f.LogLikelihood = f.restrictedLikelihood()
	return f, nil
}

// start shares the variance of the response out among the components.
func (f *Fit) start(response []float64) {
	var mean, variance float64
	for _, z := range response {
		mean += z / float64(f.Rows)
	}
	for _, z := range response {
		variance += (z - mean) * (z - mean) / float64(f.Rows)
	}
	if variance == 0 {
		variance = 1e-12 // nothing varies; every component will stay tiny
	}
	f.Terms = make([]*mat.SymDense, len(f.d.Terms))
	for t, term := range f.d.Terms {
		if !term.varies() {
			continue
		}
		start := variance / 4
		if term.known() {
			start = term.PriorVariance
		}
		f.Terms[t] = mat.NewSymDense(term.effects(), nil)
		for i := range term.effects() {
			f.Terms[t].SetSym(i, i, start)
		}
	}
	f.Noise = slices.Repeat([]float64{variance / 2}, max(f.d.Strata, 1))
	if len(f.e.clusters) > 0 {
		f.Cluster = variance / 4
	}
}

func (f *Fit) solve() error {
	f.e.build(&f.Variances)
	if !f.e.solve(&f.Variances) {
		return fmt.Errorf("%w", ErrSingular)
	}
	return nil
}

// update takes the variances from the present effects and returns the largest relative change.
func (f *Fit) update() float64 {
	change := 0.0
	moved := func(before, after float64) float64 {
		change = max(change, math.Abs(after-before)/max(math.Abs(before), 1e-12))
		return after
	}
	noise, cluster := f.newNoise()
	column := 0
	for t, term := range f.d.Terms {
		if term.Random && !term.known() {
			after := f.newCovariance(t, term, column)
			for i := range term.effects() {
				moved(f.Terms[t].At(i, i), after.At(i, i))
			}
			f.Terms[t] = after
		}
		column += term.columns()
	}
	for s := range f.Noise {
		if !f.noiseKnown {
			f.Noise[s] = moved(f.Noise[s], noise[s])
		}
	}
	if f.Cluster > 0 {
		f.Cluster = moved(f.Cluster, cluster)
	}
	return change
}

// smallest keeps a variance off zero, where it would stay.
const smallest = 1e-12

// newCovariance is a random term's covariance from its effects.
func (f *Fit) newCovariance(t int, term Term, column int) *mat.SymDense {
	n := term.effects()
	products, spread := mat.NewSymDense(n, nil), mat.NewSymDense(n, nil)
	for level := range term.Levels {
		first := column + level*n
		for i := range n {
			for j := i; j < n; j++ {
				products.SetSym(i, j, products.At(i, j)+f.e.u.AtVec(first+i)*f.e.u.AtVec(first+j))
				spread.SetSym(i, j, spread.At(i, j)+f.e.c.At(first+i, first+j))
			}
		}
	}
	levels := float64(term.Levels)
	if n == 1 {
		before := f.Terms[t].At(0, 0)
		known := levels - spread.At(0, 0)/before + term.PriorDF // how many effects the data determine
		after := before
		if known > 0 {
			after = (products.At(0, 0) + term.PriorDF*term.PriorScale) / known
		}
		return mat.NewSymDense(1, []float64{max(after, smallest)})
	}
	after := mat.NewSymDense(n, nil)
	after.AddSym(products, spread)
	after.ScaleSym(1/levels, after)
	for i := range n {
		after.SetSym(i, i, max(after.At(i, i), smallest))
	}
	return after
}

// newNoise is the noise per stratum, and the variance between clusters, from what the effects leave over.
func (f *Fit) newNoise() (noise []float64, cluster float64) {
	e, strata := f.e, len(f.Noise)
	squares, spread := make([]float64, strata), make([]float64, strata) // of what is left over, and of how unsure that is
	for s := range strata {
		spread[s] = e.trace(s)
	}
	take := func(i int, left float64) { squares[f.d.stratum[i]] += e.weight(i) * left * left }
	for _, i := range e.free {
		take(i, e.response[i]-e.at(f.d.row(i)))
	}
	var effects, determined float64
	for k := range e.clusters {
		c := &e.clusters[k]
		v := c.q * (c.h - e.at(c.g))
		product, quadratic := e.multiply(c)
		unsure := c.q + c.q*c.q*quadratic
		effects += v * v
		determined += 1 - unsure/f.Cluster
		for _, part := range c.parts {
			var together float64
			for j, sum := range part.entries {
				together += sum * product[j]
			}
			spread[part.stratum] += part.rows*unsure - 2*c.q*together
		}
		for _, i := range c.rows {
			take(i, e.response[i]-e.at(f.d.row(i))-v)
		}
	}
	known := make([]float64, strata)
	for s := range strata {
		known[s] = e.strata[s].rows - spread[s]/f.Noise[s]
	}
	noise = make([]float64, strata)
	for s := range noise {
		df, scale := f.d.NoisePriorDF, f.d.NoisePriorScale
		noise[s] = f.Noise[s]
		if k := known[s] + df; k > 0 {
			noise[s] = max((squares[s]+df*scale)/k, smallest)
		}
	}
	cluster = f.Cluster
	if k := determined + f.d.ClusterPriorDF; k > 0 {
		cluster = max((effects+f.d.ClusterPriorDF*f.d.ClusterPriorScale)/k, smallest)
	}
	return noise, cluster
}

// restrictedLikelihood is −½ ((n − p) log 2π + log|R| + log|G| + log|A + D| + zᵀPz) with p fixed effects.
func (f *Fit) restrictedLikelihood() float64 {
	n, sum := float64(f.Rows), 0.0
	quadratic := 0.0
	for i, z := range f.d.response {
		v := f.Noise[f.d.stratum[i]]
		sum += math.Log(v)
		quadratic += z * z / v
	}
	for k := range f.e.clusters {
		c := &f.e.clusters[k]
		sum += math.Log(f.Cluster) - math.Log(c.q)
		quadratic -= c.q * c.h * c.h
	}
	for t, term := range f.d.Terms {
		if !term.varies() {
			n -= float64(term.columns())
			continue
		}
		if term.known() {
			quadratic += float64(term.columns()) * term.PriorMean * term.PriorMean / term.PriorVariance
		}
		sum += float64(term.Levels) * math.Log(mat.Det(f.Terms[t]))
	}
	sum += f.e.chol.LogDet()
	quadratic -= mat.Dot(f.e.b, &f.e.u)
	return -0.5 * (n*math.Log(2*math.Pi) + sum + quadratic)
}
