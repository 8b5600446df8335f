package workspace

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/app/logo"
)

// Settings are what a workspace knows about its hospital.
type Settings struct {
	Hospital  string     // the name of our own organisation
	TimeZone  string     // IANA name, such as "Europe/Zurich": days and quarters are cut there
	YearStart time.Month // the month with which the hospital's year begins; 0 means January
	// Colour is the hospital's, for its slides; empty: they have Auscult's.
	Colour Colour
	// Logo stands on the hospital's slides; nil: there is none.
	Logo *logo.File
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
	if _, chosen := s.Colour.NRGBA(); s.Colour != "" && !chosen {
		return ErrColour
	}
	if s.Logo != nil {
		if _, err := s.Logo.Read(); err != nil {
			return fmt.Errorf("the logo %s: %w", s.Logo.Name, err)
		}
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

// logoRow is the logo, whose number is 1.
type logoRow struct {
	ID      int
	Name    string
	Content []byte
}

func (logoRow) TableName() string { return "logos" }

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
		case "colour":
			s.Colour = Colour(r.Value)
		case "invented":
			s.Invented = r.Value == "yes"
		}
	}
	var logos []logoRow
	if err := db.Find(&logos).Error; err != nil {
		return Settings{}, fmt.Errorf("read settings: logo: %w", err)
	}
	for _, l := range logos {
		s.Logo = &logo.File{Name: l.Name, Content: l.Content}
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
		{"colour", string(s.Colour)},
		{"invented", invented},
	}
	if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&rows).Error; err != nil {
		return fmt.Errorf("save settings: %w", refused(err))
	}
	change := tx.Delete(&logoRow{ID: 1})
	if s.Logo != nil {
		change = tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&logoRow{1, s.Logo.Name, s.Logo.Content})
	}
	if err := change.Error; err != nil {
		return fmt.Errorf("save settings: logo: %w", refused(err))
	}
	return nil
}

// SetSettings changes what the workspace knows about its hospital. With its name, our own organisation of the old name gets
// the new one. Whether the workspace is the sample stays as it is. Days and quarters of everything there is are then cut
// anew; a post whose export gave a day alone keeps the day that it had in the old time zone's noon.
//
// A colour or a logo that the settings do not name is taken away.
//
// Errors: [ErrNoHospital], a time zone that does not exist, [ErrColour], what package logo refuses, [ErrNameTaken] where another organisation has the name, and
// [ErrQuartersInUse] for another beginning of the year while scenarios are kept, whose quarters would become others.
func (w *Workspace) SetSettings(ctx context.Context, s Settings) error {
	s.Hospital = strings.TrimSpace(s.Hospital)
	if err := s.check(); err != nil {
		return err
	}
	return w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		before, err := readSettings(tx)
		if err != nil {
			return err
		}
		if max(before.YearStart, 1) != max(s.YearStart, 1) {
			var scenarios int64
			if err := tx.Model(&scenarioRow{}).Count(&scenarios).Error; err != nil {
				return fmt.Errorf("save settings: %w", err)
			}
			if scenarios > 0 {
				return ErrQuartersInUse
			}
		}
		if s.Hospital != before.Hospital {
			var taken int64
			if err := tx.Model(&organisationRow{}).Where("name = ?", s.Hospital).Count(&taken).Error; err != nil {
				return fmt.Errorf("save settings: %w", err)
			}
			if taken > 0 {
				return ErrNameTaken
			}
			if err := tx.Model(&organisationRow{}).Where("name = ?", before.Hospital).Update("name", s.Hospital).Error; err != nil {
				return fmt.Errorf("save settings: %w", refused(err))
			}
		}
		s.Invented = before.Invented
		return saveSettings(tx, s)
	})
}
