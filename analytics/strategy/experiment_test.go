package strategy_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// tried is an experiment that can be reckoned by hand: videos of four hours against photos of one, on one platform, in six
// pairs of weeks from 5 October on, of which the first is the test in every other pair. A usual week has one video and six
// photos, a test week two videos and two photos.
func tried() strategy.Experiment {
	unit := strategy.ExperimentUnit{Counts: map[string]float64{"reactions": 1}, Worth: 0.01}
	e := strategy.Experiment{
		Quarter: q4, Goals: []strategy.ExperimentGoal{{Name: strategy.Trust, Tested: unit, Against: unit}},
		Tested:  strategy.ExperimentCell{Platform: video.Platform, Form: video.Form, PerPost: 4, Usual: 1, InTest: 2},
		Against: strategy.ExperimentCell{Platform: photo.Platform, Form: photo.Form, PerPost: 1, Usual: 6, InTest: 2},
	}
	for week := range 12 {
		e.Weeks = append(e.Weeks, strategy.ExperimentWeek{
			From: time.Date(2026, time.October, 5+7*week, 0, 0, 0, 0, time.UTC), Test: week%4 == 0 || week%4 == 3,
		})
	}
	return e
}

// week are the posts of one of its weeks, with so many reactions each.
func week(n int, videos int, ofVideo int64, photos int, ofPhoto int64) []social.Post {
	all := slices.Concat(posts(video, videos, 0, ofVideo), posts(photo, photos, 0, ofPhoto))
	for i := range all {
		all[i].PublishedAt = time.Date(2026, time.October, 5+7*n, i, 0, 0, 0, time.UTC)
	}
	return all
}

// quarterOf are the posts of the whole experiment; of says what videos brought in test weeks, pair by pair.
func quarterOf(of ...int64) [][]social.Post {
	var all [][]social.Post
	for n, w := range tried().Weeks {
		if w.Test {
			all = append(all, week(n, 2, of[n/2], 2, 7777))
		} else {
			all = append(all, week(n, 1, 7777, 6, 10))
		}
	}
	return all
}

// Expected values by hand: a pair's difference is log((y + ½)/10.5) + log(1/4), a photo having 10.5 in usual weeks; a video of
// 41 (41.5) brings four times as much as a photo but for a little, and takes four hours. What there was of videos in usual
// weeks and of photos in test weeks plays no part.
func TestEvaluate(t *testing.T) {
	const t5 = 2.0150483733 // 95 % of Student's t with five degrees of freedom, by numerical integration
	alternating := quarterOf(83, 167, 83, 167, 83, 167)
	for _, tt := range []struct {
		name                           string
		posts                          [][]social.Post
		verdict                        strategy.Verdict
		times, low                     float64 // NaN: none
		pairs, notFollowed, unmeasured int
	}{
		{ // 83.5 and 167.5 of 42: the logs are 0.68723 and 1.38338, their mean 1.03530, s² = 6/5·(0.34807)²
			"videos bring more", alternating, strategy.Better, math.Sqrt(83.5*167.5) / 42,
			math.Exp(math.Log(math.Sqrt(83.5*167.5)/42) - t5*0.5*math.Log(167.5/83.5)/math.Sqrt(5)), 6, 0, 0,
		},
		{
			"videos bring less", quarterOf(10, 5, 10, 5, 10, 5), strategy.Worse, math.Sqrt(10.5*5.5) / 42,
			math.Exp(math.Log(math.Sqrt(10.5*5.5)/42) - t5*0.5*math.Log(10.5/5.5)/math.Sqrt(5)), 6, 0, 0,
		},
		{
			"it cannot be told", quarterOf(20, 83, 20, 83, 20, 83), strategy.CannotTell, math.Sqrt(20.5*83.5) / 42,
			math.Exp(math.Log(math.Sqrt(20.5*83.5)/42) - t5*0.5*math.Log(83.5/20.5)/math.Sqrt(5)), 6, 0, 0,
		},
		{ // the first two pairs each miss a week: 83, 167, 83 and 167 are left; t with three degrees of freedom is 2.35336
			"weeks that were not followed", slices.Concat([][]social.Post{week(0, 1, 83, 6, 10), week(2, 2, 83, 2, 10)}, alternating[1:2], alternating[3:]),
			strategy.Better, math.Sqrt(83.5*167.5) / 42,
			math.Exp(math.Log(math.Sqrt(83.5*167.5)/42) - 2.3533634348*0.5*math.Log(167.5/83.5)/math.Sqrt(3)), 4, 2, 0,
		},
		{"two pairs are too few", slices.Concat(alternating[8:]), strategy.CannotTell, math.Sqrt(83.5*167.5) / 42, math.NaN(), 2, 8, 0},
		{"all pairs alike are too smooth", quarterOf(83, 83, 83, 83, 83, 83), strategy.CannotTell, 83.5 / 42, math.NaN(), 6, 0, 0},
		{
			"boosted videos", slices.Concat([][]social.Post{changed(slices.Clone(alternating[0]), func(p *social.Post) { p.Boosted = social.Yes })}, alternating[1:]),
			strategy.Better, math.Exp((2*math.Log(83.5/42) + 3*math.Log(167.5/42)) / 5), math.Exp(0.2*(2*math.Log(83.5/42)+3*math.Log(167.5/42)) -
				2.1318467863*math.Sqrt(0.3)*math.Log(167.5/83.5)/math.Sqrt(5)), 5, 0, 1, // s² = (2·0.36 + 3·0.16)/4 of the squared difference
		},
		{"nothing was published but after", [][]social.Post{week(12, 1, 1, 0, 0)}, strategy.CannotTell, math.NaN(), math.NaN(), 0, 12, 0},
		{
			"the quarter is not over", [][]social.Post{changed(slices.Concat(quarterOf(83, 167, 83, 167, 83, 167)...), func(p *social.Post) {
				p.ObservedAt = time.Date(2026, time.December, 30, 0, 0, 0, 0, time.UTC)
			})}, strategy.TooEarly, math.NaN(), math.NaN(), 0, 0, 0,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := tried().Evaluate(built(tt.posts...), nil)
			if r.Verdict != tt.verdict || r.Pairs != tt.pairs || r.NotFollowed != tt.notFollowed || r.Unmeasured != tt.unmeasured {
				t.Errorf("%+v", r)
			}
			if r.Times == nil != math.IsNaN(tt.times) {
				t.Fatalf("times %v", r.Times)
			}
			if r.Times != nil {
				near(t, "times", r.Times.Value, tt.times, 1e-9)
				if math.IsNaN(r.Times.Low) != math.IsNaN(tt.low) || !math.IsNaN(tt.low) && math.Abs(r.Times.Low-tt.low) > 1e-8 {
					t.Errorf("from %v, want %v", r.Times.Low, tt.low)
				}
			}
		})
	}
}

// A goal that asks for topics knows no other posts, and two goals add up: shares count thrice.
func TestEvaluateGoals(t *testing.T) {
	e := tried()
	e.Goals[0].Topics = map[social.Topic]float64{social.Job: 1}
	second := strategy.ExperimentUnit{Counts: map[string]float64{"shares": 1}, Worth: 0.03}
	e.Goals = append(e.Goals, strategy.ExperimentGoal{Name: strategy.Awareness, Tested: second, Against: second})
	lists := quarterOf(83, 167, 83, 167, 83, 167)
	if r := e.Evaluate(built(lists...), nil); r.Unmeasured != 6 || r.Verdict != strategy.CannotTell {
		t.Errorf("without topics or shares: %+v", r)
	}
	for _, list := range lists {
		changed(list, func(p *social.Post) { p.Topic = social.Job; p.Metrics.Set(social.Shares, 2) })
	}
	// 0.01·83.5 + 0.03·2.5 = 0.91, likewise 1.75 and for photos 0.18, times four hours 0.72
	near(t, "times", e.Evaluate(built(lists...), nil).Times.Value, math.Sqrt(0.91*1.75)/0.72, 1e-9)
}

// An experiment comes back from JSON as it was; days begin in the hospital's time zone, in summer time as in winter time.
func TestExperimentIsCompleteOnItsOwn(t *testing.T) {
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	document, err := json.Marshal(tried())
	if err != nil {
		t.Fatal(err)
	}
	var back strategy.Experiment
	if err := json.Unmarshal(document, &back); err != nil {
		t.Fatal(err)
	}
	var b panel.Builder
	lists := slices.Concat(quarterOf(83, 167, 83, 167, 83, 167)...)
	slices.Reverse(lists)
	for _, p := range lists { // on Mondays from midnight on in Zurich
		at := p.PublishedAt
		p.PublishedAt = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), 0, 0, 0, zurich)
		b.Add(p, 1)
	}
	want := tried().Evaluate(built(lists), nil)
	if got := back.Evaluate(b.Panel(zurich, time.January), nil); got.Pairs != 6 || *got.Times != *want.Times {
		t.Errorf("%+v, want %+v", got, want)
	}
}
