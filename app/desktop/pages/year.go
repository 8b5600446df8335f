package pages

import (
	"context"

	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/report"
	"auscult/app/review"
)

// yearCards are the two cards of the page Forms that look at a year: when to post, and what drives engagement.
type yearCards struct {
	desk            *Desk
	timing, drivers *blocks.ChartCard
	group           *blocks.Segments
	relayout        func()

	latestTiming, latestDrivers latest
	shownTiming                 review.Timing
	shownDrivers                review.Drivers
}

// newYearCards returns the cards, hidden until there is something to show.
func newYearCards(d *Desk, open func(postsBehind), relayout func()) *yearCards {
	y := &yearCards{desk: d, relayout: relayout}
	t := d.Speak.T
	behind := func(of func() review.Question) func(m chart.PixelMark) {
		return func(m chart.PixelMark) {
			open(postsBehind{title: t("page_position.posts"), detail: m.Label, question: of(), ids: m.Cell.IDs})
		}
	}
	options := blocks.ChartCardOptions{Canvas: d.Window.Canvas(), Background: d.Background, Hint: t("page_forms.hint")}
	timing, drivers := func() review.Question { return y.shownTiming.Question }, func() review.Question { return y.shownDrivers.Question }
	options.OnOpen = behind(timing)
	options.Links = []blocks.Action{methodLink(d, func() review.Method { return y.shownTiming.Method(d.Speak) }, open, timing)}
	options.Menu = chartMenu(d, func() report.Chart { return report.TimingChart(y.shownTiming) })
	y.timing = blocks.NewChartCard(options)
	y.group = blocks.NewSegments(func(string) { y.showGroup() })
	options.OnOpen = behind(drivers)
	options.Links = []blocks.Action{methodLink(d, func() review.Method { return y.shownDrivers.Method(d.Speak) }, open, drivers)}
	options.Above = y.group.Object()
	options.Menu = chartMenu(d, func() report.Chart {
		return report.DriversChart(y.shownDrivers, review.DriverGroup(y.group.Chosen()))
	})
	y.drivers = blocks.NewChartCard(options)
	y.timing.Object().Hide()
	y.drivers.Object().Hide()
	return y
}

// refresh asks for both anew, beside the rest of the page: they take longer, the drivers longest.
func (y *yearCards) refresh() {
	d, question := y.desk, y.desk.Question
	ask(d, &y.latestTiming, func(ctx context.Context) (review.Timing, error) {
		return d.Reviewer.Timing(ctx, question)
	}, y.showTiming)
	ask(d, &y.latestDrivers, func(ctx context.Context) (review.Drivers, error) {
		return d.Reviewer.Drivers(ctx, question)
	}, y.showDrivers)
}

func (y *yearCards) showTiming(t review.Timing, err error) {
	if err != nil {
		y.failed(y.timing, err)
		return
	}
	y.shownTiming = t
	speak := y.desk.Speak
	y.timing.Show(blocks.ChartContent{
		Title: t.Headline(speak), Subtitle: lines(t.Detail(speak), t.Subtitle(speak)), Source: t.Source(speak),
		Figure: chart.Timing(t, speak), Height: chart.TimingHeight(t),
	})
	y.timing.Object().Show()
	y.relayout()
}

func (y *yearCards) showDrivers(f review.Drivers, err error) {
	if err != nil {
		y.failed(y.drivers, err)
		return
	}
	y.shownDrivers = f
	var options []blocks.Option
	for _, g := range review.DriverGroups() {
		if len(f.In(g)) > 0 {
			options = append(options, blocks.Option{ID: string(g), Label: y.desk.Speak.T("drivers.group." + string(g))})
		}
	}
	chosen := y.group.Chosen()
	if chosen == "" {
		chosen = string(f.Group())
	}
	y.group.Set(options, chosen)
	y.showGroup()
	y.drivers.Object().Show()
	y.relayout()
}

// showGroup shows the effects of the chosen group.
func (y *yearCards) showGroup() {
	f, speak, group := y.shownDrivers, y.desk.Speak, review.DriverGroup(y.group.Chosen())
	y.drivers.Show(blocks.ChartContent{
		Title: f.Headline(speak), Subtitle: lines(f.Detail(speak), f.Subtitle(speak)), Source: f.Source(speak),
		Figure: chart.Drivers(f, group, speak), Height: chart.DriversHeight(f, group),
	})
	y.relayout()
}

// failed says what went wrong in the card itself; the rest of the page stands.
func (y *yearCards) failed(card *blocks.ChartCard, err error) {
	card.SetWords(y.desk.Speak.T("window.problem.title"), y.desk.Speak.Error(err), "")
	card.Object().Show()
	y.relayout()
}

// lines puts a detail above a subtitle; a detail may be empty.
func lines(detail, subtitle string) string {
	if detail == "" {
		return subtitle
	}
	return detail + "\n" + subtitle
}
