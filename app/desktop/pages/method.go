package pages

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// methodLink is the link under a chart that says how it was computed. The method is asked for when the link is followed.
func methodLink(d *Desk, method func() review.Method, show func(postsBehind), question func() review.Question) blocks.Action {
	return blocks.Action{Label: d.Speak.T("method.title"), Do: func() { showMethod(d, method(), show, question()) }}
}

// showMethod opens a dialog that says how figures were computed, which exports they rest on, and leads to the posts.
func showMethod(d *Desk, m review.Method, show func(postsBehind), q review.Question) *dialog.CustomDialog {
	t := d.Speak.T
	column := blocks.Column()
	for _, part := range m.Parts {
		column.Add(methodPart(part))
	}
	var box *dialog.CustomDialog
	scroll := container.NewVScroll(blocks.Narrow(column))
	var others []fyne.CanvasObject
	var reading latest
	if len(m.Behind) > 0 {
		ask(d, &reading, func(ctx context.Context) (review.Exports, error) {
			return d.Reviewer.ExportsBehind(ctx, m.Behind)
		}, func(e review.Exports, err error) {
			if err != nil {
				column.Add(blocks.Remark(d.Speak.Error(err), true))
			} else {
				column.Add(methodPart(e.Part(d.Speak)))
			}
			scroll.Refresh()
		})
		others = append(others, blocks.NewButtonWithIcon(t("method.show_posts"), theme.ListIcon(), func() {
			box.Hide()
			show(postsBehind{title: t("method.posts"), question: q, ids: m.Behind})
		}))
	}
	box = showBox(d, t("method.title"), scroll, 760, 620, others...)
	box.SetOnClosed(func() {
		if reading.cancel != nil {
			reading.cancel()
		}
	})
	return box
}

func methodPart(p review.MethodPart) fyne.CanvasObject {
	lines := []fyne.CanvasObject{blocks.NewWords(p.Title, blocks.WordsOptions{Bold: true})}
	for _, line := range p.Lines {
		lines = append(lines, blocks.NewWords(line, blocks.WordsOptions{}))
	}
	return blocks.Tight(lines...)
}
