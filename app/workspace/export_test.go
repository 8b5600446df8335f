package workspace

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// WrittenByPeople lists what each import says that people wrote, opened by the workspace's key.
func (w *Workspace) WrittenByPeople(ctx context.Context) ([]string, error) {
	key, err := w.findKey(ctx)
	if err != nil && !errors.Is(err, ErrNoKey) {
		return nil, err
	}
	rows, err := w.db.WithContext(ctx).Raw(`SELECT c.name, i.file, k.channel_id, k.import_id, k.key, ` + commentsAsK + ` FROM comments k
		JOIN channels c ON c.id = k.channel_id JOIN imports i ON i.id = k.import_id`).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var channel, importID int64
		var name, file, k string
		var c storedComment
		if err := rows.Scan(append([]any{&name, &file, &channel, &importID, &k}, c.into()...)...); err != nil {
			return nil, err
		}
		if err := c.open(key, commentPlace(channel, importID, k)); err != nil {
			return nil, err
		}
		all = append(all, fmt.Sprint(name, "|", c.nativeID, "|", file, "|", c.author, "|", c.writtenAt, "|", c.text))
	}
	slices.Sort(all)
	return all, rows.Err()
}

// OwnTables names the tables with what people have said and set.
func OwnTables() (names []string) {
	for _, t := range ownTables {
		names = append(names, t.name)
	}
	return names
}
