package source

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"
)

// checkEvery is after how many rows the context is asked.
const checkEvery = 256

// csvTable is a text whose dialect is known.
type csvTable struct {
	text    text
	dialect dialect
	wrapped bool
	opts    Options
}

// openText opens a text: a CSV, or a feed.
func openText(ctx context.Context, p part, c *census, opts Options) (*Table, error) {
	t := csvTable{text: newText(p, c, opts), opts: opts}
	sample, whole, err := t.sample(ctx)
	if err != nil {
		return nil, p.damaged(err)
	}
	if strings.TrimSpace(string(sample)) == "" && whole {
		return nil, emptyPart(p)
	}
	if isFeed(sample) {
		return openFeed(p, c, opts), nil
	}
	if err := p.refuseMarkup(string(sample)); err != nil {
		return nil, err
	}
	if isBinary(sample) {
		return nil, p.notATable(UnreadableTable)
	}
	t.dialect = detectDialect(sample, whole)
	if !t.dialect.sepLine && isWrapped(sample, t.dialect.eol, whole, opts) {
		t.wrapped, t.dialect.sep = true, ';'
	}
	return &Table{
		Name: p.name, Base: p.base,
		Encoding: t.text.encoding, Separator: rune(t.dialect.sep),
		ModTime: p.modTime, Unwrapped: t.wrapped, Replaced: t.text.replaced(c),
		rows: t.rows,
	}, nil
}

func emptyPart(p part) error {
	e := emptyFile(p.file)
	return p.fail(*e)
}

// sample gives the start of the text and whether that is all of it.
func (t csvTable) sample(ctx context.Context) ([]byte, bool, error) {
	r, err := t.text.open()
	if err != nil {
		return nil, false, err
	}
	defer r.Close()
	buf := make([]byte, headSize)
	n, err := io.ReadFull(contextReader{ctx, r}, buf)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return buf[:n], true, nil
	}
	return buf[:n], false, err
}

// isBinary tells bytes that are no text: more than one in fifty is a control
// character that no export writes.
func isBinary(sample []byte) bool {
	control := 0
	for _, b := range sample {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\v' && b != '\f' && b != 0x1A {
			control++
		}
	}
	return control > 1 && control*50 > len(sample)
}

func (t csvTable) rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r, err := t.text.open()
		if err != nil {
			yield(Row{}, t.text.part.damaged(err))
			return
		}
		defer r.Close()
		s := newRecordScanner(r, t.dialect, t.opts)
		if t.dialect.sepLine {
			if _, _, err := s.next(); err != nil {
				return // nothing but the line "sep="
			}
		}
		var cells []Cell
		var wrapped *wrapping
		if t.wrapped {
			wrapped = newWrapping(t.dialect.eol, t.opts)
		}
		for number := 1; ; number++ {
			if number%checkEvery == 0 && ctx.Err() != nil {
				yield(Row{}, ctx.Err())
				return
			}
			record, flaw, err := s.next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(Row{}, t.text.part.damaged(err))
				return
			case flaw != sound:
				if !yield(Row{Number: number}, t.text.part.badRow(number, s.column, flaw)) {
					return
				}
				continue
			}
			cells = cellsOf(cells[:0], record, s.fields)
			if len(cells) == 1 && cells[0].Text == "\x1a" && s.readErr != nil && s.start == s.end {
				return // the end-of-file mark of DOS
			}
			if wrapped != nil {
				var ok bool
				if cells, ok = wrapped.unwrap(cells); !ok {
					if !yield(Row{Number: number}, t.text.part.badRow(number, 0, strayQuote)) {
						return
					}
					continue
				}
			}
			if !yield(Row{Number: number, Cells: cells}, nil) {
				return
			}
		}
	}
}

// cellsOf makes one string of the record and cuts the cells from it: one
// allocation per row, not per cell.
func cellsOf(cells []Cell, record []byte, fields []span) []Cell {
	if len(fields) == 0 {
		return cells
	}
	whole := string(record[:fields[len(fields)-1].to])
	for _, f := range fields {
		c := Cell{Text: whole[f.from:f.to]}
		if f.doubled {
			c.Text = strings.ReplaceAll(c.Text, `""`, `"`)
		}
		if c.Text != "" {
			c.Kind = Text
		}
		cells = append(cells, c)
	}
	return cells
}

func (p part) badRow(row, column int, f flaw) error {
	e := Error{Row: row, Column: column, Err: ErrBadRow}
	switch f {
	case unclosedQuote:
		e.Problem = UnclosedQuote
	case strayQuote:
		e.Problem = StrayQuote
	case fieldTooLong:
		e.Err = because(ErrBadRow, ErrTooLarge)
		e.Problem = LongCell
	case tooManyFields:
		e.Err = because(ErrBadRow, ErrTooLarge)
		e.Problem = WideRow
	case sound, unfinished:
	}
	return p.fail(e)
}
