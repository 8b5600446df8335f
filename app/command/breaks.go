package command

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// shownBreak is one definition break in JSON.
type shownBreak struct {
	ID       string   `json:"id"`
	On       string   `json:"on"`
	Platform string   `json:"platform"`
	Metrics  []string `json:"metrics"`
	Forms    []string `json:"forms"` // none: all
	What     string   `json:"what"`
	Source   *string  `json:"source"`
	Evidence string   `json:"evidence"`
}

func shownBreakOf(b social.DefinitionBreak, speak *language.Speaker) shownBreak {
	shown := shownBreak{
		ID: b.ID, On: b.On.Format(time.DateOnly), Platform: string(b.Platform), Metrics: []string{}, Forms: []string{},
		What: b.Says(string(speak.Language)), Source: filled(b.Source), Evidence: string(b.Evidence),
	}
	for _, m := range b.Metrics {
		shown.Metrics = append(shown.Metrics, m.String())
	}
	for _, f := range b.Forms {
		shown.Forms = append(shown.Forms, string(f))
	}
	return shown
}

func newBreaks(lang *string) *cobra.Command {
	list := func(cmd *cobra.Command, w *workspace.Workspace, asJSON bool) error {
		speak, err := speakerOf(*lang)
		if err != nil {
			return err
		}
		return listBreaks(cmd, w, speak, asJSON)
	}
	cmd := onWorkspace("breaks -w WORKSPACE", "List the days on which platforms changed what they count; no trend is judged across one", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
			return list(cmd, w, asJSON)
		})
	for _, sub := range []struct {
		name, short string
		change      func(cmd *cobra.Command, w *workspace.Workspace, b review.Break) error
	}{
		{"off", "Do not heed a change of definition", func(cmd *cobra.Command, w *workspace.Workspace, b review.Break) error {
			return w.SwitchBreak(cmd.Context(), b.ID, true)
		}},
		{"on", "Heed a change of definition again", func(cmd *cobra.Command, w *workspace.Workspace, b review.Break) error {
			return w.SwitchBreak(cmd.Context(), b.ID, false)
		}},
		{"remove", "Remove a change of definition that was added", func(cmd *cobra.Command, w *workspace.Workspace, b review.Break) error {
			if !b.Own {
				return usage("Auscult knows %s itself; “auscult breaks off” switches it off", b.ID)
			}
			return w.RemoveBreak(cmd.Context(), b.ID)
		}},
	} {
		cmd.AddCommand(onWorkspace(sub.name+" -w WORKSPACE ID", sub.short, cobra.ExactArgs(1),
			func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
				all, err := review.New(w).Breaks(cmd.Context())
				if err != nil {
					return err
				}
				at := slices.IndexFunc(all, func(b review.Break) bool { return b.ID == args[0] })
				if at < 0 {
					return usage("%q: %v; “auscult breaks” lists them", args[0], workspace.ErrNoBreak)
				}
				if err := sub.change(cmd, w, all[at]); err != nil {
					return err
				}
				return list(cmd, w, asJSON)
			}))
	}
	cmd.AddCommand(newAddBreak(lang, list))
	return cmd
}

func listBreaks(cmd *cobra.Command, w *workspace.Workspace, speak *language.Speaker, asJSON bool) error {
	all, err := review.New(w).Breaks(cmd.Context())
	if err != nil {
		return err
	}
	if asJSON {
		type listed struct {
			shownBreak
			Off bool `json:"off"`
			Own bool `json:"own"`
		}
		shown := struct {
			Breaks []listed `json:"breaks"`
		}{[]listed{}}
		for _, b := range all {
			shown.Breaks = append(shown.Breaks, listed{shownBreakOf(b.DefinitionBreak, speak), b.Off, b.Own})
		}
		return printJSON(cmd.OutOrStdout(), shown)
	}
	t := table{header: []string{"ID", "Day", "Heeded", "Platform", "What changed"}}
	for _, b := range all {
		heeded := "yes"
		if b.Off {
			heeded = "no"
		}
		t.add(b.ID, b.On.Format(time.DateOnly), heeded, b.Platform.Name(), b.Says(string(speak.Language)))
	}
	t.print(cmd.OutOrStdout())
	return nil
}

func newAddBreak(lang *string, list func(*cobra.Command, *workspace.Workspace, bool) error) *cobra.Command {
	var platform, metrics, forms string
	cmd := onWorkspace("add -w WORKSPACE --platform P --metric M DAY TEXT…", "Add a day on which a platform changed what it counts", cobra.MinimumNArgs(2),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			b := social.DefinitionBreak{What: map[string]string{"": strings.Join(args[1:], " ")}}
			var err error
			if b.On, err = dayOf(*lang, args[0]); err != nil {
				return err
			}
			if b.Platform, err = onePlatform(platform); err != nil {
				return err
			}
			if b.Forms, err = oneOf[social.Form](forms, "content form"); err != nil {
				return err
			}
			for name := range strings.SplitSeq(metrics, ",") {
				m, ok := social.ParseMetric(strings.ToLower(strings.TrimSpace(name)))
				if !ok {
					return usage("%q is not a metric; use some of %s", name, metricWords())
				}
				b.Metrics = append(b.Metrics, m)
			}
			if _, err := w.AddBreak(cmd.Context(), b); err != nil {
				return &exitError{Usage, err}
			}
			return list(cmd, w, asJSON)
		})
	cmd.Flags().StringVar(&platform, "platform", "", "the platform that changed something")
	cmd.Flags().StringVar(&metrics, "metric", "", "the metrics that mean something else since, separated by commas: "+metricWords())
	cmd.Flags().StringVar(&forms, "form", "", "only of these content forms, separated by commas (default: all)")
	for _, name := range []string{"platform", "metric"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that does not exist
	}
	return cmd
}

func metricWords() string {
	var names []string
	for _, m := range social.AllMetrics() {
		names = append(names, m.String())
	}
	return strings.Join(names, ", ")
}
