package pages

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/safeguard"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
	"auscult/app/workspace"
)

// houseBox shows the house rules and lets them be put off, weighed and added to.
type houseBox struct {
	desk   *Desk
	house  safeguard.House
	box    *dialog.CustomDialog
	own    *fyne.Container
	scroll *container.Scroll
	name   *widget.Entry
	words  *widget.Entry
	reason *widget.Entry
	weight *blocks.Choice
	matter safeguard.Severity
	wrong  *fyne.Container

	names, phones, domains *widget.Entry // what is the hospital's own
}

// showHouse opens the box.
func showHouse(d *Desk) {
	var l latest
	ask(d, &l, d.Workspace.House, func(h safeguard.House, err error) {
		if err != nil {
			showError(d, "", err)
			return
		}
		b := &houseBox{desk: d, house: h, own: blocks.Tight(), wrong: blocks.Tight(), name: widget.NewEntry(), words: widget.NewEntry(), reason: widget.NewEntry(), matter: safeguard.Warning}
		b.show()
	})
}

func (b *houseBox) show() {
	d, t := b.desk, b.desk.Speak.T
	b.name.SetPlaceHolder(t("house.name_example"))
	b.words.SetPlaceHolder(t("house.words_example"))
	b.reason.SetPlaceHolder(t("house.reason_example"))
	b.weight = b.severities(t("house.matters"), b.matter, false, func(s safeguard.Severity) { b.matter = s })
	add := blocks.NewButtonWithIcon(t("house.add"), theme.ContentAddIcon(), b.add)
	b.reason.OnSubmitted = func(string) { b.add() }
	b.list()
	own := func(example string, list []string) *widget.Entry {
		e := widget.NewEntry()
		e.SetPlaceHolder(t(example))
		e.SetText(strings.Join(list, ", "))
		return e
	}
	b.names = own("house.names_example", b.house.Ours.Names)
	b.phones, b.domains = own("house.phones_example", b.house.Ours.Phones), own("house.domains_example", b.house.Ours.Domains)
	content := blocks.Column(
		blocks.Muted(t("house.text")),
		b.rules(),
		blocks.NewWords(t("house.own"), blocks.WordsOptions{Bold: true}),
		b.own,
		blocks.Flow(blocks.Captioned(t("house.name"), 220, b.name), b.weight.Object(), blocks.Captioned(t("house.words"), 420, b.words)),
		blocks.Tight(blocks.Small(t("house.reason")), container.NewBorder(nil, nil, nil, add, b.reason)),
		b.wrong,
		blocks.Tight(blocks.NewWords(t("house.ours"), blocks.WordsOptions{Bold: true}), blocks.Muted(t("house.ours_text"))),
		blocks.Tight(blocks.Small(t("house.names")), b.names),
		blocks.Tight(blocks.Small(t("house.phones")), b.phones),
		blocks.Tight(blocks.Small(t("house.domains")), b.domains),
	)
	b.scroll = container.NewVScroll(blocks.Narrow(blocks.BesideScroll(content)))
	b.box = dialog.NewCustomWithoutButtons(t("house.title"), b.scroll, d.Window)
	keep := blocks.NewButtonWithIcon(t("house.keep"), theme.ConfirmIcon(), b.keep)
	keep.Importance = widget.HighImportance
	b.box.SetButtons([]fyne.CanvasObject{blocks.NewButton(t("window.cancel"), b.box.Hide), keep})
	b.box.Resize(dialogSize(d, 1000, 700))
	blocks.Show(b.box, d.Window, blocks.Keys{First: keep})
}

// severities is a choice of how much something matters; with off, also of not at all.
func (b *houseBox) severities(caption string, chosen safeguard.Severity, off bool, set func(safeguard.Severity)) *blocks.Choice {
	c := blocks.NewChoice(blocks.ChoiceOptions{Caption: caption, Width: 150, Framed: true, OnChanged: func(id string) {
		var s safeguard.Severity
		_ = s.UnmarshalText([]byte(id)) // one of those below
		set(s)
	}})
	var options []blocks.Option
	for _, v := range safeguard.Severities() {
		options = append(options, blocks.Option{ID: v.String(), Label: review.SafeguardSeverity(b.desk.Speak, v)})
	}
	if off {
		options = append(options, blocks.Option{Label: b.desk.Speak.T("house.off")})
	}
	c.Set(options, chosen.String())
	return c
}

// rules lists the rules that there are, each with how much it matters here and who asks for it.
func (b *houseBox) rules() fyne.CanvasObject {
	speak := b.desk.Speak
	applied, first := b.house.Applied(), safeguard.Rules()
	return blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: speak.T("house.rule"), Width: 300, Grow: 3}, {Title: speak.T("house.matters"), Width: 160}, {Title: speak.T("house.source"), Width: 260, Grow: 2},
		},
		Rows: len(applied), Step: len(applied),
		Row: func(i int) []blocks.TableCell {
			r := applied[i]
			choice := b.severities("", r.Severity, true, func(s safeguard.Severity) {
				b.house.Changed = slices.DeleteFunc(b.house.Changed, func(c safeguard.RuleChange) bool { return c.Rule == r.ID })
				if s != first[i].Severity {
					b.house.Changed = append(b.house.Changed, safeguard.RuleChange{Rule: r.ID, Off: s == 0, Severity: s})
				}
			})
			source := blocks.TableCell{Text: r.Source}
			if u, err := url.Parse(r.URL); err == nil {
				source.Link = u
			}
			return []blocks.TableCell{
				{Text: review.SafeguardKind(speak, r.Kind), Under: review.SafeguardReason(speak, safeguard.Finding{Rule: r.ID}), Wraps: true}, {Object: choice.Object()}, source,
			}
		},
	})
}

// list lists the rules of the hospital's own.
func (b *houseBox) list() {
	speak := b.desk.Speak
	b.own.Objects = nil
	if len(b.house.Own) == 0 {
		b.own.Add(blocks.Muted(speak.T("house.own_none")))
	} else {
		b.own.Add(blocks.NewTable(blocks.TableOptions{
			Plain: true, Rows: len(b.house.Own), Step: len(b.house.Own),
			Columns: []blocks.TableColumn{{Width: 200, Grow: 1}, {Width: 120}, {Width: 360, Grow: 3}, {Width: 40}},
			Row: func(i int) []blocks.TableCell {
				o := b.house.Own[i]
				return []blocks.TableCell{
					{Text: o.Name, Wraps: true},
					{Text: review.SafeguardSeverity(speak, o.Severity)},
					{Text: o.Reason, Under: strings.Join(o.Words, ", "), Wraps: true},
					{Object: quietButton(theme.DeleteIcon(), func() {
						b.house.Own = slices.Delete(b.house.Own, i, i+1)
						b.list()
					})},
				}
			},
		}))
	}
	b.own.Refresh()
	if b.scroll != nil {
		b.scroll.Refresh()
	}
}

// add takes up the rule that is written, and says what it lacks.
func (b *houseBox) add() {
	rule := safeguard.OwnRule{Name: strings.TrimSpace(b.name.Text), Severity: b.matter, Reason: strings.TrimSpace(b.reason.Text)}
	rule.Words = listed(b.words.Text)
	with := b.house
	with.Own = append(slices.Clone(b.house.Own), rule)
	b.wrong.Objects = nil
	if err := with.Check(); err != nil {
		b.wrong.Add(blocks.Remark(b.desk.Speak.Error(err), true))
		field := b.words
		switch {
		case errors.Is(err, safeguard.ErrOwnName):
			field = b.name
		case errors.Is(err, safeguard.ErrOwnReason):
			field = b.reason
		}
		b.desk.Window.Canvas().Focus(field)
		b.scroll.Refresh()
		return
	}
	b.house = with
	for _, field := range []*widget.Entry{b.name, b.words, b.reason} {
		field.SetText("")
	}
	b.list()
	b.desk.Window.Canvas().Focus(b.name)
}

// listed reads a list that is separated by commas.
func listed(text string) (all []string) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// keep keeps the rules; every page follows.
func (b *houseBox) keep() {
	house := b.house
	house.Ours = safeguard.Ours{Names: listed(b.names.Text), Phones: listed(b.phones.Text), Domains: listed(b.domains.Text)}
	b.box.Hide()
	alter(b.desk, "house", func(ctx context.Context, w *workspace.Workspace) error { return w.SetHouse(ctx, house) })
}
