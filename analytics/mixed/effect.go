package mixed

import (
	"math"

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
	draws := make([][]float64, n)
	for i, effects := range f.drawn(n, seed) {
		draws[i] = combined(of, effects)
	}
	return draws
}

// Weight returns how much of the combination rests on the rows that belong: by how much it would rise if the response of
// all of them rose by one. For a group that leans on no other it is 1; for a group without rows it is 0, and what is
// missing to 1 comes from the rest of the data.
func (f *Fit) Weight(of []Entry, belongs func(row int) bool) float64 {
	return f.Weights([][]Entry{of}, func(row int) int {
		if belongs(row) {
			return 0
		}
		return -1
	})[0]
}

// Weights returns for each combination how much of it rests on its own rows, as [Fit.Weight] does; owner says to which
// combination a row belongs, −1 to none.
func (f *Fit) Weights(of [][]Entry, owner func(row int) int) []float64 {
	e := f.e
	// The response's rise of one moves b by Σ r x over the rows, less Σ q g Σ r for their clusters; the combination moves
	// by y b with y = C of.
	rise := make([]*mat.VecDense, len(of))
	for i, combination := range of {
		rise[i] = mat.NewVecDense(e.p, nil)
		for _, x := range combination {
			for j := range e.p {
				rise[i].SetVec(j, rise[i].AtVec(j)+x.Value*e.c.At(x.Column, j))
			}
		}
	}
	weights := make([]float64, len(of))
	precision := func(i int) float64 { return e.weight(i) / f.Noise[f.d.stratum[i]] }
	for i := range f.d.Len() {
		if o := owner(i); o >= 0 {
			for _, x := range f.d.row(i) {
				weights[o] += precision(i) * x.Value * rise[o].AtVec(x.Column)
			}
		}
	}
	for k := range e.clusters {
		c := &e.clusters[k]
		for _, i := range c.rows {
			if o := owner(i); o >= 0 {
				var along float64
				for j, column := range c.columns {
					along += c.g[j] * rise[o].AtVec(column)
				}
				weights[o] -= c.q * precision(i) * along
			}
		}
	}
	return weights
}

// Prior returns the variance that the model gave the combination before it saw how its rows turned out: that of its
// random effects. It is infinite where a fixed effect takes part, of which nothing is known before.
func (f *Fit) Prior(of []Entry) float64 {
	var variance float64
	column := 0
	for t, term := range f.d.Terms {
		effects := term.effects()
		for level := range term.Levels {
			first := column + level*effects
			of := within(of, first, effects)
			switch {
			case len(of) == 0:
			case !term.varies():
				return math.Inf(1)
			default:
				for _, x := range of {
					for _, y := range of {
						variance += x.Value * y.Value * f.Terms[t].At(x.Column-first, y.Column-first)
					}
				}
			}
		}
		column += term.columns()
	}
	return variance
}

// within returns the entries of n columns from first on that are not zero; those of one column are added up.
func within(of []Entry, first, n int) []Entry {
	sums := make([]float64, n)
	for _, x := range of {
		if x.Column >= first && x.Column < first+n {
			sums[x.Column-first] += x.Value
		}
	}
	var found []Entry
	for i, v := range sums {
		if v != 0 {
			found = append(found, Entry{Column: first + i, Value: v})
		}
	}
	return found
}
