package desktop

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"auscult/app/backup"
	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/workspace"
)

// askRestore asks which backup to put back, and opens it then.
func (s *shell) askRestore() {
	s.chooseFile(s.speak.T("backup.restore"), backup.Extension, s.restore)
}

// restore asks for the passphrase of the backup at path, puts the workspace beside it and opens it.
func (s *shell) restore(path string) {
	byPassphrase, err := backup.ByPassphrase(path)
	if err == nil && !byPassphrase {
		err = backup.ErrByIdentity
	}
	if err != nil {
		s.showError(filepath.Base(path), err)
		return
	}
	to := strings.TrimSuffix(path, backup.Extension) + workspace.Extension
	t := s.speak.T
	pages.AskPassphrase(s.window, s.speak, t("backup.restore"), t("backup.restore_explain", language.Args{"File": filepath.Base(to)}), t("backup.restore_action"), func(passphrase string, ok bool) {
		if !ok {
			return
		}
		s.busy(t("backup.restoring"), func(ctx context.Context, progress pages.Progress) error {
			return backup.Restore(ctx, path, to, backup.Keys{Passphrase: passphrase}, backup.Options{
				Progress: func(part float64) { progress(part, filepath.Base(path)) },
			})
		}, func(err error) {
			if err != nil {
				s.showError(filepath.Base(path), err)
				return
			}
			s.open(to)
		})
	})
}

// busy does work with nothing else possible meanwhile but to cancel it; done is not called then.
func (s *shell) busy(name string, work func(ctx context.Context, progress pages.Progress) error, done func(error)) {
	if _, _, _, busy := s.jobs.Current(); busy {
		return
	}
	bar := widget.NewProgressBar()
	what := blocks.Small("…")
	box := dialog.NewCustomWithoutButtons(name,
		container.NewVBox(what, bar, container.NewCenter(blocks.NewButton(s.speak.T("window.cancel"), s.jobs.Cancel))), s.window)
	box.Resize(fyne.NewSize(440, 0))
	s.jobs.OnChange = func() {
		if _, file, part, running := s.jobs.Current(); running && file != "" {
			what.SetText(file)
			bar.SetValue(part)
		}
	}
	blocks.Show(box, s.window, blocks.Keys{Esc: s.jobs.Cancel})
	s.jobs.Start(pages.Job{
		Name: name,
		Work: func(ctx context.Context, progress pages.Progress) error {
			if err := work(ctx, progress); err != nil {
				return err
			}
			return ctx.Err()
		},
		Done: func(err error) {
			box.Hide()
			if !isCancelled(err) {
				done(err)
			}
		},
	})
}
