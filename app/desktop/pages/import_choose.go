package pages

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/workspace"
)

// picker lets a person choose what to import: one file, or several out of a folder.
type picker struct {
	desk *Desk
	take func(paths []string)
	last fyne.ListableURI // where the person was last
}

// What can be chosen: exports, and formats that colleagues hand on.
var exportExtensions = []string{
	".csv", ".tsv", ".txt", ".xls", ".xlsx", ".zip", ".xml", ".rss", ".atom", declarationExtension,
	".CSV", ".TSV", ".TXT", ".XLS", ".XLSX", ".ZIP", ".XML", ".RSS", ".ATOM",
}

// file asks for one file.
func (p *picker) file() {
	open := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			showError(p.desk, "", err)
			return
		}
		if r == nil { // nothing chosen
			return
		}
		_ = r.Close() // only the path is wanted; the importer opens it
		p.remember(r.URI())
		p.take([]string{r.URI().Path()})
	}, p.desk.Window)
	open.SetFilter(storage.NewExtensionFileFilter(exportExtensions))
	open.SetTitleText(p.desk.Speak.T("import.choose_file"))
	open.SetConfirmText(p.desk.Speak.T("import.choose"))
	open.SetView(dialog.ListView)
	p.show(open)
}

// folder asks for a folder, and then which of its exports are wanted.
func (p *picker) folder() {
	open := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			showError(p.desk, "", err)
			return
		}
		if folder != nil {
			p.last = folder
			p.several(folder.Path())
		}
	}, p.desk.Window)
	open.SetTitleText(p.desk.Speak.T("import.choose_folder"))
	open.SetConfirmText(p.desk.Speak.T("start.form.choose"))
	open.SetView(dialog.ListView)
	p.show(open)
}

func (p *picker) show(d *dialog.FileDialog) {
	d.SetDismissText(p.desk.Speak.T("window.cancel"))
	if p.last != nil {
		d.SetLocation(p.last)
	}
	size := p.desk.Window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width*0.85, 900), size.Height*0.8))
	blocks.Show(d, p.desk.Window, blocks.Keys{})
}

func (p *picker) remember(file fyne.URI) {
	parent, err := storage.Parent(file)
	if err != nil {
		return
	}
	if folder, err := storage.ListerForURI(parent); err == nil {
		p.last = folder
	}
}

// several shows the exports of a folder, all ticked, and imports those that stay so.
func (p *picker) several(folder string) {
	d := p.desk
	var l latest
	ask(d, &l, func(context.Context) ([]string, error) {
		return workspace.Files([]string{folder})
	}, func(files []string, err error) {
		switch {
		case err != nil:
			showError(d, "", err)
		case len(files) == 0:
			blocks.ShowMessage(d.Speak.T("import.sum.nothing"), d.Speak.T("import.remark.nothing"), d.Window)
		case len(files) == 1:
			p.take(files)
		default:
			p.tick(folder, files)
		}
	})
}

func (p *picker) tick(folder string, files []string) {
	t := p.desk.Speak.T
	checks := make([]*widget.Check, len(files))
	list := container.NewVBox()
	for i, path := range files {
		name, err := filepath.Rel(folder, path)
		if err != nil {
			name = path
		}
		checks[i] = widget.NewCheck(name, nil)
		checks[i].Checked = true
		list.Add(checks[i])
	}
	d := dialog.NewCustomConfirm(t("import.tick.title", language.Args{"Count": len(files)}), t("import.choose"), t("window.cancel"),
		container.NewVScroll(list), func(yes bool) {
			if !yes {
				return
			}
			var wanted []string
			for i, c := range checks {
				if c.Checked {
					wanted = append(wanted, files[i])
				}
			}
			p.take(wanted)
		}, p.desk.Window)
	size := p.desk.Window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width*0.8, 720), min(size.Height*0.8, 160+float32(len(files))*38)))
	blocks.Show(d, p.desk.Window, blocks.Keys{})
}

// ownerQuestion asks a person whose posts a file holds that does not say so.
type ownerQuestion struct{ desk *Desk }

// ask is called off the UI goroutine and waits for the answer.
func (q *ownerQuestion) ask(ctx context.Context, file string) (workspace.Owner, error) {
	organisations, err := q.desk.Workspace.Organisations(ctx)
	if err != nil {
		return workspace.Owner{}, err
	}
	return await(ctx, q.desk.Background, func(answer func(workspace.Owner, bool)) { q.show(file, organisations, answer) })
}

func (q *ownerQuestion) show(file string, organisations []social.Organisation, answer func(workspace.Owner, bool)) {
	t := q.desk.Speak.T
	var ours, competitors []string
	for _, o := range organisations {
		if o.Competitor {
			competitors = append(competitors, o.Name)
		} else {
			ours = append(ours, o.Name)
		}
	}
	another := t("import.whose.competitor")
	name := widget.NewSelectEntry(competitors)
	name.SetPlaceHolder(t("import.whose.name"))
	name.Disable()
	whose := widget.NewRadioGroup(append(ours, another), func(chosen string) {
		if chosen == another {
			name.Enable()
		} else {
			name.Disable()
		}
	})
	whose.Required = true
	if len(ours) > 0 {
		whose.SetSelected(ours[0])
	}
	body := blocks.Column(blocks.Muted(t("import.whose.text")), whose, name)
	q.desk.confirmImport(t("import.whose.title", language.Args{"File": file}), body, func(yes bool) {
		owner := workspace.Owner{Name: whose.Selected}
		if whose.Selected == another {
			owner = workspace.Owner{Name: name.Text, Competitor: true}
		}
		answer(owner, yes && owner.Name != "")
	})
}
