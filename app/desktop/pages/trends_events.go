package pages

import (
	"context"
	"errors"
	"strings"
	"time"

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
)

// eventsCard lists the dated events of the workspace with what came of them, and the definition breaks that the lines
// cross. Events are added, changed and removed here.
type eventsCard struct {
	desk *Desk
	card *blocks.Card
	add  *blocks.Button // adds an event
}

func newEventsCard(d *Desk) *eventsCard {
	c := &eventsCard{desk: d}
	t := d.Speak.T
	c.add = blocks.NewButtonWithIcon(t("page_trends.events.add"), theme.ContentAddIcon(), func() { c.edit(social.Annotation{}) })
	breaks := blocks.NewButtonWithIcon(t("page_trends.breaks.button"), theme.ListIcon(), func() { showBreaks(d) })
	c.card = blocks.NewCard(blocks.CardOptions{
		Title: t("page_trends.events.title"), Subtitle: t("page_trends.events.text"), Corner: container.NewHBox(breaks, c.add),
	})
	return c
}

// show lists what there is.
func (c *eventsCard) show(t review.Trends) {
	speak := c.desk.Speak
	var rows []fyne.CanvasObject
	for _, e := range t.Events {
		rows = append(rows, c.row(t, e))
	}
	if len(rows) == 0 {
		rows = append(rows, blocks.Muted(speak.T("page_trends.events.none")))
	}
	for _, b := range t.Breaks {
		rows = append(rows, tagged(b.Letter, blocks.Muted(b.Sentence(speak))))
	}
	c.card.SetBody(blocks.Column(rows...))
}

// row shows an event with what came of it, and the buttons that change and remove it.
func (c *eventsCard) row(t review.Trends, e review.Event) fyne.CanvasObject {
	speak := c.desk.Speak
	tag, came := "", speak.T("page_trends.events.elsewhere")
	if e.Number > 0 {
		tag, came = speak.Count(int64(e.Number)), t.EffectSentence(speak, e)
	}
	buttons := container.NewHBox(
		quietButton(theme.DocumentCreateIcon(), func() { c.edit(e.Annotation) }),
		quietButton(theme.DeleteIcon(), func() { c.remove(e.ID) }),
	)
	return container.NewBorder(nil, nil, nil, buttons, tagged(tag, blocks.Tight(
		blocks.NewWords(e.Sentence(speak), blocks.WordsOptions{}), blocks.Small(came))))
}

// tagged stands a number or letter of the chart before what it means.
func tagged(tag string, body fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, blocks.AtLeast(18, blocks.NewWords(tag, blocks.WordsOptions{Bold: true, Single: true})), nil, body)
}

// quietButton is a button of an icon alone.
func quietButton(icon fyne.Resource, do func()) *blocks.Button {
	b := blocks.NewButtonWithIcon("", icon, do)
	b.Importance = widget.LowImportance
	return b
}

// edit asks for an event: a new one, or to change one that there is.
func (c *eventsCard) edit(a social.Annotation) {
	d := c.desk
	t := d.Speak.T
	title := t("page_trends.events.edit")
	if a.ID == 0 {
		title = t("page_trends.events.add")
		a.On = time.Now().In(d.zone())
	}
	day := dayEntry(d, a.On)
	what := wordsEntry(d, a.Text, "page_trends.events.what_example")
	platforms := []string{t("window.context.all_platforms")}
	for _, p := range social.Platforms() {
		platforms = append(platforms, p.Name())
	}
	where := widget.NewSelect(platforms, nil)
	where.SetSelectedIndex(1 + a.Platform.Order())
	if a.Platform == "" {
		where.SetSelectedIndex(0)
	}
	form := dialog.NewForm(title, t("page_trends.events.save"), t("window.cancel"), []*widget.FormItem{
		{Text: t("page_trends.events.day"), Widget: day, HintText: t("page_trends.events.day_hint", dayExample(d))},
		{Text: t("page_trends.events.what"), Widget: what},
		{Text: t("page_trends.events.platform"), Widget: where},
	}, func(yes bool) {
		if !yes {
			return
		}
		a.Text, a.Platform = what.Text, ""
		a.On, _ = d.Speak.ParseDay(day.Text) // validated
		if i := where.SelectedIndex(); i > 0 {
			a.Platform = social.Platforms()[i-1]
		}
		alter(d, "event", func(ctx context.Context, w *workspace.Workspace) error {
			_, err := w.SetAnnotation(ctx, a, time.Now())
			return err
		})
	}, d.Window)
	form.Resize(fyne.NewSize(560, 0))
	blocks.Show(form, d.Window, blocks.Keys{First: what})
}

func (c *eventsCard) remove(id social.AnnotationID) {
	alter(c.desk, "event_removed", func(ctx context.Context, w *workspace.Workspace) error { return w.RemoveAnnotation(ctx, id) })
}

// change changes the workspace in the background; then every page follows, and what else is told to.
func change(d *Desk, work func(context.Context) error, then ...func()) {
	d.Background.Go(func() {
		err := work(context.Background())
		d.Background.Do(func() {
			if err != nil {
				showError(d, "", err)
			}
			d.Changed()
			for _, do := range then {
				do()
			}
		})
	})
}

// dayEntry is a field for a day, filled with one.
func dayEntry(d *Desk, day time.Time) *widget.Entry {
	e := widget.NewEntry()
	e.SetText(d.Speak.Day(day))
	e.Validator = func(text string) error {
		if _, err := d.Speak.ParseDay(text); err != nil {
			return errors.New(d.Speak.T("page_trends.events.day_wrong", dayExample(d)))
		}
		return nil
	}
	return e
}

func dayExample(d *Desk) language.Args {
	return language.Args{"Example": d.Speak.Day(time.Date(2026, 5, 12, 0, 0, 0, 0, time.UTC))}
}

// wordsEntry is a field that must not stay empty.
func wordsEntry(d *Desk, text, example string) *widget.Entry {
	e := widget.NewEntry()
	e.SetText(text)
	e.SetPlaceHolder(d.Speak.T(example))
	e.Validator = func(text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New(d.Speak.T("page_trends.events.what_missing"))
		}
		return nil
	}
	return e
}
