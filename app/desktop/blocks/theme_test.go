package blocks

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// contrast is the ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; 1 to 21.
func contrast(a, b color.Color) float64 {
	luminance := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		linear := func(v uint32) float64 {
			x := float64(v) / 0xffff
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestWordsCanBeRead(t *testing.T) {
	const text, mark = 4.5, 3.0 // WCAG 2.2, 1.4.3 and 1.4.11
	const enhanced = 7.0        // 1.4.6, for high contrast
	pairs := []struct {
		front, ground fyne.ThemeColorName
		least         float64
	}{
		{theme.ColorNameForeground, theme.ColorNameBackground, text},
		{theme.ColorNameForeground, ColorPane, text},
		{theme.ColorNameForeground, ColorMarked, text},
		{theme.ColorNameForeground, theme.ColorNameButton, text},
		{theme.ColorNameForeground, theme.ColorNameInputBackground, text},
		{theme.ColorNameForeground, theme.ColorNameOverlayBackground, text},
		{ColorMuted, theme.ColorNameBackground, text},
		{ColorMuted, ColorPane, text},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground, text},
		{theme.ColorNamePrimary, theme.ColorNameBackground, text},
		{theme.ColorNamePrimary, ColorMarked, text},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, text},
		{theme.ColorNameForegroundOnError, theme.ColorNameError, text},
		{theme.ColorNameHyperlink, theme.ColorNameBackground, text},
		{theme.ColorNameError, theme.ColorNameBackground, text},
		{theme.ColorNameWarning, theme.ColorNameBackground, text},
		{theme.ColorNameSuccess, theme.ColorNameBackground, text},
		{theme.ColorNameInputBorder, ColorPane, 2.5}, // never the only sign of what it frames
		{theme.ColorNamePrimary, ColorPane, mark},
	}
	for _, appearance := range []Appearance{Light, Dark, HighContrast} {
		house := Theme{Appearance: appearance}
		for _, p := range pairs {
			if appearance == HighContrast {
				p.least = max(p.least, mark)
				if p.least == text {
					p.least = enhanced
				}
			}
			got := contrast(house.Color(p.front, theme.VariantLight), house.Color(p.ground, theme.VariantLight))
			if got < p.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, wants %.1f", appearance, p.front, p.ground, got, p.least)
			}
		}
	}
}

// over lays a colour over an opaque one, as a screen does.
func over(front, ground color.Color) color.Color {
	r1, g1, b1, a := front.RGBA()
	r2, g2, b2, _ := ground.RGBA()
	part := func(x, y uint32) uint16 { return uint16(x + y*(0xffff-a)/0xffff) }
	return color.RGBA64{part(r1, r2), part(g1, g2), part(b1, b2), 0xffff}
}

// In high contrast all text can be read at 7:1 whatever shines through behind it, and every edge is seen at 3:1.
func TestHighContrastIsHigh(t *testing.T) {
	house := Theme{Appearance: HighContrast}
	of := func(name fyne.ThemeColorName) color.Color { return house.Color(name, theme.VariantLight) }
	for _, ground := range []fyne.ThemeColorName{
		theme.ColorNameBackground, theme.ColorNameButton, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground,
		theme.ColorNameHeaderBackground, theme.ColorNameInputBackground, ColorPane, ColorMarked,
	} {
		for _, front := range []fyne.ThemeColorName{theme.ColorNameForeground, ColorMuted, theme.ColorNamePlaceHolder, theme.ColorNameError, theme.ColorNameWarning, theme.ColorNameSuccess} {
			if got := contrast(of(front), of(ground)); got < 7 {
				t.Errorf("%s on %s has a contrast of %.2f", front, ground, got)
			}
		}
		for _, veil := range []fyne.ThemeColorName{theme.ColorNameHover, theme.ColorNameFocus, theme.ColorNameSelection} {
			if got := contrast(of(theme.ColorNameForeground), over(of(veil), of(ground))); got < 7 {
				t.Errorf("text on %s over %s has a contrast of %.2f", veil, ground, got)
			}
		}
		for _, edge := range []fyne.ThemeColorName{theme.ColorNameInputBorder, theme.ColorNameSeparator, theme.ColorNamePrimary} {
			if got := contrast(of(edge), of(ground)); got < 3 {
				t.Errorf("edges of %s on %s have a contrast of %.2f", edge, ground, got)
			}
		}
	}
	if got := contrast(of(theme.ColorNameOverlayBackground), over(of(theme.ColorNameShadow), of(theme.ColorNameBackground))); got < 3 {
		t.Errorf("a box stands out from what is behind it by %.2f", got)
	}
	if got := contrast(of(theme.ColorNameDisabled), of(theme.ColorNameDisabledButton)); got < 7 {
		t.Errorf("what cannot be pressed has a contrast of %.2f", got)
	}
}

func TestThemeFollowsTheSystemUnlessTold(t *testing.T) {
	tests := []struct {
		appearance Appearance
		system     fyne.ThemeVariant
		want       fyne.ThemeVariant
	}{
		{AsSystem, theme.VariantDark, theme.VariantDark},
		{AsSystem, theme.VariantLight, theme.VariantLight},
		{Light, theme.VariantDark, theme.VariantLight},
		{Dark, theme.VariantLight, theme.VariantDark},
		{HighContrast, theme.VariantLight, theme.VariantDark},
	}
	for _, tt := range tests {
		if got := (Theme{Appearance: tt.appearance}).Variant(tt.system); got != tt.want {
			t.Errorf("%q in a system of variant %d shows variant %d, want %d", tt.appearance, tt.system, got, tt.want)
		}
	}
}

func TestZoomEnlargesTextAndSpacesButNotLines(t *testing.T) {
	house := Theme{Zoom: 2}
	if got := house.Size(theme.SizeNameText); got != 28 {
		t.Errorf("text at zoom 2 is %v, want 28", got)
	}
	if got := house.Size(SizeGap); got != 32 {
		t.Errorf("gap at zoom 2 is %v, want 32", got)
	}
	if got := house.Size(theme.SizeNameSeparatorThickness); got != 1 {
		t.Errorf("a line at zoom 2 is %v thick, want 1", got)
	}
}
