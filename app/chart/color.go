package chart

import (
	"image/color"
	"math"
)

// rgb returns the opaque colour written as 0xrrggbb.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// contrast is the contrast ratio of two opaque colours, from 1 to 21, as WCAG 2.2 defines it
// (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Words need 4.5.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of an opaque colour, from 0 to 1, as WCAG 2.2 defines it.
func luminance(c color.NRGBA) float64 {
	r, g, b := linear(c)
	return 0.2126*r + 0.7152*g + 0.0722*b
}

// linear returns the colour's parts in linear light.
func linear(c color.NRGBA) (r, g, b float64) {
	f := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return f(c.R), f(c.G), f(c.B)
}

// outstanding returns c, made darker (or, on a dark ground, lighter) as far as it must be to stand out from the ground at a
// contrast ratio. It keeps its hue in Oklab, and its chroma as far as a screen can show it so dark.
func outstanding(c, ground color.NRGBA, ratio float64) color.NRGBA {
	if contrast(c, ground) >= ratio {
		return c
	}
	towards := 0.0 // lightness
	if contrast(rgb(0x000000), ground) < contrast(rgb(0xffffff), ground) {
		towards = 1
	}
	l, a, b := oklab(c)
	at := func(part float64) color.NRGBA { return vivid(l+part*(towards-l), a, b) }
	little, enough := 0.0, 1.0
	for range 20 {
		if part := (little + enough) / 2; contrast(at(part), ground) >= ratio {
			enough = part
		} else {
			little = part
		}
	}
	return at(enough)
}

// vivid returns the colour of a lightness with so much of a and b as a screen can show.
func vivid(lightness, a, b float64) color.NRGBA {
	fits := func(part float64) bool {
		for _, x := range fromOklab(lightness, part*a, part*b) {
			if x < 0 || x > 1 {
				return false
			}
		}
		return true
	}
	least, most := 0.0, 1.0
	for range 20 {
		if part := (least + most) / 2; fits(part) {
			least = part
		} else {
			most = part
		}
	}
	if fits(1) {
		least = 1
	}
	return encoded(fromOklab(lightness, least*a, least*b))
}

// mix returns the opaque colour that lies t of the way from a to b in Oklab, where equal steps look equally large and
// lightness runs evenly (Björn Ottosson, "A perceptual color space for image processing",
// https://bottosson.github.io/posts/oklab/). t is held between 0 and 1; NaN counts as 0.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	if !(t > 0) {
		t = 0
	}
	t = min(t, 1)
	l1, a1, b1 := oklab(a)
	l2, a2, b2 := oklab(b)
	return encoded(fromOklab(l1+t*(l2-l1), a1+t*(a2-a1), b1+t*(b2-b1)))
}

func oklab(c color.NRGBA) (lightness, a, b float64) {
	red, green, blue := linear(c)
	l := math.Cbrt(0.4122214708*red + 0.5363325363*green + 0.0514459929*blue)
	m := math.Cbrt(0.2119034982*red + 0.6806995451*green + 0.1073969566*blue)
	s := math.Cbrt(0.0883024619*red + 0.2817188376*green + 0.6299787005*blue)
	return 0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s
}

// fromOklab returns red, green and blue in linear light; below 0 or above 1 where a screen cannot show them.
func fromOklab(lightness, a, b float64) [3]float64 {
	l := math.Pow(lightness+0.3963377774*a+0.2158037573*b, 3)
	m := math.Pow(lightness-0.1055613458*a-0.0638541728*b, 3)
	s := math.Pow(lightness-0.0894841775*a-1.2914855480*b, 3)
	return [3]float64{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	}
}

func encoded(linear [3]float64) color.NRGBA {
	return color.NRGBA{R: encode(linear[0]), G: encode(linear[1]), B: encode(linear[2]), A: 0xff}
}

// encode turns linear light into a byte of sRGB.
func encode(x float64) uint8 {
	x = min(max(x, 0), 1)
	if x <= 0.0031308 {
		x *= 12.92
	} else {
		x = 1.055*math.Pow(x, 1/2.4) - 0.055
	}
	return uint8(math.Round(x * 255))
}
