package classify

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"
)

// How a reason that is not a single word begins; what follows the colon is the detail.
const (
	OwnRule        = "own rule"
	LearnedFrom    = "learned"
	byWord         = "word"
	byCaption      = "caption"
	byPlatform     = "platform"
	byLength       = "length"
	nothingSelling = "no promotional words"
)

// Example is a text whose value a person or a file has said.
type Example struct {
	Text  string
	Value string // the topic, or yes and no
	// Keywords is what the keywords alone say of the text; empty: nothing.
	Keywords string
}

// The conditions under which what has been learned is used.
const (
	leastExamples = 20
	leastValues   = 2
	leastGain     = 2 // held-out texts more that must be right than by the keywords alone
	// fairPart of the examples must be such on which the keywords are right. Who corrects only their mistakes teaches
	// nothing about where they are to be trusted, and against nothing but mistakes anything looks good.
	fairPart = 0.1
)

// MostExamples is how many examples are learned from; more make it no better that anybody would notice.
const MostExamples = 2000

const (
	smoothing = 0.3 // of 1 to 0.01, as good as any with 20 to 200 texts of the sample (TestLearningOnTheSample)
	folds     = 5
	shuffle   = 20261 // the seed of the folds: the same examples are always held out together
	shown     = 3     // words in a reason
)

// thresholds are the posteriors from which a value counts as clear; the last one is never reached. Naive Bayes takes the
// words of a text for independent and is therefore far too sure of itself: what is clear enough, held-out texts tell.
var thresholds = []float64{0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, never}

const never = 2

// HeldOut says how often values were right for texts that were not learned from.
type HeldOut struct {
	Texts     int // different texts with a value said; each was held out once
	Values    int // different values among them
	Learned   int // right: what was learned where that was clear, else the keywords' word
	Keywords  int // right by the keywords alone
	Commonest int // right if every text were given the commonest value
}

// Learned is what examples teach about one label.
type Learned struct {
	HeldOut   HeldOut
	Threshold float64 // how likely a value must be to be said

	examples *examples
	model    *bayes
}

// Enough reports whether there are enough examples to learn from.
func (h HeldOut) Enough() bool { return h.Texts >= leastExamples && h.Values >= leastValues }

// Fair reports whether the examples allow a comparison with the keywords: among them must be some on which these are
// right.
func (h HeldOut) Fair() bool { return float64(h.Keywords) >= fairPart*float64(h.Texts) }

// Better reports whether held-out texts speak for what was learned: one more that is right may be luck.
func (h HeldOut) Better() bool { return h.Learned >= h.Keywords+leastGain }

// Used reports whether what was learned is worth using.
func (l *Learned) Used() bool {
	return l.HeldOut.Enough() && l.HeldOut.Fair() && l.HeldOut.Better() && l.Threshold < never
}

// Learn learns from examples. In which order they come does not matter, and the same text twice counts once, so that a
// post published on two platforms is never held out and learned from at once.
func Learn(all []Example) *Learned {
	e := index(all)
	h := e.heldOut()
	if !h.Enough() {
		return &Learned{HeldOut: h, examples: e}
	}
	return e.learned(h, e.clear(everything(len(e.texts))))
}

// Recall is [Learn] for examples that have been learned from before, with what was found then: it need not hold texts
// out again, which takes most of the time.
func Recall(all []Example, h HeldOut, threshold float64) *Learned {
	return index(all).learned(h, threshold)
}

func (e *examples) learned(h HeldOut, threshold float64) *Learned {
	return &Learned{HeldOut: h, Threshold: threshold, examples: e, model: e.train(everything(len(e.texts)))}
}

// Say returns the value that a text has by what was learned, with the words that decided: "learned: cardiology, heart".
// Both are empty when that is not clear, and when it is not to be used.
func (l *Learned) Say(t Text) (value, reason string) {
	if !l.Used() {
		return "", ""
	}
	text := make([]int, len(t))
	for i, word := range t {
		place, known := l.examples.dictionary[word]
		if !known {
			place = -1
		}
		text[i] = place
	}
	class, posterior := l.model.classify(text)
	if class < 0 || posterior < l.Threshold {
		return "", ""
	}
	var words []string
	for _, w := range l.model.deciding(text, class, shown, l.examples.light) {
		words = append(words, l.examples.words[w])
	}
	return l.examples.values[class], LearnedFrom + ": " + strings.Join(words, ", ")
}

// examples are examples with their words as numbers.
type examples struct {
	values     []string
	words      []string
	dictionary map[string]int
	texts      [][]int
	value      []int
	keywords   []int // the value the keywords say; -1: none of values
}

// index numbers values and words. The examples are brought into an order of their own first.
func index(all []Example) *examples {
	e := &examples{dictionary: map[string]int{}}
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b Example) int {
		return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Text, b.Text))
	})
	for _, x := range sorted {
		if x.Value != "" && !slices.Contains(e.values, x.Value) {
			e.values = append(e.values, x.Value)
		}
	}
	known := map[string]bool{}
	for _, x := range sorted {
		t := Cut(x.Text)
		plain := strings.Join(t, " ")
		if len(t) == 0 || x.Value == "" || known[plain] {
			continue
		}
		known[plain] = true
		text := make([]int, len(t))
		for i, word := range t {
			place, old := e.dictionary[word]
			if !old {
				place = len(e.words)
				e.dictionary[word] = place
				e.words = append(e.words, word)
			}
			text[i] = place
		}
		e.texts = append(e.texts, text)
		e.value = append(e.value, slices.Index(e.values, x.Value))
		e.keywords = append(e.keywords, slices.Index(e.values, x.Keywords))
	}
	return e
}

// light reports whether a word is so short that it tells a reader nothing.
func (e *examples) light(word int) bool { return utf8.RuneCountInString(e.words[word]) < 4 }

func everything(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func (e *examples) train(which []int) *bayes {
	b := newBayes(len(e.values), len(e.words), smoothing)
	for _, i := range which {
		b.add(e.value[i], e.texts[i])
	}
	return b
}

// split deals the examples to folds, those of each value in turn, so that every fold has its share of each.
func (e *examples) split(which []int) [folds][]int {
	random := rand.New(rand.NewPCG(shuffle, uint64(len(which))))
	mixed := slices.Clone(which)
	random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	slices.SortStableFunc(mixed, func(a, b int) int { return cmp.Compare(e.value[a], e.value[b]) })
	var parts [folds][]int
	for i, x := range mixed {
		parts[i%folds] = append(parts[i%folds], x)
	}
	return parts
}

// held calls f for each fold, with the examples outside it.
func (e *examples) held(which []int, f func(rest, part []int)) {
	parts := e.split(which)
	for i, part := range parts {
		var rest []int
		for j, other := range parts {
			if j != i {
				rest = append(rest, other...)
			}
		}
		f(rest, part)
	}
}

// right counts, for each threshold, for how many examples the value is right that the model says from the threshold on,
// and below it the keywords.
func (e *examples) right(b *bayes, which []int, thresholds ...float64) []int {
	n := make([]int, len(thresholds))
	for _, i := range which {
		learned, posterior := b.classify(e.texts[i])
		for j, t := range thresholds {
			said := learned
			if said < 0 || posterior < t {
				said = e.keywords[i]
			}
			if said == e.value[i] {
				n[j]++
			}
		}
	}
	return n
}

// clear chooses the threshold by the examples given: the one with which most of them are right when held out, of equal
// ones the highest.
func (e *examples) clear(which []int) float64 {
	right := make([]int, len(thresholds))
	e.held(which, func(rest, part []int) {
		for i, n := range e.right(e.train(rest), part, thresholds...) {
			right[i] += n
		}
	})
	best := len(thresholds) - 1
	for i := best; i >= 0; i-- {
		if right[i] > right[best] {
			best = i
		}
	}
	return thresholds[best]
}

// heldOut learns from four fifths and looks at the rest, five times. The threshold is chosen anew each time from the
// four fifths alone: what is held out has no say in anything.
func (e *examples) heldOut() HeldOut {
	h := HeldOut{Texts: len(e.texts)}
	texts := make([]int, len(e.values))
	for i, v := range e.value {
		texts[v]++
		if e.keywords[i] == v {
			h.Keywords++
		}
	}
	for _, n := range texts {
		if n > 0 {
			h.Values++
		}
		h.Commonest = max(h.Commonest, n)
	}
	if h.Enough() {
		e.held(everything(len(e.texts)), func(rest, part []int) {
			h.Learned += e.right(e.train(rest), part, e.clear(rest))[0]
		})
	}
	return h
}
