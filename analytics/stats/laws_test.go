package stats

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// sample is clustered data as rapid draws it: positive values over two orders of magnitude, few enough clusters for all
// cases to occur.
type sample struct {
	y, x     []float64
	clusters []int
	shuffle  []int // another order of the rows
}

func drawSample(t *rapid.T) sample {
	n := rapid.IntRange(1, 30).Draw(t, "n")
	s := sample{
		y:        rapid.SliceOfN(rapid.Float64Range(1, 1e4), n, n).Draw(t, "y"),
		x:        rapid.SliceOfN(rapid.Float64Range(10, 1e5), n, n).Draw(t, "x"),
		clusters: rapid.SliceOfN(rapid.IntRange(-3, 8), n, n).Draw(t, "clusters"),
	}
	s.shuffle = rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "shuffle"), 0)).Perm(n)
	return s
}

func reordered[T any](values []T, order []int) []T {
	out := make([]T, len(values))
	for i, at := range order {
		out[i] = values[at]
	}
	return out
}

// identical is equality down to the last bit, NaN being itself.
func identical(a, b Estimate) bool {
	same := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }
	return same(a.Value, b.Value) && same(a.Low, b.Low) && same(a.High, b.High) && a.N == b.N && a.Clusters == b.Clusters
}

func sameKind(a, b error) bool {
	for _, kind := range []error{ErrTooFewClusters, ErrNoSpread, ErrNoDenominator, ErrInput, nil} {
		if errors.Is(a, kind) != errors.Is(b, kind) {
			return false
		}
	}
	return true
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

// estimators are the functions that share the laws below.
var estimators = map[string]func(s sample, level float64) (Estimate, error){
	"TypicalValue": func(s sample, level float64) (Estimate, error) {
		return TypicalValue(logsOf(s.y), s.clusters, level)
	},
	"RatioOfSums": func(s sample, level float64) (Estimate, error) {
		return RatioOfSums(s.y, s.x, s.clusters, level)
	},
}

func TestLawRowOrderAndLabelsDoNotMatter(t *testing.T) {
	for name, estimate := range estimators {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			s := drawSample(t)
			want, wantErr := estimate(s, 0.90)
			relabelled := make([]int, len(s.clusters))
			for i, c := range s.clusters {
				relabelled[i] = 100 - 7*c
			}
			got, err := estimate(sample{
				y: reordered(s.y, s.shuffle), x: reordered(s.x, s.shuffle), clusters: reordered(relabelled, s.shuffle),
			}, 0.90)
			if !identical(got, want) || !sameKind(err, wantErr) {
				t.Fatalf("got %+v, %v, want %+v, %v", got, err, want, wantErr)
			}
		}))
	}
}

func TestLawIntervalHoldsThePointAndGrowsWithTheLevel(t *testing.T) {
	for name, estimate := range estimators {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			s := drawSample(t)
			narrow, err := estimate(s, 0.80)
			if err != nil {
				if !math.IsNaN(narrow.Low) || !math.IsNaN(narrow.High) {
					t.Fatalf("an interval beside an error: %+v, %v", narrow, err)
				}
				return
			}
			wide, err := estimate(s, 0.90)
			if err != nil {
				t.Fatal(err)
			}
			if !(0 <= wide.Low && wide.Low <= narrow.Low && narrow.Low < narrow.Value) ||
				!(narrow.Value < narrow.High && narrow.High < wide.High) {
				t.Fatalf("not nested: %+v in %+v", narrow, wide)
			}
		}))
	}
}

func TestLawScale(t *testing.T) {
	for name, estimate := range estimators {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			s := drawSample(t)
			factor := rapid.Float64Range(0.01, 100).Draw(t, "factor")
			before, err := estimate(s, 0.90)
			if err != nil {
				return
			}
			for i := range s.y {
				s.y[i] *= factor
			}
			after, err := estimate(s, 0.90)
			if errors.Is(err, ErrNoSpread) {
				return // rounding may tip values that hardly differ
			}
			if err != nil || !near(after.Value, factor*before.Value) || !near(after.High, factor*before.High) {
				t.Fatalf("%v times %+v: got %+v, %v", factor, before, after, err)
			}
		}))
	}
}

// Doubling every row within its cluster is no new information: what is independent are the clusters.
func TestLawCopiesAddNothing(t *testing.T) {
	for name, estimate := range estimators {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			s := drawSample(t)
			once, err := estimate(s, 0.90)
			if err != nil {
				return
			}
			twice, err := estimate(sample{
				y: slices.Repeat(s.y, 2), x: slices.Repeat(s.x, 2), clusters: slices.Repeat(s.clusters, 2),
			}, 0.90)
			if errors.Is(err, ErrNoSpread) {
				return // rounding may tip values that hardly differ
			}
			if err != nil || !near(once.Value, twice.Value) || !near(once.High, twice.High) || twice.Clusters != once.Clusters {
				t.Fatalf("once %+v, twice %+v, %v", once, twice, err)
			}
		}))
	}
}

func TestLawSwappingGivesTheReciprocal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawLogMean(t), drawLogMean(t)
		ab, err1 := TimesAsMuch(a, b, 0.90)
		ba, err2 := TimesAsMuch(b, a, 0.90)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if !near(ab.Value*ba.Value, 1) || !near(ab.Low*ba.High, 1) || !near(ab.High*ba.Low, 1) {
			t.Fatalf("%+v and %+v", ab, ba)
		}
		if !(ab.Low < ab.Value && ab.Value < ab.High) {
			t.Fatalf("%+v", ab)
		}
	})
}

func TestLawWilson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		hits := rapid.IntRange(0, n).Draw(t, "hits")
		yes, err1 := Wilson(hits, n, 0.90)
		no, err2 := Wilson(n-hits, n, 0.90)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if !(0 <= yes.Low && yes.Low <= yes.Value && yes.Value <= yes.High && yes.High <= 1 && yes.Low < yes.High) {
			t.Fatalf("%+v", yes)
		}
		if math.Abs(yes.Low+no.High-1) > 1e-12 || math.Abs(yes.High+no.Low-1) > 1e-12 {
			t.Fatalf("%+v is no mirror of %+v", yes, no)
		}
	})
}

func drawLogMean(t *rapid.T) LogMean {
	df := rapid.OneOf(rapid.Just(math.Inf(1)), rapid.Map(rapid.IntRange(2, 40), func(k int) float64 { return float64(k) }))
	return LogMean{
		Mean: float64(rapid.IntRange(-128, 512).Draw(t, "mean")) / 64,    // sums of these are exact
		SE:   rapid.SampledFrom([]float64{.05, .1, .3, 1}).Draw(t, "se"), // ties are likely
		DF:   df.Draw(t, "df"),
	}
}

func TestLawRankSets(t *testing.T) {
	checks := 0
	rapid.Check(t, func(t *rapid.T) {
		if checks++; checks > 20 { // a hundred would take seconds
			return
		}
		p := rapid.IntRange(2, 6).Draw(t, "items")
		items := make([]LogMean, p)
		for i := range items {
			items[i] = drawLogMean(t)
		}
		seed := rapid.Uint64().Draw(t, "seed")
		sets, err := RankSets(items, 0.90, seed)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range sets {
			if !(1 <= a.Best && a.Best <= a.Rank && a.Rank <= a.Worst && a.Worst <= p) {
				t.Fatalf("item %d of %d: %+v", i, p, a)
			}
		}
		if len(TopGroup(sets)) == 0 {
			t.Fatal("nobody may be first")
		}

		order := rand.New(rand.NewPCG(seed, 1)).Perm(p)
		shuffled, err := RankSets(reordered(items, order), 0.90, seed)
		if err != nil || !slices.Equal(shuffled, reordered(sets, order)) {
			t.Fatalf("got %v, %v in another order, want %v", shuffled, err, reordered(sets, order))
		}

		moved := slices.Clone(items)
		for i := range moved {
			moved[i].Mean += 0.5
		}
		inOtherUnit, err := RankSets(moved, 0.90, seed)
		if err != nil || !slices.Equal(inOtherUnit, sets) {
			t.Fatalf("got %v, %v in another unit, want %v", inOtherUnit, err, sets)
		}
	})
}
