package mixed

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// ascent is the way of the variances up the likelihood.
type ascent struct {
	height float64   // of the place where the last step was taken from
	plain  Variances // where EM would have gone from there
	newton bool      // the last step was not EM's
	known  bool      // there was a last step
}

const (
	// smallest keeps a variance off zero, where it would stay.
	smallest = 1e-12
	// negligible is the part of the noise below which a variance counts for nothing, so that its relative change does not
	// matter.
	negligible = 1e-7
	// longest is how far the logarithm of a variance moves at most in a step.
	longest = 2
)

// step moves the variances and returns the largest relative change; infinity where the last step was taken back.
func (a *ascent) step(f *Fit) float64 {
	m := f.moments()
	height := f.restrictedLikelihood() + m.logPrior()
	if slack := 1e-9 * (1 + math.Abs(a.height)); a.known && a.newton && !(height >= a.height-slack) {
		f.Variances = a.plain
		a.newton = false
		return math.Inf(1)
	}
	change := 0.0
	trifle := max(negligible*slices.Max(f.Noise), smallest)
	moved := func(before, after float64) float64 {
		change = max(change, math.Abs(after-before)/max(before, trifle))
		return after
	}
	plain, next := f.copy(), f.copy()
	column := 0
	for t, term := range f.d.Terms {
		if term.estimated() && term.effects() > 1 {
			plain.Terms[t] = f.covariance(term, column)
			next.Terms[t] = plain.Terms[t]
			for i := range term.effects() {
				moved(f.Terms[t].At(i, i), next.Terms[t].At(i, i))
			}
		}
		column += term.columns()
	}
	steps, ok := m.newton()
	for i, c := range m.of {
		fixedPoint := c.fixedPoint()
		plain.set(c, fixedPoint)
		if ok {
			next.set(c, moved(c.variance, max(c.variance*math.Exp(steps[i]), smallest)))
		} else {
			next.set(c, moved(c.variance, fixedPoint))
		}
	}
	a.height, a.plain, a.newton, a.known = height, plain, ok, true
	f.Variances = next
	return change
}

func (v Variances) copy() Variances {
	c := Variances{Terms: make([]*mat.SymDense, len(v.Terms)), Cluster: v.Cluster, Noise: slices.Clone(v.Noise)}
	for t, m := range v.Terms {
		if m != nil {
			c.Terms[t] = mat.NewSymDense(m.SymmetricDim(), nil)
			c.Terms[t].CopySym(m)
		}
	}
	return c
}

func (v *Variances) set(c component, variance float64) {
	switch c.kind {
	case ofTerm:
		v.Terms[c.index].SetSym(0, 0, variance)
	case ofClusters:
		v.Cluster = variance
	case ofNoise:
		v.Noise[c.index] = variance
	}
}

// fixedPoint is EM's way to the same end: the squares over how many effects the data determine, the prior among them.
func (c component) fixedPoint() float64 {
	if n := c.determined + c.priorDF; n > 0 {
		return max((c.squares+c.priorDF*c.priorScale)/n, smallest)
	}
	return c.variance
}

// slope is that of likelihood and prior by the logarithm of the variance.
func (c component) slope() float64 {
	return ((c.squares+c.priorDF*c.priorScale)/c.variance - c.determined - c.priorDF) / 2
}

// logPrior is the logarithm of the priors' density, but for a constant: (σ²)^(−ν/2) exp(−νs²/2σ²).
func (m *moments) logPrior() float64 {
	var sum float64
	for _, c := range m.of {
		sum -= c.priorDF / 2 * (math.Log(c.variance) + c.priorScale/c.variance)
	}
	return sum
}

// curvature is that of likelihood and prior on the logarithms of the variances, downwards: exact among the terms, where
// it is twice the average information less the expected one and the slope of the likelihood alone, and the average
// information elsewhere.
func (m *moments) curvature() *mat.SymDense {
	h := mat.NewSymDense(len(m.of), nil)
	h.CopySym(m.information)
	for i, a := range m.of {
		for j, b := range m.of[:i+1] {
			if a.kind == ofTerm && b.kind == ofTerm {
				h.SetSym(i, j, 2*m.information.At(i, j)-m.expected.At(i, j))
			}
		}
		if a.kind == ofTerm {
			h.SetSym(i, i, h.At(i, i)-(a.squares/a.variance-a.determined)/2)
		}
		h.SetSym(i, i, h.At(i, i)+a.priorDF*a.priorScale/a.variance/2)
	}
	return h
}

// newton is the step on the logarithms of the variances; ok is false where there is none. Where a variance has to fall,
// the slope is added to the curvature, which on the way down it is part of; without it steps overshoot.
func (m *moments) newton() (steps []float64, ok bool) {
	if len(m.of) == 0 {
		return nil, false
	}
	h, slope := mat.NewSymDense(len(m.of), nil), mat.NewVecDense(len(m.of), nil)
	h.CopySym(m.information)
	for i, c := range m.of {
		slope.SetVec(i, c.slope())
		h.SetSym(i, i, h.At(i, i)+c.priorDF*c.priorScale/c.variance/2+max(-c.slope(), 0))
		if h.At(i, i) < 1e-10 { // nothing is known of it: it stays
			h.SetSym(i, i, 1)
			slope.SetVec(i, 0)
		}
	}
	var chol mat.Cholesky
	var step mat.VecDense
	if !chol.Factorize(h) || chol.SolveVecTo(&step, slope) != nil {
		return nil, false
	}
	steps = step.RawVector().Data
	far := 0.0
	for i, s := range steps {
		if s < nearlyDown { // on its way to zero, where it counts for nothing, with steps that come near −1
			steps[i] = -3 * longest
		} else {
			far = max(far, math.Abs(s))
		}
	}
	if math.IsNaN(far) {
		return nil, false
	}
	for i := range steps {
		if far > longest && steps[i] > -longest {
			steps[i] *= longest / far
		}
	}
	return steps, true
}

// nearlyDown is a step from which on a variance is seen to vanish.
const nearlyDown = -0.9

// covariance is that of correlated effects by EM.
func (f *Fit) covariance(term Term, column int) *mat.SymDense {
	n := term.effects()
	sum := mat.NewSymDense(n, nil)
	for level := range term.Levels {
		first := column + level*n
		for i := range n {
			for j := i; j < n; j++ {
				sum.SetSym(i, j, sum.At(i, j)+f.e.u.AtVec(first+i)*f.e.u.AtVec(first+j)+f.e.c.At(first+i, first+j))
			}
		}
	}
	sum.ScaleSym(1/float64(term.Levels), sum)
	for i := range n {
		sum.SetSym(i, i, max(sum.At(i, i), smallest))
	}
	return sum
}
