package workspace

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"gorm.io/gorm"
)

//go:embed schema/*.sql
var schema embed.FS

// applicationID marks a SQLite file as a workspace ("AUSC"), so that other databases are not mistaken for one.
const applicationID = 0x41555343

// steps returns the names of the schema's scripts, in the order in which they are applied. A workspace's version is how
// many of them it has seen; scripts are never changed once released, only added.
func steps() ([]string, error) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	return names, nil
}

// migrate brings the database to the newest version, all of it or nothing.
func (w *Workspace) migrate(ctx context.Context) error {
	scripts, err := steps()
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var version, id, tables int
		for pragma, into := range map[string]*int{
			"PRAGMA user_version": &version, "PRAGMA application_id": &id, "SELECT count(*) FROM sqlite_master": &tables,
		} {
			if err := tx.Raw(pragma).Scan(into).Error; err != nil {
				return fmt.Errorf("%w: %w", ErrNoWorkspace, err)
			}
		}
		switch {
		case tables > 0 && id != applicationID:
			return ErrNoWorkspace
		case version > len(scripts):
			return ErrNewer
		case version == len(scripts):
			return nil
		}
		for _, name := range scripts[version:] {
			script, err := schema.ReadFile(name)
			if err != nil {
				return fmt.Errorf("migrate: %w", err)
			}
			if err := tx.Exec(string(script)).Error; err != nil {
				return fmt.Errorf("migrate: %s: %w", name, err)
			}
		}
		if err := makeSecrets(tx); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		// Pragmas take no parameters; both are numbers of ours.
		return tx.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(scripts))).Error
	})
}
