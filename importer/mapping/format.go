package mapping

import (
	"maps"
	"slices"
	"strings"
	"time"

	"auscult/importer"
	"auscult/importer/formats"
)

// Format makes a format of what is said. taken reports whether an identifier is used already; on is the day of the
// mapping, which the format's evidence names. It returns the first of [Mapping.Problems] while there is any.
func (m *Mapping) Format(on time.Time, taken func(id string) bool) (*formats.Format, error) {
	if problems := m.Problems(); len(problems) > 0 {
		return nil, problems[0]
	}
	raw, err := m.declare(on, taken).Encode()
	if err != nil {
		return nil, err
	}
	return importer.ParseFormat(raw) // checks it, and compiles what a reading needs
}

// declare writes down what is said, complete or not.
func (m *Mapping) declare(on time.Time, taken func(id string) bool) *formats.Format {
	name := strings.TrimSpace(m.Name)
	f := &formats.Format{
		ID: formats.NewID(name, taken), Name: name, Group: formats.Declared, Kind: m.Kind, Platform: m.Platform, Zone: m.Zone,
		Channel:  strings.TrimSpace(m.Channel),
		Evidence: "mapped by hand on " + on.Format(time.DateOnly),
	}
	switch m.Owner {
	case Always:
		f.Organisation = strings.TrimSpace(m.Organisation)
	case EachChannel:
		f.OrganisationFromChannel = true
	}
	if len(m.Of(formats.NativeForm)) > 0 && len(m.Forms) > 0 {
		f.Forms = maps.Clone(m.Forms)
	}
	done := map[formats.Field]bool{}
	for i := range m.Columns {
		if field := m.Columns[i].Field; field != "" && !done[field] {
			done[field] = true
			f.Columns = append(f.Columns, m.column(field))
		}
	}
	return f
}

// column declares the field with all columns that hold it.
func (m *Mapping) column(field formats.Field) formats.Column {
	at := m.Of(field)
	c := formats.Column{Field: field, Needed: m.needed(field), Sum: len(at) > 1, Unit: m.Columns[at[0]].Unit}
	for _, i := range at {
		c.Names = append(c.Names, m.Columns[i].Name)
	}
	if m.Kind.Dates(field) && m.Dates != "" {
		c.Dates = []string{m.Dates}
	}
	return c
}

// needed reports whether a file must have the column to be recognised: all that are mapped, so that no other file is
// taken for this one, but those whose emptiness in a row would refuse the row though it can do without.
func (m *Mapping) needed(field formats.Field) bool {
	switch field {
	case formats.NativeID, formats.URL, formats.Organisation, formats.Channel, formats.ChannelID:
		return slices.Contains(m.Kind.Needs(), field)
	}
	return true
}
