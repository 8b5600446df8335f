package workspace

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/app/logo"
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

// square is a logo: a PNG of 8 by 8 green pixels.
func square(t *testing.T) *logo.File {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range img.Pix {
		img.Pix[i] = []uint8{0, 0xaa, 0x55, 0xff}[i%4]
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return &logo.File{Name: "logo.png", Content: b.Bytes()}
}

func TestColourAndLogoAreKeptAndTakenAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.auscult")
	plain := Settings{Hospital: "Seaview", TimeZone: "Europe/Zurich"}
	w, err := Create(t.Context(), path, plain)
	if err != nil {
		t.Fatal(err)
	}
	chosen := plain
	chosen.Colour, chosen.Logo = "#00aa55", square(t)
	if err := w.SetSettings(t.Context(), chosen); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if w, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if got, err := w.Settings(t.Context()); err != nil || !reflect.DeepEqual(got, chosen) {
		t.Errorf("kept as %+v, %v", got, err)
	}

	for name, change := range map[string]func(*Settings){
		"a word for a colour": func(s *Settings) { s.Colour = "green" },
		"a text for a logo":   func(s *Settings) { s.Logo = &logo.File{Name: "logo.txt", Content: []byte("logo")} },
	} {
		bad := chosen
		bad.Hospital = "Another"
		change(&bad)
		err := w.SetSettings(t.Context(), bad)
		if !errors.Is(err, ErrColour) && !errors.Is(err, logo.ErrKind) {
			t.Errorf("%s gives %v", name, err)
		}
	}
	if got, err := w.Settings(t.Context()); err != nil || !reflect.DeepEqual(got, chosen) {
		t.Errorf("after what was refused: %+v, %v", got, err)
	}

	if err := w.SetSettings(t.Context(), plain); err != nil {
		t.Fatal(err)
	}
	if got, err := w.Settings(t.Context()); err != nil || got != plain {
		t.Errorf("taken away leaves %+v, %v", got, err)
	}
}

func TestColoursAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]Colour{
		"": "", " ": "", "#00aa55": "#00aa55", "00AA55": "#00aa55", "#0A5": "#00aa55", " #0a5 ": "#00aa55",
	} {
		got, err := ParseColour(text)
		if err != nil || got != want {
			t.Errorf("%q is %q, %v, want %q", text, got, err, want)
		}
		if c, chosen := got.NRGBA(); chosen != (want != "") || chosen && (c != color.NRGBA{0x00, 0xaa, 0x55, 0xff} || ColourOf(c) != want) {
			t.Errorf("%q is the colour %v", text, c)
		}
	}
	for _, text := range []string{"green", "#", "#00aa5", "#00aa555", "#00aag5", "##0a5", "#+a5", "é5", "#0é"} {
		if got, err := ParseColour(text); !errors.Is(err, ErrColour) {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
}
