package engagement_test

import (
	"context"
	"errors"
	"math"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// start is a Monday at noon; the n-th post of a test appears n days later.
var start = time.Date(2026, 7, 6, 12, 0, 0, 0, time.UTC)

type given struct {
	platform social.Platform
	form     social.Form
	day      int
	metrics  []int64 // reactions, comments, reach, impressions, views, followers; below zero means absent
	change   func(*social.Post)
}

var givenMetrics = []social.Metric{social.Reactions, social.Comments, social.Reach, social.Impressions, social.Views, social.FollowersAtPost}

func panelOf(all ...given) *panel.Panel {
	var b panel.Builder
	for i, g := range all {
		p := social.Post{
			ID: social.PostID(i + 1), Platform: g.platform, Form: g.form,
			PublishedAt: start.AddDate(0, 0, g.day), ObservedAt: start.AddDate(1, 0, 0),
		}
		for j, v := range g.metrics {
			if v >= 0 {
				p.Metrics.Set(givenMetrics[j], v)
			}
		}
		if g.change != nil {
			g.change(&p)
		}
		b.Add(p, 1)
	}
	return b.Panel(time.UTC, 0)
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6*math.Abs(want) {
		t.Errorf("%s: %.9g, want %.9g", what, got, want)
	}
}

// Five photos on five days. Expected by R 4.2.2:
//
//	y <- c(10, 20, 15, 30, 12); x <- c(500, 800, 700, 900, 650)
//	t <- t.test(log((y + .5) / (x + 1)), conf.level = .9); exp(c(t$estimate, t$conf.int))
//	r <- sum(y) / sum(x); K <- 5
//	s <- sqrt(sum((y - r * x)^2) * K / (K - 1)) / sum(x); r + c(-1, 1) * qt(.95, K - 1) * s
func TestCellAgainstR(t *testing.T) {
	var posts []given
	for i, v := range [][2]int64{{10, 500}, {20, 800}, {15, 700}, {30, 900}, {12, 650}} {
		posts = append(posts, given{social.Instagram, social.Photo, i, []int64{v[0], 0, v[1], -1, -1, -1}, nil})
	}
	c, ok := compare(t, panelOf(posts...), engagement.OwnRate).Cell(social.Instagram, social.Photo)
	if !ok || c.Typical == nil || c.Overall == nil || c.TooFew {
		t.Fatalf("%+v", c)
	}
	if c.Posts != 5 || c.Used != 5 || c.Engagement != 87 || c.Over != 3550 || c.Denominator != social.PerReach {
		t.Errorf("%+v", c)
	}
	near(t, "typical", c.Alone.Value, 0.0238450443341)
	near(t, "typical, low", c.Alone.Low, 0.0192973436302)
	near(t, "typical, high", c.Alone.High, 0.0294644770904)
	near(t, "overall", c.Overall.Value, 0.0245070422535)
	near(t, "overall, low", c.Overall.Low, 0.0181936870180)
	near(t, "overall, high", c.Overall.High, 0.0308203974891)
}

// compare is engagement.Compare for tests, which cancel nothing.
func compare(t interface {
	Helper()
	Fatal(args ...any)
}, p *panel.Panel, m engagement.Measure,
) engagement.Table {
	t.Helper()
	table, err := engagement.Compare(context.Background(), p, m)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestWhatIsLeftOut(t *testing.T) {
	metrics := []int64{10, 1, 100, -1, -1, -1}
	posts := []given{
		{social.Facebook, social.Photo, 1, metrics, nil},
		{social.Facebook, social.Photo, 2, metrics, func(p *social.Post) { p.Boosted = social.Yes }},
		{social.Facebook, social.Photo, 3, metrics, func(p *social.Post) { p.ObservedAt = p.PublishedAt.AddDate(0, 0, 6) }},
		{social.Facebook, social.Photo, 4, []int64{-1, 1, 100, -1, -1, -1}, nil},
		{social.Facebook, social.Photo, 5, []int64{10, 1, -1, -1, -1, -1}, nil},
		{social.Facebook, social.Photo, 6, metrics, func(p *social.Post) { p.Boosted = social.No }},
	}
	c, _ := compare(t, panelOf(posts...), engagement.OwnRate).Cell(social.Facebook, social.Photo)
	if got, want := [5]int{c.Posts, c.Used, c.Boosted, c.Young, c.NoFigure}, [5]int{6, 2, 1, 1, 2}; got != want {
		t.Errorf("posts, used, boosted, young, without figure: %v, want %v", got, want)
	}
	if !c.TooFew || c.Typical == nil || !math.IsNaN(c.Typical.Low) || c.TopGroup || len(c.IDs) != 6 {
		t.Errorf("two posts are too few for an interval: %+v", c)
	}
}

func TestNothingToUse(t *testing.T) {
	c, ok := compare(t, panelOf(given{social.YouTube, social.Video, 1, []int64{-1, -1, -1, -1, 500, -1}, nil}), engagement.OwnRate).Cell(social.YouTube, social.Video)
	if !ok || c.Posts != 1 || c.NoFigure != 1 || c.Typical != nil || c.Overall != nil {
		t.Errorf("views alone make no engagement: %+v", c)
	}
	if empty := compare(t, panelOf(), engagement.OwnRate); len(empty.Cells)+len(empty.Platforms)+len(empty.Forms) != 0 {
		t.Errorf("no posts: %+v", empty)
	}
}

// On one platform every cell is over the same denominator: the one that most posts have.
func TestDenominatorsAreNotMixed(t *testing.T) {
	table := compare(t, panelOf(
		given{social.Instagram, social.Photo, 1, []int64{1, 0, -1, 50, -1, -1}, nil},
		given{social.Instagram, social.Photo, 2, []int64{1, 0, -1, 50, -1, -1}, nil},
		given{social.Instagram, social.Video, 3, []int64{1, 0, 40, -1, -1, -1}, nil},
		given{social.LinkedIn, social.Text, 4, []int64{1, 0, 40, 50, 60, -1}, nil},
	), engagement.OwnRate)
	for _, want := range []struct {
		platform social.Platform
		form     social.Form
		over     social.Denominator
		used     int
	}{
		{social.Instagram, social.Photo, social.PerImpressions, 2},
		{social.Instagram, social.Video, social.PerImpressions, 0},
		{social.LinkedIn, social.Text, social.PerImpressions, 1},
	} {
		c, _ := table.Cell(want.platform, want.form)
		if c.Denominator != want.over || c.Used != want.used {
			t.Errorf("%s %s: %d posts over %s, want %d over %s", want.platform, want.form, c.Used, c.Denominator, want.used, want.over)
		}
	}
}

// spread returns n posts of a form around a level, each on its own day.
func spread(form social.Form, n int, level float64, from int) []given {
	var posts []given
	for i := range n {
		wobble := math.Exp(0.4 * math.Sin(float64(i)*2.4))
		posts = append(posts, given{social.Instagram, form, from + i, []int64{int64(level * wobble), 0, 1000, -1, -1, -1}, nil})
	}
	return posts
}

func TestTopGroup(t *testing.T) {
	posts := append(spread(social.ShortVideo, 20, 90, 0), spread(social.Carousel, 20, 85, 100)...)
	posts = append(posts, spread(social.Photo, 20, 20, 200)...)
	posts = append(posts, spread(social.Link, 2, 500, 300)...)
	table := compare(t, panelOf(posts...), engagement.OwnRate)
	want := map[social.Form]bool{social.ShortVideo: true, social.Carousel: true, social.Photo: false, social.Link: false}
	for form, top := range want {
		if c, _ := table.Cell(social.Instagram, form); c.TopGroup != top {
			t.Errorf("%s in the top group: %v", form, c.TopGroup)
		}
	}
	if first := table.On(social.Instagram)[0]; first.Form != social.Link {
		t.Errorf("the highest typical post is first, however few posts there are: %s", first.Form)
	}
	times, err := table.Times(social.Instagram, social.ShortVideo, social.Photo)
	if err != nil || times.Low < 3 || times.High > 7 || times.Value < times.Low {
		t.Errorf("short video against photo, made as 4.5 times: %+v, %v", times, err)
	}
	if _, err := table.Times(social.Instagram, social.ShortVideo, social.Link); !errors.Is(err, engagement.ErrNotSure) {
		t.Errorf("two posts were compared: %v", err)
	}
}

// Laws: posts are shared out, left out for one reason each, and neither the order of posts nor a label decides a figure.
func TestTableLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(rt, "posts")
		posts := make([]given, n)
		for i := range posts {
			posts[i] = given{
				rapid.SampledFrom([]social.Platform{social.Facebook, social.YouTube, social.Blog}).Draw(rt, "platform"),
				rapid.SampledFrom([]social.Form{social.Photo, social.Video, ""}).Draw(rt, "form"),
				rapid.IntRange(0, 30).Draw(rt, "day"),
				rapid.SliceOfN(rapid.Int64Range(-1, 1000), 6, 6).Draw(rt, "metrics"),
				func(p *social.Post) { p.ID = social.PostID(i) },
			}
		}
		for _, m := range engagement.Measures() {
			one := compare(rt, panelOf(posts...), m)
			other := compare(rt, panelOf(rapid.Permutation(posts).Draw(rt, "order")...), m)
			total := 0
			for i, c := range one.Cells {
				total += c.Posts
				if c.Used+c.Boosted+c.Young+c.NoFigure != c.Posts || len(c.IDs) != c.Posts {
					rt.Fatalf("%+v does not add up", c)
				}
				if c.TopGroup && c.TooFew {
					rt.Fatalf("%+v is best and not known", c)
				}
				d := other.Cells[i]
				if (c.Typical == nil) != (d.Typical == nil) || c.TopGroup != d.TopGroup || c.Engagement != d.Engagement {
					rt.Fatalf("%+v and, in another order, %+v", c, d)
				}
				if c.Typical != nil {
					if c.Typical.Value != d.Typical.Value || c.Typical.Value <= 0 {
						rt.Fatalf("%v and, in another order, %v", c.Typical, d.Typical)
					}
					if !c.TooFew && !(c.Typical.Low < c.Typical.Value && c.Typical.Value < c.Typical.High) {
						rt.Fatalf("interval %+v", c.Typical)
					}
				}
			}
			if total != n {
				rt.Fatalf("%d of %d posts are in cells", total, n)
			}
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{5000, 100_000} {
		var posts []given
		for i := range n {
			posts = append(posts, given{social.Platforms()[i%8], social.Forms()[(i/8)%8], i % 90, []int64{int64(i % 97), int64(i % 7), 1000, 1000, 1000, 1000}, nil})
		}
		p := panelOf(posts...)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if len(compare(b, p, engagement.OwnRate).Cells) == 0 {
					b.Fatal("no cells")
				}
			}
		})
	}
}
