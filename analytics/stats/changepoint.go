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
	// Between holds for each change the first and last place at which it most likely lies (in 9 of 10 cases).
	Between [][2]int
	Sigma   float64 // the robust estimate of the noise that the penalty was made from
	// Autocorrelation is the φ of the noise that the penalty allows for; 0 where it is not asked for.
	Autocorrelation float64
}

// ChangePointOptions are the choices of [FindChangePoints].
type ChangePointOptions struct {
	MinLength int // of a stretch, in steps; 0 means 4
	// Penalty of each change, in squared units of the series; 0 means 3 σ̂² log n, with the σ̂ of the series.
	Penalty float64
	// Autocorrelated allows for neighbours that resemble each other: the penalty is then that of the long-run variance of
	// a first-order autoregression, σ̂²/(1 − φ) · (1 + φ)/(1 − φ).
	Autocorrelated bool
}

// FindChangePoints divides a series at equal steps into stretches of constant level such that the squared deviations
// from the levels plus a penalty for each change are as small as they can be (optimal partitioning, exact). The noise is
// judged by the median absolute difference between neighbours, which changes of level hardly touch:
//
//	σ̂ = 1.4826 · median|d − median d| / √2,   d_i = x_i − x_{i−1}
//
// The φ of an autoregression is judged from differences too, φ = (median|x_{i+2} − x_i| / median|x_{i+1} − x_i|)² − 1,
// bounded to [0, 0.9]: residuals around levels that are not known yet would mistake a change for autocorrelation.
//
// Where a change lies is told by the size of the change δ against the noise: within c σ²/δ² steps, rounded down and one
// more, to both sides, with c = 7.687, the quantile that holds it in 9 of 10 cases.
//
// Work on logs, so that a change means so many per cent.
//
// Errors: [ErrInput] for a value that is not finite or a negative option; [ErrTooFewPoints] for fewer values than
// [MinTrendPoints]; [ErrNoSpread] when neighbours hardly differ, so that the noise is unknown.
//
// Sources: Jackson et al., IEEE Signal Processing Letters 12 (2005) 105–108; the penalty as discussed with ruptures
// (Truong, Oudre & Vayatis, Signal Processing 167 (2020) 107299); φ: Chakar, Lebarbier, Lévy-Leduc & Robin, Bernoulli
// 23 (2017) 1408–1447; the place of a change: Bai, Review of Economics and
// Statistics 79 (1997) 551–563, with the distribution of Yao, Annals of Statistics 15 (1987) 1321–1328.
func FindChangePoints(series []float64, o ChangePointOptions) (ChangePoints, error) {
	n := len(series)
	if err := checkFinite("value", series); err != nil {
		return ChangePoints{}, err
	}
	if o.MinLength < 0 || o.Penalty < 0 {
		return ChangePoints{}, fmt.Errorf("%w: %+v", ErrInput, o)
	}
	if n < MinTrendPoints {
		return ChangePoints{}, fmt.Errorf("%w: %d", ErrTooFewPoints, n)
	}
	if o.MinLength == 0 {
		o.MinLength = 4
	}
	found := ChangePoints{Sigma: noise(series)}
	if o.Autocorrelated {
		found.Autocorrelation = robustAutocorrelation(series)
	}
	if o.Penalty == 0 {
		if found.Sigma == 0 {
			return found, ErrNoSpread
		}
		o.Penalty = 3 * found.longRunVariance() * math.Log(float64(n))
	}
	found.At = partition(series, o.MinLength, o.Penalty)
	found.locate(series)
	return found, nil
}

// longRunVariance is n times the variance of a mean of n values, for large n: what blurs a level.
func (c ChangePoints) longRunVariance() float64 {
	phi := c.Autocorrelation
	return c.Sigma * c.Sigma / (1 - phi) * (1 + phi) / (1 - phi)
}

// robustAutocorrelation is φ by the medians of differences over one and over two steps.
func robustAutocorrelation(series []float64) float64 {
	middle := func(lag int) float64 {
		d := make([]float64, len(series)-lag)
		for i := range d {
			d[i] = math.Abs(series[i+lag] - series[i])
		}
		slices.Sort(d)
		return medianOfSorted(d)
	}
	one, two := middle(1), middle(2)
	if one == 0 {
		return 0
	}
	return min(max(two*two/(one*one)-1, 0), 0.9)
}

// residuals is the series less its levels.
func (c ChangePoints) residuals(series []float64) []float64 {
	out := make([]float64, 0, len(series))
	from := 0
	for _, to := range append(slices.Clone(c.At), len(series)) {
		level := mean(series[from:to])
		for _, v := range series[from:to] {
			out = append(out, v-level)
		}
		from = to
	}
	return out
}

// yaoQuantile is the 0.95 quantile of the argument at which two-sided Brownian motion with a drift away from zero is
// highest: both tails together leave a tenth.
const yaoQuantile = 7.687

// locate fills in the levels, and between which places the changes lie.
func (c *ChangePoints) locate(series []float64) {
	n := len(series)
	from := 0
	for _, to := range append(slices.Clone(c.At), n) {
		c.Levels = append(c.Levels, mean(series[from:to]))
		from = to
	}
	var squares float64
	for _, r := range c.residuals(series) {
		squares += r * r
	}
	variance := squares / float64(max(n-len(c.Levels)-1, 1)) * (1 + c.Autocorrelation) / (1 - c.Autocorrelation)
	for i, at := range c.At {
		delta := c.Levels[i+1] - c.Levels[i]
		reach := int(min(yaoQuantile*variance/(delta*delta), float64(n))) + 1
		c.Between = append(c.Between, [2]int{max(at-reach, 0), min(at+reach, n-1)})
	}
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
