package social

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wording is how a post's text is written, as far as that can be told by a look at it. The zero value says nothing: the
// export had no text.
type Wording struct {
	Known    bool
	Length   Length
	Hashtags uint8 // how many; 255 stands for all above
	Question bool  // a question mark outside of links
	Link     bool  // a web address
	Emoji    bool
	// Expert says that the words look as if a doctor or another professional were named: a title before a name ("Dr.
	// Meier", "Prof. Rossi") or a post ("Chefärztin", "médecin-chef", "head nurse"). It is a guess by words alone: a
	// photo shows who nobody names, and some are named without any title.
	Expert bool
	// Source says that the words look as if a source were named: a label ("Quelle:", "Source :"), a DOI, an address where
	// findings or official advice are published, or somebody else's finding told ("laut WHO", "studies show"). It is a
	// guess by words alone: a source in the picture or in the first comment is not seen, and nothing says that it bears
	// out the text.
	Source bool
}

// Length is how long a text is, links and hashtags not counted.
type Length uint8

// The lengths.
const (
	ShortText  Length = iota // below [MediumFrom] characters
	MediumText               // below [LongFrom]
	LongText
)

// The characters, blanks between words included, from which a text is medium and long. The first is about what a phone
// shows before "more".
const (
	MediumFrom = 140
	LongFrom   = 500
)

// WordingOf looks at a post's text. A text of blanks only is none.
func WordingOf(text string) Wording {
	var w Wording
	characters := 0
	title := false // the word before was a title that stands before a name
	cited := newCitation()
	for word := range strings.FieldsSeq(text) {
		w.Known = true
		if word[0] == '#' {
			cited.skip()
		} else {
			cited.read(word)
		}
		if isLink(word) {
			w.Link, title = true, false
			continue
		}
		if tags := hashtags(word); tags > 0 {
			w.Hashtags = uint8(min(int(w.Hashtags)+tags, 255))
			w.Question = w.Question || strings.Contains(word, "?")
			title = false
			continue
		}
		characters++ // the blank before it
		for _, r := range word {
			characters++
			w.Question = w.Question || r == '?' || r == '？'
			w.Emoji = w.Emoji || r >= 0x2190 && isEmoji(r)
		}
		if w.Expert {
			continue
		}
		if title && startsName(word) {
			w.Expert = true
		}
		known, before := expertWord(word)
		w.Expert = w.Expert || known
		title = before || title && strings.HasSuffix(word, ".") // Dr. med. Meier
	}
	w.Source = cited.found
	switch {
	case characters > LongFrom:
		w.Length = LongText
	case characters > MediumFrom:
		w.Length = MediumText
	}
	return w
}

// isLink reports whether a word holds a web address.
func isLink(word string) bool {
	return strings.Contains(word, "://") || strings.Contains(word, "www.") && !strings.HasSuffix(word, "www.")
}

// hashtags counts the hashtags at the beginning of a word and those joined to them, "#geburt#hebamme". A number after
// the sign is a place in a list, no hashtag.
func hashtags(word string) int {
	word = strings.TrimLeft(word, "([„“\"'«")
	if !strings.HasPrefix(word, "#") {
		return 0
	}
	count := 0
	for tag := range strings.SplitSeq(word, "#") {
		if strings.ContainsFunc(tag, unicode.IsLetter) {
			count++
		}
	}
	return count
}

// isEmoji reports whether r is a picture rather than a letter or sign: the blocks of Unicode that hold emoji.
func isEmoji(r rune) bool {
	switch {
	case r >= 0x1F300 && r <= 0x1FAFF, r >= 0x1F1E6 && r <= 0x1F1FF: // pictographs, flags
		return true
	case r >= 0x2600 && r <= 0x27BF: // symbols and dingbats, but not the ticks and stars of lists
		return r != '✓' && r != '✔' && r != '✗' && r != '✘' && r != '☐' && r != '☑' && r != '★' && r != '☆' && r != '➜' && r != '➔'
	}
	return r == '⭐' || r == '⌚' || r == '⏰' || r == '⏳'
}

// startsName reports whether a word begins as a name does.
func startsName(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// titles stand before a name: alone they may be anybody's ("ask your Dr.").
var titles = map[string]bool{
	"dr": true, "dres": true, "dre": true, "drs": true, "prof": true, "professor": true, "professorin": true, "professeur": true,
	"professeure": true, "pd": true, "pr": true, "pre": true, "doctor": true, "docteur": true, "docteure": true, "doctoresse": true,
	"sister": true, "schwester": true,
}

// posts are the beginnings of words that say what somebody is at a hospital, and only there.
var posts = []string{
	"chefarzt", "chefärzt", "oberarzt", "oberärzt", "assistenzarzt", "assistenzärzt", "belegarzt", "belegärzt", "klinikdirektor",
	"pflegeexpert", "pflegefach", "pflegedienstleit", "pflegeleit", "stationsleit", "médecin-chef", "médecins-chef", "médecin-adjoint",
	"infirmier-chef", "infirmière-chef",
}

// expertWord reports whether a word names a post, and whether it is a title that a name may follow.
func expertWord(word string) (post, title bool) {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(word) < 2 || !maybeExpert(word[0]) {
		return false, false
	}
	word = strings.ToLower(word)
	for _, p := range posts {
		if strings.HasPrefix(word, p) {
			return true, false
		}
	}
	return false, titles[word]
}

// maybeExpert spares all but a few words the look into the lists, by their first letter.
func maybeExpert(first byte) bool {
	switch first | 0x20 { // as a small letter
	case 'a', 'b', 'c', 'd', 'i', 'k', 'm', 'o', 'p', 's':
		return true
	}
	return false
}
