package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
	"auscult/importer/formats"
)

type importFlags struct {
	workspace, own, competitor, channel, platform, format, zone, days string
	dryRun, strict, keepAuthors, asJSON                               bool
	declared                                                          *formats.Format
	period                                                            importer.Period
}

// declare reads the format's declaration where --format names a file, and the period.
func (f *importFlags) declare() error {
	if f.days != "" {
		var err error
		if f.period, err = importer.ParsePeriod(f.days); err != nil {
			return usage("--period: %w", err)
		}
	}
	if !strings.HasSuffix(strings.ToLower(f.format), ".toml") {
		return nil
	}
	var err error
	f.declared, err = readFormat(f.format)
	f.format = ""
	return err
}

// options are how files are to be read.
func (f importFlags) options() importer.Options {
	return importer.Options{
		Format: f.format, Declared: f.declared, Channel: f.channel, Platform: social.Platform(f.platform), Period: f.period,
	}
}

func newImport(o *Options, lang *string) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import -w WORKSPACE PATH…",
		Short: "Import files, folders and ZIP archives",
		Long: `Import files, folders and ZIP archives into a workspace. Each file's format is recognised by its columns, whatever
the file is called. A workspace that does not exist yet is made; --own then names the hospital. Without --own it is
called after the first organisation that the files name, else after the workspace.

The same file twice changes nothing. Rows that cannot be read are left out and listed with their reasons.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			return runImport(cmd, o, f, args, speak)
		},
	}
	workspaceFlag(cmd, &f.workspace)
	jsonFlag(cmd, &f.asJSON)
	flags := cmd.Flags()
	flags.StringVar(&f.own, "own", "", "the posts are those of this hospital of ours")
	flags.StringVar(&f.competitor, "competitor", "", "the posts are those of this competitor")
	flags.StringVar(&f.channel, "channel", "", "the channel's name, for files that do not say")
	flags.StringVar(&f.platform, "platform", "", "the platform, such as instagram, for files that do not say which of several they are of")
	flags.StringVar(&f.format, "format", "", "read the files with this format: its identifier (see auscult formats), or a file that declares it")
	flags.StringVar(&f.zone, "timezone", "", "the hospital's time zone, for a new workspace (default: this machine's)")
	flags.StringVar(&f.days, "period", "", "the days whose figures website statistics hold, for files that do not say: 2026-07-01..2026-09-30")
	flags.BoolVar(&f.keepAuthors, "keep-authors", false, "keep the names of people who wrote comments instead of replacing them by pseudonyms")
	flags.BoolVar(&f.dryRun, "dry-run", false, "only say what would happen")
	flags.BoolVar(&f.strict, "strict", false, "end with 1 when any row is refused")
	cmd.MarkFlagsMutuallyExclusive("own", "competitor")
	return cmd
}

// importedFile is one file in the JSON of import.
type importedFile struct {
	Path      string            `json:"path"`
	Table     *string           `json:"table"`
	Format    *string           `json:"format"`
	Encoding  *string           `json:"encoding"`
	Channel   *string           `json:"channel"`
	Import    *int64            `json:"import"`
	Already   *time.Time        `json:"imported_before"`
	Exported  *time.Time        `json:"exported_at"`
	Rows      int               `json:"rows"`
	Taken     int               `json:"taken"`
	Merged    int               `json:"merged"`
	Unchanged int               `json:"unchanged"`
	Same      int               `json:"same"` // posts that only other sources had told of
	Refused   int               `json:"refused"`
	Problems  []importedProblem `json:"problems"`
	Notes     []importedNote    `json:"notes"`
	Error     *string           `json:"error"`

	err error
}

type importedProblem struct {
	Row    int    `json:"row"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

type importedNote struct {
	Kind   string `json:"kind"`
	Column string `json:"column"`
	Detail string `json:"detail"`
	Count  int    `json:"count"`
}

func runImport(cmd *cobra.Command, o *Options, f importFlags, paths []string, speak *language.Speaker) error {
	ctx := cmd.Context()
	files, err := workspace.Files(paths)
	if err != nil {
		return badInput(err)
	}
	if len(files) == 0 {
		return badInput(fmt.Errorf("there is no export in %s", strings.Join(paths, ", ")))
	}
	if err := f.declare(); err != nil {
		return err
	}
	if f.platform != "" && !social.Platform(f.platform).Valid() {
		return usage("there is no platform %q; use one of %v", f.platform, social.Platforms())
	}
	w, made, err := openOrCreate(ctx, f, files)
	if err != nil {
		return err
	}
	results, passed, failed, refused := importFiles(ctx, o, w, f, files, speak)
	checks, checking := checkImported(ctx, w, results)
	if err := w.Close(); err != nil {
		return badInput(err)
	}
	if made && (f.dryRun || failed == len(files)) { // a workspace made for nothing is not left behind
		if err := os.Remove(f.workspace); err != nil {
			return badInput(err)
		}
	}
	if err := cmp.Or(ctx.Err(), checking); err != nil {
		return err
	}
	if f.asJSON {
		if err := printJSON(cmd.OutOrStdout(), struct {
			Files  []importedFile `json:"files"`
			Passed []passedTable  `json:"left_out"`
			Checks importedChecks `json:"safeguards"`
		}{results, passed, importedChecks(checks)}); err != nil {
			return err
		}
	} else {
		for _, r := range results {
			printImported(cmd.OutOrStdout(), r, speak)
		}
		for _, p := range passed {
			fmt.Fprintln(cmd.OutOrStdout(), speak.T("told.left_out", language.Args{"Table": p.Table, "Reason": p.Reason}))
		}
		if found := checks.Sentence(speak); found != "" {
			fmt.Fprintln(cmd.OutOrStdout(), found)
		}
	}
	switch {
	case failed == len(files):
		return &exitError{code: BadInput}
	case failed > 0, f.strict && refused > 0:
		return &exitError{code: Look}
	}
	return nil
}

// importedChecks is what the safeguards find in our posts that were imported, in the JSON of import.
type importedChecks struct {
	Texts    int `json:"texts"`
	Serious  int `json:"serious"`
	Warnings int `json:"warnings"`
}

// checkImported checks the texts that came in.
func checkImported(ctx context.Context, w *workspace.Workspace, results []importedFile) (review.ImportChecks, error) {
	var ids []social.ImportID
	for _, r := range results {
		if r.Import != nil && r.Already == nil {
			ids = append(ids, social.ImportID(*r.Import))
		}
	}
	return review.New(w).CheckImports(ctx, ids)
}

// openOrCreate opens the workspace, or makes it when there is none yet.
func openOrCreate(ctx context.Context, f importFlags, files []string) (w *workspace.Workspace, made bool, err error) {
	if _, err := os.Stat(f.workspace); !errors.Is(err, fs.ErrNotExist) {
		w, err := open(ctx, f.workspace)
		return w, false, err
	}
	hospital := f.own
	if hospital == "" && f.competitor == "" {
		if hospital, err = firstOrganisation(ctx, f, files); err != nil {
			return nil, false, err
		}
	}
	if hospital == "" { // the name of the workspace is the best there is
		hospital = strings.TrimSuffix(filepath.Base(f.workspace), workspace.Extension)
	}
	zone := f.zone
	if zone == "" {
		zone = time.Local.String()
		if zone == "Local" { // the machine does not tell its zone's name
			zone = "Europe/Zurich"
		}
	}
	keys, err := givenKeys(ctx)
	if err != nil {
		return nil, false, err
	}
	w, err = workspace.Create(ctx, f.workspace, workspace.Settings{Hospital: hospital, TimeZone: zone}, keys...)
	if err != nil {
		return nil, false, badInput(err)
	}
	return w, true, nil
}

// firstOrganisation returns the organisation that the files name first: who makes a workspace of it without a word is
// most likely that one. Files that cannot be read are passed over here; importing them will say what is wrong.
func firstOrganisation(ctx context.Context, f importFlags, files []string) (string, error) {
	for _, file := range files {
		doc, err := importer.Open(ctx, file, f.options())
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if err != nil {
			continue
		}
		name := ""
		for _, reading := range doc.Readings {
			for record, err := range reading.Records(ctx) {
				if err == nil && !reading.Format.OrganisationFromChannel {
					name = record.Organisation
					break
				}
			}
		}
		if err := doc.Close(); err != nil {
			return "", badInput(err)
		}
		if name != "" {
			return name, nil
		}
	}
	return "", nil
}

func importFiles(ctx context.Context, o *Options, w *workspace.Workspace, f importFlags, files []string, speak *language.Speaker) (results []importedFile, passed []passedTable, failed, refused int) {
	passed = []passedTable{}
	owner := workspace.Owner{Name: f.own}
	if f.competitor != "" {
		owner = workspace.Owner{Name: f.competitor, Competitor: true}
	}
	for _, file := range files {
		if ctx.Err() != nil {
			return results, passed, failed, refused
		}
		progress, done := progressOn(o.Err, filepath.Base(file))
		report, err := w.ImportFile(ctx, file, f.options(),
			workspace.ImportOptions{Owner: owner, DryRun: f.dryRun, KeepAuthors: f.keepAuthors, Progress: progress})
		done()
		for _, t := range report.Tables {
			refused += t.Import.Refused
			results = append(results, imported(file, t))
		}
		for _, p := range report.Passed {
			passed = append(passed, passedTable{file, p.Table, speak.Passed(p)})
		}
		for _, e := range report.Skipped {
			passed = append(passed, passedTable{file, e.Table, speak.T("problem." + string(e.Problem))})
		}
		if err != nil {
			failed++
			text := err.Error()
			results = append(results, importedFile{Path: file, Error: &text, err: err, Problems: []importedProblem{}, Notes: []importedNote{}})
		}
	}
	return results, passed, failed, refused
}

// passedTable is a table beside those that were read, in the JSON of import.
type passedTable struct {
	Path   string `json:"path"`
	Table  string `json:"table"`
	Reason string `json:"reason"`
}

// progressOn shows a bar on a terminal and nothing anywhere else.
func progressOn(w io.Writer, what string) (progress func(done, total int), finish func()) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(what), progressbar.OptionClearOnFinish())
	// A bar that cannot be drawn is no reason to stop the work.
	return func(done, total int) { bar.ChangeMax(total); _ = bar.Set(done) }, func() { _ = bar.Finish() }
}

func imported(path string, t workspace.TableReport) importedFile {
	r := importedFile{
		Path: path, Table: &t.Reading.Table, Format: &t.Reading.Format.ID, Exported: &t.Import.ExportedAt,
		Rows: t.Import.Rows, Taken: t.Import.Taken, Merged: t.Import.Merged, Unchanged: t.Import.Unchanged, Same: t.Import.Same, Refused: t.Import.Refused,
		Problems: []importedProblem{}, Notes: []importedNote{},
	}
	if t.Reading.Encoding != "" {
		r.Encoding = &t.Reading.Encoding
	}
	if t.Import.ID != 0 {
		id := int64(t.Import.ID)
		r.Import = &id
	}
	if !t.Already.IsZero() {
		r.Already = &t.Already
	}
	if len(t.Channels) > 0 {
		var names []string
		for _, c := range t.Channels {
			names = append(names, c.Name)
		}
		name := strings.Join(names, ", ")
		r.Channel = &name
	}
	for _, p := range t.Problems {
		r.Problems = append(r.Problems, importedProblem{p.Row, p.Column, p.Value, string(p.Reason), p.Error()})
	}
	for _, n := range t.Reading.Notes {
		r.Notes = append(r.Notes, importedNote{string(n.Kind), n.Column, n.Detail, n.Count})
	}
	return r
}

// mostProblems is how many refused rows of a file are printed for people; JSON holds all that are kept.
const mostProblems = 10

func printImported(w io.Writer, r importedFile, speak *language.Speaker) {
	say := func(id string, args language.Args) { fmt.Fprintln(w, "  "+speak.T("told."+id, args)) }
	fmt.Fprintln(w, r.Path)
	if r.err != nil {
		say("not_imported", language.Args{"Reason": speak.Error(r.err)})
		if how := howTo(r.err, speak); how != "" {
			fmt.Fprintln(w, "  "+how)
		}
		return
	}
	if *r.Table != filepath.Base(r.Path) {
		fmt.Fprintf(w, "  %s\n", *r.Table)
	}
	fmt.Fprintf(w, "  %s", *r.Format)
	if r.Encoding != nil {
		fmt.Fprintf(w, ", %s", *r.Encoding)
	}
	if r.Channel != nil {
		fmt.Fprintf(w, " → %s", *r.Channel)
	}
	fmt.Fprintln(w)
	if r.Already != nil {
		say("already", language.Args{"Date": r.Already.Local().Format(time.DateTime), "Number": *r.Import})
		return
	}
	stored := speak.T("told.dry_run")
	if r.Import != nil {
		stored = speak.T("told.import", language.Args{"Number": *r.Import})
	}
	say("rows", language.Args{
		"Count": r.Rows, "New": r.Taken, "Updated": r.Merged, "Unchanged": r.Unchanged, "Refused": r.Refused, "Import": stored,
	})
	if r.Same > 0 {
		fmt.Fprintln(w, "  "+speak.T("import.remark.same", language.Args{"Count": r.Same}))
	}
	for _, n := range r.Notes {
		say("note", language.Args{"Note": speak.Note(importer.Note{Kind: importer.NoteKind(n.Kind), Column: n.Column, Detail: n.Detail, Count: n.Count})})
	}
	if slices.ContainsFunc(r.Notes, func(n importedNote) bool { return n.Kind == string(importer.UnknownPeriod) }) {
		fmt.Fprintln(w, "  "+speak.T("told.how.period"))
	}
	for i, p := range r.Problems {
		if i == mostProblems {
			say("more_refused", language.Args{"Count": r.Refused - mostProblems})
			break
		}
		say("refused", language.Args{"Problem": speak.Refused(importer.Problem{Row: p.Row, Column: p.Column, Value: p.Value, Reason: importer.Reason(p.Reason)})})
	}
}

// howTo says how to do by command what an error asks for, where that is not what the window would say; else it is empty.
func howTo(err error, speak *language.Speaker) string {
	var (
		unknown  *importer.UnknownError
		platform *importer.UnsaidPlatformError
		channel  *workspace.UnsaidChannelError
	)
	switch {
	case errors.As(err, &unknown):
		return speak.T("told.how.columns")
	case errors.As(err, &platform):
		return speak.T("told.how.platform", language.Args{"OneOf": words(platform.Format.OneOf)})
	case errors.Is(err, workspace.ErrNoKey):
		return speak.T("told.how.no_key")
	case errors.Is(err, workspace.ErrSealed):
		return speak.T("told.how.sealed")
	case errors.As(err, &channel):
		return speak.T("told.how.channel", language.Args{"OneOf": strings.Join(channel.OneOf, ", ")})
	}
	return ""
}
