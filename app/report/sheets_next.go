package report

import (
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/trend"
	"auscult/app/language"
	"auscult/app/review"
)

func trendsSheet(t review.Trends, speak *language.Speaker) Sheet {
	d := t.Development
	s := Sheet{
		Name: "trends", Title: speak.T("report.sheet.trends"), Headline: t.Headline(speak), Subtitle: t.Subtitle(speak), Source: t.Source(speak),
		Columns: []string{speak.T("report.column.step"), t.Names[0], speak.T("report.column.our_posts")}, Keys: 1,
		Notes: filled(append(append([]string{
			t.Detail(speak), t.GrowthSentence(speak, t.SincePrevious, t.Question.Quarter.Previous()),
			t.GrowthSentence(speak, t.SinceYear, t.Question.Quarter.YearBefore()), t.SeasonSentence(speak),
		}, t.ChangeSentences(speak)...), t.EventSentences(speak)...)...),
	}
	for _, o := range d.Others {
		s.Columns = append(s.Columns, t.Names[o.Organisation])
	}
	if len(d.Peers) > 0 {
		s.Columns = append(s.Columns, speak.T("report.column.median"))
	}
	as := func(v float64) Value {
		text := written(v, func(v float64) string { return t.Value(speak, v) })
		switch m := t.Question.Measure; {
		case m == trend.Rate || m.Share():
			return percent(speak, v)
		case m == trend.PerPost:
			return figure(speak, v)
		}
		return figureAs(v, text, "#,##0")
	}
	for i, start := range d.Steps {
		row := []Value{day(speak, start), as(d.Ours.Values[i]), count(speak, int64(d.Ours.Counts[i]))}
		for _, o := range d.Others {
			row = append(row, as(o.Values[i]))
		}
		if len(d.Peers) > 0 {
			row = append(row, as(d.Peers[i]))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func mixSheet(st review.Strategy, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "mix", Title: speak.T("report.sheet.mix"), Headline: st.Headline(speak), Subtitle: st.Subtitle(speak), Source: st.Source(speak),
		Columns: columnNames(speak, "show.platform", "show.form", "report.column.promotional", "report.column.now", "report.column.next",
			"report.column.near_low", "report.column.near_high", "report.column.hours", "report.column.per_post", "report.column.last_worth",
			"report.column.more_worth", "show.typical", "report.column.low", "report.column.high", "show.posts", "report.column.reason"),
		Keys: 3, Notes: filled(st.HoursSentence(speak, st.Plan), st.Flow(speak), st.StabilitySentence(speak)),
	}
	for _, l := range st.Plan.Lines {
		row := []Value{
			words(l.Platform.Name()), words(speak.Form(l.Form)), yes(speak, l.Promotional), count(speak, int64(l.Now)), count(speak, int64(l.Next)),
			{},
			{},
			figure(speak, l.Hours), figure(speak, l.PerPost), percent(speak, l.Last), percent(speak, l.More),
			{},
			{},
			{},
			{},
			words(st.Reason(speak, l)),
		}
		if near, known := st.Near(l.Cell); known {
			row[5], row[6] = count(speak, int64(near.Low)), count(speak, int64(near.High))
		}
		if len(l.Effects) > 0 {
			e := l.Effects[0]
			row[14] = count(speak, int64(e.Posts))
			if e.Typical.Value > 0 {
				copy(row[11:], estimate(speak, &e.Typical, figure))
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func goalsSheet(st review.Strategy, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "goals", Title: speak.T("report.sheet.goals"), Headline: speak.T("report.sheet.goals_headline"), Subtitle: st.ExpectSubtitle(speak),
		Source: st.Source(speak), Keys: 1, Notes: st.ExpectDetails(speak),
		Columns: columnNames(speak, "report.column.goal", "report.column.weight", "report.column.change", "report.column.low", "report.column.high",
			"report.column.before"),
	}
	for _, e := range st.Expectations() {
		weight := Value{}
		for _, g := range st.Response.Goals {
			if e.Goal != "" && g.Name == e.Goal {
				weight = figure(speak, g.Weight)
			}
		}
		row := append([]Value{words(st.ExpectationName(speak, e)), weight}, estimate(speak, &stats.Estimate{
			Value: e.Lift.Value, Low: e.Lift.Low, High: e.Lift.High,
		}, change)...)
		s.Rows = append(s.Rows, append(row, change(speak, e.Before)))
	}
	return s
}

func limitsSheet(st review.Strategy, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "limits", Title: speak.T("report.sheet.limits"), Headline: speak.T("report.sheet.limits_headline"), Subtitle: st.Subtitle(speak),
		Source: st.Source(speak), Keys: 1,
		Columns: columnNames(speak, "report.column.limit", "report.column.least", "report.column.most", "report.column.amount", "report.column.binding",
			"report.column.broken", "report.column.price"),
	}
	for i, l := range st.Plan.Limits {
		price := Value{}
		if st.Assurance != nil {
			price = percent(speak, st.Assurance.Prices[i])
		}
		s.Rows = append(s.Rows, []Value{
			words(st.LimitName(speak, l)), figure(speak, l.Low), figure(speak, l.High), figure(speak, l.Amount), yes(speak, l.Binding),
			figure(speak, l.Broken), price,
		})
	}
	return s
}

func totalsSheet(t review.Totals, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "totals", Title: speak.T("report.sheet.totals"), Headline: t.Headline(speak), Subtitle: t.Subtitle(speak), Source: t.Source(speak),
		Keys: 4, Notes: filled(t.Detail(speak), t.Why(speak)),
		Columns: columnNames(speak, "show.organisation", "show.platform", "show.channel", "totals.metric", "totals.page", "report.column.covered",
			"report.column.days", "totals.posts", "totals.basis", "totals.ratio", "report.column.file"),
	}
	whole := func(n *int64) Value {
		if n == nil {
			return Value{}
		}
		return count(speak, *n)
	}
	for _, r := range t.Rows {
		over := Value{}
		if v, known := r.Ratio(); known {
			over = ratio(speak, v)
		}
		s.Rows = append(s.Rows, []Value{
			words(r.Organisation.Name), words(r.Channel.Platform.Name()), words(r.Channel.Name), words(r.MetricName(speak)), whole(r.Page.Total),
			count(speak, int64(r.Page.Days)), count(speak, int64(r.Page.Of)), whole(r.Beside.Total), words(r.Basis(speak)), over, words(r.PageSource(speak)),
		})
	}
	return s
}

// definitionsSheet is the slide of definitions, with the words on methods below.
func definitionsSheet(f review.Forms, speak *language.Speaker) Sheet {
	slide := definitions(f, speak)
	s := Sheet{
		Name: slide.Name, Title: speak.T("report.sheet.definitions"), Headline: slide.Headline, Source: slide.Source, Columns: slide.Table[0], Keys: 1,
		Notes: methods(f, speak).Lines,
	}
	for _, line := range slide.Table[1:] {
		row := make([]Value, len(line))
		for i, text := range line {
			row[i] = words(text)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// sourcesSheet names the exports, newest first.
func sourcesSheet(p *pages, speak *language.Speaker) Sheet {
	s := Sheet{
		Name: "sources", Title: speak.T("report.sheet.sources"), Headline: speak.T("report.sheet.sources_headline"), Source: p.forms.Source(speak),
		Columns: columnNames(speak, "report.column.file", "report.column.exported", "show.posts"), Keys: 1,
	}
	for _, f := range p.exports.Files {
		s.Rows = append(s.Rows, []Value{words(f.File), day(speak, f.ExportedAt), count(speak, int64(f.Posts))})
	}
	return s
}

// behind are the posts that the figures of the slides rest on, ours and theirs, each once.
func (p *pages) behind(speak *language.Speaker) []social.PostID {
	known := map[social.PostID]bool{}
	var all []social.PostID
	add := func(m review.Method) {
		for _, id := range m.Behind {
			if !known[id] {
				known[id] = true
				all = append(all, id)
			}
		}
	}
	add(p.forms.Method(speak))
	if !p.position.Nothing() {
		add(p.position.Method(speak))
	}
	add(p.drivers.Method(speak))
	if !p.trends.Nothing() {
		add(p.trends.Method(speak))
	}
	return all
}
