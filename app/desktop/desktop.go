// Package desktop is the window of Auscult: the navigation with its pages, the bar that says what is being looked at,
// the status line, the menu, and the start page on which a workspace is opened or made.
//
//	err := desktop.Run(desktop.Options{Workspace: "hospital.auscult"})
//
// The pages are in package pages, one file each; what they are built of is in package blocks.
package desktop

import (
	"context"
	"os"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/assets"
)

// AppID names the program to the operating system and to its preferences.
const AppID = "org.auscult.app"

// Options say how the window starts.
type Options struct {
	Workspace string            // path to open at once; empty: the one opened last, else the start page
	Language  language.Language // empty: the one chosen last, else the system's
	Version   string            // for the box About; empty: not said
	// OpenSample makes the sample workspace and returns its path. It is called off the UI goroutine. Nil: the window
	// offers no sample.
	OpenSample func(ctx context.Context, progress func(file string, done, total int)) (path string, err error)
}

// patience is how long Fyne has to end after the window has been closed. It can wait for ever for an event that came while its
// queue was being emptied (internal/driver/glfw/loop.go of 2.7.1: between drained and the queue); everything is saved and
// closed by then, so the program ends all the same.
const patience = 3 * time.Second

// garbage is by how many per cent the memory in use may grow before what is not needed any more is collected. Half of Go's own
// measure: the window stands beside Excel and a mail program all day, and its work comes in short bursts.
const garbage = 50

// Run opens the window and returns when it has been closed.
func Run(o Options) error {
	debug.SetGCPercent(garbage)
	// All changes of the window are made by fyne.Do, which lets Fyne leave out its own checks.
	app.SetMetadata(fyne.AppMetadata{ID: AppID, Name: "Auscult", Version: o.Version, Migrations: map[string]bool{"fyneDo": true}})
	a := app.NewWithID(AppID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	background := blocks.OffThread()
	s := newShell(a, background, o)
	s.watch = background.Every(time.Second / 4)
	stop := watchdog()
	s.end = func() {
		stop()
		time.AfterFunc(patience, func() { os.Exit(0) })
	}
	s.window.Show()
	path := o.Workspace
	if last := s.remember.recent(); path == "" && len(last) > 0 {
		path = last[0]
	}
	if path != "" {
		s.open(path)
	}
	a.Run()
	return nil
}
