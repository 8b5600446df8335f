package workspace

import (
	"context"
	"fmt"
	"strconv"
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
		query += ` WHERE p.id IN (SELECT value FROM json_each(?))`
		args = append(args, numberList(filter.IDs))
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

// numberList writes identifiers as one JSON parameter: SQLite limits how many parameters a statement may have.
func numberList(ids []social.PostID) string {
	numbers := make([]string, len(ids))
	for i, id := range ids {
		numbers[i] = strconv.FormatInt(int64(id), 10)
	}
	return "[" + strings.Join(numbers, ",") + "]"
}

// Texts returns the posts of the identifiers with nothing but their channel, moment and text, which takes much less time
// than whole posts.
func (w *Workspace) Texts(ctx context.Context, ids []social.PostID) ([]social.Post, error) {
	rows, err := w.db.WithContext(ctx).Raw(`SELECT id, channel_id, published_at, text FROM posts
		WHERE id IN (SELECT value FROM json_each(?)) ORDER BY published_at, id`, numberList(ids)).Rows()
	if err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	defer rows.Close()
	posts := make([]social.Post, 0, len(ids))
	for rows.Next() {
		var id, channel, published int64
		var p social.Post
		if err := rows.Scan(&id, &channel, &published, &p.Text); err != nil {
			return nil, fmt.Errorf("read texts: %w", err)
		}
		p.ID, p.Channel, p.PublishedAt = social.PostID(id), social.ChannelID(channel), time.Unix(published, 0).UTC()
		posts = append(posts, p)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	return posts, nil
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
