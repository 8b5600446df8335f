package command

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/language"
	"auscult/app/review"
)

// planFlags are wishes from the command line; what is not given is as the workspace keeps it.
type planFlags struct {
	workspace, quarter, goal, caution, limits, save string
	hours, gain                                     float64
	asJSON, asCSV                                   bool
}

func newPlan(lang *string) *cobra.Command {
	var f planFlags
	cmd := &cobra.Command{
		Use:   "plan -w WORKSPACE [--quarter 2026Q4]",
		Short: "Recommend the mix of a quarter within hours and limits",
		Long: "Recommends how many posts of each content form each platform should get in the quarter, what that brings and how sure\n" +
			"that is. Wishes that are not given are those of the workspace. A file of --limits holds one JSON document of wishes:\n" +
			"hours, staff, hours_per_form, goals, platform_weights, platforms_off, rules, pins and caution.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			w, err := open(cmd.Context(), f.workspace)
			if err != nil {
				return err
			}
			defer w.Close()
			r := review.New(w)
			q, err := f.question(cmd, r)
			if err != nil {
				return err
			}
			st, err := r.Strategy(cmd.Context(), q)
			if errors.Is(err, strategy.ErrWishes) {
				return &exitError{Usage, err}
			}
			if err != nil {
				return badInput(err)
			}
			if cmd.Flags().Changed("gain") {
				return f.hoursFor(cmd, st, speak)
			}
			if st, err = st.Assured(cmd.Context(), nil); err != nil {
				return badInput(err)
			}
			if f.save != "" {
				if _, err := r.SaveScenario(cmd.Context(), st, f.save, st.Plan.Mix(), time.Now()); err != nil {
					return badInput(err)
				}
			}
			if err := printStrategy(cmd.OutOrStdout(), st, speak, showFlags{asJSON: f.asJSON, asCSV: f.asCSV}); err != nil {
				return asInput(err)
			}
			if st.Lacking != nil || st.Plan.Broken {
				return &exitError{code: Look}
			}
			return nil
		},
	}
	workspaceFlag(cmd, &f.workspace)
	jsonFlag(cmd, &f.asJSON)
	flags := cmd.Flags()
	flags.BoolVar(&f.asCSV, "csv", false, "print comma-separated values")
	flags.StringVar(&f.quarter, "quarter", "", "the quarter to plan, such as 2026Q4 (default: the one after the last)")
	flags.Float64Var(&f.hours, "hours", 0, "hours of the staff in the quarter (default: as many as the present mix takes)")
	flags.StringVar(&f.goal, "goal", "", "goals with weights, such as trust=2,recruiting=1: "+words(strategy.GoalNames()))
	flags.StringVar(&f.caution, "caution", "", words(strategy.Cautions()))
	flags.Float64Var(&f.gain, "gain", 0, "instead: how many hours are needed to bring so many per cent more than the present mix")
	flags.StringVar(&f.save, "save", "", "keep the mix under this name; “auscult scenarios adopt” decides on it")
	flags.StringVar(&f.limits, "limits", "", "a file of wishes in JSON, instead of those of the workspace")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	return cmd
}

// question is what the flags ask for.
func (f planFlags) question(cmd *cobra.Command, r *review.Reviewer) (review.StrategyQuestion, error) {
	var q review.StrategyQuestion
	h, err := r.Holdings(cmd.Context())
	if err != nil {
		return q, badInput(err)
	}
	if f.quarter != "" {
		if q.Quarter, err = social.ParseQuarter(f.quarter, h.Settings.YearStart); err != nil {
			return q, &exitError{Usage, err}
		}
	}
	wishes, err := r.Wishes(cmd.Context())
	if err != nil {
		return q, badInput(err)
	}
	if f.limits != "" {
		if wishes, err = wishesIn(f.limits); err != nil {
			return q, err
		}
	}
	if cmd.Flags().Changed("hours") {
		if wishes.Hours = f.hours; f.hours <= 0 {
			return q, usage("--hours %v: give the hours of the staff in the quarter, above zero", f.hours)
		}
		wishes.Staff = nil
	}
	if f.goal != "" {
		if wishes.Goals, err = goalWeights(f.goal); err != nil {
			return q, err
		}
	}
	if f.caution != "" {
		if wishes.Caution = strategy.Caution(f.caution); !wishes.Caution.Valid() {
			return q, usage("--caution %q: use one of %s", f.caution, words(strategy.Cautions()))
		}
	}
	q.Wishes = &wishes
	return q, nil
}

// hoursFor answers the reverse question.
func (f planFlags) hoursFor(cmd *cobra.Command, st review.Strategy, speak *language.Speaker) error {
	if f.gain <= -100 {
		return usage("--gain %v: give per cent above −100", f.gain)
	}
	hours, err := st.HoursFor(cmd.Context(), f.gain/100)
	if err != nil {
		return badInput(err)
	}
	if f.asJSON {
		return printJSON(cmd.OutOrStdout(), struct {
			Gain  float64 `json:"gain"`
			Hours float64 `json:"hours"`
			Now   float64 `json:"hours_now"`
		}{f.gain / 100, hours, st.Plan.HoursNow})
	}
	fmt.Fprintln(cmd.OutOrStdout(), st.GainSentence(speak, f.gain/100, hours))
	return nil
}

// wishesIn reads a file of wishes.
func wishesIn(path string) (review.Wishes, error) {
	file, err := os.Open(path)
	if err != nil {
		return review.Wishes{}, badInput(err)
	}
	defer file.Close()
	wishes, err := review.ParseWishes(file)
	if err != nil {
		return review.Wishes{}, badInput(fmt.Errorf("%s: %w", path, err))
	}
	return wishes, nil
}

// goalWeights reads "trust=2,recruiting=1".
func goalWeights(list string) (map[strategy.GoalName]float64, error) {
	weights := map[strategy.GoalName]float64{}
	for part := range strings.SplitSeq(list, ",") {
		name, number, found := strings.Cut(strings.TrimSpace(part), "=")
		goal := strategy.GoalName(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_"))
		weight, err := 1.0, error(nil)
		if found {
			weight, err = strconv.ParseFloat(strings.TrimSpace(number), 64)
		}
		if !goal.Valid() || err != nil || !(weight >= 0) {
			return nil, usage("--goal %q: write it like trust=2,recruiting=1, with %s", part, words(strategy.GoalNames()))
		}
		weights[goal] = weight
	}
	return weights, nil
}
