package importer

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A manner is a way of writing dates. Which manner a column uses is decided once for the whole column, because
// 03/04/2026 alone does not say whether it is March or April.
type manner struct {
	name    string
	marks   string // one of which is in every date of the manner
	digits  int    // at most so many stand before the first mark; 0: letters may stand there too
	layouts []layout
	// byHand reads what is written most often in the manner, in no other manner could be read, and is worth a faster
	// way than layouts; nil when there is nothing such.
	byHand func(text string, zone *time.Location) (t time.Time, dayOnly, ok bool)
}

type layout struct {
	pattern string
	dayOnly bool
}

var dotted = []layout{
	{"2.1.2006 15:04:05", false},
	{"2.1.2006 15:04", false},
	{"2.1.2006, 15:04", false},
	{"2.1.2006", true},
	{"2.1.06 15:04", false},
	{"2.1.06", true},
}

// manners by the names that format declarations use. Dates with the name of a month have no layouts; see [parseNamed].
var manners = map[string]manner{
	"iso": {name: "iso", marks: "-/", digits: 4, byHand: parseISO, layouts: []layout{
		{"2006-01-02T15:04:05Z07:00", false},
		{"2006-01-02 15:04:05Z07:00", false},
		{"2006-01-02 15:04:05 -0700", false},
		{"2006-01-02 15:04 -0700", false},
		{"2006-01-02T15:04:05", false},
		{"2006-01-02 15:04:05", false},
		{"2006-01-02T15:04", false},
		{"2006-01-02 15:04", false},
		{"2006-01-02", true},
		{"2006/01/02 15:04", false},
		{"2006/01/02", true},
	}},
	"day-first": {name: "day-first", marks: "./-", digits: 2, layouts: append(slices.Clip(dotted),
		layout{"2/1/2006 15:04:05", false},
		layout{"2/1/2006 15:04", false},
		layout{"2/1/2006", true},
		layout{"2/1/2006 3:04 PM", false},
		layout{"2/1/2006 3:04 pm", false},
		layout{"2-1-2006 15:04", false},
		layout{"2-1-2006", true},
		layout{"2/1/06 15:04", false},
		layout{"2/1/06", true},
	)},
	// Dates with dots are day first in every language that writes them.
	"dotted": {name: "dotted", marks: ".", digits: 2, layouts: dotted},
	"month-first": {name: "month-first", marks: "/", digits: 2, layouts: []layout{
		{"1/2/2006 15:04:05", false},
		{"1/2/2006 15:04", false},
		{"1/2/2006 3:04:05 PM", false},
		{"1/2/2006 3:04 PM", false},
		{"1/2/2006 3:04 pm", false},
		{"1/2/2006", true},
		{"1/2/06 15:04", false}, // Excel on a Mac shows two digits of the year, and saves what it shows
		{"1/2/06 3:04 PM", false},
		{"1/2/06", true},
	}},
	"month-name":  {name: "month-name", marks: " "},
	"iso-us-zone": {name: "iso-us-zone", marks: "-", digits: 4, layouts: []layout{{usZone, false}}},
	// RFC 822 with years of four digits, as RSS asks for: Tue, 14 Jul 2026 08:00:00 +0200. The zone may be a name.
	"rfc-822": {name: "rfc-822", marks: ":", digits: 0, layouts: []layout{
		{"Mon, 2 Jan 2006 15:04:05 -0700", false},
		{"Mon, 2 Jan 2006 15:04 -0700", false},
		{"2 Jan 2006 15:04:05 -0700", false},
		{"2 Jan 2006 15:04 -0700", false},
		{"Mon, 2 Jan 2006 15:04:05 MST", false},
		{"2 Jan 2006 15:04:05 MST", false},
	}},
	yearless: {name: yearless},
}

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
		t, err := time.Parse(l.pattern, text)
		if strings.HasSuffix(l.pattern, "07:00") || strings.HasSuffix(l.pattern, "-0700") { // the text says its zone
			return t, err
		}
		return onWall(t, zone), err
	}
	at := strings.LastIndexByte(text, ' ')
	offset, ok := usZones[text[at+1:]]
	if !ok {
		return time.Time{}, errUnknownZone
	}
	return time.ParseInLocation(pattern, text[:at], time.FixedZone(text[at+1:], offset))
}

var errUnknownZone = errors.New("unknown time zone")

// onWall returns the moment at which the clocks on the wall in zone show what t shows in UTC. When they are put back, an hour
// is shown twice: the first counts. When they are put forward, an hour is left out: what falls into it is as much later.
// Calendars do the same; Go promises neither.
func onWall(t time.Time, zone *time.Location) time.Time {
	_, before := t.Add(-24 * time.Hour).In(zone).Zone()
	_, after := t.Add(24 * time.Hour).In(zone).Zone()
	first := t.Add(-time.Duration(before) * time.Second).In(zone)
	if _, offset := first.Zone(); offset == before || before == after {
		return first
	}
	second := t.Add(-time.Duration(after) * time.Second).In(zone)
	if _, offset := second.Zone(); offset == after {
		return second
	}
	return first
}

// tidy writes the blanks of a date as plain ones: exports put narrow and unbreakable ones before PM and after commas.
func tidy(text string) string {
	if isASCII(text) || !strings.ContainsAny(text, "\u00a0\u202f\u2009\u200e\u200f") {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u200e", "", "\u200f", "").Replace(text))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// parse reads text as a moment in zone, unless it names a zone itself.
func (m manner) parse(text string, zone *time.Location, last *layout) (t time.Time, dayOnly, ok bool) {
	if m.name == yearless {
		t, ok := parseYearless(text, zone)
		return t, true, ok
	}
	text = tidy(text)
	if m.byHand != nil {
		if t, dayOnly, ok = m.byHand(text, zone); ok {
			return t, dayOnly, true
		}
	}
	if len(text) < 6 || len(text) > 60 || !m.couldBe(text) {
		return time.Time{}, false, false
	}
	if m.layouts == nil {
		named, ok := parseNamed(text)
		if !ok {
			return time.Time{}, false, false
		}
		t, dayOnly, ok = named.in(zone)
		return t, dayOnly, ok && plausible(t)
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

// couldBe is a quick look before any layout is tried.
func (m manner) couldBe(text string) bool {
	if m.digits == 0 {
		return strings.ContainsAny(text, m.marks)
	}
	at := 0
	for at < len(text) && text[at] >= '0' && text[at] <= '9' {
		at++
	}
	return at < len(text) && at <= m.digits && (m.digits < 4 || at == 4) && strings.IndexByte(m.marks, text[at]) >= 0
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
