package mapping

import (
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// SetPlatform says that all rows are of one platform; a column that said so means nothing any more. The empty platform
// says that a column will tell.
func (m *Mapping) SetPlatform(p social.Platform) {
	m.Platform = p
	if p != "" {
		m.free(formats.Platform)
	}
}

// SetOwner says whose the rows are where no column says so; the organisation counts with [Always] only.
func (m *Mapping) SetOwner(o Owner, organisation string) {
	m.Owner, m.Organisation = o, ""
	if o == Always {
		m.Organisation = organisation
	}
	m.free(formats.Organisation)
}

// SetChannel says that all rows are of one channel; a column that said so means nothing any more. Without a channel the
// organisation has one of its own name.
func (m *Mapping) SetChannel(name string) {
	m.Channel = name
	if name != "" {
		m.free(formats.Channel)
	}
}

func (m *Mapping) free(f formats.Field) {
	for _, i := range m.Of(f) {
		m.Assign(i, "")
	}
}

// SetUnit says what a time in the column is counted in: "hours" or "seconds".
func (m *Mapping) SetUnit(column int, unit string) { m.Columns[column].Unit = unit }

// Choice is a field that a column can be given.
type Choice struct {
	Field  formats.Field
	Needed bool   // every row needs it, and nothing says it yet
	UsedBy string // the column that holds it now; empty: none
	Adds   bool   // the columns would be added up, instead of the field moving from one to the other
}

// Choices returns what the column can mean, the needed fields first.
func (m *Mapping) Choices(column int) []Choice {
	var all []Choice
	needs := m.Kind.Needs()
	for _, f := range m.Kind.Fields() {
		c := Choice{Field: f, Needed: slices.Contains(needs, f) && !m.said(f)}
		for _, i := range m.Of(f) {
			if i != column {
				c.UsedBy, c.Adds = m.Columns[i].Name, Sums(f)
				break
			}
		}
		all = append(all, c)
	}
	return all
}

// said reports whether a column or the whole file says the field.
func (m *Mapping) said(f formats.Field) bool {
	switch f {
	case formats.Platform:
		return m.Platform != "" || len(m.Of(f)) > 0
	case formats.Channel:
		return m.Channel != "" || len(m.Of(f)) > 0
	}
	return len(m.Of(f)) > 0
}

// TypedDates reports whether the workbook itself marks the dates, so that there is no question how they are written.
func (m *Mapping) TypedDates() bool {
	for _, i := range m.Of(m.Kind.DateField()) {
		for _, v := range m.Columns[i].values {
			if v.Kind == source.Date {
				return true
			}
		}
	}
	return false
}

// Trial makes a format to read the file with while the person is still choosing: it may lack what only keeping it needs,
// such as a name. It returns the first problem that keeps the file from being read.
func (m *Mapping) Trial(on time.Time) (*formats.Format, error) {
	for _, p := range m.Problems() {
		if p.Lack != NoName && p.Lack != NoOwner {
			return nil, p
		}
	}
	named := *m
	if strings.TrimSpace(named.Name) == "" {
		named.Name = named.sample.File
	}
	if named.Owner == Always && strings.TrimSpace(named.Organisation) == "" {
		named.Owner = AskEachTime
	}
	return named.Format(on, func(string) bool { return false })
}

// Metrics returns the metrics that columns are mapped to, in the order of [social.AllMetrics].
func (m *Mapping) Metrics() []social.Metric {
	var all []social.Metric
	for _, metric := range social.AllMetrics() {
		if len(m.Of(metricField(metric))) > 0 {
			all = append(all, metric)
		}
	}
	return all
}
