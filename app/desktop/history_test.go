package desktop

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/workspace"
)

// offers checks what the menu offers to take back and to make again.
func offers(t *testing.T, s *shell, undo, redo string) {
	t.Helper()
	if s.undoItem.Label != undo || s.redoItem.Label != redo {
		t.Errorf("the menu offers %q and %q, want %q and %q", s.undoItem.Label, s.redoItem.Label, undo, redo)
	}
}

func settingsOf(t *testing.T, s *shell) workspace.Settings {
	t.Helper()
	set, err := s.desk.Workspace.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Changes of different kinds are taken back in their order, named in the menu, and made again; every page follows.
func TestUndoAndRedo(t *testing.T) {
	s := withWorkspace(t, language.English)
	offers(t, s, "Undo", "Redo")
	s.undo() // nothing
	drop(s, writeExport(t))
	offers(t, s, "Undo", "Redo") // an import has an undo of its own
	set := settingsOf(t, s)
	set.Hospital = "Seaview Clinic"
	pages.ChangeSettings(s.desk, set)
	if s.window.Title() != "Auscult – Seaview Clinic" {
		t.Errorf("the window is called %s", s.window.Title())
	}
	offers(t, s, "Undo: settings of the hospital", "Redo")

	s.show("trends")
	test.Tap(button(t, s.window.Canvas(), "Add event"))
	form := s.window.Canvas().Overlays().Top()
	within[*widget.Entry](form)[1].SetText("New ward opened")
	test.Tap(button(t, s.window.Canvas(), "Save"))
	wants(t, s, "New ward opened")
	offers(t, s, "Undo: event", "Redo")

	s.undo()
	if all, err := s.desk.Workspace.Annotations(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("events %v, %v", all, err)
	}
	offers(t, s, "Undo: settings of the hospital", "Redo: event")
	s.undo()
	if got := settingsOf(t, s).Hospital; got != "Seaview Hospital" || s.window.Title() != "Auscult – Seaview Hospital" {
		t.Errorf("the hospital is called %s", got)
	}
	offers(t, s, "Undo", "Redo: settings of the hospital")
	s.redo()
	s.redo()
	s.redo() // no more
	offers(t, s, "Undo: event", "Redo")
	if all, err := s.desk.Workspace.Annotations(t.Context()); err != nil || len(all) != 1 || settingsOf(t, s).Hospital != "Seaview Clinic" {
		t.Errorf("made again: %v, %v", all, err)
	}
	drop(s, writeYear(t)) // an import in between
	s.undo()
	if all, err := s.desk.Workspace.Annotations(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("across an import: %v, %v", all, err)
	}
	s.undo() // the import has brought somebody of the hospital's old name
	wants(t, s, "This has been changed since")
	confirm(t, s)
	offers(t, s, "Undo", "Redo: event")
	set.Hospital = "Seaview"
	pages.ChangeSettings(s.desk, set)
	offers(t, s, "Undo: settings of the hospital", "Redo") // what was taken back is forgotten

	s.setLanguage(language.German)
	offers(t, s, "Rückgängig: Einstellungen der Klinik", "Wiederholen")
	path := s.desk.Workspace.Path()
	s.close()
	offers(t, s, "Rückgängig", "Wiederholen")
	s.open(path)
	offers(t, s, "Rückgängig", "Wiederholen")
}

// What somebody else has changed since stays as it is; the person is told, and the change is offered no more.
func TestUndoIsRefused(t *testing.T) {
	s := withWorkspace(t, language.English)
	set := settingsOf(t, s)
	set.Hospital = "Seaview Clinic"
	pages.ChangeSettings(s.desk, set)
	set.Hospital = "Another"
	if err := s.desk.Workspace.SetSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	s.undo()
	wants(t, s, "This has been changed since")
	confirm(t, s)
	if got := settingsOf(t, s).Hospital; got != "Another" {
		t.Errorf("the hospital is called %s", got)
	}
	offers(t, s, "Undo", "Redo")
}

// A slide that was moved goes back; a note is one change while it is written.
func TestSlidesGoBack(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("present")
	forms := listed(s)[2]
	s.window.Canvas().Focus(forms)
	forms.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	if listed(s)[1] != forms {
		t.Fatal("it is not moved")
	}
	offers(t, s, "Undo: order of the slides", "Redo")
	for _, text := range []string{"P", "Pa", "Pause"} {
		within[*blocks.NoteEntry](s.content)[0].SetText(text)
	}
	offers(t, s, "Undo: note on a slide", "Redo")
	s.undo()
	if got := within[*blocks.NoteEntry](s.content)[0].Text; got != "" {
		t.Errorf("the note is %q", got)
	}
	s.undo()
	if listed(s)[2] != forms || kept(t, s) != "" {
		t.Errorf("the slide is not back: %s", kept(t, s))
	}
	s.redo()
	s.redo()
	if listed(s)[1] != forms || within[*blocks.NoteEntry](s.content)[0].Text != "Pause" {
		t.Error("it is not made again")
	}
	s.undo() // the note
	within[*blocks.NoteEntry](s.content)[0].SetText("Again")
	within[*blocks.NoteEntry](s.content)[0].SetText("")
	offers(t, s, "Undo: order of the slides", "Redo") // it is as it was
}

// Where the keyboard writes, its keys take back what was typed; while a box is open, nothing changes under it.
func TestUndoWhileWriting(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	set := settingsOf(t, s)
	set.Hospital = "Seaview Clinic"
	pages.ChangeSettings(s.desk, set)
	s.show("present")
	note := within[*blocks.NoteEntry](s.content)[0]
	s.window.Canvas().Focus(note)
	test.Type(note, "word")
	s.undo()
	if note.Text == "word" || settingsOf(t, s).Hospital != "Seaview Clinic" {
		t.Errorf("the note is %q, the hospital %s", note.Text, settingsOf(t, s).Hospital)
	}
	s.redo()
	if note.Text != "word" {
		t.Errorf("the note is %q", note.Text)
	}
	s.window.Canvas().Unfocus()
	s.askSettings()
	name := within[*widget.Entry](s.window.Canvas().Overlays().Top())[0]
	for _, r := range "Other" { // to what has the keyboard, as a person types it
		s.window.Canvas().Focused().TypedRune(r)
	}
	typed := name.Text
	s.undo()
	if typed == "Seaview Clinic" || name.Text == typed {
		t.Errorf("in a box, %q became %q", typed, name.Text)
	}
	s.redo()
	if name.Text != typed {
		t.Errorf("in a box, %q became %q", typed, name.Text)
	}
	if got := settingsOf(t, s).Hospital; got != "Seaview Clinic" {
		t.Errorf("under a box the hospital became %s", got)
	}
}

// Every kind of change that the window makes can be taken back.
func TestEveryChangeGoesBack(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeYear(t))
	ctx, w := context.Background(), s.desk.Workspace
	s.show("strategy")
	test.Tap(button(t, s.window.Canvas(), "Save as scenario"))
	within[*widget.Entry](s.window.Canvas().Overlays().Top())[0].SetText("Mix A")
	test.Tap(button(t, s.window.Canvas(), "Save"))
	scenarios := func() (all []workspace.Scenario) {
		t.Helper()
		all, err := w.Scenarios(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	offers(t, s, "Undo: saving a scenario", "Redo")
	test.Tap(button(t, s.window.Canvas(), "Adopt"))
	if all := scenarios(); len(all) != 1 || !all[0].Adopted {
		t.Fatalf("%+v", all)
	}
	offers(t, s, "Undo: adopting a scenario", "Redo")
	s.undo()
	if all := scenarios(); len(all) != 1 || all[0].Adopted {
		t.Errorf("%+v", all)
	}
	s.undo()
	if all := scenarios(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	wants(t, s, "Nothing is saved for this quarter yet")
	s.redo()
	if all := scenarios(); len(all) != 1 || all[0].SavedAt.After(time.Now()) || all[0].Quarter != (social.Quarter{Year: 2026, Number: 4}) {
		t.Errorf("%+v", all)
	}
}
