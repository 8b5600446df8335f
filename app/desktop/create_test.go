package desktop

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"auscult/app/desktop/pages"
	"auscult/app/language"
)

func TestNewFormMakesAWorkspace(t *testing.T) {
	s := start(t, language.English)
	f := newNewForm(s)
	folder := t.TempDir()
	f.folder.SetText(folder)
	f.zone.SetText("Europe/Paris")
	if f.hospital.Validate() == nil {
		t.Error("a workspace without a hospital's name is allowed")
	}
	f.hospital.SetText("Clinique: Les Pins")
	if f.name.Text != "Clinique Les Pins.auscult" {
		t.Errorf("the file is to be called %q", f.name.Text)
	}
	f.zone.SetText("Europe/Paris")
	f.create()
	if s.desk == nil {
		t.Fatal("nothing is open")
	}
	if got := s.desk.Workspace.Path(); got != filepath.Join(folder, "Clinique Les Pins.auscult") {
		t.Errorf("the workspace is at %s", got)
	}
	if got := s.desk.Zone.String(); got != "Europe/Paris" {
		t.Errorf("its zone is %s", got)
	}
	again := newNewForm(s)
	again.folder.SetText(folder)
	again.hospital.SetText("Clinique: Les Pins")
	if again.name.Validate() == nil {
		t.Error("the name of a file that is there already is allowed")
	}
	again.folder.SetText(filepath.Join(folder, "none"))
	if again.folder.Validate() == nil {
		t.Error("a folder that is not there is allowed")
	}
}

func TestZoneLikeFindsTheSameHours(t *testing.T) {
	tests := []struct {
		local string
		want  string
	}{
		{"Europe/Zurich", "Europe/Zurich"},
		{"Europe/Vaduz", "Europe/Zurich"},
		{"America/Detroit", "America/New_York"},
		{"America/Phoenix", "America/Phoenix"}, // no summer time, unlike Denver
		{"Asia/Kathmandu", "UTC"},              // none of ours
	}
	for _, tt := range tests {
		local, err := time.LoadLocation(tt.local)
		if err != nil {
			t.Fatal(err)
		}
		if got := zoneLike(local, zones); got != tt.want {
			t.Errorf("like %s: %s, want %s", tt.local, got, tt.want)
		}
	}
	for _, z := range zones {
		if !zoneExists(z) {
			t.Errorf("the zone %s is offered but does not exist", z)
		}
	}
}

func TestDocumentsExist(t *testing.T) {
	if info, err := os.Stat(pages.Documents()); err != nil || !info.IsDir() {
		t.Errorf("%s is no folder: %v", pages.Documents(), err)
	}
}
