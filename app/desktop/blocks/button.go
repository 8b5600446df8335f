package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Button is a button that Enter presses too, not only the space bar as Fyne's own; Esc it passes on. In high contrast it has
// an edge, which is strong while it has the keyboard.
type Button struct {
	widget.Button
	focused bool
}

// NewButton returns a button with a label.
func NewButton(label string, do func()) *Button { return NewButtonWithIcon(label, nil, do) }

// NewButtonWithIcon returns a button with a label and an icon; either may be missing.
func NewButtonWithIcon(label string, icon fyne.Resource, do func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = label, icon, do
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey presses the button.
func (b *Button) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	case fyne.KeyEscape:
		passOn(fyne.CurrentApp().Driver().CanvasForObject(b), k)
	default:
		b.Button.TypedKey(k)
	}
}

// FocusGained is called when the keyboard has reached it.
func (b *Button) FocusGained() {
	b.focused = true
	b.Button.FocusGained()
}

// FocusLost is called when the keyboard has left it.
func (b *Button) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

// CreateRenderer is Fyne's way of asking how the button is drawn.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{WidgetRenderer: b.Button.CreateRenderer(), b: b, edge: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

// buttonRenderer draws the edge over Fyne's button.
type buttonRenderer struct {
	fyne.WidgetRenderer
	b    *Button
	edge *canvas.Rectangle
}

func (r *buttonRenderer) paint() {
	r.edge.Hidden = !highContrast() || r.b.Importance == widget.LowImportance && !r.b.focused
	r.edge.StrokeColor, r.edge.StrokeWidth = theme.ColorForWidget(theme.ColorNameInputBorder, r.b), 1
	if r.b.focused {
		r.edge.StrokeWidth = 3
		if r.b.Importance != widget.HighImportance { // which is yellow itself
			r.edge.StrokeColor = theme.ColorForWidget(theme.ColorNamePrimary, r.b)
		}
	}
	r.edge.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, r.b)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.edge.Resize(size)
}

func (r *buttonRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.paint()
	r.edge.Refresh()
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.edge)
}
