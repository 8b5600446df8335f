package review

import (
	"context"
	"math"
	"strings"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/trend"
	"auscult/app/language"
)

// TrendsQuestion is what the page Trends is asked: the question of every page, and which figure is followed in which
// steps.
type TrendsQuestion struct {
	Question
	Measure trend.Measure // empty: the comparable rate
	Step    trend.Step    // empty: months
}

// Trends is the page Trends: us against each competitor over time.
type Trends struct {
	Question    TrendsQuestion // as answered
	Development trend.Development
	Names       map[social.OrganisationID]string // of the competitors; ours stand under zero
	// SincePrevious and SinceYear are our growth in the quarter asked for, against the quarter before and the same quarter
	// of last year; nil where it cannot be told.
	SincePrevious, SinceYear *trend.Growth
	Events                   []Event      // all of the workspace, oldest first
	Breaks                   []ShownBreak // those that concern the measure and lie within the steps, oldest first
	Exported                 time.Time
	Posts                    int // of all organisations, in the time shown
	Invented                 bool
	basis                    basis

	mattering []social.DefinitionBreak // all that concern the measure, whenever they were
}

// shownSteps is how many steps are shown and judged: a year of weeks, or two years of months.
var shownSteps = map[trend.Step]int{trend.Week: 52, trend.Month: 24}

// Trends computes the page.
func (r *Reviewer) Trends(ctx context.Context, q TrendsQuestion) (Trends, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Trends{}, err
	}
	if q.Measure == "" {
		q.Measure = trend.Rate
	}
	if q.Step == "" {
		q.Step = trend.Month
	}
	t := Trends{Names: map[social.OrganisationID]string{}, Exported: h.LastExport, Invented: h.Settings.Invented}
	whose := h.whose(&q.Question)
	if whose == nil || q.Competitors || q.Everyone { // a line is one organisation's, or ours together
		whose = h.Ours()
	}
	for _, o := range h.Organisations {
		if o.ID == q.Organisation {
			t.Names[0] = o.Name
		}
	}
	options := trend.Options{
		Ours: whose, Measure: q.Measure, Step: q.Step, Steps: shownSteps[q.Step],
		Followers: h.audience(), Channels: h.channelsOf(q.Question),
	}
	for _, o := range h.Organisations {
		if o.Competitor && o.ID != q.Organisation {
			options.Others = append(options.Others, o.ID)
			t.Names[o.ID] = o.Name
		}
	}
	if !q.Quarter.IsZero() {
		options.Until = q.Quarter.End(h.Settings.Zone())
	}
	t.Question = q
	posts := h.posts.Where(panel.Filter{
		Organisations: append(whose, options.Others...), Platforms: q.Platforms, Forms: q.Forms, Topics: q.Topics,
		Channels: h.marked(q.Question),
	})
	for _, b := range heeded(h.breaks) {
		if trend.Matters(b, q.Measure, q.Forms, posts) {
			t.mattering = append(t.mattering, b)
		}
	}
	options.Breaks = begins(t.mattering, h.Settings.Zone())
	t.Development = trend.Compare(posts, options)
	t.basis = trendsBasis(posts, t.Development)
	for _, line := range append([]trend.Line{t.Development.Ours}, t.Development.Others...) {
		for _, n := range line.Counts {
			t.Posts += n
		}
	}
	t.addBreaks(t.mattering, h.Settings.Zone())
	t.addEvents(h.annotations, posts, options)
	if !q.Quarter.IsZero() {
		options.Until = time.Time{}
		t.SincePrevious = trend.GrowthOf(posts, options, whose, q.Quarter, q.Quarter.Previous())
		t.SinceYear = trend.GrowthOf(posts, options, whose, q.Quarter, q.Quarter.YearBefore())
	}
	return t, ctx.Err()
}

// Nothing reports whether there is no value of ours to show.
func (t Trends) Nothing() bool {
	_, _, known := t.Development.Ours.Last()
	return !known
}

// course is the trend the headline is about: against the competitors where there are some, else our own.
func (t Trends) course() (c *trend.Course, against bool) {
	if t.Development.Against != nil {
		return t.Development.Against, true
	}
	return t.Development.Alone, false
}

// Headline says in a sentence what the data say.
func (t Trends) Headline(s *language.Speaker) string {
	c, against := t.course()
	args := language.Args{"Measure": t.MeasureName(s), "Name": t.Names[0]}
	id := "trends.headline."
	switch {
	case t.Nothing():
		return s.T("trends.headline.nothing", args)
	case c == nil || math.IsNaN(c.PerQuarter.Low):
		return s.T("trends.headline.short", args)
	case !c.Clear():
		id += "level"
	case c.PerQuarter.Value > 1:
		id += "up"
	default:
		id += "down"
	}
	if against {
		id += "_against"
	}
	if c.Clear() {
		args["Percent"] = s.Percent(math.Abs(c.PerQuarter.Value - 1))
	}
	return s.T(id, args)
}

// Detail says how sure the headline is; empty when there is nothing to be sure of.
func (t Trends) Detail(s *language.Speaker) string {
	c, _ := t.course()
	if t.Nothing() {
		return ""
	}
	if c == nil || math.IsNaN(c.PerQuarter.Low) {
		return t.SinceSentence(s)
	}
	args := language.Args{"Low": s.Change(c.PerQuarter.Low - 1), "High": s.Change(c.PerQuarter.High - 1)}
	detail := s.T("trends.detail.level", args)
	if c.Clear() {
		detail = s.T("trends.detail.clear", args)
	}
	if c.Seasonal {
		detail += " " + s.T("trends.seasonal")
	}
	if since := t.SinceSentence(s); since != "" {
		detail += " " + since
	}
	return detail
}

// SeasonSentence says which month is usually highest and which lowest; empty where no season is strong enough.
func (t Trends) SeasonSentence(s *language.Speaker) string {
	season := t.Development.Season
	if season == nil {
		return ""
	}
	peak, trough := season.Peak(), season.Trough()
	whole := func(share float64) string { return s.PercentTick(math.Round(share*100) / 100) }
	return s.T("trends.season", language.Args{
		"Measure": t.MeasureName(s), "Years": season.Years, "Peak": s.MonthName(peak), "Trough": s.MonthName(trough),
		"Above": whole(season.Factor(peak) - 1), "Below": whole(1 - season.Factor(trough)),
	})
}

// MeasureName names the figure that is followed.
func (t Trends) MeasureName(s *language.Speaker) string {
	return s.T("trends.measure." + string(t.Question.Measure))
}

// Subtitle says what is shown, for whom, for which time.
func (t Trends) Subtitle(s *language.Speaker) string {
	steps := t.Development.Steps
	if len(steps) == 0 {
		return t.MeasureName(s)
	}
	return s.T("trends.subtitle."+string(t.Question.Step), language.Args{
		"Measure": t.MeasureName(s), "From": s.Date(steps[0]), "To": s.Date(t.Question.Step.Next(steps[len(steps)-1]).AddDate(0, 0, -1)),
	}) + t.Question.cut(s)
}

// Source says what the figures rest on.
func (t Trends) Source(s *language.Speaker) string {
	text := s.T("trends.source", language.Args{"Count": t.Posts, "Date": s.Date(t.Exported)})
	if t.Question.Measure == trend.Followers || t.Question.Measure == trend.ShareOfAudience {
		text = s.T("trends.source_followers", language.Args{"Date": s.Date(t.Exported)})
	}
	if t.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// Value writes a value of the measure.
func (t Trends) Value(s *language.Speaker, v float64) string {
	switch {
	case t.Question.Measure == trend.Rate || t.Question.Measure.Share():
		return s.Percent(v)
	case t.Question.Measure == trend.PerPost:
		return s.Figure(v)
	}
	return s.Count(int64(math.Round(v)))
}

// StepName names a step: its month, or the day its week begins.
func (t Trends) StepName(s *language.Speaker, step int) string {
	start := t.Development.Steps[step]
	if t.Question.Step == trend.Week {
		return s.T("trends.week", language.Args{"Date": s.Date(start)})
	}
	return s.Month(start)
}

// StepSentence says what our line is at a step, the competitors' median, and what happened.
func (t Trends) StepSentence(s *language.Speaker, step int) string {
	d := t.Development
	args := language.Args{
		"Step": t.StepName(s, step), "Name": t.Names[0], "Value": t.Value(s, d.Ours.Values[step]), "Count": d.Ours.Counts[step],
	}
	sentences := []string{s.T("trends.step.unknown", args)}
	if !math.IsNaN(d.Ours.Values[step]) {
		sentences[0] = s.T("trends.step.ours", args)
		if len(d.Peers) > 0 && !math.IsNaN(d.Peers[step]) {
			sentences = append(sentences, s.T("trends.step.peers", language.Args{"Value": t.Value(s, d.Peers[step])}))
		}
	}
	return strings.Join(append(sentences, t.happened(s, step)...), " ")
}

// GrowthSentence says how our figure has grown since another quarter; empty where that cannot be told.
func (t Trends) GrowthSentence(s *language.Speaker, g *trend.Growth, before social.Quarter) string {
	if g == nil {
		return ""
	}
	args := language.Args{
		"Measure": t.MeasureName(s), "Quarter": s.Quarter(t.Question.Quarter), "Before": s.Quarter(before),
		"Change": s.Change(g.Factor.Value - 1), "Now": t.Value(s, g.Now), "Then": t.Value(s, g.Before),
	}
	id := "trends.growth.counted"
	if !math.IsNaN(g.Factor.Low) {
		args["Low"], args["High"] = s.Change(g.Factor.Low-1), s.Change(g.Factor.High-1)
		if id = "trends.growth.unsure"; g.Sure() {
			id = "trends.growth.sure"
		}
	}
	sentence := s.T(id, args)
	if !g.Across.IsZero() {
		sentence += " " + s.T("trends.growth.across", language.Args{"Platforms": t.broken(s, g.Across), "Date": s.Date(g.Across)})
	}
	return sentence
}

// ChangeSentences say when our line changed its level.
func (t Trends) ChangeSentences(s *language.Speaker) []string {
	var all []string
	id := "trends.change.alone"
	if t.Development.Against != nil {
		id = "trends.change.against"
	}
	for _, c := range t.Development.Changes {
		all = append(all, s.T(id, language.Args{
			"From": s.Date(c.From), "To": s.Date(t.Question.Step.Next(c.To).AddDate(0, 0, -1)), "Change": s.Change(c.Factor - 1), "Measure": t.MeasureName(s),
		}))
	}
	return all
}
