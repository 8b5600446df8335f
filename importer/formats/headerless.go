package formats

import (
	"fmt"
	"regexp"
)

// What the cells of a column may be said to hold, for formats without a header.
const (
	holdsNumber = "number" // digits alone
	holdsLink   = "link"
)

var holds = map[string]*regexp.Regexp{
	holdsNumber: regexp.MustCompile(`^\d{1,15}$`),
	holdsLink:   regexp.MustCompile(`^https?://[^\s/]+(/\S*)?$`),
}

// checkPlaces checks that a format without a header says where its columns are and has something to be recognised by,
// and that one with a header says neither.
func (f *Format) checkPlaces() error {
	taken := map[int]bool{}
	told := 0
	for _, c := range f.Columns {
		switch {
		case !f.Headerless && (c.Place != 0 || c.Holds != ""):
			return fmt.Errorf("column %q: place and holds are for formats without a header", c.Field)
		case !f.Headerless:
		case c.Place < 1 || taken[c.Place]:
			return fmt.Errorf("column %q needs a place of its own", c.Field)
		case c.Holds != "" && holds[c.Holds] == nil:
			return fmt.Errorf("column %q holds %q, which is neither a number nor a link", c.Field, c.Holds)
		case c.Holds != "":
			told++
		}
		taken[c.Place] = true
	}
	if f.Headerless && told < 2 {
		return fmt.Errorf("without a header at least two columns must say what they hold, or every file would be recognised")
	}
	return nil
}

// RecogniseHeaderless finds the format without a header that all of the rows, the first of a table, fit: each has just
// its columns, and they hold what the format says.
func RecogniseHeaderless(rows [][]string, known []*Format) (match Match, ok bool) {
	for _, f := range known {
		if !f.Headerless || len(rows) == 0 || !f.fits(rows) {
			continue
		}
		match := Match{Format: f, At: make([][]int, len(f.Columns)), Found: len(f.Columns)}
		for i, c := range f.Columns {
			match.At[i] = []int{c.Place - 1}
		}
		return match, true
	}
	return Match{}, false
}

func (f *Format) fits(rows [][]string) bool {
	for _, row := range rows {
		if len(row) != len(f.Columns) {
			return false
		}
		for _, c := range f.Columns {
			if c.Place > len(row) || c.Holds != "" && !holds[c.Holds].MatchString(row[c.Place-1]) {
				return false
			}
		}
	}
	return true
}
