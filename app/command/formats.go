package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"auscult/importer/formats"
)

type listedFormat struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
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
				l := listedFormat{ID: f.ID, Name: f.Name, Where: f.Where[string(speak.Language)], Evidence: f.Evidence}
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
	return cmd
}
