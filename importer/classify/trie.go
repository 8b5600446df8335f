package classify

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// trie holds the words of a lexicon so that a text is read byte by byte, without a copy of it: for a million posts,
// looking up every beginning of every word in a map would take longer than all the rest of reading them.
type trie struct {
	class [256]class
	next  []place   // by place and class: where the byte leads
	known []meaning // by number of place
	// lowered are the letters below the end of the usual punctuation in lower case, 0 for what belongs to no word:
	// package unicode looks each of them up in several lists.
	lowered [0x2070]uint16
}

// class stands for a byte: the trie needs fewer columns than there are bytes. Letters in upper case share the class of
// the lower case.
type class uint8

const (
	separator class = iota // no part of a word
	foreign                // part of words, but of none in the trie
	firstOwn
)

// classes is how many there may be: letters, digits, the hyphen, the apostrophe and the two halves of accented letters.
const classes = 64

// place stands for the bytes that lead there: its number times classes, so that adding a class finds the next.
type place uint32

const (
	nowhere place = 0 // from here everything leads here
	root    place = classes
)

// meaning is what the words known at a place point at.
type meaning struct {
	beginnings []pointer // of all words that begin so
	whole      []pointer // of the word that ends here
}

func newTrie() *trie {
	t := &trie{next: make([]place, 2*classes), known: make([]meaning, 2)}
	for b := range utf8.RuneSelf {
		if isLetter(rune(b)) {
			t.class[b] = foreign
		}
	}
	for b := utf8.RuneSelf; b < len(t.class); b++ {
		t.class[b] = foreign // whether its letter belongs to words is asked before
	}
	for r := range t.lowered {
		if lower := unicode.ToLower(rune(r)); isLetter(lower) {
			t.lowered[r] = uint16(lower)
		}
	}
	return t
}

// add makes a word, or all words that begin so, point at something. The word must be in lower case.
func (t *trie) add(word string, isBeginning bool, p pointer) error {
	at := root
	for i := range len(word) {
		c := t.classOf(word[i])
		if c == classes {
			return fmt.Errorf("%q: the words have more than %d different letters", word, classes-firstOwn)
		}
		next := at + place(c)
		if t.next[next] == nowhere {
			t.next[next] = place(len(t.next))
			t.next = append(t.next, make([]place, classes)...)
			t.known = append(t.known, meaning{})
		}
		at = t.next[next]
	}
	if m := t.at(at); isBeginning {
		m.beginnings = append(m.beginnings, p)
	} else {
		m.whole = append(m.whole, p)
	}
	return nil
}

// classOf returns the byte's own class, made when it is new; classes when there are too many.
func (t *trie) classOf(b byte) class {
	if t.class[b] < firstOwn {
		c := slices.Max(t.class[:]) + 1
		if c == classes {
			return c
		}
		t.class[b] = c
		if 'a' <= b && b <= 'z' {
			t.class[b-'a'+'A'] = c
		}
	}
	return t.class[b]
}

func (t *trie) at(p place) *meaning { return &t.known[p/classes] }

// word finds the next word of text from i on and returns its ends and the places in the trie that know it: the one of
// the whole word if any, and into begun those of its beginnings, the shortest first. At the end of the text both ends
// are its length.
func (t *trie) word(text string, i int, begun []place) (from, to int, whole place, _ []place) {
	var letter [utf8.UTFMax]byte
	for i < len(text) {
		if b := text[i]; b < utf8.RuneSelf {
			if t.class[b] != separator {
				break
			}
			i++
			continue
		}
		_, size, ok := t.lower(text[i:], &letter)
		if ok {
			break
		}
		i += size
	}
	from, whole = i, root
	for i < len(text) {
		if b := text[i]; b < utf8.RuneSelf {
			c := t.class[b]
			if c == separator {
				break
			}
			whole = t.next[whole+place(c)]
			i++
		} else {
			n, size, ok := t.lower(text[i:], &letter)
			if !ok {
				break
			}
			for _, b := range letter[:n] {
				whole = t.next[whole+place(t.class[b])]
			}
			i += size
		}
		if len(t.at(whole).beginnings) > 0 {
			begun = append(begun, whole)
		}
	}
	return from, i, whole, begun
}

// lower writes the first letter of text in lower case into letter and returns its length there and in the text, and
// whether it belongs to a word.
func (t *trie) lower(text string, letter *[utf8.UTFMax]byte) (n, size int, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	if int(r) < len(t.lowered) {
		r = rune(t.lowered[r])
		return utf8.EncodeRune(letter[:], r), size, r != 0
	}
	r = unicode.ToLower(r)
	return utf8.EncodeRune(letter[:], r), size, isLetter(r)
}

// isLetter reports whether r belongs to words: letters, digits, hyphens and apostrophes do.
func isLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '\'' || r == '’'
}
