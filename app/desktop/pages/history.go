package pages

import (
	"context"
	"errors"
	"slices"

	"auscult/app/language"
	"auscult/app/workspace"
)

// History is what a person has changed in an open workspace, to be taken back and made again, the last first. Imports have an undo
// of their own, and may come between; so may decisions, which are reopened. It belongs to the UI goroutine. On a nil History
// nothing is remembered.
type History struct {
	desk     *Desk
	done     []*entry // that can be taken back, the last at the end
	undone   []*entry // that can be made again
	turning  bool     // one is being taken back or made again
	OnChange func()   // is called whenever another entry is the last; nil: not
}

// entry is something that a person has changed.
type entry struct {
	what string // the text that says it, under history
	// same names what goes on being changed, as a note does while it is written: with the one before of the same name it is one
	// entry. Empty: it stands alone.
	same   string
	turned func() // is called when it has been taken back or made again, before the pages follow; nil: not
	change workspace.Change
}

// mostEntries is how many changes are remembered.
const mostEntries = 100

// NewHistory returns an empty history of the workspace on the desk.
func NewHistory(d *Desk) *History { return &History{desk: d} }

// push remembers what was changed. What was taken back before cannot be made again then.
func (h *History) push(e *entry) {
	if h == nil {
		return
	}
	h.undone = nil
	if last := h.last(); last != nil && e.same != "" && last.same == e.same && !h.turning {
		last.change = last.change.Then(e.change)
		if last.change.Nothing() { // it is as it was
			h.done = h.done[:len(h.done)-1]
		}
	} else {
		h.done = append(h.done, e)
		h.done = h.done[max(0, len(h.done)-mostEntries):]
	}
	h.changed()
}

func (h *History) changed() {
	if h.OnChange != nil {
		h.OnChange()
	}
}

// last is the entry that would be taken back; nil when there is none.
func (h *History) last() *entry {
	if h == nil || len(h.done) == 0 {
		return nil
	}
	return h.done[len(h.done)-1]
}

// Undoes says what would be taken back, and Redoes what would be made again; empty: nothing.
func (h *History) Undoes() string { return h.named(h.done) }

// Redoes is described at [History.Undoes].
func (h *History) Redoes() string { return h.named(h.undone) }

func (h *History) named(list []*entry) string {
	if len(list) == 0 {
		return ""
	}
	return h.desk.Speak.T("history." + list[len(list)-1].what)
}

// Undo takes back what was changed last; every page follows.
func (h *History) Undo() { h.turn(&h.done, &h.undone, "history.undoing", workspace.Change.Back) }

// Redo makes again what was taken back last.
func (h *History) Redo() {
	h.turn(&h.undone, &h.done, "history.redoing", func(c workspace.Change) workspace.Change { return c })
}

// turn moves the last entry of one list to the other. One that something else has changed since is forgotten: it stays as it is.
func (h *History) turn(from, to *[]*entry, job string, as func(workspace.Change) workspace.Change) {
	if h.turning || len(*from) == 0 {
		return
	}
	h.turning = true
	d, e := h.desk, (*from)[len(*from)-1]
	change := as(e.change)
	d.Jobs.Start(Job{
		Name: d.Speak.T(job, language.Args{"What": d.Speak.T("history." + e.what)}),
		Work: func(ctx context.Context, _ Progress) error { return d.Workspace.Apply(ctx, change) },
		Done: func(err error) {
			h.turning = false
			gone := errors.Is(err, workspace.ErrChangedSince)
			if err == nil || gone {
				*from = slices.DeleteFunc(*from, func(other *entry) bool { return other == e })
			}
			if err == nil {
				e.same = "" // what comes next is another change
				*to = append(*to, e)
			}
			h.changed()
			switch {
			case cancelled(err):
			case err != nil:
				showError(d, "", err)
			default:
				if e.turned != nil {
					e.turned()
				}
				if change.SlidesOnly() {
					d.Ask(d.Question)
					return
				}
				d.Changed()
			}
		},
	})
}

// record changes the workspace, all of it or nothing, and remembers what was changed. It may be called on any goroutine.
func record(ctx context.Context, d *Desk, e *entry, work func(ctx context.Context, w *workspace.Workspace) error) error {
	change, err := d.Workspace.Recorded(ctx, work)
	if err == nil && !change.Nothing() {
		e.change = change
		d.Background.Do(func() { d.History.push(e) })
	}
	return err
}

// alter is [change] for what a person can take back; what is the text that says it.
func alter(d *Desk, what string, work func(ctx context.Context, w *workspace.Workspace) error, then ...func()) {
	change(d, func(ctx context.Context) error { return record(ctx, d, &entry{what: what}, work) }, then...)
}

// ChangeSettings changes the settings of the hospital; every page follows.
func ChangeSettings(d *Desk, to workspace.Settings) {
	alter(d, "settings", func(ctx context.Context, w *workspace.Workspace) error { return w.SetSettings(ctx, to) })
}
