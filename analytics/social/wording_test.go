package social

import (
	"strings"
	"testing"
)

// All texts are invented.
func TestWordingOf(t *testing.T) {
	long := strings.Repeat("Wort ", 120) // 600 characters
	for _, tt := range []struct {
		name, text string
		want       Wording
	}{
		{"no text", "", Wording{}},
		{"blanks only", " \n\t ", Wording{}},
		{"a plain sentence", "Heute öffnet die neue Station.", Wording{Known: true}},
		{"a question", "Wie schützen Sie sich?", Wording{Known: true, Question: true}},
		{"a question mark within a link", "Mehr: https://example.org/a?b=c", Wording{Known: true, Link: true}},
		{"a link without a scheme", "Lisez www.example.org.", Wording{Known: true, Link: true}},
		{"hashtags", "Danke #team #hebammen, #geburt#baby", Wording{Known: true, Hashtags: 4}},
		{"a number in a list is no hashtag", "Unser Platz #1", Wording{Known: true}},
		{"a question in a hashtag", "#wusstensie?", Wording{Known: true, Hashtags: 1, Question: true}},
		{"an emoji", "Willkommen 👶", Wording{Known: true, Emoji: true}},
		{"a flag", "Bonne fête 🇨🇭", Wording{Known: true, Emoji: true}},
		{"a tick is none", "✓ Kostenlos ✓ ohne Anmeldung → hier", Wording{Known: true}},
		{"a title and a name", "Dr. med. Anna Meier erklärt", Wording{Known: true, Expert: true}},
		{"a professor", "Prof. Rossi spricht", Wording{Known: true, Expert: true}},
		{"a doctor in English", "Ask Dr Okafor anything", Wording{Known: true, Expert: true}},
		{"a title at the end", "Fragen Sie Ihren Dr.", Wording{Known: true}},
		{"any doctor", "See your doctor about it", Wording{Known: true}},
		{"a post", "Unsere Chefärztin zeigt es", Wording{Known: true, Expert: true}},
		{"a post in French", "Notre médecin-cheffe répond", Wording{Known: true, Expert: true}},
		{"medium", strings.Repeat("Wort ", 40), Wording{Known: true, Length: MediumText}},
		{"long", long, Wording{Known: true, Length: LongText}},
		{"links and hashtags do not make it long", "Kurz https://example.org/" + strings.Repeat("a", 600) + " #" + strings.Repeat("b", 600), Wording{Known: true, Link: true, Hashtags: 1}},
	} {
		if got := WordingOf(tt.text); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
	if got := WordingOf(strings.Repeat("#a ", 1000)); got.Hashtags != 255 {
		t.Errorf("a thousand hashtags: %d", got.Hashtags)
	}
}

func FuzzWordingOf(f *testing.F) {
	f.Add("Dr. \xff #\x80 ?")
	f.Add("www. :// # 🇨🇭")
	f.Fuzz(func(t *testing.T, text string) {
		w := WordingOf(text)
		if !w.Known && w != (Wording{}) {
			t.Errorf("%q: %+v says something of no text", text, w)
		}
		if again := WordingOf(" " + text + "\n"); again != w {
			t.Errorf("%q: blanks around it change %+v to %+v", text, w, again)
		}
	})
}

func BenchmarkWordingOf(b *testing.B) {
	text := strings.Repeat("Jeden Monat beantworten unsere Hebammen Ihre Fragen rund um die Geburt: kommen Sie vorbei! ", 4) + "#geburt #hebamme"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		WordingOf(text)
	}
}
