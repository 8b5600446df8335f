package pages

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"auscult/analytics/safeguard"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// Safeguards is the page that says what in the quarter's posts and comments could give a patient away or breaks a house
// rule, and that checks a draft while it is being written.
type Safeguards struct {
	desk     *Desk
	scaffold *blocks.Scaffold
	draft    *draftCard
	kinds    *blocks.Card
	found    *blocks.Card
	posts    *postsCard
	latest   latest
	shown    review.Safeguards
}

var _ Backer = (*Safeguards)(nil)

// ID is described at [Page].
func (p *Safeguards) ID() string { return "safeguards" }

// Icon is described at [Page].
func (p *Safeguards) Icon() fyne.Resource { return theme.VisibilityOffIcon() }

// Build is described at [Page].
func (p *Safeguards) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	p.draft = newDraftCard(d)
	p.kinds = blocks.NewCard(blocks.CardOptions{})
	p.found = blocks.NewCard(blocks.CardOptions{})
	p.posts = newPostsCard(d)
	p.scaffold = blocks.NewScaffold(p.found.Object(), p.posts.Object(), p.kinds.Object(), p.draft.Object())
	p.posts.standOn(p.scaffold)
	p.scaffold.ShowState(loading(d))
	return p.scaffold.Object()
}

// Refresh is described at [Page].
func (p *Safeguards) Refresh() {
	q := p.desk.Question
	ask(p.desk, &p.latest, func(ctx context.Context) (review.Safeguards, error) {
		return p.desk.Reviewer.Safeguards(ctx, q)
	}, p.show)
}

func (p *Safeguards) show(g review.Safeguards, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	speak := p.desk.Speak
	p.shown = g
	p.posts.renew(p.posts.shown.title, p.posts.shown.detail)
	if g.Exported.IsZero() { // a draft can be checked all the same
		p.kinds.Object().Hide()
		p.found.Object().Hide()
		p.scaffold.SetHeadline(speak.T("page_safeguards.none"), speak.T("page_safeguards.none_text"))
		return
	}
	p.showKinds(g)
	p.showFindings(g)
	p.scaffold.SetHeadline(g.Headline(speak), strings.TrimSpace(g.Subtitle(speak)+". "+g.Detail(speak)))
}

// showKinds counts what was found, kind by kind.
func (p *Safeguards) showKinds(g review.Safeguards) {
	if len(g.Kinds) == 0 {
		p.kinds.Object().Hide()
		return
	}
	speak := p.desk.Speak
	columns := []blocks.TableColumn{{Title: speak.T("show.safeguards.kind"), Width: 220, Grow: 1}}
	for _, v := range safeguard.Severities() {
		columns = append(columns, blocks.TableColumn{Title: review.SafeguardSeverity(speak, v), Width: 110, Figure: true})
	}
	columns = append(columns, blocks.TableColumn{Title: speak.T("show.safeguards.texts"), Width: 110, Figure: true})
	p.kinds.SetWords(speak.T("page_safeguards.kinds"), "", g.Source(speak))
	p.kinds.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: columns, Rows: len(g.Kinds), Step: len(g.Kinds),
		Row: func(i int) []blocks.TableCell {
			k := g.Kinds[i]
			cells := []blocks.TableCell{{Text: review.SafeguardKind(speak, k.Kind)}}
			for _, v := range safeguard.Severities() {
				n := k.Of(v)
				cells = append(cells, blocks.TableCell{Text: strconv.Itoa(n), Muted: n == 0})
			}
			return append(cells, blocks.TableCell{Text: strconv.Itoa(k.Texts), Muted: true})
		},
	}))
	p.kinds.Object().Show()
}

// showFindings lists what was found, the gravest first, each with its reason and its cure.
func (p *Safeguards) showFindings(g review.Safeguards) {
	if len(g.Findings) == 0 {
		p.found.Object().Hide()
		return
	}
	speak := p.desk.Speak
	p.found.SetWords(speak.T("page_safeguards.findings"), speak.T("page_safeguards.findings_text"), "")
	p.found.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: speak.T("show.safeguards.kind"), Width: 170, Grow: 1},
			{Title: speak.T("show.channel"), Width: 150, Grow: 1},
			{Title: speak.T("show.safeguards.when"), Width: 140},
			{Title: speak.T("show.safeguards.excerpt"), Width: 300, Grow: 3},
		},
		Rows: len(g.Findings), Step: 8,
		Row: func(i int) []blocks.TableCell {
			f := g.Findings[i]
			when := blocks.TableCell{Text: speak.Date(f.Published)}
			if f.Post != 0 {
				when.Do = func() { p.openPost(f) }
			}
			return []blocks.TableCell{
				{Text: review.SafeguardKind(speak, f.Kind), Under: review.SafeguardSeverity(speak, f.Severity)},
				{Text: f.Channel.Name, Under: f.Channel.Platform.Name() + " · " + speak.T("page_safeguards.of."+f.Of.String())},
				when,
				{Text: f.Excerpt, Wraps: true},
			}
		},
		Detail: func(i int) (string, bool) {
			f := g.Findings[i]
			return review.SafeguardReason(speak, f.Finding) + " " + review.SafeguardCure(speak, f.Cure), f.Severity == safeguard.Serious
		},
		More:  func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
		Grown: p.scaffold.Relayout,
	}))
	p.found.Object().Show()
}

// openPost shows the post that a finding is in, or the one it stands under.
func (p *Safeguards) openPost(f review.Found) {
	p.posts.show(postsBehind{
		title: p.desk.Speak.T("page_safeguards.post"), detail: review.SafeguardReason(p.desk.Speak, f.Finding), question: p.shown.Question, ids: []social.PostID{f.Post},
	})
}

// Back is described at [Backer].
func (p *Safeguards) Back() bool { return p.posts.close() }
