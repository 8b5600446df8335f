package review_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"auscult/analytics/trend"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

// seasonal is a workspace of four years of posts, two a week of each, from Monday, 3 October 2022: ours earn half as much
// again in July and a third less in January, a rival's always the same.
func seasonal(t *testing.T) *review.Reviewer {
	t.Helper()
	w, err := workspace.Create(t.Context(), filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	var rows strings.Builder
	rows.WriteString("organisation,channel,platform,published_at,url,text,form,reactions,comments,followers_at_post\n")
	first := time.Date(2022, 10, 3, 0, 0, 0, 0, time.UTC)
	for n := range 4 * 104 {
		on := first.AddDate(0, 0, n/2*7+3*(n%2))
		reactions := 1000 * (1 + 0.1*math.Sin(float64(n*n)))
		rival := 800 * (1 + 0.1*math.Sin(float64(n*n+1)))
		switch on.Month() {
		case time.July:
			reactions *= 1.5
		case time.January:
			reactions /= 1.5
		}
		for _, line := range []struct {
			who, channel string
			reactions    float64
		}{{"Invented Hospital", "Baby", reactions}, {"Rival Clinic", "Clinic", rival}} {
			fmt.Fprintf(&rows, "%s,%s,instagram,%s,https://x.example/%s-%d,text,photo,%d,0,5000\n", line.who, line.channel, on.Format(time.DateOnly), line.channel, n, int(line.reactions))
		}
	}
	path := filepath.Join(t.TempDir(), "posts.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := first.AddDate(4, 0, 14)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return review.New(w)
}

// The page names the months that are usually high and low, says which test was used, and how both are made.
func TestSeasonIsSaid(t *testing.T) {
	r := seasonal(t)
	ask := func(m trend.Measure, step trend.Step) review.Trends {
		page, err := r.Trends(t.Context(), review.TrendsQuestion{Measure: m, Step: step})
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	page := ask(trend.PerPost, trend.Month)
	if n := len(page.Development.Steps); n != 24 || page.Development.Season == nil {
		t.Fatalf("%d steps, season %+v", n, page.Development.Season)
	}
	// 50 % more and a third less were put in; the rest is the noise.
	for l, want := range map[language.Language]string{
		language.English: "Engagement per post has a season: over 3 years, July was usually 56% above the year’s level, January 33% below it.",
		language.German:  "Engagement je Beitrag, Saison: In 3 Jahren lag der Juli meist 56\u00a0% über dem Niveau des Jahres, der Januar 33\u00a0% darunter.",
		language.French:  "Engagement par publication, saison : sur 3 ans, d’ordinaire 56\u00a0% au-dessus du niveau de l’année en juillet, 33\u00a0% au-dessous en janvier.",
	} {
		if got := page.SeasonSentence(language.New(l)); got != want {
			t.Errorf("%s: %q", l, got)
		}
	}
	speak := language.New(language.English)
	if got := page.Detail(speak); !strings.HasSuffix(got, "Each month is compared with the same month of other years.") {
		t.Errorf("%q", got)
	}
	if got := joined(page.Method(speak)); !strings.Contains(got, "seasonal Mann–Kendall") || !strings.Contains(got, "STL") {
		t.Errorf("%q", got)
	}
	for name, other := range map[string]review.Trends{"weeks": ask(trend.PerPost, trend.Week), "posts": ask(trend.Posts, trend.Month)} {
		if got := other.SeasonSentence(speak) + other.Detail(speak) + joined(other.Method(speak)); strings.Contains(got, "has a season") || strings.Contains(got, "same month") {
			t.Errorf("%s: %s", name, got)
		}
	}
}
