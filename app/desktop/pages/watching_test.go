package pages

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// watched is a desk whose UI goroutine is the test's: what is to be done there waits in a queue.
type watched struct {
	t       *testing.T
	desk    *Desk
	keep    fyne.Preferences
	queue   chan func()
	changed int
}

func newWatched(t *testing.T) *watched {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(blocks.Theme{})
	w := &watched{t: t, keep: app.Preferences(), queue: make(chan func(), 100)}
	background := blocks.Background{Go: func(f func()) { f() }, Do: func(f func()) { w.queue <- f }}
	space := newWorkspace(t)
	w.desk = &Desk{
		Speak: language.New(language.English), Window: test.NewTempWindow(t, nil), Workspace: space, Reviewer: review.New(space),
		Jobs: NewJobs(background), Background: background, Zone: time.UTC, Go: func(string) {},
		Changed: func() { w.changed++ },
	}
	return w
}

// watch takes the desk's folder up again, as the window does when a workspace is opened.
func (w *watched) watch() *Watching {
	w.t.Helper()
	watching := NewWatching(w.desk, w.keep)
	watching.settle = 10 * time.Millisecond
	w.desk.Watch = watching
	w.t.Cleanup(watching.Stop)
	return watching
}

// until works the queue off until something is so.
func (w *watched) until(what string, so func() bool) {
	w.t.Helper()
	deadline := time.After(20 * time.Second)
	for !so() {
		select {
		case f := <-w.queue:
			f()
		case <-deadline:
			w.t.Fatalf("it never happened: %s", what)
		}
	}
}

func (w *watched) imports() int {
	w.t.Helper()
	all, err := w.desk.Workspace.Imports(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return len(all)
}

func TestNothingIsWatchedUntilAFolderIsChosen(t *testing.T) {
	w := newWatched(t)
	watching := w.watch()
	if folder, on := watching.Folder(); folder != "" || on || watching.watcher != nil {
		t.Errorf("folder %q is watched: %v", folder, on)
	}
	watching.Switch(true) // there is nothing to switch on
	if _, on := watching.Folder(); on {
		t.Error("nothing is being watched")
	}
}

func TestNewExportsAreImportedOnceAndQuietly(t *testing.T) {
	w, folder := newWatched(t), t.TempDir()
	write(t, folder, "before.csv", export)
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(folder, "before.csv"), old, old); err != nil {
		t.Fatal(err)
	}
	watching := w.watch()
	var told []fileResult
	watching.Imported = func(results []fileResult) { told = append(told, results...) }
	watching.Watch(folder)
	write(t, folder, "addresses.csv", "name,street\nA,B\n")
	w.until("addresses.csv is left alone", func() bool { return watching.strange == "addresses.csv" })
	write(t, folder, "posts.csv", export)
	w.until("posts.csv is imported", func() bool { return watching.last == "posts.csv" })
	if w.imports() != 1 || len(told) != 1 || w.changed != 1 || watching.strange != "" {
		t.Fatalf("%d imports, %d told, changed %d times, strange %q", w.imports(), len(told), w.changed, watching.strange)
	}

	// The window is closed and opened again; meanwhile another export has come, and the first was undone.
	watching.Stop()
	if _, err := w.desk.Workspace.Undo(t.Context(), told[0].Tables[0].Import.ID); err != nil {
		t.Fatal(err)
	}
	write(t, folder, "later.csv", export+"Seaview;Seaview;facebook;2026-07-03;Three;photo;100;4;1\n")
	again := w.watch()
	w.until("later.csv is imported", func() bool { return again.last == "later.csv" })
	all, err := w.desk.Workspace.Imports(t.Context())
	if err != nil || len(all) != 1 || all[0].File != "later.csv" {
		t.Errorf("imports %v, error %v", all, err)
	}

	again.Switch(false)
	if _, on := again.Folder(); on || again.watcher != nil {
		t.Error("it goes on though it was switched off")
	}
	if _, on := w.watch().Folder(); on {
		t.Error("after opening anew it is on again")
	}
}

func TestAFileThatDoesNotSayAllWaits(t *testing.T) {
	w, folder := newWatched(t), t.TempDir()
	watching := w.watch()
	watching.Watch(folder)
	put := func(name, sample string) string {
		text, err := os.ReadFile("../../../importer/testdata/samples/" + sample)
		if err != nil {
			t.Fatal(err)
		}
		return write(t, folder, name, string(text))
	}
	path := put("nameless.csv", "buffer-posts.csv") // a tool's export: anybody's posts
	w.until("nameless.csv waits", func() bool { return len(watching.Waiting()) == 1 })
	if w.imports() != 0 || watching.Waiting()[0] != path {
		t.Fatalf("%d imports; waiting: %v", w.imports(), watching.Waiting())
	}
	daily := put("reach.csv", "metricool-daily.csv") // of any platform
	w.until("reach.csv waits", func() bool { return len(watching.Waiting()) == 2 })
	watching.Answered(daily)
	page := &Import{}
	w.desk.Window.SetContent(page.Build(w.desk))
	failed := fileResult{FileReport: workspace.FileReport{Path: path}, Err: errors.New("the disk is full")}
	page.report([]fileResult{failed}, nil)
	if len(watching.Waiting()) != 1 {
		t.Fatal("a file that could not be imported is not asked about any more")
	}
	left := failed
	left.Err = errPassedOver // a person does not want it
	page.report([]fileResult{left}, nil)
	if len(watching.Waiting()) != 0 || len(watching.kept.Handled) != 2 {
		t.Errorf("waiting %v, handled %v", watching.Waiting(), watching.kept.Handled)
	}
	watching.Stop()
	again := w.watch()
	reached := false
	again.Shown = func() { reached = true }
	w.until("the folder is reached", func() bool { return reached })
	if len(again.Waiting()) != 0 {
		t.Errorf("it is asked about again: %v", again.Waiting())
	}
}

func TestAFolderThatIsGoneIsSaidQuietly(t *testing.T) {
	w := newWatched(t)
	watching := w.watch()
	page := &Import{}
	w.desk.Window.SetContent(page.Build(w.desk))
	watching.Watch(filepath.Join(t.TempDir(), "usb-stick"))
	w.until("the folder is missed", func() bool { return watching.lost })
	row := &watchRow{desk: w.desk}
	if got := row.detail("/media/usb-stick"); got != "/media/usb-stick cannot be reached at the moment. As soon as it can, it goes on." {
		t.Errorf("said: %q", got)
	}
}
