package chart

import (
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestWordsCanBeReadOnEveryColour(t *testing.T) {
	for name, s := range map[string]Style{
		"light": Light(), "dark": Dark(), "high contrast": HighContrast(),
		"light in yellow": Light().WithAccent(rgb(0xf0e442)), "dark in navy": Dark().WithAccent(rgb(0x0a1a3a)),
		"light in red": Light().WithAccent(rgb(0xd00020)),
	} {
		words := 4.5 // WCAG 2.2, 1.4.3
		if name == "high contrast" {
			words = 7 // 1.4.6
		}
		for i := range 1001 {
			area := s.heat(float64(i) / 1000)
			if c := contrast(s.on(area), area); c < words {
				t.Errorf("%s: words on strength %v stand out at %.2f:1 only", name, float64(i)/1000, c)
			}
		}
		for what, pair := range map[string][2]color.NRGBA{
			"ink on paper": {s.Ink, s.Background}, "grey on paper": {s.Grey, s.Background},
			"grey on a hatch": {s.Grey, s.hatching()}, "grey on a band": {s.Grey, s.band()}, "words on neutral": {s.on(s.Neutral), s.Neutral},
			"accent ink on paper": {s.AccentInk, s.Background}, "words on muted": {s.on(s.Muted), s.Muted}, "words on accent": {s.on(s.Accent), s.Accent},
		} {
			if c := contrast(pair[0], pair[1]); c < words {
				t.Errorf("%s: %s stands out at %.2f:1 only", name, what, c)
			}
		}
		for what, c := range map[string]color.NRGBA{"accent": s.Accent, "muted": s.Muted} {
			if r := contrast(c, s.Background); r < 3 {
				t.Errorf("%s: %s marks stand out at %.2f:1 only", name, what, r)
			}
		}
		if r := contrast(s.Rule, s.Background); words == 7 && r < 3 {
			t.Errorf("%s: lines stand out at %.2f:1 only", name, r)
		}
	}
}

// A pale colour is made darker in its own hue, and no greyer than it must be.
func TestPaleAccentsKeepTheirHue(t *testing.T) {
	for _, accent := range []uint32{0xf0e442, 0x9be7c4, 0xffb3b3, 0xb9c7ff, 0x00aa55} {
		a := rgb(accent)
		s := Light().WithAccent(a)
		_, a0, b0 := oklab(a)
		for what, derived := range map[string]color.NRGBA{"marks": s.Accent, "words": s.AccentInk} {
			_, a1, b1 := oklab(derived)
			if turned := math.Abs(math.Atan2(a0*b1-b0*a1, a0*a1+b0*b1)); turned > 0.02 { // about a degree, from whole numbers
				t.Errorf("%06x: the hue of %s is turned by %.3f", accent, what, turned)
			}
			most := max(derived.R, derived.G, derived.B)
			if least := min(derived.R, derived.G, derived.B); math.Hypot(a1, b1) < 0.97*math.Hypot(a0, b0) && least > 1 && most < 254 {
				t.Errorf("%06x: %s became greyer without need: %v", accent, what, derived)
			}
		}
		if c := contrast(s.Accent, s.Background); c < 3 || c > 3.1 && s.Accent != a {
			t.Errorf("%06x: marks stand out at %.2f:1", accent, c)
		}
		if c := contrast(s.AccentInk, s.Background); c < 4.5 || c > 4.6 {
			t.Errorf("%06x: words stand out at %.2f:1", accent, c)
		}
	}
}

func TestHeatSurvivesAGreyPrint(t *testing.T) {
	for name, s := range map[string]Style{"light": Light(), "dark": Dark(), "high contrast": HighContrast()} {
		towards := luminance(s.heat(1)) - luminance(s.heat(0))
		for i := range 100 {
			a, b := luminance(s.heat(float64(i)/100)), luminance(s.heat(float64(i+1)/100))
			if (b-a)*towards < 0 {
				t.Errorf("%s: lightness turns back at %v", name, float64(i)/100)
			}
		}
		if c := contrast(s.heat(0), s.heat(1)); c < 4.5 {
			t.Errorf("%s: the ends of the scale differ at %.2f:1 only", name, c)
		}
	}
}

func TestAnyColourHasWordsThatCanBeRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		area := rgb(rapid.Uint32Range(0, 0xffffff).Draw(t, "area"))
		for _, s := range []Style{Light(), Dark()} {
			if c := contrast(s.on(area), area); c < 4.5 {
				t.Errorf("words on %v stand out at %.2f:1 only", area, c)
			}
		}
	})
}

// The values are those of the WCAG definition, as the contrast checker of WebAIM shows them.
func TestContrast(t *testing.T) {
	for _, tt := range []struct {
		a, b uint32
		want float64
	}{{0x000000, 0xffffff, 21}, {0x777777, 0xffffff, 4.48}, {0x0072b2, 0xffffff, 5.19}, {0xff0000, 0xffffff, 4.0}} {
		if got := contrast(rgb(tt.a), rgb(tt.b)); got < tt.want-0.01 || got > tt.want+0.01 {
			t.Errorf("contrast(%06x, %06x) = %.3f, want %.2f", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestMixEndsWhereItBegins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rgb(rapid.Uint32Range(0, 0xffffff).Draw(t, "a"))
		b := rgb(rapid.Uint32Range(0, 0xffffff).Draw(t, "b"))
		if got := mix(a, b, 0); got != a {
			t.Errorf("mix(a, b, 0) = %v, want %v", got, a)
		}
		if got := mix(a, b, 1); got != b {
			t.Errorf("mix(a, b, 1) = %v, want %v", got, b)
		}
	})
}

func TestPrintable(t *testing.T) {
	f := Light().face(13, false)
	for _, tt := range []struct{ in, want string }{
		{"Größe – «Été» · 3,4\u00a0%", "Größe – «Été» · 3,4\u00a0%"},
		{"🎉 Sommerfest 🎉", "Sommerfest"},
		{"Tag 🎉 der Tür", "Tag der Tür"},
		{"東京 Klinik", "□ Klinik"},
		{"𝗡𝗲𝘂", "Neu"},
		{"Mu\u0308tter", "Mütter"},
		{"a\tb\nc\x00", "a b c"},
		{"\xff", ""},
	} {
		if got := f.printable(tt.in); got != tt.want {
			t.Errorf("printable(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestWrapAndCut(t *testing.T) {
	f := Light().face(10, false)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([A-Za-zäöü]{1,30} ?){0,12}`).Draw(t, "text")
		w := f.width("m") * 12
		limit := rapid.IntRange(1, 4).Draw(t, "limit")
		lines := f.wrap(text, w, limit)
		if len(lines) > limit {
			t.Errorf("%d lines, want %d at most", len(lines), limit)
		}
		for _, line := range lines {
			if f.width(line) > w {
				t.Errorf("%q is %v wide, want %v at most", line, f.width(line), w)
			}
		}
	})
	if got := f.cut("Veranstaltung", 1); got != "" {
		t.Errorf("cut to nothing gives %q", got)
	}
}

func TestTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		top := rapid.Float64Range(1e-5, 1e7).Draw(t, "top")
		a := axis{top: top}
		if rapid.Bool().Draw(t, "log") {
			a.log, a.low = true, top/rapid.Float64Range(25, 1e5).Draw(t, "ratio")
		}
		limit := rapid.IntRange(2, 7).Draw(t, "limit")
		ticks := a.ticks(limit)
		if len(ticks) > limit || len(ticks) < 1 || !a.log && (len(ticks) < 2 || ticks[0] != 0) {
			t.Fatalf("ticks of 0 to %v, at most %d: %v", top, limit, ticks)
		}
		for i, v := range ticks {
			if at := a.at(v); !(at >= 0 && at <= 1) || i > 0 && v <= ticks[i-1] {
				t.Fatalf("ticks of 0 to %v are not in order: %v", top, ticks)
			}
		}
	})
}
