package stats

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// LogMean is a mean on the log scale together with how sure it is. It is what typical values, their ratios and their
// ranks are made from. [LogMeanOf] computes one from observations; a model's estimate may be put in just as well.
type LogMean struct {
	Mean float64 // natural logarithm of the typical value
	SE   float64 // its standard error, > 0
	// DF are the degrees of freedom of SE: clusters − 1, or +Inf where the error counts as known (a model's posterior).
	DF       float64
	N        int // observations
	Clusters int // independent groups among them
}

// LogMeanOf estimates the mean of a log-scale quantity from clustered observations:
//
//	m_k = mean of the logs in cluster k
//	mean = Σ m_k / K,  SE² = Σ (m_k − mean)² / (K (K − 1)),  DF = K − 1
//
// Posts of one campaign (else of one day) share their luck, so a cluster counts as one independent observation. Every
// cluster has the same weight, whatever its size. The other choice, the mean of all logs with a cluster-robust standard
// error, lets one big campaign decide and promises too much when sizes differ. Share of 20,000 simulated quarters whose
// nominal 90 % interval held the truth, posts having sd 1 around their campaign's effect:
//
//	posts per campaign   sd of effect   cluster means   mean of all logs
//	8, 6, 3, 1, 1, 1              0.5             .90                .82
//	12 and eight singles          0               .90                .82
//	12 and eight singles          0.5             .90                .71
//	4, 4, 4, 4, 4                 0.5             .90                .90
//
// The price is width where campaigns share nothing: single posts then count for as much as big campaigns.
//
// clusters holds a label for each observation; the numbers mean nothing. nil makes every observation its own cluster.
//
// Errors: [ErrTooFewClusters] below [MinClusters] and [ErrNoSpread] when the clusters agree exactly; with both, Mean, N
// and Clusters are set, SE and DF are NaN. [ErrInput] for no observations, lengths that differ, numbers that are not
// finite, or a mean too large to be a log.
//
// Source: the usual analysis of cluster means, e.g. Donner & Klar, Design and Analysis of Cluster Randomization Trials
// in Health Research (2000), ch. 7. Coverage measured in this package's tests.
func LogMeanOf(logs []float64, clusters []int) (LogMean, error) {
	if err := checkColumns(len(logs), clusters); err != nil {
		return LogMean{}, err
	}
	if err := checkFinite("log value", logs); err != nil {
		return LogMean{}, err
	}
	sums := sumClusters(logs, nil, clusters)
	means := make([]float64, len(sums))
	for k, c := range sums {
		means[k] = c.y / float64(c.n)
	}
	slices.Sort(means)

	k := len(means)
	result := LogMean{Mean: stat.Mean(means, nil), SE: math.NaN(), DF: math.NaN(), N: len(logs), Clusters: k}
	if !finite(math.Exp(result.Mean)) {
		return LogMean{}, fmt.Errorf("%w: exp(%v) is too large; are these logs?", ErrInput, result.Mean)
	}
	if k < MinClusters {
		return result, fmt.Errorf("%w: %d observations in %d", ErrTooFewClusters, len(logs), k)
	}
	se := stat.StdErr(stat.StdDev(means, nil), float64(k))
	if scale := max(1, math.Abs(means[0]), math.Abs(means[k-1])); se <= 10*epsilon*scale {
		return result, ErrNoSpread
	}
	result.SE, result.DF = se, float64(k-1)
	return result, nil
}

// epsilon is the distance from 1 to the next float64. Spread below ten times that, relative to the values, is rounding;
// R's t.test draws the line in the same place. On the log scale a spread of epsilon is already relative, hence the 1.
const epsilon = 0x1p-52

// Estimate returns the typical value exp(Mean) with the interval exp(Mean ± t·SE), t being Student's with DF degrees of
// freedom at the level (0.90 holds the truth in nine quarters of ten). On the scale of the logs the interval is
// symmetric; on the scale people read it reaches further up than down, as skewed data do.
//
// Errors: [ErrInput] for a level outside (0, 1), an SE or DF that is not positive, or a result too large for a float64.
func (m LogMean) Estimate(level float64) (Estimate, error) {
	if err := checkLevel(level); err != nil {
		return Estimate{}, err
	}
	if err := m.check(); err != nil {
		return Estimate{}, err
	}
	half := twoSided(level, m.DF) * m.SE
	e := Estimate{
		Value: math.Exp(m.Mean),
		Low:   math.Exp(m.Mean - half),
		High:  math.Exp(m.Mean + half),
		N:     m.N, Clusters: m.Clusters,
	}
	if !finite(e.High) {
		return Estimate{}, fmt.Errorf("%w: exp(%v ± %v) is too large; are these logs?", ErrInput, m.Mean, half)
	}
	return e, nil
}

func (m LogMean) check() error {
	switch {
	case !finite(m.Mean):
		return fmt.Errorf("%w: mean %v", ErrInput, m.Mean)
	case m.SE <= 0 || m.SE*m.SE == 0 || !finite(m.SE*m.SE): // its square is what everything is computed from
		return fmt.Errorf("%w: standard error %v", ErrInput, m.SE)
	case !(m.DF > 0): // also catches NaN; +Inf is allowed
		return fmt.Errorf("%w: %v degrees of freedom", ErrInput, m.DF)
	}
	return nil
}

// TypicalValue is what one observation typically is, with the interval at the level: [LogMeanOf] and
// [LogMean.Estimate] in one step. For a log-normal quantity it is the median, not the arithmetic mean.
//
// Errors are theirs. With [ErrTooFewClusters] and [ErrNoSpread] the typical value, N and Clusters are set, and Low and
// High are NaN.
//
// Log scale, clusters and t together keep their promise on small skewed samples: with 12 log-normal posts (sd 1) a
// nominal 90 % t interval for the arithmetic mean held the truth in 79 % of simulated quarters, a BCa bootstrap in 78 %,
// this one in 90 %. This package's tests measure it again.
func TypicalValue(logs []float64, clusters []int, level float64) (Estimate, error) {
	if err := checkLevel(level); err != nil {
		return Estimate{}, err
	}
	m, err := LogMeanOf(logs, clusters)
	if err != nil {
		if m.N == 0 {
			return Estimate{}, err
		}
		return withoutInterval(math.Exp(m.Mean), m.N, m.Clusters), err
	}
	return m.Estimate(level)
}
