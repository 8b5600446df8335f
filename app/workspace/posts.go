package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"auscult/analytics/social"
)

// PostFilter picks posts. The zero value picks all.
type PostFilter struct {
	IDs         []social.PostID // empty: any
	WithoutText bool            // leave the texts out, which are most of a workspace
}

// EachPost calls f with every post the filter picks, in the order of publication, oldest first: as its exports have it,
// with what rules, learning and people say laid over it. An error of f ends it and is returned.
func (w *Workspace) EachPost(ctx context.Context, filter PostFilter, f func(social.Post) error) error {
	said, err := w.corrections(ctx)
	if err != nil {
		return err
	}
	derived, err := w.some(ctx, "labels")
	if err != nil {
		return fmt.Errorf("read posts: %w", err)
	}
	columns, labels, keyColumn := columnList("p."), "", "''"
	if derived {
		columns, labels = labelled(), ` LEFT JOIN labels l ON l.post_id = p.id`
	}
	if len(said) > 0 {
		keyColumn = "p.key"
	}
	if filter.WithoutText {
		columns = strings.Replace(columns, "p.text,", "'',", 1)
	}
	query := `SELECT p.id, p.channel_id, c.platform, i.exported_at, ` + keyColumn + `, ` + columns +
		` FROM posts p JOIN channels c ON c.id = p.channel_id JOIN imports i ON i.id = p.import_id` + labels
	var args []any
	if len(filter.IDs) > 0 {
		// A list of numbers in one JSON parameter: SQLite limits how many parameters a statement may have.
		numbers := make([]string, len(filter.IDs))
		for i, id := range filter.IDs {
			numbers[i] = fmt.Sprint(int64(id))
		}
		query += ` WHERE p.id IN (SELECT value FROM json_each(?))`
		args = append(args, "["+strings.Join(numbers, ",")+"]")
	}
	query += ` ORDER BY p.published_at, p.id`
	rows, err := w.db.WithContext(ctx).Raw(query, args...).Rows()
	if err != nil {
		return fmt.Errorf("read posts: %w", err)
	}
	defer rows.Close()
	scan := newVersionScan()
	var id, channel, exported int64
	var platform, key string
	into := scan.into(&id, &channel, &platform, &exported, &key)
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("read posts: %w", err)
		}
		p := scan.read()
		p.ID, p.Channel, p.Platform = social.PostID(id), social.ChannelID(channel), social.Platform(platform)
		p.ObservedAt = time.Unix(exported, 0).UTC()
		said.apply(&p, key)
		if err := f(p); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read posts: %w", err)
	}
	return nil
}

// Posts returns the posts the filter picks, oldest first.
func (w *Workspace) Posts(ctx context.Context, filter PostFilter) ([]social.Post, error) {
	var posts []social.Post
	err := w.EachPost(ctx, filter, func(p social.Post) error {
		posts = append(posts, p)
		return nil
	})
	return posts, err
}
