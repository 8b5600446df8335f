package social

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Quarter is three months of a hospital's year. With the zero FirstMonth (or January) it is a calendar quarter;
// otherwise the year begins with that month and is named after the calendar year in which it ends, as fiscal years
// are: with a year that begins in July, July to September 2026 is 2027Q1.
type Quarter struct {
	Year       int
	Number     int        // 1 to 4
	FirstMonth time.Month // of the hospital's year; 0 means January
}

// QuarterOf returns the quarter into which t falls, read in t's own time zone.
func QuarterOf(t time.Time, firstMonth time.Month) Quarter {
	first := max(firstMonth, time.January)
	months := int(t.Month() - first)
	year := t.Year()
	if months < 0 {
		months += 12
	} else if first != time.January {
		year++
	}
	return Quarter{Year: year, Number: months/3 + 1, FirstMonth: firstMonth}
}

var quarterPattern = regexp.MustCompile(`(?i)^\s*(?:(\d{4})\s*-?\s*Q([1-4])|Q([1-4])\s*-?\s*(\d{4}))\s*$`)

// ParseQuarter reads "2026Q3", "2026-Q3" or "Q3 2026", in either case.
func ParseQuarter(s string, firstMonth time.Month) (Quarter, error) {
	m := quarterPattern.FindStringSubmatch(s)
	if m == nil {
		return Quarter{}, fmt.Errorf("%q is not a quarter: write it like 2026Q3", s)
	}
	// The pattern lets through digits only, so Atoi cannot fail; one of each pair is empty.
	year, _ := strconv.Atoi(m[1] + m[4])
	number, _ := strconv.Atoi(m[2] + m[3])
	return Quarter{Year: year, Number: number, FirstMonth: firstMonth}, nil
}

// String writes the quarter as "2026Q3".
func (q Quarter) String() string { return fmt.Sprintf("%dQ%d", q.Year, q.Number) }

// IsZero reports whether q is no quarter at all.
func (q Quarter) IsZero() bool { return q.Number == 0 }

// Start returns the quarter's first moment in the hospital's time zone.
func (q Quarter) Start(zone *time.Location) time.Time {
	first := max(q.FirstMonth, time.January)
	year := q.Year
	if first != time.January {
		year--
	}
	return time.Date(year, first+time.Month(3*(q.Number-1)), 1, 0, 0, 0, 0, zone)
}

// End returns the first moment after the quarter.
func (q Quarter) End(zone *time.Location) time.Time { return q.Next().Start(zone) }

// Next returns the quarter after q.
func (q Quarter) Next() Quarter { return q.add(1) }

// Previous returns the quarter before q.
func (q Quarter) Previous() Quarter { return q.add(-1) }

// YearBefore returns the same quarter one year earlier.
func (q Quarter) YearBefore() Quarter { return q.add(-4) }

func (q Quarter) add(n int) Quarter {
	i := q.Year*4 + q.Number - 1 + n
	return Quarter{Year: i / 4, Number: i%4 + 1, FirstMonth: q.FirstMonth}
}

// Before reports whether q comes before other; both must belong to years that begin with the same month.
func (q Quarter) Before(other Quarter) bool {
	return q.Year*4+q.Number < other.Year*4+other.Number
}
