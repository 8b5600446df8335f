package pages

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"auscult/analytics/engagement"
	"auscult/analytics/trend"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
)

// Trends is the page that follows us and each competitor over time: what changed, when, and whether it is more than
// noise.
type Trends struct {
	desk     *Desk
	scaffold *blocks.Scaffold
	measure  *blocks.Choice
	step     *blocks.Choice
	lines    *blocks.ChartCard
	facts    *blocks.Card
	events   *eventsCard
	posts    *postsCard
	latest   latest

	followed trend.Measure
	steps    trend.Step
	shown    review.Trends
}

var _ Backer = (*Trends)(nil)

// ID is described at [Page].
func (p *Trends) ID() string { return "trends" }

// Icon is described at [Page].
func (p *Trends) Icon() fyne.Resource { return theme.HistoryIcon() }

// Build is described at [Page].
func (p *Trends) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	t := d.Speak.T
	p.posts = newPostsCard(d)
	p.followed, p.steps = trend.Rate, trend.Month
	p.measure = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("page_trends.measure"), Width: 240, Framed: true, OnChanged: func(id string) {
		p.followed = trend.Measure(id)
		p.Refresh()
	}})
	p.step = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("page_trends.steps"), Width: 140, Framed: true, OnChanged: func(id string) {
		p.steps = trend.Step(id)
		p.Refresh()
	}})
	var measures, steps []blocks.Option
	for _, m := range trend.Measures() {
		measures = append(measures, blocks.Option{ID: string(m), Label: t("trends.measure." + string(m))})
	}
	for _, s := range trend.Steps() {
		steps = append(steps, blocks.Option{ID: string(s), Label: t("page_trends.step." + string(s))})
	}
	p.measure.Set(measures, string(p.followed))
	p.step.Set(steps, string(p.steps))
	p.lines = blocks.NewChartCard(blocks.ChartCardOptions{
		Canvas: d.Window.Canvas(), Background: d.Background, Hint: t("page_trends.hint"),
		Above: blocks.Flow(p.measure.Object(), p.step.Object()), OnOpen: p.openPosts,
		Links: []blocks.Action{p.method()},
		Menu:  chartMenu(d, func() report.Chart { return report.TrendsChart(p.shown) }),
	})
	p.facts = blocks.NewCard(blocks.CardOptions{Title: t("page_trends.facts")})
	p.events = newEventsCard(d)
	p.scaffold = blocks.NewScaffold(p.lines.Object(), p.facts.Object(), p.posts.Object(), p.events.card.Object())
	p.posts.standOn(p.scaffold)
	p.scaffold.ShowState(loading(d))
	return p.scaffold.Object()
}

// Refresh is described at [Page].
func (p *Trends) Refresh() {
	q := review.TrendsQuestion{Question: p.desk.Question, Measure: p.followed, Step: p.steps}
	ask(p.desk, &p.latest, func(ctx context.Context) (review.Trends, error) {
		return p.desk.Reviewer.Trends(ctx, q)
	}, p.show)
}

func (p *Trends) show(t review.Trends, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	p.shown = t
	p.posts.renew(p.posts.shown.title, p.posts.shown.detail)
	speak := p.desk.Speak
	if t.Exported.IsZero() {
		p.scaffold.ShowState(blocks.StateOptions{
			Icon: p.Icon(), Title: speak.T("page_trends.none.title"), Text: speak.T("page_trends.none.text"),
			Actions: []blocks.Action{{Label: speak.T("page_forms.none.action"), Icon: theme.DownloadIcon(), Do: func() { p.desk.Go("import") }}},
		})
		return
	}
	p.lines.Show(blocks.ChartContent{
		Title: speak.T("page_trends.chart", language.Args{"Name": t.Names[0]}), Subtitle: t.Subtitle(speak), Source: t.Source(speak), Figure: chart.Lines(t, speak), Height: 380,
	})
	p.showFacts(t)
	p.events.show(t)
	p.scaffold.SetHeadline(t.Headline(speak), t.Detail(speak))
}

// showFacts says how the quarter compares with those before, which months are usually high and low, and what changed when.
func (p *Trends) showFacts(t review.Trends) {
	speak := p.desk.Speak
	q := t.Question.Quarter
	var lines []fyne.CanvasObject
	for _, sentence := range append([]string{
		t.GrowthSentence(speak, t.SincePrevious, q.Previous()), t.GrowthSentence(speak, t.SinceYear, q.YearBefore()),
		t.SeasonSentence(speak),
	}, t.ChangeSentences(speak)...) {
		if sentence != "" {
			lines = append(lines, blocks.Remark(sentence, false))
		}
	}
	if len(lines) == 0 {
		p.facts.Object().Hide()
		return
	}
	p.facts.SetBody(blocks.Tight(lines...))
	p.facts.Object().Show()
}

// openPosts shows our posts behind a step.
func (p *Trends) openPosts(m chart.PixelMark) {
	if len(m.Cell.IDs) == 0 {
		return
	}
	p.posts.show(postsBehind{title: p.desk.Speak.T("page_trends.posts"), detail: m.Label, question: p.postsQuestion(), ids: m.Cell.IDs})
}

// postsQuestion says which rate posts are shown with.
func (p *Trends) postsQuestion() review.Question {
	q := p.shown.Question.Question
	if q.Measure = engagement.ComparableRate; p.followed == trend.PerPost || p.followed == trend.Engagement {
		q.Measure = engagement.PerPost
	}
	return q
}

// method is the link to how the figures were computed.
func (p *Trends) method() blocks.Action {
	return methodLink(p.desk, func() review.Method { return p.shown.Method(p.desk.Speak) }, p.posts.show, p.postsQuestion)
}

// Back is described at [Backer].
func (p *Trends) Back() bool { return p.posts.close() }
