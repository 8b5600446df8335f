package command

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/workspace"
)

type listedImport struct {
	ID         int64     `json:"id"`
	File       string    `json:"file"`
	Format     string    `json:"format"`
	ImportedAt time.Time `json:"imported_at"`
	ExportedAt time.Time `json:"exported_at"`
	Rows       int       `json:"rows"`
	Taken      int       `json:"taken"`
	Merged     int       `json:"merged"`
	Unchanged  int       `json:"unchanged"`
	Same       int       `json:"same"`
	Refused    int       `json:"refused"`
}

func newImports(lang *string) *cobra.Command {
	var refused int64
	var asCSV bool
	cmd := onWorkspace("imports -w WORKSPACE", "List the imports of a workspace, newest first, or the refused rows of one", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			switch {
			case cmd.Flags().Changed("refused"):
				return listRefused(cmd, w, social.ImportID(refused), *lang, asJSON, asCSV)
			case asCSV:
				return usage("--csv is for --refused")
			}
			return listImports(cmd, w, args, asJSON)
		})
	cmd.Flags().Int64Var(&refused, "refused", 0, "list the refused rows of the import of this number, with what to do about each")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "print the refused rows as a table for Excel")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	return cmd
}

// listedProblem is one refused row in the JSON of imports --refused.
type listedProblem struct {
	Row    int     `json:"row"`
	Column *string `json:"column"`
	Value  string  `json:"value"`
	Reason string  `json:"reason"`
	Cure   string  `json:"cure"` // what is wrong and what to do, in the language asked for
}

// listRefused prints the refused rows of an import.
func listRefused(cmd *cobra.Command, w *workspace.Workspace, id social.ImportID, lang string, asJSON, asCSV bool) error {
	speak, err := speakerOf(lang)
	if err != nil {
		return err
	}
	all, err := w.Imports(cmd.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(im social.Import) bool { return im.ID == id })
	if i < 0 {
		return fmt.Errorf("import %d: %w", id, workspace.ErrNoImport)
	}
	problems, err := w.Problems(cmd.Context(), id)
	if err != nil {
		return err
	}
	switch {
	case asCSV:
		return report.WriteRefused(cmd.OutOrStdout(), problems, speak)
	case asJSON:
		listed := make([]listedProblem, len(problems))
		for i, p := range problems {
			listed[i] = listedProblem{p.Row, filled(p.Column), p.Value, string(p.Reason), speak.Reason(p.Reason)}
		}
		return printJSON(cmd.OutOrStdout(), struct {
			Import   int64           `json:"import"`
			File     string          `json:"file"`
			Refused  int             `json:"refused"` // all of them; at most 10,000 are kept
			Problems []listedProblem `json:"problems"`
		}{int64(id), all[i].File, all[i].Refused, listed})
	}
	out := cmd.OutOrStdout()
	fmt.Fprintln(out, speak.T("import.refused.title", language.Args{"Count": all[i].Refused, "File": all[i].File}))
	t := table{header: []string{
		">" + speak.T("import.refused.row"), speak.T("import.refused.column"), speak.T("import.refused.value"), speak.T("import.refused.reason"),
	}}
	for _, p := range problems {
		t.add(strconv.Itoa(p.Row), p.Column, p.Value, speak.Reason(p.Reason))
	}
	t.print(out)
	if more := all[i].Refused - len(problems); more > 0 {
		fmt.Fprintln(out, speak.T("import.refused.further", language.Args{"Count": more}))
	}
	return nil
}

func listImports(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
	all, err := w.Imports(cmd.Context())
	if err != nil {
		return err
	}
	if asJSON {
		listed := make([]listedImport, len(all))
		for i, im := range all {
			listed[i] = listedImport{
				int64(im.ID), im.File, im.Format, im.ImportedAt, im.ExportedAt,
				im.Rows, im.Taken, im.Merged, im.Unchanged, im.Same, im.Refused,
			}
		}
		return printJSON(cmd.OutOrStdout(), struct {
			Imports []listedImport `json:"imports"`
		}{listed})
	}
	t := table{header: []string{">No", "Imported", "Exported", ">New", ">Updated", ">Same", ">Elsewhere", ">Refused", "Format", "File"}}
	for _, im := range all {
		t.add(strconv.Itoa(int(im.ID)), im.ImportedAt.Local().Format("2006-01-02 15:04"), im.ExportedAt.Local().Format(time.DateOnly),
			strconv.Itoa(im.Taken), strconv.Itoa(im.Merged), strconv.Itoa(im.Unchanged), strconv.Itoa(im.Same), strconv.Itoa(im.Refused), im.Format, im.File)
	}
	t.print(cmd.OutOrStdout())
	return nil
}

func newUndo() *cobra.Command {
	return onWorkspace("undo -w WORKSPACE NUMBER", "Take an import back, exactly", cobra.ExactArgs(1), undoImport)
}

func undoImport(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
	id, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return usage("%q is not the number of an import; “auscult imports” lists them", args[0])
	}
	im, err := w.Undo(cmd.Context(), social.ImportID(id))
	if errors.Is(err, workspace.ErrNoImport) {
		return fmt.Errorf("import %d: %w", id, workspace.ErrNoImport)
	}
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), struct {
			Undone int64  `json:"undone"`
			File   string `json:"file"`
		}{id, im.File})
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Import %d (%s) was taken back.\n", id, im.File)
	return nil
}
