package strategy

import (
	"math"
	"testing"
)

// Expected values by adding up the distribution with the gamma function in Python.
func TestLogOfCount(t *testing.T) {
	for _, tt := range []struct{ mu, alpha, mean, slope, variance float64 }{
		{2, 0.5, 0.5807107776, 0.7805685464, 0.7500154260},
		{3, 1e-4, 1.1005000521, 0.9732712583, 0.3716053074},
		{0.5, 1, -0.2534725438, 0.3571387828, 0.4252984402},
	} {
		mean, slope, variance := logOfCount(tt.mu, tt.alpha)
		for what, v := range map[string][2]float64{"mean": {mean, tt.mean}, "slope": {slope, tt.slope}, "variance": {variance, tt.variance}} {
			if math.Abs(v[0]-v[1]) > 2e-5 { // the slope is that between neighbours
				t.Errorf("μ %v, α %v: %s %v, want %v", tt.mu, tt.alpha, what, v[0], v[1])
			}
		}
	}
}

// By hand: clusters of the weights 1+1, 1 and 1 of 4 with the sums 3, 0 and 1 have the mean 1; they lie (3 − 2)/4, −1/4 and 0 off;
// K = 1/(¼ + 1/16 + 1/16) = 8/3, SE² = 8/5 · 2/16 = 0.2.
func TestWeighted(t *testing.T) {
	var w weighted
	for _, x := range []struct {
		cluster int
		r       float64
	}{{7, 1}, {-3, 0}, {7, 2}, {9, 1}} {
		w.add(x.cluster, 1, x.r)
	}
	mean, se, clusters := w.mean()
	if math.Abs(mean-1) > 1e-12 || math.Abs(se-math.Sqrt(0.2)) > 1e-12 || math.Abs(clusters-8.0/3) > 1e-12 {
		t.Errorf("%v ± %v of %v", mean, se, clusters)
	}
	var one weighted
	one.add(1, 0.5, 3)
	if mean, se, _ := one.mean(); mean != 3 || !math.IsInf(se, 1) {
		t.Errorf("one cluster: %v ± %v", mean, se)
	}
	if _, se, clusters := new(weighted).mean(); !math.IsInf(se, 1) || clusters != 0 {
		t.Errorf("none: ± %v of %v", se, clusters)
	}
}
