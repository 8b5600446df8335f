package review

import (
	"math"
	"slices"

	"auscult/analytics/position"
	"auscult/analytics/stats"
	"auscult/app/language"
)

// Headline says in a sentence where we stand.
func (p Position) Headline(s *language.Speaker) string {
	ahead, level, behind, _ := p.counts()
	args := language.Args{
		"Ahead": s.Count(int64(ahead)), "Behind": s.Count(int64(behind)), "Total": s.Count(int64(ahead + level + behind)),
		"Quarter": s.Quarter(p.Question.Quarter),
	}
	switch {
	case p.Nothing():
		return s.T("position.headline.nothing", args)
	case p.Report.Organisations < 2:
		return s.T("position.headline.alone", args)
	case ahead+level+behind == 0:
		return s.T("position.headline.unknown", args)
	case behind == 0 && ahead == 0:
		return s.T("position.headline.level", args)
	case behind == 0:
		return s.T("position.headline.ahead", args)
	case ahead == 0:
		return s.T("position.headline.behind", args)
	}
	return s.T("position.headline.both", args)
}

// Detail says what the comparison rests on.
func (p Position) Detail(s *language.Speaker) string {
	if p.Nothing() || p.Report.Organisations < 2 {
		return ""
	}
	compared := s.T("position.detail", language.Args{"Count": p.Report.Organisations - 1, "Quarter": s.Quarter(p.Question.Quarter)}) +
		p.Question.cut(s)
	if strengths := p.Strengths(s); strengths != "" {
		return strengths + " " + compared
	}
	return compared
}

// Subtitle says what is shown, for whom, for which time.
func (p Position) Subtitle(s *language.Speaker) string {
	return s.T("position.subtitle", language.Args{"Organisation": p.Names[0], "Quarter": s.Quarter(p.Question.Quarter)}) +
		p.Question.cut(s)
}

// Source says what the figures rest on.
func (p Position) Source(s *language.Speaker) string {
	text := s.T("trends.source", language.Args{"Count": p.Posts, "Date": s.Date(p.Exported)})
	if p.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// CriterionName names a criterion.
func (p Position) CriterionName(s *language.Speaker, c position.Criterion) string {
	switch {
	case c.Kind == position.Engagement && c.Form != "":
		return s.T("position.kind.engagement_form", language.Args{"Platform": c.Platform.Name(), "Form": s.Form(c.Form)})
	case c.Kind == position.Engagement:
		return s.T("position.kind.engagement", language.Args{"Platform": c.Platform.Name()})
	}
	return s.T("position.kind." + string(c.Kind))
}

// Verdict says a verdict in a word or two; dots where it is still being worked out.
func (p Position) Verdict(s *language.Speaker, c position.Criterion) string {
	if slices.Contains(p.pending, c.Kind) {
		return "…"
	}
	return s.T("position.verdict." + string(c.Verdict))
}

// Value writes a figure of the criterion.
func (p Position) Value(s *language.Speaker, c position.Criterion, v float64) string {
	switch c.Kind {
	case position.Presence:
		return s.Figure(v) // a median of two may be a half
	case position.Cadence, position.FormVariety, position.Topics:
		return s.Times(v)
	case position.Audience:
		return s.Change(v - 1)
	case position.Engagement:
		return s.Percent(v)
	case position.Safeguards: // all are free only when all are
		return s.PercentTick(math.Floor(v*100) / 100)
	}
	return s.PercentTick(math.Round(v*100) / 100)
}

// Sentence says where we stand on a criterion.
func (p Position) Sentence(s *language.Speaker, c position.Criterion) string {
	args := language.Args{"Criterion": p.CriterionName(s, c)}
	switch {
	case c.Ours == nil && c.Kind == position.Answers:
		return s.T("position.sentence.no_comments", args)
	case c.Ours == nil && c.Kind == position.Audience:
		return s.T("position.sentence.no_followers", args)
	case c.Ours == nil && c.Kind == position.Sources:
		return s.T("position.sentence.no_texts", args)
	case c.Ours == nil && c.Kind == position.Safeguards && !slices.Contains(p.pending, c.Kind):
		return s.T("position.sentence.no_safe_texts", args)
	case c.Kind == position.Safeguards && slices.Contains(p.pending, c.Kind):
		return s.T("position.sentence.safeguards_pending", args)
	case c.Kind == position.Times && slices.Contains(p.pending, c.Kind):
		return s.T("position.sentence.times_pending", args)
	case c.Kind == position.Times && !p.timesDiffer:
		return s.T("position.sentence.level_times", args)
	case c.Ours == nil:
		return s.T("position.sentence.nothing", args)
	}
	args["Count"], args["Value"] = c.Ours.Posts, p.Value(s, c, c.Ours.Estimate.Value)
	if id := p.alone(c); id != "" {
		return s.T(id, args)
	}
	args["Verdict"] = p.Verdict(s, c)
	median, low, high, _ := c.Median()
	args["Median"], args["Low"], args["High"] = p.Value(s, c, median), p.Value(s, c, low), p.Value(s, c, high)
	sentence := s.T("position.sentence.compared", args)
	if e := c.Ours.Estimate; !math.IsNaN(e.Low) {
		sentence += " " + s.T("position.sentence.likely", language.Args{"Low": p.Value(s, c, e.Low), "High": p.Value(s, c, e.High)})
	}
	if r := c.Ours.Rank; r.Best > 0 {
		id := "position.sentence.place"
		if r.Best != r.Worst {
			id = "position.sentence.places"
		}
		sentence += " " + s.T(id, language.Args{"Best": r.Best, "Worst": r.Worst, "Of": c.Of()})
	}
	return sentence
}

// alone names the sentence of a figure of ours that is compared with nobody's; empty: it is compared.
func (p Position) alone(c position.Criterion) string {
	few := c.Ours.Posts < position.Enough
	switch {
	case few && c.Kind == position.Answers:
		return "position.sentence.few_comments"
	case few && (c.Kind == position.Sources || c.Kind == position.Education || c.Kind == position.Times || c.Kind == position.Safeguards):
		return "position.sentence.few_texts"
	case c.Form != "" && c.Ours.Estimate.Clusters < stats.MinClusters:
		return "position.sentence.few_days"
	case len(c.Peers) > 0:
		return ""
	case c.Form != "":
		return "position.sentence.few_theirs"
	case c.Kind == position.Times:
		return "position.sentence.times"
	}
	return "position.sentence.alone"
}

// Unsafe counts our posts of the quarter with a serious finding.
func (p Position) Unsafe() int {
	for _, c := range p.Report.Criteria {
		if c.Kind == position.Safeguards && c.Ours != nil && c.Ours.Estimate.Value < 1 {
			return len(c.IDs)
		}
	}
	return 0
}

// mostActions is how many actions are said.
const mostActions = 3

// Actions say what to do where action is needed most, at most three. Serious findings come first, however the competitors
// stand: what gives a patient away is not a matter of places.
func (p Position) Actions(s *language.Speaker) []string {
	var all []string
	if n := p.Unsafe(); n > 0 {
		all = append(all, s.T("position.unsafe", language.Args{"Count": n}))
	}
	for _, c := range p.Report.Worst(mostActions + 1) {
		if c.Kind == position.Safeguards || len(all) == mostActions {
			continue
		}
		median, _, _, _ := c.Median()
		id := "position.act." + string(c.Kind)
		if c.Form != "" {
			id = "position.act.engagement_form"
		}
		action := s.T(id, language.Args{
			"Value": p.Value(s, c, c.Ours.Estimate.Value), "Median": p.Value(s, c, median), "Platform": c.Platform.Name(), "Form": s.Form(c.Form),
		})
		if c.Verdict != position.Behind {
			action += " " + s.T("position.unsure")
		}
		all = append(all, action)
	}
	return all
}

// Strengths name the criteria on which we are ahead; empty: on none.
func (p Position) Strengths(s *language.Speaker) string {
	var all []string
	for _, c := range p.Report.Criteria {
		if c.Verdict == position.Ahead {
			all = append(all, p.CriterionName(s, c))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return s.T("position.strengths", language.Args{"Strengths": s.List(all)})
}
