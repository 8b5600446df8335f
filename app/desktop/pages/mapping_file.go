package pages

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/importer/formats"
	"auscult/importer/mapping"
)

// fileCard is the part of the mapping page that says what counts for all rows of the file.
type fileCard struct {
	p    *mapper
	card *blocks.Card

	kind, table, header, platform, owner, dates, zone *blocks.Choice
	name, organisation, channel                       *blocks.Field
	tableField, organisationField, channelField       fyne.CanvasObject
	datesField                                        fyne.CanvasObject
	flow                                              *fyne.Container
}

// Identifiers of choices that are no value of their own.
const (
	columnSaysIt = "column"
	asksEachTime = "ask"
	hospitalZone = "hospital"
)

// zonesOfExports are the time zones in which exports are usually written, beside the hospital's own.
var zonesOfExports = []string{
	"UTC", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Zurich", "America/New_York", "America/Los_Angeles",
}

func newFileCard(p *mapper) *fileCard {
	c := &fileCard{p: p}
	t := p.desk.Speak.T
	choice := func(caption string, width float32, do func(string)) *blocks.Choice {
		return blocks.NewChoice(blocks.ChoiceOptions{Caption: caption, Width: width, Framed: true, OnFocus: p.reveal, OnChanged: do})
	}
	c.kind = choice(t("mapping.caption.kind"), 230, func(id string) { p.show(p.m.WithKind(formats.Kind(id))) })
	c.table = choice(t("mapping.caption.table"), 260, func(id string) { p.show(p.m.WithTable(number(id))) })
	c.header = choice(t("mapping.caption.header"), 330, func(id string) { p.show(p.m.WithHeader(number(id))) })
	c.platform = choice(t("mapping.caption.platform"), 190, func(id string) { c.say(func() { p.m.SetPlatform(social.Platform(none(id))) }) })
	c.owner = choice(t("mapping.caption.owner"), 230, func(id string) { c.say(func() { p.m.SetOwner(mapping.Owner(none(id)), c.organisation.Text) }) })
	c.dates = choice(t("mapping.caption.dates"), 290, func(id string) { c.say(func() { p.m.Dates = id }) })
	c.zone = choice(t("mapping.caption.zone"), 220, func(id string) { c.say(func() { p.m.Zone = none(id) }) })
	c.name = blocks.NewField(t("mapping.hint.name"), func(text string) {
		p.m.Name = text
		p.named()
	})
	c.organisation = blocks.NewField(t("mapping.hint.organisation"), func(text string) { c.say(func() { p.m.SetOwner(mapping.Always, text) }) })
	c.channel = blocks.NewField(t("mapping.hint.channel"), func(text string) { c.say(func() { p.m.SetChannel(text) }) })
	c.tableField = c.table.Object()
	c.organisationField = blocks.Captioned(t("mapping.caption.organisation"), 230, c.organisation)
	c.channelField = blocks.Captioned(t("mapping.caption.channel"), 190, c.channel)
	c.datesField = c.dates.Object()
	c.flow = blocks.Flow(
		blocks.Captioned(t("mapping.caption.name"), 260, c.name), c.kind.Object(), c.tableField, c.header.Object(), c.platform.Object(),
		c.owner.Object(), c.organisationField, c.channelField, c.datesField, c.zone.Object(),
	)
	c.card = blocks.NewCard(blocks.CardOptions{Title: t("mapping.file.title"), Body: c.flow})
	return c
}

// number reads an index that was written as a choice's identifier.
func number(id string) int {
	n, err := strconv.Atoi(id)
	if err != nil {
		return 0
	}
	return n
}

// none turns the choices that stand for nothing into nothing.
func none(id string) string {
	switch id {
	case columnSaysIt, asksEachTime, hospitalZone:
		return ""
	}
	return id
}

// say takes up what a person says.
func (c *fileCard) say(change func()) {
	change()
	c.p.changed()
}

// refresh shows what is said.
func (c *fileCard) refresh() {
	m, speak := c.p.m, c.p.desk.Speak
	t := speak.T
	var kinds []blocks.Option
	for _, k := range formats.Kinds() {
		kinds = append(kinds, blocks.Option{ID: string(k), Label: t("mapping.kind." + string(k))})
	}
	c.kind.Set(kinds, string(m.Kind))
	c.refreshTable()
	c.name.Set(m.Name, c.p.knownNames())
	c.refreshWhose()
	manners := m.DateManners()
	if len(manners) == 0 {
		manners = mapping.Manners()
	}
	options := make([]blocks.Option, len(manners))
	for i, name := range manners {
		options[i] = blocks.Option{ID: name, Label: t("mapping.manner." + name)}
	}
	c.dates.Set(options, m.Dates)
	showIf(c.datesField, !m.TypedDates() && len(m.Of(m.Kind.DateField())) > 0)
	zones := []blocks.Option{{ID: hospitalZone, Label: t("mapping.zone.hospital")}}
	for _, z := range zonesOfExports {
		zones = append(zones, blocks.Option{ID: z, Label: z})
	}
	c.zone.Set(zones, orElse(m.Zone, hospitalZone))
	c.flow.Refresh()
}

// refreshTable shows which table and which row of it is meant.
func (c *fileCard) refreshTable() {
	m := c.p.m
	tables := m.Tables()
	options := make([]blocks.Option, len(tables))
	chosen := ""
	for i, name := range tables {
		options[i] = blocks.Option{ID: strconv.Itoa(i), Label: name}
		if name == m.Table() {
			chosen = options[i].ID
		}
	}
	c.table.Set(options, chosen)
	showIf(c.tableField, len(tables) > 1)
	rows := m.Headers()
	options, chosen = make([]blocks.Option, len(rows)), ""
	for i, row := range rows {
		var names []string
		for _, cell := range row.Cells {
			if text := strings.TrimSpace(cell.Text); text != "" {
				names = append(names, text)
			}
		}
		const most = 40
		options[i] = blocks.Option{ID: strconv.Itoa(i), Label: c.p.desk.Speak.T("mapping.header.row", language.Args{
			"Row": row.Number, "Names": cut(strings.Join(names, ", "), most),
		})}
		if row.Number == m.Header() {
			chosen = options[i].ID
		}
	}
	c.header.Set(options, chosen)
}

// refreshWhose shows whose the rows are.
func (c *fileCard) refreshWhose() {
	m, t := c.p.m, c.p.desk.Speak.T
	var platforms []blocks.Option
	chosen := string(m.Platform)
	if len(m.Of(formats.Platform)) > 0 {
		platforms = append(platforms, blocks.Option{ID: columnSaysIt, Label: t("mapping.platform.column")})
		chosen = columnSaysIt
	}
	for _, p := range social.Platforms() {
		platforms = append(platforms, blocks.Option{ID: string(p), Label: p.Name()})
	}
	c.platform.Set(platforms, chosen)
	showIf(c.platform.Object(), m.Kind.Platform() == "")
	var owners []blocks.Option
	chosen = orElse(string(m.Owner), asksEachTime)
	if len(m.Of(formats.Organisation)) > 0 {
		owners = append(owners, blocks.Option{ID: columnSaysIt, Label: t("mapping.owner.column")})
		chosen = columnSaysIt
	}
	owners = append(owners, blocks.Option{ID: asksEachTime, Label: t("mapping.owner.ask")},
		blocks.Option{ID: string(mapping.Always), Label: t("mapping.owner.always")},
		blocks.Option{ID: string(mapping.EachChannel), Label: t("mapping.owner.channel")})
	c.owner.Set(owners, chosen)
	names := make([]string, len(c.p.organisations))
	for i, o := range c.p.organisations {
		names[i] = o.Name
	}
	c.organisation.Set(m.Organisation, names)
	showIf(c.organisationField, m.Owner == mapping.Always)
	names = nil
	for _, channel := range c.p.channels {
		names = append(names, channel.Name)
	}
	slices.Sort(names)
	c.channel.Set(m.Channel, slices.Compact(names))
	showIf(c.channelField, len(m.Of(formats.Channel)) == 0)
}

func showIf(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// cut shortens a text that has to fit into a choice.
func cut(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
