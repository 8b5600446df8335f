package desktop

import (
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/language"
	"auscult/app/logo"
)

func TestSettingsOfTheHospital(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	s.askSettings()
	entries := shownOf[*widget.Entry](s)
	entries[0].SetText("Seaview Group")
	shownOf[selecting](s)[0].SetSelected("July")
	test.Tap(button(t, s.window.Canvas(), "Save"))
	if s.window.Title() != "Auscult – Seaview Group" {
		t.Errorf("the window is called %q", s.window.Title())
	}
	// The posts of July to September 2026 are of the first quarter of the year that ends in 2027.
	wants(t, s, "Q1 2027")
	got, err := s.desk.Workspace.Settings(t.Context())
	if err != nil || got.YearStart != time.July || got.Hospital != "Seaview Group" || got.TimeZone != "Europe/Zurich" {
		t.Errorf("%+v, %v", got, err)
	}
}

// keys strikes keys as a person does, each going to what has the keyboard, or to the window.
func keys(s *shell, names ...fyne.KeyName) {
	for _, name := range names {
		e := &fyne.KeyEvent{Name: name}
		if focused := s.window.Canvas().Focused(); focused != nil {
			focused.TypedKey(e)
		} else {
			s.window.Canvas().OnTypedKey()(e)
		}
	}
}

// A person gives the hospital its colour and its logo, sees that the colour is too pale for words, and takes both away again.
// Esc leaves all as it was.
func TestColourAndLogoAreChosenInTheWindow(t *testing.T) {
	s := withWorkspace(t, language.German)
	s.askSettings()
	field := shownOf[*colourField](s)[0]
	for typed, want := range map[string][]string{
		"grün":    {"Das ist keine Farbe"},
		"#0b5f75": {"haben diese Farbe"},
		"#00aa55": {"Zu blass für Wörter auf Weiß"},
		"f0e442":  {"Zu blass auf Weiß: Diagramme und Wörter"},
		"":        {"Leer: die von Auscult"},
	} {
		field.entry.SetText(typed)
		wants(t, s, want...)
		if save := button(t, s.window.Canvas(), "Sichern"); save.Disabled() != (typed == "grün") {
			t.Errorf("with %q it can be saved: %v", typed, !save.Disabled())
		}
	}
	// 3.03:1 and 4.50:1 on white, by WebAIM's contrast checker.
	field.entry.SetText("#0a5")
	if field.marks.Color() != nil || field.words.Color() != (color.NRGBA{0x00, 0x89, 0x44, 0xff}) {
		t.Errorf("marks take %v, words %v", field.marks.Color(), field.words.Color())
	}
	keys(s, fyne.KeyEscape)
	if got, err := s.desk.Workspace.Settings(t.Context()); s.window.Canvas().Overlays().Top() != nil || err != nil || got.Colour != "" {
		t.Fatalf("after Esc: %+v, %v", got, err)
	}

	s.askSettings()
	shownOf[*colourField](s)[0].entry.SetText("#0a5")
	bad := &logo.File{Name: "logo.gif", Content: []byte("GIF89a")}
	good := &logo.File{Name: "logo.svg", Content: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3" fill="#00aa55"/></svg>`)}
	logos := shownOf[*logoField](s)[0]
	logos.show(good)
	wants(t, s, "logo.svg, auf der Titelfolie")
	logos.show(bad)
	wants(t, s, "„logo.gif“: Das ist kein PNG, JPEG oder SVG")
	keys(s, fyne.KeyReturn) // of the message
	wants(t, s, "logo.svg, auf der Titelfolie")
	test.Tap(button(t, s.window.Canvas(), "Sichern"))
	if got, err := s.desk.Workspace.Settings(t.Context()); err != nil || got.Colour != "#00aa55" || got.Logo == nil || got.Logo.Name != "logo.svg" {
		t.Fatalf("kept as %+v, %v", got, err)
	}

	s.askSettings()
	shownOf[*colourField](s)[0].entry.SetText("")
	test.Tap(button(t, s.window.Canvas(), "Entfernen"))
	test.Tap(button(t, s.window.Canvas(), "Sichern"))
	if got, err := s.desk.Workspace.Settings(t.Context()); err != nil || got.Colour != "" || got.Logo != nil {
		t.Errorf("taken away leaves %+v, %v", got, err)
	}
}
