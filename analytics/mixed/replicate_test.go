package mixed

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// With u the truth, drawn around û with the covariance C, and b of new rows A u + D m + A^½ ζ, an estimate is off by
// C A^½ ζ − C D (u − m): on average by −C D (û − m), with the covariance C A C + C D C D C. The fit is afterwards what it
// was.
func TestReplicates(t *testing.T) {
	f := fit(t, small(), exactly)
	of := []Entry{{0, 1}, {20, 1}, {80, 0.5}, {130, 1}}
	before := f.Effect(of)
	e := f.e
	e.build(&f.Variances)
	a, known := mat.DenseCopyOf(e.a), mat.VecDenseCopyOf(e.b)
	if !e.solve(&f.Variances) {
		t.Fatal("no solution")
	}
	known.SubVec(e.b, known) // D m
	x := mat.NewVecDense(e.p, nil)
	for _, entry := range of {
		x.SetVec(entry.Column, x.AtVec(entry.Column)+entry.Value)
	}
	var au, y, ay, dy mat.VecDense
	y.MulVec(e.c, x)
	ay.MulVec(a, &y)
	dy.SubVec(x, &ay) // D C x, as (A + D) C x = x
	au.MulVec(a, &e.u)
	au.AddVec(&au, known)
	bias := mat.Dot(&y, &au) - mat.Dot(x, &e.u)
	variance := mat.Dot(&y, &ay) + mat.Inner(&dy, e.c, &dy)

	const n = 5000
	errors, truths := make([]float64, n), make([]float64, n)
	for i, r := range f.Replicates([][]Entry{of}, n, 7) {
		errors[i], truths[i] = r.Estimate[0]-r.Truth[0], r.Truth[0]
	}
	se := math.Sqrt(variance)
	expect(t, "mean error", stat.Mean(errors, nil), bias, 4*se/math.Sqrt(n))
	expect(t, "error", stat.StdDev(errors, nil)/se, 1, 0.04)
	expect(t, "truth", stat.Mean(truths, nil), before.Mean, 4*before.SE/math.Sqrt(n))
	expect(t, "spread of truths", stat.StdDev(truths, nil)/before.SE, 1, 0.04)
	after := f.Effect(of)
	expect(t, "mean afterwards", after.Mean, before.Mean, 1e-12)
	expect(t, "error afterwards", after.SE, before.SE, 1e-12)
}
