package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// The workbooks in testdata hold invented rows and say so in their first cell.
// They were written by other programs than this one: invented.xlsx by excelize
// (TestMakeFixtures), invented-libreoffice.xlsx and invented.xls by
//
//	soffice --headless --convert-to xls:"MS Excel 97" invented.xlsx
//
// Run `AUSCULT_FIXTURES=1 go test -run MakeFixtures` to write the first anew.

// inventedText is longer than one BIFF8 record (8,224 bytes), so that it goes on
// in a CONTINUE record; it begins with narrow letters and ends with wide ones.
var inventedText = strings.Repeat("Erfundener Text über die Klinik. ", 300) + strings.Repeat("Žofie 🩺 ", 300)

var inventedDay = time.Date(2026, 3, 21, 16, 45, 0, 0, time.UTC)

// inventedRows are what every program's version of the workbook must yield.
var inventedRows = [][]Cell{
	{{"Erfundene Beiträge", Text}},
	{{"Titel", Text}, {"Datum", Text}, {"Zeitpunkt", Text}, {"Dauer", Text}, {"Aufrufe", Text}, {"Quote", Text}, {"Werbung", Text}, {"Summe", Text}, {"Wort", Text}},
	{{"Tag der offenen Tür – Größe", Text}, {"2026-03-21T00:00:00", Date}, {"2026-03-21T16:45:00", Date}, {"0:00:41", Text}, {"1784", Number}, {"0.065", Number}, {"TRUE", Bool}, {"1786", Number}, {"größer", Text}},
	{{inventedText, Text}, {}, {}, {"25:07:09", Text}, {"-12.5", Number}, {"1000000000000", Number}, {"FALSE", Bool}},
	{{"nach einer leeren Zeile", Text}},
}

func inventedWorkbook(t *testing.T) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	style := func(format string) int {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	day, moment, clock, long := style("dd.mm.yyyy"), style(`[$-407]d. mmmm yyyy "um" hh:mm`), style("h:mm:ss"), style("[h]:mm:ss")
	sheet := "All posts"
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", sheet))
	must(f.SetCellValue(sheet, "A1", "Erfundene Beiträge"))
	must(f.SetSheetRow(sheet, "A2", &[]any{"Titel", "Datum", "Zeitpunkt", "Dauer", "Aufrufe", "Quote", "Werbung", "Summe", "Wort"}))
	must(f.SetSheetRow(sheet, "A3", &[]any{"Tag der offenen Tür – Größe", inventedDay.Truncate(24 * time.Hour), inventedDay, 41.0 / 86400, 1784, 0.065, true}))
	must(f.SetCellFormula(sheet, "H3", "E3+2"))
	must(f.SetCellFormula(sheet, "I3", `"größer"`))
	must(f.SetSheetRow(sheet, "A4", &[]any{inventedText, nil, nil, (25*3600 + 7*60 + 9.0) / 86400, -12.5, 1e12, false}))
	must(f.SetCellValue(sheet, "A6", "nach einer leeren Zeile"))
	for cell, id := range map[string]int{"B3": day, "C3": moment, "D3": clock, "D4": long, "K3": day} {
		must(f.SetCellStyle(sheet, cell, cell, id))
	}
	_, err := f.NewSheet("Verborgen")
	must(err)
	must(f.SetSheetRow("Verborgen", "A1", &[]any{"erfunden", 1}))
	must(f.SetSheetVisible("Verborgen", false))
	_, err = f.NewSheet("Leer")
	must(err)
	return f
}

func TestMakeFixtures(t *testing.T) {
	if os.Getenv("AUSCULT_FIXTURES") == "" {
		t.Skip("only on demand")
	}
	if err := inventedWorkbook(t).SaveAs(filepath.Join("testdata", "invented.xlsx")); err != nil {
		t.Fatal(err)
	}
}

// readAll opens path and reads every table, bad rows as "row N: problem".
func readAll(t testing.TB, path string, opts Options) (*File, map[string][]Row, error) {
	t.Helper()
	f, err := Open(t.Context(), path, opts)
	if err != nil {
		return nil, nil, err
	}
	t.Cleanup(func() { f.Close() })
	tables := map[string][]Row{}
	for _, table := range f.Tables {
		rows, err := collect(t, table)
		if err != nil {
			return f, tables, err
		}
		tables[table.Name] = rows
	}
	return f, tables, nil
}

func collect(t testing.TB, table *Table) ([]Row, error) {
	t.Helper()
	var rows []Row
	for row, err := range table.Rows(t.Context()) {
		switch {
		case err != nil && row.Number == 0:
			return rows, err
		case err != nil:
			rows = append(rows, Row{row.Number, []Cell{{"BAD: " + sentences[err.(*Error).Problem].problem, Text}}})
		default:
			rows = append(rows, Row{row.Number, append([]Cell(nil), row.Cells...)})
		}
	}
	return rows, nil
}

// texts shows rows as "1: a|b".
func texts(rows []Row) []string {
	var list []string
	for _, row := range rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		list = append(list, fmt.Sprintf("%d: %s", row.Number, strings.Join(cells, "|")))
	}
	return list
}

func write(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
