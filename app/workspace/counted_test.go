package workspace_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/app/workspace"
	"auscult/importer"
)

// figuresOf lists what is believed, as "metric first/last: value".
func figuresOf(t *testing.T, w *workspace.Workspace) (all []string) {
	t.Helper()
	figures, err := w.ChannelFigures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		all = append(all, fmt.Sprintf("%s %s/%s: %d", f.Metric, f.From.Format(time.DateOnly), f.To.Format(time.DateOnly), f.Value))
	}
	return all
}

// X revises its last days: of two exports that overlap, the later one is believed, whichever is imported first.
func TestTheLaterExportOfADayWins(t *testing.T) {
	const header = "Date,Impressions,Likes,Create Post\n"
	dir := t.TempDir()
	early := filepath.Join(dir, "early", "account_overview_analytics.csv")
	late := filepath.Join(dir, "late", "account_overview_analytics.csv")
	for path, f := range map[string]struct{ day, rows string }{
		early: {"2026-03-05", "\"Wed, Mar 4, 2026\",70,3,1\n\"Tue, Mar 3, 2026\",100,5,0\n"},
		late:  {"2026-03-07", "\"Thu, Mar 5, 2026\",20,,0\n\"Wed, Mar 4, 2026\",81,,1\n"}, // later, and without likes
	} {
		when, err := time.Parse(time.DateOnly, f.day)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(header+f.rows), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"impressions 2026-03-03/2026-03-03: 100", "impressions 2026-03-04/2026-03-04: 81", "impressions 2026-03-05/2026-03-05: 20",
		"posts 2026-03-03/2026-03-03: 0", "posts 2026-03-04/2026-03-04: 1", "posts 2026-03-05/2026-03-05: 0",
		"reactions 2026-03-03/2026-03-03: 5", "reactions 2026-03-04/2026-03-04: 3", // what the later one leaves out stays
	}
	type counts struct{ rows, taken, merged, unchanged int }
	for _, tt := range []struct {
		name          string
		first, second string
		then          counts
	}{
		{"in order", early, late, counts{2, 1, 1, 0}},
		{"the late one first", late, early, counts{2, 2, 0, 0}}, // its likes are new on both days
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := create(t)
			first := importFile(t, w, tt.first)
			if got := (counts{first.Import.Rows, first.Import.Taken, first.Import.Merged, first.Import.Unchanged}); got != (counts{2, 2, 0, 0}) {
				t.Errorf("the first import: %+v", got)
			}
			alone := figuresOf(t, w)
			second := importFile(t, w, tt.second)
			if got := (counts{second.Import.Rows, second.Import.Taken, second.Import.Merged, second.Import.Unchanged}); got != tt.then {
				t.Errorf("the second import: %+v, want %+v", got, tt.then)
			}
			if diff := cmp.Diff(want, figuresOf(t, w)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if again := importFile(t, w, tt.second); again.Already.IsZero() {
				t.Error("the same file was taken twice")
			}
			if _, err := w.Undo(t.Context(), second.Import.ID); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(alone, figuresOf(t, w)); diff != "" {
				t.Errorf("after the undo (-want +got)\n%s", diff)
			}
		})
	}
}

// A workbook with posts and daily figures becomes two imports, which are undone apart.
func TestTablesOfAFileAreImportsOfTheirOwn(t *testing.T) {
	w := create(t)
	path := filepath.Join("..", "..", "assets", "sample", "exports", "linkedin", "ahornberg-hospital-group_content_1791452400000.xlsx")
	report, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{})
	if err != nil || len(report.Tables) != 2 {
		t.Fatalf("%d imports, %v", len(report.Tables), err)
	}
	if a, b := report.Tables[0].Channels, report.Tables[1].Channels; len(a) != 1 || len(b) != 1 || a[0].ID != b[0].ID {
		t.Errorf("days and posts are of different channels: %v, %v", a, b)
	}
	if report.Tables[0].Reading.Format.ID != "linkedin-page-metrics" {
		t.Fatalf("the first table is %s", report.Tables[0].Reading.Format.ID)
	}
	if _, err := w.Undo(t.Context(), report.Tables[0].Import.ID); err != nil {
		t.Fatal(err)
	}
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) != 124 || len(figuresOf(t, w)) != 0 {
		t.Errorf("%d posts and %d figures are left; %v", len(posts), len(figuresOf(t, w)), err)
	}
}

// A file that does not say which of several channels it is of makes up none; if it was imported before, nobody is asked.
func TestAChannelIsNotMadeUp(t *testing.T) {
	w := create(t)
	day := func(name, views string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("Date,Views\n2026-07-01,"+views+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	known := day("Totals.csv", "5")
	importFile(t, w, known) // the hospital's first channel there
	second := filepath.Join(t.TempDir(), "followers.csv")
	if err := os.WriteFile(second, []byte("channel,platform,date,followers\nSecond,youtube,2026-07-01,9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	importFile(t, w, second)
	var unsaid *workspace.UnsaidChannelError
	_, err := w.ImportFile(t.Context(), day("Totals.csv", "6"), importer.Options{}, workspace.ImportOptions{})
	if !errors.As(err, &unsaid) || len(unsaid.OneOf) != 2 {
		t.Errorf("a new file: %v", err)
	}
	if again := importFile(t, w, known); again.Already.IsZero() {
		t.Error("a file that was imported before was taken anew")
	}
	_, err = w.ImportFile(t.Context(), day("Totals.csv", "6"), importer.Options{}, workspace.ImportOptions{Owner: workspace.Owner{Name: "Rival", Competitor: true}})
	if err != nil {
		t.Errorf("an organisation that is not there yet: %v", err)
	}
	report, err := w.ImportFile(t.Context(), day("Totals.csv", "7"), importer.Options{Channel: "Second"}, workspace.ImportOptions{})
	if err != nil || report.Tables[0].Channels[0].Name != "Second" {
		t.Errorf("the channel is said: %+v, %v", report, err)
	}
}

// A website is one, however many sections its blog has: its figures are never asked for a channel.
func TestAWebsiteIsNotAskedFor(t *testing.T) {
	w := create(t)
	write := func(name, content string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	importFile(t, w, write("blog.csv", "url,published_at,title,section\nhttps://h.example/blog/a,2026-07-01,A,Health\nhttps://h.example/blog/b,2026-07-02,B,Birth\n"))
	report, err := w.ImportFile(t.Context(), write("Pages.csv", "Top pages,Clicks,Impressions,CTR,Position\nhttps://h.example/blog/a,5,90,5.6%,3.1\n"),
		importer.Options{}, workspace.ImportOptions{})
	if err != nil || len(report.Tables) != 1 || report.Tables[0].Import.Taken != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}
