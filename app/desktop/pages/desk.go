package pages

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// Desk is what the pages of one open workspace work with. It is used on the UI goroutine; what is handed to background
// work (workspace and reviewer) may be used there too.
type Desk struct {
	Speak      *language.Speaker
	Window     fyne.Window
	Workspace  *workspace.Workspace
	Reviewer   *review.Reviewer
	Jobs       *Jobs
	Background blocks.Background
	Watch      *Watching
	Zone       *time.Location // the hospital's
	Program    string         // its version
	History    *History

	// Question is what is being looked at on every page.
	Question review.Question
	// Person is the name under which this person decides; SetPerson keeps it for the next time.
	Person    string
	SetPerson func(string)

	// Keep is what this person is remembered by from one start to the next: folders, how tables are looked at.
	Keep fyne.Preferences

	// Ask changes the question, on every page.
	Ask func(review.Question)
	// Go shows another page.
	Go func(page string)
	// Waiting counts anew what waits on the pages; Changed does so too.
	Waiting func()
	// Changed must be called after the workspace has been changed.
	Changed func()
}

// zone is the hospital's time zone, in which dates are written; UTC until the settings are known.
func (d *Desk) zone() *time.Location {
	if d.Zone != nil {
		return d.Zone
	}
	return time.UTC
}

// latest keeps the order of questions asked in the background: only the answer to the last one is shown.
type latest struct {
	order  int
	cancel context.CancelFunc
}

// ask works off the UI goroutine and shows the answer there, unless another question has been asked meanwhile: then the
// work is cancelled and its answer dropped.
func ask[T any](d *Desk, l *latest, work func(context.Context) (T, error), show func(T, error)) {
	if l.cancel != nil {
		l.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	l.order++
	order := l.order
	d.Background.Go(func() {
		answer, err := work(ctx)
		d.Background.Do(func() {
			if order != l.order {
				return
			}
			l.cancel = nil
			cancel()
			if !errors.Is(err, context.Canceled) {
				show(answer, err)
			}
		})
	})
}

// drop cancels the question that is being worked on; its answer is not shown any more.
func (l *latest) drop() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
	l.order++
}
