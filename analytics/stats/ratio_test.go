package stats

import (
	"errors"
	"math"
	"testing"
)

func TestRatioOfSums(t *testing.T) {
	for _, c := range []struct {
		name             string
		y, x             []float64
		clusters         []int
		level            float64
		value, low, high float64
		groups           int
	}{
		{
			// d <- svydesign(ids=~cl, weights=~1, data=data.frame(y,x,cl)); r <- svyratio(~y, ~x, d)
			// coef(r); confint(r, level=.9, df=degf(d)); SE(r) = 0.00482900726845348, degf(d) = 4.
			// Without df, confint takes the normal quantile: .0647869–.0806729.
			"campaigns", quarterLikes, quarterReach, quarterCampaigns, 0.90,
			0.07272991428156327, 0.06243521065516267, 0.08302461790796385, 5,
		},
		{
			// d <- svydesign(ids=~1, weights=~1, data=data.frame(y,x)); r <- svyratio(~y, ~x, d)
			// coef(r); confint(r, level=.9, df=degf(d)); degf(d) = 13
			"every post for itself", quarterLikes, quarterReach, nil, 0.90,
			0.07272991428156327, 0.06587688669132079, 0.07958294187180573, 14,
		},
		{
			// dc <- svydesign(id=~dnum, weights=~1, data=apiclus1); r <- svyratio(~api.stu, ~enroll, dc)
			// coef(r); confint(r, level=.9, df=degf(dc)); degf(dc) = 14. The schools and the totals of their districts
			// give the same.
			"districts of schools", schools.tested, schools.enrolled, nil, 0.90,
			0.84970874172448752, 0.83478931729265249, 0.86462816615632254, 15,
		},
		{
			// the same with level=.95
			"districts of schools, 95 %", schools.tested, schools.enrolled, nil, 0.95,
			0.84970874172448752, 0.831541025396257, 0.867876458052718, 15,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := RatioOfSums(c.y, c.x, c.clusters, c.level)
			if err != nil {
				t.Fatal(err)
			}
			expectEstimate(t, got, c.value, c.low, c.high, len(c.y), c.groups)
		})
	}
}

// With x = 1 everywhere and no clusters the ratio is the mean, and its linearised standard error is s/√n exactly.
func TestRatioOfSumsIsTheMean(t *testing.T) {
	y := []float64{3, 5, 10}
	got, err := RatioOfSums(y, []float64{1, 1, 1}, nil, 0.90)
	if err != nil {
		t.Fatal(err)
	}
	// By hand: mean 6, squares 9+1+16 = 26, s² = 13, s/√n = √(13/3), qt(.95, 2) = 2.91998558035372.
	half := 2.91998558035372 * math.Sqrt(13.0/3)
	expectEstimate(t, got, 6, 0, 6+half, 3, 3) // 6 − half < 0, and none of y is

	y[0] = -3 // mean 4, squares 49+1+36 = 86, s² = 43
	got, err = RatioOfSums(y, []float64{1, 1, 1}, nil, 0.90)
	if err != nil {
		t.Fatal(err)
	}
	half = 2.91998558035372 * math.Sqrt(43.0/3)
	expectEstimate(t, got, 4, 4-half, 4+half, 3, 3)
}

func TestRatioOfSumsWithoutInterval(t *testing.T) {
	for _, c := range []struct {
		name     string
		y, x     []float64
		clusters []int
		want     error
		value    float64
		groups   int
	}{
		{"two posts", []float64{1, 2}, []float64{10, 20}, nil, ErrTooFewClusters, .1, 2},
		{"five posts of one campaign", []float64{1, 2, 3, 4, 5}, []float64{10, 10, 10, 10, 10}, []int{3, 3, 3, 3, 3}, ErrTooFewClusters, .3, 1},
		{"nobody reacted", []float64{0, 0, 0}, []float64{10, 20, 30}, nil, ErrNoSpread, 0, 3},
		{"the same rate everywhere", []float64{.1, .2, .7}, []float64{1, 2, 7}, nil, ErrNoSpread, .1, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := RatioOfSums(c.y, c.x, c.clusters, 0.90)
			if !errors.Is(err, c.want) {
				t.Fatalf("got error %v, want %v", err, c.want)
			}
			expectNoInterval(t, got, c.value, len(c.y), c.groups)
		})
	}
}

func TestRatioOfSumsRefuses(t *testing.T) {
	y, x := []float64{1, 2, 3}, []float64{10, 30, 20}
	for _, c := range []struct {
		name     string
		y, x     []float64
		clusters []int
		level    float64
		want     error
	}{
		{"a negative denominator", y, []float64{10, -1, 20}, nil, 0.90, ErrNoDenominator},
		{"no denominator at all", y, []float64{0, 0, 0}, nil, 0.90, ErrNoDenominator},
		{"negatives that cancel", y, []float64{1, -1, 0}, nil, 0.90, ErrNoDenominator},
		{"nothing", nil, nil, nil, 0.90, ErrInput},
		{"a missing numerator", []float64{1, math.NaN(), 3}, x, nil, 0.90, ErrInput},
		{"a missing denominator", y, []float64{1, 2, math.NaN()}, nil, 0.90, ErrInput},
		{"an infinite numerator", []float64{1, math.Inf(-1), 3}, x, nil, 0.90, ErrInput},
		{"an infinite denominator", y, []float64{1, 2, math.Inf(1)}, nil, 0.90, ErrInput},
		{"sums too large", []float64{1e308, 1e308, 1}, x, nil, 0.90, ErrInput},
		{"denominators too large", y, []float64{1e308, 1e308, 1}, nil, 0.90, ErrInput},
		{"lengths that differ", y, x[:2], nil, 0.90, ErrInput},
		{"too many labels", y, x, []int{1, 2, 3, 4}, 0.90, ErrInput},
		{"level 1", y, x, nil, 1, ErrInput},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := RatioOfSums(c.y, c.x, c.clusters, c.level); !errors.Is(err, c.want) || got != (Estimate{}) {
				t.Errorf("got %+v, %v, want %v", got, err, c.want)
			}
		})
	}
}

// A post that reached nobody adds nothing to either sum, but its campaign still counts.
func TestRatioOfSumsTakesAZeroAmongOthers(t *testing.T) {
	with, err := RatioOfSums([]float64{1, 2, 4, 0}, []float64{10, 30, 20, 0}, []int{1, 2, 3, 3}, 0.90)
	if err != nil {
		t.Fatal(err)
	}
	without, err := RatioOfSums([]float64{1, 2, 4}, []float64{10, 30, 20}, []int{1, 2, 3}, 0.90)
	if err != nil {
		t.Fatal(err)
	}
	if without.N++; with != without {
		t.Errorf("got %+v, want %+v", with, without)
	}
}
