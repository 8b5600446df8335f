package mixed

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// CountFit is a fitted model of counts. Effects, draws and covariances are those of the [Fit], on the scale of the
// logarithm of the expected count; its LogLikelihood is the likelihood of the counts with the random effects integrated
// out by Laplace's approximation, and is exact without any. Noise is 1 in every stratum and means nothing.
type CountFit struct {
	*Fit
	// Alpha is the overdispersion of each stratum: a count of expectation μ has the variance μ + Alpha·μ². MASS's θ is
	// 1/Alpha. It lies between 1e-4, where a count is as good as Poisson's, and 1e4.
	Alpha []float64
	// Fitted are the expected counts of the rows, the luck of their clusters included.
	Fitted []float64
}

const (
	leastAlpha, mostAlpha = 1e-4, 1e4
	// mostLog bounds the linear predictor, so that a group without a single reaction ends somewhere.
	mostLog = 30
)

// Counts fits the model to counts that are small, where the logarithm of the count plus a half misleads: negative
// binomial (NB2) with a logarithmic link,
//
//	y ~ NB(μ, α),   log μ = X b + Z u + v,   Var y = μ + αμ²
//
// with the fixed and random effects, clusters, known terms and priors of the design as in [REML]; its response holds the
// counts, which must not be negative (no row may stand for several), and its strata have an overdispersion each. The noise's priors do not apply.
//
// Penalised iteratively reweighted least squares: each round takes the working response η + (y − μ)/μ with the weight
// μ/(1 + αμ) into the equations of REML, and the variances anew from the effects (penalised quasi-likelihood). The
// overdispersion is that of the largest likelihood, the random effects integrated out: its score is that of the counts
// plus ½ W² times the variance of log μ given the data, −W² being the derivative of W by α. Without random effects this
// is the maximum likelihood of MASS's glm.nb.
//
// Standard errors take variances and overdispersion for known, those of [Fit.Doubted] the overdispersion alone. Where
// counts are mostly zero, penalised quasi-likelihood takes variances between groups somewhat too small.
//
// Errors: those of REML; a fixed effect of rows that all count nothing has no estimate, and comes out very low with a
// standard error to match, or as [ErrSingular].
//
// Sources: Breslow & Clayton, JASA 88 (1993) 9–25 (PQL); Venables & Ripley, Modern Applied Statistics with S (2002),
// §7.4 (glm.nb); Tierney & Kadane, JASA 81 (1986) 82–86 (Laplace).
func Counts(ctx context.Context, d *Design, o Options) (*CountFit, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	for i, y := range d.response {
		if n, _ := d.alike(i); y < 0 || n != 1 {
			return nil, fmt.Errorf("%w: row %d counts %v, %v times", ErrInput, i, y, n)
		}
	}
	o = o.orDefault()
	c := newCounts(d)
	c.near = o.Tolerance
	for c.Iterations < o.Iterations && !c.Converged {
		change, err := c.round(ctx)
		if err != nil {
			return nil, err
		}
		c.Converged = change < o.Tolerance
		c.Iterations++
		o.report(c.Iterations)
	}
	// The errors belong to the last variances.
	if err := c.mode(ctx); err != nil {
		return nil, err
	}
	if err := c.solve(); err != nil {
		return nil, err
	}
	c.LogLikelihood = c.likelihood()
	c.doubtVariances()
	return &c.CountFit, nil
}

// counts is a fit of counts under way.
type counts struct {
	CountFit
	logs            []float64 // η of each row
	working, weight []float64
	near            float64 // change of η at which the effects have arrived
}

func newCounts(d *Design) *counts {
	n := d.Len()
	c := &counts{CountFit: CountFit{Fit: &Fit{d: d, e: newEquations(d), Rows: n, noiseKnown: true}}}
	c.Fitted, c.logs, c.working, c.weight = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	c.Alpha = slices.Repeat([]float64{1}, max(d.Strata, 1))
	for i, y := range d.response {
		c.logs[i] = math.Log(y + 0.5)
		c.Fitted[i] = y + 0.5
	}
	c.start(c.logs)
	for s := range c.Noise {
		c.Noise[s] = 1
	}
	return c
}

// weigh fills the equations at the present expectations and overdispersion.
func (c *counts) weigh() {
	for i, mu := range c.Fitted {
		c.weight[i] = mu / (1 + c.Alpha[c.d.stratum[i]]*mu)
		c.working[i] = c.logs[i] + (c.d.response[i]-mu)/mu
	}
	c.e.load(c.working, c.weight)
}

// round takes the effects to where the likelihood is highest at the present variances and overdispersion, these a step
// further, and returns by how much they change.
func (c *counts) round(ctx context.Context) (change float64, err error) {
	if err := c.mode(ctx); err != nil {
		return 0, err
	}
	if err := c.solve(); err != nil {
		return 0, err
	}
	alpha := c.overdispersion()
	var climb ascent
	change = climb.step(c.Fit)
	for s, a := range alpha {
		change = max(change, math.Abs(a-c.Alpha[s])/c.Alpha[s])
	}
	c.Alpha = alpha
	return change, nil
}

// mode reweights until the expectations stay: to within what the rounds to come can still tell apart.
func (c *counts) mode(ctx context.Context) error {
	for range 25 {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.weigh()
		if !c.e.solveEffects(&c.Variances) {
			return fmt.Errorf("%w", ErrSingular)
		}
		if c.predict() < c.near {
			break
		}
	}
	return nil
}

// predict takes the expectations from the present effects and returns by how much their logarithms change.
func (c *counts) predict() (change float64) {
	expect := func(i int, log float64) {
		log = min(max(log, -mostLog), mostLog)
		change = max(change, math.Abs(log-c.logs[i]))
		c.logs[i] = log
		c.Fitted[i] = math.Exp(log)
	}
	for _, i := range c.e.free {
		expect(i, c.e.at(c.d.row(i)))
	}
	for k := range c.e.clusters {
		of := &c.e.clusters[k]
		luck := c.e.luck(of)
		for _, i := range of.rows {
			expect(i, c.e.at(c.d.row(i))+luck)
		}
	}
	return change
}
