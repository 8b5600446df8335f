package safeguard

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

//go:embed numbers.toml
var numberFile []byte

// number recognises numbers by what they look like.
type number struct {
	rule    string
	kind    Kind
	like    []string       // how it begins, at a glance: 9 for a digit, A for a capital letter; empty: in any way
	pattern *regexp.Regexp // anchored at the beginning
	check   func(string) bool
	cue     cue // the sentence must have it; 0: none
	unless  cue // the sentence must not have it
	source  string
}

// labelled recognises numbers by the word before them.
type labelled struct {
	rule, source string
	kind         Kind
	digits       int // at least
	personal     bool
}

func (l *lexicon) addNumbers(raw []byte) error {
	var file struct {
		Number []struct {
			Rule, Pattern, Check, First, Cue, Unless, Source string
			Like                                             []string
			Kind                                             Kind
		}
		Labelled []struct {
			Rule, Source string
			Kind         Kind
			Digits       int  // at least; four without
			Personal     bool // only of the public, in replies, and where a patient is spoken of
			Labels       []string
		}
	}
	meta, err := toml.Decode(string(raw), &file)
	if err != nil {
		return fmt.Errorf("numbers of safeguards: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("numbers of safeguards: %q is not known", unknown[0].String())
	}
	for i, e := range file.Number {
		n := number{rule: e.Rule, kind: e.Kind, like: e.Like, cue: cueNames[e.Cue], unless: cueNames[e.Unless], check: checks[e.Check], source: e.Source}
		if !e.Kind.Identifies() || e.Check != "" && n.check == nil || e.Cue != "" && n.cue == 0 || e.Unless != "" && n.unless == 0 {
			return fmt.Errorf("numbers of safeguards: %s: its kind, check or cue is not known", e.Rule)
		}
		if n.pattern, err = regexp.Compile(`^(?:` + e.Pattern + `)`); err != nil {
			return fmt.Errorf("numbers of safeguards: %s: %w", e.Rule, err)
		}
		n.pattern.Longest()
		for _, b := range []byte(e.First) {
			l.begins[b] = append(l.begins[b], i)
		}
		l.numbers = append(l.numbers, n)
	}
	for i, e := range file.Labelled {
		if !e.Kind.Identifies() {
			return fmt.Errorf("numbers of safeguards: %s: there is no kind %q", e.Rule, e.Kind)
		}
		l.labelled = append(l.labelled, labelled{e.Rule, e.Source, e.Kind, cmp.Or(e.Digits, 4), e.Personal})
		if e.Personal {
			l.numbered = i
		}
		for _, label := range e.Labels {
			if err := l.trie.add(label, meaning{label: i}); err != nil {
				return fmt.Errorf("numbers of safeguards: %s: %w", e.Rule, err)
			}
		}
	}
	return nil
}

// longestNumber is how many bytes a number may have, so that a text of nothing but digits takes no longer than others.
const longestNumber = 64

// numbers looks for numbers with a form of their own, and for telephone numbers.
func (s *search) numbers() {
	for i := range s.tokens {
		t := s.tokens[i]
		if t.taken || t.form == word && !s.maybeNumber(i) || t.form == sign && t.sign != '+' && t.sign != '(' {
			continue
		}
		if i > 0 && s.tokens[i-1].end == t.start && s.tokens[i-1].form != sign { // within a word
			continue
		}
		if i > 1 && t.form == digits && s.tokens[i-1].end == t.start && s.tokens[i-2].end == s.tokens[i-1].start && s.tokens[i-2].form == digits &&
			s.tokens[i-1].sign != '(' && s.tokens[i-1].sign != '\n' && !s.tokens[i-2].taken { // within a longer number
			continue
		}
		cues := s.sentences[t.sentence].cues | s.announced(int(t.sentence))
		for _, at := range s.lexicon.begins[s.text[t.start]] {
			n := &s.lexicon.numbers[at]
			if n.cue != 0 && cues&n.cue == 0 || cues&n.unless != 0 {
				continue
			}
			end := s.match(n, int(t.start))
			if end < 0 {
				continue
			}
			s.number(n, i, end)
			break
		}
	}
}

// announced returns what the sentence before tells where it ends with a colon: "Phone:" and the number on the next line.
func (s *search) announced(at int) cue {
	if at == 0 {
		return 0
	}
	before := s.sentences[at-1]
	if s.tokens[before.last-1].sign != ':' {
		return 0
	}
	return before.cues
}

// maybeNumber reports whether a word may be the letters that a number begins with: one to three capitals, and a digit not
// far behind.
func (s *search) maybeNumber(i int) bool {
	t := s.tokens[i]
	if !t.capital && s.length(t) > 1 || s.length(t) > 4 {
		return false
	}
	for j := i + 1; j < min(i+4, len(s.tokens)); j++ {
		if s.tokens[j].form == digits {
			return true
		}
	}
	return false
}

// looks reports whether a text begins as a mask says.
func looks(text, mask string) bool {
	if len(text) < len(mask) {
		return false
	}
	for i := range len(mask) {
		b := text[i]
		switch {
		case mask[i] == '9' && (b < '0' || b > '9'), mask[i] == 'A' && (b < 'A' || b > 'Z'), mask[i] != '9' && mask[i] != 'A' && b != mask[i]:
			return false
		}
	}
	return true
}

// match returns where a number that begins at start ends, and −1 where there is none.
func (s *search) match(n *number, start int) int {
	if len(n.like) > 0 && !slices.ContainsFunc(n.like, func(mask string) bool { return looks(s.text[start:], mask) }) {
		return -1
	}
	window := s.text[start:min(start+longestNumber, len(s.text))]
	if strings.ContainsRune(window, '\u00a0') || strings.ContainsRune(window, '\u202f') {
		window = blanks.Replace(window)
	}
	found := n.pattern.FindString(window)
	if found == "" || n.check != nil && !n.check(found) {
		return -1
	}
	// Blanks of two or three bytes stand as one in the window.
	end := start
	for range len(found) {
		if strings.HasPrefix(s.text[end:], "\u00a0") {
			end++
		} else if strings.HasPrefix(s.text[end:], "\u202f") {
			end += 2
		}
		end++
	}
	if end > len(s.text) {
		return -1
	}
	// A number does not end within a longer one.
	if end < len(s.text) {
		if c, _ := utf8.DecodeRuneInString(s.text[end:]); unicode.IsLetter(c) || unicode.IsDigit(c) {
			return -1
		}
		if b := s.text[end]; (b == '.' || b == '-' || b == '/') && end+1 < len(s.text) && s.text[end+1] >= '0' && s.text[end+1] <= '9' {
			return -1
		}
	}
	return end
}

var blanks = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// number says what was found, unless it is the hospital's own.
func (s *search) number(n *number, i, end int) {
	start := int(s.tokens[i].start)
	defer s.take(start, end)
	at := int(s.tokens[i].sentence)
	cues := s.sentences[at].cues
	if n.kind != Phone {
		s.add(Finding{Kind: n.kind, Rule: n.rule, Severity: Serious, Start: start, End: end, Cure: Remove})
		return
	}
	kind := Phone
	if s.faxed(i, end) {
		kind = Fax
	}
	if s.known.phone(s.text[start:end]) || serviceNumber(s.text[start:end]) {
		return
	}
	severity := Warning
	personal := s.near(at)&cuesOfPatient != 0 || cues&(cueReachMe|cueOwn) != 0
	switch {
	case s.o.Kind == Comment && cues&cueHotline != 0 && cues&(cueReachMe|cueOwn|cueKin) == 0: // "nobody answers at 031 …"
		return
	case s.o.Kind == Comment: // people's own numbers are not to stand under our posts
	case cues&cueReachMe != 0, personal && cues&(cueContact|cueFax) == 0:
		severity = Serious
	case cues&(cueContact|cueFax) != 0 || s.contacted(at): // the hospital's own
		return
	}
	s.add(Finding{Kind: kind, Rule: string(kind), Severity: severity, Start: start, End: end, Cure: Remove})
}

// serviceNumber reports whether a telephone number is one that no person can have: free or charged for by the minute.
func serviceNumber(number string) bool {
	digits := strings.TrimPrefix(plain(number), "00")
	for _, code := range []string{"0800", "0805", "0808", "0810", "0820", "0842", "0844", "0845", "0848", "0870", "0871", "0900", "0901", "1800", "1888", "1877", "1300"} {
		if strings.HasPrefix(digits, code) && len(digits) >= len(code)+4 {
			return true
		}
	}
	return false
}

// contacted reports whether the sentence before invites to call: "Questions? 031 …".
func (s *search) contacted(at int) bool {
	return at > 0 && s.sentences[at-1].cues&cueContact != 0 && s.sentences[at].cues&cuesOfPatient == 0
}

// faxed reports whether the word fax stands beside a number.
func (s *search) faxed(i, end int) bool {
	for j := max(0, i-4); j < i; j++ {
		if s.tokens[j].cues&cueFax != 0 && s.tokens[j].sentence == s.tokens[i].sentence {
			return true
		}
	}
	for j := i; j < len(s.tokens) && int(s.tokens[j].start) < end+8; j++ {
		if s.tokens[j].cues&cueFax != 0 && s.tokens[j].sentence == s.tokens[i].sentence {
			return true
		}
	}
	return false
}

// labels looks for numbers that a word before them tells: "MRN 4471923". Those of which the word tells no more than that it is
// some number are looked for after all others.
func (s *search) labels(personal bool) {
	for i := range s.tokens {
		label := int(s.tokens[i].label)
		if label < 0 && personal && s.numbering(i) {
			label = s.lexicon.numbered
		}
		if label < 0 || s.lexicon.labelled[label].personal != personal {
			continue
		}
		if personal && s.o.Kind == Post && s.context(int(s.tokens[i].sentence), 0) < s.lexicon.scale.Note {
			continue
		}
		l := s.lexicon.labelled[label]
		from, to, ok := s.code(i+1, l.digits)
		if !ok || from > i+1 && s.year(from) && from == to { // "the passport of 2026"
			continue
		}
		if l.kind == Vehicle {
			for from > i+1 && s.beside(from-1, from) && s.abbreviation(from-1) && s.tokens[from-1].form == word && s.length(s.tokens[from-1]) <= 4 { // ZH 384 172
				from--
			}
		}
		start, end := int(s.tokens[from].start), int(s.tokens[to].end)
		s.add(Finding{Kind: l.kind, Rule: l.rule, Severity: Serious, Start: start, End: end, Cure: Remove})
		s.take(start, end)
	}
}

// numbering reports whether word i is a compound that ends as words for numbers do: Aufnahmenr., Mitgliedsnummer.
func (s *search) numbering(i int) bool {
	t := s.tokens[i]
	if t.form != word || t.cues&(cueContact|cueCalling|cueHotline) != 0 {
		return false
	}
	letters := s.folded[t.foldStart:t.foldEnd]
	return len(letters) > shortest && (bytes.HasSuffix(letters, []byte("nummer")) || bytes.HasSuffix(letters, []byte("nr")))
}

// code finds the code that begins at token i or a few signs and words later: letters and digits with hyphens, dots, slashes or
// blanks between, of at least so many digits.
func (s *search) code(i, atLeast int) (from, to int, ok bool) {
	begin := i
	for words := 0; i < len(s.tokens) && i < begin+10 && s.tokens[i].sentence == s.tokens[begin].sentence; i++ {
		t := s.tokens[i]
		if t.taken {
			return 0, 0, false
		}
		if t.form == digits || t.form == word && s.codeWord(i) {
			break
		}
		if t.form == word {
			if words++; words > 5 {
				return 0, 0, false
			}
		}
	}
	from, to = i, i
	n := 0
	for ; i < len(s.tokens) && s.tokens[i].sentence == s.tokens[begin].sentence && i < from+24; i++ {
		switch t := s.tokens[i]; {
		case t.taken:
			return from, to, n >= atLeast
		case t.form == digits:
			n += int(t.end - t.start)
			to = i
		case t.form == word && t.capital && s.length(t) <= 4 && s.tokens[i-1].end == t.start && i > from, t.form == word && s.codeWord(i):
			to = i
		case t.form == sign && (t.sign == '-' || t.sign == '/' || t.sign == '.') && i > from:
		default:
			return from, to, n >= atLeast
		}
	}
	return from, to, n >= atLeast
}

// codeWord reports whether a word is the letters of a code: short, capital, and a digit or a hyphen directly after it.
func (s *search) codeWord(i int) bool {
	t := s.tokens[i]
	if !t.capital || s.length(t) > 5 || i+1 >= len(s.tokens) || s.tokens[i+1].start != t.end {
		return false
	}
	n := s.tokens[i+1]
	return n.form == digits || (n.sign == '-' || n.sign == '/') && i+2 < len(s.tokens) && s.tokens[i+2].form == digits && s.tokens[i+2].start == n.end
}
