package source

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/richardlehane/mscfb"
)

// maxXLS is the largest workbook stream that is taken into memory. BIFF8 sheets
// end at 65,536 rows of 256 columns; real files stay far below.
const maxXLS = 256 << 20

var errNoWorkbook = errors.New("no workbook stream")

// xlsBook is an old workbook (Excel 97 to 2003). Nothing of it stays in memory
// between readings.
type xlsBook struct {
	part part
	opts Options
}

func openXLS(p part, opts Options) ([]*Table, error) {
	b := xlsBook{part: p, opts: opts}
	stream, err := b.stream()
	if err != nil {
		return nil, err
	}
	globals, err := readGlobals(stream, false)
	if err != nil {
		return nil, b.refuse(err)
	}
	var tables []*Table
	listed := map[int]bool{}
	for _, sheet := range globals.sheets {
		if listed[sheet.offset] {
			continue // listed a thousand times, it would be read a thousand times
		}
		listed[sheet.offset] = true
		q := p
		q.name += ": " + sheet.name
		tables = append(tables, &Table{
			Name: q.name, Base: q.base, Sheet: sheet.name, Hidden: sheet.hidden,
			ModTime: p.modTime, From1904: globals.from1904,
			rows: xlsBook{part: q, opts: opts}.rowsOf(sheet.offset),
		})
	}
	if len(tables) == 0 {
		return nil, p.notATable(NoSheets)
	}
	return tables, nil
}

// refuse makes sentences of what readGlobals finds.
func (b xlsBook) refuse(err error) error {
	switch {
	case errors.Is(err, ErrEncrypted):
		return b.part.encrypted()
	case errors.Is(err, ErrOldFormat):
		return b.part.oldWorkbook()
	}
	return b.part.damaged(err)
}

// stream finds and reads the workbook inside the compound file.
func (b xlsBook) stream() (stream []byte, err error) {
	if b.part.size > maxXLS {
		return nil, b.part.tooLarge(nil)
	}
	defer func() {
		// The compound file's reader is not ours; a panic in it is a damaged file.
		if r := recover(); r != nil {
			stream, err = nil, b.part.damaged(fmt.Errorf("compound file: %v", r))
		}
	}()
	doc, err := mscfb.New(b.part.at)
	if err != nil {
		return nil, b.part.damaged(err)
	}
	var workbook, old, encrypted, other *mscfb.File
	for _, entry := range doc.File {
		switch entry.Name {
		case "Workbook":
			workbook = entry
		case "Book":
			old = entry
		case "EncryptedPackage":
			encrypted = entry
		case "WordDocument", "PowerPoint Document", "__properties_version1.0":
			other = entry
		}
	}
	switch {
	case workbook != nil:
		return b.readStream(workbook)
	case encrypted != nil:
		return nil, b.part.encrypted()
	case old != nil:
		return nil, b.part.oldWorkbook()
	case other != nil:
		return nil, b.part.notATable(OtherOffice)
	}
	return nil, b.part.damaged(errNoWorkbook)
}

// readStream does not trust the stream's stated length: it cannot be longer than
// the file that holds it.
func (b xlsBook) readStream(entry *mscfb.File) ([]byte, error) {
	if entry.Size <= 0 || entry.Size > b.part.size {
		return nil, b.part.damaged(errors.New("stream longer than its file"))
	}
	stream := make([]byte, entry.Size)
	if _, err := io.ReadFull(entry, stream); err != nil {
		return nil, b.part.damaged(err)
	}
	return stream, nil
}

func (b xlsBook) rowsOf(offset int) func(context.Context) iter.Seq2[Row, error] {
	return func(ctx context.Context) iter.Seq2[Row, error] {
		return func(yield func(Row, error) bool) {
			stream, err := b.stream()
			if err != nil {
				yield(Row{}, err)
				return
			}
			globals, err := readGlobals(stream, true)
			if err != nil {
				yield(Row{}, b.refuse(err))
				return
			}
			sheet := xlsSheet{globals: globals, stream: stream}
			complete := sheet.index(offset)
			if sheet.yieldRows(ctx, b, yield) && complete != nil {
				yield(Row{}, b.part.damaged(complete))
			}
		}
	}
}

// yieldRows yields row by row; false when the caller has had enough.
func (s *xlsSheet) yieldRows(ctx context.Context, b xlsBook, yield func(Row, error) bool) bool {
	for i, count := 0, 1; i < len(s.cells); count++ {
		if count%checkEvery == 0 && ctx.Err() != nil {
			yield(Row{}, ctx.Err())
			return false
		}
		first := i
		for i < len(s.cells) && s.cells[i].row == s.cells[first].row {
			i++
		}
		row, err := s.row(s.cells[first:i], b)
		if err != nil && !errors.Is(err, ErrBadRow) {
			yield(Row{}, b.part.damaged(err))
			return false
		}
		if (err != nil || len(row.Cells) > 0) && !yield(row, err) {
			return false
		}
	}
	return true
}

// row decodes the cells of one row.
func (s *xlsSheet) row(refs []cellRef, b xlsBook) (Row, error) {
	row := Row{Number: int(refs[0].row) + 1}
	s.decoded = s.decoded[:0]
	for _, ref := range refs {
		if err := s.decode(int(ref.offset)); err != nil {
			return row, err
		}
	}
	row.Cells = s.decoded
	for i, c := range row.Cells {
		switch {
		case i >= b.opts.MaxColumns:
			return Row{Number: row.Number}, b.part.badRow(row.Number, i+1, tooManyFields)
		case len(c.Text) > b.opts.MaxField:
			return Row{Number: row.Number}, b.part.badRow(row.Number, i+1, fieldTooLong)
		}
	}
	return row, nil
}

// u16 and u32 read little-endian numbers; 0 beyond the end of p, so that a record
// cut short yields a wrong cell at worst.
func u16(p []byte, at int) uint16 {
	if at < 0 || at+2 > len(p) {
		return 0
	}
	return binary.LittleEndian.Uint16(p[at:])
}

func u32(p []byte, at int) uint32 {
	if at < 0 || at+4 > len(p) {
		return 0
	}
	return binary.LittleEndian.Uint32(p[at:])
}
