package importer_test

import (
	"archive/zip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"

	"auscult/importer"
)

// pages opens a file of website statistics and writes its pages down, one a line: address, period, views, visitors,
// seconds, clicks, impressions; a dash is a figure the file does not hold.
func pages(t *testing.T, path string, opts importer.Options) (*importer.Reading, []string, []importer.Problem) {
	t.Helper()
	opts.Zone = zurich
	doc, err := importer.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	if len(doc.Readings) != 1 {
		t.Fatalf("%d tables of pages", len(doc.Readings))
	}
	records, problems := collect(t, doc.Readings[0])
	var lines []string
	for _, r := range records {
		f := r.Page
		line := f.Page.String()
		if f.KnowsPeriod() {
			line += " " + f.From.In(zurich).Format("2006-01-02 15h") + " " + f.To.In(zurich).Format("2006-01-02 15h")
		}
		for _, v := range []*int64{f.Views, f.Visitors, f.WatchTime, f.Clicks, f.Impressions} {
			if v == nil {
				line += " -"
			} else {
				line += fmt.Sprint(" ", *v)
			}
		}
		lines = append(lines, line)
	}
	return doc.Readings[0], lines, problems
}

func utf16(t *testing.T, text string) string {
	t.Helper()
	encoded, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// The traps that formats.md names: where the period stands, order and number of metrics, the total without a path, BOM
// and NULs, German numbers, several tables in a file, UTF-16. Totals of seconds are multiplied by hand.
func TestWebStatistics(t *testing.T) {
	const third = " 2026-07-01 12h 2026-09-30 12h"
	july := importer.Period{From: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 7, 31, 0, 0, 0, 0, time.UTC)}
	tests := []struct {
		name, file, content string
		period              importer.Period
		format              string
		want                []string
	}{
		{
			"the period on two lines, metrics in another order, users as they used to be called", "x.csv",
			"# ---\n# Pages and screens\n# Start date: 20260701\n# End date: 20260930\n# ---\n\nUsers,Page path,Event count,Views\n3,/a/,9,5\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/a" + third + " 5 3 - - -"},
		},
		{
			"a German interface: names, grouping points, decimal commas", "x.csv",
			"# Startdatum: 20260701\n# Enddatum: 20260930\n\nSeitenpfad und Bildschirmklasse;Aufrufe;Aktive Nutzer;Durchschnittliche Interaktionsdauer pro aktivem Nutzer\n" +
				";12.345;1.001;60,5\n/blog/a;1.234;1.000;12,5\n/blog/b;999;1;7\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/blog/a" + third + " 1234 1000 12500 - -", "/blog/b" + third + " 999 1 7 - -"},
		},
		{
			"a French interface", "x.csv",
			"# Date de début : 20260701\n# Date de fin : 20260930\n\nChemin de la page et classe de l'écran,Vues,Utilisateurs actifs\n/a,\"1 234\",10\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/a" + third + " 1234 10 - - -"},
		},
		{
			"byte order mark and NULs", "x.csv",
			"\ufeff# 20260701-20260930\n\nPage path and screen class,Views\n/course,\x00100\x00\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/course" + third + " 100 - - - -"},
		},
		{
			"the table ends where the next begins", "x.csv",
			"# 20260701-20260930\n\nPage path and screen class,Views\n/a,1\n/b,2\n\n# 20260701-20260930\nCountry,Views\nSwitzerland,3\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/a" + third + " 1 - - - -", "/b" + third + " 2 - - - -"},
		},
		{
			"a chart by day first, whose dates are no period", "x.csv",
			"# Pages and screens\n\nDate,Views\n" + strings.Repeat("20260801,4\n", 92) + "\nPage path and screen class,Views\n/a,1\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/a 1 - - - -"},
		},
		{
			"the period in the file's name", "Pages_2026-07-01_2026-09-30.csv", "Page path,Views\n/a,1\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/a" + third + " 1 - - - -"},
		},
		{
			"one date in the name is that of the export", "Pages-2026-09-30.csv", "Page path,Views\n/a,1\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/a 1 - - - -"},
		},
		{
			"two dates in the wrong order", "Pages_20260930-20260701.csv", "Page path,Views\n/a,1\n",
			importer.Period{},
			"ga4-pages",
			[]string{"/a 1 - - - -"},
		},
		{
			"the person says the period", "x.csv", "Page path,Views\n/a,1\n", july, "ga4-pages",
			[]string{"/a 2026-07-01 12h 2026-07-31 12h 1 - - - -"},
		},
		{
			"the file knows better than the person", "x.csv", "# 20260701-20260930\n\nPage path,Views\n/a,1\n", july, "ga4-pages",
			[]string{"/a" + third + " 1 - - - -"},
		},
		{
			"Matomo in German, tabs and UTF-16", "Export.tsv",
			utf16(t, "Bezeichnung\tEindeutige Seitenansichten\tSeitenansichten\tDurchschn. Zeit auf der Seite\n/blog/größe\t7\t10\t1 min 5s\nAndere\t1\t1\t2s\n"),
			importer.Period{},
			"matomo-pages",
			[]string{"/blog/größe 10 7 650 - -"},
		},
		{
			"Matomo's names without translation, the time as a sum", "x.csv",
			"label,nb_visits,nb_hits,sum_time_spent,avg_time_on_page,url\nblog,7,10,333,99,https://h.example/blog\n",
			importer.Period{},
			"matomo-pages",
			[]string{"h.example/blog 10 7 333 - -"},
		},
		{
			"Search Console in German", "Seiten.csv", "Die häufigsten Seiten,Klicks,Impressionen,CTR,Position\nhttps://h.example/a,\"1.234\",\"20.500\",\"6,02 %\",\"8,4\"\n",
			importer.Period{},
			"search-console-pages",
			[]string{"h.example/a - - - 1234 20500"},
		},
		{
			"Search Console in French", "Pages.csv", "Pages les plus populaires,Clics,Impressions,CTR,Position\nhttps://h.example/a,\"1\u202f234\",227,\"0,00 %\",\"84,6\"\n",
			importer.Period{},
			"search-console-pages",
			[]string{"h.example/a - - - 1234 227"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, got, problems := pages(t, write(t, tt.file, tt.content), importer.Options{Period: tt.period})
			if r.Format.ID != tt.format || fmt.Sprint(got) != fmt.Sprint(tt.want) || len(problems) > 0 || r.Rows != len(tt.want) {
				t.Errorf("%s, %d rows: %q, refused %v; want %q", r.Format.ID, r.Rows, got, problems, tt.want)
			}
			noted := false
			for _, n := range r.Notes {
				noted = noted || n.Kind == importer.UnknownPeriod
			}
			if noted == strings.Contains(tt.want[0], "h 20") {
				t.Errorf("notes %v", r.Notes)
			}
		})
	}
}

// An export is at least as young as the last day that it counts.
func TestWebStatisticsAreAsYoungAsTheirPeriod(t *testing.T) {
	path := write(t, "x.csv", "# 20260701-20260930\n\nPage path,Views\n/a,1\n")
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if r, _, _ := pages(t, path, importer.Options{}); !r.ExportedAt.Equal(utc("2026-09-30T10:00:00Z")) {
		t.Errorf("exported at %v", r.ExportedAt)
	}
}

func TestWebStatisticsRefuseRows(t *testing.T) {
	_, got, problems := pages(t, write(t, "x.csv", "# 20260701-20260930\n\nPage path,Views,Active users,Average engagement time per active user\n"+
		"Sleep well tonight,1,1,1\n/a,-1,1,1\n/b,1.5,1,1\n/c,1,many,1\n/d,1,1,soon\n/e,1,1,-3\n/f,,,\n/g,1,2,1:02:03\n/h,1,2,1:2:3:4\n"), importer.Options{})
	want := []string{"4 not_a_page", "5 negative", "6 not_whole", "7 not_a_number", "8 not_a_time", "9 not_a_time", "12 not_a_time"}
	var refused []string
	for _, p := range problems {
		refused = append(refused, fmt.Sprint(p.Row, " ", p.Reason))
	}
	if fmt.Sprint(refused) != fmt.Sprint(want) {
		t.Errorf("refused %q, want %q", refused, want)
	}
	// 1:02:03 is 3723 seconds, for two visitors 7446.
	if fmt.Sprint(got) != "[/f 2026-07-01 12h 2026-09-30 12h - - - - - /g 2026-07-01 12h 2026-09-30 12h 1 2 7446 - -]" {
		t.Errorf("taken %q", got)
	}
}

// An export by titles cannot be joined with posts: what to do is said.
func TestPagesByTitleAreNamedAsSuch(t *testing.T) {
	path := write(t, "x.csv", "# 20260701-20260930\n\nPage title and screen class,Views,Active users\nSleep,5,3\n")
	_, err := importer.Open(t.Context(), path, importer.Options{})
	var unknown *importer.UnknownError
	if !errors.As(err, &unknown) || unknown.Nearest == nil || unknown.Nearest.ID != "ga4-pages" || !strings.Contains(err.Error(), "Page path and screen class") {
		t.Errorf("%v", err)
	}
}

// The ZIP of Search Console holds a file per tab, of which one is of pages.
func TestSearchConsoleZIP(t *testing.T) {
	path := filepath.Join(t.TempDir(), "https___h.example_-Performance-on-Search-2026-10-01.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, content := range map[string]string{
		"Queries.csv": "Top queries,Clicks,Impressions,CTR,Position\nsleep,40,200,20%,1.5\n",
		"Pages.csv":   "Top pages,Clicks,Impressions,CTR,Position\nhttps://h.example/a,30,300,10%,3\n",
		"Filters.csv": "Filter,Value\nSearch type,Web\nDate,Last 3 months\n",
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	if r, got, _ := pages(t, path, importer.Options{}); fmt.Sprint(got) != "[h.example/a - - - 30 300]" || !strings.HasSuffix(r.Table, "/Pages.csv") {
		t.Errorf("%s: %q", r.Table, got)
	}
}

// Without a header only what the cells hold tells the format: one cell that does not fit, and it is another.
func TestHeaderlessIsStrict(t *testing.T) {
	for name, content := range map[string]string{
		"a number with a fraction": "\"Sleep\",1.5,https://h.example/a\n",
		"no link":                  "\"Sleep\",12,h.example/a\n",
		"a fourth column":          "\"Sleep\",12,https://h.example/a,x\n",
		"a column less":            "\"Sleep\",12\n",
		"one row that is another":  "\"Sleep\",12,https://h.example/a\n\"Heart\",many,https://h.example/b\n",
		"a row of names":           "title,views,link\n\"Sleep\",12,https://h.example/a\n",
	} {
		doc, err := importer.Open(t.Context(), write(t, "x.csv", content), importer.Options{})
		if err == nil {
			t.Errorf("%s: recognised as %s", name, doc.Readings[0].Format.ID)
			doc.Close()
		}
	}
	later := strings.Repeat("\"Sleep\",12,https://h.example/a\n", 12) + "\"Heart\",many,https://h.example/b\n"
	r, got, problems := pages(t, write(t, "x.csv", later), importer.Options{})
	if len(got) != 12 || len(problems) != 1 || problems[0].Row != 13 || problems[0].Column != "views" || r.Rows != 13 {
		t.Errorf("%d pages of %d rows, refused %v", len(got), r.Rows, problems)
	}
}

func TestParsePeriod(t *testing.T) {
	p, err := importer.ParsePeriod("2026-07-01..2026-09-30")
	if err != nil || p.String() != "2026-07-01..2026-09-30" {
		t.Errorf("%v, %v", p, err)
	}
	for _, text := range []string{"", "2026-07-01", "2026-09-30..2026-07-01", "2026-07-01..", "1.7.2026..30.9.2026", "2026-07-01-2026-09-30"} {
		if p, err := importer.ParsePeriod(text); err == nil || !p.IsZero() {
			t.Errorf("%q is %v", text, p)
		}
	}
}
