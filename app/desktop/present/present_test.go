package present

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

type blank struct{ n int }

func (b *blank) Draw(draw.Canvas, chart.Style) []chart.Mark { return nil }
func (b *blank) Title() string                              { return "blank" }
func (b *blank) Describe() string                           { return "blank" }

// clock is a clock that is set by hand.
type clock struct {
	now  time.Time
	tick func()
	on   bool
}

func (c *clock) start(do func()) (stop func()) {
	c.tick, c.on = do, true
	return func() { c.on = false }
}

// begin starts a show of five slides, of which the second has a note.
func begin(t *testing.T, change func(*Options)) (*Show, *clock) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(blocks.Theme{Appearance: blocks.Light})
	c := &clock{now: time.Date(2026, time.October, 12, 9, 58, 30, 0, time.UTC)}
	o := Options{
		App: a, Speak: language.New(language.English), Background: blocks.AtOnce(), Title: "Review",
		Gallery: blocks.NewGallery(blocks.AtOnce(), chart.Light(), 960),
		Now:     func() time.Time { return c.now }, Tick: c.start,
	}
	for i := range 5 {
		o.Slides = append(o.Slides, Slide{Figure: &blank{i}})
	}
	o.Slides[1].Note = "Smile."
	if change != nil {
		change(&o)
	}
	return Start(o), c
}

// press presses keys: letters and digits as they are written, others by their names.
func press(w fyne.Window, keys string) {
	for key := range strings.FieldsSeq(keys) {
		if len(key) == 1 {
			w.Canvas().OnTypedRune()(rune(key[0]))
			continue
		}
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyName(key)})
	}
}

func TestKeysLeadThroughTheSlides(t *testing.T) {
	s, _ := begin(t, nil)
	if !s.window.FullScreen() {
		t.Error("the show is not full screen")
	}
	for _, step := range []struct {
		keys  string
		at    int // from 1
		black bool
	}{
		{"Left", 1, false},
		{"Right", 2, false},
		{"Down Space", 4, false},
		{"Next Next", 5, false}, // page down; at the last it stays
		{"Prior", 4, false},     // page up
		{"Up BackSpace", 2, false},
		{"End", 5, false},
		{"Home", 1, false},
		{"Return", 2, false},
		{"4 Return", 4, false},
		{"1 2 KP_Enter", 5, false}, // there are only five
		{"0 Return", 1, false},
		{"3 Escape", 1, false}, // a number that was mistyped
		{"3 Right", 2, false},
		{"b", 2, true},
		{"b", 2, false},
		{"B", 2, true},
		{"Right", 3, false},
		{".", 3, true},
		{"Home", 1, false},
		{"x", 1, false},
	} {
		press(s.window, step.keys)
		if s.At()+1 != step.at || s.black != step.black || s.stage.veil.Visible() != step.black {
			t.Errorf("after %s: slide %d, black %v; want %d, %v", step.keys, s.At()+1, s.black, step.at, step.black)
		}
		if s.stage.slide.Figure() != s.o.Slides[step.at-1].Figure {
			t.Errorf("after %s the stage shows another slide", step.keys)
		}
	}
	press(s.window, "1 7")
	if s.stage.number.Text != "Go to slide 17 – Enter" || !s.stage.plate.Visible() {
		t.Errorf("a number typed shows %q", s.stage.number.Text)
	}
	press(s.window, "Escape f")
	if s.window.FullScreen() || s.stage.plate.Visible() {
		t.Error("F does not leave full screen")
	}
}

func TestClicksLeadThroughTheSlides(t *testing.T) {
	s, _ := begin(t, func(o *Options) { o.First = 2 })
	test.Tap(s.stage)
	if s.At() != 3 {
		t.Errorf("a click leads to slide %d", s.At()+1)
	}
	test.TapSecondary(s.stage)
	if s.At() != 2 {
		t.Errorf("a click of the other button leads to slide %d", s.At()+1)
	}
}

// The slide after the next is drawn before it is asked for.
func TestNextSlidesAreDrawnAhead(t *testing.T) {
	s, _ := begin(t, nil)
	s.window.Resize(fyne.NewSize(640, 480))
	press(s.window, "Right")
	for i, drawn := range []bool{true, true, true, true, false} {
		if got := s.o.Gallery.Picture(s.o.Slides[i].Figure, 640, 360) != nil; got != drawn {
			t.Errorf("slide %d is drawn: %v", i+1, got)
		}
	}
}

func TestSpeakerSeesNoteNextSlideAndTime(t *testing.T) {
	s, c := begin(t, func(o *Options) { o.Speaker = true })
	p := s.speaker
	wants := func(page, note, since, clock string) {
		t.Helper()
		if p.page.Text() != page || p.note.Text() != note || p.since.Text() != since || p.clock.Text() != clock {
			t.Errorf("%q, %q, %q, %q; want %q, %q, %q, %q", p.page.Text(), p.note.Text(), p.since.Text(), p.clock.Text(), page, note, since, clock)
		}
	}
	wants("Slide 1 of 5", "–", "0:00", "09:58")
	c.now = c.now.Add(95 * time.Second)
	c.tick()
	press(p.window, "Right")
	wants("Slide 2 of 5", "Smile.", "1:35", "10:00")
	if p.now.Figure() != s.o.Slides[1].Figure || p.next.Figure() != s.o.Slides[2].Figure {
		t.Error("the speaker sees other slides")
	}
	press(p.window, "b")
	wants("Slide 2 of 5 · screen is black", "Smile.", "1:35", "10:00")
	if !s.black {
		t.Error("B in the speaker's window leaves the screen light")
	}
	press(p.window, "End")
	if p.next.Figure() != nil || p.last.Text() != "This is the last slide." || !p.forward.Disabled() {
		t.Error("after the last slide there is another")
	}
	test.Tap(p.back)
	wants("Slide 4 of 5", "–", "1:35", "10:00")
	test.Tap(p.darken)
	if !s.black || p.darken.Text != "Show slide" {
		t.Errorf("black %v, the button says %q", s.black, p.darken.Text)
	}
	c.now = c.now.Add(time.Hour)
	c.tick()
	wants("Slide 4 of 5 · screen is black", "–", "1:01:35", "11:00")
}

// open is how many windows of a show are open.
func open() int {
	n := 0
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if strings.Contains(w.Title(), "Review") {
			n++
		}
	}
	return n
}

func TestEscEndsEverything(t *testing.T) {
	ended := []int{}
	s, c := begin(t, func(o *Options) { o.Speaker, o.OnEnd = true, func(at int) { ended = append(ended, at) } })
	press(s.window, "Right Right")
	press(s.speaker.window, "Escape")
	s.End()
	if len(ended) != 1 || ended[0] != 2 || c.on {
		t.Errorf("ended %v, the clock runs: %v", ended, c.on)
	}
	c.tick() // one that was on its way
	if n := open(); n != 0 {
		t.Errorf("%d windows are left", n)
	}
}

func TestSpeakerWindowOpensWhileTheShowRuns(t *testing.T) {
	s, _ := begin(t, nil)
	press(s.window, "Right")
	s.OpenSpeaker()
	s.OpenSpeaker()
	if s.speaker.note.Text() != "Smile." || open() != 2 {
		t.Error("the speaker's window is not there, or twice")
	}
}
