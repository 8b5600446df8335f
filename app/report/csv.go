package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"auscult/app/chart"
	"auscult/app/language"
)

// mark begins files by which Excel recognises UTF-8.
const mark = "\ufeff"

// writeCSV writes a table per sheet of the workbook, with all digits, the way the Excel of the language opens it in columns
// by a double click.
func writeCSV(ctx context.Context, d Deck, _ chart.Style) ([]File, error) {
	l := language.Language(d.Language)
	var files []File
	for _, s := range d.Sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var b bytes.Buffer
		b.WriteString(mark)
		table := csvFor(&b, l)
		if err := table.WriteAll(s.plain(l)); err != nil {
			return nil, fmt.Errorf("write the table %s: %w", s.Name, err)
		}
		files = append(files, File{s.Name + ".csv", b.Bytes()})
	}
	return files, nil
}

// plain is the sheet's table as words, its header first.
func (s Sheet) plain(l language.Language) [][]string {
	header := make([]string, len(s.Columns))
	for i, name := range s.Columns {
		header[i] = harmless(name)
	}
	rows := [][]string{header}
	for _, row := range s.Rows {
		line := make([]string, len(row))
		for i, v := range row {
			line[i] = v.plain(l)
		}
		rows = append(rows, line)
	}
	return rows
}

// Pasted returns the sheet's table as spreadsheet programs of the language take it from the clipboard: columns separated by
// tabs, with all digits.
func (s Sheet) Pasted(l language.Language) string {
	var b strings.Builder
	table := csv.NewWriter(&b)
	table.Comma = '\t'
	_ = table.WriteAll(s.plain(l)) // a builder takes everything
	return b.String()
}

// csvFor separates columns the way Excel expects it in the language.
func csvFor(w io.Writer, l language.Language) *csv.Writer {
	table := csv.NewWriter(w)
	if l != language.English {
		table.Comma = ';' // the comma is the decimal point there
	}
	return table
}

// plain is a value for a CSV: a figure with all its digits.
func (v Value) plain(l language.Language) string {
	switch {
	case v.Numeric:
		text := strconv.FormatFloat(v.Number, 'g', -1, 64)
		if l != language.English {
			text = strings.Replace(text, ".", ",", 1)
		}
		return text
	case !v.Day.IsZero():
		return v.Day.Format(time.DateOnly)
	}
	return harmless(v.Text)
}
