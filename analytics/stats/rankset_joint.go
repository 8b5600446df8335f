package stats

import (
	"fmt"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// JointRankSets is [RankSets] for estimates that are not independent, such as those of one model: the means come with
// the covariance of their errors, which counts as known. Pairs are compared by their difference over its standard error,
// and the simulated worlds have the same covariance.
//
// The order of the input decides which item gets which draws: give items in an order of your own. The same seed gives
// the same sets.
//
// Errors: [ErrInput] for a level outside (0, 1), a mean that is not finite, lengths that differ, or a covariance that is
// none. No items have no ranks.
//
// Source: as for [RankSets]; csranks takes a covariance matrix in the same way.
func JointRankSets(means []float64, covariance *mat.SymDense, level float64, seed uint64) ([]RankSet, error) {
	if err := checkLevel(level); err != nil {
		return nil, err
	}
	if len(means) == 0 {
		return nil, nil
	}
	if err := checkFinite("mean", means); err != nil {
		return nil, err
	}
	if covariance == nil || covariance.SymmetricDim() != len(means) {
		return nil, fmt.Errorf("%w: %d means without a covariance of their size", ErrInput, len(means))
	}
	c, ok := newJoint(means, covariance, seed)
	if !ok {
		return nil, fmt.Errorf("%w: the covariance is not positive definite", ErrInput)
	}
	sets := openSets(means)
	for _, d := range decidedPairs(len(means), level, rankDraws, c) {
		sets[d.below].Best++
		sets[d.above].Worst--
	}
	return sets, nil
}

// joint compares items with a known covariance.
type joint struct {
	means     []float64
	precision []float64 // of the difference of each pair, row by row: 1 over its variance
	lower     *mat.TriDense
	src       *rand.Rand
	worlds    [][]float64
}

func newJoint(means []float64, covariance *mat.SymDense, seed uint64) (*joint, bool) {
	n := len(means)
	var chol mat.Cholesky
	if !chol.Factorize(covariance) {
		return nil, false
	}
	c := &joint{means: means, precision: make([]float64, n*n), lower: mat.NewTriDense(n, mat.Lower, nil), src: rand.New(rand.NewPCG(seed, 0))}
	chol.LTo(c.lower)
	for i := range n {
		for j := range n {
			variance := covariance.At(i, i) + covariance.At(j, j) - 2*covariance.At(i, j)
			c.precision[i*n+j] = 1 / max(variance, 0) // +Inf: any difference decides
		}
	}
	return c, true
}

func (c *joint) draw(worlds int) {
	noise := make([]float64, len(c.means))
	for len(c.worlds) < worlds {
		for i := range noise {
			noise[i] = c.src.NormFloat64()
		}
		w := make([]float64, len(c.means))
		for i := range w {
			for j := range i + 1 {
				w[i] += c.lower.At(i, j) * noise[j]
			}
		}
		c.worlds = append(c.worlds, w)
	}
}

func (c *joint) observed(p pair) float64 { return c.score(c.means, p) }

func (c *joint) simulated(w int, p pair, _ float64) float64 { return c.score(c.worlds[w], p) }

// score is the square of the difference over its standard error.
func (c *joint) score(means []float64, p pair) float64 {
	difference := means[p.above] - means[p.below]
	if difference <= 0 {
		return 0
	}
	return difference * difference * c.precision[p.above*len(means)+p.below]
}
