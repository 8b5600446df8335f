package mixed

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// projection is P of a fit as a matrix of all observations, for small designs.
type projection struct {
	p        *mat.Dense
	response *mat.VecDense
	rows     []int // the design's row of each observation
	clusters []int // the cluster of each observation, by place; −1 for none
}

// newProjection writes the model out. Rows that stand for several get responses with the same mean and squares.
func newProjection(t *testing.T, f *Fit) *projection {
	t.Helper()
	p := &projection{}
	cluster := make([]int, f.d.Len())
	for i := range cluster {
		cluster[i] = -1
	}
	for k, c := range f.e.clusters {
		for _, i := range c.rows {
			cluster[i] = k
		}
	}
	var responses []float64
	for i, z := range f.d.response {
		n, squares := f.d.alike(i)
		for j := range int(n) { // three: −a, 0, a with 2a² = squares
			off := 0.0
			if n > 1 {
				off = float64(j-1) * math.Sqrt(squares/2)
			}
			p.rows, responses = append(p.rows, i), append(responses, z+off)
			p.clusters = append(p.clusters, cluster[i])
		}
	}
	n := len(responses)
	p.response = mat.NewVecDense(n, responses)
	x, v := mat.NewDense(n, f.e.p, nil), mat.NewDense(n, n, nil)
	for i, row := range p.rows {
		for _, e := range f.d.row(row) {
			x.Set(i, e.Column, e.Value)
		}
	}
	var fixed []int
	column := 0
	for k, term := range f.d.Terms {
		for range term.columns() {
			if !term.varies() {
				fixed = append(fixed, column)
			} else {
				z := x.ColView(column)
				var outer mat.Dense
				outer.Outer(f.Terms[k].At(0, 0), z, z)
				v.Add(v, &outer)
				if term.known() { // its mean is taken off
					p.response.AddScaledVec(p.response, -term.PriorMean, z)
				}
			}
			column++
		}
	}
	for i := range n {
		for j := range n {
			if i == j {
				v.Set(i, i, v.At(i, i)+f.Noise[f.d.stratum[p.rows[i]]])
			}
			if p.clusters[i] >= 0 && p.clusters[i] == p.clusters[j] {
				v.Set(i, j, v.At(i, j)+f.Cluster)
			}
		}
	}
	xf := mat.NewDense(n, len(fixed), nil)
	for j, c := range fixed {
		xf.SetCol(j, mat.Col(nil, c, x))
	}
	var inverse, vx, xvx, middle, part, through mat.Dense
	if err := inverse.Inverse(v); err != nil {
		t.Fatal(err)
	}
	vx.Mul(&inverse, xf)
	xvx.Mul(xf.T(), &vx)
	if err := middle.Inverse(&xvx); err != nil {
		t.Fatal(err)
	}
	part.Mul(&vx, &middle)
	through.Mul(&part, vx.T())
	p.p = &mat.Dense{}
	p.p.Sub(&inverse, &through)
	return p
}

func (p *projection) times(v *mat.VecDense) *mat.VecDense {
	var product mat.VecDense
	product.MulVec(p.p, v)
	return &product
}

func (p *projection) inner(a, b *mat.VecDense) float64 { return mat.Dot(a, b) }

// part is what a component's part of the covariance, its derivative by the logarithm of the variance, makes of a vector.
func (p *projection) part(f *Fit, c component, of *mat.VecDense) *mat.VecDense {
	result := mat.NewVecDense(of.Len(), nil)
	switch c.kind {
	case ofNoise:
		for i, row := range p.rows {
			if f.d.stratum[row] == c.index {
				result.SetVec(i, c.variance*of.AtVec(i))
			}
		}
	case ofClusters:
		sums := map[int]float64{}
		for i, k := range p.clusters {
			sums[k] += of.AtVec(i)
		}
		for i, k := range p.clusters {
			if k >= 0 {
				result.SetVec(i, c.variance*sums[k])
			}
		}
	case ofTerm:
		from := 0
		for _, term := range f.d.Terms[:c.index] {
			from += term.columns()
		}
		sums := make([]float64, f.d.Terms[c.index].columns())
		within := func(i int, do func(column int, value float64)) {
			for _, e := range f.d.row(p.rows[i]) {
				if at := e.Column - from; at >= 0 && at < len(sums) {
					do(at, e.Value)
				}
			}
		}
		for i := range p.rows {
			within(i, func(at int, x float64) { sums[at] += x * of.AtVec(i) })
		}
		for i := range p.rows {
			within(i, func(at int, x float64) { result.SetVec(i, result.AtVec(i)+c.variance*x*sums[at]) })
		}
	}
	return result
}
