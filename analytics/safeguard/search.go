package safeguard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cuesOfPatient are what says that a sentence is about a patient.
const cuesOfPatient = cuePatient | cueSuffering | cueEvent | cueBirth | cueBorn

// cuesOfPerson are what says that a sentence is about somebody.
const cuesOfPerson = cuesOfPatient | cuePerson | cuePronoun | cueKin | cueHonorific | cueOwn | cueGiven

// cuesOfIllness are what tells that illness or care is spoken of, be it somebody's or anybody's.
const cuesOfIllness = cueCondition | cueClinical

// search looks through one text.
type search struct {
	*reading
	o       *Options
	known   *known
	lexicon *lexicon
	found   []Finding
	// staff and patients are the words of their names in this text, as lists have them.
	staff    map[string]bool
	patients map[string]Finding
}

// look looks for everything, what is surest first: where findings overlap the first stays.
func (s *search) look() {
	if s.cues&cueNet != 0 {
		s.addresses()
	}
	var dates []date
	if s.cues&cueDigit != 0 {
		dates = s.dates()
		if s.cues&cueLabel != 0 {
			s.labels(false)
		}
		s.numbers()
		s.labels(true)
		s.roads()
	}
	if s.cues&(cueDigit|cueNinety) != 0 {
		s.ages()
	}
	for _, d := range dates {
		s.dated(d)
	}
	s.names()
	s.places()
	s.combination()
	s.conduct()
}

// add takes a finding, less severe where the text says that the person has consented or where the public itself wrote it.
func (s *search) add(f Finding) {
	if f.Start >= f.End {
		return
	}
	f.Severity = s.eased(f)
	if s.o.Kind == Comment && f.Kind.Identifies() {
		f.Cure = HideComment
	}
	s.found = append(s.found, f)
}

// eased is how much a finding matters where the text says that the person has consented or where the public itself wrote it.
func (s *search) eased(f Finding) Severity {
	switch f.Kind {
	case Name, Age, Date, Place, Handle, Link, Combination:
		if f.Severity == Serious && (s.o.Kind == Comment || s.cues&cueConsent != 0) {
			return Warning
		}
	}
	return f.Severity
}

// take marks the tokens of a stretch as recognised.
func (s *search) take(start, end int) {
	first, last := s.between(start, end)
	for i := first; i < last; i++ {
		s.tokens[i].taken = true
	}
}

// between returns the tokens of which a part lies in a stretch; last is the one after.
func (r *reading) between(start, end int) (first, last int) {
	first, _ = slices.BinarySearchFunc(r.tokens, int32(start), func(t token, v int32) int { return int(t.end - 1 - v) })
	for last = first; last < len(r.tokens) && int(r.tokens[last].start) < end; last++ {
	}
	return first, last
}

// about returns what a sentence tells; nothing where it is about history.
func (s *search) about(at int) cue {
	if at < 0 || at >= len(s.sentences) || s.sentences[at].historic {
		return 0
	}
	return s.sentences[at].cues
}

// near returns what a sentence and those beside it tell.
func (s *search) near(at int) cue {
	if s.sentences[at].historic {
		return 0
	}
	return s.about(at-1) | s.about(at) | s.about(at+1)
}

// prior returns the word before token i in its sentence, over full stops; −1 for none.
func (s *search) prior(i int) int {
	for j := i - 1; j >= 0 && s.tokens[j].sentence == s.tokens[i].sentence; j-- {
		if s.tokens[j].form == word {
			return j
		}
		if s.tokens[j].sign != '.' && !joins(s.tokens[j].sign) {
			return -1
		}
	}
	return -1
}

// has reports whether token i is in the text and tells something.
func (s *search) has(i int, c cue) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].cues&c != 0
}

// addresses looks for e-mail and web addresses and names on platforms.
func (s *search) addresses() {
	for i := range s.tokens {
		t := s.tokens[i]
		switch {
		case t.taken:
		case t.cues&cueNet != 0 && t.sign == '@':
			s.atSign(i)
		case t.cues&cueNet != 0:
			s.link(i)
		}
	}
}

// inAddress reports whether a character may stand in an address beside its sign @.
func inAddress(c rune) bool {
	return c < utf8.RuneSelf && strings.ContainsRune("._%+-", c) || unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c)
}

func (s *search) atSign(i int) {
	at := int(s.tokens[i].start)
	start := len(strings.TrimRightFunc(s.text[:at], inAddress))
	rest := s.text[at+1:]
	end := at + 1 + len(rest) - len(strings.TrimLeftFunc(rest, inAddress))
	for end > at+1 && strings.ContainsRune("._%+-", rune(s.text[end-1])) {
		end--
	}
	sentence := int(s.tokens[i].sentence)
	switch domain := s.text[at+1 : end]; {
	case end == at+1:
	case start < at && strings.Contains(domain, "."):
		s.take(start, end)
		s.email(start, at, end, sentence)
	case start == at: // a name on a platform
		s.take(at, end)
		personal := s.near(sentence)&(cuesOfPatient|cueKin) != 0 && (s.about(sentence)&cuesOfPerson != 0) ||
			s.o.Kind == Reply || // whom else should a hospital answer
			s.o.Kind == Comment && s.about(sentence)&(cueOwn|cueKin|cueReachMe) != 0 ||
			s.about(sentence)&cuePage != 0 && s.context(sentence, 0) > 0 ||
			s.about(sentence)&(cueHonorific|cuePerson|cueKin|cuePronoun|cueGiven) != 0 && s.context(sentence, 0) >= s.lexicon.scale.Note
		if personal && !s.known.handle(domain) {
			s.add(Finding{Kind: Handle, Rule: "handle", Severity: Serious, Start: at, End: end, Cure: Remove})
		}
	}
}

// email tells a person's address from an office's.
func (s *search) email(start, at, end, sentence int) {
	local := strings.ToLower(s.text[start:at])
	if s.known.domain(s.text[at+1 : end]) {
		return
	}
	for _, office := range s.lexicon.offices {
		if rest, ok := strings.CutPrefix(local, office); ok {
			if c, _ := utf8.DecodeRuneInString(rest); !unicode.Is(unicode.Mn, c) { // an accent makes it another letter
				return
			}
		}
	}
	severity := Warning
	switch {
	case s.near(sentence)&cuesOfPatient != 0 || s.sentences[sentence].cues&(cueReachMe|cueOwn) != 0:
		severity = Serious
	case s.o.Kind != Comment && !s.personal(local) && s.near(sentence)&(cueKin|cuePronoun|cueYours) == 0: // an office that the list has not
		return
	}
	s.add(Finding{Kind: Email, Rule: "email", Severity: severity, Start: start, End: end, Cure: Remove})
}

// spoken is from how many points on somebody's illness is spoken of.
const spoken = 3

// personal reports whether the local part of an address is built like a person's: with a given name, in two parts or with a
// year of birth.
func (s *search) personal(local string) bool {
	if strings.ContainsAny(local, "._-0123456789") {
		return true
	}
	cues, _, _ := s.lexicon.trie.find([]byte(local))
	return cues&(cueGiven|cueAmbiguous) != 0
}

// link takes a web address, and reports it where it is the profile of somebody who is a patient.
func (s *search) link(i int) {
	start := int(s.tokens[i].start)
	end := len(s.text)
	if n := strings.IndexFunc(s.text[start:], unicode.IsSpace); n >= 0 {
		end = start + n
	}
	end = start + len(strings.TrimRight(s.text[start:end], ".,;:!?)]}»”\"'"))
	s.take(start, end)
	address := strings.ToLower(s.text[start:end])
	sentence := int(s.tokens[i].sentence)
	own := s.about(sentence)&cuePage != 0
	if s.o.Kind == Comment && s.about(sentence)&(cueOwn|cueKin) != 0 {
		own = own || slices.ContainsFunc(s.lexicon.profiles, func(p string) bool { return strings.Contains(address, p) })
	}
	if s.near(sentence)&(cuesOfPatient|cueStory) == 0 && !own && s.context(sentence, 0) < spoken {
		return
	}
	if host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://"), "/"); own && !s.known.domain(strings.TrimPrefix(host, "www.")) { // "her blog: …"
		s.add(Finding{Kind: Link, Rule: "profile", Severity: Serious, Start: start, End: end, Cure: AskConsent})
		return
	}
	for _, profile := range s.lexicon.profiles {
		_, name, found := strings.Cut(address, profile)
		if !strings.HasSuffix(profile, "/") && !strings.HasSuffix(profile, "@") { // the name stands before: anna.wordpress.com
			found, name = strings.Contains(address, "."+profile), profile
		}
		if found && strings.Trim(name, "/") != "" && !s.known.handle(strings.Trim(name, "/")) {
			s.add(Finding{Kind: Link, Rule: "profile", Severity: Serious, Start: start, End: end, Cure: AskConsent})
			return
		}
	}
}
