package pages

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"auscult/app/desktop/blocks"
	"auscult/app/workspace"
)

// wordsIn returns all words that can be seen.
func wordsIn(root fyne.CanvasObject) string {
	var b strings.Builder
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *blocks.Words:
			b.WriteString(o.Text() + "\n")
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(root)
	return b.String()
}

func TestProgressSaysHowFarEachFileIs(t *testing.T) {
	w := newWatched(t)
	relaid := 0
	p := newImportProgress(w.desk, func() { relaid++ })
	w.desk.Window.SetContent(p.Object())
	p.show(fileStep{File: 0}) // before it has begun nothing happens
	if p.Object().Visible() {
		t.Error("there is nothing to show yet")
	}
	p.begin([]string{"/d/a.csv", "/d/b.csv", "/d/c.csv"})
	says := func(wanted ...string) {
		t.Helper()
		got := wordsIn(p.Object())
		for _, want := range wanted {
			if !strings.Contains(got, want) {
				t.Errorf("it does not say %q but\n%s", want, got)
			}
		}
	}
	says("Importing: 0 of 3 files done", "a.csv", "b.csv", "c.csv", "waiting")
	p.show(fileStep{File: 0})
	says("opening …")
	p.show(fileStep{File: 0, Done: 1500, Rows: 3000})
	says("reading row 1,500 of 3,000")
	done := workspace.TableReport{}
	done.Import.Taken, done.Import.Merged = 2000, 412
	p.show(fileStep{File: 0, Result: &fileResult{FileReport: workspace.FileReport{Tables: []workspace.TableReport{done}}}})
	p.show(fileStep{File: 1, Result: &fileResult{Err: errors.New("no export")}})
	says("Importing: 2 of 3 files done", "done: 2,412 new or updated", "could not be imported", "waiting")
	p.end()
	if p.Object().Visible() || relaid != 1 {
		t.Errorf("after its end it is shown: %v; laid out anew %d times", p.Object().Visible(), relaid)
	}
}
