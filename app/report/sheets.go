package report

import (
	"math"
	"slices"
	"strings"

	"auscult/analytics/engagement"
	"auscult/analytics/position"
	"auscult/analytics/quality"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/timing"
	"auscult/app/language"
	"auscult/app/review"
)

// sheets are the tables of the review's pages, in the order of the slides; pages that have nothing to show have none.
func (p *pages) sheets(speak *language.Speaker) []Sheet {
	var all []Sheet
	if !p.position.Nothing() {
		all = append(all, positionSheet(p.position, speak))
	}
	all = append(all, formsSheet(p.forms, speak))
	if len(p.drivers.Findings.Effects) > 0 {
		all = append(all, driversSheet(p.drivers, speak))
	}
	if p.timing.Enough() {
		all = append(all, timingSheet(p.timing, speak))
	}
	if !p.trends.Nothing() {
		all = append(all, trendsSheet(p.trends, speak))
	}
	if p.strategy != nil {
		all = append(all, mixSheet(*p.strategy, speak), goalsSheet(*p.strategy, speak), limitsSheet(*p.strategy, speak))
	}
	if len(p.totals.Rows) > 0 {
		all = append(all, totalsSheet(p.totals, speak))
	}
	return append(all, definitionsSheet(p.forms, speak), sourcesSheet(p, speak))
}

// estimate is a figure with its range, nothing where there is none.
func estimate(speak *language.Speaker, e *stats.Estimate, as func(*language.Speaker, float64) Value) []Value {
	if e == nil {
		return make([]Value, 3)
	}
	return []Value{as(speak, e.Value), as(speak, e.Low), as(speak, e.High)}
}

func positionSheet(p review.Position, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "position", Title: speak.T("report.sheet.position"), Headline: p.Headline(speak), Subtitle: p.Subtitle(speak), Source: p.Source(speak),
		Columns: columnNames(speak, "show.criterion", "show.platform", "show.form"), Keys: 3, Notes: p.Actions(speak),
	}
	var rivals []social.OrganisationID
	for id := range p.Names {
		if id != 0 {
			rivals = append(rivals, id)
		}
	}
	slices.Sort(rivals)
	s.Columns = append(append(s.Columns, p.Names[0]), columnNames(speak, "report.column.low", "report.column.high", "report.column.our_posts",
		"report.column.median", "report.column.lowest", "report.column.highest", "report.column.best_place", "report.column.worst_place",
		"report.column.of", "show.verdict")...)
	for _, id := range rivals {
		s.Columns = append(s.Columns, p.Names[id])
	}
	s.Columns = append(s.Columns, speak.T("report.column.sentence"))
	for _, c := range p.Report.Criteria {
		s.Rows = append(s.Rows, positionRow(p, c, rivals, p.CriterionName(speak, c), speak))
		for _, form := range c.Forms {
			s.Rows = append(s.Rows, positionRow(p, form, rivals, p.CriterionName(speak, c), speak))
		}
	}
	return s
}

func positionRow(p review.Position, c position.Criterion, rivals []social.OrganisationID, name string, speak *language.Speaker) []Value {
	as := func(v float64) Value { return positionValue(p, c, v, speak) }
	row := []Value{words(name), {}, {}}
	if c.Platform != "" {
		row[1] = words(c.Platform.Name())
	}
	if c.Form != "" {
		row[2] = words(speak.Form(c.Form))
	}
	best, worst := Value{}, Value{}
	if c.Ours == nil {
		row = append(row, Value{}, Value{}, Value{}, Value{})
	} else {
		e := c.Ours.Estimate
		row = append(row, as(e.Value), as(e.Low), as(e.High), count(speak, int64(c.Ours.Posts)))
		if r := c.Ours.Rank; r.Best > 0 {
			best, worst = count(speak, int64(r.Best)), count(speak, int64(r.Worst))
		}
	}
	if median, low, high, known := c.Median(); known {
		row = append(row, as(median), as(low), as(high))
	} else {
		row = append(row, Value{}, Value{}, Value{})
	}
	row = append(row, best, worst, count(speak, int64(c.Of())), words(p.Verdict(speak, c)))
	for _, id := range rivals {
		i := slices.IndexFunc(c.Peers, func(f position.Figure) bool { return f.Organisation == id })
		if i < 0 {
			row = append(row, Value{})
			continue
		}
		row = append(row, as(c.Peers[i].Estimate.Value))
	}
	return append(row, words(p.Sentence(speak, c)))
}

// positionValue writes a figure of a criterion as the page does. A lead in growth is a factor there, and shown as a change.
func positionValue(p review.Position, c position.Criterion, v float64, speak *language.Speaker) Value {
	if math.IsNaN(v) {
		return Value{}
	}
	text := p.Value(speak, c, v)
	format := "0" + decimals(text, speak)
	if strings.HasSuffix(text, "%") {
		format += perCent(text)
	}
	if c.Kind == position.Audience {
		return change(speak, v-1)
	}
	return figureAs(v, text, format)
}

func formsSheet(f review.Forms, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "forms", Title: speak.T("report.sheet.forms"), Headline: f.Headline(speak), Subtitle: f.Subtitle(speak), Source: f.Source(speak),
		Columns: columnNames(speak, "show.platform", "show.form", "show.posts", "report.column.used", "show.typical", "report.column.low",
			"report.column.high", "show.top", "report.column.too_few", "report.column.own_weight", "show.engagement", "report.column.over",
			"report.column.over_total", "show.overall", "report.column.overall_low", "report.column.overall_high", "report.column.boosted",
			"report.column.young", "report.column.without"),
		Keys: 2, Notes: filled(f.Detail(speak)),
	}
	typical := percent
	if f.Question.Measure == engagement.PerPost {
		typical = figure
	}
	for _, c := range f.Table.Cells {
		weight, total := Value{}, Value{}
		if c.Typical != nil {
			weight = percent(speak, c.OwnWeight)
		}
		if c.Over > 0 {
			total = count(speak, c.Over)
		}
		row := []Value{words(c.Platform.Name()), words(speak.Form(c.Form)), count(speak, int64(c.Posts)), count(speak, int64(c.Used))}
		row = append(row, estimate(speak, c.Typical, typical)...)
		row = append(row, yes(speak, c.TopGroup), yes(speak, c.TooFew), weight, count(speak, c.Engagement), words(overName(c, speak)), total)
		row = append(row, estimate(speak, c.Overall, percent)...)
		s.Rows = append(s.Rows, append(row, count(speak, int64(c.Boosted)), count(speak, int64(c.Young)), count(speak, int64(c.NoFigure))))
	}
	return s
}

func overName(c engagement.Cell, speak *language.Speaker) string {
	if c.Denominator == "" || c.Denominator == social.NoDenominator {
		return ""
	}
	return speak.Denominator(c.Denominator)
}

func driversSheet(d review.Drivers, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "drivers", Title: speak.T("report.sheet.drivers"), Headline: d.Headline(speak), Subtitle: d.Subtitle(speak), Source: d.Source(speak),
		Columns: columnNames(speak, "report.column.factor", "show.drivers.with", "show.posts", "show.timing.times", "report.column.low",
			"report.column.high", "report.column.cautious_low", "report.column.cautious_high", "show.drivers.clear", "report.column.sentence"),
		Keys: 2,
	}
	for _, g := range review.DriverGroups() {
		for _, e := range d.In(g) {
			row := []Value{words(speak.T("drivers.group." + string(g))), words(d.Name(speak, e)), count(speak, int64(e.Posts))}
			row = append(row, estimate(speak, e.Times, ratio)...)
			row = append(row, estimate(speak, e.Cautious, ratio)[1:]...)
			s.Rows = append(s.Rows, append(row, yes(speak, e.Flagged), words(d.Sentence(speak, e))))
		}
	}
	return s
}

func timingSheet(t review.Timing, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "timing", Title: speak.T("report.sheet.timing"), Headline: t.Headline(speak), Subtitle: t.Subtitle(speak), Source: t.Source(speak),
		Columns: columnNames(speak, "report.column.weekday", "report.column.hour", "show.posts", "show.timing.times", "report.column.low",
			"report.column.high", "report.column.enough", "show.top", "report.column.sentence"),
		Keys: 2, Notes: filled(t.Detail(speak)),
	}
	add := func(weekday, hours string, e timing.Effect, differ bool, sentence string) {
		row := append([]Value{words(weekday), words(hours), count(speak, int64(e.Posts))}, estimate(speak, e.Times, ratio)...)
		s.Rows = append(s.Rows, append(row, yes(speak, e.Compared), yes(speak, differ && e.TopGroup), words(sentence)))
	}
	r := t.Response
	for i, e := range r.Weekdays {
		add(speak.Weekday(timing.Weekday(i)), "", e, r.WeekdaysDiffer(), t.WeekdaySentence(speak, i))
	}
	for i, e := range r.Hours {
		add("", review.HourName(i), e, r.HoursDiffer(), t.HourSentence(speak, i))
	}
	for _, slot := range r.Slots {
		add(speak.Weekday(timing.Weekday(slot.Weekday)), review.HourName(slot.Block), slot.Effect, r.SlotsDiffer(), t.SlotSentence(speak, slot))
	}
	return s
}

// coverageSheet has a row a channel and month, without those of which nothing is known.
func coverageSheet(q review.Quality, title string, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "coverage", Title: title, Headline: q.Headline(speak), Subtitle: speak.T("quality.coverage"), Source: q.Source(speak),
		Columns: columnNames(speak, "show.organisation", "show.platform", "show.channel", "report.column.step", "show.posts",
			"quality.column.complete", "report.column.sentence"),
	}
	for _, c := range q.Report.Channels {
		for i, cell := range c.Cells {
			if cell.State == quality.Outside {
				continue
			}
			complete := Value{}
			if cell.Posts > 0 {
				complete = percent(speak, cell.Complete(c.Ours))
			}
			s.Rows = append(s.Rows, []Value{
				words(q.Channel(c.ID).Organisation.Name), words(c.Platform.Name()), words(c.Name), day(speak, q.Report.Months[i].First()),
				count(speak, int64(cell.Posts)), complete, words(q.CellSentence(speak, c, i)),
			})
		}
	}
	return s
}
