package pages

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"auscult/analytics/social"
	"auscult/app/desktop/watch"
	"auscult/app/workspace"
)

// Watching imports new exports out of a folder that a person has chosen, such as Downloads, as soon as they are complete.
// It is off until then. What it is told is kept in the program's preferences, not in the workspace: the folder is this
// machine's. A file about which a person must be asked is not imported but waits for the answer. It is used
// on the UI goroutine and goes on whatever page is shown.
type Watching struct {
	desk    *Desk
	keep    fyne.Preferences
	kept    watchKept
	watcher *watch.Watcher

	waiting []watch.File // about which a person must be asked
	lost    bool         // the folder cannot be reached
	last    string       // the name of the file imported last since the window was opened
	strange string       // the name of a file that came after it and is no export Auscult knows

	settle time.Duration // how long a file must stay as it is; 0: as the watcher does

	// Shown is called whenever there is something new to show, Imported with what became of files that brought something;
	// both belong to the page Import, and are nil while it has not been built.
	Shown    func()
	Imported func([]fileResult)
}

// watchKept is what is remembered of a workspace's folder.
type watchKept struct {
	Folder string    `json:"folder"`
	On     bool      `json:"on"`
	Since  time.Time `json:"since"` // files that were there before are left alone
	// Handled are the marks of files that have been dealt with, the latest last.
	Handled []string `json:"handled"`
}

// mostHandled is how many files are remembered: more than a hospital exports in years.
const mostHandled = 500

// keyWatch, and the workspace's path, is the key of the preferences.
const keyWatch = "watch "

// NewWatching takes up what was remembered for the desk's workspace, and begins to watch if it is to.
func NewWatching(d *Desk, keep fyne.Preferences) *Watching {
	w := &Watching{desk: d, keep: keep}
	if text := keep.String(keyWatch + d.Workspace.Path()); text != "" && json.Unmarshal([]byte(text), &w.kept) != nil {
		w.kept = watchKept{} // not ours; it is off
	}
	w.start()
	return w
}

// Folder returns the folder that was chosen, "" for none, and whether it is being watched.
func (w *Watching) Folder() (path string, on bool) { return w.kept.Folder, w.kept.On }

// Watch watches another folder: what appears in it from now on.
func (w *Watching) Watch(folder string) {
	w.Stop()
	w.kept = watchKept{Folder: folder, On: true, Since: fromNow()}
	w.waiting, w.lost, w.last, w.strange = nil, false, "", ""
	w.remember()
	w.start()
	w.show()
}

// Switch turns the watching on or off. What came while it was off is left alone.
func (w *Watching) Switch(on bool) {
	if on == w.kept.On || w.kept.Folder == "" {
		return
	}
	w.Stop()
	w.kept.On, w.lost = on, false
	if on {
		w.kept.Since = fromNow()
	}
	w.remember()
	w.start()
	w.show()
}

// fromNow is since when files are new: a little earlier, because the clocks of file systems are coarse, that of memory
// sticks by two seconds.
func fromNow() time.Time { return time.Now().Add(-2 * time.Second) }

// Waiting returns the paths of the files that wait for an answer.
func (w *Watching) Waiting() []string {
	paths := make([]string, len(w.waiting))
	for i, f := range w.waiting {
		paths[i] = f.Path
	}
	return paths
}

// Answered takes a file out of those that wait, if it is one of them: a person has imported it, or left it out. It is not
// asked about again.
func (w *Watching) Answered(path string) {
	i := slices.IndexFunc(w.waiting, func(f watch.File) bool { return f.Path == path })
	if i < 0 {
		return
	}
	w.handled(w.waiting[i])
	w.waiting = slices.Delete(w.waiting, i, i+1)
	w.show()
}

// handled remembers that a file has been dealt with.
func (w *Watching) handled(f watch.File) {
	w.kept.Handled = append(w.kept.Handled, f.Mark())
	w.kept.Handled = w.kept.Handled[max(0, len(w.kept.Handled)-mostHandled):]
	w.remember()
}

// Stop ends the watching until the window is opened again. It returns when nothing happens any more.
func (w *Watching) Stop() {
	if w.watcher != nil {
		w.watcher.Stop()
		w.watcher = nil
	}
}

func (w *Watching) start() {
	if !w.kept.On || w.kept.Folder == "" {
		return
	}
	handled := map[string]bool{}
	for _, mark := range w.kept.Handled {
		handled[mark] = true
	}
	since := w.kept.Since
	var watcher *watch.Watcher
	do := func(f func()) {
		w.desk.Background.Do(func() {
			if w.watcher == watcher { // else it has been stopped meanwhile
				f()
			}
		})
	}
	started := make(chan struct{}) // the watcher is named before it tells anything
	watcher = watch.Start(watch.Options{
		Path: w.kept.Folder, Settle: w.settle,
		Known: func(f watch.File) bool { return f.Modified.Before(since) || handled[f.Mark()] },
		Found: func(f watch.File) {
			<-started
			do(func() { w.found(f) })
		},
		Reachable: func(ok bool) {
			<-started
			do(func() {
				w.lost = !ok
				w.show()
			})
		},
	})
	w.watcher = watcher
	close(started)
}

// errWaits says that a file is not imported by itself because it does not say all that must be known of it.
var errWaits = errors.New("waits for an answer")

// waits is the answer to every question about such a file.
func waits[T any](context.Context, string, []T) (given[T], error) { return given[T]{}, errWaits }

// found imports a file.
func (w *Watching) found(f watch.File) {
	d := w.desk
	var results []fileResult
	d.Jobs.Start(Job{
		Name: d.Speak.T("import.watch.job"),
		Work: func(ctx context.Context, progress Progress) error {
			im := &importing{
				workspace: d.Workspace, progress: progress, platform: waits[social.Platform], channel: waits[string],
				whose: func(context.Context, string) (workspace.Owner, error) { return workspace.Owner{}, errWaits },
				key:   func(context.Context, error) error { return errWaits },
			}
			var err error
			results, err = im.run(ctx, []string{f.Path})
			return err
		},
		Done: func(err error) { w.done(f, results, err) },
	})
}

// done takes note of what became of a file. Whatever is strange about it is said quietly: nobody has asked for it.
func (w *Watching) done(f watch.File, results []fileResult, err error) {
	name := filepath.Base(f.Path)
	switch {
	case err != nil || len(results) == 0: // cancelled, or gone: it is found again when the window is opened anew
		w.show()
		return
	case errors.Is(results[0].Err, errWaits):
		w.waiting = slices.DeleteFunc(w.waiting, func(other watch.File) bool { return other.Path == f.Path }) // written anew
		w.waiting = append(w.waiting, f)
		w.show()
		return
	}
	w.handled(f)
	if broughtSomething(results[0]) {
		w.last, w.strange = name, ""
		if w.Imported != nil {
			w.Imported(results)
		}
		w.desk.Changed()
	} else if results[0].Err != nil {
		w.strange = name
	}
	w.show()
}

// broughtSomething reports whether there is anything to tell about a file: not when it had been imported before.
func broughtSomething(r fileResult) bool {
	return slices.ContainsFunc(r.Tables, func(t workspace.TableReport) bool {
		return t.Already.IsZero() && t.Import.Taken+t.Import.Merged+t.Import.Refused > 0
	})
}

func (w *Watching) show() {
	if w.Shown != nil {
		w.Shown()
	}
}

func (w *Watching) remember() {
	text, err := json.Marshal(w.kept)
	if err != nil { // plain values; it is only not remembered
		return
	}
	w.keep.SetString(keyWatch+w.desk.Workspace.Path(), string(text))
}
