// Package source answers one question: which tables of text does this file
// hold? It reads what people have on their disks — CSV in any encoding and with
// any separator, XLSX workbooks, old XLS workbooks (BIFF8), RSS and Atom feeds,
// and ZIP archives of any of them — and hands out rows of cells. It does not know what the columns
// mean; that is the work of whoever reads the rows.
//
// What a file is, is decided by its content, never by its name: a workbook named
// .csv and a CSV named .xls are both read. What cannot be read is refused with
// an *Error whose sentence names the file, the row and what to do about it.
//
//	file, err := source.Open(ctx, path, source.Options{})
//	if err != nil {
//		return err // already says what to do
//	}
//	defer file.Close()
//	for _, table := range file.Tables {
//		for row, err := range table.Rows(ctx) {
//			if errors.Is(err, source.ErrBadRow) {
//				report(err) // this row is left out, reading goes on
//				continue
//			}
//			if err != nil {
//				return err
//			}
//			use(row.Number, row.Cells)
//		}
//	}
//
// Nothing in a file, however damaged or hostile, makes the package panic, hang
// or use memory without bound: cells, columns, unpacked bytes, entries and
// nesting are all capped (see Options), and names inside archives are shown but
// never used as paths.
package source

import (
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"
)

// Options says how much a file may cost. The zero value gives the defaults.
type Options struct {
	// TempDir is a private folder for what must be unpacked to be read:
	// workbooks inside a ZIP, and very long lists of texts. Empty: a fresh
	// folder is made when it is first needed and removed by File.Close.
	TempDir string
	// MaxUnpacked is the most bytes one file may unpack to; 0 means 2 GiB.
	MaxUnpacked int64
	// MaxField is the longest cell in bytes; 0 means 1 MiB.
	MaxField int
	// MaxColumns is the most cells in one row; 0 means 16384, Excel's own limit.
	MaxColumns int
}

func (o Options) withDefaults() Options {
	if o.MaxUnpacked <= 0 {
		o.MaxUnpacked = 2 << 30
	}
	if o.MaxField <= 0 {
		o.MaxField = 1 << 20
	}
	if o.MaxColumns <= 0 {
		o.MaxColumns = 16384
	}
	return o
}

// File is one file a person has chosen, with the tables found in it.
type File struct {
	Path    string
	Name    string    // the last part of Path
	SHA256  string    // of the file's bytes, in hex: two files with the same sum are the same file
	Size    int64     // in bytes
	ModTime time.Time // when the file was last written
	Tables  []*Table  // in the order of the file; never empty after a successful Open
	// Skipped says what a ZIP holds beside its tables and why each was not read
	// (a picture, an encrypted workbook, another ZIP).
	Skipped []*Error

	opts    Options
	disk    *os.File
	scratch scratch
}

// Table is one table of a file: a CSV, or one sheet of a workbook.
type Table struct {
	Name      string    // for people: "posts.csv", "Content 2026.zip/Table data.csv", "book.xlsx: All posts"
	Base      string    // the innermost file's own name: "Table data.csv", "book.xlsx"
	Sheet     string    // the sheet's name; "" for CSV
	Hidden    bool      // the sheet is hidden in Excel; it is listed all the same, and the caller decides
	Encoding  string    // one of the names in encoding.go, such as "UTF-8 BOM"; "" for workbooks
	Separator rune      // ',', ';', '\t', '|' or what a line "sep=" names; 0 for workbooks
	ModTime   time.Time // of the entry inside a ZIP, else of the file
	From1904  bool      // the workbook counts days from 1904, as Excel on old Macs did; else from 1900
	// Replaced is how many bytes that were no letters became �, the sign for a letter that is lost.
	Replaced int64
	// Unwrapped says that each row stood in one cell, in quotes, as spreadsheet programs
	// write a table whose separator they did not know, and was taken out of it.
	Unwrapped bool

	rows func(ctx context.Context) iter.Seq2[Row, error]
}

// Rows yields the table's rows from its start; each call starts anew. A row that
// cannot be read is yielded as an error that Is ErrBadRow, with its number, and
// iteration goes on after it; any other error is the last thing yielded.
//
// Rows of a CSV come as they are, ragged or not; an empty line is a row without
// cells. Rows of a workbook without any value are left out, so that Number may
// jump, and blank cells at the end of a row are cut off.
func (t *Table) Rows(ctx context.Context) iter.Seq2[Row, error] { return t.rows(ctx) }

// Row is one row of a table.
type Row struct {
	// Number is the row as Excel shows it, starting at 1. In a CSV that is the
	// number of the record, not of the line: a record whose text holds line
	// breaks is one row, an empty line is one row, and a first line "sep=;" is
	// none, because Excel swallows it.
	Number int
	// Cells is only valid until the next row; the texts in it stay valid.
	Cells []Cell
}

// Cell is one cell of a row.
type Cell struct {
	Text string
	Kind Kind
}

// Kind is what the file itself says about a cell. A CSV knows only Text and Blank.
type Kind uint8

// The kinds of cells.
const (
	Blank  Kind = iota // Text is ""
	Text               // as it stands; durations in a workbook become "25:07:09" (hours:minutes:seconds)
	Number             // decimal point, no grouping, no exponent: "17978919536823613", "0.065"
	Date               // "2006-01-02T15:04:05", without zone because workbooks have none
	Bool               // "TRUE" or "FALSE"
)

func (k Kind) String() string {
	switch k {
	case Blank:
		return "blank"
	case Text:
		return "text"
	case Number:
		return "number"
	case Date:
		return "date"
	case Bool:
		return "bool"
	}
	return "unknown"
}

// Open recognises what path holds and lists its tables without keeping them in
// memory. The file is read once from end to end, for its checksum and because
// the encoding of a text shows only in its rarest letters. It stays open until
// Close. Errors are *Error (or the context's own error): ErrNotATable, ErrEmpty,
// ErrTooLarge, ErrEncrypted, ErrDamaged, ErrNested and ErrOldFormat tell them apart.
func Open(ctx context.Context, path string, opts Options) (*File, error) {
	name := filepath.Base(path)
	disk, err := os.Open(path)
	if err != nil {
		return nil, unreadable(name, err)
	}
	f := &File{Path: path, Name: name, opts: opts.withDefaults(), disk: disk}
	f.scratch.dir = opts.TempDir
	if err := f.recognise(ctx); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (f *File) recognise(ctx context.Context) error {
	info, err := f.disk.Stat()
	if err != nil {
		return unreadable(f.Name, err)
	}
	if !info.Mode().IsRegular() {
		return &Error{
			File: f.Name, Err: ErrNotATable,
			Problem: Folder,
		}
	}
	f.Size, f.ModTime = info.Size(), info.ModTime()
	if f.Size == 0 {
		return emptyFile(f.Name)
	}
	whole := part{
		file: f.Name, name: f.Name, base: f.Name, modTime: f.ModTime,
		at: f.disk, size: f.Size, budget: newBudget(f.Size, f.opts),
		open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.NewSectionReader(f.disk, 0, f.Size)), nil
		},
	}
	head, err := whole.head()
	if err != nil {
		return whole.damaged(err)
	}
	census, sum, err := takeCensus(ctx, whole)
	if err != nil {
		return err
	}
	f.SHA256 = sum
	kind := kindOf(head)
	if kind == kindZIP {
		return f.addZIP(ctx, whole)
	}
	f.Tables, err = f.tablesOf(ctx, kind, whole, census)
	return err
}

// Close lets go of the file and removes what was unpacked. Tables cannot be read
// afterwards.
func (f *File) Close() error {
	err := f.scratch.remove()
	if closeErr := f.disk.Close(); err == nil {
		err = closeErr
	}
	return err
}
