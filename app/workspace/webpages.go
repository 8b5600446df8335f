package workspace

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"auscult/analytics/social"
)

// pageColumns are the figures of a page in the order in which statements have them.
const pageColumns = "title, views, visitors, watch_time, clicks, impressions"

// addPage stores what an import says of a page. A page that stands in one file under several addresses, such as with
// and without a slash at the end, has the sum of their figures and the longest title.
const addPage = `INSERT INTO web_pages (channel_id, host, path, from_day, to_day, import_id, ` + pageColumns + `)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT DO UPDATE SET
		title = CASE WHEN length(excluded.title) > length(title) OR length(excluded.title) = length(title) AND excluded.title < title
			THEN excluded.title ELSE title END,
		views = CASE WHEN excluded.views IS NULL THEN views ELSE coalesce(views, 0) + excluded.views END,
		visitors = CASE WHEN excluded.visitors IS NULL THEN visitors ELSE coalesce(visitors, 0) + excluded.visitors END,
		watch_time = CASE WHEN excluded.watch_time IS NULL THEN watch_time ELSE coalesce(watch_time, 0) + excluded.watch_time END,
		clicks = CASE WHEN excluded.clicks IS NULL THEN clicks ELSE coalesce(clicks, 0) + excluded.clicks END,
		impressions = CASE WHEN excluded.impressions IS NULL THEN impressions ELSE coalesce(impressions, 0) + excluded.impressions END`

const selectPage = `SELECT i.exported_at, ` + pageColumns + ` FROM web_pages w JOIN imports i ON i.id = w.import_id
	WHERE w.channel_id = ? AND w.host = ? AND w.path = ? AND w.from_day = ? AND w.to_day = ? ORDER BY i.exported_at, i.id`

// takePage stores a page's figures over a period, as this import says.
func (im *importing) takePage(ctx context.Context, channel social.ChannelID, f *social.PageFigures) error {
	from, to := periodDays(f)
	before, was, err := im.believedPage(ctx, channel, f.Page, from, to)
	if err != nil {
		return err
	}
	_, err = im.tx.Statement.ConnPool.ExecContext(context.WithoutCancel(ctx), addPage, // as in take
		int64(channel), f.Page.Host, f.Page.Path, from, to, im.row.ID, f.Title, f.Views, f.Visitors, f.WatchTime, f.Clicks, f.Impressions)
	if err != nil {
		return err
	}
	after, _, err := im.believedPage(ctx, channel, f.Page, from, to)
	im.tally(was, before.plain() == after.plain())
	return err
}

// periodDays are the period's days as they are stored.
func periodDays(f *social.PageFigures) (from, to int64) {
	if !f.KnowsPeriod() {
		return 0, 0
	}
	return f.From.Unix(), f.To.Unix()
}

// storedPage is what is said of a page's figures; absent ones are not valid.
type storedPage struct {
	exported int64
	title    string
	figures  [5]sql.NullInt64 // in the order of pageColumns
}

func (p *storedPage) into() []any {
	return []any{&p.exported, &p.title, &p.figures[0], &p.figures[1], &p.figures[2], &p.figures[3], &p.figures[4]}
}

// plain is the page without the date of its export, to compare what is said.
func (p storedPage) plain() storedPage {
	p.exported = 0
	return p
}

// overlay is what is believed when newer is said after p: each figure that newer knows.
func (p storedPage) overlay(newer storedPage) storedPage {
	p.exported = newer.exported
	if newer.title != "" {
		p.title = newer.title
	}
	for i, v := range newer.figures {
		if v.Valid {
			p.figures[i] = v
		}
	}
	return p
}

func (p storedPage) domain() social.PageFigures {
	figure := func(i int) *int64 {
		if !p.figures[i].Valid {
			return nil
		}
		return &p.figures[i].Int64
	}
	return social.PageFigures{
		Title: p.title, Views: figure(0), Visitors: figure(1), WatchTime: figure(2), Clicks: figure(3), Impressions: figure(4),
		ObservedAt: time.Unix(p.exported, 0).UTC(),
	}
}

func (im *importing) believedPage(ctx context.Context, channel social.ChannelID, page social.PageAddress, from, to int64) (believed storedPage, was bool, err error) {
	rows, err := im.tx.Statement.ConnPool.QueryContext(ctx, selectPage, int64(channel), page.Host, page.Path, from, to)
	if err != nil {
		return believed, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var said storedPage
		if err := rows.Scan(said.into()...); err != nil {
			return believed, false, err
		}
		believed, was = believed.overlay(said), true
	}
	return believed, was, rows.Err()
}

// PageFigures returns the figures of the websites' pages, one a channel, page and period, as the newest exports say.
func (w *Workspace) PageFigures(ctx context.Context) ([]social.PageFigures, error) {
	channels, err := readChannels(w.db.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	rows, err := w.db.WithContext(ctx).Raw(`SELECT w.channel_id, w.host, w.path, w.from_day, w.to_day, i.exported_at, ` + pageColumns + `
		FROM web_pages w JOIN imports i ON i.id = w.import_id
		ORDER BY w.channel_id, w.path, w.host, w.from_day, w.to_day, i.exported_at, i.id`).Rows()
	if err != nil {
		return nil, fmt.Errorf("read web pages: %w", err)
	}
	defer rows.Close()
	type key struct {
		channel, from, to int64
		page              social.PageAddress
	}
	var all []social.PageFigures
	var last key
	var believed storedPage
	for rows.Next() {
		var k key
		var said storedPage
		if err := rows.Scan(append([]any{&k.channel, &k.page.Host, &k.page.Path, &k.from, &k.to}, said.into()...)...); err != nil {
			return nil, fmt.Errorf("read web pages: %w", err)
		}
		if len(all) == 0 || k != last {
			all, last, believed = append(all, social.PageFigures{}), k, storedPage{}
		}
		believed = believed.overlay(said)
		f := believed.domain()
		f.Channel, f.Page = channels.shown(social.ChannelID(k.channel)), k.page
		if k.from != 0 {
			f.From, f.To = time.Unix(k.from, 0).UTC(), time.Unix(k.to, 0).UTC()
		}
		all[len(all)-1] = f
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read web pages: %w", err)
	}
	return all, nil
}
