package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// tip is a sentence in a frame, beside what it is about.
type tip struct {
	ground *Backdrop
	words  *Words
}

// tipWidth is how wide a tip runs at most, at zoom 1.
const tipWidth = 330

func newTip() *tip {
	t := &tip{
		ground: NewBackdrop(theme.ColorNameOverlayBackground, theme.ColorNameInputBorder, true),
		words:  NewWords("", WordsOptions{}),
	}
	t.hide()
	return t
}

// show says the sentence under a mark, over it where there is no room, within the room.
func (t *tip) show(sentence string, at fyne.Position, mark, room fyne.Size) {
	pad := theme.InnerPadding()
	t.words.SetText(sentence)
	width := min(tipWidth*theme.TextSize()/14, room.Width)
	t.words.Resize(fyne.NewSize(width-2*pad, t.words.MinSize().Height))
	size := fyne.NewSize(width, t.words.MinSize().Height+2*pad)
	x := max(0, min(at.X+(mark.Width-width)/2, room.Width-width))
	y := at.Y + mark.Height + pad/2
	if y+size.Height > room.Height && at.Y-pad/2-size.Height >= 0 {
		y = at.Y - pad/2 - size.Height
	}
	t.ground.Move(fyne.NewPos(x, y))
	t.ground.Resize(size)
	t.words.Move(fyne.NewPos(x+pad, y+pad))
	t.words.Resize(size.SubtractWidthHeight(2*pad, 2*pad))
	t.ground.Show()
	t.ground.Refresh()
}

func (t *tip) hide() {
	t.ground.Hide()
	t.words.Hide()
}

func (t *tip) objects() []fyne.CanvasObject { return []fyne.CanvasObject{t.ground, t.words} }
