package stats

import (
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

const testSeed = 20261101

func known(mean, se float64) LogMean { return LogMean{Mean: mean, SE: se, DF: math.Inf(1)} }

// With two items there is one difference, and the largest of one is itself: they are told apart exactly when the
// two-sided z test at the level tells them apart. By hand, at 0.90, for standard errors 0.3 and 0.4: the difference has
// standard error √(0.09 + 0.16) = 0.5, so that it must exceed 1.644854·0.5 = 0.822427 (qnorm(.95)). The simulated
// critical value has a standard error of 0.9 % (10,000 draws, density of |Z| at 1.645 is 0.206); 3 % are allowed here.
func TestRankSetsOfTwoAreTheZTest(t *testing.T) {
	const threshold = 0.8224268
	apart := []RankSet{{1, 1, 1}, {2, 2, 2}}
	open := []RankSet{{1, 1, 2}, {2, 1, 2}}
	for seed := range uint64(5) {
		for _, c := range []struct {
			difference float64
			want       []RankSet
		}{{threshold * 1.03, apart}, {threshold * 0.97, open}} {
			got := mustRankSets(t, []LogMean{known(5+c.difference, .3), known(5, .4)}, seed)
			if !slices.Equal(got, c.want) {
				t.Errorf("seed %d, difference %.4f: got %v, want %v", seed, c.difference, got, c.want)
			}
		}
	}
}

// Two items from few clusters: with equal standard errors and 5 degrees of freedom each, Welch's test has 10, and
// qt(.95, 10) = 1.81246112281 (R 4.2.2). Ignoring the few clusters would put the threshold at 1.645, 9 % lower.
func TestRankSetsOfTwoAreWelchsTest(t *testing.T) {
	threshold := 1.81246112281 * math.Sqrt2
	for seed := range uint64(5) {
		for _, factor := range []float64{0.95, 1.05} {
			items := []LogMean{{Mean: threshold * factor, SE: 1, DF: 5}, {Mean: 0, SE: 1, DF: 5}}
			got := mustRankSets(t, items, seed)
			if apart := got[0].Worst == 1; apart != (factor > 1) {
				t.Errorf("seed %d, %v times the threshold: got %v", seed, factor, got)
			}
		}
	}
}

// Close to the threshold the draws decide, so that this fails when they belong to the place in the input. Elsewhere the
// order could hardly show (TestLawRankSets).
func TestRankSetsKeepTheirDrawsInAnotherOrder(t *testing.T) {
	for step := range 25 {
		difference := 0.8224268 * (0.97 + 0.0025*float64(step))
		items := []LogMean{known(difference, .3), known(0, .4)}
		there := mustRankSets(t, items, testSeed)
		slices.Reverse(items)
		back := mustRankSets(t, items, testSeed)
		slices.Reverse(back)
		if !slices.Equal(there, back) {
			t.Errorf("difference %.4f: got %v one way and %v the other", difference, there, back)
		}
	}
}

// With equal known standard errors the largest of all differences over √2·SE is the studentised range over √2. R 4.2.2:
// qtukey(.90, p, Inf)/sqrt(2). One item ahead of all others by that many is told apart from them, by 2 % less it is not.
func TestCriticalValueIsTukeys(t *testing.T) {
	for _, c := range []struct {
		items int
		want  float64
	}{{2, 1.644853627}, {3, 2.052292731}, {5, 2.459515764}, {10, 2.919888841}} {
		items := slices.Repeat([]LogMean{known(0, 1)}, c.items)
		w := newWelch(items, testSeed)
		w.draw(rankDraws)
		got := math.Sqrt(criticalValue(allPairs(c.items), 0.90, rankDraws, func(world int, p pair) float64 { return scoreIn(w, world, p) }))
		if math.Abs(got/c.want-1) > 0.02 {
			t.Errorf("%d items: got %.4f, want %.4f", c.items, got, c.want)
		}
		for _, factor := range []float64{0.98, 1.02} {
			items[0].Mean = factor * c.want * math.Sqrt2
			if apart := mustRankSets(t, items, testSeed)[0].Worst == 1; apart != (factor > 1) {
				t.Errorf("%d items, %v times the critical value: told apart %v", c.items, factor, apart)
			}
		}
	}
}

func allPairs(items int) []pair {
	var pairs []pair
	for i := range items {
		for j := range items {
			if i != j {
				pairs = append(pairs, pair{i, j})
			}
		}
	}
	return pairs
}

// scoreIn is how far a pair's first item is above its second in a world.
func scoreIn(c *welch, world int, p pair) float64 {
	if w := c.worlds[world]; w.mean[p.above] > w.mean[p.below] {
		return c.score(w, p, 0)
	}
	return 0
}

// criticalValue is the definition: the quantile at the level of the largest score among the open pairs, over all worlds.
func criticalValue(open []pair, level float64, worlds int, simulated func(world int, p pair) float64) float64 {
	largest := make([]float64, worlds)
	for w := range largest {
		for _, p := range open {
			largest[w] = max(largest[w], simulated(w, p))
		}
	}
	slices.Sort(largest)
	return largest[int(math.Ceil(level*float64(worlds+1)))-1]
}

// Neither stopping early nor keeping the largest scores from step to step may change what is decided: every step as if by
// all worlds, and by the definition.
func TestDecidedPairsAreThoseOfAllWorlds(t *testing.T) {
	const worlds, level = 4000, 0.90
	src := rand.New(rand.NewPCG(testSeed, 9))
	decided, steps := 0, 0
	check := func(round, items int, got []pair, observed func(pair) float64, simulated func(world int, p pair) float64) {
		t.Helper()
		open, want := allPairs(items), map[pair]bool{}
		for {
			critical, before := criticalValue(open, level, worlds, simulated), len(open)
			open = slices.DeleteFunc(open, func(p pair) bool {
				want[p] = observed(p) > critical
				return want[p]
			})
			if len(open) == before {
				break
			}
			steps++
		}
		maps.DeleteFunc(want, func(_ pair, is bool) bool { return !is })
		decided += len(want)
		if len(got) != len(want) || slices.ContainsFunc(got, func(p pair) bool { return !want[p] }) {
			t.Errorf("round %d: got %v, want %v", round, got, want)
		}
	}
	for round := range 60 {
		n := 2 + round%6
		items, means, covariance := make([]LogMean, n), make([]float64, n), mat.NewSymDense(n, nil)
		for i := range items {
			items[i] = LogMean{Mean: 0.4 * src.NormFloat64(), SE: 0.1 + 0.2*src.Float64(), DF: float64(2 + src.IntN(40))}
			means[i] = items[i].Mean
			for j := range i + 1 { // errors that are shared in part
				covariance.SetSym(i, j, 0.5*items[i].SE*items[j].SE)
			}
			covariance.SetSym(i, i, items[i].SE*items[i].SE)
		}
		w := newWelch(items, uint64(round))
		got := decidedPairs(n, level, worlds, w)
		w.draw(worlds)
		check(round, n, got, w.observed, func(world int, p pair) float64 { return scoreIn(w, world, p) })
		j, ok := newJoint(means, covariance, uint64(round))
		if !ok {
			t.Fatal("no covariance")
		}
		got = decidedPairs(n, level, worlds, j)
		j.draw(worlds)
		check(round, n, got, j.observed, func(world int, p pair) float64 { return j.score(j.worlds[world], p) })
	}
	if decided < 120 || steps < 90 {
		t.Errorf("only %d pairs were decided, in %d steps", decided, steps)
	}
}

// The wanted sets are those of csranks with 100,000 draws and seeds 1, 2 and 3, which agree; no pair lies within 0.15
// standard errors of the last critical value, 2.90. R 4.2.2, with csdiffmeans and csranks_simul of
// danielwilhelm/R-CS-ranks at 1c467e1 followed line by line:
//
//	csranks(score, diag(se^2), coverage=0.90, cstype="two-sided", stepdown=TRUE, R=100000, simul=TRUE)
func TestRankSetsAgreeWithCsranks(t *testing.T) {
	var items []LogMean
	for _, p := range pisa {
		items = append(items, known(p.score, p.se))
	}
	for seed := range uint64(5) {
		got := mustRankSets(t, items, seed)
		for i, p := range pisa {
			if got[i].Best != p.best || got[i].Worst != p.worst {
				t.Errorf("seed %d, %s: got %d–%d, want %d–%d", seed, p.country, got[i].Best, got[i].Worst, p.best, p.worst)
			}
		}
		if top, want := TopGroup(got), []int{6, 7, 8, 9}; !slices.Equal(top, want) { // Japan to the Netherlands
			t.Errorf("seed %d: top group %v, want %v", seed, top, want)
		}
	}
}

// The stepwise part must matter. Items 0 and 1 differ by 1.98 standard errors, less than the first critical value for
// three items, 2.052 (see above). Item 2 is far below and decided first; of the ordered pairs (0,1), (1,0), (2,0) and
// (2,1) remain, whose largest score has the quantile 1.894, so that the second step decides (0,1). R 4.2.2:
//
//	set.seed(1); z <- matrix(rnorm(6e6), ncol=3); d <- function(i,j) (z[,i]-z[,j])/sqrt(2)
//	quantile(pmax(abs(d(1,2)), d(3,1), d(3,2)), .9)
func TestRankSetsStepDown(t *testing.T) {
	items := []LogMean{known(1.98*math.Sqrt2, 1), known(0, 1), known(-100, 1)}
	got := mustRankSets(t, items, testSeed)
	if want := []RankSet{{1, 1, 1}, {2, 2, 2}, {3, 3, 3}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	items[2].Mean = 1.4 // between the two: nothing is decided, and there is no second step
	got = mustRankSets(t, items, testSeed)
	if want := []RankSet{{1, 1, 3}, {3, 1, 3}, {2, 1, 3}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestRankSetsAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name  string
		items []LogMean
		want  []RankSet
		top   []int
	}{
		{"nothing", nil, nil, nil},
		{"one item", []LogMean{known(3, 1)}, []RankSet{{1, 1, 1}}, []int{0}},
		{"equal items", []LogMean{known(3, 1), known(3, 1), known(3, 1)}, []RankSet{{1, 1, 3}, {1, 1, 3}, {1, 1, 3}}, []int{0, 1, 2}},
		{
			"two clear leaders that tie",
			[]LogMean{known(0, .1), known(9, .1), known(9, .1)},
			[]RankSet{{3, 3, 3}, {1, 1, 2}, {1, 1, 2}},
			[]int{1, 2},
		},
		{
			"an unsure item spans all and keeps nobody else apart",
			[]LogMean{{Mean: 5, SE: 50, DF: 2}, known(9, .1), known(0, .1)},
			[]RankSet{{2, 1, 3}, {1, 1, 2}, {3, 2, 3}},
			[]int{0, 1},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := mustRankSets(t, c.items, testSeed)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if top := TopGroup(got); !slices.Equal(top, c.top) {
				t.Errorf("top group %v, want %v", top, c.top)
			}
		})
	}
}

func TestRankSetsRefuse(t *testing.T) {
	good := []LogMean{known(1, 1), known(2, 1)}
	few, _ := LogMeanOf([]float64{1, 2}, nil)
	for _, c := range []struct {
		name  string
		items []LogMean
		level float64
	}{
		{"an item without a standard error", append(slices.Clone(good), few), 0.90},
		{"an item without degrees of freedom", []LogMean{known(1, 1), {Mean: 2, SE: 1}}, 0.90},
		{"an item without a mean", []LogMean{known(1, 1), known(math.NaN(), 1)}, 0.90},
		{"level in per cent", good, 90},
		{"level missing", good, math.NaN()},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := RankSets(c.items, c.level, testSeed); !errors.Is(err, ErrInput) || got != nil {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

// The approximation only has to make pairs comparable, but it should be what it claims. R 4.2.2: qnorm(pt(t, df)).
func TestSquaredNormalScore(t *testing.T) {
	for _, c := range []struct{ t, df, want, tolerance float64 }{
		{2.91998558035372, 2, 1.644853627, 0.02},
		{1.81246112281, 10, 1.644853627, 0.001},
		{6.964556734, 2, 2.326347874, 0.03}, // qt(.99, 2)
		{2, math.Inf(1), 2, 0},
	} {
		if got := math.Sqrt(squaredNormalScore(c.t*c.t, c.df)); math.Abs(got/c.want-1) > c.tolerance {
			t.Errorf("t = %v with %v df: got %.4f, want %.4f", c.t, c.df, got, c.want)
		}
	}
}

func mustRankSets(t testing.TB, items []LogMean, seed uint64) []RankSet {
	t.Helper()
	sets, err := RankSets(items, 0.90, seed)
	if err != nil {
		t.Fatal(err)
	}
	return sets
}
