package drivers

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// calibrate runs the whole table of coverage: make calibrate.
var calibrate = flag.Bool("calibrate", false, "simulate many years and print how often the ranges hold the truth")

// year is how a simulated year of posts comes about: standard deviations on the log scale.
type year struct {
	name                            string
	posts                           int
	wording, topic, form            float64
	sparse                          float64 // share of effects that are nothing; the others are as much larger
	campaign, noise                 float64
	entangled                       bool // topics decide how a post is written
	withoutText, unsaid, unlabelled float64
}

var years = []year{
	{name: "effects as the model expects", posts: 250, wording: 0.15, topic: 0.2, form: 0.3, campaign: 0.3, noise: 0.9, withoutText: 0.1, unsaid: 0.1, unlabelled: 0.1},
	{name: "no effects at all", posts: 250, campaign: 0.3, noise: 0.9, withoutText: 0.1, unlabelled: 0.1},
	{name: "strong effects", posts: 600, wording: 0.3, topic: 0.4, form: 0.5, campaign: 0.3, noise: 0.9},
	{name: "few large, most nothing", posts: 600, wording: 0.15, topic: 0.2, form: 0.3, sparse: 0.8, campaign: 0.3, noise: 0.9},
	{name: "topics decide the wording", posts: 600, wording: 0.15, topic: 0.2, form: 0.3, campaign: 0.3, noise: 0.9, entangled: true},
	{name: "a small page", posts: 60, wording: 0.15, topic: 0.2, form: 0.3, campaign: 0.3, noise: 0.9},
	{name: "a large group", posts: 3000, wording: 0.15, topic: 0.2, form: 0.3, campaign: 0.3, noise: 0.9},
	{name: "no effects, a large group", posts: 3000, campaign: 0.3, noise: 0.9},
}

func (y year) effect(src *rand.Rand, sd float64) float64 {
	v := sd * src.NormFloat64()
	if y.sparse > 0 {
		if src.Float64() < y.sparse {
			return 0
		}
		v /= math.Sqrt(1 - y.sparse) // the same variance
	}
	return v
}

// truth is what each level adds, and how the posts used are spread over them.
type truth struct {
	adds  map[Factor]map[string]float64
	posts map[Factor]map[string]float64
}

// of is the truth of an effect: the level less the average of the others.
func (t truth) of(e Effect) float64 {
	var rest, posts float64
	for level, n := range t.posts[e.Factor] {
		if level != e.Level {
			rest += n * t.adds[e.Factor][level]
			posts += n
		}
	}
	return t.adds[e.Factor][e.Level] - rest/posts
}

func (y year) simulate(src *rand.Rand) (*panel.Panel, truth) {
	t := truth{map[Factor]map[string]float64{}, map[Factor]map[string]float64{}}
	forms := social.Forms()[:5]
	platforms := []social.Platform{social.Facebook, social.Instagram, social.LinkedIn}
	for _, f := range Factors() {
		t.adds[f], t.posts[f] = map[string]float64{}, map[string]float64{}
		sd := y.wording
		levels := f.levels()
		switch f {
		case Topic:
			sd = y.topic
		case Form:
			sd, levels = y.form, nil
			for _, form := range forms {
				levels = append(levels, string(form))
			}
		}
		for _, level := range levels {
			t.adds[f][level] = y.effect(src, sd)
		}
	}
	campaigns := make([]float64, 1+y.posts/4)
	for i := range campaigns {
		campaigns[i] = y.campaign * src.NormFloat64()
	}
	wordings := map[social.PostID]social.Wording{}
	var b panel.Builder
	start := time.Date(2025, time.October, 1, 9, 0, 0, 0, time.UTC)
	for i := range y.posts {
		topic := int(float64(len(topics)) * src.Float64() * src.Float64()) // some are frequent, some rare
		platform := src.IntN(len(platforms))
		post := social.Post{
			ID: social.PostID(i + 1), Platform: platforms[platform], Form: forms[src.IntN(len(forms))],
			Topic: topics[topic], Promotional: social.AnswerOf(src.Float64() < 0.2), PublishedAt: start.AddDate(0, 0, src.IntN(364)),
		}
		half := func(p float64) bool {
			if y.entangled && src.Float64() < 0.7 {
				return topic%2 == 0
			}
			return src.Float64() < p
		}
		w := social.Wording{
			Known: true, Length: social.Length(src.IntN(3)), Hashtags: uint8(src.IntN(7)), Question: half(0.3), Link: half(0.4),
			Emoji: half(0.5), Expert: half(0.1),
		}
		if y.entangled && src.Float64() < 0.7 {
			w.Length = social.Length(topic % 3)
		}
		if src.Float64() < y.withoutText {
			w = social.Wording{}
		}
		if src.Float64() < y.unsaid {
			post.Promotional = social.Unsaid
		}
		if src.Float64() < y.unlabelled {
			post.Topic = ""
		}
		wordings[post.ID] = w
		post.ObservedAt = post.PublishedAt.AddDate(2, 0, 0)
		campaign := src.IntN(len(campaigns))
		post.Campaign = fmt.Sprint(campaign)
		at := 9 + 0.4*float64(platform) + campaigns[campaign] + y.noise*src.NormFloat64()
		add := func(f Factor, level string) {
			t.posts[f][level]++
			at += t.adds[f][level]
		}
		add(Form, string(post.Form))
		if post.Topic != "" {
			add(Topic, string(post.Topic))
		}
		answer := func(f Factor, yes bool) { add(f, map[bool]string{true: Yes, false: No}[yes]) }
		if post.Promotional != social.Unsaid {
			answer(Promotional, post.Promotional == social.Yes)
		}
		if w.Known {
			add(Length, Length.levels()[w.Length])
			add(Hashtags, Hashtags.levels()[[]int{0, 1, 1, 1, 2, 2, 2}[w.Hashtags]])
			answer(Question, w.Question)
			answer(Link, w.Link)
			answer(Emoji, w.Emoji)
			answer(Expert, w.Expert)
		}
		post.Metrics.Set(social.Reactions, int64(math.Round(math.Exp(at))))
		post.Metrics.Set(social.Comments, 0)
		post.Metrics.Set(social.Shares, 0)
		b.Add(post, 1)
	}
	return b.Panel(time.UTC, time.January).Worded(wordings), t
}

type coverage struct{ held, cautious, all, top, ranked, flags, false, quiet, years int }

func (c coverage) share() float64 { return float64(c.held) / float64(c.all) }

func (c coverage) inTop() float64 { return float64(c.top) / float64(max(c.ranked, 1)) }

// kinds are by what coverage is counted.
var kinds = map[Factor]int{Topic: 1, Form: 2}

func measure(t testing.TB, y year, n int) [3]coverage {
	t.Helper()
	src := rand.New(rand.NewPCG(20261124, uint64(len(y.name))))
	var all [3]coverage
	for range n {
		p, truth := y.simulate(src)
		f, err := Find(t.Context(), p, engagement.PerPost)
		if err != nil || f.Effects == nil {
			t.Fatalf("%s: %+v, %v", y.name, f, err)
		}
		for i := range all {
			all[i].years++
		}
		for _, e := range f.Effects {
			if e.Times == nil {
				continue
			}
			c, want := &all[kinds[e.Factor]], truth.of(e)
			c.all++
			if math.Log(e.Times.Low) <= want && want <= math.Log(e.Times.High) {
				c.held++
			}
			if math.Log(e.Cautious.Low) <= want && want <= math.Log(e.Cautious.High) {
				c.cautious++
			}
			if levels := len(truth.posts[e.Factor]); levels > 2 {
				c.ranked++
				if e.TopGroup {
					c.top++
				}
			}
			if e.Flagged {
				c.flags++
				if math.Abs(want) < 1e-12 {
					c.false++
				}
			}
		}
		if len(f.Flagged()) == 0 {
			all[0].quiet++
		}
	}
	return all
}

// The promise of every range shown is 9 of 10: .86 to .94, but for two standard errors of the simulation. Where there
// are no effects, priors make ranges too wide, which is the safe side; nine in ten levels at least stay in their top group,
// and hardly a year has a flag.
func TestCoverage(t *testing.T) {
	for _, y := range years[:3] {
		c := measure(t, y, 30)
		for i, what := range []string{"wording", "topics", "forms"} {
			slack := 2 * math.Sqrt(0.09/float64(c[i].years*4))
			if s := c[i].share(); s < 0.86-slack || s > 0.94+slack && y.topic > 0 {
				t.Errorf("%s: %s: %.3f of %d", y.name, what, s, c[i].all)
			}
			if y.topic == 0 && c[i].inTop() < 0.9 {
				t.Errorf("%s: %s: %.3f in the top group", y.name, what, c[i].inTop())
			}
		}
		if quiet := float64(c[0].quiet) / float64(c[0].years); y.topic == 0 && quiet < 0.85 {
			t.Errorf("%s: flags in %.3f of the years", y.name, 1-quiet)
		}
	}
}

func TestCalibrate(t *testing.T) {
	if !*calibrate {
		t.Skip("make calibrate")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-30s %26s %26s %26s %8s %8s %8s\n", "", "held the truth (.90)", "cautious", "in the top group", "flags", "of them", "no flag")
	fmt.Fprintf(&b, "%-30s", "")
	for range 3 {
		fmt.Fprintf(&b, " %8s %8s %8s", "wording", "topics", "forms")
	}
	fmt.Fprintf(&b, " %8s %8s %8s\n", "a year", "false", "at all")
	for _, y := range years {
		c := measure(t, y, 200)
		fmt.Fprintf(&b, "%-30s", y.name)
		for _, of := range []func(coverage) float64{
			coverage.share, func(c coverage) float64 { return float64(c.cautious) / float64(c.all) }, coverage.inTop,
		} {
			fmt.Fprintf(&b, " %8.3f %8.3f %8.3f", of(c[0]), of(c[1]), of(c[2]))
		}
		flags := c[0].flags + c[1].flags + c[2].flags
		fmt.Fprintf(&b, " %8.2f %8.3f %8.3f\n", float64(flags)/float64(c[0].years),
			float64(c[0].false+c[1].false+c[2].false)/float64(max(flags, 1)), float64(c[0].quiet)/float64(c[0].years))
	}
	t.Log(b.String())
}
