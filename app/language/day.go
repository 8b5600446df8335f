package language

import (
	"fmt"
	"strings"
	"time"
)

// days are the ways to write a day, the language's own first: it is the example. A day written with strokes is the same in
// no two countries; it is understood where the language says which number is the month.
var days = map[Language][]string{
	English: {time.DateOnly, "2 January 2006", "2.1.2006"},
	German:  {"2.1.2006", time.DateOnly, "2/1/2006"},
	French:  {"2/1/2006", time.DateOnly, "2.1.2006"},
}

// ParseDay reads a day as people write it, and returns its midnight in UTC.
func (s *Speaker) ParseDay(text string) (time.Time, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, layout := range days[s.Language] {
		if day, err := time.Parse(layout, text); err == nil {
			return day, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a day written like %s", text, s.Day(time.Date(2026, 5, 12, 0, 0, 0, 0, time.UTC)))
}

// Day writes a day as [Speaker.ParseDay] reads it, for a field to fill in.
func (s *Speaker) Day(day time.Time) string { return day.Format(days[s.Language][0]) }
