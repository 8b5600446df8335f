package stats

import (
	"fmt"
	"math"
)

// RatioOfSums is the overall rate r = Σy/Σx, such as all reactions over all reach, with its linearised (Taylor) variance
// over clusters k with totals Y_k and X_k, K of them, X = ΣX_k:
//
//	Var(r) = K/(K−1) · Σ_k (Y_k − r X_k)² / X²
//	interval: r ± t·√Var(r), Student's t with K − 1 degrees of freedom
//
// Every x must be at least zero and one of them positive. y may be negative; where no y is, neither is Low: a bound
// below zero is cut to zero, which no rate can pass.
//
// clusters holds a label for each observation; the numbers mean nothing. nil makes every observation its own cluster.
//
// A few large observations decide this number, whether viral or boosted, and its interval is then too short: with
// log-normal posts (rates with sd 1, reach with sd 0.3 to 1 on the log scale) the nominal 90 % held the truth in 69–77 %
// of 10,000 simulated quarters of 8 posts, 75–82 % of 20, 82–87 % of 100. An interval on the log scale gains one to
// three points, no more. Where the question is what to expect of a post, use [TypicalValue].
//
// Errors: [ErrTooFewClusters] below [MinClusters] and [ErrNoSpread] when every cluster has the same rate; with both,
// Value, N and Clusters are set, Low and High are NaN. [ErrNoDenominator] when an x is negative or all are zero.
// [ErrInput] for no observations, lengths that differ, numbers that are not finite or a level outside (0, 1).
//
// Source: Woodruff, "A simple method for approximating the variance of a complicated estimate", JASA 66 (1971) 411–414;
// Särndal, Swensson & Wretman, Model Assisted Survey Sampling (1992), §5.6. The same formula as R's survey::svyratio for
// one stage of clusters drawn with replacement; svyratio's interval is this one when given df = degf(design).
func RatioOfSums(y, x []float64, clusters []int, level float64) (Estimate, error) {
	sums, err := checkRatio(y, x, clusters, level)
	if err != nil {
		return Estimate{}, err
	}
	var totalY, totalX float64
	anyNegative := false
	for _, c := range sums {
		totalY += c.y
		totalX += c.x
	}
	for _, v := range y {
		anyNegative = anyNegative || v < 0
	}
	if totalX == 0 {
		return Estimate{}, fmt.Errorf("%w: all are zero", ErrNoDenominator)
	}
	r := totalY / totalX
	if !finite(totalY) || !finite(totalX) || !finite(r) {
		return Estimate{}, fmt.Errorf("%w: %v / %v", ErrInput, totalY, totalX)
	}
	if len(sums) < MinClusters {
		return withoutInterval(r, len(y), len(sums)),
			fmt.Errorf("%w: %d observations in %d", ErrTooFewClusters, len(y), len(sums))
	}

	k := float64(len(sums))
	squares, scale := 0.0, math.Abs(r)
	for _, c := range sums {
		residual := c.y/totalX - r*(c.x/totalX) // divided first: squares of totals could overflow
		squares += residual * residual
		scale = max(scale, math.Abs(c.y/totalX))
	}
	se := math.Sqrt(k / (k - 1) * squares)
	if se <= 10*epsilon*scale {
		return withoutInterval(r, len(y), len(sums)), ErrNoSpread
	}
	half := twoSided(level, k-1) * se
	e := Estimate{Value: r, Low: r - half, High: r + half, N: len(y), Clusters: len(sums)}
	if !anyNegative {
		e.Low = max(0, e.Low)
	}
	return e, nil
}

func checkRatio(y, x []float64, clusters []int, level float64) ([]cluster, error) {
	if err := checkLevel(level); err != nil {
		return nil, err
	}
	if err := checkColumns(len(y), clusters); err != nil {
		return nil, err
	}
	if len(x) != len(y) {
		return nil, fmt.Errorf("%w: %d numerators but %d denominators", ErrInput, len(y), len(x))
	}
	if err := checkFinite("numerator", y); err != nil {
		return nil, err
	}
	if err := checkFinite("denominator", x); err != nil {
		return nil, err
	}
	for i, v := range x {
		if v < 0 {
			return nil, fmt.Errorf("%w: number %d is %v", ErrNoDenominator, i, v)
		}
	}
	return sumClusters(y, x, clusters), nil
}
