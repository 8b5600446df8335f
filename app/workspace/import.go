package workspace

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"auscult/analytics/social"
	"auscult/app/workspace/seal"
	"auscult/importer"
	"auscult/importer/formats"
)

// ImportOptions say how a reading is to be imported.
type ImportOptions struct {
	Owner  Owner
	DryRun bool // report what would happen and change nothing
	// KeepAuthors keeps the names of people who wrote comments; without it each becomes a pseudonym.
	KeepAuthors bool
	Progress    func(done, total int)
	Now         time.Time // the moment of the import; zero means the clock's
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

// errDryRun takes a dry run back.
var errDryRun = errors.New("dry run")

// Import takes the posts of a reading into the workspace, in one transaction: on any error, and when ctx is cancelled,
// nothing of it is there. The same file twice changes nothing. Rows that cannot be read are left out and reported; the
// others go in.
func (w *Workspace) Import(ctx context.Context, r *importer.Reading, o ImportOptions) (ImportReport, error) {
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	key, err := w.keyFor(ctx, r, o)
	if err != nil {
		return ImportReport{}, fmt.Errorf("import %s: %w", r.Table, err)
	}
	var report ImportReport
	err = w.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
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
		im.key = key
		defer im.close()
		if report, err = im.run(ctx); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		return relabel(ctx, tx, im.row.ID)
	})
	if errors.Is(err, errDryRun) {
		report.Import.ID = 0
		err = nil
	}
	if cancelled := ctx.Err(); err != nil && cancelled != nil {
		err = cancelled // whatever statement noticed it first, this is the reason
	}
	if err != nil {
		return ImportReport{}, fmt.Errorf("import %s: %w", r.Table, refused(err))
	}
	return report, nil
}

// keyFor returns the key that the import needs, if it brings what people wrote. A trial keeps nothing, so that any will do.
func (w *Workspace) keyFor(ctx context.Context, r *importer.Reading, o ImportOptions) (*seal.Key, error) {
	if r.Format.Kind != formats.Comments {
		return nil, nil
	}
	if o.DryRun {
		if key, err := w.findKey(ctx); !errors.Is(err, ErrNoKey) {
			return key, err
		}
		return seal.New(), nil
	}
	if err := w.MakeKey(ctx); err != nil {
		return nil, err
	}
	return w.findKey(ctx)
}

func alreadyImported(before importRow, r *importer.Reading) ImportReport {
	im := before.domain()
	im.Taken, im.Merged, im.Same, im.Unchanged = 0, 0, 0, before.Taken+before.Merged+before.Same+before.Unchanged
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
	comments *commenting // nil before the first comment
	key      *seal.Key   // of people's texts; nil where the file holds none

	find, told, keep, versions, add, update *sql.Stmt
	text                                    []byte // of the statement that inserts
	args                                    []any
}

func newImporting(ctx context.Context, tx *gorm.DB, r *importer.Reading, o ImportOptions) (*importing, error) {
	im := &importing{
		o: o, reading: r, tx: tx, used: map[social.ChannelID]bool{},
	}
	im.row = importRow{
		File: r.Table, SHA256: r.SHA256, Format: r.Format.ID, Encoding: r.Encoding,
		ImportedAt: o.Now.Unix(), ExportedAt: r.ExportedAt.Unix(), Authority: int(r.Format.Authority()), Zone: r.Format.Zone,
	}
	if r.ExportedAt.IsZero() || r.ExportedAt.After(o.Now) {
		im.row.ExportedAt = o.Now.Unix()
	}
	if err := tx.Create(&im.row).Error; err != nil {
		return nil, err
	}
	var err error
	if im.channels, err = newChannelFinder(tx, o.Owner, im.row.ID, r.Format.Kind == formats.Posts); err != nil {
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
		{&im.told, toldByFormat},
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
	for _, s := range []*sql.Stmt{im.find, im.told, im.keep, im.versions, im.add, im.update} {
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
			return ImportReport{}, fmt.Errorf("row %d: %w", record.Row, err)
		}
	}
	if im.reading.Format.Kind == formats.Posts {
		if err := im.findSame(ctx); err != nil {
			return ImportReport{}, err
		}
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
			rows[i] = problemRow{ImportID: im.row.ID, Row: p.Row, Column: p.Column, Value: p.Value, Reason: string(p.Reason)}
			if im.key != nil {
				rows[i].seal(im.key)
			}
		}
		if err := im.tx.CreateInBatches(rows, 50).Error; err != nil {
			return ImportReport{}, err
		}
	}
	all, err := readChannels(im.tx)
	if err != nil {
		return ImportReport{}, err
	}
	used := map[social.ChannelID]bool{}
	for stored := range im.used {
		used[all.shown(stored)] = true
	}
	for _, c := range all.channels {
		if used[c.ID] {
			im.report.Channels = append(im.report.Channels, c)
		}
	}
	im.report.Import = im.row.domain()
	return im.report, nil
}

// take stores one record.
func (im *importing) take(ctx context.Context, r *importer.Record) error {
	channel, err := im.channels.find(r)
	if err != nil {
		return err
	}
	im.used[channel] = true
	switch {
	case r.Followers != nil || r.Figures != nil:
		return im.takeCounts(ctx, channel, r)
	case r.Page != nil:
		return im.takePage(ctx, channel, r.Page)
	case r.Comment != nil:
		return im.takeComment(ctx, channel, r.Comment)
	default:
		r.Post.Channel = channel
		return im.takePost(ctx, &r.Post)
	}
}

// takePost stores a post: as a new one, or as another version of one that is there. Most posts are new, so the
// statement tries to insert and the database says whether it could: asking first would look every post up twice.
func (im *importing) takePost(ctx context.Context, p *social.Post) error {
	k := key(p)
	im.insertion(p, k)
	// The driver watches a context with a goroutine for each statement; run looks at it often enough.
	result, err := im.tx.Statement.ConnPool.ExecContext(context.WithoutCancel(ctx), string(im.text), im.args...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		im.row.Taken++
		return err
	}
	known, err := im.lookUp(ctx, p.Channel, k)
	if err != nil {
		return err
	}
	if known.importID == im.row.ID && known.versions == 1 {
		return im.again(ctx, known, p)
	}
	return im.merge(ctx, known, p)
}

// insertion writes the statement that inserts a post unless it is there, with its texts as arguments. Numbers are
// written into the statement: the driver compiles every statement anew each time it runs, prepared or not, and compares
// each argument with every other one, so that few arguments make an import noticeably faster (BenchmarkImport).
func (im *importing) insertion(p *social.Post, k string) {
	im.args = append(appendTexts(im.args[:0], p), k)
	im.text = append(im.text[:0], insertPrefix...)
	im.text = strconv.AppendInt(im.text, int64(p.Channel), 10)
	im.text = append(im.text, ',')
	im.text = strconv.AppendInt(im.text, im.row.ID, 10)
	for _, n := range numbersOf(p) {
		im.text = append(im.text, ',')
		im.text = strconv.AppendInt(im.text, n, 10)
	}
	for _, m := range allMetrics {
		if v, known := p.Metrics.Get(m); known {
			im.text = append(im.text, ',')
			im.text = strconv.AppendInt(im.text, v, 10)
		} else {
			im.text = append(im.text, ",NULL"...)
		}
	}
	im.text = append(im.text, ')')
}

var insertPrefix = "INSERT OR IGNORE INTO posts (" + strings.Join(textColumns, ", ") + ", key, versions, channel_id, import_id, " +
	strings.Join(numberColumns, ", ") + ", " + strings.Join(metricColumns, ", ") + ") VALUES (" + placeholders(len(textColumns)+1) + ", 1, "

// stored is a post as it is in the workspace.
type stored struct {
	id       int64
	versions int
	importID int64
	post     social.Post
}

func (im *importing) lookUp(ctx context.Context, channel social.ChannelID, k string) (stored, error) {
	var s stored
	var exported int64
	scan := newVersionScan()
	err := im.find.QueryRowContext(ctx, int64(channel), k).Scan(scan.into(&s.id, &s.versions, &s.importID, &exported)...)
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
	var ours bool
	if err := im.told.QueryRowContext(ctx, known.id, im.row.Format).Scan(&ours); err != nil {
		return err
	}
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
	switch {
	case !ours:
		im.row.Same++
	case same(folded, known.post):
		im.row.Unchanged++
	default:
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

// toldByFormat says whether an export of a format tells of a post.
const toldByFormat = `SELECT EXISTS (
	SELECT 1 FROM imports i WHERE i.format = ?2 AND i.id IN (SELECT import_id FROM posts WHERE id = ?1 UNION SELECT import_id FROM post_versions WHERE post_id = ?1))`

var selectVersions = `SELECT v.import_id, i.authority, i.exported_at, ` + columnList("v.") +
	` FROM post_versions v JOIN imports i ON i.id = v.import_id WHERE v.post_id = ? ORDER BY i.authority, i.exported_at, i.id`

// foldVersions reads a post's versions, the word that counts most last, and folds them. It returns how many there are
// and the import whose word counts most.
func foldVersions(ctx context.Context, versions *sql.Stmt, post int64) (folded social.Post, n int, newest int64, err error) {
	rows, err := versions.QueryContext(ctx, post)
	if err != nil {
		return folded, 0, 0, err
	}
	defer rows.Close()
	var f folding
	for rows.Next() {
		scan := newVersionScan()
		var authority, exported int64
		if err := rows.Scan(scan.into(&newest, &authority, &exported)...); err != nil {
			return folded, 0, 0, err
		}
		p := scan.read()
		p.ObservedAt = time.Unix(exported, 0).UTC()
		f.add(p, authority)
		n++
	}
	return f.post, n, newest, rows.Err()
}
