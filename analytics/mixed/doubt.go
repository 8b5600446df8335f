package mixed

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Doubted is an effect whose uncertainty counts that the variances are estimated: its interval is
// Mean ± t·SE with Student's t of DF degrees of freedom.
type Doubted struct {
	Effect
	DF float64 // +Inf where the variances are as good as known
}

// Doubted returns the combination as [Fit.Effect] does, with two things counted that Effect takes for known. With other
// variances the effect would be another, so that its squared error is
//
//	SE² + Σ_ij V_ij ∂û/∂log σ_i² ∂û/∂log σ_j²
//
// V being the inverse of the curvature of likelihood and priors on the logarithms of the variances; and with other
// variances SE² would be another, so that it has no more than 2 SE⁴ / Σ_ij V_ij ∂SE²/∂log σ_i² ∂SE²/∂log σ_j² degrees
// of freedom.
//
// Sources: Kackar & Harville, JASA 79 (1984) 853–862, and with priors Kass & Steffey, JASA 84 (1989) 717–726 (the error);
// Satterthwaite's degrees of freedom for mixed models as in Giesbrecht & Burns, Biometrics 41 (1985) 477–486.
func (f *Fit) Doubted(of []Entry) Doubted {
	e := f.Effect(of)
	if f.doubt == nil {
		return Doubted{e, math.Inf(1)}
	}
	square := e.SE * e.SE
	moves := mat.NewVecDense(len(f.doubt.of), nil)
	for i := range moves.Len() {
		for _, x := range of {
			moves.SetVec(i, moves.AtVec(i)+x.Value*f.doubt.through.At(i, x.Column))
		}
	}
	slopes := mat.NewVecDense(len(f.doubt.of), f.errorSlopes(of))
	v := f.doubt.unsure
	df := 2 * square * square / mat.Inner(slopes, v, slopes)
	if math.IsNaN(df) {
		df = math.Inf(1)
	}
	return Doubted{Effect{e.Mean, math.Sqrt(square + max(mat.Inner(moves, v, moves), 0))}, max(df, 1)}
}

// doubt is how unsure the variances are.
type doubt struct {
	of      []component
	unsure  *mat.SymDense // the covariance of their logarithms
	through *mat.Dense    // by how much each effect moves with each of them
}

// doubtVariances works out how unsure the variances are.
func (f *Fit) doubtVariances() {
	m := f.moments()
	if len(m.of) == 0 {
		return
	}
	f.expect(m)
	d := &doubt{of: m.of, unsure: mat.NewSymDense(len(m.of), nil), through: m.through}
	var chol mat.Cholesky
	h := m.curvature()
	if !chol.Factorize(h) {
		// At a top that is flat, or at the end of the road where a variance vanishes: the information alone, which bends
		// downwards everywhere, and as much as one more observation would tell.
		h.CopySym(m.information)
		for i, c := range m.of {
			h.SetSym(i, i, h.At(i, i)+max(c.priorDF*c.priorScale/c.variance, 1)/2)
		}
		if !chol.Factorize(h) {
			return
		}
	}
	if chol.InverseTo(d.unsure) == nil {
		f.doubt = d
	}
}

// asGoodAsKnown is the variance of a variance's logarithm below which an error's degrees of freedom are beyond counting:
// that of two thousand.
const asGoodAsKnown = 1e-3

// errorSlopes are by how much the squared standard error of a combination moves with the logarithm of each variance. With
// y = C of for the effects, and −q g y for the clusters, it is y D_t y for a term, and r Σ (x y)² over its rows for the
// noise. Those of clusters and noise are left at zero where they are as good as known.
func (f *Fit) errorSlopes(of []Entry) []float64 {
	e := f.e
	y := make([]float64, e.p)
	for _, x := range of {
		for j := range y {
			y[j] += x.Value * e.c.At(x.Column, j)
		}
	}
	clusters, noise := 0.0, make([]float64, len(f.Noise))
	known := true
	for i, c := range f.doubt.of {
		known = known && (c.kind == ofTerm || f.doubt.unsure.At(i, i) < asGoodAsKnown)
	}
	if !known {
		clusters = f.errorOfRows(y, noise)
	}
	slopes := make([]float64, len(f.doubt.of))
	for i, c := range f.doubt.of {
		switch c.kind {
		case ofTerm:
			for _, v := range y[c.from:c.to] {
				slopes[i] += v * v
			}
			slopes[i] /= c.variance
		case ofClusters:
			slopes[i] = clusters / c.variance
		case ofNoise:
			slopes[i] = noise[c.index] / c.variance
		}
	}
	return slopes
}

// errorOfRows returns Σ (q g y)² over the clusters, and adds up Σ (x y)² over the rows of each stratum, the clusters'
// part taken in.
func (f *Fit) errorOfRows(y, noise []float64) (clusters float64) {
	for s := range noise {
		_, noise[s] = f.e.strata[s].times(y)
	}
	if f.Cluster == 0 {
		return 0
	}
	for k := range f.e.clusters {
		c := &f.e.clusters[k]
		var along float64
		for j, column := range c.columns {
			along += c.g[j] * y[column]
		}
		luck := -c.q * along
		clusters += luck * luck
		for i := range c.parts {
			part := &c.parts[i]
			var sum float64
			for j, place := range part.at {
				sum += part.x[j] * y[c.columns[place]]
			}
			noise[part.stratum] += luck * (2*sum + part.n*luck)
		}
	}
	return clusters
}
