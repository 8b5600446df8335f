package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"auscult/analytics/social"
)

// besidePosts are the tables, other than those of posts, in which imports say something about channels. Each has the
// columns channel_id and import_id; an import's rows go when it is undone.
var besidePosts = []string{"follower_counts", "channel_figures", "web_pages", "comments"}

// Undo takes an import back, exactly: the workspace is then as if the file had never been imported, whatever was
// imported before or since. It returns the import that was taken back. It returns [ErrNoImport] when there is none.
func (w *Workspace) Undo(ctx context.Context, id social.ImportID) (social.Import, error) {
	var row importRow
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		err := tx.First(&row, int64(id)).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return ErrNoImport
		}
		if err != nil {
			return err
		}
		touched, err := touchedBy(tx, int64(id))
		if err != nil {
			return err
		}
		if err := forgetVersions(ctx, tx, id); err != nil {
			return err
		}
		if err := tx.Exec("DELETE FROM posts WHERE versions = 1 AND import_id = ?", int64(id)).Error; err != nil {
			return err
		}
		for _, table := range besidePosts {
			if err := tx.Exec("DELETE FROM "+table+" WHERE import_id = ?", int64(id)).Error; err != nil {
				return err
			}
		}
		if err := dropEmptied(tx, id); err != nil {
			return err
		}
		// Its problems go with it, and that it told of its channels.
		if err := tx.Delete(&importRow{}, int64(id)).Error; err != nil {
			return err
		}
		if err := derive(ctx, tx, touched); err != nil {
			return err
		}
		return relabel(ctx, tx, 0)
	})
	if err != nil {
		return social.Import{}, fmt.Errorf("undo import %d: %w", id, refused(err))
	}
	return row.domain(), nil
}

// forgetVersions removes the import's word on posts that other imports know too, and folds the others' words anew.
func forgetVersions(ctx context.Context, tx *gorm.DB, id social.ImportID) error {
	var posts []int64
	if err := tx.Raw("SELECT post_id FROM post_versions WHERE import_id = ? ORDER BY post_id", int64(id)).Scan(&posts).Error; err != nil {
		return err
	}
	if len(posts) == 0 {
		return nil
	}
	if err := tx.Exec("DELETE FROM post_versions WHERE import_id = ?", int64(id)).Error; err != nil {
		return err
	}
	versions, err := tx.Statement.ConnPool.PrepareContext(ctx, selectVersions)
	if err != nil {
		return err
	}
	defer versions.Close()
	update, err := tx.Statement.ConnPool.PrepareContext(ctx, updatePost)
	if err != nil {
		return err
	}
	defer update.Close()
	for _, post := range posts {
		if err := refold(ctx, versions, update, post); err != nil {
			return err
		}
	}
	// A post that one import alone knows again keeps no separate versions.
	return tx.Exec(`DELETE FROM post_versions WHERE post_id IN (SELECT id FROM posts WHERE versions = 1)`).Error
}

func refold(ctx context.Context, versions, update *sql.Stmt, post int64) error {
	folded, n, newest, err := foldVersions(ctx, versions, post)
	if err != nil {
		return err
	}
	args := append(appendVersion([]any{n, newest}, &folded), post)
	_, err = update.ExecContext(ctx, args...)
	return err
}
