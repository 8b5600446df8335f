package mixed

import (
	"math"
	"testing"
)

// Effects move with the variances as they say, and the curvature among the terms is that of the likelihood.
func TestMoves(t *testing.T) {
	f := fit(t, small(), exactly)
	m := f.moments()
	f.expect(m)
	curvature := m.curvature()
	of := []Entry{{0, 1}, {20, 1}, {80, 0.5}, {130, 1}}
	const h, far = 1e-4, 1e-2
	mean := func(i int, step float64) float64 {
		there := *f
		there.Variances = f.copy()
		there.set(m.of[i], m.of[i].variance*math.Exp(step))
		if err := there.solve(); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.solve() }()
		return there.Effect(of).Mean
	}
	top := height(t, f, nil)
	for i, c := range m.of {
		moves := 0.0
		for _, x := range of {
			moves += x.Value * m.through.At(i, x.Column)
		}
		expect(t, "move", moves, (mean(i, h)-mean(i, -h))/(2*h), 1e-6)
		if c.kind == ofTerm {
			numeric := (2*top - height(t, f, map[int]float64{i: far}) - height(t, f, map[int]float64{i: -far})) / (far * far)
			expect(t, "curvature", curvature.At(i, i), numeric, 1e-3*(1+numeric))
		}
	}
}

// The squared standard error moves with the variances as the slopes say.
func TestErrorMoves(t *testing.T) {
	f := fit(t, small(), exactly)
	of := []Entry{{0, 1}, {20, 1}, {80, 0.5}, {130, 1}}
	slopes := f.errorSlopes(of)
	square := func(i int, step float64) float64 {
		there := *f
		there.Variances = f.copy()
		there.set(f.doubt.of[i], f.doubt.of[i].variance*math.Exp(step))
		if err := there.solve(); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.solve() }()
		e := there.Effect(of)
		return e.SE * e.SE
	}
	const h = 1e-4
	for i := range slopes {
		expect(t, "slope", slopes[i], (square(i, h)-square(i, -h))/(2*h), 1e-7)
	}
}

// A mean of n observations has n − 1 degrees of freedom, whatever it is, and nothing moves it. In a balanced layout of k
// groups alike, the mean's error is that of the groups' means, which have k − 1.
func TestDegreesOfFreedom(t *testing.T) {
	d := &Design{Terms: []Term{FixedTerm("mean", 1)}}
	for i := range 12 {
		d.Add(float64(i*i), []Entry{{0, 1}}, NoCluster, 0)
	}
	e, mean := fit(t, d, exactly).Doubted([]Entry{{0, 1}}), []Entry{{0, 1}}
	expect(t, "degrees of freedom", e.DF, 11, 1e-6)
	for _, asCluster := range []bool{true, false} {
		f := fit(t, dyestuff(t, asCluster), exactly)
		doubted := f.Doubted(mean)
		expect(t, "error", doubted.SE, f.Effect(mean).SE, 1e-9)
		expect(t, "degrees of freedom", doubted.DF, 5, 0.05)
	}
}
