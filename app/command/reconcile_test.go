package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"auscult/app/command"
	"auscult/app/language"
)

// run runs a command line and returns what it prints.
func run(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, told bytes.Buffer
	if code := command.Run(context.Background(), args, command.Options{Out: &out, Err: &told}); code != command.Done {
		t.Fatalf("%v ends with %d: %s", args, code, told.String())
	}
	return out.Bytes()
}

// where says in which column of a sheet a figure of the JSON stands, by their order in the table.
var reconciled = []struct {
	page, list string
	sheet      int            // of the workbook's sheets that are pages, from 0
	columns    map[string]int // of the list's fields
	onSlide    string         // the field that is written on a slide, and the slide; empty: none
	slide      string
}{
	{"position", "criteria", 0, map[string]int{
		"value": 3, "low": 4, "high": 5, "posts": 6, "competitors_median": 7, "competitors_lowest": 8, "competitors_highest": 9, "best_place": 10,
		"worst_place": 11, "places": 12,
	}, "", ""},
	{"trends", "ours", 4, map[string]int{"value": 1, "posts": 2}, "", ""},
	{"forms", "cells", 1, map[string]int{
		"posts": 2, "posts_used": 3, "typical": 4, "typical_low": 5, "typical_high": 6, "own_weight": 9, "engagement": 10,
		"denominator_total": 12, "rate_overall": 13, "rate_low": 14, "rate_high": 15, "posts_boosted": 16, "posts_young": 17, "posts_without_figure": 18,
	}, "typical", "[0-9][0-9]-forms.svg"},
	{"drivers", "effects", 2, map[string]int{"posts": 2, "times_others": 3, "low": 4, "high": 5, "cautious_low": 6, "cautious_high": 7}, "", ""},
	{"timing", "weekdays", 3, map[string]int{"posts": 2, "times_usual": 3, "low": 4, "high": 5}, "", ""},
	{"strategy", "cells", 5, map[string]int{
		"now": 3, "next": 4, "near_best_low": 5, "near_best_high": 6, "hours": 7, "hours_per_post": 8, "last_post_worth": 9, "next_post_worth": 10,
		"typical": 11, "typical_low": 12, "typical_high": 13, "posts": 14,
	}, "next", "[0-9][0-9]-mix-all.svg"},
}

// TestFiguresAreTheSameEverywhere holds that what “show --json” prints of a quarter of the sample, the workbook has digit for
// digit, and a slide as it is written.
func TestFiguresAreTheSameEverywhere(t *testing.T) {
	dir := t.TempDir()
	run(t, "demo", "-o", dir, "--no-window", "--lang", "en")
	w := filepath.Join(dir, "sample.auscult")
	book, err := excelize.OpenFile(filepath.Join(dir, "review", "review.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheets := book.GetSheetList()[2:] // behind the overview and the charts
	for _, r := range reconciled {
		quarter := "2026Q3"
		if r.page == "strategy" {
			quarter = "2026Q4"
		}
		var shown map[string]json.RawMessage
		if err := json.Unmarshal(run(t, "show", r.page, "-w", w, "--quarter", quarter, "--json", "--lang", "en"), &shown); err != nil {
			t.Fatal(err)
		}
		list := entries(t, shown[r.list])
		rows, err := book.GetRows(sheets[r.sheet], excelize.Options{RawCellValue: true})
		if err != nil || len(rows) < 4+len(list) {
			t.Fatalf("%s: %d rows on the sheet %s, %v", r.page, len(rows), sheets[r.sheet], err)
		}
		slide := ""
		if r.slide != "" {
			slide = slideText(t, dir, r.slide)
		}
		speak, compared := language.New(language.English), 0
		for i, entry := range list {
			for field, column := range r.columns {
				v, there := entry[field].(float64)
				if !there {
					continue
				}
				compared++
				got := ""
				if row := rows[4+i]; column < len(row) {
					got = row[column]
				}
				if n, err := strconv.ParseFloat(got, 64); err != nil || math.Abs(n-v) > 1e-13*math.Abs(v) {
					t.Errorf("%s, row %d, %s: %v in JSON, %q on the sheet", r.page, i+1, field, v, got)
				}
				text := speak.Percent(v)
				if r.onSlide == "next" {
					text = speak.Count(int64(v))
				}
				if field == r.onSlide && !strings.Contains(slide, "\n"+text+"\n") && !(r.page == "strategy" && entry["now"] == 0.0 && v == 0) {
					t.Errorf("%s, row %d: %s is not written on the slide", r.page, i+1, text)
				}
			}
		}
		if compared < 15 {
			t.Errorf("%s: only %d figures were compared", r.page, compared)
		}
	}
}

// entries are the rows that a part of the JSON stands for: an entry with what it says of us, and behind it its forms.
func entries(t *testing.T, part json.RawMessage) []map[string]any {
	t.Helper()
	var line struct{ Steps []map[string]any }
	if json.Unmarshal(part, &line) == nil {
		return line.Steps
	}
	var list []map[string]any
	if err := json.Unmarshal(part, &list); err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	add := func(entry map[string]any) {
		growth := entry["criterion"] == "audience" // a factor in JSON, shown as a change
		if ours, known := entry["ours"].(map[string]any); known && !growth {
			maps.Copy(entry, ours)
		}
		if growth {
			entry = map[string]any{"places": entry["places"]}
		}
		all = append(all, entry)
	}
	for _, entry := range list {
		add(entry)
		if forms, nested := entry["forms"].([]any); nested {
			for _, form := range forms {
				add(form.(map[string]any))
			}
		}
	}
	return all
}

// slideText is all text of the slide whose file is called so.
func slideText(t *testing.T, dir, name string) string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "review", name))
	if err != nil || len(paths) != 1 {
		t.Fatalf("slides %v, %v", paths, err)
	}
	svg, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		if text, ok := token.(xml.CharData); ok {
			b.WriteString("\n" + strings.TrimSpace(string(text)) + "\n")
		}
	}
}
