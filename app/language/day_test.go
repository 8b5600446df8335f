package language_test

import (
	"testing"
	"time"

	"auscult/app/language"
)

func TestDaysAreRead(t *testing.T) {
	day := time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC)
	for l, texts := range map[language.Language][]string{
		language.English: {"2026-05-02", " 2 May  2026", "2.5.2026", "02.05.2026"},
		language.German:  {"2.5.2026", "02.05.2026", "2026-05-02", "2/5/2026"},
		language.French:  {"02/05/2026", "2/5/2026", "2026-05-02", "2.5.2026"},
	} {
		speak := language.New(l)
		for _, text := range append(texts, speak.Day(day)) {
			if got, err := speak.ParseDay(text); err != nil || !got.Equal(day) {
				t.Errorf("%s: %q is %v, %v", l, text, got, err)
			}
		}
		for _, text := range []string{"", "31.2.2026", "May", "2.5.26", "2026"} {
			if got, err := speak.ParseDay(text); err == nil {
				t.Errorf("%s: %q is %v", l, text, got)
			}
		}
	}
	// Written with strokes it is the second of May or the fifth of February: English does not say which.
	if got, err := language.New(language.English).ParseDay("2/5/2026"); err == nil {
		t.Errorf("2/5/2026 is %v", got)
	}
}
