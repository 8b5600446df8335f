package pdfcanvas

import (
	"fmt"
	"strings"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// usedRune names a glyph that a document must embed.
type usedRune struct {
	family, style string
	r             rune
}

// FillString writes text in font f with its baseline beginning at pt. It is
// kerned as gonum measures it. Characters the font has no glyph for are
// replaced as [Printable] describes.
func (c *Canvas) FillString(f font.Face, pt vg.Point, text string) {
	size := f.Font.Size.Points()
	if !(size > 0) || !finite(size) || !finitePoint(pt) {
		return
	}
	l := faceFor(f)
	text = l.printable(text)
	if strings.TrimSpace(text) == "" {
		return
	}
	if c.tags != nil && !strings.HasSuffix(text, " ") {
		text += " " // else the next line would go on with this one's last word
	}
	l.register(c.doc)
	c.group(func() {
		family, style := c.doc.GetFontFamily(), c.doc.GetFontStyle()
		before, _ := c.doc.GetFontSize()

		// fpdf writes font sizes to a hundredth of a point. At size 1 it has
		// nothing to round, and the text matrix has the size in full.
		c.doc.SetFont(l.family, l.style, 1)
		c.use(l, text)
		o := c.operators()
		o.color(c.state(), "rg")
		o.text("BT ").numbers(size, 0, 0, size).points(pt).text("Tm [")
		o.glyphs(l, text)
		o.text("] TJ ET")
		c.doc.RawWriteStr(string(o.buf))

		// Q takes the font back on the page, so tell fpdf. Where there was
		// none before, ours stays in name; whoever writes sets a font first.
		if family != "" {
			c.doc.SetFont(family, style, before)
		} else {
			c.doc.SetFontSize(before)
		}
	})
}

// use has fpdf embed the glyphs of text. fpdf notes them down only when it
// writes the text itself, so it does, onto a template that is thrown away: a
// template shares the fonts of its document and nothing else.
func (c *Canvas) use(l face, text string) {
	var fresh strings.Builder
	for _, r := range text {
		if u := (usedRune{l.family, l.style, r}); !c.known[u] {
			c.known[u] = true
			fresh.WriteRune(r)
		}
	}
	if fresh.Len() == 0 {
		return
	}
	c.doc.CreateTemplate(func(t *fpdf.Tpl) {
		t.SetFont(l.family, l.style, 1)
		t.Text(0, 0, fresh.String())
	})
}

// glyphs writes the operand of TJ: text in UTF-16, the code fpdf's fonts are
// embedded with, broken where two letters stand closer than their widths say.
// In hexadecimal, because in brackets fpdf would take a label for one of its
// aliases, such as that for the number of pages.
func (o *operators) glyphs(l face, text string) {
	var buf sfnt.Buffer
	o.text("<")
	before := rune(-1)
	for _, r := range text {
		if before >= 0 {
			if k := l.kern(&buf, before, r); k != 0 {
				o.text(">")
				o.buf = appendNumber(o.buf, -k, 1)
				o.text("<")
			}
		}
		o.buf = fmt.Appendf(o.buf, "%04X", r)
		before = r
	}
	o.text(">")
}

// missing stands for letters the font does not have.
const missing = '□'

// Printable returns text as it can be set in f, for labels and page text
// alike; fpdf itself would print boxes, or panic on an emoji.
//
// Letters that only look special, as social media are fond of ("𝗡𝗲𝘂"), become
// plain. Letters and digits the font has no glyph for, such as Chinese ones,
// leave one □ for each run, so that it shows that something is missing. Emoji
// and other symbols go, and the space they leave closes; text of nothing but
// emoji becomes one □. Line breaks and tabs become spaces, invisible
// characters go. Text the font has all of stays as it is, apart from letters
// and accents that come apart, which are put together (macOS writes "u¨").
func Printable(f font.Font, text string) string {
	return faceFor(font.Face{Font: f}).printable(text)
}

func (f face) printable(text string) string {
	if f.showsAll(text) {
		return text
	}
	text = norm.NFC.String(visible(strings.ToValidUTF8(text, " ")))
	var out []rune
	var dropped, box bool // whether the character before was dropped, or is part of a □
	for _, r := range text {
		if unicode.IsSpace(r) && (r < ' ' || !f.has(r)) {
			r = ' '
		}
		switch shown := f.substitute(r); {
		case shown != "":
			space := r == ' ' && (len(out) == 0 || out[len(out)-1] == ' ')
			if !dropped || !space {
				out = append(out, []rune(shown)...)
				dropped = false
			}
			box = false
		case unicode.IsLetter(r), unicode.IsNumber(r):
			if !box {
				out = append(out, missing)
			}
			box, dropped = true, false
		default:
			dropped = true
		}
	}
	result := string(out)
	if dropped {
		result = strings.TrimRight(result, " ")
	}
	if strings.TrimSpace(result) == "" && strings.TrimSpace(text) != "" {
		return string(missing)
	}
	// An accent may have come to stand beside a letter.
	if whole := norm.NFC.String(result); f.showsEach(whole) {
		return whole
	}
	return result
}

// showsAll reports whether every character of text has a glyph and none needs
// a second look, as accents on their own do.
func (f face) showsAll(text string) bool {
	for _, r := range text {
		if r < ' ' || unicode.Is(unicode.Mn, r) || r == unicode.ReplacementChar || invisible(r) || !f.has(r) {
			return false
		}
	}
	return true
}

// showsEach reports whether every character of text has a glyph.
func (f face) showsEach(text string) bool {
	for _, r := range text {
		if !f.has(r) {
			return false
		}
	}
	return true
}

// substitute returns r if the font has it, else characters that Unicode holds
// to be the same and that the font has, else nothing.
func (f face) substitute(r rune) string {
	if f.has(r) {
		return string(r)
	}
	for _, form := range []norm.Form{norm.NFKC, norm.NFKD} {
		if same := form.String(string(r)); f.showsEach(same) {
			return same
		}
	}
	return ""
}

// visible returns text without the characters that have no shape.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, text)
}

// invisible reports whether r is there to steer the characters around it and
// has no shape itself: joiners, marks of direction, soft hyphens, controls,
// variation selectors.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector) || unicode.IsControl(r) && !unicode.IsSpace(r)
}
