package pdfcanvas

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"image"
	"image/draw"
	"image/png"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
)

// DrawImage stretches img over rect. A picture of the same pixels is embedded
// once for each document however often it is drawn.
func (c *Canvas) DrawImage(rect vg.Rectangle, img image.Image) {
	size := rect.Size()
	if size.X == 0 || size.Y == 0 || !finitePoint(rect.Min) || !finitePoint(rect.Max) {
		return
	}
	if img == nil || img.Bounds().Empty() {
		return
	}
	name := RegisterImage(c.doc, img)
	c.Push()
	defer c.Pop()
	c.SetColor(nil) // a picture brings its own transparency
	c.Translate(rect.Min)
	c.Scale(size.X.Points(), size.Y.Points())
	c.group(func() {
		// One point square in the lower left corner of the page, which the
		// transformation makes into rect.
		_, height := c.doc.GetPageSize()
		pt := 1 / c.doc.GetConversionRatio()
		c.doc.ImageOptions(name, 0, height-pt, pt, pt, false, fpdf.ImageOptions{ImageType: "png"}, 0, "")
	})
}

// RegisterImage makes img known to doc and returns the name to give to
// doc.ImageOptions. The name follows from the pixels.
//
// It is also the way to a document that comes out the same each time. fpdf
// writes pictures in the order of their widths, and those of one width in the
// random order of a map, SetCatalogSort or not. Here each picture is told a
// width that is a fraction of a pixel, taken from its content, above the true
// one; fpdf cuts the fraction off when it writes the width.
func RegisterImage(doc *fpdf.Fpdf, img image.Image) (name string) {
	// 8 bits a channel: fpdf reads no PNG with more.
	b := img.Bounds()
	flat := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Bounds(), img, b.Min, draw.Src)
	hash := sha256.New()
	_ = binary.Write(hash, binary.BigEndian, []int64{int64(b.Dx()), int64(b.Dy())})
	hash.Write(flat.Pix)
	sum := hash.Sum(nil)
	name = "pdfcanvas-" + hex.EncodeToString(sum)

	if doc.Err() || doc.GetImageInfo(name) != nil {
		return name
	}
	var data bytes.Buffer
	if err := png.Encode(&data, flat); err != nil {
		doc.SetErrorf("pdfcanvas: a picture of %d × %d pixels cannot be encoded: %w", b.Dx(), b.Dy(), err)
		return name
	}
	info := doc.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "png"}, &data)
	if doc.Err() {
		return name
	}
	fraction := float64(binary.BigEndian.Uint32(sum)>>8) / (1 << 25) // below ½
	if err := widen(info, fraction); err != nil {
		doc.SetErrorf("pdfcanvas: a picture cannot be registered: %w", err)
	}
	return name
}

// widen adds extra pixels to the width that info reports, by the only door
// fpdf leaves open: the format it stores pictures in. The fields are those of
// fpdf's GobEncode in its order; the fourth is the width.
func widen(info *fpdf.ImageInfoType, extra float64) error {
	stored, err := info.GobEncode()
	if err != nil {
		return err
	}
	var (
		data, mask, palette      []byte
		object, bits             int
		width, height            float64
		space, filter, parameter string
		transparent              []int
		scale, dpi               float64
	)
	fields := []any{
		&data, &mask, &object, &width, &height, &space,
		&palette, &bits, &filter, &parameter, &transparent, &scale, &dpi,
	}
	in := gob.NewDecoder(bytes.NewReader(stored))
	for _, f := range fields {
		if err := in.Decode(f); err != nil {
			return err
		}
	}
	width += extra
	var out bytes.Buffer
	enc := gob.NewEncoder(&out)
	for _, f := range fields {
		if err := enc.Encode(f); err != nil {
			return err
		}
	}
	return info.GobDecode(out.Bytes())
}
