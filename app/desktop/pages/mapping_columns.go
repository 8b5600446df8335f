package pages

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/importer/formats"
	"auscult/importer/mapping"
)

// columnsCard is the part of the mapping page with the file's columns at the left and what they mean at the right.
type columnsCard struct {
	p      *mapper
	card   *blocks.Card
	object *blocks.Rows
	rows   map[int]*columnRow // by the column's index; those that are shown
	whole  bool               // whether all are shown
}

// columnRow is one of the file's columns.
type columnRow struct {
	field *blocks.Finder
	unit  *blocks.Choice
	why   *blocks.Words
	warn  *blocks.Words
}

func newColumnsCard(p *mapper) *columnsCard {
	t := p.desk.Speak.T
	c := &columnsCard{p: p}
	c.object = blocks.NewRows(
		blocks.TableColumn{Title: t("mapping.columns.file"), Width: 200, Grow: 3},
		blocks.TableColumn{Title: t("mapping.columns.field"), Width: 290, Grow: 1},
		blocks.TableColumn{Title: t("mapping.columns.why"), Width: 200, Grow: 2},
	)
	c.card = blocks.NewCard(blocks.CardOptions{Title: t("mapping.columns.title"), Subtitle: t("mapping.columns.subtitle"), Body: c.object.Object()})
	return c
}

// manyColumns is how many columns are shown at first, beside those that have a meaning: old exports have hundreds.
const manyColumns = 60

// build makes the rows of another header.
func (c *columnsCard) build() {
	c.whole = false
	c.fill()
}

func (c *columnsCard) fill() {
	c.object.Clear()
	c.rows = map[int]*columnRow{}
	for i := range c.p.m.Columns {
		if c.whole || i < manyColumns || c.p.m.Columns[i].Field != "" {
			c.rows[i] = c.row(i)
		}
	}
	if hidden := len(c.p.m.Columns) - len(c.rows); hidden > 0 {
		more := blocks.NewButton(c.p.desk.Speak.T("window.more", language.Args{"Count": hidden}), func() {
			c.whole = true
			c.fill()
			c.refresh()
			c.p.scaffold.Relayout()
		})
		more.Importance = widget.LowImportance
		c.object.Add(more)
	}
}

func (c *columnsCard) row(i int) *columnRow {
	p := c.p
	t := p.desk.Speak.T
	column := &p.m.Columns[i]
	r := &columnRow{
		why:  blocks.NewWords("", blocks.WordsOptions{Color: blocks.ColorMuted, Size: theme.SizeNameCaptionText}),
		warn: blocks.NewWords("", blocks.WordsOptions{Color: theme.ColorNameWarning, Size: theme.SizeNameCaptionText}),
	}
	r.field = blocks.NewFinder(blocks.FinderOptions{
		Empty: t("mapping.not_used"), Search: t("mapping.search"), Nothing: t("mapping.nothing"), Canvas: p.desk.Window.Canvas(),
		OnFocus: p.reveal,
		OnChanged: func(id string) {
			p.m.Assign(i, formats.Field(id))
			p.changed()
		},
	})
	r.unit = blocks.NewChoice(blocks.ChoiceOptions{Width: 120, Framed: true, OnFocus: p.reveal, OnChanged: func(id string) {
		p.m.SetUnit(i, id)
		p.changed()
	}})
	name := blocks.NewWords(column.Name, blocks.WordsOptions{Bold: true, Single: true})
	if column.Name == "" {
		name = blocks.Muted(t("mapping.unnamed"))
	}
	if !column.Mappable() {
		r.field.Disable()
	}
	c.object.Add(
		blocks.Tight(name, blocks.NewWords(c.examples(column), blocks.WordsOptions{Color: blocks.ColorMuted, Size: theme.SizeNameCaptionText, Single: true})),
		container.NewBorder(nil, nil, nil, r.unit.Object(), r.field.Object()),
		blocks.Tight(r.why, r.warn),
	)
	return r
}

// examples shows what stands in a column.
func (c *columnsCard) examples(column *mapping.Column) string {
	if len(column.Examples) == 0 {
		return c.p.desk.Speak.T("mapping.empty")
	}
	const most = 60
	texts := make([]string, len(column.Examples))
	for i, e := range column.Examples {
		texts[i] = cut(e, most)
	}
	return strings.Join(texts, "   ·   ")
}

// refresh shows what is said.
func (c *columnsCard) refresh() {
	speak, m := c.p.desk.Speak, c.p.m
	for i, r := range c.rows {
		column := &m.Columns[i]
		options := []blocks.FinderOption{{ID: "", Label: speak.T("mapping.not_used")}}
		for _, choice := range m.Choices(i) {
			o := blocks.FinderOption{ID: string(choice.Field), Label: speak.Field(choice.Field), Marked: choice.Needed}
			switch {
			case choice.Needed:
				o.Note = speak.T("mapping.needed")
			case choice.Adds:
				o.Note = speak.T("mapping.adds", language.Args{"Column": choice.UsedBy})
			case choice.UsedBy != "":
				o.Note = speak.T("mapping.used", language.Args{"Column": choice.UsedBy})
			}
			options = append(options, o)
		}
		r.field.Set(options, string(column.Field))
		r.unit.Set([]blocks.Option{{ID: "hours", Label: speak.T("mapping.unit.hours")}, {ID: "seconds", Label: speak.T("mapping.unit.seconds")}}, column.Unit)
		showIf(r.unit.Object(), column.Field.NeedsUnit())
		why, warn := c.because(i)
		r.why.SetText(why)
		r.warn.SetText(warn)
	}
	c.object.Object().Refresh()
}

// because says why a column means what it does, or what is wrong with it.
func (c *columnsCard) because(i int) (why, warn string) {
	speak, m := c.p.desk.Speak, c.p.m
	column := &m.Columns[i]
	for _, p := range m.Problems() {
		if p.Column == column.Name && p.Column != "" && column.Field == p.Field {
			return "", lack(speak, p)
		}
	}
	switch {
	case column.Name == "":
		return speak.T("mapping.nameless"), ""
	case column.Repeated:
		return speak.T("mapping.repeated"), ""
	case column.Field == "":
		return "", ""
	}
	if others := m.Of(column.Field); len(others) > 1 {
		for _, other := range others {
			if other != i {
				why = speak.T("mapping.summed", language.Args{"Column": m.Columns[other].Name})
				break
			}
		}
	}
	switch column.Why {
	case mapping.ByName:
		return orElse(why, speak.T("mapping.why.name")), ""
	case mapping.BySimilarName, mapping.ByValues:
		return why, speak.T("mapping.why." + string(column.Why))
	}
	return why, ""
}

// wordsCard is the part of the mapping page that asks what the words in the column of content forms mean.
type wordsCard struct {
	p     *mapper
	card  *blocks.Card
	flow  *fyne.Container
	asked []string
	forms []*blocks.Choice
}

func newWordsCard(p *mapper) *wordsCard {
	c := &wordsCard{p: p, flow: blocks.Flow()}
	c.card = blocks.NewCard(blocks.CardOptions{Title: p.desk.Speak.T("mapping.words.title"), Body: c.flow})
	c.card.Object().Hide()
	return c
}

// unknownForm is the identifier of the choice of no content form.
const unknownForm = "unknown"

// refresh shows the words there are and what they mean.
func (c *wordsCard) refresh() {
	m, speak := c.p.m, c.p.desk.Speak
	words := m.Words()
	showIf(c.card.Object(), len(words) > 0)
	if len(words) == 0 {
		c.asked = nil
		return
	}
	c.card.SetWords(speak.T("mapping.words.title"), speak.T("mapping.words.subtitle", language.Args{
		"Column": m.Columns[m.Of(formats.NativeForm)[0]].Name,
	}), "")
	if strings.Join(words, "\x00") != strings.Join(c.asked, "\x00") {
		c.asked, c.forms, c.flow.Objects = words, nil, nil
		for _, w := range words {
			choice := blocks.NewChoice(blocks.ChoiceOptions{Caption: cut(w, 30), Width: 180, Framed: true, OnFocus: c.p.reveal, OnChanged: func(id string) {
				if id == unknownForm {
					id = ""
				}
				m.SetForm(w, social.Form(id))
				c.p.changed()
			}})
			c.forms = append(c.forms, choice)
			c.flow.Add(choice.Object())
		}
	}
	options := []blocks.Option{{ID: unknownForm, Label: speak.Form("")}}
	for _, f := range social.Forms() {
		options = append(options, blocks.Option{ID: string(f), Label: speak.Form(f)})
	}
	for i, w := range words {
		c.forms[i].Set(options, orElse(string(m.Forms[formats.Normal(w)]), unknownForm))
	}
	c.flow.Refresh()
}
