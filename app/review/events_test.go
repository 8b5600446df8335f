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
	"auscult/analytics/trend"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

// doubled is a workspace of sixty weeks from Monday, 7 July 2025: two posts a week of ours, on channels of two kinds, and of
// two rivals. From 9 February 2026 on (week 31) we earn twice as much. Every third week everybody earns a tenth more.
func doubled(t *testing.T) (*review.Reviewer, *workspace.Workspace) {
	t.Helper()
	w, err := workspace.Create(t.Context(), filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	var rows strings.Builder
	rows.WriteString("organisation,channel,platform,published_at,url,text,form,reactions,comments,followers_at_post\n")
	first := time.Date(2025, 7, 7, 0, 0, 0, 0, time.UTC)
	for week := range 60 {
		for i, who := range [][2]string{{"Invented Hospital", "Baby"}, {"Invented Hospital", "Hospital"}, {"Rival Clinic", "Clinic"}, {"Other Clinic", "Other"}} {
			reactions := 100 * (1 + 0.1*float64((week+2)/3%2)) * (1 + 0.1*math.Sin(float64(week*(i+2))))
			if week >= 31 && i < 2 {
				reactions *= 2
			}
			on := first.AddDate(0, 0, 7*week+1+i%2)
			fmt.Fprintf(&rows, "%s,%s,instagram,%s,https://x.example/%d-%d,text,photo,%d,0,5000\n", who[0], who[1], on.Format(time.DateOnly), week, i, int(reactions))
		}
	}
	path := filepath.Join(t.TempDir(), "posts.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := first.AddDate(0, 0, 7*62)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return review.New(w), w
}

func weekly(t *testing.T, r *review.Reviewer, q review.Question) review.Trends {
	t.Helper()
	r.Forget()
	page, err := r.Trends(t.Context(), review.TrendsQuestion{Question: q, Measure: trend.PerPost, Step: trend.Week})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// An event is followed against the competitors, and worded as what was observed, not as its cause.
func TestEvents(t *testing.T) {
	r, w := doubled(t)
	for _, a := range []social.Annotation{
		{On: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Text: "Long ago"},
		{On: time.Date(2026, 2, 4, 0, 0, 0, 0, time.UTC), Text: "New ward opened."},
		{On: time.Date(2026, 8, 20, 0, 0, 0, 0, time.UTC), Text: "City run", Platform: social.Instagram},
		{On: time.Date(2026, 8, 21, 0, 0, 0, 0, time.UTC), Text: "Video series", Platform: social.YouTube},
	} {
		if _, err := w.SetAnnotation(t.Context(), a, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	speak := language.New(language.English)
	page := weekly(t, r, review.Question{Platforms: []social.Platform{social.Instagram}})
	var numbers []int
	for _, e := range page.Events {
		numbers = append(numbers, e.Number)
	}
	if fmt.Sprint(numbers) != "[0 1 2 0]" {
		t.Fatalf("the events are numbered %v", numbers)
	}
	ward := page.Events[1]
	if ward.Effect == nil || ward.Effect.Times.Low > 2 || ward.Effect.Times.High < 2 {
		t.Fatalf("twice as much: %+v", ward.Effect)
	}
	sentence := page.EffectSentence(speak, ward)
	if !strings.HasPrefix(sentence, "Engagement per post after it, against the competitors: 2.0 times what it was before (most likely ") ||
		!strings.HasSuffix(sentence, "Something else may have changed at the same time.") {
		t.Errorf("%q", sentence)
	}
	if got := page.EffectSentence(speak, page.Events[2]); !strings.Contains(got, "cannot be told yet") || page.Events[2].Effect != nil {
		t.Errorf("a week before the end: %q", got)
	}
	if got := page.EventSentences(speak)[1]; !strings.HasPrefix(got, "20 August 2026, Instagram: City run. What") {
		t.Errorf("%q", got)
	}
	for _, m := range []trend.Measure{trend.Followers, trend.ShareOfPosts} {
		other, err := r.Trends(t.Context(), review.TrendsQuestion{Measure: m, Step: trend.Week})
		if err != nil || len(other.Events) != 4 || other.EffectSentence(speak, other.Events[1]) != "" {
			t.Errorf("%s: %v", m, err)
		}
	}
}

// A break that a person adds is heeded until it is switched off: drawn, said, and no trend judged across it.
func TestBreaksAreHeeded(t *testing.T) {
	r, w := doubled(t)
	free := weekly(t, r, review.Question{Quarter: quarter(t, "2026Q1")})
	if len(free.Breaks) != 0 || free.SincePrevious == nil || !free.SincePrevious.Across.IsZero() {
		t.Fatalf("no break yet: %+v", free.Breaks)
	}
	id, err := w.AddBreak(t.Context(), social.DefinitionBreak{
		Platform: social.Instagram, Metrics: []social.Metric{social.Reactions}, On: time.Date(2026, 2, 9, 0, 0, 0, 0, time.UTC),
		What: map[string]string{"": "Reactions of guests count too."},
	})
	if err != nil {
		t.Fatal(err)
	}
	page := weekly(t, r, review.Question{Quarter: quarter(t, "2026Q1")})
	speak := language.New(language.English)
	if len(page.Breaks) != 1 || page.Breaks[0].Letter != "A" || page.Breaks[0].Sentence(speak) != "9 February 2026, Instagram: Reactions of guests count too." {
		t.Fatalf("%+v", page.Breaks)
	}
	if got := page.SinceSentence(speak); got != "Judged since 9 February 2026, when Instagram changed what is counted." {
		t.Errorf("%q", got)
	}
	if got := page.GrowthSentence(speak, page.SincePrevious, page.Question.Quarter.Previous()); !strings.HasSuffix(got,
		"In between, on 9 February 2026, Instagram changed what is counted: part of the difference may come from that.") {
		t.Errorf("%q", got)
	}
	if all := weekly(t, r, review.Question{}); len(all.Development.Changes) != 0 || all.Development.Against.Clear() {
		t.Errorf("judged across the break: %+v, %+v", all.Development.Changes, all.Development.Against)
	}
	if err := w.SwitchBreak(t.Context(), id, true); err != nil {
		t.Fatal(err)
	}
	if all := weekly(t, r, review.Question{}); len(all.Breaks) != 0 || len(all.Development.Changes) != 1 || !all.Development.Since.IsZero() {
		t.Errorf("switched off: %+v", all.Development.Changes)
	}
}

// Every page can be cut by audience and section, competitors' channels too.
func TestAudiencesCutEveryPage(t *testing.T) {
	r, w := doubled(t)
	channels, err := w.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range channels {
		switch c.Name {
		case "Baby", "Clinic":
			err = w.SetAudience(t.Context(), c.ID, social.ExpectantParents, "Maternity")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	parents := review.Question{Audiences: []social.Audience{social.ExpectantParents}}
	page := weekly(t, r, parents)
	// Of the 52 weeks up to the export, in the last two of which nothing appeared, one post each of Baby and Clinic.
	if page.Posts != 100 || !math.IsNaN(page.Development.Others[0].Values[5]) && !math.IsNaN(page.Development.Others[1].Values[5]) {
		t.Errorf("trends rest on %d posts", page.Posts)
	}
	speak := language.New(language.English)
	if got := page.Subtitle(speak); !strings.HasSuffix(got, ", channels: Expectant parents") {
		t.Errorf("%q", got)
	}
	for name, q := range map[string]review.Question{
		"audience": parents, "section": {Sections: []string{"Maternity"}}, "both": {Audiences: parents.Audiences, Sections: []string{"Maternity", ""}},
	} {
		if forms, err := r.Forms(t.Context(), q); err != nil || forms.Posts != 60 {
			t.Errorf("%s: forms rest on %d posts, %v", name, forms.Posts, err)
		}
	}
	if forms, err := r.Forms(t.Context(), review.Question{Audiences: []social.Audience{social.JobSeekers}}); err != nil || forms.Posts != 0 {
		t.Errorf("for nobody: %d posts, %v", forms.Posts, err)
	}
	parents.Quarter = quarter(t, "2026Q1")
	position, err := r.Position(t.Context(), parents)
	if err != nil || position.Posts != 26 { // 13 weeks, two channels
		t.Errorf("position rests on %d posts, %v", position.Posts, err)
	}
	h, err := r.Holdings(t.Context())
	if err != nil || fmt.Sprint(h.Audiences()) != "[expectant_parents ]" || fmt.Sprintf("%q", h.Sections()) != `["Maternity" ""]` {
		t.Errorf("%v %q %v", h.Audiences(), h.Sections(), err)
	}
}
