package stats

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

var (
	// ErrTooFewClusters: fewer than [MinClusters] independent groups, so their spread cannot be judged. Callers show no
	// interval and say that there are too few posts.
	ErrTooFewClusters = errors.New("too few independent groups for an interval")
	// ErrTooFewPoints: a series too short to judge its course. Callers draw it and say so.
	ErrTooFewPoints = errors.New("too few points in time")
	// ErrNoSpread: all groups agree exactly, as when no post got any reaction. An interval of no width would claim
	// certainty that nobody has, so there is none.
	ErrNoSpread = errors.New("all groups are equal, so their spread is unknown")
	// ErrNoDenominator: the denominators of a ratio add up to zero, or one is negative.
	ErrNoDenominator = errors.New("no positive denominator")
	// ErrInput: lengths that differ, a NaN or infinite number, a level outside (0, 1): a mistake of the caller.
	ErrInput = errors.New("unusable input")
)

// MinClusters is the number of independent groups from which an interval is given. With two, Student's t has one degree
// of freedom and its 90 % interval is six standard errors to each side: true, and of no use to anyone.
const MinClusters = 3

// Estimate is a quantity with the interval it most likely lies in, on the scale that people read (never logs).
type Estimate struct {
	Value     float64 // the point estimate
	Low, High float64 // the interval, Low < Value < High except at the edge of what is possible; NaN when there is none
	N         int     // observations it rests on
	Clusters  int     // independent groups among them: campaigns, else days; it is these that make it sure
}

// withoutInterval is what comes along with ErrTooFewClusters and ErrNoSpread.
func withoutInterval(value float64, n, clusters int) Estimate {
	return Estimate{Value: value, Low: math.NaN(), High: math.NaN(), N: n, Clusters: clusters}
}

// twoSided returns the quantile q with P(|T| ≤ q) = level, T being Student's t with df degrees of freedom, and normal
// where df is infinite. The level must lie in (0, 1).
func twoSided(level, df float64) float64 {
	p := 0.5 + level/2
	// gonum finds the quantile of t from 2(1−p), which loses its last digits for huge df; from 1e7 on the two
	// distributions agree to seven digits.
	if df > 1e7 {
		return distuv.UnitNormal.Quantile(p)
	}
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(p)
}

func checkLevel(level float64) error {
	if !(level > 0 && level < 1) { // also catches NaN
		return fmt.Errorf("%w: level %v is not between 0 and 1", ErrInput, level)
	}
	return nil
}

func checkFinite(what string, values []float64) error {
	for i, v := range values {
		if !finite(v) {
			return fmt.Errorf("%w: %s %d is %v", ErrInput, what, i, v)
		}
	}
	return nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
