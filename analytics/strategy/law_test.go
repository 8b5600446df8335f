package strategy

import (
	"errors"
	"math"
	"slices"
	"testing"

	"auscult/analytics/social"
	"auscult/analytics/strategy/allocate"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// One platform that usually has two posts a week (26 a quarter), with β = 0.5, and two cells of worth 3 and 1, with δ = 0.25.
// By hand, 52 posts, 26 of each: four a week are twice the usual, so each keeps 2^−½; a cell of two a week keeps 2^−¼ of each.
// V = 2^−½ · (3·26 + 1·26) · 2^−¼ = 104 · 2^−¾ = 61.8386…
func TestLawByHand(t *testing.T) {
	l := &law{
		block: []int{0, 0}, usual: []float64{2},
		goals: []goalLaw{{worth: []float64{3, 1}, crowding: []float64{0.5}, repeating: 0.25}},
	}
	near(t, "52 posts", l.value([]float64{26, 26}), 104*math.Pow(2, -0.75))
	near(t, "the usual 26, one a week of each", l.value([]float64{13, 13}), 4*13)
	near(t, "6 posts: less than one a week crowd as one a week does", l.value([]float64{6, 0}), 18*math.Sqrt2)
	near(t, "none", l.value([]float64{0, 0}), 0)
	cells := []allocate.Cell{{Cost: 1, High: 60}, {Cost: 1, High: 60}}
	p := allocate.Problem{Cells: cells, Blocks: 1, Kinds: 1}
	for _, n := range [][]int{{0, 0}, {3, 1}, {26, 26}, {60, 60}} {
		near(t, "the search's tables", p.Value(l.tables(cells), n), l.value(floats(n)))
	}
}

// A post weaker than β times the platform's average lowers its total (the design, §1.5): with β = 0.5, and 26 posts of worth 1
// on a platform that usually has 26, one more of worth 0.5 just keeps the total.
func TestAWeakPostTakesMoreThanItBrings(t *testing.T) {
	l := &law{
		block: []int{0, 0}, usual: []float64{2},
		goals: []goalLaw{{worth: []float64{1, 0.5}, crowding: []float64{0.5}, repeating: 0}},
	}
	const little = 1e-6
	slope := (l.value([]float64{26, little}) - l.value([]float64{26, 0})) / little
	if math.Abs(slope) > 1e-6 {
		t.Errorf("the next post changes the total by %v", slope)
	}
}

// Anna makes everything and has 40 hours; Ben makes photos and texts alone and has 20. Videos fit into Anna's 40 hours;
// everything into 60. By Hall's theorem these are all there is to keep; what only Ben can make is nothing.
func TestBottlenecks(t *testing.T) {
	staff := []Person{
		{Name: "Anna", Hours: 40},
		{Name: "Ben", Hours: 20, Forms: []social.Form{social.Photo, social.Text}},
		{Name: "Cleo", Hours: 99, Off: true},
	}
	type want struct {
		hours float64
		only  []social.Form
	}
	var got []want
	for _, b := range bottlenecks(staff) {
		var only []social.Form
		for _, f := range []social.Form{social.Photo, social.Video} {
			if b.only(f) {
				only = append(only, f)
			}
		}
		got = append(got, want{b.hours, only})
	}
	wants := []want{{60, []social.Form{social.Photo, social.Video}}, {20, nil}, {40, []social.Form{social.Video}}}
	if !slices.EqualFunc(got, wants, func(a, b want) bool { return a.hours == b.hours && slices.Equal(a.only, b.only) }) {
		t.Errorf("%v, want %v", got, wants)
	}
}

func TestRulesThatMeanNothing(t *testing.T) {
	for name, r := range map[string]Rule{
		"a kind that does not exist":  {Kind: "pages", Low: ptr(1.0)},
		"a platform of another world": {Kind: PostsRule, Platform: "myspace", Low: ptr(1.0)},
		"a form nobody knows":         {Kind: PostsRule, Form: "hologram", Low: ptr(1.0)},
		"no bound at all":             {Kind: PostsRule},
		"bounds that cross":           {Kind: PostsRule, Low: ptr(3.0), High: ptr(2.0)},
		"below zero":                  {Kind: PostsRule, Low: ptr(-1.0)},
		"not a number":                {Kind: PostsRule, High: ptr(math.NaN())},
	} {
		t.Run(name, func(t *testing.T) {
			if err := r.Check(); !errors.Is(err, ErrWishes) {
				t.Errorf("error %v, want ErrWishes", err)
			}
		})
	}
	for _, r := range DefaultRules() {
		if err := r.Check(); err != nil {
			t.Errorf("a rule to begin with: %v", err)
		}
	}
}

func TestSharesOfWeights(t *testing.T) {
	order := []string{"a", "b", "c"}
	plain := shared(map[string]float64{"a": 1, "b": 2, "c": -5}, order)
	near(t, "a", plain["a"], 1.0/3)
	near(t, "b", plain["b"], 2.0/3)
	if _, there := plain["c"]; there {
		t.Error("a weight below zero has a share")
	}
	for _, unit := range []float64{1e-6, 1e6, 3, 0.1} {
		scaled := shared(map[string]float64{"a": unit, "b": 2 * unit}, order)
		if scaled["a"] != plain["a"] || scaled["b"] != plain["b"] {
			t.Errorf("in units of %v: %v, not to the last bit %v", unit, scaled, plain)
		}
	}
}

func TestOutcomesOfATestAreEvenAroundNothing(t *testing.T) {
	var sum float64
	for _, z := range outcomes {
		sum += z
	}
	near(t, "sum", sum, 0)
	near(t, "the 90th percentile of the normal distribution (R: qnorm(.9))", outcomes[4], 1.2815515655446004)
}

func TestFarthest(t *testing.T) {
	upTo := func(most int) func(int) (bool, error) { return func(n int) (bool, error) { return n <= most, nil } }
	for _, test := range []struct{ good, end, most, want int }{{3, 20, 11, 11}, {3, 20, 3, 3}, {3, 20, 50, 20}, {7, 7, 9, 7}, {0, 1, 1, 1}} {
		if got, _ := farthest(test.good, test.end, upTo(test.most)); got != test.want {
			t.Errorf("from %d to %d, good up to %d: %d", test.good, test.end, test.most, got)
		}
	}
	downTo := func(n int) (bool, error) { return n >= 4, nil }
	if got, _ := farthest(9, 0, downTo); got != 4 {
		t.Errorf("down from 9, good down to 4: %d", got)
	}
}
