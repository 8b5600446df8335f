package workspace

import (
	"context"
	"fmt"

	"auscult/analytics/social"
)

// ExportBehind is an import and how many of the posts asked for have their figures from it.
type ExportBehind struct {
	social.Import
	Posts int
}

// ExportsBehind returns the imports that the figures of the posts are from, the newest export first.
func (w *Workspace) ExportsBehind(ctx context.Context, ids []social.PostID) ([]ExportBehind, error) {
	var rows []struct {
		Import importRow `gorm:"embedded"`
		Posts  int
	}
	err := w.db.WithContext(ctx).Raw(`SELECT i.*, n.posts FROM imports i JOIN (
			SELECT p.import_id, COUNT(*) AS posts FROM posts p WHERE p.id IN (SELECT value FROM json_each(?)) GROUP BY p.import_id
		) n ON n.import_id = i.id ORDER BY i.exported_at DESC, i.id DESC`, numberList(ids)).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the exports behind posts: %w", err)
	}
	all := make([]ExportBehind, len(rows))
	for i, r := range rows {
		all[i] = ExportBehind{r.Import.domain(), r.Posts}
	}
	return all, nil
}
