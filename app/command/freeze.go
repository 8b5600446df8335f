package command

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"auscult/app/frozen"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// newFreeze makes the command that keeps a review as it is presented.
func newFreeze(o *Options, lang *string) *cobra.Command {
	var quarter, by string
	cmd := onWorkspace("freeze -w WORKSPACE --by NAME", "Keep the review of a quarter as it is presented, for good", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			ctx, r := cmd.Context(), review.New(w)
			q, err := showFlags{quarter: quarter}.question(ctx, r)
			if err != nil {
				return err
			}
			if quarter == "" {
				h, err := r.Holdings(ctx)
				if err != nil {
					return err
				}
				q.Quarter = h.LastQuarter()
			}
			id, err := frozen.Freeze(ctx, w, r, q, frozen.By{Name: by, At: time.Now(), Program: o.Version}, speak, nil)
			if err != nil {
				return err
			}
			kept, err := openFrozen(cmd, w, id)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), shownFrozenOf(kept.Review))
			}
			printFrozen(cmd.OutOrStdout(), kept.Review, speak)
			return nil
		})
	cmd.Long = `Keep the review of a quarter as it is presented: the PDF, PowerPoint and Excel files, a picture of every slide, all figures, the
exports behind them, the settings, and your order and notes with what could give somebody away masked. Nothing of it can be changed or
removed later, whatever is imported or set; a quarter may be frozen again. “auscult frozen” lists what is kept.`
	cmd.Flags().StringVar(&quarter, "quarter", "", "quarter, such as 2026Q3 (default: the latest complete one)")
	cmd.Flags().StringVar(&by, "by", "", "the name of who presents it")
	_ = cmd.MarkFlagRequired("by") // fails only for a flag that does not exist
	return cmd
}

// openFrozen opens a frozen review and verifies it.
func openFrozen(cmd *cobra.Command, w *workspace.Workspace, id workspace.FrozenID) (frozen.Kept, error) {
	found, err := frozen.Find(cmd.Context(), w, id)
	if err != nil {
		return frozen.Kept{}, fmt.Errorf("%w; “auscult frozen list” names them", err)
	}
	kept, err := frozen.Open(cmd.Context(), w, found)
	if err != nil {
		return kept, &exitError{Look, err}
	}
	return kept, nil
}

// frozenAt is when a review was frozen, on this machine's clock.
func frozenAt(r frozen.Review, speak *language.Speaker) string {
	at := r.At.In(time.Local)
	return speak.Date(at) + ", " + at.Format("15:04")
}
