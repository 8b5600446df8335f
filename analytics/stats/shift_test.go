package stats

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// autoregression draws a series with mean zero in which neighbours correlate by φ.
func autoregression(src *rand.Rand, n int, phi float64) []float64 {
	x := make([]float64, n)
	x[0] = src.NormFloat64() / math.Sqrt(1-phi*phi)
	for i := 1; i < n; i++ {
		x[i] = phi*x[i-1] + src.NormFloat64()
	}
	return x
}

// coverageOfMeanShift is how often the interval holds a shift of zero. The step between both sides has no value, as the
// week of an event.
func coverageOfMeanShift(t *testing.T, runs, side int, phi float64) float64 {
	t.Helper()
	src := rand.New(rand.NewPCG(testSeed, 41))
	held := 0
	for range runs {
		x := autoregression(src, 2*side+1, phi)
		x[side] = math.NaN()
		e, err := MeanShift(x, side, 0.90)
		if err != nil {
			t.Fatal(err)
		}
		if e.Low <= 0 && 0 <= e.High {
			held++
		}
	}
	return float64(held) / float64(runs)
}

// With 2,000 series one standard error of the share is .0067. A test that takes the values for independent (the last
// line) must fail, or this one could not.
func TestCoverageOfMeanShift(t *testing.T) {
	for _, phi := range []float64{0, .3, .5} {
		if share := coverageOfMeanShift(t, 2000, 13, phi); share < .86 || share > .94 {
			t.Errorf("φ %.1f: a nominal 90 %% interval held the truth in %.3f, want .86–.94", phi, share)
		}
	}
	src := rand.New(rand.NewPCG(testSeed, 42))
	held, runs := 0, 2000
	for range runs {
		x := autoregression(src, 26, .5)
		e, err := TimesAsMuch(mustLogMean(t, x[13:], nil), mustLogMean(t, x[:13], nil), 0.90)
		if err != nil {
			t.Fatal(err)
		}
		if e.Low <= 1 && 1 <= e.High {
			held++
		}
	}
	if share := float64(held) / float64(runs); share > .8 {
		t.Errorf("independent values: held in %.3f; this test cannot fail", share)
	}
}

// The whole table: make calibrate.
func TestCalibrateMeanShift(t *testing.T) {
	if !*calibrate {
		t.Skip("make calibrate")
	}
	for _, side := range []int{11, 12, 13} {
		for _, phi := range []float64{0, .3, .5, .7} {
			share := coverageOfMeanShift(t, 10_000, side, phi)
			t.Logf("%d steps a side, φ %.1f: %.3f", side, phi, share)
			if phi <= .5 && (share < .86 || share > .94) {
				t.Errorf("%d steps a side, φ %.1f: held in %.3f, want .86–.94", side, phi, share)
			}
		}
	}
}

// Twelve values of each side that alternate show no resemblance of neighbours, so φ is 0 and all can be done by hand: the
// residuals are ±1, their squares add up to 24, σ² = 24/22 · 22/21, SE² = σ² (1/12 + 1/12), and Student's t with 22
// degrees of freedom has its 95 % quantile at 1.717144 (any table of t).
func TestMeanShiftByHand(t *testing.T) {
	var x []float64
	for i := range 24 {
		level := 5.0
		if i >= 12 {
			level = 8
		}
		x = append(x, level+float64(i%2*2-1))
	}
	e, err := MeanShift(x, 12, 0.90)
	if err != nil {
		t.Fatal(err)
	}
	half := 1.717144 * math.Sqrt(24.0/21/6)
	if math.Abs(e.Value-3) > 1e-9 || math.Abs(e.Low-(3-half)) > 1e-5 || math.Abs(e.High-(3+half)) > 1e-5 || e.N != 24 {
		t.Errorf("%+v, want 3 ± %v", e, half)
	}
	// A change of unit changes nothing but the unit; missing steps at the ends change nothing at all.
	scaled := append([]float64{math.NaN()}, x...)
	for i := range scaled {
		scaled[i] *= 1000
	}
	if s, err := MeanShift(scaled, 13, 0.90); err != nil || math.Abs(s.Low-1000*e.Low) > 1e-6 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestMeanShiftRefuses(t *testing.T) {
	flat := slices.Repeat([]float64{2}, 24)
	gap := slices.Clone(flat)
	for i := range 15 {
		gap[i] = math.NaN()
	}
	for _, c := range []struct {
		name   string
		series []float64
		at     int
		level  float64
		want   error
	}{
		{"no level", flat, 12, 1, ErrInput},
		{"an infinite value", []float64{1, math.Inf(1)}, 1, .9, ErrInput},
		{"a change outside", flat, 25, .9, ErrInput},
		{"few before", flat, 9, .9, ErrTooFewPoints},
		{"nothing known before", gap, 12, .9, ErrTooFewPoints},
		{"nothing", nil, 0, .9, ErrTooFewPoints},
		{"no spread", flat, 12, .9, ErrNoSpread},
	} {
		if e, err := MeanShift(c.series, c.at, c.level); !errors.Is(err, c.want) || err == nil && !math.IsNaN(e.Low) {
			t.Errorf("%s: %+v, %v", c.name, e, err)
		}
	}
}
