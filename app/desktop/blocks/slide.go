package blocks

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"auscult/app/chart"
)

// SlideOptions describe a slide.
type SlideOptions struct {
	Canvas  fyne.Canvas // of the window, which knows how many pixels there are
	Gallery *Gallery
	Width   float32 // the least; the height follows
	Urgent  bool    // it is what a person is looking at
	// OnDrawn is called whenever the slide is shown as sharp as it can be, with its size in pixels; nil: not.
	OnDrawn func(width, height int)
}

// Slide shows a page of 16:9, as large as fits into its room and drawn for the very pixels it covers. Until it is drawn
// another picture of it stands there, if there is one.
type Slide struct {
	widget.BaseWidget
	o      SlideOptions
	figure chart.Figure
	image  *canvas.Image
	paper  *canvas.Rectangle

	wanted galleryKey
	order  int // counts what was ordered, so that only the latest is shown
}

// NewSlide returns a slide without anything on it.
func NewSlide(o SlideOptions) *Slide {
	s := &Slide{o: o, image: &canvas.Image{FillMode: canvas.ImageFillStretch}, paper: canvas.NewRectangle(color.Transparent)}
	s.ExtendBaseWidget(s)
	return s
}

// SetFigure changes what is shown; nil empties it. Until it is drawn, like stands there if that is drawn already; nil: only
// another picture of the figure itself would.
func (s *Slide) SetFigure(f, like chart.Figure) {
	if f == s.figure {
		return
	}
	s.figure, s.wanted = f, galleryKey{}
	s.order++
	if f == nil {
		s.paper.FillColor, s.image.Image = color.Transparent, nil
		s.image.Hide()
		s.paper.Refresh()
		return
	}
	s.paper.FillColor = s.o.Gallery.style.Background
	s.paper.Refresh()
	early := s.o.Gallery.Like(f)
	if early == nil {
		early = s.o.Gallery.Like(like)
	}
	s.show(early)
	s.draw()
}

// Figure returns what is shown.
func (s *Slide) Figure() chart.Figure { return s.figure }

// SetFaint pales the slide, which is how one looks that is left out.
func (s *Slide) SetFaint(faint bool) {
	s.image.Translucency = 0
	if faint {
		s.image.Translucency = 0.65
	}
	s.image.Refresh()
}

// Sharp reports whether what is shown was drawn for the pixels it covers.
func (s *Slide) Sharp() bool {
	return s.image.Image != nil && s.image.Image.Bounds().Dx() == s.wanted.width && s.image.Image.Bounds().Dy() == s.wanted.height
}

func (s *Slide) show(picture *image.RGBA) {
	if picture == nil { // not a nil picture in an interface that is not nil
		s.image.Image = nil
		s.image.Hide()
		return
	}
	s.image.Image = picture
	s.image.Show()
	s.image.Refresh()
}

// area is the slide's place in its room, in pixels, and how many pixels a unit has.
func (s *Slide) area() (area image.Rectangle, scale float32) {
	size := s.Size()
	width, height := s.o.Canvas.PixelCoordinateForPosition(fyne.NewPos(size.Width, size.Height))
	w, h := width, width*9/16
	if h > height {
		w, h = height*16/9, height
	}
	at := image.Pt((width-w)/2, (height-h)/2)
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(w, h))}, float32(width) / size.Width
}

// draw orders the picture for the size of the moment, unless that one is shown or on its way.
func (s *Slide) draw() {
	size := s.Size()
	if s.figure == nil || size.Width < 8 || size.Height < 8 {
		return
	}
	area, _ := s.area()
	key := galleryKey{s.figure, area.Dx(), area.Dy()}
	if key == s.wanted {
		return
	}
	s.wanted = key
	s.order++
	order := s.order
	s.o.Gallery.Order(s.figure, key.width, key.height, s.o.Urgent, func() bool { return order == s.order }, func(picture *image.RGBA) {
		s.show(picture)
		if s.o.OnDrawn != nil {
			s.o.OnDrawn(key.width, key.height)
		}
	})
}

// CreateRenderer is Fyne's way of asking how the slide is drawn.
func (s *Slide) CreateRenderer() fyne.WidgetRenderer { return &slideRenderer{s} }

type slideRenderer struct{ s *Slide }

func (r *slideRenderer) Layout(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	area, scale := r.s.area()
	for _, o := range r.Objects() {
		o.Move(fyne.NewPos(float32(area.Min.X)/scale, float32(area.Min.Y)/scale))
		o.Resize(fyne.NewSize(float32(area.Dx())/scale, float32(area.Dy())/scale))
	}
	r.s.draw()
}

func (r *slideRenderer) MinSize() fyne.Size { return fyne.NewSize(r.s.o.Width, r.s.o.Width*9/16) }

func (r *slideRenderer) Refresh() {
	r.s.draw()
	r.s.image.Refresh()
}

func (r *slideRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.paper, r.s.image}
}

func (r *slideRenderer) Destroy() {}
