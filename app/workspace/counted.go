package workspace

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"auscult/analytics/social"
	"auscult/importer"
)

// counted is where a kind of count of channels is kept, each import's own word beside those of others: find asks what
// is believed, the word of the newest export, by the count's key; put writes this import's word.
type counted struct{ find, put string }

var (
	countedFollowers = counted{
		`SELECT f.followers FROM follower_counts f JOIN imports i ON i.id = f.import_id
			WHERE f.channel_id = ? AND f.on_day = ? ORDER BY i.exported_at DESC, i.id DESC LIMIT 1`,
		`INSERT OR REPLACE INTO follower_counts (channel_id, on_day, import_id, followers) VALUES (?, ?, ?, ?)`,
	}
	countedFigures = counted{
		`SELECT f.value FROM channel_figures f JOIN imports i ON i.id = f.import_id
			WHERE f.channel_id = ? AND f.metric = ? AND f.from_day = ? AND f.to_day = ? ORDER BY i.exported_at DESC, i.id DESC LIMIT 1`,
		`INSERT OR REPLACE INTO channel_figures (channel_id, metric, from_day, to_day, import_id, value) VALUES (?, ?, ?, ?, ?, ?)`,
	}
)

// takeCounts stores what a row counts of a channel. The row is new when it brought any count that was not there.
func (im *importing) takeCounts(ctx context.Context, channel social.ChannelID, r *importer.Record) error {
	was, same := true, true
	count := func(in counted, n int64, key ...any) error {
		w, s, err := im.count(ctx, in, n, key)
		was, same = was && w, same && s
		return err
	}
	for _, c := range r.Followers {
		if err := count(countedFollowers, c.Followers, int64(channel), c.On.Unix()); err != nil {
			return err
		}
	}
	for _, f := range r.Figures {
		if err := count(countedFigures, f.Value, int64(channel), string(f.Metric), f.From.Unix(), f.To.Unix()); err != nil {
			return err
		}
	}
	im.tally(was, same)
	return nil
}

// tally counts a row that is no post: whether what it says was there before, and whether what is believed is the same
// as before.
func (im *importing) tally(was, same bool) {
	switch {
	case !was:
		im.row.Taken++
	case same:
		im.row.Unchanged++
	default:
		im.row.Merged++
	}
}

// count stores this import's word on a count. It returns whether the count was there before, and whether what is
// believed is the same as before.
func (im *importing) count(ctx context.Context, in counted, n int64, key []any) (was, same bool, err error) {
	before, was, err := im.believed(ctx, in, key)
	if err != nil {
		return false, false, err
	}
	_, err = im.tx.Statement.ConnPool.ExecContext(context.WithoutCancel(ctx), in.put, append(key, im.row.ID, n)...) // as in takePost
	if err != nil {
		return false, false, err
	}
	after, _, err := im.believed(ctx, in, key)
	return was, before == after, err
}

func (im *importing) believed(ctx context.Context, in counted, key []any) (n int64, was bool, err error) {
	err = im.tx.Statement.ConnPool.QueryRowContext(ctx, in.find, key...).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return n, err == nil, err
}

// ToldFigure is a figure of a channel with the import that told it.
type ToldFigure struct {
	social.ChannelFigure
	Import social.ImportID
}

// ChannelFigures returns what was counted of the channels, as the newest exports say, ordered by channel, metric and days.
func (w *Workspace) ChannelFigures(ctx context.Context) ([]social.ChannelFigure, error) {
	told, err := w.FiguresTold(ctx)
	all := make([]social.ChannelFigure, len(told))
	for i, f := range told {
		all[i] = f.ChannelFigure
	}
	return all, err
}

// FiguresTold is [Workspace.ChannelFigures] with the imports that told them.
func (w *Workspace) FiguresTold(ctx context.Context) ([]ToldFigure, error) {
	return newestWords(ctx, w, "figures", `SELECT f.channel_id, f.metric, f.from_day, f.to_day, f.value, f.import_id FROM channel_figures f
		JOIN imports i ON i.id = f.import_id ORDER BY f.metric, f.from_day, f.to_day, i.exported_at, i.id, f.channel_id`,
		func(rows *sql.Rows) (f ToldFigure, err error) {
			var from, to int64
			err = rows.Scan(&f.Channel, &f.Metric, &from, &to, &f.Value, &f.Import)
			f.From, f.To = time.Unix(from, 0).UTC(), time.Unix(to, 0).UTC()
			return f, err
		}, func(f ToldFigure) ToldFigure { f.Value, f.Import = 0, 0; return f }, func(f *ToldFigure) *social.ChannelID { return &f.Channel })
}

// ToldFollowers is a count of followers with the import that told it.
type ToldFollowers struct {
	social.FollowerCount
	Import social.ImportID
}

// Followers returns how many followers the channels had on which day, as the newest exports say.
func (w *Workspace) Followers(ctx context.Context) ([]social.FollowerCount, error) {
	told, err := w.FollowersTold(ctx)
	all := make([]social.FollowerCount, len(told))
	for i, c := range told {
		all[i] = c.FollowerCount
	}
	return all, err
}

// FollowersTold is [Workspace.Followers] with the imports that told them.
func (w *Workspace) FollowersTold(ctx context.Context) ([]ToldFollowers, error) {
	return newestWords(ctx, w, "followers", `SELECT f.channel_id, f.on_day, f.followers, f.import_id FROM follower_counts f
		JOIN imports i ON i.id = f.import_id ORDER BY f.on_day, i.exported_at, i.id, f.channel_id`,
		func(rows *sql.Rows) (c ToldFollowers, err error) {
			var day int64
			err = rows.Scan(&c.Channel, &day, &c.Followers, &c.Import)
			c.On = time.Unix(day, 0).UTC()
			return c, err
		}, func(c ToldFollowers) ToldFollowers { c.Followers, c.Import = 0, 0; return c }, func(c *ToldFollowers) *social.ChannelID { return &c.Channel })
}

// newestWords reads counts, of which the query gives the newest export's last, and orders them by the channel as which
// theirs is shown. What is their name for errors; key returns what makes two the same.
func newestWords[T comparable](ctx context.Context, w *Workspace, what, query string, scan func(*sql.Rows) (T, error), key func(T) T, channel func(*T) *social.ChannelID) ([]T, error) {
	channels, err := readChannels(w.db.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	rows, err := w.db.WithContext(ctx).Raw(query).Rows()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	defer rows.Close()
	var all []T
	at := map[T]int{}
	for rows.Next() {
		c, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", what, err)
		}
		*channel(&c) = channels.shown(*channel(&c))
		if place, known := at[key(c)]; known {
			all[place] = c
		} else {
			at[key(c)] = len(all)
			all = append(all, c)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(*channel(&a), *channel(&b)) })
	return all, nil
}
