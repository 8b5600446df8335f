package blocks

import (
	"time"

	"fyne.io/fyne/v2"
)

// Background is how work is taken off the UI goroutine and its result brought back. Tests replace both by running at
// once, so that what they see does not depend on the moment.
type Background struct {
	Go    func(func())  // runs the work elsewhere
	Do    func(func())  // called there: runs the function on the UI goroutine
	Pause time.Duration // how long work that may soon be outdated, such as a picture while a window is resized, waits
}

// OffThread works in goroutines of its own, as the window does.
func OffThread() Background {
	return Background{Go: func(f func()) { go f() }, Do: fyne.Do, Pause: 90 * time.Millisecond}
}

// AtOnce works at once on the goroutine that asks, as tests do.
func AtOnce() Background {
	run := func(f func()) { f() }
	return Background{Go: run, Do: run}
}

// Every returns what calls a function on the UI goroutine again and again, by the machine's clock, until it is stopped.
func (b Background) Every(pause time.Duration) func(do func()) (stop func()) {
	return func(do func()) (stop func()) {
		ticker, done := time.NewTicker(pause), make(chan struct{})
		go func() {
			for {
				select {
				case <-ticker.C:
					b.Do(do)
				case <-done:
					return
				}
			}
		}()
		return func() {
			ticker.Stop()
			close(done)
		}
	}
}
