package stats

import (
	"fmt"
	"math"
)

// TimesAsMuch says how many times as much a typically is as b, exp(a.Mean − b.Mean), with the interval at the level:
//
//	SE² = a.SE² + b.SE²
//	df = (a.SE² + b.SE²)² / (a.SE⁴/a.DF + b.SE⁴/b.DF)   (Welch–Satterthwaite)
//	interval: exp(a.Mean − b.Mean ± t·SE), Student's t with df degrees of freedom
//
// 2 (1.4–2.8) reads "about twice as much". An interval that holds 1 leaves open which of the two is ahead. The two must
// be independent: no cluster may have observations in both. Swapping them gives the reciprocal. N and Clusters of the
// result are the sums.
//
// It answers for one pair chosen beforehand. Whoever looks for the largest difference among several wants [RankSets].
//
// Errors: [ErrInput] for a level outside (0, 1), an SE or DF that is not positive, or a result too large for a float64.
// A LogMean that came with an error has no SE and is refused.
//
// Source: Welch, Biometrika 34 (1947) 28–35, DOI 10.1093/biomet/34.1-2.28.
func TimesAsMuch(a, b LogMean, level float64) (Estimate, error) {
	if err := a.check(); err != nil {
		return Estimate{}, fmt.Errorf("first: %w", err)
	}
	if err := b.check(); err != nil {
		return Estimate{}, fmt.Errorf("second: %w", err)
	}
	return LogMean{
		Mean:     a.Mean - b.Mean,
		SE:       math.Hypot(a.SE, b.SE),
		DF:       welchDF(a.SE*a.SE, b.SE*b.SE, a.DF, b.DF),
		N:        a.N + b.N,
		Clusters: a.Clusters + b.Clusters,
	}.Estimate(level)
}

// welchDF returns the degrees of freedom of the sum of two independent variance estimates. Infinite df contribute
// nothing; two infinite ones give +Inf.
func welchDF(varA, varB, dfA, dfB float64) float64 {
	shareA, shareB := varA/(varA+varB), varB/(varA+varB)
	return 1 / (shareA*shareA/dfA + shareB*shareB/dfB)
}
