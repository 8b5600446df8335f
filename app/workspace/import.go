package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/importer"
)

// ImportOptions say how a reading is to be imported.
type ImportOptions struct {
	Owner    Owner
	DryRun   bool // report what would happen and change nothing
	Progress func(done, total int)
	Now      time.Time // the moment of the import; zero means the clock's
}

// ImportReport says what an import did.
type ImportReport struct {
	Import   social.Import
	Channels []social.Channel   // the channels whose posts were in the file
	Problems []importer.Problem // the refused rows, at most [MaxProblems]
	// Already is when the same file was imported before; then nothing has changed and there is no new import. Zero
	// otherwise.
	Already time.Time
}

// MaxProblems is how many refused rows of one import are kept with their reasons. All of them are counted.
const MaxProblems = 10_000

// importRow is an import as it is stored.
type importRow struct {
	ID         int64 `gorm:"primaryKey"`
	File       string
	SHA256     string `gorm:"column:sha256"`
	Format     string
	Encoding   string
	ImportedAt int64
	ExportedAt int64
	Rows       int `gorm:"column:row_count"`
	Taken      int
	Merged     int
	Unchanged  int
	Refused    int
}

func (importRow) TableName() string { return "imports" }

func (r importRow) domain() social.Import {
	return social.Import{
		ID: social.ImportID(r.ID), File: r.File, SHA256: r.SHA256, Format: r.Format, Encoding: r.Encoding,
		ImportedAt: time.Unix(r.ImportedAt, 0).UTC(), ExportedAt: time.Unix(r.ExportedAt, 0).UTC(),
		Rows: r.Rows, Taken: r.Taken, Merged: r.Merged, Unchanged: r.Unchanged, Refused: r.Refused,
	}
}

// errDryRun takes a dry run back.
var errDryRun = errors.New("dry run")

// Import takes the posts of a reading into the workspace, in one transaction: on any error, and when ctx is cancelled,
// nothing of it is there. The same file twice changes nothing. Rows that cannot be read are left out and reported; the
// others go in.
func (w *Workspace) Import(ctx context.Context, r *importer.Reading, o ImportOptions) (ImportReport, error) {
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	var report ImportReport
	err := w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var before importRow
		err := tx.Where("sha256 = ? AND file = ?", r.SHA256, r.Table).First(&before).Error
		if err == nil {
			report = alreadyImported(before, r)
			return nil
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		im, err := newImporting(ctx, tx, r, o)
		if err != nil {
			return err
		}
		defer im.close()
		if report, err = im.run(ctx); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		report.Import.ID = 0
		err = nil
	}
	if err != nil {
		return ImportReport{}, fmt.Errorf("import %s: %w", r.Table, err)
	}
	return report, nil
}

func alreadyImported(before importRow, r *importer.Reading) ImportReport {
	im := before.domain()
	im.Taken, im.Merged, im.Unchanged = 0, 0, before.Taken+before.Merged+before.Unchanged
	return ImportReport{Import: im, Already: im.ImportedAt}
}

// importing is an import under way.
type importing struct {
	o        ImportOptions
	reading  *importer.Reading
	tx       *gorm.DB
	row      importRow
	report   ImportReport
	channels *channelFinder
	used     map[social.ChannelID]bool

	find, keep, versions, add, update *sql.Stmt
	args                              []any

	waiting []waitingPost    // new as far as is known, to be inserted together
	keys    map[postKey]bool // of the waiting
	lastID  int64            // the highest id among the posts
}

// postKey is what no two posts share.
type postKey struct {
	channel social.ChannelID
	key     string
}

// waitingPost is a record that waits to be stored.
type waitingPost struct {
	postKey
	row  int
	post social.Post
}

// together is how many posts one statement inserts. The driver compiles a statement anew each time it runs, which
// costs more than inserting a row, and compares each parameter with every other one, which makes long statements slow.
const together = 8

func newImporting(ctx context.Context, tx *gorm.DB, r *importer.Reading, o ImportOptions) (*importing, error) {
	im := &importing{
		o: o, reading: r, tx: tx, used: map[social.ChannelID]bool{}, keys: map[postKey]bool{},
	}
	im.row = importRow{
		File: r.Table, SHA256: r.SHA256, Format: r.Format.ID, Encoding: r.Encoding,
		ImportedAt: o.Now.Unix(), ExportedAt: r.ExportedAt.Unix(),
	}
	if r.ExportedAt.IsZero() || r.ExportedAt.After(o.Now) {
		im.row.ExportedAt = o.Now.Unix()
	}
	if err := tx.Create(&im.row).Error; err != nil {
		return nil, err
	}
	var err error
	if im.channels, err = newChannelFinder(tx, o.Owner, im.row.ID); err != nil {
		return nil, err
	}
	if err := tx.Raw("SELECT coalesce(max(id), 0) FROM posts").Scan(&im.lastID).Error; err != nil {
		return nil, err
	}
	return im, im.prepare(ctx)
}

// prepare compiles the statements once: binding a prepared row is several times faster than building a statement.
func (im *importing) prepare(ctx context.Context) error {
	n := len(versionColumns)
	for _, s := range []struct {
		into *(*sql.Stmt)
		text string
	}{
		{&im.find, `SELECT p.id, p.versions, p.import_id, i.exported_at, ` + columnList("p.") +
			` FROM posts p JOIN imports i ON i.id = p.import_id WHERE p.channel_id = ? AND p.key = ?`},
		{&im.keep, `INSERT INTO post_versions (post_id, import_id, ` + columnList("") + `) SELECT id, import_id, ` + columnList("") + ` FROM posts WHERE id = ?`},
		{&im.versions, selectVersions},
		{&im.add, `INSERT OR REPLACE INTO post_versions (post_id, import_id, ` + columnList("") + `) VALUES (?, ?, ` + placeholders(n) + `)`},
		{&im.update, updatePost},
	} {
		var err error
		if *s.into, err = im.tx.Statement.ConnPool.PrepareContext(ctx, s.text); err != nil {
			return err
		}
	}
	return nil
}

func (im *importing) close() {
	for _, s := range []*sql.Stmt{im.find, im.keep, im.versions, im.add, im.update} {
		if s != nil {
			_ = s.Close() // ends with the transaction anyway
		}
	}
}

// run reads every record and stores it.
func (im *importing) run(ctx context.Context) (ImportReport, error) {
	const every = 500 // rows between two signs of life
	for record, err := range im.reading.Records(ctx) {
		im.row.Rows++
		if im.row.Rows%every == 0 {
			if err := ctx.Err(); err != nil {
				return ImportReport{}, err
			}
			if im.o.Progress != nil {
				im.o.Progress(im.row.Rows, im.reading.Rows)
			}
		}
		var problem importer.Problem
		if errors.As(err, &problem) {
			im.refuse(problem)
			continue
		}
		if err != nil {
			return ImportReport{}, err
		}
		if err := im.take(ctx, &record); err != nil {
			return ImportReport{}, err
		}
	}
	if err := im.flush(ctx); err != nil {
		return ImportReport{}, err
	}
	return im.finish()
}

func (im *importing) refuse(p importer.Problem) {
	im.row.Refused++
	if len(im.report.Problems) < MaxProblems {
		im.report.Problems = append(im.report.Problems, p)
	}
}

// finish writes the counts and the problems.
func (im *importing) finish() (ImportReport, error) {
	if err := im.tx.Save(&im.row).Error; err != nil {
		return ImportReport{}, err
	}
	if len(im.report.Problems) > 0 {
		rows := make([]problemRow, len(im.report.Problems))
		for i, p := range im.report.Problems {
			rows[i] = problemRow{im.row.ID, p.Row, p.Column, p.Value, string(p.Reason)}
		}
		if err := im.tx.CreateInBatches(rows, 50).Error; err != nil {
			return ImportReport{}, err
		}
	}
	var channels []channelRow
	if err := im.tx.Order("organisation_id, id").Find(&channels).Error; err != nil {
		return ImportReport{}, err
	}
	for _, c := range channels {
		if im.used[social.ChannelID(c.ID)] {
			im.report.Channels = append(im.report.Channels, social.Channel{
				ID: social.ChannelID(c.ID), Organisation: social.OrganisationID(c.OrganisationID),
				Platform: social.Platform(c.Platform), Name: c.Name, NativeID: c.NativeID,
			})
		}
	}
	im.report.Import = im.row.domain()
	return im.report, nil
}

// take lets a record wait to be stored.
func (im *importing) take(ctx context.Context, r *importer.Record) error {
	channel, err := im.channels.find(r)
	if err != nil {
		return err
	}
	im.used[channel] = true
	r.Post.Channel = channel
	k := postKey{channel, key(&r.Post)}
	if im.keys[k] || len(im.waiting) == together {
		if err := im.flush(ctx); err != nil {
			return err
		}
	}
	im.keys[k] = true
	im.waiting = append(im.waiting, waitingPost{k, r.Row, r.Post})
	return nil
}

// flush stores what waits. Most posts are new, so they are inserted first and the database says whether it could:
// asking before would look every post up twice. Only when some were there already each is looked at.
func (im *importing) flush(ctx context.Context) error {
	if len(im.waiting) == 0 {
		return nil
	}
	im.args = im.args[:0]
	for i := range im.waiting {
		w := &im.waiting[i]
		im.args = append(im.args, int64(w.channel), w.key, im.row.ID)
		im.args = appendVersion(im.args, &w.post)
	}
	result, err := im.tx.Statement.ConnPool.ExecContext(ctx, insertStatements[len(im.waiting)-1], im.args...)
	if err != nil {
		return fmt.Errorf("rows %d to %d: %w", im.waiting[0].row, im.waiting[len(im.waiting)-1].row, err)
	}
	inserted, err := result.RowsAffected()
	if err != nil {
		return err
	}
	before := im.lastID
	im.lastID += inserted // ids count up by one, as no post is deleted while an import runs
	im.row.Taken += int(inserted)
	if int(inserted) < len(im.waiting) {
		for i := range im.waiting {
			if err := im.settle(ctx, &im.waiting[i], before); err != nil {
				return fmt.Errorf("row %d: %w", im.waiting[i].row, err)
			}
		}
	}
	im.waiting = im.waiting[:0]
	clear(im.keys)
	return nil
}

// insertStatements[n-1] inserts n posts, except those that are there.
var insertStatements = func() []string {
	row := "(?, ?, 1, ?, " + placeholders(len(versionColumns)) + ")"
	statements := make([]string, together)
	for n := range statements {
		statements[n] = "INSERT INTO posts (channel_id, key, versions, import_id, " + columnList("") + ") VALUES " +
			strings.Repeat(row+", ", n) + row + " ON CONFLICT (channel_id, key) DO NOTHING"
	}
	return statements
}()

// settle looks at a post after it was to be inserted: one with a higher id than any before is new, another was there
// and now has this version too.
func (im *importing) settle(ctx context.Context, w *waitingPost, before int64) error {
	known, err := im.lookUp(ctx, w.postKey)
	switch {
	case err != nil:
		return err
	case known.id > before:
		return nil
	case known.importID == im.row.ID && known.versions == 1:
		return im.again(ctx, known, &w.post)
	}
	return im.merge(ctx, known, &w.post)
}

// stored is a post as it is in the workspace.
type stored struct {
	id       int64
	versions int
	importID int64
	post     social.Post
}

func (im *importing) lookUp(ctx context.Context, k postKey) (stored, error) {
	var s stored
	var exported int64
	scan := newVersionScan()
	err := im.find.QueryRowContext(ctx, int64(k.channel), k.key).Scan(scan.into(&s.id, &s.versions, &s.importID, &exported)...)
	s.post = scan.read()
	s.post.ObservedAt = time.Unix(exported, 0).UTC()
	return s, err
}

// again handles a post that stands twice in one file: its later row completes the earlier one.
func (im *importing) again(ctx context.Context, known stored, p *social.Post) error {
	p.ObservedAt = known.post.ObservedAt
	folded := fold(known.post, *p)
	if same(folded, known.post) {
		im.row.Unchanged++
		return nil
	}
	im.row.Merged++
	return im.store(ctx, known.id, 1, im.row.ID, &folded)
}

// merge adds this import's version of a post that others know already.
func (im *importing) merge(ctx context.Context, known stored, p *social.Post) error {
	if known.versions == 1 {
		if _, err := im.keep.ExecContext(ctx, known.id); err != nil {
			return err
		}
	}
	im.args = append(im.args[:0], known.id, im.row.ID)
	im.args = appendVersion(im.args, p)
	if _, err := im.add.ExecContext(ctx, im.args...); err != nil {
		return err
	}
	folded, versions, newest, err := foldVersions(ctx, im.versions, known.id)
	if err != nil {
		return err
	}
	if same(folded, known.post) {
		im.row.Unchanged++
	} else {
		im.row.Merged++
	}
	return im.store(ctx, known.id, versions, newest, &folded)
}

func (im *importing) store(ctx context.Context, id int64, versions int, importID int64, p *social.Post) error {
	im.args = append(im.args[:0], versions, importID)
	im.args = append(appendVersion(im.args, p), id)
	_, err := im.update.ExecContext(ctx, im.args...)
	return err
}

var updatePost = func() string {
	set := "UPDATE posts SET versions = ?, import_id = ?"
	for _, c := range versionColumns {
		set += ", " + c + " = ?"
	}
	return set + " WHERE id = ?"
}()

var selectVersions = `SELECT v.import_id, i.exported_at, ` + columnList("v.") +
	` FROM post_versions v JOIN imports i ON i.id = v.import_id WHERE v.post_id = ? ORDER BY i.exported_at, i.id`

// foldVersions reads a post's versions, oldest export first, and folds them. It returns how many there are and the
// import with the newest export.
func foldVersions(ctx context.Context, versions *sql.Stmt, post int64) (folded social.Post, n int, newest int64, err error) {
	rows, err := versions.QueryContext(ctx, post)
	if err != nil {
		return folded, 0, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		scan := newVersionScan()
		var exported int64
		if err := rows.Scan(scan.into(&newest, &exported)...); err != nil {
			return folded, 0, 0, err
		}
		p := scan.read()
		p.ObservedAt = time.Unix(exported, 0).UTC()
		if n == 0 {
			folded = p
		} else {
			folded = fold(folded, p)
		}
		n++
	}
	return folded, n, newest, rows.Err()
}

// problemRow is a refused row as it is stored.
type problemRow struct {
	ImportID int64
	Row      int    `gorm:"column:row_number"`
	Column   string `gorm:"column:column_name"`
	Value    string
	Reason   string
}

func (problemRow) TableName() string { return "problems" }

// Imports returns all imports, newest first.
func (w *Workspace) Imports(ctx context.Context) ([]social.Import, error) {
	var rows []importRow
	if err := w.db.WithContext(ctx).Order("id DESC").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read imports: %w", err)
	}
	all := make([]social.Import, len(rows))
	for i, r := range rows {
		all[i] = r.domain()
	}
	return all, nil
}

// Problems returns the refused rows of an import in the order of the file.
func (w *Workspace) Problems(ctx context.Context, id social.ImportID) ([]importer.Problem, error) {
	var rows []problemRow
	if err := w.db.WithContext(ctx).Where("import_id = ?", int64(id)).Order("row_number").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read refused rows: %w", err)
	}
	problems := make([]importer.Problem, len(rows))
	for i, r := range rows {
		problems[i] = importer.Problem{Row: r.Row, Column: r.Column, Value: r.Value, Reason: importer.Reason(r.Reason)}
	}
	return slices.Clip(problems), nil
}
