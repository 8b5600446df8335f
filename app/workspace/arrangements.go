package workspace

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"auscult/analytics/social"
)

// arrangementRow is what a person has made of the slides of a quarter, as it is stored.
type arrangementRow struct {
	Quarter  string `gorm:"primaryKey"`
	Document []byte
}

func (arrangementRow) TableName() string { return "arrangements" }

// arrangementKey names a quarter in the table; the zero quarter is all time.
func arrangementKey(q social.Quarter) string {
	if q.IsZero() {
		return "all"
	}
	return q.String()
}

// Arrangement returns what is kept about the slides of a quarter, the zero quarter being all time, as it was given to
// [Workspace.SetArrangement]; nil when there is nothing.
func (w *Workspace) Arrangement(ctx context.Context, q social.Quarter) ([]byte, error) {
	var row arrangementRow
	err := w.db.WithContext(ctx).Where("quarter = ?", arrangementKey(q)).Limit(1).Find(&row).Error
	if err != nil {
		return nil, fmt.Errorf("read the slides of %s: %w", arrangementKey(q), err)
	}
	return row.Document, nil
}

// SetArrangement keeps a document about the slides of a quarter in the place of the one there was. An empty document takes
// it away.
func (w *Workspace) SetArrangement(ctx context.Context, q social.Quarter, document []byte) error {
	key := arrangementKey(q)
	change := w.db.WithContext(ctx)
	if len(document) == 0 {
		change = change.Delete(&arrangementRow{}, "quarter = ?", key)
	} else {
		change = change.Clauses(clause.OnConflict{UpdateAll: true}).Create(&arrangementRow{key, document})
	}
	if change.Error != nil {
		return fmt.Errorf("keep the slides of %s: %w", key, refused(change.Error))
	}
	return nil
}
