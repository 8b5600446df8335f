package quality

import (
	"slices"
	"time"
)

// Gap is a stretch without posts that is too long for its channel: what was published then has probably not been
// imported.
//
// The rule: a pause is the number of days from one day with posts to the next. A pause is a gap when it is longer than
// [GapDays] and longer than [GapTimes] times the pause within which nine in ten of the channel's pauses lie (the ninth
// decile, as the largest pause that at most nine in ten reach: rank ⌊0.9·(n−1)⌋ of n, counted from 0). So a blog with
// one article a month has no gap after two months, and a page with a post a day has one. Channels with fewer than
// [LeastPauses] pauses have no rhythm to judge by. The stretch from the last post to the newest export is judged in the
// same way and is open.
type Gap struct {
	From, To time.Time // first and last day without posts, as midnight in UTC
	Days     int       // how many days that are
	// Open says that no post comes after it: the channel fell silent, or its last export ends too early.
	Open bool
}

// The rule of [Gap].
const (
	GapDays     = 35
	GapTimes    = 6
	LeastPauses = 8
)

// judgePauses finds the gaps between the days with posts, oldest first and each once.
func (c *Channel) judgePauses(days []int) {
	if len(days) <= LeastPauses {
		return
	}
	pauses := make([]int, len(days)-1)
	for i := range pauses {
		pauses[i] = days[i+1] - days[i]
	}
	sorted := slices.Sorted(slices.Values(pauses))
	c.Usual = sorted[(len(sorted)-1)*9/10]
	c.Longest = max(GapDays, GapTimes*c.Usual)
	for i, pause := range pauses {
		if pause > c.Longest {
			c.Gaps = append(c.Gaps, Gap{From: dayNumbered(days[i] + 1), To: dayNumbered(days[i+1] - 1), Days: pause - 1})
		}
	}
	last, exported := days[len(days)-1], dayNumber(c.Exported)
	if pause := exported - last; pause > c.Longest {
		c.Gaps = append(c.Gaps, Gap{From: dayNumbered(last + 1), To: dayNumbered(exported), Days: pause, Open: true})
	}
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
