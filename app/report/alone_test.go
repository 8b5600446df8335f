package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// allCharts are the charts of the pages, of the latest quarter.
func allCharts(t *testing.T, w *workspace.Workspace) (*review.Reviewer, []report.Chart) {
	t.Helper()
	ctx := t.Context()
	r := review.New(w)
	q := review.Question{Quarter: lastQuarter(t, r)}
	forms, err := r.Forms(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	timing, err := r.Timing(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	drivers, err := r.Drivers(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	position, err := r.Position(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	trends, err := r.Trends(ctx, review.TrendsQuestion{Question: q})
	if err != nil {
		t.Fatal(err)
	}
	mix, err := r.Strategy(ctx, review.StrategyQuestion{Quarter: q.Quarter.Next()})
	if err != nil {
		t.Fatal(err)
	}
	quality, err := r.Quality(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	return r, []report.Chart{
		report.FormsChart(forms), report.PlatformChart(forms, social.Facebook), report.TimingChart(timing),
		report.DriversChart(drivers, drivers.Group()), report.PositionChart(position), report.PositionFormsChart(position),
		report.TrendsChart(trends), report.MixChart(mix), report.HoursChart(mix), report.ExpectationChart(mix),
		report.CoverageChart(quality, chart.CoverageOptions{}),
	}
}

// A chart by itself says whose it is, what it says and where it is from, and its file has a name that says so too.
func TestChartsAlone(t *testing.T) {
	r, charts := allCharts(t, workspaceOf(t, yearRows(), invented))
	speak := language.New(language.English)
	var names []string
	for _, c := range charts {
		deck, err := report.BuildChart(t.Context(), r, c, speak)
		if err != nil {
			t.Fatal(err)
		}
		if len(deck.Slides) != 1 || len(deck.Sheets) != 1 || deck.Author != "Spital Übermut" {
			t.Fatalf("%s: %d slides, %d sheets, of %q", c.FileName(), len(deck.Slides), len(deck.Sheets), deck.Author)
		}
		slide := deck.Slides[0]
		if c.FileName() != "2026Q3 "+slide.Name {
			t.Errorf("%q is the file of %q", c.FileName(), slide.Name)
		}
		if lines := strings.Split(slide.Finding(), "\n"); slide.Figure == nil || len(lines) < 3 || !strings.Contains(lines[len(lines)-1], "invented") {
			t.Errorf("%s does not say what it is: %q", c.FileName(), slide.Finding())
		}
		if len(deck.Sheets[0].Rows) == 0 {
			if !strings.Contains(slide.Name, "position") { // there is no competitor
				t.Errorf("%s has no numbers", c.FileName())
			}
		}
		names = append(names, slide.Name)
	}
	slices.Sort(names)
	if len(slices.Compact(names)) != len(charts) {
		t.Errorf("charts share a name: %v", names)
	}
}

// The chart by itself is the slide of the review: the same words and the same figures.
func TestAChartAloneIsTheSlideOfTheReview(t *testing.T) {
	w := workspaceOf(t, yearRows(), invented)
	r, charts := allCharts(t, w)
	speak := language.New(language.German)
	review, err := report.Build(t.Context(), r, review.Question{Quarter: lastQuarter(t, r)}, speak, nil)
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, c := range charts {
		alone, err := report.BuildChart(t.Context(), r, c, speak)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range review.Slides {
			if a := alone.Slides[0]; s.Name == a.Name && !strings.HasPrefix(s.Name, "mix") && s.Name != "expectation" { // these know how sure they are
				compared++
				if s.Finding() != a.Finding() || s.Figure.Describe() != a.Figure.Describe() || !slices.Equal(s.Lines, a.Lines) {
					t.Errorf("%s by itself says\n%s\nin the review\n%s", s.Name, a.Finding(), s.Finding())
				}
			}
		}
	}
	if compared < 4 {
		t.Errorf("only %d charts were compared", compared)
	}
}

func TestWriteFile(t *testing.T) {
	r, charts := allCharts(t, workspaceOf(t, yearRows(), invented))
	deck, err := report.BuildChart(t.Context(), r, charts[0], language.New(language.German))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	content := map[report.Format][]byte{}
	for _, f := range report.Formats() {
		path := filepath.Join(dir, "2026Q3 forms."+string(f))
		if err := os.WriteFile(path, []byte("an older file"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := report.WriteFile(t.Context(), path, deck, f); err != nil {
			t.Fatal(err)
		}
		if content[f], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if config, err := png.DecodeConfig(bytes.NewReader(content[report.PNG])); err != nil || config.Width != 1920 || config.Height != 1080 {
		t.Errorf("picture %+v, %v", config, err)
	}
	if n := bytes.Count(content[report.PDF], []byte("/Type /Page\n")); n != 1 {
		t.Errorf("the PDF has %d pages", n)
	}
	for _, want := range []string{deck.Slides[0].Headline, "Spital Übermut · "} {
		if !bytes.Contains(content[report.SVG], []byte(want)) {
			t.Errorf("the SVG lacks %q", want)
		}
	}
	table := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content[report.CSV]), "\ufeff")))
	table.Comma = ';'
	rows, err := table.ReadAll()
	if err != nil || len(rows) != 1+len(deck.Sheets[0].Rows) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(content[report.Excel]))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if at := slices.Index(book.GetSheetList(), "Formen"); at < 0 {
		t.Errorf("the workbook has the sheets %v", book.GetSheetList())
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(report.Formats()) {
		t.Errorf("%d files in the folder, %v", len(entries), err)
	}
}

// What cannot be drawn to its end leaves the older file as it is.
func TestWriteFileRefuses(t *testing.T) {
	r, charts := allCharts(t, workspaceOf(t, yearRows(), invented))
	deck, err := report.BuildChart(t.Context(), r, charts[0], language.New(language.English))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forms.png")
	if err := os.WriteFile(path, []byte("an older file"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := report.WriteFile(ctx, path, deck, report.PNG); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := report.WriteFile(t.Context(), path, deck, "papyrus"); err == nil {
		t.Error("papyrus is a format")
	}
	two := deck
	two.Slides = append(slices.Clone(deck.Slides), deck.Slides...)
	if err := report.WriteFile(t.Context(), path, two, report.PNG); err == nil {
		t.Error("two slides make one file")
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != "an older file" {
		t.Errorf("the older file holds %q, %v", kept, err)
	}
	if err := report.WriteFile(t.Context(), filepath.Join(path, "under a file.png"), deck, report.PNG); err == nil {
		t.Error("a file lies within a file")
	}
}

// The numbers go through the clipboard as Excel takes them: tabs between columns, a decimal comma in German, and nothing
// that runs.
func TestPasted(t *testing.T) {
	s := report.Sheet{Columns: []string{"Form", "Rate"}, Rows: [][]report.Value{
		{{Text: "Foto\tund Text"}, {Text: "2,9 %", Number: 0.0292, Numeric: true}},
		{{Text: "=1+1"}, {}},
	}}
	if got, want := s.Pasted(language.German), "Form\tRate\n\"Foto\tund Text\"\t0,0292\n'=1+1\t\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := s.Pasted(language.English); !strings.Contains(got, "\t0.0292\n") {
		t.Errorf("in English %q", got)
	}
}

// What a person has written of an event is masked before it leaves the program, with one chart as with the whole review.
func TestEventsOfAChartAreMasked(t *testing.T) {
	w := workspaceOf(t, yearRows(), invented)
	const told = "Dank an erika@example.org" // an address of nobody, RFC 2606
	day := time.Date(2026, 8, 3, 0, 0, 0, 0, time.UTC)
	if _, err := w.SetAnnotation(t.Context(), social.Annotation{On: day, Text: told}, day); err != nil {
		t.Fatal(err)
	}
	r := review.New(w)
	trends, err := r.Trends(t.Context(), review.TrendsQuestion{Question: review.Question{Quarter: lastQuarter(t, r)}})
	if err != nil || len(trends.Events) == 0 {
		t.Fatalf("%d events, %v", len(trends.Events), err)
	}
	deck, err := report.BuildChart(t.Context(), r, report.TrendsChart(trends), language.New(language.German))
	if err != nil {
		t.Fatal(err)
	}
	words := deck.Slides[0].Figure.Describe() + strings.Join(deck.Sheets[0].Notes, "\n")
	if strings.Contains(words, "erika@") || !strings.Contains(words, "Dank an") {
		t.Errorf("the chart says %q", words)
	}
	if trends.Events[0].Text != told {
		t.Errorf("the page says %q", trends.Events[0].Text)
	}
}

func TestOnly(t *testing.T) {
	deck := build(t, language.English)
	few, err := deck.Only("timing", "forms")
	if err != nil || !slices.Equal(few.Names(), []string{"forms", "timing"}) {
		t.Errorf("%v, %v", few.Names(), err)
	}
	if _, err := deck.Only("forms", "papyrus"); err == nil || !strings.Contains(err.Error(), `"papyrus"`) || !strings.Contains(err.Error(), "forms-instagram") {
		t.Errorf("a slide there is not: %v", err)
	}
}

// Of many channels a picture shows as many as can be read, and says so; the numbers are of all.
func TestCoverageOfManyChannels(t *testing.T) {
	var rows strings.Builder
	for i := range 60 {
		fmt.Fprintf(&rows, "Clinic %02d;facebook;2026-07-02;https://x.example/%d;invented;photo;100;1;1;0\n", i, i)
	}
	r := review.New(workspaceOf(t, rows.String(), invented))
	q, err := r.Quality(t.Context(), review.Question{})
	if err != nil || len(q.Report.Channels) != 60 {
		t.Fatalf("%d channels, %v", len(q.Report.Channels), err)
	}
	deck, err := report.BuildChart(t.Context(), r, report.CoverageChart(q, chart.CoverageOptions{}), language.New(language.English))
	if err != nil {
		t.Fatal(err)
	}
	// Each has a row and its organisation's: 82 + 26 · 2 · 20 = 1122 is the most below 1150.
	if s := deck.Slides[0]; !slices.Equal(s.Lines, []string{"First 20 channels"}) {
		t.Errorf("the slide says %q", s.Lines)
	}
	if n := len(deck.Sheets[0].Rows); n < 60 {
		t.Errorf("the sheet has %d rows", n)
	}
}
