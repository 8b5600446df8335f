package pages

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/template"
	"auscult/importer/formats"
)

// template asks which empty form a person wants to fill in, and where it is to be saved.
func (p *picker) template() {
	d := p.desk
	forms := template.Forms()
	names := make([]string, len(forms))
	for i, f := range forms {
		names[i] = template.Name(f, d.Speak)
	}
	explained := blocks.Muted("")
	chosen := 0
	which := widget.NewRadioGroup(names, func(name string) {
		for i := range names {
			if names[i] == name {
				chosen = i
				explained.SetText(forms[i].Where[string(d.Speak.Language)])
			}
		}
	})
	which.Required = true
	which.SetSelected(names[0])
	ask := dialog.NewCustomConfirm(d.Speak.T("import.template.title"), d.Speak.T("import.template.save"), d.Speak.T("window.cancel"),
		blocks.Column(blocks.Muted(d.Speak.T("import.template.text")), which, explained), func(yes bool) {
			if yes {
				p.saveTemplate(forms[chosen])
			}
		}, d.Window)
	ask.Resize(fyne.NewSize(600, 420)) // the explanations differ in length
	blocks.Show(ask, d.Window, blocks.Keys{})
}

// saveTemplate asks where the form is to be saved, and saves it.
func (p *picker) saveTemplate(f *formats.Format) {
	d := p.desk
	save := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil || w == nil { // nil: nothing chosen
			if err != nil {
				showError(d, "", err)
			}
			return
		}
		_ = w.Close() // only the path is wanted
		p.remember(w.URI())
		p.writeTemplate(w.URI().Path(), f)
	}, d.Window)
	save.SetFileName(template.FileName(f))
	save.SetFilter(storage.NewExtensionFileFilter([]string{".xlsx", ".XLSX"}))
	save.SetTitleText(template.Name(f, d.Speak))
	save.SetView(dialog.ListView)
	p.show(save)
}

// writeTemplate writes the form. The dialog has asked about a file that is there, and made an empty one if there was none.
func (p *picker) writeTemplate(path string, f *formats.Format) {
	d := p.desk
	var l latest
	ask(d, &l, func(context.Context) (string, error) {
		if err := os.Remove(path); err != nil {
			return path, err
		}
		if filepath.Ext(path) == "" {
			path += filepath.Ext(template.FileName(f))
		}
		return path, template.Save(path, f, d.Speak)
	}, func(path string, err error) {
		if err != nil {
			blocks.ShowError(errors.New(d.Speak.T("import.template.failed")+"\n"+d.Speak.Error(err)), d.Window)
			return
		}
		blocks.ShowMessage(d.Speak.T("import.template.saved"), d.Speak.T("import.template.where", language.Args{"Path": path}), d.Window)
	})
}
