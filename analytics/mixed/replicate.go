package mixed

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// Replicate is a world that the data allow, and what a fit to new data from that world would say of it.
type Replicate struct{ Truth, Estimate []float64 }

// Replicates returns n replicates of the combinations, in their order: a parametric bootstrap. Each draws the true effects
// from their joint distribution given the data, lets the same rows happen again in that world, and estimates the effects
// from them as before, with the variances as they are. The same seed gives the same replicates.
//
// No rows are made: in the equations (A + D) û = b, b of new rows is normal with mean A u + D m (m: what was known before)
// and variance A, which is all that an estimate sees of them.
func (f *Fit) Replicates(of [][]Entry, n int, seed uint64) []Replicate {
	e := f.e
	e.build(&f.Variances)
	information := mat.NewSymDense(e.p, nil)
	information.CopySym(e.a)
	prior := mat.NewVecDense(e.p, nil)
	prior.CopyVec(e.b)
	e.solve(&f.Variances)    // as it was, or there would be no fit
	prior.SubVec(e.b, prior) // D m
	var root mat.TriDense    // of A: b of new rows varies as A does
	ridge := 1e-9 * mat.Trace(information) / float64(e.p)
	for i := range e.p { // A has no full rank where a random effect has no rows
		information.SetSym(i, i, information.At(i, i)+ridge)
	}
	var chol mat.Cholesky
	for !chol.Factorize(information) {
		ridge *= 10
		for i := range e.p {
			information.SetSym(i, i, information.At(i, i)+ridge)
		}
	}
	chol.LTo(&root)
	truths := f.drawn(n, seed)
	source := rand.New(rand.NewPCG(seed, 1))
	replicates := make([]Replicate, n)
	noise, b, estimate := mat.NewVecDense(e.p, nil), mat.NewVecDense(e.p, nil), mat.NewVecDense(e.p, nil)
	for i, truth := range truths {
		for j := range e.p {
			noise.SetVec(j, source.NormFloat64())
		}
		b.MulVec(information, truth)
		noise.MulVec(&root, noise)
		b.AddVec(b, noise)
		b.AddVec(b, prior)
		estimate.MulVec(e.c, b)
		replicates[i] = Replicate{combined(of, truth), combined(of, estimate)}
	}
	return replicates
}

// drawn are n draws of all effects from their joint distribution.
func (f *Fit) drawn(n int, seed uint64) []*mat.VecDense {
	source := rand.New(rand.NewPCG(seed, 0))
	// û + S U⁻¹ξ with S (A + D) S = UᵀU has the covariance (A + D)⁻¹.
	var upper mat.TriDense
	f.e.chol.UTo(&upper)
	draws := make([]*mat.VecDense, n)
	noise := mat.NewVecDense(f.e.p, nil)
	for i := range draws {
		for j := range f.e.p {
			noise.SetVec(j, source.NormFloat64())
		}
		draws[i] = mat.NewVecDense(f.e.p, nil)
		_ = draws[i].SolveVec(&upper, noise) // the factor is regular, or there would be no fit
		for j, s := range f.e.scale {
			draws[i].SetVec(j, f.e.u.AtVec(j)+s*draws[i].AtVec(j))
		}
	}
	return draws
}

func combined(of [][]Entry, effects *mat.VecDense) []float64 {
	sums := make([]float64, len(of))
	for i, combination := range of {
		for _, x := range combination {
			sums[i] += x.Value * effects.AtVec(x.Column)
		}
	}
	return sums
}
