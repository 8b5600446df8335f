package safeguard

import (
	"slices"
	"strings"
	"unicode"
)

// oldest is the highest age that may be named as it is (45 CFR 164.514(b)(2)(i)(C): "all ages over 89"), eldest the highest
// that anybody has reached.
const (
	oldest = 89
	eldest = 122
)

// ages looks for ages above 89.
func (s *search) ages() {
	for i := range s.tokens {
		t := s.tokens[i]
		if t.cues&cueNinety != 0 && !t.taken {
			s.ninety(i)
		}
		if t.form != digits || t.taken || t.end-t.start < 2 || t.end-t.start > 3 {
			continue
		}
		age := 0
		for _, b := range []byte(s.text[t.start:t.end]) {
			age = age*10 + int(b-'0')
		}
		if age <= oldest || age > eldest {
			continue
		}
		if to, ok := s.aged(i); ok {
			s.add(Finding{Kind: Age, Rule: "over_89", Severity: Serious, Start: int(t.start), End: int(s.tokens[to].end), Cure: Generalise})
			s.take(int(t.start), int(s.tokens[to].end))
		}
	}
}

// ninety looks at an age above 89 in words: "ninety-four-year-old", "la centenaire", "eine Dreiundneunzigjährige".
func (s *search) ninety(i int) {
	about, to := s.about(int(s.tokens[i].sentence)), i
	if s.is(i, "ninety", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "nonante") { // a number: what of?
		for k := i + 1; k < min(i+5, len(s.tokens)) && s.tokens[k].sentence == s.tokens[i].sentence; k++ {
			if s.is(k, "year", "years", "ans", "birthday", "anniversaire") {
				to = k
			}
		}
		if to == i && !s.is(s.prior(i-int(s.tokens[i].phrase)), "is", "was", "turned", "turns", "a", "avait") {
			return
		}
	}
	if about&(cuePronoun|cuePerson|cuePatient|cueKin|cueHonorific|cueGiven) == 0 || s.has(to+1, cueOrganisation) || s.is(to+1, "de", "of") {
		return
	}
	from := i - int(s.tokens[i].phrase)
	s.add(Finding{Kind: Age, Rule: "over_89", Severity: Serious, Start: int(s.tokens[from].start), End: int(s.tokens[to].end), Cure: Generalise})
	s.take(int(s.tokens[from].start), int(s.tokens[to].end))
}

// turning reports whether one of the three words before the number i says that somebody gets that old: "wird am Freitag 95".
func (s *search) turning(i int) bool {
	for j, steps := i-1, 0; j >= max(0, i-9) && steps < 4 && s.tokens[j].sentence == s.tokens[i].sentence; j-- {
		if s.tokens[j].form != word {
			continue
		}
		if s.is(j, "turned", "turns", "turning", "wurde", "wird", "werde", "geworden", "fête", "fêté", "fêtait", "fêtera", "aura", "soufflé") {
			return true
		}
		steps++
	}
	return false
}

// aged reports whether the number i is somebody's age, and where the words for it end.
func (s *search) aged(i int) (to int, ok bool) {
	at := int(s.tokens[i].sentence)
	about := s.about(at)
	to = i
	j := i + 1
	if s.sign(j, '-', '‑', '‐') {
		j++
	}
	before := s.prior(i)
	nobody := about&(cuesOfPatient|cuePerson|cueHonorific|cuePronoun|cueGiven) == 0
	thing := func(k int) bool { return s.has(k, cueOrganisation) || s.has(k+1, cueOrganisation) }
	switch {
	case s.is(j, "year", "years") && (s.is(j+1, "old") || s.sign(j+1, '-') && s.is(j+2, "old")): // 94-year-old
		to = j + 1
		if s.sign(to, '-') {
			to++
		}
		return to, !thing(to+1) && !nobody
	case j < len(s.tokens) && s.tokens[j].form == word && strings.HasPrefix(s.letters(s.tokens[j]), "jährig"): // 93-jährige
		return j, !thing(j + 1)
	case s.is(j, "jahre", "jahren") && s.is(j+1, "alt"):
		return j + 1, !nobody && about&cueOrganisation == 0 || about&cuesOfPatient != 0
	case s.is(before, "aged", "alter"), s.is(before, "von") && s.is(before-1, "alter"), s.is(before, "de") && s.is(before-1, "âgé", "âgée"):
		if s.is(j, "jahren", "ans") {
			to = j
		}
		return to, true
	}
	if s.is(j, "th", "st", "nd", "e", "ème") || s.sign(j, '.') {
		j++
	}
	if s.is(j, "birthday", "geburtstag", "anniversaire") {
		return j, !nobody && !thing(j)
	}
	// What follows may as well be the age of a hospital.
	if s.near(at)&(cuesOfPatient|cueHonorific) == 0 && about&(cuePronoun|cuePerson|cueGiven|cueKin) == 0 || thing(j) || s.sign(i+1, '%') {
		return 0, false
	}
	switch {
	case s.is(before, "at", "mit", "à") && s.sign(i+1, ',') && about&(cueHonorific|cueGiven|cuePatient|cuePronoun) != 0: // At 93, Mr Abara …
		return i, true
	case s.sign(i-1, ',', '(', ':') && s.sign(i+1, ',', ')', '!', '.') && about&(cueHonorific|cueGiven|cuePatient|cueKin) != 0: // Mr Abara, 93, …
		return i, true
	case s.is(j, "jahren", "jahre", "ans", "years") && s.sign(i-1, ',') && s.sign(j+1, ',', '.', ')'): // Edith, 102 ans, …
		return j, true
	case s.is(j, "jahren", "jahre") && s.is(before, "mit", "ist", "wurde", "wird", "war"), s.is(j, "ans") && s.is(before, "à", "a", "avait", "ses", "de"):
		return j, true
	case s.turning(i) && about&(cueKin|cueHonorific|cuePatient|cueGiven|cuePronoun) != 0, s.is(before, "is", "was", "ist", "a", "avait") && s.has(before-1, cuePronoun|cueKin|cueGiven),
		s.is(before, "be", "been") && about&(cuePronoun|cueKin|cueGiven) != 0: // she'll be 101 on Sunday
		return to, !s.is(j, "minutes", "days", "hours", "percent", "patients", "minuten", "tage", "stunden", "prozent", "times", "mal")
	}
	return 0, false
}

// roadEnding reports whether a word is the name of a road.
func (s *search) roadEnding(i int) bool {
	t := s.tokens[i]
	return t.form == word && t.capital && s.length(t) > shortest && s.lexicon.ends(s.folded[t.foldStart:t.foldEnd])&cueRoad != 0
}

// roads looks for the addresses of people: a road with a house number, in a sentence on where somebody lives or on a patient.
func (s *search) roads() {
	for i := range s.tokens {
		t := s.tokens[i]
		if t.form != digits || t.taken || t.end-t.start > 5 {
			continue
		}
		at := int(t.sentence)
		about := s.about(at)
		lives := about&cueAddress != 0 && (s.near(at)&(cuesOfPatient|cuePronoun|cueHonorific|cueOwn|cueGiven) != 0 || s.o.Kind == Comment)
		if !lives && about&cuePatient == 0 {
			continue
		}
		if from, to, ok := s.road(i); ok && !s.tokens[from].taken {
			start, end := int(s.tokens[from].start), int(s.tokens[to].end)
			s.add(Finding{Kind: Place, Rule: "address", Severity: Serious, Start: start, End: end, Cure: Remove})
			s.take(start, end)
		}
	}
}

// road returns the road of the house number i.
func (s *search) road(i int) (from, to int, ok bool) {
	if i > 0 && s.tokens[i-1].sentence == s.tokens[i].sentence && s.roadEnding(i-1) { // Lindenstrasse 14
		return i - 1, i, true
	}
	j := i + 1
	if s.is(j, "bis", "ter") {
		j++
	}
	if s.sign(j, ',') {
		j++
	}
	if s.has(j, cueRoad) && s.is(j, "rue", "chemin", "route", "avenue", "boulevard", "place", "impasse", "quai", "allée", "sentier", "passage", "cours", "ruelle", "square", "cité", "résidence", "faubourg", "promenade", "montée", "venelle", "rang", "côte", "rte", "av", "bd", "ch") { // 14 rue des Tilleuls
		to = j
		for k := j + 1; k < min(j+6, len(s.tokens)) && s.tokens[k].form == word && s.tokens[k].sentence == s.tokens[i].sentence; k++ {
			if s.tokens[k].capital {
				to = k
			} else if !s.is(k, "de", "des", "du", "la", "le", "les", "l", "d") {
				break
			}
		}
		return i, to, true
	}
	for k := i + 1; k < min(i+5, len(s.tokens)) && s.tokens[k].form == word && s.tokens[k].capital; k++ { // 14 Willow Lane
		if s.has(k, cueRoad) && k > i+1 {
			return i, k, true
		}
	}
	return 0, 0, false
}

// abbreviation reports whether a word is all capitals: COVID, MRI.
func (s *search) abbreviation(i int) bool {
	return strings.IndexFunc(s.text[s.tokens[i].start:s.tokens[i].end], unicode.IsLower) < 0
}

// comesFrom reports whether a person stands before the word i: directly before "of" and "de", a few words before "from".
func (s *search) comesFrom(i int) bool {
	far := 5
	if s.is(i, vague...) && !s.is(i-1, "originaire") {
		far = 1
	}
	for j, steps := i-1, 0; j >= 0 && steps < far && s.tokens[j].sentence == s.tokens[i].sentence; j-- {
		if s.tokens[j].form == word {
			steps++
		}
		if s.tokens[j].cues&(cuePerson|cuePatient) != 0 || steps == 1 && s.agent(j) {
			return true
		}
		if s.tokens[j].cues&(cueRole|cueTitle|cueOrganisation) != 0 {
			return false
		}
	}
	return false
}

// agents are the endings of what people do, articles what stands before one of them.
var (
	agents   = []string{"er", "erin", "or", "ian", "man", "ist", "in", "eur", "euse", "ier", "ière", "ien", "ienne", "iste", "smith", "keeper"}
	articles = []string{"a", "an", "the", "this", "ein", "eine", "einer", "einem", "einen", "dem", "den", "der", "die", "dieser", "diese", "un", "une", "le", "la", "cet", "cette", "ce"}
)

// agent reports whether word i is somebody by trade: "a fisherman", "eine Gärtnerin".
func (s *search) agent(i int) bool {
	before := s.prior(i)
	if s.tokens[i].form != word || !s.is(before, articles...) && !s.is(s.prior(max(before, 0)), articles...) || s.tokens[i].cues&(cueCondition|cueMedical|cueMonth) != 0 || s.tokens[i].tones&toneHealth != 0 {
		return false
	}
	return s.trade(i)
}

// trade reports whether word i is built like what people do.
func (s *search) trade(i int) bool {
	letters := s.letters(s.tokens[i])
	return slices.ContainsFunc(agents, func(end string) bool { return len(letters) > len(end)+3 && strings.HasSuffix(letters, end) })
}
