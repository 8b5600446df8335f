package stats

import (
	"errors"
	"math"
	"slices"
	"testing"
)

// The values are those of the tests of R's ebci (tests/testthat/test-cv.R), and the normal quantile.
func TestShrunkCritical(t *testing.T) {
	for _, tt := range []struct {
		name                          string
		noise, kurtosis, level, value float64
		within                        float64
	}{
		{"nothing shrunk", 0, 3, 0.95, 1.959963985, 1e-8},
		{"nothing shrunk, any shape", 0, math.Inf(1), 0.95, 1.959963985, 1e-8},
		{"much shrunk, normal effects", 25, 3, 0.95, 11.88358367, 1e-5},
		{"half shrunk, normal effects", 1, 3, 0.8, 1.8494683, 1e-5},
	} {
		got, err := ShrunkCritical(tt.noise, tt.kurtosis, tt.level)
		if err != nil || math.Abs(got-tt.value) > tt.within {
			t.Errorf("%s: %.9g, %v, want %.9g", tt.name, got, err, tt.value)
		}
	}
}

// Knowing the kurtosis can only narrow the interval, and Chebyshev's inequality bounds it.
func TestShrunkCriticalLaws(t *testing.T) {
	for _, noise := range []float64{0.2, 4} {
		free, err := ShrunkCritical(noise, math.Inf(1), 0.9)
		if err != nil {
			t.Fatal(err)
		}
		if free > math.Sqrt((1+noise)/0.1)+1e-9 || free < 1.6448 {
			t.Errorf("noise %v: %v", noise, free)
		}
		before := 0.0
		for _, kurtosis := range []float64{1, 3, 30} {
			known, err := ShrunkCritical(noise, kurtosis, 0.9)
			if err != nil {
				t.Fatal(err)
			}
			if known > free+1e-7 || known < before-1e-7 {
				t.Errorf("noise %v, kurtosis %v: %v, without %v, before %v", noise, kurtosis, known, free, before)
			}
			before = known
		}
	}
	for _, bad := range [][3]float64{{-1, 3, 0.9}, {math.NaN(), 3, 0.9}, {1, 0.5, 0.9}, {1, 3, 1}, {math.Inf(1), 3, 0.9}} {
		if _, err := ShrunkCritical(bad[0], bad[1], bad[2]); !errors.Is(err, ErrInput) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// The example of the paper: 15 p-values of a trial of thrombolysis. Adjusted values by R's p.adjust(method = "BH").
func TestBenjaminiHochberg(t *testing.T) {
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	want := []float64{.0015, .003, .0095, .035625, .0603, .06386, .06386, .0645, .0765, .486, .58118, .71487, .75323, .81321, 1}
	for _, backwards := range []bool{false, true} {
		if backwards { // the order of the list does not matter
			slices.Reverse(p)
			slices.Reverse(want)
		}
		got, err := BenjaminiHochberg(p)
		if err != nil {
			t.Fatal(err)
		}
		flags := 0
		for i := range want {
			if math.Abs(got[i]-want[i]) > 5.1e-6 {
				t.Errorf("%v: %.6f, want %.6f", p[i], got[i], want[i])
			}
			if got[i] <= 0.05 {
				flags++
			}
		}
		if flags != 4 {
			t.Errorf("%d are rejected at .05, the paper rejects 4", flags)
		}
	}
	if _, err := BenjaminiHochberg([]float64{0.2, math.NaN()}); !errors.Is(err, ErrInput) {
		t.Errorf("no number: %v", err)
	}
	if got, err := BenjaminiHochberg(nil); err != nil || len(got) != 0 {
		t.Errorf("nothing: %v, %v", got, err)
	}
}
