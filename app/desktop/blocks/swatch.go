package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Swatch shows a colour as it looks on paper, or a picture.
type Swatch struct {
	widget.BaseWidget
	paper, fill *canvas.Rectangle
	picture     *canvas.Image
	size        fyne.Size
}

// NewSwatch returns a swatch of nothing, as large as that at zoom 1.
func NewSwatch(width, height float32) *Swatch {
	s := &Swatch{
		paper: canvas.NewRectangle(color.White), fill: canvas.NewRectangle(color.Transparent),
		picture: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}, size: fyne.NewSize(width, height),
	}
	s.ExtendBaseWidget(s)
	return s
}

// SetColor shows a colour; nil hides the swatch.
func (s *Swatch) SetColor(c color.Color) {
	s.fill.FillColor = c
	if c == nil {
		s.Hide()
		return
	}
	s.Show()
	s.Refresh()
}

// SetPicture shows a picture on paper; nil hides the swatch.
func (s *Swatch) SetPicture(r fyne.Resource) {
	s.picture.Resource = r
	if r == nil {
		s.Hide()
		return
	}
	s.Show()
	s.Refresh()
}

// Color returns the colour that is shown; nil without one.
func (s *Swatch) Color() color.Color {
	if s.Hidden {
		return nil
	}
	return s.fill.FillColor
}

// CreateRenderer is Fyne's way of asking how the swatch is drawn.
func (s *Swatch) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchRenderer{s}
	r.paint()
	return r
}

type swatchRenderer struct{ s *Swatch }

func (r *swatchRenderer) paint() {
	for _, edge := range []*canvas.Rectangle{r.s.paper, r.s.fill} {
		edge.StrokeColor, edge.StrokeWidth = theme.ColorForWidget(theme.ColorNameInputBorder, r.s), 1
		edge.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, r.s)
	}
}

func (r *swatchRenderer) Layout(size fyne.Size) {
	r.s.paper.Resize(size)
	r.s.fill.Resize(size)
	const inset = 4
	r.s.picture.Move(fyne.NewSquareOffsetPos(inset))
	r.s.picture.Resize(size.SubtractWidthHeight(2*inset, 2*inset))
}

func (r *swatchRenderer) MinSize() fyne.Size {
	zoom := theme.SizeForWidget(theme.SizeNameText, r.s) / 14
	return fyne.NewSize(r.s.size.Width*zoom, r.s.size.Height*zoom)
}

func (r *swatchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.paper, r.s.fill, r.s.picture}
}

func (r *swatchRenderer) Destroy() {}

func (r *swatchRenderer) Refresh() {
	r.paint()
	for _, o := range r.Objects() {
		o.Refresh()
	}
}
