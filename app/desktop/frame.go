package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// frameLayout stands navigation, context bar, page and status line into the window, in this order. The navigation folds
// to icons where the window is narrow.
type frameLayout struct{ navigation *navigation }

// foldBelow is the window's width, at zoom 1, below which the navigation folds.
const foldBelow = 1000

func (l *frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	navigation, bar, page, status := objects[0], objects[1], objects[2], objects[3]
	l.navigation.fold(size.Width < foldBelow*theme.TextSize()/14)
	left := navigation.MinSize().Width
	navigation.Move(fyne.NewPos(0, 0))
	bottom := status.MinSize().Height
	navigation.Resize(fyne.NewSize(left, size.Height-bottom))
	width := size.Width - left
	top := float32(0)
	if bar.Visible() {
		bar.Resize(fyne.NewSize(width, bar.Size().Height))
		top = bar.MinSize().Height // of bars that flow it depends on the width
		bar.Move(fyne.NewPos(left, 0))
		bar.Resize(fyne.NewSize(width, top))
	}
	page.Move(fyne.NewPos(left, top))
	page.Resize(fyne.NewSize(width, size.Height-top-bottom))
	status.Move(fyne.NewPos(0, size.Height-bottom))
	status.Resize(fyne.NewSize(size.Width, bottom))
}

// MinSize is small on purpose: pages scroll, and a window must be allowed to be small.
func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 420) }
