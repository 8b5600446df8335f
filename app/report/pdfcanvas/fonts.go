package pdfcanvas

import (
	"bytes"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
)

// The families under which the Liberation fonts are known to a document, for
// text outside of charts: doc.SetFont(pdfcanvas.Sans, "B", 12).
const (
	Sans  = "LiberationSans"
	Serif = "LiberationSerif"
	Mono  = "LiberationMono"
)

// RegisterFonts embeds the given fonts in doc, or Liberation Sans in regular
// and bold where none is given. Text on a canvas registers what it needs by
// itself; this is for text around it. Registering twice does no harm.
//
// Each font adds about 6 kB to the file even if no word is set in it, and the
// glyphs that are used on top.
func RegisterFonts(doc *fpdf.Fpdf, fonts ...font.Font) {
	if len(fonts) == 0 {
		fonts = []font.Font{{Variant: "Sans"}, {Variant: "Sans", Weight: stdfont.WeightBold}}
	}
	for _, f := range fonts {
		faceFor(font.Face{Font: f}).register(doc)
	}
}

// face is one of the twelve Liberation faces: where fpdf finds it and how it
// measures.
type face struct {
	family, style string // fpdf's names
	font          *opentype.Font
}

// faces are those of gonum's collection: the same font data that a plot
// measured its labels with, so that widths agree to the last unit.
var faces = sync.OnceValue(func() []face {
	var all []face
	for _, f := range liberation.Collection() {
		family, style := names(f.Font)
		all = append(all, face{family, style, f.Face})
	}
	return all
})

// faceFor returns the face that gonum meant by f. What is drawn is what was
// measured: if f carries the data of a Liberation face, it is that one,
// whatever its description says (gonum falls back to regular for a weight it
// does not have and keeps the weight in the description). Else the description
// decides, and a typeface we do not have becomes Liberation Sans.
func faceFor(f font.Face) face {
	for _, l := range faces() {
		if f.Face == l.font {
			return l
		}
	}
	family, style := names(f.Font)
	for _, l := range faces() {
		if l.family == family && l.style == style {
			return l
		}
	}
	return faces()[0]
}

// names returns the family and the style by which fpdf knows f.
func names(f font.Font) (family, style string) {
	switch {
	case f.Variant == "Mono":
		family = Mono
	case f.Variant == "Serif", f.Variant == "" && f.Typeface == "Liberation":
		family = Serif
	default:
		family = Sans
	}
	if f.Weight >= stdfont.WeightSemiBold {
		style = "B"
	}
	if f.Style != stdfont.StyleNormal {
		style += "I"
	}
	return family, style
}

// register makes the face known to doc.
func (f face) register(doc *fpdf.Fpdf) {
	if doc.Err() || doc.GetFontDesc(f.family, f.style).Ascent != 0 {
		return
	}
	// A copy of the font, not the data themselves, which gonum measures with:
	// fpdf appends to slices of what it was given, and in a font with glyphs
	// that share one width (Liberation has none) overwrites what follows.
	var data bytes.Buffer
	if _, err := f.font.WriteSourceTo(nil, &data); err != nil {
		doc.SetErrorf("pdfcanvas: %s %s cannot be embedded: %w", f.family, f.style, err)
		return
	}
	doc.AddUTF8FontFromBytes(f.family, f.style, data.Bytes())
}

// has reports whether there is a glyph for r that fpdf can show: it knows the
// first 65,535 characters of Unicode and no others.
func (f face) has(r rune) bool {
	if r <= 0 || r >= 0xFFFF {
		return false
	}
	i, err := f.font.GlyphIndex(nil, r)
	return err == nil && i != 0
}

// kern returns how much wider than its two advances the pair a, b is set, in
// thousandths of the font size. It is what gonum's font.Face.Width counts.
func (f face) kern(buf *sfnt.Buffer, a, b rune) float64 {
	i, err := f.font.GlyphIndex(buf, a)
	if err != nil {
		return 0
	}
	j, err := f.font.GlyphIndex(buf, b)
	if err != nil {
		return 0
	}
	em := f.font.UnitsPerEm()
	k, err := f.font.Kern(buf, i, j, fixed.Int26_6(em), stdfont.HintingNone)
	if err != nil { // most pairs: not found
		return 0
	}
	return float64(k) * 1000 / float64(em)
}
