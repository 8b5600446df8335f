package strategy_test

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/strategy"
)

var (
	photo = strategy.Cell{Platform: social.Facebook, Form: social.Photo}
	video = strategy.Cell{Platform: social.Facebook, Form: social.Video}

	q4    = social.Quarter{Year: 2026, Number: 4}
	start = time.Date(2026, time.October, 1, 12, 0, 0, 0, time.UTC)
	after = time.Date(2027, time.January, 31, 0, 0, 0, 0, time.UTC)
)

// promised is a promise that can be reckoned by hand: a photo typically gets 10.5 reactions (with the half that logarithms
// need) and adds 0.02 to the value, a video 40.5 and 0.08; nothing crowds. From 20 photos and 5 videos, worth 0.8, to 10 of
// each, worth 1.0: a quarter more, of which a fifth more was promised, 10 to 30 %.
func promised() strategy.Promise {
	cell := func(c strategy.Cell, now, next int, typical, worth float64) strategy.PromisedCell {
		return strategy.PromisedCell{Platform: c.Platform, Form: c.Form, Now: now, Next: next, Goals: []strategy.PromisedPost{
			{Typical: typical, SE: 0.2, Serving: 1, Worth: worth},
		}}
	}
	return strategy.Promise{
		Quarter: q4, Lift: &strategy.Span{Value: 0.2, Low: 0.1, High: 0.3}, Value: 1, ValueNow: 0.8, Blur: 0.1,
		Efforts:   map[social.Form]strategy.Effort{social.Photo: {SetUp: 2, PerPost: 1}, social.Video: {PerPost: 8}},
		Platforms: []strategy.PromisedPlatform{{Platform: social.Facebook, Usual: 1}},
		Goals: []strategy.PromisedGoal{{
			Name: strategy.Trust, Weight: 1, On: []strategy.PromisedResponse{{Counts: map[string]float64{"reactions": 1}, Noise: 1}},
		}},
		Cells: []strategy.PromisedCell{cell(photo, 20, 10, 10.5, 0.02), cell(video, 5, 10, 40.5, 0.08)},
	}
}

// posts are so many of a cell with so many reactions each, every one on a day of its own from the day on.
func posts(c strategy.Cell, n, day int, reactions int64) []social.Post {
	all := make([]social.Post, n)
	for i := range all {
		all[i] = social.Post{
			ID: social.PostID(day + i), Platform: c.Platform, Form: c.Form, PublishedAt: start.AddDate(0, 0, day+i), ObservedAt: after,
		}
		all[i].Metrics.Set(social.Reactions, reactions)
	}
	return all
}

func built(lists ...[]social.Post) *panel.Panel {
	var b panel.Builder
	for _, p := range slices.Concat(lists...) {
		b.Add(p, 1)
	}
	return b.Panel(time.UTC, time.January)
}

func changed(list []social.Post, change func(p *social.Post)) []social.Post {
	for i := range list {
		change(&list[i])
	}
	return list
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Expected values by hand: (1 + observed) is the value of what was published over 0.8, times e^r̄; a photo with 10 reactions
// and a video with 40 are as expected, a video with 121 is three times that, with 13 a third.
func TestRecord(t *testing.T) {
	asPlanned := func(of ...[]social.Post) *panel.Panel { return built(append(of, posts(photo, 10, 0, 10))...) }
	for _, tt := range []struct {
		name               string
		posts              *panel.Panel
		change             func(*strategy.Promise)
		verdict            strategy.Verdict
		expected, observed float64 // NaN: none
		overlap, carried   float64
		measured           int
	}{
		{"as expected", asPlanned(posts(video, 10, 20, 40)), nil, strategy.PromiseKept, 0.2, 0.25, 1, 1, 20},
		{
			"half of the videos three times as good", asPlanned(posts(video, 5, 20, 40), posts(video, 5, 30, 121)), nil,
			strategy.Better, 0.2, 1.25*math.Pow(3, 0.8*0.5) - 1, 1, 1, 20,
		},
		{
			"all videos a third as good", asPlanned(posts(video, 10, 20, 13)), nil,
			strategy.Worse, 0.2, 1.25*math.Pow(3, -0.8) - 1, 1, 1, 20,
		},
		{ // one of ten videos bears 0.08 of the logarithm
			"one video went round the world", asPlanned(posts(video, 9, 20, 40), posts(video, 1, 40, 2_000_000)), nil,
			strategy.PromiseKept, 0.2, 1.25*math.Pow(2_000_000.5/40.5, 0.08) - 1, 1, 1, 20,
		},
		{ // worth 0.9 and not 1; 5 and 80 of 90 hours; ½ (|10/90 − 5/85| + |80/90 − 80/85|) = 0.0523
			"half of the photos left out", built(posts(photo, 5, 0, 10), posts(video, 10, 20, 40)), nil,
			strategy.PromiseKept, 1.2*0.9 - 1, 0.9/0.8 - 1, 1 - 0.0522875817, 85.0 / 90, 15,
		},
		{
			"boosted videos say nothing", asPlanned(posts(video, 5, 20, 40), changed(posts(video, 5, 30, 9000), func(p *social.Post) { p.Boosted = social.Yes })),
			nil, strategy.PromiseKept, 0.2, 0.25, 1, 1, 15,
		},
		{ // worth 0.4; 10 of 90 hours; ½ (8/9 + 8/9) apart
			"photos alone", built(posts(photo, 20, 0, 10)), nil, strategy.NotFollowed, 1.2*0.4 - 1, 0.4/0.8 - 1, 1 - 8.0/9, 1.0 / 9, 20,
		},
		{ // worth 0.48; 48 of 90 hours
			"six videos alone", built(posts(video, 6, 0, 40)), nil, strategy.TooEarly, 1.2*0.48 - 1, 0.48/0.8 - 1, 1 - 1.0/9, 48.0 / 90, 6,
		},
		{
			"exported before the quarter was over", built(changed(slices.Concat(posts(photo, 10, 0, 10), posts(video, 10, 20, 40)),
				func(p *social.Post) { p.ObservedAt = start.AddDate(0, 0, 60) })), nil, strategy.TooEarly, 0.2, 0.25, 1, 1, 20,
		},
		{
			"most posts are young", asPlanned(changed(posts(video, 10, 80, 40), func(p *social.Post) { p.ObservedAt = p.PublishedAt.AddDate(0, 0, 6) }),
				changed(posts(photo, 1, 60, 10), func(p *social.Post) { p.ObservedAt = p.PublishedAt.AddDate(0, 0, 6) })),
			nil, strategy.TooEarly, 1.2*1.02 - 1, 1.02/0.8 - 1, 1 - 0.5*(1.0/91*2*80.0/90), 1, 10,
		},
		{
			"all in one campaign", built(changed(slices.Concat(posts(photo, 10, 0, 10), posts(video, 10, 20, 40)), func(p *social.Post) { p.Campaign = "heart" })),
			nil, strategy.TooEarly, 0.2, math.NaN(), 1, 1, 20,
		},
		{"nothing was published", built(), nil, strategy.TooEarly, math.NaN(), math.NaN(), 0, 0, 0},
		{
			"other quarters do not count", asPlanned(posts(video, 10, 20, 40), posts(video, 9, 95, 9000), posts(photo, 9, -9, 9000)),
			nil, strategy.PromiseKept, 0.2, 0.25, 1, 1, 20,
		},
		{
			"nothing was promised", asPlanned(posts(video, 10, 20, 40)), func(p *strategy.Promise) { p.Lift, p.ValueNow = nil, 0 },
			strategy.NothingPromised, math.NaN(), math.NaN(), 1, 1, 20,
		},
		{ // a form of which nothing was promised takes a tenth of the hours, and is left out of both values
			"a form that nobody planned", asPlanned(posts(video, 10, 20, 40), posts(strategy.Cell{Platform: social.Facebook, Form: social.Text}, 10, 40, 7)),
			func(p *strategy.Promise) { p.Efforts[social.Text] = strategy.Effort{PerPost: 1} }, strategy.PromiseKept, 0.2, 0.25, 0.9, 1, 20,
		},
		{
			"with what single posts leave out", asPlanned(posts(video, 10, 20, 40)), func(p *strategy.Promise) { p.Bend = math.Log(1.1) },
			strategy.PromiseKept, 0.2, 1.25*1.1 - 1, 1, 1, 20,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := promised()
			if tt.change != nil {
				tt.change(&p)
			}
			r := p.Record(tt.posts, nil)
			if r.Verdict != tt.verdict || r.Measured != tt.measured {
				t.Errorf("%s, %d measured", r.Verdict, r.Measured)
			}
			if r.Expected == nil != math.IsNaN(tt.expected) || r.Observed == nil != math.IsNaN(tt.observed) {
				t.Fatalf("expected %v, observed %v", r.Expected, r.Observed)
			}
			if r.Expected != nil {
				near(t, "expected", r.Expected.Value, tt.expected, 1e-9)
			}
			if r.Observed != nil {
				near(t, "observed", r.Observed.Value, tt.observed, 1e-9)
			}
			near(t, "overlap", r.Overlap, tt.overlap, 1e-9)
			near(t, "carried", r.Carried, tt.carried, 1e-9)
			if r.Verdict.Judged() == math.IsNaN(r.Place) {
				t.Errorf("place %v", r.Place)
			}
		})
	}
}

// By hand for the half of the videos that were three times as good: ω is 0.02 for a photo and 0.08 for a video, r̄ = 0.4 log 3;
// K = 1/(10·0.02² + 10·0.08²) = 14.706, SE² = K/(K − 1) · (10·(0.02·0.4394)² + 5·(0.08·0.6592)² + 5·(0.08·0.4394)²) = 0.1496²,
// t with 13.706 degrees of freedom 1.76398 (by numerical integration), so ± 0.26388 on the log scale. The range reaches from
// log 1.2 down to −√((log 1.2 − log 1.1)² + 0.26388² + (1.64485·0.1)²), and up likewise with 1.3.
func TestRecordRanges(t *testing.T) {
	r := promised().Record(built(posts(photo, 10, 0, 10), posts(video, 5, 20, 40), posts(video, 5, 30, 121)), nil)
	near(t, "low", r.Observed.Low, 0.4899021840, 1e-8)
	near(t, "high", r.Observed.High, 1.5255692025, 1e-8)
	near(t, "range from", r.Range.Low, -0.1311358852, 1e-8)
	near(t, "range to", r.Range.High, 0.6543429049, 1e-8)
	near(t, "place", r.Place, 0.9930595500, 1e-8)
	if r.HoursPlanned != 92 || r.HoursDone != 92 || r.Planned != 20 || r.Published != 20 || r.Observed.N != 20 || r.Observed.Clusters != 14 {
		t.Errorf("%+v", r)
	}

	// A video typically brought 40.5·√3; ten of them with noise 1 and no campaigns have the variance 1/10. It lies 0.549 off,
	// and nine times in ten within 1.64485·√(0.2² + 0.1) = 0.615.
	v := r.Cells[1]
	if v.Cell != video || v.Planned != 10 || v.HoursDone != 80 || !v.Posts[0].Held || v.Posts[0].Observed.N != 10 {
		t.Errorf("%+v", v)
	}
	near(t, "typical video", v.Posts[0].Observed.Value, 40.5*math.Sqrt(3), 1e-9)
	near(t, "its interval", v.Posts[0].Observed.High, 40.5*math.Sqrt(3)*math.Exp(1.6448536270*math.Sqrt(0.1)), 1e-6)
	near(t, "expected interval", v.Posts[0].Expected.Low, 40.5*math.Exp(-1.6448536270*0.2), 1e-6)

	// All three times as good lie 1.0986 off; in two campaigns of five with a variance of 0.4 they may: √(0.04 + 0.1 + 0.4·50/100)
	// times 1.64485 is 0.959, with a season of 0.4 besides 1.164.
	all := posts(video, 10, 20, 121)
	for i := range all {
		all[i].Campaign = strconv.Itoa(i % 2)
	}
	for _, season := range []float64{0, 0.4} {
		p := promised()
		p.Goals[0].On[0].Campaigns, p.Goals[0].Season = 0.4, season
		if held := p.Record(built(all), nil).Cells[1].Posts[0].Held; held != (season > 0) {
			t.Errorf("season %v: held %v", season, held)
		}
	}
}

// What crowds posts as was expected, leaves nothing: four posts a week where one is usual bring, with β or δ of a half, half
// as much each. 41/2 is 20.5.
func TestRecordKnowsOfCrowding(t *testing.T) {
	crowded := slices.Concat(posts(video, 10, 20, 20), posts(video, 10, 20, 20), posts(video, 10, 20, 20), posts(video, 10, 20, 20))
	for i := range crowded { // four at the beginning of each week before the quarter's end
		crowded[i].PublishedAt = time.Date(2027, time.January, 1, 1+i/10, 0, 0, 0, time.UTC).AddDate(0, 0, -7*(1+i%10))
	}
	for name, change := range map[string]func(p *strategy.Promise){
		"crowding":   func(p *strategy.Promise) { p.Goals[0].On[0].Crowding = 0.5 },
		"repetition": func(p *strategy.Promise) { p.Goals[0].Repetition = 0.5 },
	} {
		p := promised()
		p.Cells[1].Goals[0].Typical = 41
		change(&p)
		r := p.Record(built(crowded), nil)
		near(t, name, r.Cells[1].Posts[0].Observed.Value, 41, 1e-9)
	}
}

// Half of the posts were to be about jobs. All videos are, and no photo: the videos' part of the value is twice what it was,
// the photos' nothing, in what is expected as in what came: 1.6 over 0.8. On a channel for patients nothing serves the goal.
func TestRecordOfAGoalWithTopics(t *testing.T) {
	p := promised()
	p.Goals[0].Topics = map[social.Topic]float64{social.Job: 1}
	p.Goals[0].Audiences = map[social.Audience]float64{social.JobSeekers: 1, social.Professionals: 0}
	for c := range p.Cells {
		p.Cells[c].Goals[0].Serving = 0.5
	}
	jobs := changed(posts(video, 20, 20, 40), func(p *social.Post) { p.Topic = social.Job })
	all := built(posts(photo, 10, 0, 10), jobs[:10], jobs[10:])
	r := p.Record(all, func(social.ChannelID) social.Audience { return social.JobSeekers })
	near(t, "expected", r.Expected.Value, 1.2*3.2-1, 1e-9)
	near(t, "observed", r.Observed.Value, 3.2/0.8-1, 1e-9)
	if r.Measured != 20 || r.Cells[0].Posts[0].Observed.N != 0 || r.Cells[0].Posts[0].Held {
		t.Errorf("%+v", r)
	}
	if r := p.Record(all, func(social.ChannelID) social.Audience { return social.Professionals }); r.Observed != nil || r.Measured != 0 {
		t.Errorf("%+v", r)
	}
}

// A promise comes back from JSON as it was, and neither that nor the order of the posts changes a record.
func TestPromiseIsCompleteOnItsOwn(t *testing.T) {
	lists := slices.Concat(posts(photo, 10, 0, 12), posts(video, 5, 20, 31), posts(video, 5, 30, 77))
	document, err := json.Marshal(promised())
	if err != nil {
		t.Fatal(err)
	}
	var back strategy.Promise
	if err := json.Unmarshal(document, &back); err != nil {
		t.Fatal(err)
	}
	want := promised().Record(built(lists), nil)
	slices.Reverse(lists)
	got := back.Record(built(lists), nil)
	if *got.Observed != *want.Observed || *got.Range != *want.Range || got.Place != want.Place {
		t.Errorf("%+v\n%+v", got, want)
	}
}

func TestTrackRecord(t *testing.T) {
	span := &strategy.Span{}
	record := func(quarter int, v strategy.Verdict, place float64, held ...bool) strategy.Record {
		r := strategy.Record{Quarter: social.Quarter{Year: 2026, Number: quarter}, Verdict: v, Place: place}
		if v.Judged() {
			r.Promised, r.Expected, r.Range, r.Observed = &strategy.Span{Value: float64(quarter)}, span, span, &stats.Estimate{Value: place}
		}
		for _, h := range held {
			r.Cells = append(r.Cells, strategy.RecordedCell{Posts: []strategy.RecordedPost{{Observed: stats.Estimate{N: 1}, Held: h}}})
		}
		r.Cells = append(r.Cells, strategy.RecordedCell{}, strategy.RecordedCell{Posts: make([]strategy.RecordedPost, 1)}) // nothing to compare
		return r
	}
	got := strategy.TrackRecordOf([]strategy.Record{
		record(3, strategy.Better, 0.99, true, false), record(1, strategy.PromiseKept, 0.2, true, true), record(2, strategy.PromiseKept, 0.59),
		record(4, strategy.NotFollowed, math.NaN(), false), record(4, strategy.TooEarly, math.NaN(), true),
	})
	if len(got.Points) != 3 || got.Kept != 2 || got.Cells != 3 || got.CellsSeen != 5 || got.Places != [5]int{0, 1, 1, 0, 1} {
		t.Errorf("%+v", got)
	}
	for i, p := range got.Points {
		if p.Quarter.Number != i+1 || p.Promised.Value != float64(i+1) {
			t.Errorf("point %d is of %s", i, p.Quarter)
		}
	}
	if got.Verdicts[strategy.NotFollowed] != 1 || got.Verdicts[strategy.TooEarly] != 1 || got.Verdicts[strategy.PromiseKept] != 2 {
		t.Errorf("%v", got.Verdicts)
	}
	// Wilson with z² = 2.70554: (2/3 + z²/6 ± z √(2/27 + z²/36))/(1 + z²/3)
	const z2 = 2.7055434541
	centre, reach := 2.0/3+z2/6, math.Sqrt(z2)*math.Sqrt(2.0/27+z2/36)
	near(t, "held from", got.Held.Low, (centre-reach)/(1+z2/3), 1e-9)
	near(t, "held to", got.Held.High, (centre+reach)/(1+z2/3), 1e-9)
	if none := strategy.TrackRecordOf(nil); none.Held != nil || none.CellsHeld != nil {
		t.Errorf("%+v", none)
	}
}
