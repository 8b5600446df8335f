package workspace

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/importer/classify"
)

// ruleRow is a rule as it is stored.
type ruleRow struct {
	ID       int64 `gorm:"primaryKey"`
	Position int
	Label    string
	Value    string
	Words    string
	Platform string
}

func (ruleRow) TableName() string { return "rules" }

func readRules(tx *gorm.DB) ([]social.Rule, error) {
	var rows []ruleRow
	if err := tx.Order("position, id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	rules := make([]social.Rule, len(rows))
	for i, r := range rows {
		rules[i] = social.Rule{
			ID: social.RuleID(r.ID), Label: social.Label(r.Label), Value: r.Value, Words: r.Words, Platform: social.Platform(r.Platform),
		}
	}
	return rules, nil
}

// Rules returns the manager's own rules, in the order in which they are tried.
func (w *Workspace) Rules(ctx context.Context) ([]social.Rule, error) {
	return readRules(w.db.WithContext(ctx))
}

// SetRules puts these rules in the place of all there were; those without a number are new and get one. It returns an
// error of [classify.Compile] for a rule that cannot be applied; then nothing has changed.
func (w *Workspace) SetRules(ctx context.Context, rules []social.Rule) error {
	if _, err := classify.Compile(rules); err != nil {
		return err
	}
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec("DELETE FROM rules").Error; err != nil {
			return err
		}
		for i, r := range rules {
			row := ruleRow{int64(r.ID), i, string(r.Label), r.Value, r.Words, string(r.Platform)}
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
		}
		return relabel(ctx, tx, 0)
	})
	if err != nil {
		return fmt.Errorf("change rules: %w", refused(err))
	}
	return nil
}

// RuleReach says how far a rule reaches.
type RuleReach struct {
	Fits    int // posts that the rule is the first to fit
	Decides int // of these, the ones that no person and no file says otherwise of: the rule decides
}

// Reach returns how far each of the rules would reach if these were all. Its errors are those of [classify.Compile].
func (w *Workspace) Reach(ctx context.Context, rules []social.Rule) ([]RuleReach, error) {
	compiled, err := classify.Compile(rules)
	if err != nil {
		return nil, err
	}
	reach := make([]RuleReach, len(rules))
	err = w.EachPost(ctx, PostFilter{}, func(p social.Post) error {
		t := classify.Cut(p.Text)
		for _, l := range social.RuleLabels() {
			place, _ := compiled.Match(l, p.Platform, t)
			if place < 0 {
				continue
			}
			reach[place].Fits++
			if _, reason := p.Label(l); reason != social.CorrectedByHand && reason != social.GivenInFile {
				reach[place].Decides++
			}
		}
		return ctx.Err()
	})
	return reach, err
}
