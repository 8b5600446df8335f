package report

import (
	"fmt"
	"io"
	"strconv"

	"auscult/analytics/consent"
	"auscult/app/language"
	"auscult/app/review"
)

// WriteConsents writes the consent register as a table for Excel, one row for each consent: its fields, what it is worth on
// the register's day and how many posts stand under it. Errors are those of w.
func WriteConsents(w io.Writer, g review.ConsentRegister, speak *language.Speaker) error {
	if _, err := io.WriteString(w, mark); err != nil {
		return fmt.Errorf("write the consent register: %w", err)
	}
	table := csvFor(w, speak.Language)
	header := []string{speak.T("page_consents.column_state")}
	for _, name := range consent.FieldNames() {
		header = append(header, review.ConsentField(speak, name))
	}
	rows := [][]string{append(header, speak.T("page_consents.column_posts"), speak.T("page_consents.take_down"))}
	for _, e := range g.Entries {
		row := []string{e.StateSentence(speak, g.Day)}
		for _, f := range e.Fields() {
			row = append(row, harmless(f.Value))
		}
		down := 0
		for _, p := range e.Posts {
			if p.TakeDown {
				down++
			}
		}
		rows = append(rows, append(row, strconv.Itoa(len(e.Posts)), strconv.Itoa(down)))
	}
	if err := table.WriteAll(rows); err != nil {
		return fmt.Errorf("write the consent register: %w", err)
	}
	return nil
}
