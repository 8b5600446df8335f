// Package watch answers the question: has a new export appeared in a folder? It waits until a file has stopped growing,
// passes over what browsers and spreadsheet programs leave lying around, and looks by itself now and then, because
// folders on a network give no sign of what happens in them.
//
//	w := watch.Start(watch.Options{Path: downloads, Found: func(f watch.File) { … }})
//	defer w.Stop()
package watch

import (
	"context"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say what to watch and whom to tell. The functions are called on the watcher's own goroutine, one at a time.
type Options struct {
	Path string // the folder; what is in folders within it is not looked at
	// Known reports whether a file that is there at the start is to be passed over. Nil: every file is new.
	Known func(File) bool
	// Found is told of a file that is complete.
	Found func(File)
	// Reachable is told when the folder can be read, and when it cannot any more, such as a drive that was taken out.
	// Nil: nobody is told.
	Reachable func(bool)

	Settle time.Duration // how long a file must stay as it is to be complete; 0 means 2 seconds
	Every  time.Duration // how often to look without a sign; 0 means 20 seconds
}

// Watcher watches a folder until it is stopped.
type Watcher struct {
	o      Options
	cancel context.CancelFunc
	ended  chan struct{}
}

// Start begins to watch. A folder that is not there is looked for again and again.
func Start(o Options) *Watcher {
	if o.Settle <= 0 {
		o.Settle = 2 * time.Second
	}
	if o.Every <= 0 {
		o.Every = 20 * time.Second
	}
	ctx, cancel := context.WithCancel(context.Background())
	w := &Watcher{o: o, cancel: cancel, ended: make(chan struct{})}
	go w.run(ctx)
	return w
}

// Stop ends the watching and returns when nobody is told anything any more. It must not be called by those who are told.
func (w *Watcher) Stop() {
	w.cancel()
	<-w.ended
}

// run looks, tells, and waits for a sign or for its time.
func (w *Watcher) run(ctx context.Context) {
	defer close(w.ended)
	signs := &signs{path: w.o.Path}
	defer signs.close()
	looker := newLooker(w.o.Settle)
	begun, reachable, told := false, false, false
	for ctx.Err() == nil {
		signs.open() // before looking, so that nothing happens in between unnoticed
		files, err := list(w.o.Path)
		if now := err == nil; w.o.Reachable != nil && (!told || now != reachable) {
			w.o.Reachable(now)
			reachable, told = now, true
		}
		next := w.o.Every
		if err != nil {
			signs.close() // a folder that comes back is another one to the system
		} else {
			if !begun && w.o.Known != nil {
				for _, f := range files {
					if w.o.Known(f) {
						looker.pass(f)
					}
				}
			}
			begun = true
			ready, growing := looker.look(time.Now(), files)
			for _, f := range ready {
				if ctx.Err() == nil {
					w.o.Found(f)
				}
			}
			if growing {
				next = w.o.Settle/2 + time.Millisecond
			}
		}
		signs.wait(ctx, next, w.o.Settle/4)
	}
}

// signs are what the system tells of a folder; some folders never give any.
type signs struct {
	path    string
	watcher *fsnotify.Watcher
}

func (s *signs) open() {
	if s.watcher != nil {
		return
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil { // the system is short of something; looking now and then must do
		return
	}
	if watcher.Add(s.path) != nil {
		_ = watcher.Close() // nothing was being watched
		return
	}
	s.watcher = watcher
}

func (s *signs) close() {
	if s.watcher != nil {
		_ = s.watcher.Close() // nothing is to be read from it any more
		s.watcher = nil
	}
}

// wait returns after the time, or shortly after a sign: a file that is being written gives thousands.
func (s *signs) wait(ctx context.Context, most, pause time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	var events chan fsnotify.Event
	var errors chan error
	if s.watcher != nil {
		events, errors = s.watcher.Events, s.watcher.Errors
	}
	seen := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			return
		case _, open := <-events:
			if !open {
				events = nil
				continue
			}
			if !seen {
				seen = true
				timer.Reset(min(pause, most))
			}
		case _, open := <-errors: // too many signs at once: look at what there is
			if !open {
				errors = nil
			}
		}
	}
}
