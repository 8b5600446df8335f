package pages

import (
	"context"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// postsCard is a card with the posts behind a figure. Any page may have one.
type postsCard struct {
	desk     *Desk
	card     *blocks.Card
	relayout func()
	latest   latest
}

// newPostsCard returns a card that is hidden until posts are shown.
func newPostsCard(d *Desk, closed, relayout func()) *postsCard {
	c := &postsCard{desk: d, relayout: relayout}
	shut := widget.NewButtonWithIcon(d.Speak.T("window.close"), theme.CancelIcon(), closed)
	shut.Importance = widget.LowImportance
	c.card = blocks.NewCard(blocks.CardOptions{Corner: shut})
	c.card.Object().Hide()
	return c
}

// Object returns the card for the window.
func (c *postsCard) Object() fyne.CanvasObject { return c.card.Object() }

// close hides the card.
func (c *postsCard) close() {
	if c.latest.cancel != nil {
		c.latest.cancel()
	}
	c.latest.order++
	c.card.Object().Hide()
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

// show reads the posts and shows them, then calls done.
func (c *postsCard) show(p postsBehind, done func()) {
	d := c.desk
	ask(d, &c.latest, func(ctx context.Context) ([]review.PostRow, error) {
		return d.Reviewer.PostsBehind(ctx, p.question, p.ids)
	}, func(rows []review.PostRow, err error) {
		c.card.SetWords(p.title, p.detail, "")
		if err != nil {
			c.card.SetBody(blocks.Remark(err.Error(), true))
		} else {
			c.card.SetBody(c.table(rows))
		}
		c.card.Object().Show()
		c.relayout()
		done()
	})
}

func (c *postsCard) table(rows []review.PostRow) fyne.CanvasObject {
	speak, zone := c.desk.Speak, c.desk.zone()
	t := speak.T
	return blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("page_forms.column.date"), Width: 125},
			{Title: t("page_forms.column.channel"), Width: 110, Grow: 1},
			{Title: t("page_forms.column.text"), Width: 200, Grow: 4},
			{Title: t("page_forms.column.engagement"), Width: 95, Figure: true},
			{Title: t("page_forms.column.rate"), Width: 65, Figure: true},
			{Title: t("page_forms.column.form"), Width: 95},
			{Title: "", Width: 80},
		},
		Rows:  len(rows),
		Row:   func(i int) []blocks.TableCell { return postCells(speak, rows[i], zone) },
		More:  func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
		Grown: c.relayout,
	})
}

// postCells are the cells of one post. What an export lacks shows as a dash, never as zero.
func postCells(speak *language.Speaker, row review.PostRow, zone *time.Location) []blocks.TableCell {
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
	return []blocks.TableCell{
		{Text: speak.Date(row.PublishedAt.In(zone)), Muted: true},
		{Text: row.Channel.Name, Muted: true},
		{Text: oneLine(row.Text)},
		figure, rate,
		{Text: speak.Form(row.Form), Muted: true},
		link,
	}
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
