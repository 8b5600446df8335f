package present

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// stage is what the audience sees: the slide, as large as fits, on black. A click goes on.
type stage struct {
	widget.BaseWidget
	s            *Show
	ground, veil *canvas.Rectangle
	slide        *blocks.Slide
	plate        *canvas.Rectangle
	number       *canvas.Text // of the slide that is being typed
}

var (
	_ fyne.Tappable          = (*stage)(nil)
	_ fyne.SecondaryTappable = (*stage)(nil)
	_ desktop.Cursorable     = (*stage)(nil)
)

func newStage(s *Show) *stage {
	g := &stage{
		s: s, ground: canvas.NewRectangle(color.Black), veil: canvas.NewRectangle(color.Black),
		plate: canvas.NewRectangle(color.NRGBA{0x1b, 0x27, 0x30, 0xe6}), number: canvas.NewText("", color.White),
	}
	g.slide = blocks.NewSlide(blocks.SlideOptions{Canvas: s.window.Canvas(), Gallery: s.o.Gallery, Urgent: true, OnDrawn: s.prepare})
	g.plate.CornerRadius = 8
	g.number.TextStyle.Bold = true
	g.ExtendBaseWidget(g)
	return g
}

// show brings the stage up to date.
func (g *stage) show() {
	g.slide.SetFigure(g.s.o.Slides[g.s.at].Figure, g.s.o.Slides[g.s.at].Like)
	g.veil.Hidden = !g.s.black
	g.number.Text = ""
	if g.s.typed != "" {
		g.number.Text = g.s.o.Speak.T("present.go_to", language.Args{"Number": g.s.typed})
	}
	g.plate.Hidden, g.number.Hidden = g.number.Text == "", g.number.Text == ""
	g.Refresh()
}

// Tapped goes on.
func (g *stage) Tapped(*fyne.PointEvent) { g.s.Go(g.s.at + 1) }

// TappedSecondary goes back.
func (g *stage) TappedSecondary(*fyne.PointEvent) { g.s.Go(g.s.at - 1) }

// Cursor is not shown while the screen is black.
func (g *stage) Cursor() desktop.Cursor {
	if g.s.black {
		return desktop.HiddenCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer is Fyne's way of asking how the stage is drawn.
func (g *stage) CreateRenderer() fyne.WidgetRenderer { return &stageRenderer{g} }

type stageRenderer struct{ g *stage }

func (r *stageRenderer) Layout(size fyne.Size) {
	for _, o := range []fyne.CanvasObject{r.g.ground, r.g.slide, r.g.veil} {
		o.Resize(size)
	}
	r.g.number.TextSize = theme.Size(theme.SizeNameHeadingText)
	words, pad := r.g.number.MinSize(), theme.InnerPadding()
	plate := words.AddWidthHeight(4*pad, 2*pad)
	at := fyne.NewPos((size.Width-plate.Width)/2, size.Height-plate.Height-4*pad)
	r.g.plate.Move(at)
	r.g.plate.Resize(plate)
	r.g.number.Move(at.AddXY(2*pad, pad))
	r.g.number.Resize(words)
}

func (r *stageRenderer) MinSize() fyne.Size { return fyne.NewSize(320, 180) }

func (r *stageRenderer) Refresh() {
	r.Layout(r.g.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *stageRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.g.ground, r.g.slide, r.g.veil, r.g.plate, r.g.number}
}

func (r *stageRenderer) Destroy() {}
