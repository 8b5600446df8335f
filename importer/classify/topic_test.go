package classify

import (
	"strings"
	"testing"

	"auscult/analytics/social"
)

func TestTopic(t *testing.T) {
	tests := []struct {
		text   string
		want   social.Topic
		reason string
	}{
		{"Our midwives answer your questions.", social.BirthAndBaby, "word: midwives"},
		{"Willkommen, kleiner Mensch! Das Neugeborene schläft schon.", social.BirthAndBaby, "word: neugeborene"},
		{"We are hiring: scrub nurse, 80 %", social.Job, "word: hiring"},
		{"Bewirb dich jetzt als Pflegefachfrau", social.Job, "word: bewirb"},
		{"Nous recrutons! Notre hôpital recrute.", social.Job, "word: recrute"},
		{"Get your flu vaccination", social.PreventionAndSeason, "word: flu"},
		{"Dépistage du cancer du sein en octobre", social.PreventionAndSeason, "word: dépistage"},
		{"Five symptoms of asthma", social.MedicalEducation, "word: symptoms"},
		{"A recipe with lentils", social.NutritionAndSport, "word: recipe"},
		{"Good morning!", "", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		if said := Words(tt.text); said.Topic != tt.want || said.TopicReason != tt.reason {
			t.Errorf("%q: %q because %q, want %q because %q", tt.text, said.Topic, said.TopicReason, tt.want, tt.reason)
		}
	}
}

func TestPromotional(t *testing.T) {
	tests := []struct {
		text string
		want social.Answer
	}{
		{"Book your appointment", social.Yes},
		{"Jetzt Termin vereinbaren und Angebote entdecken", social.Yes},
		{"Five symptoms of asthma", social.No},
		{"  ", social.Unsaid},
	}
	for _, tt := range tests {
		if said := Words(tt.text); said.Promotional != tt.want || (said.PromotionalReason == "") != (tt.want == social.Unsaid) {
			t.Errorf("%q: %v because %q", tt.text, said.Promotional, said.PromotionalReason)
		}
	}
}

func TestWordsCountOnce(t *testing.T) {
	if said := Words("thanks thanks thanks thanks"); said.Topic != "" {
		t.Errorf("one weak word, repeated, makes the topic %q", said.Topic)
	}
}

func TestLexiconRefuses(t *testing.T) {
	for _, bad := range []string{"[[topic]]\ntopic = \"gossip\"", "[[topic]"} {
		if _, err := parseLexicon([]byte(bad)); err == nil || !strings.Contains(err.Error(), "topics") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if n := len(words().topics); n != len(social.Topics()) {
		t.Errorf("%d of %d topics have words", n, len(social.Topics()))
	}
}

func BenchmarkWords(b *testing.B) {
	const text = "Every month our midwives answer the questions of expectant parents: come by, listen, ask. No registration needed. #hospital"
	for b.Loop() {
		Words(text)
	}
}
