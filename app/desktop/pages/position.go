package pages

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"auscult/analytics/engagement"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/report"
	"auscult/app/review"
)

// Position is the page that audits a quarter: where we stand among our competitors, and where we must act.
type Position struct {
	desk      *Desk
	scaffold  *blocks.Scaffold
	scorecard *blocks.ChartCard
	actions   *blocks.Card
	forms     *blocks.ChartCard
	published *blocks.Card
	totals    *totalsCard
	posts     *postsCard
	latest    latest

	shown review.Position
}

var _ Backer = (*Position)(nil)

// ID is described at [Page].
func (p *Position) ID() string { return "position" }

// Icon is described at [Page].
func (p *Position) Icon() fyne.Resource { return theme.ListIcon() }

// Build is described at [Page].
func (p *Position) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	t := d.Speak.T
	p.posts = newPostsCard(d)
	p.scorecard = blocks.NewChartCard(blocks.ChartCardOptions{
		Canvas: d.Window.Canvas(), Background: d.Background, Hint: t("page_position.hint"), OnOpen: p.openPosts,
		Links: []blocks.Action{p.method(), formulasLink(d)},
		Menu:  chartMenu(d, func() report.Chart { return report.PositionChart(p.shown) }),
	})
	p.forms = blocks.NewChartCard(blocks.ChartCardOptions{
		Canvas: d.Window.Canvas(), Background: d.Background, Hint: t("page_position.forms_hint"), OnOpen: p.openPosts,
		Links: []blocks.Action{p.method()},
		Menu:  chartMenu(d, func() report.Chart { return report.PositionFormsChart(p.shown) }),
	})
	p.actions = blocks.NewCard(blocks.CardOptions{Title: t("page_position.actions")})
	p.published = blocks.NewCard(blocks.CardOptions{Title: t("published.title")})
	p.totals = newTotalsCard(d)
	p.scaffold = blocks.NewScaffold(
		p.scorecard.Object(), p.actions.Object(), p.forms.Object(), p.totals.Object(), p.published.Object(), p.posts.Object(),
	)
	p.posts.standOn(p.scaffold)
	p.scaffold.ShowState(loading(d))
	return p.scaffold.Object()
}

// Refresh is described at [Page]. The line on times of publication follows when it has been worked out.
func (p *Position) Refresh() {
	question := p.desk.Question
	ask(p.desk, &p.latest, func(ctx context.Context) (review.Position, error) {
		return p.desk.Reviewer.PositionSoon(ctx, question)
	}, func(audit review.Position, err error) {
		if err == nil {
			p.posts.renew(p.posts.shown.title, p.posts.shown.detail)
		}
		p.show(audit, err)
		if err == nil && audit.Pending {
			ask(p.desk, &p.latest, func(ctx context.Context) (review.Position, error) {
				return p.desk.Reviewer.Position(ctx, question)
			}, p.show) // posts that were opened meanwhile stay open
		}
	})
	p.totals.refresh()
}

func (p *Position) show(audit review.Position, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	p.shown = audit
	speak := p.desk.Speak
	if audit.Exported.IsZero() || audit.Report.Organisations < 2 {
		p.scaffold.ShowState(blocks.StateOptions{
			Icon: p.Icon(), Title: speak.T("page_position.none.title"), Text: speak.T("page_position.none.text"),
			Actions: []blocks.Action{{Label: speak.T("page_forms.none.action"), Icon: theme.DownloadIcon(), Do: func() { p.desk.Go("import") }}},
		})
		return
	}
	p.scorecard.Show(blocks.ChartContent{
		Title: speak.T("page_position.scorecard"), Subtitle: audit.Subtitle(speak), Source: audit.Source(speak),
		Figure: chart.Scorecard(audit, speak), Height: chart.ScorecardHeight(audit),
	})
	p.showPublished(audit)
	p.showActions(audit)
	p.showForms(audit)
	p.scaffold.SetHeadline(audit.Headline(speak), audit.Detail(speak))
}

// showActions says what to do where action is needed most.
func (p *Position) showActions(audit review.Position) {
	var lines []fyne.CanvasObject
	for _, action := range audit.Actions(p.desk.Speak) {
		lines = append(lines, blocks.Remark(action, false))
	}
	if len(lines) == 0 {
		p.actions.Object().Hide()
		return
	}
	p.actions.SetBody(blocks.Tight(lines...))
	p.actions.Object().Show()
}

// showForms shows where we stand by content form.
func (p *Position) showForms(audit review.Position) {
	if len(audit.ByForm()) == 0 {
		p.forms.Object().Hide()
		return
	}
	speak := p.desk.Speak
	p.forms.Show(blocks.ChartContent{
		Title: audit.FormsHeadline(speak), Subtitle: audit.FormsSubtitle(speak), Source: audit.Source(speak),
		Figure: chart.Standing(audit, speak), Height: chart.StandingHeight(audit),
	})
	p.forms.Object().Show()
}

// showPublished shows what others have published by our definition, as a second yardstick of second rank.
func (p *Position) showPublished(audit review.Position) {
	var lines []fyne.CanvasObject
	for _, line := range audit.PublishedLines(p.desk.Speak) {
		lines = append(lines, blocks.Small(line))
	}
	if len(lines) == 0 {
		p.published.Object().Hide()
		return
	}
	p.published.SetWords(p.desk.Speak.T("published.title"), p.desk.Speak.T("published.caution"), "")
	p.published.SetBody(blocks.Tight(lines...))
	p.published.Object().Show()
}

// openPosts shows our posts behind a criterion.
func (p *Position) openPosts(m chart.PixelMark) {
	if len(m.Cell.IDs) == 0 {
		return
	}
	p.posts.show(postsBehind{title: p.desk.Speak.T("page_position.posts"), detail: m.Label, question: p.postsQuestion(), ids: m.Cell.IDs})
}

// postsQuestion says which rate posts are shown with.
func (p *Position) postsQuestion() review.Question {
	q := p.shown.Question
	q.Measure = engagement.ComparableRate
	return q
}

// method is the link to how the figures were computed.
func (p *Position) method() blocks.Action {
	return methodLink(p.desk, func() review.Method { return p.shown.Method(p.desk.Speak) }, p.posts.show, p.postsQuestion)
}

// Back is described at [Backer].
func (p *Position) Back() bool { return p.posts.close() }
