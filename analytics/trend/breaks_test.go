package trend_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/analytics/trend"
)

func midnight(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, zurich)
}

// jumping makes forty weeks of three posts each: everybody's noise, and ours higher by a factor from a week on.
func jumping(week int, factor float64) []published {
	source := rand.New(rand.NewPCG(5, 6))
	var posts []published
	for w := range 40 {
		for range 3 {
			for _, whose := range []social.OrganisationID{we, rival, other} {
				reactions := 100 * math.Exp(0.25*source.NormFloat64())
				if whose == we && w >= week {
					reactions *= factor
				}
				posts = append(posts, published{whose: whose, week: w, reactions: int64(reactions), change: func(p *social.Post) { p.ObservedAt = monday.AddDate(1, 0, 0) }})
			}
		}
	}
	return posts
}

// A jump on the day of a definition break is neither a change nor a trend of ours; what lies after the break is judged
// alone. The same jump without a break is both.
func TestNothingIsJudgedAcrossABreak(t *testing.T) {
	p := panelOf(jumping(22, 2.6)...)
	o := options(trend.PerPost)
	free := trend.Compare(p, o)
	if len(free.Changes) != 1 || !free.Against.Clear() || !free.Since.IsZero() {
		t.Fatalf("without a break: %+v, %+v", free.Changes, free.Against)
	}
	// 30 November 2026 begins week 22; the Wednesday of week 21 falls into it.
	for _, on := range []time.Time{midnight(2026, 11, 30), midnight(2026, 11, 25)} {
		o.Breaks = []time.Time{on}
		d := trend.Compare(p, o)
		if len(d.Changes) != 0 || d.Against.Clear() || d.Alone.Clear() {
			t.Errorf("broken on %v: %+v, %+v", on, d.Changes, d.Against)
		}
		if !d.Since.Equal(on) {
			t.Errorf("broken on %v, judged since %v", on, d.Since)
		}
		if known := len(d.Steps) - 22; d.Against.PerQuarter.N > known {
			t.Errorf("broken on %v: the trend rests on %d steps of the %d since", on, d.Against.PerQuarter.N, known)
		}
	}
	// After a break few steps are left: the line is drawn and not judged.
	o.Breaks = []time.Time{midnight(2026, 11, 30), p.At(p.Len()-1).Published().AddDate(0, 0, -28)}
	d := trend.Compare(p, o)
	if d.Against == nil || !math.IsNaN(d.Against.PerQuarter.Low) || d.Against.Clear() {
		t.Errorf("a month after a break: %+v", d.Against)
	}
	if known := slices.IndexFunc(d.Ours.Values, func(v float64) bool { return !math.IsNaN(v) }); known != 0 {
		t.Errorf("what is before a break is not drawn: first known step %d", known)
	}
	// A break outside what is shown changes nothing.
	o.Breaks = []time.Time{midnight(2025, 1, 1), midnight(2029, 1, 1)}
	if d := trend.Compare(p, o); !d.Since.IsZero() || d.Against.PerQuarter != free.Against.PerQuarter {
		t.Errorf("breaks elsewhere: %+v", d.Against)
	}
}

func TestGrowthAcrossABreak(t *testing.T) {
	var posts []published
	for week := -26; week < 20; week++ {
		posts = append(posts, published{whose: we, week: week, reactions: int64(20 + week%3)})
	}
	p := panelOf(posts...)
	o := options(trend.PerPost)
	q3, q2 := social.Quarter{Year: 2026, Number: 3}, social.Quarter{Year: 2026, Number: 2}
	for on, across := range map[time.Time]bool{
		midnight(2026, 4, 1): false, midnight(2026, 4, 2): true, midnight(2026, 9, 30): true, midnight(2026, 10, 1): false,
	} {
		o.Breaks = []time.Time{on}
		g := trend.GrowthOf(p, o, o.Ours, q3, q2)
		if g == nil || g.Across.IsZero() == across {
			t.Errorf("a break on %v: %+v", on, g)
		}
	}
}

// Which breaks concern which measure, by the definitions of engagement and rates: on YouTube the comparable rate is over
// views, elsewhere over followers; reach is in none.
func TestWhichBreaksMatter(t *testing.T) {
	p := panelOf(
		published{whose: we, platform: social.YouTube, change: func(p *social.Post) {
			p.Form = social.ShortVideo
			p.Metrics.Set(social.Views, 500)
		}},
		published{whose: we, platform: social.Instagram},
	)
	views := social.DefinitionBreak{Platform: social.YouTube, Metrics: []social.Metric{social.Views}, Forms: []social.Form{social.ShortVideo}}
	reach := social.DefinitionBreak{Platform: social.Facebook, Metrics: []social.Metric{social.Reach}}
	plays := social.DefinitionBreak{Platform: social.Instagram, Metrics: []social.Metric{social.Impressions, social.Views}}
	likes := social.DefinitionBreak{Platform: social.X, Metrics: []social.Metric{social.Reactions}}
	ours := social.DefinitionBreak{Platform: social.Instagram, Metrics: []social.Metric{social.Reactions}}
	length := social.DefinitionBreak{Platform: social.YouTube, Forms: []social.Form{social.Video, social.ShortVideo}}
	for _, c := range []struct {
		name  string
		b     social.DefinitionBreak
		m     trend.Measure
		forms []social.Form
		want  bool
	}{
		{"views are what YouTube's rate is over", views, trend.Rate, nil, true},
		{"views are no engagement", views, trend.PerPost, nil, false},
		{"views are nothing to posts", views, trend.Posts, nil, false},
		{"reach is not public", reach, trend.Rate, nil, false},
		{"Instagram's rate is over followers", plays, trend.Rate, nil, false},
		{"no post is on X", likes, trend.Rate, nil, false},
		{"reactions are engagement", ours, trend.ShareOfEngagement, nil, true},
		{"reactions are in the rate", ours, trend.Rate, nil, true},
		{"reactions are no followers", ours, trend.Followers, nil, false},
		{"forms are sorted anew, all together", length, trend.Rate, nil, false},
		{"forms are sorted anew, both looked at", length, trend.Posts, []social.Form{social.Video, social.ShortVideo}, false},
		{"forms are sorted anew, one looked at", length, trend.Posts, []social.Form{social.ShortVideo}, true},
	} {
		if got := trend.Matters(c.b, c.m, c.forms, p); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// An event's effect: ours doubles from week 22 on, everybody's falls by a third at the same time.
func TestEffectOfAnEvent(t *testing.T) {
	posts := jumping(22, 2)
	for i := range posts {
		if posts[i].week >= 22 {
			posts[i].reactions = posts[i].reactions * 2 / 3
		}
	}
	p := panelOf(posts...)
	o := options(trend.PerPost)
	// The event falls into week 21, which is left out: 13 weeks before it, 13 after.
	e := trend.EffectsOf(p, o, []time.Time{midnight(2026, 11, 25)})[0]
	if e == nil {
		t.Fatal("no effect")
	}
	if e.Times.Low > 2 || e.Times.High < 2 || !e.Sure() || e.Times.N != 26 {
		t.Errorf("twice as much: %+v", e.Times)
	}
	if !e.From.Equal(midnight(2026, 8, 24)) || !e.To.Equal(midnight(2027, 3, 1)) {
		t.Errorf("from %v to %v", e.From, e.To)
	}
	if calm := trend.EffectsOf(panelOf(jumping(99, 1)...), o, []time.Time{midnight(2026, 11, 25)})[0]; calm == nil || calm.Sure() {
		t.Errorf("nothing happened: %+v", calm)
	}
	for name, change := range map[string]func(*trend.Options) time.Time{
		"a break among the weeks": func(o *trend.Options) time.Time {
			o.Breaks = []time.Time{midnight(2026, 10, 1)}
			return midnight(2026, 11, 25)
		},
		"nobody to compare with":   func(o *trend.Options) time.Time { o.Others = nil; return midnight(2026, 11, 25) },
		"few weeks before":         func(*trend.Options) time.Time { return midnight(2026, 8, 1) },
		"before there were posts":  func(*trend.Options) time.Time { return midnight(2026, 1, 1) },
		"followers grow by and by": func(o *trend.Options) time.Time { o.Measure = trend.Followers; return midnight(2026, 11, 25) },
		"shares":                   func(o *trend.Options) time.Time { o.Measure = trend.ShareOfPosts; return midnight(2026, 11, 25) },
	} {
		o := options(trend.PerPost)
		if day := change(&o); trend.EffectsOf(p, o, []time.Time{day})[0] != nil {
			t.Errorf("%s: there is an effect", name)
		}
	}
}
