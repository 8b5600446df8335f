package workspace

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Settings are what a workspace knows about its hospital.
type Settings struct {
	Hospital  string     // the name of our own organisation
	TimeZone  string     // IANA name, such as "Europe/Zurich": days and quarters are cut there
	YearStart time.Month // the month with which the hospital's year begins; 0 means January
	// Invented says that everything in the workspace is made up: it is the sample.
	Invented bool
}

func (s Settings) check() error {
	if strings.TrimSpace(s.Hospital) == "" {
		return ErrNoHospital
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil {
		return fmt.Errorf("time zone %q: %w", s.TimeZone, err)
	}
	return nil
}

// Zone returns the hospital's time zone, UTC when it cannot be loaded on this machine.
func (s Settings) Zone() *time.Location {
	zone, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// settingRow is one setting.
type settingRow struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

func (settingRow) TableName() string { return "settings" }

// Settings reads the workspace's settings.
func (w *Workspace) Settings(ctx context.Context) (Settings, error) {
	return readSettings(w.db.WithContext(ctx))
}

func readSettings(db *gorm.DB) (Settings, error) {
	var rows []settingRow
	if err := db.Find(&rows).Error; err != nil {
		return Settings{}, fmt.Errorf("read settings: %w", err)
	}
	var s Settings
	for _, r := range rows {
		switch r.Name {
		case "hospital":
			s.Hospital = r.Value
		case "time_zone":
			s.TimeZone = r.Value
		case "year_start":
			month, err := strconv.Atoi(r.Value)
			if err != nil {
				return Settings{}, fmt.Errorf("read settings: year_start: %w", err)
			}
			s.YearStart = time.Month(month)
		case "invented":
			s.Invented = r.Value == "yes"
		}
	}
	return s, nil
}

func saveSettings(tx *gorm.DB, s Settings) error {
	invented := "no"
	if s.Invented {
		invented = "yes"
	}
	rows := []settingRow{
		{"hospital", s.Hospital},
		{"time_zone", s.TimeZone},
		{"year_start", strconv.Itoa(int(s.YearStart))},
		{"invented", invented},
	}
	if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&rows).Error; err != nil {
		return fmt.Errorf("save settings: %w", refused(err))
	}
	return nil
}
