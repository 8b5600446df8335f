package pdfcanvas

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
)

var showText = regexp.MustCompile(`Tm \[(.*)\] TJ`)

// shown returns the strings that text operators of a page show, and how much
// each is kerned in all, in thousandths of the font size.
func shown(t *testing.T, page string) (texts []string, kerned []float64) {
	t.Helper()
	for _, m := range showText.FindAllStringSubmatch(page, -1) {
		var units []uint16
		var kern float64
		for _, part := range regexp.MustCompile(`<[^>]*>|[^<>]+`).FindAllString(m[1], -1) {
			if !strings.HasPrefix(part, "<") {
				k, err := strconv.ParseFloat(part, 64)
				if err != nil {
					t.Fatal(err)
				}
				kern -= k
				continue
			}
			raw, err := hex.DecodeString(strings.Trim(part, "<>"))
			if err != nil || len(raw)%2 != 0 {
				t.Fatalf("%s is no UTF-16", part)
			}
			for i := 0; i < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
		}
		texts, kerned = append(texts, string(utf16.Decode(units))), append(kerned, kern)
	}
	return texts, kerned
}

func TestTextIsText(t *testing.T) {
	pdf := samplePDF(t)
	texts, _ := shown(t, string(pdf))
	all := strings.Join(texts, "\n")
	for _, want := range []string{title, xLabel, yLabel, "Schräg: Übersicht", "AVATAR Tee 1’111’211", "Sommerfest in □"} {
		if !strings.Contains("\n"+all+"\n", "\n"+want+"\n") {
			t.Errorf("%q is not among the texts\n%s", want, all)
		}
	}
	for _, want := range []string{
		"/BaseFont /utf8liberationsans\n", "/BaseFont /utf8liberationsansB\n", "/BaseFont /utf8liberationserif\n",
		"/Encoding /Identity-H", "/ToUnicode", "/FontFile2",
		" l\n", " c\n", " m\n", "h\n", "\nS\n", "\nf\n", " d\n", " gs\n", // vectors
	} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("no %q in the file", want)
		}
	}
	if n := bytes.Count(pdf, []byte("/Subtype /Image")); n != 2 { // the gradient and its mask
		t.Errorf("%d pictures in the file, want the 2 that were drawn as such", n)
	}
}

// TestGlyphsAreEmbedded reads the fonts back out of the file: every character
// of the title has an outline in them, and most of the font is left out.
func TestGlyphsAreEmbedded(t *testing.T) {
	fonts := embeddedFonts(t, samplePDF(t))
	if len(fonts) != 3 {
		t.Fatalf("%d fonts embedded, want 3", len(fonts))
	}
	whole := faceFor(font.Face{Font: font.Font{Variant: "Sans"}}).font.NumGlyphs()
	complete := 0
	for _, f := range fonts {
		if n := f.NumGlyphs(); n > whole/10 {
			t.Errorf("%d glyphs embedded of %d: no subset", n, whole)
		}
		lacks := 0
		for _, r := range title {
			if i, err := f.GlyphIndex(nil, r); err != nil || i == 0 {
				lacks++
			}
		}
		if lacks == 0 {
			complete++
		}
	}
	if complete != 1 {
		t.Errorf("%d fonts have all of the title, want the bold one", complete)
	}
}

func embeddedFonts(t *testing.T, pdf []byte) []*opentype.Font {
	t.Helper()
	var fonts []*opentype.Font
	stream := regexp.MustCompile(`<</Length (\d+)\n/Filter /FlateDecode\n/Length1 \d+\n>>\nstream\n`)
	for _, m := range stream.FindAllSubmatchIndex(pdf, -1) {
		n, err := strconv.Atoi(string(pdf[m[2]:m[3]]))
		if err != nil {
			t.Fatal(err)
		}
		z, err := zlib.NewReader(bytes.NewReader(pdf[m[1] : m[1]+n]))
		if err != nil {
			t.Fatal(err)
		}
		ttf, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		f, err := opentype.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		fonts = append(fonts, f)
	}
	return fonts
}

// TestWidthsAgree: what gonum measures to centre a label is what is set.
func TestWidthsAgree(t *testing.T) {
	for _, f := range liberation.Collection() {
		face := font.Face{Font: font.From(f.Font, 9.37), Face: f.Face}
		const text = "AVATAR Te 1’111 Wörter, Yoga"
		page := drawn(t, func(c *Canvas) { c.FillString(face, vg.Point{X: 3, Y: 4}, text) })
		_, kerned := shown(t, page)
		if len(kerned) != 1 {
			t.Fatalf("%s: %d texts", face.Name(), len(kerned))
		}
		if !strings.Contains(page, "BT 9.37 0 0 9.37 3 4 Tm") {
			t.Errorf("%s: size or place lost in %s", face.Name(), page)
		}
		width := kerned[0] / 1000 * 9.37
		for _, r := range text {
			width += face.Width(string(r)).Points()
		}
		if want := face.Width(text).Points(); math.Abs(width-want) > 0.02 {
			t.Errorf("%s: set %.3f points wide, measured %.3f", face.Name(), width, want)
		}
	}
}

// TestDigitsHaveOneWidth: figures stand below each other in columns without
// any feature switched on. Page text by fpdf is not kerned and keeps that;
// labels of charts are kerned as gonum measures them, which draws 1 and 1
// together in all but the monospaced faces.
func TestDigitsHaveOneWidth(t *testing.T) {
	for _, f := range liberation.Collection() {
		em := fixed.Int26_6(f.Face.UnitsPerEm())
		var buf sfnt.Buffer
		widths := make(map[fixed.Int26_6]bool)
		for r := '0'; r <= '9'; r++ {
			i, err := f.Face.GlyphIndex(&buf, r)
			if err != nil {
				t.Fatal(err)
			}
			w, err := f.Face.GlyphAdvance(&buf, i, em, stdfont.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			widths[w] = true
		}
		if len(widths) != 1 {
			t.Errorf("%s: digits of %d widths", f.Font.Name(), len(widths))
		}
		face := faceFor(f)
		if k := face.kern(&buf, '1', '1'); (k == 0) != (face.family == Mono) {
			t.Errorf("%s: 11 is kerned by %.0f", f.Font.Name(), k)
		}
	}
}

// TestFontDataStayWhole: gonum measures with the data that fpdf cuts its
// subsets from.
func TestFontDataStayWhole(t *testing.T) {
	source := func(f font.Face) []byte {
		var b bytes.Buffer
		if _, err := f.Face.WriteSourceTo(nil, &b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, f := range liberation.Collection() {
		before := source(f)
		doc := newDoc()
		RegisterFonts(doc, f.Font)
		doc.AddPage()
		family, style := names(f.Font)
		doc.SetFont(family, style, 10)
		var all strings.Builder
		for r := ' '; r < 0xFFFF; r++ {
			if faceFor(f).has(r) {
				all.WriteRune(r)
			}
		}
		doc.Text(0, 0, all.String())
		output(t, doc)
		if !bytes.Equal(before, source(f)) {
			t.Errorf("%s has changed", f.Font.Name())
		}
	}
}

func TestFaceFor(t *testing.T) {
	bold, italic := stdfont.WeightBold, stdfont.StyleItalic
	for _, tt := range []struct {
		name          string
		face          font.Face
		family, style string
	}{
		{"gonum's default", font.DefaultCache.Lookup(plotDefault, 12), Serif, ""},
		{"nothing at all", font.Face{}, Sans, ""},
		{"described only", font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Mono", Weight: bold, Style: italic}}, Mono, "BI"},
		{"a typeface we do not have", font.Face{Font: font.Font{Typeface: "Helvetica", Weight: bold}}, Sans, "B"},
		{
			"a weight gonum does not have is drawn as gonum measured it",
			font.DefaultCache.Lookup(font.Font{Typeface: "Liberation", Variant: "Sans", Weight: stdfont.WeightBlack}, 12), Sans, "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if f := faceFor(tt.face); f.family != tt.family || f.style != tt.style {
				t.Errorf("got %s %q, want %s %q", f.family, f.style, tt.family, tt.style)
			}
		})
	}
}

var plotDefault = font.Font{Typeface: "Liberation", Variant: "Serif"}

func TestPrintable(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"all there", "  Zürich — 50 % → «grösser» ", "  Zürich — 50 % → «grösser» "},
		{"number with narrow spaces", "1\u202f234,5\u00a0%", "1\u202f234,5\u00a0%"},
		{"emoji before a title", "🔥 Neues Video", "Neues Video"},
		{"emoji in a title", "Sommer 🌞🏖️ in Bern", "Sommer in Bern"},
		{"emoji after a title", "Danke! 🙏🏽", "Danke!"},
		{"emoji joined, flags, heart", "Team 👩‍👩‍👧 🇨🇭 ❤️!", "Team !"},
		{"keycap", "1️⃣ Frage", "1 Frage"},
		{"nothing but emoji", "🎉🎉", "□"},
		{"Chinese", "Besuch aus 東京 heute", "Besuch aus □ heute"},
		{"Chinese and emoji", "東京🗼", "□"},
		{"letters dressed up", "𝗡𝗲𝘂: 𝓢𝓪𝓵𝓮", "Neu: Sale"},
		{"non-breaking hyphen", "E‑Mail", "E‐Mail"},
		{"letters that came apart", "Zu\u0308rich", "Zürich"},
		{"line breaks and tabs", "a\nb\tc", "a b c"},
		{"invisible", "Soft\u00adware\u200b \u202aoffen\u202c\x01", "Software offen"},
		{"broken UTF-8", "a\xffb", "a b"},
		{"beyond what fpdf counts to", "\U0010FFFF\uFFFF!", "!"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Printable(font.Font{Variant: "Sans"}, tt.text)
			if got != tt.want {
				t.Errorf("Printable(%q) = %q, want %q", tt.text, got, tt.want)
			}
			if again := Printable(font.Font{Variant: "Sans"}, got); again != got {
				t.Errorf("a second time %q", again)
			}
		})
	}
}

// TestOddTextInOneDocument: no text breaks the document it is in.
func TestOddTextInOneDocument(t *testing.T) {
	face := font.DefaultCache.Lookup(font.Font{Typeface: "Liberation", Variant: "Sans"}, 10)
	rnd := rand.New(rand.NewPCG(1, 2))
	doc := newDoc()
	doc.AddPage()
	c := New(doc, 0, 0, 500, 500)
	for range 2000 {
		var s []byte
		for range rnd.IntN(12) {
			switch rnd.IntN(3) {
			case 0:
				s = append(s, byte(rnd.IntN(256)))
			case 1:
				s = append(s, string(rune(rnd.IntN(0x110000)))...)
			default:
				s = append(s, string(rune(rnd.IntN(0x3000)))...)
			}
		}
		c.FillString(face, vg.Point{}, string(s))
	}
	c.FillString(face, vg.Point{}, "{nb} (a) \\ end")
	texts, _ := shown(t, string(output(t, doc)))
	if last := texts[len(texts)-1]; last != "{nb} (a) \\ end" {
		t.Errorf("the last text reads %q", last)
	}
}

// FuzzPrintable: all that comes out has a glyph, comes out the same a second
// time, and is not nothing where something was to be seen.
func FuzzPrintable(f *testing.F) {
	for _, s := range []string{title, "🎉 東京", "a\xff\xf0\x9f", "\U0001F468\u200d", "u\u0308 \u0308", "A\x00\u03080"} {
		f.Add(s)
	}
	sans := font.Font{Variant: "Sans"}
	face := faceFor(font.Face{Font: sans})
	f.Fuzz(func(t *testing.T, s string) {
		got := Printable(sans, s)
		if again := Printable(sans, got); again != got {
			t.Errorf("%q becomes %q, then %q", s, got, again)
		}
		for _, r := range got {
			if !face.has(r) {
				t.Errorf("%q becomes %q; there is no glyph for %q", s, got, r)
			}
		}
		if strings.TrimSpace(got) == "" && strings.TrimSpace(visible(strings.ToValidUTF8(s, " "))) != "" {
			t.Errorf("%q vanishes", s)
		}
	})
}
