package workspace

import (
	"image/color"
	"strconv"
	"strings"
)

// Colour is a colour written as "#rrggbb" in lower case; empty: none is chosen.
type Colour string

// ParseColour reads a colour as people and design manuals write it: "#00AA55", "00aa55" or "#0a5". An empty text is no
// colour. The error is [ErrColour].
func ParseColour(text string) (Colour, error) {
	digits := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(text), "#"))
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	if len(digits) != 6 {
		return "", ErrColour
	}
	if _, err := strconv.ParseUint(digits, 16, 32); err != nil {
		return "", ErrColour
	}
	return Colour("#" + digits), nil
}

// ColourOf writes a colour, without its transparency.
func ColourOf(c color.Color) Colour {
	const hex = "0123456789abcdef"
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	text := []byte{'#'}
	for _, part := range []uint8{n.R, n.G, n.B} {
		text = append(text, hex[part>>4], hex[part&0xf])
	}
	return Colour(text)
}

// NRGBA returns the colour, opaque; false when none is chosen.
func (c Colour) NRGBA() (color.NRGBA, bool) {
	if len(c) != 7 {
		return color.NRGBA{}, false
	}
	rgb, err := strconv.ParseUint(string(c[1:]), 16, 32)
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xff}, err == nil
}
