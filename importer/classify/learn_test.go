package classify

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// lessons are n texts of each of two values, told apart by one word; the keywords say nothing about every second one.
func lessons(n int) []Example {
	var all []Example
	for i := range n {
		for _, value := range []string{"job", "event"} {
			x := Example{Text: fmt.Sprintf("%sword text number%d", value, i), Value: value}
			if i%2 == 0 {
				x.Keywords = value
			}
			all = append(all, x)
		}
	}
	return all
}

func TestLearnSaysWhatHeldOutTextsConfirm(t *testing.T) {
	l := Learn(lessons(10))
	// All 20 can be told by their one word; keywords know half of them; each value is half of the texts.
	if want := (HeldOut{Texts: 20, Values: 2, Learned: 20, Keywords: 10, Commonest: 10}); l.HeldOut != want {
		t.Errorf("held out: %+v, want %+v", l.HeldOut, want)
	}
	if value, reason := l.Say(Cut("A new jobword!")); value != "job" || reason != "learned: jobword" {
		t.Errorf("%q because %q", value, reason)
	}
	if value, reason := Recall(lessons(10), l.HeldOut, l.Threshold).Say(Cut("A new jobword!")); value != "job" || reason != "learned: jobword" {
		t.Errorf("recalled, it is %q because %q", value, reason)
	}
	for _, unclear := range []string{"", "unheard of", "text"} {
		if value, _ := l.Say(Cut(unclear)); value != "" {
			t.Errorf("%q is said to be %q", unclear, value)
		}
	}
}

func TestLearnOrderDoesNotMatter(t *testing.T) {
	forth := lessons(15)
	back := slices.Clone(forth)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(back), func(i, j int) { back[i], back[j] = back[j], back[i] })
	a, b := Learn(forth), Learn(append(back, forth[:7]...)) // a text that comes twice counts once
	if a.HeldOut != b.HeldOut || a.Threshold != b.Threshold {
		t.Errorf("%+v and %+v", a.HeldOut, b.HeldOut)
	}
}

func TestLearnedIsNotUsed(t *testing.T) {
	mistakes := lessons(15)
	for i := range mistakes {
		mistakes[i].Keywords = "service_and_promotion"
	}
	known := lessons(15)
	for i := range known {
		known[i].Keywords = known[i].Value
	}
	tests := []struct {
		name     string
		examples []Example
	}{
		{"from 19 texts", lessons(10)[:19]},
		{"from one value", slices.DeleteFunc(lessons(25), func(x Example) bool { return x.Value == "job" })},
		{"when only mistakes of the keywords were corrected", mistakes},
		{"when the keywords are right anyway", known},
		{"from texts without words", make([]Example, 50)},
		{"from nothing", nil},
	}
	for _, tt := range tests {
		l := Learn(tt.examples)
		if value, _ := l.Say(Cut("jobword")); l.Used() || value != "" {
			t.Errorf("%s: it is used and says %q", tt.name, value)
		}
	}
}

// What is held out has no say in what is learned: where the value is drawn by lot, words that come in one text only
// would tell it to whoever has seen the text, and nobody else.
func TestHeldOutTextsAreNotLearnedFrom(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	var all []Example
	for i := range 200 {
		all = append(all, Example{Text: strings.Repeat(fmt.Sprintf("only%d ", i), 5) + "common", Value: []string{"yes", "no"}[random.IntN(2)]})
	}
	h := Learn(all).HeldOut
	if h.Texts != 200 || h.Learned > 130 { // by luck 100, three standard deviations of 7 above it 121
		t.Errorf("%d of %d are right where nothing can be learned", h.Learned, h.Texts)
	}
	// And nothing of a fold is in the part it is learned from.
	e := index(all)
	seen := make([]int, len(all))
	e.held(everything(len(all)), func(rest, part []int) {
		for _, i := range part {
			seen[i]++
			if slices.Contains(rest, i) {
				t.Errorf("text %d is held out and learned from", i)
			}
		}
		if len(rest)+len(part) != len(all) {
			t.Errorf("%d and %d of %d", len(rest), len(part), len(all))
		}
	})
	if slices.Min(seen) != 1 || slices.Max(seen) != 1 {
		t.Errorf("texts were held out %d to %d times", slices.Min(seen), slices.Max(seen))
	}
}

func TestEveryFoldHasItsShare(t *testing.T) {
	e := index(lessons(25))
	for _, part := range e.split(everything(len(e.texts))) {
		of := make([]int, 2)
		for _, i := range part {
			of[e.value[i]]++
		}
		if of[0] != 5 || of[1] != 5 {
			t.Errorf("a fold has %v of the two values", of)
		}
	}
}

// BenchmarkLearn learns from as many texts as are ever learned from, with the words of a post.
func BenchmarkLearn(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 3))
	values := []string{"job", "event", "birth_and_baby", "patient_story", "research_and_science", "team_and_culture", "corporate_news"}
	all := make([]Example, MostExamples)
	for i := range all {
		v := random.IntN(len(values))
		words := make([]string, 40)
		for j := range words {
			words[j] = fmt.Sprintf("w%d", random.IntN(3000)+v*50)
		}
		all[i] = Example{Text: strings.Join(words, " "), Value: values[v], Keywords: values[random.IntN(len(values))]}
	}
	for b.Loop() {
		Learn(all)
	}
}
