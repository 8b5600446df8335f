package mixed

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// Effect is a combination of effects with its uncertainty, on the scale of the response.
type Effect struct{ Mean, SE float64 }

// Effect returns Σ value · effect over the entries: a fixed effect's estimate, a random effect's prediction (BLUP), or
// any sum of both. The standard error is that of the difference to the true value.
func (f *Fit) Effect(of []Entry) Effect {
	return Effect{f.e.at(of), math.Sqrt(max(f.e.bilinear(of, of), 0))}
}

// Covariance returns the covariance of the errors of two combinations.
func (f *Fit) Covariance(a, b []Entry) float64 { return f.e.bilinear(a, b) }

// Draws returns n draws of the combinations from their joint normal distribution, one slice per draw in the order of the
// combinations. The same seed gives the same draws.
func (f *Fit) Draws(of [][]Entry, n int, seed uint64) [][]float64 {
	source := rand.New(rand.NewPCG(seed, 0))
	p := f.e.p
	// û + L⁻ᵀξ with A + D = L Lᵀ has the covariance (A + D)⁻¹.
	var upper mat.TriDense
	f.e.chol.UTo(&upper)
	draws := make([][]float64, n)
	noise, effects := mat.NewVecDense(p, nil), mat.NewVecDense(p, nil)
	for i := range draws {
		for j := range p {
			noise.SetVec(j, source.NormFloat64())
		}
		_ = effects.SolveVec(&upper, noise) // the factor is regular, or there would be no fit
		effects.AddVec(effects, &f.e.u)
		draws[i] = make([]float64, len(of))
		for j, combination := range of {
			for _, x := range combination {
				draws[i][j] += x.Value * effects.AtVec(x.Column)
			}
		}
	}
	return draws
}
