package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"

	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// WriteSVG draws fig with its background, width × height points large, and writes it as an SVG with the figure's title
// and description. Words stay words, in Liberation Sans or where that is missing in Arial, whose letters are as wide.
// Errors are those of w.
func WriteSVG(w io.Writer, fig Figure, s Style, width, height int) error {
	size := vg.Point{X: vg.Length(max(width, 1)), Y: vg.Length(max(height, 1))}
	c := vgsvg.NewWith(vgsvg.UseWH(size.X, size.Y))
	s.Pixel = 0
	canvas := vgdraw.New(c)
	p := pen{canvas, s}
	p.area(canvas.Rectangle, s.Background)
	fig.Draw(canvas, s)
	var out bytes.Buffer
	if _, err := c.WriteTo(&out); err != nil {
		return fmt.Errorf("write the picture %q: %w", fig.Title(), err)
	}
	if _, err := w.Write(finishSVG(out.Bytes(), fig)); err != nil {
		return fmt.Errorf("write the picture %q: %w", fig.Title(), err)
	}
	return nil
}

// finishSVG adds what gonum leaves out: the words for those who cannot see the picture, a second choice of font, and that
// pictures in it are PNG.
func finishSVG(svg []byte, fig Figure) []byte {
	head := []byte(`xmlns:xlink="http://www.w3.org/1999/xlink">`)
	var words bytes.Buffer
	words.WriteString(`xmlns:xlink="http://www.w3.org/1999/xlink" role="img">` + "\n<title>")
	escape(&words, fig.Title())
	words.WriteString("</title>\n<desc>")
	escape(&words, fig.Describe())
	words.WriteString("</desc>")
	svg = bytes.Replace(svg, head, words.Bytes(), 1)
	svg = bytes.ReplaceAll(svg, []byte(`xlink:href="data:image/jpg;base64,`), []byte(`xlink:href="data:image/png;base64,`))
	return bytes.ReplaceAll(svg,
		[]byte("font-family:Liberation Sans;"), []byte("font-family:'Liberation Sans',Arial,Helvetica,sans-serif;"))
}

func escape(to *bytes.Buffer, text string) {
	_ = xml.EscapeText(to, []byte(text)) // a buffer takes all
}
