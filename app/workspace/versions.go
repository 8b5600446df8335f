package workspace

import (
	"context"
	"fmt"
	"time"

	"auscult/analytics/social"
)

// Version is what one export says of a post.
type Version struct {
	Import     social.ImportID
	File       string
	Format     string
	ExportedAt time.Time
	Post       social.Post // without channel, and without what rules and people say
}

// Versions returns what each export says of a post, the oldest export first: of all rows that are this post. It is empty
// where there is no such post.
func (w *Workspace) Versions(ctx context.Context, post social.PostID) ([]Version, error) {
	const rowsOfPost = `(SELECT ? UNION SELECT post_id FROM same_posts WHERE main_id = ?)`
	rows, err := w.db.WithContext(ctx).Raw(`SELECT i.id, i.file, i.format, i.exported_at, `+columnList("w.")+` FROM (
			SELECT p.import_id, p.key, `+columnList("p.")+` FROM posts p WHERE p.versions = 1 AND p.id IN `+rowsOfPost+`
			UNION ALL
			SELECT v.import_id, p.key, `+columnList("v.")+` FROM posts p JOIN post_versions v ON v.post_id = p.id WHERE p.versions > 1 AND p.id IN `+rowsOfPost+`
		) w JOIN imports i ON i.id = w.import_id ORDER BY i.exported_at, i.id, w.key`, int64(post), int64(post), int64(post), int64(post)).Rows()
	if err != nil {
		return nil, fmt.Errorf("read the exports of post %d: %w", post, err)
	}
	defer rows.Close()
	var all []Version
	for rows.Next() {
		scan := newVersionScan()
		var v Version
		var exported int64
		if err := rows.Scan(scan.into(&v.Import, &v.File, &v.Format, &exported)...); err != nil {
			return nil, fmt.Errorf("read the exports of post %d: %w", post, err)
		}
		v.ExportedAt, v.Post = time.Unix(exported, 0).UTC(), scan.read()
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the exports of post %d: %w", post, err)
	}
	return all, nil
}

// CrossPosts returns the posts that are one thing on several platforms, by the number they share.
func (w *Workspace) CrossPosts(ctx context.Context, bundle int64) ([]social.PostID, error) {
	var ids []social.PostID
	err := w.db.WithContext(ctx).Raw(`SELECT post_id FROM cross_posts WHERE bundle = ? ORDER BY post_id`, bundle).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("read cross-posts: %w", err)
	}
	return ids, nil
}

// EachText calls f with every row of a post, as they are stored, with nothing but the post's number, channel, moment and what can be
// searched: text, campaign, link and identifier. A post of several sources comes once for each.
func (w *Workspace) EachText(ctx context.Context, f func(social.Post) error) error {
	channels, err := readChannels(w.db.WithContext(ctx))
	if err != nil {
		return err
	}
	rows, err := w.db.WithContext(ctx).Raw(`SELECT coalesce(s.main_id, p.id), p.channel_id, coalesce(s.published_at, p.published_at), p.text, p.campaign, p.url, p.native_id
		FROM posts p LEFT JOIN same_posts s ON s.post_id = p.id`).Rows()
	if err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p social.Post
		var channel, published int64
		if err := rows.Scan(&p.ID, &channel, &published, &p.Text, &p.Campaign, &p.URL, &p.NativeID); err != nil {
			return fmt.Errorf("read texts: %w", err)
		}
		p.Channel, p.PublishedAt = channels.shown(social.ChannelID(channel)), time.Unix(published, 0).UTC()
		if err := f(p); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	return nil
}
