package workspace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"auscult/importer/formats"
)

var (
	// ErrFormatExists is returned when there is a format of that identifier already, but it says something else.
	ErrFormatExists = errors.New("there is another format of this identifier already; give it another one, or remove the old one first")
	// ErrNoFormat is returned when the workspace has no format of its own of that identifier.
	ErrNoFormat = errors.New("this workspace has no format of its own of this identifier")
)

// formatRow is a format of the workspace's own as it is stored.
type formatRow struct {
	ID          string `gorm:"primaryKey"`
	Declaration string
	AddedAt     int64
}

func (formatRow) TableName() string { return "formats" }

// Formats returns the workspace's own formats, those that people have declared, by name.
func (w *Workspace) Formats(ctx context.Context) ([]*formats.Format, error) {
	var rows []formatRow
	if err := w.db.WithContext(ctx).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read formats: %w", err)
	}
	own := make([]*formats.Format, len(rows))
	for i, r := range rows {
		f, err := formats.Parse([]byte(r.Declaration))
		if err != nil {
			return nil, fmt.Errorf("read formats: this Auscult does not understand %q any more; remove it with “auscult formats remove”: %w", r.ID, err)
		}
		own[i] = f
	}
	slices.SortStableFunc(own, func(a, b *formats.Format) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return own, nil
}

// KnownFormats returns every format by which files are recognised here: the workspace's own before those that Auscult
// ships, so that of two that explain a header equally well the one counts that a person has declared.
func (w *Workspace) KnownFormats(ctx context.Context) ([]*formats.Format, error) {
	own, err := w.Formats(ctx)
	if err != nil {
		return nil, err
	}
	return append(own, formats.All()...), nil
}

// AddFormat keeps a format as one of the workspace's own. The same one again changes nothing; [ErrFormatExists] is
// returned when its identifier stands for another one, here or among those that Auscult ships.
func (w *Workspace) AddFormat(ctx context.Context, f *formats.Format, now time.Time) error {
	if _, shipped := formats.ByID(f.ID); shipped {
		return fmt.Errorf("%q: %w", f.ID, ErrFormatExists)
	}
	raw, err := f.Encode()
	if err != nil {
		return err
	}
	err = w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var before formatRow
		err := tx.First(&before, "id = ?", f.ID).Error
		switch {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return tx.Create(&formatRow{f.ID, string(raw), now.Unix()}).Error
		case err == nil && before.Declaration != string(raw):
			return ErrFormatExists
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("add format %q: %w", f.ID, err)
	}
	return nil
}

// RemoveFormat forgets a format of the workspace's own. What was imported with it stays. It returns [ErrNoFormat] when
// there is none of that identifier.
func (w *Workspace) RemoveFormat(ctx context.Context, id string) error {
	result := w.db.WithContext(ctx).Delete(&formatRow{}, "id = ?", id)
	switch {
	case result.Error != nil:
		return fmt.Errorf("remove format %q: %w", id, result.Error)
	case result.RowsAffected == 0:
		return fmt.Errorf("%q: %w", id, ErrNoFormat)
	}
	return nil
}
