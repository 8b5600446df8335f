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

func (o Options) report(iterations int) {
	if o.Progress != nil {
		o.Progress(float64(iterations) / float64(o.Iterations))
	}
}

// Fit is a fitted model.
type Fit struct {
	Variances
	Iterations int
	Converged  bool
	// LogLikelihood is the restricted log-likelihood at the variances, without priors.
	LogLikelihood float64
	Rows          int // observations: a row that stands for several counts as these

	d *Design
	e *equations
	// noiseKnown says that the noise is not estimated: the weights say all of it.
	noiseKnown bool
	doubt      *doubt // nil where no variance is estimated
}

// REML fits the model. The design must not change afterwards.
//
// Each round solves the mixed-model equations at the present variances and takes a Newton step on the logarithms of the
// variances, with the average information for curvature. A step that lowers the likelihood (with the priors) is taken
// back, and the fixed-point form of EM, σ² = (ûᵀû + νs²)/(q − tr C/σ² + ν), is used instead, which ends in the same place.
// The covariance of correlated effects always moves by EM itself.
//
// Responses are best within some thousand of their standard deviations from zero, as logarithms of counts are: what is
// left over is taken from sums of squares.
//
// Errors: [ErrInput], [ErrTooFewRows], [ErrSingular], and the context's when it was cancelled.
//
// Source of the step: Gilmour, Thompson & Cullis, Biometrics 51 (1995) 1440–1450.
func REML(ctx context.Context, d *Design, o Options) (*Fit, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	o = o.orDefault()
	f := &Fit{d: d, e: newEquations(d), Rows: d.observations()}
	f.e.load(d.response, nil)
	f.start(d.response)
	if err := f.maximise(ctx, o, o.report); err != nil {
		return nil, err
	}
	f.LogLikelihood = f.restrictedLikelihood()
	f.doubtVariances()
	return f, nil
}

// maximise moves the variances to the largest restricted likelihood, and leaves the equations solved there.
func (f *Fit) maximise(ctx context.Context, o Options, report func(iterations int)) error {
	var climb ascent
	f.Iterations, f.Converged = 0, false
	for f.Iterations < o.Iterations && !f.Converged {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f.solve(); err != nil {
			return err
		}
		f.Converged = climb.step(f) < o.Tolerance
		f.Iterations++
		report(f.Iterations)
	}
	return f.solve()
}

// start shares the variance of the response out among the components.
func (f *Fit) start(response []float64) {
	n, mean, variance := float64(f.Rows), 0.0, 0.0
	for i, z := range response {
		times, _ := f.d.alike(i)
		mean += times * z / n
	}
	for i, z := range response {
		times, within := f.d.alike(i)
		variance += (times*(z-mean)*(z-mean) + within) / n
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
	if !f.e.solve(&f.Variances) {
		return fmt.Errorf("%w", ErrSingular)
	}
	return nil
}

// restrictedLikelihood is −½ ((n − p) log 2π + log|R| + log|G| + log|A + D| + zᵀPz) with p fixed effects.
func (f *Fit) restrictedLikelihood() float64 {
	n, sum := float64(f.Rows), 0.0
	quadratic := 0.0
	for s, v := range f.Noise {
		sum += f.e.strata[s].observations * math.Log(v)
		quadratic += f.e.strata[s].squares / v
	}
	for k := range f.e.clusters {
		c := &f.e.clusters[k]
		sum += math.Log(f.Cluster / c.q)
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
	sum += f.e.logDet()
	quadratic -= mat.Dot(f.e.b, &f.e.u)
	return -0.5 * (n*math.Log(2*math.Pi) + sum + quadratic)
}
