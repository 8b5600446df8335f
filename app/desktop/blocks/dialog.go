package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Keys say what the keyboard does in a dialog.
type Keys struct {
	// First has the keyboard at first; nil: the first that can have it, but of files and folders none, as that would be what
	// makes a new folder.
	First fyne.Focusable
	Esc   func() // what Esc does; nil: it closes the dialog as its button to cancel does
}

// Show shows a dialog in which the keyboard does what people expect, whatever of it has the keyboard: Esc cancels, Enter
// presses the button, or confirms the form from one of its fields.
//
// Fyne gives keys to what has the keyboard and to nothing else, and its own buttons, lists and fields have no use for Esc,
// its buttons none for Enter. So the dialog gets a part that is not to be seen and keeps the keyboard; it hands each key on
// to what looks as if it had it.
func Show(d dialog.Dialog, w fyne.Window, keys Keys) {
	before := w.Canvas().Overlays().Top()
	d.Show()
	top, ok := w.Canvas().Overlays().Top().(*widget.PopUp)
	if !ok || fyne.CanvasObject(top) == before { // the system's own dialog
		return
	}
	if keys.Esc == nil {
		keys.Esc = d.Dismiss
	}
	k := keeperOf(top)
	if k == nil {
		if k = newKeeper(top); k == nil {
			return
		}
	}
	k.escape, k.confirm = keys.Esc, nil
	if form, ok := d.(*dialog.FormDialog); ok {
		k.confirm = func() {
			if k.valid() {
				form.Submit()
			}
		}
	}
	k.take(keys.First)
	if _, files := d.(*dialog.FileDialog); keys.First == nil && !files {
		k.lead()
	}
}

// ShowError says what went wrong.
func ShowError(err error, w fyne.Window) { Show(dialog.NewError(err, w), w, Keys{}) }

// ShowMessage says something.
func ShowMessage(title, text string, w fyne.Window) {
	Show(dialog.NewInformation(title, text, w), w, Keys{})
}

// CloseTop closes what lies over a window's page, as Esc does, and reports whether there was anything.
func CloseTop(c fyne.Canvas) bool {
	top := c.Overlays().Top()
	pop, ok := top.(*widget.PopUp)
	switch {
	case top == nil:
		return false
	case !ok: // a menu, which closes itself
	case keeperOf(pop) != nil:
		keeperOf(pop).escape()
	default: // a list or one of Fyne's own questions, whose answer is no
		pop.Hide()
	}
	return true
}

// keeper keeps the keyboard of a dialog. It has no size, so that the mouse never meets it.
type keeper struct {
	widget.BaseWidget
	pop     *widget.PopUp
	escape  func()
	confirm func() // what Enter in a field does; nil: nothing
	to      fyne.Focusable
	moving  bool // the keyboard is being led on
	shift   bool // is held down
}

var (
	_ fyne.Tabbable     = (*keeper)(nil)
	_ fyne.Shortcutable = (*keeper)(nil)
	_ desktop.Keyable   = (*keeper)(nil)
)

// newKeeper puts a keeper into a dialog; nil where a dialog is built in another way than Fyne builds them.
func newKeeper(pop *widget.PopUp) *keeper {
	content, ok := pop.Content.(*fyne.Container)
	if !ok {
		return nil
	}
	k := &keeper{pop: pop}
	k.ExtendBaseWidget(k)
	content.Objects = append(content.Objects, k) // the layouts of dialogs place what they know, and leave the rest
	return k
}

func keeperOf(pop *widget.PopUp) *keeper {
	if content, ok := pop.Content.(*fyne.Container); ok && len(content.Objects) > 0 {
		k, _ := content.Objects[len(content.Objects)-1].(*keeper)
		return k
	}
	return nil
}

// CreateRenderer is Fyne's way of asking how the keeper is drawn: not at all.
func (k *keeper) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}

// Resize does nothing, whatever a layout wants.
func (k *keeper) Resize(fyne.Size) {}

// take takes the keyboard, and lets something look as if it had it; nil: nothing does.
func (k *keeper) take(to fyne.Focusable) {
	k.moving = true
	k.pop.Canvas.Focus(k)
	k.moving = false
	k.to = to
	if to != nil {
		to.FocusGained()
	}
}

// FocusGained is called when the window has come back.
func (k *keeper) FocusGained() {
	if k.to != nil && !k.moving {
		k.to.FocusGained()
	}
}

// FocusLost is called when the window goes, or when a click gives the keyboard to a part of the dialog: it is taken back as
// soon as that is done.
func (k *keeper) FocusLost() {
	if k.to != nil {
		k.to.FocusLost()
	}
	if !k.moving {
		fyne.Do(k.takeBack)
	}
}

// takeBack takes the keyboard back from the part of the dialog that has got it.
func (k *keeper) takeBack() {
	c := k.pop.Canvas
	if c.Overlays().Top() == fyne.CanvasObject(k.pop) && c.Focused() != fyne.Focusable(k) {
		k.take(c.Focused())
	}
}

// TypedKey does what a dialog's keys do, and hands the others on.
func (k *keeper) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		k.escape()
		return
	case fyne.KeyTab:
		if t, ok := k.to.(fyne.Tabbable); !ok || !t.AcceptsTab() {
			k.lead()
			return
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if k.enter() {
			return
		}
	}
	if k.to != nil {
		k.to.TypedKey(e)
	}
}

// enter does what Enter does where Fyne's own parts have no use for it, and reports whether it did something.
func (k *keeper) enter() bool {
	var field *widget.Entry
	switch to := k.to.(type) {
	case *widget.Button:
		to.Tapped(nil)
		return true
	case *widget.Entry:
		field = to
	case *widget.SelectEntry:
		field = &to.Entry
	}
	if k.confirm == nil || field == nil || field.MultiLine || field.OnSubmitted != nil {
		return false
	}
	k.confirm()
	return true
}

// valid reports whether all fields of the form are as they must be. The form itself forgets those that nobody has been to.
func (k *keeper) valid() bool {
	for _, o := range k.pop.Content.(*fyne.Container).Objects {
		if form, ok := o.(*widget.Form); ok && form.Validate() != nil {
			return false
		}
	}
	return true
}

// lead leads the keyboard to the next part of the dialog, or with Shift to the one before.
func (k *keeper) lead() {
	c := k.pop.Canvas
	next := c.FocusNext
	if k.shift {
		next = c.FocusPrevious
	}
	k.moving = true
	if k.to != nil {
		c.Focus(k.to)
	}
	next()
	if c.Focused() == fyne.Focusable(k) { // after the last one
		next()
	}
	to := c.Focused()
	if to == fyne.Focusable(k) { // there is no other
		to = nil
	}
	k.take(to)
}

// AcceptsTab says that Tab is for the keeper.
func (k *keeper) AcceptsTab() bool { return true }

// TypedRune hands a letter on.
func (k *keeper) TypedRune(r rune) {
	if k.to != nil {
		k.to.TypedRune(r)
	}
}

// TypedShortcut hands a shortcut on, such as that to paste.
func (k *keeper) TypedShortcut(s fyne.Shortcut) {
	if to, ok := k.to.(fyne.Shortcutable); ok {
		to.TypedShortcut(s)
	} else if c, ok := k.pop.Canvas.(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// KeyDown hands on that a key goes down.
func (k *keeper) KeyDown(e *fyne.KeyEvent) {
	k.shift = k.shift || e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight
	if to, ok := k.to.(desktop.Keyable); ok {
		to.KeyDown(e)
	}
}

// KeyUp hands on that a key goes up.
func (k *keeper) KeyUp(e *fyne.KeyEvent) {
	k.shift = k.shift && e.Name != desktop.KeyShiftLeft && e.Name != desktop.KeyShiftRight
	if to, ok := k.to.(desktop.Keyable); ok {
		to.KeyUp(e)
	}
}
