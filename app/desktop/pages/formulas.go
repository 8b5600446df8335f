package pages

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// formulasLink is the link that shows every channel's rate by other tools' published formulas.
func formulasLink(d *Desk) blocks.Action {
	return blocks.Action{Label: d.Speak.T("formulas.title"), Do: func() { showFormulas(d) }}
}

// formulasBox shows the rates of channels by several formulas side by side, a platform at a time.
type formulasBox struct {
	desk     *Desk
	box      *dialog.CustomDialog
	intro    *blocks.Words
	note     *blocks.Words
	source   *blocks.Words
	platform *blocks.Segments
	table    *container.Scroll
	shown    review.Formulas
	latest   latest
}

// showFormulas opens the box with the answer to the desk's question.
func showFormulas(d *Desk) *formulasBox {
	b := &formulasBox{desk: d, intro: blocks.NewWords(d.Speak.T("formulas.job"), blocks.WordsOptions{}), note: blocks.Muted(""), source: blocks.Small("")}
	b.platform = blocks.NewSegments(func(id string) { b.showPlatform(social.Platform(id)) })
	b.table = container.NewScroll(blocks.Column())
	head := blocks.Column(blocks.Tight(b.intro, b.note), b.platform.Object())
	b.box = showBox(d, d.Speak.T("formulas.title"), container.NewBorder(head, b.source, nil, nil, b.table), 1400, 820)
	b.box.SetOnClosed(func() {
		if b.latest.cancel != nil {
			b.latest.cancel()
		}
	})
	question := d.Question
	ask(d, &b.latest, func(ctx context.Context) (review.Formulas, error) { return d.Reviewer.Formulas(ctx, question) }, b.show)
	return b
}

func (b *formulasBox) show(f review.Formulas, err error) {
	if err != nil {
		b.intro.SetText(b.desk.Speak.Error(err))
		return
	}
	b.shown = f
	speak := b.desk.Speak
	b.intro.SetText(f.Headline(speak))
	if len(f.Platforms) == 0 {
		return
	}
	b.note.SetText(f.Subtitle(speak))
	b.source.SetText(f.Source(speak))
	options := make([]blocks.Option, len(f.Platforms))
	for i, on := range f.Platforms {
		options[i] = blocks.Option{ID: string(on.Platform), Label: on.Platform.Name()}
	}
	b.platform.Set(options, options[0].ID)
	b.showPlatform(f.Platforms[0].Platform)
}

// showPlatform shows a row a formula and a column a channel, ours first; then what each formula is.
func (b *formulasBox) showPlatform(p social.Platform) {
	speak := b.desk.Speak
	for _, on := range b.shown.Platforms {
		if on.Platform != p {
			continue
		}
		columns := []blocks.TableColumn{{Title: speak.T("formulas.column"), Width: 215}}
		for _, c := range on.Channels {
			columns = append(columns, blocks.TableColumn{Title: c.Name(speak), Width: 120, Grow: 1, Figure: true})
		}
		columns = append(columns, blocks.TableColumn{Width: 2}) // keeps the scroll bar off the last figures
		var definitions []blocks.Entry
		for _, f := range on.Formulas {
			definitions = append(definitions, blocks.Entry{Name: review.FormulaName(speak, f), Text: review.Definition(speak, f, p)})
		}
		b.table.Content = blocks.Column(blocks.NewTable(blocks.TableOptions{
			Columns: columns, Rows: len(on.Formulas), Step: len(on.Formulas),
			Row: func(i int) []blocks.TableCell {
				f := on.Formulas[i]
				cells := []blocks.TableCell{{Text: review.FormulaName(speak, f)}}
				for _, c := range on.Channels {
					v := c.Figures[i]
					cells = append(cells, blocks.TableCell{Text: review.FormulaValue(speak, f, v), Under: review.Basis(speak, f, v)})
				}
				return cells
			},
		}), blocks.Entries(definitions...))
		b.table.Refresh()
		b.table.ScrollToTop()
	}
}
