package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// PaneOptions describe a part of the window's frame.
type PaneOptions struct {
	Body               fyne.CanvasObject
	Right, Top, Bottom bool // where a line divides it from the rest
	Thin               bool // with little room above and below, as a status line
	Wide               bool // with the pages' margin at the left and right
}

// Pane is a part of the window's frame: body on the frame's ground, a line towards the page.
func Pane(o PaneOptions) fyne.CanvasObject {
	in := insetLayout{theme.SizeNameInnerPadding, theme.SizeNameInnerPadding}
	if o.Thin {
		in = insetLayout{SizeGap, theme.SizeNamePadding}
	}
	if o.Wide {
		in.horizontal = SizeMargin
	}
	edge := func(there bool) fyne.CanvasObject {
		if !there {
			return nil
		}
		return container.New(lineLayout{}, NewBackdrop(theme.ColorNameSeparator, "", false))
	}
	return container.NewStack(
		NewBackdrop(ColorPane, "", false),
		container.NewBorder(edge(o.Top), edge(o.Bottom), nil, edge(o.Right), container.New(in, o.Body)),
	)
}

// Switched stands a choice of views over the view chosen, which fills the room that is left.
func Switched(choice, view fyne.CanvasObject) fyne.CanvasObject {
	bar := container.New(layout.NewCustomPaddedLayout(14, 0, 0, 0), container.New(insetLayout{SizeMargin, sizeNone}, choice))
	return container.NewBorder(bar, nil, nil, nil, view)
}

// Brand is the program's icon and name over the navigation.
func Brand(icon, name fyne.CanvasObject) fyne.CanvasObject {
	row := container.NewBorder(nil, nil, container.New(insetLayout{theme.SizeNamePadding, sizeNone}, icon), nil, container.New(middleLayout{}, name))
	return container.New(layout.NewCustomPaddedLayout(6, 14, 0, 0), row)
}

// lineLayout makes its object a line, as thin as the theme's lines.
type lineLayout struct{}

func (lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (lineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSquareSize(theme.Size(theme.SizeNameSeparatorThickness))
}
