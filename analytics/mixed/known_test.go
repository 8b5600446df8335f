package mixed

import (
	"errors"
	"math"
	"testing"
)

// noiseOf makes the noise of a design known, as far as one can: a prior that no data outvote.
func noiseOf(d *Design, variance float64) *Design {
	d.NoisePriorDF, d.NoisePriorScale = 1e12, variance
	return d
}

// With known noise σ² and a slope that is N(m, τ²) before, Σx² precise after: the precisions add up,
//
//	1/v = Σx²/σ² + 1/τ²,   mean = v (Σxz/σ² + m/τ²)
//
// (Gelman et al., Bayesian Data Analysis, 3rd ed., §14.8: prior information as an additional row).
func TestKnownPriorByHand(t *testing.T) {
	d := noiseOf(&Design{Terms: []Term{KnownTerm("slope", 1, 0.35, 0.0625)}}, 0.5)
	var xx, xz float64
	for i, z := range []float64{0.2, 0.9, 0.4, 1.3, 0.1} {
		x := float64(i) / 2
		d.Add(z, []Entry{{0, x}}, NoCluster, 0)
		xx, xz = xx+x*x, xz+x*z
	}
	precision := xx/0.5 + 1/0.0625 // 7.5/0.5 + 16 = 31
	expect(t, "Σx²", xx, 7.5, 1e-12)
	f := fit(t, d, exactly)
	e := f.Effect([]Entry{{0, 1}})
	expect(t, "mean", e.Mean, (xz/0.5+0.35/0.0625)/precision, 1e-9)
	expect(t, "error", e.SE, 1/math.Sqrt(31), 1e-9)
	expect(t, "variance before", f.Prior([]Entry{{0, 2}}), 4*0.0625, 1e-15)
	if e := f.Draws([][]Entry{{{0, 1}}}, 1, 1); len(e) != 1 {
		t.Errorf("draws: %v", e)
	}
}

// A column that no row touches stays what it was known to be; beside it, a random term and clusters are estimated as ever.
func TestKnownPriorWithoutRows(t *testing.T) {
	for _, asCluster := range []bool{false, true} {
		d := dyestuff(t, asCluster)
		plain := fit(t, d, exactly)
		column := d.columns()
		d.Terms = append(d.Terms, KnownTerm("crowding", 2, 0.35, 0.0625))
		f := fit(t, d, exactly)
		e := f.Effect([]Entry{{column, 1}, {column + 1, 2}})
		expect(t, "mean", e.Mean, 3*0.35, 1e-9)
		expect(t, "error", e.SE, math.Sqrt(5*0.0625), 1e-9)
		expect(t, "noise", f.Noise[0], plain.Noise[0], 1e-5)
		expect(t, "likelihood", f.LogLikelihood, plain.LogLikelihood, 1e-8)
	}
}

// An effect that is known exactly is the same as taking it off the response, likelihood included.
func TestKnownPriorIsAnOffset(t *testing.T) {
	offset := func(i int) float64 { return float64(i%3) * 40 }
	with, without := &Design{}, &Design{}
	with.Terms = []Term{FixedTerm("mean", 1), RandomTerm("batch", 6), KnownTerm("offset", 1, 1, 1e-9)}
	without.Terms = with.Terms[:2]
	d := dyestuff(t, false)
	for i, z := range d.response {
		with.Add(z+offset(i), append(d.row(i)[:2:2], Entry{7, offset(i)}), NoCluster, 0)
		without.Add(z, d.row(i), NoCluster, 0)
	}
	a, b := fit(t, with, exactly), fit(t, without, exactly)
	expect(t, "mean", a.Effect([]Entry{{0, 1}}).Mean, b.Effect([]Entry{{0, 1}}).Mean, 1e-5)
	expect(t, "batches", a.Terms[1].At(0, 0), b.Terms[1].At(0, 0), 1e-2)
	expect(t, "likelihood", a.LogLikelihood, b.LogLikelihood, 1e-6)
}

func TestKnownPriorRefuses(t *testing.T) {
	for name, term := range map[string]Term{
		"a variance below zero":                  KnownTerm("t", 1, 0, -1),
		"a variance that is no number":           KnownTerm("t", 1, 0, math.NaN()),
		"a mean beyond all bounds":               KnownTerm("t", 1, math.Inf(1), 1),
		"a mean without a variance":              {Name: "t", Levels: 1, PriorMean: 1},
		"a variance that is known and estimated": {Name: "t", Levels: 1, Random: true, PriorVariance: 1, PriorDF: 3},
		"fewer effects than none":                {Name: "t", Levels: 1, Effects: -1, PriorVariance: 1},
	} {
		d := &Design{Terms: []Term{term}}
		for i := range 5 {
			d.Add(float64(i), []Entry{{0, 1}}, NoCluster, 0)
		}
		if _, err := REML(t.Context(), d, Options{}); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
