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
	factor    []float64 // of the covariance, Cholesky's lower one, row by row up to the diagonal
	src       *rand.Rand
	worlds    [][]float64
}

func newJoint(means []float64, covariance *mat.SymDense, seed uint64) (*joint, bool) {
	n := len(means)
	var chol mat.Cholesky
	if !chol.Factorize(covariance) {
		return nil, false
	}
	var lower mat.TriDense
	chol.LTo(&lower)
	c := &joint{means: means, precision: make([]float64, n*n), src: rand.New(rand.NewPCG(seed, 0))}
	for i := range n {
		for j := range i + 1 {
			c.factor = append(c.factor, lower.At(i, j))
		}
		for j := range n {
			variance := covariance.At(i, i) + covariance.At(j, j) - 2*covariance.At(i, j)
			c.precision[i*n+j] = 1 / max(variance, 0) // +Inf: any difference decides
		}
	}
	return c, true
}

func (c *joint) draw(worlds int) {
	n := len(c.means)
	noise, numbers := make([]float64, n), make([]float64, n*max(worlds-len(c.worlds), 0))
	for len(c.worlds) < worlds {
		for i := range noise {
			noise[i] = c.src.NormFloat64()
		}
		world, factor := numbers[:n:n], c.factor
		numbers = numbers[n:]
		for i := range world {
			for j, x := range factor[:i+1] {
				world[i] += x * noise[j]
			}
			factor = factor[i+1:]
		}
		c.worlds = append(c.worlds, world)
	}
}

func (c *joint) observed(p pair) float64 { return c.score(c.means, p) }

func (c *joint) among(pairs []pair) func(world int) (float64, pair) {
	n := len(c.means)
	sides := bothWays(n, pairs)
	return func(w int) (score float64, of pair) {
		means := c.worlds[w]
		of = nobody
		for _, s := range sides {
			difference := means[s.above] - means[s.below]
			if v := difference * difference * c.precision[s.above*n+s.below]; v > score && (s.either || difference > 0) {
				score, of = v, s.winner(difference)
			}
		}
		return score, of
	}
}

// score is the square of the difference over its standard error.
func (c *joint) score(means []float64, p pair) float64 {
	difference := means[p.above] - means[p.below]
	if difference <= 0 {
		return 0
	}
	return difference * difference * c.precision[p.above*len(means)+p.below]
}
