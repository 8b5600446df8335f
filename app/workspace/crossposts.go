package workspace

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"auscult/analytics/social"
)

// A cross-post is one thing published on several platforms: the same text, or one that goes on after 60 letters as
// platforms with little room make it, within 36 hours. Its posts stay posts, each with its own figures.
const (
	crossPostLetters = 60
	crossPostWithin  = 36 * 60 * 60 // seconds
)

// published is a post, as far as it is compared with those of other platforms. There may be a million of them.
type published struct {
	id, at       int64
	channel      social.ChannelID
	begin, whole uint64 // digests of the text and its beginning
	tie          uint64 // orders posts of one moment without regard to when they came
	platform     uint8  // its place in the list of platforms
}

func deriveCrossPosts(ctx context.Context, tx *gorm.DB, l channelList, owner social.OrganisationID) error {
	stored, platforms := []social.ChannelID{}, map[social.Platform]bool{}
	for id, c := range l.parts {
		if c.Organisation == owner {
			stored = append(stored, id)
			platforms[c.Platform] = true
		}
	}
	err := tx.Exec(`DELETE FROM cross_posts WHERE post_id IN (SELECT x.post_id FROM cross_posts x CROSS JOIN posts p ON p.id = x.post_id
		WHERE p.channel_id IN (SELECT value FROM json_each(?)))`, numberList(stored)).Error
	if err != nil || len(platforms) < 2 {
		return err
	}
	posts, err := readPublished(ctx, tx, l, stored)
	if err != nil {
		return err
	}
	text, err := tx.Statement.ConnPool.PrepareContext(ctx, "SELECT text FROM posts WHERE id = ?")
	if err != nil {
		return err
	}
	defer text.Close()
	found := &inserts{tx: tx, into: "cross_posts (post_id, bundle)"}
	for len(posts) > 0 {
		n := 1
		for n < len(posts) && posts[n].begin == posts[0].begin {
			n++
		}
		bundles, err := bundlesOf(ctx, posts[:n], text)
		if err != nil {
			return err
		}
		for _, bundle := range bundles {
			for _, id := range bundle {
				if err := found.add(ctx, id, bundle[0]); err != nil {
					return err
				}
			}
		}
		posts = posts[n:]
	}
	return found.flush(ctx)
}

// readPublished reads the posts of the channels, those whose texts begin alike together and each such lot by time.
func readPublished(ctx context.Context, tx *gorm.DB, l channelList, stored []social.ChannelID) ([]published, error) {
	list := numberList(stored)
	var most int
	if err := tx.Raw("SELECT count(*) FROM posts WHERE channel_id IN (SELECT value FROM json_each(?))", list).Scan(&most).Error; err != nil {
		return nil, err
	}
	rows, err := tx.Statement.ConnPool.QueryContext(ctx, `SELECT p.id, p.channel_id, p.key, coalesce(s.published_at, p.published_at), p.text
		FROM posts p LEFT JOIN same_posts s ON s.post_id = p.id
		WHERE p.channel_id IN (SELECT value FROM json_each(?)) AND (s.main_id IS NULL OR s.main_id = p.id)`, list)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	posts := make([]published, 0, most)
	for rows.Next() {
		var p published
		var channel social.ChannelID
		var key, text string
		if err := rows.Scan(&p.id, &channel, &key, &p.at, &text); err != nil {
			return nil, err
		}
		normal, _ := normalText(text)
		if normal == "" {
			continue
		}
		c := l.parts[channel]
		p.channel, p.platform = c.ID, uint8(c.Platform.Order())
		p.begin, p.whole, p.tie = digest(beginning(normal, crossPostLetters)), digest(normal), digest(c.Name, key)
		posts = append(posts, p)
	}
	slices.SortFunc(posts, func(a, b published) int {
		return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.at, b.at), cmp.Compare(a.platform, b.platform), cmp.Compare(a.tie, b.tie))
	})
	return posts, rows.Err()
}

// bundle is a cross-post that is being put together. Each channel has one post in it; what a channel repeats later is
// another cross-post.
type bundle struct {
	first    published
	ids      []int64
	channels []social.ChannelID
	several  bool // platforms
}

// bundlesOf puts posts whose texts begin alike together, in the order of time. The posts of each bundle come in that
// order too.
func bundlesOf(ctx context.Context, posts []published, text *sql.Stmt) (found [][]int64, err error) {
	if !slices.ContainsFunc(posts, func(p published) bool { return p.platform != posts[0].platform }) {
		return nil, nil
	}
	texts := lazyTexts{statement: text, known: map[int64]lazyText{}}
	var open []*bundle
	done := func(b *bundle) {
		if b.several {
			found = append(found, b.ids)
		}
	}
	for _, p := range posts {
		open = slices.DeleteFunc(open, func(b *bundle) bool {
			over := p.at-b.first.at > crossPostWithin
			if over {
				done(b)
				delete(texts.known, b.first.id)
			}
			return over
		})
		var part *bundle
		for _, b := range open {
			if slices.Contains(b.channels, p.channel) {
				continue
			}
			same := b.first.whole == p.whole
			if !same {
				if same, err = texts.continued(ctx, b.first.id, p.id); err != nil {
					return nil, err
				}
			}
			if same {
				part = b
				break
			}
		}
		if part == nil {
			open = append(open, &bundle{first: p, ids: []int64{p.id}, channels: []social.ChannelID{p.channel}})
			continue
		}
		delete(texts.known, p.id) // only first posts are compared again
		part.ids, part.channels = append(part.ids, p.id), append(part.channels, p.channel)
		part.several = part.several || p.platform != part.first.platform
	}
	for _, b := range open {
		done(b)
	}
	return found, nil
}

// lazyTexts are the texts of posts, read where they are needed: most posts are no cross-posts, and most cross-posts have
// one text.
type lazyTexts struct {
	statement *sql.Stmt
	known     map[int64]lazyText
}

type lazyText struct {
	normal string
	cut    bool
}

func (l lazyTexts) of(ctx context.Context, post int64) (lazyText, error) {
	if t, ok := l.known[post]; ok {
		return t, nil
	}
	var raw string
	if err := l.statement.QueryRowContext(ctx, post).Scan(&raw); err != nil {
		return lazyText{}, err
	}
	var t lazyText
	t.normal, t.cut = normalText(raw)
	l.known[post] = t
	return t, nil
}

// continued reports whether one post's text is the beginning of the other's, up to the end of a word or to where it was
// cut.
func (l lazyTexts) continued(ctx context.Context, one, other int64) (bool, error) {
	a, err := l.of(ctx, one)
	if err != nil {
		return false, err
	}
	b, err := l.of(ctx, other)
	if err != nil {
		return false, err
	}
	if len(a.normal) > len(b.normal) {
		a, b = b, a
	}
	return utf8.RuneCountInString(a.normal) >= crossPostLetters &&
		(continues(b.normal, a.normal) || a.cut && strings.HasPrefix(b.normal, a.normal)), nil
}
