package report_test

import (
	"bytes"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"auscult/app/language"
	"auscult/app/logo"
	"auscult/app/report"
	"auscult/app/workspace"
)

// wide and tall are invented logos, a mark with its name and a mark alone.
const (
	wide = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 80"><rect x="4" y="4" width="72" height="72" rx="14" fill="#00aa55"/>` +
		`<path d="M32 16h16v16h16v16h-16v16h-16v-16h-16v-16h16z" fill="#fff"/><g fill="#1b2733"><rect x="100" y="18" width="30" height="44" rx="4"/>` +
		`<circle cx="165" cy="40" r="22"/><path d="M200 62l22-44l22 44z"/><rect x="260" y="18" width="130" height="44"/></g></svg>`
	tall = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 100"><circle cx="20" cy="20" r="20" fill="#00aa55"/><rect x="14" y="44" width="12" height="56" fill="#1b2733"/></svg>`
)

// owned gives a deck a colour, as 0xrrggbb, and a logo.
func owned(t testing.TB, deck report.Deck, rgb uint32, svg string) report.Deck {
	t.Helper()
	l, err := logo.File{Name: "logo.svg", Content: []byte(svg)}.Read()
	if err != nil {
		t.Fatal(err)
	}
	deck.Colour, deck.Logo = color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 0xff}, l
	return deck
}

func TestGoldenInTheHospitalsColour(t *testing.T) {
	deck := build(t, language.English)
	for name, of := range map[string]report.Deck{"wide": owned(t, deck, 0x00aa55, wide), "tall": owned(t, deck, 0xf0e442, tall)} {
		compareAs(t, "own-"+name, of, []string{"title.png", "forms-instagram.png"})
	}
}

func TestPowerPointHasColourAndLogoOnTheMaster(t *testing.T) {
	deck := buildYear(t, language.German)
	plain := partsOf(t, written(t, deck, report.PowerPoint)["review.pptx"])
	content := written(t, owned(t, deck, 0xf0e442, wide), report.PowerPoint)["review.pptx"]
	own := partsOf(t, content)
	if !bytes.Equal(content, written(t, owned(t, deck, 0xf0e442, wide), report.PowerPoint)["review.pptx"]) {
		t.Error("the same deck gives other bytes")
	}
	var added []string
	for name := range own {
		if _, known := plain[name]; !known {
			added = append(added, name)
		}
		slide := strings.HasPrefix(name, "ppt/slides/")
		if strings.HasSuffix(name, ".rels") {
			leads := strings.Contains(own[name], `Target="../media/logo.png"`)
			on := name == "ppt/slideMasters/_rels/slideMaster1.xml.rels" || name == "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
			if leads != on {
				t.Errorf("%s leads to the logo: %v", name, leads)
			}
		}
		if slide && strings.Contains(own[name], `name="Logo"`) {
			t.Errorf("%s has a logo of its own", name)
		}
	}
	if !slices.Equal(added, []string{"ppt/media/logo.png"}) || len(own) != len(plain)+1 {
		t.Errorf("parts that came: %v", added)
	}
	// #f0e442 stands out from white at 1.3:1 (WebAIM's contrast checker). It becomes darker, for words more than for marks.
	theme := own["ppt/theme/theme1.xml"]
	marks, words := between(t, theme, `<a:accent1><a:srgbClr val="`), between(t, theme, `<a:hlink><a:srgbClr val="`)
	if marks == "F0E442" || words == marks || marks[4:] >= marks[:2] || words >= marks {
		t.Errorf("marks are in %s, words in %s", marks, words)
	}
	for name, text := range own {
		if strings.HasPrefix(name, "ppt/charts/chart") && strings.Contains(text, `val="hlink"`) != strings.Contains(text, `<c:lineChart>`) {
			t.Errorf("%s: the line's name is in the colour of words: %v", name, strings.Contains(text, `val="hlink"`))
		}
	}
}

// between is what stands after a text up to the next quotation mark.
func between(t *testing.T, text, after string) string {
	t.Helper()
	_, text, found := strings.Cut(text, after)
	if !found {
		t.Fatalf("no %s", after)
	}
	text, _, _ = strings.Cut(text, `"`)
	return text
}

func TestDeckTakesColourAndLogoFromTheWorkspace(t *testing.T) {
	const rows = "Spital Übermut;instagram;2026-07-02;https://x.example/a;invented;photo;1000;20;1;0\n"
	s := workspace.Settings{Hospital: "Spital Übermut", TimeZone: "Europe/Zurich", Colour: "#00aa55", Logo: &logo.File{Name: "logo.svg", Content: []byte(wide)}}
	deck := deckIn(t, language.French, rows, s)
	if deck.Colour != (color.NRGBA{0x00, 0xaa, 0x55, 0xff}) || deck.Logo == nil || deck.Logo.Width != 400 {
		t.Errorf("colour %v, logo %v", deck.Colour, deck.Logo)
	}
	for _, f := range report.Formats() {
		one, two := written(t, deck, f), written(t, deckIn(t, language.French, rows, s), f)
		for name, content := range one {
			if !bytes.Equal(content, two[name]) {
				t.Errorf("%s: the same workspace gives other bytes", name)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "of.pdf")
	if err := os.WriteFile(path, written(t, deck, report.PDF)["review.pdf"], 0o600); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(path); err != nil || bytes.Count(content, []byte("/Subtype /Image")) == 0 {
		t.Errorf("no picture in the PDF, %v", err)
	}
}
