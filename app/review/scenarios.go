package review

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/workspace"
)

// Scenario is a mix for a quarter under a name, with the wishes it was made for and what it promises.
type Scenario struct {
	ID      workspace.ScenarioID
	Name    string
	Quarter social.Quarter
	Adopted bool // decided on: what came of it is looked at after the quarter
	SavedAt time.Time

	Wishes  Wishes
	Mix     strategy.Mix
	Promise strategy.Promise
	Hours   float64 // that the mix takes
	Broken  int     // how many limits it breaks
	// Experiments are the tests in alternate weeks that go with it.
	Experiments []strategy.Experiment
}

// scenarioDocument is how a scenario is kept.
type scenarioDocument struct {
	Wishes      Wishes                `json:"wishes"`
	Mix         []mixCell             `json:"mix"`
	Promise     strategy.Promise      `json:"promise"`
	Hours       float64               `json:"hours"`
	Broken      int                   `json:"limits_broken"`
	Experiments []strategy.Experiment `json:"experiments,omitempty"`
}

// mixCell is a cell of a mix as it is kept.
type mixCell struct {
	Platform    social.Platform `json:"platform"`
	Form        social.Form     `json:"form"`
	Promotional bool            `json:"promotional,omitempty"`
	Posts       int             `json:"posts"`
}

// Scenarios returns the scenarios of the workspace, those of the newest quarter first.
func (r *Reviewer) Scenarios(ctx context.Context) ([]Scenario, error) {
	kept, err := r.workspace.Scenarios(ctx)
	if err != nil {
		return nil, err
	}
	var all []Scenario
	for _, k := range kept {
		var d scenarioDocument
		if err := json.Unmarshal(k.Document, &d); err != nil {
			return nil, fmt.Errorf("scenario %q of %s: %w", k.Name, k.Quarter, err)
		}
		s := Scenario{
			ID: k.ID, Name: k.Name, Quarter: k.Quarter, Adopted: k.Adopted, SavedAt: k.SavedAt,
			Wishes: d.Wishes, Mix: strategy.Mix{}, Promise: d.Promise, Hours: d.Hours, Broken: d.Broken, Experiments: d.Experiments,
		}
		for _, c := range d.Mix {
			s.Mix[strategy.Cell{Platform: c.Platform, Form: c.Form, Promotional: c.Promotional}] = c.Posts
		}
		all = append(all, s)
	}
	return all, nil
}

// SaveScenario keeps a mix of the strategy's quarter under a name, with what it promises. The recommended mix promises what
// is left after its optimism was taken off, if that is known; any other was not picked as the best, so nothing is. What is
// worth testing within the recommended mix goes with it. Errors are those of [workspace.Workspace.SaveScenario].
func (r *Reviewer) SaveScenario(ctx context.Context, st Strategy, name string, mix strategy.Mix, now time.Time) (workspace.ScenarioID, error) {
	if st.planner == nil {
		return 0, fmt.Errorf("save scenario %q: %w", name, st.Lacking)
	}
	plan, assurance := st.planner.Judge(mix), strategy.Assurance{}
	d := scenarioDocument{Wishes: st.Wishes, Hours: plan.Hours}
	if recommended := sameMix(mix, st.Plan.Mix()); recommended && st.Assurance != nil {
		assurance = *st.Assurance
		for _, test := range assurance.Tests {
			if e, err := st.planner.Experiment(plan, test, st.Quarter, plan.Seed); err == nil { // what cannot be tested is left out
				d.Experiments = append(d.Experiments, e)
			}
		}
	}
	d.Promise = st.planner.Promise(plan, assurance, st.Quarter)
	for _, l := range plan.Limits {
		if l.Broken > 0 {
			d.Broken++
		}
	}
	for _, cell := range mix.Cells() {
		if mix[cell] > 0 {
			d.Mix = append(d.Mix, mixCell{cell.Platform, cell.Form, cell.Promotional, mix[cell]})
		}
	}
	document, err := json.Marshal(d)
	if err != nil {
		return 0, fmt.Errorf("save scenario %q: %w", name, err)
	}
	return r.workspace.SaveScenario(ctx, workspace.Scenario{Name: name, Quarter: st.Quarter, SavedAt: now, Document: document})
}

func sameMix(a, b strategy.Mix) bool {
	for _, cell := range slices.Concat(a.Cells(), b.Cells()) {
		if a[cell] != b[cell] {
			return false
		}
	}
	return true
}

// TrackRecord is what came of the scenarios that were adopted.
type TrackRecord struct {
	Quarters []QuarterRecord // newest first
	Over     strategy.TrackRecord
	Exported time.Time
	Invented bool
}

// QuarterRecord is what came of one.
type QuarterRecord struct {
	Scenario Scenario
	strategy.Record
	Experiments []ExperimentRecord
}

// ExperimentRecord is a test that went with a scenario, and what it showed.
type ExperimentRecord struct {
	strategy.Experiment
	Result strategy.ExperimentResult
}

// TrackRecord compares every adopted scenario with what was published in its quarter.
func (r *Reviewer) TrackRecord(ctx context.Context) (TrackRecord, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return TrackRecord{}, err
	}
	scenarios, err := r.Scenarios(ctx)
	if err != nil {
		return TrackRecord{}, err
	}
	t := TrackRecord{Exported: h.LastExport, Invented: h.Settings.Invented}
	ours := h.posts.Where(panel.Filter{Organisations: mineOrNobody(h.Ours())})
	audience := func(id social.ChannelID) social.Audience {
		c, _ := h.Channel(id)
		return c.Audience
	}
	var records []strategy.Record
	for _, s := range scenarios {
		if !s.Adopted {
			continue
		}
		q := QuarterRecord{Scenario: s, Record: s.Promise.Record(ours, audience)}
		for _, e := range s.Experiments {
			q.Experiments = append(q.Experiments, ExperimentRecord{e, e.Evaluate(ours, audience)})
		}
		t.Quarters = append(t.Quarters, q)
		records = append(records, q.Record)
		if err := ctx.Err(); err != nil {
			return TrackRecord{}, err
		}
	}
	t.Over = strategy.TrackRecordOf(records)
	return t, nil
}
