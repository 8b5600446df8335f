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
	e := f.e
	b := mat.NewVecDense(e.p, nil)
	add := func(column int, v float64) { b.SetVec(column, b.AtVec(column)+v) }
	precision := func(i int) float64 { return e.weight(i) / f.Noise[f.d.stratum[i]] }
	for i := range f.Rows {
		if belongs(i) {
			for _, x := range f.d.row(i) {
				add(x.Column, precision(i)*x.Value)
			}
		}
	}
	for k := range e.clusters {
		c := &e.clusters[k]
		var h float64
		for _, i := range c.rows {
			if belongs(i) {
				h += precision(i)
			}
		}
		if h > 0 {
			for _, x := range c.g {
				add(x.Column, -c.q*x.Value*h)
			}
		}
	}
	var effects mat.VecDense
	effects.MulVec(&e.c, b)
	var weight float64
	for _, x := range of {
		weight += x.Value * effects.AtVec(x.Column)
	}
	return weight
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
