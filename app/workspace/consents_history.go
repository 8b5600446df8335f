package workspace

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"auscult/analytics/consent"
)

// ConsentChange is one change of one field of a consent, or of a post that stands under it.
type ConsentChange struct {
	Consent consent.ID
	By
	// Field is one of [consent.FieldNames], or "post": a post was linked (After) or unlinked (Before), or "down": a post was
	// taken down on a day (After). Before and After are written as [consent.Field] has them.
	Field         string
	Post          string // the platform and key of the post, for the last two; else empty
	Before, After string
}

// consentChangeRow is a change as it is stored.
type consentChangeRow struct {
	ID        int64 `gorm:"primaryKey"`
	ConsentID int64
	MadeAt    int64
	MadeBy    string
	Field     string
	Post      string
	Before    string
	After     string
}

func (consentChangeRow) TableName() string { return "consent_changes" }

// The fields of a history that are no consent's.
const (
	postField = "post"
	downField = "down"
)

// ConsentHistory returns what was changed in a consent, oldest first. It returns [ErrNoConsent] when there is none of that
// number.
func (w *Workspace) ConsentHistory(ctx context.Context, id consent.ID) ([]ConsentChange, error) {
	var rows []consentChangeRow
	db := w.db.WithContext(ctx)
	if err := db.Where("consent_id = ?", int64(id)).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read the history of consent %d: %w", id, err)
	}
	if len(rows) == 0 { // one that was entered has a history
		return nil, fmt.Errorf("read the history of consent %d: %w", id, ErrNoConsent)
	}
	all := make([]ConsentChange, len(rows))
	for i, r := range rows {
		all[i] = ConsentChange{
			Consent: id, By: By{r.MadeBy, time.Unix(r.MadeAt, 0).UTC()}, Field: r.Field, Post: r.Post, Before: r.Before, After: r.After,
		}
	}
	return all, nil
}

// recordDifferences adds to the history in what a consent was changed.
func recordDifferences(tx *gorm.DB, id consent.ID, before, after consent.Consent, by By) error {
	for _, d := range consent.Differences(before, after) {
		if err := recordChange(tx, consentChangeRow{ConsentID: int64(id), Field: d.Name, Before: d.Before, After: d.After}, by); err != nil {
			return err
		}
	}
	return nil
}

func recordChange(tx *gorm.DB, row consentChangeRow, by By) error {
	row.MadeAt, row.MadeBy = by.At.Unix(), by.Who
	return tx.Create(&row).Error
}
