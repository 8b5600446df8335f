package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// CloseButton closes a box that only says something. Esc does the same while the button has the keyboard, which it should
// have from the beginning.
type CloseButton struct{ widget.Button }

// NewCloseButton returns the button.
func NewCloseButton(label string, shut func()) *CloseButton {
	b := &CloseButton{}
	b.Text, b.OnTapped = label, shut
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey closes by Esc, and by the keys that press any button.
func (b *CloseButton) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		b.OnTapped()
		return
	}
	b.Button.TypedKey(k)
}
