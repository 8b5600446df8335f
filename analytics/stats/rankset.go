package stats

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// RankSet is the place of one item among several, and the places it may have in truth.
type RankSet struct {
	Rank        int // place by the estimates, 1 for the largest; equal estimates share the better place
	Best, Worst int // the places that the data leave open, Best ≤ Rank ≤ Worst
}

// rankDraws simulated worlds give the critical value to about one part in a hundred.
const rankDraws = 10_000

// RankSets returns for each item the best and the worst rank it may have, largest value first, such that all sets hold
// the true ranks at once with probability level. Items must be independent estimates: no cluster may be in two.
//
// For each pair the difference over its standard error is compared with one critical value c, the quantile at the level
// of the largest such statistic among all ordered pairs, simulated under "no differences". Pairs beyond c are decided.
// The quantile is then taken again over the pairs still open, and so on until nothing more is decided: c falls, so that
// later steps decide more without breaking the promise. An item's Best is one more than the number of items decidedly
// above it, its Worst the number of items less those decidedly below it.
//
// Standard errors from few clusters are themselves uncertain, for which the paper, made for large samples, has no
// answer. Here each simulated world draws both, the estimates from Normal(0, SE²) and the squared standard errors from
// SE²·χ²(DF)/DF, and treats them as the data are treated: a pair's statistic is Welch's t with its degrees of freedom,
// brought to the normal scale by Wallace's approximation. What that approximation leaves over, the simulation sets
// right. With DF = +Inf everything is the published procedure and two items get the two-sided z test; with finite DF two
// items get Welch's test, near enough.
//
// Without the normal scale one kind with few posts spoils the comparison: its large t values raise the bar for all
// others, and are themselves believed too readily. Of 3,000 simulated quarters without any difference a nominal 10 %
// decided a pair in 13.1 % with 3 and 20 clusters (10.1 % on the normal scale); with five items of 10 clusters and one
// of 3, a tenth fewer of the real differences among the five were found. The price: an item with 3 clusters is seldom
// told apart from anything. Over ten designs of 2 to 6 items with 3 to 30 clusters the wrong decisions were 8.5–12 %.
//
// The same seed gives the same sets. Draws belong to the items in the order of SE, then DF, then Mean, so that the order
// of the input does not matter; sets come back in the order of the input. A change of unit adds a constant to all
// means and changes nothing.
//
// Errors: [ErrInput] for a level outside (0, 1) or an item without a finite Mean, a positive SE and a positive DF. Leave
// out items that have no interval; say so where the ranks are shown. No items have no ranks: nil, without an error.
//
// Source: Mogstad, Romano, Shaikh & Wilhelm, "Inference for Ranks with Applications to Mobility across Neighbourhoods
// and Academic Achievement across Countries", Review of Economic Studies, DOI 10.1093/restud/rdad006, and their R package
// csranks (simul = TRUE, stepdown = TRUE). Drawing the standard errors too: Krishnamoorthy, Lu & Mathew, Computational
// Statistics & Data Analysis 51 (2007) 5731–5742. Normal scale: Wallace, "Bounds on normal approximations to Student's
// and the chi-square distributions", Annals of Mathematical Statistics 30 (1959) 1121–1130.
func RankSets(items []LogMean, level float64, seed uint64) ([]RankSet, error) {
	if err := checkLevel(level); err != nil {
		return nil, err
	}
	for i, m := range items {
		if err := m.check(); err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
	}
	if len(items) == 0 {
		return nil, nil
	}
	means := make([]float64, len(items))
	for i, m := range items {
		means[i] = m.Mean
	}
	sets := openSets(means)
	order := canonicalOrder(items)
	sorted := make([]LogMean, len(items))
	for i, at := range order {
		sorted[i] = items[at]
	}
	for _, d := range decidedPairs(len(items), level, newWelch(sorted, rankDraws, seed)) {
		sets[order[d.below]].Best++
		sets[order[d.above]].Worst--
	}
	return sets, nil
}

// TopGroup returns the positions, in the order given, of the items that may rank first. At least one always may.
func TopGroup(sets []RankSet) []int {
	var top []int
	for i, s := range sets {
		if s.Best == 1 {
			top = append(top, i)
		}
	}
	return top
}

// canonicalOrder returns the positions of the items by SE, DF and Mean. Items equal in all three share the fate of every
// pair they are in, so that it does not matter which of them gets which draws.
func canonicalOrder(items []LogMean) []int {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := items[a], items[b]
		return cmp.Or(cmp.Compare(x.SE, y.SE), cmp.Compare(x.DF, y.DF), cmp.Compare(x.Mean, y.Mean))
	})
	return order
}

// openSets ranks the means and leaves every place open.
func openSets(means []float64) []RankSet {
	sets := make([]RankSet, len(means))
	for i, m := range means {
		sets[i] = RankSet{Rank: 1, Best: 1, Worst: len(means)}
		for _, other := range means {
			if other > m {
				sets[i].Rank++
			}
		}
	}
	return sets
}

// pair says that one item is, or is not, decidedly above the other.
type pair struct{ above, below int }

// comparison scores how far a pair's first item is above its second, and zero when it is not: as observed, and in each
// simulated world in which all items are equal.
type comparison interface {
	size() int // how many worlds there are
	observed(p pair) float64
	// among returns what tells the largest score of a world among the pairs, and whose it is; zero and nobody's where none
	// is above.
	among(pairs []pair) func(world int) (score float64, of pair)
}

// nobody is whose a score of zero is.
var nobody = pair{-1, -1}

// decidedPairs runs the stepwise procedure and returns the pairs whose order the data decide.
func decidedPairs(items int, level float64, c comparison) []pair {
	var open, decided []pair
	for i := range items {
		for j := range items {
			if i != j {
				open = append(open, pair{i, j})
			}
		}
	}
	closed := make([]bool, items*items)
	scores, champions := largestScores(open, c)
	for len(open) > 0 {
		critical := criticalValue(scores, level)
		before := len(open)
		open = slices.DeleteFunc(open, func(p pair) bool {
			if c.observed(p) <= critical {
				return false
			}
			decided = append(decided, p)
			closed[p.above*items+p.below] = true
			return true
		})
		if len(open) == before {
			break
		}
		largest := c.among(open)
		for w, p := range champions { // a world whose largest score is still open keeps it
			if p != nobody && closed[p.above*items+p.below] {
				scores[w], champions[w] = largest(w)
			}
		}
	}
	return decided
}

// largestScores are those of all worlds, with the pairs whose they are.
func largestScores(among []pair, c comparison) (scores []float64, of []pair) {
	scores, of = make([]float64, c.size()), make([]pair, c.size())
	largest := c.among(among)
	for w := range scores {
		scores[w], of[w] = largest(w)
	}
	return scores, of
}

// criticalValue is the quantile of the scores at the level.
func criticalValue(scores []float64, level float64) float64 {
	sorted := slices.Sorted(slices.Values(scores))
	at := int(math.Ceil(level*float64(len(sorted)+1))) - 1
	return sorted[min(at, len(sorted)-1)]
}

// welch compares independent items whose standard errors are uncertain too.
type welch struct {
	df     []float64
	data   world
	worlds []world
}

// world is one outcome: what is estimated, and with what squared errors.
type world struct{ mean, variance []float64 }

func newWelch(items []LogMean, worlds int, seed uint64) *welch {
	c := &welch{df: make([]float64, len(items)), worlds: make([]world, worlds)}
	c.data = world{make([]float64, len(items)), make([]float64, len(items))}
	for i, m := range items {
		c.df[i], c.data.mean[i], c.data.variance[i] = m.DF, m.Mean, m.SE*m.SE
	}
	src := rand.New(rand.NewPCG(seed, 0))
	p := len(items)
	numbers := make([]float64, 2*p*worlds)
	for w := range c.worlds {
		mean, variance := numbers[:p:p], numbers[p:2*p:2*p]
		numbers = numbers[2*p:]
		for i, m := range items {
			mean[i] = m.SE * src.NormFloat64()
			variance[i] = m.SE * m.SE
			if !math.IsInf(m.DF, 1) {
				variance[i] *= distuv.ChiSquared{K: m.DF, Src: src}.Rand() / m.DF
			}
		}
		c.worlds[w] = world{mean, variance}
	}
	return c
}

func (c *welch) size() int { return len(c.worlds) }

func (c *welch) observed(p pair) float64 { return c.score(c.data, p, 0) }

func (c *welch) among(pairs []pair) func(world int) (float64, pair) {
	return func(w int) (score float64, of pair) {
		of = nobody
		for _, p := range pairs {
			if s := c.score(c.worlds[w], p, score); s > score {
				score, of = s, p
			}
		}
		return score, of
	}
}

// score is the square of the pair's normal score; of one that is not above enough, which need not be known, zero.
func (c *welch) score(w world, p pair, enough float64) float64 {
	difference := w.mean[p.above] - w.mean[p.below]
	if difference <= 0 {
		return 0
	}
	varA, varB := w.variance[p.above], w.variance[p.below]
	t2 := difference * difference / (varA + varB)
	if t2 <= enough { // the normal score is never larger than t, and the logarithm is dear
		return 0
	}
	return squaredNormalScore(t2, welchDF(varA, varB, c.df[p.above], c.df[p.below]))
}

// squaredNormalScore is z² for a Student's t with df degrees of freedom, z being about as improbable under the normal:
//
//	z = (8df + 1)/(8df + 3) · √(df · log(1 + t²/df))
func squaredNormalScore(t2, df float64) float64 {
	if math.IsInf(df, 1) {
		return t2
	}
	f := (8*df + 1) / (8*df + 3)
	return f * f * df * math.Log1p(t2/df)
}
