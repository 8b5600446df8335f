package formula_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"auscult/analytics/formula"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

var zone = time.UTC

const page social.ChannelID = 7

func day(n int) time.Time { return time.Date(2026, 7, 6+n, 12, 0, 0, 0, zone) } // 6 July 2026 is a Monday

type post struct {
	day     int
	channel social.ChannelID // zero: page
	metrics map[social.Metric]int64
}

func of(p social.Platform, days int, posts []post, counts ...social.FollowerCount) formula.Data {
	var b panel.Builder
	for i, x := range posts {
		channel := page
		if x.channel != 0 {
			channel = x.channel
		}
		s := social.Post{ID: social.PostID(i + 1), Channel: channel, Platform: p, PublishedAt: day(x.day), ObservedAt: day(400)}
		for m, v := range x.metrics {
			s.Metrics.Set(m, v)
		}
		b.Add(s, 1)
	}
	start := time.Date(2026, 7, 6, 0, 0, 0, 0, zone)
	return formula.Data{
		Platform: p, Channel: page, Posts: b.Panel(zone, 0), Followers: social.NewFollowerHistory(counts),
		From: start, Until: start.AddDate(0, 0, days),
	}
}

func followers(on int, n int64) social.FollowerCount {
	return social.FollowerCount{Channel: page, On: day(on), Followers: n}
}

// meta is a post's public engagement on Facebook: n interactions, all of them reactions.
func meta(n int64) map[social.Metric]int64 {
	return map[social.Metric]int64{social.Reactions: n, social.Comments: 0, social.Shares: 0}
}

func find(t *testing.T, id string) formula.Formula {
	t.Helper()
	all := formula.All()
	i := slices.IndexFunc(all, func(f formula.Formula) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("there is no formula %q", id)
	}
	return all[i]
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 1e-12 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// The examples are the vendors' own, from the pages that the table names.

// Fanpage Karma prints 0.62 %, because it rounds each day first; the exact mean of its seven days is 0.6130 %.
func TestFanpageKarmaEngagementIsTheMeanOverDays(t *testing.T) {
	week := []struct{ interactions, fans int64 }{{20, 3500}, {0, 3590}, {37, 3700}, {100, 3750}, {0, 3755}, {0, 3780}, {2, 3783}}
	var posts []post
	var counts []social.FollowerCount
	var want float64
	for i, w := range week {
		counts = append(counts, followers(i, w.fans))
		if w.interactions > 0 {
			posts = append(posts, post{day: i, metrics: meta(w.interactions)})
		}
		want += float64(w.interactions) / float64(w.fans) / 7
	}
	fig := find(t, "fanpage_karma_engagement").Of(of(social.Facebook, 7, posts, counts...))
	near(t, "engagement", fig.Value, want)
	if math.Round(fig.Value*1e6)/1e6 != 0.006130 || fig.N != 7 || fig.Engagement != 159 {
		t.Errorf("the week is %+v, want 0.6130 %% over 7 days of 159 interactions", fig)
	}
}

func TestFanpageKarmaPostInteraction(t *testing.T) {
	var posts []post
	for i := range 10 { // 30 reactions, 10 posts, 200 followers
		posts = append(posts, post{day: i, metrics: map[social.Metric]int64{social.Reactions: 2, social.Comments: 1}})
	}
	fig := find(t, "fanpage_karma_post").Of(of(social.Instagram, 10, posts, followers(0, 200)))
	near(t, "post interaction", fig.Value, 0.015)
	if fig.Engagement != 30 || fig.N != 10 {
		t.Errorf("it rests on %d interactions of %d posts, want 30 of 10", fig.Engagement, fig.N)
	}
}

func TestFanpageKarmaGrowthIsCompounded(t *testing.T) {
	fig := find(t, "fanpage_karma_growth").Of(of(social.Facebook, 14, nil, followers(0, 500), followers(14, 2000)))
	near(t, "500 to 2000 in two weeks", fig.Value, 1)
	if one := find(t, "fanpage_karma_growth").Of(of(social.Facebook, 14, nil, followers(3, 500))); one.Why != formula.NoFollowers {
		t.Errorf("one count gives a growth of %v", one.Value)
	}
}

func TestFanpageKarmaResponseTimeIsTheMedian(t *testing.T) {
	d := of(social.Facebook, 7, nil)
	for _, hours := range []float64{0.17, 0.75, 2, 20, 0.88} {
		d.Answers = append(d.Answers, time.Duration(hours*float64(time.Hour)))
	}
	fig := find(t, "fanpage_karma_response").Of(d)
	near(t, "response time", fig.Value, 0.88)
	if fig.N != 5 {
		t.Errorf("it rests on %d answers, want 5", fig.N)
	}
}

func TestCrowdTangle(t *testing.T) {
	one := meta(10)
	one[social.FollowersAtPost] = 800
	near(t, "post", find(t, "crowdtangle_post").Of(of(social.Facebook, 7, []post{{metrics: one}})).Value, 0.0125)

	posts := []post{{metrics: meta(40)}, {metrics: meta(60)}}
	for i := range 5 {
		posts = append(posts, post{day: i, metrics: meta(0)})
	}
	fig := find(t, "crowdtangle_page").Of(of(social.Facebook, 7, posts, followers(0, 1000), followers(6, 1500)))
	near(t, "page", fig.Value, 100.0/7/1250) // prints 1.14 %
	near(t, "followers", fig.Over, 1250)
	if math.Round(fig.Value*1e8) != 1142857 {
		t.Errorf("page is %v, want 1.142857 %%", fig.Value)
	}
}

// What people do with others' shares of a post belongs to the shares: 6 interactions, not 11.
func TestQuintlyCountsThePostAlone(t *testing.T) {
	d := of(social.Facebook, 7, []post{
		{metrics: map[social.Metric]int64{social.Reactions: 3, social.Comments: 2, social.Shares: 1, social.FollowersAtPost: 600}},
		{channel: 8, metrics: map[social.Metric]int64{social.Reactions: 2, social.Comments: 2, social.Shares: 1, social.FollowersAtPost: 50}},
	})
	d.Posts = d.Posts.Where(panel.Filter{Channels: []social.ChannelID{page}})
	fig := find(t, "quintly_post").Of(d)
	if fig.Engagement != 6 {
		t.Errorf("it counts %d interactions, want 6", fig.Engagement)
	}
	near(t, "rate", fig.Value, 0.01)
}

// Quintly's example of the mean of followers: 10 on the first day and 30 on the last are 20.
func TestQuintlyPage(t *testing.T) {
	fig := find(t, "quintly_page").Of(of(social.Facebook, 7, []post{{metrics: meta(5)}, {metrics: meta(3)}}, followers(0, 10), followers(6, 30)))
	near(t, "followers", fig.Over, 20)
	near(t, "rate", fig.Value, 0.2) // 8 interactions / 2 posts / 20
	if none := find(t, "quintly_page").Of(of(social.Facebook, 7, nil)); none.Value != 0 || none.Why != formula.Known || none.N != 0 {
		t.Errorf("without posts Quintly gives 0, here %+v", none)
	}
}

func reached(engagement, reach, then int64) post {
	m := meta(engagement)
	m[social.Reach], m[social.FollowersAtPost] = reach, then
	return post{metrics: m}
}

// Hootsuite's example: (3.4 % + 3.5 %) / 2 = 3.45 %. The same posts by Rival IQ, by hand: (34+70)/(1000+4000) = 2.08 %,
// and by Socialinsider (3.4 % + 1.75 %)/2 = 2.575 %.
func TestTheSamePostsByThreeFormulas(t *testing.T) {
	d := of(social.Facebook, 7, []post{reached(34, 1000, 1000), reached(70, 2000, 4000)})
	for id, want := range map[string]float64{
		"hootsuite_reach": 0.0345, "socialinsider_reach": 0.0345, "rival_iq": 0.0208, "socialinsider_followers": 0.02575,
	} {
		near(t, id, find(t, id).Of(d).Value, want)
	}
}

func TestWhatIsNotKnownIsAbsentAndSaysWhy(t *testing.T) {
	bare := post{metrics: meta(5)}
	linked := map[social.Metric]int64{social.Reactions: 5, social.Comments: 1, social.Shares: 1, social.FollowersAtPost: 100}
	for name, c := range map[string]struct {
		id    string
		data  formula.Data
		why   formula.Why
		lacks social.Metric
	}{
		"no followers then":       {"rival_iq", of(social.Facebook, 7, []post{bare}), formula.NoFollowers, 0},
		"no followers of the day": {"fanpage_karma_engagement", of(social.Facebook, 100, []post{bare}, followers(0, 100)), formula.NoFollowers, 0},
		"no followers at the end": {"quintly_page", of(social.Facebook, 100, []post{bare}, followers(0, 100)), formula.NoFollowers, 0},
		"no reach":                {"hootsuite_reach", of(social.Facebook, 7, []post{bare}), formula.Lacks, social.Reach},
		"no views":                {"rival_iq_views", of(social.TikTok, 7, []post{bare}), formula.Lacks, social.Views},
		"clicks are the owner's":  {"socialinsider_followers", of(social.LinkedIn, 7, []post{{metrics: linked}}), formula.Lacks, social.Clicks},
		"no posts":                {"rival_iq", of(social.Facebook, 7, nil), formula.NoPosts, 0},
		"another platform":        {"rival_iq", of(social.XING, 7, []post{bare}), formula.NotDefined, 0},
		"no answers":              {"fanpage_karma_response", of(social.Facebook, 7, nil), formula.NoAnswers, 0},
	} {
		t.Run(name, func(t *testing.T) {
			fig := find(t, c.id).Of(c.data)
			if fig.Why != c.why || fig.Lacks != c.lacks || !math.IsNaN(fig.Value) {
				t.Errorf("%+v, want absent because %s %s", fig, c.why, c.lacks)
			}
		})
	}
}

func TestPostsThatLackAPartAreLeftOut(t *testing.T) {
	full := meta(10)
	full[social.FollowersAtPost] = 1000
	fig := find(t, "rival_iq").Of(of(social.Facebook, 7, []post{{metrics: full}, {metrics: meta(90)}}))
	near(t, "rate", fig.Value, 0.01)
	if fig.N != 1 || fig.LeftOut != 1 || fig.Engagement != 10 {
		t.Errorf("%+v, want one post used and one left out", fig)
	}
}

func TestSeveralChannelsTogether(t *testing.T) {
	d := of(social.Facebook, 7, []post{reached(10, 500, 1000), {channel: 8, metrics: reached(90, 500, 9000).metrics}})
	d.Channel = 0
	near(t, "weighted by followers", find(t, "rival_iq").Of(d).Value, 0.01)
	if fig := find(t, "quintly_page").Of(d); fig.Why != formula.OneChannel {
		t.Errorf("a formula for one page gives several %+v", fig)
	}
}

// The order of the posts reaches no sum.
func TestTheOrderOfThePostsDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var posts []post
	for i := range 200 {
		posts = append(posts, reached(r.Int64N(500), 1+r.Int64N(9000), 1000+r.Int64N(100)))
		posts[i].day = r.IntN(90)
	}
	counts := []social.FollowerCount{followers(0, 1000), followers(40, 1040), followers(89, 1090)}
	data := of(social.Facebook, 90, posts, counts...)
	slices.Reverse(posts)
	reversed := of(social.Facebook, 90, posts, counts...)
	for _, f := range formula.On(social.Facebook) {
		a, b := f.Of(data), f.Of(reversed)
		if a.Why != b.Why || math.Float64bits(a.Value) != math.Float64bits(b.Value) {
			t.Errorf("%s: %v one way, %v the other", f.ID, a.Value, b.Value)
		}
	}
}

func TestEveryFormulaSaysWhereItIsFrom(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range formula.All() {
		if f.Source == "" || f.Over == "" || f.Average == "" || f.Unit == "" || seen[f.ID] {
			t.Errorf("%q is incomplete or there twice", f.ID)
		}
		seen[f.ID] = true
	}
	if on := formula.On(social.XING); on != nil {
		t.Errorf("XING has no published formula, here %d", len(on))
	}
}
