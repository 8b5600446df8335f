package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// menuCell is a cell of a table that opens something, such as a menu: what stands there, and small under it what there is to
// say of it. It can be reached by the keyboard.
type menuCell struct {
	widget.BaseWidget
	ground           *Backdrop
	content          *fyne.Container
	open             func()
	hovered, focused bool
}

var (
	_ fyne.Focusable    = (*menuCell)(nil)
	_ fyne.Tappable     = (*menuCell)(nil)
	_ desktop.Hoverable = (*menuCell)(nil)
)

// newMenuCell returns a cell that opens a menu under itself, which an arrow says.
func newMenuCell(words fyne.CanvasObject, menu func() *fyne.Menu) *menuCell {
	arrow := container.NewCenter(container.New(topLeft{18}, widget.NewIcon(theme.NewColoredResource(theme.MenuDropDownIcon(), ColorMuted))))
	c := newOpeningCell(container.NewBorder(nil, nil, nil, arrow, words), nil)
	c.open = func() {
		canvas := fyne.CurrentApp().Driver().CanvasForObject(c)
		widget.NewPopUpMenu(menu(), canvas).ShowAtRelativePosition(fyne.NewPos(0, c.Size().Height), c)
	}
	return c
}

// newOpeningCell returns a cell that opens what it stands for.
func newOpeningCell(words fyne.CanvasObject, open func()) *menuCell {
	c := &menuCell{}
	c.fill(words, open)
	c.ExtendBaseWidget(c)
	return c
}

// fill says what the cell shows and what it opens.
func (c *menuCell) fill(words fyne.CanvasObject, open func()) {
	c.ground, c.open = NewBackdrop("", "", true), open
	c.content = container.NewStack(container.New(aroundLayout{}, c.ground), words)
}

// CreateRenderer is Fyne's way of asking how the cell is drawn.
func (c *menuCell) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }

// Tapped opens it.
func (c *menuCell) Tapped(*fyne.PointEvent) { c.open() }

// TypedKey opens it with the keys that open a choice.
func (c *menuCell) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyDown:
		c.open()
	case fyne.KeyEscape:
		passOn(fyne.CurrentApp().Driver().CanvasForObject(c), k)
	}
}

// TypedRune is not used.
func (c *menuCell) TypedRune(rune) {}

// FocusGained shows the focus.
func (c *menuCell) FocusGained() { c.focused = true; c.paint() }

// FocusLost takes it away.
func (c *menuCell) FocusLost() { c.focused = false; c.paint() }

// MouseIn shows that there is something to open.
func (c *menuCell) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.paint() }

// MouseMoved is not used.
func (c *menuCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes it away.
func (c *menuCell) MouseOut() { c.hovered = false; c.paint() }

func (c *menuCell) paint() {
	var fill, stroke fyne.ThemeColorName
	if c.hovered {
		fill = theme.ColorNameHover
	}
	if c.focused {
		stroke = theme.ColorNamePrimary
	}
	c.ground.Set(fill, stroke)
}

// aroundLayout lets a ground stand a little out around what is on it.
type aroundLayout struct{}

func (aroundLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad := theme.InnerPadding() / 2
	for _, o := range objects {
		o.Move(fyne.NewPos(-pad, -pad))
		o.Resize(size.AddWidthHeight(2*pad, 2*pad))
	}
}

func (aroundLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
