package workspace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"auscult/analytics/social"
	"auscult/importer"
)

// importRow is an import as it is stored.
type importRow struct {
	ID         int64 `gorm:"primaryKey"`
	File       string
	SHA256     string `gorm:"column:sha256"`
	Format     string
	Encoding   string
	ImportedAt int64
	ExportedAt int64
	Rows       int `gorm:"column:row_count"`
	Taken      int
	Merged     int
	Unchanged  int
	Refused    int
	Same       int
	Authority  int
	Zone       string
}

func (importRow) TableName() string { return "imports" }

func (r importRow) domain() social.Import {
	return social.Import{
		ID: social.ImportID(r.ID), File: r.File, SHA256: r.SHA256, Format: r.Format, Encoding: r.Encoding,
		ImportedAt: time.Unix(r.ImportedAt, 0).UTC(), ExportedAt: time.Unix(r.ExportedAt, 0).UTC(),
		Rows: r.Rows, Taken: r.Taken, Merged: r.Merged, Unchanged: r.Unchanged, Same: r.Same, Refused: r.Refused,
	}
}

// problemRow is a refused row as it is stored.
type problemRow struct {
	ImportID int64
	Row      int    `gorm:"column:row_number"`
	Column   string `gorm:"column:column_name"`
	Value    string
	Reason   string
	Sealed   []byte // the value, where it may be something that people wrote
}

func (problemRow) TableName() string { return "problems" }

// Imports returns all imports, newest first.
func (w *Workspace) Imports(ctx context.Context) ([]social.Import, error) {
	var rows []importRow
	if err := w.db.WithContext(ctx).Order("id DESC").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read imports: %w", err)
	}
	all := make([]social.Import, len(rows))
	for i, r := range rows {
		all[i] = r.domain()
	}
	return all, nil
}

// Problems returns the refused rows of an import in the order of the file. Values of an import of comments are empty while
// people's texts are locked.
func (w *Workspace) Problems(ctx context.Context, id social.ImportID) ([]importer.Problem, error) {
	var rows []problemRow
	if err := w.db.WithContext(ctx).Where("import_id = ?", int64(id)).Order("row_number").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read refused rows: %w", err)
	}
	problems := make([]importer.Problem, len(rows))
	for i, r := range rows {
		if err := w.unsealProblem(ctx, &r); err != nil {
			return nil, fmt.Errorf("read problems: %w", err)
		}
		problems[i] = importer.Problem{Row: r.Row, Column: r.Column, Value: r.Value, Reason: importer.Reason(r.Reason)}
	}
	return slices.Clip(problems), nil
}
