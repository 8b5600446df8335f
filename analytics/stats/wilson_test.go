package stats

import (
	"errors"
	"math"
	"testing"
)

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		hits, n   int
		level     float64
		low, high float64
	}{
		// prop.test(hits, n, correct=FALSE, conf.level=level)$conf.int
		{81, 263, 0.95, 0.255288519878, 0.366209576983},
		{15, 148, 0.95, 0.0623863995307, 0.1604872417233},
		{0, 20, 0.95, 0, 0.161125158053},
		{1, 29, 0.95, 0.00611321429276, 0.17175521879320},
		{29, 29, 0.95, 0.8830302015, 1},
		{81, 263, 0.90, 0.263313617188, 0.356566349608},
		{0, 20, 0.90, 0, 0.119157837361},
		{1, 29, 0.90, 0.00773080797274, 0.14068309513251},
	} {
		got, err := Wilson(c.hits, c.n, c.level)
		if err != nil {
			t.Fatal(err)
		}
		expectEstimate(t, got, float64(c.hits)/float64(c.n), c.low, c.high, c.n, c.n)
	}
}

// Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3 (score without continuity correction), 95 %.
func TestWilsonPublished(t *testing.T) {
	for _, c := range []struct {
		hits, n   int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		got, err := Wilson(c.hits, c.n, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.Low-c.low) > 5e-5 || math.Abs(got.High-c.high) > 5e-5 {
			t.Errorf("%d of %d: got %.4f–%.4f, want %.4f–%.4f", c.hits, c.n, got.Low, got.High, c.low, c.high)
		}
	}
}

func TestWilsonRefuses(t *testing.T) {
	for _, c := range []struct {
		hits, n int
		level   float64
	}{{0, 0, 0.90}, {-1, 5, 0.90}, {6, 5, 0.90}, {1, -1, 0.90}, {1, 5, 0}, {1, 5, 1}, {1, 5, math.NaN()}} {
		if got, err := Wilson(c.hits, c.n, c.level); !errors.Is(err, ErrInput) || got != (Estimate{}) {
			t.Errorf("%d of %d at %v: got %+v, %v", c.hits, c.n, c.level, got, err)
		}
	}
}
