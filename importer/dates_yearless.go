package importer

import "time"

// Some exports write days without a year, in the language of the interface: "25 Μαρτίου", "16 tháng Tám", "August 16".
// The year then follows from the order of the rows and from the day of the export, before which the newest row lies.

// yearless is the manner of writing such days.
const yearless = "no-year"

// leapYear is the year that days without one are kept in until theirs is known: it has every day.
const (
	leapYear = 4
	leapDays = 366
)

// parseYearless reads a day and a month's name, in either order, as a day of [leapYear].
func parseYearless(text string, zone *time.Location) (time.Time, bool) {
	d, ok := parseNamed(tidy(text))
	if !ok || d.year != 0 || d.clock != "" || len(text) > 60 {
		return time.Time{}, false
	}
	t := time.Date(leapYear, d.month, d.day, 0, 0, 0, 0, zone)
	return t, t.Month() == d.month
}

// years gives days without a year theirs. It sees all of them in the order of the rows, then places them one by one in
// the same order. The order is forth or back in time, as most steps from row to row go the shorter way round the year.
type years struct {
	first, last    time.Time // as seen, in leapYear; zero when none was
	downs, ups     int       // how often a day was earlier, or later, in the year than the row before it
	ahead          int       // steps forth less steps back
	newest, oldest int       // the years of the newest and of the oldest row
	at             time.Time // the row placed last
	year           int       // its year
}

// see takes note of the next row's day; a text that is none is passed over.
func (y *years) see(text string, zone *time.Location) {
	t, ok := parseYearless(text, zone)
	switch {
	case !ok:
		return
	case y.first.IsZero():
		y.first = t
	case t.Before(y.last):
		y.downs++
	case t.After(y.last):
		y.ups++
	}
	const half = leapDays / 2
	switch step := (t.YearDay() - y.last.YearDay() + leapDays) % leapDays; {
	case y.last.IsZero() || step == 0:
	case step <= half:
		y.ahead++
	default:
		y.ahead--
	}
	y.last = t
}

// forth reports whether the rows go forth in time.
func (y *years) forth() bool { return y.ahead >= 0 }

// decide settles the years, of which the newest row's is the last in which it lies before the end of the export's day.
func (y *years) decide(exported time.Time) {
	newest, changes := y.last, y.downs
	if !y.forth() {
		newest, changes = y.first, y.ups
	}
	y.newest = exported.Year()
	if inYear(newest, y.newest).After(exported.AddDate(0, 0, 1)) { // a day ahead: zones differ
		y.newest--
	}
	y.oldest = y.newest - changes
	y.restart()
}

// restart begins to place the rows anew.
func (y *years) restart() { y.at = time.Time{} }

// place returns the row's day in its year; ok is false when that year does not have it.
func (y *years) place(t time.Time) (placed time.Time, ok bool) {
	switch {
	case y.at.IsZero() && y.forth():
		y.year = y.oldest
	case y.at.IsZero():
		y.year = y.newest
	case y.forth() && t.Before(y.at):
		y.year++
	case !y.forth() && t.After(y.at):
		y.year--
	}
	y.at = t
	placed = inYear(t, y.year)
	return placed, placed.Day() == t.Day() && plausible(placed)
}

func inYear(t time.Time, year int) time.Time {
	return time.Date(year, t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}
