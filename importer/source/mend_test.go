package source

import (
	"testing"
)

// What each program makes of "für" is what its encoding's table says of the bytes C3 BC.
func TestMend(t *testing.T) {
	for misread, want := range map[string]string{
		"fÃ¼r Ã„rzte": "für Ärzte", "f√ºr": "für", "f├╝r": "für", "l’hÃ´pital": "", "Câ€™est": "C’est", "CafÃ©": "Café", "ðŸ‘¶ Baby": "👶 Baby",
		"fÃƒÂ¼r": "für", // twice
	} {
		got, ok := Mend(misread)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v", misread, got, ok)
		}
	}
	for _, sound := range []string{"", "plain", "für Ärzte", "L’été à l’hôpital", "«Größe»", "👶", "Ärztin – „Zitat“", "Ã", "naïve Â", "50 €", "ÄÖÜ äöü ß"} {
		if got, ok := Mend(sound); ok || got != sound {
			t.Errorf("%q became %q", sound, got)
		}
		if Misread(sound) {
			t.Errorf("%q is said to be misread", sound)
		}
	}
	if lost := "fÃ¼r ?rzte � â€"; !Misread(lost) {
		t.Errorf("%q is beyond mending, but is not said to be", lost)
	}
}

// Whatever is mended becomes what it was, by saving it in the wrong encoding again.
func FuzzMend(f *testing.F) {
	f.Add("für Ärzte")
	f.Add("fÃ¼r")
	f.Fuzz(func(t *testing.T, text string) {
		mended, ok := Mend(text)
		if !ok && mended != text {
			t.Fatalf("%q was changed to %q without a word", text, mended)
		}
		again := map[string]bool{mended: true}
		for ok && !again[text] && len(again) < 200 {
			before := len(again)
			for step := range again {
				for _, cmap := range misreadAs {
					if misread, err := cmap.NewDecoder().String(step); err == nil && len(misread) <= len(text) {
						again[misread] = true
					}
				}
			}
			if len(again) == before {
				t.Fatalf("%q was mended to %q, which no program would have misread so", text, mended)
			}
		}
	})
}
