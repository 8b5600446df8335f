package workspace

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/importer/formats"
)

// Rows of posts that several sources tell of stay rows of their own, each with the words of its imports; which of them
// are one post is found anew, from what is stored alone, at the end of each import and each undo. So it cannot matter in
// which order exports came, and an import that is taken back leaves no trace here either.

// territory is where rows may be one post: one organisation's channels on one platform.
type territory struct {
	organisation social.OrganisationID
	platform     social.Platform
}

// territories returns where the stored channels are.
func (l channelList) territories(stored []social.ChannelID) (all []territory) {
	for _, id := range stored {
		if c, ok := l.parts[id]; ok {
			all = append(all, territory{c.Organisation, c.Platform})
		}
	}
	return all
}

// touchedBy returns the territories of whose posts the import tells.
func touchedBy(tx *gorm.DB, importID int64) ([]territory, error) {
	l, err := readChannels(tx)
	if err != nil {
		return nil, err
	}
	var stored []social.ChannelID
	if err := tx.Raw("SELECT channel_id FROM import_channels WHERE import_id = ?", importID).Scan(&stored).Error; err != nil {
		return nil, err
	}
	return l.territories(stored), nil
}

// derive finds anew which rows are one post in the territories, and which posts of their organisations are cross-posts.
func derive(ctx context.Context, tx *gorm.DB, touched []territory) error {
	l, err := readChannels(tx)
	if err != nil {
		return err
	}
	slices.SortFunc(touched, func(a, b territory) int {
		return cmp.Or(cmp.Compare(a.organisation, b.organisation), cmp.Compare(a.platform, b.platform))
	})
	touched = slices.Compact(touched)
	// First everything goes: a channel may have moved from one territory to another.
	for _, t := range touched {
		err := tx.Exec(`DELETE FROM same_posts WHERE post_id IN (SELECT s.post_id FROM same_posts s CROSS JOIN posts p ON p.id = s.post_id
			WHERE p.channel_id IN (SELECT value FROM json_each(?)))`, numberList(l.in(t))).Error
		if err != nil {
			return fmt.Errorf("find posts of several sources: %w", err)
		}
	}
	for i, t := range touched {
		if err := deriveSame(ctx, tx, l, t); err != nil {
			return fmt.Errorf("find posts of several sources: %w", err)
		}
		if i+1 < len(touched) && touched[i+1].organisation == t.organisation {
			continue
		}
		if err := deriveCrossPosts(ctx, tx, l, t.organisation); err != nil {
			return fmt.Errorf("find cross-posts: %w", err)
		}
	}
	return nil
}

func deriveSame(ctx context.Context, tx *gorm.DB, l channelList, t territory) error {
	stored := l.in(t)
	var formats int
	err := tx.Raw(`SELECT count(DISTINCT i.format) FROM import_channels t JOIN imports i ON i.id = t.import_id
		WHERE t.channel_id IN (SELECT value FROM json_each(?))`, numberList(stored)).Scan(&formats).Error
	if err != nil {
		return err
	}
	// Rows of one format in one channel are told apart by their keys. Only where there are several formats, or a channel
	// without a name beside one with, or one merged into another, can there be anything to find; elsewhere a million posts need not be looked at.
	mixed := false
	for _, id := range stored {
		first, c := l.parts[stored[0]], l.parts[id]
		mixed = mixed || id != c.ID || (c.Name == "") != (first.Name == "")
	}
	if formats < 2 && !mixed {
		return nil
	}
	m, err := readMatching(ctx, tx, l, t)
	if err != nil {
		return err
	}
	m.match()
	return m.save(ctx, tx)
}

// readMatching reads every word on the territory's posts.
func readMatching(ctx context.Context, tx *gorm.DB, l channelList, t territory) (*matching, error) {
	settings, err := readSettings(tx)
	if err != nil {
		return nil, err
	}
	m := newMatching(t.platform, settings.Zone())
	const what = ` p.id, p.channel_id, p.key, i.id, i.format, i.authority, i.zone, i.exported_at, `
	const whose = ` WHERE p.channel_id IN (SELECT value FROM json_each(?1)) AND p.versions `
	rows, err := tx.Statement.ConnPool.QueryContext(ctx, `
		SELECT`+what+`p.native_id, p.url, p.text, p.published_at, p.day_only
		FROM posts p JOIN imports i ON i.id = p.import_id`+whose+`= 1
		UNION ALL
		SELECT`+what+`v.native_id, v.url, v.text, v.published_at, v.day_only
		FROM posts p JOIN post_versions v ON v.post_id = p.id JOIN imports i ON i.id = v.import_id`+whose+`> 1`,
		numberList(l.in(t)))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r told
		if err := rows.Scan(&r.post, &r.stored, &r.key, &r.importID, &r.format, &r.authority, &r.zone, &r.exported,
			&r.nativeID, &r.url, &r.text, &r.published, &r.dayOnly); err != nil {
			return nil, err
		}
		r.channel, r.channelName = l.parts[r.stored].ID, l.parts[r.stored].Name
		m.add(r)
	}
	return m, rows.Err()
}

// save stores which rows are one post.
func (m *matching) save(ctx context.Context, tx *gorm.DB) error {
	found := &inserts{tx: tx, into: "same_posts (post_id, main_id, reason, published_at)"}
	groups := m.groups()
	moments := m.moments(groups)
	for g, group := range groups {
		main := group[0]
		for _, row := range group {
			reason := m.rows[row].reason
			if row == main {
				reason = unmatched
			}
			if err := found.add(ctx, m.rows[row].post, m.rows[main].post, int64(reason), moments[g]); err != nil {
				return err
			}
		}
	}
	return found.flush(ctx)
}

// inserts inserts rows of numbers, many to a statement.
type inserts struct {
	tx   *gorm.DB
	into string
	rows int
	text []byte
}

func (in *inserts) add(ctx context.Context, numbers ...int64) error {
	const together = 500
	separator := ", ("
	if in.rows == 0 {
		in.text = append(append(append(in.text[:0], "INSERT INTO "...), in.into...), " VALUES "...)
		separator = "("
	}
	in.rows++
	for _, n := range numbers {
		in.text = append(in.text, separator...)
		in.text = strconv.AppendInt(in.text, n, 10)
		separator = ", "
	}
	in.text = append(in.text, ')')
	if in.rows == together {
		return in.flush(ctx)
	}
	return nil
}

func (in *inserts) flush(ctx context.Context) error {
	if in.rows == 0 {
		return nil
	}
	in.rows = 0
	_, err := in.tx.Statement.ConnPool.ExecContext(ctx, string(in.text))
	return err
}

// findSame finds which of the import's posts other sources have told of already, and counts those that seemed new.
func (im *importing) findSame(ctx context.Context) error {
	for channel := range im.used {
		if err := im.tx.Exec("INSERT INTO import_channels (channel_id, import_id) VALUES (?, ?)", int64(channel), im.row.ID).Error; err != nil {
			return err
		}
	}
	touched, err := touchedBy(im.tx, im.row.ID)
	if err != nil {
		return err
	}
	if err := derive(ctx, im.tx, touched); err != nil {
		return err
	}
	var found int
	err = im.tx.Raw(`SELECT count(*) FROM same_posts s CROSS JOIN posts p ON p.id = s.post_id
		WHERE p.import_id = @id AND p.versions = 1 AND EXISTS (
			SELECT 1 FROM same_posts o CROSS JOIN posts q ON q.id = o.post_id
			WHERE o.main_id = s.main_id AND NOT (q.import_id = @id AND q.versions = 1))`, map[string]any{"id": im.row.ID}).Scan(&found).Error
	im.row.Taken -= found
	im.row.Same += found
	return err
}

// told is what one import tells of one row, as far as it is compared.
type told struct {
	post, importID      int64
	stored, channel     social.ChannelID // where the row is, and the channel that this is part of
	channelName, key    string
	format, zone        string
	authority           formats.Authority
	exported, published int64
	dayOnly             bool
	nativeID, url, text string
}

// noZone is the zone of exports that do not say in which they write.
var noZone *time.Location

// numberList writes numbers as one JSON parameter: SQLite limits how many parameters a statement may have.
func numberList[T ~int64](numbers []T) string {
	var list strings.Builder
	for i, n := range numbers {
		if i > 0 {
			list.WriteByte(',')
		}
		list.WriteString(strconv.FormatInt(int64(n), 10))
	}
	return "[" + list.String() + "]"
}
