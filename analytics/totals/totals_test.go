package totals_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/totals"
)

// The third quarter of 2026 has 92 days; in Zurich the clocks change in the first and the fourth.
var (
	zone = func() *time.Location {
		z, err := time.LoadLocation("Europe/Zurich")
		if err != nil {
			panic(err)
		}
		return z
	}()
	q3   = social.Quarter{Year: 2026, Number: 3}
	page = social.Channel{ID: 7, Organisation: 1, Platform: social.Facebook, Name: "Page"}
)

// on is noon of a day, as the workspace hands it out: in UTC.
func on(day string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		panic(err)
	}
	return t.Add(12 * time.Hour).UTC()
}

func figure(m social.ChannelMetric, from, to string, v int64) social.ChannelFigure {
	return social.ChannelFigure{Channel: page.ID, Metric: m, From: on(from), To: on(to), Value: v}
}

// daily is the same figure on every day from one to another.
func daily(m social.ChannelMetric, from, to string, v int64) []social.ChannelFigure {
	var all []social.ChannelFigure
	for day := on(from).In(zone); !day.After(on(to)); day = day.AddDate(0, 0, 1) {
		all = append(all, figure(m, day.Format(time.DateOnly), day.Format(time.DateOnly), v))
	}
	return all
}

type post struct {
	day     string
	metrics map[social.Metric]int64
}

func panelOf(posts ...post) *panel.Panel {
	var b panel.Builder
	for i, x := range posts {
		s := social.Post{ID: social.PostID(i + 1), Channel: page.ID, Platform: page.Platform, PublishedAt: on(x.day), ObservedAt: on("2026-10-20")}
		for m, v := range x.metrics {
			s.Metrics.Set(m, v)
		}
		b.Add(s, 1)
	}
	return b.Panel(zone, 0)
}

func options(figures []social.ChannelFigure, counts ...social.FollowerCount) totals.Options {
	return totals.Options{Quarter: q3, Channels: []social.Channel{page}, Figures: figures, Followers: social.NewFollowerHistory(counts)}
}

// written is a row as "total, days/of, parts | total, known/posts".
func written(r totals.Row) string {
	number := func(v *int64) string {
		if v == nil {
			return "–"
		}
		return fmt.Sprint(*v)
	}
	return fmt.Sprintf("%s, %d/%d, %d | %s, %d/%d",
		number(r.Page.Total), r.Page.Days, r.Page.Of, len(r.Page.Parts), number(r.Beside.Total), r.Beside.Known, r.Beside.Posts)
}

func TestDaysOfAPageAreCountedOnceAndNeverExtrapolated(t *testing.T) {
	m := social.ChannelReactions
	for name, c := range map[string]struct {
		figures []social.ChannelFigure
		want    string
	}{
		"one period":                  {[]social.ChannelFigure{figure(m, "2026-07-01", "2026-09-30", 910)}, "910, 92/92, 1 | –, 0/0"},
		"every day":                   {daily(m, "2026-07-01", "2026-09-30", 3), "276, 92/92, 92 | –, 0/0"},
		"a day is missing":            {daily(m, "2026-07-02", "2026-09-30", 3), "–, 91/92, 91 | –, 0/0"},
		"a zero is a figure":          {daily(m, "2026-07-01", "2026-09-30", 0), "0, 92/92, 92 | –, 0/0"},
		"days beyond are left out":    {daily(m, "2026-06-20", "2026-10-10", 3), "276, 92/92, 92 | –, 0/0"},
		"a period reaches beyond":     {[]social.ChannelFigure{figure(m, "2026-06-30", "2026-09-30", 910)}, ""},
		"a period and its days":       {append(daily(m, "2026-07-01", "2026-09-30", 3), figure(m, "2026-07-01", "2026-09-30", 300)), "300, 92/92, 1 | –, 0/0"},
		"a month and days of the two": {append(daily(m, "2026-07-20", "2026-09-30", 1), figure(m, "2026-07-01", "2026-07-31", 100)), "161, 92/92, 62 | –, 0/0"},             // 100 + 31 + 30
		"months that overlap":         {[]social.ChannelFigure{figure(m, "2026-07-01", "2026-08-10", 5), figure(m, "2026-08-01", "2026-09-30", 7)}, "–, 61/92, 1 | –, 0/0"}, // the longer of the two
		"what overlaps gives way":     {[]social.ChannelFigure{figure(m, "2026-07-01", "2026-07-31", 5), figure(m, "2026-07-15", "2026-08-31", 70), figure(m, "2026-08-01", "2026-09-30", 7)}, "12, 92/92, 2 | –, 0/0"},
	} {
		t.Run(name, func(t *testing.T) {
			for range 5 { // the order of the figures does not matter
				rand.Shuffle(len(c.figures), func(i, j int) { c.figures[i], c.figures[j] = c.figures[j], c.figures[i] })
				rows := totals.Compare(panelOf(), options(c.figures))
				got := ""
				for _, r := range rows {
					got += written(r)
					if !slices.IsSortedFunc(r.Page.Parts, func(a, b social.ChannelFigure) int { return a.From.Compare(b.From) }) {
						t.Error("the parts are not in the order of time")
					}
				}
				if got != c.want {
					t.Errorf("%q, want %q", got, c.want)
				}
			}
		})
	}
}

// The first quarter has 90 days, one of them an hour short.
func TestDaysAreThoseOfTheCalendarWhereTheClocksChange(t *testing.T) {
	o := options(daily(social.ChannelReactions, "2026-01-01", "2026-03-31", 2))
	o.Quarter = social.Quarter{Year: 2026, Number: 1}
	rows := totals.Compare(panelOf(), o)
	if len(rows) != 1 || written(rows[0]) != "180, 90/90, 90 | –, 0/0" {
		t.Errorf("%d rows, %s", len(rows), written(rows[0]))
	}
}

func TestPageTotalsStandBesidePosts(t *testing.T) {
	posts := panelOf(
		post{"2026-06-30", map[social.Metric]int64{social.Reactions: 1000, social.Comments: 1000}}, // the quarter before
		post{"2026-07-01", map[social.Metric]int64{social.Reactions: 30, social.Comments: 4, social.Shares: 6, social.Reach: 500}},
		post{"2026-08-01", map[social.Metric]int64{social.Reactions: 50, social.Comments: 10, social.Reach: 500}},
		post{"2026-09-30", nil}, // nothing is known of it
	)
	var figures []social.ChannelFigure
	for m, v := range map[social.ChannelMetric]int64{
		social.ChannelPosts: 6, social.ChannelInteractions: 200, social.ChannelReactions: 120, social.ChannelComments: 21,
		social.ChannelShares: 9, social.ChannelViews: 4000, social.ChannelReach: 900, social.ChannelVisitors: 80, social.ChannelClicks: 5,
	} {
		figures = append(figures, figure(m, "2026-07-01", "2026-09-30", v))
	}
	want := []string{
		"posts 6, 92/92, 1 | 3, 3/3 = 2.00",
		"interactions 200, 92/92, 1 | 100, 2/3", // 30 + 4 + 6 and 50 + 10
		"reactions 120, 92/92, 1 | 80, 2/3",
		"comments 21, 92/92, 1 | 14, 2/3",
		"shares 9, 92/92, 1 | 6, 1/3",
		"views 4000, 92/92, 1 | –, 0/3", // no post knows it: that is not zero
	}
	var got []string
	for _, r := range totals.Compare(posts, options(figures)) {
		line := string(r.Metric) + " " + written(r)
		if ratio, known := r.Ratio(); known {
			line += fmt.Sprintf(" = %.2f", ratio)
		}
		got = append(got, line)
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The ratio is of figures that tell of the same posts: 120 of the page over 80 of both posts is 1.5.
func TestRatioNeedsEveryPost(t *testing.T) {
	known := map[social.Metric]int64{social.Reactions: 40}
	total := options([]social.ChannelFigure{figure(social.ChannelReactions, "2026-07-01", "2026-09-30", 120)})
	for name, c := range map[string]struct {
		posts []post
		want  float64
	}{
		"all known": {[]post{{"2026-07-01", known}, {"2026-07-02", known}}, 1.5},
		"one lacks": {[]post{{"2026-07-01", known}, {"2026-07-02", nil}}, 0},
		"zero":      {[]post{{"2026-07-01", map[social.Metric]int64{social.Reactions: 0}}}, 0},
		"no posts":  {nil, 0},
	} {
		if got, there := totals.Compare(panelOf(c.posts...), total)[0].Ratio(); got != c.want || there != (c.want > 0) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestFollowersGainedStandBesideCounts(t *testing.T) {
	gained := []social.ChannelFigure{figure(social.ChannelFollowersGained, "2026-07-01", "2026-09-30", 60)}
	count := func(day string, n int64) social.FollowerCount {
		return social.FollowerCount{Channel: page.ID, On: on(day), Followers: n}
	}
	for name, c := range map[string]struct {
		counts []social.FollowerCount
		want   string
	}{
		"first and last day":       {[]social.FollowerCount{count("2026-07-01", 1000), count("2026-09-30", 1050)}, "60, 92/92, 1 | 50, 0/0"},
		"the days around":          {[]social.FollowerCount{count("2026-06-30", 1000), count("2026-10-01", 1048)}, "60, 92/92, 1 | 48, 0/0"},
		"fewer than before":        {[]social.FollowerCount{count("2026-06-30", 1000), count("2026-10-01", 990)}, "60, 92/92, 1 | -10, 0/0"},
		"the beginning is unknown": {[]social.FollowerCount{count("2026-07-02", 1000), count("2026-09-30", 1050)}, "60, 92/92, 1 | –, 0/0"},
		"the end is unknown":       {[]social.FollowerCount{count("2026-06-30", 1000), count("2026-09-29", 1050)}, "60, 92/92, 1 | –, 0/0"},
		"nothing is known":         {nil, "60, 92/92, 1 | –, 0/0"},
	} {
		rows := totals.Compare(panelOf(), options(gained, c.counts...))
		if len(rows) != 1 || written(rows[0]) != c.want || rows[0].Beside.Basis != totals.OfCounts {
			t.Errorf("%s: %s, want %s", name, written(rows[0]), c.want)
		}
	}
}

// What posts do not count is added up all the same, day by day, and only where all of the quarter's 92 days are known.
func TestCountedOfAMetricThatPostsLack(t *testing.T) {
	lost := daily(social.ChannelFollowersLost, "2026-07-01", "2026-09-30", 2)
	q := options(nil).Quarter
	if page := totals.Counted(lost, q, zone); page.Total == nil || *page.Total != 184 || page.Days != 92 {
		t.Errorf("%+v, want 184 of 92 days", page)
	}
	if page := totals.Counted(lost[1:], q, zone); page.Total != nil || page.Days != 91 {
		t.Errorf("%+v, want no total of 91 days", page)
	}
}
