package review

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/strategy"
	"auscult/app/language"
)

// cellPosts are the posts of each cell.
func cellPosts(posts *panel.Panel) map[strategy.Cell][]social.PostID {
	all := map[strategy.Cell][]social.PostID{}
	for i := range posts.Len() {
		p := posts.At(i)
		c := strategy.Cell{Platform: p.Platform(), Form: p.Form(), Promotional: p.Promotional() == social.Yes}
		all[c] = append(all[c], p.ID())
	}
	return all
}

// Posts are our posts of a cell in the quarter before: those that [strategy.Line.Now] counts.
func (st Strategy) Posts(c strategy.Cell) []social.PostID { return slices.Clone(st.posts[c]) }

// LineSentence says what a line has now and what it is to have.
func (st Strategy) LineSentence(s *language.Speaker, l strategy.Line) string {
	args := language.Args{"Cell": CellName(s, l.Cell), "Now": s.Count(int64(l.Now)), "Count": l.Next, "Hours": signed(s, movedHours(l))}
	id := "strategy.line.changed"
	switch {
	case l.Next == l.Now:
		id = "strategy.line.same"
	case l.Next == 0:
		id = "strategy.line.none"
	}
	text := s.T(id, args)
	if near, known := st.Near(l.Cell); known && near.Low < near.High {
		text += " " + s.T("strategy.line.near", language.Args{"Low": s.Count(int64(near.Low)), "High": s.Count(int64(near.High))})
	}
	return text
}

// LineDetail says that, and why.
func (st Strategy) LineDetail(s *language.Speaker, l strategy.Line) string {
	text := st.LineSentence(s, l)
	if id, _ := st.reason(s, l); id != "kept" {
		text += " " + st.ReasonAlone(s, l)
	}
	return text
}

// Near is how few and how many posts of a cell a plan may have that is nearly as good, once that is worked out.
func (st Strategy) Near(c strategy.Cell) (strategy.Range, bool) {
	if st.Assurance == nil {
		return strategy.Range{}, false
	}
	near, known := st.Assurance.Ranges[c]
	return near, known
}

// movedHours is by how many hours a line changes.
func movedHours(l strategy.Line) float64 { return float64(l.Next-l.Now) * l.PerPost }

// signed writes by how much a figure has changed: +38 or −56.
func signed(s *language.Speaker, v float64) string {
	switch text := s.Figure(math.Abs(v)); {
	case v < 0:
		return "−" + text
	case v > 0:
		return "+" + text
	default:
		return "±" + text
	}
}

// MovedHours writes by how many hours a line changes, with the sign; empty where it does not.
func (st Strategy) MovedHours(s *language.Speaker, l strategy.Line) string {
	if l.Next == l.Now {
		return ""
	}
	return signed(s, movedHours(l))
}

// Expectation is what a plan should bring against the present mix, of one goal or in total.
type Expectation struct {
	Goal strategy.GoalName // empty: all together
	// Lift is what may be promised: after the optimism is taken off where that is known already.
	Lift   stats.Estimate
	Before float64 // before that; as Lift's where nothing was taken off
	// Corrected says that it is known what had to be taken off.
	Corrected bool
}

// Expectations are what the plan should bring, in total first; then of each goal, where there is more than one. They are
// none without a plan.
func (st Strategy) Expectations() []Expectation {
	if st.Lacking != nil {
		return nil
	}
	total := Expectation{Lift: st.Plan.Lift, Before: st.Plan.Lift.Value}
	if a := st.Assurance; a != nil {
		total.Lift, total.Before, total.Corrected = a.Lift, a.Before, true
	}
	all := []Expectation{total}
	if len(st.Plan.GoalLifts) < 2 {
		return all
	}
	for _, g := range strategy.GoalNames() {
		lift, known := st.Plan.GoalLifts[g]
		if !known {
			continue
		}
		e := Expectation{Goal: g, Lift: lift, Before: lift.Value}
		if st.Assurance != nil {
			if corrected, known := st.Assurance.Goals[g]; known {
				e.Lift, e.Corrected = corrected, true
			}
		}
		all = append(all, e)
	}
	return all
}

// ExpectationName says of what it is.
func (st Strategy) ExpectationName(s *language.Speaker, e Expectation) string {
	if e.Goal == "" {
		return s.T("strategy.expect.total")
	}
	return capital(s.T("strategy.goal." + string(e.Goal)))
}

// capital writes the first letter large.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// ExpectationSentence says what to expect, and from what that was lowered.
func (st Strategy) ExpectationSentence(s *language.Speaker, e Expectation) string {
	text := s.T("strategy.expect.range", language.Args{
		"What": st.ExpectationName(s, e), "Lift": s.Change(e.Lift.Value), "Low": s.Change(e.Lift.Low), "High": s.Change(e.Lift.High),
	})
	if e.Lowered(s) {
		text += " " + s.T("strategy.expect.before", language.Args{"Before": s.Change(e.Before)})
	}
	return text
}

// Lowered reports whether the correction is to be seen in what is written.
func (e Expectation) Lowered(s *language.Speaker) bool {
	return s.Change(e.Before) != s.Change(e.Lift.Value)
}

// ExpectHeadline says what the mix should bring, and how sure that is.
func (st Strategy) ExpectHeadline(s *language.Speaker) string {
	if st.Lacking != nil {
		return st.Headline(s)
	}
	lift, low, high := st.lift()
	args := language.Args{"Lift": s.Change(lift), "Low": s.Change(low), "High": s.Change(high)}
	switch {
	case lift < leastLift:
		return s.T("strategy.expect.level", args)
	case low < 0:
		return s.T("strategy.expect.maybe", args)
	}
	return s.T("strategy.expect.clear", args)
}

// ExpectSubtitle says what changes against what.
func (st Strategy) ExpectSubtitle(s *language.Speaker) string {
	return s.T("strategy.expect.subtitle", language.Args{
		"Base": s.Quarter(st.Base), "Quarter": s.Quarter(st.Quarter), "Goals": s.List(st.GoalNames(s)),
	})
}

// ExpectDetails say in two lines how probable a gain is with what was taken off for optimism, and how stable the advice is.
func (st Strategy) ExpectDetails(s *language.Speaker) []string {
	better := s.T("strategy.expect.better", language.Args{"Better": s.Count(int64(math.Min(math.Round(st.Plan.Better*100), 99)))})
	if st.Assurance == nil {
		return []string{better}
	}
	if total := st.Expectations()[0]; total.Lowered(s) {
		better += " " + s.T("strategy.detail.optimism", language.Args{"Before": s.Change(total.Before), "After": s.Change(total.Lift.Value)})
	} else {
		better += " " + s.T("strategy.expect.exact")
	}
	return []string{better, st.StabilitySentence(s)}
}

// decisions is how many of the largest changes are put before the board.
const decisions = 5

// Decisions are the largest changes, five at most: what the board is asked for.
func (st Strategy) Decisions() []strategy.Line {
	changes := st.Changes()
	return changes[:min(len(changes), decisions)]
}

// DecisionsHeadline says for how many decisions is asked.
func (st Strategy) DecisionsHeadline(s *language.Speaker) string {
	return s.T("strategy.decision.headline", language.Args{"Count": len(st.Decisions()), "Quarter": s.Quarter(st.Quarter)})
}

// DecisionsSubtitle says which part of what changes they are.
func (st Strategy) DecisionsSubtitle(s *language.Speaker) string {
	hours := func(lines []strategy.Line) (sum float64) {
		for _, l := range lines {
			sum += math.Abs(movedHours(l))
		}
		return sum
	}
	part := hours(st.Decisions()) / math.Max(hours(st.Changes()), 1e-9)
	return s.T("strategy.decision.subtitle", language.Args{
		"Percent": s.PercentTick(math.Round(part*100) / 100), "Quarter": s.Quarter(st.Quarter), "Base": s.Quarter(st.Base),
	})
}

// Decision says a change as something to decide on, and why.
func (st Strategy) Decision(s *language.Speaker, l strategy.Line) (what, why string) {
	args := language.Args{
		"What": cellInText(s, l.Cell), "Now": s.Count(int64(l.Now)), "Count": l.Next, "Hours": signed(s, movedHours(l)),
	}
	id := "less"
	switch {
	case l.Next == 0:
		id = "stop"
	case l.Now == 0:
		id = "start"
	case l.Next > l.Now:
		id = "more"
	}
	what = s.T("strategy.decision."+id, args)
	if id, args := st.reason(s, l); id != "kept" {
		why = s.T("strategy.reason."+id, args)
	}
	return what, why
}
