package pages

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"auscult/analytics/social"
	"auscult/app/workspace"
	"auscult/importer"
	"auscult/importer/formats"
)

// errPassedOver says that a person has left a file out when asked whose posts it holds.
var errPassedOver = errors.New("left out")

// fileResult says what became of one file.
type fileResult struct {
	workspace.FileReport
	Added *formats.Format // a format that the file declares and the workspace has taken in; nil: it is no such file
	Err   error           // why the file, or the rest of it, was not imported; nil when all went well
}

// importing takes files into a workspace, one after the other. It knows no window.
type importing struct {
	workspace *workspace.Workspace
	// whose answers whose posts a file holds that does not say so itself; errPassedOver leaves the file out.
	whose func(ctx context.Context, file string) (workspace.Owner, error)
	// platform answers which of several platforms a file is of that does not say so itself; errPassedOver leaves it out.
	platform func(ctx context.Context, file string, of []social.Platform) (given[social.Platform], error)
	// channel answers which of several channels a file is of that does not say so itself; errPassedOver leaves it out.
	channel func(ctx context.Context, file string, of []string) (given[string], error)
	// key sees to it that people's comments can be encrypted, where the workspace has said why it cannot; errPassedOver leaves
	// the file out. Nil: the file is refused with the reason.
	key func(ctx context.Context, why error) error
	// always are answers that hold for all files, by what there was to choose from.
	always   map[string]string
	progress Progress
	// found is told which files there are, before the first is read; step how far each has come. Both are called on the
	// goroutine of the import; nil: not.
	found func(files []string)
	step  func(fileStep)
}

// fileStep says how far a file has come.
type fileStep struct {
	File       int // its place among the files found
	Done, Rows int // of the table being read; 0 until it has been opened
	// Result is what became of the file; nil while it is being read.
	Result *fileResult
}

func (im *importing) tell(s fileStep) {
	if im.step != nil {
		im.step(s)
	}
}

// run imports what the paths name: files, and folders with everything below. It returns what became of each file; the
// error is that of the whole, such as a path that does not exist or the context's when it was cancelled. A file is taken
// in whole tables: what a cancelled import had begun is not there.
func (im *importing) run(ctx context.Context, paths []string) ([]fileResult, error) {
	files, err := workspace.Files(paths)
	if err != nil {
		return nil, err
	}
	settings, err := im.workspace.Settings(ctx)
	if err != nil {
		return nil, err
	}
	organisations, err := im.workspace.Organisations(ctx)
	if err != nil {
		return nil, err
	}
	ours := 0
	for _, o := range organisations {
		if !o.Competitor {
			ours++
		}
	}
	im.always = map[string]string{}
	if im.found != nil && len(files) > 0 {
		im.found(files)
	}
	var results []fileResult
	for i, path := range files {
		name := filepath.Base(path)
		step := func(part float64, done, rows int) {
			im.progress((float64(i)+part)/float64(len(files)), name)
			im.tell(fileStep{File: i, Done: done, Rows: rows})
		}
		step(0, 0, 0)
		if isDeclaration(path) {
			results = append(results, im.declaration(ctx, path))
			im.tell(fileStep{File: i, Result: &results[len(results)-1]})
			continue
		}
		known, err := im.workspace.KnownFormats(ctx)
		if err != nil {
			return results, err
		}
		report, err := im.file(ctx, path, importer.Options{Zone: settings.Zone(), Known: known}, ours, step)
		if ctx.Err() != nil {
			if len(report.Tables) > 0 {
				results = append(results, fileResult{FileReport: report, Err: ctx.Err()})
			}
			return results, ctx.Err()
		}
		results = append(results, fileResult{FileReport: report, Err: err})
		im.tell(fileStep{File: i, Result: &results[len(results)-1]})
	}
	return results, nil
}

// file imports every table of one file. step is told the part done of the file, and the rows done of its table.
func (im *importing) file(ctx context.Context, path string, read importer.Options, ours int, step func(part float64, done, rows int)) (workspace.FileReport, error) {
	report := workspace.FileReport{Path: path}
	name := filepath.Base(path)
	doc, err := importer.Open(ctx, path, read)
	if unsaid := (*importer.UnsaidPlatformError)(nil); errors.As(err, &unsaid) {
		if read.Platform, err = answered(ctx, im.always, im.platform, name, unsaid.Format.OneOf); err != nil {
			return report, err
		}
		doc, err = importer.Open(ctx, path, read)
	}
	if err != nil {
		return report, err
	}
	defer func() { _ = doc.Close() }() // what was read is what counts
	report.Passed, report.Skipped = doc.Passed, doc.File.Skipped
	var owner workspace.Owner
	if slices.ContainsFunc(doc.Readings, func(r *importer.Reading) bool { return needsOwner(r.Format, ours) }) {
		if owner, err = im.whose(ctx, name); err != nil {
			return report, err
		}
	}
	err = im.workspace.SaysChannels(ctx, doc, owner)
	if unsaid := (*workspace.UnsaidChannelError)(nil); errors.As(err, &unsaid) {
		if read.Channel, err = answered(ctx, im.always, im.channel, name, unsaid.OneOf); err != nil {
			return report, err
		}
		again, err := importer.Open(ctx, path, read)
		if err != nil {
			return report, err
		}
		_ = doc.Close()
		doc = again
	} else if err != nil {
		return report, err
	}
	if slices.ContainsFunc(doc.Readings, func(r *importer.Reading) bool { return r.Format.Kind == formats.Comments }) {
		if err := im.withKey(ctx); err != nil {
			return report, err
		}
	}
	for i, reading := range doc.Readings {
		done, err := im.workspace.Import(ctx, reading, workspace.ImportOptions{Owner: owner, Progress: func(done, total int) {
			if total > 0 {
				done = min(done, total)
				step((float64(i)+float64(done)/float64(total))/float64(len(doc.Readings)), done, total)
			}
		}})
		if err != nil {
			return report, fmt.Errorf("%s: %w", reading.Table, err)
		}
		report.Tables = append(report.Tables, workspace.TableReport{Reading: reading, ImportReport: done})
	}
	return report, nil
}

// withKey sees to it that people's comments can be encrypted.
func (im *importing) withKey(ctx context.Context) error {
	err := im.workspace.MakeKey(ctx)
	if im.key != nil && (errors.Is(err, workspace.ErrNoKey) || errors.Is(err, workspace.ErrSealed)) {
		return im.key(ctx, err)
	}
	return err
}

// answered asks a question about a file, unless it has been answered for all.
func answered[T ~string](ctx context.Context, always map[string]string, ask func(context.Context, string, []T) (given[T], error), file string, of []T) (T, error) {
	question := fmt.Sprintf("%q", of)
	if answer, ok := always[question]; ok {
		return T(answer), nil
	}
	g, err := ask(ctx, file, of)
	if err == nil && g.always {
		always[question] = string(g.answer)
	}
	return g.answer, err
}

// needsOwner reports whether a person has to say whose posts an export of the format holds. Where every row names the
// organisation, nobody has to. A platform's own export is handed only to the channel's owner, so it is ours, and the
// question is open only where several organisations are ours. What a person has described themselves may be anybody's.
func needsOwner(f *formats.Format, ours int) bool {
	for _, c := range f.Columns {
		if c.Field == formats.Organisation && c.Needed {
			return false
		}
	}
	if f.Organisation != "" || f.OrganisationFromChannel {
		return false
	}
	return f.Platform == "" && f.Group != formats.OfPlatform || f.Group == formats.Declared || ours > 1
}

// counts adds up what results did.
func counts(results []fileResult) (total social.Import) {
	for _, r := range results {
		for _, t := range r.Tables {
			total.Rows += t.Import.Rows
			total.Taken += t.Import.Taken
			total.Merged += t.Import.Merged
			total.Unchanged += t.Import.Unchanged
			total.Same += t.Import.Same
			total.Refused += t.Import.Refused
		}
	}
	return total
}
