package mixed

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// clusterRows are the rows of one cluster, and what stands for them once the cluster's effect is eliminated.
type clusterRows struct {
	rows    []int
	columns []int // that the rows touch, in order
	parts   []clusterPart
	// g is Σ r x over the rows, one entry for each of the columns; h is Σ r z; q is the posterior variance of the effect,
	// given the others.
	g    []Entry
	h, q float64
}

// clusterPart are weighted sums over a cluster's rows of one stratum, which do not depend on the variances.
type clusterPart struct {
	stratum        int
	rows, response float64
	entries        []float64 // of each of the cluster's columns
}

// equations are Henderson's mixed-model equations with the clusters eliminated: (A + D) û = b with
//
//	A = XᵀRX − Σ_k q_k g_k g_kᵀ,   b = XᵀRz + Dm − Σ_k q_k g_k h_k,   q_k = 1/(1/σ_v² + Σ_{i∈k} r_i)
//
// R holds the rows' precisions, D those of the random effects, m the means of those that have a known one.
type equations struct {
	d        *Design
	p        int
	clusters []clusterRows
	free     []int // rows of no cluster
	strata   []stratumSums

	response, weights []float64

	a    *mat.SymDense
	b    *mat.VecDense
	chol mat.Cholesky
	c    mat.SymDense // (A + D)⁻¹: the covariance of b, and of û − u
	u    mat.VecDense
	// product is C g of the cluster looked at, one entry for each of its columns.
	product []float64
}

// stratumSums are weighted sums over all rows of a stratum, which do not depend on the variances.
type stratumSums struct {
	rows     float64
	products *mat.SymDense // Σ w x xᵀ
	response []float64     // Σ w x z
}

func newEquations(d *Design) *equations {
	p := d.columns()
	e := &equations{
		d: d, p: p, a: mat.NewSymDense(p, nil), b: mat.NewVecDense(p, nil), product: make([]float64, p),
		strata: make([]stratumSums, max(d.Strata, 1)),
	}
	for s := range e.strata {
		e.strata[s] = stratumSums{products: mat.NewSymDense(p, nil), response: make([]float64, p)}
	}
	at := map[int]int{}
	for i, k := range d.cluster {
		if k == NoCluster {
			e.free = append(e.free, i)
			continue
		}
		place, known := at[k]
		if !known {
			place = len(e.clusters)
			at[k] = place
			e.clusters = append(e.clusters, clusterRows{})
		}
		e.clusters[place].rows = append(e.clusters[place].rows, i)
	}
	for k := range e.clusters {
		e.shape(&e.clusters[k])
	}
	return e
}

// load takes the rows' responses and weights (nil: all 1) and adds them up.
func (e *equations) load(response, weights []float64) {
	e.response, e.weights = response, weights
	for i := range e.strata {
		s := &e.strata[i]
		s.rows = 0
		s.products.Zero()
		clear(s.response)
	}
	for i, z := range response {
		s, w := &e.strata[e.d.stratum[i]], e.weight(i)
		s.rows += w
		row := e.d.row(i)
		for j, x := range row {
			s.response[x.Column] += w * x.Value * z
			addSparse(s.products, row[j:], x, w)
		}
	}
	for k := range e.clusters {
		e.gather(&e.clusters[k])
	}
}

func (e *equations) weight(i int) float64 {
	if e.weights == nil {
		return 1
	}
	return e.weights[i]
}

// shape finds the columns that a cluster's rows touch.
func (e *equations) shape(c *clusterRows) {
	for _, i := range c.rows {
		for _, x := range e.d.row(i) {
			c.columns = append(c.columns, x.Column)
		}
	}
	slices.Sort(c.columns)
	c.columns = slices.Clip(slices.Compact(c.columns))
	c.g = make([]Entry, len(c.columns))
	for j, column := range c.columns {
		c.g[j].Column = column
	}
}

// gather adds up a cluster's rows by stratum.
func (e *equations) gather(c *clusterRows) {
	for j := range c.parts {
		c.parts[j].rows, c.parts[j].response = 0, 0
		clear(c.parts[j].entries)
	}
	for _, i := range c.rows {
		part, w := c.part(e.d.stratum[i]), e.weight(i)
		part.rows += w
		part.response += w * e.response[i]
		for _, x := range e.d.row(i) {
			place, _ := slices.BinarySearch(c.columns, x.Column)
			part.entries[place] += w * x.Value
		}
	}
}

// part returns the sums of a stratum.
func (c *clusterRows) part(stratum int) *clusterPart {
	for j := range c.parts {
		if c.parts[j].stratum == stratum {
			return &c.parts[j]
		}
	}
	c.parts = append(c.parts, clusterPart{stratum: stratum, entries: make([]float64, len(c.columns))})
	return &c.parts[len(c.parts)-1]
}

// build fills A and b for the variances v.
func (e *equations) build(v *Variances) {
	e.a.Zero()
	e.b.Zero()
	raw := e.a.RawSymmetric()
	for s := range e.strata {
		r := 1 / v.Noise[s]
		products := e.strata[s].products.RawSymmetric()
		for i := range e.p {
			e.b.SetVec(i, e.b.AtVec(i)+r*e.strata[s].response[i])
			row := products.Data[i*products.Stride : i*products.Stride+e.p]
			for j := i; j < e.p; j++ {
				raw.Data[i*raw.Stride+j] += r * row[j]
			}
		}
	}
	if v.Cluster == 0 {
		return
	}
	for k := range e.clusters {
		c := &e.clusters[k]
		c.weigh(v)
		for j, x := range c.g {
			e.b.SetVec(x.Column, e.b.AtVec(x.Column)-c.q*x.Value*c.h)
			addSparse(e.a, c.g[j:], x, -c.q)
		}
	}
}

// addSparse adds weight · x · row to the upper triangle of m, for the entries of a row from x on.
func addSparse(m *mat.SymDense, row []Entry, x Entry, weight float64) {
	raw := m.RawSymmetric()
	for _, y := range row {
		from, to := x.Column, y.Column
		if from > to {
			from, to = to, from
		}
		raw.Data[from*raw.Stride+to] += weight * x.Value * y.Value
	}
}

// weigh works out g, h and q of a cluster.
func (c *clusterRows) weigh(v *Variances) {
	for j := range c.g {
		c.g[j].Value = 0
	}
	c.h = 0
	var precision float64
	for _, part := range c.parts {
		r := 1 / v.Noise[part.stratum]
		precision += r * part.rows
		c.h += r * part.response
		for j, sum := range part.entries {
			c.g[j].Value += r * sum
		}
	}
	c.q = 1 / (1/v.Cluster + precision)
}

// solve adds D and solves; ok is false where the equations are singular.
func (e *equations) solve(v *Variances) bool {
	raw := e.a.RawSymmetric()
	column := 0
	for t, term := range e.d.Terms {
		if term.varies() {
			var inverse mat.SymDense
			if !invert(&inverse, v.Terms[t]) {
				return false
			}
			n := term.effects()
			if term.known() {
				for i := range term.columns() {
					e.b.SetVec(column+i, e.b.AtVec(column+i)+term.PriorMean/term.PriorVariance)
				}
			}
			for level := range term.Levels {
				first := column + level*n
				for i := range n {
					for j := i; j < n; j++ {
						raw.Data[(first+i)*raw.Stride+first+j] += inverse.At(i, j)
					}
				}
			}
		}
		column += term.columns()
	}
	if !e.chol.Factorize(e.a) || e.chol.Cond() > 1e14 {
		return false
	}
	return e.chol.SolveVecTo(&e.u, e.b) == nil && e.chol.InverseTo(&e.c) == nil
}

func invert(into *mat.SymDense, m *mat.SymDense) bool {
	var chol mat.Cholesky
	return chol.Factorize(m) && chol.InverseTo(into) == nil
}

// bilinear is xᵀ C y for sparse x and y.
func (e *equations) bilinear(x, y []Entry) float64 {
	raw := e.c.RawSymmetric()
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

// multiply works out C g of a cluster, one entry for each of its columns, and gᵀ C g.
func (e *equations) multiply(c *clusterRows) (product []float64, quadratic float64) {
	raw := e.c.RawSymmetric()
	product = e.product[:len(c.g)]
	clear(product)
	for i, x := range c.g {
		row := raw.Data[x.Column*raw.Stride : x.Column*raw.Stride+e.p]
		sum := product[i] + row[x.Column]*x.Value
		for j := i + 1; j < len(c.g); j++ {
			v := row[c.g[j].Column]
			sum += v * c.g[j].Value
			product[j] += v * x.Value
		}
		product[i] = sum
		quadratic += sum * x.Value
	}
	return product, quadratic
}

// trace is Σ xᵀ C x over the rows of a stratum.
func (e *equations) trace(stratum int) float64 {
	raw, products := e.c.RawSymmetric(), e.strata[stratum].products.RawSymmetric()
	var sum float64
	for i := range e.p {
		at, from := i*raw.Stride, i*products.Stride
		half := raw.Data[at+i] * products.Data[from+i] / 2
		for j := i + 1; j < e.p; j++ {
			half += raw.Data[at+j] * products.Data[from+j]
		}
		sum += 2 * half
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
