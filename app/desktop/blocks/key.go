package blocks

import (
	"cmp"
	"math"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Key is what a row of a table is sorted by: a number or words. The zero Key is an absent value, which stands last
// whichever way a table is sorted.
type Key struct {
	kind   keyKind
	number float64
	words  string // folded
}

type keyKind int

const (
	keyAbsent keyKind = iota
	keyNumber
	keyWords
)

// ByNumber sorts by a number; NaN is absent.
func ByNumber(v float64) Key {
	if math.IsNaN(v) {
		return Key{}
	}
	return Key{kind: keyNumber, number: v}
}

// ByWords sorts by words without regard to case and accents; no words are absent.
func ByWords(text string) Key {
	if text == "" {
		return Key{}
	}
	return Key{kind: keyWords, words: fold(text)}
}

// compareKeys orders two keys, or the other way, and absent ones last whichever way.
func compareKeys(a, b Key, down bool) int {
	if a.kind == keyAbsent || b.kind == keyAbsent {
		return cmp.Compare(boolToInt(a.kind == keyAbsent), boolToInt(b.kind == keyAbsent))
	}
	order := cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.number, b.number), strings.Compare(a.words, b.words))
	if down {
		return -order
	}
	return order
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fold writes a text as it is compared: without case and accents, so that "Präsenz" is found by "prasenz".
func fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	latin := foldedLatin()
	for _, r := range text {
		switch {
		case int(r) < len(latin):
			b.WriteString(latin[r])
		case unicode.In(r, unicode.L, unicode.M):
			b.WriteString(foldRune(r))
		default: // such as an emoji
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldedLatin are the letters of European languages, folded: they make up nearly all texts, and are looked up faster.
var foldedLatin = sync.OnceValue(func() []string {
	const end = 0x250 // of the block Latin Extended-B
	folded := make([]string, end)
	for r := range rune(end) {
		folded[r] = foldRune(r)
	}
	return folded
})

func foldRune(r rune) string {
	folded, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), cases.Fold()), string(r))
	if err != nil { // these transforms take any text
		return string(r)
	}
	return folded
}
