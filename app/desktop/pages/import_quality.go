package pages

import (
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"auscult/analytics/quality"
	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
)

// qualityView is the second view of the page Import: what the figures rest on, and what a person should look at.
type qualityView struct {
	desk     *Desk
	scaffold *blocks.Scaffold
	act      *blocks.Card // what to look at
	know     *blocks.Card // what is good to know
	coverage *blocks.ChartCard
	months   *blocks.Segments // the last two years, or all
	channels *blocks.Segments // the first few channels, or all
	posts    *postsCard
	reach    *blocks.Card

	shown review.Quality
}

// What the coverage shows at first where there is much more: two years, and as many channels as a screen holds well.
const (
	firstMonths   = 24
	firstChannels = 25
	somewhatMore  = 6 // is shown without asking
	showAll       = "all"
	showFirst     = "first"
)

func newQualityView(d *Desk) *qualityView {
	v := &qualityView{desk: d}
	t := d.Speak.T
	v.act = blocks.NewCard(blocks.CardOptions{Title: t("quality.act.title"), Subtitle: t("quality.act.subtitle")})
	v.know = blocks.NewCard(blocks.CardOptions{Title: t("quality.know.title")})
	v.months = blocks.NewSegments(func(string) { v.draw() })
	v.channels = blocks.NewSegments(func(string) { v.draw() })
	v.coverage = blocks.NewChartCard(blocks.ChartCardOptions{
		Canvas: d.Window.Canvas(), Background: d.Background, Hint: t("quality.hint"),
		Above: blocks.Tight(v.months.Object(), v.channels.Object()), OnOpen: v.open,
		Menu: chartMenu(d, func() report.Chart { return report.CoverageChart(v.shown, v.extent()) }),
	})
	v.posts = newPostsCard(d)
	v.reach = blocks.NewCard(blocks.CardOptions{Title: t("quality.reach.title"), Subtitle: t("quality.reach.subtitle")})
	v.scaffold = blocks.NewScaffold(v.act.Object(), v.coverage.Object(), v.posts.Object(), v.reach.Object(), v.know.Object())
	v.posts.standOn(v.scaffold)
	v.scaffold.ShowState(loading(d))
	return v
}

// show brings the view up to date.
func (v *qualityView) show(q review.Quality) {
	v.shown = q
	v.posts.renew(v.posts.shown.title, v.posts.shown.detail)
	if q.Posts() == 0 {
		v.close()
		v.scaffold.ShowState(blocks.StateOptions{
			Icon: theme.InfoIcon(), Title: q.Headline(v.desk.Speak), Text: v.desk.Speak.T("quality.none.text"),
		})
		return
	}
	v.showFindings()
	v.showChoices()
	v.draw()
	v.showReach()
	v.scaffold.SetHeadline(q.Headline(v.desk.Speak), q.Detail(v.desk.Speak))
}

// showFindings fills the two cards of findings.
func (v *qualityView) showFindings() {
	var act, know []fyne.CanvasObject
	for _, kind := range quality.Kinds() {
		of := v.shown.Of(kind)
		switch {
		case len(of) == 0:
		case kind.Act():
			act = append(act, v.kind(kind, of))
		default:
			know = append(know, v.kind(kind, of))
		}
	}
	fill(v.act, act)
	fill(v.know, know)
}

// fill puts parts into a card, which is hidden without any.
func fill(card *blocks.Card, parts []fyne.CanvasObject) {
	if len(parts) == 0 {
		card.Object().Hide()
		return
	}
	card.SetBody(blocks.Column(parts...))
	card.Object().Show()
}

// kind shows the findings of one kind: what is the matter, where, and once for all what to do.
func (v *qualityView) kind(kind quality.Kind, of []quality.Finding) fyne.CanvasObject {
	speak := v.desk.Speak
	return blocks.Tight(
		blocks.NewWords(review.KindTitle(speak, kind), blocks.WordsOptions{Bold: true}),
		blocks.Muted(review.KindCure(speak, kind)),
		blocks.NewTable(blocks.TableOptions{
			Columns: []blocks.TableColumn{{Width: 190, Grow: 2}, {Width: 330, Grow: 5}, {Width: 120}},
			Plain:   true,
			Rows:    len(of),
			Row:     func(i int) []blocks.TableCell { return v.finding(of[i]) },
			Step:    5,
			More:    func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
			Grown:   func() { v.scaffold.Relayout() },
		}),
	)
}

// finding is one row: where, what, and where it can be seen.
func (v *qualityView) finding(f quality.Finding) []blocks.TableCell {
	speak := v.desk.Speak
	if f.Kind == quality.Crossed {
		source := blocks.TableCell{}
		if u, err := url.Parse(f.Break.Source); err == nil {
			source = blocks.TableCell{Text: speak.T("quality.evidence." + string(f.Break.Evidence)), Link: u}
		}
		return []blocks.TableCell{
			{Text: f.Break.Platform.Name() + ", " + speak.Date(f.From)},
			{Text: f.Break.Says(string(speak.Language)), Wraps: true},
			source,
		}
	}
	where := blocks.TableCell{}
	if len(f.IDs) > 0 {
		where = blocks.TableCell{Text: speak.T("quality.show_posts"), Do: func() {
			v.openPosts(v.shown.ChannelTitle(speak, f.Channel), v.shown.FindingSentence(speak, f), f.IDs)
		}}
	}
	return []blocks.TableCell{
		{Text: v.shown.ChannelTitle(speak, f.Channel)},
		{Text: v.shown.FindingSentence(speak, f), Wraps: true},
		where,
	}
}

// showChoices offers to see more months or channels where there are more than a screen holds well.
func (v *qualityView) showChoices() {
	t := v.desk.Speak.T
	offer := func(s *blocks.Segments, first, all string, needed bool) {
		chosen := s.Chosen()
		if !needed {
			s.Set(nil, showAll)
			s.Object().Hide()
			return
		}
		if chosen != showAll || len(s.Options()) == 0 {
			chosen = showFirst
		}
		s.Set([]blocks.Option{{ID: showFirst, Label: first}, {ID: showAll, Label: all}}, chosen)
		s.Object().Show()
	}
	months, channels := len(v.shown.Report.Months), len(v.shown.Report.Channels)
	offer(v.months, t("quality.last_months", language.Args{"Count": firstMonths}), t("quality.all_months", language.Args{"Count": months}), months > firstMonths+somewhatMore)
	offer(v.channels, t("quality.first_channels", language.Args{"Count": firstChannels}), t("quality.all_channels", language.Args{"Count": channels}), channels > firstChannels+somewhatMore)
}

// extent is how much of the coverage is shown.
func (v *qualityView) extent() (o chart.CoverageOptions) {
	if v.months.Chosen() != showAll {
		o.Months = firstMonths
	}
	if v.channels.Chosen() != showAll {
		o.Channels = firstChannels
	}
	return o
}

// draw shows the coverage.
func (v *qualityView) draw() {
	o := v.extent()
	speak := v.desk.Speak
	figure := chart.Coverage(v.shown, o, speak)
	v.coverage.Show(blocks.ChartContent{
		Title: figure.Title(), Subtitle: speak.T("quality.coverage"), Source: v.shown.Source(speak),
		Figure: figure, Height: chart.CoverageHeight(v.shown, o),
	})
	v.scaffold.Relayout()
}

// open shows the posts of a month.
func (v *qualityView) open(m chart.PixelMark) {
	if len(m.Cell.IDs) > 0 {
		v.openPosts(v.desk.Speak.T("chart.posts", language.Args{"Count": len(m.Cell.IDs)}), m.Label, m.Cell.IDs)
	}
}

func (v *qualityView) openPosts(title, detail string, ids []social.PostID) {
	v.posts.show(postsBehind{title: title, detail: detail, ids: ids})
}

// close closes the posts and reports whether any were open.
func (v *qualityView) close() bool { return v.posts.close() }

// showReach lists the channels and how far their data reach.
func (v *qualityView) showReach() {
	speak, zone := v.desk.Speak, v.desk.zone()
	t := speak.T
	channels := v.shown.Report.Channels
	v.reach.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("show.channel"), Width: 200, Grow: 3, ID: "channel", Key: func(i int) blocks.Key { return blocks.ByWords(v.shown.ChannelTitle(speak, channels[i].ID)) }},
			{Title: t("show.organisation"), Width: 140, Grow: 2, ID: "organisation", Key: func(i int) blocks.Key { return blocks.ByWords(v.shown.Channel(channels[i].ID).Organisation.Name) }},
			{Title: t("show.posts"), Width: 60, Figure: true, ID: "posts", Key: func(i int) blocks.Key { return byCount(channels[i].Posts) }},
			{Title: t("quality.column.last"), Width: 132, ID: "last", Key: func(i int) blocks.Key { return byTime(channels[i].Last) }},
			{Title: t("quality.column.exported"), Width: 132, ID: "exported", Key: func(i int) blocks.Key { return byTime(channels[i].Exported) }},
			{Title: t("quality.column.followers"), Width: 132, ID: "followers", Key: func(i int) blocks.Key { return byTime(channels[i].FollowersLast) }},
			{Title: t("quality.column.complete"), Width: 82, Figure: true, ID: "complete", Key: func(i int) blocks.Key {
				if channels[i].Posts == 0 {
					return blocks.Key{}
				}
				return blocks.ByNumber(channels[i].Complete())
			}},
		},
		Rows: len(channels),
		Tools: tableTools(v.desk, "channels", func(i int) string {
			return said(v.shown.ChannelTitle(speak, channels[i].ID), v.shown.Channel(channels[i].ID).Organisation.Name)
		}),
		Row: func(i int) []blocks.TableCell {
			c := channels[i]
			cells := []blocks.TableCell{
				{Text: v.shown.ChannelTitle(speak, c.ID)},
				{Text: v.shown.Channel(c.ID).Organisation.Name, Muted: true},
				{Text: speak.Count(int64(c.Posts)), Muted: c.Posts == 0},
			}
			for _, day := range []time.Time{c.Last, c.Exported, c.FollowersLast} {
				cells = append(cells, dateCell(speak, day.In(zone)))
			}
			if c.Posts == 0 {
				return append(cells, blocks.TableCell{Text: "–", Muted: true})
			}
			return append(cells, blocks.TableCell{Text: speak.PercentTick(c.Complete())})
		},
		More:  func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
		Grown: v.scaffold.Relayout,
	}))
}

// dateCell is a day, a dash where there is none.
func dateCell(speak *language.Speaker, t time.Time) blocks.TableCell {
	if t.IsZero() {
		return blocks.TableCell{Text: "–", Muted: true}
	}
	return blocks.TableCell{Text: speak.Date(t), Muted: true}
}
