package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"auscult/app/template"
	"auscult/importer/formats"
)

type listedFormat struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Platform *string  `json:"platform"`
	Needed   []string `json:"needed_columns"`
	Where    string   `json:"where"`
	Evidence string   `json:"evidence"`
}

func newFormats(lang *string) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List the export formats Auscult knows, and where each platform hides its export",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			var listed []listedFormat
			for _, f := range formats.All() {
				l := listedFormat{ID: f.ID, Name: f.Name, Kind: string(f.Kind), Where: f.Where[string(speak.Language)], Evidence: f.Evidence}
				if f.Platform != "" {
					p := string(f.Platform)
					l.Platform = &p
				}
				for _, c := range f.Columns {
					if c.Needed {
						l.Needed = append(l.Needed, c.Names[0])
					}
				}
				listed = append(listed, l)
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), struct {
					Formats []listedFormat `json:"formats"`
				}{listed})
			}
			for i, l := range listed {
				if i > 0 {
					fmt.Fprintln(cmd.OutOrStdout())
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s\n  %s\n  %s\n", l.ID, l.Name, l.Where)
			}
			return nil
		},
	}
	jsonFlag(cmd, &asJSON)
	cmd.AddCommand(newTemplate(lang))
	return cmd
}

// newTemplate makes the command that writes an empty form.
func newTemplate(lang *string) *cobra.Command {
	var out string
	var ids []string
	for _, f := range template.Forms() {
		ids = append(ids, f.ID)
	}
	cmd := &cobra.Command{
		Use:   "template ID -o FILE.xlsx|FILE.csv",
		Short: "Write an empty form to be filled in with Excel and imported",
		Long: "Write an empty form to be filled in with Excel and imported: " + strings.Join(ids, ", ") + `.
The workbook explains its columns on a second sheet, in the language asked for, and offers lists to choose from.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			f, known := formats.ByID(args[0])
			if !known || f.Group != formats.OfAuscult {
				return usage("there is no form %q; there are %s", args[0], strings.Join(ids, ", "))
			}
			err = template.Save(out, f, speak)
			if errors.Is(err, template.ErrExtension) {
				return &exitError{Usage, err}
			}
			if err != nil {
				return badInput(err)
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "the file to write, ending in .xlsx or .csv")
	_ = cmd.MarkFlagRequired("output") // fails only for a flag that does not exist
	return cmd
}
