package mixed

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// quine is the design of ?glm.nb, Days ~ Sex/(Age + Eth*Lrn): the mean, sex, and within each sex three ages beyond the
// first, Eth, Lrn and both.
func quine(t testing.TB) *Design {
	d := &Design{Terms: []Term{FixedTerm("days", 14)}}
	flag := func(yes bool) float64 {
		if yes {
			return 1
		}
		return 0
	}
	for _, row := range readRows(t, "quine.csv") {
		male, not, slow := flag(row[1] == "M"), flag(row[0] == "N"), flag(row[3] == "SL")
		entries := []Entry{{0, 1}, {1, male}}
		within := 2 + 6*int(male)
		for i, age := range []string{"F1", "F2", "F3"} {
			entries = append(entries, Entry{within + i, flag(row[2] == age)})
		}
		entries = append(entries, Entry{within + 3, not}, Entry{within + 4, slow}, Entry{within + 5, not * slow})
		d.Add(number(t, row[4]), entries, NoCluster, 0)
	}
	return d
}

func counted(t testing.TB, d *Design, o Options) *CountFit {
	t.Helper()
	f, err := Counts(t.Context(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The data are MASS's quine; the expected values those of glm.nb in its help and in Venables & Ripley, §7.4.
func TestQuine(t *testing.T) {
	f := counted(t, quine(t), exactly)
	expect(t, "θ", 1/f.Alpha[0], 1.597990733, 1e-6)
	expect(t, "twice the likelihood", 2*f.LogLikelihood, -1063.025022, 1e-5)
	if !f.Converged {
		t.Errorf("not converged after %d rounds", f.Iterations)
	}
}

// counting draws negative binomial counts.
func counting(src *rand.Rand, mu, alpha float64) float64 {
	if alpha > 0 {
		mu *= distuv.Gamma{Alpha: 1 / alpha, Beta: 1 / alpha, Src: src}.Rand()
	}
	return distuv.Poisson{Lambda: mu, Src: src}.Rand()
}

// A count alone: log of the mean, with the error √((1/μ + α)/n).
func TestCountsByHand(t *testing.T) {
	d := &Design{Terms: []Term{FixedTerm("mean", 1)}}
	var sum float64
	src := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		y := counting(src, 3, 0.5)
		sum += y
		d.Add(y, []Entry{{0, 1}}, NoCluster, 0)
	}
	f := counted(t, d, exactly)
	e := f.Effect([]Entry{{0, 1}})
	expect(t, "mean", e.Mean, math.Log(sum/400), 1e-9)
	expect(t, "error", e.SE, math.Sqrt((400/sum+f.Alpha[0])/400), 1e-9)
}

// Counts made with known parameters: two strata, groups, campaigns, and an effect with a prior. Over the samples, the
// estimates' averages are within two and a half standard errors and a tenth of the truth, and intervals hold it.
func TestCountsRecover(t *testing.T) {
	const (
		samples, groups, rows = 30, 30, 900
		between, luck         = 0.25, 0.16
		slope                 = -0.4
	)
	alphas := []float64{0.4, 1.2}
	src := rand.New(rand.NewPCG(20261124, 9))
	var sums [4]float64 // of alpha, alpha, between, luck
	held, all := 0, 0
	for range samples {
		d := &Design{
			Terms: []Term{FixedTerm("level", 2), RandomTerm("group", groups), KnownTerm("slope", 1, 0, 1)}, Strata: 2,
		}
		effects, campaign := make([]float64, groups), 0.0
		for g := range effects {
			effects[g] = math.Sqrt(between) * src.NormFloat64()
		}
		for i := range rows {
			if i%5 == 0 {
				campaign = math.Sqrt(luck) * src.NormFloat64()
			}
			s, g, x := src.IntN(2), src.IntN(groups), src.NormFloat64()
			mu := math.Exp(1.2 - 0.6*float64(s) + effects[g] + slope*x + campaign)
			d.Add(counting(src, mu, alphas[s]), []Entry{{s, 1}, {2 + g, 1}, {2 + groups, x}}, i/5, s)
		}
		f := counted(t, d, Options{})
		if !f.Converged {
			t.Errorf("not converged after %d rounds", f.Iterations)
		}
		for i, v := range []float64{f.Alpha[0], f.Alpha[1], f.Terms[1].At(0, 0), f.Cluster} {
			sums[i] += v / samples
		}
		see := func(of []Entry, truth float64) {
			e := f.Effect(of)
			if all++; math.Abs(e.Mean-truth) <= 1.645*e.SE {
				held++
			}
		}
		see([]Entry{{2 + groups, 1}}, slope)
		for g := range groups - 1 {
			see([]Entry{{2 + g, 1}, {3 + g, -1}}, effects[g]-effects[g+1])
		}
	}
	for i, want := range []float64{alphas[0], alphas[1], between, luck} {
		t.Logf("parameter %d: %.3f on average, truth %.3f", i, sums[i], want)
		expect(t, "parameter", sums[i], want, 0.2*want)
	}
	if share := float64(held) / float64(all); share < 0.87 || share > 0.93 {
		t.Errorf("intervals of 90 %% held the truth in %.3f of %d", share, all)
	}
}

func TestCountsRefuse(t *testing.T) {
	d := &Design{Terms: []Term{FixedTerm("mean", 1)}}
	for _, y := range []float64{1, 2, -1, 3} {
		d.Add(y, []Entry{{0, 1}}, NoCluster, 0)
	}
	if _, err := Counts(t.Context(), d, Options{}); !errors.Is(err, ErrInput) {
		t.Errorf("a count below zero: %v", err)
	}
}

// Counts of one kind only end somewhere, with finite figures.
func TestCountsWithoutSpread(t *testing.T) {
	for _, y := range []float64{0, 4} {
		d := &Design{Terms: []Term{FixedTerm("mean", 1), {Name: "group", Levels: 3, Random: true, PriorDF: 3, PriorScale: 0.1}}}
		for i := range 30 {
			d.Add(y, []Entry{{0, 1}, {1 + i%3, 1}}, i/3, 0)
		}
		f, err := Counts(t.Context(), d, Options{})
		if errors.Is(err, ErrSingular) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		e := f.Effect([]Entry{{0, 1}})
		if math.IsNaN(e.Mean) || math.IsInf(e.Mean, 0) || !(e.SE > 0) {
			t.Errorf("all %v: %+v", y, e)
		}
		if y > 0 {
			expect(t, "overdispersion", f.Alpha[0], leastAlpha, 1e-9)
		}
	}
}
