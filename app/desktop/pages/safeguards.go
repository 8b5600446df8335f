package pages

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/strategy"
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
	held     *blocks.Card
	found    *blocks.Card
	queue    *blocks.Segments
	list     *fyne.Container
	seen     int    // how many findings have been shown
	filter   string // what is looked for among them
	latest   latest
	shown    review.Safeguards
}

var _ Waiter = (*Safeguards)(nil)

// ID is described at [Page].
func (p *Safeguards) ID() string { return "safeguards" }

// Icon is described at [Page].
func (p *Safeguards) Icon() fyne.Resource { return theme.VisibilityOffIcon() }

// Build is described at [Page].
func (p *Safeguards) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	p.draft = newDraftCard(d)
	p.kinds, p.held = blocks.NewCard(blocks.CardOptions{}), blocks.NewCard(blocks.CardOptions{})
	house := blocks.NewButtonWithIcon(d.Speak.T("house.button"), theme.ListIcon(), func() { showHouse(d) })
	log := blocks.NewButtonWithIcon(d.Speak.T("page_safeguards.log"), theme.HistoryIcon(), func() { showDecisions(d) })
	p.found = blocks.NewCard(blocks.CardOptions{Title: d.Speak.T("page_safeguards.findings"), Subtitle: d.Speak.T("page_safeguards.findings_text"), Corner: container.NewHBox(house, log)})
	p.queue = blocks.NewSegments(func(string) { p.showQueue() })
	p.list = blocks.Tight()
	p.found.SetBody(blocks.Column(p.queue.Object(), p.list))
	p.scaffold = blocks.NewScaffold(p.found.Object(), p.kinds.Object(), p.held.Object(), p.draft.Object())
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
	if g.Exported.IsZero() { // a draft can be checked all the same
		p.kinds.Object().Hide()
		p.found.Object().Hide()
		p.held.Object().Hide()
		p.scaffold.SetHeadline(speak.T("page_safeguards.none"), speak.T("page_safeguards.none_text"))
		return
	}
	p.showKinds(g)
	p.showHeld(g)
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

// showHeld holds the limits of the house against the quarter.
func (p *Safeguards) showHeld(g review.Safeguards) {
	if len(g.Held) == 0 {
		p.held.Object().Hide()
		return
	}
	speak := p.desk.Speak
	held := slices.Clone(g.Held)
	slices.SortStableFunc(held, func(a, b strategy.Held) int { // what was not kept first
		switch {
		case a.Kept() == b.Kept():
			return 0
		case b.Kept():
			return -1
		}
		return 1
	})
	p.held.SetWords(g.HeldSentence(speak), speak.T("page_safeguards.held_text"), "")
	p.held.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: speak.T("house.rule"), Width: 320, Grow: 3},
			{Title: speak.T("page_safeguards.held_bounds"), Width: 170, Grow: 1},
			{Title: speak.T("page_safeguards.held_amount"), Width: 120, Figure: true},
			{Title: speak.T("page_safeguards.held_posts"), Width: 110, Figure: true},
			{Title: "", Width: 130},
		},
		Rows: len(held), Step: 6,
		Row: func(i int) []blocks.TableCell {
			h := held[i]
			kept := blocks.TableCell{Text: speak.T("page_safeguards.held_kept"), Muted: true}
			if !h.Kept() {
				kept = blocks.TableCell{Text: "⚠ " + speak.T("page_safeguards.held_broken")}
			}
			return []blocks.TableCell{
				{Text: review.HeldName(speak, h), Wraps: true},
				{Text: review.HeldBounds(speak, h), Muted: true},
				{Text: review.HeldAmount(speak, h)},
				{Text: speak.Count(int64(h.Posts)), Muted: true},
				kept,
			}
		},
		More:  func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
		Grown: p.scaffold.Relayout,
	}))
	p.held.Object().Show()
}

// queues are the parts in which findings are listed, by their names in texts.
var queues = []string{"open", "coming_down", "settled"}

// queueOf is the part that a finding is listed in.
func queueOf(f review.Found) string {
	switch {
	case !f.Open():
		return "settled"
	case f.Decision == nil:
		return "open"
	}
	return "coming_down"
}

// showFindings lists what was found, by what is left to do.
func (p *Safeguards) showFindings(g review.Safeguards) {
	if len(g.Findings) == 0 {
		p.found.Object().Hide()
		return
	}
	counts := map[string]int{}
	for _, f := range g.Findings {
		counts[queueOf(f)]++
	}
	var options []blocks.Option
	for _, id := range queues {
		options = append(options, blocks.Option{ID: id, Label: p.desk.Speak.T("page_safeguards.queue."+id, language.Args{"Count": p.desk.Speak.Count(int64(counts[id]))})})
	}
	chosen := p.queue.Chosen()
	if chosen == "" {
		chosen = queues[0]
	}
	p.queue.Set(options, chosen)
	p.showQueue()
	p.found.Object().Show()
}

// showQueue lists one part, each finding with its reason, its cure and what can be decided.
func (p *Safeguards) showQueue() {
	speak := p.desk.Speak
	var findings []review.Found
	for _, f := range p.shown.Findings {
		if queueOf(f) == p.queue.Chosen() {
			findings = append(findings, f)
		}
	}
	p.list.Objects = nil
	if len(findings) == 0 {
		p.list.Add(blocks.Muted(speak.T("page_safeguards.queue_empty." + p.queue.Chosen())))
	} else {
		p.list.Add(p.table(findings))
	}
	p.list.Refresh()
	p.scaffold.Relayout()
}

func (p *Safeguards) table(findings []review.Found) fyne.CanvasObject {
	speak := p.desk.Speak
	const step = 8
	tools := tableTools(p.desk, "findings", func(i int) string {
		f := findings[i]
		return said(review.SafeguardKind(speak, f.Kind), review.SafeguardSeverity(speak, f.Severity), f.Channel.Name, f.Channel.Platform.Name(), speak.Date(f.Published), f.Excerpt)
	})
	tools.Filter, tools.Filtered = p.filter, func(text string) { p.filter = text }
	return blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: speak.T("show.safeguards.kind"), Width: 150, Grow: 1, ID: "kind", Key: func(i int) blocks.Key { return blocks.ByWords(review.SafeguardKind(speak, findings[i].Kind)) }},
			{Title: speak.T("show.channel"), Width: 130, Grow: 1, ID: "channel", Key: func(i int) blocks.Key { return blocks.ByWords(findings[i].Channel.Name) }},
			{Title: speak.T("show.safeguards.when"), Width: 140, ID: "when", Key: func(i int) blocks.Key { return byTime(findings[i].Published) }},
			{Title: speak.T("show.safeguards.excerpt"), Width: 260, Grow: 3},
			{Title: speak.T("show.safeguards.decision"), Width: 130, Grow: 0.5},
		},
		Rows: len(findings), Step: max(step, p.seen),
		Shown: func(n int) { p.seen = max(p.seen, n) },
		Tools: tools,
		Row: func(i int) []blocks.TableCell {
			f := findings[i]
			when := blocks.TableCell{Text: speak.Date(f.Published)}
			if f.Post != 0 {
				when.Opens = func() { showPost(p.desk, f.Post) }
			}
			return []blocks.TableCell{
				{Text: review.SafeguardKind(speak, f.Kind), Under: review.SafeguardSeverity(speak, f.Severity), Wraps: true},
				{Text: f.Channel.Name, Under: f.Channel.Platform.Name() + " · " + speak.T("page_safeguards.of."+f.Of.String())},
				when,
				{Text: f.Excerpt, Wraps: true},
				p.decisionCell(f),
			}
		},
		Detail: func(i int) (string, bool) {
			f := findings[i]
			if f.Decision == nil && f.Consented {
				return speak.T("page_safeguards.by_consent"), false
			}
			if f.Decision != nil {
				return speak.T("page_safeguards.because", language.Args{
					"Reason": f.Decision.Reason, "By": f.Decision.By, "Date": speak.Date(f.Decision.At.In(p.desk.zone())),
				}), false
			}
			return review.SafeguardReason(speak, f.Finding) + " " + review.SafeguardCure(speak, f.Cure), f.Severity == safeguard.Serious
		},
		More:  func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
		Grown: p.scaffold.Relayout,
	})
}

// decisionCell offers what can be decided of a finding, or says what was and lets it be taken back.
func (p *Safeguards) decisionCell(f review.Found) blocks.TableCell {
	speak := p.desk.Speak
	cell := blocks.TableCell{Text: speak.T("page_safeguards.decide")}
	if f.Consented {
		cell.Text = speak.T("safeguard.by_consent")
	}
	if f.Decision != nil {
		cell.Text = review.VerdictName(speak, f.Decision.Verdict)
	}
	cell.Menu = func() *fyne.Menu {
		menu := fyne.NewMenu("")
		for _, v := range decision.Verdicts() {
			item := fyne.NewMenuItem(review.VerdictName(speak, v)+" …", func() { showDecide(p.desk, p.shown, f, v, p.decided) })
			item.Checked = f.Decision != nil && f.Decision.Verdict == v
			menu.Items = append(menu.Items, item)
		}
		if f.Decision != nil {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
				fyne.NewMenuItem(speak.T("page_safeguards.reopen")+" …", func() { showDecide(p.desk, p.shown, f, decision.Reopen, p.decided) }))
		}
		return menu
	}
	return cell
}

// decided brings the page and the navigation up to date after a decision.
func (p *Safeguards) decided() {
	p.Refresh()
	p.desk.Waiting()
}

// Waiting is described at [Waiter]. Serious findings wait that nobody has decided on.
func (p *Safeguards) Waiting(ctx context.Context, r *review.Reviewer, q review.Question) (int, error) {
	g, err := r.Safeguards(ctx, q)
	n := 0
	for _, f := range g.Findings {
		if f.Decision == nil && f.Open() && f.Severity == safeguard.Serious {
			n++
		}
	}
	return n, err
}
