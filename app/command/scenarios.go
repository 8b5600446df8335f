package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/strategy"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

type shownScenario struct {
	Name    string              `json:"name"`
	Quarter string              `json:"quarter"`
	Adopted bool                `json:"adopted"`
	SavedAt time.Time           `json:"saved_at"`
	Posts   int                 `json:"posts"`
	Hours   float64             `json:"hours"`
	Broken  int                 `json:"limits_broken"`
	Lift    *strategy.Span      `json:"lift"`
	Cells   []shownScenarioCell `json:"cells"`
	Record  *shownRecord        `json:"record"`
}

type shownScenarioCell struct {
	Platform    string `json:"platform"`
	Form        string `json:"form"`
	Promotional bool   `json:"promotional"`
	Posts       int    `json:"posts"`
}

// shownRecord is what came of an adopted scenario.
type shownRecord struct {
	Verdict   string           `json:"verdict"`
	Headline  string           `json:"headline"`
	Detail    string           `json:"detail"`
	Planned   int              `json:"posts_planned"`
	Published int              `json:"posts_published"`
	Carried   float64          `json:"hours_carried_out"`
	Expected  *strategy.Span   `json:"expected"`
	Range     *strategy.Span   `json:"range"`
	Observed  *float64         `json:"observed"`
	Cells     []shownRecorded  `json:"cells"`
	Tests     []shownTestShown `json:"tests"`
}

type shownRecorded struct {
	shownScenarioCell
	Published int            `json:"published"`
	Expected  *strategy.Span `json:"typical_expected"`
	Observed  *float64       `json:"typical_observed"`
	Range     *strategy.Span `json:"typical_range"`
	Held      *bool          `json:"held"`
}

type shownTestShown struct {
	Verdict  string `json:"verdict"`
	Sentence string `json:"sentence"`
}

func newScenarios(lang *string) *cobra.Command {
	var path string
	var asJSON bool
	cmd := &cobra.Command{
		Use: "scenarios -w WORKSPACE", Short: "List saved mixes, and what came of those that were adopted", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			return withReviewer(cmd.Context(), path, func(r *review.Reviewer, _ *workspace.Workspace) error {
				all, err := shownScenarios(cmd.Context(), r, speak)
				if err != nil {
					return badInput(err)
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), all)
				}
				list := table{header: []string{speak.T("window.context.quarter"), speak.T("page_strategy.scenarios.name"), "", ">" + speak.T("show.posts"), ">" + speak.T("strategy.column.hours"), ""}}
				for _, s := range all {
					adopted, came := "", ""
					if s.Adopted {
						adopted, came = "•", s.Record.Headline
					}
					list.add(s.Quarter, s.Name, adopted, fmt.Sprint(s.Posts), speak.Figure(s.Hours), came)
				}
				list.print(cmd.OutOrStdout())
				return nil
			})
		},
	}
	cmd.PersistentFlags().StringVarP(&path, "workspace", "w", "", "the workspace")
	jsonFlag(cmd, &asJSON)
	for _, change := range []struct {
		name, short string
		do          func(context.Context, *workspace.Workspace, workspace.ScenarioID) error
	}{
		{"adopt", "Decide on a saved mix: what comes of it is looked at after the quarter", func(ctx context.Context, w *workspace.Workspace, id workspace.ScenarioID) error {
			return w.AdoptScenario(ctx, id)
		}},
		{"release", "Take back that a mix was decided on", func(ctx context.Context, w *workspace.Workspace, id workspace.ScenarioID) error {
			return w.ReleaseScenario(ctx, id)
		}},
		{"remove", "Remove a saved mix", func(ctx context.Context, w *workspace.Workspace, id workspace.ScenarioID) error {
			return w.DeleteScenario(ctx, id)
		}},
	} {
		cmd.AddCommand(&cobra.Command{
			Use: change.name + " -w WORKSPACE QUARTER NAME", Short: change.short, Args: cobra.MinimumNArgs(2),
			RunE: func(cmd *cobra.Command, args []string) error {
				return withReviewer(cmd.Context(), path, func(r *review.Reviewer, w *workspace.Workspace) error {
					all, err := r.Scenarios(cmd.Context())
					if err != nil {
						return badInput(err)
					}
					name := strings.Join(args[1:], " ")
					for _, s := range all {
						if s.Name == name && strings.EqualFold(s.Quarter.String(), args[0]) {
							if err := change.do(cmd.Context(), w, s.ID); err != nil {
								return badInput(err)
							}
							return nil
						}
					}
					return usage("there is no scenario %q for %s; “auscult scenarios” lists them", name, args[0])
				})
			},
		})
	}
	return cmd
}

// withReviewer opens a workspace for a while.
func withReviewer(ctx context.Context, path string, do func(*review.Reviewer, *workspace.Workspace) error) error {
	w, err := open(ctx, path)
	if err != nil {
		return err
	}
	defer w.Close()
	return do(review.New(w), w)
}

func shownScenarios(ctx context.Context, r *review.Reviewer, speak *language.Speaker) ([]shownScenario, error) {
	scenarios, err := r.Scenarios(ctx)
	if err != nil {
		return nil, err
	}
	record, err := r.TrackRecord(ctx)
	if err != nil {
		return nil, err
	}
	records := map[workspace.ScenarioID]*shownRecord{}
	for _, q := range record.Quarters {
		records[q.Scenario.ID] = shownRecordOf(q, speak)
	}
	all := []shownScenario{}
	for _, s := range scenarios {
		shown := shownScenario{
			Name: s.Name, Quarter: s.Quarter.String(), Adopted: s.Adopted, SavedAt: s.SavedAt, Posts: s.Mix.Posts(), Hours: s.Hours, Broken: s.Broken,
			Lift: s.Promise.Lift, Cells: []shownScenarioCell{}, Record: records[s.ID],
		}
		for _, c := range s.Mix.Cells() {
			shown.Cells = append(shown.Cells, shownScenarioCell{string(c.Platform), string(c.Form), c.Promotional, s.Mix[c]})
		}
		all = append(all, shown)
	}
	return all, nil
}

func shownRecordOf(q review.QuarterRecord, speak *language.Speaker) *shownRecord {
	shown := &shownRecord{
		Verdict: string(q.Verdict), Headline: q.Headline(speak), Detail: q.Detail(speak), Planned: q.Planned, Published: q.Published,
		Carried: q.Carried, Expected: q.Expected, Range: q.Range, Cells: []shownRecorded{}, Tests: []shownTestShown{},
	}
	if q.Observed != nil {
		shown.Observed = number(q.Observed.Value)
	}
	for _, c := range q.Cells {
		cell := shownRecorded{shownScenarioCell: shownScenarioCell{string(c.Platform), string(c.Form), c.Promotional, c.Planned}, Published: c.Published}
		if len(c.Posts) > 0 && c.Posts[0].Expected.Value > 0 {
			p := c.Posts[0]
			cell.Expected = &p.Expected
			if p.Observed.N > 0 {
				cell.Observed, cell.Range, cell.Held = number(p.Observed.Value), &p.Range, &p.Held
			}
		}
		shown.Cells = append(shown.Cells, cell)
	}
	for _, e := range q.Experiments {
		shown.Tests = append(shown.Tests, shownTestShown{string(e.Result.Verdict), review.ExperimentSentence(speak, e)})
	}
	return shown
}
