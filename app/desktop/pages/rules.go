package pages

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer/classify"
)

// rulesBox shows the manager's own rules and lets them be changed. While a rule is written it says how many posts it
// would touch.
type rulesBox struct {
	desk *Desk
	box  *dialog.CustomDialog

	list    *fyne.Container
	scroll  *container.Scroll
	label   *blocks.Choice
	value   *blocks.Choice
	where   *blocks.Choice
	words   *widget.Entry
	preview *blocks.Words
	add     *blocks.Button

	rules  []social.Rule
	draft  social.Rule
	listed latest
	tried  latest
}

// showRules opens the box.
func showRules(d *Desk) *rulesBox {
	b := &rulesBox{desk: d, list: blocks.Column()}
	t := d.Speak.T
	b.label = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("rules.label"), Width: 170, Framed: true, OnChanged: func(id string) { b.setLabel(social.Label(id)) }})
	b.value = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("rules.value"), Width: 230, Framed: true, OnChanged: func(id string) {
		b.draft.Value = id
		b.try()
	}})
	b.where = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("rules.platform"), Width: 190, Framed: true, OnChanged: func(id string) {
		b.draft.Platform = social.Platform(id)
		b.try()
	}})
	b.words = widget.NewEntry()
	b.words.SetPlaceHolder(t("rules.words_example"))
	b.words.OnChanged = func(text string) {
		b.draft.Words = text
		b.try()
	}
	b.words.OnSubmitted = func(string) { b.addDraft() }
	b.preview = blocks.Muted("")
	b.add = blocks.NewButtonWithIcon(t("rules.add"), theme.ContentAddIcon(), b.addDraft)
	b.add.Importance = widget.HighImportance
	var labels, platforms []blocks.Option
	for _, l := range social.RuleLabels() {
		labels = append(labels, blocks.Option{ID: string(l), Label: d.Speak.Label(l)})
	}
	platforms = append(platforms, blocks.Option{Label: t("window.context.all_platforms")})
	for _, p := range social.Platforms() {
		platforms = append(platforms, blocks.Option{ID: string(p), Label: p.Name()})
	}
	b.label.Set(labels, string(social.FormLabel))
	b.where.Set(platforms, "")
	b.setLabel(social.FormLabel)

	form := blocks.Column(
		blocks.NewWords(t("rules.new"), blocks.WordsOptions{Bold: true}),
		blocks.Flow(b.label.Object(), b.value.Object(), b.where.Object()),
		blocks.Tight(blocks.Small(t("rules.words")), container.NewBorder(nil, nil, nil, b.add, b.words)),
		b.preview,
	)
	b.scroll = container.NewVScroll(blocks.Narrow(b.list))
	head := blocks.Column(blocks.Muted(t("rules.text")), form, widget.NewSeparator())
	content := container.NewBorder(head, nil, nil, nil, b.scroll)
	b.box = dialog.NewCustom(t("rules.title"), t("window.close"), content, d.Window)
	b.box.Resize(dialogSize(d, 820, 640))
	b.read()
	blocks.Show(b.box, d.Window, blocks.Keys{First: b.words})
	return b
}

// setLabel offers the values of a label.
func (b *rulesBox) setLabel(l social.Label) {
	b.draft.Label = l
	if !slices.Contains(l.Values(), b.draft.Value) {
		b.draft.Value = l.Values()[0]
		if l == social.FormLabel {
			b.draft.Value = string(social.Infographic) // what no platform tells
		}
	}
	var values []blocks.Option
	for _, v := range l.Values() {
		values = append(values, blocks.Option{ID: v, Label: b.desk.Speak.LabelValue(l, v)})
	}
	b.value.Set(values, b.draft.Value)
	b.try()
}

// read reads the rules and lists them.
func (b *rulesBox) read() {
	ask(b.desk, &b.listed, func(ctx context.Context) ([]review.Rule, error) {
		rules, err := b.desk.Workspace.Rules(ctx)
		if err != nil {
			return nil, err
		}
		return b.desk.Reviewer.Reach(ctx, rules)
	}, func(rules []review.Rule, err error) {
		b.list.Objects = nil
		b.rules = nil
		for i, r := range rules {
			b.rules = append(b.rules, r.Rule)
			b.list.Add(b.row(i, r, len(rules)))
		}
		switch {
		case err != nil:
			b.list.Add(blocks.Remark(b.desk.Speak.Error(err), true))
		case len(rules) == 0:
			b.list.Add(blocks.Muted(b.desk.Speak.T("rules.none")))
		}
		b.list.Refresh()
		b.scroll.Refresh()
		b.try()
	})
}

// row shows a rule with the buttons that move and remove it.
func (b *rulesBox) row(i int, r review.Rule, n int) fyne.CanvasObject {
	button := func(icon fyne.Resource, able bool, do func()) *blocks.Button {
		w := blocks.NewButtonWithIcon("", icon, do)
		w.Importance = widget.LowImportance
		if !able {
			w.Disable()
		}
		return w
	}
	swap := func(j int) func() {
		return func() {
			rules := slices.Clone(b.rules)
			rules[i], rules[j] = rules[j], rules[i]
			b.store(rules)
		}
	}
	buttons := container.NewHBox(
		button(theme.MoveUpIcon(), i > 0, swap(i-1)), button(theme.MoveDownIcon(), i < n-1, swap(i+1)),
		button(theme.DeleteIcon(), true, func() { b.store(slices.Delete(slices.Clone(b.rules), i, i+1)) }),
	)
	speak := b.desk.Speak
	return container.NewBorder(nil, nil, nil, buttons, blocks.Tight(
		blocks.NewWords(r.Sentence(speak), blocks.WordsOptions{}), blocks.Small(r.Reach(speak))))
}

// try says how many posts the rule being written would touch, after all the others, or what it lacks.
func (b *rulesBox) try() {
	b.add.Disable()
	if strings.TrimSpace(b.draft.Words) == "" {
		b.tried.order++ // an answer under way is about words that are not there any more
		b.preview.SetText(b.desk.Speak.T("rules.hint"))
		return
	}
	rules := append(slices.Clone(b.rules), b.draft)
	ask(b.desk, &b.tried, func(ctx context.Context) ([]review.Rule, error) {
		return b.desk.Reviewer.Reach(ctx, rules)
	}, func(all []review.Rule, err error) {
		if err != nil {
			b.preview.SetText(b.problem(err))
			return
		}
		last := all[len(all)-1]
		b.preview.SetText(b.desk.Speak.T("rules.preview", language.Args{"Reach": last.Reach(b.desk.Speak)}))
		b.add.Enable()
	})
}

// problem says what is wrong with a rule's words.
func (b *rulesBox) problem(err error) string {
	t := b.desk.Speak.T
	switch {
	case errors.Is(err, classify.ErrNoWords):
		return t("rules.problem.no_words")
	case errors.Is(err, classify.ErrStar):
		return t("rules.problem.star")
	case errors.Is(err, classify.ErrQuotes):
		return t("rules.problem.quotes")
	case errors.Is(err, classify.ErrTooLong):
		return t("rules.problem.too_long")
	}
	return b.desk.Speak.Error(err)
}

// addDraft takes the rule being written among the others.
func (b *rulesBox) addDraft() {
	if b.add.Disabled() {
		return
	}
	rules := append(slices.Clone(b.rules), b.draft)
	b.words.SetText("")
	b.store(rules)
	b.desk.Window.Canvas().Focus(b.words)
}

// store puts the rules in the place of those there were; every figure follows.
func (b *rulesBox) store(rules []social.Rule) {
	d := b.desk
	d.Jobs.Start(Job{
		Name: d.Speak.T("rules.job"),
		Work: func(ctx context.Context, _ Progress) error {
			return record(ctx, d, &entry{what: "rules"}, func(ctx context.Context, w *workspace.Workspace) error { return w.SetRules(ctx, rules) })
		},
		Done: func(err error) {
			if err != nil && !cancelled(err) {
				showError(d, "", err)
			}
			b.read()
			d.Changed()
		},
	})
}
