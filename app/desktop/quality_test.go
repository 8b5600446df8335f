package desktop

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// writeGap writes an export of ours on LinkedIn, a post every third day, from which the second quarter of 2026 is missing.
func writeGap(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("organisation;channel;platform;published_at;url;text;form;impressions;reactions;comments;followers_at_post\n")
	for at := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC); at.Year() == 2026 && at.Month() < time.October; at = at.AddDate(0, 0, 3) {
		if q2 := at.Month() >= time.April && at.Month() <= time.June; q2 {
			continue
		}
		day := at.Format(time.DateOnly)
		fmt.Fprintf(&b, "Seaview Hospital;Seaview;linkedin;%s;https://www.example.org/%s;Post of %s;text;900;4;1;800\n", day, day, day)
	}
	path := filepath.Join(t.TempDir(), "linkedin.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := time.Date(2026, time.October, 8, 9, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	return path
}

// seen returns what can be seen of a kind, whatever it stands in.
func seen[T fyne.CanvasObject](root fyne.CanvasObject) []T {
	var found []T
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		if wanted, ok := o.(T); ok {
			found = append(found, wanted)
			return
		}
		var inner []fyne.CanvasObject
		switch o := o.(type) {
		case *fyne.Container:
			inner = o.Objects
		case fyne.Widget:
			inner = test.WidgetRenderer(o).Objects()
		}
		for _, child := range inner {
			walk(child)
		}
	}
	walk(root)
	return found
}

func TestDataQualityIsASecondViewOfTheImportPage(t *testing.T) {
	s := withWorkspace(t, language.English)
	if strings.Contains(said(s), "Data quality") {
		t.Error("the quality of no data can be looked at")
	}
	drop(s, writeGap(t))
	wants(t, s, "One thing in the data needs a look", "Look at the data", "Data quality (1)", "Figures of", "8 October 2026")
	test.Tap(button(t, s.window.Canvas(), "Look at the data"))
	// 1 January and every third day after it: the last in March is the 29th, the first in July the 3rd.
	wants(t, s, "Posts are missing in between", "Seaview on LinkedIn",
		"No posts from 30 March 2026 to 2 July 2026 (95 days), though posts come before and after.",
		"60 posts of one channel", "Posts per channel and month", "How far the data reach")
	if strings.Contains(said(s), "What has been imported") {
		t.Error("both views are shown")
	}
	charts := seen[*blocks.Chart](s.content)
	if len(charts) != 1 || len(charts[0].Picture().Marks) != 9 { // January to September
		t.Fatalf("%d charts", len(charts))
	}
	s.window.Canvas().Focus(charts[0])
	charts[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, s, "11 posts", "Post of 2026-01-31")
	s.window.Canvas().Unfocus()
	s.back()
	if strings.Contains(said(s), "Post of 2026-01-31") {
		t.Error("Esc does not close the posts")
	}
	s.back()
	wants(t, s, "What has been imported")
}

func TestDataQualityInEveryLanguage(t *testing.T) {
	for l, want := range map[language.Language]string{
		language.German: "Datenqualität (1)", language.French: "Qualité des données (1)",
	} {
		s := withWorkspace(t, l)
		drop(s, writeGap(t))
		test.Tap(button(t, s.window.Canvas(), want))
		wants(t, s, s.speak.T("quality.title.gap"), s.speak.T("quality.reach.title"))
	}
}

func TestAFolderCanBeWatched(t *testing.T) {
	s := withWorkspace(t, language.English)
	wants(t, s, "New exports can be imported by themselves", "Choose a folder to watch …")
}

func TestRefusedRowsCanBeSaved(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	test.Tap(button(t, s.window.Canvas(), "Save as a table …"))
	top := s.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nothing asks where to")
	}
	names := seen[*widget.Entry](top)
	if len(names) != 1 || names[0].Text != "posts – refused rows.csv" {
		t.Errorf("the table is not called as it should be: %v", names)
	}
}
