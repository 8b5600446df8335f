package pages

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

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
	box = dialog.NewCustomWithoutButtons(t("method.title"), scroll, d.Window)
	shut := widget.NewButton(t("window.close"), func() { box.Hide() })
	buttons := []fyne.CanvasObject{shut}
	var reading latest
	if len(m.Behind) > 0 {
		ask(d, &reading, func(ctx context.Context) (review.Exports, error) {
			return d.Reviewer.ExportsBehind(ctx, m.Behind)
		}, func(e review.Exports, err error) {
			if err != nil {
				column.Add(blocks.Remark(err.Error(), true))
			} else {
				column.Add(methodPart(e.Part(d.Speak)))
			}
			scroll.Refresh()
		})
		buttons = append(buttons, widget.NewButtonWithIcon(t("method.show_posts"), theme.ListIcon(), func() {
			box.Hide()
			show(postsBehind{title: t("method.posts"), question: q, ids: m.Behind})
		}))
	}
	box.SetButtons(buttons)
	box.SetOnClosed(func() {
		if reading.cancel != nil {
			reading.cancel()
		}
	})
	box.Resize(dialogSize(d, 760, 620))
	box.Show()
	d.Window.Canvas().Focus(shut)
	return box
}

func methodPart(p review.MethodPart) fyne.CanvasObject {
	lines := []fyne.CanvasObject{blocks.NewWords(p.Title, blocks.WordsOptions{Bold: true})}
	for _, line := range p.Lines {
		lines = append(lines, blocks.NewWords(line, blocks.WordsOptions{}))
	}
	return blocks.Tight(lines...)
}

// dialogSize is the size asked for, as far as the window has room for it.
func dialogSize(d *Desk, width, height float32) fyne.Size {
	size := d.Window.Canvas().Size()
	return fyne.NewSize(min(size.Width*0.9, width), min(size.Height*0.9, height))
}
