package safeguard

import "slices"

// leading are words after which two words in capitals are more likely a place or a ward than a person.
var leading = []string{
	"at", "in", "of", "the", "our", "from", "a", "an", "to", "on", "à", "de", "du", "la", "le", "l", "au", "aux", "des", "en", "d", "un", "une",
	"notre", "nos", "les",
}

// strange reports whether word i may be a name that no list has: no list has it at all, and not all of it are capitals.
func (s *search) strange(i int) bool {
	return s.tokens[i].form == word && s.tokens[i].cues == 0 && s.tokens[i].tones == 0 && !s.abbreviation(i)
}

// pair reports whether words in capitals in a text that is not German look like a given and a family name: no list has either,
// and a small word stands before. Where a hyphen parts the family name they may begin a sentence.
func (s *search) pair(i, to int) bool {
	if s.initial(i) && to == i+2 && s.strange(to) { // D. Ravenscroft
		return true
	}
	if to == i || !s.strange(i) || !s.strange(to) {
		return false
	}
	if s.cues&cueGerman != 0 { // two nouns in a row are seldom anything else where a verb stands beside
		return to == i+1 && !s.first(i) && !s.noun(i) && !s.noun(to) && (s.verb(i-1) || s.verb(to+1))
	}
	if to == i+3 && s.beside(i, i+1) && s.sign(i+2, '-') && s.first(i) { // Mirabel Okonjo-Reyes
		return true
	}
	return to == i+1 && s.afterSmall(i)
}

// nouns are endings of German nouns, and beginnings of what two nouns in a row may be besides a name.
var (
	nouns = []string{
		"ung", "ungen", "heit", "keit", "keiten", "schaft", "tion", "tionen", "tät", "ismus", "ment", "nis", "tum", "ling", "chen", "lein", "ik",
		"ie", "ien", "raum", "haus", "zeit", "werk", "tag", "tage", "woche", "jahr", "stunde", "platz", "plan", "mittel", "stoff", "arbeit",
		"dienst",
	}
	openings = []string{
		"anfang", "ende", "mitte", "thema", "projekt", "firma", "fach", "stufe", "typ", "gruppe", "herzlichen", "guten", "vielen", "alles", "gute",
		"frohe", "schöne", "anfangs",
	}
)

// noun reports whether word i is rather a German noun than a name.
func (s *search) noun(i int) bool {
	letters := s.letters(s.tokens[i])
	return hasEnding(letters, nouns) || slices.Contains(nouns, letters) || slices.Contains(openings, letters)
}

// verbs are those that stand beside whom a German sentence is about.
var verbs = []string{
	"ist", "hat", "war", "hatte", "wurde", "wird", "konnte", "kann", "kam", "kommt", "geht", "ging", "darf", "durfte", "lag", "liegt", "verlor",
	"verlässt", "feiert", "feierte", "musste", "muss", "will", "wollte", "brauchte", "braucht", "bekam", "erhielt", "starb", "lebt", "litt",
	"leidet", "lernte", "schaffte", "sagt", "erzählt",
}

func (s *search) verb(i int) bool { return s.is(i, verbs...) }

// lone reports whether a single word in capitals may be a given name: within a sentence that is not German, or with an age.
func (s *search) lone(i, to int) bool {
	if to != i || s.length(s.tokens[i]) < 3 {
		return false
	}
	if s.strange(i) && !s.noun(i) && s.agedBeside(name{from: i, first: i, to: to}) { // Emirhan (5)
		return true
	}
	return s.cues&cueGerman == 0 && !s.sign(i+1, '\'', '’') && (s.strange(i) || s.tokens[i].cues == cueAmbiguous) && s.afterSmall(i)
}

// first reports whether word i begins its sentence.
func (s *search) first(i int) bool {
	at := s.sentences[s.tokens[i].sentence].first
	for i--; i >= at && s.tokens[i].form == sign; i-- {
	}
	return i < at
}

// afterSmall reports whether a small word stands before word i, and none after which a place or a ward is more likely.
func (s *search) afterSmall(i int) bool {
	before := i - 1
	return before >= 0 && s.beside(before, i) && s.tokens[before].form == word && !s.tokens[before].capital && !s.is(before, leading...)
}
