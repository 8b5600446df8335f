package language_test

import (
	"testing"

	"auscult/app/language"
)

func TestFolded(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"  Tag der\n offenen\tTür ": "tag der offenen tur",
		"STRAẞE, Straße":            "strasse, strasse",
		"CŒUR à Genève":             "coeur a geneve",
		"u\u0308ber über":           "uber uber", // however its accents are written
		"ŁÓDŹ":                      "łodz",      // a stroke is no accent
		"№ 5":                       "no 5",
	} {
		if got := language.Folded(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
