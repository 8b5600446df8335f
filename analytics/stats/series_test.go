package stats

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The series in testdata are data sets that R 4.2.2 ships (package datasets): Nile, AirPassengers, co2, nottem. The two
// decompositions were computed by R's stl.

// readColumn reads one column of a file in testdata.
func readColumn(t testing.TB, file string, column int) []float64 {
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
	var values []float64
	for _, row := range rows[1:] {
		v, err := strconv.ParseFloat(row[column], 64)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	return values
}

// expectDigits compares with a value that its source prints to so many digits after the point.
func expectDigits(t *testing.T, what string, got, want float64, digits int) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 0.5000001*math.Pow(10, -float64(digits)) {
		t.Errorf("%s: got %.12g, want %.12g", what, got, want)
	}
}

func TestMannKendallNile(t *testing.T) {
	trend, err := MannKendall(readColumn(t, "nile.csv", 1), TrendOptions{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	// R: trend::mk.test(Nile), trend::sens.slope(Nile).
	expectDigits(t, "S", trend.S, -1387, 0)
	expectDigits(t, "variance", trend.Variance, 112728.3333, 4)
	expectDigits(t, "Z", trend.Z, -4.128066523, 9)
	expectDigits(t, "P", trend.P, 3.658263e-5, 11)
	expectDigits(t, "tau", trend.Tau, -0.28020202, 8)
	expectDigits(t, "slope", trend.Slope.Value, -2.6, 9)
	expectDigits(t, "low", trend.Slope.Low, -3.627906977, 9)
	expectDigits(t, "high", trend.Slope.High, -1.428571429, 9)
}

func TestMannKendallMonths(t *testing.T) {
	passengers := readColumn(t, "airpassengers.csv", 1)
	plain, err := MannKendall(passengers, TrendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	// R: trend::mk.test(AirPassengers), trend::sens.slope.
	expectDigits(t, "S", plain.S, 8327, 0)
	expectDigits(t, "variance", plain.Variance, 335164.3333, 4)
	expectDigits(t, "Z", plain.Z, 14.38161003, 8)
	expectDigits(t, "slope", plain.Slope.Value, 2.451216288, 9)
	// pyMannKendall 1.4.2: seasonal_test(period=12), seasonal_sens_slope; the slope there is per year.
	seasonal, err := MannKendall(passengers, TrendOptions{Season: 12})
	if err != nil {
		t.Fatal(err)
	}
	expectDigits(t, "seasonal S", seasonal.S, 784, 0)
	expectDigits(t, "seasonal variance", seasonal.Variance, 2550, 0)
	expectDigits(t, "seasonal Z", seasonal.Z, 15.50571052, 8)
	expectDigits(t, "seasonal slope per year", seasonal.Slope.Value, 30.23611111, 8)
}

func TestMannKendallYears(t *testing.T) {
	months := readColumn(t, "co2.csv", 1)
	years := make([]float64, len(months)/12)
	for i := range years {
		years[i] = mean(months[12*i : 12*i+12])
	}
	trend, err := MannKendall(years, TrendOptions{})
	if err != nil || len(years) != 39 {
		t.Fatal(len(years), err)
	}
	// R: the annual means of co2 rise every year.
	expectDigits(t, "S", trend.S, 741, 0)
	expectDigits(t, "slope", trend.Slope.Value, 1.340416667, 9)
	expectDigits(t, "tau", trend.Tau, 1, 12)
}

// Steps without a value are left out, not taken for zero: the line through what is there stays the same.
func TestMannKendallGaps(t *testing.T) {
	series := make([]float64, 30)
	for i := range series {
		series[i] = 5 + 0.5*float64(i)
	}
	for _, at := range []int{3, 4, 5, 17, 29} {
		series[at] = math.NaN()
	}
	trend, err := MannKendall(series, TrendOptions{Autocorrelated: true})
	if err != nil {
		t.Fatal(err)
	}
	expectDigits(t, "slope", trend.Slope.Value, 0.5, 12)
	expectDigits(t, "S", trend.S, 25*24/2, 0) // every pair of the 25 points rises
}

func TestMannKendallRefuses(t *testing.T) {
	short := []float64{1, 2, 3}
	trend, err := MannKendall(short, TrendOptions{})
	if !errors.Is(err, ErrTooFewPoints) || trend.Slope.Value != 1 || !math.IsNaN(trend.Slope.Low) {
		t.Errorf("%+v, %v", trend, err)
	}
	if _, err := MannKendall([]float64{1, math.NaN()}, TrendOptions{}); !errors.Is(err, ErrTooFewPoints) {
		t.Error(err)
	}
	if _, err := MannKendall(make([]float64, 20), TrendOptions{}); !errors.Is(err, ErrNoSpread) {
		t.Error(err)
	}
	for name, o := range map[string]TrendOptions{
		"level": {Level: 1}, "season": {Season: -1},
	} {
		if _, err := MannKendall(make([]float64, 20), o); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := MannKendall([]float64{1, math.Inf(1)}, TrendOptions{}); !errors.Is(err, ErrInput) {
		t.Error(err)
	}
}

// Autocorrelated noise without a trend: the plain test cries trend far too often, the corrected one seldom. The design's
// simulation (1,500 runs of AR(1) noise with t₄ innovations, 26 points, φ = 0.5) found .212 and .083; the bounds leave
// three standard errors of 1,500 runs.
func TestMannKendallFalseAlarms(t *testing.T) {
	plain, corrected := falseAlarms(t, 1500, 26, 0.5)
	if plain < 0.15 {
		t.Errorf("the plain test cries trend in %.3f only: is the noise autocorrelated?", plain)
	}
	if corrected > 0.083+3*0.0071 {
		t.Errorf("the corrected test cries trend in %.3f", corrected)
	}
}

// falseAlarms is how often each test finds a trend at the 5 % level in noise.
func falseAlarms(t testing.TB, runs, n int, phi float64) (plain, corrected float64) {
	src := rand.New(rand.NewPCG(26, 5))
	for range runs {
		series := make([]float64, n)
		last := 0.0
		for i := range 50 + n {
			last = phi*last + studentT4(src)
			if i >= 50 {
				series[i-50] = last
			}
		}
		a, err := MannKendall(series, TrendOptions{})
		if err != nil {
			t.Fatal(err)
		}
		b, err := MannKendall(series, TrendOptions{Autocorrelated: true})
		if err != nil {
			t.Fatal(err)
		}
		if a.P < 0.05 {
			plain++
		}
		if b.P < 0.05 {
			corrected++
		}
	}
	return plain / float64(runs), corrected / float64(runs)
}

// The same for months with seasons: the sum of the seasons' variances cries trend far too often, the corrected one seldom.
// The bound is the design's for weeks (.085); the comment of MannKendall has what was measured.
func TestSeasonalMannKendallFalseAlarms(t *testing.T) {
	for _, months := range []int{24, 36} {
		for _, phi := range []float64{0, 0.3, 0.5} {
			const runs = 1500
			src := rand.New(rand.NewPCG(24, 12))
			var plain, corrected float64
			for range runs {
				series := make([]float64, months)
				last := 0.0
				for i := range 50 + months {
					last = phi*last + studentT4(src)
					if i >= 50 {
						series[i-50] = last + 2*math.Cos(2*math.Pi*float64(i)/12)
					}
				}
				a, err := MannKendall(series, TrendOptions{Season: 12})
				if err != nil {
					t.Fatal(err)
				}
				b, err := MannKendall(series, TrendOptions{Season: 12, Autocorrelated: true})
				if err != nil {
					t.Fatal(err)
				}
				if a.P < 0.05 {
					plain++
				}
				if b.P < 0.05 {
					corrected++
				}
			}
			t.Logf("%d months, φ = %v: plain %.3f, corrected %.3f", months, phi, plain/runs, corrected/runs)
			if corrected/runs > 0.085 {
				t.Errorf("%d months, φ = %v: cries trend in %.3f", months, phi, corrected/runs)
			}
			if phi == 0.5 && plain/runs < 0.11 {
				t.Errorf("%d months: the plain sum cries trend in %.3f only: is the noise autocorrelated?", months, plain/runs)
			}
		}
	}
}

// Two seasons in two years have the pairs 0–2 and 1–3, whose differences have the correlation
// (φ − φ − φ³ + φ) / (2 (1 − φ²)) = φ/2: the variance is 1 + (2/π) asin(φ/2) times that of independent pairs.
func TestSeasonalInflation(t *testing.T) {
	for _, phi := range []float64{0, 0.3, 0.5, 0.9} {
		expectDigits(t, "inflation", seasonalInflation(phi, make([]float64, 4), 2), 1+2/math.Pi*math.Asin(phi/2), 12)
	}
	passengers := readColumn(t, "airpassengers.csv", 1)
	trend, err := MannKendall(passengers, TrendOptions{Season: 12, Autocorrelated: true})
	if err != nil {
		t.Fatal(err)
	}
	// pyMannKendall 1.4.2 as above; only the variance is another.
	expectDigits(t, "seasonal S", trend.S, 784, 0)
	expectDigits(t, "seasonal slope per year", trend.Slope.Value, 30.23611111, 8)
	if trend.Autocorrelation < 0.5 || trend.Variance < 2550*1.5 {
		t.Errorf("passengers of neighbouring months resemble each other: %+v", trend)
	}
}

func studentT4(src *rand.Rand) float64 {
	var squares float64
	for range 4 {
		z := src.NormFloat64()
		squares += z * z
	}
	return src.NormFloat64() / math.Sqrt(squares/4)
}

func TestSTLPeriodic(t *testing.T) {
	d, err := STL(readColumn(t, "co2.csv", 1), STLOptions{Period: 12})
	if err != nil {
		t.Fatal(err)
	}
	expectDecomposition(t, d, "co2_stl_periodic.csv") // R: stl(co2, "per")
	// 1 − var(remainder)/var(seasonal + remainder) of R's columns in that file.
	expectDigits(t, "strength of the season", d.SeasonalStrength(), 0.9841049082, 10)
}

func TestSTLWindow(t *testing.T) {
	logs := logsOf(readColumn(t, "co2.csv", 1))
	d, err := STL(logs, STLOptions{Period: 12, SeasonalWindow: 21})
	if err != nil {
		t.Fatal(err)
	}
	expectDecomposition(t, d, "log_co2_stl_window21.csv") // R: stl(log(co2), s.window = 21)
	expectDigits(t, "strength of the season", d.SeasonalStrength(), 0.9881524733, 10)
	if none := (Decomposition{Seasonal: make([]float64, 24), Remainder: make([]float64, 24)}); none.SeasonalStrength() != 0 {
		t.Error("a series on its trend has no season")
	}
}

func expectDecomposition(t *testing.T, d Decomposition, file string) {
	t.Helper()
	for column, part := range [][]float64{d.Seasonal, d.Trend, d.Remainder} {
		want := readColumn(t, file, column)
		if len(want) != len(part) {
			t.Fatalf("%d values, want %d", len(part), len(want))
		}
		for i, v := range part {
			if math.Abs(v-want[i]) > 1e-9*max(1, math.Abs(want[i])) {
				t.Fatalf("part %d, step %d: got %.12g, want %.12g", column, i, v, want[i])
			}
		}
	}
}

func TestSTLNottem(t *testing.T) {
	d, err := STL(readColumn(t, "nottem.csv", 1), STLOptions{Period: 12})
	if err != nil {
		t.Fatal(err)
	}
	// R: stl(nottem, "per")$time.series[1, ].
	expectDigits(t, "seasonal", d.Seasonal[0], -9.347198027, 9)
	expectDigits(t, "trend", d.Trend[0], 49.68067265, 8)
	expectDigits(t, "remainder", d.Remainder[0], 0.2665253789, 10)
}

// One absurd value must not bend a robust decomposition; everything still adds up.
func TestSTLRobust(t *testing.T) {
	series := readColumn(t, "co2.csv", 1)
	calm, err := STL(series, STLOptions{Period: 12, Robust: true})
	if err != nil {
		t.Fatal(err)
	}
	wild := slices.Clone(series)
	wild[200] += 100
	d, err := STL(wild, STLOptions{Period: 12, Robust: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range wild {
		if sum := d.Seasonal[i] + d.Trend[i] + d.Remainder[i]; math.Abs(sum-wild[i]) > 1e-9 {
			t.Fatalf("step %d adds up to %v, not %v", i, sum, wild[i])
		}
		if math.Abs(d.Trend[i]-calm.Trend[i]) > 0.5 {
			t.Fatalf("step %d: the trend moved by %.2f of 100", i, d.Trend[i]-calm.Trend[i])
		}
	}
}

func TestSTLRefuses(t *testing.T) {
	for name, o := range map[string]STLOptions{
		"no period": {Period: 1}, "too short": {Period: 20}, "even window": {Period: 4, SeasonalWindow: 8}, "small window": {Period: 4, SeasonalWindow: 5},
	} {
		if _, err := STL(make([]float64, 30), o); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := STL([]float64{1, 2, math.NaN(), 4}, STLOptions{Period: 2}); !errors.Is(err, ErrInput) {
		t.Error(err)
	}
}

func TestChangePointsNile(t *testing.T) {
	flow := readColumn(t, "nile.csv", 1)
	// The dam at Aswan: R's strucchange::breakpoints finds one break after the 28th year, 1898, and these means.
	for _, penalty := range []float64{0, 131882.62, 197823.93} {
		found, err := FindChangePoints(flow, ChangePointOptions{Penalty: penalty})
		if err != nil {
			t.Fatal(err)
		}
		expectDigits(t, "noise", found.Sigma, 115.319217, 6)
		if !slices.Equal(found.At, []int{28}) {
			t.Fatalf("penalty %v: changes at %v", penalty, found.At)
		}
		expectDigits(t, "before", found.Levels[0], 1097.75, 7)
		expectDigits(t, "after", found.Levels[1], 849.9722222, 7)
		// strucchange's 95 % interval is 25 to 32, by the variance of each side; ours, at 90 % and one variance:
		// 7.687 · 1597457.194/97 / 247.78² = 2.06, so three steps to each side.
		if found.Between[0] != [2]int{25, 31} {
			t.Errorf("the change lies between %v", found.Between[0])
		}
	}
}

func TestChangePointsOfNothing(t *testing.T) {
	src := rand.New(rand.NewPCG(1, 2))
	noisy := 0
	for range 200 {
		series := make([]float64, 52)
		for i := range series {
			series[i] = src.NormFloat64()
		}
		found, err := FindChangePoints(series, ChangePointOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.At) > 0 {
			noisy++
		}
	}
	if noisy > 20 {
		t.Errorf("changes in %d of 200 series without any", noisy)
	}
	plain, corrected := 0, 0
	for range 200 {
		series, last := make([]float64, 52), 0.0
		for i := range series {
			last = 0.5*last + src.NormFloat64()
			series[i] = last
		}
		for _, o := range []struct {
			autocorrelated bool
			count          *int
		}{{false, &plain}, {true, &corrected}} {
			found, err := FindChangePoints(series, ChangePointOptions{Autocorrelated: o.autocorrelated})
			if err != nil {
				t.Fatal(err)
			}
			if len(found.At) > 0 {
				*o.count++
			}
		}
	}
	if corrected >= plain || corrected > 40 {
		t.Errorf("changes in %d of 200 autocorrelated series without any, in %d when that is allowed for", plain, corrected)
	}
	if _, err := FindChangePoints(make([]float64, 30), ChangePointOptions{}); !errors.Is(err, ErrNoSpread) {
		t.Error(err)
	}
	if _, err := FindChangePoints(make([]float64, 5), ChangePointOptions{}); !errors.Is(err, ErrTooFewPoints) {
		t.Error(err)
	}
	if _, err := FindChangePoints([]float64{math.NaN()}, ChangePointOptions{}); !errors.Is(err, ErrInput) {
		t.Error(err)
	}
	if _, err := FindChangePoints(make([]float64, 30), ChangePointOptions{MinLength: -1}); !errors.Is(err, ErrInput) {
		t.Error(err)
	}
}

// calibrate prints the whole table of false alarms: make calibrate.
var calibrate = flag.Bool("calibrate", false, "print how often tests of trends cry trend in noise")

func TestCalibrate(t *testing.T) {
	if !*calibrate {
		t.Skip("make calibrate")
	}
	var b strings.Builder
	b.WriteString("\ntrends found at the 5 % level in noise without any (t with 4 degrees, 4,000 runs)\n")
	for _, n := range []int{13, 26, 52} {
		for _, phi := range []float64{0, 0.3, 0.5} {
			plain, corrected := falseAlarms(t, 4000, n, phi)
			fmt.Fprintf(&b, "%d points, autocorrelation %.1f: plain test %.3f, corrected %.3f\n", n, phi, plain, corrected)
		}
	}
	t.Log(b.String())
}
