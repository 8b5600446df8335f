package blocks

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// FocusGained marks the first mark, or the one marked last; none when the mouse was pressed beside all of them.
func (c *Chart) FocusGained() {
	c.focused = true
	if c.at < 0 && len(c.picture.Marks) > 0 && !c.beside {
		c.point(0)
	}
}

// FocusLost takes the mark away.
func (c *Chart) FocusLost() {
	c.focused = false
	c.point(-1)
}

// TypedRune is not used: all is done by keys.
func (c *Chart) TypedRune(rune) {}

// TypedKey goes from mark to mark with the arrows and to the first and last; Enter and blank open the mark.
func (c *Chart) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		c.step(-1, 0)
	case fyne.KeyRight:
		c.step(1, 0)
	case fyne.KeyUp:
		c.step(0, -1)
	case fyne.KeyDown:
		c.step(0, 1)
	case fyne.KeyHome:
		c.point(min(0, len(c.picture.Marks)-1))
	case fyne.KeyEnd:
		c.point(len(c.picture.Marks) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open()
	case desktop.KeyMenu:
		c.openMenu(c, fyne.NewPos(c.ring.Position().X, c.ring.Position().Y+c.ring.Size().Height))
	case fyne.KeyEscape:
		passOn(c.o.Canvas, e)
	}
}

// passOn gives up the focus and hands a key to the window, which would not get it otherwise.
func passOn(canvas fyne.Canvas, e *fyne.KeyEvent) {
	canvas.Unfocus()
	if take := canvas.OnTypedKey(); take != nil {
		take(e)
	}
}

// step goes to the nearest mark in a direction. What lies aside counts twice, so that a row or column is followed first.
func (c *Chart) step(dx, dy float64) {
	if c.at < 0 {
		c.point(min(0, len(c.picture.Marks)-1))
		return
	}
	middle := func(i int) (x, y float64) {
		b := c.picture.Marks[i].Bounds
		return float64(b.Min.X+b.Max.X) / 2, float64(b.Min.Y+b.Max.Y) / 2
	}
	x0, y0 := middle(c.at)
	best, nearest := -1, math.Inf(1)
	for i := range c.picture.Marks {
		x, y := middle(i)
		ahead := (x-x0)*dx + (y-y0)*dy
		aside := math.Abs((x-x0)*dy) + math.Abs((y-y0)*dx)
		if ahead <= 1 || aside > ahead*3 {
			continue
		}
		if distance := ahead + 2*aside; distance < nearest {
			best, nearest = i, distance
		}
	}
	if best >= 0 {
		c.point(best)
	}
}

// Tapped opens the mark under the pointer. Beside all marks it only takes the focus, so that the keys of the menu are the
// chart's.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	i := c.markAt(e.Position)
	if i >= 0 {
		c.point(i) // before the focus comes, which would mark the first
	}
	c.beside = i < 0
	c.o.Canvas.Focus(c)
	c.beside = false
	if i >= 0 {
		c.open()
	}
}

// TappedSecondary opens the menu under the pointer.
func (c *Chart) TappedSecondary(e *fyne.PointEvent) { c.openMenu(c, e.Position) }

// openMenu opens the menu at a place of an object, if there is one.
func (c *Chart) openMenu(by fyne.CanvasObject, at fyne.Position) {
	if c.o.Menu != nil {
		widget.NewPopUpMenu(c.o.Menu(), c.o.Canvas).ShowAtRelativePosition(at, by)
	}
}

// TypedShortcut does what the menu's item with these keys does. Keys of no item are the window's.
func (c *Chart) TypedShortcut(s fyne.Shortcut) {
	if c.o.Menu != nil {
		for _, item := range c.o.Menu().Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == s.ShortcutName() {
				item.Action()
				return
			}
		}
	}
	if window, ok := c.o.Canvas.(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// MouseIn is followed by MouseMoved, which does all.
func (c *Chart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved points at the mark under the pointer.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) {
	if i := c.markAt(e.Position); i >= 0 || !c.focused {
		c.point(i)
	}
}

// MouseOut points at nothing, unless the keyboard does.
func (c *Chart) MouseOut() {
	if !c.focused {
		c.point(-1)
	}
}

// Cursor shows a hand over a mark that can be opened.
func (c *Chart) Cursor() desktop.Cursor {
	if c.at >= 0 && c.o.OnOpen != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
