package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/analytics/social"
)

// Correction is what a person says of a post.
type Correction struct {
	Label social.Label
	Value string // empty: what the file says, or what can be told from it
}

// correctionRow is a correction as it is stored.
type correctionRow struct {
	Platform string `gorm:"primaryKey"`
	Key      string `gorm:"primaryKey"`
	Label    string `gorm:"primaryKey"`
	Value    string
	MadeAt   int64
}

func (correctionRow) TableName() string { return "corrections" }

// postKey is what a correction belongs to.
type postKey struct{ platform, key string }

// Correct stores what a person says of a post, and returns what corrections there were before of the same labels: made
// again, they take this back. It returns [ErrNoPost] when there is no such post, and an error of [social.Label.Check]
// for a value that a label cannot have.
func (w *Workspace) Correct(ctx context.Context, post social.PostID, now time.Time, made ...Correction) (before []Correction, err error) {
	for _, c := range made {
		if c.Value == "" {
			continue
		}
		if err := c.Label.Check(c.Value); err != nil {
			return nil, fmt.Errorf("correct post %d: %w", post, err)
		}
	}
	err = w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var k postKey
		if err := tx.Raw(`SELECT c.platform, p.key FROM posts p JOIN channels c ON c.id = p.channel_id WHERE p.id = ?`, int64(post)).
			Row().Scan(&k.platform, &k.key); errors.Is(err, sql.ErrNoRows) {
			return ErrNoPost
		} else if err != nil {
			return err
		}
		teaches := false
		for _, c := range made {
			row := correctionRow{k.platform, k.key, string(c.Label), c.Value, now.Unix()}
			was := Correction{Label: c.Label}
			if err := tx.Raw(`SELECT coalesce(max(value), '') FROM corrections WHERE platform = ? AND key = ? AND label = ?`,
				row.Platform, row.Key, row.Label).Scan(&was.Value).Error; err != nil {
				return err
			}
			before = append(before, was)
			change := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row)
			if c.Value == "" {
				change = tx.Delete(&row)
			}
			if change.Error != nil {
				return change.Error
			}
			teaches = teaches || learnable(c.Label)
		}
		if !teaches {
			return nil
		}
		return relabel(ctx, tx, 0)
	})
	if err != nil {
		return nil, fmt.Errorf("correct post %d: %w", post, refused(err))
	}
	return before, nil
}

// correctedPosts joins corrections to the posts they are about, from the few to the many: left to itself, SQLite reads
// all posts.
const correctedPosts = `FROM corrections k CROSS JOIN channels c CROSS JOIN posts p
	WHERE c.platform = k.platform AND p.channel_id = c.id AND p.key = k.key`

// Corrected returns of how many posts a person has said something. Posts that have been taken back since do not count.
func (w *Workspace) Corrected(ctx context.Context) (int, error) {
	var n int
	err := w.db.WithContext(ctx).Raw(`SELECT count(DISTINCT p.id) ` + correctedPosts).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("read corrections: %w", err)
	}
	return n, nil
}

// corrections are what people have said, by the post it belongs to.
type corrections map[postKey][]correctionRow

func (w *Workspace) corrections(ctx context.Context) (corrections, error) {
	var rows []correctionRow
	if err := w.db.WithContext(ctx).Order("platform, key, label").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	all := corrections{}
	for _, r := range rows {
		k := postKey{r.Platform, r.Key}
		all[k] = append(all[k], r)
	}
	return all, nil
}

// apply lays what people have said over a post that is known by these keys; where two of them were corrected, the later
// correction counts.
func (c corrections) apply(p *social.Post, keys ...string) {
	latest := map[social.Label]correctionRow{}
	for _, key := range keys {
		for _, row := range c[postKey{string(p.Platform), key}] {
			l := social.Label(row.Label)
			if row.MadeAt >= latest[l].MadeAt {
				latest[l] = row
			}
		}
	}
	for l, row := range latest { // each sets its own label: their order does not matter
		p.SetLabel(l, row.Value, social.CorrectedByHand)
	}
}
