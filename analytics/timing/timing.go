// Package timing answers the question of the page Forms that every author asks: does it matter on which day and at what
// hour we post?
//
//	r, err := timing.Respond(ctx, ours, engagement.OwnRate)
//	if !r.Clear() { … "no clear difference" … }
//	tuesday := r.Weekdays[timing.Place(time.Tuesday)].Times // how many times as much as at our usual times
//
// A post's figure on the log scale is what platform, content form and quarter make of it (package engagement), plus what
// its weekday, its hour and both together add, plus the luck of its campaign or day, plus noise. Days and hours are
// shrunk: what a few posts say counts little. Hours are taken in blocks of three: a quarter of posts spread over 168
// hours tells of none. Posts whose export gives a day but no hour count for the weekdays alone. Days and hours are those
// of the hospital.
//
// It is an association: what is posted on Sundays may differ in more than the day.
package timing

import (
	"context"
	"errors"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/mixed"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

const (
	// BlockHours is how many hours are taken together, Blocks how many of these a day has, the first from midnight.
	BlockHours = 3
	Blocks     = 24 / BlockHours
	// Enough is the number of posts from which a day, an hour or a pair of both is compared with others. Below, it has an
	// effect too, which rests on others more than on its own posts.
	Enough = 5
)

// The variances that effects are expected to have before any post is seen, on the squared log scale: days and hours are
// known to matter by some ten per cent, far less than forms.
const (
	dayPrior  = 0.012
	hourPrior = 0.02
	slotPrior = 0.01
)

const days = 7

// Place is the place of a weekday in lists, which begin with Monday.
func Place(d time.Weekday) int { return (int(d) + 6) % days }

// Weekday is the weekday at a place.
func Weekday(place int) time.Weekday { return time.Weekday((place + 1) % days) }

// Effect is what a time of publication makes of a post.
type Effect struct {
	// Times is how many times as much such a post earns as ours do on average over the times at which we post, platform,
	// content form and quarter being equal. Its interval holds the truth in 9 of 10 cases. Nil without posts.
	Times *stats.Estimate
	Posts int // that it rests on
	// TopGroup says that the data allow it to be the best of those compared; Compared that it has posts enough for that.
	TopGroup, Compared bool
	IDs                []social.PostID
}

// Slot is a weekday and a block of hours.
type Slot struct {
	Weekday int // place in [Response.Weekdays]
	Block   int // place in [Response.Hours]
	Effect
}

// Response is what days and hours make of posts.
type Response struct {
	Posts                    int // all of them
	Used                     int // posts that it rests on
	DayOnly                  int // of these, posts without an hour
	Boosted, Young, NoFigure int // left out
	// Over is what the figures of each platform are over.
	Over map[social.Platform]social.Denominator

	Weekdays []Effect // Monday first; nil when there are too few posts for any
	Hours    []Effect // blocks, from midnight on; nil when no post has an hour
	Slots    []Slot   // those with posts, by weekday, then hour
}

// Respond computes what days and hours make of the posts. Its only error is the context's.
func Respond(ctx context.Context, p *panel.Panel, m engagement.Measure) (Response, error) {
	adjusted := engagement.Adjust(p, m)
	r := Response{
		Posts: p.Len(), Used: len(adjusted.Posts), Boosted: adjusted.Boosted, Young: adjusted.Young, NoFigure: adjusted.NoFigure,
		Over: adjusted.Over,
	}
	t := newTimes(adjusted)
	r.DayOnly = t.dayOnly
	model, err := adjusted.Fit(ctx, t.terms(), t.entries)
	switch {
	case ctx.Err() != nil:
		return Response{}, ctx.Err()
	case errors.Is(err, mixed.ErrTooFewRows), errors.Is(err, mixed.ErrSingular):
		return r, nil // nothing can be said
	case err != nil:
		return Response{}, err
	}
	t.fill(&r, model)
	return r, ctx.Err()
}

// Clear reports whether the data tell any days, hours or pairs of both apart.
func (r Response) Clear() bool {
	return differ(r.Weekdays) || differ(r.Hours) || differ(effects(r.Slots))
}

// WeekdaysDiffer reports whether a weekday is behind others for sure, HoursDiffer whether an hour is.
func (r Response) WeekdaysDiffer() bool { return differ(r.Weekdays) }

// HoursDiffer is described at [Response.WeekdaysDiffer].
func (r Response) HoursDiffer() bool { return differ(r.Hours) }

// SlotsDiffer reports whether a pair of weekday and hour is.
func (r Response) SlotsDiffer() bool { return differ(effects(r.Slots)) }

// Best reports whether a moment of publication may be our best: a day of the top group where days differ, within an hour
// of it where hours do; a pair of both only where neither does. known is false where that cannot be told: nothing differs,
// the day, hour or pair has too few posts to be compared, or the hour is not known (dayOnly) and matters.
func (r Response) Best(published time.Time, dayOnly bool) (best, known bool) {
	day, block := Place(published.Weekday()), published.Hour()/BlockHours
	days, hours := r.WeekdaysDiffer(), r.HoursDiffer()
	if dayOnly && (hours || !days) {
		return false, false
	}
	var at []Effect
	if days {
		at = append(at, r.Weekdays[day])
	}
	if hours {
		at = append(at, r.Hours[block])
	}
	if !days && !hours && r.SlotsDiffer() {
		for _, s := range r.Slots {
			if s.Weekday == day && s.Block == block {
				at = append(at, s.Effect)
			}
		}
	}
	best, known = true, len(at) > 0
	for _, e := range at {
		best, known = best && e.TopGroup, known && e.Compared
	}
	return best && known, known
}

func differ(all []Effect) bool {
	for _, e := range all {
		if e.Compared && !e.TopGroup {
			return true
		}
	}
	return false
}

func effects(slots []Slot) []Effect {
	all := make([]Effect, len(slots))
	for i, s := range slots {
		all[i] = s.Effect
	}
	return all
}
