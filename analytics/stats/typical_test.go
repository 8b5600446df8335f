package stats

import (
	"errors"
	"math"
	"testing"
)

func TestTypicalValue(t *testing.T) {
	var ozoneAll []float64
	var months []int
	for month, days := range ozone {
		for _, v := range days {
			ozoneAll, months = append(ozoneAll, v), append(months, month)
		}
	}
	for _, c := range []struct {
		name             string
		values           []float64
		clusters         []int
		level            float64
		value, low, high float64
		groups           int
	}{
		{
			// m <- tapply(log(y), cl, mean); t <- t.test(m, conf.level=.9); exp(t$estimate); exp(t$conf.int)
			"campaigns of two and three posts", quarterLikes, quarterCampaigns, 0.90,
			291.040169527309502, 130.113747883444205, 651.002539365503139, 5,
		},
		{
			// t <- t.test(log(y), conf.level=.9); exp(t$estimate); exp(t$conf.int)
			"every post for itself", quarterLikes, nil, 0.90,
			267.897690718442107, 184.425476934655080, 389.149991016170929, 14,
		},
		{
			// a <- subset(airquality, !is.na(Ozone)); m <- tapply(log(a$Ozone), a$Month, mean)
			// t <- t.test(m, conf.level=.9); exp(t$estimate); exp(t$conf.int)
			"ozone by month", ozoneAll, months, 0.90,
			29.9444718372668, 19.3573639441947, 46.3219783539680, 5,
		},
		{
			// the same with conf.level=.95
			"ozone by month, 95 %", ozoneAll, months, 0.95,
			29.9444718372668, 16.9651133696086, 52.8538403532962, 5,
		},
		{
			// t <- t.test(log(subset(a, Month==6)$Ozone), conf.level=.9); exp(t$estimate); exp(t$conf.int)
			"ozone in June", ozone[1], nil, 0.90,
			25.4489212632186, 17.9793571660793, 36.0217324501113, 9,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := TypicalValue(logsOf(c.values), c.clusters, c.level)
			if err != nil {
				t.Fatal(err)
			}
			expectEstimate(t, got, c.value, c.low, c.high, len(c.values), c.groups)
		})
	}
}

func TestLogMeanOf(t *testing.T) {
	m := mustLogMean(t, logsOf(quarterLikes), quarterCampaigns)
	// m <- tapply(log(y), cl, mean); t <- t.test(m); t$estimate; t$stderr; t$parameter
	expect(t, "mean", m.Mean, 5.673461297257649)
	expect(t, "standard error", m.SE, 0.377631380839307)
	expect(t, "degrees of freedom", m.DF, 4)
}

func TestTypicalValueWithoutInterval(t *testing.T) {
	for _, c := range []struct {
		name     string
		logs     []float64
		clusters []int
		want     error
		value    float64
		groups   int
	}{
		{"one post", []float64{math.Log(5)}, nil, ErrTooFewClusters, 5, 1},
		{"two posts", logsOf([]float64{4, 9}), nil, ErrTooFewClusters, 6, 2},
		// means of the logs: log √(2·8) = log 4 and log 9; √(4·9) = 6
		{"many posts of two campaigns", logsOf([]float64{2, 8, 9, 9, 9}), []int{7, 7, -1, -1, -1}, ErrTooFewClusters, 6, 2},
		{"nobody reacted to any post", logsOf([]float64{.5, .5, .5, .5}), nil, ErrNoSpread, .5, 4},
		{"means differ by rounding only", []float64{.1, .1, .1, .3, 0, 0, .1, .1}, []int{1, 2, 3, 4, 4, 4, 5, 5}, ErrNoSpread, math.Exp(.1), 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := TypicalValue(c.logs, c.clusters, 0.90)
			if !errors.Is(err, c.want) {
				t.Fatalf("got error %v, want %v", err, c.want)
			}
			expectNoInterval(t, got, c.value, len(c.logs), c.groups)

			m, err := LogMeanOf(c.logs, c.clusters)
			if !errors.Is(err, c.want) || !math.IsNaN(m.SE) || !math.IsNaN(m.DF) {
				t.Errorf("LogMeanOf: got %+v, %v", m, err)
			}
			if _, err := m.Estimate(0.90); !errors.Is(err, ErrInput) {
				t.Errorf("an interval from a mean without a standard error: %v", err)
			}
		})
	}
}

func TestTypicalValueRefuses(t *testing.T) {
	good := []float64{1, 2, 3}
	for _, c := range []struct {
		name     string
		logs     []float64
		clusters []int
		level    float64
	}{
		{"nothing", nil, nil, 0.90},
		{"the log of zero", []float64{1, 2, math.Inf(-1)}, nil, 0.90},
		{"an infinite log", []float64{1, math.Inf(1), 3}, nil, 0.90},
		{"a missing value", []float64{math.NaN(), 2, 3}, nil, 0.90},
		{"too few labels", good, []int{1, 2}, 0.90},
		{"labels but none given", good, []int{}, 0.90},
		{"level 0", good, nil, 0},
		{"level 1", good, nil, 1},
		{"level in per cent", good, nil, 90},
		{"level missing", good, nil, math.NaN()},
		{"a sum too large", []float64{1e308, 1e308, 1e308}, nil, 0.90},
		{"two values where logs are due", []float64{1000, 1001}, nil, 0.90},
		{"values where logs are due", []float64{1000, 1001, 1002}, nil, 0.90},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := TypicalValue(c.logs, c.clusters, c.level); !errors.Is(err, ErrInput) || got != (Estimate{}) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestLogMeanEstimate(t *testing.T) {
	// A model's estimate, by hand: exp(5 ± 1.644853627·0.2), its error counting as known.
	got, err := LogMean{Mean: 5, SE: 0.2, DF: math.Inf(1), N: 40, Clusters: 11}.Estimate(0.90)
	if err != nil {
		t.Fatal(err)
	}
	expectEstimate(t, got, 148.4131591025766, 148.4131591025766*math.Exp(-0.3289707253902946),
		148.4131591025766*math.Exp(0.3289707253902946), 40, 11)

	for name, m := range map[string]LogMean{
		"no standard error":       {Mean: 1, DF: 5},
		"negative standard error": {Mean: 1, SE: -1, DF: 5},
		"infinite standard error": {Mean: 1, SE: math.Inf(1), DF: 5},
		"no degrees of freedom":   {Mean: 1, SE: 1},
		"no number":               {Mean: math.NaN(), SE: 1, DF: 5},
		"too small to square":     {Mean: 1, SE: 1e-200, DF: 5},
	} {
		if _, err := m.Estimate(0.90); !errors.Is(err, ErrInput) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
