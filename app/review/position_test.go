package review_test

import (
	"fmt"
	"strings"
	"testing"

	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
)

// citing is an invented quarter: of our posts on prevention and season one in four names a source, of the competitor's
// three in four.
func citing(ours, theirs int) string {
	var b strings.Builder
	b.WriteString("organisation,channel,platform,published_at,url,text,form,topic,reactions,comments,shares,followers_at_post\n")
	post := func(whose string, i int, source bool) {
		text := fmt.Sprintf("Tipp %d: Hände waschen.", i)
		if source {
			text += " Laut WHO hilft es."
		}
		fmt.Fprintf(&b, "%s,%s,facebook,2026-08-%02d,https://x.example/%s%d,%s,photo,prevention_and_season,5,0,0,1000\n", whose, whose, 1+i%28, whose[:1], i, text)
	}
	for i := range ours {
		post("Invented Hospital", i, i%4 == 0)
	}
	for i := range theirs {
		post("Rival Clinic", i, i%4 != 0)
	}
	return b.String()
}

func sourcesOf(t *testing.T, ours, theirs int) (review.Position, position.Criterion) {
	t.Helper()
	p, err := openTexts(t, citing(ours, theirs)).Position(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Report.Criteria {
		if c.Kind == position.Sources {
			return p, c
		}
	}
	t.Fatal("there is no criterion of sources")
	return p, position.Criterion{}
}

func TestPositionSources(t *testing.T) {
	english, german := language.New(language.English), language.New(language.German)
	p, c := sourcesOf(t, 24, 24)
	if c.Verdict != position.Behind {
		t.Errorf("6 of 24 against 18 of 24: %s", c.Verdict)
	}
	if got, want := p.Sentence(english, c), "Health posts with a source: 25%; the competitors’ median is 75% (75% to 75%): behind."; !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q first", got, want)
	}
	if got, want := strings.Join(p.Actions(german), "\n"), "Quellen nennen: 25 % der Beiträge zu Gesundheitsthemen nennen im Text eine; der Median der Mitbewerber ist 75 %."; !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
		t.Errorf("%q, want %q", got, want)
	}
	if method := fmt.Sprint(p.Method(english)); !strings.Contains(method, "It is told by words alone") {
		t.Errorf("the method does not say that sources are a guess: %s", method)
	}
	p, c = sourcesOf(t, 8, 24)
	if got, want := p.Sentence(english, c), "Health posts with a source: 25%, but of 8 posts only. That is too few to compare."; got != want || c.Verdict != position.CannotTell {
		t.Errorf("%q, want %q", got, want)
	}
	p, c = sourcesOf(t, 0, 24)
	if got, want := p.Sentence(english, c), "Health posts with a source: there are no posts on health topics whose text is known."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Of the quarter's 91 posts, one a day up to 29 September, every other was in the evening, 45 of them, and evenings earn more.
func TestPositionTimes(t *testing.T) {
	english := language.New(language.English)
	timesOf := func(r *review.Reviewer) string {
		p, err := r.Position(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Report.Criteria {
			if c.Kind == position.Times {
				return p.Sentence(english, c)
			}
		}
		return ""
	}
	if got, want := timesOf(aYear(t, 364)), "Posts at our best times: 49% of 91 posts. The competitors’ posts of the year show no clear difference between times, so there is nothing to compare with."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := timesOf(openTexts(t, citing(24, 24))), "Posts at our best times: the year’s posts show no clear difference between times, so there is nothing to hit or miss."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What we are ahead on comes first, and nothing is said where that is nothing.
func TestPositionStrengths(t *testing.T) {
	english := language.New(language.English)
	var p review.Position
	p.Report.Criteria = []position.Criterion{
		{Kind: position.Cadence, Verdict: position.Ahead},
		{Kind: position.Presence, Verdict: position.Behind},
		{Kind: position.Engagement, Platform: social.X, Verdict: position.Ahead},
	}
	if got, want := p.Strengths(english), "Ahead: Posts a week and Engagement on X."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.Report.Criteria = p.Report.Criteria[1:2]
	if got := p.Strengths(english); got != "" {
		t.Errorf("behind on all there is, yet %q", got)
	}
}
