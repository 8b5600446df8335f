package importer

import (
	"cmp"
	"context"
	"iter"
	"runtime"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// Reading is one table of posts, recognised and ready to be read.
type Reading struct {
	File       string // the file's name as people know it
	Table      string // the table within it, equal to File for a plain CSV
	SHA256     string // of the file
	Format     *formats.Format
	Encoding   string    // of the text; empty for workbooks
	ExportedAt time.Time // when the platform wrote the figures: the file's date
	Rows       int       // rows that should be posts: without header, totals and empty rows
	Period     Period    // of a website's figures: noon of its first and last day in the hospital's zone
	Notes      []Note    // what the person should know about how the file was understood
	// StrangeForms are the file's words for content forms that the format does not know, sorted; of very many the first
	// that were met.
	StrangeForms []string

	table     *source.Table
	headerRow int
	columns   []column
	by        map[formats.Field]*column
	at        postColumns
	damage    textDamage
	platform  social.Platform // of all rows; empty where each says so itself
	years     years           // of days written without one
	further   int             // the row with which a second table begins in the same file; 0: there is none
	channel   string          // from the options or the file's name, for rows that name none
	zone      *time.Location
	hospital  *time.Location
	skips     []skip
}

// Platform returns the platform that all rows are of; empty where each says so itself.
func (r *Reading) Platform() social.Platform { return r.platform }

// SaysChannel reports whether the table or its name says which channel it is of, or the options did.
func (r *Reading) SaysChannel() bool {
	return r.channel != "" || r.by[formats.Channel] != nil || r.by[formats.ChannelID] != nil
}

type skip struct {
	field formats.Field
	words []string
}

func newReading(ctx context.Context, file *source.File, table *source.Table, found foundHeader, opts Options) (*Reading, error) {
	f := found.match.Format
	platform, err := platformOf(found, file.Path, table.Name, opts)
	if err != nil {
		return nil, err
	}
	r := &Reading{
		platform: platform,
		File:     file.Name, Table: table.Name, SHA256: file.SHA256, Format: f, Encoding: table.Encoding,
		ExportedAt: table.ModTime.UTC(), table: table, headerRow: found.row,
		zone: f.Location(opts.Zone), hospital: opts.Zone,
	}
	r.channel = opts.Channel
	if r.channel == "" {
		r.channel = cmp.Or(f.ChannelIn(table.Name), f.Channel)
	}
	for i, c := range f.Columns {
		if len(found.match.At[i]) == 0 {
			continue
		}
		col := column{Column: c, places: found.match.At[i], name: strings.TrimSpace(found.header[found.match.At[i][0]])}
		col.metric, col.isIt = c.Field.Metric()
		if c.Field == formats.Value {
			col.Field, _ = f.Titled(found.title) // without it the table is none of the format
		}
		switch {
		case len(c.Dates) > 0:
			col.dates = newDateColumn(datesOf(c, slices.Contains(found.match.Guessed, col.places[0])), table.From1904)
		case f.Kind.Counts(col.Field):
			col.numbers = &numberColumn{}
		case c.Field == formats.NativeID || c.Field == formats.ChannelID:
			col.ids = &idColumn{}
		}
		r.columns = append(r.columns, col)
	}
	r.findColumns()
	for _, s := range f.Skips {
		if r.by[s.Field] != nil {
			words := make([]string, len(s.Words))
			for i, w := range s.Words {
				words[i] = formats.Normal(w)
			}
			r.skips = append(r.skips, skip{s.Field, words})
		}
	}
	if len(found.match.Guessed) > 0 {
		names := make([]string, len(found.match.Guessed))
		for i, place := range found.match.Guessed {
			names[i] = strings.TrimSpace(found.header[place])
		}
		r.Notes = append(r.Notes, Note{Kind: GuessedColumns, Detail: strings.Join(names, ", ")})
	}
	r.findPeriod(found.above, opts.Period)
	if err := r.survey(ctx); err != nil {
		return nil, err
	}
	return r, nil
}

// findColumns notes which column holds which field.
func (r *Reading) findColumns() {
	r.by = make(map[formats.Field]*column, len(r.columns))
	for i := range r.columns {
		r.by[r.columns[i].Field] = &r.columns[i]
	}
	r.at = r.postColumns()
}

// worker returns a copy of the reading that may read rows while others do: what its columns remember is its own.
func (r *Reading) worker() *Reading {
	own := *r
	own.columns = slices.Clone(r.columns)
	for i := range own.columns {
		c := &own.columns[i]
		c.normals = nil
		if c.dates != nil {
			dates := *c.dates
			c.dates = &dates
		}
	}
	own.findColumns()
	own.years.restart()
	return &own
}

// workers is how many may read rows at the same time: only one where a row's year follows from the rows before it.
func (r *Reading) workers() int {
	for _, c := range r.columns {
		if c.manner.name == yearless {
			return 1
		}
	}
	return runtime.GOMAXPROCS(0)
}

// body yields the rows below the header, without empty ones, to the end of the table: that of the file, or of the block
// in a file of several tables.
func (r *Reading) body(ctx context.Context) iter.Seq2[source.Row, error] {
	return func(yield func(source.Row, error) bool) {
		last := 0
		for row, err := range r.table.Rows(ctx) {
			if err == nil && r.Format.Blocks && last > 0 && (blank(row) || comment(row) || row.Number > last+1) {
				return
			}
			if row.Number > 0 && row.Number <= r.headerRow || err == nil && blank(row) {
				continue
			}
			if err == nil && r.secondTable(row) {
				r.further = row.Number
				return
			}
			last = row.Number
			if !yield(row, err) {
				return
			}
		}
	}
}

// passes reports whether the row is declared to be no post, such as the totals.
func (r *Reading) passes(row source.Row) bool {
	for _, s := range r.skips {
		c := r.by[s.field]
		if text := c.cell(row).Text; len(text) < 40 && slices.Contains(s.words, c.normal(text)) {
			return true
		}
	}
	return r.saysNothing(row)
}

func blank(row source.Row) bool {
	for _, c := range row.Cells {
		if strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}
