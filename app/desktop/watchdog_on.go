//go:build watchdog

package desktop

import (
	"encoding/json"
	"os"
	"slices"
	"time"

	"fyne.io/fyne/v2"
)

// watchdogPause is how often the watchdog asks the UI goroutine for a sign of life.
const watchdogPause = 2 * time.Millisecond

// watchdog measures for how long the UI goroutine answers nobody: while it draws, or while one of ours holds it up. When the window is closed it
// prints what it saw as one line of JSON to standard error.
func watchdog() (stop func()) {
	ended, done := make(chan struct{}), make(chan struct{})
	var waits []time.Duration
	go func() {
		defer close(done)
		for {
			asked := time.Now()
			answered := make(chan struct{})
			fyne.Do(func() { close(answered) })
			select {
			case <-answered:
				waits = append(waits, time.Since(asked))
			case <-ended:
				return
			}
			time.Sleep(watchdogPause)
		}
	}()
	return func() {
		close(ended)
		<-done
		slices.Sort(waits)
		if len(waits) == 0 {
			return
		}
		over := 0
		for _, w := range waits {
			if w > 50*time.Millisecond {
				over++
			}
		}
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		_ = json.NewEncoder(os.Stderr).Encode(map[string]any{ // nobody is left to tell
			"answers": len(waits), "median_ms": ms(waits[len(waits)/2]), "p99_ms": ms(waits[len(waits)*99/100]), "longest_ms": ms(waits[len(waits)-1]), "over_50_ms": over,
		})
	}
}
