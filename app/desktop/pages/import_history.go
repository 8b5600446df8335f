package pages

import (
	"context"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/importer"
)

// showHistory lists what has been imported, newest first.
func (p *Import) showHistory(imports []social.Import) {
	if len(imports) == 0 {
		p.history.Object().Hide()
		p.scaffold.Relayout()
		return
	}
	speak := p.desk.Speak
	t := speak.T
	p.history.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("import.column.file"), Width: 230, Grow: 1, ID: "file", Key: func(i int) blocks.Key { return blocks.ByWords(imports[i].File) }},
			{Title: t("import.column.when"), Width: 130, ID: "when", Key: func(i int) blocks.Key { return byTime(imports[i].ImportedAt) }},
			{Title: t("import.column.figures"), Width: 130, ID: "figures", Key: func(i int) blocks.Key { return byTime(imports[i].ExportedAt) }},
			{Title: t("import.count.rows"), Width: 66, Figure: true, ID: "rows", Key: func(i int) blocks.Key { return byCount(imports[i].Rows) }},
			{Title: t("import.count.taken"), Width: 58, Figure: true, ID: "taken", Key: func(i int) blocks.Key { return byCount(imports[i].Taken) }},
			{Title: t("import.count.merged"), Width: 88, Figure: true, ID: "merged", Key: func(i int) blocks.Key { return byCount(imports[i].Merged + imports[i].Same) }},
			{Title: t("import.count.refused"), Width: 96, Figure: true, ID: "refused", Key: func(i int) blocks.Key { return byCount(imports[i].Refused) }},
			{Width: 92},
		},
		Rows: len(imports),
		Tools: tableTools(p.desk, "imports", func(i int) string {
			im := imports[i]
			return said(im.File, p.own.name(im.Format), speak.Date(im.ImportedAt.In(p.desk.zone())), speak.Date(im.ExportedAt.In(p.desk.zone())))
		}),
		Row: func(i int) []blocks.TableCell {
			im := imports[i]
			refused := blocks.TableCell{Text: speak.Count(int64(im.Refused)), Muted: im.Refused == 0}
			if im.Refused > 0 {
				refused.Do = func() { p.showRefused(im) }
			}
			return []blocks.TableCell{
				{Text: im.File, Under: p.own.name(im.Format)},
				{Text: speak.Date(im.ImportedAt.In(p.desk.zone())), Muted: true},
				{Text: speak.Date(im.ExportedAt.In(p.desk.zone())), Muted: true},
				{Text: speak.Count(int64(im.Rows)), Muted: true},
				{Text: speak.Count(int64(im.Taken)), Muted: im.Taken == 0},
				{Text: speak.Count(int64(im.Merged + im.Same)), Muted: im.Merged+im.Same == 0},
				refused,
				{Text: t("import.undo.action"), Do: func() { p.confirmUndo(im) }},
			}
		},
		More:  func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
		Grown: p.scaffold.Relayout,
	}))
	p.history.Object().Show()
	p.scaffold.Relayout()
}

// confirmUndo asks before an import is taken back.
func (p *Import) confirmUndo(im social.Import) {
	t := p.desk.Speak.T
	d := dialog.NewConfirm(
		t("import.undo.title"),
		t("import.undo.question", language.Args{"File": im.File, "Count": im.Taken}),
		func(yes bool) {
			if yes {
				p.undo(im)
			}
		}, p.desk.Window,
	)
	d.SetConfirmText(t("import.undo.action"))
	d.SetDismissText(t("window.cancel"))
	blocks.Show(d, p.desk.Window, blocks.Keys{})
}

// undo takes an import back.
func (p *Import) undo(im social.Import) {
	d := p.desk
	d.Jobs.Start(Job{
		Name: d.Speak.T("import.undo.job", language.Args{"File": im.File}),
		Work: func(ctx context.Context, _ Progress) error {
			_, err := d.Workspace.Undo(ctx, im.ID)
			return err
		},
		Done: func(err error) {
			switch {
			case err == nil:
				p.say(d.Speak.T("import.undo.done", language.Args{"File": im.File}), "")
			case !cancelled(err):
				p.say(d.Speak.T("import.undo.failed", language.Args{"File": im.File}), d.Speak.Error(err))
			}
		},
	})
}

// showRefused lists the refused rows of an earlier import.
func (p *Import) showRefused(im social.Import) {
	d := p.desk
	var l latest
	ask(d, &l, func(ctx context.Context) ([]importer.Problem, error) {
		return d.Workspace.Problems(ctx, im.ID)
	}, func(problems []importer.Problem, err error) {
		if err != nil {
			showError(d, im.File, err)
			return
		}
		r := reporter{speak: d.Speak, relayout: func() {}, zone: d.zone()}
		list := container.NewBorder(nil, saveButton(d.Speak, func() { p.pick.saveRefused(im.File, problems) }), nil, nil,
			container.NewVScroll(r.refused(problems, im.Refused)))
		showBox(d, d.Speak.T("import.refused.title", language.Args{"Count": im.Refused, "File": im.File}), list, 900, 640)
	})
}
