package workspace

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"auscult/analytics/consent"
	"auscult/analytics/social"
)

// ConsentPost is a post that stands under a consent.
type ConsentPost struct {
	Consent consent.ID
	Post    social.PostID // zero: its import has been taken back; the link counts again when it comes back
	Down    time.Time     // the day on which it was taken down; zero: it stands
}

// consentPostRow is a link of a consent and a post as it is stored.
type consentPostRow struct {
	ConsentID int64  `gorm:"primaryKey"`
	Platform  string `gorm:"primaryKey"`
	Key       string `gorm:"primaryKey"`
	DownOn    string
}

func (consentPostRow) TableName() string { return "consent_posts" }

func (r consentPostRow) name() string { return r.Platform + " " + r.Key }

// ConsentPosts returns the posts that stand under consents, by consent and post.
func (w *Workspace) ConsentPosts(ctx context.Context) ([]ConsentPost, error) {
	rows, err := w.db.WithContext(ctx).Raw(selectConsentPosts).Rows()
	if err != nil {
		return nil, fmt.Errorf("read posts of consents: %w", err)
	}
	defer rows.Close()
	var all []ConsentPost
	for rows.Next() {
		var p ConsentPost
		var down string
		if err := rows.Scan(&p.Consent, &p.Post, &down); err != nil {
			return nil, fmt.Errorf("read posts of consents: %w", err)
		}
		if p.Down, err = dayOrNone(down); err != nil {
			return nil, fmt.Errorf("read posts of consents: %w", err)
		}
		if last := len(all) - 1; p.Post != 0 && last >= 0 && all[last].Consent == p.Consent && all[last].Post == p.Post {
			continue // several links to rows that have become one post since; one that stands comes first
		}
		all = append(all, p)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read posts of consents: %w", err)
	}
	return all, nil
}

// selectConsentPosts reads from the few to the many, as with corrections: left to itself, SQLite reads all posts.
const selectConsentPosts = `SELECT k.consent_id, coalesce(s.main_id, p.id) AS post, k.down_on
	FROM consent_posts k CROSS JOIN channels c CROSS JOIN posts p LEFT JOIN same_posts s ON s.post_id = p.id
	WHERE c.platform = k.platform AND p.channel_id = c.id AND p.key = k.key
	UNION ALL SELECT k.consent_id, 0, k.down_on FROM consent_posts k WHERE NOT EXISTS (
		SELECT 1 FROM channels c CROSS JOIN posts p WHERE c.platform = k.platform AND p.channel_id = c.id AND p.key = k.key)
	ORDER BY 1, 2, 3`

// LinkConsent says that posts stand under a consent; one that does already stays as it is. It returns [ErrNoConsent] and
// [ErrNoPost] when there is none of a number, and then links none.
func (w *Workspace) LinkConsent(ctx context.Context, id consent.ID, posts []social.PostID, by By) error {
	return w.changeLinks(ctx, "link", id, func(tx *gorm.DB) error {
		for _, post := range posts {
			rows, err := keysOfPost(tx, id, post)
			if err != nil {
				return err
			}
			linked, err := linksAmong(tx, rows)
			if err != nil {
				return err
			}
			if len(linked) > 0 {
				continue
			}
			if err := tx.Create(&rows[0]).Error; err != nil {
				return err
			}
			if err := recordChange(tx, consentChangeRow{ConsentID: int64(id), Field: postField, Post: rows[0].name(), After: "yes"}, by); err != nil {
				return err
			}
		}
		return nil
	})
}

// UnlinkConsent says that a post does not stand under a consent after all. It returns [ErrNoConsent] and [ErrNoPost] when
// there is none of a number, and [ErrNotLinked] for a post that is not linked.
func (w *Workspace) UnlinkConsent(ctx context.Context, id consent.ID, post social.PostID, by By) error {
	return w.changeLinks(ctx, "unlink", id, func(tx *gorm.DB) error {
		rows, err := keysOfPost(tx, id, post)
		if err != nil {
			return err
		}
		linked, err := linksAmong(tx, rows) // several where rows have become one post since
		if err != nil {
			return err
		}
		if len(linked) == 0 {
			return ErrNotLinked
		}
		for _, link := range linked {
			if err := tx.Delete(&link).Error; err != nil {
				return err
			}
			if err := recordChange(tx, consentChangeRow{ConsentID: int64(id), Field: postField, Post: link.name(), Before: "yes"}, by); err != nil {
				return err
			}
		}
		return nil
	})
}

// TakenDown says on which day a post was taken down, for every consent that it stood under; the zero day says that it stands
// after all. It returns [ErrNoPost] when there is none of that number, and [ErrNotLinked] for a post without a consent.
func (w *Workspace) TakenDown(ctx context.Context, post social.PostID, on time.Time, by By) error {
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		rows, err := keysOfPost(tx, 0, post)
		if err != nil {
			return err
		}
		linked, err := linksAmong(tx, rows)
		if err != nil {
			return err
		}
		if len(linked) == 0 {
			return ErrNotLinked
		}
		day := consent.Written(consent.Day(on))
		for _, link := range linked {
			if link.DownOn == day {
				continue
			}
			change := consentChangeRow{ConsentID: link.ConsentID, Field: downField, Post: link.name(), Before: link.DownOn, After: day}
			link.DownOn = day
			if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&link).Error; err != nil {
				return err
			}
			if err := recordChange(tx, change, by); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take post %d down: %w", post, refused(err))
	}
	return nil
}

func (w *Workspace) changeLinks(ctx context.Context, what string, id consent.ID, change func(*gorm.DB) error) error {
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if _, err := readConsent(tx, id); err != nil {
			return err
		}
		return change(tx)
	})
	if err != nil {
		return fmt.Errorf("%s consent %d: %w", what, id, refused(err))
	}
	return nil
}

// keysOfPost returns the links that a consent and a post can have, one for each key under which the post is known, the main
// row's first. There is at least one.
func keysOfPost(tx *gorm.DB, id consent.ID, post social.PostID) ([]consentPostRow, error) {
	var rows []consentPostRow
	err := tx.Raw(`SELECT DISTINCT ? AS consent_id, c.platform, p.key, '' AS down_on FROM posts p JOIN channels c ON c.id = p.channel_id
		WHERE p.id = ? OR p.id IN (SELECT post_id FROM same_posts WHERE main_id = ?) ORDER BY p.id <> ?, p.key`,
		int64(id), int64(post), int64(post), int64(post)).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = ErrNoPost
	}
	return rows, err
}

// linksAmong returns those of the links that there are, as they are stored; of links of no consent those of every consent.
func linksAmong(tx *gorm.DB, rows []consentPostRow) ([]consentPostRow, error) {
	var linked []consentPostRow
	for _, r := range rows {
		var there []consentPostRow
		if err := tx.Where("(? = 0 OR consent_id = ?) AND platform = ? AND key = ?", r.ConsentID, r.ConsentID, r.Platform, r.Key).
			Order("consent_id").Find(&there).Error; err != nil {
			return nil, err
		}
		linked = append(linked, there...)
	}
	return linked, nil
}
