package importer

import (
	"strconv"
	"strings"
	"time"

	"auscult/importer/formats"
)

// Some exports write days without a year, in the language of the interface: "25 Μαρτίου", "16 tháng Tám", "August 16".
// The year then follows from the order of the rows and from the day of the export, before which the newest row lies.

// monthNames are the months' names as dates use them, in lower case, January first.
var monthNames = [][]string{
	{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
	{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},
	{"jänner", "feber", "mär", "apr", "mai", "jun", "jul", "aug", "sept", "okt", "nov", "dez"},
	{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	{"janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"},
	{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	{"ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου", "ιουνίου", "ιουλίου", "αυγούστου", "σεπτεμβρίου", "οκτωβρίου", "νοεμβρίου", "δεκεμβρίου"},
	{"tháng một", "tháng hai", "tháng ba", "tháng tư", "tháng năm", "tháng sáu", "tháng bảy", "tháng tám", "tháng chín", "tháng mười", "tháng mười một", "tháng mười hai"},
	{"tháng 1", "tháng 2", "tháng 3", "tháng 4", "tháng 5", "tháng 6", "tháng 7", "tháng 8", "tháng 9", "tháng 10", "tháng 11", "tháng 12"},
}

var monthNamed = func() map[string]time.Month {
	named := map[string]time.Month{}
	for _, names := range monthNames {
		for i, name := range names {
			named[name] = time.Month(i + 1)
		}
	}
	return named
}()

// yearless is the manner of writing such days.
const yearless = "no-year"

// leapYear is the year that days without one are kept in until theirs is known: it has every day.
const (
	leapYear = 4
	leapDays = 366
)

// parseYearless reads a day and a month's name, in either order, as a day of [leapYear].
func parseYearless(text string, zone *time.Location) (time.Time, bool) {
	if len(text) > 40 {
		return time.Time{}, false
	}
	words := strings.Fields(strings.NewReplacer(".", " ", ",", " ").Replace(formats.Normal(text)))
	if len(words) < 2 {
		return time.Time{}, false
	}
	number, name := words[0], words[1:]
	if n := strings.TrimSuffix(number, "er"); n != number { // le 1er mars
		number = n
	}
	if _, err := strconv.Atoi(number); err != nil {
		number, name = words[len(words)-1], words[:len(words)-1]
	}
	if name[0] == "de" && len(name) > 1 { // 16 de agosto
		name = name[1:]
	}
	day, err := strconv.Atoi(number)
	month := monthNamed[strings.Join(name, " ")]
	if err != nil || month == 0 || day < 1 || len(number) > 2 {
		return time.Time{}, false
	}
	t := time.Date(leapYear, month, day, 0, 0, 0, 0, zone)
	return t, t.Month() == month
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
