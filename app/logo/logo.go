// Package logo answers the question: can this file stand on a hospital's slides as its logo, and how does it look there?
//
//	l, err := logo.File{Name: "logo.svg", Content: content}.Read()
//	width, height := l.Fit(120, 24)       // in points
//	picture := l.Image(int(4*width), int(4*height))
//
// A file is a PNG, a JPEG or an SVG and comes from anywhere, so it is decoded before it is believed, within bounds of bytes
// and pixels. What is transparent around the logo is cut away, so that it stands where it should and as large as it should.
// The same file gives the same pixels.
package logo

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg" // one of the formats
	_ "image/png"  // and another
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"

	xdraw "golang.org/x/image/draw"
)

// The bounds of a file.
const (
	MostBytes  = 1 << 20    // bytes
	MostPixels = 16_000_000 // width times height
	// mostSlender is how many times as long as the other a side may be: beyond it there would be but a line on the slides.
	mostSlender = 20
)

// largest is the longer side, in pixels, at which a logo is kept: four times as dense as it ever stands on a slide.
const largest = 1600

// File is a logo as it was given: its name without folders, and its content.
type File struct {
	Name    string
	Content []byte
}

// Open reads the file at a path, of one that is too large no more than it takes to see that. Errors are those of the file
// system.
func Open(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, MostBytes+1))
	return File{filepath.Base(path), content}, err
}

// Kind is a format of pictures.
type Kind string

// The formats.
const (
	PNG  Kind = "png"
	JPEG Kind = "jpeg"
	SVG  Kind = "svg"
)

// Logo is a logo that can be drawn. Its methods may be called from several goroutines.
type Logo struct {
	Kind Kind
	// Width and Height are the size that the file says it has, in pixels; of an SVG, in its own units.
	Width, Height float64

	master *image.NRGBA // without what is transparent around it
	vector *vector      // of an SVG; else nil
	part   [4]float64   // of an SVG: where in the drawing the master's pixels lie, as left, top, width, height
	mu     sync.Mutex   // guards sized
	sized  map[image.Point]image.Image
}

// Read decodes the file. Errors are [Refusal]s: [ErrLarge], [ErrPixels], [ErrKind], [ErrBroken], [ErrSVG], [ErrEmpty] and
// [ErrSlender].
func (f File) Read() (*Logo, error) {
	if len(f.Content) > MostBytes {
		return nil, ErrLarge
	}
	if isSVG(f.Content) {
		return readSVG(f.Content)
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(f.Content))
	switch {
	case kind != string(PNG) && kind != string(JPEG): // none, or one that another package has taught package image
		return nil, ErrKind
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	case config.Width > MostPixels || config.Height > MostPixels || config.Width*config.Height > MostPixels:
		return nil, ErrPixels
	}
	decoded, _, err := image.Decode(bytes.NewReader(f.Content))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	l := &Logo{Kind: Kind(kind), Width: float64(config.Width), Height: float64(config.Height)}
	seen := visible(decoded)
	if err := standing(seen); err != nil {
		return nil, err
	}
	scale := min(1, largest/float64(max(seen.Dx(), seen.Dy())))
	l.master = scaled(decoded, seen, whole(scale*float64(seen.Dx())), whole(scale*float64(seen.Dy())))
	return l, nil
}

// standing reports whether there is something to be seen, and not but a line.
func standing(seen image.Rectangle) error {
	switch w, h := seen.Dx(), seen.Dy(); {
	case seen.Empty():
		return ErrEmpty
	case w > mostSlender*h || h > mostSlender*w:
		return ErrSlender
	}
	return nil
}

// Fit returns the largest size with the logo's proportions within a width and a height.
func (l *Logo) Fit(width, height float64) (w, h float64) {
	size := l.master.Bounds().Size()
	scale := min(width/float64(size.X), height/float64(size.Y))
	return scale * float64(size.X), scale * float64(size.Y)
}

// Pixels is how many pixels the logo is wide and high at its densest.
func (l *Logo) Pixels() (width, height int) { return l.master.Bounds().Dx(), l.master.Bounds().Dy() }

// Image returns the logo on transparent ground in so many pixels, at least one each. It must not be changed.
func (l *Logo) Image(width, height int) image.Image {
	size := image.Pt(min(max(width, 1), 4*largest), min(max(height, 1), 4*largest))
	l.mu.Lock()
	defer l.mu.Unlock()
	if img, made := l.sized[size]; made {
		return img
	}
	var img image.Image
	if l.vector != nil {
		img = l.vector.draw(l.part, size.X, size.Y)
	} else {
		img = scaled(l.master, l.master.Bounds(), size.X, size.Y)
	}
	if l.sized == nil || len(l.sized) >= 16 { // a few sizes are asked for again and again; no more are kept
		l.sized = map[image.Point]image.Image{}
	}
	l.sized[size] = img
	return img
}

// scaled returns a part of a picture in so many pixels.
func scaled(from image.Image, part image.Rectangle, width, height int) *image.NRGBA {
	to := image.NewNRGBA(image.Rect(0, 0, width, height))
	if part.Dx() == width && part.Dy() == height {
		draw.Draw(to, to.Bounds(), from, part.Min, draw.Src)
	} else {
		xdraw.CatmullRom.Scale(to, to.Bounds(), from, part, xdraw.Src, nil)
	}
	return to
}

// visible is the part of a picture outside of which all is transparent.
func visible(img image.Image) image.Rectangle {
	b := img.Bounds()
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		return b
	}
	var seen image.Rectangle
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if _, _, _, a := img.At(x, y).RGBA(); a > 0x0800 { // not the last trace of a shadow
				seen = seen.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return seen
}

// whole is a length in pixels, at least one.
func whole(length float64) int { return max(int(math.Round(length)), 1) }
