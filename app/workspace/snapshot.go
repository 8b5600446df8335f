package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
)

// Snapshot writes the workspace, as it is at this moment, into a new file at path: one file without free pages, however many
// programs are writing. What is deleted is not in it. It returns [ErrDamaged] when the copy is not sound.
func (w *Workspace) Snapshot(ctx context.Context, path string) error {
	if err := w.db.WithContext(ctx).Exec("VACUUM INTO ?", path).Error; err != nil {
		return fmt.Errorf("copy the workspace: %w", refused(err))
	}
	return Check(ctx, path)
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
