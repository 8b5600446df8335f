package pages

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/mapping"
	"auscult/importer/source"
)

// mapper is the page on which a person says what the columns of an unknown file mean. It lies over the page Import. It
// only shows a [mapping.Mapping] and how the file would be read with it.
type mapper struct {
	desk *Desk
	// closed is called when the page is left, kept with the file's path when its format has been kept.
	closed func()
	kept   func(path string)

	path          string
	m             *mapping.Mapping // nil until the file has been looked at
	known         []*formats.Format
	organisations []social.Organisation
	channels      []social.Channel
	read          *mapping.Preview // of what is said now; nil: not there yet

	object   *fyne.Container
	scaffold *blocks.Scaffold
	notice   *fyne.Container // says why the file cannot be imported at all
	file     *fileCard
	columns  *columnsCard
	words    *wordsCard
	preview  *previewCard
	bar      *mappingBar
	looking  latest // at the file
	trying   latest // the mapping
}

// newMapper returns the page, hidden.
func newMapper(d *Desk, closed func(), kept func(path string)) *mapper {
	p := &mapper{desk: d, closed: closed, kept: kept}
	p.file = newFileCard(p)
	p.columns = newColumnsCard(p)
	p.words = newWordsCard(p)
	p.preview = newPreviewCard(p)
	p.bar = newMappingBar(p)
	p.notice = container.NewStack()
	p.scaffold = blocks.NewScaffold(p.notice, p.file.card.Object(), p.columns.card.Object(), p.words.card.Object(), p.preview.card.Object())
	p.object = container.NewStack(blocks.NewBackdrop(theme.ColorNameBackground, "", false),
		container.NewBorder(nil, p.bar.object, nil, nil, p.scaffold.Object()))
	p.object.Hide()
	return p
}

// lookedAt is what there is to know before a person can begin.
type lookedAt struct {
	mapping       *mapping.Mapping // as it is proposed
	known         []*formats.Format
	organisations []social.Organisation
	channels      []social.Channel
}

// open looks at the file and shows the page.
func (p *mapper) open(path string) {
	d := p.desk
	p.path, p.m = path, nil
	p.bar.object.Hide()
	p.scaffold.ShowState(loading(d))
	p.object.Show()
	ask(d, &p.looking, func(ctx context.Context) (lookedAt, error) {
		var l lookedAt
		sample, err := importer.TakeSample(ctx, path, source.Options{})
		if err != nil {
			return l, err
		}
		l.mapping = mapping.Suggest(sample, sample.LikelyTable())
		if l.known, err = d.Workspace.KnownFormats(ctx); err != nil {
			return l, err
		}
		if l.organisations, err = d.Workspace.Organisations(ctx); err != nil {
			return l, err
		}
		l.channels, err = d.Workspace.Channels(ctx)
		return l, err
	}, p.begin)
}

// begin shows the proposals.
func (p *mapper) begin(l lookedAt, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, func() { p.open(p.path) }))
		return
	}
	p.known, p.organisations, p.channels = l.known, l.organisations, l.channels
	p.show(l.mapping)
	p.scaffold.SetHeadline(p.desk.Speak.T("mapping.headline", language.Args{"File": p.m.File()}), p.desk.Speak.T("mapping.detail"))
	p.scaffold.ToTop()
	p.desk.Window.Canvas().Focus(p.file.name)
}

// show shows another mapping: of the file, or of another table or header of it.
func (p *mapper) show(m *mapping.Mapping) {
	p.m = m
	p.columns.build()
	p.changed()
}

// changed brings everything up to date after something has been said, and reads the file anew.
func (p *mapper) changed() {
	p.warn()
	p.file.refresh()
	p.columns.refresh()
	p.words.refresh()
	p.bar.object.Show()
	p.try()
	p.scaffold.Relayout()
}

// warn says at the top when nothing helps.
func (p *mapper) warn() {
	p.notice.Objects = nil
	p.notice.Hide()
	if problems := p.m.Problems(); len(problems) > 0 && problems[0].Hopeless() {
		body := blocks.Remark(lack(p.desk.Speak, problems[0]), true)
		p.notice.Objects = []fyne.CanvasObject{blocks.NewCard(blocks.CardOptions{Body: body}).Object()}
		p.notice.Show()
	}
	p.notice.Refresh()
}

// try reads the file as it would be read now.
func (p *mapper) try() {
	d := p.desk
	p.read = nil
	f, err := p.m.Trial(time.Now())
	p.bar.show(nil)
	if err != nil {
		p.trying.drop()
		p.preview.wait()
		return
	}
	path, table, zone := p.path, p.m.Table(), d.zone()
	ask(d, &p.trying, func(ctx context.Context) (*mapping.Preview, error) {
		return mapping.Read(ctx, path, table, f, importer.Options{Zone: zone})
	}, func(preview *mapping.Preview, err error) {
		if err != nil {
			p.preview.fail(err)
			p.scaffold.Relayout()
			return
		}
		p.read = preview
		p.m.AddWords(preview.Words)
		p.words.refresh()
		p.preview.show(preview)
		p.bar.show(preview)
		p.scaffold.Relayout()
	})
}

// reveal brings what the keyboard has reached into view.
func (p *mapper) reveal(o fyne.CanvasObject) { p.scaffold.Reveal(o) }

// named takes up another name, which does not change how the file is read.
func (p *mapper) named() {
	p.bar.show(p.read)
	if _, err := p.m.Trial(time.Now()); err != nil {
		p.preview.wait()
	}
}

// close leaves the page; what has been said is forgotten.
func (p *mapper) close() {
	p.looking.drop()
	p.trying.drop()
	p.object.Hide()
	p.closed()
}

// isOpen reports whether the page is shown.
func (p *mapper) isOpen() bool { return p.object.Visible() }

// taken reports whether a format has the identifier.
func (p *mapper) taken(id string) bool {
	return slices.ContainsFunc(p.known, func(f *formats.Format) bool { return f.ID == id })
}

// keep keeps the format in the workspace and lets the file be imported with it.
func (p *mapper) keep() {
	f, err := p.m.Format(time.Now(), p.taken)
	if err != nil { // the button is not to be pressed then
		return
	}
	d, path := p.desk, p.path
	var l latest
	ask(d, &l, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Workspace.AddFormat(ctx, f, time.Now())
	}, func(_ struct{}, err error) {
		if err != nil {
			blocks.ShowError(err, d.Window)
			return
		}
		p.close()
		p.kept(path)
	})
}

// saveAs writes the format into a file for colleagues.
func (p *mapper) saveAs() {
	f, err := p.m.Format(time.Now(), p.taken)
	if err != nil {
		return
	}
	saveFormat(p.desk, f)
}

// saveFormat asks for a file and writes the format's declaration into it.
func saveFormat(d *Desk, f *formats.Format) {
	t := d.Speak.T
	raw, err := f.Encode()
	if err != nil {
		blocks.ShowError(err, d.Window)
		return
	}
	save := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err == nil && w == nil { // nothing chosen
			return
		}
		if err == nil {
			_, err = w.Write(raw)
			err = errors.Join(err, w.Close())
		}
		if err != nil {
			blocks.ShowError(fmt.Errorf("%s: %w", t("mapping.save_failed"), err), d.Window)
			return
		}
		blocks.ShowMessage(t("mapping.save_as"), t("mapping.saved", language.Args{"File": w.URI().Name()}), d.Window)
	}, d.Window)
	save.SetFileName(f.ID + declarationExtension)
	save.SetFilter(storage.NewExtensionFileFilter([]string{declarationExtension}))
	save.SetTitleText(t("mapping.save_as"))
	save.SetDismissText(t("window.cancel"))
	save.SetView(dialog.ListView)
	size := d.Window.Canvas().Size()
	save.Resize(fyne.NewSize(min(size.Width*0.85, 900), size.Height*0.8))
	blocks.Show(save, d.Window, blocks.Keys{})
}

// mappingBar stands at the bottom of the page: what is missing, and the buttons.
type mappingBar struct {
	p            *mapper
	object       fyne.CanvasObject
	status       *blocks.Words
	imports, out *blocks.Button
}

func newMappingBar(p *mapper) *mappingBar {
	t := p.desk.Speak.T
	b := &mappingBar{p: p, status: blocks.NewWords("", blocks.WordsOptions{})}
	b.imports = blocks.NewButtonWithIcon(t("mapping.import"), theme.DownloadIcon(), p.keep)
	b.imports.Importance = widget.HighImportance
	b.out = blocks.NewButtonWithIcon(t("mapping.save_as"), theme.DocumentSaveIcon(), p.saveAs)
	cancel := blocks.NewButton(t("window.cancel"), p.close)
	b.object = blocks.Pane(blocks.PaneOptions{
		Top: true, Wide: true, Body: container.NewBorder(nil, nil, nil, container.NewHBox(b.imports, b.out, cancel), blocks.Middle(b.status)),
	})
	b.object.Hide()
	return b
}

// show says how far the mapping has come; nil: it is not known yet how the file would be read.
func (b *mappingBar) show(preview *mapping.Preview) {
	speak := b.p.desk.Speak
	problems := b.p.m.Problems()
	var text string
	switch {
	case len(problems) > 0 && problems[0].Hopeless():
		text = speak.T("mapping.bar.hopeless", language.Args{"What": lackInShort(speak, problems[0])})
	case len(problems) > 0:
		what := make([]string, len(problems))
		for i, problem := range problems {
			what[i] = lackInShort(speak, problem)
		}
		text = speak.T("mapping.bar.missing", language.Args{"What": speak.List(slices.Compact(what))})
	case preview == nil:
		text = speak.T("mapping.bar.reading")
	case preview.Understood() == 0:
		text = speak.T("mapping.bar.none")
	default:
		text = speak.T("mapping.bar.ready", language.Args{"Count": preview.Understood(), "Refused": speak.Count(int64(preview.Refused))})
		if n := b.p.m.Unsure(); n > 0 {
			text += ". " + speak.T("mapping.bar.unsure", language.Args{"Count": n})
		}
	}
	b.status.SetText(text)
	for _, button := range []*blocks.Button{b.imports, b.out} {
		if len(problems) > 0 || preview != nil && preview.Understood() == 0 {
			button.Disable()
		} else {
			button.Enable()
		}
	}
}

func lackArgs(speak *language.Speaker, p mapping.Problem) language.Args {
	args := language.Args{"Column": p.Column, "Field": ""}
	if p.Field != "" {
		args["Field"] = speak.Field(p.Field)
	}
	return args
}

// lack says what is missing and what to do.
func lack(speak *language.Speaker, p mapping.Problem) string {
	return speak.T("mapping.lack."+string(p.Lack), lackArgs(speak, p))
}

func lackInShort(speak *language.Speaker, p mapping.Problem) string {
	return speak.T("mapping.lack_in_short."+string(p.Lack), lackArgs(speak, p))
}

// knownNames are the names that exports are called by: of tools, and what people have called theirs.
func (p *mapper) knownNames() []string {
	names := mapping.Tools()
	for _, f := range p.known {
		if f.Group == formats.Declared {
			names = append(names, f.Name)
		}
	}
	slices.SortFunc(names, cmp.Compare[string])
	return slices.Compact(names)
}
