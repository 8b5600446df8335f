package logo

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// svgSpace is the namespace of SVG.
const svgSpace = "http://www.w3.org/2000/svg"

// drawn are the elements that are drawn as they should be.
var drawn = []string{
	"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient", "radialGradient", "stop",
}

// silent are the elements that are not to be seen; what is in them is passed over.
var silent = []string{"title", "desc", "metadata"}

// isSVG reports whether a file begins as one of XML does.
func isSVG(content []byte) bool {
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	return bytes.HasPrefix(bytes.TrimSpace(content), []byte("<"))
}

// vector is the drawing of an SVG.
type vector struct{ content []byte }

// readSVG reads an SVG that holds only what can be drawn: it is better refused than drawn without its words. What leads out
// of the file, such as pictures and scripts, is refused too.
func readSVG(content []byte) (*Logo, error) {
	plain, err := checkedSVG(content)
	if err != nil {
		return nil, err
	}
	v := &vector{plain}
	icon, err := v.parse()
	if err != nil {
		return nil, err
	}
	w, h := icon.ViewBox.W, icon.ViewBox.H
	if !(w > 0 && h > 0) || math.IsInf(w, 0) || math.IsInf(h, 0) {
		return nil, fmt.Errorf("%w: it does not say how large it is", ErrSVG)
	}
	l := &Logo{Kind: SVG, Width: w, Height: h, vector: v}
	if w > mostSlender*mostSlender*h || h > mostSlender*mostSlender*w {
		return nil, ErrSlender
	}
	scale := largest / max(w, h)
	all := [4]float64{0, 0, w, h}
	img := v.draw(all, whole(scale*w), whole(scale*h))
	seen := visible(img)
	if err := standing(seen); err != nil {
		return nil, err
	}
	l.master = scaled(img, seen, seen.Dx(), seen.Dy())
	l.part = [4]float64{float64(seen.Min.X) / scale, float64(seen.Min.Y) / scale, float64(seen.Dx()) / scale, float64(seen.Dy()) / scale}
	return l, nil
}

// checkedSVG returns the drawing with nothing but what is drawn, or an error that names what cannot be.
func checkedSVG(content []byte) ([]byte, error) {
	var out bytes.Buffer
	to := xml.NewEncoder(&out)
	from := xml.NewDecoder(bytes.NewReader(content))
	depth, begun := 0, false
	var classes []class
	for {
		token, err := from.Token()
		switch {
		case errors.Is(err, io.EOF) && begun && depth == 0:
			err = to.Close() // before the bytes are taken
			return out.Bytes(), err
		case err != nil && !begun:
			return nil, ErrKind
		case err != nil:
			return nil, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			ours := token.Name.Space == svgSpace || token.Name.Space == ""
			switch {
			case !begun && !(ours && name == "svg"):
				return nil, ErrKind
			case !ours || slices.Contains(silent, name): // what drawing programs keep for themselves
				err = from.Skip()
			case name == "style" && begun:
				var rules []class
				if rules, err = readClasses(from); err == nil {
					classes = append(classes, rules...)
				}
			case !slices.Contains(drawn, name) || begun && name == "svg":
				return nil, fmt.Errorf("%w: <%s>", ErrSVG, name)
			default:
				begun = true
				depth++
				var attributes []xml.Attr
				if attributes, err = plainAttributes(name, token.Attr, classes); err == nil {
					err = to.EncodeToken(xml.StartElement{Name: xml.Name{Local: name}, Attr: attributes})
				}
			}
			if err != nil && !errors.Is(err, ErrSVG) {
				return nil, fmt.Errorf("%w: %w", ErrBroken, err)
			}
		case xml.EndElement:
			depth--
			err = to.EncodeToken(xml.EndElement{Name: xml.Name{Local: token.Name.Local}})
		}
		if err != nil {
			return nil, err
		}
	}
}

// plainAttributes are an element's own attributes, with what its classes say in its style. Those that change how it is drawn
// in a way that is not heeded are refused.
func plainAttributes(element string, all []xml.Attr, classes []class) ([]xml.Attr, error) {
	var own []xml.Attr
	style, named, boxed := "", "", false
	for _, a := range all {
		switch {
		case a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#"):
			return nil, fmt.Errorf("%w: it leads to %q", ErrSVG, a.Value)
		case a.Name.Space != "" || a.Name.Local == "xmlns":
			continue
		}
		switch a.Name.Local {
		case "clip-path", "mask", "filter", "stroke-dasharray":
			return nil, fmt.Errorf("%w: %s", ErrSVG, a.Name.Local)
		case "class":
			named = a.Value
		case "style":
			style = a.Value
		default:
			boxed = boxed || a.Name.Local == "viewBox"
			own = append(own, a)
		}
	}
	if element == "svg" && boxed { // the proportions are known; the size may be in any unit
		own = slices.DeleteFunc(own, func(a xml.Attr) bool { return a.Name.Local == "width" || a.Name.Local == "height" })
	}
	if style = styleOf(named, classes) + style; style != "" {
		for _, unheeded := range []string{"clip-path", "mask", "filter", "stroke-dasharray", "@", "var("} {
			if strings.Contains(style, unheeded) && !strings.Contains(style, unheeded+":none") {
				return nil, fmt.Errorf("%w: %s", ErrSVG, unheeded)
			}
		}
		own = append(own, xml.Attr{Name: xml.Name{Local: "style"}, Value: style})
	}
	return own, nil
}

// parse reads the drawing. The library is not made for files from anywhere: where it gives up, the file is refused.
func (v *vector) parse() (icon *oksvg.SvgIcon, err error) {
	defer func() {
		if e := recover(); e != nil {
			icon, err = nil, fmt.Errorf("%w: %v", ErrSVG, e)
		}
	}()
	icon, err = oksvg.ReadIconStream(bytes.NewReader(v.content), oksvg.StrictErrorMode)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSVG, err)
	}
	return icon, nil
}

// draw draws a part of the drawing, given as left, top, width and height in its own units, in so many pixels.
func (v *vector) draw(part [4]float64, width, height int) *image.NRGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	if icon, err := v.parse(); err == nil { // it was read before
		func() {
			defer func() { _ = recover() }() // a drawing that the library cannot finish stays as it is then
			x, y := float64(width)/part[2], float64(height)/part[3]
			icon.Transform = rasterx.Identity.Scale(x, y).Translate(-part[0]-icon.ViewBox.X, -part[1]-icon.ViewBox.Y)
			icon.Draw(rasterx.NewDasher(width, height, rasterx.NewScannerGV(width, height, img, img.Bounds())), 1)
		}()
	}
	return scaled(img, img.Bounds(), width, height)
}
