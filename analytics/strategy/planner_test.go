package strategy_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"auscult/analytics/mixed"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/analytics/strategy/simulation"
)

// responseOf learns from a world of the proving ground.
func responseOf(t testing.TB, w *simulation.World) *strategy.Response {
	t.Helper()
	r, err := strategy.Learn(context.Background(), w.Data(), strategy.DefaultGoals())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func planWith(t *testing.T, r *strategy.Response, w strategy.Wishes) (*strategy.Planner, strategy.Plan) {
	t.Helper()
	planner, err := strategy.NewPlanner(r, w)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planner.Plan(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return planner, plan
}

func ptr[T any](v T) *T { return &v }

var world = simulation.New(simulation.Condition{Posts: 120, Competitors: 2}, 3)

func TestPlansKeepWhatIsWished(t *testing.T) {
	r := responseOf(t, world)
	rules := strategy.DefaultRules()
	count := func(p strategy.Plan, of func(strategy.Line) bool) (posts int, hours float64) {
		for _, l := range p.Lines {
			if of(l) {
				posts, hours = posts+l.Next, hours+l.Hours
			}
		}
		return posts, hours
	}
	everything := func(strategy.Line) bool { return true }
	for _, test := range []struct {
		name   string
		wishes strategy.Wishes
		check  func(*testing.T, strategy.Plan)
	}{
		{"hours", strategy.Wishes{Hours: 150, Rules: rules}, func(t *testing.T, p strategy.Plan) {
			if _, hours := count(p, everything); hours > 150 || math.Abs(hours-p.Hours) > 1e-9 {
				t.Errorf("%v hours in the lines, %v in the plan", hours, p.Hours)
			}
		}},
		{"a pin", strategy.Wishes{Rules: append(rules, strategy.Rule{
			Kind: strategy.PostsRule, Platform: social.Instagram, Form: social.Photo, Promotional: ptr(false), Low: ptr(4.0), High: ptr(4.0),
		})}, func(t *testing.T, p strategy.Plan) {
			n, _ := count(p, func(l strategy.Line) bool {
				return l.Cell == strategy.Cell{Platform: social.Instagram, Form: social.Photo}
			})
			if n != 4 {
				t.Errorf("%d photos on Instagram, pinned to 4", n)
			}
		}},
		{"a platform that is off", strategy.Wishes{Rules: rules, Off: []social.Platform{social.X}}, func(t *testing.T, p strategy.Plan) {
			if n, _ := count(p, func(l strategy.Line) bool { return l.Platform == social.X }); n != 0 {
				t.Errorf("%d posts on a platform that is off", n)
			}
		}},
		{"promotional posts", strategy.Wishes{Rules: rules}, func(t *testing.T, p strategy.Plan) {
			all, _ := count(p, everything)
			if n, _ := count(p, func(l strategy.Line) bool { return l.Promotional }); float64(n) > 0.2*float64(all) {
				t.Errorf("%d of %d posts are promotional", n, all)
			}
		}},
		{"only one can make videos, and has 16 hours", strategy.Wishes{Staff: []strategy.Person{
			{Name: "Anna", Hours: 16}, {Name: "Ben", Hours: 150, Forms: []social.Form{social.Photo, social.Text, social.Link, social.Carousel, social.Story, social.Poll}},
		}}, func(t *testing.T, p strategy.Plan) {
			_, hours := count(p, func(l strategy.Line) bool {
				switch l.Form {
				case social.Photo, social.Text, social.Link, social.Carousel, social.Story, social.Poll:
					return false
				}
				return true
			})
			if hours > 16 {
				t.Errorf("%v hours of what only Anna can make", hours)
			}
		}},
		{"set-up once for each form", strategy.Wishes{Rules: rules, Hours: 150, Efforts: map[social.Form]strategy.Effort{
			social.Live: {SetUp: 40, PerPost: 1}, social.Photo: {SetUp: 5, PerPost: 1},
		}}, func(t *testing.T, p strategy.Plan) {
			want := 0.0
			used := map[social.Form]bool{}
			for _, l := range p.Lines {
				want += l.Hours
				used[l.Form] = used[l.Form] || l.Next > 0
			}
			if used[social.Live] {
				want += 40
			}
			if used[social.Photo] {
				want += 5
			}
			if math.Abs(want-p.Hours) > 1e-9 || p.Hours > 150 {
				t.Errorf("%v hours, by hand %v, of 150", p.Hours, want)
			}
		}},
		{"health posts", strategy.Wishes{Rules: append(rules, strategy.Rule{Kind: strategy.VarietyRule, Platform: social.LinkedIn, Low: ptr(5.0)})}, func(t *testing.T, p strategy.Plan) {
			forms := map[social.Form]bool{}
			for _, l := range p.Lines {
				if l.Platform == social.LinkedIn && l.Next > 0 {
					forms[l.Form] = true
				}
			}
			if len(forms) < 5 {
				t.Errorf("%d forms on LinkedIn, 5 wished", len(forms))
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.wishes.Now = world.Now
			_, p := planWith(t, r, test.wishes)
			if p.Broken {
				for _, l := range p.Limits {
					if l.Broken > 0 {
						t.Errorf("broken: %+v", l)
					}
				}
			}
			test.check(t, p)
		})
	}
}

// Wishes that cannot be kept together: a hundred videos of eight hours in forty. The hours are kept, the wish is named with
// what it lacks, and the plan comes as near as it can.
func TestWishesThatCannotBeKept(t *testing.T) {
	r := responseOf(t, world)
	wish := strategy.Rule{Kind: strategy.PostsRule, Form: social.Video, Low: ptr(100.0)}
	_, p := planWith(t, r, strategy.Wishes{Now: world.Now, Hours: 40, Rules: []strategy.Rule{wish}})
	videos := 0
	for _, l := range p.Lines {
		if l.Form == social.Video {
			videos += l.Next
		}
	}
	if !p.Broken || p.Hours > 40 || videos != 5 {
		t.Errorf("broken %v, %v hours, %d videos; want 5 videos in 40 hours and the wish broken", p.Broken, p.Hours, videos)
	}
	for _, l := range p.Limits {
		switch {
		case l.Rule.Kind == strategy.HoursRule && l.Broken > 0:
			t.Errorf("hours are broken by %v", l.Broken)
		case l.Rule.Kind == strategy.PostsRule && l.Broken != 95:
			t.Errorf("the wish is broken by %v, want 95", l.Broken)
		}
	}
}

// One evaluator for all: what the plan says of itself is what judging its mix says, and what one post more or less is said
// to bring is what judging that mix says.
func TestFiguresReconcile(t *testing.T) {
	r := responseOf(t, world)
	planner, p := planWith(t, r, strategy.Wishes{Now: world.Now, Rules: strategy.DefaultRules()})
	again := planner.Judge(p.Mix())
	if again.Value != p.Value || again.Lift != p.Lift || again.Hours != p.Hours || again.Better != p.Better {
		t.Errorf("judged: %+v, planned: %+v", again, p)
	}
	for _, l := range p.Lines {
		m := p.Mix()
		m[l.Cell]++
		more := planner.Judge(m).Value - p.Value
		if math.Abs(more/p.ValueNow-l.More) > 1e-6 {
			t.Errorf("one more of %v: %v, judged %v", l.Cell, l.More, more/p.ValueNow)
		}
		if l.Next == 0 {
			continue
		}
		m[l.Cell] -= 2
		less := p.Value - planner.Judge(m).Value
		if math.Abs(less/p.ValueNow-l.Last) > 1e-6 {
			t.Errorf("the last of %v: %v, judged %v", l.Cell, l.Last, less/p.ValueNow)
		}
	}
	if now := planner.Judge(world.Now); now.Lift.Value != 0 || now.Better != 0.5 {
		t.Errorf("the present mix brings %+v more than itself, with probability %v", now.Lift, now.Better)
	}
}

// The plan is never worth less than the present mix made to fit, as the model sees it.
func TestNeverBelowTheRepairedMix(t *testing.T) {
	for seed := range uint64(4) {
		w := simulation.New(simulation.Condition{Posts: 60}, 40+seed)
		r := responseOf(t, w)
		planner, p := planWith(t, r, strategy.Wishes{Now: w.Now, Rules: strategy.DefaultRules()})
		repaired, err := planner.Repaired(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if p.Value < repaired.Value {
			t.Errorf("world %d: the plan is worth %v, the repaired present mix %v", seed, p.Value, repaired.Value)
		}
	}
}

func TestHoursFor(t *testing.T) {
	r := responseOf(t, world)
	planner, p := planWith(t, r, strategy.Wishes{Now: world.Now, Rules: strategy.DefaultRules()})
	hours, with, err := planner.HoursFor(context.Background(), 0.1)
	if err != nil {
		t.Fatal(err)
	}
	if hours >= p.HoursNow || with.Lift.Value < 0.1 || with.Hours > hours+1e-9 {
		t.Errorf("%v hours for a tenth more (now %v), which bring %v", hours, p.HoursNow, with.Lift.Value)
	}
	if _, _, err := planner.HoursFor(context.Background(), 50); !errors.Is(err, strategy.ErrUnreachable) {
		t.Errorf("fifty times as much: %v", err)
	}
}

func TestTooLittleToLearnFrom(t *testing.T) {
	var b panel.Builder
	nothing := b.Panel(world.Data().Posts.Zone(), 0)
	_, err := strategy.Learn(context.Background(), strategy.Data{Posts: nothing, Until: world.Data().Until}, strategy.DefaultGoals())
	if !errors.Is(err, strategy.ErrNothingMeasured) {
		t.Errorf("no posts: %v", err)
	}
	b.Add(social.Post{
		ID: 1, Platform: social.X, Form: social.Text, PublishedAt: world.Data().Until.AddDate(0, -1, 0), ObservedAt: world.Data().Until,
		Metrics: metrics(3),
	}, 1)
	one := b.Panel(world.Data().Posts.Zone(), 0)
	_, err = strategy.Learn(context.Background(), strategy.Data{Posts: one, Until: world.Data().Until}, strategy.DefaultGoals())
	if !errors.Is(err, mixed.ErrTooFewRows) {
		t.Errorf("one post: %v", err)
	}
}

func metrics(reactions int64) social.Metrics {
	var m social.Metrics
	m.Set(social.Reactions, reactions)
	m.Set(social.Comments, 0)
	return m
}

func TestCancelledPlan(t *testing.T) {
	r := responseOf(t, world)
	planner, p := planWith(t, r, strategy.Wishes{Now: world.Now, Rules: strategy.DefaultRules()})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := planner.Assure(ctx, p, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("assure: %v", err)
	}
	if _, err := strategy.Learn(ctx, world.Data(), strategy.DefaultGoals()); !errors.Is(err, context.Canceled) {
		t.Errorf("learn: %v", err)
	}
}
