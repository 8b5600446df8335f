package source

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// timeFormat is what a cell's number format makes of its number.
type timeFormat uint8

const (
	noTime   timeFormat = iota
	calendar            // a date, perhaps with a time of day
	clock               // hours, minutes, seconds without a date
	elapsed             // like clock, but counting beyond 24 hours: [h]:mm:ss
)

// builtInFormat knows the number formats that workbooks refer to without spelling
// them out (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are East Asian dates).
func builtInFormat(id int) timeFormat {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 36, id >= 50 && id <= 58:
		return calendar
	case id >= 18 && id <= 21, id == 45, id == 47:
		return clock
	case id == 46:
		return elapsed
	}
	return noTime
}

// spelledFormat reads a number format such as `[$-407]d. mmmm yyyy` or
// `[Red]0.00;-0.00`. Only its first section counts, the one for positive numbers.
func spelledFormat(code string) timeFormat {
	var letters strings.Builder
	isElapsed := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return noTime
			}
			i += end + 1
		case '\\', '_', '*': // the next letter is shown, or its width left blank
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return noTime
			}
			inside := strings.ToLower(code[i+1 : i+end])
			if inside != "" && (strings.Trim(inside, "h") == "" || strings.Trim(inside, "m") == "" || strings.Trim(inside, "s") == "") {
				isElapsed = true
			}
			i += end
		case ';':
			i = len(code)
		default:
			letters.WriteByte(c)
		}
	}
	s := strings.ToLower(letters.String())
	if strings.Contains(s, "general") {
		return noTime
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "am/pm", "h"), "a/p", "h")
	switch {
	// German letters are not allowed in the file, but some programs write them.
	case strings.ContainsAny(s, "dy"), strings.Contains(s, "jj"), strings.Contains(s, "tt"):
		return calendar
	case isElapsed:
		return elapsed
	case strings.ContainsAny(s, "hs"):
		return clock
	case strings.Contains(s, "m"):
		return calendar // "mmmm": the name of a month
	}
	return noTime
}

// lastDay is 31 December 9999 in the 1900 system, where Excel's calendar ends.
const lastDay = 2958465

// timeCell turns Excel's day number into a date or, for durations, into
// "hours:minutes:seconds". ok is false for numbers that no calendar holds.
func timeCell(serial float64, format timeFormat, from1904 bool) (c Cell, ok bool) {
	if math.IsNaN(serial) || serial < 0 || serial >= lastDay+1 {
		return Cell{}, false
	}
	seconds := int64(math.Round(serial * 86400))
	if format == elapsed || format == clock && serial < 1 {
		return Cell{fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60), Text}, true
	}
	// Excel believes, as Lotus 1-2-3 did, that 1900 was a leap year: its day 60
	// never was, and the days before it count from another start.
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 60:
		start = start.AddDate(0, 0, 1)
	}
	// Not one Duration: it ends after 292 years.
	day := start.AddDate(0, 0, int(seconds/86400))
	return Cell{day.Add(time.Duration(seconds%86400) * time.Second).Format("2006-01-02T15:04:05"), Date}, true
}

// DayNumber turns Excel's number of a day, such as 46234.5 for noon of 31 July 2026,
// into a cell of kind Date: what a date becomes when its cell loses the format that
// shows it as one.
func DayNumber(number float64, from1904 bool) (c Cell, ok bool) {
	return timeCell(number, calendar, from1904)
}
