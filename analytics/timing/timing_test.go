package timing

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// build makes a panel of posts on Instagram, exported a year later.
func build(posts []social.Post) *panel.Panel {
	var b panel.Builder
	for _, p := range posts {
		b.Add(p, 1)
	}
	return b.Panel(zurich, time.January)
}

func post(id int, at time.Time, reactions int64) social.Post {
	p := social.Post{
		ID: social.PostID(id), Platform: social.Instagram, Form: social.Photo, PublishedAt: at.UTC(), ObservedAt: at.AddDate(1, 0, 0).UTC(),
	}
	for _, m := range []social.Metric{social.Comments, social.Shares, social.Saves} {
		p.Metrics.Set(m, 0)
	}
	p.Metrics.Set(social.Reactions, reactions)
	return p
}

// fridays makes half a year of posts at noon and in the evening, those of Fridays earning a third.
func fridays() []social.Post {
	src := rand.New(rand.NewPCG(1, 1))
	var posts []social.Post
	for day := range 182 {
		at := time.Date(2026, time.January, 5, 12, 30, 0, 0, zurich).AddDate(0, 0, day)
		for hour := range 2 {
			figure := 3000 * math.Exp(0.5*src.NormFloat64())
			if at.Weekday() == time.Friday {
				figure /= 3
			}
			posts = append(posts, post(len(posts)+1, at.Add(time.Duration(6*hour)*time.Hour), int64(figure)))
		}
	}
	return posts
}

func respond(t *testing.T, posts []social.Post) Response {
	t.Helper()
	r, err := Respond(t.Context(), build(posts), engagement.PerPost)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What may be our best follows what differs; where nothing does, and where too little is known, nobody can say.
func TestBest(t *testing.T) {
	top, low, scarce := Effect{Compared: true, TopGroup: true}, Effect{Compared: true}, Effect{}
	days := []Effect{top, low, top, top, top, top, scarce} // Tuesdays are behind, of Sundays too little is known
	alike := []Effect{top, top, top, top, top, top, top}
	hours := []Effect{scarce, scarce, scarce, top, low, top, top, scarce} // 12 to 15 o'clock is behind
	pairs := []Slot{{0, 3, top}, {0, 4, low}}
	at := func(day, hour int) time.Time { return time.Date(2026, time.January, 5+day, hour, 30, 0, 0, zurich) } // a Monday and on
	for _, tt := range []struct {
		name        string
		r           Response
		at          time.Time
		dayOnly     bool
		best, known bool
	}{
		{"nothing differs", Response{Weekdays: alike}, at(0, 9), false, false, false},
		{"nothing at all", Response{}, at(0, 9), false, false, false},
		{"a good day", Response{Weekdays: days}, at(0, 9), false, true, true},
		{"a bad day", Response{Weekdays: days}, at(1, 9), false, false, true},
		{"a day of which too little is known", Response{Weekdays: days}, at(6, 9), false, false, false},
		{"a good day without an hour", Response{Weekdays: days}, at(0, 0), true, true, true},
		{"a good day whose hour matters and is not known", Response{Weekdays: days, Hours: hours}, at(0, 0), true, false, false},
		{"a good day and hour", Response{Weekdays: days, Hours: hours}, at(0, 11), false, true, true},
		{"a good day, a bad hour", Response{Weekdays: days, Hours: hours}, at(0, 12), false, false, true},
		{"a good hour", Response{Weekdays: alike, Hours: hours}, at(6, 9), false, true, true},
		{"a rare hour", Response{Weekdays: alike, Hours: hours}, at(0, 3), false, false, false},
		{"a good pair", Response{Weekdays: alike, Slots: pairs}, at(0, 9), false, true, true},
		{"a bad pair", Response{Weekdays: alike, Slots: pairs}, at(0, 12), false, false, true},
		{"a pair without posts", Response{Weekdays: alike, Slots: pairs}, at(1, 12), false, false, false},
		{"pairs give way to hours", Response{Weekdays: alike, Hours: hours, Slots: pairs}, at(1, 9), false, true, true},
	} {
		if best, known := tt.r.Best(tt.at, tt.dayOnly); best != tt.best || known != tt.known {
			t.Errorf("%s: best %v, known %v", tt.name, best, known)
		}
	}
}

func TestADayThatIsBehind(t *testing.T) {
	r := respond(t, fridays())
	if !r.WeekdaysDiffer() || !r.Clear() || r.HoursDiffer() {
		t.Errorf("weekdays differ %v, hours differ %v", r.WeekdaysDiffer(), r.HoursDiffer())
	}
	for place, e := range r.Weekdays {
		if friday := Weekday(place) == time.Friday; e.TopGroup == friday || !e.Compared || e.Posts != 52 || len(e.IDs) != 52 {
			t.Errorf("%v: %+v", Weekday(place), e)
		}
	}
	// A seventh of the posts earn a third: their log lies log 3 below the others', and 6/7 log 3 below the average.
	want := math.Exp(-math.Log(3) * 6 / 7)
	if e := r.Weekdays[Place(time.Friday)].Times; e.Low > want || e.High < want || e.High > 0.6 {
		t.Errorf("Fridays: %+v, made as %.3f", e, want)
	}
	if got := r.Hours[4].Posts + r.Hours[6].Posts; got != 364 || r.Hours[0].Times != nil {
		t.Errorf("%d posts at 12 and 18 o'clock; at night %+v", got, r.Hours[0])
	}
	if len(r.Slots) != 14 {
		t.Errorf("%d pairs of day and hour", len(r.Slots))
	}
}

func TestDayOnlyCountsForItsDayAlone(t *testing.T) {
	posts := fridays()
	for i := range posts {
		posts[i].DayOnly = i%2 == 0
	}
	r := respond(t, posts)
	var days, hours int
	for _, e := range r.Weekdays {
		days += e.Posts
	}
	for _, e := range r.Hours {
		hours += e.Posts
	}
	if r.DayOnly != 182 || days != 364 || hours != 182 {
		t.Errorf("%d without an hour, %d for their day, %d for their hour", r.DayOnly, days, hours)
	}
	for i := range posts {
		posts[i].DayOnly = true
	}
	if r = respond(t, posts); !r.WeekdaysDiffer() || r.Hours != nil || r.Slots != nil {
		t.Errorf("without any hour: weekdays differ %v, hours %v", r.WeekdaysDiffer(), r.Hours)
	}
}

// Half past eleven at night in UTC is the next day in Zurich: 1 March 2026, 23:30 UTC, a Sunday, is Monday 0:30.
func TestDaysAreTheHospitals(t *testing.T) {
	var posts []social.Post
	for i := range 12 {
		posts = append(posts, post(i+1, time.Date(2026, time.March, 1, 23, 30, 0, 0, time.UTC), int64(100+i)))
	}
	r := respond(t, posts)
	if r.Weekdays[Place(time.Monday)].Posts != 12 || r.Hours[0].Posts != 12 || r.Weekdays[Place(time.Sunday)].Posts != 0 {
		t.Errorf("%+v", r)
	}
	if r.Clear() || r.Weekdays[0].Compared {
		t.Error("one day alone is compared")
	}
}

func TestLeftOut(t *testing.T) {
	posts := fridays()[:60]
	posts[0].Boosted = social.Yes
	posts[1].ObservedAt = posts[1].PublishedAt.Add(48 * time.Hour)
	posts[2].Metrics = social.Metrics{}
	r := respond(t, posts)
	if r.Posts != 60 || r.Used != 57 || r.Boosted != 1 || r.Young != 1 || r.NoFigure != 1 {
		t.Errorf("%+v", r)
	}
	for _, few := range [][]social.Post{nil, posts[3:5]} {
		if r := respond(t, few); r.Weekdays != nil || r.Clear() || r.Used != len(few) {
			t.Errorf("of %d posts: %+v", len(few), r)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Respond(ctx, build(posts), engagement.PerPost); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Posts in another order give the same answer to the last bit, but for the order of the posts behind it.
func TestOrderDoesNotMatter(t *testing.T) {
	posts := fridays()
	for i := range posts {
		posts[i].Campaign = fmt.Sprint("c", i%40)
	}
	want := respond(t, posts)
	rand.New(rand.NewPCG(2, 2)).Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
	if got := respond(t, posts); !reflect.DeepEqual(withoutIDs(got), withoutIDs(want)) {
		t.Errorf("%+v\nin another order %+v", want, got)
	}
}

func withoutIDs(r Response) Response {
	for _, all := range [][]Effect{r.Weekdays, r.Hours} {
		for i := range all {
			all[i].IDs = nil
		}
	}
	for i := range r.Slots {
		r.Slots[i].IDs = nil
	}
	return r
}

func TestPlace(t *testing.T) {
	for place, day := range []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday} {
		if Place(day) != place || Weekday(place) != day {
			t.Errorf("%v stands at %d, at %d stands %v", day, Place(day), place, Weekday(place))
		}
	}
}
