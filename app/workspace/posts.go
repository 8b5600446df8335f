package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
)

// PostFilter picks posts. The zero value picks all.
type PostFilter struct {
	IDs         []social.PostID   // empty: any
	Imports     []social.ImportID // with any of these among their sources; empty: any. Not together with IDs
	WithoutText bool              // leave the texts out, which are most of a workspace
}

// EachPost calls f with every post the filter picks, in the order of publication, oldest first: as its exports have it,
// with what rules, learning and people say laid over it. A post of which several sources tell comes once, with what they
// say together. An error of f ends it and is returned.
func (w *Workspace) EachPost(ctx context.Context, filter PostFilter, f func(social.Post) error) error {
	db := w.db.WithContext(ctx)
	channels, err := readChannels(db)
	if err != nil {
		return err
	}
	var several bool
	if err := db.Raw("SELECT EXISTS (SELECT 1 FROM same_posts)").Scan(&several).Error; err != nil {
		return fmt.Errorf("read posts: %w", err)
	}
	query := selectPosts
	if several {
		query = selectWords
	}
	said, err := w.corrections(ctx)
	if err != nil {
		return err
	}
	derived, err := w.some(ctx, "labels")
	if err != nil {
		return fmt.Errorf("read posts: %w", err)
	}
	query, args := filter.apply(query)
	if !derived {
		query = withoutLabels.Replace(query)
	}
	rows, err := db.Raw(query, args...).Rows()
	if err != nil {
		return fmt.Errorf("read posts: %w", err)
	}
	defer rows.Close()
	var post folding
	var keys []string // of the post's rows
	var over, next labels
	finish := func() error {
		over.lay(&post.post)
		said.apply(&post.post, keys...)
		return f(post.post)
	}
	scan := newVersionScan()
	var id, channel, bundle, authority, exported int64
	var platform, key string
	into := scan.into(append([]any{&id, &channel, &platform, &bundle, &authority, &exported, &key}, next.into()...)...)
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("read posts: %w", err)
		}
		if post.begun && post.post.ID != social.PostID(id) {
			if err := finish(); err != nil {
				return err
			}
			post, keys = folding{}, keys[:0]
		}
		p := scan.read()
		p.ObservedAt = time.Unix(exported, 0).UTC()
		p.ID, p.Channel, p.Platform = social.PostID(id), channels.shown(social.ChannelID(channel)), social.Platform(platform)
		p.CrossPost = bundle
		post.add(p, authority)
		over = next
		if len(said) > 0 && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read posts: %w", err)
	}
	if post.begun {
		return finish()
	}
	return nil
}

// selectPosts reads posts where none has several sources.
var selectPosts = `SELECT p.id, p.channel_id, c.platform, coalesce(x.bundle, 0), i.authority, i.exported_at, p.key, ` + selectLabels + columnList("p.") + `
	FROM posts p JOIN channels c ON c.id = p.channel_id JOIN imports i ON i.id = p.import_id LEFT JOIN cross_posts x ON x.post_id = p.id LEFT JOIN labels l ON l.post_id = p.id
	WHERE p.id IN picked ORDER BY p.published_at, p.id`

// selectWords reads what each source says of each post, the word that counts most last. A row that is a post by itself
// is folded already.
var selectWords = `SELECT m.id, m.channel_id, c.platform, coalesce(x.bundle, 0), i.authority, i.exported_at, w.key, ` + selectLabels + columnList("w.") + ` FROM (
		SELECT p.id AS main, p.published_at AS at, p.key, p.import_id, ` + columnList("p.") + `
		FROM posts p WHERE p.id NOT IN (SELECT post_id FROM same_posts)
		UNION ALL
		SELECT s.main_id, s.published_at, p.key, p.import_id, ` + columnList("p.") + `
		FROM same_posts s JOIN posts p ON p.id = s.post_id AND p.versions = 1
		UNION ALL
		SELECT s.main_id, s.published_at, p.key, v.import_id, ` + columnList("v.") + `
		FROM same_posts s JOIN posts p ON p.id = s.post_id AND p.versions > 1 JOIN post_versions v ON v.post_id = p.id
	) w JOIN posts m ON m.id = w.main JOIN channels c ON c.id = m.channel_id JOIN imports i ON i.id = w.import_id
	LEFT JOIN cross_posts x ON x.post_id = m.id LEFT JOIN labels l ON l.post_id = m.id
	WHERE m.id IN picked ORDER BY w.at, m.id, i.authority, i.exported_at, i.id, w.key`

// postsOfImports are the posts that have some imports among their sources.
const postsOfImports = `SELECT coalesce(o.main_id, q.id) FROM posts q LEFT JOIN same_posts o ON o.post_id = q.id WHERE q.import_id IN (SELECT value FROM json_each(?))
	OR q.id IN (SELECT post_id FROM post_versions WHERE import_id IN (SELECT value FROM json_each(?)))`

// apply writes the filter into one of the two statements.
func (filter PostFilter) apply(query string) (string, []any) {
	if filter.WithoutText {
		query = strings.NewReplacer("p.text,", "'' AS text,", "v.text,", "'',", "w.text,", "'',").Replace(query)
	}
	if len(filter.Imports) > 0 {
		list := numberList(filter.Imports)
		return strings.Replace(query, "IN picked", "IN ("+postsOfImports+")", 1), []any{list, list}
	}
	if len(filter.IDs) == 0 {
		return strings.NewReplacer("WHERE p.id IN picked ", "", "WHERE m.id IN picked ", "").Replace(query), nil
	}
	return strings.Replace(query, "IN picked", "IN (SELECT value FROM json_each(?))", 1), []any{numberList(filter.IDs)}
}

// Texts returns the posts of the identifiers with nothing but their channel, moment and text, which takes much less time
// than whole posts.
func (w *Workspace) Texts(ctx context.Context, ids []social.PostID) ([]social.Post, error) {
	channels, err := readChannels(w.db.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	rows, err := w.db.WithContext(ctx).Raw(`SELECT p.id, p.channel_id, coalesce(s.published_at, p.published_at) AS at, p.text
		FROM posts p LEFT JOIN same_posts s ON s.post_id = p.id
		WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY at, p.id`, numberList(ids)).Rows()
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
		p.ID, p.Channel, p.PublishedAt = social.PostID(id), channels.shown(social.ChannelID(channel)), time.Unix(published, 0).UTC()
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

// Source is one export on which a post rests.
type Source struct {
	Import     social.ImportID
	File       string
	Format     string
	ExportedAt time.Time
	// Known is how it is known that the export means this post where that had to be found out: "identifier", "link",
	// "text_and_moment", "text_and_day" or "text_and_hours" (an export that does not say in which time zone it writes).
	// Empty for the exports of the row that stands for the post.
	Known string
}

// Sources returns the exports on which each of the posts rests, the one that counts most first.
func (w *Workspace) Sources(ctx context.Context, posts []social.PostID) (map[social.PostID][]Source, error) {
	query, args := PostFilter{IDs: posts}.apply(`SELECT m.id, i.id, i.file, i.format, i.exported_at, coalesce(s.reason, 0)
		FROM posts p LEFT JOIN same_posts s ON s.post_id = p.id JOIN posts m ON m.id = coalesce(s.main_id, p.id)
		JOIN imports i ON i.id = p.import_id AND p.versions = 1 OR i.id IN (SELECT import_id FROM post_versions WHERE post_id = p.id)
		WHERE m.id IN picked ORDER BY m.id, i.authority DESC, i.exported_at DESC, i.id DESC, p.key`)
	rows, err := w.db.WithContext(ctx).Raw(query, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	defer rows.Close()
	all := map[social.PostID][]Source{}
	for rows.Next() {
		var s Source
		var post social.PostID
		var exported int64
		var known sameness
		if err := rows.Scan(&post, &s.Import, &s.File, &s.Format, &exported, &known); err != nil {
			return nil, fmt.Errorf("read sources: %w", err)
		}
		s.Known = known.String()
		s.ExportedAt = time.Unix(exported, 0).UTC()
		all[post] = append(all[post], s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	return all, nil
}
