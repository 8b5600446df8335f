package desktop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/workspace"
)

// start opens the window in software; all work is done at once.
func start(t *testing.T, l language.Language) *shell {
	t.Helper()
	s := newShell(test.NewTempApp(t), blocks.AtOnce(), Options{Language: l})
	t.Cleanup(s.shut)
	return s
}

// withWorkspace opens a new workspace in the window.
func withWorkspace(t *testing.T, l language.Language) *shell {
	t.Helper()
	s := start(t, l)
	w, err := workspace.Create(context.Background(), filepath.Join(t.TempDir(), "seaview.auscult"),
		workspace.Settings{Hospital: "Seaview Hospital", TimeZone: "Europe/Zurich"})
	s.opened(w)
	if s.desk == nil {
		t.Fatalf("no workspace is open: %v", err)
	}
	return s
}

// writeExport writes an export in Auscult's own form: in the third quarter of 2026, twelve photos and twelve short
// videos of ours on Instagram, the videos earning five times as much; four posts of a competitor on Facebook; and one
// row without a date.
func writeExport(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("organisation;channel;platform;published_at;url;text;form;reach;reactions;comments;shares\n")
	row := func(organisation, platform string, day int, form, date string, reactions int) {
		fmt.Fprintf(&b, "%s;%s;%s;%s;https://www.example.org/%s/%s-%d;Post of day %d;%s;1000;%d;1;1\n",
			organisation, organisation, platform, date, platform, form, day, day, form, reactions)
	}
	for i := range 12 {
		day := time.Date(2026, time.July, 3+6*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		row("Seaview Hospital", "instagram", i, "photo", day, 8+i%4)
		row("Seaview Hospital", "instagram", i, "short_video", day, 48+i%5)
	}
	for i := range 4 {
		row("Hillside Clinic", "facebook", i, "photo", fmt.Sprintf("2026-08-%02d", 2+i), 20+i)
	}
	row("Seaview Hospital", "instagram", 99, "photo", "", 5)
	path := filepath.Join(t.TempDir(), "posts.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := time.Date(2026, time.October, 8, 9, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	return path
}

func drop(s *shell, paths ...string) {
	var uris []fyne.URI
	for _, p := range paths {
		uris = append(uris, storage.NewFileURI(p))
	}
	s.dropped(uris)
}

// said returns every word the window shows, and presses nothing.
func said(s *shell) string { return saidBy(s.window.Canvas()) }

func saidBy(c fyne.Canvas) string {
	var b strings.Builder
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *blocks.Words:
			b.WriteString(o.Text() + "\n")
		case *blocks.Button:
			b.WriteString(o.Text + "\n")
		case *widget.Button: // of Fyne's own dialogs
			b.WriteString(o.Text + "\n")
		case *canvas.Text:
			b.WriteString(o.Text + "\n")
		case *widget.Hyperlink:
			b.WriteString(o.Text + "\n")
		case *widget.Label:
			b.WriteString(o.Text + "\n")
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(c.Content())
	for _, o := range c.Overlays().List() {
		walk(o)
	}
	return b.String()
}

// button finds a button that is shown by its words.
func button(t *testing.T, c fyne.Canvas, label string) *widget.Button {
	t.Helper()
	var found *widget.Button
	for _, root := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		all := within[*widget.Button](root) // of Fyne's own dialogs
		for _, b := range within[*blocks.Button](root) {
			all = append(all, &b.Button)
		}
		for _, b := range all {
			if b.Text == label {
				found = b
			}
		}
	}
	if found == nil {
		t.Fatalf("no button %q among:\n%s", label, saidBy(c))
	}
	return found
}

func wants(t *testing.T, s *shell, texts ...string) {
	t.Helper()
	all := said(s)
	for _, text := range texts {
		if !strings.Contains(all, text) {
			t.Errorf("the window does not say %q. It says:\n%s", text, all)
		}
	}
}

func TestEveryPageBuildsEmptyAndFilledInEveryLanguage(t *testing.T) {
	for _, l := range language.All() {
		t.Run(string(l), func(t *testing.T) {
			s := withWorkspace(t, l)
			for _, filled := range []bool{false, true} {
				if filled {
					drop(s, writeExport(t))
				}
				for _, p := range pages.All() {
					s.show(p.ID())
					if s.current.ID() != p.ID() {
						t.Fatalf("%s is not shown", p.ID())
					}
					if len(strings.TrimSpace(said(s))) < 40 {
						t.Errorf("%s is blank (filled: %v)", p.ID(), filled)
					}
				}
			}
		})
	}
}

func TestDroppedExportIsImportedAndForms(t *testing.T) {
	s := withWorkspace(t, language.English)
	wants(t, s, "Drop your exports here to begin", "Nothing imported yet")
	s.show("forms")
	wants(t, s, "There are no posts yet")
	drop(s, writeExport(t)) // onto the page Forms
	if s.current.ID() != "import" {
		t.Fatalf("after the drop %s is shown", s.current.ID())
	}
	wants(t, s, "28 posts are ready for the review", "One file imported. New: 28", "One row was refused", "Last import: posts.csv", "Show the refused row")
	test.Tap(button(t, s.window.Canvas(), "Show the refused row"))
	wants(t, s, s.speak.T("reason.missing"), "published_at")
	s.show("forms")
	if want := (social.Quarter{Year: 2026, Number: 3}); s.desk.Question.Quarter != want {
		t.Errorf("the quarter asked for is %v, want %v", s.desk.Question.Quarter, want)
	}
	wants(t, s, "times as much as photo on Instagram")
	if got := s.window.Title(); got != "Auscult – Seaview Hospital" {
		t.Errorf("the window is called %q", got)
	}
}

func TestUndoTakesTheImportBack(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	test.Tap(button(t, s.window.Canvas(), "Undo"))
	wants(t, s, "Undo this import?", "posts.csv brought 28 new rows")
	top := s.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no question is asked")
	}
	test.Tap(button(t, s.window.Canvas(), "Undo"))
	wants(t, s, "posts.csv was taken back", "Drop your exports here to begin", "Nothing imported yet")
	if s.holdings.Posts() != 0 {
		t.Errorf("%d posts are left", s.holdings.Posts())
	}
}

func TestSameFileTwiceSaysSo(t *testing.T) {
	s := withWorkspace(t, language.English)
	path := writeExport(t)
	drop(s, path)
	drop(s, path)
	wants(t, s, "The file brought nothing new", "This file was imported on")
}

func TestUnknownFileIsExplained(t *testing.T) {
	s := withWorkspace(t, language.English)
	path := filepath.Join(t.TempDir(), "addresses.csv")
	if err := os.WriteFile(path, []byte("name,street\nA,B\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	drop(s, path, filepath.Join(t.TempDir(), "gone.csv"))
	wants(t, s, "The import could not be finished")
	drop(s, path)
	wants(t, s, "The file could not be imported", "Auscult does not know this export; its columns are “name”, “street”")
	test.Tap(button(t, s.window.Canvas(), "Say what the columns mean …"))
	wants(t, s, "What do the columns of addresses.csv mean?", "This file cannot be imported: no column holds dates.", "street")
	s.back()
	wants(t, s, "The file could not be imported")
	if all := said(s); strings.Contains(all, "What do the columns") {
		t.Error("Esc does not lead back")
	}
}

// Nothing of what is wrong with a file is said in English when the window speaks another language.
func TestDamagedFilesAreExplainedInTheLanguageOfTheWindow(t *testing.T) {
	for l, want := range map[language.Language][]string{
		language.German: {"Das ist ein PDF", "Die Datei ist leer", "Diesen Export kennt Auscult nicht", "Darin steht keine Tabelle", "Keine der 4 Dateien konnte importiert werden"},
		language.French: {"C’est un PDF", "Le fichier est vide", "Auscult ne connaît pas cet export", "aucun tableau avec des noms de colonnes"},
	} {
		s := withWorkspace(t, l)
		var paths []string
		for name, content := range map[string]string{
			"a.csv": "%PDF-1.7\n", "b.csv": "", "c.csv": "name,street\nA,B\n", "d.csv": ",,\n,,\n",
		} {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, path)
		}
		drop(s, paths...)
		wants(t, s, want...)
	}
}

func TestContextBarAsksOnEveryPageAndIsRemembered(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	h := s.holdings
	var competitor social.OrganisationID
	for _, o := range h.Organisations {
		if o.Competitor {
			competitor = o.ID
		}
	}
	s.context.organisation.Choose(fmt.Sprint(int64(competitor)))
	if s.desk.Question.Organisation != competitor {
		t.Fatalf("asked for organisation %d, want %d", s.desk.Question.Organisation, competitor)
	}
	for _, o := range s.context.measure.Options() {
		if o.ID == string(engagement.OwnRate) {
			t.Error("a competitor's own rate is offered, which nobody outside knows")
		}
	}
	s.context.quarter.Choose(allTime)
	if !s.desk.Question.Quarter.IsZero() {
		t.Errorf("asked for %v, want all time", s.desk.Question.Quarter)
	}
	path := s.desk.Workspace.Path()
	s.close()
	wants(t, s, "New workspace", "Opened last", "seaview")
	s.open(path)
	if q := s.desk.Question; q.Organisation != competitor || !q.Quarter.IsZero() {
		t.Errorf("after opening anew the question is %+v", q)
	}
}

// firstChart returns the first chart of the page, which must have marks.
func firstChart(t *testing.T, s *shell) *blocks.Chart {
	t.Helper()
	found := within[*blocks.Chart](s.content)
	if len(found) == 0 || len(found[0].Picture().Marks) == 0 {
		t.Fatal("there is no chart with marks")
	}
	return found[0]
}

func TestKeyboardReachesThePostsAndEscLeadsBack(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	first := firstChart(t, s)
	s.window.Canvas().Focus(first)
	first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, s, "Photo on Instagram: 12 posts", "Post of day 3", "Open")
	s.window.Canvas().Unfocus()
	s.back()
	if all := said(s); strings.Contains(all, "Photo on Instagram: 12 posts") {
		t.Error("Esc does not close the posts")
	}
	s.back()
	if s.current.ID() != "import" {
		t.Errorf("Esc leads to %s, want import", s.current.ID())
	}
}

func TestMeasureIsChosenWhereFiguresFollowIt(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	for page, follows := range map[string]bool{"import": false, "position": false, "forms": true, "trends": false} {
		s.show(page)
		if got := strings.Contains(saidBy(s.window.Canvas()), "\nMeasure\n"); got != follows {
			t.Errorf("%s: the measure is there to choose: %v", page, got)
		}
	}
}

func TestLanguageAndThemeChangeWhileOpen(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	s.setLanguage(language.German)
	if s.current.ID() != "forms" {
		t.Errorf("after the change %s is shown", s.current.ID())
	}
	wants(t, s, "Formen", "Inhaltsformen nach Plattform", "Letzter Import: posts.csv")
	house := s.remember.theme()
	house.Appearance, house.Zoom = blocks.Dark, 2
	s.setTheme(house)
	wants(t, s, "Inhaltsformen nach Plattform")
	if got := s.remember.theme(); got != house {
		t.Errorf("remembered %+v, want %+v", got, house)
	}
	if got := s.remember.language(); got != language.German {
		t.Errorf("remembered %q", got)
	}
}

func TestNavigationFoldsWhereTheWindowIsNarrow(t *testing.T) {
	s := withWorkspace(t, language.English)
	s.window.Resize(fyne.NewSize(1280, 800))
	wide := s.navigation.object.Size().Width
	s.window.Resize(fyne.NewSize(800, 600))
	if narrow := s.navigation.object.Size().Width; narrow >= wide/2 {
		t.Errorf("the navigation is %v wide in a narrow window, %v in a wide one", narrow, wide)
	}
}

func TestSampleIsMadeAndOpened(t *testing.T) {
	s := start(t, language.English)
	dir := t.TempDir()
	s.o.OpenSample = func(ctx context.Context, progress func(string, int, int)) (string, error) {
		progress("posts.csv", 1, 2)
		path := filepath.Join(dir, "sample.auscult")
		w, err := workspace.Create(ctx, path, workspace.Settings{Hospital: "Ahornberg", TimeZone: "Europe/Zurich", Invented: true})
		if err != nil {
			return "", err
		}
		return path, w.Close()
	}
	s.build()
	test.Tap(button(t, s.window.Canvas(), "Look at the sample"))
	if s.desk == nil || s.window.Title() != "Auscult – Ahornberg" {
		t.Fatalf("the sample is not open; the window is called %q", s.window.Title())
	}
	s.close()
	s.o.OpenSample = func(context.Context, func(string, int, int)) (string, error) {
		return "", errors.New("the disk is full")
	}
	s.build()
	test.Tap(button(t, s.window.Canvas(), "Look at the sample"))
	wants(t, s, "The sample could not be made", "the disk is full")
}

func TestOpeningWhatIsNoWorkspaceIsExplained(t *testing.T) {
	s := start(t, language.English)
	s.open(filepath.Join(t.TempDir(), "none.auscult"))
	wants(t, s, "“none.auscult”: This is no Auscult workspace")
	if s.desk != nil {
		t.Error("something is open")
	}
}
