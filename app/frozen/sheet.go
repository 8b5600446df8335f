package frozen

import (
	"encoding/json"
	"fmt"
	"time"

	"auscult/app/report"
)

// Sheet is a page of the review with all its figures, as it is kept. The same figures give the same bytes.
type Sheet struct {
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Headline string    `json:"headline"`
	Subtitle string    `json:"subtitle"`
	Source   string    `json:"source"`
	Columns  []string  `json:"columns"`
	Keys     int       `json:"keys"` // how many columns, from the first, name a row
	Rows     [][]Value `json:"rows"`
	Notes    []string  `json:"notes,omitempty"`
}

// Value is a cell: words, a figure, a day, or nothing.
type Value struct {
	Text   string   `json:"text,omitempty"` // as it is written everywhere
	Number *float64 `json:"number,omitempty"`
	Day    string   `json:"day,omitempty"` // such as 2026-07-01
}

// sheetsOf returns the figures of a review as they are kept.
func sheetsOf(d report.Deck) []Sheet {
	all := make([]Sheet, len(d.Sheets))
	for i, s := range d.Sheets {
		kept := Sheet{s.Name, s.Title, s.Headline, s.Subtitle, s.Source, s.Columns, s.Keys, make([][]Value, len(s.Rows)), s.Notes}
		for j, row := range s.Rows {
			kept.Rows[j] = make([]Value, len(row))
			for k, v := range row {
				kept.Rows[j][k] = valueOf(v)
			}
		}
		all[i] = kept
	}
	return all
}

func valueOf(v report.Value) Value {
	kept := Value{Text: v.Text}
	switch {
	case v.Numeric:
		kept.Number = &v.Number
	case !v.Day.IsZero():
		kept.Day = v.Day.Format(time.DateOnly)
	}
	return kept
}

// write writes figures as they are kept.
func writeSheets(sheets []Sheet) ([]byte, error) {
	b, err := json.Marshal(sheets)
	if err != nil {
		return nil, fmt.Errorf("keep the figures: %w", err)
	}
	return append(b, '\n'), nil
}

func readSheets(content []byte) (sheets []Sheet, err error) {
	if err := json.Unmarshal(content, &sheets); err != nil {
		return nil, fmt.Errorf("read the figures: %w", err)
	}
	return sheets, nil
}
