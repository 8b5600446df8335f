package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NoticeOptions describe a notice.
type NoticeOptions struct {
	Icon    fyne.Resource // nil: that of something worth knowing, or of a warning
	Warning bool
	Text    string
	Detail  string            // in second rank; may be empty
	Aside   fyne.CanvasObject // what can be done about it, at the right; nil: nothing
}

// NewNotice returns a line in a frame that says something, with what can be done about it at the right, or below where
// there is too little room.
func NewNotice(o NoticeOptions) fyne.CanvasObject {
	icon := o.Icon
	switch {
	case icon != nil:
		icon = theme.NewPrimaryThemedResource(icon)
	case o.Warning:
		icon = theme.NewWarningThemedResource(theme.WarningIcon())
	default:
		icon = theme.NewPrimaryThemedResource(theme.InfoIcon())
	}
	picture := container.New(insetLayout{theme.SizeNamePadding, sizeNone}, container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(20), widget.NewIcon(icon))))
	words := Tight(NewWords(o.Text, WordsOptions{}), Muted(o.Detail))
	var row fyne.CanvasObject = container.NewBorder(nil, nil, picture, nil, container.New(middleLayout{}, words))
	if o.Aside != nil {
		row = container.New(&asideLayout{least: 300}, row, o.Aside)
	}
	return container.NewStack(
		NewBackdrop(theme.ColorNameBackground, theme.ColorNameSeparator, true),
		container.New(insetLayout{SizeGap, theme.SizeNameInnerPadding}, row),
	)
}
