package command

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
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
	Refused    int       `json:"refused"`
}

func newImports() *cobra.Command {
	return onWorkspace("imports -w WORKSPACE", "List the imports of a workspace, newest first", cobra.NoArgs, listImports)
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
				im.Rows, im.Taken, im.Merged, im.Unchanged, im.Refused,
			}
		}
		return printJSON(cmd.OutOrStdout(), struct {
			Imports []listedImport `json:"imports"`
		}{listed})
	}
	t := table{header: []string{">No", "Imported", "Exported", ">New", ">Updated", ">Same", ">Refused", "Format", "File"}}
	for _, im := range all {
		t.add(strconv.Itoa(int(im.ID)), im.ImportedAt.Local().Format("2006-01-02 15:04"), im.ExportedAt.Local().Format(time.DateOnly),
			strconv.Itoa(im.Taken), strconv.Itoa(im.Merged), strconv.Itoa(im.Unchanged), strconv.Itoa(im.Refused), im.Format, im.File)
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
