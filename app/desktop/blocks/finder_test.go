package blocks

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func finder(t *testing.T, house Theme) (*Finder, fyne.Window, *[]string) {
	t.Helper()
	w := window(t, house, container.NewStack(), fyne.NewSize(420, 420))
	got := &[]string{}
	f := NewFinder(FinderOptions{
		Empty: "– not used –", Search: "Type to search", Nothing: "Nothing is called so", Canvas: w.Canvas(),
		OnChanged: func(id string) { *got = append(*got, id) },
	})
	f.Set([]FinderOption{
		{ID: "", Label: "– not used –"},
		{ID: "date", Label: "Date of publication", Note: "needed", Marked: true},
		{ID: "text", Label: "Text", Note: "now “Message”"},
		{ID: "reach", Label: "Reach"},
		{ID: "reactions", Label: "Reactions and likes"},
	}, "text")
	w.SetContent(container.NewVBox(Margin(f.Object())))
	return f, w, got
}

func TestFinderIsUsedByKeyboard(t *testing.T) {
	f, w, got := finder(t, Theme{})
	w.Canvas().Focus(f.button)
	f.button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	entry, ok := w.Canvas().Focused().(*finderEntry)
	if !ok || entry.list.shown[entry.list.at].ID != "text" {
		t.Fatalf("focused is %T", w.Canvas().Focused())
	}
	test.Type(entry, "rea")
	if len(entry.list.shown) != 2 {
		t.Fatalf("“rea” fits %d entries", len(entry.list.shown))
	}
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // there is none further down
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(*got) != 1 || (*got)[0] != "reactions" || f.button.Selected != "Reactions and likes" {
		t.Errorf("chosen %v, label %q", *got, f.button.Selected)
	}
	if w.Canvas().Overlays().Top() != nil || w.Canvas().Focused() != fyne.Focusable(f.button) {
		t.Error("the list is still open, or the focus is lost")
	}
	l := f.open()
	test.Type(l.typed, "zebra")
	l.typed.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	l.typed.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(*got) != 1 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("after nothing was found: chosen %v", *got)
	}
}

func TestFinderFindsByEveryWord(t *testing.T) {
	f, _, _ := finder(t, Theme{})
	for typed, want := range map[string]int{"": 5, "needed": 1, "likes reac": 1, "DATE": 1, "message": 1, "q": 0} {
		if got := len(fitting(f.options, typed)); got != want {
			t.Errorf("%q fits %d entries, want %d", typed, got, want)
		}
	}
}

func TestFinderLooks(t *testing.T) {
	for _, appearance := range []Appearance{Light, Dark, HighContrast} {
		f, w, _ := finder(t, Theme{Appearance: appearance})
		f.open()
		test.AssertRendersToImage(t, "finder_"+string(appearance)+".png", w.Canvas())
	}
}
