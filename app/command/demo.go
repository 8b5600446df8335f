package command

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/sample"
	"auscult/app/workspace"
)

func newDemo(o *Options, lang *string) *cobra.Command {
	var dir string
	var noWindow, asJSON bool
	cmd := &cobra.Command{
		Use:   "demo [-o DIR]",
		Short: "Make the sample workspace and its whole review",
		Long: `Make the sample workspace from the sample exports (an invented hospital group and four invented competitors) and the
whole review from it. Opens the window with it where there is a display.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			made, err := makeDemo(cmd, o, dir, speak, asJSON)
			if err != nil {
				return badInput(err)
			}
			if noWindow || o.Window == nil || asJSON {
				return nil
			}
			return window(cmd.Context(), o, made, *lang)
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "auscult-demo", "the folder to make it in")
	cmd.Flags().BoolVar(&noWindow, "no-window", false, "do not open the window")
	jsonFlag(cmd, &asJSON)
	return cmd
}

// makeDemo makes the workspace and the review and says so.
func makeDemo(cmd *cobra.Command, o *Options, dir string, speak *language.Speaker, asJSON bool) (string, error) {
	ctx := cmd.Context()
	var files []importedFile
	made, err := sample.Make(ctx, dir, sample.Options{
		Progress: func(file string, done, total int) { fmt.Fprintf(o.Err, "[%d/%d] %s\n", done, total, file) },
		Report: func(r workspace.FileReport) {
			for _, t := range r.Tables {
				files = append(files, imported(r.Path, t))
			}
		},
	})
	if err != nil {
		return "", err
	}
	told, err := reportOn(ctx, made, filepath.Join(dir, "review"), reportFlags{}, speak)
	if err != nil {
		return "", err
	}
	if asJSON {
		return made, printJSON(cmd.OutOrStdout(), struct {
			Workspace string         `json:"workspace"`
			Files     []importedFile `json:"files"`
			Review    []string       `json:"review"`
			Headline  string         `json:"headline"`
		}{made, files, told.files, told.headline})
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Workspace: %s (%d posts from %d files; everything in it is invented)\n", made, told.posts, len(files))
	fmt.Fprintf(cmd.OutOrStdout(), "Finding:   %s\n", told.headline)
	for _, path := range told.files {
		if filepath.Ext(path) == ".pdf" {
			fmt.Fprintf(cmd.OutOrStdout(), "Review:    %s\n", path)
		}
	}
	return made, nil
}

// reported is what became of a review.
type reported struct {
	files    []string
	headline string // of the page Forms
	posts    int    // in the workspace
}

// reportFlags say what of a review is written, and as what. The zero value is all, of the latest complete quarter.
type reportFlags struct {
	quarter string
	kinds   []report.Format
	slides  []string // by name; none: all
}

// reportOn writes the review of a workspace.
func reportOn(ctx context.Context, path, dir string, f reportFlags, speak *language.Speaker) (reported, error) {
	w, err := open(ctx, path)
	if err != nil {
		return reported{}, err
	}
	defer w.Close()
	r := review.New(w)
	h, err := r.Holdings(ctx)
	if err != nil {
		return reported{}, err
	}
	q, err := showFlags{quarter: f.quarter}.question(ctx, r)
	if err != nil {
		return reported{}, err
	}
	if f.quarter == "" {
		q.Quarter = h.LastQuarter()
	}
	deck, err := report.BuildArranged(ctx, r, q, speak, nil)
	if err != nil {
		return reported{}, err
	}
	if len(f.slides) > 0 {
		if deck, err = deck.Only(f.slides...); err != nil {
			return reported{}, &exitError{Usage, err}
		}
	}
	if len(f.kinds) == 0 {
		f.kinds = report.Formats()
	}
	files, err := report.Write(ctx, dir, deck, f.kinds, nil)
	if err != nil {
		return reported{}, err
	}
	forms, err := r.Forms(ctx, q)
	return reported{files, forms.Headline(speak), h.Posts()}, err
}

func newReport(o *Options, lang *string) *cobra.Command {
	var path, dir string
	var flags reportFlags
	var formats []string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "report -w WORKSPACE -o DIR",
		Short: "Write the quarterly review",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			for _, name := range formats {
				f, err := report.ParseFormat(name)
				if err != nil {
					return &exitError{Usage, err}
				}
				flags.kinds = append(flags.kinds, f)
			}
			if _, err := os.Stat(path); err != nil {
				return badInput(err)
			}
			start := time.Now()
			told, err := reportOn(cmd.Context(), path, dir, flags, speak)
			if err != nil {
				return asInput(err)
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), struct {
					Files []string `json:"files"`
				}{told.files})
			}
			for _, file := range told.files {
				fmt.Fprintln(cmd.OutOrStdout(), file)
			}
			fmt.Fprintf(o.Err, "%d files in %s\n", len(told.files), time.Since(start).Round(time.Millisecond))
			return nil
		},
	}
	workspaceFlag(cmd, &path)
	jsonFlag(cmd, &asJSON)
	cmd.Flags().StringVarP(&dir, "output", "o", "", "the folder for the files")
	_ = cmd.MarkFlagRequired("output") // fails only for a flag that does not exist
	cmd.Flags().StringVar(&flags.quarter, "quarter", "", "quarter, such as 2026Q3 (default: the latest complete one)")
	cmd.Flags().StringSliceVar(&formats, "formats", nil, "what to write: pdf, pptx, xlsx, png, svg, csv (default: all)")
	cmd.Flags().StringSliceVar(&flags.slides, "slide", nil, "only the slides of these names, such as forms,trends (default: all; xlsx and csv hold all figures)")
	return cmd
}
