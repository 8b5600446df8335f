package trend

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// noisyMonths draws months' logs: a first-order autoregression of spread one with t₄ innovations, and seasons of the size.
func noisyMonths(src *rand.Rand, months int, phi, seasons float64) []float64 {
	season := make([]float64, monthsOfYear)
	for i := range season {
		season[i] = seasons * src.NormFloat64()
	}
	line := make([]float64, months)
	var last float64
	for i := range 50 + months {
		var squares float64
		for range 4 {
			z := src.NormFloat64()
			squares += z * z
		}
		last = phi*last + src.NormFloat64()/math.Sqrt(squares/4)/math.Sqrt2*math.Sqrt(1-phi*phi)
		if i >= 50 {
			line[i-50] = last + season[(i-50)%monthsOfYear]
		}
	}
	return line
}

func monthsFrom(first time.Time, n int) []time.Time {
	starts := make([]time.Time, n)
	for i := range starts {
		starts[i] = first.AddDate(0, i, 0)
	}
	return starts
}

// october2021 begins the invented lines.
var october2021 = time.Date(2021, 10, 1, 0, 0, 0, 0, time.UTC)

// What was put in comes out: July a fifth above, January as far below, on a line that grows.
func TestSeasonOf(t *testing.T) {
	line := func(n int) []float64 {
		values := make([]float64, n)
		for i, start := range monthsFrom(october2021, n) {
			values[i] = 3 + 0.02*float64(i)
			switch start.Month() {
			case time.July:
				values[i] += math.Log(1.2)
			case time.January:
				values[i] -= math.Log(1.2)
			}
		}
		return values
	}
	season := func(values []float64, stretches ...stretch) *Season {
		return seasonOf(values, append([]stretch{{0, len(values)}}, stretches...), monthsFrom(october2021, len(values)))
	}
	for _, months := range []int{24, 31, 60} {
		s := season(line(months))
		if s == nil || s.Years != months/12 || s.Strength < 0.95 || s.Peak() != time.July || s.Trough() != time.January {
			t.Fatalf("%d months: %+v", months, s)
		}
		for month, want := range map[time.Month]float64{time.July: 1.2, time.January: 1 / 1.2, time.April: 1, time.October: 1} {
			if got := s.Factor(month); math.Abs(got-want) > 0.015 {
				t.Errorf("%d months, %v: %.3f, want %.3f", months, month, got, want)
			}
		}
	}
	if s := season(line(23)); s != nil {
		t.Errorf("of less than two years: %+v", s)
	}
	gap := line(40)
	gap[20] = math.NaN()
	if s := season(gap); s != nil {
		t.Errorf("of 19 months since a gap: %+v", s)
	}
	gap[20], gap[10] = gap[19], math.NaN()
	if s := season(gap); s == nil || s.Years != 2 {
		t.Errorf("of 29 months since a gap: %+v", s)
	}
	late := append(line(30), math.NaN(), math.NaN())
	if s := season(late); s == nil || s.Years != 2 {
		t.Errorf("with two months not exported yet: %+v", s)
	}
	if s := season(line(40), stretch{20, 40}); s != nil {
		t.Errorf("of 20 months since a definition break: %+v", s)
	}
	flat := make([]float64, 36)
	if s := season(flat); s != nil {
		t.Errorf("of a level line: %+v", s)
	}
}

// Noise without a season seldom shows one, and a trend that is not there is no more often found for choosing the test by
// the season. The bounds are .05 and .085 and three standard errors of 1,000 lines.
func TestFalseSeasonsAndTrends(t *testing.T) {
	const lines = 1000
	src := rand.New(rand.NewPCG(24, 5))
	for _, months := range []int{24, 36, 60} {
		starts, stretches := monthsFrom(october2021, months), []stretch{{0, months}}
		for _, c := range []struct{ phi, seasons float64 }{{0, 0}, {0.3, 0}, {0.5, 0}, {0.5, 1}} {
			var seasons, alarms float64
			for range lines {
				line := noisyMonths(src, months, c.phi, c.seasons)
				s := seasonOf(line, stretches, starts)
				if s != nil {
					seasons++
				}
				if courseOf(line, stretches, Month, s).Clear() {
					alarms++
				}
			}
			t.Logf("%d months, φ = %v, seasons %v: a season in %.3f, a trend in %.3f", months, c.phi, c.seasons, seasons/lines, alarms/lines)
			if c.seasons == 0 && seasons/lines > 0.05+3*0.0069 {
				t.Errorf("%d months, φ = %v: a season in %.3f", months, c.phi, seasons/lines)
			}
			if c.seasons > 0 && seasons/lines < 0.4 {
				t.Errorf("%d months: a season is seen in %.3f only", months, seasons/lines)
			}
			if alarms/lines > 0.085+3*0.0088 {
				t.Errorf("%d months, φ = %v: a trend in %.3f", months, c.phi, alarms/lines)
			}
		}
	}
}

// A strong season hides a slow rise from the plain test; month against same month it is seen. The interval is per
// quarter, as the plain one's.
func TestSeasonalCourse(t *testing.T) {
	src := rand.New(rand.NewPCG(3, 4))
	line := make([]float64, 36)
	for i := range line {
		line[i] = 0.01*float64(i) + 0.6*math.Cos(2*math.Pi*float64(i)/12) + 0.05*src.NormFloat64()
	}
	all := []stretch{{0, 36}}
	season := seasonOf(line, all, monthsFrom(october2021, 36))
	seasonal, plain := courseOf(line, all, Month, season), courseOf(line, all, Month, nil)
	if season == nil || !seasonal.Seasonal || !seasonal.Clear() || plain.Seasonal || plain.Clear() {
		t.Fatalf("seasonal %+v, plain %+v", seasonal, plain)
	}
	// exp(3 · 0.01) = 1.030 a quarter.
	if e := seasonal.PerQuarter; e.Low > 1.0305 || e.High < 1.0305 || math.Abs(e.Value-1.0305) > 0.01 {
		t.Errorf("%+v a quarter", e)
	}
	if short := courseOf(line[13:], []stretch{{0, 23}}, Month, season); short.Seasonal {
		t.Error("compares months of less than two years")
	}
}
