package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"auscult/analytics/social"
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

func newImport(o *Options) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import -w WORKSPACE PATH…",
		Short: "Import files, folders and ZIP archives",
		Long: `Import files, folders and ZIP archives into a workspace. Each file's format is recognised by its columns, whatever
the file is called. A workspace that does not exist yet is made; --own then names the hospital. Without --own it is
called after the first organisation that the files name, else after the workspace.

The same file twice changes nothing. Rows that cannot be read are left out and listed with their reasons.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runImport(cmd, o, f, args) },
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

func runImport(cmd *cobra.Command, o *Options, f importFlags, paths []string) error {
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
	results, passed, failed, refused := importFiles(ctx, o, w, f, files)
	if err := w.Close(); err != nil {
		return badInput(err)
	}
	if made && (f.dryRun || failed == len(files)) { // a workspace made for nothing is not left behind
		if err := os.Remove(f.workspace); err != nil {
			return badInput(err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.asJSON {
		if err := printJSON(cmd.OutOrStdout(), struct {
			Files  []importedFile `json:"files"`
			Passed []passedTable  `json:"left_out"`
		}{results, passed}); err != nil {
			return err
		}
	} else {
		for _, r := range results {
			printImported(cmd.OutOrStdout(), r)
		}
		for _, p := range passed {
			fmt.Fprintf(cmd.OutOrStdout(), "left out: %s: %s\n", p.Table, p.Reason)
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
	w, err = workspace.Create(ctx, f.workspace, workspace.Settings{Hospital: hospital, TimeZone: zone})
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

func importFiles(ctx context.Context, o *Options, w *workspace.Workspace, f importFlags, files []string) (results []importedFile, passed []passedTable, failed, refused int) {
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
			passed = append(passed, passedOf(file, p))
		}
		for _, e := range report.Skipped {
			passed = append(passed, passedTable{file, e.Table, e.Sentence()})
		}
		if err != nil {
			failed++
			text := err.Error()
			results = append(results, importedFile{Path: file, Error: &text, Problems: []importedProblem{}, Notes: []importedNote{}})
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

func passedOf(file string, p importer.Passed) passedTable {
	if p.Aside == nil {
		return passedTable{file, p.Table, "it is no table that Auscult knows."}
	}
	return passedTable{file, p.Table, p.Aside.Why["en"]}
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

func printImported(w io.Writer, r importedFile) {
	if r.Error != nil {
		fmt.Fprintf(w, "%s\n  not imported: %s\n", r.Path, *r.Error)
		return
	}
	fmt.Fprintln(w, r.Path)
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
		fmt.Fprintf(w, "  the same file was imported on %s as import %d: nothing changed\n", r.Already.Local().Format(time.DateTime), *r.Import)
		return
	}
	fmt.Fprintf(w, "  %d rows: %d new, %d updated, %d unchanged, %d refused", r.Rows, r.Taken, r.Merged, r.Unchanged, r.Refused)
	if r.Import != nil {
		fmt.Fprintf(w, " (import %d)", *r.Import)
	} else {
		fmt.Fprint(w, " (dry run: nothing was stored)")
	}
	fmt.Fprintln(w)
	if r.Same > 0 {
		fmt.Fprintf(w, "  %d rows are posts that were there already from another source\n", r.Same)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(w, "  note: %s\n", noteSentence(n))
	}
	for i, p := range r.Problems {
		if i == mostProblems {
			fmt.Fprintf(w, "  … and %d more refused rows\n", r.Refused-mostProblems)
			break
		}
		fmt.Fprintf(w, "  refused: %s\n", p.Text)
	}
}

// counted writes a number with its word.
func counted(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// noteSentence says a note in English.
func noteSentence(n importedNote) string {
	switch importer.NoteKind(n.Kind) {
	case importer.GuessedDates:
		return fmt.Sprintf("the dates in column %q fit more than one reading; they were read %s", n.Column, n.Detail)
	case importer.UnknownForms:
		return fmt.Sprintf("column %q holds words that mean no content form Auscult knows: %s", n.Column, n.Detail)
	case importer.UnknownPeriod:
		return "nothing says over which days the figures were counted; they are taken as those up to the day of the export. Undo the import and name the days with --period, such as 2026-07-01..2026-09-30"
	case importer.InferredYears:
		return fmt.Sprintf("the dates in column %q have no year; the newest was taken for one of %s, from the date of the file", n.Column, n.Detail)
	case importer.SecondTable:
		return fmt.Sprintf("a second table begins in row %s; only the first was read: save the second as a file of its own", n.Detail)
	case importer.DatedByExport:
		return fmt.Sprintf("the file has no dates; its followers were taken as those of %s, the date of the file, and its other figures left out", n.Detail)
	case importer.MissingMetrics:
		return fmt.Sprintf("the export lacks what engagement is made of; export it again with %s", n.Detail)
	case importer.GuessedColumns:
		return fmt.Sprintf("these columns were recognised by names that nobody has seen in a real export yet; compare a few figures with the platform: %s", n.Detail)
	case importer.SwappedDates:
		return fmt.Sprintf("a spreadsheet program had swapped day and month in %s of column %q; they were put back", counted(n.Count, "date"), n.Column)
	case importer.DayNumbers:
		return fmt.Sprintf("column %q held numbers of days in %s; they were read as %s", n.Column, counted(n.Count, "cell"), n.Detail)
	case importer.MendedTexts:
		return fmt.Sprintf("letters in another encoding (Ã¼ for ü) were put right without loss in %s", counted(n.Count, "text"))
	case importer.MisreadTexts:
		return fmt.Sprintf("letters are in another encoding (Ã¼ for ü), and some are lost, in %s; export the file again to mend them", counted(n.Count, "text"))
	case importer.CutTexts:
		return fmt.Sprintf("a spreadsheet's cell was too small for %s, whose end is lost", counted(n.Count, "text"))
	case importer.MarkedTexts:
		return fmt.Sprintf("a spreadsheet program's error marks stood in place of %s, in column %q and perhaps others; they were left out", counted(n.Count, "text"), n.Column)
	case importer.DamagedChannelIDs:
		return fmt.Sprintf("a spreadsheet program has rounded the identifiers in column %q; channels are told apart by their names alone", n.Column)
	case importer.UnwrappedRows:
		return "a spreadsheet program had put each row into one cell; the rows were taken out again, but texts of several lines may be missing"
	case importer.ReplacedLetters:
		return fmt.Sprintf("what could not be read shows as �: %s", counted(n.Count, "letter"))
	}
	return n.Kind
}
