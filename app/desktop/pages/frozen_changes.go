package pages

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"auscult/app/desktop/blocks"
	"auscult/app/frozen"
	"auscult/app/language"
)

// compare says in a box what has changed since the review was frozen.
func (b *frozenBox) compare(k frozen.Kept) {
	d := b.desk
	body := blocks.Column(blocks.Muted(d.Speak.T("frozen.comparing")))
	scroll := container.NewVScroll(blocks.Narrow(blocks.BesideScroll(body)))
	showBox(d, d.Speak.T("frozen.compare_title", language.Args{"Date": frozenAt(d, k.Review)}), scroll, 900, 620)
	ask(d, &b.latest, func(ctx context.Context) (frozen.Changes, error) { return frozen.Compare(ctx, d.Reviewer, k) }, func(c frozen.Changes, err error) {
		if err != nil {
			body.Objects = []fyne.CanvasObject{blocks.Remark(d.Speak.Error(err), true)}
		} else {
			body.Objects = changesOf(d.Speak, c, scroll.Refresh)
		}
		body.Refresh()
		scroll.Refresh()
	})
}

// changesOf shows what is otherwise today; grown is called when it takes more room.
func changesOf(speak *language.Speaker, c frozen.Changes, grown func()) []fyne.CanvasObject {
	t := speak.T
	if c.Nothing() {
		return []fyne.CanvasObject{blocks.NewWords(t("frozen.nothing"), blocks.WordsOptions{})}
	}
	all := []fyne.CanvasObject{blocks.Muted(t("frozen.compare_text"))}
	say := func(text string) { all = append(all, blocks.NewWords(text, blocks.WordsOptions{})) }
	if !c.Posts {
		say(t("frozen.no_posts"))
	}
	for _, s := range c.Settings {
		say(frozen.SettingSentence(speak, s))
	}
	for _, e := range c.New {
		say(t("frozen.export_new", language.Args{"File": e.File, "Date": speak.Date(e.ExportedAt)}))
	}
	for _, e := range c.Gone {
		say(t("frozen.export_gone", language.Args{"File": e.File, "Date": speak.Date(e.ExportedAt)}))
	}
	table := func(changes []frozen.Change, wide bool, row func(frozen.Change) blocks.TableCell) {
		if len(changes) == 0 {
			return
		}
		width, grow := float32(110), float32(0)
		if wide {
			width, grow = 260, 2
		}
		all = append(all, blocks.NewTable(blocks.TableOptions{
			Columns: []blocks.TableColumn{
				{Title: t("frozen.what"), Width: 90, Grow: 1},
				{Title: t("frozen.then"), Width: width, Grow: grow, Figure: !wide},
				{Title: t("frozen.now"), Width: width, Grow: grow, Figure: !wide},
			},
			Rows: len(changes), Step: 20,
			Row: func(i int) []blocks.TableCell {
				x := changes[i]
				return []blocks.TableCell{row(x), {Text: orDash(x.Then), Wraps: wide}, {Text: orDash(x.Now), Wraps: wide}}
			},
			More:  func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
			Grown: grown,
		}))
	}
	table(c.Headlines, true, func(x frozen.Change) blocks.TableCell {
		return blocks.TableCell{Text: t("frozen.slide", language.Args{"Number": x.Slide})}
	})
	var figures, sentences []frozen.Change
	for _, x := range c.Figures {
		if x.Words {
			sentences = append(sentences, x)
		} else {
			figures = append(figures, x)
		}
	}
	place := func(x frozen.Change) blocks.TableCell {
		return blocks.TableCell{Text: x.Row, Under: x.Where + " · " + x.Name, Wraps: true}
	}
	table(figures, false, place)
	table(sentences, true, place)
	return all
}

// orDash stands a dash where there is nothing.
func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
