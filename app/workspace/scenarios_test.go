package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// The test hospital's year begins in July.
var (
	summer = social.Quarter{Year: 2027, Number: 1, FirstMonth: time.July}
	autumn = social.Quarter{Year: 2027, Number: 2, FirstMonth: time.July}
)

func scenario(name string, q social.Quarter, document string) workspace.Scenario {
	return workspace.Scenario{Name: name, Quarter: q, SavedAt: noon, Document: []byte(document)}
}

func saveScenario(t *testing.T, w *workspace.Workspace, s workspace.Scenario) workspace.ScenarioID {
	t.Helper()
	id, err := w.SaveScenario(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func wantScenarios(t *testing.T, w *workspace.Workspace, want ...workspace.Scenario) {
	t.Helper()
	all, err := w.Scenarios(t.Context())
	if err != nil || !cmp.Equal(all, want) {
		t.Errorf("%v (-want +got)\n%s", err, cmp.Diff(want, all))
	}
}

func TestStrategySettings(t *testing.T) {
	ctx, w := context.Background(), create(t)
	for _, step := range []struct {
		name      string
		set, want []byte
	}{
		{"nothing was set", nil, nil},
		{"first", []byte(`{"hours":480}`), []byte(`{"hours":480}`)},
		{"another in its place", []byte("{\"zürich\":\"\x00\"}"), []byte("{\"zürich\":\"\x00\"}")},
		{"taken away", []byte{}, nil},
	} {
		if step.set != nil {
			if err := w.SetStrategySettings(ctx, step.set); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
		}
		if got, err := w.StrategySettings(ctx); err != nil || !cmp.Equal(got, step.want) {
			t.Errorf("%s: %q, %v", step.name, got, err)
		}
	}
}

// Scenarios are saved, saved again, renamed, adopted, released and removed; no import and no undo touches them.
func TestScenarios(t *testing.T) {
	ctx, w := context.Background(), create(t)
	as := func(s workspace.Scenario, id workspace.ScenarioID, name string, adopted bool) workspace.Scenario {
		s.ID, s.Name, s.Adopted = id, name, adopted
		return s
	}
	more, less, early := scenario(" More\n video ", autumn, "1"), scenario("Less video", autumn, "2"), scenario("More video", summer, "3")
	moreID, lessID, earlyID := saveScenario(t, w, more), saveScenario(t, w, less), saveScenario(t, w, early)
	report := importFile(t, w, export(t, "a.csv", "2026-07-01", "Invented Hospital;Page;facebook;2026-02-01;https://x.example/1;a;photo;1;1;1"))
	if _, err := w.Undo(ctx, report.Import.ID); err != nil {
		t.Fatal(err)
	}
	wantScenarios(t, w, as(less, lessID, "Less video", false), as(more, moreID, "More video", false), as(early, earlyID, "More video", false))

	more.Document, more.SavedAt, more.Adopted, more.ID = []byte("1 again"), noon.Add(time.Hour), true, 77 // the last two are not looked at
	if id := saveScenario(t, w, more); id != moreID {
		t.Errorf("saved again as %d, not %d", id, moreID)
	}
	for _, step := range []struct {
		name string
		do   error
	}{
		{"adopt one", w.AdoptScenario(ctx, lessID)},
		{"adopt the other", w.AdoptScenario(ctx, moreID)},
		{"adopt it again", w.AdoptScenario(ctx, moreID)},
		{"adopt one of another quarter", w.AdoptScenario(ctx, earlyID)},
		{"rename an adopted one", w.RenameScenario(ctx, moreID, " Films  first")},
		{"rename to its own name", w.RenameScenario(ctx, lessID, "Less video")},
	} {
		if step.do != nil {
			t.Fatalf("%s: %v", step.name, step.do)
		}
	}
	want := []workspace.Scenario{
		as(more, moreID, "Films first", true), as(less, lessID, "Less video", false), as(early, earlyID, "More video", true),
	}
	wantScenarios(t, w, want...)

	save := func(s workspace.Scenario) error { _, err := w.SaveScenario(ctx, s); return err }
	for name, refused := range map[string]struct{ err, want error }{
		"save over an adopted one": {save(scenario("Films first", autumn, "other")), workspace.ErrAdopted},
		"remove an adopted one":    {w.DeleteScenario(ctx, moreID), workspace.ErrAdopted},
		"save without a name":      {save(scenario(" \n", autumn, "x")), workspace.ErrNoName},
		"rename to nothing":        {w.RenameScenario(ctx, lessID, " "), workspace.ErrNoName},
		"rename to a name there":   {w.RenameScenario(ctx, lessID, "Films first"), workspace.ErrScenarioExists},
		"rename none":              {w.RenameScenario(ctx, 99, "x"), workspace.ErrNoScenario},
		"remove none":              {w.DeleteScenario(ctx, 99), workspace.ErrNoScenario},
		"adopt none":               {w.AdoptScenario(ctx, 0), workspace.ErrNoScenario},
		"release none":             {w.ReleaseScenario(ctx, -1), workspace.ErrNoScenario},
	} {
		if !errors.Is(refused.err, refused.want) {
			t.Errorf("%s: %v", name, refused.err)
		}
	}
	for name, bad := range map[string]workspace.Scenario{
		"without a quarter":          {Name: "x", SavedAt: noon, Document: []byte("x")},
		"without a document":         {Name: "x", SavedAt: noon, Quarter: autumn},
		"without a moment":           {Name: "x", Quarter: autumn, Document: []byte("x")},
		"of another hospital's year": scenario("x", social.Quarter{Year: 2027, Number: 2}, "x"),
	} {
		if err := save(bad); err == nil {
			t.Errorf("a scenario %s was saved", name)
		}
	}
	wantScenarios(t, w, want...)

	if err := errors.Join(w.ReleaseScenario(ctx, moreID), w.ReleaseScenario(ctx, moreID), w.DeleteScenario(ctx, moreID)); err != nil {
		t.Fatal(err)
	}
	wantScenarios(t, w, want[1:]...)
	if err := w.DeleteScenario(ctx, moreID); !errors.Is(err, workspace.ErrNoScenario) {
		t.Errorf("remove twice: %v", err)
	}
	if id := saveScenario(t, w, more); id == moreID {
		t.Error("the number of a removed scenario was given again")
	}
}

// Two windows on one workspace save, adopt and release at the same time: a name is there once, and a quarter never has two
// adopted scenarios.
func TestScenariosAtTheSameTime(t *testing.T) {
	w := create(t)
	other, err := workspace.Open(t.Context(), w.Path(), ring)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	ids := make([]workspace.ScenarioID, 4)
	for i := range ids {
		ids[i] = saveScenario(t, w, scenario(fmt.Sprint("mix ", i), autumn, "x"))
	}
	var wait sync.WaitGroup
	failed := make([]error, 8)
	for k := range failed {
		wait.Add(1)
		go func() {
			defer wait.Done()
			own := []*workspace.Workspace{w, other}[k%2]
			for i := range 10 {
				_, err := own.SaveScenario(t.Context(), scenario("shared", summer, fmt.Sprint(k)))
				err = errors.Join(err, own.AdoptScenario(t.Context(), ids[(k+i)%len(ids)]))
				all, listed := own.Scenarios(t.Context())
				adopted := 0
				for _, s := range all {
					if s.Adopted {
						adopted++
					}
				}
				if adopted != 1 {
					err = errors.Join(err, fmt.Errorf("%d are adopted", adopted))
				}
				failed[k] = errors.Join(failed[k], err, listed)
			}
		}()
	}
	wait.Wait()
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
	if all, err := w.Scenarios(t.Context()); err != nil || len(all) != len(ids)+1 {
		t.Errorf("%d scenarios, %v", len(all), err)
	}
}

// A workspace that was written before there were scenarios is brought up to date and keeps them from then on.
func TestScenariosInAnOlderWorkspace(t *testing.T) {
	path := firstSchema(t)
	w, err := workspace.Open(t.Context(), path, ring)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := w.Scenarios(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if document, err := w.StrategySettings(t.Context()); err != nil || document != nil {
		t.Errorf("%q, %v", document, err)
	}
	calendar := social.Quarter{Year: 2026, Number: 3, FirstMonth: time.January}
	s := scenario("kept", calendar, "x")
	s.ID = saveScenario(t, w, s)
	if err := errors.Join(w.SetStrategySettings(t.Context(), []byte("{}")), w.Close()); err != nil {
		t.Fatal(err)
	}
	if w, err = workspace.Open(t.Context(), path, ring); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	wantScenarios(t, w, s)
	if document, err := w.StrategySettings(t.Context()); err != nil || string(document) != "{}" {
		t.Errorf("%q, %v", document, err)
	}
}
