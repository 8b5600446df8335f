package pages

import (
	"context"
	"io"
	"net/url"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/consent"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// Consents is the page of the consent register: what patients have allowed, what ends when, and which posts are to be taken
// down.
type Consents struct {
	desk     *Desk
	scaffold *blocks.Scaffold
	law      *blocks.Choice
	down     *blocks.Card // posts to take down
	uncover  *blocks.Card // posts that are not covered
	register *blocks.Card
	latest   latest
	shown    review.ConsentRegister
}

var _ Waiter = (*Consents)(nil)

// ID is described at [Page].
func (p *Consents) ID() string { return "consents" }

// Icon is described at [Page].
func (p *Consents) Icon() fyne.Resource { return theme.DocumentIcon() }

// Build is described at [Page].
func (p *Consents) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	t := d.Speak.T
	p.down = blocks.NewCard(blocks.CardOptions{Title: t("page_consents.take_down"), Subtitle: t("page_consents.take_down_text")})
	p.uncover = blocks.NewCard(blocks.CardOptions{Title: t("page_consents.not_covered"), Subtitle: t("page_consents.not_covered_text")})
	table := blocks.NewButtonWithIcon(t("page_consents.save_table"), theme.DocumentSaveIcon(), p.save)
	add := blocks.NewButtonWithIcon(t("page_consents.add"), theme.ContentAddIcon(), p.add)
	add.Importance = widget.HighImportance
	p.law = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("page_consents.law"), Width: 220, Framed: true, OnChanged: func(id string) {
		change(d, func(ctx context.Context) error { return d.Workspace.SetConsentLaw(ctx, consent.Law(id)) })
	}})
	p.register = blocks.NewCard(blocks.CardOptions{
		Title: t("page_consents.register"), Subtitle: t("page_consents.register_text"), Corner: container.NewHBox(table, add),
	})
	p.scaffold = blocks.NewScaffold(p.down.Object(), p.uncover.Object(), p.register.Object())
	p.scaffold.ShowState(loading(d))
	return p.scaffold.Object()
}

// Waiting is described at [Waiter]. Posts wait that are to be taken down.
func (p *Consents) Waiting(ctx context.Context, r *review.Reviewer, _ review.Question) (int, error) {
	day, err := today(ctx, r)
	if err != nil {
		return 0, err
	}
	g, err := r.Consents(ctx, day)
	return len(g.ToTakeDown()), err
}

// today is the day in the hospital's time zone.
func today(ctx context.Context, r *review.Reviewer) (time.Time, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return r.Today().In(h.Settings.Zone()), nil
}

// today is the day in the hospital's time zone.
func (d *Desk) today() time.Time { return consent.Day(d.Reviewer.Today().In(d.zone())) }

// by says who makes a change now: under the name that decisions are made, or else that of the computer's user.
func (d *Desk) by() workspace.By {
	by := workspace.ByThisUser(time.Now())
	if d.Person != "" {
		by.Who = d.Person
	}
	return by
}

// Refresh is described at [Page].
func (p *Consents) Refresh() {
	day := p.desk.today()
	ask(p.desk, &p.latest, func(ctx context.Context) (review.ConsentRegister, error) {
		return p.desk.Reviewer.Consents(ctx, day)
	}, p.show)
}

func (p *Consents) show(g review.ConsentRegister, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	speak := p.desk.Speak
	p.shown = g
	if len(g.Entries) == 0 {
		p.scaffold.ShowState(blocks.StateOptions{
			Icon: p.Icon(), Title: g.Headline(speak), Text: speak.T("page_consents.start"),
			Actions: []blocks.Action{{Label: speak.T("page_consents.add"), Icon: theme.ContentAddIcon(), Do: p.add}},
		})
		return
	}
	p.showPosts(p.down, g.ToTakeDown(), true)
	p.showPosts(p.uncover, g.NotCovered(), false)
	p.showRegister(g)
	p.scaffold.SetHeadline(g.Headline(speak), g.Detail(speak))
}

// showPosts lists posts for which something is to be done; downs can be said to be taken down.
func (p *Consents) showPosts(card *blocks.Card, posts []review.ConsentPost, downs bool) {
	if len(posts) == 0 {
		card.Object().Hide()
		return
	}
	speak := p.desk.Speak
	columns := append(postColumns(speak), blocks.TableColumn{Title: review.ConsentField(speak, "who"), Width: 100, Grow: 1})
	if downs {
		columns = append(columns, blocks.TableColumn{Width: 150})
	} else {
		columns = append(columns, blocks.TableColumn{Title: speak.T("page_consents.column_state"), Width: 190, Grow: 1})
	}
	card.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: columns, Rows: len(posts), Step: 8,
		Row: func(i int) []blocks.TableCell {
			post := posts[i]
			entry, _ := p.shown.Entry(post.Consent)
			last := blocks.TableCell{Text: post.PostSentence(speak), Color: theme.ColorNameWarning, Wraps: true}
			if downs {
				last = blocks.TableCell{Text: speak.T("page_consents.down"), Do: func() { p.isDown(post) }}
			}
			return append(postCells(p.desk, post.PostRow), blocks.TableCell{Text: entry.Who, Opens: func() { openConsent(p.desk, post.Consent) }}, last)
		},
		More:  func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
		Grown: p.scaffold.Relayout,
	}))
	card.Object().Show()
}

// postColumns are the columns in which a post is named.
func postColumns(speak *language.Speaker) []blocks.TableColumn {
	return []blocks.TableColumn{
		{Title: speak.T("page_consents.column_date"), Width: 130},
		{Title: speak.T("page_consents.column_post"), Width: 200, Grow: 3},
		{Width: 60},
	}
}

// postCells name a post, with a link to it.
func postCells(d *Desk, row review.PostRow) []blocks.TableCell {
	link := blocks.TableCell{}
	if u, err := url.Parse(row.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		link = blocks.TableCell{Text: d.Speak.T("page_forms.open"), Link: u}
	}
	return []blocks.TableCell{
		{Text: d.Speak.Date(row.PublishedAt.In(d.zone())), Under: row.Channel.Platform.Name()},
		{Text: oneLine(row.Text), Under: row.Channel.Name + " · " + d.Speak.Form(row.Form), Opens: func() { showPost(d, row.ID) }},
		link,
	}
}

// isDown says that a post was taken down today.
func (p *Consents) isDown(post review.ConsentPost) {
	d := p.desk
	day := d.today()
	change(d, func(ctx context.Context) error {
		return d.Workspace.TakenDown(ctx, post.ID, day, d.by())
	})
}

// stateColors paint what a consent is worth; words say it too.
var stateColors = map[consent.State]fyne.ThemeColorName{
	consent.IsWithdrawn: theme.ColorNameError, consent.IsExpired: theme.ColorNameError, consent.Incomplete: theme.ColorNameWarning,
	consent.ExpiresSoon: theme.ColorNameWarning, consent.NotYet: blocks.ColorMuted, consent.Valid: theme.ColorNameSuccess,
}

// showRegister lists the consents.
func (p *Consents) showRegister(g review.ConsentRegister) {
	speak := p.desk.Speak
	var laws []blocks.Option
	for _, l := range consent.Laws() {
		laws = append(laws, blocks.Option{ID: string(l), Label: review.ConsentLaw(speak, l)})
	}
	p.law.Set(laws, string(g.Law))
	table := blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: review.ConsentField(speak, "who"), Width: 120},
			{Title: review.ConsentField(speak, consent.ElementInformation), Width: 180, Grow: 2},
			{Title: speak.T("page_consents.column_state"), Width: 200, Grow: 2},
			{Title: speak.T("page_consents.column_scope"), Width: 180, Grow: 2},
			{Title: speak.T("page_consents.column_posts"), Width: 70, Figure: true},
		},
		Rows: len(g.Entries), Step: 15,
		Row: func(i int) []blocks.TableCell {
			e := g.Entries[i]
			return []blocks.TableCell{
				{Text: e.Who, Opens: func() { openConsent(p.desk, e.ID) }},
				{Text: e.Information, Under: e.Purpose, Wraps: true},
				{Text: e.StateLine(speak, g.Day), Color: stateColors[e.State], Wraps: true},
				{Text: e.Scope(speak), Muted: true, Wraps: true},
				{Text: strconv.Itoa(len(e.Posts)), Muted: len(e.Posts) == 0},
			}
		},
		More:  func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
		Grown: p.scaffold.Relayout,
	})
	p.register.SetBody(blocks.Column(blocks.Leading(p.law.Object()), table))
}

// add asks for a new consent and opens it.
func (p *Consents) add() {
	editConsent(p.desk, consent.Consent{}, p.shown.Law, func(id consent.ID) { openConsent(p.desk, id) })
}

// save writes the register as a table.
func (p *Consents) save() {
	speak, g := p.desk.Speak, p.shown
	saveAs(p.desk, speak.T("page_consents.save_table"), fileName(speak.T("page_consents.file"))+".csv", func(w io.Writer) error {
		return report.WriteConsents(w, g, speak)
	})
}
