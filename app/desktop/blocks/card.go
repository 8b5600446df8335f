package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// CardOptions describe a card.
type CardOptions struct {
	Title    string
	Subtitle string
	Body     fyne.CanvasObject // nil: none
	Footer   string            // small text under the body, such as the source
	Corner   fyne.CanvasObject // at the right of the title, such as a close button; nil: none
}

// Card is a framed part of a page: title, subtitle, body, footer.
type Card struct {
	title, subtitle, footer *Words
	body                    *fyne.Container
	head, object            *fyne.Container
	corner                  bool // whether something stands at the right of the title
}

// Object returns the card for the window.
func (c *Card) Object() fyne.CanvasObject { return c.object }

// NewCard returns a card.
func NewCard(o CardOptions) *Card {
	c := &Card{title: Title(o.Title), subtitle: Small(o.Subtitle), footer: Small(o.Footer), body: container.NewStack()}
	c.head = container.NewBorder(nil, nil, nil, o.Corner, Tight(c.title, c.subtitle))
	c.corner = o.Corner != nil
	column := container.New(&columnLayout{gap: theme.SizeNameInnerPadding}, c.head, c.body, c.footer)
	c.SetBody(o.Body)
	c.object = container.NewStack(
		NewBackdrop(theme.ColorNameBackground, theme.ColorNameSeparator, true),
		container.New(insetLayout{SizeGap, SizeGap}, column),
	)
	c.showHead()
	return c
}

// SetWords changes the words of the card.
func (c *Card) SetWords(title, subtitle, footer string) {
	c.title.SetText(title)
	c.subtitle.SetText(subtitle)
	c.footer.SetText(footer)
	c.showHead()
	c.object.Refresh()
}

// showHead lets a head without words take no room.
func (c *Card) showHead() {
	if c.title.Text() == "" && c.subtitle.Text() == "" && !c.corner {
		c.head.Hide()
	} else {
		c.head.Show()
	}
}

// SetBody changes what is in the card; nil empties it.
func (c *Card) SetBody(body fyne.CanvasObject) {
	c.body.Objects = nil
	c.body.Hide()
	if body != nil {
		c.body.Objects = []fyne.CanvasObject{body}
		c.body.Show()
	}
	c.body.Refresh()
}

// Fact is a figure and what it counts.
type Fact struct {
	Value string
	Label string
	Alarm bool // paints the figure in the colour of warnings
}

// Facts shows figures beside each other, each over what it counts.
func Facts(facts ...Fact) fyne.CanvasObject {
	row := Flow()
	for _, f := range facts {
		colour := theme.ColorNameForeground
		if f.Alarm {
			colour = theme.ColorNameWarning
		}
		value := NewWords(f.Value, WordsOptions{Size: SizeFigure, Bold: true, Color: colour})
		value.rich.Wrapping = fyne.TextWrapOff
		label := Small(f.Label)
		label.rich.Wrapping = fyne.TextWrapOff
		row.Add(container.New(atLeast{84}, Tight(value, label)))
	}
	return row
}

// AtLeast gives a block a least width, so that what stands beside it keeps its place.
func AtLeast(width float32, object fyne.CanvasObject) fyne.CanvasObject {
	return container.New(atLeast{width}, object)
}

// atLeast gives its objects a least width, so that columns of figures keep their places.
type atLeast struct{ width float32 }

func (l atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (l atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(l.width, 0)
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// Remark is a line with an icon before it: something worth knowing, or a warning.
func Remark(text string, warning bool) fyne.CanvasObject {
	var icon fyne.Resource = theme.NewPrimaryThemedResource(theme.InfoIcon())
	if warning {
		icon = theme.NewWarningThemedResource(theme.WarningIcon())
	}
	picture := container.New(topLeft{18}, widget.NewIcon(icon))
	return container.NewBorder(nil, nil, picture, nil, NewWords(text, WordsOptions{}))
}

// topLeft keeps an icon at the top, beside the first line of what it belongs to.
type topLeft struct{ side float32 }

func (l topLeft) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSquareSize(l.side))
	}
}

func (l topLeft) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(l.side+4, l.side) }

// Entry is a name and what there is to say of it.
type Entry struct{ Name, Text string }

// Entries lists names in bold, each over its text, in two columns where there is room.
func Entries(entries ...Entry) fyne.CanvasObject {
	parts := make([]fyne.CanvasObject, len(entries))
	for i, e := range entries {
		parts[i] = Tight(NewWords(e.Name, WordsOptions{Bold: true}), Muted(e.Text))
	}
	return Beside(420, parts...)
}

// Leading keeps a widget at its own width, at the left.
func Leading(object fyne.CanvasObject) fyne.CanvasObject { return container.NewHBox(object) }

// Links are small things to go on to, under each other and to the right, in the colour of links and reached by the
// keyboard.
func Links(actions ...Action) fyne.CanvasObject {
	// The padding of one link must not lie over the words of the next: a click would be lost.
	column := container.New(&columnLayout{gap: theme.SizeNameInnerPadding})
	for _, a := range actions {
		link := widget.NewHyperlink(a.Label, nil)
		link.SizeName = theme.SizeNameCaptionText
		link.Alignment = fyne.TextAlignTrailing
		link.OnTapped = a.Do
		column.Add(container.New(flushLayout{}, link))
	}
	return column
}

// flushLayout takes the padding of Fyne's widgets off on all sides, so that their words stand as close as others.
type flushLayout struct{}

func (flushLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad := theme.InnerPadding()
	for _, o := range objects {
		o.Move(fyne.NewPos(-pad, -pad))
		o.Resize(size.AddWidthHeight(2*pad, 2*pad))
	}
}

func (flushLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize().SubtractWidthHeight(2*theme.InnerPadding(), 2*theme.InnerPadding()))
	}
	return least
}
