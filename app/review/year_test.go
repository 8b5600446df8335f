package review_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

// aYear makes a workspace of a year of posts, one a day at noon or in the evening: those in the evening were made to earn
// twice as much, those with a question three times as much.
func aYear(t testing.TB, posts int) *review.Reviewer {
	t.Helper()
	return aYearAmong(t, posts, 0)
}

// aYearAmong spreads the posts evenly over us and that many competitors.
func aYearAmong(t testing.TB, posts, competitors int) *review.Reviewer {
	t.Helper()
	return aYearOf(t, posts, competitors, func(int) (social.Platform, social.Form) { return social.Instagram, social.Photo })
}

// aYearOf says of each post on which platform it is and of which form.
func aYearOf(t testing.TB, posts, competitors int, of func(post int) (social.Platform, social.Form)) *review.Reviewer {
	t.Helper()
	ctx := context.Background()
	w, err := workspace.Create(ctx, filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	var rows strings.Builder
	rows.WriteString("organisation,platform,published_at,url,text,form,topic,reach,views,followers_at_post,reactions,comments\n")
	for i := range posts {
		at := time.Date(2025, 10, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, i%364)
		figure, text := 200*math.Exp(0.3*math.Sin(float64(7*i*i%101))), fmt.Sprintf("Heute auf der Station, Teil %d.", i)
		if i%2 == 0 {
			at, figure = at.Add(6*time.Hour), 2*figure
		}
		if i%5 == 0 {
			text, figure = text+" Kennen Sie das?", 3*figure
		}
		whose := "Invented Hospital"
		if i%(competitors+1) > 0 {
			whose = fmt.Sprintf("Invented Competitor %d", i%(competitors+1))
		}
		platform, form := of(i)
		fmt.Fprintf(&rows, "%s,%s,%s,https://x.example/p%d,\"%s\",%s,job,100000,90000,50000,%.0f,0\n", whose, platform, at.Format(time.RFC3339), i, text, form, figure)
	}
	path := filepath.Join(t.TempDir(), "posts.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(ctx, path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return review.New(w)
}

func TestTimingSaysWhatTheDataSay(t *testing.T) {
	r := aYear(t, 364)
	english, german, french := language.New(language.English), language.New(language.German), language.New(language.French)
	answer, err := r.Timing(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	// Noon in UTC is 13 or 14 o'clock in Zurich, six hours later 19 or 20.
	for speak, want := range map[*language.Speaker]string{
		english: "Posts between 18 and 21 o’clock earn more than others",
		german:  "Beiträge zwischen 18 und 21 Uhr bringen mehr als andere",
		french:  "Les publications parues entre 18 h et 21 h obtiennent plus que les autres",
	} {
		if got := answer.Headline(speak); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := answer.Subtitle(english); got != "Own rate, Invented Hospital, Q4 2025 to Q3 2026" {
		t.Error(got)
	}
	if e := answer.Response.Hours[6].Times; e == nil || e.Low < 1.1 || e.High > 2 {
		t.Errorf("the evening: %+v", e)
	}
	if answer.Response.WeekdaysDiffer() {
		t.Errorf("%q", answer.Detail(english))
	}
	// The year before there was nothing.
	none, err := r.Timing(t.Context(), review.Question{Quarter: quarter(t, "2024Q3")})
	if err != nil || none.Headline(english) != "0 posts are too few to tell when to post" || none.Detail(english) != "" {
		t.Errorf("%q, %v", none.Headline(english), err)
	}
	evenings, err := r.Timing(t.Context(), review.Question{Quarter: quarter(t, "2026Q3"), Measure: engagement.PerPost})
	if err != nil || evenings.Headline(english) != answer.Headline(english) {
		t.Errorf("by another measure: %q, %v", evenings.Headline(english), err)
	}
}

func TestDriversSayWhatTheDataSay(t *testing.T) {
	r := aYear(t, 364)
	english, german := language.New(language.English), language.New(language.German)
	d, err := r.Drivers(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Headline(english); !strings.HasPrefix(got, "Posts with a question in the text earn 2.") && !strings.HasPrefix(got, "Posts with a question in the text earn 3.") {
		t.Errorf("%q", got)
	}
	if got := d.Headline(german); !strings.HasPrefix(got, "Beiträge mit einer Frage im Text bringen ") || !strings.HasSuffix(got, "-mal so viel wie Ihre übrigen") {
		t.Errorf("%q", got)
	}
	if got := d.Detail(english); !strings.Contains(got, "Most likely between 2.") || strings.Count(got, "not a proof") != 1 {
		t.Errorf("%q", got)
	}
	if d.Group() != review.WordingGroup || len(d.In(review.WordingGroup)) == 0 {
		t.Errorf("%s of %d", d.Group(), len(d.In(review.WordingGroup)))
	}
	before := math.Inf(1)
	for _, e := range d.In(review.WordingGroup) {
		if e.Times != nil && e.Times.Value > before {
			t.Errorf("%s %s stands below a smaller one", e.Factor, e.Level)
		}
		if e.Times != nil {
			before = e.Times.Value
		}
	}
}

// What the posts say follows the workspace only after Forget, as all of a review does.
func TestWordingsAreReadOnce(t *testing.T) {
	r := aYear(t, 60)
	question := review.Question{Quarter: quarter(t, "2026Q3")}
	first, err := r.Drivers(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	r.Forget()
	again, err := r.Drivers(t.Context(), question)
	if err != nil || again.Headline(language.New(language.English)) != first.Headline(language.New(language.English)) || again.Findings.WithoutText != 0 {
		t.Errorf("%+v, %v", again.Findings, err)
	}
	rivals, err := r.Drivers(t.Context(), review.Question{Quarter: quarter(t, "2026Q3"), Competitors: true})
	if err != nil || rivals.Findings.Posts != 0 || rivals.Question.Measure != engagement.ComparableRate {
		t.Errorf("%+v, %v", rivals.Findings, err)
	}
}

// BenchmarkYear is how long each answer takes with 100,000 posts in memory, those of ours and of four competitors.
// Nothing computed before is kept, except where the name says so; texts are read once, except where it says so.
func BenchmarkYear(b *testing.B) {
	const posts = 100_000
	r := aYearAmong(b, posts, 4)
	forms := social.Forms()[:5]
	mixed := aYearOf(b, posts, 4, func(i int) (social.Platform, social.Form) {
		return social.Platforms()[i/5%7], forms[i/35%len(forms)]
	})
	question := review.Question{}
	forgetting := func(b *testing.B, r *review.Reviewer) error {
		b.StopTimer()
		defer b.StartTimer()
		r.Forget()
		_, err := r.Holdings(b.Context())
		return err
	}
	forget := func(b *testing.B) error { return forgetting(b, r) }
	for _, bb := range []struct {
		name string
		ask  func(b *testing.B) (int, error)
	}{
		{"timing", func(b *testing.B) (int, error) {
			if err := forget(b); err != nil {
				return 0, err
			}
			t, err := r.Timing(b.Context(), question)
			return t.Response.Used, err
		}},
		{"position", func(b *testing.B) (int, error) {
			if err := forget(b); err != nil {
				return 0, err
			}
			p, err := r.Position(b.Context(), question)
			return p.Posts, err
		}},
		{"find", func(b *testing.B) (int, error) {
			hits, err := r.Find(b.Context(), review.Search{Words: "nowhere to be found", Most: 100})
			return hits.All + 1, err
		}},
		{"position, at once", func(b *testing.B) (int, error) {
			if err := forget(b); err != nil {
				return 0, err
			}
			p, err := r.PositionSoon(b.Context(), question)
			return p.Posts, err
		}},
		{"position of 5 forms on 7 platforms, at once", func(b *testing.B) (int, error) {
			if err := forgetting(b, mixed); err != nil {
				return 0, err
			}
			p, err := mixed.PositionSoon(b.Context(), question)
			if len(p.ByForm()) != 35 {
				b.Fatalf("%d forms", len(p.ByForm()))
			}
			return p.Posts, err
		}},
		{"position of 5 forms on 7 platforms", func(b *testing.B) (int, error) {
			if err := forgetting(b, mixed); err != nil {
				return 0, err
			}
			p, err := mixed.Position(b.Context(), question)
			return p.Posts, err
		}},
		{"position, times kept", func(b *testing.B) (int, error) {
			p, err := r.Position(b.Context(), question)
			return p.Posts, err
		}},
		{"forms", func(b *testing.B) (int, error) {
			f, err := r.Forms(b.Context(), question)
			return f.Posts, err
		}},
		{"trends", func(b *testing.B) (int, error) {
			t, err := r.Trends(b.Context(), review.TrendsQuestion{Question: question})
			return len(t.Development.Steps), err
		}},
		{"drivers", func(b *testing.B) (int, error) {
			d, err := r.Drivers(b.Context(), question)
			return d.Findings.Used, err
		}},
		{"drivers and reading texts", func(b *testing.B) (int, error) {
			if err := forget(b); err != nil {
				return 0, err
			}
			d, err := r.Drivers(b.Context(), question)
			return d.Findings.Used, err
		}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				if used, err := bb.ask(b); err != nil || used == 0 {
					b.Fatalf("%d posts, %v", used, err)
				}
			}
		})
	}
}

func TestYearMethods(t *testing.T) {
	r := aYear(t, 100)
	question := review.Question{Quarter: quarter(t, "2026Q3")}
	timing, err := r.Timing(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	drivers, err := r.Drivers(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range language.All() {
		speak := language.New(l)
		for name, m := range map[string]review.Method{"timing": timing.Method(speak), "drivers": drivers.Method(speak)} {
			var all strings.Builder
			for _, part := range m.Parts {
				all.WriteString(part.Title + strings.Join(part.Lines, " "))
			}
			if len(m.Parts) != 4 || len(m.Behind) != 100 || strings.Contains(all.String(), "method.") || !strings.Contains(all.String(), "÷") {
				t.Errorf("%s in %s: %d posts behind %q", name, l, len(m.Behind), all.String())
			}
		}
	}
}

// What is cut by audience or section holds here too.
func TestYearOfAnAudience(t *testing.T) {
	r := aYear(t, 60)
	question := review.Question{Quarter: quarter(t, "2026Q3"), Audiences: []social.Audience{social.Audiences()[0]}}
	timing, err := r.Timing(t.Context(), question)
	if err != nil || timing.Response.Posts != 0 { // no channel is for anybody in particular
		t.Errorf("%d posts, %v", timing.Response.Posts, err)
	}
	drivers, err := r.Drivers(t.Context(), question)
	if err != nil || drivers.Findings.Posts != 0 {
		t.Errorf("%d posts, %v", drivers.Findings.Posts, err)
	}
}
