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

// What names a source, and what only looks like it.
func TestSource(t *testing.T) {
	for _, text := range []string{
		"Waschen Sie die Hände. Quelle: https://praevention.example/haende", "QUELLEN: siehe Bild", "(Quelle:www.klinik.example)",
		"📚 Source : OMS", "Source\u00a0: Santé suisse", "*Sources:* the ward", "Références : voir le site", "Zur Studie: https://clinic.example/a",
		"Publication: https://research.example/a",
		"Laut WHO rauchen weniger.", "laut einer neuen Studie", "Gemäss dem Bundesamt für Gesundheit reicht das.",
		"According to the World Health Organization, yes.", "according to a large study", "Selon l’OMS, il faut boire.",
		"selon une étude suisse", "D’après l’Inserm", "d'après l'étude",
		"Studies show that walking helps", "A study from Bern has found this", "Studien zeigen: Bewegung hilft", "Das zeigt eine Langzeitstudie aus Bern",
		"Une étude publiée hier", "L’étude montre que",
		"Mehr: https://doi.org/10.1000/182", "doi:10.1000/182", "DOI 10.1000/182", "[10.1000/182]", "www.rki.de/grippe", "(bag.admin.ch)", "Infos: who.int.",
		"https://pubmed.ncbi.nlm.nih.gov/123/", "https://register.awmf.org/de", "HTTPS://WWW.COCHRANE.ORG",
	} {
		if !WordingOf(text).Source {
			t.Errorf("%q names a source", text)
		}
	}
	for _, text := range []string{
		"", "Quellen der Freude", "source of joy", "Une source de joie : les enfants", "Studierende gesucht", "Study medicine with us",
		"Energiequelle: Banane", "Bildquelle", "Die Kleinen dürfen laut sein.", "Laut und deutlich", "according to your age", "selon vos besoins",
		"New study: music before anaesthesia", "Neue Studie: Musik vor der Narkose.", "Nouvelle étude : la musique",
		"Students who study at our hospital", "case study", "Fallstudie", "faire des études", "l’étudiante montre", "who is the doctor?",
		"Laut ist es hier. Die WHO tagt.",                                    // two sentences
		"Laut ist es bei uns am Montag von acht bis zwölf, WHO hin oder her", // too far apart
		"Notre bag", "Studie", "https://clinic.example/who.int", "https://rki.de.example.com", "info@rki.de", "https://mywho.int", "10.2026/27", "10.10.2026/27",
		"Kosten: 10.1000", "#quelle: hier", "Quelle #: 1", "source #joie : ici", "https://example.org/?source:1",
		"laut" + strings.Repeat(" ja", 260) + " WHO", // no counter wraps around
	} {
		if WordingOf(text).Source {
			t.Errorf("%q names no source", text)
		}
	}
	for word, k := range cues {
		if len(word) > longestCue || cueOf(strings.ToUpper(word)) != k {
			t.Errorf("%q in capitals is %b, want %b", word, cueOf(strings.ToUpper(word)), k)
		}
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
