package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"auscult/app/language"
)

// The table of posts is sorted by the keyboard and filtered, and is looked at the same way the next time.
func TestPostsAreSortedAndFiltered(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	open := func() {
		s.show("forms")
		follow(t, s, "How was this computed?")
		test.Tap(button(t, s.window.Canvas(), "Show the posts"))
	}
	// shown returns what the rows shown say.
	shown := func() string {
		_, rows, _ := strings.Cut(said(s), "Promotional\n")
		return rows
	}
	open()
	titles := menuCells(s, "Engagement")
	if len(titles) != 1 {
		t.Fatalf("%d titles", len(titles))
	}
	s.window.Canvas().Focus(titles[0])
	titles[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, s, "▼ Engagement")
	// Of the videos the most have 52 reactions, a comment and a share; of the photos the least 8, one and one.
	if rows := shown(); !strings.Contains(rows, "\n54\n") || strings.Contains(rows, "\n10\n") {
		t.Errorf("by most engagement the posts are\n%s", rows)
	}
	titles[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, s, "▲ Engagement")
	if rows := shown(); !strings.Contains(rows, "\n10\n") || strings.Contains(rows, "\n54\n") {
		t.Errorf("by least engagement the posts are\n%s", rows)
	}

	fields := within[typed](s.content)
	if len(fields) != 1 {
		t.Fatalf("%d fields to filter 24 posts", len(fields))
	}
	test.Type(fields[0], "SEPTémber photo") // every sixth day from 3 July on: the 1st and the 7th
	wants(t, s, "2 of 24 rows", "1 September 2026", "7 September 2026")
	if strings.Contains(shown(), "August") {
		t.Errorf("another month is shown:\n%s", shown())
	}

	s.window.Canvas().Focus(nil)
	s.show("trends")
	open()
	wants(t, s, "▲ Engagement", "Show 12 more")
	if rows := shown(); !strings.Contains(rows, "\n10\n") {
		t.Errorf("the next time the posts are\n%s", rows)
	}
}

// typed is a field to type into.
type typed interface {
	fyne.CanvasObject
	fyne.Focusable
	SetPlaceHolder(string)
	SelectedText() string
}
