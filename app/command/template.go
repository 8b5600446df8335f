package command

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"auscult/app/template"
	"auscult/importer/formats"
)

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
