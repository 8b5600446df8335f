package pages

import (
	"context"
	"maps"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// Strategy is the page that recommends the next quarter's mix: what to do more and less of, what that brings and how sure
// it is, within the wishes and limits that are set here, and with other mixes to try.
type Strategy struct {
	desk     *Desk
	scaffold *blocks.Scaffold
	wishes   *wishesCard
	mix      *blocks.ChartCard
	hours    *blocks.ChartCard
	brings   *blocks.ChartCard
	reasons  *blocks.Card
	limits   *blocks.Card
	tryOut   *tryCard
	saved    *scenariosCard
	record   *recordCard
	doubt    *doubtLine
	posts    *postsCard
	latest   latest
	assuring latest

	shown review.Strategy
}

var _ Backer = (*Strategy)(nil)

// ID is described at [Page].
func (p *Strategy) ID() string { return "strategy" }

// Icon is described at [Page].
func (p *Strategy) Icon() fyne.Resource { return theme.NavigateNextIcon() }

// Build is described at [Page].
func (p *Strategy) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	t := d.Speak.T
	p.wishes = newWishesCard(d, p.wish)
	p.doubt = newDoubtLine(d, p.assuring.drop)
	options := blocks.ChartCardOptions{
		Canvas: d.Window.Canvas(), Background: d.Background, Hint: t("page_strategy.hint"), OnOpen: p.openPosts,
		Links: []blocks.Action{methodLink(d, func() review.Method { return p.shown.Method(d.Speak) }, p.showBehind, p.question)},
		Menu:  chartMenu(d, func() report.Chart { return report.MixChart(p.shown) }),
	}
	p.mix = blocks.NewChartCard(options)
	options.Hint, options.Links, options.OnOpen = t("page_strategy.brings_hint"), nil, nil
	options.Menu = chartMenu(d, func() report.Chart { return report.HoursChart(p.shown) })
	p.hours = blocks.NewChartCard(options)
	options.Above = p.doubt.object
	options.Menu = chartMenu(d, func() report.Chart { return report.ExpectationChart(p.shown) })
	p.brings = blocks.NewChartCard(options)
	p.reasons = blocks.NewCard(blocks.CardOptions{Title: t("page_strategy.reasons")})
	p.limits = blocks.NewCard(blocks.CardOptions{Title: t("page_strategy.limits")})
	p.tryOut = newTryCard(d, p.wish, func() { p.scaffold.Relayout() })
	relayout := func() { p.scaffold.Relayout() }
	p.saved = newScenariosCard(
		d, func() (review.Strategy, strategy.Mix) { return p.shown, p.tryOut.mix }, func(s review.Scenario) { p.tryOut.set(maps.Clone(s.Mix)) },
		func() { p.record.refresh() }, relayout,
	)
	p.record = newRecordCard(d, relayout)
	p.posts = newPostsCard(d)
	p.scaffold = blocks.NewScaffold(
		p.wishes.card.Object(), p.mix.Object(), p.posts.Object(),
		blocks.Beside(900, p.hours.Object(), p.brings.Object()), p.reasons.Object(), p.tryOut.card.Object(),
		p.saved.card.Object(), p.limits.Object(), p.record.card.Object(),
	)
	p.posts.standOn(p.scaffold)
	p.scaffold.ShowState(loading(d))
	return p.scaffold.Object()
}

// Refresh is described at [Page].
func (p *Strategy) Refresh() {
	p.assuring.drop()
	ask(p.desk, &p.latest, func(ctx context.Context) (review.Strategy, error) {
		return p.desk.Reviewer.Strategy(ctx, review.StrategyQuestion{Quarter: planned(p.desk.Question.Quarter)})
	}, p.show)
}

// planned is the quarter to plan where one is looked at: the next; without one, the next after the last.
func planned(looked social.Quarter) social.Quarter {
	if looked.IsZero() {
		return looked
	}
	return looked.Next()
}

// wish keeps the wishes that were set, and plans anew.
func (p *Strategy) wish(w review.Wishes) {
	d := p.desk
	p.assuring.drop()
	ask(d, &p.latest, func(ctx context.Context) (review.Strategy, error) {
		if err := record(ctx, d, &entry{what: "wishes"}, func(ctx context.Context, in *workspace.Workspace) error {
			return review.New(in).SetWishes(ctx, w)
		}); err != nil {
			return review.Strategy{}, err
		}
		return d.Reviewer.Strategy(ctx, review.StrategyQuestion{Quarter: planned(d.Question.Quarter)})
	}, p.show)
}

func (p *Strategy) show(st review.Strategy, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	p.shown = st
	if st.Lacking != nil {
		p.scaffold.ShowState(blocks.StateOptions{
			Icon: p.Icon(), Title: st.Headline(p.desk.Speak), Text: st.Detail(p.desk.Speak),
			Actions: []blocks.Action{{Label: p.desk.Speak.T("page_forms.none.action"), Icon: theme.DownloadIcon(), Do: func() { p.desk.Go("import") }}},
		})
		return
	}
	p.wishes.show(st)
	p.tryOut.show(st)
	p.showPlan()
	p.saved.refresh()
	p.record.refresh()
	p.doubt.start()
	ask(p.desk, &p.assuring, func(ctx context.Context) (review.Strategy, error) {
		return st.Assured(ctx, p.doubt.progress)
	}, func(st review.Strategy, err error) {
		p.doubt.stop()
		if err != nil {
			showError(p.desk, "", err)
			return
		}
		p.shown = st
		p.tryOut.assured(st)
		p.showPlan()
	})
}

// showPlan shows the plan, as far as it is known.
func (p *Strategy) showPlan() {
	st, speak := p.shown, p.desk.Speak
	mix := chart.Mix(st, speak)
	p.mix.Show(blocks.ChartContent{
		Title: speak.T("page_strategy.mix"), Subtitle: st.Subtitle(speak), Source: st.Source(speak),
		Figure: mix, Height: chart.MixHeight(st),
	})
	p.hours.Show(blocks.ChartContent{
		Title: speak.T("page_strategy.hours_bars"), Subtitle: st.HoursSentence(speak, st.Plan) + ".", Source: st.Source(speak),
		Figure: chart.Hours(st, chart.HoursByForm, speak), Height: chart.HoursHeight,
	})
	p.brings.Show(blocks.ChartContent{
		Title: st.ExpectHeadline(speak), Subtitle: lines(st.ExpectSubtitle(speak), strings.Join(st.ExpectDetails(speak), " ")), Source: st.Source(speak),
		Figure: chart.Expectation(st, speak), Height: chart.ExpectationHeight(st),
	})
	p.showReasons()
	p.showLimits()
	p.scaffold.SetHeadline(st.Headline(speak), st.Detail(speak))
}

// mostReasons is how many reasons stand there at first.
const mostReasons = 6

// showReasons lists the changes, the largest first, each with its reason and what that rests on.
func (p *Strategy) showReasons() {
	st, speak := p.shown, p.desk.Speak
	t := speak.T
	changes := st.Changes()
	p.reasons.SetWords(t("page_strategy.reasons"), st.Flow(speak), "")
	p.reasons.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("show.form"), Width: 200, Grow: 1},
			{Title: t("strategy.column.now"), Width: 44, Figure: true},
			{Title: t("strategy.column.next"), Width: 52, Figure: true},
			{Title: t("page_strategy.near"), Width: 76, Figure: true},
			{Title: t("page_strategy.why"), Width: 360, Grow: 3},
		},
		Rows: len(changes), Step: mostReasons,
		Row: func(i int) []blocks.TableCell {
			l := changes[i]
			near := "…"
			if a := st.Assurance; a != nil {
				near = strconv.Itoa(a.Ranges[l.Cell].Low) + "–" + strconv.Itoa(a.Ranges[l.Cell].High)
			}
			return []blocks.TableCell{
				{Text: review.CellName(speak, l.Cell), Wraps: true},
				{Text: strconv.Itoa(l.Now), Muted: true},
				{Text: strconv.Itoa(l.Next)},
				{Text: near, Muted: true},
				{Text: st.ReasonAlone(speak, l), Under: st.Resting(speak, l), Wraps: true},
			}
		},
		More:  func(hidden int) string { return t("page_strategy.more_reasons", language.Args{"Count": hidden}) },
		Grown: p.scaffold.Relayout,
	}))
}

// showLimits lists the limits at which the plan lies, what they cost, and what is worth testing.
func (p *Strategy) showLimits() {
	st, speak := p.shown, p.desk.Speak
	var rows []fyne.CanvasObject
	tight, free := st.TightLimits()
	for _, l := range tight {
		rows = append(rows, blocks.Remark(st.LimitSentence(speak, l, l.Price), l.Broken > 0))
	}
	if free > 0 {
		rows = append(rows, blocks.Muted(speak.T("page_strategy.free_limits", language.Args{"Count": free})))
	}
	if a := st.Assurance; a != nil {
		for _, test := range a.Tests {
			plan := blocks.NewButton(speak.T("page_strategy.test.button"), func() { showTestPlan(p.desk, st, test) })
			plan.Importance = widget.LowImportance
			rows = append(rows, container.NewBorder(nil, nil, nil, plan, blocks.Remark(st.TestSentence(speak, test), false)))
		}
	}
	p.limits.SetBody(blocks.Tight(rows...))
}

// openPosts shows our posts of the quarter before behind a cell of the mix.
func (p *Strategy) openPosts(m chart.PixelMark) {
	p.posts.show(postsBehind{
		title: p.desk.Speak.T("page_position.posts"), detail: m.Label, question: p.question(), ids: m.Cell.IDs,
	})
}

func (p *Strategy) showBehind(b postsBehind) { p.posts.show(b) }

// question is what posts are shown with.
func (p *Strategy) question() review.Question { return review.Question{Quarter: p.shown.Base} }

// Back is described at [Backer].
func (p *Strategy) Back() bool { return p.posts.close() }

// doubtLine says that it is being worked out how far a plan can be trusted, with how far that is and a button to stop.
type doubtLine struct {
	desk   *Desk
	object *fyne.Container
	bar    *widget.ProgressBar
}

func newDoubtLine(d *Desk, stop func()) *doubtLine {
	l := &doubtLine{desk: d, bar: widget.NewProgressBar()}
	cancel := blocks.NewButton(d.Speak.T("window.cancel"), func() {
		stop()
		l.stop()
	})
	cancel.Importance = widget.LowImportance
	l.object = container.NewBorder(nil, nil, blocks.Muted(d.Speak.T("page_strategy.doubt")), cancel, blocks.Thin(l.bar))
	l.bar.TextFormatter = func() string { return "" }
	l.object.Hide()
	return l
}

func (l *doubtLine) start() {
	l.bar.SetValue(0)
	l.object.Show()
}

func (l *doubtLine) stop() { l.object.Hide() }

// progress is called from the background.
func (l *doubtLine) progress(part float64) {
	l.desk.Background.Do(func() { l.bar.SetValue(part) })
}
