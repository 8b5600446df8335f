package pages

import (
	"context"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// postsCard is a card with the posts behind a figure, each with its form, its topic and whether it sells; these can be
// corrected there. Any page may have one.
type postsCard struct {
	desk     *Desk
	card     *blocks.Card
	scaffold *blocks.Scaffold // of the page the card stands on; see [postsCard.standOn]
	latest   latest

	shown  postsBehind
	seen   int        // how many rows have been shown
	filter string     // what is looked for in the table
	change *corrected // the last correction, which can be taken back; nil: none
	stay   bool       // the card stays open though the figures are computed anew, because a correction made here is why
}

// newPostsCard returns a card that is hidden until posts are shown.
func newPostsCard(d *Desk) *postsCard {
	c := &postsCard{desk: d}
	shut := blocks.NewButtonWithIcon(d.Speak.T("window.close"), theme.CancelIcon(), func() { c.close() })
	shut.Importance = widget.LowImportance
	c.card = blocks.NewCard(blocks.CardOptions{Corner: shut})
	c.card.Object().Hide()
	return c
}

// Object returns the card for the window.
func (c *postsCard) Object() fyne.CanvasObject { return c.card.Object() }

// standOn says which page the card is one of: the page scrolls to it, and back.
func (c *postsCard) standOn(page *blocks.Scaffold) { c.scaffold = page }

// close hides the card, goes back to the figure that the posts are behind, and reports whether it was open.
func (c *postsCard) close() bool {
	open := c.card.Object().Visible()
	c.latest.drop()
	c.change, c.stay = nil, false
	c.card.Object().Hide()
	c.scaffold.Relayout()
	if open {
		c.scaffold.ScrollBack()
	}
	return open
}

// postsBehind says which posts a card shows.
type postsBehind struct {
	title, detail string
	question      review.Question
	ids           []social.PostID
}

// behindCell are the posts behind a cell of the page Forms.
func behindCell(speak *language.Speaker, f review.Forms, cell engagement.Cell) postsBehind {
	return postsBehind{
		title: speak.T("page_forms.posts", language.Args{
			"Count": cell.Posts, "Form": speak.Form(cell.Form), "Platform": cell.Platform.Name(),
		}),
		detail: f.CellSentence(speak, cell), question: f.Question, ids: cell.IDs,
	}
}

// show reads the posts and scrolls to them.
func (c *postsCard) show(p postsBehind) {
	c.shown, c.seen, c.filter, c.change = p, 0, "", nil
	c.read(func() { c.scaffold.ScrollTo(c.card.Object()) })
}

// renew is called when there are new figures. It closes the card, unless a correction made here is why they are new: then
// it shows the same posts again under new words, also those that belong elsewhere now, so that what was corrected is seen
// and can be corrected again.
func (c *postsCard) renew(title, detail string) {
	if !c.stay {
		c.close()
		return
	}
	c.stay = false
	c.shown.title, c.shown.detail = title, detail
	c.read(func() {})
}

func (c *postsCard) read(done func()) {
	d, p := c.desk, c.shown
	ask(d, &c.latest, func(ctx context.Context) ([]review.PostRow, error) {
		return d.Reviewer.PostsBehind(ctx, p.question, p.ids)
	}, func(rows []review.PostRow, err error) {
		c.card.SetWords(p.title, p.detail, "")
		var focus fyne.Focusable
		if err != nil {
			c.card.SetBody(blocks.Remark(d.Speak.Error(err), true))
		} else {
			c.card.SetBody(blocks.Column(c.changed(), c.table(rows, &focus)))
		}
		c.card.Object().Show()
		c.scaffold.Relayout()
		done()
		if focus != nil {
			d.Window.Canvas().Focus(focus)
		}
	})
}

// table shows the posts, and leaves in focus the cell that was corrected last.
func (c *postsCard) table(rows []review.PostRow, focus *fyne.Focusable) fyne.CanvasObject {
	speak := c.desk.Speak
	t := speak.T
	const step = 12
	label := func(l social.Label) func(int) blocks.Key {
		named := once(func(value string) string { return speak.LabelValue(l, value) })
		return func(i int) blocks.Key {
			value, _ := rows[i].Label(l)
			if value == "" {
				return blocks.Key{} // not known
			}
			return blocks.ByWords(named(value))
		}
	}
	words := postWords(speak, c.desk.zone())
	tools := tableTools(c.desk, "posts", func(i int) string { return words(rows[i]) })
	tools.Filter, tools.Filtered = c.filter, func(text string) { c.filter = text }
	return blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("page_forms.column.date"), Width: 130, ID: "date", Key: func(i int) blocks.Key { return byTime(rows[i].PublishedAt) }},
			{Title: t("page_forms.column.text"), Width: 150, Grow: 4, ID: "text", Key: func(i int) blocks.Key { return blocks.ByWords(oneLine(rows[i].Text)) }},
			{Title: t("page_forms.column.engagement"), Width: 102, Figure: true, ID: "engagement", Key: func(i int) blocks.Key { return byEngagement(rows[i]) }},
			{Title: t("page_forms.column.rate"), Width: 60, Figure: true, ID: "rate", Key: func(i int) blocks.Key { return byRate(rows[i]) }},
			{Title: t("page_forms.column.form"), Width: 120, ID: "form", Key: label(social.FormLabel)},
			{Title: t("page_forms.column.topic"), Width: 153, Grow: 1, ID: "topic", Key: label(social.TopicLabel)},
			{Title: t("page_forms.column.promotional"), Width: 100, ID: "promotional", Key: label(social.PromotionalLabel)},
			{Title: "", Width: 60},
		},
		Rows: len(rows), Step: max(step, c.seen),
		Row:   func(i int) []blocks.TableCell { return c.cells(rows[i], focus) },
		Shown: func(n int) { c.seen = max(c.seen, n) },
		Tools: tools,
		More:  func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
		Grown: c.scaffold.Relayout,
	})
}

// byEngagement and byRate are what posts are sorted by; absent where an export lacks it.
func byEngagement(row review.PostRow) blocks.Key {
	if row.Engagement == nil {
		return blocks.Key{}
	}
	return blocks.ByNumber(float64(*row.Engagement))
}

func byRate(row review.PostRow) blocks.Key {
	if row.Rate == nil {
		return blocks.Key{}
	}
	return blocks.ByNumber(row.Rate.Rate())
}

// postWords returns what the cells of a post say, and all of its text. Most of it is said of many posts, and put into words
// once, so that a hundred thousand posts are searched without waiting.
func postWords(speak *language.Speaker, zone *time.Location) func(review.PostRow) string {
	date, count, why := once(func(day int64) string { return speak.Date(time.Unix(day*secondsADay, 0).UTC()) }), once(speak.Count), once(speak.Why)
	values := map[social.Label]func(string) string{}
	for _, l := range social.RuleLabels() {
		values[l] = once(func(value string) string { return speak.LabelValue(l, value) })
	}
	return func(row review.PostRow) string {
		y, m, d := row.PublishedAt.In(zone).Date()
		cells := []string{date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsADay), row.Channel.Name, row.Text}
		if row.Engagement != nil {
			cells = append(cells, count(*row.Engagement))
		}
		if row.Rate != nil {
			cells = append(cells, speak.Percent(row.Rate.Rate()))
		}
		for _, l := range social.RuleLabels() {
			value, reason := row.Label(l)
			cells = append(cells, values[l](value), why(reason))
		}
		return said(cells...)
	}
}

const secondsADay = 24 * 60 * 60

// cells are the cells of one post. What an export lacks shows as a dash, never as zero.
func (c *postsCard) cells(row review.PostRow, focus *fyne.Focusable) []blocks.TableCell {
	speak, zone := c.desk.Speak, c.desk.zone()
	lacking := blocks.TableCell{Text: "–", Muted: true}
	figure, rate, link := lacking, lacking, blocks.TableCell{}
	if row.Engagement != nil {
		figure = blocks.TableCell{Text: speak.Count(*row.Engagement)}
	}
	if row.Rate != nil {
		rate = blocks.TableCell{Text: speak.Percent(row.Rate.Rate())}
	}
	if u, err := url.Parse(row.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		link = blocks.TableCell{Text: speak.T("page_forms.open"), Link: u}
	}
	cells := []blocks.TableCell{
		{Text: speak.Date(row.PublishedAt.In(zone)), Under: row.Channel.Name},
		{Text: oneLine(row.Text), Opens: func() { showPost(c.desk, row.ID) }},
		figure, rate,
	}
	for _, l := range social.RuleLabels() {
		cells = append(cells, c.labelCell(row.Post, l, focus))
	}
	return append(cells, link)
}

// labelCell shows a label of a post and how it is known, and lets a person correct it.
func (c *postsCard) labelCell(p social.Post, l social.Label, focus *fyne.Focusable) blocks.TableCell {
	speak := c.desk.Speak
	value, reason := p.Label(l)
	cell := blocks.TableCell{Text: speak.LabelValue(l, value), Under: speak.Why(reason), Muted: value == ""}
	cell.Menu = func() *fyne.Menu { return c.labelMenu(p, l) }
	cell.Made = func(f fyne.Focusable) {
		if c.change != nil && c.change.post == p.ID && c.change.label == l {
			*focus = f
		}
	}
	return cell
}

// labelMenu says how a label is known, and offers its values and, for one that was corrected, to take that back.
func (c *postsCard) labelMenu(p social.Post, l social.Label) *fyne.Menu {
	speak := c.desk.Speak
	value, reason := p.Label(l)
	why := fyne.NewMenuItem(speak.Why(reason), nil)
	why.Disabled = true
	menu := fyne.NewMenu("", why, fyne.NewMenuItemSeparator())
	for _, v := range l.Values() {
		item := fyne.NewMenuItem(speak.LabelValue(l, v), func() { c.correct(p.ID, l, v) })
		item.Checked = v == value
		menu.Items = append(menu.Items, item)
	}
	if reason == social.CorrectedByHand {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem(speak.T("labels.as_file"), func() { c.correct(p.ID, l, "") }))
	}
	return menu
}

// oneLine writes a post's text without line breaks, and not more of it than any screen shows in a line.
func oneLine(text string) string {
	const most = 300
	line := strings.Join(strings.Fields(text), " ")
	if runes := []rune(line); len(runes) > most {
		line = string(runes[:most]) + "…"
	}
	return line
}

// corrected is a correction that has been made.
type corrected struct {
	post  social.PostID
	label social.Label
	value string // empty: as the file says
	entry *entry // in the history
}

// correct stores what a person says of a post; every figure follows.
func (c *postsCard) correct(post social.PostID, l social.Label, value string) {
	d := c.desk
	open := func() { c.stay = c.card.Object().Visible() }
	made := corrected{post, l, value, &entry{what: "correct_" + string(l), turned: open}}
	d.Jobs.Start(Job{
		Name: d.Speak.T("labels.job"),
		Work: func(ctx context.Context, _ Progress) error {
			return record(ctx, d, made.entry, func(ctx context.Context, w *workspace.Workspace) error {
				_, err := w.Correct(ctx, post, time.Now(), workspace.Correction{Label: l, Value: value})
				return err
			})
		},
		Done: func(err error) {
			if err != nil {
				if !cancelled(err) {
					showError(d, "", err)
				}
				return
			}
			c.change = &made
			open()
			d.Changed()
		},
	})
}

// changed says what was corrected last and lets it be taken back.
func (c *postsCard) changed() fyne.CanvasObject {
	if c.change == nil || c.desk.History.last() != c.change.entry { // it has been taken back, or something else was changed since
		nothing := container.NewStack()
		nothing.Hide()
		return nothing
	}
	t, made := c.desk.Speak.T, *c.change
	id := "labels.changed"
	if made.value == "" {
		id = "labels.taken_back"
	}
	sentence := t(id, language.Args{"Label": c.desk.Speak.Label(made.label), "Value": c.desk.Speak.LabelValue(made.label, made.value)})
	undo := blocks.NewButtonWithIcon(t("labels.undo"), theme.ContentUndoIcon(), c.desk.History.Undo)
	return container.NewBorder(nil, nil, nil, undo, container.NewVBox(layout.NewSpacer(), blocks.Remark(sentence, false), layout.NewSpacer()))
}
