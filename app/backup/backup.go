// Package backup writes encrypted copies of a workspace and puts them back. A backup is an age file (age-encryption.org), so
// that it can be opened without Auscult too: what is in it is the workspace's file.
//
//	err := backup.Write(ctx, w, "hospital.age", backup.Lock{Passphrase: "…"}, backup.Options{})
//	err = backup.Restore(ctx, "hospital.age", "hospital.auscult", backup.Keys{Passphrase: "…"}, backup.Options{})
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"

	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/importer/source/private"
)

// Extension is how a backup's file name ends.
const Extension = ".age"

// Options say how a backup is written or put back.
type Options struct {
	Force bool // replace what is there
	// Keyring is where the key to people's texts goes when a workspace is put back; nil: the system's.
	Keyring  keyring.Keyring
	Progress func(part float64) // told from 0 to 1 how far it has come; nil: nobody
}

// Write writes an encrypted backup of the workspace, as it is at this moment, into a file at path. The file is there whole or
// not at all. It returns [ErrTaken] when there is a file already, unless o.Force replaces it, and the errors of Lock.
func Write(ctx context.Context, w *workspace.Workspace, path string, lock Lock, o Options) (err error) {
	recipients, err := lock.recipients()
	if err != nil {
		return err
	}
	if err := o.free(path); err != nil {
		return err
	}
	folder, err := private.New("")
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer func() { err = errors.Join(err, folder.Remove()) }()
	copied := filepath.Join(folder.Path, "snapshot")
	if err := w.Snapshot(ctx, copied, recipients...); err != nil {
		return err
	}
	plain, err := os.Open(copied)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer plain.Close() // opened for reading; before the folder goes, which Windows wants
	err = place(path, o, func(file io.Writer) error {
		sealed, err := age.Encrypt(file, recipients...)
		if err != nil {
			return err
		}
		if err := pour(ctx, sealed, plain, sizeOf(plain), o.Progress); err != nil {
			return err
		}
		return sealed.Close()
	}, nil)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return nil
}

// Restore puts the workspace in the backup at path where to is. Before it is there it is checked: it is a workspace that this
// program can open, and sound. People's texts can be read on this computer then. It returns [ErrTaken] when there is a file already, unless o.Force replaces it;
// [ErrNoBackup], [ErrBroken], [ErrByPassphrase], [ErrByIdentity] or [workspace.ErrWrongPassphrase] when the backup cannot be
// opened; and the errors of [workspace.Check].
func Restore(ctx context.Context, path, to string, keys Keys, o Options) error {
	if err := o.free(to); err != nil {
		return err
	}
	sealed, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer sealed.Close() // opened for reading
	plain, identities, err := keys.open(sealed)
	if err != nil {
		return fmt.Errorf("restore %s: %w", filepath.Base(path), err)
	}
	// The content is a little shorter than the file, which does not matter for how far it has come.
	write := func(file io.Writer) error { return pour(ctx, file, plain, sizeOf(sealed), o.Progress) }
	ready := func(written string) error {
		if err := workspace.Check(ctx, written); err != nil {
			return err
		}
		ring := o.Keyring
		if ring == nil {
			ring = keyring.System()
		}
		if err := workspace.Adopt(ctx, written, ring, identities...); err != nil {
			return err
		}
		return clear(ctx, to)
	}
	if err := place(to, o, write, ready); err != nil {
		return fmt.Errorf("restore %s: %w", filepath.Base(path), err)
	}
	return nil
}

// free returns [ErrTaken] when something is at path that is not to be replaced.
func (o Options) free(path string) error {
	if _, err := os.Lstat(path); err == nil && !o.Force {
		return fmt.Errorf("%s: %w", path, ErrTaken)
	}
	return nil
}

// clear sees to it that nothing of a workspace that is to be replaced is left beside it: SQLite would take the log of the old
// file for one of the new. It returns [workspace.ErrLocked] when another program has it open.
func clear(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err != nil {
		return nil
	}
	log := path + "-wal"
	if old, err := workspace.Open(ctx, path, workspace.WithKeyring(keyring.None())); err == nil { // a damaged one, the reason to restore, cannot be opened
		if err := old.Close(); err != nil {
			return err
		}
		if _, err := os.Lstat(log); err == nil { // who closes a workspace last removes it
			return workspace.ErrLocked
		}
	}
	for _, name := range []string{log, path + "-shm"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
