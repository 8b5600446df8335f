package workspace

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/analytics/social"
)

// ScenarioID identifies a scenario within a workspace. Zero means none.
type ScenarioID int64

// Scenario is a mix for a quarter with its goals and limits, under a name.
type Scenario struct {
	ID      ScenarioID
	Name    string         // unique within the quarter
	Quarter social.Quarter // of the hospital's year
	// Adopted says that it is what the hospital has decided to do in the quarter. There is one such scenario, or none; its
	// document stays as it is, so that what was promised can be compared with what came.
	Adopted bool
	SavedAt time.Time // when its document was saved last, to the second
	// Document is what the scenario consists of, in the words of whoever wrote it.
	Document []byte
}

// scenarioRow is a scenario as it is stored.
type scenarioRow struct {
	ID       int64 `gorm:"primaryKey"`
	Quarter  string
	Name     string
	Adopted  bool
	SavedAt  int64
	Document []byte
}

func (scenarioRow) TableName() string { return "scenarios" }

// strategyRow are the wishes that are kept for the workspace.
type strategyRow struct {
	ID       int64 `gorm:"primaryKey"`
	Document []byte
}

func (strategyRow) TableName() string { return "strategy_settings" }

// StrategySettings returns the wishes that are kept for the workspace, as they were given to
// [Workspace.SetStrategySettings]; nil when there are none.
func (w *Workspace) StrategySettings(ctx context.Context) ([]byte, error) {
	var row strategyRow
	err := w.db.WithContext(ctx).Limit(1).Find(&row).Error
	if err != nil {
		return nil, fmt.Errorf("read strategy settings: %w", err)
	}
	return row.Document, nil
}

// SetStrategySettings keeps wishes in the place of those there were. An empty document takes them away.
func (w *Workspace) SetStrategySettings(ctx context.Context, document []byte) error {
	change := w.db.WithContext(ctx)
	if len(document) == 0 {
		change = change.Exec("DELETE FROM strategy_settings")
	} else {
		change = change.Clauses(clause.OnConflict{UpdateAll: true}).Create(&strategyRow{1, document})
	}
	if change.Error != nil {
		return fmt.Errorf("save strategy settings: %w", refused(change.Error))
	}
	return nil
}

// Scenarios returns all scenarios, those of the newest quarter first and each quarter's by name.
func (w *Workspace) Scenarios(ctx context.Context) ([]Scenario, error) {
	db := w.db.WithContext(ctx)
	settings, err := readSettings(db)
	if err != nil {
		return nil, err
	}
	var rows []scenarioRow
	if err := db.Order("quarter DESC, name").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read scenarios: %w", err)
	}
	all := make([]Scenario, len(rows))
	for i, r := range rows {
		quarter, err := social.ParseQuarter(r.Quarter, settings.YearStart)
		if err != nil {
			return nil, fmt.Errorf("read scenario %d: %w", r.ID, err)
		}
		all[i] = Scenario{ScenarioID(r.ID), r.Name, quarter, r.Adopted, time.Unix(r.SavedAt, 0).UTC(), r.Document}
	}
	return all, nil
}

// SaveScenario keeps a scenario's document under its name and quarter and returns its number. The one of the same name in
// the same quarter gets the new document, unless it is adopted: then the error is [ErrAdopted]. Without a name it is
// [ErrNoName]. A new scenario is not adopted; ID and Adopted of what is given are not looked at.
func (w *Workspace) SaveScenario(ctx context.Context, s Scenario) (ScenarioID, error) {
	row := scenarioRow{Quarter: s.Quarter.String(), Name: scenarioName(s.Name), SavedAt: s.SavedAt.Unix(), Document: s.Document}
	switch {
	case row.Name == "":
		return 0, ErrNoName
	case s.Quarter.IsZero():
		return 0, fmt.Errorf("save scenario %q: it has no quarter", row.Name)
	case s.SavedAt.IsZero():
		return 0, fmt.Errorf("save scenario %q: it does not say when", row.Name)
	case len(s.Document) == 0:
		return 0, fmt.Errorf("save scenario %q: it has no document", row.Name)
	}
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		settings, err := readSettings(tx)
		if err != nil {
			return err
		}
		if ours := max(settings.YearStart, time.January); max(s.Quarter.FirstMonth, time.January) != ours {
			return fmt.Errorf("%s is of a year that begins in %s; the hospital's begins in %s", s.Quarter, max(s.Quarter.FirstMonth, time.January), ours)
		}
		var there scenarioRow
		switch err := tx.Where("quarter = ? AND name = ?", row.Quarter, row.Name).First(&there).Error; {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return tx.Create(&row).Error
		case err != nil:
			return err
		case there.Adopted:
			return ErrAdopted
		}
		row.ID = there.ID
		return tx.Model(&row).Select("saved_at", "document").Updates(&row).Error
	})
	if err != nil {
		return 0, fmt.Errorf("save scenario %q: %w", row.Name, refused(err))
	}
	return ScenarioID(row.ID), nil
}

func scenarioName(name string) string { return strings.Join(strings.Fields(name), " ") }

// RenameScenario gives a scenario, adopted or not, another name. It returns [ErrNoName] for an empty one,
// [ErrScenarioExists] when the quarter has another scenario of that name, and [ErrNoScenario] when there is none of that
// number.
func (w *Workspace) RenameScenario(ctx context.Context, id ScenarioID, name string) error {
	if name = scenarioName(name); name == "" {
		return ErrNoName
	}
	return w.changeScenario(ctx, "rename", id, func(tx *gorm.DB, s scenarioRow) error {
		var others int64
		if err := tx.Model(&s).Where("quarter = ? AND name = ? AND id <> ?", s.Quarter, name, s.ID).Count(&others).Error; err != nil {
			return err
		}
		if others > 0 {
			return ErrScenarioExists
		}
		return tx.Exec("UPDATE scenarios SET name = ? WHERE id = ?", name, s.ID).Error
	})
}

// DeleteScenario removes a scenario. It returns [ErrAdopted] when it is adopted, and [ErrNoScenario] when there is none of
// that number.
func (w *Workspace) DeleteScenario(ctx context.Context, id ScenarioID) error {
	return w.changeScenario(ctx, "remove", id, func(tx *gorm.DB, s scenarioRow) error {
		if s.Adopted {
			return ErrAdopted
		}
		return tx.Delete(&s).Error
	})
}

// AdoptScenario makes a scenario the one that the hospital has decided to follow in its quarter, in the place of the one
// there was. It returns [ErrNoScenario] when there is none of that number.
func (w *Workspace) AdoptScenario(ctx context.Context, id ScenarioID) error {
	return w.changeScenario(ctx, "adopt", id, func(tx *gorm.DB, s scenarioRow) error {
		if err := tx.Exec("UPDATE scenarios SET adopted = 0 WHERE quarter = ? AND adopted", s.Quarter).Error; err != nil {
			return err
		}
		return tx.Exec("UPDATE scenarios SET adopted = 1 WHERE id = ?", s.ID).Error
	})
}

// ReleaseScenario takes back that a scenario is adopted; one that is not stays as it is. It returns [ErrNoScenario] when
// there is none of that number.
func (w *Workspace) ReleaseScenario(ctx context.Context, id ScenarioID) error {
	return w.changeScenario(ctx, "release", id, func(tx *gorm.DB, s scenarioRow) error {
		return tx.Exec("UPDATE scenarios SET adopted = 0 WHERE id = ?", s.ID).Error
	})
}

// changeScenario changes one scenario, all of it or nothing; what is the change in a word.
func (w *Workspace) changeScenario(ctx context.Context, what string, id ScenarioID, change func(*gorm.DB, scenarioRow) error) error {
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var s scenarioRow
		switch err := tx.First(&s, int64(id)).Error; {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return ErrNoScenario
		case err != nil:
			return err
		}
		return change(tx, s)
	})
	if err != nil {
		return fmt.Errorf("%s scenario %d: %w", what, id, refused(err))
	}
	return nil
}
