package desktop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/workspace"
)

// isCancelled reports whether an error only says that a person has cancelled.
func isCancelled(err error) bool { return errors.Is(err, context.Canceled) }

// newForm asks for what a new workspace needs: the hospital's name, its time zone, and where the file is to be.
type newForm struct {
	s        *shell
	hospital *widget.Entry
	zone     *widget.SelectEntry
	name     *widget.Entry
	folder   *widget.Entry
	named    bool // whether the person has named the file
}

// askNew asks for a new workspace and makes it.
func (s *shell) askNew() {
	f := newNewForm(s)
	t := s.speak.T
	choose := blocks.NewButtonWithIcon("", theme.FolderOpenIcon(), f.chooseFolder)
	items := []*widget.FormItem{
		{Text: t("start.form.hospital"), Widget: f.hospital, HintText: t("start.form.hospital_hint")},
		{Text: t("start.form.zone"), Widget: f.zone, HintText: t("start.form.zone_hint")},
		{Text: t("start.form.name"), Widget: f.name},
		{Text: t("start.form.folder"), Widget: container.NewBorder(nil, nil, nil, choose, f.folder), HintText: t("start.form.folder_hint")},
	}
	d := dialog.NewForm(t("start.form.title"), t("start.form.make"), t("window.cancel"), items, func(yes bool) {
		if yes {
			f.create()
		}
	}, s.window)
	d.Resize(fyne.NewSize(620, 0))
	blocks.Show(d, s.window, blocks.Keys{First: f.hospital})
}

func newNewForm(s *shell) *newForm {
	f := &newForm{s: s, hospital: widget.NewEntry(), name: widget.NewEntry(), folder: widget.NewEntry()}
	f.hospital.SetPlaceHolder(s.speak.T("start.form.hospital_example"))
	f.hospital.Validator = func(text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New(s.speak.T("start.form.hospital_missing"))
		}
		return nil
	}
	f.zone = widget.NewSelectEntry(zones)
	f.zone.SetText(systemZone(s.speak.Language))
	f.zone.Validator = func(text string) error {
		if !zoneExists(text) {
			return errors.New(s.speak.T("start.form.zone_unknown"))
		}
		return nil
	}
	f.folder.SetText(pages.Documents())
	f.name.SetText(fileName(""))
	f.hospital.OnChanged = func(text string) {
		if !f.named {
			f.name.SetText(fileName(text))
			f.named = false
		}
	}
	f.name.OnChanged = func(text string) { f.named = text != fileName(f.hospital.Text) }
	f.name.Validator = func(text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New(s.speak.T("start.form.name_missing"))
		}
		if _, err := os.Stat(f.path()); err == nil {
			return errors.New(s.speak.T("start.form.exists"))
		}
		return nil
	}
	f.folder.Validator = func(text string) error {
		if info, err := os.Stat(text); err != nil || !info.IsDir() {
			return errors.New(s.speak.T("start.form.no_folder"))
		}
		return nil
	}
	return f
}

func (f *newForm) chooseFolder() {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			f.s.showError("", err)
		case folder != nil:
			f.folder.SetText(folder.Path())
		}
	}, f.s.window)
	d.SetTitleText(f.s.speak.T("start.form.folder"))
	d.SetConfirmText(f.s.speak.T("start.form.choose"))
	d.SetDismissText(f.s.speak.T("window.cancel"))
	d.SetView(dialog.ListView)
	d.Resize(fyne.NewSize(760, 520))
	blocks.Show(d, f.s.window, blocks.Keys{})
}

// path is where the workspace will be.
func (f *newForm) path() string {
	name := strings.TrimSpace(f.name.Text)
	if filepath.Ext(name) != workspace.Extension {
		name += workspace.Extension
	}
	return filepath.Join(f.folder.Text, name)
}

// create makes the workspace and opens it.
func (f *newForm) create() {
	s, path := f.s, f.path()
	settings := workspace.Settings{Hospital: strings.TrimSpace(f.hospital.Text), TimeZone: f.zone.Text}
	s.background.Go(func() {
		w, err := workspace.Create(context.Background(), path, settings)
		if err != nil {
			s.background.Do(func() { s.showError(filepath.Base(path), err) })
			return
		}
		s.background.Do(func() { s.opened(w) })
	})
}

// fileName is a file name made of the hospital's, without what some system does not allow in one.
func fileName(hospital string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || r < ' ' {
			return -1
		}
		return r
	}, strings.TrimSpace(hospital))
	name = strings.Trim(name, ". ")
	if name == "" {
		name = "Auscult"
	}
	return name + workspace.Extension
}
