package decision

// Standing is what holds of all that has been decided.
type Standing struct {
	texts map[place]Entry
	words map[alike]Entry
}

// place is a finding in one text. Which rule found it does not matter: the same words can be found by several.
type place struct {
	alike
	text string
}

// StandingOf reads a log, oldest entry first.
func StandingOf(log []Entry) Standing {
	s := Standing{map[place]Entry{}, map[alike]Entry{}}
	for _, e := range log {
		if e.Everywhere {
			s.words[e.alike()] = e
		} else {
			s.texts[place{e.alike(), e.Text}] = e
		}
	}
	return s
}

// On returns the decision that holds of a finding: the latest of those on this text, which may have other names too, and on
// its words everywhere; false where none was made, or where it was taken back.
func (s Standing) On(f Subject, names ...string) (Entry, bool) {
	last := s.words[f.alike()]
	for _, text := range append([]string{f.Text}, names...) {
		if here := s.texts[place{f.alike(), text}]; here.Number > last.Number {
			last = here
		}
	}
	if last.Number == 0 || last.Verdict == Reopen {
		return Entry{}, false
	}
	return last, true
}
