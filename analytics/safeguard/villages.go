package safeguard

import (
	"slices"
	"strings"
)

// vague are prepositions that tie anything to anything.
var vague = []string{"of", "von", "de", "d", "du"}

// places looks for small places that patients come from.
func (s *search) places() {
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		j := i + 1
		if s.sign(j, '\'', '’') {
			j++
		}
		switch {
		case t.taken:
		case t.cues&(cueFrom|cueTowards) != 0 && j < len(s.tokens) && s.tokens[j].sentence == t.sentence:
			if to := s.village(j); to >= 0 && s.comingFrom(i, j, to) {
				s.place(j, to)
				i = to
			}
		case t.form == word && t.capital && s.hyphenated(i) > i:
			if to := s.hyphenated(i); s.context(int(t.sentence), 0) >= s.lexicon.scale.Note {
				s.place(i, to)
				i = to
			}
		}
	}
}

// place reports a small place, unless it is the hospital's own.
func (s *search) place(from, to int) {
	var words []string
	for k := from; k <= to; k++ {
		if s.tokens[k].form == word {
			words = append(words, s.letters(s.tokens[k]))
		}
	}
	before := s.prior(from)
	if s.known.name(words) || s.has(to+1, cueOrganisation) || s.has(before, cueOrganisation) {
		return
	}
	s.add(Finding{Kind: Place, Rule: "small_place", Severity: Warning, Start: int(s.tokens[from].start), End: int(s.tokens[to].end), Cure: Generalise})
}

// village returns where the name of a small place that begins at token j ends; −1 where none does.
func (s *search) village(j int) int {
	if s.is(j, "la", "le", "les") && s.tokens[j].capital && j+1 < len(s.tokens) && s.hyphenated(j+1) > j+1 { // La Chapelle-des-Bois
		return s.hyphenated(j + 1)
	}
	if to := s.hyphenated(j); to > j && s.tokens[j].capital {
		return to
	}
	little := s.has(j, cueLittle|cueNamesake) && s.tokens[j].capital && (s.plain(j+1) || s.sign(j+1, '-') && s.plain(j+2))
	if !s.plain(j) && !little || s.abbreviation(j) || s.tokens[j].cues&(cueGiven|cueFamous|cueBigPlace|cueMonth|cueAmbiguous|cueCondition) != 0 {
		return -1
	}
	to := j
	for to+2 < min(j+2*mostParts, len(s.tokens)) && s.sign(to+1, '-') && s.tokens[to+1].start == s.tokens[to].end && s.tokens[to+2].form == word && s.tokens[to+2].start == s.tokens[to+1].end {
		to += 2
	}
	for to < j+2*mostParts && s.plain(to+1) && s.beside(to, to+1) {
		to++
	}
	return to
}

// comingFrom weighs whether somebody who is a patient comes from a place: by the word i before, by how the name is built and by
// what the text is about.
func (s *search) comingFrom(i, j, to int) bool {
	at, person := int(s.tokens[i].sentence), s.comesFrom(i)
	if s.sentences[at].historic {
		return false
	}
	if person && (s.near(at)&cuesOfPatient != 0 || s.about(at)&(cueCondition|cueHouse) != 0) {
		return true
	}
	points := s.context(at, cueThanks|cueRole)
	built := s.built(j, to)
	origin := s.tokens[i].cues&cueFrom != 0
	says := origin && s.tokens[i].phrase > 0 // "lives in", "Grüße nach"
	switch {
	case !built && !person && !says && (!origin || s.is(i, "aus", "von")): // nouns have capitals in German
		return false
	case person || says:
		points += 2
	case !origin:
		points--
	case s.is(i, vague...):
		points -= 2
	}
	if built {
		points += 2
	}
	if s.o.Kind != Post { // people tell where they are from, and are greeted there
		points += 2
	}
	return points > s.lexicon.scale.Note
}

// built reports whether a name is built like those of places: Hinterwil, Netherby, Warrington Creek, Rivière-aux-Loutres.
func (s *search) built(j, to int) bool {
	if s.hyphenated(j) >= to && to > j {
		return true
	}
	last := s.tokens[to]
	letters := s.letters(last)
	if s.cues&cueGerman == 0 {
		if to > j && slices.Contains(s.lexicon.landmarks, letters) {
			return true
		}
		return hasEnding(letters, s.lexicon.villagesElsewhere)
	}
	return hasEnding(letters, s.lexicon.villages)
}

// hasEnding reports whether a word has more letters than an ending that it has.
func hasEnding(word string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return len(word) > len(e)+2 && strings.HasSuffix(word, e) })
}

// mostParts is how many words the name of a place has at most.
const mostParts = 7

// hyphenated returns where a name like Villars-le-Bois or Saint-Loup-sur-Aubonne that begins at token i ends: hyphens, and a
// small word among them; i where there is none.
func (s *search) hyphenated(i int) int {
	to, small := i, false
	for to < i+2*mostParts && s.sign(to+1, '-') && s.tokens[to+1].start == s.tokens[to].end && to+2 < len(s.tokens) && s.tokens[to+2].form == word && s.tokens[to+2].start == s.tokens[to+1].end {
		to += 2
		small = small || s.is(to, "sur", "sous", "aux", "des", "de", "du", "la", "le", "les", "en", "lès", "lez", "d", "l", "on", "upon", "in", "am", "an", "ob")
	}
	if !small || to < i+4 || !s.tokens[to].capital {
		return i
	}
	return to
}
