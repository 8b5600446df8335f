package chart_test

import (
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"pgregory.net/rapid"

	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/strategy"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// planned is a line of a mix as these tests write them.
type planned struct {
	platform    social.Platform
	form        social.Form
	promotional bool
	now, next   int
	low, high   int // nearly as good
	perPost     float64
}

// planOf makes a page of lines.
func planOf(lines ...planned) review.Strategy {
	st := review.Strategy{
		Quarter: social.Quarter{Year: 2026, Number: 4}, Base: social.Quarter{Year: 2026, Number: 3},
		Exported: time.Date(2026, time.October, 5, 8, 0, 0, 0, time.UTC), Invented: true,
	}
	a := strategy.Assurance{Ranges: map[strategy.Cell]strategy.Range{}}
	for _, l := range lines {
		cell := strategy.Cell{Platform: l.platform, Form: l.form, Promotional: l.promotional}
		st.Plan.Lines = append(st.Plan.Lines, strategy.Line{
			Cell: cell, Now: l.now, Next: l.next, Hours: float64(l.next) * l.perPost, PerPost: l.perPost,
		})
		a.Ranges[cell] = strategy.Range{Low: l.low, High: l.high}
		st.Plan.Hours += float64(l.next) * l.perPost
		st.Plan.HoursNow += float64(l.now) * l.perPost
	}
	st.Plan.HoursLeft = st.Plan.HoursNow
	st.Plan.Better = 0.99
	st.Plan.Lift = stats.Estimate{Value: 0.31, Low: 0.12, High: 0.52}
	a.Lift, a.Before, a.Optimism = stats.Estimate{Value: 0.24, Low: 0.04, High: 0.46}, 0.31, 0.07
	a.Better, a.Stability = 0.99, 0.84
	st.Assurance = &a
	return st
}

// modest is the mix of a clinic with two platforms.
func modest() review.Strategy {
	return planOf(
		planned{social.Facebook, social.Photo, false, 21, 33, 24, 40, 1},
		planned{social.Facebook, social.Photo, true, 4, 0, 0, 3, 1},
		planned{social.Facebook, social.Video, false, 6, 6, 2, 9, 8},
		planned{social.Facebook, social.Link, false, 14, 8, 0, 16, 0.75},
		planned{social.Facebook, social.Event, false, 0, 0, 0, 2, 1},
		planned{social.Instagram, social.Photo, false, 18, 9, 5, 20, 1},
		planned{social.Instagram, social.Carousel, false, 5, 12, 8, 14, 2.5},
		planned{social.Instagram, social.ShortVideo, false, 9, 7, 4, 10, 4},
		planned{social.Instagram, social.ShortVideo, true, 1, 1, 0, 2, 4},
	)
}

// large is a mix of nine platforms and 39 rows: that of the sample.
func largeMix() review.Strategy {
	return planOf(
		planned{social.Facebook, social.Photo, false, 19, 57, 26, 60, 1},
		planned{social.Facebook, social.Photo, true, 2, 0, 0, 9, 1},
		planned{social.Facebook, social.Video, false, 7, 0, 0, 6, 8},
		planned{social.Facebook, social.Video, true, 2, 0, 0, 5, 8},
		planned{social.Facebook, social.ShortVideo, false, 11, 5, 0, 22, 4},
		planned{social.Facebook, social.ShortVideo, true, 3, 0, 0, 12, 4},
		planned{social.Facebook, social.Text, false, 0, 3, 0, 3, 0.75},
		planned{social.Facebook, social.Text, true, 0, 3, 0, 3, 0.75},
		planned{social.Facebook, social.Link, false, 6, 21, 4, 21, 0.75},
		planned{social.Facebook, social.Link, true, 1, 6, 0, 6, 0.75},
		planned{social.Instagram, social.Photo, false, 19, 14, 0, 58, 1},
		planned{social.Instagram, social.Photo, true, 5, 0, 0, 18, 1},
		planned{social.Instagram, social.Carousel, false, 12, 22, 0, 39, 2.5},
		planned{social.Instagram, social.Carousel, true, 2, 0, 0, 9, 2.5},
		planned{social.Instagram, social.ShortVideo, false, 26, 1, 0, 18, 4},
		planned{social.YouTube, social.Video, false, 7, 1, 0, 6, 8},
		planned{social.YouTube, social.ShortVideo, false, 7, 24, 18, 24, 4},
		planned{social.LinkedIn, social.Photo, false, 12, 38, 13, 38, 1},
		planned{social.LinkedIn, social.Photo, true, 1, 0, 0, 6, 1},
		planned{social.LinkedIn, social.Carousel, false, 1, 0, 0, 6, 2.5},
		planned{social.LinkedIn, social.Video, false, 5, 0, 0, 4, 8},
		planned{social.LinkedIn, social.Text, false, 3, 7, 0, 12, 0.75},
		planned{social.LinkedIn, social.Document, false, 3, 10, 0, 12, 3},
		planned{social.LinkedIn, social.Article, false, 5, 0, 0, 5, 5},
		planned{social.LinkedIn, social.Poll, false, 2, 9, 0, 9, 0.5},
		planned{social.X, social.Photo, false, 7, 20, 11, 20, 1},
		planned{social.X, social.Video, false, 1, 0, 0, 6, 8},
		planned{social.X, social.Text, false, 1, 6, 0, 6, 0.75},
		planned{social.X, social.Text, true, 1, 0, 0, 6, 0.75},
		planned{social.X, social.Link, false, 6, 8, 0, 17, 0.75},
		planned{social.X, social.Link, true, 1, 0, 0, 6, 0.75},
		planned{social.XING, social.Photo, false, 2, 9, 1, 9, 1},
		planned{social.XING, social.Text, false, 4, 10, 1, 12, 0.75},
		planned{social.XING, social.Link, false, 4, 1, 0, 12, 0.75},
		planned{social.TikTok, social.Carousel, false, 0, 3, 1, 3, 2.5},
		planned{social.TikTok, social.ShortVideo, false, 18, 35, 14, 37, 4},
		planned{social.TikTok, social.ShortVideo, true, 1, 0, 0, 6, 4},
		planned{social.Blog, social.Infographic, false, 4, 1, 0, 15, 4},
		planned{social.Blog, social.Article, false, 5, 17, 0, 17, 5},
	)
}

// noPlan is the page where posts are too few.
func noPlan() review.Strategy {
	return review.Strategy{
		Quarter: social.Quarter{Year: 2026, Number: 4}, Base: social.Quarter{Year: 2026, Number: 3}, Lacking: strategy.ErrNothingMeasured,
	}
}

// unassured is a plan of which it is not worked out yet how far it can be trusted.
func unassured() review.Strategy {
	st := modest()
	st.Assurance = nil
	return st
}

// manyGoals is a plan for three goals, one of which it may harm.
func manyGoals() review.Strategy {
	st := modest()
	st.Plan.GoalLifts = map[strategy.GoalName]stats.Estimate{
		strategy.Trust: {Value: 0.41, Low: 0.2, High: 0.66}, strategy.Recruiting: {Value: 0.02, Low: -0.14, High: 0.19},
		strategy.Acquisition: {Value: -0.06, Low: -0.22, High: 0.08},
	}
	st.Assurance.Goals = map[strategy.GoalName]stats.Estimate{
		strategy.Trust: {Value: 0.33, Low: 0.12, High: 0.58}, strategy.Recruiting: {Value: -0.01, Low: -0.17, High: 0.16},
		strategy.Acquisition: {Value: -0.06, Low: -0.22, High: 0.08},
	}
	return st
}

// overworked is a mix for which there are too few hours.
func overworked() review.Strategy {
	st := modest()
	st.Plan.HoursLeft = 120
	return st
}

func hoursOf(f func() review.Strategy, by chart.HoursBy) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Hours(f(), by, s) }
}

func expectationOf(f func() review.Strategy) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Expectation(f(), s) }
}

func mixOf(f func() review.Strategy) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Mix(f(), s) }
}

func TestEveryRowOfAMixHasItsMark(t *testing.T) {
	speak := language.New(language.German)
	st := largeMix()
	for _, size := range []image.Point{{1020, 620}, {1700, 600}, {300, 200}} {
		p := chart.Render(chart.Mix(st, speak), chart.Light(), size.X, size.Y, 1)
		seen := map[strategy.Cell]string{}
		for _, m := range p.Marks {
			seen[m.Planned] = m.Label
			middle := m.Bounds.Min.Add(m.Bounds.Size().Div(2))
			if at, ok := p.At(middle.X, middle.Y); !ok || at.Planned != m.Planned {
				t.Errorf("%v: pointing at %v shows %v", size, m.Planned, at.Planned)
			}
		}
		for _, l := range st.Plan.Lines {
			if seen[l.Cell] != st.LineDetail(speak, l) {
				t.Errorf("%v: %v is shown as %q", size, l.Cell, seen[l.Cell])
			}
		}
	}
	if marks := chart.Render(chart.Mix(modest(), speak), chart.Light(), 900, 400, 1).Marks; len(marks) != 8 {
		t.Errorf("%d marks, want 8: a row without posts now and next is left out", len(marks))
	}
}

func TestRowsStandByTheHoursTheyChange(t *testing.T) {
	p := chart.Render(chart.Mix(modest(), language.New(language.English)), chart.Light(), 900, 400, 1)
	var forms []social.Form
	for _, m := range p.Marks {
		forms = append(forms, m.Planned.Form)
	}
	want := []social.Form{
		social.Photo, social.Link, social.Photo, social.Video, // +12, −4.5, −4 (promotional), 0 hours
		social.Carousel, social.Photo, social.ShortVideo, social.ShortVideo, // +17.5, −9, −8, 0
	}
	if !slices.Equal(forms, want) {
		t.Errorf("the rows are %v, want %v", forms, want)
	}
}

// anyStrategy draws a plan with anything in it.
func anyStrategy(t *rapid.T) review.Strategy {
	var lines []planned
	most := rapid.SampledFrom([]int{1, 12, 60, 4000}).Draw(t, "most")
	count := rapid.IntRange(0, most)
	forms := rapid.IntRange(1, len(social.Forms())).Draw(t, "forms")
	for _, p := range social.Platforms()[:rapid.IntRange(0, len(social.Platforms())).Draw(t, "platforms")] {
		for _, f := range social.Forms()[:forms] {
			low, span := count.Draw(t, "low"), count.Draw(t, "span")
			lines = append(lines, planned{
				p, f, rapid.Bool().Draw(t, "promotional"), count.Draw(t, "now"), count.Draw(t, "next"), low, low + span,
				rapid.Float64Range(0.1, 40).Draw(t, "hours"),
			})
		}
	}
	st := planOf(lines...)
	lift := func() stats.Estimate {
		v := rapid.Float64Range(-1, 8).Draw(t, "lift")
		return stats.Estimate{Value: v, Low: v - rapid.Float64Range(0, 1).Draw(t, "below"), High: v + rapid.Float64Range(0, 20).Draw(t, "above")}
	}
	st.Plan.GoalLifts = map[strategy.GoalName]stats.Estimate{}
	for _, g := range strategy.GoalNames()[:rapid.IntRange(0, len(strategy.GoalNames())).Draw(t, "goals")] {
		st.Plan.GoalLifts[g] = lift()
	}
	st.Plan.Lift, st.Assurance.Lift = lift(), lift()
	st.Plan.HoursLeft *= rapid.SampledFrom([]float64{0, 0.2, 1, 3}).Draw(t, "there are")
	if rapid.Bool().Draw(t, "unassured") {
		st.Assurance = nil
	}
	return st
}

func TestAnyStrategyAtAnySize(t *testing.T) {
	speakers := []*language.Speaker{language.New(language.English), language.New(language.German), language.New(language.French)}
	rapid.Check(t, func(t *rapid.T) {
		st := anyStrategy(t)
		speak := rapid.SampledFrom(speakers).Draw(t, "language")
		fig := rapid.SampledFrom([]chart.Figure{
			chart.Mix(st, speak), chart.Hours(st, chart.HoursByForm, speak), chart.Hours(st, chart.HoursByPlatform, speak),
			chart.Expectation(st, speak),
		}).Draw(t, "figure")
		w, h := rapid.Float64Range(150, 3000).Draw(t, "width"), rapid.Float64Range(100, 2000).Draw(t, "height")
		var c inspector
		fig.Draw(draw.NewCanvas(&c, vg.Length(w), vg.Length(h)), chart.Light())
		c.check(t, vg.Rectangle{Max: vg.Point{X: vg.Length(w), Y: vg.Length(h)}})
		if fig.Title() == "" || fig.Describe() == "" || chart.MixHeight(st) < 80 {
			t.Error("a mix without words or height")
		}
	})
}

func TestHoursAreAllThere(t *testing.T) {
	speak := language.New(language.English)
	st := largeMix()
	st.Plan.Hours, st.Plan.HoursNow = st.Plan.Hours+12, st.Plan.HoursNow+9 // set up once
	for _, by := range []chart.HoursBy{chart.HoursByForm, chart.HoursByPlatform} {
		fig := chart.Hours(st, by, speak)
		if said := fig.Describe(); !strings.Contains(said, "setting up: 12 of 65") {
			t.Errorf("what forms take once is not said: %s", said)
		}
		p := chart.Render(fig, chart.Light(), 1000, 150, 1)
		from := map[int]int{} // of each bar, by its height
		to := map[int]int{}
		for _, m := range p.Marks {
			y := m.Bounds.Min.Y
			if _, seen := from[y]; !seen {
				from[y] = m.Bounds.Min.X
			} else if m.Bounds.Min.X != to[y] {
				t.Errorf("a part begins at %d, the one before ends at %d", m.Bounds.Min.X, to[y])
			}
			to[y] = m.Bounds.Max.X
		}
		if len(from) != 2 {
			t.Errorf("%d bars, want 2", len(from))
		}
	}
}

func TestExpectationsSayWhatWasTakenOff(t *testing.T) {
	speak := language.New(language.English)
	for _, tt := range []struct {
		name string
		st   review.Strategy
		want []string
	}{
		{"in total", modest(), []string{"In total: +24%, most likely between +4% and +46%. Before the correction for optimism it was +31%."}},
		{"per goal", manyGoals(), []string{"Trust: +33%", "Recruiting: −1%", "Patient acquisition: −6%, most likely between −22% and +8%."}},
		{"before it is known", unassured(), []string{"In total: +31%"}},
	} {
		fig := chart.Expectation(tt.st, speak)
		for _, want := range tt.want {
			if !strings.Contains(fig.Describe(), want) {
				t.Errorf("%s: %q is not in %q", tt.name, want, fig.Describe())
			}
		}
		if marks := chart.Render(fig, chart.Light(), 900, 300, 1).Marks; len(marks) != len(tt.st.Expectations()) {
			t.Errorf("%s: %d marks", tt.name, len(marks))
		}
	}
}
