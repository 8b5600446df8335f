package review_test

import (
	"strings"
	"testing"
	"time"

	"auscult/app/language"
	"auscult/app/review"
)

const (
	totalPosts = `organisation,channel,platform,published_at,url,text,form,reactions,comments
Invented Hospital,Page,facebook,2026-07-01,https://x.example/1,a,photo,34,4
Invented Hospital,Page,facebook,2026-09-01,https://x.example/2,b,video,70,
Rival Clinic,Page,facebook,2026-08-02,https://x.example/3,c,photo,9,1
`
	totalPages = `organisation,channel,platform,from,to,posts,reactions,comments,shares
Invented Hospital,Page,facebook,2026-07-01,2026-09-30,,1130,,
Invented Hospital,Page,facebook,2026-07-01,2026-07-31,,,9,
Rival Clinic,,facebook,2026-07-01,2026-09-30,5,30,6,40
Other Clinic,,facebook,2026-07-01,2026-09-30,50,,,
`
)

// By hand: 34 + 70 = 104 reactions; 1130 of 104 is 10.87, written as 11; of July's 31 days nothing is made for the
// quarter's 92. The page of Rival Clinic without a name is its only one.
func TestTotalsOfPagesStandBesidePosts(t *testing.T) {
	r := openTexts(t, totalPosts, totalPages)
	speak := language.New(language.English)
	answer, err := r.Totals(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range answer.Rows {
		got = append(got, strings.Join([]string{
			row.Organisation.Name, row.MetricName(speak), row.PageTotal(speak), row.Days(speak), row.PageSource(speak),
			row.BesideTotal(speak), row.BesideSource(speak), row.RatioText(speak), row.Missing(speak),
		}, "|"))
	}
	want := []string{
		"Invented Hospital|Reactions|1,130|92 of 92|b.csv|104|2 posts, a.csv|11|",
		"Invented Hospital|Comments|–|31 of 92|b.csv|4|one of 2 posts, a.csv|–|",
		"Other Clinic|Posts|50|92 of 92|b.csv|–|no posts imported|–|", // nothing is missing of posts nobody exports
		"Rival Clinic|Posts|5|92 of 92|b.csv|1|one post, a.csv|5.00|Of 5 posts that the page counts, one is imported: what its posts add up to leaves out the others.",
		"Rival Clinic|Reactions|30|92 of 92|b.csv|9|one post, a.csv|3.33|",
		"Rival Clinic|Comments|6|92 of 92|b.csv|1|one post, a.csv|6.00|",
		"Rival Clinic|Shares|40|92 of 92|b.csv|–|Shares unknown|–|",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if answer.Posts != 3 || !strings.Contains(answer.Headline(speak), "3 channels") || !strings.HasPrefix(answer.Detail(speak), "One total is left open") {
		t.Errorf("%d posts, %q, %q", answer.Posts, answer.Headline(speak), answer.Detail(speak))
	}
	if source := answer.Source(speak); source != "Source: page totals from b.csv; figures of 3 posts, as of 5 October 2026." {
		t.Errorf("%q", source)
	}
}

// By hand: 92 days with 2 new followers each are 184; at either end there were 1000 and 1150, so some have left. The two
// are of different files.
func TestFollowersGainedStandBesideTheirCounts(t *testing.T) {
	days := "Date,Impressions,Likes,New follows,Unfollows,Create Post\n"
	for day := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC); day.Month() < time.October; day = day.AddDate(0, 0, 1) {
		days += day.Format("\"Mon, Jan 2, 2006\"") + ",70,3,2,1,0\n"
	}
	r := openTexts(t, totalPosts+"Invented Hospital,Page,x,2026-07-01,https://x.example/9,a,photo,34,4\n",
		"organisation,channel,platform,date,followers\nInvented Hospital,Page,x,2026-06-30,1000\nInvented Hospital,Page,x,2026-09-30,1150\n", days)
	speak := language.New(language.English)
	answer, err := r.Totals(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	last := answer.Rows[len(answer.Rows)-1]
	got := last.Sentence(speak) + "; " + last.PageSource(speak) + "; " + last.BesideSource(speak)
	want := "Invented Hospital, X, Followers gained: 184 by the page (92 of 92 days), against 150 (difference of follower counts); c.csv; difference of follower counts, b.csv"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
	answer, err = r.Totals(t.Context(), review.Question{Quarter: quarter(t, "2026Q2")})
	if err != nil || len(answer.Rows) != 0 || !strings.HasPrefix(answer.Headline(speak), "No page totals in Q2 2026") {
		t.Errorf("%d rows of a quarter of which nothing tells: %q (%v)", len(answer.Rows), answer.Headline(speak), err)
	}
}
