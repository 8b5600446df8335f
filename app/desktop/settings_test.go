package desktop

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/language"
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
