package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"auscult/analytics/safeguard"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

func newHouse(lang *string) *cobra.Command {
	cmd := onHouse(lang, "house -w WORKSPACE", "List the house rules of the safeguards as this hospital has them", cobra.NoArgs, nil)
	var severity string
	set := onHouse(lang, "set -w WORKSPACE RULE on|off", "Put a house rule on or off, or say how much a breach matters", cobra.ExactArgs(2),
		func(h *safeguard.House, args []string) error {
			if !slices.Contains([]string{"on", "off"}, args[1]) {
				return usage("%q: say on or off", args[1])
			}
			change := safeguard.RuleChange{Rule: args[0], Off: args[1] == "off"}
			if err := change.Severity.UnmarshalText([]byte(severity)); err != nil {
				return usage("%v", err)
			}
			h.Changed = slices.DeleteFunc(h.Changed, func(c safeguard.RuleChange) bool { return c.Rule == args[0] })
			if change.Off || change.Severity != 0 {
				h.Changed = append(h.Changed, change)
			}
			return nil
		})
	set.Flags().StringVar(&severity, "severity", "", "serious, warning or note (default: as the rule has it)")
	own := safeguard.OwnRule{}
	var ownSeverity string
	add := onHouse(lang, "add -w WORKSPACE NAME --words WORDS --reason WHY", "Add a rule of your own: words that posts, drafts and replies do without", cobra.ExactArgs(1),
		func(h *safeguard.House, args []string) error {
			own.Name = strings.TrimSpace(args[0])
			if err := own.Severity.UnmarshalText([]byte(ownSeverity)); err != nil {
				return usage("%v", err)
			}
			h.Own = append(h.Own, own)
			return nil
		})
	add.Flags().StringSliceVar(&own.Words, "words", nil, "what is looked for, separated by commas; a star at the end is any ending (miracle,wonder cure,sensation*)")
	add.Flags().StringVar(&own.Reason, "reason", "", "why the words are not used, and what to write instead")
	add.Flags().StringVar(&own.Source, "source", "", "who asks for it, such as a paragraph of your guideline")
	add.Flags().StringVar(&ownSeverity, "severity", "warning", "serious, warning or note")
	remove := onHouse(lang, "remove -w WORKSPACE NAME", "Remove a rule of your own", cobra.ExactArgs(1), func(h *safeguard.House, args []string) error {
		n := len(h.Own)
		if h.Own = slices.DeleteFunc(h.Own, func(o safeguard.OwnRule) bool { return o.Name == args[0] }); len(h.Own) == n {
			return usage("there is no rule %q of your own; “auscult house” lists them", args[0])
		}
		return nil
	})
	cmd.AddCommand(set, add, remove)
	return cmd
}

// onHouse makes a command that changes the house rules, unless change is nil, and lists them.
func onHouse(lang *string, use, short string, args cobra.PositionalArgs, change func(*safeguard.House, []string) error) *cobra.Command {
	return onWorkspace(use, short, args, func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
		speak, err := speakerOf(*lang)
		if err != nil {
			return err
		}
		h, err := w.House(cmd.Context())
		if err != nil {
			return err
		}
		if change != nil {
			if err := change(&h, args); err != nil {
				return err
			}
			if err := w.SetHouse(cmd.Context(), h); err != nil {
				return &exitError{Usage, err}
			}
		}
		if asJSON {
			return printJSON(cmd.OutOrStdout(), struct {
				Rules []shownGuardRule `json:"rules"`
			}{shownGuardRules(h)})
		}
		printHouse(cmd.OutOrStdout(), h, speak)
		return nil
	})
}

func printHouse(out io.Writer, h safeguard.House, speak *language.Speaker) {
	t := table{header: []string{"Rule", speak.T("show.safeguards.kind"), speak.T("show.safeguards.severity"), speak.T("safeguard.log.reason")}}
	severity := func(v safeguard.Severity) string {
		if v == 0 {
			return speak.T("house.off")
		}
		return review.SafeguardSeverity(speak, v)
	}
	for _, r := range h.Applied() {
		t.add(r.ID, review.SafeguardKind(speak, r.Kind), severity(r.Severity), review.SafeguardReason(speak, safeguard.Finding{Rule: r.ID}))
	}
	for _, o := range h.Own {
		t.add(o.Name, review.SafeguardKind(speak, safeguard.Own), severity(o.Severity), fmt.Sprintf("%s (%s)", o.Reason, strings.Join(o.Words, ", ")))
	}
	t.print(out)
}
