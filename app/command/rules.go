package command

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// shownRule is one rule in the JSON of rules.
type shownRule struct {
	ID       int64   `json:"id"`
	Label    string  `json:"label"`
	Value    string  `json:"value"`
	Words    string  `json:"words"`
	Platform *string `json:"platform"`
	Fits     int     `json:"posts_fitting"`
	Decides  int     `json:"posts_decided"`
}

// shownLearned is what has been learned of a label, in the JSON of rules. Shares are null while there is too little to
// learn from.
type shownLearned struct {
	Label     string   `json:"label"`
	Corrected int      `json:"posts_corrected"`
	Given     int      `json:"posts_given_in_file"`
	Texts     int      `json:"texts"`
	Right     *float64 `json:"held_out_right"`
	Low       *float64 `json:"held_out_low"`
	High      *float64 `json:"held_out_high"`
	Keywords  *float64 `json:"keywords_right"`
	Commonest *float64 `json:"commonest_right"`
	Used      bool     `json:"used"`
}

func newRules(lang *string) *cobra.Command {
	cmd := onWorkspace("rules -w WORKSPACE", "List your own rules for forms and topics, and what has been learned", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			return listRules(cmd, w, speak, asJSON)
		})
	cmd.AddCommand(newAddRule(lang), newRemoveRule(lang))
	return cmd
}

func listRules(cmd *cobra.Command, w *workspace.Workspace, speak *language.Speaker, asJSON bool) error {
	r := review.New(w)
	l, err := r.Labelling(cmd.Context())
	if err != nil {
		return err
	}
	rules, err := r.Reach(cmd.Context(), l.Rules)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	if asJSON {
		shown := struct {
			Corrected int            `json:"posts_corrected"`
			Rules     []shownRule    `json:"rules"`
			Learned   []shownLearned `json:"learned"`
		}{l.Corrected, []shownRule{}, []shownLearned{}}
		for _, r := range rules {
			shown.Rules = append(shown.Rules, shownRule{int64(r.ID), string(r.Label), r.Value, r.Words, filled(string(r.Platform)), r.Fits, r.Decides})
		}
		for _, learned := range l.Learned {
			shown.Learned = append(shown.Learned, shownLearnedOf(learned))
		}
		return printJSON(out, shown)
	}
	fmt.Fprintln(out, l.Summary(speak))
	for _, r := range rules {
		fmt.Fprintf(out, "%3d  %s: %s\n", r.ID, r.Sentence(speak), r.Reach(speak))
	}
	for _, learned := range l.Learned {
		fmt.Fprintf(out, "%s: %s\n", speak.Label(learned.Label), learned.Sentence(speak))
	}
	return nil
}

func shownLearnedOf(l review.Learned) shownLearned {
	s := shownLearned{Label: string(l.Label), Corrected: l.Corrected, Given: l.Given, Texts: l.HeldOut.Texts, Used: l.Used}
	value := func(e *stats.Estimate) *float64 {
		if e == nil {
			return nil
		}
		return number(e.Value)
	}
	s.Right, s.Keywords, s.Commonest = value(l.Right), value(l.Keywords), value(l.Commonest)
	if l.Right != nil {
		s.Low, s.High = number(l.Right.Low), number(l.Right.High)
	}
	return s
}

func newAddRule(lang *string) *cobra.Command {
	var platform string
	values := map[social.Label]*string{}
	cmd := onWorkspace("add -w WORKSPACE WORD…", "Add a rule: a post whose text has one of the words, a beginning like infografik*, or a phrase, has this form, topic or promotion", cobra.MinimumNArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			r := social.Rule{Words: ruleWords(args)}
			for _, l := range social.RuleLabels() {
				if *values[l] == "" {
					continue
				}
				r.Label = l
				if r.Value, err = labelValue(l, *values[l]); err != nil {
					return err
				}
			}
			platforms, err := oneOf[social.Platform](platform, "platform")
			if err != nil {
				return err
			}
			switch len(platforms) {
			case 0:
			case 1:
				r.Platform = platforms[0]
			default:
				return usage("a rule is for one platform or for all")
			}
			rules, err := w.Rules(cmd.Context())
			if err != nil {
				return err
			}
			if err := w.SetRules(cmd.Context(), append(rules, r)); err != nil {
				return &exitError{Usage, err}
			}
			return listRules(cmd, w, speak, asJSON)
		})
	for l, help := range map[social.Label]string{
		social.FormLabel: "the content form these posts have", social.TopicLabel: "the topic these posts have",
		social.PromotionalLabel: "yes or no: whether these posts try to sell",
	} {
		values[l] = cmd.Flags().String(string(l), "", help)
	}
	cmd.MarkFlagsOneRequired("form", "topic", "promotional")
	cmd.MarkFlagsMutuallyExclusive("form", "topic", "promotional")
	cmd.Flags().StringVar(&platform, "platform", "", "only posts of this platform (default: all)")
	return cmd
}

// ruleWords writes arguments as a rule's words: one with a blank in it is a phrase.
func ruleWords(args []string) string {
	words := make([]string, len(args))
	for i, a := range args {
		if words[i] = a; strings.ContainsAny(a, " \t") && !strings.ContainsAny(a, "\"„“”«»,;") {
			words[i] = `"` + a + `"`
		}
	}
	return strings.Join(words, " ")
}

func newRemoveRule(lang *string) *cobra.Command {
	return onWorkspace("remove -w WORKSPACE NUMBER", "Remove a rule", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage("%q is not the number of a rule; “auscult rules” lists them", args[0])
			}
			rules, err := w.Rules(cmd.Context())
			if err != nil {
				return err
			}
			at := slices.IndexFunc(rules, func(r social.Rule) bool { return r.ID == social.RuleID(id) })
			if at < 0 {
				return fmt.Errorf("rule %d: there is no such rule; “auscult rules” lists them", id)
			}
			if err := w.SetRules(cmd.Context(), slices.Delete(rules, at, at+1)); err != nil {
				return err
			}
			return listRules(cmd, w, speak, asJSON)
		})
}
