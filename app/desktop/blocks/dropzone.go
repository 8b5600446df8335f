package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// DropZoneOptions describe a place that invites to drop files.
type DropZoneOptions struct {
	Title, Text string
	Actions     []Action
}

// NewDropZone returns a place that invites to drop files; the whole window takes them.
func NewDropZone(o DropZoneOptions) fyne.CanvasObject {
	icon := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(36), widget.NewIcon(theme.NewPrimaryThemedResource(theme.UploadIcon()))))
	words := Tight(Title(o.Title), Muted(o.Text))
	invitation := container.NewBorder(nil, nil,
		container.New(insetLayout{theme.SizeNameInnerPadding, sizeNone}, icon), nil, container.New(middleLayout{}, words),
	)
	row := container.New(&asideLayout{least: 430}, invitation, Buttons(o.Actions...))
	return container.NewStack(NewBackdrop(ColorPane, theme.ColorNameInputBorder, true), container.New(insetLayout{SizeGap, SizeGap}, row))
}

// Middle stands a block in the middle of its room's height.
func Middle(object fyne.CanvasObject) fyne.CanvasObject { return container.New(middleLayout{}, object) }

// middleLayout stands its objects in the middle of the height, over the whole width.
type middleLayout struct{}

func (middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, max(o.MinSize().Height, o.Size().Height)))
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

func (middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}
