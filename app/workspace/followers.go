package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"auscult/analytics/social"
)

// latestCount is what is believed of a channel's followers on a day: the word of the newest export.
const latestCount = `SELECT f.followers, f.import_id FROM follower_counts f JOIN imports i ON i.id = f.import_id
	WHERE f.channel_id = ? AND f.on_day = ? ORDER BY i.exported_at DESC, i.id DESC LIMIT 1`

// takeFollowers stores how many followers a channel had on a day, as this import says.
func (im *importing) takeFollowers(ctx context.Context, channel social.ChannelID, c social.FollowerCount) error {
	before, was, err := im.believed(ctx, channel, c.On)
	if err != nil {
		return err
	}
	_, err = im.tx.Statement.ConnPool.ExecContext(context.WithoutCancel(ctx), // as in take
		`INSERT OR REPLACE INTO follower_counts (channel_id, on_day, import_id, followers) VALUES (?, ?, ?, ?)`,
		int64(channel), c.On.Unix(), im.row.ID, c.Followers)
	if err != nil {
		return err
	}
	after, _, err := im.believed(ctx, channel, c.On)
	im.tally(was, before == after)
	return err
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

func (im *importing) believed(ctx context.Context, channel social.ChannelID, on time.Time) (followers int64, was bool, err error) {
	var by int64
	err = im.tx.Statement.ConnPool.QueryRowContext(ctx, latestCount, int64(channel), on.Unix()).Scan(&followers, &by)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return followers, err == nil, err
}

// Followers returns how many followers the channels had on which day, as the newest exports say.
func (w *Workspace) Followers(ctx context.Context) ([]social.FollowerCount, error) {
	rows, err := w.db.WithContext(ctx).Raw(`SELECT f.channel_id, f.on_day, f.followers FROM follower_counts f
		JOIN imports i ON i.id = f.import_id ORDER BY f.channel_id, f.on_day, i.exported_at, i.id`).Rows()
	if err != nil {
		return nil, fmt.Errorf("read followers: %w", err)
	}
	defer rows.Close()
	var counts []social.FollowerCount
	for rows.Next() {
		var channel, day, followers int64
		if err := rows.Scan(&channel, &day, &followers); err != nil {
			return nil, fmt.Errorf("read followers: %w", err)
		}
		c := social.FollowerCount{Channel: social.ChannelID(channel), On: time.Unix(day, 0).UTC(), Followers: followers}
		if n := len(counts); n > 0 && counts[n-1].Channel == c.Channel && counts[n-1].On.Equal(c.On) {
			counts[n-1] = c // a newer export's word
		} else {
			counts = append(counts, c)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read followers: %w", err)
	}
	return counts, nil
}
