// Package importer turns the files that platforms and tools export into posts and figures of channels. It answers, for the person who drops a
// file on the window: which export is this, what does each row say, and which rows could not be read and why.
//
//	doc, err := importer.Open(ctx, "Jul-01-2026_Sep-30-2026.csv", importer.Options{Zone: zurich})
//	if err != nil { … } // an *UnknownError says which columns the file has
//	defer doc.Close()
//	for _, reading := range doc.Readings {
//		for record, err := range reading.Records(ctx) { … }
//	}
//
// The package stores nothing. Which export has which columns is declared in package formats; how tables come out of
// CSV, workbooks and ZIP archives is the business of package source.
package importer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// Options say how files are to be read. The zero value recognises every format Auscult ships, in UTC.
type Options struct {
	Zone   *time.Location // the hospital's; nil means UTC
	Format string         // identifier of the format to read the file with; empty: recognise it
	// Known are the formats to recognise a file by; of two that explain a header equally well the first one is taken.
	// Nil means those that Auscult ships.
	Known []*formats.Format
	// Declared is a format of the person's own to read the file with, instead of those that Auscult ships.
	Declared *formats.Format
	Channel  string // the channel's name for files that do not say whose posts they hold
	Period   Period // over which days figures were counted, for files of a website's figures that do not say
	// Platform is taken for files that do not say which of several platforms they are of.
	Platform social.Platform
	Source   source.Options
}

// Document is one file with the tables found in it that are exports Auscult knows.
type Document struct {
	File     *source.File
	Readings []*Reading
	Passed   []Passed // tables in it that are not read, such as a workbook's other sheets
}

// Passed is a table that is not read.
type Passed struct {
	Table string
	Aside *formats.Aside // why, where the table is known and of no use; nil where nobody knows it
}

// Close removes whatever was unpacked.
func (d *Document) Close() error { return d.File.Close() }

// UnknownError says that a file was read but no format fits it.
type UnknownError struct {
	File    string
	Columns []string        // what the file's header seems to be; empty when nothing looks like one
	Nearest *formats.Format // the format it resembles most; nil when none
	Missing []string        // needed columns of Nearest that the file lacks
	Title   string          // the line above the header, where Nearest has every column but counts nothing by that name
}

func (e *UnknownError) Error() string {
	switch {
	case e.Nearest != nil && len(e.Missing) == 0:
		return fmt.Sprintf("%s is an export of “%s”, but its figure “%s” is none that Auscult keeps; it keeps %s",
			e.File, e.Nearest.Name, shorten(e.Title), quoteAll(e.Nearest.TitleNames()))
	case e.Nearest != nil:
		return fmt.Sprintf("%s looks like an export of “%s”, but the column %s is missing; export it again with all columns",
			e.File, e.Nearest.Name, quoteAll(e.Missing))
	case len(e.Columns) == 0:
		return fmt.Sprintf("%s holds no table with column names; open it and check that it is the export you meant", e.File)
	}
	return fmt.Sprintf("%s is no export Auscult knows (its columns: %s); see “auscult formats” for the list, or say what the columns mean: “auscult formats suggest”",
		e.File, quoteAll(e.Columns[:min(len(e.Columns), 8)]))
}

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = "“" + shorten(n) + "”"
	}
	return strings.Join(quoted, ", ")
}

// AsideError says that a file is known but of no use.
type AsideError struct {
	File  string
	Aside *formats.Aside
}

func (e *AsideError) Error() string {
	return fmt.Sprintf("%s (“%s”) is left out: %s", e.File, e.Aside.Name, e.Aside.Why["en"])
}

// ErrUnknownFormat is returned, wrapped, when Options.Format names no format.
var ErrUnknownFormat = errors.New("there is no such format")

// Open reads the file at path as far as needed to know what it is: its tables, their format and how each column writes
// dates and numbers. It returns an *[UnknownError] when no table in it is an export that Auscult knows, an *[AsideError]
// when all it has to say is of no use, an *[UnsaidPlatformError] when only the person can say which platform it is of,
// and a *[source.Error] when the file cannot be read at all.
func Open(ctx context.Context, path string, opts Options) (*Document, error) {
	known := opts.Known
	if known == nil {
		known = formats.All()
	}
	switch {
	case opts.Declared != nil:
		known = []*formats.Format{opts.Declared}
	case opts.Format != "":
		i := slices.IndexFunc(known, func(f *formats.Format) bool { return f.ID == opts.Format })
		if i < 0 {
			return nil, fmt.Errorf("%q: %w; “auscult formats” lists them", opts.Format, ErrUnknownFormat)
		}
		known = known[i : i+1]
	}
	if opts.Zone == nil {
		opts.Zone = time.UTC
	}
	file, err := source.Open(ctx, path, opts.Source)
	if err != nil {
		return nil, err
	}
	doc := &Document{File: file}
	if err := doc.recognise(ctx, known, opts); err != nil {
		_ = file.Close() // the first error is the one to tell
		return nil, err
	}
	return doc, nil
}

func (d *Document) recognise(ctx context.Context, known []*formats.Format, opts Options) error {
	unknown := &UnknownError{File: d.File.Name}
	useless := len(d.File.Skipped) == 0 // whether all that the file holds is known and of no use
	var damage *source.Error            // the first that may have taken a header
	for _, table := range d.File.Tables {
		found, err := findHeader(ctx, table, known)
		if err != nil {
			return err
		}
		if !found.ok {
			damage = cmp.Or(damage, found.damage)
			if found.aside == nil {
				useless = false
			}
			if found.aside == nil || !found.aside.Quiet {
				d.Passed = append(d.Passed, Passed{table.Name, found.aside})
			}
			if found.match.Format != nil && unknown.Nearest == nil {
				unknown.Nearest, unknown.Missing, unknown.Title = found.match.Format, found.match.Missing, found.title
			}
			if len(unknown.Columns) == 0 {
				unknown.Columns = found.header
			}
			continue
		}
		reading, err := newReading(ctx, d.File, table, found, opts)
		if err != nil {
			return err
		}
		d.Readings = append(d.Readings, reading)
	}
	switch {
	case len(d.Readings) > 0:
		return nil
	case useless && len(d.Passed) > 0:
		return &AsideError{d.File.Name, d.Passed[0].Aside}
	case damage != nil && unknown.Nearest == nil:
		return damage
	}
	return unknown
}
