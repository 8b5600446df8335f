package workspace

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"auscult/analytics/social"
)

func TestSettingsAreChanged(t *testing.T) {
	ctx := t.Context()
	w, err := Create(ctx, filepath.Join(t.TempDir(), "w.auscult"), Settings{Hospital: "Seaview", TimeZone: "Europe/Zurich", Invented: true})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	want := Settings{Hospital: "Seaview Group", TimeZone: "America/New_York", YearStart: time.July, Invented: true}
	if err := w.SetSettings(ctx, Settings{Hospital: " Seaview Group ", TimeZone: "America/New_York", YearStart: time.July}); err != nil {
		t.Fatal(err)
	}
	if got, err := w.Settings(ctx); err != nil || got != want {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	all, err := w.Organisations(ctx)
	if err != nil || len(all) != 1 || all[0].Name != "Seaview Group" {
		t.Errorf("organisations %+v, %v", all, err)
	}

	if err := w.db.Create(&organisationRow{Name: "Hillside", Competitor: true}).Error; err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveScenario(ctx, Scenario{
		Name: "Mix", Quarter: social.Quarter{Year: 2027, Number: 1, FirstMonth: time.July}, SavedAt: time.Now(), Document: []byte("{}"),
	}); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		to   Settings
		want error
	}{
		"no name":                       {Settings{Hospital: " ", TimeZone: "Europe/Zurich", YearStart: time.July}, ErrNoHospital},
		"a competitor's name":           {Settings{Hospital: "Hillside", TimeZone: "Europe/Zurich", YearStart: time.July}, ErrNameTaken},
		"another year, with a scenario": {Settings{Hospital: "Seaview Group", TimeZone: "Europe/Zurich"}, ErrQuartersInUse},
	} {
		t.Run(name, func(t *testing.T) {
			if err := w.SetSettings(ctx, test.to); !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
			if got, err := w.Settings(ctx); err != nil || got != want {
				t.Errorf("something has changed: %+v, %v", got, err)
			}
		})
	}
	if err := w.SetSettings(ctx, Settings{Hospital: "Seaview Group", TimeZone: "Mars/Olympus", YearStart: time.July}); err == nil {
		t.Error("a time zone of another planet was taken")
	}
}
