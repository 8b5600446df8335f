package mixed

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// clusterRows are the rows of one cluster, and what stands for them once the cluster's effect is eliminated.
type clusterRows struct {
	rows []int
	// g is Σ r x over the rows, sparse; h is Σ r z; q is the posterior variance of the effect, given the others.
	g    []Entry
	h, q float64
}

// equations are Henderson's mixed-model equations with the clusters eliminated: (A + D) û = b with
//
//	A = XᵀRX − Σ_k q_k g_k g_kᵀ,   b = XᵀRz − Σ_k q_k g_k h_k,   q_k = 1/(1/σ_v² + Σ_{i∈k} r_i)
type equations struct {
	d        *Design
	p        int
	clusters []clusterRows
	free     []int // rows of no cluster

	a     *mat.SymDense
	b     *mat.VecDense
	chol  mat.Cholesky
	c     mat.SymDense // (A + D)⁻¹: the covariance of b, and of û − u
	u     mat.VecDense
	shift []float64 // of each column while a cluster's g is added up
}

func newEquations(d *Design) *equations {
	p := d.columns()
	e := &equations{d: d, p: p, a: mat.NewSymDense(p, nil), b: mat.NewVecDense(p, nil), shift: make([]float64, p)}
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
	return e
}

// build fills A and b for the variances v.
func (e *equations) build(v *Variances) {
	e.a.Zero()
	e.b.Zero()
	for i, z := range e.d.response {
		r := 1 / v.Noise[e.d.stratum[i]]
		row := e.d.row(i)
		for j, x := range row {
			e.b.SetVec(x.Column, e.b.AtVec(x.Column)+r*x.Value*z)
			e.addSparse(row[j:], x, r)
		}
	}
	if v.Cluster == 0 {
		return
	}
	for k := range e.clusters {
		c := &e.clusters[k]
		e.sum(c, v)
		for j, x := range c.g {
			e.b.SetVec(x.Column, e.b.AtVec(x.Column)-c.q*x.Value*c.h)
			e.addSparse(c.g[j:], x, -c.q)
		}
	}
}

// addSparse adds weight · x · row to the upper triangle, for the entries of the row from x on.
func (e *equations) addSparse(row []Entry, x Entry, weight float64) {
	raw := e.a.RawSymmetric()
	for _, y := range row {
		from, to := x.Column, y.Column
		if from > to {
			from, to = to, from
		}
		raw.Data[from*raw.Stride+to] += weight * x.Value * y.Value
	}
}

// sum adds up g, h and q of a cluster.
func (e *equations) sum(c *clusterRows, v *Variances) {
	c.g, c.h = c.g[:0], 0
	var precision float64
	for _, i := range c.rows {
		r := 1 / v.Noise[e.d.stratum[i]]
		precision += r
		c.h += r * e.d.response[i]
		for _, x := range e.d.row(i) {
			if e.shift[x.Column] == 0 {
				c.g = append(c.g, Entry{Column: x.Column})
			}
			e.shift[x.Column] += r * x.Value
			if e.shift[x.Column] == 0 { // values that cancel: keep the place
				e.shift[x.Column] = math.SmallestNonzeroFloat64
			}
		}
	}
	for j := range c.g {
		c.g[j].Value = e.shift[c.g[j].Column]
		e.shift[c.g[j].Column] = 0
	}
	c.q = 1 / (1/v.Cluster + precision)
}

// solve adds D and solves; ok is false where the equations are singular.
func (e *equations) solve(v *Variances) bool {
	raw := e.a.RawSymmetric()
	column := 0
	for t, term := range e.d.Terms {
		if term.Random {
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

// at is xᵀ û for a sparse x.
func (e *equations) at(x []Entry) float64 {
	var sum float64
	for _, a := range x {
		sum += a.Value * e.u.AtVec(a.Column)
	}
	return sum
}
