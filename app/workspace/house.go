package workspace

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm/clause"

	"auscult/analytics/safeguard"
)

// houseSetting is the setting that holds what the hospital has made of the house rules, as JSON.
const houseSetting = "house_rules"

// House returns what the hospital has made of the house rules of the safeguards.
func (w *Workspace) House(ctx context.Context) (safeguard.House, error) {
	var h safeguard.House
	var row settingRow
	if err := w.db.WithContext(ctx).Limit(1).Find(&row, "name = ?", houseSetting).Error; err != nil {
		return h, fmt.Errorf("read the house rules: %w", err)
	}
	if row.Value == "" {
		return h, nil
	}
	if err := json.Unmarshal([]byte(row.Value), &h); err != nil {
		return safeguard.House{}, fmt.Errorf("read the house rules: %w", err)
	}
	return h, nil
}

// SetHouse keeps what the hospital has made of the house rules in the place of what there was. It returns the errors of
// [safeguard.House.Check]; then nothing has changed.
func (w *Workspace) SetHouse(ctx context.Context, h safeguard.House) error {
	if err := h.Check(); err != nil {
		return err
	}
	document, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("keep the house rules: %w", err)
	}
	row := settingRow{houseSetting, string(document)}
	if err := w.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("keep the house rules: %w", refused(err))
	}
	return nil
}
