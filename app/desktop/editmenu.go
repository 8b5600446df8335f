package desktop

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"auscult/app/language"
)

// redoKeys are the keys that make a change again: Shift+Cmd+Z on a Mac, else Ctrl+Y, and beside it Shift+Ctrl+Z.
func redoKeys() (menu, beside fyne.Shortcut) {
	withShift := &desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	if runtime.GOOS == "darwin" {
		return withShift, nil
	}
	return &fyne.ShortcutRedo{}, withShift
}

// editMenu takes changes back and makes them again, and names which.
func (s *shell) editMenu() *fyne.Menu {
	menuKeys, beside := redoKeys()
	s.undoItem, s.redoItem = fyne.NewMenuItem("", s.undo), fyne.NewMenuItem("", s.redo)
	s.undoItem.Shortcut, s.redoItem.Shortcut = &fyne.ShortcutUndo{}, menuKeys
	if beside != nil {
		s.window.Canvas().AddShortcut(beside, func(fyne.Shortcut) { s.redo() })
	}
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
	name := func(item *fyne.MenuItem, id, named, what string) {
		item.Label, item.Disabled = s.speak.T(id), what == "" // its keys work all the same, where the keyboard writes
		if what != "" {
			item.Label = s.speak.T(named, language.Args{"What": what})
		}
	}
	name(s.undoItem, "window.menu.undo", "window.menu.undo_what", undoes)
	name(s.redoItem, "window.menu.redo", "window.menu.redo_what", redoes)
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

// undo takes back what was typed where the keyboard writes, else what was changed last.
func (s *shell) undo() {
	if w, ok := s.window.Canvas().Focused().(writing); ok {
		w.Undo()
	} else if !s.toBox(&fyne.ShortcutUndo{}) && s.desk != nil {
		s.desk.History.Undo()
	}
}

// redo is described at [shell.undo].
func (s *shell) redo() {
	if w, ok := s.window.Canvas().Focused().(writing); ok {
		w.Redo()
	} else if !s.toBox(&fyne.ShortcutRedo{}) && s.desk != nil {
		s.desk.History.Redo()
	}
}

// toBox gives keys to the box that waits for an answer, for the field that is written in there, and reports whether there is one:
// what a box shows must not change under it.
func (s *shell) toBox(keys fyne.Shortcut) bool {
	if !s.boxOpen() {
		return false
	}
	if f, ok := s.window.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(keys)
	}
	return true
}

// boxOpen reports whether a box waits for an answer.
func (s *shell) boxOpen() bool { return s.window.Canvas().Overlays().Top() != nil }
