package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/app/workspace/seal"
)

// commentColumns are what an import says of a comment, in the order of storedComment.
const commentColumns = "native_id, in_reply_to, post_url, author, author_hidden, written_at, day_only, text, ours, mention, sealed"

// commentsAsK is commentColumns of a table that the statement calls k.
var commentsAsK = "k." + strings.ReplaceAll(commentColumns, ", ", ", k.")

// storedComment is a comment as it is kept.
type storedComment struct {
	nativeID, inReplyTo, postURL, author string
	hidden                               bool
	writtenAt                            int64
	dayOnly                              bool
	text                                 string
	ours                                 social.Answer
	mention                              bool
	sealed                               sql.NullString // text and author as they are kept; not valid where they are not encrypted
}

func (c *storedComment) into() []any {
	return []any{&c.nativeID, &c.inReplyTo, &c.postURL, &c.author, &c.hidden, &c.writtenAt, &c.dayOnly, &c.text, &c.ours, &c.mention, &c.sealed}
}

// commenting is what an import of comments needs beside the import itself.
type commenting struct {
	key        *seal.Key
	pseudonyms pseudonyms
	own        map[social.ChannelID][]string // the names under which a channel speaks, as names are compared
}

// takeComment stores a comment, as this import says. The author's name does not get in unless the person has said so, or
// it is the channel's own.
func (im *importing) takeComment(ctx context.Context, channel social.ChannelID, c *social.Comment) error {
	if im.comments == nil {
		secret, err := readSecret(ctx, im.tx, im.key)
		if err != nil {
			return err
		}
		im.comments = &commenting{im.key, secret, map[social.ChannelID][]string{}}
	}
	own, err := im.speaksAs(channel, c.Author)
	if err != nil {
		return err
	}
	pseudonym := ""
	if c.Author != "" {
		pseudonym = im.comments.pseudonyms.of(c.Author)
	}
	// The key holds the pseudonym whatever is shown: a name must not be found by trying.
	key := commentKey(im.comments.key, c, pseudonym)
	stored := storedComment{
		nativeID: c.NativeID, inReplyTo: c.InReplyTo, postURL: c.PostURL, author: c.Author, writtenAt: c.WrittenAt.Unix(), dayOnly: c.DayOnly,
		text: c.Text, ours: c.Ours, mention: c.Mention,
	}
	switch {
	case own && c.Ours != social.No:
		stored.ours = social.Yes
	case c.Author != "" && !im.o.KeepAuthors:
		stored.author, stored.hidden = pseudonym, true
	}
	return im.storeComment(ctx, channel, key, stored)
}

// speaksAs reports whether the name is the channel's or its organisation's own.
func (im *importing) speaksAs(channel social.ChannelID, name string) (bool, error) {
	own, known := im.comments.own[channel]
	if !known {
		var c, o string
		err := im.tx.Raw(`SELECT c.name, o.name FROM channels c JOIN organisations o ON o.id = c.organisation_id WHERE c.id = ?`, int64(channel)).Row().Scan(&c, &o)
		if err != nil {
			return false, err
		}
		own = []string{normalName(c), normalName(o)}
		im.comments.own[channel] = own
	}
	name = normalName(name)
	return name != "" && (name == own[0] || name == own[1]), nil
}

// commentKey returns what makes a comment the same in two files of one channel: the platform's identifier, else where
// it stands, who wrote it when, and the text, of which only the mark is kept.
func commentKey(key *seal.Key, c *social.Comment, pseudonym string) string {
	if c.NativeID != "" {
		return "id:" + c.NativeID
	}
	return "mark:" + key.Mark(plainLink(c.PostURL), pseudonym, strconv.FormatInt(c.WrittenAt.Unix(), 10), c.Text)
}

var latestComment = `SELECT k.import_id, ` + commentsAsK + ` FROM comments k JOIN imports i ON i.id = k.import_id
	WHERE k.channel_id = ? AND k.key = ? ORDER BY i.exported_at DESC, i.id DESC LIMIT 1`

func (im *importing) storeComment(ctx context.Context, channel social.ChannelID, key string, c storedComment) error {
	before, was, err := im.believedComment(ctx, channel, key)
	if err != nil {
		return err
	}
	sealed := c.seal(im.comments.key, commentPlace(int64(channel), im.row.ID, key))
	_, err = im.tx.Statement.ConnPool.ExecContext(context.WithoutCancel(ctx), // as in take
		`INSERT OR REPLACE INTO comments (channel_id, key, import_id, `+commentColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?)`,
		int64(channel), key, im.row.ID, c.nativeID, c.inReplyTo, c.postURL, c.authorShown(), c.hidden, c.writtenAt, c.dayOnly, c.ours, c.mention, sealed)
	if err != nil {
		return err
	}
	after, _, err := im.believedComment(ctx, channel, key)
	im.tally(was, before == after)
	return err
}

func (im *importing) believedComment(ctx context.Context, channel social.ChannelID, key string) (c storedComment, was bool, err error) {
	var from int64
	err = im.tx.Statement.ConnPool.QueryRowContext(ctx, latestComment, int64(channel), key).Scan(append([]any{&from}, c.into()...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return c, false, nil
	}
	if err == nil {
		err = c.open(im.comments.key, commentPlace(int64(channel), from, key))
	}
	return c, err == nil, err
}

// Comments returns the comments and mentions, as the newest exports say, in the order in which they were written. Each
// knows its post where that is in the workspace. Without the key their texts are locked, and all else is there.
func (w *Workspace) Comments(ctx context.Context) ([]social.Comment, error) {
	return w.comments(ctx, "")
}

// CommentsOf is [Workspace.Comments] for those of which any of the imports tells.
func (w *Workspace) CommentsOf(ctx context.Context, imports []social.ImportID) ([]social.Comment, error) {
	return w.comments(ctx, `AND EXISTS (SELECT 1 FROM comments e WHERE e.channel_id = k.channel_id AND e.key = k.key
		AND e.import_id IN (SELECT value FROM json_each(?)))`, numberList(imports))
}

func (w *Workspace) comments(ctx context.Context, only string, args ...any) ([]social.Comment, error) {
	channels, err := readChannels(w.db.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	posts, err := w.postFinder(ctx, channels)
	if err != nil {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	key, err := w.findKey(ctx)
	if err != nil && !errors.Is(err, ErrNoKey) && !errors.Is(err, ErrSealed) {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	rows, err := w.db.WithContext(ctx).Raw(`SELECT k.channel_id, k.key, k.import_id, c.platform, i.exported_at, `+commentsAsK+`
		FROM comments k JOIN channels c ON c.id = k.channel_id JOIN imports i ON i.id = k.import_id
		WHERE k.import_id = (SELECT l.import_id FROM comments l JOIN imports j ON j.id = l.import_id
			WHERE l.channel_id = k.channel_id AND l.key = k.key ORDER BY j.exported_at DESC, j.id DESC LIMIT 1) `+only+`
		ORDER BY k.written_at, k.channel_id, k.key`, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	defer rows.Close()
	var all []social.Comment
	for rows.Next() {
		var channel, from, exported int64
		var name, platform string
		var c storedComment
		if err := rows.Scan(append([]any{&channel, &name, &from, &platform, &exported}, c.into()...)...); err != nil {
			return nil, fmt.Errorf("read comments: %w", err)
		}
		locked := c.sealed.Valid && key == nil
		if !locked {
			if err := c.open(key, commentPlace(channel, from, name)); err != nil {
				return nil, fmt.Errorf("read comments: %w", err)
			}
		}
		comment := social.Comment{
			Channel: channels.shown(social.ChannelID(channel)), Platform: social.Platform(platform), NativeID: c.nativeID, InReplyTo: c.inReplyTo, PostURL: c.postURL,
			Author: c.author, Hidden: c.hidden, WrittenAt: time.Unix(c.writtenAt, 0).UTC(), DayOnly: c.dayOnly, Text: c.text, Locked: locked, Ours: c.ours,
			Mention: c.mention, ObservedAt: time.Unix(exported, 0).UTC(),
		}
		comment.Post = posts.find(comment.Channel, comment.PostURL)
		all = append(all, comment)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	return all, nil
}

// CommentCounts returns how many comments and mentions the channels have; channels without any are not in it.
func (w *Workspace) CommentCounts(ctx context.Context) (map[social.ChannelID]int, error) {
	var rows []struct {
		ChannelID int64
		N         int
	}
	err := w.db.WithContext(ctx).Raw(`SELECT channel_id, count(DISTINCT key) AS n FROM comments GROUP BY channel_id`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("count comments: %w", err)
	}
	channels, err := readChannels(w.db.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	counts := map[social.ChannelID]int{}
	for _, r := range rows {
		counts[channels.shown(social.ChannelID(r.ChannelID))] += r.N
	}
	return counts, nil
}

// postFinder finds posts by their link, or by their identifier within a channel.
type postFinder struct {
	byLink map[string]social.PostID
	byID   map[channelPost]social.PostID
}

type channelPost struct {
	channel social.ChannelID
	id      string
}

// postFinder knows every post, by the words of all its sources; where two have one link, the older row is meant.
func (w *Workspace) postFinder(ctx context.Context, channels channelList) (postFinder, error) {
	f := postFinder{map[string]social.PostID{}, map[channelPost]social.PostID{}}
	rows, err := w.db.WithContext(ctx).Raw(`SELECT coalesce(s.main_id, p.id), p.channel_id, p.url, p.native_id
		FROM posts p LEFT JOIN same_posts s ON s.post_id = p.id WHERE EXISTS (SELECT 1 FROM comments) ORDER BY p.id DESC`).Rows()
	if err != nil {
		return f, err
	}
	defer rows.Close()
	for rows.Next() {
		var id social.PostID
		var channel social.ChannelID
		var link, nativeID string
		if err := rows.Scan(&id, &channel, &link, &nativeID); err != nil {
			return f, err
		}
		if link != "" {
			f.byLink[plainLink(link)] = id
		}
		if nativeID != "" {
			f.byID[channelPost{channels.shown(channel), nativeID}] = id
		}
	}
	return f, rows.Err()
}

// find returns the post that the link or identifier means; zero when it is not there.
func (f postFinder) find(channel social.ChannelID, post string) social.PostID {
	if post == "" {
		return 0
	}
	if id, known := f.byLink[plainLink(post)]; known {
		return id
	}
	return f.byID[channelPost{channel, post}]
}
