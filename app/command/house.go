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
	rule := safeguard.OwnRule{}
	var ownSeverity string
	add := onHouse(lang, "add -w WORKSPACE NAME --words WORDS --reason WHY", "Add a rule of your own: words that posts, drafts and replies do without", cobra.ExactArgs(1),
		func(h *safeguard.House, args []string) error {
			rule.Name = strings.TrimSpace(args[0])
			if err := rule.Severity.UnmarshalText([]byte(ownSeverity)); err != nil {
				return usage("%v", err)
			}
			h.Own = append(h.Own, rule)
			return nil
		})
	add.Flags().StringSliceVar(&rule.Words, "words", nil, "what is looked for, separated by commas; a star at the end is any ending (miracle,wonder cure,sensation*)")
	add.Flags().StringVar(&rule.Reason, "reason", "", "why the words are not used, and what to write instead")
	add.Flags().StringVar(&rule.Source, "source", "", "who asks for it, such as a paragraph of your guideline")
	add.Flags().StringVar(&ownSeverity, "severity", "warning", "serious, warning or note")
	remove := onHouse(lang, "remove -w WORKSPACE NAME", "Remove a rule of your own", cobra.ExactArgs(1), func(h *safeguard.House, args []string) error {
		n := len(h.Own)
		if h.Own = slices.DeleteFunc(h.Own, func(o safeguard.OwnRule) bool { return o.Name == args[0] }); len(h.Own) == n {
			return usage("there is no rule %q of your own; “auscult house” lists them", args[0])
		}
		return nil
	})
	var ours safeguard.Ours
	var own *cobra.Command
	own = onHouse(lang, "ours -w WORKSPACE", "Say which names, telephone numbers and domains are the hospital’s own and no patient’s", cobra.NoArgs, func(h *safeguard.House, _ []string) error {
		for _, f := range []struct {
			name string
			from []string
			to   *[]string
		}{{"names", ours.Names, &h.Ours.Names}, {"phones", ours.Phones, &h.Ours.Phones}, {"domains", ours.Domains, &h.Ours.Domains}} {
			if own.Flags().Changed(f.name) {
				*f.to = slices.DeleteFunc(f.from, func(s string) bool { return s == "" })
			}
		}
		return nil
	})
	own.Flags().StringSliceVar(&ours.Names, "names", nil, "of staff and places, separated by commas; empty: none")
	own.Flags().StringSliceVar(&ours.Phones, "phones", nil, "telephone and fax numbers, separated by commas; empty: none")
	own.Flags().StringSliceVar(&ours.Domains, "domains", nil, "of the website and e-mail, separated by commas; empty: none")
	cmd.AddCommand(set, add, remove, own)
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
				Ours  safeguard.Ours   `json:"ours"`
			}{shownGuardRules(h), h.Ours})
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
	for _, list := range [][]string{h.Ours.Names, h.Ours.Phones, h.Ours.Domains} {
		if len(list) > 0 {
			fmt.Fprintln(out, speak.T("house.ours")+": "+strings.Join(list, ", "))
		}
	}
}
