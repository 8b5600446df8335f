package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"auscult/app/language"
	"auscult/importer"
)

// WriteRefused writes the refused rows of an import as a table for Excel: row, column, what stands there, what is wrong
// with it and what to do. It separates columns the way Excel expects it in the language, and begins with the mark by
// which Excel recognises UTF-8. Errors are those of w.
func WriteRefused(w io.Writer, problems []importer.Problem, speak *language.Speaker) error {
	if _, err := io.WriteString(w, mark); err != nil {
		return fmt.Errorf("write refused rows: %w", err)
	}
	table := csvFor(w, speak.Language)
	rows := [][]string{{
		speak.T("import.refused.row"), speak.T("import.refused.column"), speak.T("import.refused.value"), speak.T("import.refused.reason"),
	}}
	for _, p := range problems {
		rows = append(rows, []string{strconv.Itoa(p.Row), harmless(p.Column), harmless(p.Value), speak.Reason(p.Reason)})
	}
	if err := table.WriteAll(rows); err != nil {
		return fmt.Errorf("write refused rows: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet program from running what stands in somebody's file as a formula. A number stays one.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}
