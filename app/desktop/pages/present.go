package pages

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/desktop/present"
	"auscult/app/frozen"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
)

// Present is the page with the slides of the quarter: which are shown, in which order, with which notes. It leads to the
// full screen and to the review's files.
type Present struct {
	desk     *Desk
	bench    *blocks.Workbench
	list     *fyne.Container
	sheet    *blocks.Slide
	check    *widget.Check
	up, down *blocks.Button
	frozen   *blocks.Button // lists the frozen reviews of the quarter; it hides while there are none
	note     *blocks.NoteEntry
	gallery  *blocks.Gallery
	latest   latest
	listing  latest // of the frozen reviews
	keeper   *keeper

	slides  slides
	changes int // counts what was made of the slides here
	entries map[string]*blocks.SlideEntry
	chosen  string
	filling bool   // the page fills note and check, not a person
	then    func() // waits for the slides
	show    *present.Show
}

var (
	_ Presenter = (*Present)(nil)
	_ Measured  = (*Present)(nil)
)

// ID is described at [Page].
func (p *Present) ID() string { return "present" }

// Icon is described at [Page].
func (p *Present) Icon() fyne.Resource { return theme.ViewFullScreenIcon() }

// Measured is described at [Measured].
func (p *Present) Measured() {}

// Build is described at [Page].
func (p *Present) Build(d *Desk) fyne.CanvasObject {
	p.desk, p.keeper, p.list = d, &keeper{desk: d}, blocks.Tight()
	t := d.Speak.T
	p.gallery = blocks.NewGallery(d.Background, chart.Light(), report.Width) // on paper, as the files are
	p.sheet = blocks.NewSlide(blocks.SlideOptions{Canvas: d.Window.Canvas(), Gallery: p.gallery, Width: 200, Urgent: true})
	p.check = widget.NewCheck(t("page_present.shown"), func(bool) { p.leaveOut(p.chosen) })
	quiet := func(text string, icon fyne.Resource, do func()) *blocks.Button {
		b := quietButton(icon, do)
		b.SetText(t(text))
		return b
	}
	p.up = quiet("page_present.up", theme.MoveUpIcon(), func() { p.move(p.chosen, -1) })
	p.down = quiet("page_present.down", theme.MoveDownIcon(), func() { p.move(p.chosen, 1) })
	from := quiet("page_present.from_here", theme.MediaPlayIcon(), func() { p.start(p.chosen, false) })
	restore := quiet("page_present.restore", theme.ViewRefreshIcon(), p.restore)
	p.frozen = quiet("frozen.freeze", theme.HistoryIcon(), nil)
	p.frozen.Hide()
	p.note = blocks.NewNoteEntry(t("page_present.note_example"), 3)
	p.note.OnChanged = p.write
	p.bench = blocks.NewWorkbench(blocks.WorkbenchOptions{
		Actions: blocks.Buttons(
			blocks.Action{Label: t("page_present.present"), Icon: theme.MediaPlayIcon(), Do: p.Present},
			blocks.Action{Label: t("page_present.speaker"), Icon: theme.ComputerIcon(), Do: func() { p.start("", true) }},
			blocks.Action{Label: t("page_present.export"), Icon: theme.DocumentSaveIcon(), Do: p.Export},
			blocks.Action{Label: t("frozen.freeze"), Icon: theme.StorageIcon(), Do: func() { p.keeper.whenKept(p.freeze) }},
		),
		List: p.list, Sheet: blocks.Edged(p.sheet),
		Tools: blocks.Flow(p.check, p.up, p.down, from, restore),
		Below: blocks.Tight(
			container.NewBorder(nil, nil, nil, p.frozen, container.NewVBox(
				layout.NewSpacer(), blocks.NewWords(t("page_present.note"), blocks.WordsOptions{Bold: true}), layout.NewSpacer(),
			)),
			p.note, blocks.Small(t("page_present.keys")),
		),
	})
	p.bench.ShowState(p.making())
	return p.bench.Object()
}

func (p *Present) making() blocks.StateOptions {
	return blocks.StateOptions{Title: p.desk.Speak.T("page_present.making"), Busy: true}
}

// Refresh is described at [Page].
func (p *Present) Refresh() {
	d, speak, shown, q := p.desk, p.desk.Speak, p.slides.made, p.desk.Question
	changes, busy := p.changes, p.keeper.busy
	p.listFrozen()
	ask(d, &p.latest, func(ctx context.Context) (slides, error) {
		made, err := makings(ctx, d.Reviewer, q)
		if err != nil {
			return slides{}, err
		}
		if made == shown { // the slides are the same; what was made of them may have been taken back
			a, err := d.Reviewer.Arrangement(ctx, q.Quarter)
			return slides{made: made, arrangement: a}, err
		}
		if made.question != shown.question {
			d.Background.Do(func() { p.bench.ShowState(p.making()) })
		}
		return makeSlides(ctx, d.Reviewer, made, q, speak)
	}, func(s slides, err error) {
		if err == nil && s.made == p.slides.made {
			if changes == p.changes && !busy && !p.keeper.busy { // else what is shown is newer
				p.slides.arrangement = s.arrangement
			}
		}
		p.take(s, err)
	})
}

// take shows the slides that have been made.
func (p *Present) take(s slides, err error) {
	then := p.then
	p.then = nil
	switch {
	case err != nil:
		p.slides = slides{}
		p.bench.ShowState(problem(p.desk, err, p.Refresh))
		return
	case s.made == p.slides.made: // nothing has changed
	default:
		p.slides = s
		p.fill()
	}
	if len(p.slides.names) == 0 {
		p.bench.ShowState(p.nothing())
		return
	}
	p.update()
	if then != nil {
		then()
	}
}

// nothing is what the page shows without posts: how to get some.
func (p *Present) nothing() blocks.StateOptions {
	d, t := p.desk, p.desk.Speak.T
	if p.slides.made.holdings.Posts() == 0 {
		return blocks.StateOptions{
			Icon: p.Icon(), Title: t("page_forms.none.title"), Text: t("page_present.none"),
			Actions: []blocks.Action{{Label: t("page_forms.none.action"), Icon: theme.DownloadIcon(), Do: func() { d.Go("import") }}},
		}
	}
	return blocks.StateOptions{
		Icon: p.Icon(), Title: t("page_present.nothing"), Text: t("page_forms.nothing.text"),
		Actions: []blocks.Action{{Label: t("page_forms.nothing.action"), Do: func() {
			q := d.Question
			q.Quarter, q.Platforms, q.Audiences, q.Sections = social.Quarter{}, nil, nil, nil
			d.Ask(q)
		}}},
	}
}

// fill makes the list anew.
func (p *Present) fill() {
	p.gallery.Renew(p.slides.deck.Style())
	p.entries = map[string]*blocks.SlideEntry{}
	for _, name := range p.slides.names {
		p.entries[name] = blocks.NewSlideEntry(blocks.SlideEntryOptions{
			Canvas: p.desk.Window.Canvas(), Gallery: p.gallery, Figure: p.slides.plain[name], LeftOut: p.desk.Speak.T("page_present.left_out"),
			Chosen:   func() { p.choose(name) },
			Stepped:  func(by int) { p.step(name, by) },
			Moved:    func(by int) { p.move(name, by) },
			Switched: func() { p.leaveOut(name) },
			Opened:   func() { p.start(name, false) },
		})
	}
	if p.entries[p.chosen] == nil && len(p.slides.names) > 0 {
		p.chosen = p.slides.order()[0].Name
	}
}

// update shows the slides as they are arranged now.
func (p *Present) update() {
	speak, order := p.desk.Speak, p.slides.order()
	p.list.Objects = nil
	number := 0
	for _, s := range order {
		if !s.Off {
			number++
		}
		p.entries[s.Name].SetPlace(number, s.Off, s.Note != "")
		p.list.Add(p.entries[s.Name])
	}
	id := "page_present.headline"
	switch number {
	case len(order):
		id = "page_present.headline_all"
	case 0:
		id = "page_present.headline_none"
	}
	p.bench.SetHeadline(speak.T(id, language.Args{
		"Quarter": speak.Quarter(p.slides.quarter), "Count": number, "All": len(order),
	}), speak.T("page_present.detail"))
	p.choose(p.chosen)
}

// choose shows a slide large, with what is kept about it.
func (p *Present) choose(name string) {
	p.chosen = name
	for n, e := range p.entries {
		e.SetChosen(n == name)
	}
	p.bench.Reveal(p.entries[name])
	kept := p.slides.slide(name)
	p.sheet.SetFigure(p.slides.figure(name), p.slides.plain[name])
	p.sheet.SetFaint(kept.Off)
	p.filling = true
	p.check.SetChecked(!kept.Off)
	if p.note.Text != kept.Note {
		p.note.SetText(kept.Note)
	}
	p.filling = false
	at, order := p.place(name)
	blocks.Enable(p.up, at > 0)
	blocks.Enable(p.down, at+1 < len(order))
}

// place is where a slide is among all.
func (p *Present) place(name string) (int, []review.ArrangedSlide) {
	order := p.slides.order()
	return slices.IndexFunc(order, func(s review.ArrangedSlide) bool { return s.Name == name }), order
}

// step leads the keyboard to another slide.
func (p *Present) step(from string, by int) {
	at, order := p.place(from)
	to := p.entries[order[min(max(at+by, 0), len(order)-1)].Name]
	p.desk.Window.Canvas().Focus(to)
	p.bench.Follow(to)
}

// change shows and keeps what was made of the slides.
func (p *Present) change(a review.Arrangement) {
	p.slides.arrangement = a
	p.changes++
	p.keeper.keep(keeping{quarter: p.slides.quarter, arrangement: a})
	p.update()
}

func (p *Present) move(name string, by int) {
	p.chosen = name
	p.change(p.slides.arrangement.Move(p.slides.names, name, by))
}

// leaveOut leaves a slide out, or shows it again.
func (p *Present) leaveOut(name string) {
	if p.filling {
		return
	}
	p.chosen = name
	p.change(p.slides.arrangement.Change(p.slides.names, name, func(s *review.ArrangedSlide) { s.Off = !s.Off }))
}

func (p *Present) restore() { p.change(p.slides.arrangement.Restored(p.slides.names)) }

// write keeps the note that is being written.
func (p *Present) write(note string) {
	if p.filling {
		return
	}
	p.slides.arrangement = p.slides.arrangement.Change(p.slides.names, p.chosen, func(s *review.ArrangedSlide) { s.Note = note })
	p.changes++
	p.keeper.keep(keeping{p.slides.quarter, p.slides.arrangement, p.chosen})
	number := 0
	for _, s := range p.slides.order() {
		if !s.Off {
			number++
		}
		if s.Name == p.chosen {
			p.entries[s.Name].SetPlace(number, s.Off, s.Note != "")
		}
	}
}

// whenReady does something as soon as the slides are there.
func (p *Present) whenReady(do func()) {
	if p.latest.cancel != nil || p.slides.made.holdings == nil {
		p.then = do
		return
	}
	if len(p.slides.names) > 0 { // else the page says what it needs
		do()
	}
}

// Present shows the slides full screen, from the first.
func (p *Present) Present() { p.whenReady(func() { p.start("", false) }) }

// start shows the slides full screen from one on; without a name, from the first. One that is left out gives its place to
// the next that is not.
func (p *Present) start(from string, speaker bool) {
	d := p.desk
	names, all, err := p.slides.shown()
	if err != nil {
		sayNoSlides(p.desk)
		return
	}
	if p.show != nil {
		p.show.End()
	}
	first := 0
	at, order := p.place(from)
	for i := at; at >= 0 && i < len(order); i++ {
		if n := slices.Index(names, order[i].Name); n >= 0 {
			first = n
			break
		}
	}
	p.show = present.Start(present.Options{
		App: fyne.CurrentApp(), Speak: d.Speak, Background: d.Background, Gallery: p.gallery, Title: p.slides.deck.Title,
		Slides: all, First: first, Speaker: speaker,
		OnEnd: func(at int) {
			p.show = nil
			if p.entries[names[at]] != nil { // the slides may be others by now
				p.choose(names[at])
			}
			d.Window.RequestFocus()
		},
	})
}

// sayNoSlides says that there is nothing to show because all is left out.
func sayNoSlides(d *Desk) {
	t := d.Speak.T
	blocks.ShowMessage(t("page_present.none_on"), t("page_present.none_on_text"), d.Window)
}

func (p *Present) freeze() { showFreeze(p.desk, p.listFrozen) }

// listFrozen finds out which reviews of the quarter are frozen.
func (p *Present) listFrozen() {
	d, quarter := p.desk, p.desk.Question.Quarter
	ask(d, &p.listing, func(ctx context.Context) ([]frozen.Review, error) { return frozen.List(ctx, d.Workspace) }, func(all []frozen.Review, err error) {
		some := frozen.Of(all, quarter)
		if err != nil || len(some) == 0 { // what is wrong with the workspace the slides say
			p.frozen.Hide()
			return
		}
		p.frozen.SetText(d.Speak.T("frozen.button", language.Args{"Count": len(some)}))
		p.frozen.OnTapped = func() { showFrozen(d, quarter, some) }
		p.frozen.Show()
		p.bench.Relayout()
	})
}

// Export writes the review of the quarter as it is arranged here, in the formats a person wants.
func (p *Present) Export() { ShowReport(p.desk) }
