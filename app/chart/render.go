package chart

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/strategy"
)

// Picture is a drawn figure: pixels, and what they stand for.
type Picture struct {
	Image *image.RGBA
	Marks []PixelMark // in reading order; no two overlap
}

// PixelMark is a [Mark] in pixels, the origin at the top left.
type PixelMark struct {
	Bounds  image.Rectangle
	Cell    engagement.Cell
	Planned strategy.Cell
	Label   string
}

// At returns the mark at a pixel.
func (p Picture) At(x, y int) (PixelMark, bool) {
	for _, m := range p.Marks {
		if (image.Point{X: x, Y: y}).In(m.Bounds) {
			return m, true
		}
	}
	return PixelMark{}, false
}

// Render draws fig with its background, width × height pixels large. scale is how many pixels a point (or a unit of the
// window) has: 1 on a plain screen, 2 on a dense one; it is rounded to a 72nd. Sizes below one pixel count as one, a
// scale that is not positive as 1.
func Render(fig Figure, s Style, width, height int, scale float64) Picture {
	width, height = max(width, 1), max(height, 1)
	if !(scale > 0) || math.IsInf(scale, 0) {
		scale = 1
	}
	dpi := max(int(math.Round(72*scale)), 1)
	pixel := vg.Length(72) / vg.Length(dpi)
	c := newRaster(vg.Length(width)*pixel, vg.Length(height)*pixel, dpi, s.Background)
	s.Pixel = pixel
	marks := fig.Draw(vgdraw.New(c), s)
	p := Picture{Image: c.pixels()}
	toPixel := func(x vg.Length) int { return int(math.Round(float64(x / pixel))) }
	for _, m := range marks {
		p.Marks = append(p.Marks, PixelMark{
			Bounds: image.Rect(
				toPixel(m.Bounds.Min.X), height-toPixel(m.Bounds.Max.Y),
				toPixel(m.Bounds.Max.X), height-toPixel(m.Bounds.Min.Y),
			),
			Cell: m.Cell, Planned: m.Planned, Label: m.Label,
		})
	}
	return p
}

// WritePNG renders fig as [Render] does and writes it as a PNG. Errors are those of w.
func WritePNG(w io.Writer, fig Figure, s Style, width, height int, scale float64) error {
	if err := png.Encode(w, Render(fig, s, width, height, scale).Image); err != nil {
		return fmt.Errorf("write the picture %q: %w", fig.Title(), err)
	}
	return nil
}
