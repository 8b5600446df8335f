package source

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
)

// maxExcelRow is the last row of an XLSX sheet.
const maxExcelRow = 1 << 20

// sheetRows reads one sheet of an XLSX.
type sheetRows struct {
	workbook *workbook
	part     part // named after the sheet
	path     string
}

func (s sheetRows) rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := s.workbook.load(ctx); err != nil {
			yield(Row{}, s.part.damaged(err))
			return
		}
		x, err := s.workbook.openXML(ctx, s.path)
		if err != nil {
			yield(Row{}, s.part.damaged(err))
			return
		}
		defer x.Close()
		reader := sheetReader{sheetRows: s, x: x}
		for {
			row, err := reader.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil && !errors.Is(err, ErrBadRow) {
				yield(Row{}, s.part.damaged(err))
				return
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// sheetReader holds the state of one reading.
type sheetReader struct {
	sheetRows
	x       *xmlReader
	inData  bool
	number  int
	cells   []Cell
	buf     []byte
	letters int // bytes of text in the current row
	badFrom int // the column that made the current row unreadable; 0 when sound
	flaw    flaw
}

// next gives the next row with a value in it, io.EOF after the last.
func (r *sheetReader) next() (Row, error) {
	for {
		t, err := r.x.token()
		if err != nil {
			// A sheet ends with its closing tag, not where the bytes run out.
			return Row{}, unexpectedEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "sheetData":
				r.inData = true
			case "row":
				if !r.inData {
					continue
				}
				if err := r.row(t); err != nil {
					return Row{}, err
				}
				if r.badFrom > 0 {
					return Row{Number: r.number}, r.part.badRow(r.number, r.badFrom, r.flaw)
				}
				if len(r.cells) > 0 {
					return Row{Number: r.number, Cells: r.cells}, nil
				}
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return Row{}, r.finish()
			}
			if t.Name.Local == "worksheet" {
				return Row{}, io.EOF // a sheet without cells
			}
		}
	}
}

// finish reads what follows the cells, because only at its end does the ZIP tell
// whether its bytes were whole.
func (r *sheetReader) finish() error {
	for {
		if _, err := r.x.token(); err != nil {
			return err
		}
	}
}

func (r *sheetReader) row(start xml.StartElement) error {
	r.number++
	if n := number(attr(start, "r")); n > 0 {
		if n > maxExcelRow {
			return errors.New("row number beyond Excel's last")
		}
		r.number = n
	}
	r.cells, r.letters, r.badFrom = r.cells[:0], 0, 0
	column := 0
	for {
		t, err := r.x.token()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column++
			if named := columnOf(attr(t, "r")); named > 0 {
				column = named
			}
			c, err := r.cell(t)
			if err != nil {
				return err
			}
			r.put(column, c)
		}
	}
}

// put places a cell, filling with blanks what the file leaves out. Blank cells are
// not placed, so that none end up at the end of a row.
func (r *sheetReader) put(column int, c Cell) {
	if c.Kind == Blank || r.badFrom > 0 {
		return
	}
	// One long text may stand in every cell of a row, so that the row is bounded
	// like a record of a CSV, not only its cells.
	r.letters += len(c.Text)
	switch {
	case column > r.workbook.opts.MaxColumns:
		r.badFrom, r.flaw = column, tooManyFields
		return
	case r.letters > fieldsPerRecord*r.workbook.opts.MaxField:
		r.badFrom, r.flaw = column, fieldTooLong
		return
	}
	for len(r.cells) < column {
		r.cells = append(r.cells, Cell{})
	}
	r.cells[column-1] = c
}

// cell reads a <c> up to its end.
func (r *sheetReader) cell(start xml.StartElement) (Cell, error) {
	r.buf = r.buf[:0]
	for {
		t, err := r.x.token()
		if err != nil {
			return Cell{}, unexpectedEnd(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "c" {
				if r.badFrom > 0 {
					return Cell{}, nil // the row is given up, and so is fetching its texts
				}
				return r.value(attr(start, "t"), number(attr(start, "s")), string(r.buf))
			}
		case xml.StartElement:
			maxField := r.workbook.opts.MaxField
			switch t.Name.Local {
			case "v":
				r.buf, err = r.x.text(r.buf[:0], maxField)
			case "is":
				r.buf, err = r.x.richText(r.buf[:0], maxField)
			}
			if err != nil {
				return Cell{}, err
			}
		}
	}
}

// value makes a cell of what its <v> or <is> holds, by its type (ECMA-376 part 1,
// 18.18.11).
func (r *sheetReader) value(kind string, style int, raw string) (Cell, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(raw))
		if err != nil {
			if raw == "" {
				return Cell{}, nil
			}
			return Cell{}, err
		}
		text, err := r.workbook.strings.get(i)
		return textCell(text), err
	case "str", "inlineStr":
		return textCell(unescape(raw)), nil
	case "e":
		return textCell(raw), nil
	case "b":
		return boolCell(isTrue(raw)), nil
	case "d":
		return isoCell(raw), nil
	}
	if raw == "" {
		return Cell{}, nil
	}
	format := noTime
	if style >= 0 && style < len(r.workbook.styles) {
		format = r.workbook.styles[style]
	}
	if format != noTime {
		if f, err := strconv.ParseFloat(raw, 64); err == nil {
			if c, ok := timeCell(f, format, r.workbook.from1904); ok {
				return c, nil
			}
		}
	}
	if plain, ok := plainNumber(raw); ok {
		return Cell{plain, Number}, nil
	}
	return textCell(raw), nil
}

// isoCell reads the dates that the strict form of XLSX spells out.
func isoCell(raw string) Cell {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, strings.TrimSuffix(raw, "Z")); err == nil {
			return Cell{t.Format("2006-01-02T15:04:05"), Date}
		}
	}
	return textCell(raw)
}

func textCell(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{s, Text}
}

func boolCell(b bool) Cell {
	if b {
		return Cell{"TRUE", Bool}
	}
	return Cell{"FALSE", Bool}
}

// number reads a small whole number; -1 when it is none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// columnOf gives the column of a reference such as "AB12"; 0 when there is none,
// a number beyond Excel's last column when the letters say so.
func columnOf(ref string) int {
	column := 0
	for i := 0; i < len(ref) && i < 4; i++ {
		c := ref[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		column = column*26 + int(c-'a') + 1
	}
	return column
}
