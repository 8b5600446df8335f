package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TourStep is one step of a tour: a few words on a part of the window.
type TourStep struct {
	Title, Text string
	// At is the part of the window, asked for whenever it may have moved. Nil, from it too: the words stand in the middle.
	At func() fyne.CanvasObject
	// Within is what the part may stick out of, such as a page that scrolls; nil: the window.
	Within fyne.CanvasObject
	// Show brings that part into view, such as its page; nil: it is in view.
	Show func()
}

// TourOptions describe a tour.
type TourOptions struct {
	Canvas               fyne.Canvas
	Steps                []TourStep // at least one
	Next, Back, End, Fin string     // the buttons; Fin stands for Next at the last step
	Count                func(at, all int) string
	OnEnd                func() // is called when the last step has been left or the tour was ended; nil: not
	// Watch calls do a few times a second until stop is called, on the UI goroutine, so that the words follow a part that moves. Nil:
	// they follow the window's size alone.
	Watch func(do func()) (stop func())
}

// Tour leads through a window: it dims all but one part of it and says a few words about that, a step after the other. Right, Enter
// and blank go on, Left goes back, Esc ends it.
type Tour struct {
	widget.BaseWidget
	o          TourOptions
	at         int
	ended      bool
	stop       func()
	dim        [4]*canvas.Rectangle // over, left of, right of and under the part
	ring       *canvas.Rectangle
	card       *fyne.Container
	title      *Words
	text       *Words
	count      *Words
	back, next *tourButton
}

var _ fyne.Tappable = (*Tour)(nil)

// StartTour shows the first step over all that the canvas shows.
func StartTour(o TourOptions) *Tour {
	t := &Tour{o: o, ring: canvas.NewRectangle(color.Transparent), stop: func() {}}
	for i := range t.dim {
		t.dim[i] = canvas.NewRectangle(color.Transparent)
	}
	t.title = NewWords("", WordsOptions{Size: SizeTitle, Bold: true})
	t.text = NewWords("", WordsOptions{})
	t.count = NewWords("", WordsOptions{Color: ColorMuted, Size: theme.SizeNameCaptionText, Single: true})
	t.back = newTourButton(t, o.Back, func() { t.step(-1) })
	t.next = newTourButton(t, o.Next, func() { t.step(1) })
	t.next.Importance = widget.HighImportance
	end := newTourButton(t, o.End, t.Stop)
	end.Importance = widget.LowImportance
	t.card = container.NewStack(NewBackdrop(theme.ColorNameOverlayBackground, theme.ColorNameInputBorder, true), container.NewPadded(container.NewPadded(
		Column(Tight(t.title, t.text), container.NewBorder(nil, nil, nil, container.NewHBox(end, t.back, t.next),
			container.NewVBox(layout.NewSpacer(), t.count, layout.NewSpacer()))))))
	t.ExtendBaseWidget(t)
	o.Canvas.Overlays().Add(t)
	t.Resize(o.Canvas.Size())
	if o.Watch != nil {
		t.stop = o.Watch(t.follow)
	}
	t.show()
	return t
}

// step goes steps forward, or back; after the last the tour ends.
func (t *Tour) step(by int) {
	if t.at+by >= len(t.o.Steps) {
		t.Stop()
		return
	}
	t.at = max(0, t.at+by)
	t.show()
}

// Stop ends the tour.
func (t *Tour) Stop() {
	if t.ended {
		return
	}
	t.ended = true
	t.stop()
	t.o.Canvas.Overlays().Remove(t)
	if t.o.OnEnd != nil {
		t.o.OnEnd()
	}
}

// At returns which step is shown, from 0.
func (t *Tour) At() int { return t.at }

func (t *Tour) show() {
	step := t.o.Steps[t.at]
	if step.Show != nil {
		step.Show()
	}
	t.title.SetText(step.Title)
	t.text.SetText(step.Text)
	t.count.SetText(t.o.Count(t.at+1, len(t.o.Steps)))
	Enable(&t.back.Button, t.at > 0)
	t.next.SetText(t.o.Next)
	if t.at+1 == len(t.o.Steps) {
		t.next.SetText(t.o.Fin)
	}
	t.Refresh()
	t.o.Canvas.Focus(t.next)
}

// follow moves the words where the part has moved.
func (t *Tour) follow() {
	if !t.ended {
		t.Refresh()
	}
}

// Tapped does nothing but keep the keyboard at the tour.
func (t *Tour) Tapped(*fyne.PointEvent) { t.o.Canvas.Focus(t.next) }

// part is where the part of the window is that the step is about; ok is false when it is not to be seen.
func (t *Tour) part(size fyne.Size) (at fyne.Position, part fyne.Size, ok bool) {
	step := t.o.Steps[t.at]
	if step.At == nil {
		return at, part, false
	}
	o := step.At()
	if o == nil || !o.Visible() {
		return at, part, false
	}
	// With some room around it, as far as that is within the window.
	driver, room := fyne.CurrentApp().Driver(), theme.Padding()
	at, end := driver.AbsolutePositionForObject(o).SubtractXY(room, room), driver.AbsolutePositionForObject(o).Add(o.Size()).AddXY(room, room)
	low, high := fyne.NewPos(0, 0), fyne.NewPos(size.Width, size.Height)
	if in := step.Within; in != nil {
		low = driver.AbsolutePositionForObject(in)
		high = low.Add(in.Size())
	}
	at = fyne.NewPos(max(at.X, low.X), max(at.Y, low.Y))
	part = fyne.NewSize(min(end.X, high.X)-at.X, min(end.Y, high.Y)-at.Y)
	return at, part, part.Width > 0 && part.Height > 0
}

// tourWidth is how wide the words run, at zoom 1.
const tourWidth = 360

// place is where the card stands: beside the part where there is room, else under or over it, else in the middle.
func (t *Tour) place(card, room fyne.Size, at fyne.Position, part fyne.Size, ok bool) fyne.Position {
	gap := 2 * theme.Padding()
	within := func(x, y float32) fyne.Position {
		return fyne.NewPos(max(gap, min(x, room.Width-card.Width-gap)), max(gap, min(y, room.Height-card.Height-gap)))
	}
	switch {
	case !ok:
	case at.X+part.Width+gap+card.Width <= room.Width:
		return within(at.X+part.Width+gap, at.Y)
	case at.Y+part.Height+gap+card.Height <= room.Height:
		return within(at.X, at.Y+part.Height+gap)
	case at.Y-gap-card.Height >= 0:
		return within(at.X, at.Y-gap-card.Height)
	case at.X-gap-card.Width >= 0:
		return within(at.X-gap-card.Width, at.Y)
	}
	return within((room.Width-card.Width)/2, (room.Height-card.Height)/2)
}

// CreateRenderer is Fyne's way of asking how the tour is drawn.
func (t *Tour) CreateRenderer() fyne.WidgetRenderer { return &tourRenderer{t} }

type tourRenderer struct{ t *Tour }

func (r *tourRenderer) Layout(size fyne.Size) {
	t := r.t
	at, part, ok := t.part(size)
	if !ok { // all is dimmed
		at, part = fyne.NewPos(0, size.Height), fyne.NewSize(size.Width, 0)
	}
	right, bottom := at.X+part.Width, at.Y+part.Height
	for i, box := range [][4]float32{
		{0, 0, size.Width, at.Y}, {0, at.Y, at.X, part.Height}, {right, at.Y, size.Width - right, part.Height}, {0, bottom, size.Width, size.Height - bottom},
	} {
		t.dim[i].Move(fyne.NewPos(box[0], box[1]))
		t.dim[i].Resize(fyne.NewSize(max(box[2], 0), max(box[3], 0)))
	}
	t.ring.Move(at)
	t.ring.Resize(part)
	t.ring.Hidden = !ok
	width := min(tourWidth*theme.TextSize()/14, size.Width-4*theme.Padding())
	t.card.Resize(fyne.NewSize(width, t.card.MinSize().Height))
	card := fyne.NewSize(width, t.card.MinSize().Height) // of words that wrap it depends on the width
	t.card.Resize(card)
	t.card.Move(t.place(card, size, at, part, ok))
}

func (r *tourRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *tourRenderer) Refresh() {
	t := r.t
	for _, d := range t.dim {
		d.FillColor = theme.ColorForWidget(theme.ColorNameShadow, t)
		d.Refresh()
	}
	t.ring.StrokeColor, t.ring.StrokeWidth = theme.ColorForWidget(theme.ColorNamePrimary, t), 2
	t.ring.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, t)
	r.Layout(t.Size())
	t.ring.Refresh()
	t.card.Refresh()
}

func (r *tourRenderer) Objects() []fyne.CanvasObject {
	t := r.t
	return []fyne.CanvasObject{t.dim[0], t.dim[1], t.dim[2], t.dim[3], t.ring, t.card}
}

func (r *tourRenderer) Destroy() {}

// tourButton is a button of a tour, which its keys lead from wherever they are.
type tourButton struct {
	Button
	tour *Tour
}

func newTourButton(t *Tour, label string, do func()) *tourButton {
	b := &tourButton{tour: t}
	b.Text, b.OnTapped = label, do
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey follows the keys of the tour, and those that press any button.
func (b *tourButton) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		b.tour.Stop()
	case fyne.KeyRight, fyne.KeyPageDown:
		b.tour.step(1)
	case fyne.KeyLeft, fyne.KeyPageUp:
		b.tour.step(-1)
	default:
		b.Button.TypedKey(k)
	}
}
