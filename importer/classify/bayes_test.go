package classify

import (
	"math"
	"slices"
	"testing"
)

// The worked example of Manning, Raghavan, Schütze, Introduction to Information Retrieval, example 13.1 on table 13.1:
// four documents, of which the first three are about China, and a fifth to classify.
func TestBayesWorkedExample(t *testing.T) {
	const chinese, beijing, shanghai, macao, tokyo, japan = 0, 1, 2, 3, 4, 5
	const china, other = 0, 1
	b := newBayes(2, 6, 1)
	b.add(china, []int{chinese, beijing, chinese})
	b.add(china, []int{chinese, chinese, shanghai})
	b.add(china, []int{chinese, macao})
	b.add(other, []int{tokyo, japan, chinese})
	for _, tt := range []struct {
		name  string
		class int
		word  int
		want  float64
	}{
		{"P(Chinese|c) = (5+1)/(8+6)", china, chinese, 3.0 / 7},
		{"P(Tokyo|c) = (0+1)/(8+6)", china, tokyo, 1.0 / 14},
		{"P(Japan|c) = (0+1)/(8+6)", china, japan, 1.0 / 14},
		{"P(Chinese|not c) = (1+1)/(3+6)", other, chinese, 2.0 / 9},
		{"P(Tokyo|not c) = (1+1)/(3+6)", other, tokyo, 2.0 / 9},
		{"P(Japan|not c) = (1+1)/(3+6)", other, japan, 2.0 / 9},
	} {
		if got := b.conditional(tt.class, tt.word); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%s = %v, want %v", tt.name, got, tt.want)
		}
	}
	// "P(c|d5) ∝ 3/4 · (3/7)³ · 1/14 · 1/14 ≈ 0.0003, P(not c|d5) ∝ 1/4 · (2/9)³ · 2/9 · 2/9 ≈ 0.0001"
	fifth := []int{chinese, chinese, chinese, tokyo, japan}
	yes := 3.0 / 4 * math.Pow(3.0/7, 3) / 14 / 14
	no := 1.0 / 4 * math.Pow(2.0/9, 5)
	class, posterior := b.classify(fifth)
	if want := yes / (yes + no); class != china || math.Abs(posterior-want) > 1e-12 {
		t.Errorf("class %d with %v, want China with %v", class, posterior, want)
	}
	if got := b.deciding(fifth, china, 3, func(int) bool { return false }); !slices.Equal(got, []int{chinese}) { // of the three words, it alone speaks for China
		t.Errorf("decided by %v", got)
	}
	if class, _ := b.classify([]int{-1, -1}); class != -1 {
		t.Errorf("words that nobody knows make class %d", class)
	}
}
