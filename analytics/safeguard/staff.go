package safeguard

import "slices"

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
	if s.sign(n.from-1, ',') && s.has(n.from-2, cueRole|cueOffice) { // my surgeon, Mr Haddow
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
