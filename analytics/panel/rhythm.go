package panel

import (
	"slices"
	"time"
)

// Gap is a stretch without posts that is too long for those who publish: what was published then has probably not been
// imported. See [RhythmOf].
type Gap struct {
	From, To time.Time // first and last day without posts, as midnight in UTC
	Days     int       // how many days that are
	// Open says that no post comes after it: the channel fell silent, or its last export ends too early.
	Open bool
}

// Rhythm is how regularly something is published.
type Rhythm struct {
	// Usual is the pause in days within which nine in ten pauses lie, Longest the longest that is no gap. Both are 0 where
	// there are too few posts to judge by.
	Usual, Longest int
	Gaps           []Gap // oldest first
}

// The rule of [RhythmOf].
const (
	GapDays     = 35
	GapTimes    = 6
	LeastPauses = 8
)

// RhythmOf judges the pauses between posts, up to the newest export.
//
// A pause is the number of days from one day with posts to the next. It is a gap when it is longer than [GapDays] and
// longer than [GapTimes] times the pause within which nine in ten pauses lie (the largest that at most nine in ten reach:
// rank ⌊0.9·(n−1)⌋ of n, counted from 0). So a blog with one article a month has no gap after two months, and a page with
// a post a day has one. With fewer than [LeastPauses] pauses there is no rhythm to judge by. The stretch from the last
// post to the export is judged in the same way and is open.
func RhythmOf(posts *Panel, exported time.Time) Rhythm {
	days := make([]int, 0, posts.Len())
	for i := range posts.Len() {
		days = append(days, dayNumber(posts.At(i).Published()))
	}
	slices.Sort(days)
	return rhythmOf(slices.Compact(days), dayNumber(exported))
}

// rhythmOf is told the days with posts, each once, oldest first.
func rhythmOf(days []int, exported int) Rhythm {
	var r Rhythm
	if len(days) <= LeastPauses {
		return r
	}
	pauses := make([]int, len(days)-1)
	for i := range pauses {
		pauses[i] = days[i+1] - days[i]
	}
	sorted := slices.Sorted(slices.Values(pauses))
	r.Usual = sorted[(len(sorted)-1)*9/10]
	r.Longest = max(GapDays, GapTimes*r.Usual)
	for i, pause := range pauses {
		if pause > r.Longest {
			r.Gaps = append(r.Gaps, Gap{From: dayNumbered(days[i] + 1), To: dayNumbered(days[i+1] - 1), Days: pause - 1})
		}
	}
	last := days[len(days)-1]
	if pause := exported - last; pause > r.Longest {
		r.Gaps = append(r.Gaps, Gap{From: dayNumbered(last + 1), To: dayNumbered(exported), Days: pause, Open: true})
	}
	return r
}

const secondsOfDay = 24 * 60 * 60

// dayNumber counts the days since 1 January 1970, as t's own time zone has them.
func dayNumber(t time.Time) int {
	_, offset := t.Zone()
	seconds := int(t.Unix()) + offset
	if seconds < 0 {
		seconds -= secondsOfDay - 1
	}
	return seconds / secondsOfDay
}

// dayNumbered is the day of that number, as midnight in UTC.
func dayNumbered(n int) time.Time { return time.Unix(int64(n)*secondsOfDay, 0).UTC() }
