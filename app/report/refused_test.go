package report_test

import (
	"bytes"
	"testing"

	"auscult/app/language"
	"auscult/app/report"
	"auscult/importer"
)

func TestRefusedRowsForExcel(t *testing.T) {
	problems := []importer.Problem{
		{Row: 3, Column: "date", Value: "31/31/2026", Reason: importer.NotADate},
		{Row: 9, Column: "likes", Value: "-4", Reason: importer.Negative},
		{Row: 12, Column: "likes", Value: `=HYPERLINK("x")`, Reason: importer.NotANumber},
	}
	tests := []struct {
		language language.Language
		want     string
	}{
		{language.English, "\ufeffRow,Column,What stands there,What is wrong and what to do\n" +
			"3,date,31/31/2026,This is not a date written like the others in the column. Write it the same way.\n" +
			"9,likes,-4,A count cannot be below zero. Correct it or leave the cell empty.\n" +
			"12,likes,\"'=HYPERLINK(\"\"x\"\")\",This is not a number. Correct it or leave the cell empty.\n"},
		{language.German, "\ufeffZeile;Spalte;Was dort steht;Was nicht stimmt und was zu tun ist\n"},
	}
	for _, tt := range tests {
		t.Run(string(tt.language), func(t *testing.T) {
			if tt.language != language.English {
				problems = nil
			}
			var b bytes.Buffer
			if err := report.WriteRefused(&b, problems, language.New(tt.language)); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), tt.want)
			}
		})
	}
}
