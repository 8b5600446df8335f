package safeguard

import "fmt"

// shape is a set of what a name looks like and how it stands in its sentence.
type shape uint16

// The shapes, in the names of names.toml.
const (
	shapeGiven shape = 1 << iota
	shapeFull
	shapeInitial
	shapeHonorific
	shapeCalled
	shapeAged
	shapeAddressed
	shapeSigned
	shapeUnknown
	shapeLone
	shapeListed
	shapeQuoted
)

var shapeNames = map[string]shape{
	"given": shapeGiven, "full": shapeFull, "initial": shapeInitial, "honorific": shapeHonorific, "called": shapeCalled, "aged": shapeAged,
	"addressed": shapeAddressed, "signed": shapeSigned, "unknown": shapeUnknown, "lone": shapeLone, "listed": shapeListed, "quoted": shapeQuoted,
}

// evidence is what speaks for a name being a patient's, or against it.
type evidence struct {
	cues               cue
	same, beside, text int // points by where the nearest of the cues stands
	shape              shape
	points             int
}

// scale is what points lead to.
type scale struct{ Note, Warning, Serious int }

type evidenceEntry struct {
	Cues                       []string
	Same, Beside, Text, Points int
	Shape                      string
}

func (l *lexicon) addEvidence(entries []evidenceEntry, s scale) error {
	if s.Note == 0 || s.Note > s.Warning || s.Warning > s.Serious {
		return fmt.Errorf("names of safeguards: the points are not in order")
	}
	l.scale = s
	for _, e := range entries {
		v := evidence{same: e.Same, beside: e.Beside, text: e.Text, shape: shapeNames[e.Shape], points: e.Points}
		for _, name := range e.Cues {
			if cueNames[name] == 0 {
				return fmt.Errorf("names of safeguards: there is no cue %q", name)
			}
			v.cues |= cueNames[name]
		}
		if (v.cues == 0) == (v.shape == 0) || e.Shape != "" && v.shape == 0 {
			return fmt.Errorf("names of safeguards: an evidence is of cues or of a shape")
		}
		l.evidence = append(l.evidence, v)
	}
	return nil
}

// weigh adds up what speaks for a name being a patient's.
func (s *search) weigh(n name) int {
	looks, total := s.shapeOf(n), s.context(int(s.tokens[n.from].sentence), 0)
	for _, e := range s.lexicon.evidence {
		if looks&e.shape != 0 {
			total += e.points
		}
	}
	return total
}

// context adds up what the words of a sentence, of those beside it and of the text tell about a patient being spoken of,
// leaving out what some cues tell.
func (s *search) context(at int, but cue) int {
	same, beside, total := s.about(at), s.about(at-1)|s.about(at+1), 0
	for _, e := range s.lexicon.evidence {
		switch {
		case e.cues&but != 0:
		case same&e.cues != 0:
			total += e.same
		case beside&e.cues != 0:
			total += e.beside
		case s.cues&e.cues != 0:
			total += e.text
		}
	}
	return total
}

// shapeOf returns what a name looks like.
func (s *search) shapeOf(n name) shape {
	var v shape
	set := func(is bool, what shape) {
		if is {
			v |= what
		}
	}
	full := n.to > n.first
	initial := full && s.length(s.tokens[n.to]) == 1 || n.honorific && s.length(s.tokens[n.first]) == 1
	set(n.given, shapeGiven)
	set(full && !initial, shapeFull)
	set(initial, shapeInitial)
	set(n.honorific, shapeHonorific)
	set(n.called || s.withMe(n), shapeCalled)
	set(n.unknown && full, shapeUnknown)
	set(n.unknown && !full && s.tokens[n.first].cues&cueAmbiguous == 0, shapeLone)
	set(s.agedBeside(n), shapeAged)
	set(s.addressed(n), shapeAddressed)
	set(s.o.Kind == Comment && s.ends(n), shapeSigned)
	set(s.listed(n), shapeListed)
	set(s.sign(n.from-1, '"', '“', '„', '«', '”') && s.sign(n.to+1, '"', '“', '”', '»'), shapeQuoted)
	return v
}

// listed reports whether a name is one of three or more with nothing but commas and "and" between.
func (s *search) listed(n name) bool {
	others := 0
	for i := n.to + 1; i < min(n.to+8, len(s.tokens)) && s.inList(i); i++ {
		if s.tokens[i].cues&(cueGiven|cueAmbiguous) != 0 && s.tokens[i].capital {
			others++
		}
	}
	for i := n.from - 1; i > max(n.from-8, -1) && s.inList(i); i-- {
		if s.tokens[i].cues&(cueGiven|cueAmbiguous) != 0 && s.tokens[i].capital {
			others++
		}
	}
	return others > 1
}

// withMe reports whether the writer of a comment is one of those named: "Nele, Jonas und ich".
func (s *search) withMe(n name) bool {
	if s.o.Kind != Comment {
		return false
	}
	i := n.to + 1
	for i < min(n.to+8, len(s.tokens)) && s.inList(i) && !s.is(i, "and", "und", "et", "i") {
		i++
	}
	return s.is(i, "and", "und", "et") && s.is(i+1, "i", "me", "ich", "moi")
}

// inList reports whether token i may stand in a list of names.
func (s *search) inList(i int) bool {
	return s.sign(i, ',', '&') || s.is(i, "and", "und", "et") || s.tokens[i].form == word && s.tokens[i].capital
}

// agedBeside reports whether an age stands beside a name: "Mia, six ans,", "Karl (54)", "die sechsjährige Mia".
func (s *search) agedBeside(n name) bool {
	if p := s.prior(n.from); p >= 0 && (s.is(p, "old") || s.tokens[p].cues&cuePerson != 0 && s.yearly(p)) {
		return true
	}
	if before := n.from - 1; s.sign(before, ',') && s.is(before-1, "ans", "mois", "years", "months", "jahren", "monaten") { // À 6 ans, Mathis
		return true
	}
	i := n.to + 1
	if !s.sign(i, ',', '(') || i+2 >= len(s.tokens) {
		return false
	}
	number, after := s.tokens[i+1], i+2
	switch {
	case s.is(after, "years", "year", "months", "weeks", "jahre", "jahren", "monate", "wochen", "ans", "mois", "semaines"):
		return number.form == digits || number.form == word && !number.capital
	case number.form == digits && number.end-number.start <= 3:
		return s.sign(after, ',', ')', '.') || s.is(after, "and", "und", "et")
	}
	return s.is(i+1, "aged", "âgé", "âgée")
}

// yearly reports whether word i is an age in one word: sechsjährige.
func (s *search) yearly(i int) bool {
	letters := s.letters(s.tokens[i])
	for _, ending := range []string{"jährige", "jähriger", "jährigen"} {
		if len(letters) >= len(ending) && letters[len(letters)-len(ending):] == ending {
			return true
		}
	}
	return false
}

// addressed reports whether somebody is spoken to by the name, in a comment, or in a reply about what may be the person's own.
func (s *search) addressed(n name) bool {
	if s.o.Kind == Post || s.o.Kind == Reply && s.cues&(cuesOfPatient|cuesOfIllness|cueMedical|cueYours|cueContact) == 0 {
		return false
	}
	return s.vocative(n)
}

// vocative reports whether a name stands as people are spoken to: "Sorry about the wait, Jana.", "Jana, your …", "Bonjour Jana".
func (s *search) vocative(n name) bool {
	if s.has(s.prior(n.from), cueGreeting) {
		return true
	}
	if s.first(n.from) {
		return s.sign(n.to+1, ',')
	}
	return s.sign(n.from-1, ',') && (n.to+1 >= s.sentences[s.tokens[n.from].sentence].last || s.sign(n.to+1, ',', '.', '!', '?', ':'))
}

// ends reports whether a text ends with a name, or with a name and few words after it.
func (s *search) ends(n name) bool {
	at := int(s.tokens[n.from].sentence)
	return at == len(s.sentences)-1 && at > 0 && n.from <= s.sentences[at].first+1 && len(s.tokens)-n.to < 6
}
