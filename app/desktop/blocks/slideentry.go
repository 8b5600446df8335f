package blocks

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/chart"
)

// SlideEntryOptions describe an entry of a list of slides.
type SlideEntryOptions struct {
	Canvas  fyne.Canvas
	Gallery *Gallery
	Figure  chart.Figure
	LeftOut string // what is said of one that is left out

	Chosen   func()       // it was clicked, or reached by the keyboard
	Stepped  func(by int) // the arrows lead to another entry
	Moved    func(by int) // Alt and the arrows move the slide
	Switched func()       // blank leaves it out, or shows it again
	Opened   func()       // Enter shows it full screen
}

// SlideEntry is a slide in a list of slides: a small picture with its number, marked when it is the chosen one and pale
// when it is left out. All that can be done with it can be done with the keyboard.
type SlideEntry struct {
	widget.BaseWidget
	o               SlideEntryOptions
	ground          *Backdrop
	slide           *Slide
	number, leftOut *Words
	note            *widget.Icon
	content         *fyne.Container

	chosen, focused, hovered bool
}

var (
	_ fyne.Focusable     = (*SlideEntry)(nil)
	_ fyne.Tappable      = (*SlideEntry)(nil)
	_ fyne.Shortcutable  = (*SlideEntry)(nil)
	_ desktop.Hoverable  = (*SlideEntry)(nil)
	_ desktop.Cursorable = (*SlideEntry)(nil)
)

// NewSlideEntry returns an entry that is not the chosen one.
func NewSlideEntry(o SlideEntryOptions) *SlideEntry {
	e := &SlideEntry{o: o, ground: NewBackdrop("", "", true)}
	e.slide = NewSlide(SlideOptions{Canvas: o.Canvas, Gallery: o.Gallery, Width: 96})
	e.slide.SetFigure(o.Figure, nil)
	small := WordsOptions{Color: ColorMuted, Size: theme.SizeNameCaptionText, Single: true}
	e.number = NewWords("", small)
	small.Align = fyne.TextAlignCenter
	e.leftOut = NewWords("", small)
	e.note = widget.NewIcon(theme.NewColoredResource(theme.DocumentCreateIcon(), ColorMuted))
	e.note.Hide()
	edge := NewBackdrop("", theme.ColorNameSeparator, false)
	picture := container.New(&pageLayout{}, e.slide, edge)
	left := container.New(atLeast{22}, container.New(&columnLayout{gap: theme.SizeNamePadding}, e.number, container.New(topLeft{16}, e.note)))
	e.content = container.NewStack(e.ground, container.New(insetLayout{theme.SizeNamePadding, theme.SizeNamePadding},
		container.NewBorder(nil, e.leftOut, left, nil, picture)))
	e.ExtendBaseWidget(e)
	return e
}

// SetPlace brings the entry up to date: which place it has, from 1, whether it is left out and whether it has a note. One that
// is left out has no number.
func (e *SlideEntry) SetPlace(number int, off, note bool) {
	text, said := strconv.Itoa(number), ""
	if off {
		text, said = "–", e.o.LeftOut
	}
	e.number.SetText(text)
	e.leftOut.SetText(said)
	e.slide.SetFaint(off)
	if note {
		e.note.Show()
	} else {
		e.note.Hide()
	}
	e.content.Refresh()
}

// SetChosen marks the entry, or takes the mark away.
func (e *SlideEntry) SetChosen(chosen bool) { e.set(&e.chosen, chosen) }

// Chosen reports whether the entry is marked.
func (e *SlideEntry) Chosen() bool { return e.chosen }

func (e *SlideEntry) set(what *bool, to bool) {
	if *what == to {
		return
	}
	*what = to
	fill, stroke := fyne.ThemeColorName(""), fyne.ThemeColorName("")
	switch {
	case e.chosen:
		fill = ColorMarked
	case e.hovered:
		fill = theme.ColorNameHover
	}
	if e.focused {
		stroke = theme.ColorNamePrimary
	}
	e.ground.Set(fill, stroke)
}

// Tapped chooses the slide and gives it the keyboard.
func (e *SlideEntry) Tapped(*fyne.PointEvent) { e.o.Canvas.Focus(e) }

// FocusGained chooses the slide.
func (e *SlideEntry) FocusGained() {
	e.set(&e.focused, true)
	e.o.Chosen()
}

// FocusLost takes the mark of the keyboard away.
func (e *SlideEntry) FocusLost() { e.set(&e.focused, false) }

// TypedRune is not used.
func (e *SlideEntry) TypedRune(rune) {}

// TypedKey goes to another slide, leaves this one out, or shows it full screen.
func (e *SlideEntry) TypedKey(k *fyne.KeyEvent) {
	const far = 1000 // to the first and last
	switch k.Name {
	case fyne.KeyUp:
		e.o.Stepped(-1)
	case fyne.KeyDown:
		e.o.Stepped(1)
	case fyne.KeyHome:
		e.o.Stepped(-far)
	case fyne.KeyEnd:
		e.o.Stepped(far)
	case fyne.KeySpace:
		e.o.Switched()
	case fyne.KeyReturn, fyne.KeyEnter:
		e.o.Opened()
	case fyne.KeyEscape:
		passOn(e.o.Canvas, k)
	}
}

// TypedShortcut moves the slide with Alt and the arrows. All else is the window's.
func (e *SlideEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt {
		switch c.KeyName {
		case fyne.KeyUp:
			e.o.Moved(-1)
			return
		case fyne.KeyDown:
			e.o.Moved(1)
			return
		}
	}
	if window, ok := e.o.Canvas.(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// MouseIn shows that the slide can be chosen.
func (e *SlideEntry) MouseIn(*desktop.MouseEvent) { e.set(&e.hovered, true) }

// MouseMoved is not used.
func (e *SlideEntry) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes it away.
func (e *SlideEntry) MouseOut() { e.set(&e.hovered, false) }

// Cursor is a hand.
func (e *SlideEntry) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is Fyne's way of asking how the entry is drawn.
func (e *SlideEntry) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.content) }
