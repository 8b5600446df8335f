package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Style is how figures look. Start from [Light], [Dark] or [HighContrast] and change what is to be different; the zero Style
// cannot be used. Texts must stand out from Background at 4.5:1 at least (Ink, Grey, AccentInk), lines and marks at 3:1
// (Accent, Muted).
type Style struct {
	Background color.NRGBA // the paper; Render and the file formats paint it, figures do not
	Ink        color.NRGBA // words that matter
	Grey       color.NRGBA // words beside them: units, counts, sources
	Muted      color.NRGBA // marks that are not the best
	Rule       color.NRGBA // grid lines and axes, which may be faint: nothing is read from them alone
	Neutral    color.NRGBA // areas without a judgement
	Accent     color.NRGBA // ours, and the best
	AccentInk  color.NRGBA // words about it, in the same hue

	// HeatLow and HeatHigh are the ends of the heat map's scale, from far below the others to far above. Lightness runs
	// evenly between them, so that the order survives a grey print.
	HeatLow, HeatHigh color.NRGBA
	// Legible is how much words stand out at least, as a contrast ratio; zero is 4.5.
	Legible float64

	// Font is the typeface of all words; its size and weight are not used. The zero Font is Liberation Sans.
	Font font.Font
	// Text is the size of a label in points, or in the window's units: 13 is that of the window at 100 %. Other sizes
	// follow from it.
	Text vg.Length
	// Smallest is how small labels may become, in points, to show all there is to a figure; below it, less is shown.
	// Zero is seven tenths of Text.
	Smallest vg.Length
	// Pixel is the length of a pixel, to whose edges areas are fitted to be sharp; zero where there are no pixels.
	// Render sets it.
	Pixel vg.Length
}

// Light returns the style for paper, slides and the light window.
func Light() Style {
	return Style{
		Background: rgb(0xffffff),
		Ink:        rgb(0x1b2733),
		Grey:       rgb(0x5c6874),
		Muted:      rgb(0x7c8894),
		Rule:       rgb(0xdde3e8),
		Neutral:    rgb(0xf0f3f5),
		Text:       13,
	}.WithAccent(rgb(0x0b5f75)) // the house colour, as in the window
}

// Dark returns the style for the dark window.
func Dark() Style {
	return Style{
		Background: rgb(0x171c22),
		Ink:        rgb(0xe8edf1),
		Grey:       rgb(0xa3afba),
		Muted:      rgb(0x84919d),
		Rule:       rgb(0x333c46),
		Neutral:    rgb(0x242b33),
		Text:       13,
	}.WithAccent(rgb(0x6cc3da))
}

// HighContrast returns the style for the window of high contrast: words stand out at 7:1 at least, lines at 3:1.
func HighContrast() Style {
	return Style{
		Background: rgb(0x000000),
		Ink:        rgb(0xffffff),
		Grey:       rgb(0xf0f0f0),
		Muted:      rgb(0xb0b0b0),
		Rule:       rgb(0x606060),
		Neutral:    rgb(0x262626),
		Legible:    7,
		Text:       13,
	}.WithAccent(rgb(0xffd400))
}

// WithAccent returns the style in another accent colour, a hospital's own for instance. A colour that would hardly be
// seen on the background is made darker (or, on a dark one, lighter) in its own hue until marks stand out at 3:1 and words
// at 4.5:1. The heat map's scale follows: from nearly the background to a strong shade of the accent.
func (s Style) WithAccent(accent color.Color) Style {
	a := color.NRGBAModel.Convert(accent).(color.NRGBA)
	a.A = 0xff
	s.AccentInk = outstanding(a, s.Background, s.legible())
	a = outstanding(a, s.Background, 3)
	s.Accent = a
	s.HeatLow = mix(s.Background, a, s.faint(0.12, 0.30))
	if luminance(s.Background) > luminance(s.Ink) {
		s.HeatHigh = mix(a, s.Ink, 0.30)
	} else {
		s.HeatHigh = mix(a, s.Ink, 0.10)
	}
	return s
}

// faint is how much of the accent is in an area that is paler than a mark: usually, and where all must stand out.
func (s Style) faint(usual, outstanding float64) float64 {
	if s.legible() > 4.5 {
		return outstanding
	}
	return usual
}

func (s Style) legible() float64 {
	if s.Legible > 0 {
		return s.Legible
	}
	return 4.5
}

// least is the smallest size of labels for a plan that asks for at least part of the usual size.
func (s Style) least(part vg.Length) vg.Length {
	if s.Smallest > 0 {
		return part / 0.7 * s.Smallest
	}
	return part * s.Text
}

// heat returns the colour of strength t, from 0 (far below the others) to 1 (far above). What is like the others, at
// one half, is rather pale: strong colours are for what stands out. Where words must stand out at more than 4.5:1, colours on
// which neither black nor white would are passed over.
func (s Style) heat(t float64) color.NRGBA {
	t = math.Pow(max(t, 0), 1.25)
	c := mix(s.HeatLow, s.HeatHigh, t)
	if s.read(c) {
		return c
	}
	// Between low and high words cannot be read; the nearer of the two takes their place, and the order stays.
	low, high := s.edge(t, 0), s.edge(t, 1)
	if t-low < high-t {
		return mix(s.HeatLow, s.HeatHigh, low)
	}
	return mix(s.HeatLow, s.HeatHigh, high)
}

// read reports whether words can be read on a colour.
func (s Style) read(area color.NRGBA) bool { return contrast(s.on(area), area) >= s.legible() }

// edge is the strength nearest to from, on the way to an end of the heat map's scale, on whose colour words can be read.
func (s Style) edge(from, end float64) float64 {
	for range 30 {
		if part := (from + end) / 2; s.read(mix(s.HeatLow, s.HeatHigh, part)) {
			end = part
		} else {
			from = part
		}
	}
	return end
}

// on returns a colour for words on an area of colour area: the style's own where they can be read, else black or white,
// one of which stands out from any colour at 4.58:1 or more.
func (s Style) on(area color.NRGBA) color.NRGBA {
	black, white := rgb(0x000000), rgb(0xffffff)
	for _, c := range []color.NRGBA{s.Ink, s.Background} {
		if contrast(c, area) >= s.legible() {
			return c
		}
	}
	if contrast(black, area) >= contrast(white, area) {
		return black
	}
	return white
}
