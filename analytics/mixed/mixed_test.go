package mixed

import (
	"context"
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
)

// The data of the reference tests are those that R's lme4 ships (Dyestuff, Penicillin, sleepstudy), the expected values
// lme4's own (REML = TRUE), as printed in Bates et al., Journal of Statistical Software 67 (2015), and in lme4's help.

func readRows(t testing.TB, file string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 30 {
		t.Fatalf("%s: %d rows, %v", file, len(rows), err)
	}
	return rows[1:]
}

func number(t testing.TB, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// levels numbers the words of a column in the order of their first appearance.
type levels map[string]int

func (l levels) of(word string) int {
	if _, known := l[word]; !known {
		l[word] = len(l)
	}
	return l[word]
}

// exactly asks for all the digits that REML can give.
var exactly = Options{Iterations: 20_000, Tolerance: 1e-11}

func fit(t testing.TB, d *Design, o Options) *Fit {
	t.Helper()
	f, err := REML(context.Background(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func expect(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s: got %.10g, want %.10g", what, got, want)
	}
}

func dyestuff(t testing.TB, asCluster bool) *Design {
	d := &Design{Terms: []Term{FixedTerm("mean", 1)}}
	if !asCluster {
		d.Terms = append(d.Terms, RandomTerm("batch", 6))
	}
	batches := levels{}
	for _, row := range readRows(t, "dyestuff.csv") {
		batch := batches.of(row[0])
		if asCluster {
			d.Add(number(t, row[1]), []Entry{{0, 1}}, batch, 0)
		} else {
			d.Add(number(t, row[1]), []Entry{{0, 1}, {1 + batch, 1}}, NoCluster, 0)
		}
	}
	return d
}

func TestDyestuff(t *testing.T) {
	f := fit(t, dyestuff(t, false), exactly)
	expect(t, "sd of batches", math.Sqrt(f.Terms[1].At(0, 0)), 42.000595, 1e-5)
	expect(t, "sd of noise", math.Sqrt(f.Noise[0]), 49.510100, 1e-5)
	expect(t, "mean", f.Effect([]Entry{{0, 1}}).Mean, 1527.5, 1e-9)
	for batch, want := range []float64{-17.60685, 0.39126, 28.56223, -23.08454, 56.73319, -44.99529} {
		expect(t, "batch", f.Effect([]Entry{{1 + batch, 1}}).Mean, want, 1e-4)
	}
}

// A cluster that is eliminated is the same as a random term.
func TestClustersAreARandomTerm(t *testing.T) {
	as, term := fit(t, dyestuff(t, true), exactly), fit(t, dyestuff(t, false), exactly)
	expect(t, "variance", as.Cluster, term.Terms[1].At(0, 0), 1e-4)
	expect(t, "noise", as.Noise[0], term.Noise[0], 1e-4)
	expect(t, "likelihood", as.LogLikelihood, term.LogLikelihood, 1e-8)
	a, b := as.Effect([]Entry{{0, 1}}), term.Effect([]Entry{{0, 1}})
	expect(t, "mean", a.Mean, b.Mean, 1e-8)
	expect(t, "its error", a.SE, b.SE, 1e-6)
}

func TestPenicillin(t *testing.T) {
	d := &Design{Terms: []Term{FixedTerm("mean", 1), RandomTerm("plate", 24), RandomTerm("sample", 6)}}
	plates, samples := levels{}, levels{}
	for _, row := range readRows(t, "penicillin.csv") {
		d.Add(number(t, row[0]), []Entry{{0, 1}, {1 + plates.of(row[1]), 1}, {25 + samples.of(row[2]), 1}}, NoCluster, 0)
	}
	f := fit(t, d, exactly)
	expect(t, "sd of plates", math.Sqrt(f.Terms[1].At(0, 0)), 0.84670, 1e-5)
	// lme4 prints 1.93157 to 1.93163, depending on its optimiser. The design is balanced, so that the analysis of
	// variance gives REML exactly: √((MS_sample − MS_noise)/24) = 1.9315584.
	expect(t, "sd of samples", math.Sqrt(f.Terms[2].At(0, 0)), 1.9315584, 1e-7)
	expect(t, "sd of noise", math.Sqrt(f.Noise[0]), 0.54992, 1e-5)
	expect(t, "mean", f.Effect([]Entry{{0, 1}}).Mean, 22.97222222, 1e-8)
}

func TestSleepstudy(t *testing.T) {
	d := &Design{Terms: []Term{FixedTerm("line", 2), {Name: "subject", Levels: 18, Effects: 2, Random: true}}}
	subjects := levels{}
	for _, row := range readRows(t, "sleepstudy.csv") {
		day, s := number(t, row[1]), subjects.of(row[2])
		d.Add(number(t, row[0]), []Entry{{0, 1}, {1, day}, {2 + 2*s, 1}, {3 + 2*s, day}}, NoCluster, 0)
	}
	f := fit(t, d, exactly)
	expect(t, "likelihood", f.LogLikelihood, -871.814136, 1e-5)
	expect(t, "intercept", f.Effect([]Entry{{0, 1}}).Mean, 251.4051, 1e-4)
	expect(t, "slope", f.Effect([]Entry{{1, 1}}).Mean, 10.46729, 1e-5)
	// lme4's standard errors of the fixed effects: 6.825 and 1.546.
	expect(t, "error of the intercept", f.Effect([]Entry{{0, 1}}).SE, 6.825, 5e-4)
	expect(t, "error of the slope", f.Effect([]Entry{{1, 1}}).SE, 1.546, 5e-4)
	sd := func(i int) float64 { return math.Sqrt(f.Terms[1].At(i, i)) }
	expect(t, "sd of intercepts", sd(0), 24.740658, 1e-3)
	expect(t, "sd of slopes", sd(1), 5.922138, 1e-4)
	expect(t, "correlation", f.Terms[1].At(0, 1)/sd(0)/sd(1), 0.06555, 1e-4)
	expect(t, "sd of noise", math.Sqrt(f.Noise[0]), 25.591796, 1e-4)
}

// Rows in another order give the same fit but for rounding; draws have the fit's means and errors.
func TestDraws(t *testing.T) {
	f := fit(t, dyestuff(t, false), exactly)
	of := [][]Entry{{{0, 1}, {1, 1}}, {{1, 1}, {5, -1}}}
	const n = 20_000
	draws := f.Draws(of, n, 7)
	for j, combination := range of {
		want := f.Effect(combination)
		var sum, squares float64
		for _, d := range draws {
			sum += d[j]
			squares += d[j] * d[j]
		}
		mean := sum / n
		expect(t, "mean of the draws", mean, want.Mean, 4*want.SE/math.Sqrt(n))
		expect(t, "spread of the draws", math.Sqrt(squares/n-mean*mean), want.SE, 4*want.SE/math.Sqrt(2*n))
	}
	if again := f.Draws(of, 3, 7); !slices.Equal(again[2], draws[2]) {
		t.Error("the same seed gives other draws")
	}
}

// In a balanced one-way layout the prediction of a batch is mean + w (own mean − mean) with w = σ_b²/(σ_b² + σ²/n), and
// the mean is the mean of all six batches: own rows weigh w + (1 − w)/6.
func TestWeight(t *testing.T) {
	for _, asCluster := range []bool{false, true} {
		f := fit(t, dyestuff(t, asCluster), exactly)
		if asCluster { // the mean rests on all rows
			expect(t, "weight of all", f.Weight([]Entry{{0, 1}}, func(int) bool { return true }), 1, 1e-9)
			expect(t, "weight of one batch in the mean", f.Weight([]Entry{{0, 1}}, func(i int) bool { return i < 5 }), 1.0/6, 1e-9)
			continue
		}
		w := 42.000595 * 42.000595 / (42.000595*42.000595 + 49.510100*49.510100/5)
		batch := []Entry{{0, 1}, {1, 1}}
		expect(t, "own weight", f.Weight(batch, func(i int) bool { return i < 5 }), w+(1-w)/6, 1e-6)
		expect(t, "weight of nothing", f.Weight(batch, func(int) bool { return false }), 0, 0)
	}
}

// A prior keeps the variance between groups that look alike off zero, and hardly touches what the data say clearly.
func TestPrior(t *testing.T) {
	design := func(df float64) *Design {
		d := &Design{Terms: []Term{FixedTerm("mean", 1), {Name: "group", Levels: 5, Random: true, PriorDF: df, PriorScale: 0.1}}}
		source := rand.New(rand.NewPCG(3, 4))
		for i := range 200 {
			d.Add(source.NormFloat64(), []Entry{{0, 1}, {1 + i%5, 1}}, NoCluster, 0)
		}
		return d
	}
	plain, kept := fit(t, design(0), exactly), fit(t, design(3), exactly)
	if plain.Terms[1].At(0, 0) > 0.02 || kept.Terms[1].At(0, 0) < 0.03 {
		t.Errorf("variance %.4f without, %.4f with a prior", plain.Terms[1].At(0, 0), kept.Terms[1].At(0, 0))
	}
}

func TestRefuses(t *testing.T) {
	good := func() *Design {
		d := &Design{Terms: []Term{FixedTerm("line", 2)}}
		for i := range 10 {
			d.Add(float64(i*i), []Entry{{0, 1}, {1, float64(i)}}, NoCluster, 0)
		}
		return d
	}
	for name, tt := range map[string]struct {
		spoil func(*Design)
		want  error
	}{
		"a column that is not there": {func(d *Design) { d.Add(1, []Entry{{2, 1}}, NoCluster, 0) }, ErrInput},
		"a response that is none":    {func(d *Design) { d.Add(math.NaN(), []Entry{{0, 1}}, NoCluster, 0) }, ErrInput},
		"an unknown stratum":         {func(d *Design) { d.Add(1, nil, NoCluster, 1) }, ErrInput},
		"an unknown cluster":         {func(d *Design) { d.Add(1, nil, -2, 0) }, ErrInput},
		"a term without levels":      {func(d *Design) { d.Terms = append(d.Terms, RandomTerm("none", 0)) }, ErrInput},
		"effects beyond the rows":    {func(d *Design) { d.Terms = append(d.Terms, FixedTerm("many", 20)) }, ErrTooFewRows},
		"two columns alike":          {func(d *Design) { d.Terms = append(d.Terms, FixedTerm("nothing", 1)) }, ErrSingular},
	} {
		d := good()
		tt.spoil(d)
		if _, err := REML(t.Context(), d, Options{}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := REML(ctx, good(), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
