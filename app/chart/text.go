package chart

import (
	"strings"
	"sync"
	"unicode"

	stdfont "golang.org/x/image/font"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
)

// smallest is the size in points below which words are left away, because nobody could read them.
const smallest = 6

// fonts is a cache of our own: what others do to gonum's global default does not reach our pictures.
var fonts = sync.OnceValue(func() *font.Cache { return font.NewCache(liberation.Collection()) })

// face is a typeface at a size, ready to measure and to draw.
type face struct {
	font.Face
	ascent  vg.Length // of capitals, above the baseline
	descent vg.Length
}

// face returns the style's typeface at a size in points.
func (s Style) face(size vg.Length, bold bool) face {
	f := s.Font
	if f.Typeface == "" {
		f = font.Font{Typeface: "Liberation", Variant: "Sans"}
	}
	f.Weight = stdfont.WeightNormal
	if bold {
		f.Weight = stdfont.WeightBold
	}
	// Capitals and digits of Liberation are 0.72 of the size high (its OS/2 table says 1409 of 2048 without the
	// overshoot); centring on them looks centred, which centring on the font's whole height does not.
	return face{Face: fonts().Lookup(f, size), ascent: 0.70 * size, descent: 0.21 * size}
}

// width returns how wide text comes out.
func (f face) width(text string) vg.Length { return f.Width(f.printable(text)) }

// missing stands for letters that the font does not have.
const missing = '□'

// printable returns text as the font can show it; gonum would leave out silently what it has no glyph for. Letters that
// only look special ("𝗡𝗲𝘂") become plain, a run of others becomes one □, emoji and their like go.
func (f face) printable(text string) string {
	if f.has(text) {
		return text
	}
	var out []rune
	dropped := false
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(text, " ")) {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0':
			if !dropped || len(out) > 0 && out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
		case f.has(string(r)):
			out = append(out, r)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if len(out) == 0 || out[len(out)-1] != missing {
				out = append(out, missing)
			}
		default:
			dropped = true
			continue
		}
		dropped = false
	}
	return strings.TrimSpace(string(out))
}

// has reports whether the font has a glyph for all of text.
func (f face) has(text string) bool {
	for _, r := range text {
		if r >= ' ' && r < 0x7f || r >= 0xa0 && r < 0x17f && r != 0xad { // which Liberation has
			continue
		}
		if r < ' ' || unicode.In(r, unicode.Cf, unicode.Mn, unicode.Variation_Selector) {
			return false
		}
		if i, err := f.Face.Face.GlyphIndex(nil, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// cut returns text if it fits into w, else its beginning with an ellipsis, or nothing if not even one letter fits.
func (f face) cut(text string, w vg.Length) string {
	text = f.printable(text)
	if f.Width(text) <= w {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(runes[:n]), " ,.;:–") + "…"; f.Width(short) <= w {
			return short
		}
	}
	return ""
}

// wrap breaks text at its spaces into lines no wider than w, at most limit of them; what does not fit is cut with an
// ellipsis.
func (f face) wrap(text string, w vg.Length, limit int) []string {
	words := f.words(text)
	var lines []string
	for i := 0; i < len(words) && limit > 0; {
		line := words[i]
		i++
		for i < len(words) && f.Width(line+" "+words[i]) <= w {
			line += " " + words[i]
			i++
		}
		if len(lines) == limit-1 && i < len(words) {
			return append(lines, f.cut(strings.Join(append([]string{line}, words[i:]...), " "), w))
		}
		lines = append(lines, f.cut(line, w))
	}
	return lines
}

// words returns what text may be broken between: at spaces, but not at those that keep a unit with its number.
func (f face) words(text string) []string {
	return strings.FieldsFunc(f.printable(text), func(r rune) bool { return r == ' ' || r == '\n' })
}

// balance breaks text into as few lines as [face.wrap] does, of about the same width: no last word stands alone.
func (f face) balance(text string, w vg.Length, limit int) []string {
	lines := f.wrap(text, w, limit)
	if len(lines) < 2 || !fits(lines, text, f) {
		return lines
	}
	for narrow := 0.97 * w; narrow > w/3; narrow *= 0.97 {
		next := f.wrap(text, narrow, len(lines))
		if !fits(next, text, f) {
			break
		}
		lines = next
	}
	return lines
}
