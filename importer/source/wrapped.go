package source

import "strings"

// In countries where the semicolon separates, Excel opens a CSV with commas as one
// column, and saves each row as one cell: `"Post ID,""Account ID"",Reach"`. Semicolons
// within the texts cut that cell in several. Both can be undone.

// wrapping is how the rows of such a file are taken out of their cells.
type wrapping struct{ inner *recordScanner }

const (
	wrappedSample  = 50 // records that are looked at
	wrappedColumns = 3  // a header has at least so many
)

// isWrapped looks at the start of a text, of which whole says that it is all.
func isWrapped(sample []byte, eol byte, whole bool, opts Options) bool {
	outer := &recordScanner{sep: ';', eol: eol, maxField: opts.MaxField, maxColumns: opts.MaxColumns}
	w := newWrapping(eol, opts)
	columns, fit, records := 0, 0, 0
	for i := 0; i < len(sample) && records < wrappedSample; records++ {
		n, f := outer.scan(sample[i:], whole)
		if f != sound {
			break
		}
		record := strings.TrimRight(string(sample[i:i+n]), "\r\n")
		i += n
		if record == "" {
			records--
			continue
		}
		inside, quoted := strings.CutPrefix(record, `"`)
		inside, closed := strings.CutSuffix(inside, `"`)
		alone := quoted && closed && len(outer.fields) == 1 && !strings.Contains(strings.ReplaceAll(inside, `""`, ""), `"`)
		if records == 0 && !alone {
			return false
		}
		if cells, ok := w.unwrap([]Cell{{Text: strings.ReplaceAll(inside, `""`, `"`)}}); alone && ok {
			if records == 0 {
				columns = len(cells)
			}
			if len(cells) == columns {
				fit++
			}
		}
	}
	return columns >= wrappedColumns && fit >= 2 && fit*2 >= records
}

func newWrapping(eol byte, opts Options) *wrapping {
	return &wrapping{&recordScanner{sep: ',', eol: eol, maxField: opts.MaxField, maxColumns: opts.MaxColumns}}
}

// unwrap gives the cells of the row that the cells of the file hold. ok is false when
// they hold no single row.
func (w *wrapping) unwrap(cells []Cell) (row []Cell, ok bool) {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.Text
	}
	record := []byte(strings.Join(texts, ";"))
	if len(record) == 0 {
		return nil, true
	}
	n, f := w.inner.scan(record, true)
	if f != sound || n < len(record) {
		return nil, false
	}
	return cellsOf(nil, record, w.inner.fields), true
}
