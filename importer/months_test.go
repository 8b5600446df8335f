package importer

import (
	"strings"
	"testing"
	"time"
)

// A word of one language must not be another month in another.
func TestNoMonthIsTwo(t *testing.T) {
	seen := map[string]time.Month{}
	for _, names := range monthWords {
		for i, name := range names {
			if name == "" {
				continue
			}
			if name != strings.ToLower(name) || strings.HasSuffix(name, ".") {
				t.Errorf("%q is not written as it is looked up", name)
			}
			if before, ok := seen[name]; ok && before != time.Month(i+1) {
				t.Errorf("%q is %s and %s", name, before, time.Month(i+1))
			}
			seen[name] = time.Month(i + 1)
		}
	}
	if len(seen) < 150 {
		t.Errorf("only %d names of months", len(seen))
	}
}

// Whatever stands in the cell of a date, reading it ends, and what it yields is a day of a calendar.
func FuzzParseNamed(f *testing.F) {
	for _, text := range []string{"Sep 26, 2026", "26. Sept. 2026 um 18:15 Uhr", "16 tháng Tám", "16 thg 8, 2026", "mar. 3 mars 2026", "1er", ",,,", "12:15 AM"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := parseNamed(text)
		if !ok {
			return
		}
		if d.day < 1 || d.day > 31 || d.month < 1 || d.month > 12 || d.year < 0 {
			t.Fatalf("%q: %+v", text, d)
		}
		if at, dayOnly, ok := d.in(time.UTC); ok && (at.Day() != d.day || at.Month() != d.month || dayOnly != (d.clock == "")) {
			t.Fatalf("%q: %s", text, at)
		}
	})
}
