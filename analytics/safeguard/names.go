package safeguard

import "slices"

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
		s.namedAgain()
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
	unknown         bool // two words in capitals that no list knows
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
		if s.is(i, "m") && !stop || !s.beside(j-1, j) || !s.plain(j) {
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

// called reports whether the words before say that a name comes: "named", "patient", "little". After the last two it must be
// one of the list or have a family name.
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
		return s.cues&cueGerman == 0 || s.tokens[i].cues&(cueGiven|cueAmbiguous|cueHonorific) != 0 || s.strange(i)
	case p == i-1 && s.yearly(p): // die zwölfjährige Jolina
		return s.strange(i) && !s.noun(i) || s.tokens[i].cues&(cueGiven|cueAmbiguous) != 0
	case t.cues&cueIAm != 0:
		return s.o.Kind == Comment && s.rest(i) > i
	case t.cues&cueKin != 0 && p == i-1: // her brother Jayden
		if s.tokens[i].cues&(cueGiven|cueAmbiguous|cueHonorific) == 0 && !s.strange(i) {
			return false
		}
		return s.is(s.prior(p-int(t.phrase)), possessives...) || s.is(p, forms...)
	case s.o.Kind == Comment && p == i-1 && s.tokens[i].cues&cueGiven != 0 && s.is(p, "my", "our", "mein", "meine", "meinem", "meinen", "meiner", "unser", "unsere", "unserem", "unseren", "unserer", "mon", "ma", "notre"): // my Elodie
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
var forms = []string{"mama", "papa", "oma", "opa", "mum", "dad", "mummy", "daddy", "maman", "papi", "mamie", "papy", "auntie", "aunty", "aunt", "uncle", "nan", "nana", "granny", "grandma", "grandpa", "grandad", "tante", "onkel", "tata", "tatie", "tonton", "uroma", "uropa", "mémé", "pépé", "grosi"}

// possessives stand before relatives.
var possessives = []string{"her", "his", "my", "their", "our", "ihr", "ihre", "ihrem", "ihren", "ihrer", "sein", "seine", "seinem", "seinen", "seiner", "mein", "meine", "meinem", "meinen", "meiner", "son", "sa", "mon", "ma", "your", "our", "notre", "votre", "leur", "ton", "ta", "unser", "unsere", "unserem", "unseren", "unserer", "dein", "deine", "deinem", "deiner", "euer", "eure", "eurer", "min", "mini", "mis", "sini", "dini"}

// capitalisedEnglish reports whether "Patient" is written with a capital where only a heading or a name does so: "World Patient
// Safety Day".
func (s *search) capitalisedEnglish(p int) bool {
	return s.is(p, "patient") && p > s.sentences[s.tokens[p].sentence].first && s.tokens[p-1].form == word && s.tokens[p-1].capital
}

// initial reports whether token i is one letter with a full stop, before a name.
func (s *search) initial(i int) bool {
	return s.length(s.tokens[i]) == 1 && i+2 < len(s.tokens) && s.tokens[i+1].sign == '.' && s.plain(i+2)
}

// leading are words after which two words in capitals are more likely a place or a ward than a person.
var leading = []string{"at", "in", "of", "the", "our", "from", "a", "an", "to", "on", "à", "de", "du", "la", "le", "l", "au", "aux", "des", "en", "d", "un", "une", "notre", "nos", "les"}

// strange reports whether word i may be a name that no list has: no list has it at all, and not all of it are capitals.
func (s *search) strange(i int) bool {
	return s.tokens[i].form == word && s.tokens[i].cues == 0 && s.tokens[i].tones == 0 && !s.abbreviation(i)
}

// pair reports whether words in capitals in a text that is not German look like a given and a family name: no list has either,
// and a small word stands before. Where a hyphen parts the family name they may begin a sentence.
func (s *search) pair(i, to int) bool {
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
	nouns    = []string{"ung", "ungen", "heit", "keit", "keiten", "schaft", "tion", "tionen", "tät", "ismus", "ment", "nis", "tum", "ling", "chen", "lein", "ik", "ie", "ien", "raum", "haus", "zeit", "werk", "tag", "tage", "woche", "jahr", "stunde", "platz", "plan", "mittel", "stoff", "arbeit", "dienst"}
	openings = []string{"anfang", "ende", "mitte", "thema", "projekt", "firma", "fach", "stufe", "typ", "gruppe", "herzlichen", "guten", "vielen", "alles", "gute", "frohe", "schöne", "anfangs"}
)

// noun reports whether word i is rather a German noun than a name.
func (s *search) noun(i int) bool {
	letters := s.letters(s.tokens[i])
	return hasEnding(letters, nouns) || slices.Contains(openings, letters)
}

// verbs are those that stand beside whom a German sentence is about.
var verbs = []string{"ist", "hat", "war", "hatte", "wurde", "wird", "konnte", "kann", "kam", "kommt", "geht", "ging", "darf", "durfte", "lag", "liegt", "verlor", "verlässt", "feiert", "feierte", "musste", "muss", "will", "wollte", "brauchte", "braucht", "bekam", "erhielt", "starb", "lebt", "litt", "leidet", "lernte", "schaffte", "sagt", "erzählt"}

func (s *search) verb(i int) bool { return s.is(i, verbs...) }

// lone reports whether a single word in capitals may be a given name: within a sentence that is not German, or with an age.
func (s *search) lone(i, to int) bool {
	if s.cues&cueGerman != 0 { // Emirhan (5)
		return to == i && s.strange(i) && !s.noun(i) && s.sign(i+1, '(') && s.sign(i+3, ')') && s.tokens[i+2].form == digits
	}
	return to == i && !s.sign(i+1, '\'', '’') && (s.strange(i) || s.tokens[i].cues == cueAmbiguous) && s.length(s.tokens[i]) > 2 && s.afterSmall(i)
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
		case s.plain(j) && s.beside(to, j):
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

// organised reports whether a name belongs to a hospital, a street, an illness.
func (s *search) organised(n name) bool {
	after := n.to + 1
	for after < len(s.tokens) && s.tokens[after].form == sign && joins(s.tokens[after].sign) && s.tokens[after].start == s.tokens[after-1].end {
		after++
		if s.is(after, "s") { // St. Anne's Hospital
			after++
			break
		}
	}
	if after < len(s.tokens) && s.tokens[after].sentence == s.tokens[n.to].sentence && s.tokens[after].cues&cueOrganisation != 0 {
		return true
	}
	for j := n.first; j <= n.to; j++ {
		if s.roadEnding(j) {
			return true
		}
	}
	before := s.prior(n.from)
	return before >= 0 && s.tokens[before].cues&(cueNamesake|cueOrganisation|cueRoad) != 0 && !s.has(before, cuePatient|cueGreeting)
}

// staffed reports whether the words around a name say that it is one of the staff, or somebody's to whom staff is joined. last
// is where the last name of staff ended.
func (s *search) staffed(n name, last int) bool {
	if n.honorific && s.has(n.first, cueTitle) {
		return true
	}
	steps := 0
	for j := n.from - 1; j >= 0 && s.tokens[j].sentence == s.tokens[n.from].sentence && steps < 4; j-- {
		t := s.tokens[j]
		if t.form == sign {
			if t.sign == ',' || t.sign == ':' || t.sign == ';' || t.sign == '–' {
				break
			}
			continue
		}
		if t.cues&(cuePatient|cueLittle|cueKin|cueNaming|cueGreeting) != 0 || s.is(j, "for", "für", "pour", "with", "mit", "avec", "about", "über") {
			break
		}
		if t.cues&(cueRole|cueOffice) != 0 || t.cues&cueTitle != 0 && (steps == 0 || s.is(j+1, "med") || s.tokens[j+1].sign == '.' || steps < 3) {
			return true
		}
		steps++
	}
	if before := s.prior(n.from); before >= 0 && s.is(before, "leitet", "führt", "übernimmt", "leads", "heads", "runs", "dirige", "reprend") {
		return true
	}
	if s.o.Kind == Post && s.reachable(n) {
		return true
	}
	if last >= 0 && s.joined(last, n.from) {
		return true
	}
	if s.introduced(n.to) {
		return true
	}
	return len(n.words) > 0 && !slices.ContainsFunc(n.words, func(w string) bool { return !s.staff[w] })
}

// reachable reports whether a post tells how to reach whom it names: "Melden Sie sich bei Jana Frei, 081 …".
func (s *search) reachable(n name) bool {
	if s.about(int(s.tokens[n.from].sentence))&(cueContact|cueCalling) == 0 {
		return false
	}
	if s.is(s.prior(n.from), "bei", "an", "chez", "auprès", "à", "with", "call", "contact", "kontakt", "appelez", "contactez") {
		return true
	}
	i := n.to + 1
	return s.sign(i, ',', ':', '(', '–', '|') && i+1 < len(s.tokens) && (s.tokens[i+1].form == digits || s.sign(i+1, '+', '(') || s.tokens[i+1].cues&cueCalling != 0)
}

// joined reports whether only commas and "and" stand between two names.
func (s *search) joined(last, from int) bool {
	if from-last > 3 || s.tokens[last].sentence != s.tokens[from].sentence {
		return false
	}
	for j := last + 1; j < from; j++ {
		if t := s.tokens[j]; !(s.is(j, "and", "und", "et") || t.sign == ',' || t.sign == '&') {
			return false
		}
	}
	return true
}

// belonging are words before whom somebody works for: "Jana vom Empfang".
var belonging = []string{"from", "of", "in", "at", "vom", "von", "aus", "im", "beim", "du", "de", "des", "au", "à", "chez"}

// introduced reports whether the words after a name say that it is staff: ", Pflegefachfrau", "is head of", "vom Empfang".
func (s *search) introduced(to int) bool {
	i := to + 1
	if i >= len(s.tokens) || s.tokens[i].sentence != s.tokens[to].sentence {
		return false
	}
	opening := s.tokens[i].sign == ',' || s.tokens[i].sign == '(' || s.tokens[i].sign == '–' || s.tokens[i].sign == '|'
	belongs := s.is(i, belonging...) || opening && s.is(i+1, belonging...)
	if !opening && !belongs && !s.is(i, "is", "ist", "est", "joins", "leitet", "leads", "arbeitet", "works", "dirige", "travaille") {
		return false
	}
	if opening && s.is(i+1, "who", "die", "der", "qui") && s.works(i+2) {
		return true
	}
	for j := i; j < min(i+6, len(s.tokens)) && s.tokens[j].sentence == s.tokens[to].sentence; j++ {
		switch t := s.tokens[j]; {
		case t.cues&(cueRole|cueTitle|cueOffice) != 0, belongs && t.cues&(cueWork|cueDepartment) != 0:
			return true
		case t.cues&(cuesOfPatient|cueKin) != 0, t.form == sign && (t.sign == ',' && j > i || t.sign == ')'):
			return false
		}
	}
	return false
}

// works reports whether a clause that begins at token i says that somebody works here: ", die seit März bei uns arbeitet".
func (s *search) works(i int) bool {
	for j := i; j < min(i+10, len(s.tokens)) && s.tokens[j].sentence == s.tokens[i].sentence && s.tokens[j].sign != ','; j++ {
		if s.is(j, "arbeitet", "leitet", "betreut", "pflegt", "forscht", "unterrichtet", "works", "worked", "runs", "leads", "heads", "teaches", "joined", "joins", "travaille", "dirige", "gère", "encadre", "soigne") {
			return true
		}
	}
	return false
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
