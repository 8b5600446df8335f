package workspace_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// everything writes down every row of every table, with its number.
func everything(t interface{ Fatal(...any) }, w *workspace.Workspace) string {
	db, err := sql.Open("sqlite", w.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	read := func(query string) (lines []string) {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fmt.Sprintf("%v", cells))
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(lines)
		return lines
	}
	var all strings.Builder
	for _, table := range read(`SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'`) { // which numbers were ever given
		table = strings.Trim(table, "[]")
		all.WriteString(table + "\n" + strings.Join(read("SELECT * FROM "+table), "\n") + "\n")
	}
	return all.String()
}

// drawChange draws something that a person says or sets. It may be refused.
func drawChange(t *rapid.T) (what string, do func(ctx context.Context, w *workspace.Workspace) error) {
	number := func(label string) int64 { return int64(rapid.IntRange(1, 6).Draw(t, label)) }
	word := func(label string) string {
		return rapid.SampledFrom([]string{"", "Page", "Rival", "Other", "b", "a longer word"}).Draw(t, label)
	}
	made := time.Unix(number("made at"), 0)
	quarter := social.Quarter{Year: 2026, Number: rapid.IntRange(1, 2).Draw(t, "quarter")}
	switch what = rapid.SampledFrom([]string{
		"correct", "correct", "rules", "rules", "annotate", "unannotate", "break", "switch", "unbreak", "audience", "channel", "channel", "merge", "apart",
		"settings", "save", "delete", "adopt", "release", "rename", "wishes", "arrange",
	}).Draw(t, "change"); what {
	case "correct":
		post, topic := number("post"), rapid.SampledFrom([]social.Topic{"", social.Topics()[0], social.Topics()[1]}).Draw(t, "topic")
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			_, err := w.Correct(ctx, social.PostID(post), made, workspace.Correction{Label: social.TopicLabel, Value: string(topic)})
			return err
		}
	case "rules":
		var rules []social.Rule
		for range rapid.IntRange(0, 3).Draw(t, "rules") {
			rules = append(rules, social.Rule{
				Label: social.TopicLabel, Value: string(rapid.SampledFrom(social.Topics()).Draw(t, "topic")), Words: rapid.SampledFrom([]string{"a", "b", "longer"}).Draw(t, "words"),
			})
		}
		return what, func(ctx context.Context, w *workspace.Workspace) error { return w.SetRules(ctx, rules) }
	case "annotate":
		a := social.Annotation{ID: social.AnnotationID(rapid.IntRange(0, 2).Draw(t, "event")), On: time.Date(2026, 3, int(number("day")), 0, 0, 0, 0, time.UTC), Text: word("text")}
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			_, err := w.SetAnnotation(ctx, a, made)
			return err
		}
	case "unannotate":
		id := social.AnnotationID(number("event"))
		return what, func(ctx context.Context, w *workspace.Workspace) error { return w.RemoveAnnotation(ctx, id) }
	case "break":
		b := social.DefinitionBreak{Platform: social.Facebook, On: made, What: map[string]string{"": word("what")}}
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			_, err := w.AddBreak(ctx, b)
			return err
		}
	case "switch":
		off := rapid.Bool().Draw(t, "off")
		return what, func(ctx context.Context, w *workspace.Workspace) error { return w.SwitchBreak(ctx, "known-break", off) }
	case "unbreak":
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			return w.RemoveBreak(ctx, "own-facebook-1970-01-01")
		}
	case "audience":
		id, section := social.ChannelID(number("channel")), word("section")
		return what, func(ctx context.Context, w *workspace.Workspace) error { return w.SetAudience(ctx, id, "", section) }
	case "channel":
		id, change := social.ChannelID(number("channel")), workspace.ChannelChange{Name: word("name"), Organisation: word("organisation"), Competitor: rapid.Bool().Draw(t, "competitor")}
		return what, func(ctx context.Context, w *workspace.Workspace) error { return w.SetChannel(ctx, id, change) }
	case "merge":
		id, into := social.ChannelID(number("channel")), social.ChannelID(number("into"))
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			return w.SetChannel(ctx, id, workspace.ChannelChange{Into: into})
		}
	case "apart":
		id := social.ChannelID(number("channel"))
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			return w.SetChannel(ctx, id, workspace.ChannelChange{Apart: true})
		}
	case "settings":
		s := workspace.Settings{
			Hospital: rapid.SampledFrom([]string{"Invented Hospital", "Another Hospital", "Rival"}).Draw(t, "hospital"), TimeZone: "Europe/Zurich",
			YearStart: time.Month(rapid.SampledFrom([]int{1, 7}).Draw(t, "year")),
		}
		return what, func(ctx context.Context, w *workspace.Workspace) error { return w.SetSettings(ctx, s) }
	case "save":
		s := workspace.Scenario{Name: word("name"), Quarter: quarter, SavedAt: made, Document: []byte(word("document"))}
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			_, err := w.SaveScenario(ctx, s)
			return err
		}
	case "delete", "adopt", "release", "rename":
		id, name := workspace.ScenarioID(number("scenario")), word("name")
		return what, func(ctx context.Context, w *workspace.Workspace) error {
			switch what {
			case "delete":
				return w.DeleteScenario(ctx, id)
			case "adopt":
				return w.AdoptScenario(ctx, id)
			case "release":
				return w.ReleaseScenario(ctx, id)
			}
			return w.RenameScenario(ctx, id, name)
		}
	case "wishes":
		document := []byte(word("wishes"))
		return what, func(ctx context.Context, w *workspace.Workspace) error { return w.SetStrategySettings(ctx, document) }
	}
	document := []byte(word("slides"))
	return what, func(ctx context.Context, w *workspace.Workspace) error {
		return w.SetArrangement(ctx, quarter, document)
	}
}

// Any changes, all taken back, leave what there was before; made again, what there was after. All of it down to numbers, and what
// is derived.
func TestChangesBackAndForth(t *testing.T) {
	checkLaw(t, func(l *law) {
		w := l.workspace()
		defer w.Close()
		for i := range rapid.IntRange(1, 3).Draw(l.t, "imports") {
			l.take(w, fmt.Sprint(i), drawExport(l.t))
		}
		ctx := context.Background()
		states, changes := []string{everything(l.t, w)}, []workspace.Change(nil)
		for range rapid.IntRange(1, 8).Draw(l.t, "changes") {
			what, do := drawChange(l.t)
			c, err := w.Recorded(ctx, do)
			now := everything(l.t, w)
			if (err != nil || c.Nothing()) && now != states[len(states)-1] {
				l.t.Fatalf("%s changed something that is not recorded (%v)", what, err)
			}
			if !c.Nothing() {
				changes, states = append(changes, c), append(states, now)
			}
		}
		for i, c := range slices.Backward(changes) {
			if err := w.Apply(ctx, c.Back()); err != nil {
				l.t.Fatal(err)
			}
			if got := everything(l.t, w); got != states[i] {
				l.t.Fatalf("change %d of %d taken back:\n%s", i+1, len(changes), difference(states[i], got))
			}
		}
		all := workspace.Change{}
		for i, c := range changes {
			if err := w.Apply(ctx, c); err != nil {
				l.t.Fatal(err)
			}
			if got := everything(l.t, w); got != states[i+1] {
				l.t.Fatalf("change %d made again:\n%s", i+1, difference(states[i+1], got))
			}
			all = all.Then(c)
		}
		if err := w.Apply(ctx, all.Back()); err != nil {
			l.t.Fatalf("all at once: %v", err)
		}
		if got := everything(l.t, w); got != states[0] {
			l.t.Fatalf("all taken back at once:\n%s", difference(states[0], got))
		}
	})
}

// difference are the lines in which two texts differ.
func difference(want, got string) string {
	var lines []string
	wanted, is := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, l := range wanted {
		if !slices.Contains(is, l) {
			lines = append(lines, "- "+l)
		}
	}
	for _, l := range is {
		if !slices.Contains(wanted, l) {
			lines = append(lines, "+ "+l)
		}
	}
	return strings.Join(lines, "\n")
}

// Imports and their undo may come between. Then a change is taken back as if it had never been made, or it is refused and nothing
// changes; and nothing that imports have brought is lost.
func TestChangesBackAcrossImports(t *testing.T) {
	checkLaw(t, func(l *law) {
		w := l.workspace()
		defer w.Close()
		ctx := context.Background()
		first := l.take(w, "first", drawExport(l.t))
		what, do := drawChange(l.t)
		c, err := w.Recorded(ctx, do)
		if err != nil || c.Nothing() {
			return
		}
		l.take(w, "second", drawExport(l.t))
		if rapid.Bool().Draw(l.t, "undo the first") {
			if _, err := w.Undo(ctx, first); err != nil {
				l.t.Fatal(err)
			}
		}
		before := everything(l.t, w)
		switch err := w.Apply(ctx, c.Back()); {
		case errors.Is(err, workspace.ErrChangedSince):
			if got := everything(l.t, w); got != before {
				l.t.Fatalf("%s is refused, and yet:\n%s", what, difference(before, got))
			}
			return
		case err != nil:
			l.t.Fatal(err)
		}
		if err := w.Apply(ctx, c); err != nil {
			l.t.Fatal(err)
		}
		if got := everything(l.t, w); got != before {
			l.t.Fatalf("%s taken back and made again:\n%s", what, difference(before, got))
		}
	})
}

// What somebody has changed again is not overwritten.
func TestAChangeIsNotTakenBackOverAnother(t *testing.T) {
	ctx, w := t.Context(), create(t)
	wish := func(words string) workspace.Change {
		t.Helper()
		c, err := w.Recorded(ctx, func(ctx context.Context, w *workspace.Workspace) error {
			return w.SetStrategySettings(ctx, []byte(words))
		})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := wish("40 hours")
	wish("50 hours")
	if err := w.Apply(ctx, first.Back()); !errors.Is(err, workspace.ErrChangedSince) {
		t.Errorf("%v", err)
	}
	if kept, err := w.StrategySettings(ctx); err != nil || string(kept) != "50 hours" {
		t.Errorf("kept %q, %v", kept, err)
	}
	if again := wish("50 hours"); !again.Nothing() {
		t.Error("the same again is a change")
	}
}

// Several changes made together are all made or none.
func TestRecordedIsAllOrNothing(t *testing.T) {
	ctx, w := t.Context(), create(t)
	before := everything(t, w)
	c, err := w.Recorded(ctx, func(ctx context.Context, w *workspace.Workspace) error {
		if err := w.SetStrategySettings(ctx, []byte("40 hours")); err != nil {
			return err
		}
		return w.RemoveAnnotation(ctx, 7)
	})
	if !errors.Is(err, workspace.ErrNoAnnotation) || !c.Nothing() {
		t.Errorf("%v", err)
	}
	if got := everything(t, w); got != before {
		t.Errorf("a half stays:\n%s", difference(before, got))
	}
}

// The year does not begin otherwise under scenarios that were kept since.
func TestTheYearIsNotTakenBackUnderScenarios(t *testing.T) {
	ctx, w := t.Context(), create(t)
	s, err := w.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.YearStart = time.October
	c, err := w.Recorded(ctx, func(ctx context.Context, w *workspace.Workspace) error { return w.SetSettings(ctx, s) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveScenario(ctx, workspace.Scenario{Name: "Mix", Quarter: social.Quarter{Year: 2027, Number: 1, FirstMonth: time.October}, SavedAt: time.Unix(1, 0), Document: []byte("mix")}); err != nil {
		t.Fatal(err)
	}
	if err := w.Apply(ctx, c.Back()); !errors.Is(err, workspace.ErrQuartersInUse) {
		t.Errorf("%v", err)
	}
}

// Every table is known to be a person's own or not, so that a new one is thought of.
func TestEveryTableIsOwnOrNot(t *testing.T) {
	others := []string{ // of imports, derived, or with a memory of their own
		"channel_figures", "comments", "consent_changes", "consent_posts", "consents", "cross_posts", "decisions", "follower_counts", "formats", "frozen_contents", "frozen_reviews", "import_channels",
		"imports", "labels", "learned", "post_versions", "posts", "problems", "protocols",
		"same_posts", "web_pages",
	}
	w := create(t)
	db, err := sql.Open("sqlite", w.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		if own := slices.Contains(workspace.OwnTables(), name); own == slices.Contains(others, name) {
			t.Errorf("%s: put it into ownTables (change.go) if a person changes it and expects undo to take that back, else here", name)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
