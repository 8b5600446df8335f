package pages

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"auscult/app/backup"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/workspace"
)

// ShowBackup asks for a passphrase and a folder, and writes an encrypted backup of the workspace there.
func ShowBackup(d *Desk) {
	t := d.Speak.T
	AskNewPassphrase(d.Window, d.Speak, t("backup.title"), t("backup.explain"), t("backup.choose"), func(passphrase string, ok bool) {
		if ok {
			chooseFolder(d, t("backup.folder"), func(folder string) { writeBackup(d, folder, passphrase, time.Now()) })
		}
	})
}

// backupName is the name of a backup: the workspace's and the moment's, so that none takes another's place.
func backupName(path string, now time.Time) string {
	return strings.TrimSuffix(filepath.Base(path), workspace.Extension) + " " + now.Format("2006-01-02 1504") + backup.Extension
}

// writeBackup writes the backup as a job that can be cancelled.
func writeBackup(d *Desk, folder, passphrase string, now time.Time) {
	path := filepath.Join(folder, backupName(d.Workspace.Path(), now))
	name := d.Speak.T("backup.job")
	d.Jobs.Start(Job{
		Name: name,
		Work: func(ctx context.Context, progress Progress) error {
			return backup.Write(ctx, d.Workspace, path, backup.Lock{Passphrase: passphrase}, backup.Options{
				Progress: func(part float64) { progress(part, filepath.Base(path)) },
			})
		},
		Done: func(err error) {
			switch {
			case cancelled(err):
			case err != nil:
				showError(d, filepath.Base(path), err)
			default:
				blocks.ShowMessage(d.Speak.T("backup.title"), d.Speak.T("backup.written", language.Args{"File": filepath.Base(path), "Folder": folder}), d.Window)
			}
		},
	})
}
