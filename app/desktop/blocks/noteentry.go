package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// NoteEntry takes a text of several lines. Unlike Fyne's own it lets Tab lead on and Esc reach the window.
type NoteEntry struct{ widget.Entry }

// NewNoteEntry returns an entry of that many lines; example stands in it while it is empty.
func NewNoteEntry(example string, lines int) *NoteEntry {
	e := &NoteEntry{}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.PlaceHolder = example
	e.SetMinRowsVisible(lines)
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab says that Tab is not for the text.
func (e *NoteEntry) AcceptsTab() bool { return false }

// TypedKey hands Esc on.
func (e *NoteEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		passOn(fyne.CurrentApp().Driver().CanvasForObject(e), k)
		return
	}
	e.Entry.TypedKey(k)
}
