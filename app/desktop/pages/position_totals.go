package pages

import (
	"context"
	"strings"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// totalsCard lays what pages counted as a whole beside what their posts add up to. It hides where there is nothing.
type totalsCard struct {
	*blocks.Card
	desk   *Desk
	latest latest
}

func newTotalsCard(d *Desk) *totalsCard {
	c := &totalsCard{Card: blocks.NewCard(blocks.CardOptions{Title: d.Speak.T("totals.title")}), desk: d}
	c.Object().Hide()
	return c
}

// refresh asks the desk's question anew, about everybody.
func (c *totalsCard) refresh() {
	question := c.desk.Question
	question.Organisation = 0
	ask(c.desk, &c.latest, func(ctx context.Context) (review.Totals, error) {
		return c.desk.Reviewer.Totals(ctx, question)
	}, c.show)
}

// show shows a row a metric. The page says what went wrong where something did: it asks the same workspace.
func (c *totalsCard) show(t review.Totals, err error) {
	if err != nil || len(t.Rows) == 0 {
		c.Object().Hide()
		return
	}
	speak := c.desk.Speak
	column := func(id string, width float32) blocks.TableColumn {
		return blocks.TableColumn{Title: speak.T(id), Width: width, Figure: true}
	}
	page, posts := column("totals.page", 130), column("totals.posts", 150)
	page.Grow, posts.Grow = 2, 3
	columns := []blocks.TableColumn{
		{Title: speak.T("show.organisation"), Width: 130, Grow: 2},
		{Title: speak.T("show.platform"), Width: 78},
		{Title: speak.T("totals.metric"), Width: 120},
		page, posts, column("totals.days", 92),
	}
	c.SetWords(speak.T("totals.title"), t.Subtitle(speak)+". "+t.Why(speak), strings.TrimSpace(t.Detail(speak)+" "+t.Source(speak)))
	c.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: columns, Rows: len(t.Rows),
		Row:    func(i int) []blocks.TableCell { return c.row(t.Rows, i) },
		Detail: func(i int) (string, bool) { return t.Rows[i].Missing(speak), false },
		More:   func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
	}))
	c.Object().Show()
}

// row is the i-th row. A channel's rows stand under its name, and a source is named where it begins.
func (c *totalsCard) row(rows []review.TotalsRow, i int) []blocks.TableCell {
	speak, row := c.desk.Speak, rows[i]
	cells := []blocks.TableCell{
		{Text: row.Organisation.Name, Under: otherName(row.Channel, row.Organisation)},
		{Text: row.Channel.Platform.Name()},
		{Text: row.MetricName(speak)},
		{Text: row.PageTotal(speak), Under: row.PageSource(speak)},
		{Text: row.BesideTotal(speak), Under: row.BesideSource(speak)},
		{Text: row.Days(speak), Muted: row.Page.Total != nil},
	}
	if i == 0 || rows[i-1].Channel.ID != row.Channel.ID {
		return cells
	}
	cells[0], cells[1] = blocks.TableCell{}, blocks.TableCell{}
	if before := rows[i-1]; before.PageSource(speak) == cells[3].Under {
		cells[3].Under = ""
	}
	if before := rows[i-1]; before.BesideSource(speak) == cells[4].Under {
		cells[4].Under = ""
	}
	return cells
}

// otherName is the channel's name where it says more than the organisation's.
func otherName(c social.Channel, o social.Organisation) string {
	if c.Name == o.Name {
		return ""
	}
	return c.Name
}
