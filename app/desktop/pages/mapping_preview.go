package pages

import (
	"strings"

	"fyne.io/fyne/v2"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/mapping"
)

// previewCard is the part of the mapping page that shows how the rows will be understood.
type previewCard struct {
	p    *mapper
	card *blocks.Card
}

func newPreviewCard(p *mapper) *previewCard {
	t := p.desk.Speak.T
	return &previewCard{p, blocks.NewCard(blocks.CardOptions{Title: t("mapping.preview.title"), Subtitle: t("mapping.preview.subtitle")})}
}

// wait says what is missing before rows can be shown.
func (c *previewCard) wait() {
	speak := c.p.desk.Speak
	parts := []fyne.CanvasObject{blocks.Muted(speak.T("mapping.preview.waiting"))}
	for _, p := range c.p.m.Problems() {
		parts = append(parts, blocks.Remark(lack(speak, p), true))
	}
	c.card.SetBody(blocks.Tight(parts...))
}

func (c *previewCard) fail(err error) {
	c.card.SetBody(blocks.Remark(c.p.desk.Speak.Error(err), true))
}

// show shows the first rows, and what would be refused of all.
func (c *previewCard) show(p *mapping.Preview) {
	speak := c.p.desk.Speak
	t := speak.T
	parts := []fyne.CanvasObject{blocks.Facts(
		blocks.Fact{Value: speak.Count(int64(p.Rows)), Label: t("import.count.rows")},
		blocks.Fact{Value: speak.Count(int64(p.Understood())), Label: t("mapping.preview.understood")},
		blocks.Fact{Value: speak.Count(int64(p.Refused)), Label: t("mapping.preview.refused"), Alarm: p.Refused > 0},
	)}
	for _, r := range p.Reasons {
		parts = append(parts, blocks.Remark(t("mapping.refusal", language.Args{
			"Count": r.Rows, "Column": r.Column, "Example": example(speak, r.First), "Reason": speak.Reason(r.Reason),
		}), true))
	}
	for _, n := range p.Notes {
		if n.Kind != importer.UnknownForms { // the card above asks for them
			parts = append(parts, blocks.Remark(speak.Note(n), false))
		}
	}
	parts = append(parts, c.table(p))
	c.card.SetBody(blocks.Column(parts...))
}

// example is where a refused row stands and what stands in it.
func example(speak *language.Speaker, p importer.Problem) string {
	value := p.Value
	if value == "" {
		value = speak.T("import.refused.empty")
	}
	return speak.T("mapping.preview.first", language.Args{"Value": value, "Row": speak.Count(int64(p.Row))})
}

func (c *previewCard) table(p *mapping.Preview) fyne.CanvasObject {
	speak := c.p.desk.Speak
	t := speak.T
	columns := []blocks.TableColumn{
		{Title: t("mapping.preview.row"), Width: 45, Figure: true},
		{Title: t("mapping.preview.date"), Width: 175},
		{Title: t("mapping.preview.where"), Width: 190, Grow: 1},
	}
	columns = append(columns, blocks.TableColumn{Title: t("mapping.preview.what." + string(p.Format.Kind)), Width: 200, Grow: 3})
	if p.Format.Kind == formats.Posts {
		columns = append(columns, blocks.TableColumn{Title: t("mapping.preview.form"), Width: 110})
	}
	return blocks.NewTable(blocks.TableOptions{
		Columns: columns, Rows: len(p.Lines), Step: mapping.PreviewLines,
		Row:    func(i int) []blocks.TableCell { return c.cells(p.Lines[i]) },
		Detail: func(i int) (string, bool) { return c.detail(p.Lines[i]) },
		More:   func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
	})
}

// cells are the first line of a row: when, whose, what.
func (c *previewCard) cells(l mapping.Line) []blocks.TableCell {
	speak := c.p.desk.Speak
	row := blocks.TableCell{Text: speak.Count(int64(l.Row)), Muted: true}
	if l.Problem != nil {
		return []blocks.TableCell{row, {Text: speak.T("mapping.preview.refused")}}
	}
	r := l.Record
	where := []string{}
	for _, part := range []string{r.Organisation, orElse(r.Channel, r.ChannelID), r.Post.Platform.Name()} {
		if part != "" && (len(where) == 0 || where[len(where)-1] != part) {
			where = append(where, part)
		}
	}
	cells := []blocks.TableCell{row, {Text: c.when(r)}, {Text: strings.Join(where, " · ")}}
	switch {
	case c.p.m.Kind == formats.Followers && len(r.Followers) > 0:
		return append(cells, blocks.TableCell{Text: speak.Count(r.Followers[0].Followers)})
	case c.p.m.Kind == formats.Figures:
		return append(cells, blocks.TableCell{Text: c.until(r)})
	case r.Page != nil:
		return append(cells, blocks.TableCell{Text: oneLine(r.Page.Page.String())})
	case r.Comment != nil:
		return append(cells, blocks.TableCell{Text: oneLine(r.Comment.Text)})
	}
	return append(cells, blocks.TableCell{Text: oneLine(orElse(r.Post.Text, r.Post.URL))}, blocks.TableCell{Text: speak.Form(r.Post.Form), Muted: r.Post.Form == ""})
}

// until writes the last day of a row's figures; empty where they are of one day.
func (c *previewCard) until(r importer.Record) string {
	d := c.p.desk
	if len(r.Figures) == 0 || r.Figures[0].From.Equal(r.Figures[0].To) {
		return ""
	}
	return d.Speak.Date(r.Figures[0].To.In(d.zone()))
}

// when writes the moment as it was understood, in the hospital's zone; without the hour where the file says none.
func (c *previewCard) when(r importer.Record) string {
	d := c.p.desk
	at, dayOnly := r.Post.PublishedAt, r.Post.DayOnly
	switch {
	case len(r.Figures) > 0:
		at, dayOnly = r.Figures[0].From, true
	case len(r.Followers) > 0:
		at, dayOnly = r.Followers[0].On, true
	case r.Comment != nil:
		at, dayOnly = r.Comment.WrittenAt, r.Comment.DayOnly
	case r.Page != nil && !r.Page.KnowsPeriod():
		return ""
	case r.Page != nil:
		at, dayOnly = r.Page.From, true
	}
	at = at.In(d.zone())
	if dayOnly {
		return d.Speak.Date(at)
	}
	return d.Speak.Date(at) + ", " + at.Format("15:04")
}

// detail is the second line of a row: its figures, or why it would be refused.
func (c *previewCard) detail(l mapping.Line) (text string, problem bool) {
	speak := c.p.desk.Speak
	if p := l.Problem; p != nil {
		if p.Column == "" {
			return speak.Reason(p.Reason), true
		}
		return p.Column + ": " + orElse(p.Value, speak.T("import.refused.empty")) + " – " + speak.Reason(p.Reason), true
	}
	var parts []string
	if page := l.Record.Page; page != nil {
		return c.pageFigures(page), false
	}
	for _, f := range l.Record.Figures {
		parts = append(parts, speak.Field(formats.Field(f.Metric))+" "+speak.Count(f.Value))
	}
	if c.p.m.Kind == formats.Figures {
		for _, f := range l.Record.Followers {
			parts = append(parts, speak.Field(formats.FollowerNumber)+" "+speak.Count(f.Followers))
		}
	}
	for m, v := range l.Record.Post.Metrics.All() {
		parts = append(parts, speak.Field(formats.Field(m.String()))+" "+speak.Count(v))
	}
	if l.Record.Post.Topic != "" && l.Record.Post.TopicReason == social.GivenInFile {
		parts = append(parts, speak.Topic(l.Record.Post.Topic))
	}
	return strings.Join(parts, "  ·  "), false
}

// pageFigures writes the figures of a website's page, those that are known.
func (c *previewCard) pageFigures(f *social.PageFigures) string {
	speak := c.p.desk.Speak
	var parts []string
	for _, figure := range []struct {
		field formats.Field
		value *int64
	}{
		{formats.Field(social.Views.String()), f.Views},
		{formats.Visitors, f.Visitors},
		{formats.Field(social.WatchTime.String()), f.WatchTime},
		{formats.Field(social.Clicks.String()), f.Clicks},
		{formats.Field(social.Impressions.String()), f.Impressions},
	} {
		if figure.value != nil {
			parts = append(parts, speak.Field(figure.field)+" "+speak.Count(*figure.value))
		}
	}
	return strings.Join(parts, "  ·  ")
}
