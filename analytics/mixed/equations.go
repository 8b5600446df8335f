package mixed

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
)

// equations are Henderson's mixed-model equations with the clusters eliminated: (A + D) û = b with
//
//	A = XᵀRX − Σ_k q_k g_k g_kᵀ,   b = XᵀRz + Dm − Σ_k q_k g_k h_k,   q_k = 1/(1/σ_v² + Σ_{i∈k} r_i)
//
// R holds the rows' precisions, D those of the random effects, m the means of those that have a known one.
type equations struct {
	d        *Design
	p        int
	places   places
	strata   []stratumSums
	clusters []clusterSums
	free     []int // rows of no cluster

	response, weights []float64

	a *mat.SymDense
	b *mat.VecDense
	// A + D is factorised with its diagonal scaled to one, S (A + D) S = Lᵀ L with S = diag(scale), so that effects of very
	// different variances do not look singular.
	scale []float64
	chol  mat.Cholesky
	c     *mat.SymDense // (A + D)⁻¹: the covariance of b, and of û − u
	u     mat.VecDense

	secondA, secondB []float64 // what the second half of the clusters adds to A and b
}

func newEquations(d *Design) *equations {
	p := d.columns()
	e := &equations{
		d: d, p: p, a: mat.NewSymDense(p, nil), b: mat.NewVecDense(p, nil), c: mat.NewSymDense(p, nil),
		scale: make([]float64, p),
	}
	e.shape()
	return e
}

// build fills A and b for the variances v.
func (e *equations) build(v *Variances) {
	e.a.Zero()
	e.b.Zero()
	a, b := e.a.RawSymmetric(), e.b.RawVector().Data
	for s := range e.strata {
		sums, r := &e.strata[s], 1/v.Noise[s]
		width := len(sums.columns)
		for i, column := range sums.columns {
			b[column] += r * sums.response[i]
			from, to := sums.products[i*width:(i+1)*width], a.Data[column*a.Stride:column*a.Stride+e.p]
			for j := i; j < width; j++ {
				to[sums.columns[j]] += r * from[j]
			}
		}
	}
	if v.Cluster == 0 {
		return
	}
	inHalves(e.clusters, func(half int, clusters []clusterSums) {
		a, b := a.Data, b
		if half == 1 { // sums of its own, so that the halves do not meet
			e.secondA, e.secondB = resized(e.secondA, len(a)), resized(e.secondB, len(b))
			a, b = e.secondA, e.secondB
		}
		for k := range clusters {
			c := &clusters[k]
			c.weigh(v)
			qh := c.q * c.h
			for i, column := range c.columns {
				x := c.g[i]
				b[column] -= qh * x
				addTo(a[column*e.p:(column+1)*e.p], c.columns[i:], c.g[i:], -c.q*x)
			}
		}
	}, func() {
		floats.Add(a.Data, e.secondA)
		floats.Add(b, e.secondB)
	})
}

// resized returns n zeros, in the place of others where these are as many.
func resized(numbers []float64, n int) []float64 {
	if len(numbers) != n {
		return make([]float64, n)
	}
	clear(numbers)
	return numbers
}

// addTo adds weight · x at the columns of a row.
func addTo(row []float64, columns []int, x []float64, weight float64) {
	x = x[:len(columns)]
	for j, column := range columns {
		row[column] += weight * x[j]
	}
}

// weigh works out g, h and q of a cluster.
func (c *clusterSums) weigh(v *Variances) {
	clear(c.g)
	c.h = 0
	var precision float64
	for i := range c.parts {
		part := &c.parts[i]
		r := 1 / v.Noise[part.stratum]
		precision += r * part.n
		c.h += r * part.response
		for j, place := range part.at {
			c.g[place] += r * part.x[j]
		}
	}
	c.q = 1 / (1/v.Cluster + precision)
}

// luck is the prediction of the cluster's effect.
func (e *equations) luck(c *clusterSums) float64 { return c.q * (c.h - e.along(c.columns, c.g)) }

// along is xᵀ û for values at some columns.
func (e *equations) along(columns []int, x []float64) float64 {
	u := e.u.RawVector().Data
	var sum float64
	for j, column := range columns {
		sum += x[j] * u[column]
	}
	return sum
}

// solve works out û and C; it is false where the equations are singular.
func (e *equations) solve(v *Variances) bool {
	e.build(v)
	if !e.factorise(v) || !e.invert() {
		return false
	}
	e.u.MulVec(e.c, e.b)
	return true
}

// solveEffects works out û alone, which takes a third of the time.
func (e *equations) solveEffects(v *Variances) bool {
	e.build(v)
	if !e.factorise(v) {
		return false
	}
	scaled := mat.NewVecDense(e.p, nil)
	for i, s := range e.scale {
		scaled.SetVec(i, s*e.b.AtVec(i))
	}
	if e.chol.SolveVecTo(&e.u, scaled) != nil {
		return false
	}
	for i, s := range e.scale {
		e.u.SetVec(i, s*e.u.AtVec(i))
	}
	return true
}

// factorise adds D to A and factorises.
func (e *equations) factorise(v *Variances) bool {
	if !e.addPriors(v) {
		return false
	}
	raw := e.a.RawSymmetric()
	for i := range e.p {
		diagonal := raw.Data[i*raw.Stride+i]
		if !(diagonal > 0) {
			return false
		}
		e.scale[i] = 1 / math.Sqrt(diagonal)
	}
	for i := range e.p {
		row := raw.Data[i*raw.Stride : i*raw.Stride+e.p]
		for j := i; j < e.p; j++ {
			row[j] *= e.scale[i] * e.scale[j]
		}
	}
	return e.chol.Factorize(e.a) && e.chol.Cond() <= 1e14
}

// addPriors adds D to A and Dm to b.
func (e *equations) addPriors(v *Variances) bool {
	raw := e.a.RawSymmetric()
	column := 0
	for t, term := range e.d.Terms {
		if term.varies() {
			var inverse mat.SymDense
			if !invert(&inverse, v.Terms[t]) {
				return false
			}
			n := term.effects()
			for level := range term.Levels {
				first := column + level*n
				for i := range n {
					for j := i; j < n; j++ {
						raw.Data[(first+i)*raw.Stride+first+j] += inverse.At(i, j)
					}
				}
			}
			if term.known() {
				for i := range term.columns() {
					e.b.SetVec(column+i, e.b.AtVec(column+i)+term.PriorMean/term.PriorVariance)
				}
			}
		}
		column += term.columns()
	}
	return true
}

// invert works out C from the factor.
func (e *equations) invert() bool {
	var factor mat.TriDense
	e.chol.UTo(&factor)
	raw := e.c.RawSymmetric()
	for i := range e.p {
		row := raw.Data[i*raw.Stride : i*raw.Stride+e.p]
		for j := i; j < e.p; j++ {
			row[j] = factor.At(i, j)
		}
	}
	of := factor.RawTriangular()
	of.Data, of.Stride, of.Uplo = raw.Data, raw.Stride, blas.Upper
	if _, ok := lapack64.Potri(of); !ok {
		return false
	}
	for i := range e.p {
		row := raw.Data[i*raw.Stride : i*raw.Stride+e.p]
		for j := i; j < e.p; j++ {
			row[j] *= e.scale[i] * e.scale[j]
		}
	}
	return true
}

// logDet is the logarithm of the determinant of A + D.
func (e *equations) logDet() float64 {
	sum := e.chol.LogDet()
	for _, s := range e.scale {
		sum -= 2 * math.Log(s)
	}
	return sum
}

func invert(into *mat.SymDense, m *mat.SymDense) bool {
	var chol mat.Cholesky
	return chol.Factorize(m) && chol.InverseTo(into) == nil
}

// bilinear is xᵀ C y for sparse x and y.
func (e *equations) bilinear(x, y []Entry) float64 { return quadratic(e.c, x, y) }

// quadratic is xᵀ M y for sparse x and y.
func quadratic(m *mat.SymDense, x, y []Entry) float64 {
	raw := m.RawSymmetric()
	var sum float64
	for _, a := range x {
		for _, b := range y {
			i, j := a.Column, b.Column
			if i > j {
				i, j = j, i
			}
			sum += a.Value * b.Value * raw.Data[i*raw.Stride+j]
		}
	}
	return sum
}

// multiply works out M g for values at some columns, one value for each of these, and gᵀ M g.
func multiply(m *mat.SymDense, columns []int, g, product []float64) (quadratic float64) {
	raw := m.RawSymmetric()
	product = product[:len(g)]
	clear(product)
	for i, column := range columns {
		row := raw.Data[column*raw.Stride : column*raw.Stride+raw.N]
		x := g[i]
		sum := product[i] + row[column]*x
		others, values, into := columns[i+1:], g[i+1:len(columns)], product[i+1:len(columns)]
		for j, other := range others {
			v := row[other]
			sum += v * values[j]
			into[j] += v * x
		}
		product[i] = sum
		quadratic += sum * x
	}
	return quadratic
}

// trace is Σ w xᵀ C x over the rows of a stratum.
func (e *equations) trace(s *stratumSums) float64 {
	raw := e.c.RawSymmetric()
	width := len(s.columns)
	var sum float64
	for i, column := range s.columns {
		row, products := raw.Data[column*raw.Stride:column*raw.Stride+e.p], s.products[i*width:(i+1)*width]
		sum += row[column] * products[i]
		for j := i + 1; j < width; j++ {
			sum += 2 * row[s.columns[j]] * products[j]
		}
	}
	return sum
}

// at is xᵀ û for a sparse x.
func (e *equations) at(x []Entry) float64 {
	var sum float64
	for _, a := range x {
		sum += a.Value * e.u.AtVec(a.Column)
	}
	return sum
}
