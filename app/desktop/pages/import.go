package pages

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer/formats"
)

// Import is the page on which exports come in: by dropping them on the window, or by choosing them. It shows what became
// of each file, and what has been imported so far, which can be undone. A second view says how good the data are.
type Import struct {
	desk     *Desk
	views    *blocks.Segments
	quality  *qualityView
	scaffold *blocks.Scaffold // of the view of imports
	hint     *fyne.Container  // leads to the view of quality
	progress *importProgress
	results  *blocks.Card // of the last import: its sum, then one card per file
	files    *fyne.Container
	history  *blocks.Card
	own      *ownFormats
	mapper   *mapper
	whole    fyne.CanvasObject // the page without the mapper, which lies over it
	latest   latest            // of imports
	examined latest            // of quality
	checked  latest
	pick     *picker
	whose    func(ctx context.Context, file string) (workspace.Owner, error)
}

var (
	_ Receiver = (*Import)(nil)
	_ Backer   = (*Import)(nil)
)

// The views of the page.
const (
	viewImports = "imports"
	viewQuality = "quality"
)

// ID is described at [Page].
func (p *Import) ID() string { return "import" }

// Icon is described at [Page].
func (p *Import) Icon() fyne.Resource { return theme.DownloadIcon() }

// Build is described at [Page].
func (p *Import) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	p.pick = &picker{desk: d, take: p.Receive}
	p.whose = (&ownerQuestion{desk: d}).ask
	p.results = blocks.NewCard(blocks.CardOptions{})
	p.results.Object().Hide()
	p.files = blocks.Column()
	p.files.Hide()
	p.history = blocks.NewCard(blocks.CardOptions{Title: d.Speak.T("import.history.title"), Subtitle: d.Speak.T("import.history.subtitle")})
	p.history.Object().Hide()
	p.hint = container.NewStack()
	p.hint.Hide()
	watched := &watchRow{desk: d, pick: p.pick, take: p.Receive, object: blocks.Column(), after: func() { p.scaffold.Relayout() }}
	p.progress = newImportProgress(d, func() { p.scaffold.Relayout() })
	p.own = newOwnFormats(d, p.say)
	p.scaffold = blocks.NewScaffold(p.dropZone(), p.progress.Object(), p.results.Object(), p.files, p.hint, watched.object,
		p.history.Object(), p.own.card.Object(), p.whereFrom())
	watched.show()
	d.Watch.Shown, d.Watch.Imported = watched.show, func(results []fileResult) { p.tell(results, nil) }
	p.quality = newQualityView(d)
	p.quality.scaffold.Object().Hide()
	p.views = blocks.NewSegments(p.view)
	p.views.Object().Hide()
	p.whole = blocks.Switched(p.views.Object(), container.NewStack(p.scaffold.Object(), p.quality.scaffold.Object()))
	p.mapper = newMapper(d, p.whole.Show, func(path string) { p.Receive([]string{path}) })
	return container.NewStack(p.whole, p.mapper.object)
}

// explain opens the page on which a person says what the columns of a file mean.
func (p *Import) explain(path string) {
	p.whole.Hide()
	p.mapper.open(path)
}

// view shows one of the views.
func (p *Import) view(id string) {
	show, hide := p.scaffold.Object(), p.quality.scaffold.Object()
	if id == viewQuality {
		show, hide = hide, show
	}
	hide.Hide()
	show.Show()
}

// Back is described at [Backer].
func (p *Import) Back() bool {
	if p.mapper.isOpen() {
		p.mapper.close()
		return true
	}
	if p.views.Chosen() != viewQuality {
		return false
	}
	if !p.quality.close() {
		p.views.Choose(viewImports)
	}
	return true
}

// say puts a sentence where the results of imports are.
func (p *Import) say(title, text string) {
	p.files.Hide()
	p.results.SetWords(title, text, "")
	p.results.SetBody(nil)
	p.results.Object().Show()
	p.desk.Changed()
	p.scaffold.ToTop()
}

// dropZone says how files come in.
func (p *Import) dropZone() fyne.CanvasObject {
	t := p.desk.Speak.T
	return blocks.NewDropZone(blocks.DropZoneOptions{
		Title: t("import.drop.title"), Text: t("import.drop.text"),
		Actions: []blocks.Action{
			{Label: t("import.choose_file"), Icon: theme.FileIcon(), Do: p.pick.file},
			{Label: t("import.choose_folder"), Icon: theme.FolderOpenIcon(), Do: p.pick.folder},
			{Label: t("import.template.action"), Icon: theme.DocumentCreateIcon(), Do: p.pick.template},
		},
	})
}

// whereFrom says where each platform hides its export.
func (p *Import) whereFrom() fyne.CanvasObject {
	speak := p.desk.Speak
	var entries []blocks.Entry
	for _, f := range formats.All() {
		where := f.Where[string(speak.Language)]
		if where == "" {
			where = f.Where[string(language.English)]
		}
		entries = append(entries, blocks.Entry{Name: f.Name, Text: where})
	}
	return blocks.NewCard(blocks.CardOptions{
		Title: speak.T("import.where.title"), Subtitle: speak.T("import.where.subtitle"), Body: blocks.Entries(entries...),
	}).Object()
}

// Choose asks for a file to import.
func (p *Import) Choose() { p.pick.file() }

// Receive imports the files and folders at the paths.
func (p *Import) Receive(paths []string) {
	if len(paths) == 0 {
		return
	}
	if p.mapper.isOpen() {
		p.mapper.close()
	}
	d := p.desk
	var results []fileResult
	d.Jobs.Start(Job{
		Name: d.Speak.T("import.job"),
		Work: func(ctx context.Context, progress Progress) error {
			im := &importing{
				workspace: d.Workspace, whose: p.whose, platform: d.askPlatform, channel: d.askChannel, key: d.askKey, progress: progress,
				found: func(files []string) { d.Background.Do(func() { p.progress.begin(files) }) }, step: p.progress.steps(),
			}
			var err error
			results, err = im.run(ctx, paths)
			return err
		},
		Done: func(err error) { p.report(results, err) },
	})
}

// report shows what became of the files that a person has asked to import, on this page.
func (p *Import) report(results []fileResult, err error) {
	p.progress.end()
	p.tell(results, err)
	for _, result := range results {
		if result.Err == nil || errors.Is(result.Err, errPassedOver) {
			p.desk.Watch.Answered(result.Path)
		}
	}
	p.views.Choose(viewImports)
	p.desk.Go(p.ID())
	p.desk.Changed()
	p.scaffold.ToTop()
}

// tell says what became of files, wherever the person is.
func (p *Import) tell(results []fileResult, err error) {
	d := p.desk
	r := reporter{speak: d.Speak, relayout: p.scaffold.Relayout, zone: d.zone(), save: p.pick.saveRefused, explain: p.explain}
	p.results.SetWords(r.sum(results, err), "", "")
	remarks := r.remarks(results, err)
	p.results.SetBody(remarks)
	p.check(results, remarks)
	p.results.Object().Show()
	p.files.Objects = nil
	for _, result := range slices.Backward(results) {
		p.files.Objects = append(p.files.Objects, r.cards(result)...)
	}
	if len(p.files.Objects) > 0 {
		p.files.Show()
	} else {
		p.files.Hide()
	}
	p.files.Refresh()
	p.scaffold.Relayout()
}

// check checks the texts that came in, and says under the remarks what it finds and where that is.
func (p *Import) check(results []fileResult, remarks fyne.CanvasObject) {
	var ids []social.ImportID
	for _, result := range results {
		for _, t := range result.Tables {
			if t.Import.ID != 0 && t.Already.IsZero() {
				ids = append(ids, t.Import.ID)
			}
		}
	}
	d := p.desk
	ask(d, &p.checked, func(ctx context.Context) (review.ImportChecks, error) { return d.Reviewer.CheckImports(ctx, ids) }, func(c review.ImportChecks, err error) {
		found := c.Sentence(d.Speak)
		if err != nil {
			found = d.Speak.Error(err)
		}
		if found == "" {
			return
		}
		look := blocks.NewButtonWithIcon(d.Speak.T("import.to_findings"), (&Safeguards{}).Icon(), func() { d.Go((&Safeguards{}).ID()) })
		body := blocks.Tight(blocks.Remark(found, true), blocks.Leading(look))
		if remarks != nil {
			body.Objects = append([]fyne.CanvasObject{remarks}, body.Objects...)
		}
		p.results.SetBody(body)
		p.scaffold.Relayout()
	})
}

// importState is what the page says of the workspace.
type importState struct {
	holdings *review.Holdings
	imports  []social.Import
	own      []*formats.Format
}

// Refresh is described at [Page].
func (p *Import) Refresh() {
	d := p.desk
	question := review.Question{Quarter: d.Question.Quarter, Platforms: d.Question.Platforms, Everyone: true}
	ask(d, &p.latest, func(ctx context.Context) (importState, error) {
		var s importState
		var err error
		if s.holdings, err = d.Reviewer.Holdings(ctx); err != nil {
			return s, err
		}
		if s.imports, err = d.Workspace.Imports(ctx); err != nil {
			return s, err
		}
		s.own, err = d.Workspace.Formats(ctx)
		return s, err
	}, p.show)
	// Asked apart, because after the import of very many posts it takes a moment longer.
	ask(d, &p.examined, func(ctx context.Context) (review.Quality, error) {
		return d.Reviewer.Quality(ctx, question)
	}, p.showQuality)
}

func (p *Import) show(s importState, err error) {
	t := p.desk.Speak.T
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	if s.holdings.Posts() == 0 {
		p.scaffold.SetHeadline(t("import.headline.none"), t("import.detail.none"))
	} else {
		p.scaffold.SetHeadline(
			t("import.headline.some", language.Args{"Count": s.holdings.Posts()}),
			t("import.detail.some", language.Args{"Date": p.desk.Speak.Date(s.holdings.LastExport.In(s.holdings.Settings.Zone()))}),
		)
	}
	p.own.show(s.own)
	p.showHistory(s.imports)
}

// showQuality offers the view of quality as soon as there are posts, and says on both how much there is to look at.
func (p *Import) showQuality(q review.Quality, err error) {
	t := p.desk.Speak.T
	if err != nil {
		p.quality.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	p.quality.show(q)
	label, n := t("import.view.quality"), q.ToLookAt()
	if n > 0 {
		label = t("import.view.quality_count", language.Args{"Count": n})
	}
	chosen := p.views.Chosen()
	if chosen == "" || q.Nothing {
		chosen = viewImports
	}
	p.views.Set([]blocks.Option{{ID: viewImports, Label: t("import.view.imports")}, {ID: viewQuality, Label: label}}, chosen)
	p.view(chosen)
	if q.Nothing {
		p.views.Object().Hide()
	} else {
		p.views.Object().Show()
	}
	if n == 0 {
		p.hint.Hide()
	} else {
		p.hint.Objects = []fyne.CanvasObject{blocks.NewNotice(blocks.NoticeOptions{
			Warning: true, Text: q.Headline(p.desk.Speak),
			Aside: blocks.NewButton(t("import.look"), func() { p.views.Choose(viewQuality) }),
		})}
		p.hint.Show()
		p.hint.Refresh()
	}
	p.scaffold.Relayout()
}

// problem is what a page shows when its question could not be answered.
func problem(d *Desk, err error, again func()) blocks.StateOptions {
	return blocks.StateOptions{
		Icon: theme.ErrorIcon(), Problem: true, Title: d.Speak.T("window.problem.title"),
		Text:    d.Speak.T("window.problem.text", language.Args{"Error": d.Speak.Error(err)}),
		Actions: []blocks.Action{{Label: d.Speak.T("window.problem.again"), Icon: theme.ViewRefreshIcon(), Do: again}},
	}
}

// showError says in a dialog what went wrong, and with which file when there is one.
func showError(d *Desk, file string, err error) {
	said := d.Speak.Error(err)
	if file != "" {
		said = d.Speak.T("error.with", language.Args{"Name": file, "Text": said})
	}
	blocks.ShowError(errors.New(said), d.Window)
}

// cancelled reports whether an error only says that a person has cancelled.
func cancelled(err error) bool { return errors.Is(err, context.Canceled) }
