package blocks

import (
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
)

// sheet is a page with a square on it.
type sheet struct {
	name  string
	drawn *[]string
}

func (s *sheet) Draw(c draw.Canvas, style chart.Style) []chart.Mark {
	if s.drawn != nil {
		*s.drawn = append(*s.drawn, s.name)
	}
	size := c.Size()
	c.SetColor(style.Accent)
	c.Fill(vg.Rectangle{Min: c.Min.Add(vg.Point{X: size.X / 4, Y: size.Y / 4}), Max: c.Min.Add(vg.Point{X: size.X / 2, Y: size.Y / 2})}.Path())
	return nil
}

func (s *sheet) Title() string    { return s.name }
func (s *sheet) Describe() string { return s.name }

// held is background work that waits until it is let go.
type held struct{ waiting []func() }

func (h *held) background() Background {
	return Background{Go: func(f func()) { h.waiting = append(h.waiting, f) }, Do: func(f func()) { f() }}
}

func (h *held) letGo() {
	for len(h.waiting) > 0 {
		f := h.waiting[0]
		h.waiting = h.waiting[1:]
		f()
	}
}

// What is in view is drawn first, what nobody wants any more not at all, and what is there is not drawn again.
func TestGalleryDrawsWhatIsInViewFirst(t *testing.T) {
	var drawn, got []string
	var h held
	g := NewGallery(h.background(), chart.Light(), 960)
	order := func(s *sheet, width int, urgent, wanted bool) {
		g.Order(s, width, width*9/16, urgent, func() bool { return wanted }, func(*image.RGBA) { got = append(got, s.name) })
	}
	a, b, c, d := &sheet{"a", &drawn}, &sheet{"b", &drawn}, &sheet{"c", &drawn}, &sheet{"d", &drawn}
	order(a, 160, false, true)
	order(b, 160, false, true)
	order(d, 160, false, false)
	order(c, 160, true, true)
	order(c, 320, true, true)
	if len(h.waiting) != 1 {
		t.Fatalf("%d pictures are drawn at once", len(h.waiting))
	}
	h.letGo()
	if want := []string{"a", "c", "c", "b"}; !slices.Equal(drawn, want) || !slices.Equal(got, want) {
		t.Errorf("drawn %v, handed over %v, want %v", drawn, got, want)
	}
	order(b, 160, false, true)
	if len(drawn) != 4 || len(got) != 5 {
		t.Errorf("what is there was drawn again: %v", drawn)
	}
	if p := g.Like(c); p == nil || p.Bounds().Dx() != 320 {
		t.Error("the largest picture is not the one that stands in for others")
	}
	if g.Like(d) != nil || g.Like(nil) != nil {
		t.Error("there is a picture of what was never drawn")
	}
	g.Renew(chart.Light())
	if g.Picture(a, 160, 90) != nil {
		t.Error("a picture was not forgotten")
	}
}

func TestGalleryKeepsFewLargePictures(t *testing.T) {
	g := NewGallery(AtOnce(), chart.Light(), 960)
	const width, height = 3840, 2160
	if n := g.Room(width, height); n != 2 {
		t.Fatalf("room for %d", n)
	}
	sheets := make([]*sheet, 4)
	for i := range sheets {
		sheets[i] = &sheet{name: "s"}
		for _, size := range [][2]int{{160, 90}, {width, height}} {
			g.Order(sheets[i], size[0], size[1], false, func() bool { return true }, func(*image.RGBA) {})
		}
	}
	for i, s := range sheets {
		if small := g.Picture(s, 160, 90); small == nil {
			t.Errorf("the small picture of sheet %d is gone", i)
		}
		if large := g.Picture(s, width, height) != nil; large != (i >= 2) {
			t.Errorf("sheet %d is kept large: %v", i, large)
		}
	}
}

// Until a slide is drawn its small picture stands there; then it is as sharp as the pixels.
func TestSlideIsThereAtOnce(t *testing.T) {
	var h held
	g := NewGallery(h.background(), chart.Light(), 960)
	s, numbered := &sheet{name: "s"}, &sheet{name: "numbered"}
	w := window(t, Theme{Appearance: Light}, container.NewStack(), fyne.NewSize(640, 480))
	drawn := 0
	slide := NewSlide(SlideOptions{Canvas: w.Canvas(), Gallery: g, OnDrawn: func(width, height int) {
		drawn++
		if width != 640 || height != 360 {
			t.Errorf("drawn for %d × %d pixels", width, height)
		}
	}})
	g.Order(s, 160, 90, false, func() bool { return true }, func(*image.RGBA) {})
	h.letGo()
	w.SetContent(slide)
	slide.SetFigure(numbered, s)
	if !slide.image.Visible() || slide.Sharp() {
		t.Error("the small picture does not stand in")
	}
	if at := slide.image.Position(); at.Y != 60 || slide.image.Size().Height != 360 {
		t.Errorf("the slide is at %v, %v large", at, slide.image.Size())
	}
	h.letGo()
	if !slide.Sharp() || drawn != 1 {
		t.Errorf("sharp %v, drawn %d times", slide.Sharp(), drawn)
	}
	slide.SetFigure(nil, nil)
	if slide.image.Visible() {
		t.Error("an empty slide shows something")
	}
}

// slideEntries returns three entries of a list: one chosen that has the keyboard, one left out with a note, one more.
func slideEntries(t *testing.T, house Theme, said *[]string) ([]*SlideEntry, fyne.Window) {
	t.Helper()
	w := window(t, house, container.NewStack(), fyne.NewSize(220, 400))
	g := NewGallery(AtOnce(), chart.Light(), 960)
	say := func(what string) { *said = append(*said, what) }
	var all []*SlideEntry
	column := Tight()
	for i := range 3 {
		all = append(all, NewSlideEntry(SlideEntryOptions{
			Canvas: w.Canvas(), Gallery: g, Figure: &sheet{name: "s"}, LeftOut: "left out",
			Chosen:   func() { say("chosen") },
			Stepped:  func(by int) { say("stepped " + []string{"up", "", "down"}[max(min(by, 1), -1)+1]) },
			Moved:    func(by int) { say("moved " + []string{"up", "", "down"}[by+1]) },
			Switched: func() { say("switched") },
			Opened:   func() { say("opened") },
		}))
		all[i].SetPlace(i+1, i == 1, i == 1)
		column.Add(all[i])
	}
	all[0].SetChosen(true)
	w.SetContent(container.NewVScroll(Narrow(column)))
	w.Content().Refresh()
	return all, w
}

func TestSlideEntryIsWorkedByTheKeyboard(t *testing.T) {
	var said []string
	all, w := slideEntries(t, Theme{Appearance: Light}, &said)
	test.Tap(all[0])
	if w.Canvas().Focused() != all[0] {
		t.Error("a click does not give the keyboard to the entry")
	}
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyUp, fyne.KeyHome, fyne.KeyEnd, fyne.KeySpace, fyne.KeyReturn, fyne.KeyA} {
		all[0].TypedKey(&fyne.KeyEvent{Name: k})
	}
	for _, k := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft} {
		all[0].TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt})
	}
	want := []string{"chosen", "stepped down", "stepped up", "stepped up", "stepped down", "switched", "opened", "moved up", "moved down"}
	if !slices.Equal(said, want) {
		t.Errorf("%v, want %v", said, want)
	}
	escaped := false
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escaped = true })
	all[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !escaped {
		t.Error("Esc does not reach the window")
	}
}

func TestSlideEntriesLook(t *testing.T) {
	for _, appearance := range []Appearance{Light, Dark, HighContrast} {
		var said []string
		all, w := slideEntries(t, Theme{Appearance: appearance}, &said)
		w.Canvas().Focus(all[0])
		w.Content().Refresh()
		test.AssertRendersToImage(t, "slides_"+string(appearance)+".png", w.Canvas())
	}
}

func TestNoteEntryLetsTabAndEscThrough(t *testing.T) {
	w := window(t, Theme{}, container.NewStack(), fyne.NewSize(300, 200))
	e := NewNoteEntry("what to say", 3)
	w.SetContent(e)
	w.Canvas().Focus(e)
	escaped := false
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escaped = true })
	test.Type(e, "Hello")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if e.AcceptsTab() || !escaped || e.Text != "Hello\n" {
		t.Errorf("takes Tab: %v, Esc through: %v, text %q", e.AcceptsTab(), escaped, e.Text)
	}
}

func TestWorkbenchScrollsOnlyWhereThereIsTooLittleRoom(t *testing.T) {
	w := window(t, Theme{}, container.NewStack(), fyne.NewSize(1000, 640))
	block := func(height float32) fyne.CanvasObject {
		return container.New(fixedWidth{50}, container.NewGridWrap(fyne.NewSize(40, height), NewBackdrop("", "", false)))
	}
	o := NewWorkbench(WorkbenchOptions{Actions: block(30), List: block(900), Tools: block(30), Sheet: block(10), Below: block(80)})
	o.SetHeadline("Fourteen slides", "")
	w.SetContent(o.Object())
	w.Content().Refresh()
	if content, view := o.bench.Content.Size().Height, o.bench.Size().Height; content > view {
		t.Errorf("the page is %v high in a window of %v", content, view)
	}
	w.Resize(fyne.NewSize(1000, 300))
	if content, view := o.bench.Content.Size().Height, o.bench.Size().Height; content <= view {
		t.Errorf("the page is squeezed into %v", view)
	}
	o.ShowState(StateOptions{Title: "Nothing"})
	if o.bench.Visible() || !o.state.Visible() {
		t.Error("the list is shown beside the state")
	}
}
