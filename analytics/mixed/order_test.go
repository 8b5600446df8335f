package mixed

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Rows in another order, and clusters with other numbers, give the same fit to the last bit.
func TestAddAllOrder(t *testing.T) {
	source := rand.New(rand.NewPCG(5, 6))
	var rows []Row
	for i := range 120 {
		rows = append(rows, Row{
			Response: math.Round(4 * source.NormFloat64()), // many alike
			Entries:  []Entry{{0, 1}, {1 + i%4, 1}}, Cluster: i/3 - 1, Stratum: i % 2,
		})
	}
	effect := func(rows []Row) Effect {
		d := &Design{Terms: []Term{FixedTerm("mean", 1), RandomTerm("group", 4)}, Strata: 2}
		d.AddAll(rows)
		return fit(t, d, Options{}).Effect([]Entry{{0, 1}, {2, 1}})
	}
	want := effect(rows)
	for range 5 {
		shuffled := slices.Clone(rows)
		source.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for i := range shuffled {
			if shuffled[i].Cluster != NoCluster {
				shuffled[i].Cluster = 1000 - shuffled[i].Cluster
			}
		}
		if got := effect(shuffled); got != want {
			t.Fatalf("%v in another order, %v before", got, want)
		}
	}
}

// The prior of a sum of levels is the sum of their variances, with correlated effects that of the quadratic form; of a
// fixed effect nothing is known before.
func TestPriorOfACombination(t *testing.T) {
	f := fit(t, dyestuff(t, false), exactly)
	batch := f.Terms[1].At(0, 0)
	expect(t, "a difference", f.Prior([]Entry{{1, 1}, {2, -1}}), 2*batch, 1e-9)
	expect(t, "the same column twice", f.Prior([]Entry{{1, 1}, {1, 1}}), 4*batch, 1e-9)
	if v := f.Prior([]Entry{{0, 1}, {1, 1}}); !math.IsInf(v, 1) {
		t.Errorf("a fixed effect: %v", v)
	}
}
