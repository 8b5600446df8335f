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
	for _, d := range decidedPairs(len(means), level, c) {
		sets[d.below].Best++
		sets[d.above].Worst--
	}
	return sets, nil
}

// joint compares items with a known covariance.
type joint struct {
	means     []float64
	precision []float64 // of the difference of each pair, row by row: 1 over its variance
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
	c := &joint{means: means, precision: make([]float64, n*n), worlds: make([][]float64, rankDraws)}
	for i := range n {
		for j := range n {
			variance := covariance.At(i, i) + covariance.At(j, j) - 2*covariance.At(i, j)
			c.precision[i*n+j] = 1 / max(variance, 0) // +Inf: any difference decides
		}
	}
	src := rand.New(rand.NewPCG(seed, 0))
	noise := make([]float64, n)
	factor := make([]float64, 0, n*(n+1)/2)
	for i := range n {
		for j := range i + 1 {
			factor = append(factor, lower.At(i, j))
		}
	}
	numbers := make([]float64, n*rankDraws)
	for w := range c.worlds {
		for i := range noise {
			noise[i] = src.NormFloat64()
		}
		c.worlds[w], numbers = numbers[:n:n], numbers[n:]
		rest := factor
		for i := range n {
			for j, x := range rest[:i+1] {
				c.worlds[w][i] += x * noise[j]
			}
			rest = rest[i+1:]
		}
	}
	return c, true
}

func (c *joint) size() int { return len(c.worlds) }

func (c *joint) observed(p pair) float64 { return c.score(c.means, p) }

// among looks at a pair and its reverse in one, as long as both are there.
func (c *joint) among(pairs []pair) func(world int) (float64, pair) {
	n := len(c.means)
	there := make([]bool, n*n)
	for _, p := range pairs {
		there[p.above*n+p.below] = true
	}
	type side struct {
		pair
		precision float64
		either    bool // both directions count
	}
	var sides []side
	for _, p := range pairs {
		reverse := there[p.below*n+p.above]
		if !reverse || p.above < p.below {
			sides = append(sides, side{p, c.precision[p.above*n+p.below], reverse})
		}
	}
	return func(w int) (score float64, of pair) {
		means := c.worlds[w]
		of = nobody
		for i := range sides {
			s := &sides[i]
			difference := means[s.above] - means[s.below]
			if v := difference * difference * s.precision; v > score && (s.either || difference > 0) {
				score, of = v, s.pair
				if difference < 0 {
					of = pair{s.below, s.above}
				}
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
