package desktop

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"auscult/app/language"
)

// redoKeys are the keys that make a change again: Ctrl+Y, on a Mac Shift+Cmd+Z. Those of the other system do so too.
func redoKeys() (menu, other fyne.Shortcut) {
	withShift := &desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	if runtime.GOOS == "darwin" {
		return withShift, &fyne.ShortcutRedo{}
	}
	return &fyne.ShortcutRedo{}, withShift
}

// editMenu takes changes back and makes them again, and names which.
func (s *shell) editMenu() *fyne.Menu {
	menuKeys, otherKeys := redoKeys()
	s.undoItem, s.redoItem = fyne.NewMenuItem("", s.undo), fyne.NewMenuItem("", s.redo)
	s.undoItem.Shortcut, s.redoItem.Shortcut = &fyne.ShortcutUndo{}, menuKeys
	s.window.Canvas().AddShortcut(otherKeys, func(fyne.Shortcut) { s.redo() })
	menu := fyne.NewMenu(s.speak.T("window.menu.edit"), s.undoItem, s.redoItem)
	s.nameHistory()
	return menu
}

// nameHistory says in the menu what would be taken back and made again.
func (s *shell) nameHistory() {
	undoes, redoes := "", ""
	if s.desk != nil {
		undoes, redoes = s.desk.History.Undoes(), s.desk.History.Redoes()
	}
	name := func(item *fyne.MenuItem, id, what string) {
		item.Label, item.Disabled = s.speak.T(id), what == "" // its keys work all the same, where the keyboard writes
		if what != "" {
			item.Label = s.speak.T(id+"_what", language.Args{"What": what})
		}
	}
	name(s.undoItem, "window.menu.undo", undoes)
	name(s.redoItem, "window.menu.redo", redoes)
}

// showHistory brings the menu up to date.
func (s *shell) showHistory() {
	s.nameHistory()
	s.window.MainMenu().Refresh()
}

// writing is what the keyboard writes into: it takes back and makes again what was typed.
type writing interface {
	Undo()
	Redo()
}

// undo takes back what was typed where the keyboard writes, else what was changed last. While a box is open it does nothing
// else: what the box shows must not change under it.
func (s *shell) undo() {
	if w, ok := s.window.Canvas().Focused().(writing); ok {
		w.Undo()
		return
	}
	if s.desk != nil && !s.boxOpen() {
		s.desk.History.Undo()
	}
}

// redo is described at [shell.undo].
func (s *shell) redo() {
	if w, ok := s.window.Canvas().Focused().(writing); ok {
		w.Redo()
		return
	}
	if s.desk != nil && !s.boxOpen() {
		s.desk.History.Redo()
	}
}

// boxOpen reports whether a box waits for an answer.
func (s *shell) boxOpen() bool { return s.window.Canvas().Overlays().Top() != nil }
