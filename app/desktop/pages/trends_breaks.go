package pages

import (
	"context"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
	"auscult/app/workspace"
)

// breaksBox shows the definition breaks, switches them off and on, and takes further ones.
type breaksBox struct {
	desk   *Desk
	list   *fyne.Container
	scroll *container.Scroll
	latest latest

	day, what *widget.Entry
	where     *blocks.Choice
	counts    *blocks.Choice
	draft     social.DefinitionBreak
	add       *blocks.Button
}

// showBreaks opens the box.
func showBreaks(d *Desk) *breaksBox {
	b := &breaksBox{desk: d, list: blocks.Column()}
	t := d.Speak.T
	b.scroll = container.NewVScroll(blocks.Narrow(container.NewPadded(b.list)))
	content := container.NewBorder(blocks.Column(blocks.Muted(t("page_trends.breaks.text")), b.form(), widget.NewSeparator()), nil, nil, nil, b.scroll)
	box := dialog.NewCustom(t("page_trends.breaks.title"), t("window.close"), content, d.Window)
	size := d.Window.Canvas().Size()
	box.Resize(fyne.NewSize(min(size.Width*0.9, 860), min(size.Height*0.9, 680)))
	b.read()
	blocks.Show(box, d.Window, blocks.Keys{})
	return b
}

// form asks for a further break.
func (b *breaksBox) form() fyne.CanvasObject {
	d := b.desk
	t := d.Speak.T
	b.day = dayEntry(d, time.Now().In(d.zone()))
	b.what = wordsEntry(d, "", "page_trends.breaks.what_example")
	b.where = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("page_trends.events.platform"), Width: 170, Framed: true, OnChanged: func(id string) {
		b.draft.Platform = social.Platform(id)
	}})
	b.counts = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("page_trends.breaks.counts"), Width: 230, Framed: true, OnChanged: func(id string) {
		b.draft.Metrics = nil
		if m, ok := social.ParseMetric(id); ok {
			b.draft.Metrics = []social.Metric{m}
		}
	}})
	var platforms []blocks.Option
	for _, p := range social.Platforms() {
		platforms = append(platforms, blocks.Option{ID: string(p), Label: p.Name()})
	}
	b.draft.Platform = social.Platforms()[0]
	b.where.Set(platforms, string(b.draft.Platform))
	var metrics []blocks.Option
	for _, m := range social.AllMetrics() {
		metrics = append(metrics, blocks.Option{ID: m.String(), Label: t("metric." + m.String())})
	}
	b.draft.Metrics = []social.Metric{social.Reactions}
	b.counts.Set(metrics, social.Reactions.String())
	b.add = blocks.NewButtonWithIcon(t("page_trends.breaks.add"), theme.ContentAddIcon(), b.store)
	b.add.Importance = widget.HighImportance
	b.add.Disable()
	check := func(string) {
		if b.day.Validate() == nil && b.what.Validate() == nil {
			b.add.Enable()
		} else {
			b.add.Disable()
		}
	}
	b.day.OnChanged, b.what.OnChanged = check, check
	return blocks.Column(
		blocks.NewWords(t("page_trends.breaks.new"), blocks.WordsOptions{Bold: true}),
		blocks.Flow(blocks.Captioned(t("page_trends.events.day"), 150, b.day), b.where.Object(), b.counts.Object()),
		blocks.Tight(blocks.Small(t("page_trends.breaks.what")), container.NewBorder(nil, nil, nil, b.add, b.what)),
	)
}

// store adds the break that is written.
func (b *breaksBox) store() {
	if b.add.Disabled() {
		return
	}
	draft := b.draft
	draft.On, _ = b.desk.Speak.ParseDay(b.day.Text) // validated
	draft.What = map[string]string{"": b.what.Text}
	b.what.SetText("")
	b.change(func(ctx context.Context, w *workspace.Workspace) error {
		_, err := w.AddBreak(ctx, draft)
		return err
	})
}

// change changes the workspace and shows what is there then.
func (b *breaksBox) change(work func(ctx context.Context, w *workspace.Workspace) error) {
	alter(b.desk, "break", work, b.read)
}

// read reads the breaks and lists them, newest first.
func (b *breaksBox) read() {
	ask(b.desk, &b.latest, b.desk.Reviewer.Breaks, func(all []review.Break, err error) {
		b.list.Objects = nil
		if err != nil {
			b.list.Add(blocks.Remark(b.desk.Speak.Error(err), true))
		}
		for i := range all {
			b.list.Add(b.row(all[len(all)-1-i]))
		}
		b.list.Refresh()
		b.scroll.Refresh()
	})
}

// row shows a break with the box that switches it, and what it rests on.
func (b *breaksBox) row(r review.Break) fyne.CanvasObject {
	t := b.desk.Speak.T
	on := widget.NewCheck("", nil)
	on.Checked = !r.Off
	on.OnChanged = func(on bool) {
		b.change(func(ctx context.Context, w *workspace.Workspace) error { return w.SwitchBreak(ctx, r.ID, !on) })
	}
	var under, remove fyne.CanvasObject = blocks.Small(t("page_trends.breaks.own")), nil
	if source, err := url.Parse(r.Source); err == nil && r.Source != "" {
		under = blocks.Link(t("page_trends.breaks.source"), source)
	}
	if r.Own {
		remove = quietButton(theme.DeleteIcon(), func() {
			b.change(func(ctx context.Context, w *workspace.Workspace) error { return w.RemoveBreak(ctx, r.ID) })
		})
	}
	return container.NewBorder(nil, nil, on, remove, blocks.Tight(blocks.NewWords(r.Sentence(b.desk.Speak), blocks.WordsOptions{}), under))
}
