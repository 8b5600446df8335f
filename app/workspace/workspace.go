// Package workspace keeps everything of one hospital in one SQLite file: organisations, channels, imports and posts.
//
// Nothing in it is ever half-changed: an import is one transaction, and so is its undo. Each import's own words about a
// post are kept, and what the post is now is folded from them, newest export last; so any import can be taken back, in
// any order, and the workspace is then as if it had never been imported.
//
//	w, err := workspace.Open("hospital.auscult")
//	report, err := w.Import(ctx, reading, workspace.ImportOptions{})
//	err = w.Undo(ctx, report.Import.ID)
package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"auscult/app/workspace/keyring"
	"auscult/importer/source/private"
)

// Extension is how a workspace's file name ends.
const Extension = ".auscult"

// Workspace is an open workspace. Its methods may be called from several goroutines.
type Workspace struct {
	path string
	db   *gorm.DB
	sql  *sql.DB
	keys keys
}

// Create makes a new workspace at path and opens it. It returns [ErrExists] when there is a file already.
func Create(ctx context.Context, path string, s Settings, options ...Option) (*Workspace, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	// Claiming the name first keeps two programs from creating the same workspace.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%s: %w", path, ErrExists)
	}
	if err != nil {
		return nil, fmt.Errorf("create workspace: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("create workspace: %w", err)
	}
	w, err := connect(ctx, path, options)
	if err == nil {
		err = w.found(ctx, s)
	}
	if err != nil {
		if w != nil {
			_ = w.Close() // the first error is the one to tell
		}
		_ = os.Remove(path)
		return nil, err
	}
	return w, nil
}

// found fills a workspace that has just been created: its settings and our own organisation.
func (w *Workspace) found(ctx context.Context, s Settings) error {
	return w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := saveSettings(tx, s); err != nil {
			return err
		}
		return tx.Create(&organisationRow{Name: s.Hospital}).Error
	})
}

// Open opens the workspace at path, brings its schema up to date, and encrypts what people wrote where an older Auscult has not
// done so and there is a place for the key. It returns [ErrNoWorkspace] when path is none and
// [ErrNewer] when this program is too old for it.
func Open(ctx context.Context, path string, options ...Option) (*Workspace, error) {
	if err := isDatabase(path); err != nil {
		return nil, err
	}
	private.Tidy(filepath.Dir(path)) // what a program was putting beside it when it was killed
	w, err := connect(ctx, path, options)
	if err != nil {
		return nil, err
	}
	if err := w.encryptOld(ctx); err != nil {
		_ = w.Close() // the first error is the one to tell
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return w, nil
}

// isDatabase returns [ErrNoWorkspace] unless the file begins as SQLite's do: what else it is, SQLite would change or fill.
func isDatabase(path string) error {
	head := make([]byte, 16)
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", path, ErrNoWorkspace, err)
	}
	_, err = f.Read(head)
	_ = f.Close() // opened for reading
	if err != nil || string(head) != "SQLite format 3\x00" {
		return fmt.Errorf("%s: %w", path, ErrNoWorkspace)
	}
	return nil
}

// connect opens the database and migrates it.
func connect(ctx context.Context, path string, options []Option) (*Workspace, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	db, err := gorm.Open(sqlite.Open(dsn(absolute)), &gorm.Config{
		Logger:                 logger.Discard, // errors are returned and handled once; texts of posts must not reach a log
		SkipDefaultTransaction: true,
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, ErrNoWorkspace, err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	w := &Workspace{path: absolute, db: db, sql: pool}
	w.keys.ring = keyring.System()
	for _, o := range options {
		o(&w.keys)
	}
	if err := w.migrate(ctx); err != nil {
		_ = w.Close() // the first error is the one to tell
		return nil, fmt.Errorf("%s: %w", path, refused(err))
	}
	return w, nil
}

// fileURI writes a path as a URI, so that blanks, question marks and Windows drive letters in it are only letters.
func fileURI(absolute string) string {
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed}
	return u.String()
}

// dsn names the database with the settings every connection needs.
func dsn(absolute string) string {
	pragmas := url.Values{"_pragma": {
		"journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)", "busy_timeout(5000)", "cache_size(-65536)",
		"secure_delete(1)",   // what is deleted is overwritten
		"temp_store(MEMORY)", // no copies of posts in the system's temporary folder
	}}
	return fileURI(absolute) + "?" + pragmas.Encode() + "&_txlock=immediate"
}

// Path returns where the workspace is kept.
func (w *Workspace) Path() string { return w.path }

// Close closes the workspace and leaves a single file.
func (w *Workspace) Close() error { return w.sql.Close() }
