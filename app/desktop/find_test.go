package desktop

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"auscult/app/language"
)

// Posts are found while words are typed, and opened; Esc leads back to what was found.
func TestPostsAreFound(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	menu := s.pageMenu().Items
	at := -1
	for i, item := range menu {
		if item.Label == "Find posts …" {
			at = i
		}
	}
	if at < 0 {
		t.Fatal("the menu does not offer to find posts")
	}
	menu[at].Action()
	field := within[*widget.Entry](s.window.Canvas().Overlays().Top())[0]
	wants(t, s, "All words must be there")
	field.SetText("surely-nowhere")
	wants(t, s, "No post has these words.")
	field.SetText("day 11 photo-11")
	wants(t, s, "One post has these words.", "Post of day 11")
	menuCellsIn(s.window.Canvas().Overlays().Top(), "Post of day 11")[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	// Day 11 is the twelfth: 8 + 11 % 4 reactions, a comment and a share, of 1,000 people.
	wants(t, s, "Engagement: 13, 1.30% (people reached)", "Exports it rests on", "posts.csv")
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantsNot(t, s, "Exports it rests on")
	wants(t, s, "One post has these words.")
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantsNot(t, s, "One post has these words.")
}
