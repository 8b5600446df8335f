package blocks

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NavEntry is one entry of the navigation: icon and word, marked when it is the current one, with a number where something
// waits. It can be reached by the keyboard, and folds to its icon.
type NavEntry struct {
	widget.BaseWidget
	label                             string
	icon                              fyne.Resource
	chosen                            func()
	current, folded, hovered, focused bool
	waiting                           int
}

var (
	_ fyne.Focusable    = (*NavEntry)(nil)
	_ fyne.Tappable     = (*NavEntry)(nil)
	_ desktop.Hoverable = (*NavEntry)(nil)
)

// mostWaiting is the largest number that is written out.
const mostWaiting = 99

// NewNavEntry returns an entry that is not the current one.
func NewNavEntry(label string, icon fyne.Resource, chosen func()) *NavEntry {
	e := &NavEntry{label: label, icon: icon, chosen: chosen}
	e.ExtendBaseWidget(e)
	return e
}

// SetCurrent marks the entry, or takes the mark away.
func (e *NavEntry) SetCurrent(current bool) { e.set(&e.current, current) }

// SetFolded shows the icon only, or icon and word.
func (e *NavEntry) SetFolded(folded bool) { e.set(&e.folded, folded) }

// SetWaiting shows how many things wait there; none for 0.
func (e *NavEntry) SetWaiting(n int) {
	if e.waiting != n {
		e.waiting = n
		e.Refresh()
	}
}

func (e *NavEntry) set(what *bool, to bool) {
	if *what != to {
		*what = to
		e.Refresh()
	}
}

// Tapped chooses the entry.
func (e *NavEntry) Tapped(*fyne.PointEvent) { e.chosen() }

// TypedKey chooses the entry with Enter or blank.
func (e *NavEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		e.chosen()
	case fyne.KeyEscape:
		passOn(fyne.CurrentApp().Driver().CanvasForObject(e), k)
	}
}

// TypedRune is not used.
func (e *NavEntry) TypedRune(rune) {}

// FocusGained shows the focus.
func (e *NavEntry) FocusGained() { e.set(&e.focused, true) }

// FocusLost takes it away.
func (e *NavEntry) FocusLost() { e.set(&e.focused, false) }

// MouseIn shows that the entry can be chosen.
func (e *NavEntry) MouseIn(*desktop.MouseEvent) { e.set(&e.hovered, true) }

// MouseMoved is not used.
func (e *NavEntry) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes it away.
func (e *NavEntry) MouseOut() { e.set(&e.hovered, false) }

// CreateRenderer is Fyne's way of asking how the entry is drawn.
func (e *NavEntry) CreateRenderer() fyne.WidgetRenderer {
	r := &navEntryRenderer{
		e: e, ground: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		icon: canvas.NewImageFromResource(e.icon), label: canvas.NewText(e.label, color.Black),
		badge: canvas.NewRectangle(color.Transparent), number: canvas.NewText("", color.Black),
	}
	r.number.Alignment, r.number.TextStyle.Bold = fyne.TextAlignCenter, true
	r.icon.FillMode = canvas.ImageFillContain
	r.paint()
	return r
}

type navEntryRenderer struct {
	e           *NavEntry
	ground, bar *canvas.Rectangle
	icon        *canvas.Image
	label       *canvas.Text
	badge       *canvas.Rectangle // behind the number of what waits
	number      *canvas.Text
}

func (r *navEntryRenderer) paint() {
	e := r.e
	colour := func(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, e) }
	r.ground.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, e)
	r.ground.FillColor, r.ground.StrokeWidth = color.Transparent, 0
	r.bar.FillColor = color.Transparent
	r.bar.CornerRadius = 1.5
	r.label.Color = colour(theme.ColorNameForeground)
	r.label.TextStyle.Bold = e.current
	r.label.TextSize = theme.SizeForWidget(theme.SizeNameText, e)
	r.label.Hidden = e.folded
	r.icon.Resource = theme.NewThemedResource(e.icon)
	switch {
	case e.current:
		r.ground.FillColor, r.bar.FillColor = colour(ColorMarked), colour(theme.ColorNamePrimary)
		r.icon.Resource = theme.NewPrimaryThemedResource(e.icon)
	case e.hovered:
		r.ground.FillColor = colour(theme.ColorNameHover)
	}
	r.badge.Hidden, r.number.Hidden = e.waiting == 0, e.waiting == 0
	r.badge.FillColor, r.number.Color = colour(theme.ColorNameError), colour(theme.ColorNameForegroundOnError)
	r.number.Text = strconv.Itoa(e.waiting)
	if e.waiting > mostWaiting {
		r.number.Text = strconv.Itoa(mostWaiting) + "+"
	}
	r.number.TextSize = theme.SizeForWidget(theme.SizeNameCaptionText, e)
	if e.folded {
		r.number.TextSize *= 0.85
	}
	if e.focused {
		r.ground.StrokeColor, r.ground.StrokeWidth = colour(theme.ColorNamePrimary), 2
	}
}

func (r *navEntryRenderer) Layout(size fyne.Size) {
	pad, icon := theme.SizeForWidget(theme.SizeNameInnerPadding, r.e), theme.SizeForWidget(theme.SizeNameInlineIcon, r.e)
	r.ground.Resize(size)
	r.bar.Move(fyne.NewPos(0, pad*0.8))
	r.bar.Resize(fyne.NewSize(3, size.Height-pad*1.6))
	r.icon.Move(fyne.NewPos(1.5*pad, (size.Height-icon)/2))
	r.icon.Resize(fyne.NewSquareSize(icon))
	label := r.label.MinSize()
	r.label.Move(fyne.NewPos(2.75*pad+icon, (size.Height-label.Height)/2))
	r.label.Resize(label)
	number := r.number.MinSize()
	badge := fyne.NewSize(max(number.Width+0.75*pad, number.Height), number.Height)
	at := fyne.NewPos(size.Width-badge.Width-pad, (size.Height-badge.Height)/2)
	if r.e.folded { // on the corner of the icon
		at = fyne.NewPos(min(1.5*pad+0.6*icon, size.Width-badge.Width), max(0, (size.Height-icon)/2-0.5*badge.Height))
	}
	r.badge.CornerRadius = badge.Height / 2
	r.badge.Move(at)
	r.badge.Resize(badge)
	r.number.Move(at)
	r.number.Resize(badge)
}

func (r *navEntryRenderer) MinSize() fyne.Size {
	pad, icon := theme.SizeForWidget(theme.SizeNameInnerPadding, r.e), theme.SizeForWidget(theme.SizeNameInlineIcon, r.e)
	height := icon + 2.5*pad
	if r.e.folded {
		return fyne.NewSize(icon+3*pad, height)
	}
	words := fyne.MeasureText(r.e.label, theme.SizeForWidget(theme.SizeNameText, r.e), fyne.TextStyle{Bold: true})
	if r.e.waiting > 0 {
		words.Width += r.number.MinSize().Width + 1.5*pad
	}
	return fyne.NewSize(max(4.5*pad+icon+words.Width, 168*theme.SizeForWidget(theme.SizeNameText, r.e)/14), height)
}

func (r *navEntryRenderer) Refresh() {
	r.paint()
	r.Layout(r.e.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *navEntryRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.bar, r.icon, r.label, r.badge, r.number}
}

func (r *navEntryRenderer) Destroy() {}
