package safeguard

// names looks for people's names where the words around them are about a patient. Staff may be named.
func (s *search) names() {
	s.staff, s.patients = map[string]bool{}, map[string]Finding{}
	for _, staff := range []bool{true, false} { // who is staff in one sentence is so in all
		last := -1 // where the last name of staff ended
		for i := 0; i < len(s.tokens); i++ {
			n, ok := s.nameAt(i)
			if !ok {
				continue
			}
			if s.staffed(n, last) {
				last = n.to
				if staff {
					for _, w := range n.words {
						s.staff[w] = true
					}
				}
			} else if !staff {
				s.name(n)
			}
			i = n.to
		}
	}
	if len(s.patients) > 0 {
		s.namedAlike()
		s.namedAgain()
	}
}

// namedAlike takes every mention of a name for as grave as the gravest.
func (s *search) namedAlike() {
	for i := range s.found {
		f := &s.found[i]
		if f.Kind != Name {
			continue
		}
		first, last := s.between(f.Start, f.End)
		for _, t := range s.tokens[first:last] {
			if t.form != word {
				continue
			}
			if gravest, ok := s.patients[s.letters(t)]; ok && s.eased(gravest) > f.Severity {
				f.Rule, f.Severity = gravest.Rule, s.eased(gravest)
			}
		}
	}
}

// namedAgain reports every other place where a patient's name stands: who masks one must mask all.
func (s *search) namedAgain() {
	for i := 0; i < len(s.tokens); i++ {
		first, ok := s.patientAt(i)
		if !ok {
			continue
		}
		to := i
		for s.beside(to, to+1) {
			if _, more := s.patientAt(to + 1); !more {
				break
			}
			to++
		}
		if before := s.prior(i); !s.has(before, cueTitle|cueRole) {
			s.add(Finding{Kind: Name, Rule: first.Rule, Severity: first.Severity, Start: int(s.tokens[i].start), End: int(s.tokens[to].end), Cure: AskConsent})
		}
		i = to
	}
}

// patientAt reports whether a word is of the name of a patient that has been found, and with which finding.
func (s *search) patientAt(i int) (Finding, bool) {
	t := s.tokens[i]
	if t.form != word || !t.capital || t.taken || s.length(t) < 3 {
		return Finding{}, false
	}
	f, ok := s.patients[s.letters(t)]
	return f, ok
}

// name is a name in a text, with what is before it.
type name struct {
	from, first, to int      // tokens: with the honorific, of the name, and the last
	words           []string // as lists have them
	honorific       bool
	given           bool // its first word is a given name
	unknown         bool // words in capitals that no list knows
	called          bool // the words before say that a name comes
}

// nameAt returns the name that begins at token i.
func (s *search) nameAt(i int) (name, bool) {
	t := s.tokens[i]
	if t.form != word || t.taken {
		return name{}, false
	}
	n := name{from: i, first: i}
	if t.cues&cueHonorific != 0 && (t.capital || s.is(i, "famille")) {
		j := i + 1
		stop := j < len(s.tokens) && s.tokens[j].sign == '.'
		if stop {
			j++
		}
		if s.is(i, "m") && !stop || !s.beside(j-1, j) || !s.family(j) {
			return name{}, false
		}
		n.first, n.honorific = j, true
	} else {
		if !t.capital || !s.plain(i) {
			return name{}, false
		}
		n.given = t.cues&cueGiven != 0
		n.called = s.called(i)
	}
	if (t.cues&cueAmbiguous != 0 || s.strange(i) && !s.noun(i)) && i > 1 && s.is(i-1, "and", "und", "et") && s.has(i-2, cueGiven) && s.tokens[i-2].capital { // Ella and Jack
		n.given = true
	}
	if s.o.Kind == Reply && s.sign(i+1, ',') && i == s.sentences[t.sentence].first && t.cues&cueAmbiguous != 0 { // "Olivier, votre radio …"
		n.given = true
	}
	n.to = s.rest(n.first)
	if t.cues&cueAmbiguous != 0 && n.to > i {
		n.given = true
	}
	if t.cues&cueAmbiguous != 0 && n.to == i && s.sign(i+1, '\'', '’') && s.is(i+2, "s") { // Beat's story
		n.given = true
	}
	n.unknown = !n.honorific && !n.given && !n.called && (s.pair(i, n.to) || s.lone(i, n.to))
	if !n.honorific && !n.given && !n.called && !n.unknown || s.organised(n) {
		return name{}, false
	}
	for j := n.first; j <= n.to; j++ {
		if s.tokens[j].form == word {
			if s.tokens[j].cues&cueFamous != 0 {
				return name{}, false
			}
			n.words = append(n.words, s.letters(s.tokens[j]))
		}
	}
	return n, true
}

// plain reports whether token i is a word in capitals that may be a name.
func (s *search) plain(i int) bool {
	if i >= len(s.tokens) {
		return false
	}
	t := s.tokens[i]
	return t.form == word && t.capital && !t.taken &&
		t.cues&(cueRole|cueTitle|cueOrganisation|cueNamesake|cueHonorific|cuePatient|cuePerson|cueKin|cueEvent|cueSuffering|cueBirth|cueContact|cueGreeting|cueOwn|cuePronoun|cueLittle|cueVehicle|cueYours) == 0 && t.tones&(toneParty|toneHealth) == 0
}

// family reports whether token i may be a family name after a given one or after "Frau": many trades are: Fischer, Berger, Baker.
func (s *search) family(i int) bool {
	if s.plain(i) {
		return true
	}
	if i >= len(s.tokens) || s.tokens[i].form != word || !s.tokens[i].capital || s.tokens[i].taken {
		return false
	}
	return s.tokens[i].cues&cuePerson != 0 && s.tokens[i].cues&(cueRole|cueOffice|cueTitle|cueOrganisation|cueKin) == 0 || s.is(i, "koch", "cook", "porter")
}

// called reports whether the words before say that a name comes: "named", "patient", "little", "her brother". After "patient" it
// must have a family name, after "little" be one of the list; in German, where all nouns have capitals, no other word may it be.
func (s *search) called(i int) bool {
	p := i - 1
	for p >= 0 && s.tokens[p].form == sign && (s.tokens[p].sign == ':' || s.tokens[p].sign == ',') && s.tokens[p].sentence == s.tokens[i].sentence {
		p--
	}
	if p < 0 || s.tokens[p].sentence != s.tokens[i].sentence {
		return false
	}
	switch t := s.tokens[p]; {
	case t.cues&cueNaming != 0:
		return s.cues&cueGerman == 0 || s.tokens[i].cues&(cueGiven|cueAmbiguous|cueHonorific) != 0 || s.strange(i) && !s.noun(i)
	case p == i-1 && s.yearly(p): // die zwölfjährige Jolina
		return s.strange(i) && !s.noun(i) || s.tokens[i].cues&(cueGiven|cueAmbiguous) != 0
	case t.cues&cueIAm != 0:
		return s.o.Kind == Comment && s.rest(i) > i
	case t.cues&cueKin != 0 && p == i-1: // her brother Jayden
		if s.tokens[i].cues&(cueGiven|cueAmbiguous|cueHonorific) == 0 && !s.strange(i) {
			return false
		}
		return s.is(s.prior(p-int(t.phrase)), possessives...) || s.is(p, forms...)
	case s.o.Kind == Comment && p == i-1 && s.tokens[i].cues&cueGiven != 0 && s.is(p, ours...): // my Elodie
		return true
	case t.cues&(cueLittle|cueBirth) != 0 && p == i-1 && s.tokens[i].cues&(cueGiven|cueAmbiguous) != 0: // wee Callum
		return true
	case t.cues&cueThanks != 0:
		return s.tokens[i-1].sign == ',' && s.sign(i+1, ',')
	case t.cues&cueSaying != 0:
		return s.rest(i) > i
	case t.cues&cuePatient != 0 && !(t.capital && s.capitalisedEnglish(p)):
		to := s.rest(i)
		return to > i || s.initial(i)
	}
	return false
}

// forms are what relatives are called by: "Oma Gerda" needs nobody's before it.
var forms = []string{
	"mama", "papa", "oma", "opa", "mum", "dad", "mummy", "daddy", "maman", "papi", "mamie", "papy", "auntie", "aunty", "aunt", "uncle", "nan",
	"nana", "granny", "grandma", "grandpa", "grandad", "tante", "onkel", "tata", "tatie", "tonton", "uroma", "uropa", "mémé", "pépé", "grosi",
}

// ours are the possessives of whoever writes.
var ours = []string{"my", "our", "mein", "meine", "meinem", "meinen", "meiner", "unser", "unsere", "unserem", "unseren", "unserer", "mon", "ma", "notre"}

// possessives stand before relatives.
var possessives = []string{
	"her", "his", "my", "their", "our", "ihr", "ihre", "ihrem", "ihren", "ihrer", "sein", "seine", "seinem", "seinen", "seiner", "mein",
	"meine", "meinem", "meinen", "meiner", "son", "sa", "mon", "ma", "your", "our", "notre", "votre", "leur", "ton", "ta", "unser", "unsere",
	"unserem", "unseren", "unserer", "dein", "deine", "deinem", "deiner", "euer", "eure", "eurer", "min", "mini", "mis", "sini", "dini",
}

// capitalisedEnglish reports whether "Patient" is written with a capital where only a heading or a name does so: "World Patient
// Safety Day".
func (s *search) capitalisedEnglish(p int) bool {
	return s.is(p, "patient") && p > s.sentences[s.tokens[p].sentence].first && s.tokens[p-1].form == word && s.tokens[p-1].capital
}

// initial reports whether token i is one letter with a full stop, before a name.
func (s *search) initial(i int) bool {
	return s.length(s.tokens[i]) == 1 && i+2 < len(s.tokens) && s.tokens[i+1].sign == '.' && s.plain(i+2)
}

// particles stand within family names.
var particles = []string{"von", "van", "de", "di", "du", "del", "della", "da", "dos", "el", "al", "ten", "ter", "zu", "le", "la", "der", "den"}

// mostNames is how many words a name has at most.
const mostNames = 4

// rest returns where a name that begins at token i ends: over family names, initials, hyphens and particles.
func (s *search) rest(i int) int {
	to := i
	for words := 1; words < mostNames; words++ {
		j := to + 1
		switch {
		case j >= len(s.tokens) || s.tokens[j].sentence != s.tokens[i].sentence:
			return to
		case s.tokens[j].form == sign && s.tokens[j].start == s.tokens[to].end && joins(s.tokens[j].sign) && j+1 < len(s.tokens) &&
			(s.tokens[j].sign != '.' || s.length(s.tokens[to]) == 1) &&
			(s.tokens[j+1].start == s.tokens[j].end || s.tokens[j].sign == '.' && s.beside(j, j+1)) && s.plain(j+1): // Anna-Lena, O'Brien, J. Meier
			to = j + 1
		case s.beside(to, j) && (s.plain(j) || s.family(j) && s.tokens[to].cues&(cueGiven|cueHonorific) != 0):
			to = j
			if s.length(s.tokens[j]) == 1 && j+1 < len(s.tokens) && s.tokens[j+1].sign == '.' && !s.plain(j+2) { // Anna K.
				return j
			}
		case s.is(j, particles...) && !s.tokens[j].capital && s.beside(to, j) && s.plain(j+1) && s.beside(j, j+1) && s.tokens[j+1].cues&(cueBigPlace|cueGiven) == 0 && s.tokens[i].cues&cueGiven != 0:
			to = j + 1
		default:
			return to
		}
	}
	return to
}

// name reports a name, if the words around it are about a patient.
func (s *search) name(n name) {
	at := int(s.tokens[n.from].sentence)
	about := s.near(at)
	rule, severity := "named_patient", Serious
	before := s.prior(n.from)
	relative := s.has(before, cueKin)
	switch {
	case s.sentences[at].historic || s.known.name(n.words):
		return
	case s.o.Kind == Reply && s.cues&(cueConfirming|cueEvent) != 0 && (n.honorific || s.has(before, cueGreeting) || n.given):
		rule = "named_in_reply"
	case s.o.Kind == Reply && n.honorific && s.vocative(n) && !s.has(n.first, cueOffice|cueRole): // Dear Mr Olusola, …
		rule = "named_in_reply"
	case n.called && s.o.Kind == Comment, n.called && s.has(before, cuePatient):
	case s.o.Kind == Comment && relative && (n.given || n.honorific):
		rule = "named_relative"
	case s.o.Kind == Comment && n.given && n.to > n.first && s.cues&(cuesOfPatient|cueOwn|cueCondition|cueKin|cueMedical) != 0:
		rule = "named_in_comment"
	default:
		points := s.weigh(n)
		if points < s.lexicon.scale.Note {
			return
		}
		switch {
		case points >= s.lexicon.scale.Serious && relative:
			rule = "named_relative"
		case points >= s.lexicon.scale.Serious:
		case n.unknown:
			rule, severity = "perhaps_named", Warning
		case about&(cuesOfPatient|cuesOfIllness) != 0:
			rule, severity = "named_with_illness", Warning
		default: // nothing says who this is; better asked than overlooked
			rule, severity = "person_named", Warning
		}
		if points < s.lexicon.scale.Warning {
			severity = Note
		}
	}
	f := Finding{Kind: Name, Rule: rule, Severity: severity, Start: int(s.tokens[n.from].start), End: int(s.tokens[n.to].end), Cure: AskConsent}
	s.add(f)
	for _, w := range n.words {
		if known, ok := s.patients[w]; !ok || known.Severity < f.Severity {
			s.patients[w] = f
		}
	}
	for j := n.from; j <= n.to; j++ {
		s.tokens[j].taken = true
	}
}
