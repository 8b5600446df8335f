package report_test

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/report"
)

// number writes a number with all its digits.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// TestChartsHaveTheFiguresOfTheSheets holds that what a chart draws stands in the sheet of its page, digit for digit, and
// that what is written beside its dots is what the sheet shows.
func TestChartsHaveTheFiguresOfTheSheets(t *testing.T) {
	for _, l := range language.All() {
		deck := buildYear(t, l)
		sheets := map[string]map[string][]string{} // as what figures are written, by their digits
		for _, s := range deck.Sheets {
			figures := map[string][]string{}
			for _, row := range s.Rows {
				for _, v := range row {
					if v.Numeric {
						figures[number(v.Number)] = append(figures[number(v.Number)], v.Text)
					}
				}
			}
			sheets[s.Name] = figures
		}
		seen := 0
		for _, s := range deck.Slides {
			name, _, _ := strings.Cut(s.Name, "-")
			if name == "expectation" {
				name = "goals"
			}
			for _, d := range chart.DataOf(s.Figure) {
				for _, series := range d.Series {
					if d.Shape == chart.Stacked || series.Role == chart.Shade || series.Role == chart.Flag { // sums, and what is no figure
						continue
					}
					for i, v := range series.Values {
						if math.IsNaN(v) {
							continue
						}
						seen++
						texts := sheets[name][number(v)]
						if texts == nil {
							t.Errorf("%s %s: %v of %q stands on no sheet", l, s.Name, v, d.Names[i])
						}
						said := func(text string) bool { return strings.Contains(d.Beside[i], text) }
						if d.Beside != nil && series.Role == chart.Ours && !slices.ContainsFunc(texts, said) {
							t.Errorf("%s %s: %q beside %q, the sheet says %q", l, s.Name, d.Beside[i], d.Names[i], texts)
						}
					}
				}
			}
		}
		if seen < 40 {
			t.Errorf("%s: only %d figures were looked at", l, seen)
		}
	}
}

// TestSlidesSayTheFiguresOfTheSheets holds that the figures of the maps, which are pictures everywhere, are written on the
// slide as on the sheet.
func TestSlidesSayTheFiguresOfTheSheets(t *testing.T) {
	for _, l := range language.All() {
		deck := buildYear(t, l)
		pictures := written(t, deck, report.SVG)
		for _, s := range deck.Sheets {
			column, need := map[string]int{"forms": 4, "timing": 3}[s.Name], map[string]bool{"forms": true, "timing": true}[s.Name]
			if !need {
				continue
			}
			var slide string
			for name, content := range pictures {
				if strings.HasSuffix(name, "-"+s.Name+".svg") {
					slide = textOf(t, content)
				}
			}
			if slide == "" {
				t.Fatalf("%s: there is no slide %s", l, s.Name)
			}
			for _, row := range s.Rows {
				if v := row[column]; v.Numeric && !strings.Contains(slide, v.Text) {
					t.Errorf("%s %s: %q is not written on the slide", l, s.Name, v.Text)
				}
			}
		}
	}
}

// textOf is all text of a picture of vectors.
func textOf(t testing.TB, svg []byte) string {
	t.Helper()
	var b strings.Builder
	for d := xml.NewDecoder(strings.NewReader(string(svg))); ; {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
			b.WriteByte('\n')
		}
	}
}

// TestCSV holds that a table has what its sheet has, with all digits, as the Excel of the language reads it.
func TestCSV(t *testing.T) {
	for _, l := range language.All() {
		deck := buildYear(t, l)
		files := written(t, deck, report.CSV)
		if len(files) != len(deck.Sheets) {
			t.Errorf("%s: %d tables for %d sheets", l, len(files), len(deck.Sheets))
		}
		for _, s := range deck.Sheets {
			text, marked := strings.CutPrefix(string(files[s.Name+".csv"]), "\ufeff")
			if !marked {
				t.Errorf("%s %s: Excel would not know it for UTF-8", l, s.Name)
			}
			r := csv.NewReader(strings.NewReader(text))
			if l != language.English {
				r.Comma = ';'
			}
			rows, err := r.ReadAll()
			if err != nil || len(rows) != len(s.Rows)+1 {
				t.Fatalf("%s %s: %d rows, %v", l, s.Name, len(rows), err)
			}
			for i, row := range s.Rows {
				for j, v := range row {
					if v.Numeric && strings.Replace(rows[i+1][j], ",", ".", 1) != number(v.Number) {
						t.Errorf("%s %s: %q for %v", l, s.Name, rows[i+1][j], v.Number)
					}
				}
			}
		}
	}
}

// BenchmarkReview writes a review as a hospital hands it in: PDF, PowerPoint and Excel.
func BenchmarkReview(b *testing.B) {
	deck := buildYear(b, language.English)
	b.ReportMetric(float64(len(deck.Slides)), "slides")
	for b.Loop() {
		formats := []report.Format{report.PDF, report.PowerPoint, report.Excel}
		if _, err := report.Write(context.Background(), b.TempDir(), deck, formats, nil); err != nil {
			b.Fatal(err)
		}
	}
}
