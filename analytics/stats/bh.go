package stats

import (
	"fmt"
	"slices"
)

// BenjaminiHochberg returns, for each p-value, the smallest share of false entries at which it stands on a list of
// findings: the adjusted p-value, p₍ᵢ₎ ← min over j ≥ i of n p₍ⱼ₎ / j. A list of all whose adjusted value is at most 0.1
// holds at most one false entry in ten, on average. It serves lists of flags alone: it says neither how large an effect
// is (intervals do) nor which is largest ([JointRankSets]).
//
// Errors: [ErrInput] for a p-value outside [0, 1].
//
// Source: Benjamini & Hochberg, JRSS B 57 (1995) 289–300, DOI 10.1111/j.2517-6161.1995.tb02031.x.
func BenjaminiHochberg(p []float64) ([]float64, error) {
	order := make([]int, len(p))
	for i, v := range p {
		if !(v >= 0 && v <= 1) { // also catches NaN
			return nil, fmt.Errorf("%w: p-value %d is %v", ErrInput, i, v)
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] > p[b]:
			return -1
		case p[a] < p[b]:
			return 1
		}
		return 0
	})
	adjusted := make([]float64, len(p))
	least := 1.0
	for place, i := range order { // from the largest down
		rank := len(p) - place
		least = min(least, p[i]*float64(len(p))/float64(rank))
		adjusted[i] = least
	}
	return adjusted, nil
}
