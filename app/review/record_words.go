package review

import "auscult/app/language"

// ScenarioSentence says what a scenario takes and promises.
func ScenarioSentence(s *language.Speaker, c Scenario) string {
	args := language.Args{"Posts": s.Count(int64(c.Mix.Posts())), "Hours": s.Figure(c.Hours)}
	id := "scenario.plain"
	if lift := c.Promise.Lift; lift != nil {
		id, args["Lift"], args["Low"], args["High"] = "scenario.promise", s.Change(lift.Value), s.Change(lift.Low), s.Change(lift.High)
	}
	text := s.T(id, args)
	if c.Broken > 0 {
		text += " " + s.T("scenario.broken", language.Args{"Count": c.Broken})
	}
	return text
}

// Headline says what became of a promise.
func (q QuarterRecord) Headline(s *language.Speaker) string {
	return s.T("record.headline."+string(q.Verdict), language.Args{"Quarter": s.Quarter(q.Quarter), "Name": q.Scenario.Name})
}

// Detail says what was planned, done and promised, and what came.
func (q QuarterRecord) Detail(s *language.Speaker) string {
	text := s.T("record.done", language.Args{
		"Planned": s.Count(int64(q.Planned)), "Published": s.Count(int64(q.Published)), "Carried": s.PercentTick(rounded(q.Carried)),
	})
	if q.Observed == nil || q.Promised == nil || !q.Verdict.Judged() {
		return text
	}
	return text + " " + s.T("record.came", language.Args{
		"Promised": s.Change(q.Promised.Value), "Expected": s.Change(q.Expected.Value), "Observed": s.Change(q.Observed.Value),
		"Low": s.Change(q.Range.Low), "High": s.Change(q.Range.High),
	})
}

// ExperimentSentence says what a test is, or what it showed.
func ExperimentSentence(s *language.Speaker, e ExperimentRecord) string {
	args := language.Args{
		"Tested": cellInText(s, e.Tested.Cell()), "Against": cellInText(s, e.Against.Cell()), "Detectable": s.Times(e.Detectable),
		"Count": e.Result.Pairs,
	}
	if t := e.Result.Times; t != nil {
		args["Times"], args["Low"], args["High"] = s.Times(t.Value), s.Times(t.Low), s.Times(t.High)
	}
	return s.T("record.test."+string(e.Result.Verdict), args)
}

// Headline says how the promises have turned out.
func (t TrackRecord) Headline(s *language.Speaker) string {
	switch n := len(t.Over.Points); {
	case len(t.Quarters) == 0:
		return s.T("record.none")
	case n == 0:
		return s.T("record.open")
	default:
		return s.T("record.held", language.Args{"Count": n, "Kept": s.Count(int64(t.Over.Kept))})
	}
}

// Detail says how often ranges of single cells held.
func (t TrackRecord) Detail(s *language.Speaker) string {
	if t.Over.CellsHeld == nil {
		return ""
	}
	return s.T("record.cells", language.Args{"Held": s.Count(int64(t.Over.Cells)), "Count": t.Over.CellsSeen})
}

// rounded is a share to the hundredth.
func rounded(v float64) float64 { return float64(int(v*100+0.5)) / 100 }
