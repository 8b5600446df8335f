package stats

import (
	"errors"
	"math"
	"testing"
)

func TestTimesAsMuch(t *testing.T) {
	for _, c := range []struct {
		name             string
		a, b             LogMean
		value, low, high float64
		n, groups        int
	}{
		{
			// ma <- tapply(log(y), cl, mean); mb <- tapply(log(b), cb, mean); w <- t.test(ma, mb, conf.level=.9)
			// exp(w$estimate[1] - w$estimate[2]); exp(w$conf.int); w$parameter = 4.403253526956557
			"posts of campaigns",
			mustLogMean(t, logsOf(quarterLikes), quarterCampaigns), mustLogMean(t, logsOf(otherLikes), otherCampaigns),
			2.022410215493172, 0.905284602730689, 4.518074280059202, 25, 11,
		},
		{
			// w <- t.test(log(len) ~ supp, data=ToothGrowth, conf.level=.9)
			// exp(w$estimate[1] - w$estimate[2]); exp(w$conf.int); w$parameter = 51.03215334033243
			"teeth", mustLogMean(t, logsOf(toothGrowth.oj), nil), mustLogMean(t, logsOf(toothGrowth.vc), nil),
			1.31279023962773, 1.06387230247581, 1.61994838031892, 60, 60,
		},
		{
			// By hand: both errors known, 0.3² + 0.4² = 0.5², exp(0.7 ± 1.644853626951473·0.5).
			"two model estimates",
			LogMean{Mean: 1, SE: .3, DF: math.Inf(1)},
			LogMean{Mean: .3, SE: .4, DF: math.Inf(1)},
			math.Exp(.7), math.Exp(.7 - .8224268134757365), math.Exp(.7 + .8224268134757365), 0, 0,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := TimesAsMuch(c.a, c.b, 0.90)
			if err != nil {
				t.Fatal(err)
			}
			expectEstimate(t, got, c.value, c.low, c.high, c.n, c.groups)
		})
	}
}

func TestWelchDF(t *testing.T) {
	for _, c := range []struct {
		name                         string
		varA, varB, dfA, dfB, wanted float64
	}{
		{"equal ones add up", 1, 1, 5, 5, 10},
		{"the smaller variance hardly matters", 1, 1e-12, 4, 2, 4},
		{"one known error", 1, 1, 4, math.Inf(1), 16}, // (1+1)² / (1/4)
		{"both known", 1, 3, math.Inf(1), math.Inf(1), math.Inf(1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := welchDF(c.varA, c.varB, c.dfA, c.dfB); got != c.wanted && math.Abs(got/c.wanted-1) > 1e-9 {
				t.Errorf("got %v, want %v", got, c.wanted)
			}
		})
	}
}

func TestTimesAsMuchRefuses(t *testing.T) {
	good := LogMean{Mean: 1, SE: 1, DF: 5}
	few, _ := LogMeanOf([]float64{1, 2}, nil)
	for _, c := range []struct {
		name  string
		a, b  LogMean
		level float64
	}{
		{"too few clusters in the first", few, good, 0.90},
		{"too few clusters in the second", good, few, 0.90},
		{"nothing", LogMean{}, LogMean{}, 0.90},
		{"level in per cent", good, good, 90},
		{"too large for a number", LogMean{Mean: 800, SE: 1, DF: 5}, good, 0.90},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := TimesAsMuch(c.a, c.b, c.level); !errors.Is(err, ErrInput) || got != (Estimate{}) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}
