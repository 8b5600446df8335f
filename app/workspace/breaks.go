package workspace

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"auscult/analytics/social"
)

// OwnBreaks is what a workspace says of definition breaks beside those that Auscult knows.
type OwnBreaks struct {
	Added []social.DefinitionBreak // oldest first
	Off   map[string]bool          // by identifier, of both kinds
}

// breakRow is what is stored of a definition break. Without a platform it is one that Auscult knows, of which only Off is
// said.
type breakRow struct {
	ID       string `gorm:"primaryKey"`
	Off      bool
	Platform string
	Metrics  string
	Forms    string
	OnDay    string
	What     string
}

func (breakRow) TableName() string { return "definition_breaks" }

// Breaks returns what the workspace says of definition breaks.
func (w *Workspace) Breaks(ctx context.Context) (OwnBreaks, error) {
	own := OwnBreaks{Off: map[string]bool{}}
	var rows []breakRow
	if err := w.db.WithContext(ctx).Order("on_day, id").Find(&rows).Error; err != nil {
		return own, fmt.Errorf("read definition breaks: %w", err)
	}
	for _, r := range rows {
		if r.Off {
			own.Off[r.ID] = true
		}
		if r.Platform == "" {
			continue
		}
		b := social.DefinitionBreak{
			ID: r.ID, Platform: social.Platform(r.Platform), What: map[string]string{"": r.What}, Evidence: social.Stated,
		}
		var err error
		if b.On, err = time.Parse(time.DateOnly, r.OnDay); err != nil {
			return own, fmt.Errorf("read definition break %s: %w", r.ID, err)
		}
		for name := range strings.FieldsFuncSeq(r.Metrics, comma) {
			if m, ok := social.ParseMetric(name); ok {
				b.Metrics = append(b.Metrics, m)
			}
		}
		for name := range strings.FieldsFuncSeq(r.Forms, comma) {
			b.Forms = append(b.Forms, social.Form(name))
		}
		own.Added = append(own.Added, b)
	}
	return own, nil
}

func comma(r rune) bool { return r == ',' }

// AddBreak stores a definition break of the workspace's own and returns its identifier, which is made of its platform and
// day. It returns [ErrNoText] for one without words.
func (w *Workspace) AddBreak(ctx context.Context, b social.DefinitionBreak) (string, error) {
	what := strings.Join(strings.Fields(b.Says("")), " ")
	switch {
	case what == "":
		return "", ErrNoText
	case !b.Platform.Valid():
		return "", fmt.Errorf("add definition break: %q is not a platform", b.Platform)
	case b.On.IsZero():
		return "", errors.New("add definition break: it has no day")
	}
	var metrics, forms []string
	for _, m := range b.Metrics {
		metrics = append(metrics, m.String())
	}
	for _, f := range b.Forms {
		forms = append(forms, string(f))
	}
	row := breakRow{
		Platform: string(b.Platform), Metrics: strings.Join(metrics, ","), Forms: strings.Join(forms, ","),
		OnDay: b.On.Format(time.DateOnly), What: what,
	}
	for n := 1; ; n++ { // several on one day get a number
		row.ID = fmt.Sprintf("own-%s-%s", row.Platform, row.OnDay)
		if n > 1 {
			row.ID += fmt.Sprintf("-%d", n)
		}
		made := w.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if made.Error != nil {
			return "", fmt.Errorf("add definition break: %w", refused(made.Error))
		}
		if made.RowsAffected == 1 {
			return row.ID, nil
		}
	}
}

// SwitchBreak switches a definition break off, or on again. Whether Auscult knows one of that identifier is the caller's
// to see.
func (w *Workspace) SwitchBreak(ctx context.Context, id string, off bool) error {
	row := breakRow{ID: id, Off: off}
	err := w.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"off"})}).Create(&row).Error
	if err != nil {
		return fmt.Errorf("switch definition break %s: %w", id, refused(err))
	}
	return nil
}

// RemoveBreak removes a definition break of the workspace's own. It returns [ErrNoBreak] when there is none of that
// identifier; one that Auscult knows can only be switched off.
func (w *Workspace) RemoveBreak(ctx context.Context, id string) error {
	return removed(w.db.WithContext(ctx).Where("platform <> ''").Delete(&breakRow{ID: id}), ErrNoBreak, "definition break "+id)
}
