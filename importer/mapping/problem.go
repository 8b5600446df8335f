package mapping

import (
	"fmt"
	"slices"
	"strings"

	"auscult/importer/formats"
	"auscult/importer/source"
)

// Lack says what is missing before the file can be read. Its value is the word in JSON and in the texts of the window.
type Lack string

// What can be missing.
const (
	NoHeader   Lack = "no_header"   // no row holds column names
	NoDates    Lack = "no_dates"    // no column of the file holds dates, so none can be mapped
	NoDate     Lack = "no_date"     // the column of dates is not mapped
	NotDates   Lack = "not_dates"   // what is mapped as dates is none
	NoManner   Lack = "no_manner"   // the dates do not say which number is the day
	NoPlatform Lack = "no_platform" //
	NoField    Lack = "no_field"    // another field that every row needs
	NoFigure   Lack = "no_figure"   // rows of figures without any
	NoIdentity Lack = "no_identity" // nothing tells two posts apart
	NoUnit     Lack = "no_unit"     // is a time in hours or in seconds?
	NoName     Lack = "no_name"     // the format has no name
	NoOwner    Lack = "no_owner"    // always the same organisation, but which?
)

// Lacks returns everything that can be missing.
func Lacks() []Lack {
	return []Lack{NoHeader, NoDates, NoDate, NotDates, NoManner, NoPlatform, NoField, NoFigure, NoIdentity, NoUnit, NoName, NoOwner}
}

// Problem is one thing that must be said before the file can be read.
type Problem struct {
	Lack   Lack
	Field  formats.Field // what it is about; empty: nothing in particular
	Column string        // the file's column it is about; empty: none
}

// Hopeless reports whether nothing that a person could say helps: the file itself lacks what is needed.
func (p Problem) Hopeless() bool { return p.Lack == NoHeader || p.Lack == NoDates }

// Error says in English what is missing and what to do.
func (p Problem) Error() string {
	switch p.Lack {
	case NoHeader:
		return "no row near the top holds column names; write them into the first row"
	case NoDates:
		return "no column holds dates, and a month or an hour alone is not enough; export the file again with the date, or add a column with it"
	case NoDate:
		return "say which column holds the date"
	case NotDates:
		return fmt.Sprintf("column %q holds no dates that Auscult can read; choose another one", p.Column)
	case NoManner:
		return fmt.Sprintf("the dates in column %q do not say which number is the day; say how they are written", p.Column)
	case NoPlatform:
		return "say which column holds the platform, or which platform all rows are of"
	case NoField:
		return fmt.Sprintf("say which column holds %q", p.Field)
	case NoFigure:
		return "say which column holds a figure"
	case NoIdentity:
		return "say which column holds the link, the identifier or the text, or posts of one day could not be told apart"
	case NoUnit:
		return fmt.Sprintf("say whether column %q counts hours or seconds", p.Column)
	case NoName:
		return "give the format a name"
	case NoOwner:
		return "name the organisation whose rows these always are"
	}
	return string(p.Lack)
}

// Problems returns what must still be said, in the order in which a person is asked; none means that the file can be
// read.
func (m *Mapping) Problems() []Problem {
	if m.header < 0 {
		return []Problem{{Lack: NoHeader}}
	}
	var all []Problem
	all = append(all, m.dateProblems()...)
	for _, f := range m.Kind.Needs() {
		switch {
		case f == m.Kind.DateField() || len(m.Of(f)) > 0:
		case f == formats.Platform:
			if m.Platform == "" {
				all = append(all, Problem{Lack: NoPlatform, Field: f})
			}
		case f == formats.Channel && m.Channel != "":
		default:
			all = append(all, Problem{Lack: NoField, Field: f})
		}
	}
	if m.Kind == formats.Posts && !m.hasAny(formats.URL, formats.NativeID, formats.Text, formats.Title) {
		all = append(all, Problem{Lack: NoIdentity})
	}
	if m.Kind == formats.Figures && !slices.ContainsFunc(m.Columns, func(c Column) bool { return m.Kind.Counts(c.Field) }) {
		all = append(all, Problem{Lack: NoFigure})
	}
	for _, c := range m.Columns {
		if c.Field.NeedsUnit() && c.Unit == "" {
			all = append(all, Problem{NoUnit, c.Field, c.Name})
		}
	}
	if m.Owner == Always && strings.TrimSpace(m.Organisation) == "" {
		all = append(all, Problem{Lack: NoOwner})
	}
	if strings.TrimSpace(m.Name) == "" {
		all = append(all, Problem{Lack: NoName})
	}
	return all
}

func (m *Mapping) dateProblems() []Problem {
	date := m.Kind.DateField()
	at := m.Of(date)
	switch {
	case date == "": // rows of such a kind have none
		return nil
	case len(at) > 0 && m.Dates == "" && len(m.DateManners()) == 0:
		return []Problem{{NotDates, date, m.Columns[at[0]].Name}}
	case len(at) > 0 && m.Dates == "":
		return []Problem{{NoManner, date, m.Columns[at[0]].Name}}
	case len(at) > 0:
		return nil
	}
	for i := range m.Columns {
		if m.Columns[i].looks.dates && m.Columns[i].Mappable() {
			return []Problem{{Lack: NoDate, Field: date}}
		}
	}
	return []Problem{{Lack: NoDates, Field: date}}
}

func (m *Mapping) hasAny(fields ...formats.Field) bool {
	for _, f := range fields {
		if len(m.Of(f)) > 0 {
			return true
		}
	}
	return false
}

// holdsDates reports whether most cells are dates.
func holdsDates(values []source.Cell) bool {
	return mostly(values, func(c source.Cell) bool { return c.Kind == source.Date || len(mannersOf([]source.Cell{c})) > 0 })
}

// mostly reports whether at least four of five cells are as said. Of none, nothing is said.
func mostly(values []source.Cell, is func(source.Cell) bool) bool {
	n := 0
	for _, c := range values {
		if is(c) {
			n++
		}
	}
	return n > 0 && n*5 >= len(values)*4
}
