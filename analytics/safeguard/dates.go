package safeguard

import "strconv"

// date is a day in a text, by its tokens.
type date struct{ from, to int }

// dates finds days and takes their tokens, so that nothing else reads their digits.
func (s *search) dates() []date {
	var all []date
	for i := 0; i < len(s.tokens); i++ {
		if to, ok := s.dateAt(i); ok {
			all = append(all, date{i, to})
			for j := i; j <= to; j++ {
				s.tokens[j].taken = true
			}
			i = to
		}
	}
	return all
}

// small returns the number of a token of one or two digits.
func (s *search) small(i int) (int, bool) {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].form != digits || s.tokens[i].end-s.tokens[i].start > 2 {
		return 0, false
	}
	v, err := strconv.Atoi(s.text[s.tokens[i].start:s.tokens[i].end])
	return v, err == nil
}

func (s *search) year(i int) bool {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].form != digits || s.tokens[i].end-s.tokens[i].start != 4 {
		return false
	}
	y := s.text[s.tokens[i].start:s.tokens[i].end]
	return y >= "1000" && y < "2100"
}

// dateAt returns where a day that begins at token i ends: 12 March 2026, March 12th, 12. März, 1er mars, 12.3.2026, 2026-03-12.
func (s *search) dateAt(i int) (to int, ok bool) {
	t := s.tokens[i]
	if t.taken {
		return 0, false
	}
	if t.form == word {
		if s.has(i, cueMonth) && s.beside(i, i+1) && s.year(i+1) && s.is(i-1, "in", "im", "en", "since", "seit", "depuis") { // in March 2026
			return i + 1, true
		}
		return s.monthFirst(i)
	}
	if t.form != digits || i > 0 && s.tokens[i-1].end == t.start && (s.tokens[i-1].form != sign || i > 1 && s.tokens[i-2].form == digits && s.tokens[i-2].end == s.tokens[i-1].start) {
		return 0, false
	}
	if s.year(i) {
		if month, ok := s.small(i + 2); ok && month <= 12 && s.sign(i+1, '-', '/') {
			if day, ok := s.small(i + 4); ok && day >= 1 && day <= 31 && s.sign(i+3, '-', '/') {
				return i + 4, true
			}
		}
		return 0, false
	}
	day, ok := s.small(i)
	if !ok || day < 1 || day > 31 {
		return 0, false
	}
	j := i + 1
	if s.is(j, "st", "nd", "rd", "th", "er") && s.tokens[j].start == t.end || s.sign(j, '.') && j+1 < len(s.tokens) && s.tokens[j+1].cues&cueMonth != 0 {
		j++
	}
	if s.is(j, "of") {
		j++
	}
	if s.has(j, cueMonth) && s.tokens[j].form == word && s.beside(j-1, j) {
		to = j
		if s.sign(j+1, '.') && s.year(j+2) {
			j++
		}
		if s.sign(j+1, ',') && s.year(j+2) {
			j++
		}
		if s.year(j + 1) {
			to = j + 1
		}
		return to, true
	}
	return s.numeric(i, day)
}

// numeric reads 12.3.2026, 12/03/26 and 12.3. with its full stop.
func (s *search) numeric(i, day int) (to int, ok bool) {
	if !s.sign(i+1, '.', '/', '-') {
		return 0, false
	}
	month, ok := s.small(i + 2)
	if s.sign(i+1, '.') && ok && s.tokens[i+2].start == s.tokens[i+1].end+1 && month >= 1 && month <= 12 && s.sign(i+3, '.') && s.is(s.prior(i), "am", "vom", "seit", "bis", "ab", "zum") { // am 11. 8.
		if s.year(i + 4) {
			return i + 4, true
		}
		return i + 3, true
	}
	if !ok || month < 1 || month > 31 || month > 12 && day > 12 || s.tokens[i+2].start != s.tokens[i+1].end {
		return 0, false
	}
	if !s.sign(i+3, '.', '/', '-') || s.tokens[i+3].sign != s.tokens[i+1].sign {
		return 0, false
	}
	next := i + 4
	if next < len(s.tokens) && s.tokens[next].form == digits && s.tokens[next].start == s.tokens[next-1].end {
		_, short := s.small(next)
		more := next+2 < len(s.tokens) && s.tokens[next+1].form == sign && s.tokens[next+2].form == digits && s.tokens[next+1].start == s.tokens[next].end && s.tokens[next+2].start == s.tokens[next+1].end
		return next, (s.year(next) || short && s.tokens[next].end-s.tokens[next].start == 2) && !more
	}
	return i + 3, s.tokens[i+1].sign == '.' && next < len(s.tokens) // "am 12.3. wurde"
}

// monthFirst reads March 12, 2026 and March 12th.
func (s *search) monthFirst(i int) (to int, ok bool) {
	if !s.has(i, cueMonth) || !s.tokens[i].capital || !s.beside(i, i+1) {
		return 0, false
	}
	day, ok := s.small(i + 1)
	if !ok || day < 1 || day > 31 {
		return 0, false
	}
	to = i + 1
	if s.is(to+1, "st", "nd", "rd", "th") && s.tokens[to+1].start == s.tokens[to].end {
		to++
	}
	if s.sign(to+1, ',') && s.year(to+2) {
		return to + 2, true
	}
	if s.year(to + 1) {
		return to + 1, true
	}
	return to, true
}

// sign reports whether token i is one of the signs.
func (s *search) sign(i int, signs ...rune) bool {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].form != sign {
		return false
	}
	for _, c := range signs {
		if s.tokens[i].sign == c {
			return true
		}
	}
	return false
}

// dated reports a day that something happened to a patient.
func (s *search) dated(d date) {
	at := int(s.tokens[d.from].sentence)
	about := s.about(at)
	event := about&(cueEvent|cueBorn) != 0
	someone := about&(cuePatient|cueHonorific|cuePronoun|cueKin|cueOwn|cuePerson|cueGiven|cueLittle|cueCongratulations|cueCondition) != 0 ||
		s.near(at)&(cuePatient|cueHonorific|cueLittle|cueCongratulations|cueGiven) != 0 ||
		s.o.Kind == Comment && about&cueBorn != 0 || s.o.Kind == Reply && about&(cueConfirming|cueEvent) != 0 ||
		about&cueBorn != 0 && about&(cueTitle|cueRole) == 0 || s.near(at)&cuePronoun != 0 && about&(cueTitle|cueRole|cueGathering) == 0
	switch {
	case about&cueSuffering != 0 && about&(cueKin|cueOwn|cueGiven|cueHonorific) != 0, about&cueLabel != 0 && about&cueBorn != 0:
		event, someone = true, true
	case about&cuePatient != 0 && about&(cueSuffering|cueGiven|cueHonorific|cuePronoun) != 0, s.o.Kind == Reply && about&cueConfirming != 0:
		event = true
	case about&(cueGathering|cueWork) == 0 && (about&cuesOfOne != 0 && about&(cueRole|cueTitle|cueOffice) == 0 || about&(cueOwn|cueKin|cueHonorific) != 0) && about&(cueCondition|cueClinical|cueMedical) != 0: // he had his bypass here on …
		event, someone = true, true
	case s.o.Kind == Reply && about&cueYours != 0 && (about&(cueGathering|cueContact) == 0 && about&(cueCondition|cueClinical|cueMedical) != 0 || about&cueKin != 0):
		event, someone = true, true
	case s.o.Kind == Reply && s.is(s.prior(d.from), "vom", "from", "of", "du", "dated") && about&(cueClinical|cueMedical) != 0 && about&cueGathering == 0: // the bill of 3 May
		event, someone = true, true
	case s.o.Kind == Comment && about&(cueGathering|cueContact) == 0 && about&(cuesOfPatient|cuesOfIllness|cueMedical) != 0, // whoever writes means themselves
		s.o.Kind == Comment && about&cueGathering == 0 && (about&cueKin != 0 || about&cueOwn != 0 && s.near(at)&(cuesOfPatient|cuesOfIllness|cueMedical) != 0):
		event, someone = true, true
	}
	if !event || !someone {
		return
	}
	s.add(Finding{Kind: Date, Rule: "dated_event", Severity: Serious, Start: int(s.tokens[d.from].start), End: int(s.tokens[d.to].end), Cure: Generalise})
}

// cuesOfOne are what says that somebody in particular is spoken of.
const cuesOfOne = cuePatient | cueHonorific | cueKin | cueGiven | cueOwn | cuePronoun | cueLittle
