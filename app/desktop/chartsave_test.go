package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// ctrl is a key with Ctrl, or with Cmd on a Mac.
func ctrl(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}

// A chart is saved by the keyboard: as what a person chooses, under a name that says what it is.
func TestChartIsSaved(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	chart := firstChart(t, s)
	s.window.Canvas().Focus(chart)
	chart.TypedShortcut(ctrl(fyne.KeyS))
	entries := shownOf[*widget.Entry](s)
	if len(entries) != 2 || entries[0].Text != "2026Q3 forms" {
		t.Fatalf("nobody asks for a name, or another is suggested:\n%s", said(s))
	}
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if entries[0].Text != "026Q3 forms" {
		t.Errorf("the name does not have the keyboard: it is %q", entries[0].Text)
	}
	entries[0].SetText("2026Q3 forms")
	dir := t.TempDir()
	entries[1].SetText(dir)
	formats := shownOf[*widget.RadioGroup](s)[0]
	formats.SetSelected("SVG: a picture that stays sharp at any size")
	test.Tap(button(t, s.window.Canvas(), "Save"))
	path := filepath.Join(dir, "2026Q3 forms.svg")
	picture, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(picture), "Short video earns") {
		t.Fatalf("%d bytes were written, %v", len(picture), err)
	}
	wants(t, s, "Saved: "+path)

	// The next time the same is chosen, and it is said what would be lost.
	chart.TypedShortcut(ctrl(fyne.KeyS))
	if formats := shownOf[*widget.RadioGroup](s)[0]; !strings.HasPrefix(formats.Selected, "SVG") || shownOf[*widget.Entry](s)[1].Text != dir {
		t.Errorf("it is forgotten: %q in %q", formats.Selected, shownOf[*widget.Entry](s)[1].Text)
	}
	wants(t, s, "There is a file 2026Q3 forms.svg already. It will be replaced.")
	shownOf[*widget.Entry](s)[1].SetText(filepath.Join(dir, "nowhere"))
	wants(t, s, "There is no such folder")
	test.Tap(button(t, s.window.Canvas(), "Save"))
	wants(t, s, "2026Q3 forms.svg") // with what went wrong
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// The numbers of a chart and what it says are copied by keys and by the menu.
func TestChartIsCopied(t *testing.T) {
	s := withWorkspace(t, language.German)
	drop(s, writeExport(t))
	s.show("forms")
	chart := firstChart(t, s)
	s.window.Canvas().Focus(chart)
	chart.TypedShortcut(&fyne.ShortcutCopy{})
	lines := strings.Split(strings.TrimSpace(s.app.Clipboard().Content()), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[0], "Plattform\tInhaltsform\t") || !strings.HasPrefix(lines[1], "Instagram\t") {
		t.Errorf("copied are %d lines: %q", len(lines), lines) // photo and short video of ours
	}
	wants(t, s, "Kopiert: 2 Zeilen mit Spaltentiteln, bereit zum Einfügen in Excel.")

	chart.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	menu := shownOf[*widget.PopUpMenu](s)
	if len(menu) != 1 {
		t.Fatalf("the menu key opens %d menus", len(menu))
	}
	items := menu[0].Items
	last := items[len(items)-1].(fyne.Tappable)
	last.Tapped(&fyne.PointEvent{})
	copied := s.app.Clipboard().Content()
	if !strings.Contains(copied, "Kurzvideo") || !strings.Contains(copied, "\nQuelle: ") {
		t.Errorf("copied is %q", copied)
	}
	wants(t, s, "Kopiert: Überschrift, was gezeigt wird, und Quelle.")
	if s.window.Canvas().Overlays().Top() != nil {
		t.Error("the menu stays open")
	}
}

// Every chart of every page has its menu.
func TestEveryChartCanBeSaved(t *testing.T) {
	s := withWorkspace(t, language.French)
	drop(s, writeExport(t))
	for _, page := range []string{"position", "forms", "trends"} {
		s.show(page)
		chart := within[*blocks.Chart](s.content)[0]
		s.window.Canvas().Focus(chart)
		s.app.Clipboard().SetContent("")
		chart.TypedShortcut(&fyne.ShortcutCopy{})
		if s.app.Clipboard().Content() == "" {
			t.Errorf("%s: nothing is copied", page)
		}
		chart.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
		wants(t, s, "Enregistrer sous …", "Copier les chiffres", "Copier le titre et la source")
		s.window.Canvas().Overlays().Top().Hide()
	}
}
