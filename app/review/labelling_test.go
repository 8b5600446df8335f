package review_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

func TestLabelling(t *testing.T) {
	r, w := open(t)
	speak := language.New(language.English)
	l, err := r.Labelling(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Summary(speak); got != "No post is corrected by hand. You have no rules of your own." || len(l.Learned) != 0 {
		t.Errorf("%q, learned %v", got, l.Learned)
	}
	if _, err := w.Correct(t.Context(), 1, time.Date(2026, 10, 6, 0, 0, 0, 0, time.UTC), workspace.Correction{Label: social.TopicLabel, Value: "job"}); err != nil {
		t.Fatal(err)
	}
	rules := []social.Rule{{Label: social.TopicLabel, Value: "event", Words: "video", Platform: social.Instagram}, {Label: social.TopicLabel, Value: "event", Words: "nowhere"}}
	if err := w.SetRules(t.Context(), rules); err != nil {
		t.Fatal(err)
	}
	if l, err = r.Labelling(t.Context()); err != nil || len(l.Learned) != 1 || l.Learned[0].Right != nil {
		t.Fatalf("%+v, %v", l, err)
	}
	if got := l.Summary(speak); got != "One post is corrected by hand. You have 2 rules of your own." {
		t.Error(got)
	}
	if got := l.Learned[0].Sentence(speak); got != "20 posts with at least two different values are needed to learn from. So far there are 1." {
		t.Error(got)
	}
	reach, err := r.Reach(t.Context(), l.Rules)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		"Topic is “Event” on Instagram where the text has: video, which fits 12 posts and decides 12",
		"Topic is “Event” where the text has: nowhere, which fits no post",
	} {
		if got := reach[i].Sentence(speak) + ", which " + reach[i].Reach(speak); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Forty posts teach two topics by one word each; the keywords know a quarter of them.
func TestLearnedSaysHowFarItIsToBeTrusted(t *testing.T) {
	r, w := open(t)
	var rows strings.Builder
	rows.WriteString("organisation,platform,published_at,url,text,topic\n")
	for i := range 20 {
		known := ""
		if i%2 == 0 {
			known = "hiring "
		}
		fmt.Fprintf(&rows, "Invented Hospital,x,2026-01-02,https://x.example/j%d,%skaryo %d,job\n", i, known, i)
		fmt.Fprintf(&rows, "Invented Hospital,x,2026-01-03,https://x.example/e%d,lumen %d,event\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "taught.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	l, err := r.Labelling(t.Context())
	if err != nil || len(l.Learned) != 1 {
		t.Fatalf("%+v, %v", l, err)
	}
	learned := l.Learned[0]
	if !learned.Used || learned.Given != 40 || learned.Right.Value != 1 || learned.Keywords.Value != 0.25 || learned.Commonest.Value != 0.5 {
		t.Errorf("%+v", learned)
	}
	// Wilson's interval for 40 of 40 at 95 %: 40/(40+1.95996²) = 0.9124.
	if math.Abs(learned.Right.Low-0.9124) > 0.0001 || learned.Right.High != 1 {
		t.Errorf("most likely %v to %v", learned.Right.Low, learned.Right.High)
	}
	want := "Learned from 0 posts you corrected and 40 whose file says it. Tested on posts it had not seen: right for 100 of 100 " +
		"(most likely 91 to 100). Keywords alone: 25. Always the commonest: 50."
	if got := learned.Sentence(language.New(language.English)); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	// When it is not used, it says why.
	for text, change := range map[string]func(*review.Learned){
		"So the keywords stand.":      func(l *review.Learned) { l.Used, l.HeldOut.Learned = false, l.HeldOut.Keywords },
		"Confirm some that are right": func(l *review.Learned) { l.Used, l.HeldOut.Keywords = false, 0 },
	} {
		other := learned
		change(&other)
		if got := other.Sentence(language.New(language.English)); !strings.Contains(got, text) {
			t.Errorf("%q does not say %q", got, text)
		}
	}
}
