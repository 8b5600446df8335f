package safeguard_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"auscult/analytics/safeguard"
)

// All texts are invented.
func TestConduct(t *testing.T) {
	for _, tt := range []struct {
		name     string
		kind     safeguard.TextKind
		pictured bool
		text     string
		want     string // rule and severity of the house rules, in the order of the text
	}{
		{"a figure on health without a source", safeguard.Post, false, "Wer raucht, hat ein 25 % höheres Risiko für einen Schlaganfall.", "figure_without_source warning"},
		{"the same with a source", safeguard.Post, false, "Wer raucht, hat ein 25 % höheres Risiko. Quelle: www.who.int", ""},
		{"one in eight", safeguard.Post, false, "One in eight women gets breast cancer.", "figure_without_source warning"},
		{"une femme sur huit", safeguard.Post, false, "Une femme sur huit aura un cancer du sein.", "figure_without_source warning"},
		{"a workload is no claim", safeguard.Post, false, "Wir suchen eine Pflegefachperson, Pensum 80–100 %.", ""},
		{"our own survey", safeguard.Post, false, "In our survey 95 % of patients were happy with their treatment.", ""},
		{"the public may say what it likes", safeguard.Comment, false, "One in eight women gets breast cancer, haha, best hospital.", ""},
		{"best hospital", safeguard.Post, false, "We are the best hospital in the region.", "superlative note"},
		{"beste Klinik", safeguard.Post, false, "Willkommen in der besten Stadt: Wir sind die beste Klinik.", "superlative note"},
		{"a promise", safeguard.Post, false, "Opération sans risque, résultat garanti !", "cure_promised warning"},
		{"a price", safeguard.Post, false, "Nur heute: 20 % Rabatt auf Augenlaser!", "price_bait warning"},
		{"a voucher of the cafeteria", safeguard.Post, false, "Gutschein für unsere Cafeteria zu gewinnen.", ""},
		{"a dose", safeguard.Post, false, "Bei Fieber nehmen Sie 2 Tabletten Paracetamol 500 mg.", "dose_named warning"},
		{"a dose in a reply", safeguard.Reply, false, "Take 400 mg of ibuprofen twice a day.", "dose_named serious"},
		{"a diagnosis in a reply", safeguard.Reply, false, "It sounds like you have the flu, stay in bed.", "advice_to_person serious"},
		{"a diagnosis in French", safeguard.Reply, false, "Vous avez probablement une migraine.", "advice_to_person serious"},
		{"a joke beside death", safeguard.Post, false, "Der Tod kommt zum Arzt 😂", "joke_beside_sensitive warning"},
		{"a joke beside lunch", safeguard.Post, false, "Unser Menü heute: Gurkensalat 😂", ""},
		{"a party", safeguard.Post, false, "Stimmen Sie Nein zur Initiative!", "politics warning"},
		{"one word of politics is none", safeguard.Post, false, "Die Regierung eröffnete den Neubau.", ""},
		{"two words of politics", safeguard.Post, false, "Vor den Wahlen: was das Parlament für Spitäler plant.", "politics warning"},
		{"a reply that confirms", safeguard.Reply, false, "Thank you for your feedback on your stay.", "patient_confirmed serious"},
		{"a reply that confirms, German", safeguard.Reply, false, "Schade, dass Sie mit Ihrer Behandlung nicht zufrieden waren.", "patient_confirmed serious"},
		{"a reply that confirms, French", safeguard.Reply, false, "Merci pour vos mots sur votre séjour.", "patient_confirmed serious"},
		{"a reply that keeps quiet", safeguard.Reply, false, "Thank you. For privacy reasons we cannot say more here; please write to us.", ""},
		{"a post may speak of stays", safeguard.Post, false, "During your stay our team is there for you.", ""},
		{"a story", safeguard.Post, false, "Eine Patientin erzählt ihre Geschichte.", "story_without_consent warning"},
		{"a story with consent", safeguard.Post, false, "Eine Patientin erzählt ihre Geschichte, mit ihrem Einverständnis.", ""},
		{"a picture", safeguard.Post, true, "Our patient after the operation.", "picture_without_consent warning"},
		{"the same without one", safeguard.Post, false, "Our patient after the operation.", ""},
	} {
		var got []string
		for _, f := range safeguard.New(safeguard.Options{Kind: tt.kind, Pictured: tt.pictured}).Check(tt.text) {
			if !f.Kind.Identifies() {
				got = append(got, f.Rule+" "+f.Severity.String())
			}
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %q has %q, want %q", tt.name, tt.text, s, tt.want)
		}
	}
}

func TestKnown(t *testing.T) {
	o := safeguard.Options{Names: []string{"Anna Keller", "Klinik Sankt Lukas"}, Domains: []string{"spital.example"}, Handles: []string{"@spital_am_see"}, Phones: []string{"+41 31 000 12 34"}}
	for _, text := range []string{
		"Anna Keller begleitet unsere Patientin nach der Operation.",
		"Unsere Patientin schreibt an lena.frei@spital.example, wenn sie Fragen hat.",
		"Eine Patientin hat uns markiert: danke, @spital_am_see!",
		"Unsere Patientin erreicht uns immer: 031 000 12 34.",
	} {
		if found := safeguard.New(o).Check(text); len(found) > 0 {
			t.Errorf("%q: found %+v of what is known", text, found)
		}
		if found := safeguard.New(safeguard.Options{}).Check(text); len(found) == 0 {
			t.Errorf("%q: nothing is found although nothing is known", text)
		}
	}
}

func TestSeverityAndCure(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		kind       safeguard.TextKind
		severity   safeguard.Severity
		cure       safeguard.Cure
	}{
		{"a patient's name", "Unsere Patientin Anna Keller ist zu Hause.", safeguard.Post, safeguard.Serious, safeguard.AskConsent},
		{"with consent", "Unsere Patientin Anna Keller ist zu Hause (mit ihrem Einverständnis).", safeguard.Post, safeguard.Warning, safeguard.AskConsent},
		{"consent does not cover an insurance number", "Mit Einverständnis: AHV 756.9217.0769.85", safeguard.Post, safeguard.Serious, safeguard.Remove},
		{"the public's own", "Meine Mutter Anna Keller lag bei Ihnen auf der Station.", safeguard.Comment, safeguard.Warning, safeguard.HideComment},
	} {
		found := safeguard.New(safeguard.Options{Kind: tt.kind}).Check(tt.text)
		if len(found) != 1 || found[0].Severity != tt.severity || found[0].Cure != tt.cure {
			t.Errorf("%s: %+v, want %s and %s", tt.name, found, tt.severity, tt.cure)
		}
	}
}

func TestExcerptHidesWhatItShows(t *testing.T) {
	c := safeguard.New(safeguard.Options{})
	text := "Vor zwei Wochen kam unsere Patientin Anna Keller mit starken Schmerzen auf den Notfall. Sie ist 93 Jahre alt und wurde am 3. Mai 2026 operiert. Wir sind die beste Klinik."
	found := c.Check(text)
	if len(found) != 4 {
		t.Fatalf("found %+v", found)
	}
	for _, f := range found {
		excerpt := c.Excerpt(text, f, found)
		for _, secret := range []string{"Anna", "Keller", "93", "3. Mai"} {
			if strings.Contains(excerpt, secret) {
				t.Errorf("the excerpt of %s shows %q: %s", f.Rule, secret, excerpt)
			}
		}
		if f.Kind.Identifies() != strings.Contains(excerpt, safeguard.Masked) && f.Kind.Identifies() {
			t.Errorf("the excerpt of %s has no mask: %s", f.Rule, excerpt)
		}
	}
}

// Who masks a name must mask it everywhere in the text.
func TestNamesAreFoundAgain(t *testing.T) {
	c := safeguard.New(safeguard.Options{})
	for text, want := range map[string]string{
		"Unsere Patientin Nora Lind ist zu Hause. Wir haben lange mit ihr geübt. Es war Winter. Danke, Nora! Frau Lind singt.": "Unsere Patientin […] ist zu Hause. Wir haben lange mit ihr geübt. Es war Winter. Danke, […]! […] singt.",
		"Our patient Nora Lind went home. Dr. Lind is happy.":                                                                  "Our patient […] went home. Dr. Lind is happy.",
		"Please be patient on the phone.":                                                                                      "Please be patient on the phone.",
		"We won a prize for our patient portal, says Nora.":                                                                    "We won a prize for our patient portal, says Nora.",
	} {
		if got := c.Mask(text); got != want {
			t.Errorf("%q is masked as %q, want %q", text, got, want)
		}
	}
}

// However far a name stands from another finding, no half of it is shown.
func TestExcerptShowsNoHalfOfAName(t *testing.T) {
	c := safeguard.New(safeguard.Options{})
	for filling := range 120 {
		between := strings.Repeat("x ", filling)
		text := "Unsere Patientin Hildegard Vogtmann " + between + "hat das Konto CH93 0076 2011 6238 5295 7 und " + between + "ihre Schwester Annegret Obermatt wurde bei uns operiert."
		found := c.Check(text)
		if len(found) != 3 {
			t.Fatalf("%d words between: found %+v", filling, found)
		}
		for _, f := range found {
			for _, half := range []string{"Hildegard", "Vogtmann", "CH93", "5295", "Annegret", "Obermatt"} {
				if excerpt := c.Excerpt(text, f, found); strings.Contains(excerpt, half) {
					t.Errorf("%d words between: the excerpt of %s shows %q: %s", filling, f.Rule, half, excerpt)
				}
			}
		}
	}
}

// scraps are what texts of the laws are made of.
var scraps = []string{
	"Patientin", "patient", "Anna", "Keller", "Frau", "Mr.", "Dr.", "é", "née", "geboren", "am", "3. Mai 2026", "12/03/2026", "93", "-jährige", "Jahre alt", "aus", "Hinterwil", "031 000 12 34",
	"+41", "(0)", "@", "anna@example.org", "www.instagram.com/anna", "https://", "756.9217.0769.85", "A123456780", "CH93 0076 2011 6238 5295 7", "MRN", "4471923", "ZH 384 172", "plate", "203.0.113.77",
	"\n", ".", ",", "!", "'", "-", " ", " ", " ", "\u00a0", "\u202f", "ä", "ß", "Ö", "😂", "Tod", "\xff", "\u0308", "[…]", "selten", "my name is", "sa sœur", "operiert", "Söhne", "Zoë", "José", "your stay", "%", "25", "Risiko",
}

func anyText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 24).Draw(t, "scraps"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
}

func anyChecker(t *rapid.T) *safeguard.Checker {
	return safeguard.New(safeguard.Options{Kind: safeguard.TextKind(rapid.IntRange(0, 2).Draw(t, "kind")), Pictured: rapid.Bool().Draw(t, "pictured")})
}

func lawful(t interface{ Fatalf(string, ...any) }, c *safeguard.Checker, text string) {
	found := c.Check(text)
	for i, f := range found {
		if f.Start < 0 || f.Start >= f.End || f.End > len(text) {
			t.Fatalf("%q: %+v is no stretch of it", text, f)
		}
		if !utf8.RuneStart(text[f.Start]) || f.End < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[f.End]) {
			t.Fatalf("%q: %+v cuts a letter", text, f)
		}
		if f.Severity.String() == "" || f.Rule == "" || f.Cure == "" || f.Kind == "" {
			t.Fatalf("%q: %+v says too little", text, f)
		}
		if i > 0 && f.Start < found[i-1].Start {
			t.Fatalf("%q: out of order", text)
		}
		_ = c.Excerpt(text, f, found)
	}
	masked := c.Mask(text)
	for _, f := range c.Check(masked) {
		if f.Kind.Identifies() {
			t.Fatalf("%q masked is %q, in which still %s is found", text, masked, f.Rule)
		}
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, c := anyText(t), anyChecker(t)
		lawful(t, c, text)
		composed, apart := norm.NFC.String(text), norm.NFD.String(text)
		a, b := c.Check(composed), c.Check(apart)
		if len(a) != len(b) {
			t.Fatalf("%q: %d findings composed, %d apart", text, len(a), len(b))
		}
		for i := range a {
			if a[i].Rule != b[i].Rule || norm.NFC.String(b[i].Text(apart)) != a[i].Text(composed) {
				t.Fatalf("%q: %s %q composed, %s %q apart", text, a[i].Rule, a[i].Text(composed), b[i].Rule, b[i].Text(apart))
			}
		}
	})
}

func FuzzCheck(f *testing.F) {
	for _, s := range scraps {
		f.Add(s+" Patientin Anna "+s, uint8(0))
	}
	f.Add("A patient (555-0143) 1:2:3:: @@ www.", uint8(2))
	f.Fuzz(func(t *testing.T, text string, kind uint8) {
		lawful(t, safeguard.New(safeguard.Options{Kind: safeguard.TextKind(kind % 3)}), text)
	})
}

// Texts that could make patterns explode take no longer than others: the aim is 1 MB a second and core.
func BenchmarkCheckHardTexts(b *testing.B) {
	for name, piece := range map[string]string{
		"digits": "1 2 3 4 5 6 7 8 9 0 ", "longdigits": "12345678901234567890", "at": "a@b.c ", "names": "Anna Patientin Keller ", "capitals": "A-B-C-1 ", "dots": "1.2.3.4.", "colons": "a:b:c:1::",
		"signs": "(((+++", "labels": "MRN no ", "dates": "3. Mai geboren 93 ", "born": "born ", "kin": "her brother ",
		"hyphens": "Ab-de-", "links": "www.a.b ", "ages": "95 ((((", "lists": "Anna, Ben, ", "from": "aus-Ab-", "rare": "Porphyrie ", "numbers": "Nr. AB-12-",
	} {
		text := strings.Repeat(piece, 1<<20/len(piece))
		b.Run(name, func(b *testing.B) {
			c := safeguard.New(safeguard.Options{})
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				c.Check(text)
			}
		})
	}
}

// 100,000 posts of 250 characters or so, as the first set has them, one after the other.
func BenchmarkCheck100000Posts(b *testing.B) {
	var posts []string
	size := 0
	texts := readLabelled(b, "testdata/first.txt")
	for i := range 100_000 {
		post := texts[i%len(texts)].text + "\n\n" + texts[(i*7+3)%len(texts)].text + " #spital #gesundheit"
		posts = append(posts, post)
		size += len(post)
	}
	b.SetBytes(int64(size))
	c := safeguard.New(safeguard.Options{})
	for b.Loop() {
		for _, p := range posts {
			c.Check(p)
		}
	}
}
