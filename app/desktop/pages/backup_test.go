package pages

import (
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"auscult/app/backup"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

func TestWriteBackup(t *testing.T) {
	test.NewTempApp(t)
	d := &Desk{
		Speak: language.New(language.English), Window: test.NewTempWindow(t, container.NewStack()), Workspace: newWorkspace(t),
		Jobs: NewJobs(blocks.AtOnce()), Background: blocks.AtOnce(), Changed: func() {},
	}
	d.Window.Resize(fyne.NewSize(1280, 800))
	dir := t.TempDir()
	moment := time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC)
	writeBackup(d, dir, "four words", moment)
	path := filepath.Join(dir, "w 2026-11-25 0930.age")
	if err := backup.Restore(t.Context(), path, filepath.Join(dir, "back.auscult"), backup.Keys{Passphrase: "four words"}, backup.Options{}); err != nil {
		t.Fatal(err)
	}
	if d.Window.Canvas().Overlays().Top() == nil {
		t.Error("nobody says where the backup is")
	}
}
