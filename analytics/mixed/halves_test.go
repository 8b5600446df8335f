package mixed

import (
	"math/rand/v2"
	"testing"
)

// So many clusters that they are gone through in halves are the same as a random term.
func TestManyClustersAreARandomTerm(t *testing.T) {
	const clusters = worthHalving + 21
	source := rand.New(rand.NewPCG(2, 9))
	as := &Design{Terms: []Term{FixedTerm("mean", 1), RandomTerm("group", 4)}, Strata: 2}
	term := &Design{Terms: append(as.Terms[:2:2], RandomTerm("cluster", clusters)), Strata: 2}
	for i := range 3 * clusters {
		k := i / 3
		z := float64(k%7)/4 + float64(i%4)/3 + source.NormFloat64()
		as.Add(z, []Entry{{0, 1}, {1 + i%4, 1}}, k, i%2)
		term.Add(z, []Entry{{0, 1}, {1 + i%4, 1}, {5 + k, 1}}, NoCluster, i%2)
	}
	a, b := fit(t, as, exactly), fit(t, term, exactly)
	expect(t, "likelihood", a.LogLikelihood, b.LogLikelihood, 1e-7)
	expect(t, "variance", a.Cluster, b.Terms[2].At(0, 0), 1e-7)
	expect(t, "noise", a.Noise[1], b.Noise[1], 1e-7)
	of := []Entry{{1, 1}, {2, -1}}
	x, y := a.Doubted(of), b.Doubted(of)
	expect(t, "mean", x.Mean, y.Mean, 1e-7)
	expect(t, "error", x.SE, y.SE, 1e-5)
}

// Counts are doubted too: their effects lean on variances that are estimated.
func TestCountsAreDoubted(t *testing.T) {
	d := &Design{Terms: []Term{FixedTerm("mean", 1), {Name: "group", Levels: 6, Random: true, PriorDF: 3, PriorScale: 0.1}}}
	source := rand.New(rand.NewPCG(2, 10))
	for i := range 60 {
		d.Add(counting(source, 2+float64(i%6), 0.3), []Entry{{0, 1}, {1 + i%6, 1}}, i/3, 0)
	}
	f := counted(t, d, Options{})
	of := []Entry{{0, 1}, {3, 1}}
	if e := f.Doubted(of); e.SE <= f.Effect(of).SE || e.DF < 3 || e.DF > 1e4 {
		t.Errorf("%+v, not doubted %+v", e, f.Effect(of))
	}
}
