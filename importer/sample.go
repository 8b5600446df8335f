package importer

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"auscult/importer/formats"
	"auscult/importer/source"
)

// A Sample is the beginning of a file that a person is to look at because no format fits it.
type Sample struct {
	File   string // its name, without the folder
	Tables []SampleTable
}

// LikelyTable returns the index of the first table that seems to have column names; 0 when none does.
func (s *Sample) LikelyTable() int {
	return max(0, slices.IndexFunc(s.Tables, func(t SampleTable) bool { return t.Likely >= 0 }))
}

// SampleTable is the beginning of one table.
type SampleTable struct {
	Name    string // as [Reading.Table]
	ModTime time.Time
	// Rows are the first rows, damaged ones left out.
	Rows []source.Row
	// Likely is the index in Rows of the row that most looks like the column names; -1 when none does.
	Likely int
}

// sampleRows is how many rows of a table are looked at: enough to tell what a column holds.
const sampleRows = 200

// HeaderRows returns the rows that may be the column names: those within which a reading looks for them.
func (t SampleTable) HeaderRows() []source.Row { return t.Rows[:min(len(t.Rows), headerWithin)] }

// TakeSample reads the beginning of every table of the file at path. It returns a *[source.Error] when the file cannot
// be read.
func TakeSample(ctx context.Context, path string, opts source.Options) (*Sample, error) {
	file, err := source.Open(ctx, path, opts)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	s := &Sample{File: filepath.Base(path)}
	for _, table := range file.Tables {
		t := SampleTable{Name: table.Name, ModTime: table.ModTime, Likely: -1}
		for row, err := range table.Rows(ctx) {
			if err != nil && ctx.Err() != nil {
				return nil, err
			}
			if err == nil {
				t.Rows = append(t.Rows, cloned(row))
			}
			if len(t.Rows) == sampleRows {
				break
			}
		}
		t.Likely = likelyHeader(t.HeaderRows())
		s.Tables = append(s.Tables, t)
	}
	return s, nil
}

// cloned copies a row so that it outlives its table.
func cloned(row source.Row) source.Row {
	cells := make([]source.Cell, len(row.Cells))
	for i, c := range row.Cells {
		cells[i] = source.Cell{Text: strings.Clone(c.Text), Kind: c.Kind}
	}
	return source.Row{Number: row.Number, Cells: cells}
}

// likelyHeader returns the row with the most different names: words of some length at most, none of them a figure, a
// date or a link. The first of equals wins, as names stand above what they name. A single cell is a title, not a header.
func likelyHeader(rows []source.Row) int {
	best, most := -1, 1
	for i, row := range rows {
		names := map[string]bool{}
		for _, c := range row.Cells {
			if LooksLikeName(c) {
				names[formats.Normal(c.Text)] = true
			}
		}
		if len(names) > most {
			best, most = i, len(names)
		}
	}
	return best
}

// LooksLikeName reports whether a cell may be the name of a column.
func LooksLikeName(c source.Cell) bool {
	const longest = 150 // names of Facebook's old export are this long
	text := strings.TrimSpace(c.Text)
	return c.Kind == source.Text && text != "" && len(text) <= longest && strings.ContainsFunc(text, unicode.IsLetter) &&
		!isDate(text) && !strings.Contains(text, "://")
}

// IsNumber reports whether a text is a number in either way of writing decimals.
func IsNumber(text string) bool {
	_, point := numberStyle{'.'}.parse(text)
	_, comma := numberStyle{','}.parse(text)
	return point || comma
}

// IsAbsent reports whether a text says that there is no figure, as empty cells and dashes do.
func IsAbsent(text string) bool { return isAbsent(text) }

// MannersOf returns which of the manners of writing dates, named as in declarations, read most of the texts; none when
// none reads any. Several mean that the texts do not tell which number is the day.
func MannersOf(texts, among []string) []string {
	var best []string
	most := 0
	for _, name := range among {
		read := 0
		var last layout
		for _, text := range texts {
			if _, _, ok := manners[name].parse(text, time.UTC, &last); ok {
				read++
			}
		}
		switch {
		case read == 0 || read < most:
		case read > most:
			best, most = []string{name}, read
		default:
			best = append(best, name)
		}
	}
	return best
}

// ParseFormat reads a format's declaration and checks all of it: beyond what [formats.Parse] checks, that its dates are
// written in manners that exist.
func ParseFormat(raw []byte) (*formats.Format, error) {
	f, err := formats.Parse(raw)
	if err != nil {
		return nil, err
	}
	for _, c := range f.Columns {
		for _, name := range c.Dates {
			if _, ok := manners[name]; !ok {
				return nil, fmt.Errorf("column %q: dates cannot be written %q; use one of %s", c.Field, name,
					strings.Join(slices.Sorted(maps.Keys(manners)), ", "))
			}
		}
	}
	return f, nil
}
