package chart_test

import (
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"pgregory.net/rapid"

	"auscult/analytics/drivers"
	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/timing"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// The figures are invented and written down, as those of figures_test.go.

func times(posts int, low, value, high float64, top bool) timing.Effect {
	e := timing.Effect{Posts: posts, Compared: posts >= timing.Enough, TopGroup: top}
	if posts > 0 {
		e.Times = &stats.Estimate{Value: value, Low: low, High: high, N: posts}
		e.IDs = []social.PostID{social.PostID(posts)}
	}
	return e
}

// week is a year of posts in which evenings are ahead, and no weekday.
func week() review.Timing {
	t := review.Timing{Question: review.Question{Quarter: social.Quarter{Year: 2026, Number: 3}, Measure: engagement.OwnRate}}
	t.Organisation = social.Organisation{ID: 1, Name: "Spital Seeblick"}
	t.From, t.Exported, t.Invented = social.Quarter{Year: 2025, Number: 4}, time.Date(2026, time.October, 5, 8, 0, 0, 0, time.UTC), true
	t.Response = timing.Response{Posts: 214, Used: 205, DayOnly: 11, Boosted: 9}
	for day, v := range []float64{1.02, 1.08, 0.97, 1.01, 0.94, 0.99, 0} {
		t.Response.Weekdays = append(t.Response.Weekdays, times(40-6*day, 0.85*v, v, 1.17*v, true))
	}
	t.Response.Weekdays[6] = times(0, 0, 0, 0, false)
	t.Response.Hours = make([]timing.Effect, timing.Blocks)
	for block, v := range map[int]float64{2: 0.74, 3: 0.95, 4: 1.03, 5: 1.12, 6: 1.41} {
		t.Response.Hours[block] = times(12+7*block, 0.86*v, v, 1.16*v, block >= 5)
	}
	for day := range 6 {
		for block := 2; block <= 6; block++ {
			if posts := (day*5 + block*3) % 11; posts > 1 {
				v := 0.8 + 0.1*float64(block-2) + 0.03*float64(day)
				t.Response.Slots = append(t.Response.Slots, timing.Slot{Weekday: day, Block: block, Effect: times(posts, 0.7*v, v, 1.43*v, true)})
			}
		}
	}
	return t
}

// level is the same without any clear difference, tooFewTimes a year of three posts.
func levelWeek() review.Timing {
	t := week()
	for i := range t.Response.Hours {
		t.Response.Hours[i].TopGroup = t.Response.Hours[i].Compared
	}
	return t
}

func tooFewTimes() review.Timing {
	t := week()
	t.Response = timing.Response{Posts: 3, Used: 3}
	return t
}

func effect(f drivers.Factor, level string, posts int, low, value, high float64, flagged bool) drivers.Effect {
	return drivers.Effect{
		Factor: f, Level: level, Posts: posts, Flagged: flagged, IDs: []social.PostID{social.PostID(posts)},
		Times: &stats.Estimate{Value: value, Low: low, High: high}, Cautious: &stats.Estimate{Value: value, Low: 0.95 * low, High: 1.05 * high},
	}
}

// causes is a year in which questions and experts earn more, and promotion less.
func causes() review.Drivers {
	d := review.Drivers{Question: week().Question}
	d.Organisation, d.From, d.Exported, d.Invented = week().Organisation, week().From, week().Exported, true
	d.Findings = drivers.Findings{Posts: 214, Used: 205, Boosted: 9, WithoutText: 4, Effects: []drivers.Effect{
		effect(drivers.Length, drivers.Short, 61, 0.88, 1.01, 1.16, false),
		effect(drivers.Length, drivers.Medium, 98, 0.93, 1.04, 1.18, false),
		effect(drivers.Length, drivers.Long, 42, 0.78, 0.91, 1.06, false),
		effect(drivers.Hashtags, drivers.None, 70, 0.84, 0.96, 1.1, false),
		effect(drivers.Hashtags, drivers.Some, 90, 0.94, 1.05, 1.18, false),
		effect(drivers.Hashtags, drivers.ManyTag, 41, 0.85, 1, 1.17, false),
		effect(drivers.Question, drivers.Yes, 57, 1.09, 1.27, 1.48, true),
		effect(drivers.Link, drivers.Yes, 80, 0.81, 0.92, 1.05, false),
		effect(drivers.Emoji, drivers.Yes, 66, 0.9, 1.02, 1.16, false),
		effect(drivers.Expert, drivers.Yes, 31, 1.12, 1.38, 1.71, true),
		effect(drivers.Promotional, drivers.Yes, 22, 0.52, 0.66, 0.84, true),
		effect(drivers.Topic, string(social.BirthAndBaby), 40, 1.02, 1.21, 1.44, false),
		effect(drivers.Topic, string(social.Job), 25, 0.7, 0.86, 1.05, false),
		{Factor: drivers.Topic, Level: string(social.PatientStory), Posts: 3, IDs: []social.PostID{1, 2, 3}},
		effect(drivers.Form, string(social.ShortVideo), 29, 1.5, 2.3, 3.5, true),
	}}
	return d
}

func timingOf(f func() review.Timing) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Timing(f(), s) }
}

func driversOf(g review.DriverGroup) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Drivers(causes(), g, s) }
}

func TestEveryTimeAndEffectHasItsMark(t *testing.T) {
	speak := language.New(language.English)
	week, causes := week(), causes()
	for _, tt := range []struct {
		name  string
		fig   chart.Figure
		marks int
		says  string
	}{
		// Six days and five blocks with posts, and the pairs of them.
		{"times", chart.Timing(week, speak), 6 + 5 + len(week.Response.Slots), "18–21: 1.41 times as much as at your usual times, other things equal; most likely between 1.21 and 1.64 (54 posts)."},
		{"too few times", chart.Timing(tooFewTimes(), speak), 0, "3 posts are too few to tell when to post"},
		{"wording", chart.Drivers(causes, review.WordingGroup, speak), 11, "Question in the text: 1.27 times as much as your other posts, other things equal; most likely between 1.09 and 1.48 (57 posts). A clear difference."},
		{"topics", chart.Drivers(causes, review.TopicGroup, speak), 3, "Patient story: 3 posts, but too few with or without it to compare."},
		{"forms", chart.Drivers(causes, review.FormGroup, speak), 1, "Short video: 2.30 times"},
		{"no effects", chart.Drivers(review.Drivers{}, review.FormGroup, speak), 0, "0 posts are too few"},
	} {
		if !strings.Contains(tt.fig.Describe(), tt.says) {
			t.Errorf("%s: %q lacks %q", tt.name, tt.fig.Describe(), tt.says)
		}
		for _, size := range [][2]int{{1000, 480}, {300, 200}, {2600, 1400}} {
			p := chart.Render(tt.fig, chart.Light(), size[0], size[1], 1)
			if len(p.Marks) != tt.marks {
				t.Errorf("%s %v: %d marks, want %d", tt.name, size, len(p.Marks), tt.marks)
			}
			for i, m := range p.Marks {
				if m.Bounds.Empty() || !m.Bounds.In(p.Image.Bounds()) || m.Label == "" || len(m.Cell.IDs) == 0 {
					t.Errorf("%s: mark %d at %v: %q, %d posts", tt.name, i, m.Bounds, m.Label, len(m.Cell.IDs))
				}
				for _, other := range p.Marks[:i] {
					if m.Bounds.Overlaps(other.Bounds) {
						t.Errorf("%s: %q overlaps %q", tt.name, m.Label, other.Label)
					}
				}
			}
		}
	}
}

func TestYearAtAnySize(t *testing.T) {
	speakers := []*language.Speaker{language.New(language.English), language.New(language.German), language.New(language.French)}
	rapid.Check(t, func(t *rapid.T) {
		speak := rapid.SampledFrom(speakers).Draw(t, "language")
		figures := []chart.Figure{chart.Timing(week(), speak), chart.Timing(tooFewTimes(), speak)}
		d := causes()
		for i := range d.Findings.Effects { // also such as no fit should give
			if e := &d.Findings.Effects[i]; e.Times != nil && rapid.Bool().Draw(t, "wild") {
				v := rapid.Float64Range(1e-6, 1e6).Draw(t, "times")
				e.Times = &stats.Estimate{Value: v, Low: v * rapid.Float64Range(0, 1).Draw(t, "low"), High: v * rapid.Float64Range(1, 100).Draw(t, "high")}
			}
		}
		for _, g := range review.DriverGroups() {
			figures = append(figures, chart.Drivers(d, g, speak))
		}
		w, h := rapid.Float64Range(150, 3000).Draw(t, "width"), rapid.Float64Range(100, 2000).Draw(t, "height")
		for _, fig := range figures {
			var c inspector
			fig.Draw(draw.NewCanvas(&c, vg.Length(w), vg.Length(h)), chart.Light())
			c.check(t, vg.Rectangle{Max: vg.Point{X: vg.Length(w), Y: vg.Length(h)}})
		}
	})
}
