package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/app/workspace"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/mapping"
	"auscult/importer/source"
)

// readFormat reads a format's declaration from a file.
func readFormat(path string) (*formats.Format, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, badInput(fmt.Errorf("cannot read the format: %w", err))
	}
	f, err := importer.ParseFormat(raw)
	if err != nil {
		return nil, badInput(fmt.Errorf("%s: %w", path, err))
	}
	return f, nil
}

func newFormatsAdd() *cobra.Command {
	return onWorkspace("add -w WORKSPACE FILE.toml", "Take a format's declaration into the workspace, so that its files are recognised", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			f, err := readFormat(args[0])
			if err != nil {
				return err
			}
			if err := w.AddFormat(cmd.Context(), f, time.Now()); err != nil {
				return err
			}
			return confirm(cmd, asJSON, formatChange{Added: f.ID}, "%s (%s): files of this format are recognised from now on.\n", f.ID, f.Name)
		})
}

func newFormatsExport() *cobra.Command {
	var out string
	cmd := onWorkspace("export -w WORKSPACE ID", "Write a format's declaration, for colleagues", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, _ bool) error {
			known, err := w.KnownFormats(cmd.Context())
			if err != nil {
				return err
			}
			i := slices.IndexFunc(known, func(f *formats.Format) bool { return f.ID == args[0] })
			if i < 0 {
				return fmt.Errorf("%q: %w", args[0], workspace.ErrNoFormat)
			}
			raw, err := known[i].Encode()
			if err != nil {
				return err
			}
			return writeOut(cmd, out, raw)
		})
	cmd.Flags().StringVarP(&out, "output", "o", "", "the file to write; without it the declaration is printed")
	return cmd
}

// writeOut writes a new file, or prints where no file is named. It never writes over a file.
func writeOut(cmd *cobra.Command, path string, raw []byte) error {
	if path == "" {
		_, err := cmd.OutOrStdout().Write(raw)
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; choose another name", path)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(raw); err != nil {
		_ = f.Close() // the first error is the one to tell
		return err
	}
	return f.Close()
}

type suggestFlags struct {
	out, table, name, kind string
	header                 int
	asJSON                 bool
}

func newFormatsSuggest() *cobra.Command {
	var f suggestFlags
	cmd := &cobra.Command{
		Use:   "suggest FILE",
		Short: "Propose what the columns of an export mean that Auscult does not know",
		Long: `Propose what the columns of an export mean that Auscult does not know, and write the proposal as the draft of a
format. It is only a proposal: look at each line, correct it in a text editor, and take it in with “auscult formats add”.
It ends with 1 while something that is needed is missing.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runSuggest(cmd, f, args[0]) },
	}
	jsonFlag(cmd, &f.asJSON)
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", "the draft to write, a file ending in .toml")
	flags.StringVar(&f.table, "table", "", "the table of a workbook or archive that holds the rows (default: the first that looks like one)")
	flags.IntVar(&f.header, "header", 0, "the row that holds the column names (default: the likeliest)")
	flags.StringVar(&f.kind, "kind", "", "what the rows are: "+kindList()+" (default: the likeliest)")
	flags.StringVar(&f.name, "name", "", "the format's name (default: made from the file's name)")
	return cmd
}

func kindList() string {
	var all []string
	for _, k := range formats.Kinds() {
		all = append(all, string(k))
	}
	return strings.Join(all, ", ")
}

// suggestion is the JSON of suggest.
type suggestion struct {
	File     string            `json:"file"`
	Table    string            `json:"table"`
	Header   int               `json:"header_row"`
	Kind     string            `json:"kind"`
	Platform *string           `json:"platform"`
	Columns  []suggestedColumn `json:"columns"`
	Missing  []suggestedLack   `json:"missing"`
}

type suggestedColumn struct {
	Name     string   `json:"name"`
	Field    *string  `json:"field"`
	Why      *string  `json:"why"`
	Examples []string `json:"examples"`
}

type suggestedLack struct {
	Lack string `json:"lack"`
	Text string `json:"text"`
}

func runSuggest(cmd *cobra.Command, f suggestFlags, path string) error {
	sample, err := importer.TakeSample(cmd.Context(), path, source.Options{})
	if err != nil {
		return badInput(err)
	}
	m, err := f.mapping(sample)
	if err != nil {
		return err
	}
	raw, err := m.Draft(time.Now(), func(id string) bool { _, taken := formats.ByID(id); return taken })
	if err != nil {
		return badInput(err)
	}
	if f.out != "" {
		if err := writeOut(cmd, f.out, raw); err != nil {
			return badInput(err)
		}
	}
	s := suggestionOf(m)
	if f.asJSON {
		err = printJSON(cmd.OutOrStdout(), s)
	} else {
		printSuggestion(cmd, s, f.out)
	}
	if err == nil && len(s.Missing) > 0 {
		return &exitError{code: Look}
	}
	return err
}

// mapping proposes for the table, header and kind that were asked for.
func (f suggestFlags) mapping(sample *importer.Sample) (*mapping.Mapping, error) {
	table := sample.LikelyTable()
	if f.table != "" {
		table = slices.IndexFunc(sample.Tables, func(t importer.SampleTable) bool {
			return t.Name == f.table || strings.HasSuffix(t.Name, ": "+f.table)
		})
		if table < 0 {
			return nil, usage("there is no table %q in %s", f.table, sample.File)
		}
	}
	m := mapping.Suggest(sample, table)
	if f.header != 0 {
		row := slices.IndexFunc(m.Headers(), func(r source.Row) bool { return r.Number == f.header })
		if row < 0 {
			return nil, usage("the column names must stand in one of the first rows, not in row %d", f.header)
		}
		m = m.WithHeader(row)
	}
	if f.kind != "" {
		if !slices.Contains(formats.Kinds(), formats.Kind(f.kind)) {
			return nil, usage("the rows can be %s, not %q", kindList(), f.kind)
		}
		m = m.WithKind(formats.Kind(f.kind))
	}
	if f.name != "" {
		m.Name = f.name
	}
	return m, nil
}

func suggestionOf(m *mapping.Mapping) suggestion {
	s := suggestion{
		File: m.File(), Table: m.Table(), Header: m.Header(), Kind: string(m.Kind), Columns: []suggestedColumn{}, Missing: []suggestedLack{},
	}
	if m.Platform != "" {
		p := string(m.Platform)
		s.Platform = &p
	}
	for _, c := range m.Columns {
		column := suggestedColumn{Name: c.Name, Examples: append([]string{}, c.Examples...)}
		if c.Field != "" {
			field, why := string(c.Field), string(c.Why)
			column.Field, column.Why = &field, &why
		}
		s.Columns = append(s.Columns, column)
	}
	for _, p := range m.Problems() {
		s.Missing = append(s.Missing, suggestedLack{string(p.Lack), p.Error()})
	}
	return s
}

func printSuggestion(cmd *cobra.Command, s suggestion, out string) {
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "%s: column names in row %s, rows are %s\n", s.Table, strconv.Itoa(s.Header), s.Kind)
	if s.Platform != nil {
		fmt.Fprintf(w, "all of them from %s, as it seems\n", *s.Platform)
	}
	fmt.Fprintln(w)
	t := table{header: []string{"COLUMN", "MEANS", "BECAUSE OF"}}
	why := map[mapping.Reason]string{
		mapping.ByName: "its name", mapping.BySimilarName: "a similar name: unsure", mapping.ByValues: "what stands in it: unsure",
	}
	for _, c := range s.Columns {
		if c.Field == nil {
			t.add(c.Name, "–", "")
		} else {
			t.add(c.Name, *c.Field, why[mapping.Reason(*c.Why)])
		}
	}
	t.print(w)
	if len(s.Missing) > 0 {
		fmt.Fprintln(w)
	}
	for _, l := range s.Missing {
		fmt.Fprintf(w, "missing: %s\n", l.Text)
	}
	if out != "" {
		fmt.Fprintf(w, "\nThe draft is in %s: look at every line, then “auscult formats add -w WORKSPACE %s”.\n", out, filepath.Base(out))
	}
}
