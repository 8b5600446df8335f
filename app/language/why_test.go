package language_test

import (
	"strings"
	"testing"

	"auscult/analytics/social"
	"auscult/app/language"
)

// Every kind of reason is said in every language, with its detail and without the word the program stores.
func TestWhy(t *testing.T) {
	for _, l := range language.All() {
		s := language.New(l)
		for reason, detail := range map[string]string{
			"": "", social.GivenInFile: "", social.CorrectedByHand: "", "own rule: infografik*": "infografik*", "learned: heart, ward": "heart, ward",
			"word: midwives": "midwives", "no promotional words": "", "caption: infographie": "infographie", "platform: IG reel": "IG reel",
			"length: at most 60 s": "60 s", "length: over 180 s": "180 s",
		} {
			if got := s.Why(reason); got == "" || strings.Contains(got, "why.") || !strings.Contains(got, detail) {
				t.Errorf("%s: %q is said %q", l, reason, got)
			}
			if got := s.Why(reason); l != language.English && detail != "60 s" && got == reason && !strings.HasPrefix(reason, "platform") {
				t.Errorf("%s: %q is not translated", l, reason)
			}
		}
		for _, label := range social.Labels() {
			if got := s.Label(label); strings.Contains(got, ".") {
				t.Errorf("%s says %q", l, got)
			}
			for _, v := range label.Values() {
				if got := s.LabelValue(label, v); got == "" || strings.ContainsAny(got, "._") {
					t.Errorf("%s says %q for %s", l, got, v)
				}
			}
		}
	}
	if got := language.New(language.English).Why("a kind we do not know"); got != "a kind we do not know" {
		t.Errorf("an unknown reason is said %q", got)
	}
}
