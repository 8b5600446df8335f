package desktop

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/importer"
)

// withComments is the window with a workspace that comes from another computer, whose comments the passphrase opens.
func withComments(t *testing.T, passphrase string) *shell {
	t.Helper()
	dir := t.TempDir()
	there := keyring.Memory()
	w, err := workspace.Create(t.Context(), filepath.Join(dir, "w.auscult"), workspace.Settings{Hospital: "Seaview Hospital", TimeZone: "UTC"},
		workspace.WithKeyring(there), workspace.WithPassphrase(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	comments := filepath.Join(dir, "comments.csv")
	content := "channel,platform,written_at,text,kind\nPage,facebook,2026-07-15 09:12,My number is 079 123 45 67,mention\n"
	if err := os.WriteFile(comments, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{writeExport(t), comments} {
		if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{Owner: workspace.Owner{Name: "Seaview Hospital"}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if w, err = workspace.Open(t.Context(), w.Path(), workspace.WithKeyring(keyring.None())); err != nil {
		t.Fatal(err)
	}
	s := start(t, language.English)
	s.opened(w)
	return s
}

// closeBox closes the box on top.
func closeBox(s *shell) { s.window.Canvas().Overlays().Remove(s.window.Canvas().Overlays().Top()) }

// On another computer the window says that comments are locked, works without them, and opens them by the passphrase.
func TestLockedCommentsAreUnlocked(t *testing.T) {
	s := withComments(t, "four words")
	wants(t, s, "The comments are locked", "nothing is lost")
	closeBox(s)
	s.show("safeguards")
	wants(t, s, "1 comment is locked on this computer")

	pages.ShowKey(s.desk)
	shownOf[*widget.Entry](s)[0].SetText("other words")
	test.Tap(button(t, s.window.Canvas(), "Unlock"))
	wants(t, s, "This is not the passphrase")
	closeBox(s)
	pages.ShowKey(s.desk)
	entry := shownOf[*widget.Entry](s)[0]
	entry.SetText("four words")
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	comments, err := s.desk.Workspace.Comments(t.Context())
	if err != nil || len(comments) != 1 || comments[0].Locked {
		t.Fatalf("%+v, %v", comments, err)
	}
	wants(t, s, "1 comments checked")

	// Unlocked, the passphrase can be changed.
	pages.ShowKey(s.desk)
	wants(t, s, "There is a passphrase already")
	entries := shownOf[*widget.Entry](s)
	entries[0].SetText("five other words")
	entries[1].SetText("five other words")
	test.Tap(button(t, s.window.Canvas(), "Set passphrase"))
	if err := s.desk.Workspace.Unlock(t.Context(), "five other words"); err != nil {
		t.Error(err)
	}
}

// Without a passphrase the window says where the key is and what to do.
func TestLockedCommentsWithoutAPassphrase(t *testing.T) {
	s := withComments(t, "")
	wants(t, s, "The comments are locked", "on the computer on which they were imported")
}
