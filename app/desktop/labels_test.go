package desktop

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// menuCells returns the cells of the page that open something and begin with the word, in the order in which they stand.
func menuCells(s *shell, word string) []fyne.Focusable { return menuCellsIn(s.content, word) }

func menuCellsIn(root fyne.CanvasObject, word string) []fyne.Focusable {
	var found []fyne.Focusable
	var walk func(fyne.CanvasObject, fyne.Focusable) bool
	walk = func(o fyne.CanvasObject, in fyne.Focusable) bool {
		if !o.Visible() {
			return false
		}
		var children []fyne.CanvasObject
		switch o := o.(type) {
		case *blocks.Words:
			if in != nil && o.Text() == word {
				found = append(found, in)
			}
			return in != nil // the first words of a cell are the ones that count
		case *fyne.Container:
			children = o.Objects
		case fyne.Widget:
			if f, ok := o.(fyne.Focusable); ok {
				in = f
			}
			children = test.WidgetRenderer(o).Objects()
		}
		for _, child := range children {
			if walk(child, in) && in != nil {
				return true
			}
		}
		return false
	}
	walk(root, nil)
	return found
}

// choose opens a cell's menu by the keyboard and takes its n-th entry, the reason at its top not counted.
func choose(t *testing.T, s *shell, cell fyne.Focusable, n int) {
	t.Helper()
	s.window.Canvas().Focus(cell)
	cell.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	menu, ok := s.window.Canvas().Focused().(*widget.PopUpMenu)
	if !ok {
		t.Fatal("no menu has opened")
	}
	for range n + 1 {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// count returns how many of our posts have the form.
func count(t *testing.T, s *shell, f social.Form) int {
	t.Helper()
	forms, err := s.desk.Reviewer.Forms(t.Context(), review.Question{Forms: []social.Form{f}})
	if err != nil {
		t.Fatal(err)
	}
	return forms.Posts
}

func TestAPostIsCorrectedInTheTable(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	wants(t, s, "Where forms and topics come from", "No post is corrected by hand. You have no rules of your own.")
	chart := firstChart(t, s)
	s.window.Canvas().Focus(chart)
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, s, "Photo on Instagram: 12 posts", "the file says so")
	photos := menuCells(s, "Photo")
	if len(photos) != 12 {
		t.Fatalf("%d cells say Photo, want 12", len(photos))
	}
	choose(t, s, photos[2], 3) // photo, carousel, infographic
	if got := count(t, s, social.Infographic); got != 1 {
		t.Fatalf("%d infographics after the correction", got)
	}
	wants(t, s, "Photo on Instagram: 11 posts", "Corrected: Content form is “Infographic”", "corrected by hand", "One post is corrected by hand.")
	corrected := menuCells(s, "Infographic")
	if len(corrected) != 1 || s.window.Canvas().Focused() != corrected[0] {
		t.Fatalf("%d cells say Infographic; the focus is on %v", len(corrected), s.window.Canvas().Focused())
	}
	choose(t, s, corrected[0], len(social.Forms())+1) // the last entry: as the file says
	if got := count(t, s, social.Infographic); got != 0 {
		t.Errorf("%d infographics after the correction was taken back", got)
	}
	wants(t, s, "the file counts again", "Photo on Instagram: 12 posts")
	test.Tap(button(t, s.window.Canvas(), "Undo")) // takes back that it was taken back
	if got := count(t, s, social.Infographic); got != 1 {
		t.Errorf("%d infographics after Undo", got)
	}
	s.undo() // and that it was corrected, by the menu: the posts stay open
	wants(t, s, "No post is corrected by hand.", "Photo on Instagram: 12 posts")
	s.back()
	if len(menuCells(s, "Photo")) != 0 {
		t.Error("Esc does not close the posts")
	}
}

// On every page whose figures have posts behind them, a correction makes new figures and leaves the posts open.
func TestACorrectionLeavesThePostsOpen(t *testing.T) {
	for _, page := range []string{"forms", "trends", "position"} {
		t.Run(page, func(t *testing.T) {
			s := withWorkspace(t, language.English)
			drop(s, writeExport(t))
			s.show(page)
			follow(t, s, "How was this computed?")
			test.Tap(button(t, s.window.Canvas(), "Show the posts"))
			choose(t, s, menuCells(s, "Short video")[0], 3) // photo, carousel, infographic
			wants(t, s, "Corrected: Content form is “Infographic”", "Post of day 3")
			if len(menuCells(s, "Infographic")) != 1 {
				t.Error("the table does not show the correction")
			}
			s.back()
			if len(menuCells(s, "Short video")) != 0 {
				t.Error("Esc does not close the posts")
			}
		})
	}
}
