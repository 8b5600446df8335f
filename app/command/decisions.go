package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/safeguard/decision"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

func newDecisions(lang *string) *cobra.Command {
	var asCSV bool
	cmd := onWorkspace("decisions -w WORKSPACE", "List what has been decided on findings of the safeguards", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			log, err := review.New(w).DecisionLog(cmd.Context())
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			switch {
			case asJSON:
				err = report.WriteDecisions(out, log)
			case asCSV:
				err = report.WriteDecisionsCSV(out, log)
			default:
				printDecisions(out, log, speak)
			}
			if err == nil && log.Broken != nil {
				return &exitError{Look, errors.New(log.BrokenSentence(speak))}
			}
			return err
		})
	cmd.Long = `List what has been decided on findings of the safeguards, oldest first. Entries are only ever added; each is sealed over those
before it. With --json the list holds everything the seals are computed from, for the privacy officer to keep and to verify.`
	cmd.Flags().BoolVar(&asCSV, "csv", false, "print comma-separated values")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	cmd.AddCommand(newDecide(lang), newVerify(lang))
	return cmd
}

func printDecisions(out io.Writer, log review.Log, speak *language.Speaker) {
	if len(log.Entries) == 0 {
		fmt.Fprintln(out, speak.T("safeguard.log.none"))
		return
	}
	t := table{header: []string{
		">" + speak.T("show.number"), speak.T("show.date"), speak.T("safeguard.log.by"), speak.T("show.safeguards.kind"), speak.T("show.safeguards.decision"),
		speak.T("safeguard.log.scope"), speak.T("safeguard.log.reason"),
	}}
	for _, e := range log.Entries {
		t.add(strconv.FormatInt(e.Number, 10), speak.Date(e.At), e.By, review.SafeguardKind(speak, e.Kind), review.VerdictName(speak, e.Verdict), e.Scope(speak), e.Reason)
	}
	t.print(out)
	fmt.Fprintf(out, "\n%s\n", speak.T("safeguard.log.head", language.Args{"Seal": log.Head}))
}

func newDecide(lang *string) *cobra.Command {
	var v review.Verdict
	var verdict string
	cmd := onWorkspace("add -w WORKSPACE FINDING… --verdict VERDICT --reason WHY --by NAME", "Decide on findings", cobra.MinimumNArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			v.Verdict = decision.Verdict(verdict)
			r := review.New(w)
			found, err := findingsCalled(cmd, r, args)
			if err != nil {
				return err
			}
			if err := r.Decide(cmd.Context(), found, v, time.Now()); err != nil {
				return &exitError{Usage, err}
			}
			log, err := r.DecisionLog(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				return report.WriteDecisions(cmd.OutOrStdout(), log)
			}
			printDecisions(cmd.OutOrStdout(), log, speak)
			return nil
		})
	cmd.Long = `Decide on findings; “auscult show safeguards” names them. The decision is kept with reason, name and time, and can be taken back
by another one (reopen), not changed.

  remove       the text comes down or is changed; the finding stays open until an export shows that it has been
  mask         it stays where it is, and is masked in all that leaves the program
  consent      the person has consented in writing
  not_patient  a false alarm: nobody is given away
  accept       it stays, for the reason given
  reopen       what was decided does not hold any more`
	cmd.Flags().StringVar(&verdict, "verdict", "", "remove, mask, consent, not_patient, accept or reopen")
	cmd.Flags().StringVar(&v.Reason, "reason", "", "why; do not name the person")
	cmd.Flags().StringVar(&v.By, "by", "", "the name of who decides")
	cmd.Flags().BoolVar(&v.Everywhere, "everywhere", false, "of the same words in every text, also in those imported later")
	for _, name := range []string{"verdict", "reason", "by"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that does not exist
	}
	return cmd
}

// findingsCalled looks for findings in all quarters, the latest first.
func findingsCalled(cmd *cobra.Command, r *review.Reviewer, ids []string) ([]review.Found, error) {
	h, err := r.Holdings(cmd.Context())
	if err != nil {
		return nil, err
	}
	found := make([]review.Found, len(ids))
	left := len(ids)
	for _, q := range slices.Backward(h.Quarters()) {
		if left == 0 {
			break
		}
		g, err := r.Safeguards(cmd.Context(), review.Question{Quarter: q})
		if err != nil {
			return nil, err
		}
		for i, id := range ids {
			if f, ok := g.Finding(id); ok && found[i].Rule == "" {
				found[i] = f
				left--
			}
		}
	}
	for i, f := range found {
		if f.Rule == "" {
			return nil, usage("there is no finding %s; “auscult show safeguards” names them", ids[i])
		}
	}
	return found, nil
}

func newVerify(lang *string) *cobra.Command {
	var seal string
	cmd := &cobra.Command{
		Use: "verify FILE", Short: "Verify a list of decisions that was kept as JSON", Args: cobra.ExactArgs(1),
		Long: `Verify a list of decisions that “auscult decisions --json” printed: whether each entry is as it was sealed and none is missing. That the
last entries are missing can be seen only with a seal that was written down before: name it with --seal. Ends with 1 if not.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			f, err := os.Open(args[0])
			if err != nil {
				return badInput(err)
			}
			defer f.Close()
			entries, err := report.ReadDecisions(f)
			if err != nil {
				return badInput(fmt.Errorf("%s: %w; “auscult decisions --json” prints one", args[0], err))
			}
			log := review.Log{}
			if err := decision.Verify(entries); err != nil && !errors.As(err, &log.Broken) {
				return err
			}
			if log.Broken != nil {
				return &exitError{Look, errors.New(log.BrokenSentence(speak))}
			}
			if seal != "" {
				want, err := decision.ParseSeal(seal)
				if err != nil {
					return usage("%q: %w", seal, err)
				}
				if !slices.ContainsFunc(entries, func(e decision.Entry) bool { return e.Seal == want }) {
					return &exitError{Look, errors.New(speak.T("safeguard.log.seal_missing"))}
				}
			}
			fmt.Fprintln(cmd.OutOrStdout(), speak.T("safeguard.log.intact", language.Args{"Count": len(entries)}))
			return nil
		},
	}
	cmd.Flags().StringVar(&seal, "seal", "", "a seal that was written down before")
	return cmd
}
