package chart

import (
	"bytes"
	"image"
	"image/png"
	"math"

	xdraw "golang.org/x/image/draw"
	"gonum.org/v1/plot/vg/draw"
)

// drawn is a figure that was drawn before and is kept as a picture.
type drawn struct {
	png          []byte
	title, words string
}

// Drawn returns a figure that was drawn before, kept as a PNG, with what it was called and the words for those who cannot see it.
// It expects a canvas of the picture's proportions; at the picture's own size its pixels are the same. Of a picture that cannot be
// read nothing is drawn. No two are equal.
func Drawn(png []byte, title, words string) Figure { return &drawn{png, title, words} }

// Title is described at [Figure].
func (d *drawn) Title() string { return d.title }

// Describe is described at [Figure].
func (d *drawn) Describe() string { return d.words }

// Draw is described at [Figure]. The picture is read each time: as pixels a deck of them would fill the memory.
func (d *drawn) Draw(c draw.Canvas, s Style) []Mark {
	picture, err := png.Decode(bytes.NewReader(d.png))
	if err != nil {
		return nil
	}
	if s.Pixel > 0 { // gonum would stretch it without looking at all of its pixels
		size := image.Rect(0, 0, int(math.Round(float64(c.Size().X/s.Pixel))), int(math.Round(float64(c.Size().Y/s.Pixel))))
		if size != picture.Bounds() && !size.Empty() {
			fitted := image.NewRGBA(size)
			xdraw.CatmullRom.Scale(fitted, size, picture, picture.Bounds(), xdraw.Src, nil)
			picture = fitted
		}
	}
	c.DrawImage(c.Rectangle, picture)
	return nil
}
