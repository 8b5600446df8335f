package command

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"auscult/app/workspace"
	"auscult/importer/formats"
)

type listedFormat struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Group    string   `json:"group"`
	Kind     string   `json:"kind"`
	Platform *string  `json:"platform"`
	Needed   []string `json:"needed_columns"`
	Where    string   `json:"where"`
	Evidence string   `json:"evidence"`
}

func newFormats(lang *string) *cobra.Command {
	var asJSON bool
	var path string
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List the export formats Auscult knows, and where each platform hides its export",
		Long: `List the export formats Auscult knows, and where each platform hides its export. With -w those come first that the
workspace has of its own: “suggest” proposes one for a file that is not known, “add” takes it in, “export” writes it for
colleagues, “remove” forgets it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			known, err := knownTo(cmd.Context(), path)
			if err != nil {
				return err
			}
			listed := make([]listedFormat, len(known))
			for i, f := range known {
				listed[i] = listing(f, string(speak.Language))
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), struct {
					Formats []listedFormat `json:"formats"`
				}{listed})
			}
			printFormats(cmd.OutOrStdout(), listed)
			return nil
		},
	}
	jsonFlag(cmd, &asJSON)
	cmd.Flags().StringVarP(&path, "workspace", "w", "", "also list the formats that this workspace has of its own")
	cmd.AddCommand(newFormatsSuggest(), newFormatsAdd(), newFormatsExport(), newFormatsRemove(), newTemplate(lang))
	return cmd
}

// knownTo returns the formats known to the workspace at path, or to Auscult alone when it is empty.
func knownTo(ctx context.Context, path string) ([]*formats.Format, error) {
	if path == "" {
		return formats.All(), nil
	}
	w, err := open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	known, err := w.KnownFormats(ctx)
	if err != nil {
		return nil, badInput(err)
	}
	return known, nil
}

func listing(f *formats.Format, language string) listedFormat {
	l := listedFormat{
		ID: f.ID, Name: f.Name, Group: string(f.Group), Kind: string(f.Kind), Where: f.Where[language], Evidence: f.Evidence, Needed: []string{},
	}
	if f.Platform != "" {
		p := string(f.Platform)
		l.Platform = &p
	}
	for _, c := range f.Columns {
		if c.Needed {
			l.Needed = append(l.Needed, c.Names[0])
		}
	}
	return l
}

func printFormats(w io.Writer, listed []listedFormat) {
	for i, l := range listed {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s\n  %s\n", l.ID, l.Name)
		if l.Where != "" {
			fmt.Fprintf(w, "  %s\n", l.Where)
		} else {
			fmt.Fprintf(w, "  %s\n", l.Evidence)
		}
	}
}

func newFormatsRemove() *cobra.Command {
	return onWorkspace("remove -w WORKSPACE ID", "Forget a format of the workspace's own; what was imported with it stays", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			if err := w.RemoveFormat(cmd.Context(), args[0]); err != nil {
				return err
			}
			return confirm(cmd, asJSON, formatChange{Removed: args[0]}, "%s was removed.\n", args[0])
		})
}

// formatChange says in JSON what became of a format.
type formatChange struct {
	Added   string `json:"added,omitempty"`
	Removed string `json:"removed,omitempty"`
}

// confirm says that a change was made.
func confirm(cmd *cobra.Command, asJSON bool, change formatChange, text string, args ...any) error {
	if asJSON {
		return printJSON(cmd.OutOrStdout(), change)
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), text, args...)
	return err
}
