package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
	"auscult/app/logo"
	"auscult/app/report/ooxml"
)

// Where the logo may stand, in points from the top left: on a page in its foot, at the right, before the page number; on the
// cover over the title, at its left edge.
var (
	footLogo  = rect{748, 501.5, 126, 23}
	coverLogo = rect{96, 60, 300, 84}
)

// dense is how many pixels of a logo a point has where there are vectors.
const dense = 4

// Style is how the deck looks on paper: in the hospital's colour, if it has one.
func (d Deck) Style() chart.Style {
	if d.Colour == nil {
		return chart.Light()
	}
	return chart.Light().WithAccent(d.Colour)
}

// identity is the hospital's colour, nil where it has none, and its logo.
func identity(colour interface{ NRGBA() (color.NRGBA, bool) }, file *logo.File) (color.Color, *logo.Logo, error) {
	var own color.Color
	if c, chosen := colour.NRGBA(); chosen {
		own = c
	}
	if file == nil {
		return own, nil, nil
	}
	l, err := file.Read()
	return own, l, err
}

// placeOf is where a logo stands on a page: as large as it fits, at the left on the cover, else at the right.
func placeOf(l *logo.Logo, cover bool) rect {
	room := footLogo
	if cover {
		room = coverLogo
	}
	w, h := l.Fit(room.w, room.h)
	if cover {
		return rect{room.x, room.y, w, h}
	}
	return rect{room.x + room.w - w, room.y + (room.h-h)/2, w, h}
}

// drawLogo draws the logo at its place.
func (p page) drawLogo(c draw.Canvas, s chart.Style) {
	if p.logo == nil {
		return
	}
	at := placeOf(p.logo, p.Cover)
	box := vg.Rectangle{
		Min: vg.Point{X: c.Min.X + vg.Length(at.x), Y: c.Max.Y - vg.Length(at.y+at.h)},
		Max: vg.Point{X: c.Min.X + vg.Length(at.x+at.w), Y: c.Max.Y - vg.Length(at.y)},
	}
	if s.Pixel <= 0 {
		c.DrawImage(box, denseLogo(p.logo, at))
		return
	}
	// From one edge of a pixel to another, with a pixel of the picture for each: what is drawn so stays sharp.
	edge := func(x vg.Length) vg.Length { return vg.Length(math.Round(float64(x / s.Pixel))) }
	left, bottom := edge(box.Min.X), edge(box.Min.Y)
	w, h := max(edge(box.Size().X), 1), max(edge(box.Size().Y), 1)
	box.Min = vg.Point{X: left * s.Pixel, Y: bottom * s.Pixel}
	box.Max = box.Min.Add(vg.Point{X: w * s.Pixel, Y: h * s.Pixel})
	c.DrawImage(box, p.logo.Image(int(w), int(h)))
}

// denseLogo is the logo for a place on vectors: no denser than it is seen, and no larger than it is.
func denseLogo(l *logo.Logo, at rect) image.Image {
	width, height := l.Pixels()
	part := min(1, dense*at.w/float64(width))
	return l.Image(int(math.Round(part*float64(width))), int(math.Round(part*float64(height))))
}

// besideLogo is what the logo leaves of the foot for words at the left.
func (p page) besideLogo(foot vg.Rectangle) vg.Rectangle {
	if p.logo != nil {
		foot.Max.X -= vg.Length(footLogo.w + 46)
	}
	return foot
}

// addLogo adds the logo to the presentation, dense enough for its larger place, and returns what masters and layouts call it.
func (p *presentation) addLogo() string {
	var pixels bytes.Buffer
	_ = png.Encode(&pixels, denseLogo(p.deck.Logo, placeOf(p.deck.Logo, true))) // a buffer takes all, and the picture is one
	p.parts.Add("ppt/media/logo.png", pixels.Bytes())
	return "../media/logo.png"
}

// logoShape is the logo as it stands on the cover's layout, or on the master.
func (p *presentation) logoShape(id int, cover bool, relation string) string {
	return fmt.Sprintf(`<p:pic><p:nvPicPr><p:cNvPr id="%d" name="Logo" descr="%s"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>`+
		`<p:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`,
		id, ooxml.Escape(p.deck.Author), relation, placeOf(p.deck.Logo, cover).xfrm("a:xfrm"))
}
