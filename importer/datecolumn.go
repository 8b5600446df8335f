package importer

import (
	"slices"
	"time"

	"auscult/importer/source"
)

// typedDate is how the source writes a date that the workbook itself marks as one.
const typedDate = "2006-01-02T15:04:05"

// dateColumn decides how a column writes its dates: every manner the format allows is tried on every cell, and the one
// that reads most cells wins; between equals the format's own order counts.
//
// It also notices what spreadsheet programs do to dates. A program of another country turns 03/04/2026 into 3 April and
// leaves 03/21/2026 alone, because there is no month 21: a column in which all that was converted may be swapped, and
// all that was not could not be converted, has been damaged so, and can be put right. A cell that has lost its format
// holds the number of the day, 46234.5. A workbook says whether it counts from 1900 or from 1904; a text does not, and is
// read as counting from 1900, as all but old programs on Macs do. The note on it names the days, so that it shows.
type dateColumn struct {
	manners []manner
	read    []int       // cells each manner could read
	latest  []time.Time // the latest date each manner has read
	// last is the layout that fitted last, tried first on the next cell: a column rarely mixes them.
	last layout

	from1904 bool
	// converted counts the cells that a spreadsheet program has made dates, or text with dots; numbers those of them
	// that are bare numbers of days. The others are the month-first texts beside them.
	converted, numbers  int
	convertedHigh       bool // one of the converted has a day above 12: they are not swapped
	monthFirst          int
	monthFirstLow       bool // one of the month-first texts has a day up to 12: the program left it alone all the same
	convertedLatest     time.Time
	firstDate, lastDate time.Time // among the bare numbers
	swapped             bool
}

func newDateColumn(names []string, from1904 bool) *dateColumn {
	c := &dateColumn{from1904: from1904}
	for _, name := range names {
		c.manners = append(c.manners, manners[name])
	}
	c.read = make([]int, len(c.manners))
	c.latest = make([]time.Time, len(c.manners))
	return c
}

// see counts which manners read the cell.
func (c *dateColumn) see(cell source.Cell, zone *time.Location) {
	if t, ok := c.fromProgram(cell, zone); ok {
		c.convert(t)
		if cell.Kind != source.Date {
			if c.numbers == 0 || t.Before(c.firstDate) {
				c.firstDate = t
			}
			if t.After(c.lastDate) {
				c.lastDate = t
			}
			c.numbers++
		}
		return
	}
	for i, m := range c.manners {
		if m.byHand != nil {
			if t, _, ok := m.byHand(tidy(cell.Text), zone); ok {
				c.count(i, t)
				return // no other manner can read it
			}
		}
	}
	for i, m := range c.manners {
		t, _, ok := m.parse(cell.Text, zone, &c.last)
		if !ok {
			continue
		}
		c.count(i, t)
		switch m.name {
		case "dotted":
			c.convert(t)
		case "month-first":
			c.monthFirst++
			c.monthFirstLow = c.monthFirstLow || t.Day() <= 12
		}
	}
}

// count notes that the manner has read t.
func (c *dateColumn) count(manner int, t time.Time) {
	c.read[manner]++
	if t.After(c.latest[manner]) {
		c.latest[manner] = t
	}
}

func (c *dateColumn) convert(t time.Time) {
	c.converted++
	c.convertedHigh = c.convertedHigh || t.Day() > 12
	if t.After(c.convertedLatest) {
		c.convertedLatest = t
	}
}

// fromProgram reads a cell that a spreadsheet program has made a date, or the bare number of a day.
func (c *dateColumn) fromProgram(cell source.Cell, zone *time.Location) (time.Time, bool) {
	if cell.Kind == source.Number || cell.Kind == source.Text {
		number, ok := dayNumber(cell.Text)
		if !ok {
			return time.Time{}, false
		}
		if cell, ok = source.DayNumber(number, c.from1904); !ok {
			return time.Time{}, false
		}
	}
	if cell.Kind != source.Date {
		return time.Time{}, false
	}
	t, err := time.Parse(typedDate, cell.Text)
	return onWall(t, zone), err == nil && plausible(t)
}

// dayNumber reads the number of a day as spreadsheet programs count them, such as 46234 or 46234,5: five digits that
// mean a year with social media, and perhaps the time of day.
func dayNumber(text string) (float64, bool) {
	text = tidy(text)
	if len(text) < 5 || len(text) > 20 || len(text) > 5 && text[5] != '.' && text[5] != ',' {
		return 0, false
	}
	style := numberStyle{'.'}
	if len(text) > 5 && text[5] == ',' {
		style = numberStyle{','}
	}
	for i := range text {
		if i != 5 && (text[i] < '0' || text[i] > '9') {
			return 0, false
		}
	}
	return style.parse(text)
}

// fewestSwapped is how many cells of each sort it takes to say that a column's dates were swapped.
const fewestSwapped = 2

// decide returns the winning manner, the latest date it has read, and whether another manner would have read as many
// cells otherwise: then the choice is a guess that the person should be told about.
func (c *dateColumn) decide() (chosen manner, latest time.Time, guess bool) {
	if i := slices.IndexFunc(c.manners, func(m manner) bool { return m.name == "month-first" }); i >= 0 &&
		c.converted >= fewestSwapped && !c.convertedHigh && c.monthFirst >= fewestSwapped && !c.monthFirstLow {
		c.swapped = true
		return c.manners[i], c.latest[i], false
	}
	best := 0
	for i := range c.manners {
		if c.read[i] > c.read[best] {
			best = i
		}
	}
	for i := range c.manners {
		if i != best && c.read[i] == c.read[best] && c.read[best] > 0 && !sameReading(c.manners[i], c.manners[best]) {
			guess = true
		}
	}
	latest = c.latest[best]
	if c.convertedLatest.After(latest) {
		latest = c.convertedLatest
	}
	return c.manners[best], latest, guess
}

// any reports whether some manner could read some cell.
func (c *dateColumn) any() bool { return slices.Max(c.read) > 0 }

// sameReading reports whether two manners read the dates they share alike.
func sameReading(a, b manner) bool {
	return a.name == "dotted" && b.name == "day-first" || a.name == "day-first" && b.name == "dotted"
}

// moment reads a cell of the column, of which chosen is the manner.
func (c *dateColumn) moment(cell source.Cell, chosen manner, zone *time.Location) (t time.Time, dayOnly, ok bool) {
	if t, ok = c.fromProgram(cell, zone); ok {
		t = c.unswapped(t, zone)
		return t, t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0, true
	}
	if t, dayOnly, ok = chosen.parse(cell.Text, zone, &c.last); !ok && c.swapped {
		t, dayOnly, ok = manners["dotted"].parse(cell.Text, zone, &c.last)
		t = c.unswapped(t, zone)
	}
	return t, dayOnly, ok
}

// unswapped puts day and month back where a spreadsheet program has swapped them.
func (c *dateColumn) unswapped(t time.Time, zone *time.Location) time.Time {
	if !c.swapped {
		return t
	}
	return onWall(time.Date(t.Year(), time.Month(t.Day()), int(t.Month()), t.Hour(), t.Minute(), t.Second(), 0, time.UTC), zone)
}
