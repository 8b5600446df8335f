package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"auscult/analytics/social"
)

// annotationRow is an annotation as it is stored.
type annotationRow struct {
	ID       int64 `gorm:"primaryKey"`
	OnDay    string
	Text     string
	Platform string
	MadeAt   int64
}

func (annotationRow) TableName() string { return "annotations" }

// Annotations returns all annotations, oldest day first.
func (w *Workspace) Annotations(ctx context.Context) ([]social.Annotation, error) {
	var rows []annotationRow
	if err := w.db.WithContext(ctx).Order("on_day, id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read annotations: %w", err)
	}
	all := make([]social.Annotation, len(rows))
	for i, r := range rows {
		on, err := time.Parse(time.DateOnly, r.OnDay)
		if err != nil {
			return nil, fmt.Errorf("read annotation %d: %w", r.ID, err)
		}
		all[i] = social.Annotation{ID: social.AnnotationID(r.ID), On: on, Text: r.Text, Platform: social.Platform(r.Platform)}
	}
	return all, nil
}

// SetAnnotation stores an annotation, in the place of the one with its number; without a number it is new and gets one,
// which is returned. It returns [ErrNoText] for one without words, and [ErrNoAnnotation] when there is none of its
// number.
func (w *Workspace) SetAnnotation(ctx context.Context, a social.Annotation, now time.Time) (social.AnnotationID, error) {
	row := annotationRow{int64(a.ID), a.On.Format(time.DateOnly), strings.Join(strings.Fields(a.Text), " "), string(a.Platform), now.Unix()}
	switch {
	case row.Text == "":
		return 0, ErrNoText
	case a.On.IsZero():
		return 0, fmt.Errorf("change annotation %d: it has no day", a.ID)
	case a.Platform != "" && !a.Platform.Valid():
		return 0, fmt.Errorf("change annotation %d: %q is not a platform", a.ID, a.Platform)
	}
	db := w.db.WithContext(ctx)
	var change *gorm.DB
	if a.ID == 0 {
		change = db.Create(&row)
	} else {
		change = db.Model(&row).Select("*").Updates(&row)
	}
	if change.Error != nil {
		return 0, fmt.Errorf("change annotation %d: %w", a.ID, refused(change.Error))
	}
	if change.RowsAffected == 0 {
		return 0, fmt.Errorf("change annotation %d: %w", a.ID, ErrNoAnnotation)
	}
	return social.AnnotationID(row.ID), nil
}

// RemoveAnnotation removes an annotation. It returns [ErrNoAnnotation] when there is none of that number.
func (w *Workspace) RemoveAnnotation(ctx context.Context, id social.AnnotationID) error {
	return removed(w.db.WithContext(ctx).Delete(&annotationRow{}, int64(id)), ErrNoAnnotation, fmt.Sprintf("annotation %d", id))
}

// removed is the error of a removal: none was there to remove, or it failed.
func removed(change *gorm.DB, none error, what string) error {
	err := change.Error
	if err == nil && change.RowsAffected == 0 {
		err = none
	}
	if err != nil {
		return fmt.Errorf("remove %s: %w", what, refused(err))
	}
	return nil
}
