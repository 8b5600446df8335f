package stats

import (
	"cmp"
	"math"
	"slices"
)

// pair says that one item is, or is not, decidedly above the other.
type pair struct{ above, below int }

// comparison scores how far a pair's first item is above its second, and zero or less when it is not: as observed, and
// in each simulated world in which all items are equal. Scores up to enough need not be told apart: any number up to
// enough may be returned for them.
type comparison interface {
	draw(worlds int) // sees to it that there are that many worlds, the same ones whatever was drawn before
	observed(p pair) float64
	simulated(world int, p pair, enough float64) float64
}

// decidedPairs runs the stepwise procedure and returns the pairs whose order the data decide. The critical value of a step
// is the quantile at the level of the largest score among the open pairs, over the given number of worlds.
func decidedPairs(items int, level float64, worlds int, c comparison) []pair {
	var open, decided []pair
	for i := range items {
		for j := range items {
			if i != j {
				open = append(open, pair{i, j})
			}
		}
	}
	for len(open) > 0 {
		least, found := newStep(open, level, worlds, c).least()
		if !found {
			break
		}
		open = slices.DeleteFunc(open, func(p pair) bool {
			if c.observed(p) < least {
				return false
			}
			decided = append(decided, p)
			return true
		})
	}
	return decided
}

const (
	// worldsAtOnce is after how many worlds a step looks whether it is settled: of 200 worlds in which nothing came near a
	// score, that score is.
	worldsAtOnce = 200
	// surprise is minus the logarithm of how likely a score may be settled in another way than by all worlds: 1 to 10⁹.
	surprise = 20.7
)

// step is one step: which of the open pairs score above the critical value.
//
// Whether a score does depends only on the number of worlds whose largest score reaches it: it does while these are few
// enough. Mostly that is plain after some hundreds of the ten thousand worlds, and simulating stops there. It stops too
// early, so that all worlds would have told otherwise, with a probability of at most exp(−n·KL(x/n ‖ p)), x of the n
// worlds so far reaching the score and p being the share of all at which it would be told otherwise (Chernoff's bound; it
// holds for drawing without replacement too: Hoeffding, Journal of the American Statistical Association 58 (1963) 13–30,
// theorem 4). A score near the critical value takes all worlds, so nothing is lost where it matters.
type step struct {
	open   []pair
	scores []float64 // of the open pairs, those above zero, highest first
	c      comparison
	worlds int
	most   int // worlds that may reach a score which is still above the critical value
	// from and to enclose the scores that are not settled: those before are above the critical value, those after are not.
	from, to int
	// reached counts the worlds whose largest score reaches the score at this place, but not the one before.
	reached []int
}

func newStep(open []pair, level float64, worlds int, c comparison) *step {
	at := min(int(math.Ceil(level*float64(worlds+1)))-1, worlds-1)
	s := &step{open: open, c: c, worlds: worlds, most: worlds - at - 1}
	for _, p := range open {
		if score := c.observed(p); score > 0 {
			s.scores = append(s.scores, score)
		}
	}
	slices.SortFunc(s.scores, func(a, b float64) int { return cmp.Compare(b, a) })
	s.to, s.reached = len(s.scores), make([]int, len(s.scores)+1)
	return s
}

// least returns the lowest score above the critical value, if there is one.
func (s *step) least() (score float64, found bool) {
	for n := 0; s.from < s.to && n < s.worlds; {
		end := min(n+worldsAtOnce, s.worlds)
		s.c.draw(end)
		for ; n < end; n++ {
			s.reached[s.reaches(n)]++
		}
		s.settle(n)
	}
	if s.from == 0 {
		return 0, false
	}
	return s.scores[s.from-1], true
}

// reaches returns the first of the scores not settled that is reached in the world; to: none is.
func (s *step) reaches(world int) int {
	highest, largest := s.scores[s.from], math.Nextafter(s.scores[s.to-1], 0)
	for _, p := range s.open {
		if largest = max(largest, s.c.simulated(world, p, largest)); largest >= highest {
			return s.from
		}
	}
	at, _ := slices.BinarySearchFunc(s.scores[s.from:s.to], largest, func(score, largest float64) int { return cmp.Compare(largest, score) })
	return s.from + at
}

// settle narrows down the scores that are not settled after n worlds.
func (s *step) settle(n int) {
	from, to, sum := s.from, s.to, 0
	for i := range s.from {
		sum += s.reached[i]
	}
	for i := s.from; i < s.to; i++ {
		sum += s.reached[i]
		switch above, known := s.settled(sum, n); {
		case known && above:
			from = i + 1
		case known:
			s.from, s.to = from, i
			return // further scores are reached as often at least
		}
	}
	s.from, s.to = from, to
}

// settled says whether a score that x of n worlds reach is above the critical value, if that is known.
func (s *step) settled(x, n int) (above, known bool) {
	switch {
	case n == s.worlds:
		return x <= s.most, true
	case x > s.most:
		return false, true
	}
	share := float64(x) / float64(n)
	barely, hardly := float64(s.most)/float64(s.worlds), float64(s.most+1)/float64(s.worlds)
	switch {
	case share < hardly && float64(n)*divergence(share, hardly) > surprise:
		return true, true
	case share > barely && float64(n)*divergence(share, barely) > surprise:
		return false, true
	}
	return false, false
}

// divergence is Kullback and Leibler's, of a share from a probability; the probability is neither 0 nor 1.
func divergence(share, p float64) float64 {
	var d float64
	if share > 0 {
		d += share * math.Log(share/p)
	}
	if share < 1 {
		d += (1 - share) * math.Log((1-share)/(1-p))
	}
	return d
}
