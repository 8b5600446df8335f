package workspace_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"auscult/app/workspace"
)

// exportOf writes a file with its own header, dated as exported on the day.
func exportOf(t testing.TB, name, day, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	exported, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	return path
}

func counted(r workspace.ImportReport) string {
	return fmt.Sprint(r.Import.Taken, " new ", r.Import.Merged, " updated ", r.Import.Unchanged, " unchanged ", r.Import.Refused, " refused")
}

// pagesOf writes down what is believed of the pages: address, first day, views, visitors, clicks.
func pagesOf(t testing.TB, w *workspace.Workspace) (lines []string) {
	t.Helper()
	figures, err := w.PageFigures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		line := f.Page.String() + " " + f.Title
		if f.KnowsPeriod() {
			line += " " + f.From.Format(time.DateOnly)
		}
		for _, v := range []*int64{f.Views, f.Visitors, f.Clicks} {
			if v == nil {
				line += " -"
			} else {
				line += fmt.Sprint(" ", *v)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestWebPages(t *testing.T) {
	w := create(t)
	const quarter = "# 20260701-20260930\n\n"
	first := importFile(t, w, exportOf(t, "a.csv", "2026-10-01", quarter+"Page path,Page title,Views,Users\n/a,A,10,4\n/b/,B,5,\n/b,The B,2,1\n,,17,5\n"))
	if got, want := counted(first), "2 new 1 updated 0 unchanged 0 refused"; got != want { // the second spelling of /b adds to the first
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := fmt.Sprint(pagesOf(t, w)), "[/a A 2026-07-01 10 4 - /b The B 2026-07-01 7 1 -]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	before := dump(t, w)
	newer := importFile(t, w, exportOf(t, "b.csv", "2026-11-01", quarter+"Page path,Views\n/a,12\n/b,7\n"))
	if got, want := counted(newer), "0 new 1 updated 1 unchanged 0 refused"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// An older export that is imported later changes only what no newer one knows.
	older := importFile(t, w, exportOf(t, "c.csv", "2026-09-30", quarter+"Page path,Views,Users\n/a,9,3\n"))
	if got, want := counted(older), "0 new 0 updated 1 unchanged 0 refused"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	search := importFile(t, w, exportOf(t, "d_2026-07-01_2026-09-30.csv", "2026-10-05", "Top pages,Clicks,Impressions\nhttps://h.example/a,3,90\n"))
	if got, want := counted(search), "1 new 0 updated 0 unchanged 0 refused"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := fmt.Sprint(pagesOf(t, w)), "[/a A 2026-07-01 12 4 - h.example/a  2026-07-01 - - 3 /b The B 2026-07-01 7 1 -]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, r := range []workspace.ImportReport{search, newer, older} {
		if _, err := w.Undo(t.Context(), r.Import.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := dump(t, w); got != before {
		t.Errorf("after the undo:\n%s\nbefore:\n%s", got, before)
	}
	if _, err := w.Undo(t.Context(), first.Import.ID); err != nil {
		t.Fatal(err)
	}
	if got, want := dump(t, w), dump(t, create(t)); got != want {
		t.Errorf("after the last undo:\n%s\nan empty workspace:\n%s", got, want)
	}
}
