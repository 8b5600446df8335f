package safeguard

import (
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
	if s.near(at)&(cuesOfPatient|cueHonorific) == 0 && about&(cuePronoun|cuePerson|cueGiven) == 0 || thing(j) || s.sign(i+1, '%') {
		return 0, false
	}
	switch {
	case s.sign(i-1, ',', '(') && s.sign(i+1, ',', ')') && about&(cueHonorific|cueGiven|cuePatient) != 0: // Mr Abara, 93, …
		return i, true
	case s.is(j, "jahren", "jahre", "ans", "years") && s.sign(i-1, ',') && s.sign(j+1, ',', '.', ')'): // Edith, 102 ans, …
		return j, true
	case s.is(j, "jahren", "jahre") && s.is(before, "mit", "ist", "wurde", "wird", "war"), s.is(j, "ans") && s.is(before, "à", "a", "avait", "ses", "de"):
		return j, true
	case s.is(before, "turned", "turns", "wurde", "wird"), s.is(before, "is", "was", "ist") && s.has(before-1, cuePronoun):
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
	if s.is(j, "bis", "ter") || s.sign(j, ',') {
		j++
	}
	if s.has(j, cueRoad) && s.is(j, "rue", "chemin", "route", "avenue", "boulevard", "place", "impasse", "quai", "allée") { // 14 rue des Tilleuls
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

// places looks for small places that patients come from.
func (s *search) places() {
	for i := range s.tokens {
		t := s.tokens[i]
		if t.cues&cueFrom == 0 || t.taken {
			continue
		}
		at := int(t.sentence)
		j := i + 1
		if s.sign(j, '\'', '’') {
			j++
		}
		if little := s.has(j, cueLittle|cueNamesake) && s.tokens[j].capital && (s.plain(j+1) || s.sign(j+1, '-') && s.plain(j+2)); !s.plain(j) && !little || s.tokens[j].sentence != t.sentence || s.abbreviation(j) || s.tokens[j].cues&(cueGiven|cueFamous|cueBigPlace|cueMonth|cueAmbiguous|cueCondition) != 0 {
			continue
		}
		if s.near(at)&cuesOfPatient == 0 && s.about(at)&(cueCondition|cueHouse) == 0 || !s.comesFrom(i) {
			continue
		}
		to := j
		for to+2 < len(s.tokens) && s.sign(to+1, '-') && s.tokens[to+1].start == s.tokens[to].end && s.tokens[to+2].form == word && s.tokens[to+2].start == s.tokens[to+1].end {
			to += 2
		}
		for s.plain(to+1) && s.beside(to, to+1) {
			to++
		}
		words := []string{}
		for k := j; k <= to; k++ {
			if s.tokens[k].form == word {
				words = append(words, s.letters(s.tokens[k]))
			}
		}
		if s.known.name(words) || s.has(to+1, cueOrganisation) {
			continue
		}
		s.add(Finding{Kind: Place, Rule: "small_place", Severity: Warning, Start: int(s.tokens[j].start), End: int(s.tokens[to].end), Cure: Generalise})
	}
}

// abbreviation reports whether a word is all capitals: COVID, MRI.
func (s *search) abbreviation(i int) bool {
	return strings.IndexFunc(s.text[s.tokens[i].start:s.tokens[i].end], unicode.IsLower) < 0
}

// comesFrom reports whether a person stands before the word i: directly before "of" and "de", a few words before "from".
func (s *search) comesFrom(i int) bool {
	far := 5
	if s.is(i, "of", "von", "de", "d", "du") && !s.is(i-1, "originaire") {
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
	agents   = []string{"er", "erin", "or", "ian", "man", "ist", "in", "eur", "euse", "ier", "ière", "ien", "ienne", "iste"}
	articles = []string{"a", "an", "the", "this", "ein", "eine", "einer", "der", "die", "dieser", "diese", "un", "une", "le", "la", "cet", "cette", "ce"}
)

// agent reports whether word i is somebody by trade: "a fisherman", "eine Gärtnerin".
func (s *search) agent(i int) bool {
	before := s.prior(i)
	if s.tokens[i].form != word || !s.is(before, articles...) && !s.is(s.prior(max(before, 0)), articles...) || s.tokens[i].cues&(cueCondition|cueMedical|cueMonth) != 0 || s.tokens[i].tones&toneHealth != 0 {
		return false
	}
	letters := s.letters(s.tokens[i])
	for _, end := range agents {
		if len(letters) > len(end)+3 && strings.HasSuffix(letters, end) {
			return true
		}
	}
	return false
}

// few is how many of age, rare illness, place, relation and day together leave few people.
const few = 3

// combination looks for what together leaves few people even without a name (45 CFR 164.514(b)(2)(i)(R) and (ii)): a rare
// illness, an age, a place, somebody's office, a day.
func (s *search) combination() {
	if s.cues&cuePatient == 0 || s.cues&(cueRare|cueCondition) == 0 {
		return
	}
	rare, aged, placed, office := -1, -1, -1, -1
	for i := range s.tokens {
		t := s.tokens[i]
		switch {
		case t.taken && t.cues&cueRare == 0:
		case t.cues&cueRare != 0 && rare < 0:
			rare = i
		case t.form == digits && aged < 0 && (s.is(i+1, "jahre", "ans", "years") || s.sign(i+1, '-') && i+2 < len(s.tokens) && (s.is(i+2, "year") || s.tokens[i+2].form == word && strings.HasPrefix(s.letters(s.tokens[i+2]), "jährig"))):
			aged = i
		case t.cues&cueBigPlace != 0 && t.capital && placed < 0 && s.has(i-1, cueFrom):
			placed = i
		case office < 0 && s.is(i, "mayor", "bürgermeister", "bürgermeisterin", "gemeindepräsident", "gemeindepräsidentin", "syndic", "syndique", "maire", "teacher", "lehrer", "lehrerin", "enseignant", "enseignante", "priest", "pfarrer", "curé"):
			office = i
		}
	}
	n, last := 0, -1
	for _, i := range []int{aged, placed, office, rare} {
		if i >= 0 {
			n, last = n+1, i
		}
	}
	for _, f := range s.found {
		switch f.Kind {
		case Place, Age, Name:
			return // without these, which are found already, fewer are left
		case Date:
			n++
		}
	}
	if last >= 0 && n >= few {
		s.add(Finding{Kind: Combination, Rule: "few_people", Severity: Warning, Start: int(s.tokens[last].start), End: int(s.tokens[last].end), Cure: Generalise})
	}
}
