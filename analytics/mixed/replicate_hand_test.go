package mixed_test

import (
	"context"
	"math"
	"testing"

	"auscult/analytics/mixed"
)

// One effect known to be about 2 give or take 1, and four rows with noise. With noise variance s the information is A = 4/s,
// the prior's D = 1, and by hand: the truth is N(û, 1/(A+D)), the estimate (A·truth + √A·ξ + D·2)/(A+D), so that its mean is
// (A û + 2)/(A+D) and its variance (A²/(A+D) + A)/(A+D)².
func TestReplicatesByHand(t *testing.T) {
	d := &mixed.Design{Terms: []mixed.Term{mixed.KnownTerm("effect", 1, 2, 1)}}
	for _, z := range []float64{3.1, 2.9, 4.2, 1.8} {
		d.Add(z, []mixed.Entry{{Column: 0, Value: 1}}, mixed.NoCluster, 0)
	}
	f, err := mixed.REML(context.Background(), d, mixed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	of := [][]mixed.Entry{{{Column: 0, Value: 1}}}
	u := f.Effect(of[0]).Mean
	const n = 40000
	var truth, truth2, estimate, estimate2 float64
	for _, r := range f.Replicates(of, n, 7) {
		truth += r.Truth[0] / n
		truth2 += r.Truth[0] * r.Truth[0] / n
		estimate += r.Estimate[0] / n
		estimate2 += r.Estimate[0] * r.Estimate[0] / n
	}
	a := 4 / f.Noise[0]
	for _, check := range []struct {
		name      string
		got, want float64
	}{
		{"mean of truths", truth, u},
		{"variance of truths", truth2 - truth*truth, 1 / (a + 1)},
		{"mean of estimates", estimate, (a*u + 2) / (a + 1)},
		{"variance of estimates", estimate2 - estimate*estimate, (a*a/(a+1) + a) / ((a + 1) * (a + 1))},
	} {
		if math.Abs(check.got-check.want) > 0.02 { // three standard errors of 40,000 draws of about unit spread
			t.Errorf("%s: %v, want %v", check.name, check.got, check.want)
		}
	}
}

func TestReplicatesLeaveTheFitAsItWas(t *testing.T) {
	d := &mixed.Design{Terms: []mixed.Term{mixed.FixedTerm("level", 1), mixed.RandomTerm("group", 3)}}
	for i, z := range []float64{1, 2, 4, 5, 8, 9} {
		d.Add(z, []mixed.Entry{{Column: 0, Value: 1}, {Column: 1 + i/2, Value: 1}}, i, 0)
	}
	f, err := mixed.REML(context.Background(), d, mixed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	of := []mixed.Entry{{Column: 0, Value: 1}, {Column: 2, Value: 1}}
	before := f.Effect(of)
	first := f.Replicates([][]mixed.Entry{of}, 3, 1)
	if after := f.Effect(of); after != before {
		t.Errorf("the effect was %v and is %v", before, after)
	}
	for i, again := range f.Replicates([][]mixed.Entry{of}, 3, 1) {
		if again.Truth[0] != first[i].Truth[0] || again.Estimate[0] != first[i].Estimate[0] {
			t.Errorf("replicate %d differs with the same seed", i)
		}
	}
}
