package review_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
)

// criterionOf is the page's criterion of a kind.
func criterionOf(t *testing.T, p review.Position, kind position.Kind) position.Criterion {
	t.Helper()
	for _, c := range p.Report.Criteria {
		if c.Kind == kind {
			return c
		}
	}
	t.Fatalf("there is no criterion of %s", kind)
	return position.Criterion{}
}

// By hand: our page on X had 1,150 followers at the end, won 2 a day and lost 1 a day on 92 days, so it had 1,150 − 92 =
// 1,058 at the beginning, and grew by 92/1058 = 8.7 %. The rival's page total says 4,000 and 4,200: 5 %. Of Other Clinic
// only what it had at the end is known.
func TestPositionGrowthFromPageTotals(t *testing.T) {
	days := func(lost string) string {
		csv := "Date,Impressions,Likes,New follows,Unfollows,Create Post\n"
		for day := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC); day.Month() < time.October; day = day.AddDate(0, 0, 1) {
			csv += day.Format("\"Mon, Jan 2, 2006\"") + ",70,3,2," + lost + ",0\n"
		}
		return csv
	}
	posts := "organisation,channel,platform,published_at,url,text,form,reactions,comments\n" +
		"Invented Hospital,Page,x,2026-07-01,https://x.example/1,a,photo,34,4\nRival Clinic,Page,facebook,2026-08-02,https://x.example/3,c,photo,9,1\n"
	followers := "organisation,channel,platform,date,followers\nInvented Hospital,Page,x,2026-09-30,1150\nOther Clinic,Page,x,2026-09-30,900\n"
	rival := "organisation,channel,platform,from,to,followers_start,followers_end\nRival Clinic,Page,facebook,2026-07-01,2026-09-30,4000,4200\n"
	growth := func(files ...string) position.Criterion {
		p, err := openTexts(t, files...).Position(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
		if err != nil {
			t.Fatal(err)
		}
		return criterionOf(t, p, position.Audience)
	}
	c := growth(posts, followers, rival, days("1"))
	if c.Ours == nil || math.Abs(c.Ours.Estimate.Value-1150.0/1058) > 1e-12 {
		t.Errorf("ours: %+v, want %v", c.Ours, 1150.0/1058)
	}
	if len(c.Peers) != 1 || math.Abs(c.Peers[0].Estimate.Value-1.05) > 1e-12 || c.Verdict != position.Ahead {
		t.Errorf("the competitors’: %+v, %s", c.Peers, c.Verdict)
	}
	if c = growth(posts, followers, rival); c.Ours != nil { // nothing tells of the beginning
		t.Errorf("ours without daily figures: %+v", c.Ours)
	}
	if c = growth(posts, followers, rival, days("")); c.Ours != nil { // won alone is no growth
		t.Errorf("ours without those lost: %+v", c.Ours)
	}
}

// timed is a year of three organisations with a post a day each, at noon or in the evening by turns; evenings earn twice as
// much. In the last quarter the two rivals publish in the evening only.
func timed() string {
	var b strings.Builder
	b.WriteString("organisation,channel,platform,published_at,url,text,form,topic,reach,followers_at_post,reactions,comments\n")
	for day := range 364 {
		for i, whose := range []string{"Invented Hospital", "Rival Clinic", "Other Clinic"} {
			at, figure := time.Date(2025, 10, 1, 11, 0, 0, 0, time.UTC).AddDate(0, 0, day), 200*math.Exp(0.3*math.Sin(float64(7*(3*day+i)*(3*day+i)%101)))
			if (day+day/7)%2 == 0 || i > 0 && day >= 273 { // each weekday by turns
				at, figure = at.Add(6*time.Hour), 2*figure
			}
			fmt.Fprintf(&b, "%s,Page,instagram,%s,https://x.example/%d-%d,a,photo,job,100000,50000,%.0f,0\n", whose, at.Format(time.RFC3339), day, i, figure)
		}
	}
	return b.String()
}

// Of the quarter's 91 posts of ours, on days 273 to 363, every other was in the evening: those with an even sum of day and
// week, 46. The rivals' were all in the evening.
func TestPositionComparesTimes(t *testing.T) {
	english := language.New(language.English)
	r, q := openTexts(t, timed()), review.Question{Quarter: quarter(t, "2026Q3")}
	evenings := 0
	for day := 273; day < 364; day++ {
		if (day+day/7)%2 == 0 {
			evenings++
		}
	}
	soon, err := r.PositionSoon(t.Context(), q)
	if err != nil || !soon.Pending {
		t.Fatalf("pending: %v, %v", soon.Pending, err)
	}
	c := criterionOf(t, soon, position.Times)
	if got, want := soon.Sentence(english, c), "Posts at our best times: the year’s posts of everybody are still being looked at."; got != want || soon.Verdict(english, c) != "…" {
		t.Errorf("%q, want %q", got, want)
	}
	p, err := r.Position(t.Context(), q)
	if err != nil || p.Pending {
		t.Fatalf("pending: %v, %v", p.Pending, err)
	}
	c = criterionOf(t, p, position.Times)
	if c.Ours == nil || c.Ours.Estimate.Value != float64(evenings)/91 || len(c.Peers) != 2 || c.Peers[0].Estimate.Value != 1 {
		t.Fatalf("%+v against %+v, want %d of 91 against all", c.Ours, c.Peers, evenings)
	}
	if c.Verdict != position.Behind {
		t.Errorf("%s", c.Verdict)
	}
	if got, want := strings.Join(p.Actions(english), "\n"), "Post at your best times more often: "; !strings.Contains(got, want) {
		t.Errorf("%q, want %q in it", got, want)
	}
	soon.Pending, p.Pending = false, false
	for i := range soon.Report.Criteria {
		if k := soon.Report.Criteria[i].Kind; k != position.Times && k != position.Safeguards && soon.Sentence(english, soon.Report.Criteria[i]) != p.Sentence(english, p.Report.Criteria[i]) {
			t.Errorf("%s differs between the two", k)
		}
	}
	if again, err := r.PositionSoon(t.Context(), q); err != nil || again.Pending || criterionOf(t, again, position.Times).Verdict != position.Behind {
		t.Errorf("what has been found out is kept: pending %v, %v", again.Pending, err)
	}
	r.Forget()
	if again, err := r.PositionSoon(t.Context(), q); err != nil || !again.Pending {
		t.Errorf("what was found out of posts before is not kept: pending %v, %v", again.Pending, err)
	}
}

// The page names the form that is plainly behind, in every language.
func TestPositionByForm(t *testing.T) {
	var b strings.Builder
	b.WriteString("organisation,channel,platform,published_at,url,text,form,reactions,comments,followers_at_post\n")
	add := func(whose string, form social.Form, from int, reactions ...int) {
		for i, n := range reactions {
			fmt.Fprintf(&b, "%s,Page,instagram,2026-08-%02d,https://x.example/%s%s%d,a,%s,%d,0,1000\n", whose, from+i, whose[:1], form, i, form, n)
		}
	}
	add("Invented Hospital", social.Photo, 1, 20, 30, 20, 30, 20, 30)
	add("Rival Clinic", social.Photo, 1, 20, 30, 20, 30, 20, 30)
	add("Invented Hospital", social.Carousel, 10, 2, 3, 2, 3, 2, 3)
	add("Rival Clinic", social.Carousel, 10, 60, 90, 60, 90, 60, 90)
	p, err := openTexts(t, b.String()).Position(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	for l, want := range map[language.Language][2]string{
		language.English: {"Behind on one of 2 content forms compared: Carousel on Instagram", "On Instagram, look at the form “Carousel”: the comparable rate of a typical post is 0.30%"},
		language.German:  {"In einer von 2 verglichenen Inhaltsformen zurück: Karussell auf Instagram", "Auf Instagram die Form „Karussell“ ansehen: Die vergleichbare Rate eines typischen Beitrags ist 0,30 %"},
		language.French:  {"Derrière sur une des 2 formes de contenu comparées : Carrousel sur Instagram", "Sur Instagram, regarder la forme « Carrousel » : le taux comparable d’une publication typique est de 0,30 %"},
	} {
		speak := language.New(l)
		plain := func(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }
		if got := plain(p.FormsHeadline(speak)); got != want[0] {
			t.Errorf("%q, want %q", got, want[0])
		}
		if got := plain(strings.Join(p.Actions(speak), "\n")); !strings.HasPrefix(got, want[1]) || strings.Count(got, "Instagram") != 1 {
			t.Errorf("%q, want %q first, and Instagram once", got, want[1])
		}
		if method := fmt.Sprint(p.Method(speak)); !strings.Contains(method, speak.T("method.position.engagement")) {
			t.Errorf("the method does not tell of forms: %s", method)
		}
	}
}
