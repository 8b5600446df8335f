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

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"auscult/analytics/social"
	"auscult/importer"
)

// exportedOn writes a file that was last changed at noon of the day.
func exportedOn(t *testing.T, day, name, content string) string {
	t.Helper()
	path := write(t, name, content)
	when := utc(day + "T12:00:00Z")
	if err := os.Chtimes(path, when, when); err != nil {
		t.Fatal(err)
	}
	return path
}

// Days without a year get theirs from the order of the rows and the day of the export, in any language seen.
func TestYearsAreInferred(t *testing.T) {
	tests := []struct {
		name, exported string
		days           []string
		want           []string // by hand
	}{
		{"Greek, over the turn of the year", "2026-01-04", []string{"30 Δεκεμβρίου", "31 Δεκεμβρίου", "1 Ιανουαρίου"}, []string{"2025-12-30", "2025-12-31", "2026-01-01"}},
		{"Vietnamese", "2026-08-18", []string{"15 tháng Tám", "16 tháng Tám"}, []string{"2026-08-15", "2026-08-16"}},
		{"English", "2026-08-18", []string{"August 15", "August 16"}, []string{"2026-08-15", "2026-08-16"}},
		{"German", "2026-04-01", []string{"30. März", "31. März"}, []string{"2026-03-30", "2026-03-31"}},
		{"French", "2026-03-05", []string{"28 février", "1er mars", "2 mars"}, []string{"2026-02-28", "2026-03-01", "2026-03-02"}},
		{"newest first", "2026-01-04", []string{"January 2", "January 1", "December 31", "December 30"}, []string{"2026-01-02", "2026-01-01", "2025-12-31", "2025-12-30"}},
		{"two turns", "2026-02-01", []string{"November 5", "March 3", "December 31", "January 1"}, []string{"2024-11-05", "2025-03-03", "2025-12-31", "2026-01-01"}},
		{"exported in January, all of it last year's", "2026-01-02", []string{"December 30", "December 31"}, []string{"2025-12-30", "2025-12-31"}},
		{"a leap day", "2024-03-02", []string{"February 28", "February 29", "March 1"}, []string{"2024-02-28", "2024-02-29", "2024-03-01"}},
		{"one row", "2026-08-18", []string{"August 17"}, []string{"2026-08-17"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			content := "\"Date\",\"Video Views\",\"Profile Views\"\n"
			for _, day := range tt.days {
				content += fmt.Sprintf("%q,\"1\",\"0\"\n", day)
			}
			doc, err := importer.Open(t.Context(), exportedOn(t, tt.exported, "Overview.csv", content), importer.Options{Zone: zurich})
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			reading := doc.Readings[0]
			records, problems := collect(t, reading)
			var got []string
			for _, r := range records {
				got = append(got, r.Figures[0].From.In(zurich).Format(time.DateOnly))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || len(problems) > 0 {
				t.Errorf("refused %v (-want +got)\n%s", problems, diff)
			}
			again, _ := collect(t, reading)
			if diff := cmp.Diff(records, again, compareMetrics); diff != "" {
				t.Errorf("read again (-first +second)\n%s", diff)
			}
			newest := tt.want[len(tt.want)-1][:4]
			if tt.name == "newest first" {
				newest = tt.want[0][:4]
			}
			if diff := cmp.Diff([]importer.Note{{Kind: importer.InferredYears, Column: "Date", Detail: newest}}, reading.Notes); diff != "" {
				t.Errorf("notes (-want +got)\n%s", diff)
			}
		})
	}
}

// A leap day in a year that has none, and what is no day at all, are refused.
func TestDaysThatDoNotExist(t *testing.T) {
	content := "\"Date\",\"Video Views\",\"Profile Views\"\n\"February 27\",\"1\",\"0\"\n\"February 29\",\"1\",\"0\"\n\"February 31\",\"1\",\"0\"\n\"Smarch 3\",\"1\",\"0\"\n"
	_, records, problems := read(t, exportedOn(t, "2026-03-02", "Overview.csv", content))
	if len(records) != 1 || len(problems) != 3 {
		t.Fatalf("%d taken, refused %v", len(records), problems)
	}
	for _, p := range problems {
		if p.Reason != importer.NotADate || p.Column != "Date" {
			t.Errorf("%+v", p)
		}
	}
}

const metaFollows = "sep=,\n\"Instagram follows\"\n\"Date\",\"Primary\"\n\"2026-07-01T00:00:00\",\"3\"\n"

// Meta's daily files do not say whose platform they are of, unless their title or the name of the file does.
func TestPlatformOfTheFile(t *testing.T) {
	reach := strings.Replace(metaFollows, "Instagram follows", "Reach", 1)
	tests := []struct {
		name, file, content string
		told                social.Platform // by the person
		want                social.Platform // empty: it asks
	}{
		{"the title says it", "Follows.csv", metaFollows, "", social.Instagram},
		{"the file's name says it", "Reach_Facebook.csv", reach, "", social.Facebook},
		{"the person says it", "Reach.csv", reach, social.Facebook, social.Facebook},
		{"the person's word goes over the name's", "Instagram-Reach.csv", reach, social.Facebook, social.Facebook},
		{"nobody says it", "Reach.csv", reach, "", ""},
		{"two are named", "Facebook and Instagram.csv", reach, "", ""},
		{"one is named that cannot be", "Reach TikTok.csv", reach, "", ""},
		{"the person says one that cannot be", "Reach.csv", reach, social.TikTok, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := importer.Open(t.Context(), write(t, tt.file, tt.content), importer.Options{Zone: zurich, Platform: tt.told})
			if tt.want == "" {
				var unsaid *importer.UnsaidPlatformError
				if !errors.As(err, &unsaid) || !strings.Contains(err.Error(), "Facebook, Instagram") {
					t.Errorf("error %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			records, _ := collect(t, doc.Readings[0])
			if len(records) != 1 || records[0].Post.Platform != tt.want {
				t.Errorf("%+v", records)
			}
		})
	}
}

func TestTitles(t *testing.T) {
	var unknown *importer.UnknownError
	_, err := importer.Open(t.Context(), write(t, "Instagram.csv", strings.Replace(metaFollows, "Instagram follows", "Messaging conversations", 1)), importer.Options{})
	if !errors.As(err, &unknown) || !strings.Contains(err.Error(), "“Messaging conversations” is none that Auscult keeps") {
		t.Errorf("a figure we do not keep: %v", err)
	}
	// A second figure in the same file must not be taken for more days of the first.
	reading, records, problems := read(t, write(t, "a.csv", metaFollows+"\n"+strings.TrimPrefix(metaFollows, "sep=,\n")))
	want := []importer.Note{{Kind: importer.SecondTable, Detail: "6"}}
	if diff := cmp.Diff(want, reading.Notes); diff != "" || len(records) != 1 || len(problems) > 0 {
		t.Errorf("%d taken, refused %v (-want +got)\n%s", len(records), problems, diff)
	}
}

// Platforms count whole days of theirs: the day written is the day kept, wherever the hospital is.
func TestFiguresKeepTheDayThatIsWritten(t *testing.T) {
	for _, name := range []string{"Pacific/Auckland", "America/Los_Angeles", "Europe/Zurich"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, content := range []string{metaFollows, "Date,Views\n2026-07-01,3\n"} {
			doc, err := importer.Open(t.Context(), write(t, "a.csv", content), importer.Options{Zone: zone})
			if err != nil {
				t.Fatal(err)
			}
			records, _ := collect(t, doc.Readings[0])
			if got := records[0].Figures[0].From.In(zone).Format("2006-01-02 15:04"); got != "2026-07-01 12:00" {
				t.Errorf("%s, %q: %s", name, content, got)
			}
			doc.Close()
		}
	}
}

func TestPageTotalsThatCannotBe(t *testing.T) {
	header := "organisation,platform,from,to,followers_start,posts\n"
	tests := []struct {
		name, row string
		want      importer.Problem
	}{
		{"ends before it begins", "Rival,facebook,2026-07-01,2026-06-30,,1", importer.Problem{Column: "to", Value: "2026-06-30", Reason: importer.EndsBeforeStart}},
		{"no end", "Rival,facebook,2026-07-01,,,1", importer.Problem{Column: "to", Reason: importer.Missing}},
		{"no beginning", "Rival,facebook,,2026-07-01,,1", importer.Problem{Column: "from", Reason: importer.Missing}},
		{"half a post", "Rival,facebook,2026-07-01,2026-07-02,,1.5", importer.Problem{Column: "posts", Value: "1.5", Reason: importer.NotWhole}},
		{"fewer than no followers", "Rival,facebook,2026-07-01,2026-07-02,-4,", importer.Problem{Column: "followers_start", Value: "-4", Reason: importer.Negative}},
		{"no organisation", ",facebook,2026-07-01,2026-07-02,4,", importer.Problem{Column: "organisation", Reason: importer.Missing}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Row = 2
			_, records, problems := read(t, write(t, "totals.csv", header+tt.row+"\n"))
			if diff := cmp.Diff([]importer.Problem{tt.want}, problems); diff != "" || len(records) > 0 {
				t.Errorf("taken %v (-want +got)\n%s", records, diff)
			}
		})
	}
	// A row without any figure says nothing: it is no mistake, and brings nothing.
	if reading, records, problems := read(t, write(t, "totals.csv", header+"Rival,facebook,2026-07-01,2026-07-02,,\n")); reading.Rows+len(records)+len(problems) > 0 {
		t.Errorf("%d rows, taken %v, refused %v", reading.Rows, records, problems)
	}
}

// Tables that are known and of no use are left out with the reason, alone or beside useful ones.
func TestTablesLeftOut(t *testing.T) {
	for name, content := range map[string]string{
		"FollowerGender.csv":         "\"Gender\",\"Distribution\"\n\"Female\",\"0.56\"\n",
		"FollowerTopTerritories.csv": "\"Top territories\",\"Distribution\"\n\"CH\",\"0.56\"\n",
		"FollowerActivity.csv":       "\"Date\",\"Hour\",\"Active followers\"\n\"August 16\",\"0\",\"12\"\n",
		"Audience.csv":               "sep=,\n\"Instagram followers\"\n\"IG_ACCOUNT,FOLLOW,UNIQUE_USERS\"\n\"1629\"\n\n\"Instagram followers by gender and age\"\n\"Age\",\"Women\",\"Men\"\n\"18-24\",\"4.2%\",\"19.1%\"\n",
		"Diagrammdaten.csv":          "Datum,Videos,Videotitel,Aufrufe\n2026-09-12,inv1,A,5\n",
	} {
		_, err := importer.Open(t.Context(), write(t, name, content), importer.Options{})
		var aside *importer.AsideError
		if !errors.As(err, &aside) || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), aside.Aside.Why["en"]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// formatsOf opens a file with several tables and lists what they are, and what was left out.
func formatsOf(t *testing.T, path string) (read, left []string) {
	t.Helper()
	doc, err := importer.Open(t.Context(), path, importer.Options{Zone: zurich})
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	for _, r := range doc.Readings {
		records, problems := collect(t, r)
		read = append(read, fmt.Sprintf("%s %s: %d", r.Format.ID, r.Table[strings.LastIndexAny(r.Table, "/:")+1:], len(records)))
		if len(problems) > 0 {
			t.Errorf("%s: refused %v", r.Table, problems)
		}
	}
	for _, p := range doc.Passed {
		why := "unknown"
		if p.Aside != nil {
			why = p.Aside.Name
		}
		left = append(left, why)
	}
	return read, left
}

// YouTube's ZIP holds three tables of different kinds, TikTok's four.
func TestArchivesOfSeveralKinds(t *testing.T) {
	tests := []struct {
		name       string
		files      []string // name, content …
		read, left []string
	}{
		{
			"Content 2026-09-12_2026-10-01 Invented Hospital.zip",
			[]string{
				"Chart data.csv", "Date,Content,Video title,Video publish time,Duration,Views\n2026-09-12,inv1,A,\"Sep 1, 2026\",61,5\n",
				"Table data.csv", "Content,Video title,Video publish time,Duration,Views\nTotal,,,,5\ninv1,A,\"Sep 1, 2026\",61,5\n",
				"Totals.csv", "Date,Views\n2026-09-12,5\n2026-09-13,0\n",
			},
			[]string{"youtube-studio-content Table data.csv: 1", "youtube-studio-totals Totals.csv: 2"},
			[]string{"YouTube Studio: Chart data"},
		},
		{
			"Followers_2026.zip",
			[]string{
				"FollowerHistory.csv", "\"Date\",\"Followers\",\"Difference in followers from previous day\"\n\"August 16\",\"2924\",\"5\"\n",
				"FollowerGender.csv", "\"Gender\",\"Distribution\"\n\"Female\",\"0.56\"\n",
				"Notes.csv", "a,b\n1,2\n",
			},
			[]string{"tiktok-followers FollowerHistory.csv: 1"},
			[]string{"TikTok Studio: followers by gender", "unknown"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tt.name)
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			z := zip.NewWriter(file)
			for i := 0; i < len(tt.files); i += 2 {
				w, err := z.CreateHeader(&zip.FileHeader{Name: tt.files[i], Modified: exported})
				if err == nil {
					_, err = w.Write([]byte(tt.files[i+1]))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := errors.Join(z.Close(), file.Close()); err != nil {
				t.Fatal(err)
			}
			read, left := formatsOf(t, path)
			if diff := cmp.Diff([][]string{tt.read, tt.left}, [][]string{read, left}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// LinkedIn's workbooks hold sheets of different kinds, below a line that explains them.
func TestWorkbooksOfSeveralKinds(t *testing.T) {
	row := func(cells ...any) []any { return cells }
	tests := []struct {
		name       string
		sheets     []string
		rows       map[string][][]any
		read, left []string
	}{
		{
			"invented-hospital_content_1791452400000.xlsx",
			[]string{"Metrics", "All posts"},
			map[string][][]any{
				"Metrics":   {row("Aggregated engagement metrics"), row("Date", "Impressions (organic)", "Impressions (total)", "Clicks (total)"), row("07/01/2026", 4, 5, 1), row("07/02/2026", 0, 0, 0)},
				"All posts": {row("Engagement per post"), row("Post title", "Post link", "Created date", "Impressions"), row("t", "https://www.linkedin.com/feed/update/urn:li:activity:7123", "07/01/2026", 5)},
			},
			[]string{"linkedin-page-metrics  Metrics: 2", "linkedin-page-content  All posts: 1"},
			nil,
		},
		{
			"invented-hospital_followers_1791452400000.xlsx",
			[]string{"New followers", "Location"},
			map[string][][]any{
				"New followers": {row("Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"), row("07/01/2026", 0, 3, 1, 4)},
				"Location":      {row("Location", "Total followers"), row("Zürich", 400)},
			},
			[]string{"linkedin-followers  New followers: 1"},
			[]string{"LinkedIn: followers by location"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := excelize.NewFile()
			defer book.Close()
			for _, sheet := range tt.sheets {
				if _, err := book.NewSheet(sheet); err != nil {
					t.Fatal(err)
				}
				for i, cells := range tt.rows[sheet] {
					if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &cells); err != nil {
						t.Fatal(err)
					}
				}
			}
			path := filepath.Join(t.TempDir(), tt.name)
			if err := errors.Join(book.DeleteSheet("Sheet1"), book.SaveAs(path)); err != nil {
				t.Fatal(err)
			}
			read, left := formatsOf(t, path)
			if diff := cmp.Diff([][]string{tt.read, tt.left}, [][]string{read, left}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Competitors' followers are dated by the file, and a note says so.
func TestDatedByExport(t *testing.T) {
	reading, records, _ := read(t, exportedOn(t, "2026-09-20", "c.csv", "Page,Total Followers,New Followers,Total post engagements,Total posts\nRival,\"1,200\",3,4,5\n"))
	want := []importer.Record{{
		Row: 2, Organisation: "Rival", Channel: "Rival", Post: social.Post{Platform: social.LinkedIn},
		Followers: []social.FollowerCount{{On: utc("2026-09-20T10:00:00Z"), Followers: 1200}}, // noon in Zurich's summer
	}}
	if diff := cmp.Diff(want, records, compareMetrics); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]importer.Note{{Kind: importer.DatedByExport, Detail: "2026-09-20"}}, reading.Notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A thousand days without a year get theirs in the order of the rows, however many rows are read at the same time. The
// file was written on 1 October 2026, so the last row is the day before and the first one a thousand days earlier.
func TestManyDaysWithoutYear(t *testing.T) {
	const days = 1000
	last := time.Date(2026, time.September, 30, 0, 0, 0, 0, time.UTC)
	var content strings.Builder
	content.WriteString("Date,Video Views,Profile Views,Likes,Comments,Shares\n")
	for i := range days {
		fmt.Fprintf(&content, "%s,%d,1,1,1,1\n", last.AddDate(0, 0, i-days+1).Format("2 January"), i)
	}
	path := write(t, "Overview.csv", content.String())
	written := time.Date(2026, time.October, 1, 12, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, written, written); err != nil {
		t.Fatal(err)
	}
	_, records, problems := read(t, path)
	if len(records) != days || len(problems) > 0 {
		t.Fatalf("%d records, %v", len(records), problems)
	}
	for i, record := range records {
		want := last.AddDate(0, 0, i-days+1).Format(time.DateOnly)
		if got := record.Figures[0].From.In(zurich).Format(time.DateOnly); got != want {
			t.Fatalf("row %d is of %s, want %s", record.Row, got, want)
		}
	}
}
