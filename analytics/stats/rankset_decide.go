package stats

import (
	"cmp"
	"math"
	"slices"
)

// pair says that one item is, or is not, decidedly above the other.
type pair struct{ above, below int }

// nobody is whose a score of zero is.
var nobody = pair{-1, -1}

// comparison scores how far a pair's first item is above its second, and zero when it is not: as observed, and in each
// simulated world in which all items are equal.
type comparison interface {
	draw(worlds int) // sees to it that there are that many worlds, the same ones whatever was drawn before
	observed(p pair) float64
	// among returns what tells the largest score of a world among the pairs, and whose it is; zero and nobody's where none
	// is above.
	among(pairs []pair) func(world int) (score float64, of pair)
}

// side is a pair, or, where either of its items may be the one above, a pair and its reverse in one.
type side struct {
	pair
	either bool
}

// bothWays joins pairs with their reverses, as far as both are there.
func bothWays(items int, pairs []pair) []side {
	there := make([]bool, items*items)
	for _, p := range pairs {
		there[p.above*items+p.below] = true
	}
	var sides []side
	for _, p := range pairs {
		either := there[p.below*items+p.above]
		if !either || p.above < p.below {
			sides = append(sides, side{p, either})
		}
	}
	return sides
}

// winner is the pair with the item above that is so by the difference.
func (s side) winner(difference float64) pair {
	if difference < 0 {
		return pair{s.below, s.above}
	}
	return s.pair
}

// decidedPairs runs the stepwise procedure and returns the pairs whose order the data decide. The critical value of a step
// is the quantile at the level of the largest score among the open pairs, over the given number of worlds.
//
// Two things make it fast and leave the result as it is. Worlds are simulated, and looked at, only until a step is
// settled, see [step]. And a world is looked at again in a later step only where the pair with its largest score was
// decided: one that is still open has the largest among fewer, too.
func decidedPairs(items int, level float64, worlds int, c comparison) []pair {
	l := &largest{c: c, items: items, decided: make([]bool, items*items)}
	var open, decided []pair
	for i := range items {
		for j := range items {
			if i != j {
				open = append(open, pair{i, j})
			}
		}
	}
	for len(open) > 0 {
		least, found := newStep(open, level, worlds, l).least()
		if !found {
			break
		}
		open = slices.DeleteFunc(open, func(p pair) bool {
			if c.observed(p) < least {
				return false
			}
			decided = append(decided, p)
			l.decided[p.above*items+p.below] = true
			return true
		})
	}
	return decided
}

// largest knows the largest score of each world that was looked at, among the pairs that were open then.
type largest struct {
	c       comparison
	items   int
	decided []bool // per pair, row by row
	scores  []float64
	of      []pair
	among   func(world int) (float64, pair) // the pairs open now
}

// in returns the largest score of a world among the open pairs. Worlds are asked for one after the other.
func (l *largest) in(world int) float64 {
	if world == len(l.scores) {
		score, of := l.among(world)
		l.scores, l.of = append(l.scores, score), append(l.of, of)
	} else if p := l.of[world]; p != nobody && l.decided[p.above*l.items+p.below] {
		l.scores[world], l.of[world] = l.among(world)
	}
	return l.scores[world]
}

const (
	// worldsAtOnce is after how many worlds a step looks whether it is settled: of 200 worlds in which nothing came near a
	// score, that score is.
	worldsAtOnce = 200
	// surprise is minus the logarithm of how likely one look may settle a score in another way than all worlds: 1 to 10⁹.
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
	largest *largest
	scores  []float64 // of the open pairs, those above zero, highest first
	worlds  int
	most    int // worlds that may reach a score which is still above the critical value
	// from and to enclose the scores that are not settled: those before are above the critical value, those after are not.
	from, to int
	// reached counts the worlds whose largest score reaches the score at this place, but not the one before.
	reached []int
}

func newStep(open []pair, level float64, worlds int, l *largest) *step {
	l.among = l.c.among(open)
	at := min(int(math.Ceil(level*float64(worlds+1)))-1, worlds-1)
	s := &step{largest: l, worlds: worlds, most: worlds - at - 1}
	for _, p := range open {
		if score := l.c.observed(p); score > 0 {
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
		s.largest.c.draw(end)
		for ; n < end; n++ {
			s.reached[s.reaches(s.largest.in(n))]++
		}
		s.settle(n)
	}
	if s.from == 0 {
		return 0, false
	}
	return s.scores[s.from-1], true
}

// reaches returns the place of the highest score that the largest of a world reaches; behind all: none is.
func (s *step) reaches(largest float64) int {
	at, _ := slices.BinarySearchFunc(s.scores, largest, func(score, largest float64) int { return cmp.Compare(largest, score) })
	return at
}

// settle narrows down the scores that are not settled after n worlds.
func (s *step) settle(n int) {
	sum := 0
	for i, reached := range s.reached[:s.to] {
		sum += reached
		if i < s.from {
			continue
		}
		switch above, known := s.settled(sum, n); {
		case known && above:
			s.from = i + 1
		case known:
			s.to = i
			return // further scores are reached as often at least
		}
	}
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
