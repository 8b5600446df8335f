package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Backdrop is a rectangle in colours of the theme, behind other things. It changes with the theme.
type Backdrop struct {
	widget.BaseWidget
	fill, stroke fyne.ThemeColorName
	rounded      bool
}

// NewBackdrop returns a rectangle filled and edged with colours of the theme; an empty name is no colour.
func NewBackdrop(fill, stroke fyne.ThemeColorName, rounded bool) *Backdrop {
	b := &Backdrop{fill: fill, stroke: stroke, rounded: rounded}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the colours.
func (b *Backdrop) Set(fill, stroke fyne.ThemeColorName) {
	if b.fill != fill || b.stroke != stroke {
		b.fill, b.stroke = fill, stroke
		b.Refresh()
	}
}

// CreateRenderer is Fyne's way of asking how the rectangle is drawn.
func (b *Backdrop) CreateRenderer() fyne.WidgetRenderer {
	r := &backdropRenderer{b: b, rectangle: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

type backdropRenderer struct {
	b         *Backdrop
	rectangle *canvas.Rectangle
}

func (r *backdropRenderer) paint() {
	r.rectangle.FillColor, r.rectangle.StrokeColor = r.colour(r.b.fill), r.colour(r.b.stroke)
	r.rectangle.StrokeWidth = 0
	if r.b.stroke != "" {
		r.rectangle.StrokeWidth = 1
		if highContrast() && r.b.stroke == theme.ColorNamePrimary {
			r.rectangle.StrokeWidth = 3
		}
	}
	if r.b.rounded {
		r.rectangle.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, r.b)
	}
}

func (r *backdropRenderer) colour(name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.Transparent
	}
	return theme.ColorForWidget(name, r.b)
}

func (r *backdropRenderer) Layout(size fyne.Size)        { r.rectangle.Resize(size) }
func (r *backdropRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *backdropRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.rectangle} }
func (r *backdropRenderer) Destroy()                     {}

func (r *backdropRenderer) Refresh() {
	r.paint()
	r.rectangle.Refresh()
}
