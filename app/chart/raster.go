package chart

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// raster is gonum's canvas of pixels with words set anew.
//
// gonum's own words come out with letters on top of each other ("Text", "YouTube"): x/image/font/opentype takes the
// distances by which pairs of letters move together in units of the font, 2048 to the size, for 64ths of a pixel, which
// at 13 pixels is two and a half times too much. Here they are as wide as they were measured, baselines stand on whole
// pixels, and it takes a third of the time.
type raster struct {
	*vgimg.Canvas
	img   *image.RGBA
	dpi   float64
	faces map[font.Font]stdfont.Face
	buf   sfnt.Buffer
	stack []rasterState // never empty
}

// rasterState is what Push saves and Pop brings back.
type rasterState struct {
	color color.Color
	moved bool // turned, stretched or shifted: then gonum sets the words
}

var _ vg.CanvasSizer = (*raster)(nil)

// newRaster returns a canvas of w × h points, dpi pixels to the inch.
func newRaster(w, h vg.Length, dpi int, background color.Color) *raster {
	c := vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(background))
	img, ok := c.Image().(*image.RGBA)
	return &raster{
		Canvas: c, img: img, dpi: float64(dpi), faces: map[font.Font]stdfont.Face{},
		stack: []rasterState{{color: color.Black, moved: !ok}}, // gonum keeps its pixels so, but does not promise it
	}
}

// pixels returns what was drawn.
func (r *raster) pixels() *image.RGBA {
	if r.img != nil {
		return r.img
	}
	from := r.Image()
	img := image.NewRGBA(from.Bounds())
	draw.Draw(img, img.Bounds(), from, from.Bounds().Min, draw.Src)
	return img
}

func (r *raster) top() *rasterState { return &r.stack[len(r.stack)-1] }

// SetColor sets the colour of lines, areas and words; nil is black.
func (r *raster) SetColor(c color.Color) {
	if c == nil {
		c = color.Black
	}
	r.top().color = c
	r.Canvas.SetColor(c)
}

// Push saves the state.
func (r *raster) Push() {
	r.stack = append(r.stack, *r.top())
	r.Canvas.Push()
}

// Pop brings back what the last Push saved.
func (r *raster) Pop() {
	r.stack = r.stack[:len(r.stack)-1]
	r.Canvas.Pop()
}

// Rotate turns what is drawn from now on.
func (r *raster) Rotate(angle float64) {
	r.top().moved = true
	r.Canvas.Rotate(angle)
}

// Translate shifts what is drawn from now on.
func (r *raster) Translate(by vg.Point) {
	r.top().moved = true
	r.Canvas.Translate(by)
}

// Scale stretches what is drawn from now on.
func (r *raster) Scale(x, y float64) {
	r.top().moved = true
	r.Canvas.Scale(x, y)
}

// FillString writes text in f with its baseline beginning at the pixel nearest to at.
func (r *raster) FillString(f font.Face, at vg.Point, text string) {
	if f.Font.Size <= 0 {
		return
	}
	if r.top().moved {
		r.Canvas.FillString(f, at, text)
		return
	}
	face, ok := r.faces[f.Font]
	if !ok {
		face = f.FontFace(r.dpi)
		r.faces[f.Font] = face
	}
	_, height := r.Size()
	ink := image.NewUniform(r.top().color)
	em := fixed.Int26_6(math.Round(f.Font.Size.Points() * r.dpi * 64 / 72))
	dot := fixed.Point26_6{
		X: fixed.Int26_6(math.Round(at.X.Dots(r.dpi) * 64)),
		Y: fixed.I(int(math.Round((height - at.Y).Dots(r.dpi)))),
	}
	before := sfnt.GlyphIndex(0)
	for i, c := range text {
		glyph, err := f.Face.GlyphIndex(&r.buf, c)
		if err != nil {
			continue
		}
		if i > 0 {
			if kern, err := f.Face.Kern(&r.buf, before, glyph, em, stdfont.HintingNone); err == nil {
				dot.X += kern
			}
		}
		before = glyph
		if where, mask, from, advance, ok := face.Glyph(dot, c); ok {
			draw.DrawMask(r.img, where, ink, image.Point{}, mask, from, draw.Over)
			dot.X += advance
		}
	}
}
