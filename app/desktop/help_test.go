package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"auscult/app/desktop/pages"
	"auscult/app/language"
)

// Every page has help in every language, of about the same length.
func TestEveryPageHasHelp(t *testing.T) {
	for _, p := range pages.All() {
		english, err := pages.Help(p.ID(), language.English)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, l := range language.All() {
			text, err := pages.Help(p.ID(), l)
			if err != nil {
				t.Error(err)
				continue
			}
			if !strings.HasPrefix(text, "# ") || strings.Count(text, "\n\n") != strings.Count(english, "\n\n") {
				t.Errorf("%s in %s has %d parts, in English %d", p.ID(), l, strings.Count(text, "\n\n"), strings.Count(english, "\n\n"))
			}
		}
	}
}

func TestHelpIsShownAndClosed(t *testing.T) {
	s := withWorkspace(t, language.German)
	s.show("strategy")
	s.showHelp()
	wants(t, s, "Hilfe zu dieser Seite", "Schließen")
	s.showHelp() // while it is open, nothing more
	if n := len(s.window.Canvas().Overlays().List()); n != 1 {
		t.Errorf("%d boxes are open", n)
	}
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if top := s.window.Canvas().Overlays().Top(); top != nil {
		t.Errorf("a box is still open: %T", top)
	}
	var labels []string
	for _, m := range s.window.MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut != nil && strings.Contains(i.Shortcut.ShortcutName(), string(fyne.KeyF1)) {
				labels = append(labels, i.Label)
			}
		}
	}
	if len(labels) != 1 || labels[0] != "Hilfe zu dieser Seite" {
		t.Errorf("F1 stands in the menu at %q", labels)
	}
}
