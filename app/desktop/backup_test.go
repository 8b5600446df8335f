package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/backup"
	"auscult/app/desktop/pages"
	"auscult/app/language"
)

// A workspace is backed up, put back from it, and is the same; a wrong passphrase is said to be one.
func TestBackupAndRestoreInTheWindow(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	dir := t.TempDir()
	path := filepath.Join(dir, "seaview.age")
	if err := backup.Write(t.Context(), s.desk.Workspace, path, backup.Lock{Passphrase: "four words"}, backup.Options{}); err != nil {
		t.Fatal(err)
	}
	before := s.holdings.Posts()
	s.close()

	s.restore(path)
	shownOf[*widget.Entry](s)[0].SetText("other words")
	test.Tap(button(t, s.window.Canvas(), "Restore"))
	wants(t, s, "This is not the passphrase")
	s.window.Canvas().Overlays().Remove(s.window.Canvas().Overlays().Top())
	s.restore(path)
	shownOf[*widget.Entry](s)[0].SetText("four words")
	test.Tap(button(t, s.window.Canvas(), "Restore"))
	if s.desk == nil || s.desk.Workspace.Path() != filepath.Join(dir, "seaview.auscult") || s.holdings.Posts() != before {
		t.Fatal("the workspace that was put back is not open")
	}

	// What is no backup is said to be none, before anybody is asked for a passphrase.
	text := filepath.Join(dir, "text.age")
	if err := os.WriteFile(text, []byte("Dear patient"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.restore(text)
	wants(t, s, "no backup")
}

// A new passphrase is typed twice, and one that is easy to guess is said to be so, not refused.
func TestNewPassphrase(t *testing.T) {
	s := withWorkspace(t, language.English)
	pages.ShowBackup(s.desk)
	entries := shownOf[*widget.Entry](s)
	if !entries[0].Password || !entries[1].Password {
		t.Error("the passphrase is shown")
	}
	choose := button(t, s.window.Canvas(), "Choose a folder …")
	entries[0].SetText("short")
	wants(t, s, "Short: a program")
	if !choose.Disabled() {
		t.Error("accepted without being typed twice")
	}
	entries[1].SetText("sort")
	if !choose.Disabled() {
		t.Error("accepted with two that differ")
	}
	entries[1].SetText("short")
	if choose.Disabled() {
		t.Error("a short one is refused")
	}
	entries[0].SetText(strings.Repeat("word ", 4))
	wants(t, s, "Hard to guess")
	if !choose.Disabled() {
		t.Error("accepted although the second is that of before")
	}
}
