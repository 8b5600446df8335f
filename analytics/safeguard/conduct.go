package safeguard

import (
	_ "embed"
	"fmt"

	"github.com/BurntSushi/toml"

	"auscult/analytics/social"
)

//go:embed conduct.toml
var conductFile []byte

// Rule is what a check counts, and who asks for it.
type Rule struct {
	ID        string
	Kind      Kind
	Severity  Severity // as a rule; some matter more in a reply
	Threshold string   // from when on; empty for identifiers, of which one is enough
	Source    string
	URL       string
	Evidence  string // "own text" where the source itself was read, "told by others" where it was quoted
}

type ruleEntry struct {
	ID, Severity, Threshold, Source, URL, Evidence string
	Kind                                           Kind
}

// Rules returns the house rules, in the order of the file.
func Rules() []Rule { return append([]Rule(nil), lexiconOf().rules...) }

func (l *lexicon) addRules(raw []byte) error {
	var file struct{ Rule []ruleEntry }
	if err := toml.Unmarshal(raw, &file); err != nil {
		return fmt.Errorf("house rules: %w", err)
	}
	for _, e := range file.Rule {
		r := Rule{ID: e.ID, Kind: e.Kind, Threshold: e.Threshold, Source: e.Source, URL: e.URL, Evidence: e.Evidence}
		for _, s := range Severities() {
			if s.String() == e.Severity {
				r.Severity = s
			}
		}
		if r.Severity == 0 || e.ID == "" || e.Threshold == "" || e.Source == "" || e.URL == "" || e.Evidence == "" || e.Kind.Identifies() {
			return fmt.Errorf("house rules: %q lacks something", e.ID)
		}
		l.rules = append(l.rules, r)
	}
	return nil
}

// severity is that of a house rule.
func (s *search) severity(id string) Severity {
	for _, r := range s.lexicon.rules {
		if r.ID == id {
			return r.Severity
		}
	}
	return Warning
}

// breach reports a breach of a house rule.
func (s *search) breach(rule string, kind Kind, start, end int32, severity Severity, cure Cure) {
	if severity == 0 {
		severity = s.severity(rule)
	}
	s.add(Finding{Kind: kind, Rule: rule, Severity: severity, Start: int(start), End: int(end), Cure: cure})
}

// whole returns where a sentence begins and ends.
func (s *search) whole(at int) (start, end int32) {
	sent := s.sentences[at]
	first := sent.first
	for first < sent.last-1 && s.tokens[first].form == sign && s.tokens[first].sign == '\n' {
		first++
	}
	return s.tokens[first].start, s.tokens[sent.last-1].end
}

// confirm takes "your blood test" in a reply as what it is: a word on the person's treatment.
func (s *search) confirm() {
	for i := range s.tokens {
		if s.tokens[i].cues&cueYours == 0 {
			continue
		}
		for j := i + 1; j < min(i+4, len(s.tokens)) && s.tokens[j].form == word && s.tokens[j].sentence == s.tokens[i].sentence; j++ {
			if s.tokens[j].cues&(cueMedical|cueCondition) != 0 {
				s.tokens[j].cues |= cueConfirming
				s.sentences[s.tokens[j].sentence].cues |= cueConfirming
				s.cues |= cueConfirming
			}
		}
	}
}

// conduct looks at the house rules, which bind the hospital, not the public.
func (s *search) conduct() {
	if s.o.Kind == Comment {
		return
	}
	for at, sent := range s.sentences {
		if s.o.Kind == Reply && sent.cues&cueConfirming != 0 {
			start, end := s.whole(at)
			s.breach("patient_confirmed", Confirmation, start, end, 0, Private)
		}
		if sent.tones&toneYou != 0 && s.o.Kind == Reply {
			start, end := s.whole(at)
			s.breach("advice_to_person", Advice, start, end, 0, SeeDoctor)
		} else if sent.tones&toneDose != 0 && sent.tones&toneUnit != 0 && sent.cues&cueDigit != 0 {
			start, end := s.whole(at)
			severity := Severity(0)
			if s.o.Kind == Reply {
				severity = Serious
			}
			s.breach("dose_named", Advice, start, end, severity, SeeDoctor)
		}
	}
	s.claims()
	s.single("superlative", Promise, toneSuperlative, Soften)
	s.single("cure_promised", Promise, tonePromise, Soften)
	if s.tones&toneOffer != 0 {
		s.single("price_bait", Promise, tonePrice, LeaveOut)
	}
	if s.tones&toneSensitive != 0 {
		s.jokes()
	}
	s.politics()
	s.consent()
}

// single reports the first word that tells something.
func (s *search) single(rule string, kind Kind, c tone, cure Cure) {
	if s.tones&c == 0 {
		return
	}
	for i, t := range s.tokens {
		if t.tones&c != 0 {
			s.breach(rule, kind, s.begins(i), t.end, 0, cure)
			return
		}
	}
}

// begins returns where the word i begins, or the phrase that ends with it.
func (s *search) begins(i int) int32 { return s.tokens[i-int(s.tokens[i].phrase)].start }

// claims looks for figures on health in a text that names no source.
func (s *search) claims() {
	if s.tones&toneHealth == 0 || s.tones&toneQuantity == 0 && s.cues&cueDigit == 0 || s.tones&toneSaid != 0 {
		return
	}
	sourced, asked := false, false
	for at, sent := range s.sentences {
		if sent.tones&toneHealth == 0 || sent.tones&toneQuantity == 0 && !s.percent(sent) {
			continue
		}
		if !asked {
			asked, sourced = true, social.WordingOf(s.text).Source
		}
		if sourced {
			return
		}
		start, end := s.whole(at)
		s.breach("figure_without_source", Claim, start, end, 0, NameSource)
	}
}

// percent reports whether a sentence has a number with the sign %.
func (s *search) percent(sent sentence) bool {
	for i := sent.first + 1; i < sent.last; i++ {
		if s.tokens[i].sign == '%' && s.tokens[i-1].form == digits {
			return true
		}
	}
	return false
}

// laughing reports whether a character is a laughing face.
func laughing(c rune) bool {
	switch c {
	case '😂', '🤣', '😜', '😝', '😛', '🤪', '😹', '😆':
		return true
	}
	return false
}

func (s *search) jokes() {
	for _, t := range s.tokens {
		if t.tones&toneHumour != 0 || t.form == sign && laughing(t.sign) {
			s.breach("joke_beside_sensitive", Humour, t.start, t.end, 0, LeaveOut)
			return
		}
	}
}

// politics wants one party or two words of politics.
func (s *search) politics() {
	if s.tones&(toneParty|tonePolitics) == 0 {
		return
	}
	first := -1
	words := map[string]bool{}
	for i, t := range s.tokens {
		if t.tones&(toneParty|tonePolitics) == 0 {
			continue
		}
		if first < 0 || t.tones&toneParty != 0 {
			first = i
		}
		words[s.letters(t)] = true
		if t.tones&toneParty != 0 || len(words) >= 2 {
			s.breach("politics", Politics, s.begins(first), s.tokens[first].end, 0, LeaveOut)
			return
		}
	}
}

// consent asks for a word on consent beside a patient's story, and beside a picture with a patient.
func (s *search) consent() {
	if s.cues&cueConsent != 0 || s.o.Kind == Reply {
		return
	}
	named := false
	for _, f := range s.found {
		named = named || f.Kind == Name && f.Rule == "named_patient"
	}
	for at, sent := range s.sentences {
		story := sent.cues&cueStory != 0 && (s.near(at)&cuesOfPatient != 0 || named)
		pictured := s.o.Pictured && sent.cues&cuePatient != 0 && !sent.historic
		if !story && !pictured {
			continue
		}
		rule, c := "story_without_consent", cueStory
		if !story {
			rule, c = "picture_without_consent", cuePatient
		}
		for i := sent.first; i < sent.last; i++ {
			if t := s.tokens[i]; t.cues&c != 0 {
				s.breach(rule, Consent, s.begins(i), t.end, 0, AskConsent)
				return
			}
		}
	}
}
