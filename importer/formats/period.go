package formats

import (
	"regexp"
	"time"
)

// PeriodIn finds the first and last day of the figures in the lines above a table's header, as midnight in UTC. ok is
// false when the format declares no period or the lines hold none.
func (f *Format) PeriodIn(lines string) (from, to time.Time, ok bool) {
	if f.periodFrom == nil {
		return time.Time{}, time.Time{}, false
	}
	all := f.periodFrom.FindAllStringSubmatch(lines, -1)
	for i := len(all) - 1; i >= 0; i-- {
		if from, to, ok := days(all[i][1], all[i][2]); ok {
			return from, to, true
		}
	}
	return time.Time{}, time.Time{}, false
}

// twoDays are two dates in a name: 2026-07-01_2026-09-30, 20260701-20260930.
var twoDays = regexp.MustCompile(`(?:^|\D)(20\d\d-\d\d-\d\d|20\d{6})(?:\D+)(20\d\d-\d\d-\d\d|20\d{6})(?:\D|$)`)

// PeriodInName finds the first and last day of the figures in a file's name, as [Format.PeriodIn]. A name with one date
// says nothing: that may be the day of the export.
func PeriodInName(name string) (from, to time.Time, ok bool) {
	if m := twoDays.FindStringSubmatch(name); m != nil {
		return days(m[1], m[2])
	}
	return time.Time{}, time.Time{}, false
}

// days reads two dates, the first of which must not be the later.
func days(first, last string) (from, to time.Time, ok bool) {
	from, okFrom := dayOf(first)
	to, okTo := dayOf(last)
	return from, to, okFrom && okTo && !to.Before(from)
}

func dayOf(text string) (time.Time, bool) {
	for _, layout := range []string{"20060102", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
