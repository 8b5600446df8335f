// Package present shows slides full screen, and to whoever speaks a second window with the slide, the next one, notes and
// a clock.
//
//	show := present.Start(present.Options{App: a, Speak: speak, Background: background, Gallery: gallery, Slides: slides})
//
// Arrows, blank and the page keys lead forward and back, Home and End to the ends, a number and Enter to that slide, B
// makes the screen black, F leaves full screen so that the window can be moved to another one, Esc ends. The next slides
// are drawn ahead, so that each is there as soon as it is asked for.
package present

import (
	"image"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// Slide is one slide of a show.
type Slide struct {
	Figure chart.Figure // the whole slide
	// Like looks much like it and may be drawn already, such as a small picture; it is shown until the slide is drawn.
	Like chart.Figure
	Note string // for whoever speaks; empty: none
}

// Options say what is shown, and how.
type Options struct {
	App        fyne.App
	Speak      *language.Speaker
	Background blocks.Background
	Gallery    *blocks.Gallery
	Title      string  // of the windows
	Slides     []Slide // at least one
	First      int     // the slide to begin with, from 0
	Speaker    bool    // opens the speaker's window too
	// OnEnd is called when the show has ended, with the slide it ended at; nil: not.
	OnEnd func(at int)

	Now func() time.Time // the clock; nil: the machine's
	// Tick calls do each second until stop is called, on the UI goroutine. Nil: it does.
	Tick func(do func()) (stop func())
}

// Show is a show that runs. It belongs to the UI goroutine.
type Show struct {
	o       Options
	at      int
	black   bool
	typed   string // the digits of a slide's number
	started time.Time
	ended   bool
	stop    func()

	window  fyne.Window
	stage   *stage
	speaker *speaker // nil: not open
}

// Start shows the slides.
func Start(o Options) *Show {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tick == nil {
		o.Tick = o.Background.Every(time.Second)
	}
	s := &Show{o: o, at: min(max(o.First, 0), len(o.Slides)-1), started: o.Now()}
	s.window = o.App.NewWindow(o.Title)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(960, 540)) // where it is not full screen
	s.stage = newStage(s)
	s.window.SetContent(s.stage)
	s.listen(s.window)
	s.window.SetFullScreen(true)
	s.window.Show()
	s.stop = o.Tick(s.tick)
	if o.Speaker {
		s.OpenSpeaker()
	}
	s.show()
	return s
}

// listen lets a window's keys lead the show; when it is closed the show ends.
func (s *Show) listen(w fyne.Window) {
	w.Canvas().SetOnTypedKey(s.typedKey)
	w.Canvas().SetOnTypedRune(s.typedRune)
	w.SetCloseIntercept(s.End)
}

// typedKey follows the keys that write nothing.
func (s *Show) typedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown, fyne.KeySpace:
		s.Go(s.at + 1)
	case fyne.KeyLeft, fyne.KeyUp, fyne.KeyPageUp, fyne.KeyBackspace:
		s.Go(s.at - 1)
	case fyne.KeyHome:
		s.Go(0)
	case fyne.KeyEnd:
		s.Go(len(s.o.Slides) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.enter()
	case fyne.KeyEscape:
		if s.typed != "" { // a number that was mistyped
			s.typed = ""
			s.show()
			return
		}
		s.End()
	}
}

// typedRune follows the letters and digits, wherever they are on the keyboard.
func (s *Show) typedRune(r rune) {
	switch {
	case r >= '0' && r <= '9':
		if len(s.typed) < 3 {
			s.typed += string(r)
		}
		s.show()
	case r == 'b' || r == 'B' || r == '.':
		s.Black()
	case r == 'f' || r == 'F':
		s.window.SetFullScreen(!s.window.FullScreen())
	}
}

// enter goes to the slide whose number was typed, else to the next.
func (s *Show) enter() {
	number, err := strconv.Atoi(s.typed)
	if err != nil { // nothing was typed
		s.Go(s.at + 1)
		return
	}
	s.Go(number - 1)
}

// Go shows a slide, from 0; before the first it is the first, after the last the last. A black screen ends.
func (s *Show) Go(to int) {
	s.at = min(max(to, 0), len(s.o.Slides)-1)
	s.black, s.typed = false, ""
	s.show()
}

// Black makes the screen black, or shows the slide again.
func (s *Show) Black() {
	s.black, s.typed = !s.black, ""
	s.show()
}

// At returns which slide is shown, from 0.
func (s *Show) At() int { return s.at }

// End ends the show and closes its windows.
func (s *Show) End() {
	if s.ended {
		return
	}
	s.ended = true
	s.stop()
	if s.speaker != nil {
		s.speaker.window.Close()
	}
	s.window.Close()
	if s.o.OnEnd != nil {
		s.o.OnEnd(s.at)
	}
}

// OpenSpeaker opens the window for whoever speaks, or brings it to the front.
func (s *Show) OpenSpeaker() {
	if s.speaker == nil {
		s.speaker = newSpeaker(s)
		s.listen(s.speaker.window)
		s.speaker.window.Show()
	}
	s.speaker.window.RequestFocus()
	s.show()
}

// show brings both windows up to date.
func (s *Show) show() {
	s.stage.show()
	if s.speaker != nil {
		s.speaker.show()
	}
}

// tick is called each second.
func (s *Show) tick() {
	if s.speaker != nil && !s.ended {
		s.speaker.showTime()
	}
}

// ahead is how many slides are drawn ahead.
const ahead = 2

// prepare draws the slides that may be asked for next, for the pixels that the stage has: as many as there is room for
// beside the one that is shown.
func (s *Show) prepare(width, height int) {
	at := s.at
	near := []int{1, -1, ahead}
	for _, by := range near[:min(s.o.Gallery.Room(width, height)-1, len(near))] {
		i := at + by
		if i < 0 || i >= len(s.o.Slides) {
			continue
		}
		wanted := func() bool { return !s.ended && i >= s.at-1 && i <= s.at+ahead }
		s.o.Gallery.Order(s.o.Slides[i].Figure, width, height, false, wanted, func(*image.RGBA) {})
	}
}
