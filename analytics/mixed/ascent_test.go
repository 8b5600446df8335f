package mixed

import (
	"math"
	"math/rand/v2"
	"testing"
)

// small is a design of every kind of component: terms, a known one, clusters across strata, free rows, rows that stand
// for several.
func small() *Design {
	d := strategy(200)
	source := rand.New(rand.NewPCG(3, 3))
	for i := range 20 {
		d.Add(source.NormFloat64(), d.row(i), NoCluster, d.stratum[i])
		d.AddAlike(3, source.NormFloat64(), 2, d.row(i+20), d.cluster[i+40], d.stratum[i+20])
	}
	return d
}

// started is a fit at the variances from which it starts, solved.
func started(t *testing.T, d *Design) *Fit {
	t.Helper()
	f := &Fit{d: d, e: newEquations(d), Rows: d.observations()}
	f.e.load(d.response, nil)
	f.start(d.response)
	if err := f.solve(); err != nil {
		t.Fatal(err)
	}
	return f
}

// height is likelihood and prior with the components moved by steps on the log scale.
func height(t *testing.T, f *Fit, steps map[int]float64) float64 {
	t.Helper()
	m, there := f.moments(), *f
	there.Variances = f.copy()
	for i, s := range steps {
		there.set(m.of[i], m.of[i].variance*math.Exp(s))
	}
	if err := there.solve(); err != nil {
		t.Fatal(err)
	}
	h := there.restrictedLikelihood() + there.moments().logPrior()
	if err := f.solve(); err != nil { // both share the equations
		t.Fatal(err)
	}
	return h
}

// The slopes are those of the likelihood, and zero at the top.
func TestSlopes(t *testing.T) {
	f := started(t, small())
	const h = 1e-4
	for i, c := range f.moments().of {
		numeric := (height(t, f, map[int]float64{i: h}) - height(t, f, map[int]float64{i: -h})) / (2 * h)
		expect(t, "slope", c.slope(), numeric, 1e-5*(1+math.Abs(numeric)))
	}
	for _, c := range fit(t, small(), exactly).moments().of {
		expect(t, "slope at the top", c.slope(), 0, 1e-6)
	}
}

// f_iᵀ P f_j by hand, on dense matrices: P = V⁻¹ − V⁻¹X(XᵀV⁻¹X)⁻¹XᵀV⁻¹ applied to what each component makes of Pz.
func TestInformationIsTheAverage(t *testing.T) {
	f := started(t, small())
	m := f.moments()
	p := newProjection(t, f)
	pz := p.times(p.response)
	for i, a := range m.of {
		for j, b := range m.of[:i+1] {
			want := p.inner(p.part(f, a, pz), p.times(p.part(f, b, pz))) / 2
			expect(t, "information", m.information.At(i, j), want, 1e-8*(1+math.Abs(want)))
		}
	}
}

// EM ends where the Newton steps end, and stays there.
func TestEMEndsInTheSamePlace(t *testing.T) {
	d := small()
	f, em := fit(t, d, exactly), started(t, d)
	for range 600 {
		m := em.moments()
		for _, c := range m.of {
			em.set(c, c.fixedPoint())
		}
		if err := em.solve(); err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range f.moments().of {
		expect(t, "variance", em.moments().of[i].variance, c.variance, 1e-4*c.variance)
	}
	if f = fit(t, d, Options{}); !f.Converged {
		t.Errorf("%d rounds", f.Iterations)
	}
}

// A row that stands for several is as good as these.
func TestAlike(t *testing.T) {
	one, each := &Design{Terms: strategyTerms()}, &Design{Terms: strategyTerms()}
	source := rand.New(rand.NewPCG(8, 8))
	for i := range 60 {
		row := []Entry{{0, 1}, {1 + i%5, 1}}
		responses := make([]float64, 1+i%4)
		for j := range responses {
			responses[j] = float64(i%5)/4 + source.NormFloat64()
			each.Add(responses[j], row, i/6, 0)
		}
		mean, squares := spread(responses)
		one.AddAlike(len(responses), mean, squares, row, i/6, 0)
	}
	a, b := fit(t, one, exactly), fit(t, each, exactly)
	if a.Rows != b.Rows || one.Len() == each.Len() {
		t.Errorf("%d and %d observations", a.Rows, b.Rows)
	}
	of := []Entry{{0, 1}, {2, 1}}
	expect(t, "likelihood", a.LogLikelihood, b.LogLikelihood, 1e-8)
	expect(t, "noise", a.Noise[0], b.Noise[0], 1e-8)
	expect(t, "mean", a.Effect(of).Mean, b.Effect(of).Mean, 1e-8)
	expect(t, "error", a.Effect(of).SE, b.Effect(of).SE, 1e-8)
	second := func(d *Design) func(int) bool { return func(i int) bool { return d.row(i)[1].Column == 2 } }
	expect(t, "weight", a.Weight(of, second(one)), b.Weight(of, second(each)), 1e-8)
}

func strategyTerms() []Term { return []Term{FixedTerm("mean", 1), RandomTerm("group", 5)} }

// Entries of one column add up, whatever their order.
func TestEntriesOfOneColumn(t *testing.T) {
	one, two := &Design{Terms: strategyTerms()}, &Design{Terms: strategyTerms()}
	source := rand.New(rand.NewPCG(8, 9))
	for i := range 60 {
		z := source.NormFloat64()
		one.Add(z, []Entry{{0, 1}, {1 + i%5, 1}}, i/6, 0)
		two.Add(z, []Entry{{1 + i%5, 0.25}, {0, 1}, {1 + i%5, 0.75}}, i/6, 0)
	}
	if a, b := fit(t, one, Options{}).Effect([]Entry{{0, 1}, {2, 1}}), fit(t, two, Options{}).Effect([]Entry{{2, 1}, {0, 1}}); a != b {
		t.Errorf("%v and %v", a, b)
	}
}
