package blocks

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"gonum.org/v1/plot/vg"

	"auscult/app/chart"
)

// ChartOptions say where a chart stands and what it does.
type ChartOptions struct {
	Canvas     fyne.Canvas // of the window, which knows how many pixels there are
	Background Background
	// OnOpen is called when a mark is clicked, or Enter is pressed on it.
	OnOpen func(chart.PixelMark)
	// Menu is what can be done with the chart as a whole. It is asked for when it opens: by the second button of the mouse,
	// or while the chart has the focus by the menu key; and when a key of one of its items is pressed. Nil: nothing.
	Menu func() *fyne.Menu
}

// Chart shows a figure, drawn for the very pixels it covers. The drawing is done off the UI goroutine; until it is
// ready the previous picture stays. Its marks can be pointed at, clicked, and reached by the arrow keys.
type Chart struct {
	widget.BaseWidget
	o      ChartOptions
	height float32

	figure  chart.Figure
	image   *canvas.Image
	ring    *canvas.Rectangle
	tip     *tip
	drawn   map[pictureKey]chart.Picture // of the figure shown, so that going back to a size or theme costs nothing
	wanted  pictureKey
	order   int // counts what was ordered, so that only the latest order is delivered
	picture chart.Picture
	scale   float64 // pixels per unit of the picture shown

	at      int // the mark pointed at, -1: none
	focused bool
	beside  bool // the focus comes by a click beside all marks
}

var (
	_ fyne.Focusable         = (*Chart)(nil)
	_ fyne.Tappable          = (*Chart)(nil)
	_ fyne.SecondaryTappable = (*Chart)(nil)
	_ fyne.Shortcutable      = (*Chart)(nil)
	_ desktop.Hoverable      = (*Chart)(nil)
	_ desktop.Cursorable     = (*Chart)(nil)
)

// pictureKey is what a picture of one figure depends on.
type pictureKey struct {
	width, height int
	scale         float64
	background    color.Color
	accent        color.Color
	text          float32
}

// NewChart returns a chart without a figure.
func NewChart(o ChartOptions) *Chart {
	c := &Chart{o: o, at: -1, image: &canvas.Image{FillMode: canvas.ImageFillStretch}, ring: canvas.NewRectangle(color.Transparent), tip: newTip()}
	c.ring.StrokeWidth = 2.5
	c.ring.CornerRadius = 4
	c.ring.Hide()
	c.ExtendBaseWidget(c)
	return c
}

// SetFigure changes what is shown. The height is in the window's units at zoom 1.
func (c *Chart) SetFigure(f chart.Figure, height float32) {
	c.figure, c.height = f, height
	c.drawn = map[pictureKey]chart.Picture{}
	c.wanted = pictureKey{}
	c.point(-1)
	c.Refresh()
}

// Describe says in words all that the picture shows; "" without a figure.
func (c *Chart) Describe() string {
	if c.figure == nil {
		return ""
	}
	return c.figure.Describe()
}

// Picture returns what is shown now.
func (c *Chart) Picture() chart.Picture { return c.picture }

// draw orders the picture for the size and theme of the moment unless that one is shown or on its way.
func (c *Chart) draw() {
	size := c.Size()
	if c.figure == nil || size.Width < 1 || size.Height < 1 {
		return
	}
	width, height := c.o.Canvas.PixelCoordinateForPosition(fyne.NewPos(size.Width, size.Height))
	style := c.style()
	key := pictureKey{
		width, height, float64(width) / float64(size.Width),
		style.Background, style.Accent, float32(style.Text),
	}
	if key == c.wanted {
		return
	}
	c.wanted = key
	c.order++
	if p, ok := c.drawn[key]; ok {
		c.show(p, key)
		return
	}
	order, figure := c.order, c.figure
	pause := c.o.Background.Pause
	if c.picture.Image == nil {
		pause = 0
	}
	render := func() {
		if order != c.order {
			return
		}
		c.o.Background.Go(func() {
			p := chart.Render(figure, style, key.width, key.height, key.scale)
			c.o.Background.Do(func() {
				if order == c.order {
					c.drawn[key] = p
					c.show(p, key)
				}
			})
		})
	}
	if pause == 0 {
		render()
		return
	}
	c.o.Background.Go(func() {
		time.Sleep(pause)
		c.o.Background.Do(render)
	})
}

// style is the charts' house style in the colours of the theme.
func (c *Chart) style() chart.Style {
	colour := func(name fyne.ThemeColorName) color.NRGBA {
		return color.NRGBAModel.Convert(theme.ColorForWidget(name, c)).(color.NRGBA)
	}
	settings := fyne.CurrentApp().Settings()
	variant := settings.ThemeVariant()
	if house, ok := settings.Theme().(Theme); ok {
		variant = house.Variant(variant)
	}
	large := vg.Length(theme.SizeForWidget(theme.SizeNameText, c) / 14)
	if highContrast() {
		style := chart.HighContrast()
		style.Text *= large
		return style
	}
	style := chart.Light()
	if variant == theme.VariantDark {
		style = chart.Dark()
	}
	style.Background = colour(theme.ColorNameBackground)
	style.Ink, style.Grey, style.Rule = colour(theme.ColorNameForeground), colour(ColorMuted), colour(theme.ColorNameSeparator)
	style.Text *= large
	return style.WithAccent(colour(theme.ColorNamePrimary))
}

func (c *Chart) show(p chart.Picture, key pictureKey) {
	c.picture, c.scale = p, key.scale
	c.image.Image = p.Image
	c.image.Refresh()
	if c.at >= len(p.Marks) {
		c.at = -1
	}
	c.placeRing()
}

// point marks the mark number i, -1 none, and says its sentence beside it.
func (c *Chart) point(i int) {
	if i == c.at {
		return
	}
	c.at = i
	c.placeRing()
}

// Sentence returns what is said of the mark pointed at, "" when none is.
func (c *Chart) Sentence() string {
	if c.at < 0 || c.at >= len(c.picture.Marks) {
		return ""
	}
	return c.picture.Marks[c.at].Label
}

func (c *Chart) placeRing() {
	if c.at < 0 || c.at >= len(c.picture.Marks) || c.scale <= 0 {
		c.ring.Hide()
		c.tip.hide()
		return
	}
	b := c.picture.Marks[c.at].Bounds
	scale := float32(c.scale)
	c.ring.StrokeColor = theme.ColorForWidget(theme.ColorNameForeground, c)
	c.ring.Move(fyne.NewPos(float32(b.Min.X)/scale, float32(b.Min.Y)/scale))
	c.ring.Resize(fyne.NewSize(float32(b.Dx())/scale, float32(b.Dy())/scale))
	c.ring.Show()
	c.ring.Refresh()
	c.tip.show(c.Sentence(), c.ring.Position(), c.ring.Size(), c.Size())
}

// markAt returns the number of the mark at a place of the widget, -1 when there is none.
func (c *Chart) markAt(at fyne.Position) int {
	x, y := int(float64(at.X)*c.scale), int(float64(at.Y)*c.scale)
	if mark, ok := c.picture.At(x, y); ok {
		for i, m := range c.picture.Marks {
			if m.Bounds == mark.Bounds {
				return i
			}
		}
	}
	return -1
}

func (c *Chart) open() {
	if c.at >= 0 && c.at < len(c.picture.Marks) && c.o.OnOpen != nil {
		c.o.OnOpen(c.picture.Marks[c.at])
	}
}

// CreateRenderer is Fyne's way of asking how the chart is drawn.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer { return &chartRenderer{c} }

type chartRenderer struct{ c *Chart }

func (r *chartRenderer) Layout(size fyne.Size) {
	r.c.image.Resize(size)
	r.c.draw()
	r.c.placeRing()
}

func (r *chartRenderer) MinSize() fyne.Size {
	zoom := theme.SizeForWidget(theme.SizeNameText, r.c) / 14
	return fyne.NewSize(240, r.c.height*zoom)
}

func (r *chartRenderer) Refresh() {
	r.c.draw()
	r.c.placeRing()
	r.c.image.Refresh()
}

func (r *chartRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.c.image, r.c.ring}, r.c.tip.objects()...)
}

func (r *chartRenderer) Destroy() {}
