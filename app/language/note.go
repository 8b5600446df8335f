package language

import (
	"strings"

	"auscult/analytics/social"
	"auscult/importer"
	"auscult/importer/formats"
)

// Note says what a person should know about how a file was understood.
func (s *Speaker) Note(n importer.Note) string {
	detail := n.Detail
	switch n.Kind {
	case importer.GuessedDates:
		detail = s.T("import.dates." + n.Detail)
	case importer.DayNumbers:
		if first, last, ok := n.Days(); ok {
			detail = s.Date(first) + " – " + s.Date(last)
		}
	case importer.MissingMetrics:
		detail = s.metrics(n.Detail)
	}
	return s.T("import.note."+string(n.Kind), Args{"Column": n.Column, "Detail": detail, "Count": n.Count})
}

// metrics writes a list of columns, those that go by our own words for metrics in the language.
func (s *Speaker) metrics(list string) string {
	names := strings.Split(list, ", ")
	for i, name := range names {
		if _, ok := social.ParseMetric(name); ok {
			names[i] = s.Field(formats.Field(name))
		}
	}
	return strings.Join(names, ", ")
}

// Field names what a column of an export may mean.
func (s *Speaker) Field(f formats.Field) string { return s.T("mapping.field." + string(f)) }

// Refused says a row that was refused in one line: where, what stands there, what is wrong and what to do.
func (s *Speaker) Refused(p importer.Problem) string {
	said := s.Reason(p.Reason)
	if p.Value != "" {
		said = s.T("error.quoted", Args{"Name": p.Value}) + ": " + said
	}
	return s.inRow(p.Row, p.Column, said)
}

// Passed says why a table beside those that were read was left out.
func (s *Speaker) Passed(t importer.Passed) string {
	if t.Aside == nil {
		return s.T("import.passed.unknown")
	}
	return t.Aside.Why[string(s.Language)]
}
