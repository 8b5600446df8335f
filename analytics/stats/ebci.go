package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ShrunkCritical is how many standard errors a cautious interval around a shrunk estimate reaches to each side, so that
// intervals of many effects hold level of them whatever the effects' distribution, be it normal or not. An estimate with
// the standard error σ of an effect whose variance is μ₂ is shrunk to w·estimate with w = μ₂/(μ₂+σ²); its interval is
// w·estimate ± ShrunkCritical(σ²/μ₂, kurtosis, level)·w·σ.
//
// noise is σ²/μ₂; 0 is no shrinking, and gives the normal quantile. kurtosis is E θ⁴/(E θ²)² of the effects where it is
// known, 3 for normal ones; math.Inf(1) asks for nothing but the variance.
//
// The answer is the χ with ρ(noise, kurtosis, χ) = 1 − level, ρ being the largest chance of missing,
//
//	ρ(m, κ, χ) = max E r(t, χ) over t ≥ 0 with E t = m, E t² ≤ κ m²,   r(t, χ) = Φ(−√t−χ) + Φ(√t−χ)
//
// Errors: [ErrInput] for a level outside (0, 1), noise that is negative or not finite, a kurtosis below 1.
//
// Source: Armstrong, Kolesár & Plagborg-Møller, Econometrica 90 (2022) 2567–2602, DOI 10.3982/ECTA18597, appendix B; the
// tests are those of their R package ebci.
func ShrunkCritical(noise, kurtosis, level float64) (float64, error) {
	if err := checkLevel(level); err != nil {
		return 0, err
	}
	if !(noise >= 0) || math.IsInf(noise, 1) || !(kurtosis >= 1) {
		return 0, fmt.Errorf("%w: noise %v, kurtosis %v", ErrInput, noise, kurtosis)
	}
	miss := 1 - level
	low := twoSided(level, math.Inf(1))
	if noise == 0 {
		return low, nil
	}
	high := math.Max(low, math.Sqrt((1+noise)/miss)) // Chebyshev's inequality holds here
	return bisect(low, high, func(chi float64) bool { return largestMiss(noise, kurtosis, chi) > miss }), nil
}

// bisect returns the point between low and high at which below turns from true to false.
func bisect(low, high float64, below func(float64) bool) float64 {
	for range 200 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low + (high-low)/2
}

// missAt is r(t, χ): the chance to miss at the squared bias t.
func missAt(t, chi float64) float64 {
	s := math.Sqrt(t)
	return distuv.UnitNormal.CDF(-s-chi) + distuv.UnitNormal.CDF(s-chi)
}

// missSlope is its derivative by t.
func missSlope(t, chi float64) float64 {
	phi := distuv.UnitNormal.Prob
	s := math.Sqrt(t)
	if s < 1e-6 {
		return chi * phi(chi)
	}
	return (phi(s-chi) - phi(s+chi)) / (2 * s)
}

// largestMiss is ρ(m, κ, χ).
func largestMiss(m, kurtosis, chi float64) float64 {
	touch := concaveFrom(chi)
	if m >= touch {
		return missAt(m, chi)
	}
	line := missAt(touch, chi) + (m-touch)*missSlope(touch, chi)
	if kurtosis*m >= touch {
		return line // the worst distribution, on 0 and touch, has no more kurtosis than allowed
	}
	// The dual: the least parabola above r that touches it at x, evaluated at the moments; the best x is looked for on a
	// grid and then around the best place on it.
	bound := func(x float64) float64 {
		return missAt(x, chi) + missSlope(x, chi)*(m-x) + steepest(x, touch, chi)*(kurtosis*m*m-2*x*m+x*x)
	}
	return min(line, bound(minimise(0, touch, bound)))
}

// concaveFrom is t₀, where the line from r(0) touches r: beyond it r is concave, below it the line is above r.
func concaveFrom(chi float64) float64 {
	if chi*chi < 3 {
		return 0
	}
	above := func(t float64) bool { return missAt(t, chi)-t*missSlope(t, chi)-missAt(0, chi) <= 0 }
	high := chi * chi
	for above(high) {
		high *= 2
	}
	return bisect(0, high, above)
}

// steepest is the largest curvature that a parabola touching r at x needs to stay above r.
func steepest(x, touch, chi float64) float64 {
	at, slope := missAt(x, chi), missSlope(x, chi)
	needed := func(t float64) float64 {
		if math.Abs(t-x) < 1e-4*(1+x) { // half the second derivative, by differences
			h := 1e-3 * (1 + x)
			return (missSlope(x+h, chi) - missSlope(math.Max(x-h, 0), chi)) / (2 * (x + h - math.Max(x-h, 0)))
		}
		return (missAt(t, chi) - at - slope*(t-x)) / ((t - x) * (t - x))
	}
	best := minimise(0, touch, func(t float64) float64 { return -needed(t) })
	return math.Max(math.Max(needed(best), needed(0)), 0)
}

// minimise finds where f is least between low and high: on a grid, then by golden sections around the best place on it.
func minimise(low, high float64, f func(float64) float64) float64 {
	const places = 60
	best, least := 0, math.Inf(1)
	step := (high - low) / places
	for i := range places + 1 {
		if v := f(low + float64(i)*step); v < least {
			best, least = i, v
		}
	}
	a, b := math.Max(low, low+float64(best-1)*step), math.Min(high, low+float64(best+1)*step)
	section := (math.Sqrt(5) - 1) / 2
	for range 60 {
		c, d := b-section*(b-a), a+section*(b-a)
		if f(c) < f(d) {
			b = d
		} else {
			a = c
		}
	}
	return (a + b) / 2
}
