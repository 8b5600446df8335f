package pages

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// watchRow is the row of the page Import on which a person chooses a folder to be watched, and answers for files that
// wait.
type watchRow struct {
	desk   *Desk
	pick   *picker
	take   func(paths []string)
	object *fyne.Container
	after  func() // called when the row has changed its height
}

// show brings the row up to date.
func (r *watchRow) show() {
	var parts []fyne.CanvasObject
	for _, path := range r.desk.Watch.Waiting() {
		parts = append(parts, r.waiting(path))
	}
	r.object.Objects = append(parts, r.row())
	r.object.Refresh()
	r.after()
}

// waiting asks about one file.
func (r *watchRow) waiting(path string) fyne.CanvasObject {
	t := r.desk.Speak.T
	return blocks.NewNotice(blocks.NoticeOptions{
		Warning: true,
		Text:    t("import.watch.waiting", language.Args{"File": filepath.Base(path)}),
		Aside: container.NewHBox(
			blocks.NewButton(t("import.watch.answer"), func() { r.take([]string{path}) }),
			quiet(t("import.whose.leave_out"), func() { r.desk.Watch.Answered(path) }),
		),
	})
}

// row is the row itself.
func (r *watchRow) row() fyne.CanvasObject {
	t := r.desk.Speak.T
	folder, on := r.desk.Watch.Folder()
	if folder == "" {
		return blocks.NewNotice(blocks.NoticeOptions{
			Icon: theme.FolderIcon(), Text: t("import.watch.offer"), Detail: t("import.watch.explain"),
			Aside: blocks.NewButton(t("import.watch.choose"), r.choose),
		})
	}
	text := "import.watch.off"
	if on {
		text = "import.watch.on"
	}
	check := widget.NewCheck(t("import.watch.switch"), nil)
	check.Checked = on
	check.OnChanged = r.desk.Watch.Switch
	return blocks.NewNotice(blocks.NoticeOptions{
		Icon: theme.FolderIcon(), Warning: r.desk.Watch.lost,
		Text:   t(text, language.Args{"Folder": filepath.Base(folder)}),
		Detail: r.detail(folder),
		Aside:  container.NewHBox(check, quiet(t("import.watch.another"), r.choose)),
	})
}

// detail says where the folder is and what happened last.
func (r *watchRow) detail(folder string) string {
	t, w := r.desk.Speak.T, r.desk.Watch
	switch {
	case w.lost:
		return t("import.watch.lost", language.Args{"Folder": folder})
	case w.strange != "":
		return t("import.watch.strange", language.Args{"File": w.strange})
	case w.last != "":
		return t("import.watch.last", language.Args{"File": w.last})
	}
	return folder
}

// quiet is a button of second rank.
func quiet(label string, do func()) *blocks.Button {
	button := blocks.NewButton(label, do)
	button.Importance = widget.LowImportance
	return button
}

// choose asks for the folder.
func (r *watchRow) choose() {
	d := r.desk
	open := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			showError(d, "", err)
			return
		}
		if folder != nil {
			d.Watch.Watch(folder.Path())
		}
	}, d.Window)
	open.SetTitleText(d.Speak.T("import.watch.choose"))
	open.SetConfirmText(d.Speak.T("start.form.choose"))
	open.SetView(dialog.ListView)
	r.pick.show(open)
}
