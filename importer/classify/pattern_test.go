package classify

import (
	"errors"
	"strings"
	"testing"

	"auscult/analytics/social"
)

func TestPattern(t *testing.T) {
	tests := []struct {
		words, text, found string
	}{
		{"infografik*", "Neu: #Infografiken!", "infografik*"},
		{"infografik", "Infografiken", ""},
		{"stelle, lehrstelle", "Eine LEHRSTELLE ist frei", "lehrstelle"},
		{`"fakten auf einen blick"`, "Fakten — auf einen Blick", "fakten auf einen blick"},
		{"„Fakten auf einen Blick“", "fakten auf einen blick", "fakten auf einen blick"},
		{`"auf einen" job`, "auf keinen, einen Job", "job"},
		{`"tag der offenen tür*"`, "Kommt zum Tag der offenen Türen", "tag der offenen tür*"},
		{"été", "En ete", ""},
		{"open-day", "the open-day", "open-day"},
		{"a&b", "a b", "a b"}, // what stands between words does not matter
		{"job", "", ""},
	}
	for _, tt := range tests {
		p, err := ParsePattern(tt.words)
		if err != nil {
			t.Errorf("%s: %v", tt.words, err)
		}
		if got, found := p.Find(Cut(tt.text)); got != tt.found || found != (tt.found != "") {
			t.Errorf("%s in %q: found %q, want %q", tt.words, tt.text, got, tt.found)
		}
	}
}

func TestPatternRefuses(t *testing.T) {
	for words, want := range map[string]error{
		"": ErrNoWords, " , ; ": ErrNoWords, `""`: ErrNoWords, "!?": ErrNoWords, "*": ErrStar, "a*": ErrStar, "*grafik": ErrStar, "in*grafik": ErrStar,
		`"not closed`: ErrQuotes, strings.Repeat("x", 1001): ErrTooLong,
	} {
		if _, err := ParsePattern(words); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", words, err, want)
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add(`infografik* "auf einen Blick", „a“`, "Infografiken auf einen Blick")
	f.Fuzz(func(t *testing.T, words, text string) {
		p, err := ParsePattern(words)
		if err != nil {
			return
		}
		if written, found := p.Find(Cut(text)); found {
			// What was found is itself a pattern that finds itself.
			again, err := ParsePattern(`"` + written + `"`)
			if err != nil {
				t.Fatalf("%q was found by %q: %v", written, words, err)
			}
			if _, found := again.Find(Cut(text)); !found {
				t.Fatalf("%q was found by %q in %q, and not again", written, words, text)
			}
		}
	})
}

func TestTheFirstRuleThatFitsCounts(t *testing.T) {
	rules, err := Compile([]social.Rule{
		{Label: social.FormLabel, Value: "infographic", Words: "infografik*", Platform: social.LinkedIn},
		{Label: social.FormLabel, Value: "carousel", Words: "infografik*"},
		{Label: social.TopicLabel, Value: "job", Words: "infografikerin"},
		{Label: social.TopicLabel, Value: "event", Words: "infografik*"},
	})
	if err != nil {
		t.Fatal(err)
	}
	text := Cut("Wir suchen eine Infografikerin")
	for _, tt := range []struct {
		label    social.Label
		platform social.Platform
		place    int
		reason   string
	}{
		{social.FormLabel, social.LinkedIn, 0, "own rule: infografik*"},
		{social.FormLabel, social.Facebook, 1, "own rule: infografik*"},
		{social.TopicLabel, social.Facebook, 2, "own rule: infografikerin"},
		{social.PromotionalLabel, social.Facebook, -1, ""},
	} {
		if place, reason := rules.Match(tt.label, tt.platform, text); place != tt.place || reason != tt.reason {
			t.Errorf("%s on %s: rule %d because %q", tt.label, tt.platform, place, reason)
		}
	}
	for _, bad := range []social.Rule{
		{Label: social.CampaignLabel, Value: "x", Words: "y"},
		{Label: social.FormLabel, Value: "hologram", Words: "y"},
		{Label: social.FormLabel, Value: "photo", Words: ""},
		{Label: social.FormLabel, Value: "photo", Words: "y", Platform: "myspace"},
	} {
		if _, err := Compile([]social.Rule{bad}); err == nil {
			t.Errorf("%+v passes", bad)
		}
	}
}
