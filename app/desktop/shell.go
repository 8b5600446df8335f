package desktop

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// shell is the window with what is open in it. All of it belongs to the UI goroutine.
type shell struct {
	app        fyne.App
	window     fyne.Window
	o          Options
	background blocks.Background
	remember   remember
	speak      *language.Speaker

	desk     *pages.Desk // nil while no workspace is open
	holdings *review.Holdings
	asked    bool // whether the question has been settled for this workspace
	pages    []pages.Page
	built    map[string]fyne.CanvasObject
	current  pages.Page
	past     []pages.Page // pages shown before, for Esc

	navigation *navigation
	context    *contextBar
	status     *statusLine
	content    *fyne.Container
	jobs       *pages.Jobs // of the start page: making the sample

	undoItem, redoItem *fyne.MenuItem
	tour               *blocks.Tour // nil: none is shown
	counting           int          // how often it has been counted what waits

	watch func(do func()) (stop func()) // calls do a few times a second; nil in tests

	end func() // sees to it that the program ends once the window is closed; nil in tests
}

// newShell makes the window. It is not shown yet.
func newShell(a fyne.App, background blocks.Background, o Options) *shell {
	s := &shell{app: a, background: background, o: o, remember: remember{a.Preferences()}}
	l := o.Language
	if l == "" {
		l = s.remember.language()
	}
	s.speak = language.New(l)
	a.Settings().SetTheme(s.remember.theme())
	s.window = a.NewWindow(s.speak.T("app.name"))
	s.window.SetMaster()
	s.window.SetPadded(false)
	s.window.Resize(s.remember.size())
	s.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { s.dropped(files) })
	s.window.SetCloseIntercept(s.quit)
	s.window.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape && !blocks.CloseTop(s.window.Canvas()) {
			s.back()
		}
	})
	// F1 has no modifier, so it is no shortcut of the menu: the window listens for it, whatever has the focus.
	if keys, ok := s.window.Canvas().(desktop.Canvas); ok {
		keys.SetOnKeyDown(func(e *fyne.KeyEvent) {
			if e.Name == fyne.KeyF1 {
				s.showHelp()
			}
		})
	}
	s.jobs = pages.NewJobs(background)
	s.build()
	return s
}

// build fills the window in the language and theme of the moment.
func (s *shell) build() {
	translateToolkit(s.speak)
	if s.desk != nil {
		s.desk.Speak = s.speak
	}
	s.window.SetMainMenu(s.menu())
	if s.desk == nil {
		s.setTitle("")
		s.window.SetContent(s.startPage())
		return
	}
	s.pages, s.built, s.past = pages.All(), map[string]fyne.CanvasObject{}, nil
	s.navigation = newNavigation(s.speak, s.pages, func(p pages.Page) { s.show(p.ID()) })
	s.context = newContextBar(s.speak, s.window.Canvas(), s.ask)
	s.status = newStatusLine(s.speak, s.desk.Jobs)
	s.content = container.NewStack()
	s.window.SetContent(container.New(&frameLayout{navigation: s.navigation},
		s.navigation.object, s.context.object, s.content, s.status.object))
	id := s.pages[0].ID()
	if s.current != nil {
		id = s.current.ID()
	}
	s.current = nil
	s.show(id)
	s.changed()
}

func (s *shell) setTitle(hospital string) {
	title := s.speak.T("app.name")
	if hospital != "" {
		title += " – " + hospital
	}
	s.window.SetTitle(title)
}

// open opens the workspace at path, in place of the one that is open.
func (s *shell) open(path string) {
	s.background.Go(func() {
		w, err := workspace.Open(context.Background(), path)
		s.background.Do(func() {
			if err != nil {
				s.showError(filepath.Base(path), err)
				return
			}
			s.opened(w)
		})
	})
}

// showError says in a dialog what went wrong, and with which file when there is one.
func (s *shell) showError(file string, err error) {
	said := s.speak.Error(err)
	if file != "" {
		said = s.speak.T("error.with", language.Args{"Name": file, "Text": said})
	}
	blocks.ShowError(errors.New(said), s.window)
}

// opened shows a workspace that has just been opened or created.
func (s *shell) opened(w *workspace.Workspace) {
	s.shut()
	s.remember.addRecent(w.Path())
	s.current, s.holdings, s.asked = nil, nil, false
	s.desk = &pages.Desk{
		Speak: s.speak, Window: s.window, Workspace: w, Reviewer: review.New(w),
		Jobs: pages.NewJobs(s.background), Background: s.background,
		Ask: s.ask, Go: s.show, Changed: s.changed, Waiting: s.countWaiting,
		Person: s.remember.person(), Keep: s.app.Preferences(), Program: s.o.Version,
	}
	s.desk.SetPerson = func(name string) {
		s.desk.Person = name
		s.remember.setPerson(name)
	}
	s.desk.History = pages.NewHistory(s.desk)
	s.desk.History.OnChange = s.showHistory
	s.desk.Jobs.OnChange = func() { s.status.showJob() }
	s.desk.Watch = pages.NewWatching(s.desk, s.app.Preferences())
	s.build()
	pages.OfferUnlock(s.desk)
}

// shut closes the workspace that is open, if one is. What is being worked on is cancelled first.
func (s *shell) shut() {
	if s.desk == nil {
		return
	}
	s.desk.Watch.Stop()
	s.desk.Jobs.Stop()
	if err := s.desk.Workspace.Close(); err != nil {
		fyne.LogError(fmt.Sprintf("close %s", s.desk.Workspace.Path()), err)
	}
	s.desk = nil
}

// close closes the workspace and leads back to the start page.
func (s *shell) close() {
	s.shut()
	s.current = nil
	s.build()
}

func (s *shell) quit() {
	s.remember.setSize(s.window.Canvas().Size())
	s.jobs.Stop()
	s.shut()
	if s.end != nil {
		s.end()
	}
	s.window.Close()
	s.app.Quit()
}

// show shows a page.
func (s *shell) show(id string) {
	i := slices.IndexFunc(s.pages, func(p pages.Page) bool { return p.ID() == id })
	if i < 0 {
		return
	}
	page := s.pages[i]
	if page == s.current {
		return
	}
	if s.current != nil {
		s.past = append(s.past, s.current)
	}
	s.current = page
	s.window.Canvas().Unfocus() // what had the focus is not seen any more
	if s.built[id] == nil {
		s.built[id] = page.Build(s.desk)
	}
	s.content.Objects = []fyne.CanvasObject{s.built[id]}
	s.content.Refresh()
	s.navigation.mark(id)
	_, measured := page.(pages.Measured)
	s.context.offerMeasure(measured)
	if s.holdings != nil { // else the page is refreshed as soon as it is known what to ask for
		page.Refresh()
	}
}

// back closes what a page has open, else leads to the page shown before.
func (s *shell) back() {
	if s.desk == nil || s.window.Canvas().Overlays().Top() != nil { // a dialog is answered first
		return
	}
	if b, ok := s.current.(pages.Backer); ok && b.Back() {
		return
	}
	if len(s.past) == 0 {
		return
	}
	last := s.past[len(s.past)-1]
	s.past = s.past[:len(s.past)-1]
	s.show(last.ID())
	s.past = s.past[:len(s.past)-1] // show has put the page we leave there
}

// ask changes what is being looked at, on every page.
func (s *shell) ask(q review.Question) {
	s.desk.Question = q
	s.remember.setQuestion(s.desk.Workspace.Path(), q)
	s.context.show(s.holdings, q)
	s.current.Refresh()
	s.countWaiting()
}

// countWaiting shows in the navigation what waits on the pages. A count that is overtaken by another, or fails, changes
// nothing: the page itself says what is wrong.
func (s *shell) countWaiting() {
	desk, q := s.desk, s.desk.Question
	s.counting++
	counting := s.counting
	for _, p := range s.pages {
		w, ok := p.(pages.Waiter)
		if !ok {
			continue
		}
		s.background.Go(func() {
			n, err := w.Waiting(context.Background(), desk.Reviewer, q)
			s.background.Do(func() {
				if err == nil && s.desk == desk && s.counting == counting {
					s.navigation.waits(p.ID(), n)
				}
			})
		})
	}
}

// changed reads the workspace anew and brings everything up to date.
func (s *shell) changed() {
	desk := s.desk
	if desk == nil { // closed meanwhile
		return
	}
	desk.Reviewer.Forget()
	s.background.Go(func() {
		h, err := desk.Reviewer.Holdings(context.Background())
		last := ""
		if err == nil {
			last, err = lastImport(desk.Workspace)
		}
		s.background.Do(func() {
			if s.desk != desk { // closed meanwhile
				return
			}
			if err != nil {
				s.showError("", err)
				return
			}
			s.know(h, last)
		})
	})
}

// know takes up what the workspace holds now.
func (s *shell) know(h *review.Holdings, lastImport string) {
	s.holdings = h
	s.desk.Zone = h.Settings.Zone()
	s.setTitle(h.Settings.Hospital)
	q := s.desk.Question
	if !s.asked && h.Posts() > 0 {
		s.asked = true
		var before bool
		if q, before = s.remember.question(s.desk.Workspace.Path()); !before {
			q = review.Question{Quarter: h.LastQuarter()}
		}
	}
	s.desk.Question = fitting(q, h.Quarters(), func(id social.OrganisationID) bool {
		_, ok := h.Organisation(id)
		return ok
	})
	s.desk.Question.Audiences = still(s.desk.Question.Audiences, h.Audiences())
	s.desk.Question.Sections = still(s.desk.Question.Sections, h.Sections())
	s.context.show(h, s.desk.Question)
	s.status.showData(h, lastImport)
	s.current.Refresh()
	s.offerTour()
	s.countWaiting()
}

// lastImport returns the name of the file imported last; empty when there is none.
func lastImport(w *workspace.Workspace) (string, error) {
	imports, err := w.Imports(context.Background())
	if err != nil || len(imports) == 0 {
		return "", err
	}
	return imports[0].File, nil
}

// dropped takes files that were dropped anywhere on the window: a workspace is opened, all else is imported.
func (s *shell) dropped(files []fyne.URI) {
	var paths []string
	for _, f := range files {
		if filepath.Ext(f.Path()) == workspace.Extension {
			s.open(f.Path())
			return
		}
		paths = append(paths, f.Path())
	}
	if s.desk == nil {
		blocks.ShowMessage(s.speak.T("start.first.title"), s.speak.T("start.first.text"), s.window)
		return
	}
	for _, p := range s.pages {
		if r, ok := p.(pages.Receiver); ok {
			s.show(p.ID())
			r.Receive(paths)
			return
		}
	}
}

// showHelp says how the page that is shown is used. While a box is open there is no help: it would cover what is asked.
func (s *shell) showHelp() {
	if s.desk != nil && s.current != nil && s.window.Canvas().Overlays().Top() == nil {
		pages.ShowHelp(s.desk, s.current.ID())
	}
}
