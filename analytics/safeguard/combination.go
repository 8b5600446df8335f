package safeguard

import "strings"

// few is how many of age, rare illness, place, relation and day together leave few people.
const few = 3

// combination looks for what together leaves few people even without a name (45 CFR 164.514(b)(2)(i)(R) and (ii)): a rare
// illness, an age, a place, somebody's office, a day.
func (s *search) combination() {
	s.alone()
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

// alone looks for what by itself leaves few people in a text on a patient: an illness that few have, and what only one person
// is or was. A name that is found makes it superfluous to ask.
func (s *search) alone() {
	if s.cues&(cueOrphan|cueUnique) == 0 {
		return
	}
	for _, f := range s.found {
		if f.Kind == Name {
			return
		}
	}
	for i, t := range s.tokens {
		if t.cues&(cueOrphan|cueUnique) == 0 || t.taken {
			continue
		}
		at := int(t.sentence)
		only := s.is(i, "only", "einzige", "einziger", "seul", "seule", "unique", "sole", "ever") // the only what?
		if trade := only && s.tradeNear(i); only && !trade || !trade && s.near(at)&(cuesOfPatient|cuesOfOne|cuePerson) == 0 || s.context(at, cueOffice|cueRole) <= singled {
			continue
		}
		s.add(Finding{Kind: Combination, Rule: "few_people", Severity: Warning, Start: int(s.begins(i)), End: int(t.end), Cure: Generalise})
	}
}

// singled is what the words around must tell more than.
const singled = 2

// tradeNear reports whether one of the three words after word i is what somebody does or is.
func (s *search) tradeNear(i int) bool {
	for j := i + 1; j < min(i+4, len(s.tokens)) && s.tokens[j].form == word && s.tokens[j].sentence == s.tokens[i].sentence; j++ {
		if s.has(j, cuePerson|cueOffice|cueKin) || s.trade(j) && s.tokens[j].cues&cueOrganisation == 0 {
			return true
		}
	}
	return false
}
