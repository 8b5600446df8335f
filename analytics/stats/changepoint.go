package stats

import (
	"fmt"
	"math"
	"slices"
)

// ChangePoints are the places where the level of a series changes: a change at i means that values 0 … i−1 lie around
// one level and those from i on around another.
type ChangePoints struct {
	At     []int     // ascending; empty: one level throughout
	Levels []float64 // the mean of each stretch, one more than At
	Sigma  float64   // the robust estimate of the noise that the penalty was made from
}

// ChangePointOptions are the choices of [FindChangePoints].
type ChangePointOptions struct {
	MinLength int // of a stretch, in steps; 0 means 4
	// Penalty of each change, in squared units of the series; 0 means 3 σ̂² log n, with the σ̂ of the series.
	Penalty float64
	// Autocorrelation is the φ of the series, by which the penalty grows: σ̂² (1 + φ)/(1 − φ). 0: independent.
	Autocorrelation float64
}

// FindChangePoints divides a series at equal steps into stretches of constant level such that the squared deviations
// from the levels plus a penalty for each change are as small as they can be (optimal partitioning, exact). The noise is
// judged by the median absolute difference between neighbours, which changes of level hardly touch:
//
//	σ̂ = 1.4826 · median|d − median d| / √2,   d_i = x_i − x_{i−1}
//
// Work on logs, so that a change means so many per cent.
//
// Errors: [ErrInput] for a value that is not finite, a negative option or φ ≥ 1; [ErrTooFewPoints] for fewer values than
// [MinTrendPoints]; [ErrNoSpread] when neighbours hardly differ, so that the noise is unknown.
//
// Sources: Jackson et al., IEEE Signal Processing Letters 12 (2005) 105–108; the penalty as discussed with ruptures
// (Truong, Oudre & Vayatis, Signal Processing 167 (2020) 107299).
func FindChangePoints(series []float64, o ChangePointOptions) (ChangePoints, error) {
	n := len(series)
	if err := checkFinite("value", series); err != nil {
		return ChangePoints{}, err
	}
	if o.MinLength < 0 || o.Penalty < 0 || o.Autocorrelation < 0 || o.Autocorrelation >= 1 {
		return ChangePoints{}, fmt.Errorf("%w: %+v", ErrInput, o)
	}
	if n < MinTrendPoints {
		return ChangePoints{}, fmt.Errorf("%w: %d", ErrTooFewPoints, n)
	}
	if o.MinLength == 0 {
		o.MinLength = 4
	}
	found := ChangePoints{Sigma: noise(series)}
	if o.Penalty == 0 {
		if found.Sigma == 0 {
			return found, ErrNoSpread
		}
		o.Penalty = 3 * found.Sigma * found.Sigma * math.Log(float64(n)) * (1 + o.Autocorrelation) / (1 - o.Autocorrelation)
	}
	found.At = partition(series, o.MinLength, o.Penalty)
	from := 0
	for _, to := range append(slices.Clone(found.At), n) {
		found.Levels = append(found.Levels, mean(series[from:to]))
		from = to
	}
	return found, nil
}

// noise is σ̂ from the differences between neighbours.
func noise(series []float64) float64 {
	d := make([]float64, len(series)-1)
	for i := range d {
		d[i] = series[i+1] - series[i]
	}
	slices.Sort(d)
	middle := medianOfSorted(d)
	for i := range d {
		d[i] = math.Abs(d[i] - middle)
	}
	slices.Sort(d)
	return 1.4826 * medianOfSorted(d) / math.Sqrt2
}

// partition is the dynamic programme: best[t] is the cost of the first t values, from the best last change before t.
func partition(series []float64, shortest int, penalty float64) []int {
	n := len(series)
	centre := mean(series) // keeps the sums of squares small
	sum, squares := make([]float64, n+1), make([]float64, n+1)
	for i, v := range series {
		v -= centre
		sum[i+1], squares[i+1] = sum[i]+v, squares[i]+v*v
	}
	cost := func(from, to int) float64 {
		s := sum[to] - sum[from]
		return squares[to] - squares[from] - s*s/float64(to-from)
	}
	best, before := make([]float64, n+1), make([]int, n+1)
	for t := 1; t <= n; t++ {
		best[t] = math.Inf(1)
	}
	best[0] = -penalty
	for t := shortest; t <= n; t++ {
		for s := 0; s <= t-shortest; s++ {
			if c := best[s] + cost(s, t) + penalty; c < best[t] {
				best[t], before[t] = c, s
			}
		}
	}
	var at []int
	for t := before[n]; t > 0; t = before[t] {
		at = append(at, t)
	}
	slices.Reverse(at)
	return at
}

func mean(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
