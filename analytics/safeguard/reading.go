package safeguard

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// form says what a token is.
type form uint8

const (
	word form = iota // letters and the accents on them
	digits
	sign // one character
)

// token is a word, a run of digits or a sign, with what it tells.
type token struct {
	start, end         int32 // bytes of the text
	foldStart, foldEnd int32 // of a word: its letters, small and composed
	sentence           int32
	place              int32 // of a word, in the trie
	phrase             int32 // of the last word of a phrase: how many tokens before it the phrase begins
	cues               cue
	tones              tone
	label              int16 // of a labelled number that ends here; -1 for none
	form               form
	capital            bool
	taken              bool // belongs to something that has been recognised
	claimed            bool // belongs to a finding
	sign               rune
}

// sentence is a stretch of tokens with what all of them tell.
type sentence struct {
	first, last int // tokens; last is the one after
	cues        cue
	tones       tone
	historic    bool // it names a year in which nobody alive was born
}

// reading is a text cut into tokens and sentences.
type reading struct {
	text      string
	tokens    []token
	sentences []sentence
	folded    []byte
	cues      cue  // of all
	tones     tone // of all
}

var readings = sync.Pool{New: func() any { return &reading{} }}

func (r *reading) release() {
	r.text = "" // nothing of a text is kept
	clear(r.folded)
	r.tokens, r.sentences, r.folded, r.cues, r.tones = r.tokens[:0], r.sentences[:0], r.folded[:0], 0, 0
	readings.Put(r)
}

// read cuts a text.
func read(l *lexicon, text string) *reading {
	r := readings.Get().(*reading)
	r.text = text
	r.cut(l)
	r.phrases(l)
	r.attribute()
	r.end()
	return r
}

// cut makes tokens, and looks every word up.
func (r *reading) cut(l *lexicon) {
	for i := 0; i < len(r.text); {
		c, size := utf8.DecodeRuneInString(r.text[i:])
		t := token{start: int32(i), label: -1}
		switch {
		case c >= '0' && c <= '9':
			t.form, t.cues = digits, cueDigit
			for i < len(r.text) && r.text[i] >= '0' && r.text[i] <= '9' {
				i++
			}
		case unicode.IsLetter(c):
			t.capital = unicode.IsUpper(c)
			t.foldStart = int32(len(r.folded))
			i = r.fold(i)
			t.foldEnd = int32(len(r.folded))
			letters := r.folded[t.foldStart:t.foldEnd]
			t.cues, t.tones, t.place = l.trie.find(letters)
			if n := len(r.tokens); n > 0 && r.tokens[n-1].form == digits && r.tokens[n-1].end == t.start { // 1er, 5th
				t.cues = 0
			}
			if t.capital && len(letters) > shortest {
				t.cues |= l.ends(letters)
			}
		case c == ' ' || c == '\t' || c == '\u00a0' || c == '\u202f' || c == '\u200b':
			i += size
			continue
		default:
			t.form, t.sign = sign, c
			if c == '@' {
				t.cues = cueNet
			}
			i += size
		}
		t.end = int32(i)
		if t.form == word && i < len(r.text) && (r.text[i] == '.' || r.text[i] == ':') && r.web(t, i) {
			t.cues |= cueNet
		}
		r.tokens = append(r.tokens, t)
	}
}

// shortest is how many letters a word has at most of which the ending tells nothing.
const shortest = 5

// web reports whether a word is what an address begins with.
func (r *reading) web(t token, i int) bool {
	switch r.text[t.start:t.end] {
	case "http", "https", "HTTP", "HTTPS", "Http", "Https":
		return strings.HasPrefix(r.text[i:], "://")
	case "www", "WWW", "Www", "instagram", "facebook", "tiktok", "youtube", "gofundme", "justgiving", "leetchi":
		return r.text[i] == '.' && i+1 < len(r.text) && r.text[i+1] != ' '
	}
	return false
}

// fold writes the letters from i on in lower case and composed, and returns where they end.
func (r *reading) fold(i int) int {
	for i < len(r.text) {
		if b := r.text[i]; b < utf8.RuneSelf {
			switch {
			case b >= 'a' && b <= 'z':
			case b >= 'A' && b <= 'Z':
				b += 'a' - 'A'
			default:
				return i
			}
			r.folded = append(r.folded, b)
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(r.text[i:])
		switch {
		case unicode.Is(unicode.Mn, c):
			r.accent(c)
		case unicode.IsLetter(c):
			r.folded = utf8.AppendRune(r.folded, unicode.ToLower(c))
		case c == '\u00ad': // a soft hyphen
		default:
			return i
		}
		i += size
	}
	return i
}

// accents are the letters with an accent, after the letters without.
var accents = map[rune]string{
	0x300: "aàeèiìoòuù", 0x301: "aáeéiíoóuúyýcćnńsśzźlĺrŕ", 0x302: "aâeêiîoôuûcĉgĝ", 0x303: "aãnñoõ", 0x308: "aäeëiïoöuüyÿ", 0x30a: "aåuů",
	0x30c: "cčsšzžeěrřnňdďtť", 0x327: "cçsştţ", 0x306: "gğaă", 0x328: "aąeęiįuų", 0x304: "aāeēiīoōuū", 0x307: "zżeėi̇", 0x30b: "oőuű",
}

// accent puts an accent on the last letter, so that a text tells the same however its accents are written.
func (r *reading) accent(mark rune) {
	last, size := utf8.DecodeLastRune(r.folded)
	pairs := []rune(accents[mark])
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == last {
			r.folded = utf8.AppendRune(r.folded[:len(r.folded)-size], pairs[i+1])
			return
		}
	}
	r.folded = utf8.AppendRune(r.folded, mark)
}

// length is how many letters a word has, however its accents are written.
func (r *reading) length(t token) int { return utf8.RuneCount(r.folded[t.foldStart:t.foldEnd]) }

// letters returns a word's letters as lists have them.
func (r *reading) letters(t token) string { return string(r.folded[t.foldStart:t.foldEnd]) }

// phrases lays what phrases tell on their last words.
func (r *reading) phrases(l *lexicon) {
	for i := range r.tokens {
		for _, p := range l.trie.known[r.tokens[i].place].phrases {
			if last, ok := r.follows(i, p.rest); ok {
				r.tokens[last].cues |= p.cues
				r.tokens[last].tones |= p.tones
				r.tokens[last].phrase = int32(last - i)
				if p.label >= 0 && (r.tokens[last].label < 0 || !l.labelled[p.label].personal) {
					r.tokens[last].label = int16(p.label)
					r.tokens[last].cues |= cueLabel
				}
			}
		}
	}
}

// attributive are words that "patient" says what kind they are of, in English: "patient portal" is about nobody.
var attributive = []string{
	"portal", "safety", "experience", "information", "care", "relations", "journey", "flow", "records", "data", "satisfaction", "centred", "centered", "rights", "education",
	"association", "day", "app", "survey", "room", "rooms", "forum", "school", "representative", "advocate", "transport", "education", "feedback", "services", "stories", "work", "listening", "guidance",
}

// adjectival are words after which "patient" says how somebody is: "please be patient".
var adjectival = []string{"be", "been", "being", "are", "is", "was", "were", "stay", "very", "so", "more", "most", "please", "always"}

// attribute takes "patient" before such a word for what it is, and somebody's sister for no nurse.
func (r *reading) attribute() {
	for i := 0; i+1 < len(r.tokens); i++ {
		if t := &r.tokens[i]; t.cues&cuePronoun != 0 && t.capital && i > 0 && r.tokens[i-1].form == word { // the polite Sie and Ihre
			t.cues &^= cuePronoun
		}
		if t := &r.tokens[i]; t.cues&cueTitle != 0 && r.is(i, "schwester", "sister", "sœur") && r.is(i-1, possessives...) {
			t.cues = t.cues&^(cueTitle|cueRole) | cueKin
		}
		if t := &r.tokens[i]; t.cues&cuePatient != 0 && r.is(i, "patient") && (r.is(i+1, attributive...) || !t.capital && r.is(i-1, adjectival...)) {
			t.cues &^= cuePatient
		}
	}
}

// follows reports whether the words come after token i, with at most a hyphen or an apostrophe between, and where they end.
func (r *reading) follows(i int, rest []string) (last int, ok bool) {
	for _, part := range rest {
		i++
		if i < len(r.tokens) && r.tokens[i].form == sign && (joins(r.tokens[i].sign) || shortens(r.tokens[i].sign)) {
			i++
		}
		if i >= len(r.tokens) || r.tokens[i].form != word {
			return 0, false
		}
		letters := r.folded[r.tokens[i].foldStart:r.tokens[i].foldEnd]
		switch beginning, star := strings.CutSuffix(part, "*"); {
		case part == "_":
		case star && strings.HasPrefix(string(letters), beginning):
		case !star && string(letters) == part:
		default:
			return 0, false
		}
	}
	return i, true
}

// shortens reports whether a sign is part of a short form: n° de série, S/N.
func shortens(c rune) bool { return c == '°' || c == 'º' || c == '/' }

func joins(c rune) bool {
	return c == '-' || c == '\'' || c == '’' || c == '‐' || c == '‑' || c == '.'
}

// abbreviated are words whose full stop ends no sentence.
var abbreviated = map[string]bool{
	"dr": true, "prof": true, "mr": true, "mrs": true, "ms": true, "st": true, "m": true, "hr": true, "fr": true, "nr": true, "no": true, "bzw": true,
	"ca": true, "inkl": true, "usw": true, "etc": true, "tel": true, "med": true, "dipl": true, "vgl": true, "ste": true, "mme": true, "str": true, "min": true, "jr": true, "rev": true, "geb": true, "sr": true, "mag": true, "lic": true, "dres": true, "kt": true, "ev": true, "evtl": true, "ref": true, "réf": true, "num": true, "pat": true, "vers": true, "ser": true, "reg": true,
	"z": true, "b": true, "d": true, "h": true, "u": true, "a": true, "e": true, "g": true, "i": true, "n": true,
}

// end finds where sentences end.
func (r *reading) end() {
	s := sentence{}
	finish := func(last int) {
		if last > s.first {
			s.last = last
			r.sentences = append(r.sentences, s)
			r.cues |= s.cues
			r.tones |= s.tones
			if s.historic {
				r.cues |= cueHistory
			}
		}
		s = sentence{first: last}
	}
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.form == sign && (t.sign == '\n' || t.sign == '•') {
			finish(i)
		}
		t.sentence = int32(len(r.sentences))
		s.cues |= t.cues
		s.tones |= t.tones
		if t.form == digits && t.end-t.start == 4 && historic(r.text[t.start:t.end]) {
			s.historic = true
		}
		if t.form == sign && r.stops(i) {
			finish(i + 1)
		}
	}
	finish(len(r.tokens))
}

// historic reports whether four digits are a year in which nobody alive was born. The oldest known person reached 122.
func historic(year string) bool { return year >= "1100" && year < "1900" }

// stops reports whether the sign i ends a sentence.
func (r *reading) stops(i int) bool {
	t := r.tokens[i]
	switch t.sign {
	case '!', '?', '…':
		return true
	case '.':
	default:
		return false
	}
	if i+1 >= len(r.tokens) || r.tokens[i+1].start == t.end { // "10.5", "spital.example"
		return i+1 >= len(r.tokens)
	}
	if i == 0 {
		return true
	}
	before, after := r.tokens[i-1], r.tokens[i+1]
	switch {
	case before.form == digits && (after.cues&cueMonth != 0 || after.form == digits || after.form == word && !after.capital): // "12. März"
		return false
	case before.form != word || before.end != t.start:
		return true
	case before.capital && r.length(before) == 1: // an initial
		return false
	}
	letters := r.letters(before)
	return !abbreviated[letters] && !strings.HasSuffix(letters, "nr") // Versichertennr.
}

// is reports whether token i is one of the words, given in small letters.
func (r *reading) is(i int, words ...string) bool {
	if i < 0 || i >= len(r.tokens) || r.tokens[i].form != word {
		return false
	}
	letters := r.folded[r.tokens[i].foldStart:r.tokens[i].foldEnd]
	for _, w := range words {
		if string(letters) == w {
			return true
		}
	}
	return false
}

// beside reports whether token j begins where token i ends, with blanks between at most.
func (r *reading) beside(i, j int) bool {
	return i >= 0 && j < len(r.tokens) && r.tokens[i].sentence == r.tokens[j].sentence &&
		strings.IndexFunc(r.text[r.tokens[i].end:r.tokens[j].start], func(c rune) bool { return c != ' ' && c != '\u00a0' && c != '\u202f' }) < 0
}
