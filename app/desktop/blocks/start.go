package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StartOptions describe the page shown while nothing is open.
type StartOptions struct {
	Icon          fyne.CanvasObject
	Name, Tagline string
	Offers        []Offer
	RecentTitle   string
	Recent        []RecentEntry
	Footer        string
}

// Offer is something to begin with. The first of several is the main one.
type Offer struct {
	Title, Text string
	Icon        fyne.Resource
	Do          func()
}

// RecentEntry is something that was open before.
type RecentEntry struct {
	Name, Place string
	Do          func()
}

// startWidth is how wide the start page runs.
const startWidth = 560

// NewStart returns the page shown while nothing is open.
func NewStart(o StartOptions) fyne.CanvasObject {
	brand := container.NewBorder(nil, nil,
		container.New(layout.NewCustomPaddedLayout(0, 8, 0, 12), container.New(square{64}, o.Icon)), nil,
		container.New(middleLayout{}, Tight(
			NewWords(o.Name, WordsOptions{Size: SizeStart, Bold: true}), Muted(o.Tagline),
		)),
	)
	parts := []fyne.CanvasObject{brand}
	for i, offer := range o.Offers {
		button := NewButtonWithIcon(offer.Title, offer.Icon, offer.Do)
		button.Alignment = widget.ButtonAlignLeading
		if i == 0 {
			button.Importance = widget.HighImportance
		}
		parts = append(parts, container.NewBorder(nil, nil,
			container.New(exactWidth{230}, button), nil,
			container.New(insetLayout{theme.SizeNameInnerPadding, sizeNone}, container.New(middleLayout{}, Muted(offer.Text))),
		))
	}
	if len(o.Recent) > 0 {
		list := container.NewVBox()
		for _, r := range o.Recent {
			button := NewButtonWithIcon(r.Name, theme.DocumentIcon(), r.Do)
			button.Alignment = widget.ButtonAlignLeading
			button.Importance = widget.LowImportance
			place := NewWords(r.Place, WordsOptions{Color: ColorMuted, Size: theme.SizeNameCaptionText, Single: true})
			list.Add(container.NewBorder(nil, nil, button, nil, container.New(middleLayout{}, place)))
		}
		parts = append(parts, widget.NewSeparator(), NewWords(o.RecentTitle, WordsOptions{Bold: true}), list)
	}
	parts = append(parts, widget.NewSeparator(), Small(o.Footer))
	column := container.New(fixedWidth{startWidth}, Column(parts...))
	return container.NewStack(
		NewBackdrop(ColorPane, "", false),
		container.NewVScroll(container.NewVBox(layout.NewSpacer(), container.NewCenter(container.NewStack(
			NewBackdrop(theme.ColorNameBackground, theme.ColorNameSeparator, true), Margin(column),
		)), layout.NewSpacer())),
	)
}

// square gives its objects one size.
type square struct{ side float32 }

func (l square) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (l square) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(l.side) }
