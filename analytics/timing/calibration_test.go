package timing

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
	name                        string
	posts                       int
	day, hour, slot             float64
	form, campaign, noise       float64
	withoutHour                 float64 // share of posts
	heavy, formsGoWithDays, few bool    // few: one platform only
}

// Where times matter far more than the model expects, three times between the best hour and the worst, it takes them for
// less than they are, and its ranges hold a little less often than promised: .87 to .88 (.84 to .87 before the variances
// counted as estimated). Where they matter less than it expects, and 60 or 250 posts cannot tell, ranges are too wide: .95
// to .96, and more where nothing matters at all.
var years = []year{
	{name: "days and hours matter a little", posts: 250, day: 0.1, hour: 0.1, slot: 0.07, form: 0.35, campaign: 0.3, noise: 0.9, withoutHour: 0.15},
	{name: "nothing matters", posts: 250, form: 0.35, campaign: 0.3, noise: 0.9, withoutHour: 0.15},
	{name: "forms go with days", posts: 600, day: 0.1, hour: 0.1, slot: 0.07, form: 0.5, campaign: 0.3, noise: 0.9, formsGoWithDays: true},
	{name: "a small page", posts: 60, day: 0.1, hour: 0.15, slot: 0.07, form: 0.35, campaign: 0.3, noise: 0.9, few: true},
	{name: "a large group", posts: 3000, day: 0.1, hour: 0.1, slot: 0.07, form: 0.35, campaign: 0.3, noise: 0.9},
	{name: "nothing matters, a large group", posts: 3000, form: 0.35, campaign: 0.3, noise: 0.9},
	{name: "far more than the model expects", posts: 600, day: 0.3, hour: 0.4, slot: 0.15, form: 0.35, campaign: 0.3, noise: 0.9},
	{name: "heavy tails (t with 4 degrees)", posts: 600, day: 0.1, hour: 0.1, slot: 0.07, form: 0.35, campaign: 0.3, noise: 0.64, heavy: true},
}

// truth is what a time adds to a post's log figure.
type truth struct {
	day  [days]float64
	hour [Blocks]float64
	slot [days][Blocks]float64
}

// usage is how often a hospital posts on each day and in each block: in office hours.
var (
	dayUse  = [days]float64{5, 6, 6, 6, 5, 2, 1.5}
	hourUse = [Blocks]float64{0, 0, 1, 8, 6, 7, 4, 0.5}
)

func pick(src *rand.Rand, weights []float64) int {
	var all float64
	for _, w := range weights {
		all += w
	}
	at := src.Float64() * all
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

var zurich = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		panic(err)
	}
	return zone
}()

// simulate makes a year of posts and returns what their times add.
func (y year) simulate(src *rand.Rand) (*panel.Panel, truth) {
	var t truth
	for d := range days {
		t.day[d] = y.day * src.NormFloat64()
		for b := range Blocks {
			t.slot[d][b] = y.slot * src.NormFloat64()
		}
	}
	for b := range Blocks {
		t.hour[b] = y.hour * src.NormFloat64()
	}
	platforms, forms := []social.Platform{social.Facebook, social.Instagram, social.LinkedIn}, social.Forms()[:4]
	if y.few {
		platforms = platforms[:1]
	}
	var effect [3][4]float64
	for p := range platforms {
		for f := range forms {
			effect[p][f] = y.form * src.NormFloat64()
		}
	}
	campaigns := make([]float64, 1+y.posts/4)
	for i := range campaigns {
		campaigns[i] = y.campaign * src.NormFloat64()
	}
	var b panel.Builder
	monday := time.Date(2025, time.September, 29, 0, 0, 0, 0, zurich)
	for i := range y.posts {
		d, h := pick(src, dayUse[:]), pick(src, hourUse[:])
		p, f := src.IntN(len(platforms)), src.IntN(len(forms))
		if y.formsGoWithDays && src.Float64() < 0.6 {
			f = d % len(forms)
		}
		post := social.Post{
			ID: social.PostID(i + 1), Platform: platforms[p], Form: forms[f],
			PublishedAt: monday.AddDate(0, 0, 7*src.IntN(52)+d).Add(time.Duration(h*BlockHours)*time.Hour + time.Duration(src.IntN(180))*time.Minute).UTC(),
		}
		at := effect[p][f] + t.day[d] + t.hour[h] + t.slot[d][h]
		if post.DayOnly = src.Float64() < y.withoutHour; post.DayOnly {
			post.PublishedAt = monday.AddDate(0, 0, 7*src.IntN(52)+d).Add(12 * time.Hour).UTC()
		}
		post.ObservedAt = post.PublishedAt.AddDate(1, 0, 0)
		campaign := src.IntN(len(campaigns))
		post.Campaign = fmt.Sprint(campaign)
		noise := y.noise * src.NormFloat64()
		if y.heavy {
			var squares float64
			for range 4 {
				z := src.NormFloat64()
				squares += z * z
			}
			noise /= math.Sqrt(squares / 4)
		}
		reactions := int64(math.Round(math.Exp(9 + 0.5*float64(p) + at + campaigns[campaign] + noise)))
		post.Metrics.Set(social.Reactions, reactions)
		post.Metrics.Set(social.Comments, 0)
		post.Metrics.Set(social.Shares, 0)
		b.Add(post, 1)
	}
	return b.Panel(zurich, time.January), t
}

// coverage counts how often ranges held the truth, and how many of what was compared was in the top group.
type coverage struct{ held, all, top, compared, quiet, years int }

func (c *coverage) count(e Effect, truth float64) {
	if e.Times == nil {
		return
	}
	c.all++
	if math.Log(e.Times.Low) <= truth && truth <= math.Log(e.Times.High) {
		c.held++
	}
	if e.Compared {
		c.compared++
		if e.TopGroup {
			c.top++
		}
	}
}

func (c coverage) share() float64 { return float64(c.held) / float64(c.all) }

func (c coverage) inTop() float64 { return float64(c.top) / float64(max(c.compared, 1)) }

// measure simulates years: coverage for weekdays, hours, pairs.
func measure(t testing.TB, y year, n int) [3]coverage {
	t.Helper()
	src := rand.New(rand.NewPCG(20261124, uint64(len(y.name))))
	var c [3]coverage
	for range n {
		p, truth := y.simulate(src)
		r, err := Respond(t.Context(), p, engagement.PerPost)
		if err != nil || r.Weekdays == nil || r.Hours == nil {
			t.Fatalf("%s: %+v, %v", y.name, r, err)
		}
		// What the effects are compared with: the times at which we post.
		var day [days]float64
		var block [Blocks]float64
		for d, e := range r.Weekdays {
			day[d] = float64(e.Posts) / float64(r.Used)
		}
		for b, e := range r.Hours {
			block[b] = float64(e.Posts) / float64(r.Used-r.DayOnly)
		}
		onDay, inBlock := func(d int) float64 {
			v := truth.day[d]
			for b, share := range block {
				v += share * truth.slot[d][b]
			}
			return v
		}, func(b int) float64 {
			v := truth.hour[b]
			for d, share := range day {
				v += share * truth.slot[d][b]
			}
			return v
		}
		var usualDay, usualHour, usualSlot float64
		for d, share := range day {
			usualDay += share * onDay(d)
		}
		for b, share := range block {
			usualHour += share * inBlock(b)
			usualSlot += share * truth.hour[b]
		}
		usualSlot += usualDay
		for d, e := range r.Weekdays {
			c[0].count(e, onDay(d)-usualDay)
		}
		for b, e := range r.Hours {
			c[1].count(e, inBlock(b)-usualHour)
		}
		for _, s := range r.Slots {
			c[2].count(s.Effect, truth.day[s.Weekday]+truth.hour[s.Block]+truth.slot[s.Weekday][s.Block]-usualSlot)
		}
		for i, clear := range []bool{r.WeekdaysDiffer(), r.HoursDiffer(), r.SlotsDiffer()} {
			c[i].years++
			if !clear {
				c[i].quiet++
			}
		}
	}
	return c
}

// The promise of every range shown is 9 of 10: .86 to .94 but for two standard errors of the simulation, which counts the
// years, not the effects, because those of one year share their luck. Where nothing matters, priors make ranges too
// wide, which is the safe side, and nine in ten times at least stay in the top group.
func TestCoverage(t *testing.T) {
	for _, y := range years[:3] {
		c := measure(t, y, 30)
		for i, what := range []string{"weekdays", "hours", "pairs"} {
			slack := 2 * math.Sqrt(0.09/float64(c[i].years*4))
			if s := c[i].share(); s < 0.86-slack || s > 0.94+slack && y.day > 0 {
				t.Errorf("%s: %s: %.3f of %d", y.name, what, s, c[i].all)
			}
			if y.day == 0 && c[i].inTop() < 0.9 {
				t.Errorf("%s: %s: %.3f in the top group", y.name, what, c[i].inTop())
			}
		}
	}
}

func TestCalibrate(t *testing.T) {
	if !*calibrate {
		t.Skip("make calibrate")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-32s %24s %27s %27s\n", "", "held the truth (.90)", "in the top group", "no clear difference")
	fmt.Fprintf(&b, "%-32s", "")
	for range 3 {
		fmt.Fprintf(&b, " %8s %8s %8s ", "days", "hours", "pairs")
	}
	b.WriteByte('\n')
	for _, y := range years {
		c := measure(t, y, 200)
		fmt.Fprintf(&b, "%-32s", y.name)
		for _, of := range []func(coverage) float64{
			coverage.share, coverage.inTop, func(c coverage) float64 { return float64(c.quiet) / float64(c.years) },
		} {
			fmt.Fprintf(&b, " %8.3f %8.3f %8.3f ", of(c[0]), of(c[1]), of(c[2]))
		}
		b.WriteByte('\n')
	}
	t.Log(b.String())
}
