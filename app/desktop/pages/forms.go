package pages

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/report"
	"auscult/app/review"
)

// Forms is the page that answers which content form earns most on which platform, how sure that is, and which posts it
// rests on.
type Forms struct {
	desk     *Desk
	scaffold *blocks.Scaffold
	heat     *blocks.ChartCard
	ranking  *blocks.ChartCard
	platform *blocks.Segments
	year     *yearCards
	posts    *postsCard
	labels   *labelsCard
	latest   latest

	shown  review.Forms
	opened engagement.Cell // the one whose posts were shown last
}

var (
	_ Backer   = (*Forms)(nil)
	_ Measured = (*Forms)(nil)
	_ Toured   = (*Forms)(nil)
)

// ID is described at [Page].
func (p *Forms) ID() string { return "forms" }

// Icon is described at [Page].
func (p *Forms) Icon() fyne.Resource { return theme.GridIcon() }

// Build is described at [Page].
func (p *Forms) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	t := d.Speak.T
	p.platform = blocks.NewSegments(func(string) { p.showRanking() })
	options := blocks.ChartCardOptions{
		Canvas: d.Window.Canvas(), Background: d.Background, Hint: t("page_forms.hint"),
		OnOpen: func(m chart.PixelMark) { p.openPosts(m.Cell) },
		Links:  []blocks.Action{p.method(), formulasLink(d)},
		Menu:   chartMenu(d, func() report.Chart { return report.FormsChart(p.shown) }),
	}
	p.heat = blocks.NewChartCard(options)
	options.Above = p.platform.Object()
	options.Menu = chartMenu(d, func() report.Chart {
		return report.PlatformChart(p.shown, social.Platform(p.platform.Chosen()))
	})
	p.ranking = blocks.NewChartCard(options)
	p.posts = newPostsCard(d)
	p.labels = newLabelsCard(d, func() { p.scaffold.Relayout() })
	p.year = newYearCards(d, p.showBehind, func() { p.scaffold.Relayout() })
	p.scaffold = blocks.NewScaffold(
		blocks.Beside(900, p.heat.Object(), p.ranking.Object()), blocks.Beside(900, p.year.timing.Object(), p.year.drivers.Object()),
		p.posts.Object(), p.labels.Object(),
	)
	p.posts.standOn(p.scaffold)
	p.scaffold.ShowState(loading(d))
	return p.scaffold.Object()
}

// TourHeadline is described at [Toured].
func (p *Forms) TourHeadline() fyne.CanvasObject { return p.scaffold.Headline() }

// TourChart is described at [Toured].
func (p *Forms) TourChart() fyne.CanvasObject {
	if p.scaffold.Headline() == nil {
		return nil
	}
	return p.heat.Chart
}

// loading is what a page shows until its first answer is there.
func loading(d *Desk) blocks.StateOptions {
	return blocks.StateOptions{Title: d.Speak.T("window.loading"), Busy: true}
}

// Refresh is described at [Page].
func (p *Forms) Refresh() {
	question := p.desk.Question
	ask(p.desk, &p.latest, func(ctx context.Context) (review.Forms, error) {
		return p.desk.Reviewer.Forms(ctx, question)
	}, p.show)
	p.year.refresh()
	p.labels.refresh()
}

func (p *Forms) show(f review.Forms, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	p.shown = f
	again := p.posts.shown
	if p.opened.Platform != "" {
		again = behindCell(p.desk.Speak, f, sameCell(f.Table, p.opened))
	}
	p.posts.renew(again.title, again.detail)
	if f.Posts == 0 {
		p.scaffold.ShowState(p.nothing(f))
		return
	}
	speak := p.desk.Speak
	p.heat.Show(blocks.ChartContent{
		Subtitle: f.Subtitle(speak), Source: f.Source(speak),
		Title:  speak.T("page_forms.heat"),
		Figure: chart.Heat(f, speak), Height: 140 + 40*float32(len(f.Table.Forms)),
	})
	options := make([]blocks.Option, len(f.Table.Platforms))
	for i, platform := range f.Table.Platforms {
		options[i] = blocks.Option{ID: string(platform), Label: platform.Name()}
	}
	p.platform.Set(options, string(p.firstPlatform()))
	p.showRanking()
	p.scaffold.SetHeadline(f.Headline(speak), f.Detail(speak))
}

// nothing is what the page shows without posts: how to get some.
func (p *Forms) nothing(f review.Forms) blocks.StateOptions {
	d := p.desk
	t := d.Speak.T
	state := blocks.StateOptions{Icon: p.Icon(), Title: f.Headline(d.Speak)}
	if f.Exported.IsZero() {
		state.Title, state.Text = t("page_forms.none.title"), t("page_forms.none.text")
		state.Actions = []blocks.Action{{Label: t("page_forms.none.action"), Icon: theme.DownloadIcon(), Do: func() { d.Go("import") }}}
		return state
	}
	state.Text = t("page_forms.nothing.text")
	state.Actions = []blocks.Action{{Label: t("page_forms.nothing.action"), Do: func() {
		q := d.Question
		q.Quarter, q.Platforms, q.Audiences, q.Sections = social.Quarter{}, nil, nil, nil
		d.Ask(q)
	}}}
	return state
}

// firstPlatform is the platform looked at before, else the one of the finding, else the first.
func (p *Forms) firstPlatform() social.Platform {
	platforms := p.shown.Table.Platforms
	if chosen := social.Platform(p.platform.Chosen()); slices.Contains(platforms, chosen) {
		return chosen
	}
	if p.shown.Finding != nil {
		return p.shown.Finding.Platform
	}
	if len(platforms) > 0 {
		return platforms[0]
	}
	return ""
}

// showRanking shows the forms of the chosen platform, best first.
func (p *Forms) showRanking() {
	platform := social.Platform(p.platform.Chosen())
	f, speak := p.shown, p.desk.Speak
	p.ranking.Show(blocks.ChartContent{
		Title: f.PlatformHeadline(speak, platform), Subtitle: f.Subtitle(speak), Source: f.Source(speak),
		Figure: chart.Ranking(f, platform, speak), Height: 90 + 46*float32(len(f.Table.On(platform))),
	})
	p.scaffold.Relayout()
}

// sameCell returns the cell of the same form and platform, without posts when there is none any more.
func sameCell(t engagement.Table, c engagement.Cell) engagement.Cell {
	for _, cell := range t.Cells {
		if cell.Platform == c.Platform && cell.Form == c.Form {
			return cell
		}
	}
	return engagement.Cell{Platform: c.Platform, Form: c.Form}
}

// openPosts shows the posts behind a cell.
func (p *Forms) openPosts(c engagement.Cell) {
	p.opened = c
	p.posts.show(behindCell(p.desk.Speak, p.shown, c))
}

// method is the link to how the figures were computed.
func (p *Forms) method() blocks.Action {
	return methodLink(p.desk, func() review.Method { return p.shown.Method(p.desk.Speak) }, p.showBehind, func() review.Question { return p.shown.Question })
}

// showBehind shows posts of more than one cell, or of another figure of the page.
func (p *Forms) showBehind(b postsBehind) {
	p.opened = engagement.Cell{}
	p.posts.show(b)
}

// Measured is described at [Measured].
func (p *Forms) Measured() {}

// Back is described at [Backer].
func (p *Forms) Back() bool { return p.posts.close() }
