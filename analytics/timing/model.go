package timing

import (
	"auscult/analytics/engagement"
	"auscult/analytics/mixed"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// The columns of the terms: days, hours, one for what lies behind an hour that is not known, pairs.
const (
	hourAt = days
	noHour = hourAt + Blocks
	slotAt = noHour + 1
)

// times sorts posts by when they were published.
type times struct {
	posts    []panel.Post
	day      []int // of each post
	block    []int // -1: not known
	weekdays [days][]social.PostID
	hours    [Blocks][]social.PostID
	slots    [days][Blocks][]social.PostID
	dayOnly  int
}

func newTimes(a *engagement.Adjusted) *times {
	t := &times{posts: a.Posts, day: make([]int, len(a.Posts)), block: make([]int, len(a.Posts))}
	for i, post := range a.Posts {
		at := post.Published()
		day, block := Place(at.Weekday()), at.Hour()/BlockHours
		t.weekdays[day] = append(t.weekdays[day], post.ID())
		if post.DayOnly() {
			block = -1
			t.dayOnly++
		} else {
			t.hours[block] = append(t.hours[block], post.ID())
			t.slots[day][block] = append(t.slots[day][block], post.ID())
		}
		t.day[i], t.block[i] = day, block
	}
	return t
}

func (t *times) terms() []mixed.Term {
	return []mixed.Term{
		engagement.Asked("weekday", days, dayPrior), engagement.Asked("hour", Blocks, hourPrior),
		engagement.Asked("no hour", 1, hourPrior), engagement.Asked("weekday and hour", days*Blocks, slotPrior),
	}
}

func (t *times) entries(i int) []mixed.Entry {
	day, block := t.day[i], t.block[i]
	row := append(make([]mixed.Entry, 0, 8), mixed.Entry{Column: day, Value: 1}) // the model appends its own
	if block < 0 {
		return append(row, mixed.Entry{Column: noHour, Value: 1})
	}
	return append(row, mixed.Entry{Column: hourAt + block, Value: 1}, mixed.Entry{Column: slotColumn(day, block), Value: 1})
}

func slotColumn(day, block int) int { return slotAt + day*Blocks + block }

// shares are which part of our posts appears on each day, and which part of those with an hour in each block: the times
// at which we post.
func (t *times) shares() (day [days]float64, block [Blocks]float64) {
	for d := range day {
		day[d] = float64(len(t.weekdays[d])) / float64(len(t.posts))
	}
	if timed := len(t.posts) - t.dayOnly; timed > 0 {
		for b := range block {
			block[b] = float64(len(t.hours[b])) / float64(timed)
		}
	}
	return day, block
}

// fill works out the effects. A day is taken over the hours at which we post, an hour over the days, so that days on
// which we post early are not judged by it; all are compared with the average over both.
func (t *times) fill(r *Response, m *engagement.Model) {
	dayShare, blockShare := t.shares()
	onDay := func(d int) []mixed.Entry {
		of := []mixed.Entry{{Column: d, Value: 1}}
		for b, share := range blockShare {
			of = append(of, mixed.Entry{Column: slotColumn(d, b), Value: share})
		}
		return of
	}
	inBlock := func(b int) []mixed.Entry {
		of := []mixed.Entry{{Column: hourAt + b, Value: 1}}
		for d, share := range dayShare {
			of = append(of, mixed.Entry{Column: slotColumn(d, b), Value: share})
		}
		return of
	}
	inSlot := func(d, b int) []mixed.Entry {
		return []mixed.Entry{{Column: d, Value: 1}, {Column: hourAt + b, Value: 1}, {Column: slotColumn(d, b), Value: 1}}
	}
	var usualDay, usualHour []mixed.Entry
	for d, share := range dayShare {
		usualDay = less(usualDay, onDay(d), share)
	}
	for b, share := range blockShare {
		usualHour = less(usualHour, inBlock(b), share)
	}
	// The pairs are in both averages; of a single pair they are taken off once.
	usualSlot := append([]mixed.Entry{}, usualDay...)
	for b, share := range blockShare {
		usualSlot = append(usualSlot, mixed.Entry{Column: hourAt + b, Value: -share})
	}

	g := group{m: m}
	for d := range days {
		g.add(t.weekdays[d], onDay(d), usualDay)
	}
	r.Weekdays = g.close()
	if t.dayOnly == len(t.posts) {
		return
	}
	for b := range Blocks {
		g.add(t.hours[b], inBlock(b), usualHour)
	}
	r.Hours = g.close()
	for d := range days {
		for b := range Blocks {
			if ids := t.slots[d][b]; len(ids) > 0 {
				g.add(ids, inSlot(d, b), usualSlot)
				r.Slots = append(r.Slots, Slot{Weekday: d, Block: b})
			}
		}
	}
	for i, e := range g.close() {
		r.Slots[i].Effect = e
	}
}

// less takes a combination off another, weighted.
func less(from, of []mixed.Entry, weight float64) []mixed.Entry {
	for _, e := range of {
		from = append(from, mixed.Entry{Column: e.Column, Value: -weight * e.Value})
	}
	return from
}

// group collects effects that are compared with each other.
type group struct {
	m       *engagement.Model
	effects []Effect
	of      [][]mixed.Entry
}

func (g *group) add(ids []social.PostID, of, usual []mixed.Entry) {
	e := Effect{Posts: len(ids), Compared: len(ids) >= Enough, IDs: ids}
	if len(ids) > 0 {
		times := g.m.Compare(append(append([]mixed.Entry{}, of...), usual...)).Times()
		times.N = len(ids)
		e.Times = &times
	}
	g.effects, g.of = append(g.effects, e), append(g.of, of)
}

// close marks the top group and returns the effects.
func (g *group) close() []Effect {
	var at []int
	var of [][]mixed.Entry
	for i, e := range g.effects {
		if e.Compared {
			at, of = append(at, i), append(of, g.of[i])
		}
	}
	if len(at) < 2 { // nothing to compare with
		for _, i := range at {
			g.effects[i].Compared = false
		}
	}
	top := g.m.TopGroup(of)
	for _, i := range top {
		g.effects[at[i]].TopGroup = true
	}
	if len(top) == 0 {
		for _, i := range at {
			g.effects[i].Compared = false
		}
	}
	all := g.effects
	g.effects, g.of = nil, nil
	return all
}
