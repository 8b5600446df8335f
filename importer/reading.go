package importer

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"runtime"
	"slices"
	"strconv"
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

// Note is a remark on how a file was understood. Kind is the word in JSON and in the texts of the window.
type Note struct {
	Kind   NoteKind
	Column string
	Detail string
	Count  int // of cells, rows or letters; 0 where the kind counts nothing
}

// Days returns the first and the last day that a note of the kind [DayNumbers] tells of.
func (n Note) Days() (first, last time.Time, ok bool) {
	from, to, _ := strings.Cut(n.Detail, daysBetween)
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	return first, last, n.Kind == DayNumbers && err1 == nil && err2 == nil
}

const daysBetween = " – "

// NoteKind says what a [Note] is about.
type NoteKind string

// The kinds of notes.
const (
	GuessedDates   NoteKind = "guessed_dates"   // day and month could be swapped; Detail says how they were read
	UnknownForms   NoteKind = "unknown_forms"   // the platform's words in Detail mean no content form we know
	MissingMetrics NoteKind = "missing_metrics" // the export was made without the columns in Detail
	UnknownPeriod  NoteKind = "unknown_period"  // nothing says over which days the figures were counted
	InferredYears  NoteKind = "inferred_years"  // the dates have no year; Detail is the newest row's, told from the export's date
	SecondTable    NoteKind = "second_table"    // the file holds another table from the row in Detail on, which was not read
	DatedByExport  NoteKind = "dated_by_export" // the file has no date; Detail is the day of the export, which was taken for it
	GuessedColumns NoteKind = "guessed_columns" // the columns in Detail go by names that nobody has seen in a real export

	// What spreadsheet programs have done to the file:

	DayNumbers        NoteKind = "day_numbers"         // the dates were numbers of days; Detail holds the first and the last
	SwappedDates      NoteKind = "swapped_dates"       // day and month were swapped in Count cells, and are put back
	MendedTexts       NoteKind = "mended_texts"        // Count texts had letters in another encoding, and are put right
	MisreadTexts      NoteKind = "misread_texts"       // the same, but letters are lost
	CutTexts          NoteKind = "cut_texts"           // Count texts end where a cell is full
	MarkedTexts       NoteKind = "marked_texts"        // Count texts are an error mark, and are left out
	DamagedChannelIDs NoteKind = "damaged_channel_ids" // channels are told apart by their names alone
	UnwrappedRows     NoteKind = "unwrapped_rows"      // each row stood in one cell
	ReplacedLetters   NoteKind = "replaced_letters"    // Count bytes are no letters
)

// NoteKinds returns all kinds of notes.
func NoteKinds() []NoteKind {
	return []NoteKind{
		GuessedDates, UnknownForms, MissingMetrics, UnknownPeriod, InferredYears, SecondTable, DatedByExport, GuessedColumns, DayNumbers, SwappedDates, MendedTexts, MisreadTexts,
		CutTexts, MarkedTexts, DamagedChannelIDs, UnwrappedRows, ReplacedLetters,
	}
}

// column is a declared column, where it is in this file and how it writes.
type column struct {
	formats.Column
	places []int
	name   string // in this file
	metric social.Metric
	isIt   bool // whether it is a metric

	dates   *dateColumn
	manner  manner
	numbers *numberColumn
	style   numberStyle
	ids     *idColumn

	mends      bool // texts of the table were read in another encoding and can be put right
	dropsMarks bool // marks of spreadsheet programs stand in place of texts

	normals map[string]string // of the column's commonest texts; see normal
}

// postColumns are the columns that every row of posts is asked for; nil where the file lacks one. Looking each up by its
// field would take a good part of the time that reading a row takes.
type postColumns struct {
	platform, url, nativeID, organisation, channelID, channel, period, date, time *column
	title, text, campaign, nativeForm, form, topic, promotional, boosted          *column
}

func (r *Reading) postColumns() postColumns {
	return postColumns{
		platform: r.by[formats.Platform], url: r.by[formats.URL], nativeID: r.by[formats.NativeID],
		organisation: r.by[formats.Organisation], channelID: r.by[formats.ChannelID], channel: r.by[formats.Channel],
		period: r.by[formats.Period], date: r.by[r.Format.Kind.DateField()], time: r.by[formats.PublishedTime],
		title: r.by[formats.Title], text: r.by[formats.Text], campaign: r.by[formats.Campaign],
		nativeForm: r.by[formats.NativeForm], form: r.by[formats.Form], topic: r.by[formats.Topic],
		promotional: r.by[formats.Promotional], boosted: r.by[formats.Boosted],
	}
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

// datesOf returns the manners of writing dates that a column may use. A column recognised by a guessed name is of an
// export in a language that nobody has seen, whose dates may be written as that language writes them.
func datesOf(c formats.Column, guessed bool) []string {
	dates := c.Dates
	if guessed {
		for _, more := range []string{"day-first", "month-name"} {
			if !slices.Contains(dates, more) {
				dates = append(slices.Clip(dates), more)
			}
		}
	}
	return dates
}

// A platform has a few words for its content forms, all short: whatever goes beyond these is no such word, and a file
// full of it must not cost memory.
const (
	mostStrange = 50
	longestWord = 200 // bytes
)

// survey reads the whole table once to decide how each column writes dates and numbers, and what to remark.
func (r *Reading) survey(ctx context.Context) error {
	strange := map[string]bool{}
	for b := range r.batches(ctx) {
		for i, row := range b.rows {
			switch err := b.errs[i]; {
			case errors.Is(err, source.ErrBadRow):
				r.Rows++
			case err != nil:
				return err
			case !r.passes(row):
				r.Rows++
				r.see(row, strange)
			}
		}
		b.free()
	}
	r.decide()
	if len(strange) > 0 {
		words := make([]string, 0, len(strange))
		for w := range strange {
			words = append(words, shorten(w))
		}
		slices.Sort(words)
		r.StrangeForms = words
		words = words[:min(len(words), 10)]
		r.Notes = append(r.Notes, Note{Kind: UnknownForms, Column: r.by[formats.NativeForm].name, Detail: strings.Join(words, ", ")})
	}
	r.remarkDamage()
	r.remarkMissing()
	if r.further > 0 {
		r.Notes = append(r.Notes, Note{Kind: SecondTable, Detail: strconv.Itoa(r.further)})
	}
	if r.Format.DatedByExport {
		r.Notes = append(r.Notes, Note{Kind: DatedByExport, Detail: r.ExportedAt.In(r.hospital).Format(time.DateOnly)})
	}
	return nil
}

// see lets the cells of one row vote, and collects words for content forms that the format does not know, and damage.
func (r *Reading) see(row source.Row, strange map[string]bool) {
	for i := range r.columns {
		c := &r.columns[i]
		cell := c.cell(row)
		switch {
		case cell.Text == "":
			continue
		case c.dates != nil:
			c.dates.see(cell, r.zone)
			if slices.Contains(c.Dates, yearless) {
				r.years.see(cell.Text, r.zone)
			}
			continue
		case c.numbers != nil:
			if cell.Kind == source.Text {
				c.numbers.see(cell.Text)
			}
			continue
		case cell.Kind != source.Text:
		case c.ids != nil:
			c.ids.see(strings.TrimSpace(cell.Text))
		case c == r.at.nativeForm && len(strange) < mostStrange && len(cell.Text) <= longestWord:
			if word := c.normal(cell.Text); word != "" && r.Format.Forms[word] == "" {
				strange[strings.Clone(strings.TrimSpace(cell.Text))] = true
			}
		}
		if cell.Kind == source.Text {
			r.damage.see(c, cell.Text)
		}
		if c == r.at.channelID && c.damagedID(cell) {
			r.damage.channelIDs = true
		}
	}
}

// decide settles dates and numbers after all cells have voted.
func (r *Reading) decide() {
	var all numberColumn
	for i := range r.columns {
		if n := r.columns[i].numbers; n != nil {
			all.pointDecimal += n.pointDecimal
			all.commaDecimal += n.commaDecimal
		}
	}
	fallback := numberStyle{'.'}
	if r.table.Separator == ';' { // Excel writes semicolons exactly where the comma is taken by decimals
		fallback = numberStyle{','}
	}
	file := all.decide(fallback, false)
	for i := range r.columns {
		c := &r.columns[i]
		c.mends, c.dropsMarks = r.damage.mended > 0, r.damage.marks > 0 && c.isProse()
		if c.numbers != nil {
			c.style = c.numbers.decide(file, c.Unit == "")
		}
		if c.dates != nil {
			manner, latest, guess := c.dates.decide()
			c.manner = manner
			if r.tellsWhen(c) {
				r.notExportedBefore(latest)
			}
			if manner.name == yearless && c.dates.any() {
				r.years.decide(r.ExportedAt.In(r.hospital))
				r.Notes = append(r.Notes, Note{Kind: InferredYears, Column: c.name, Detail: strconv.Itoa(r.years.newest)})
			}
			if guess {
				r.Notes = append(r.Notes, Note{Kind: GuessedDates, Column: c.name, Detail: c.manner.name})
			}
			if c.dates.swapped {
				r.Notes = append(r.Notes, Note{Kind: SwappedDates, Column: c.name, Count: c.dates.converted})
			}
			if c.dates.numbers > 0 {
				days := c.dates.firstDate.Format(time.DateOnly) + daysBetween + c.dates.lastDate.Format(time.DateOnly)
				r.Notes = append(r.Notes, Note{Kind: DayNumbers, Column: c.name, Detail: days, Count: c.dates.numbers})
			}
		}
	}
}

// tellsWhen reports whether the column says when a row's figures were counted, or its post appeared.
func (r *Reading) tellsWhen(c *column) bool {
	return c.Field == r.Format.Kind.DateField() || c.Field == formats.LastDay
}

// notExportedBefore raises the date of the export: a file cannot have been exported before its youngest post appeared.
// Where it seems so, its date was lost on the way, as when it was unpacked by a careless program.
func (r *Reading) notExportedBefore(t time.Time) {
	if t.After(r.ExportedAt) {
		r.ExportedAt = t.UTC()
	}
}

// remarkMissing notes when engagement cannot be computed because the export was made without a metric it needs.
func (r *Reading) remarkMissing() {
	if r.Format.Platform == "" || r.Format.Kind != formats.Posts {
		return
	}
	var missing []string
	var m social.Metrics
	for _, c := range r.columns {
		if c.isIt {
			m.Set(c.metric, 0)
		}
	}
	if _, known := social.Engagement(r.Format.Platform, social.AllEngagement, m); known {
		return
	}
	for _, part := range social.EngagementParts(r.Format.Platform, social.AllEngagement) {
		for _, c := range r.Format.Columns {
			if c.Field == formats.Field(part.String()) && !m.Has(part) {
				missing = append(missing, c.Names[0])
			}
		}
	}
	if len(missing) == 0 && r.Format.Group == formats.Declared { // a person may have left out columns: our own words must do
		for _, part := range social.EngagementParts(r.Format.Platform, social.AllEngagement) {
			if !m.Has(part) {
				missing = append(missing, part.String())
			}
		}
	}
	if len(missing) > 0 { // else the format never has them, and exporting again would bring nothing
		r.Notes = append(r.Notes, Note{Kind: MissingMetrics, Detail: strings.Join(missing, ", ")})
	}
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

// cell returns the column's cell in the row: of several columns that may carry the field, the first that is filled.
func (c *column) cell(row source.Row) source.Cell {
	for _, place := range c.places {
		if place < len(row.Cells) && row.Cells[place].Text != "" {
			return row.Cells[place]
		}
	}
	return source.Cell{Kind: source.Blank}
}

// text returns the column's trimmed text in the row; empty when the file lacks the column. It is part of the row and
// keeps all of it in memory.
func (c *column) text(row source.Row) string {
	if c == nil {
		return ""
	}
	text := strings.TrimSpace(c.cell(row).Text)
	if c.mends {
		text, _ = source.Mend(text)
	}
	if c.dropsMarks && isErrorMark(text) {
		return ""
	}
	return text
}

// mostNormals is how many texts a column remembers in normal writing. Platforms, forms and organisations are fewer.
const mostNormals = 256

// normal returns a text of the column as [formats.Normal] writes it. Few different texts stand in the columns that are
// asked for it, so it remembers them.
func (c *column) normal(text string) string {
	normal, known := c.normals[text]
	if known {
		return normal
	}
	normal = formats.Normal(text)
	if normal != text && len(text) <= longestWord {
		if c.normals == nil || len(c.normals) == mostNormals {
			c.normals = map[string]string{}
		}
		c.normals[strings.Clone(text)] = strings.Clone(normal)
	}
	return normal
}
