package importer

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// A manner is a way of writing dates. Which manner a column uses is decided once for the whole column, because
// 03/04/2026 alone does not say whether it is March or April.
type manner struct {
	name    string
	marks   string // one of which is in every date of the manner: a quick look before trying layouts
	layouts []layout
	// byHand reads what is written most often in the manner, in no other manner could be read, and is worth a faster
	// way than layouts; nil when there is nothing such.
	byHand func(text string, zone *time.Location) (t time.Time, dayOnly, ok bool)
}

type layout struct {
	pattern string
	dayOnly bool
}

// manners by the names that format declarations use.
var manners = map[string]manner{
	"iso": {name: "iso", marks: "-", byHand: parseISO, layouts: []layout{
		{"2006-01-02T15:04:05Z07:00", false},
		{"2006-01-02 15:04:05Z07:00", false},
		{"2006-01-02 15:04:05 -0700", false},
		{"2006-01-02 15:04 -0700", false},
		{"2006-01-02T15:04:05", false},
		{"2006-01-02 15:04:05", false},
		{"2006-01-02T15:04", false},
		{"2006-01-02 15:04", false},
		{"2006-01-02", true},
	}},
	"day-first": {name: "day-first", marks: "./", layouts: []layout{
		{"2.1.2006 15:04:05", false},
		{"2.1.2006 15:04", false},
		{"2.1.2006", true},
		{"2/1/2006 15:04:05", false},
		{"2/1/2006 15:04", false},
		{"2/1/2006", true},
		{"2/1/2006 3:04 PM", false},
	}},
	"month-first": {name: "month-first", marks: "/", layouts: []layout{
		{"1/2/2006 15:04:05", false},
		{"1/2/2006 15:04", false},
		{"1/2/2006 3:04:05 PM", false},
		{"1/2/2006 3:04 PM", false},
		{"1/2/2006 3:04 pm", false},
		{"1/2/2006", true},
	}},
	"month-name": {name: "month-name", marks: " ", layouts: []layout{
		{"Jan 2, 2006", true},
		{"January 2, 2006", true},
		{"2 Jan 2006", true},
		{"2 January 2006", true},
		{"Mon, Jan 2, 2006", true},
		{"Mon Jan 2 2006", true},
		{"Jan 2, 2006 3:04 PM", false},
	}},
	"iso-us-zone": {name: "iso-us-zone", marks: "-", layouts: []layout{{usZone, false}}},
	// RFC 822 with years of four digits, as RSS asks for: Tue, 14 Jul 2026 08:00:00 +0200. The zone may be a name.
	"rfc-822": {name: "rfc-822", marks: ":", layouts: []layout{
		{"Mon, 2 Jan 2006 15:04:05 -0700", false},
		{"Mon, 2 Jan 2006 15:04 -0700", false},
		{"2 Jan 2006 15:04:05 -0700", false},
		{"2 Jan 2006 15:04 -0700", false},
		{"Mon, 2 Jan 2006 15:04:05 MST", false},
		{"2 Jan 2006 15:04:05 MST", false},
	}},
	yearless: {name: yearless},
}

// typedDate is how the source writes a date that the workbook itself marks as one.
const typedDate = "2006-01-02T15:04:05"

// dateColumn decides how a column writes its dates: every manner the format allows is tried on every cell, and the one
// that reads most cells wins; between equals the format's own order counts.
type dateColumn struct {
	manners []manner
	read    []int       // cells each manner could read
	latest  []time.Time // the latest date each manner has read
	// last is the layout that fitted last, tried first on the next cell: a column rarely mixes them.
	last layout
}

func newDateColumn(names []string) *dateColumn {
	c := &dateColumn{}
	for _, name := range names {
		c.manners = append(c.manners, manners[name])
	}
	c.read = make([]int, len(c.manners))
	c.latest = make([]time.Time, len(c.manners))
	return c
}

// see counts which manners read the cell.
func (c *dateColumn) see(text string, zone *time.Location) {
	for i, m := range c.manners {
		if m.byHand != nil {
			if t, _, ok := m.byHand(strings.TrimSpace(text), zone); ok {
				c.count(i, t)
				return // no other manner can read it
			}
		}
	}
	for i, m := range c.manners {
		if t, _, ok := m.parse(text, zone, &c.last); ok {
			c.count(i, t)
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

// decide returns the winning manner, the latest date it has read, and whether another manner would have read as many
// cells otherwise: then the choice is a guess that the person should be told about.
func (c *dateColumn) decide() (chosen manner, latest time.Time, guess bool) {
	best := 0
	for i := range c.manners {
		if c.read[i] > c.read[best] {
			best = i
		}
	}
	for i := range c.manners {
		if i != best && c.read[i] == c.read[best] && c.read[best] > 0 {
			guess = true
		}
	}
	return c.manners[best], c.latest[best], guess
}

// any reports whether some manner could read some cell.
func (c *dateColumn) any() bool { return slices.Max(c.read) > 0 }

// usZone is the layout of a moment with an abbreviated zone of the United States behind it, 2021-07-06 16:45:20 EDT. Go
// reads any three letters as a zone but knows only the local one's meaning, so these are read by hand.
const usZone = "2006-01-02 15:04:05 MST"

// usZones are seconds east of Greenwich. They are the zones that RFC 822 names, too.
var usZones = map[string]int{
	"EST": -5 * 3600, "EDT": -4 * 3600, "CST": -6 * 3600, "CDT": -5 * 3600, "MST": -7 * 3600, "MDT": -6 * 3600,
	"PST": -8 * 3600, "PDT": -7 * 3600, "UTC": 0, "GMT": 0, "UT": 0, "Z": 0,
}

func parseLayout(l layout, text string, zone *time.Location) (time.Time, error) {
	pattern, named := strings.CutSuffix(l.pattern, " MST")
	if !named {
		return time.ParseInLocation(l.pattern, text, zone)
	}
	at := strings.LastIndexByte(text, ' ')
	offset, ok := usZones[text[at+1:]]
	if !ok {
		return time.Time{}, errUnknownZone
	}
	return time.ParseInLocation(pattern, text[:at], time.FixedZone(text[at+1:], offset))
}

var errUnknownZone = errors.New("unknown time zone")

// parse reads text as a moment in zone, unless it names a zone itself.
func (m manner) parse(text string, zone *time.Location, last *layout) (t time.Time, dayOnly, ok bool) {
	if m.name == yearless {
		t, ok := parseYearless(text, zone)
		return t, true, ok
	}
	text = strings.TrimSpace(text)
	if m.byHand != nil {
		if t, dayOnly, ok = m.byHand(text, zone); ok {
			return t, dayOnly, true
		}
	}
	if len(text) < 8 || len(text) > 40 || !strings.ContainsAny(text, m.marks) {
		return time.Time{}, false, false
	}
	if last.pattern != "" && m.has(*last) {
		if t, err := parseLayout(*last, text, zone); err == nil {
			return t, last.dayOnly, plausible(t)
		}
	}
	for _, l := range m.layouts {
		if t, err := parseLayout(l, text, zone); err == nil {
			*last = l
			return t, l.dayOnly, plausible(t)
		}
	}
	return time.Time{}, false, false
}

func (m manner) has(l layout) bool {
	for _, own := range m.layouts {
		if own == l {
			return true
		}
	}
	return false
}

// plausible keeps out years that no social medium has seen: the oldest blog posts are of the nineties, and a year far
// ahead is a slip of the keyboard.
func plausible(t time.Time) bool { return t.Year() >= firstYear && t.Year() < endYear }

const (
	firstYear = 1990
	endYear   = 2100
)

// noon returns noon of t's day in zone: where an export gives only the day, noon stays on that day in any zone near.
func noon(t time.Time, zone *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, zone)
}
