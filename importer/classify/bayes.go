package classify

import (
	"cmp"
	"math"
	"slices"
)

// bayes is a multinomial naive Bayes classifier of texts: how often each word came in the texts of each class says how
// likely a text belongs to it. Words that no text it has learned from holds are passed over.
//
// Source: Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008), chapter 13.2, whose worked example
// is the test. There the smoothing is 1. No Go library of it is kept: github.com/jbrukh/bayesian is not served.
type bayes struct {
	smoothing float64
	texts     []int   // of each class
	words     []int   // all words in the texts of each class
	counts    [][]int // of each class, how often each word of the dictionary came
	seen      []int   // how often each word of the dictionary came anywhere
	distinct  int     // words that came at all: the vocabulary
}

func newBayes(classes, dictionary int, smoothing float64) *bayes {
	b := &bayes{
		smoothing: smoothing, texts: make([]int, classes), words: make([]int, classes),
		counts: make([][]int, classes), seen: make([]int, dictionary),
	}
	for c := range b.counts {
		b.counts[c] = make([]int, dictionary)
	}
	return b
}

// add learns a text, given as places in the dictionary, as one of the class.
func (b *bayes) add(class int, text []int) {
	b.texts[class]++
	b.words[class] += len(text)
	for _, w := range text {
		b.counts[class][w]++
		if b.seen[w]++; b.seen[w] == 1 {
			b.distinct++
		}
	}
}

// conditional is how likely a word of a text of the class is this one.
func (b *bayes) conditional(class, word int) float64 {
	return (float64(b.counts[class][word]) + b.smoothing) / (float64(b.words[class]) + b.smoothing*float64(b.distinct))
}

// posterior returns how likely the text belongs to each class; together 1. Classes without texts have 0. Words that are
// not in the dictionary are given as -1.
func (b *bayes) posterior(text []int) []float64 {
	all := 0
	for _, n := range b.texts {
		all += n
	}
	p := make([]float64, len(b.texts))
	most := math.Inf(-1)
	for c, n := range b.texts {
		p[c] = math.Log(float64(n) / float64(all))
		if n == 0 {
			continue
		}
		for _, w := range text {
			if b.knows(w) {
				p[c] += math.Log(b.conditional(c, w))
			}
		}
		most = max(most, p[c])
	}
	var sum float64
	for c := range p {
		p[c] = math.Exp(p[c] - most)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

func (b *bayes) knows(word int) bool { return word >= 0 && b.seen[word] > 0 }

// classify returns the likeliest class, the first of equals, and how likely it is. A text of which no word is known has
// none: -1.
func (b *bayes) classify(text []int) (class int, posterior float64) {
	if !slices.ContainsFunc(text, b.knows) {
		return -1, 0
	}
	p := b.posterior(text)
	for c := range p {
		if p[c] > p[class] {
			class = c
		}
	}
	return class, p[class]
}

// deciding returns the words of the text that speak most for the class, against the likeliest other one; at most n. Those
// that weigh little to a reader, such as "to" and "im", come last.
func (b *bayes) deciding(text []int, class, n int, light func(word int) bool) []int {
	p := b.posterior(text)
	other := -1
	for c := range p {
		if c != class && b.texts[c] > 0 && (other < 0 || p[c] > p[other]) {
			other = c
		}
	}
	if other < 0 {
		return nil
	}
	weight := map[int]float64{}
	for _, w := range text {
		if b.knows(w) {
			weight[w] += math.Log(b.conditional(class, w) / b.conditional(other, w))
		}
	}
	var words []int
	for _, w := range text { // in the text's order, so that equals stay in it
		if weight[w] > 0 && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	slices.SortStableFunc(words, func(v, w int) int {
		if light(v) != light(w) {
			if light(w) {
				return -1
			}
			return 1
		}
		return cmp.Compare(weight[w], weight[v])
	})
	return words[:min(n, len(words))]
}
