package trend_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/trend"
)

var zurich = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		panic(err)
	}
	return zone
}()

// monday is the first day of the invented data; 13 weeks later it is 28 September 2026.
var monday = time.Date(2026, 6, 29, 9, 0, 0, 0, zurich)

const (
	we, rival, other social.OrganisationID = 1, 2, 3
)

type published struct {
	whose                          social.OrganisationID
	week                           int
	reactions, comments, followers int64
	platform                       social.Platform
	change                         func(*social.Post)
}

func panelOf(posts ...published) *panel.Panel {
	var b panel.Builder
	for i, g := range posts {
		p := social.Post{
			ID: social.PostID(i + 1), Channel: social.ChannelID(g.whose), Platform: social.Instagram, Form: social.Photo,
			PublishedAt: monday.AddDate(0, 0, 7*g.week), ObservedAt: monday.AddDate(0, 0, 7*20),
		}
		if g.platform != "" {
			p.Platform = g.platform
		}
		p.Metrics.Set(social.Reactions, g.reactions)
		p.Metrics.Set(social.Comments, g.comments)
		if g.followers > 0 {
			p.Metrics.Set(social.FollowersAtPost, g.followers)
		}
		if g.change != nil {
			g.change(&p)
		}
		b.Add(p, g.whose)
	}
	return b.Panel(zurich, 0)
}

func options(m trend.Measure) trend.Options {
	return trend.Options{Ours: []social.OrganisationID{we}, Others: []social.OrganisationID{rival, other}, Measure: m, Step: trend.Week}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestSteps(t *testing.T) {
	// The clocks of Zurich go back on 25 October 2026: that week has an hour more, and is a week.
	sunday := time.Date(2026, 10, 25, 23, 30, 0, 0, zurich)
	start := trend.Week.Start(sunday)
	if want := time.Date(2026, 10, 19, 0, 0, 0, 0, zurich); !start.Equal(want) {
		t.Errorf("the week of %v begins %v", sunday, start)
	}
	if next := trend.Week.Next(start); !next.Equal(time.Date(2026, 10, 26, 0, 0, 0, 0, zurich)) || next.Sub(start) != 169*time.Hour {
		t.Errorf("the next one begins %v", next)
	}
	if start := trend.Month.Start(sunday); start.Day() != 1 || !trend.Month.Next(start).Equal(time.Date(2026, 11, 1, 0, 0, 0, 0, zurich)) {
		t.Errorf("the month begins %v", start)
	}
}

// Totals, posts and typical posts of a few weeks, added up by hand.
func TestLines(t *testing.T) {
	p := panelOf(
		published{whose: we, week: 0, reactions: 10, comments: 2, followers: 1000},
		published{whose: we, week: 0, reactions: 30, comments: 0, followers: 1000},
		published{whose: we, week: 2, reactions: 5, comments: 0, followers: 1000},
		published{whose: rival, week: 0, reactions: 8, comments: 0, followers: 400},
		published{whose: rival, week: 1, reactions: 9, comments: 0, followers: 400},
		published{whose: rival, week: 2, reactions: 4, comments: 0, followers: 400},
		published{whose: other, week: 0, reactions: 100, comments: 0, followers: 9000},
	)
	posts := trend.Compare(p, options(trend.Posts))
	if len(posts.Steps) != 20 || !posts.Steps[0].Equal(time.Date(2026, 6, 29, 0, 0, 0, 0, zurich)) {
		t.Fatalf("%d steps from %v", len(posts.Steps), posts.Steps)
	}
	for step, want := range map[int]float64{0: 2, 1: 0, 2: 1} {
		near(t, "our posts", posts.Ours.Values[step], want)
	}
	near(t, "the rivals' median", posts.Peers[0], 1)
	total := trend.Compare(p, options(trend.Engagement))
	near(t, "our engagement", total.Ours.Values[0], 42)
	near(t, "our engagement in a week without posts", total.Ours.Values[1], 0)
	if total.Ours.Counts[0] != 2 || !slices.Equal(total.Ours.IDs[0], []social.PostID{1, 2}) {
		t.Errorf("rests on %d posts: %v", total.Ours.Counts[0], total.Ours.IDs[0])
	}
	rate := trend.Compare(p, options(trend.Rate))
	// The median of log(12.5/1001) and log(30.5/1001) is their mean: √(12.5 · 30.5)/1001.
	near(t, "our rate", rate.Ours.Values[0], math.Sqrt(12.5*30.5)/1001)
	near(t, "our rate in a week without posts", rate.Ours.Values[1], math.NaN())
	near(t, "a rival's rate", rate.Others[0].Values[0], 8.5/401)
	near(t, "the rivals' median", rate.Peers[0], (8.5/401+100.5/9001)/2)
	share := trend.Compare(p, options(trend.ShareOfPosts))
	near(t, "our share of the posts", share.Ours.Values[0], 2.5/(2.5+1.5+1.5))
	if value, step, ok := posts.Ours.Last(); !ok || step != 19 || value != 0 {
		t.Errorf("last value %v at %d, %v", value, step, ok)
	}
}

// What must not count does not: young posts, boosted ones for a typical post, and figures that are absent.
func TestWhatIsLeftOut(t *testing.T) {
	p := panelOf(
		published{whose: we, week: 0, reactions: 10, followers: 1000},
		published{whose: we, week: 0, reactions: 90, followers: 1000, change: func(p *social.Post) { p.Boosted = social.Yes }},
		published{whose: we, week: 0, reactions: 50, followers: 1000, change: func(p *social.Post) { p.ObservedAt = p.PublishedAt.AddDate(0, 0, 3) }},
		published{whose: we, week: 0, reactions: 70, change: func(p *social.Post) { p.Metrics = social.Metrics{} }},
		published{whose: we, week: 19, reactions: 1, followers: 1000},
	)
	o := options(trend.PerPost)
	o.Others = nil
	near(t, "a typical post", trend.Compare(p, o).Ours.Values[0], 10.5)
	o.Measure = trend.Engagement
	near(t, "all engagement, of which some still grows", trend.Compare(p, o).Ours.Values[0], math.NaN())
	o.Measure = trend.Posts
	near(t, "all posts", trend.Compare(p, o).Ours.Values[0], 4)
	if d := trend.Compare(p, o); d.Against != nil || !math.IsNaN(d.Peers[0]) {
		t.Errorf("compared with nobody: %+v", d.Against)
	}
}

// A rival whose export of a quarter is missing is unknown then, not silent: no zeros, no share.
func TestMissingExport(t *testing.T) {
	var posts []published
	for week := range 20 {
		posts = append(posts, published{whose: we, week: week, reactions: 5, followers: 100}, published{whose: other, week: week, reactions: 5, followers: 100})
		if week < 7 || week >= 14 {
			posts = append(posts, published{whose: rival, week: week, reactions: 5, followers: 100})
		}
	}
	d := trend.Compare(panelOf(posts...), options(trend.Posts))
	for week, v := range d.Others[0].Values {
		if missing := week >= 7 && week < 14; math.IsNaN(v) != missing {
			t.Errorf("week %d: %v", week, v)
		}
	}
	share := trend.Compare(panelOf(posts...), options(trend.ShareOfPosts))
	near(t, "share while the rival is known", share.Ours.Values[3], 1.0/3)
	near(t, "share while it is not", share.Ours.Values[8], math.NaN())
}

// What moves everybody alike cancels out: everyone doubles by the end, we besides rise by 3 % a week.
func TestAgainstTheMarket(t *testing.T) {
	source := rand.New(rand.NewPCG(11, 12))
	var posts []published
	for week := range 40 {
		market := math.Exp(float64(week) / 40 * math.Ln2)
		levels := map[social.OrganisationID]float64{we: 200 * math.Exp(0.03*float64(week)), rival: 300, other: 500}
		for _, whose := range []social.OrganisationID{we, rival, other} { // in one order, for the same draws every time
			for range 5 {
				posts = append(posts, published{
					whose: whose, week: week, reactions: int64(levels[whose] * market * math.Exp(0.2*source.NormFloat64())), followers: 10_000,
					change: func(p *social.Post) { p.ObservedAt = monday.AddDate(1, 0, 0) },
				})
			}
		}
	}
	d := trend.Compare(panelOf(posts...), options(trend.PerPost))
	if d.Against == nil || !d.Against.Clear() {
		t.Fatalf("%+v", d.Against)
	}
	// exp(13 · 0.03) = 1.477 a quarter.
	if e := d.Against.PerQuarter; e.Low > 1.477 || e.High < 1.477 || e.Low < 1.3 {
		t.Errorf("%+v a quarter", e)
	}
	if alone := d.Alone.PerQuarter.Value; alone < 1.7 { // exp(13 · (0.03 + ln 2/40)) = 1.85
		t.Errorf("alone %v a quarter", alone)
	}
	// A change of unit changes no verdict: ten times the reactions for everybody.
	for i := range posts {
		posts[i].reactions = posts[i].reactions*10 + 4 // so that the half reaction weighs as much: (10 y + 4.5)/10 ≈ y + ½
	}
	tenfold := trend.Compare(panelOf(posts...), options(trend.PerPost))
	if math.Abs(tenfold.Against.PerQuarter.Value-d.Against.PerQuarter.Value) > 1e-3 || tenfold.Against.Clear() != d.Against.Clear() {
		t.Errorf("%+v and, tenfold, %+v", d.Against, tenfold.Against)
	}
}

// A lasting jump is found where it was made, and the order of the posts changes nothing at all.
func TestChange(t *testing.T) {
	source := rand.New(rand.NewPCG(5, 6))
	var posts []published
	for week := range 40 {
		level := 100.0
		if week >= 22 {
			level = 260
		}
		for range 3 {
			for _, whose := range []social.OrganisationID{we, rival, other} {
				reactions := 100 * math.Exp(0.25*source.NormFloat64())
				if whose == we {
					reactions *= level / 100
				}
				posts = append(posts, published{whose: whose, week: week, reactions: int64(reactions), change: func(p *social.Post) { p.ObservedAt = monday.AddDate(1, 0, 0) }})
			}
		}
	}
	d := trend.Compare(panelOf(posts...), options(trend.PerPost))
	if len(d.Changes) != 1 {
		t.Fatalf("%+v", d.Changes)
	}
	c := d.Changes[0]
	if made := d.Steps[22]; c.From.After(made) || c.To.Before(made) || c.Factor < 2.1 || c.Factor > 3.2 {
		t.Errorf("%+v; it was made at %v by 2.6", c, made)
	}
	shuffled := slices.Clone(posts)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	again := trend.Compare(panelOf(shuffled...), options(trend.PerPost))
	if !slices.EqualFunc(d.Ours.Values, again.Ours.Values, func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }) || d.Against.PerQuarter != again.Against.PerQuarter || again.Changes[0] != c {
		t.Error("the order of the posts changes the figures")
	}
}

// Four years of months of which two are shown: the season is learnt from all of them, our line alone is judged month
// against same month, and what the competitors share of it cancels out. The order of the posts changes nothing.
func TestSeason(t *testing.T) {
	source := rand.New(rand.NewPCG(2, 8))
	var posts []published
	for week := range 4*52 + 2 {
		at := monday.AddDate(-3, 0, 7*week)
		season := map[time.Month]float64{time.July: 0.5, time.January: -0.5}[at.Month()]
		for _, whose := range []social.OrganisationID{we, rival, other} {
			for range 3 {
				reactions := int64(1000 * math.Exp(season+0.2*source.NormFloat64()))
				posts = append(posts, published{whose: whose, reactions: reactions, change: func(p *social.Post) {
					p.PublishedAt, p.ObservedAt = at, monday.AddDate(1, 0, 14)
				}})
			}
		}
	}
	o := options(trend.PerPost)
	o.Step, o.Steps = trend.Month, 24
	d := trend.Compare(panelOf(posts...), o)
	if len(d.Steps) != 24 || len(d.Ours.Values) != 24 || len(d.Ours.IDs) != 24 || len(d.Others[1].Counts) != 24 || len(d.Peers) != 24 {
		t.Fatalf("%d steps", len(d.Steps))
	}
	s := d.Season
	if s == nil || s.Years != 4 || s.Peak() != time.July || s.Trough() != time.January || math.Abs(s.Factor(time.July)-math.Exp(0.5)) > 0.15 {
		t.Fatalf("%+v", s)
	}
	if !d.Alone.Seasonal || d.Against.Seasonal || d.Alone.Clear() {
		t.Errorf("alone %+v, against %+v", d.Alone, d.Against)
	}
	shuffled := slices.Clone(posts)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if again := trend.Compare(panelOf(shuffled...), o); *again.Season != *s || *again.Alone != *d.Alone || *again.Against != *d.Against {
		t.Error("the order of the posts changes the season")
	}
	o.Step = trend.Week
	if weeks := trend.Compare(panelOf(posts...), o); weeks.Season != nil || weeks.Alone.Seasonal {
		t.Errorf("of weeks: %+v", weeks.Season)
	}
	o.Step, o.Breaks = trend.Month, []time.Time{monday.AddDate(0, -6, 0)}
	if broken := trend.Compare(panelOf(posts...), o); broken.Season != nil || broken.Alone.Seasonal {
		t.Errorf("across a definition break: %+v", broken.Season)
	}
}

func TestFollowersAndGrowth(t *testing.T) {
	channels := []social.Channel{{ID: 1, Organisation: we}, {ID: 2, Organisation: rival}, {ID: 3, Organisation: we}}
	var counts []social.FollowerCount
	for month := range 12 {
		on := time.Date(2026, time.Month(month+1), 28, 12, 0, 0, 0, zurich)
		counts = append(counts, social.FollowerCount{Channel: 1, On: on, Followers: int64(1000 + 100*month)}, social.FollowerCount{Channel: 2, On: on, Followers: 3000})
	}
	var posts []published
	for week := -26; week < 20; week++ {
		reactions := int64(20 + (week+26)%5)
		if week >= 0 {
			reactions *= 2
		}
		posts = append(posts, published{whose: we, week: week, reactions: reactions, followers: 1000}, published{whose: rival, week: week, reactions: 10, followers: 1000})
	}
	p := panelOf(posts...)
	o := options(trend.Followers)
	o.Others, o.Step = o.Others[:1], trend.Month
	o.Followers, o.Channels = social.NewFollowerHistory(counts), channels
	d := trend.Compare(p, o)
	// The count of 28 July is nearest to the end of July; the second channel of ours has none and is left out.
	i := slices.IndexFunc(d.Steps, func(t time.Time) bool { return t.Month() == time.July && t.Year() == 2026 })
	near(t, "our followers at the end of July", d.Ours.Values[i], 1600)
	q3, q2 := social.Quarter{Year: 2026, Number: 3}, social.Quarter{Year: 2026, Number: 2}
	grown := trend.GrowthOf(p, o, o.Ours, q3, q2)
	near(t, "followers at the end of September over the end of June", grown.Factor.Value, 1800.0/1500)
	if !grown.Sure() || !math.IsNaN(grown.Factor.Low) {
		t.Errorf("followers are counted: %+v", grown)
	}
	o.Measure = trend.PerPost
	if g := trend.GrowthOf(p, o, o.Ours, q3, q2); g == nil || !g.Sure() || g.Factor.Low > 2 || g.Factor.High < 1.9 {
		t.Errorf("made twice as much: %+v", g)
	}
	if g := trend.GrowthOf(p, o, o.Ours, q3, social.Quarter{Year: 2024, Number: 1}); g != nil {
		t.Errorf("compared with a quarter nothing is known of: %+v", g)
	}
	o.Measure = trend.ShareOfAudience
	g := trend.GrowthOf(p, o, o.Ours, q3, q2)
	near(t, "our share of the audience", g.Now, 1800.0/4800)
}

func TestNothing(t *testing.T) {
	for _, m := range trend.Measures() {
		if d := trend.Compare(panelOf(), options(m)); len(d.Steps) != 0 || d.Against != nil || d.Alone != nil {
			t.Errorf("%s of nothing: %+v", m, d)
		}
		if !m.Valid() || m.Share() != slices.Contains([]trend.Measure{trend.ShareOfPosts, trend.ShareOfEngagement, trend.ShareOfAudience}, m) {
			t.Errorf("%s", m)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	var posts []published
	for i := range 100_000 {
		posts = append(posts, published{
			whose: social.OrganisationID(1 + i%6), week: i % 104, reactions: int64(i % 300), followers: 5000,
			change: func(p *social.Post) { p.ObservedAt = monday.AddDate(3, 0, 0) },
		})
	}
	p := panelOf(posts...)
	o := options(trend.Rate)
	o.Others = []social.OrganisationID{2, 3, 4, 5, 6}
	for b.Loop() {
		if d := trend.Compare(p, o); len(d.Steps) < 100 {
			b.Fatal(len(d.Steps))
		}
	}
}
