package workspace

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"path/filepath"

	"filippo.io/age"
	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"auscult/app/workspace/keyring"
)

// Snapshot writes the workspace, as it is at this moment, into a new file at path: one file without free pages, however many
// programs are writing. What is deleted is not in it. The key to people's texts is laid into it, locked to the recipients, so
// that they can read the texts on any computer; where the key is not at hand, texts are as locked in the copy as they are here.
// It returns [ErrDamaged] when the copy is not sound.
func (w *Workspace) Snapshot(ctx context.Context, path string, recipients ...age.Recipient) error {
	if err := w.db.WithContext(ctx).Exec("VACUUM INTO ?", path).Error; err != nil {
		return fmt.Errorf("copy the workspace: %w", refused(err))
	}
	key, err := w.findKey(ctx)
	switch {
	case errors.Is(err, ErrNoKey), errors.Is(err, ErrSealed), len(recipients) == 0:
		return Check(ctx, path)
	case err != nil:
		return fmt.Errorf("copy the workspace: %w", err)
	}
	locked, err := key.Lock(recipients...)
	if err != nil {
		return fmt.Errorf("copy the workspace: %w", err)
	}
	err = onCopy(path, func(db *gorm.DB) error {
		return saveKeySettings(db.WithContext(ctx), map[string]string{keyBackup: base64.StdEncoding.EncodeToString(locked)})
	})
	if err != nil {
		return fmt.Errorf("copy the workspace: %w", refused(err))
	}
	return Check(ctx, path)
}

// Adopt takes the key to people's texts out of a workspace that comes from a backup, and gives it to the keyring of this
// computer. Where there is none, the passphrase of the backup becomes that of the workspace; a recipient's identity does not, so
// that the key stays locked to the recipients until a passphrase is set.
func Adopt(ctx context.Context, path string, ring keyring.Keyring, identities ...age.Identity) error {
	err := onCopy(path, func(db *gorm.DB) error {
		db = db.WithContext(ctx)
		kept, err := readKeySettings(db)
		if err != nil || kept[keyBackup] == "" {
			return err
		}
		key, err := unlock(map[string]string{keyBackup: kept[keyBackup], keyCheck: kept[keyCheck]}, identities...)
		if errors.Is(err, ErrWrongPassphrase) {
			return nil // it is of an earlier backup; who has what opens that can still unlock it
		}
		if err != nil {
			return err
		}
		if err := ring.Set(kept[keyID], key.Text()); err != nil {
			if _, byPassphrase := identities[0].(*age.ScryptIdentity); !byPassphrase || kept[keyPassphrase] != "" {
				return nil
			}
			if err := saveKeySettings(db, map[string]string{keyPassphrase: kept[keyBackup]}); err != nil {
				return err
			}
		}
		return db.Delete(&settingRow{}, "name = ?", keyBackup).Error
	})
	if err != nil {
		return fmt.Errorf("take over the key: %w", refused(err))
	}
	return nil
}

// onCopy works on a workspace's file that no other program has, and leaves nothing beside it.
func onCopy(path string, work func(db *gorm.DB) error) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	db, err := gorm.Open(sqlite.Open(fileURI(absolute)+"?_pragma=secure_delete(1)"), &gorm.Config{Logger: logger.Discard})
	if err != nil {
		return err
	}
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return errors.Join(db.Transaction(work), pool.Close())
}

// Check reports whether the file at path is a workspace that this program can open, and sound; it changes nothing, so that a
// workspace of an older Auscult stays as it is. It returns [ErrNoWorkspace], [ErrNewer] or [ErrDamaged].
func Check(ctx context.Context, path string) error {
	scripts, err := steps()
	if err != nil {
		return fmt.Errorf("check workspace: %w", err)
	}
	if err := isDatabase(path); err != nil {
		return err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("check workspace: %w", err)
	}
	db, err := sql.Open("sqlite", fileURI(absolute)+"?mode=ro")
	if err != nil {
		return fmt.Errorf("check workspace: %w", err)
	}
	defer db.Close()
	var id, version int
	for pragma, into := range map[string]*int{"PRAGMA application_id": &id, "PRAGMA user_version": &version} {
		if err := db.QueryRowContext(ctx, pragma).Scan(into); err != nil {
			return fmt.Errorf("check workspace: %w", errors.Join(ErrNoWorkspace, err))
		}
	}
	switch {
	case id != applicationID:
		return ErrNoWorkspace
	case version > len(scripts):
		return ErrNewer
	}
	var sound string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&sound); err != nil || sound != "ok" {
		return fmt.Errorf("check workspace: %w: %s %w", ErrDamaged, sound, err)
	}
	var orphan bool
	if err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)").Scan(&orphan); err != nil || orphan {
		return fmt.Errorf("check workspace: %w: %w", ErrDamaged, err)
	}
	return nil
}
