package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Field is a field to type in that also offers what was typed before. Esc in it does what Esc does on the page.
type Field struct {
	widget.SelectEntry
}

// NewField returns an empty field.
func NewField(hint string, onChanged func(text string)) *Field {
	f := &Field{}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(hint)
	f.OnChanged = onChanged
	return f
}

// Set puts text into the field unless it says so already, so that one that is being typed into keeps its cursor, and
// sets what it offers. OnChanged is not called.
func (f *Field) Set(text string, offers []string) {
	react := f.OnChanged
	f.OnChanged = nil
	f.SetOptions(offers)
	if f.Text != text {
		f.SetText(text)
	}
	f.OnChanged = react
}

// TypedKey passes Esc on.
func (f *Field) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		passOn(fyne.CurrentApp().Driver().CanvasForObject(f), k)
		return
	}
	f.SelectEntry.TypedKey(k)
}
