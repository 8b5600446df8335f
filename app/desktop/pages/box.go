package pages

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"auscult/app/desktop/blocks"
)

// showBox shows a box that only says something, with a button that closes it, as Esc does, and others beside it.
func showBox(d *Desk, title string, content fyne.CanvasObject, width, height float32, others ...fyne.CanvasObject) *dialog.CustomDialog {
	return showBoxWith(d, title, content, width, height, nil, others...)
}

// showBoxWith is [showBox] with a field in it that is written in first.
func showBoxWith(d *Desk, title string, content fyne.CanvasObject, width, height float32, first fyne.Focusable, others ...fyne.CanvasObject) *dialog.CustomDialog {
	box := dialog.NewCustomWithoutButtons(title, content, d.Window)
	shut := blocks.NewButton(d.Speak.T("window.close"), box.Hide)
	if first == nil {
		first = shut
	}
	box.SetButtons(append([]fyne.CanvasObject{shut}, others...))
	box.Resize(dialogSize(d, width, height))
	blocks.Show(box, d.Window, blocks.Keys{First: first})
	return box
}

// dialogSize is the size asked for, as far as the window has room for it.
func dialogSize(d *Desk, width, height float32) fyne.Size {
	size := d.Window.Canvas().Size()
	return fyne.NewSize(min(size.Width*0.9, width), min(size.Height*0.9, height))
}

// chooseFolder asks for a folder to write something into.
func chooseFolder(d *Desk, title string, then func(folder string)) {
	open := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			showError(d, "", err)
		case folder != nil:
			then(folder.Path())
		}
	}, d.Window)
	open.SetTitleText(title)
	open.SetConfirmText(d.Speak.T("start.form.choose"))
	open.SetDismissText(d.Speak.T("window.cancel"))
	open.SetView(dialog.ListView)
	size := d.Window.Canvas().Size()
	open.Resize(fyne.NewSize(min(size.Width*0.85, 900), size.Height*0.8))
	blocks.Show(open, d.Window, blocks.Keys{})
}
