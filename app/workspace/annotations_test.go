package workspace_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

func day(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

// Events are added, changed and removed; no import and no undo touches them.
func TestAnnotations(t *testing.T) {
	ctx, w := context.Background(), create(t)
	ward := social.Annotation{On: day(5, 12), Text: " New maternity\n ward opened ", Platform: social.Instagram}
	id, err := w.SetAnnotation(ctx, ward, noon)
	if err != nil {
		t.Fatal(err)
	}
	run, err := w.SetAnnotation(ctx, social.Annotation{On: day(3, 1), Text: "City run"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	report := importFile(t, w, export(t, "a.csv", "2026-07-01", "Invented Hospital;Page;facebook;2026-02-01;https://x.example/1;a;photo;1;1;1"))
	if _, err := w.Undo(ctx, report.Import.ID); err != nil {
		t.Fatal(err)
	}
	want := []social.Annotation{
		{ID: run, On: day(3, 1), Text: "City run"},
		{ID: id, On: day(5, 12), Text: "New maternity ward opened", Platform: social.Instagram},
	}
	if all, err := w.Annotations(ctx); err != nil || !cmp.Equal(all, want) {
		t.Errorf("%v %s", err, cmp.Diff(want, all))
	}
	want[1].Text, want[1].Platform = "Maternity ward opened", ""
	if again, err := w.SetAnnotation(ctx, want[1], noon); err != nil || again != id {
		t.Errorf("changed: number %d, %v", again, err)
	}
	if all, err := w.Annotations(ctx); err != nil || !cmp.Equal(all, want) {
		t.Errorf("%v %s", err, cmp.Diff(want, all))
	}
	for name, refused := range map[string]struct {
		err  error
		want error
	}{
		"without words": {func() error {
			_, err := w.SetAnnotation(ctx, social.Annotation{On: day(1, 1), Text: " \n"}, noon)
			return err
		}(), workspace.ErrNoText},
		"not there": {func() error {
			_, err := w.SetAnnotation(ctx, social.Annotation{ID: 99, On: day(1, 1), Text: "x"}, noon)
			return err
		}(), workspace.ErrNoAnnotation},
		"remove twice": {errors.Join(w.RemoveAnnotation(ctx, run), w.RemoveAnnotation(ctx, run)), workspace.ErrNoAnnotation},
	} {
		if !errors.Is(refused.err, refused.want) {
			t.Errorf("%s: %v", name, refused.err)
		}
	}
	if all, _ := w.Annotations(ctx); len(all) != 1 {
		t.Errorf("%d are left", len(all))
	}
	if _, err := w.SetAnnotation(ctx, social.Annotation{Text: "without a day"}, noon); err == nil {
		t.Error("an event without a day was stored")
	}
	if _, err := w.SetAnnotation(ctx, social.Annotation{On: day(1, 1), Text: "x", Platform: "myspace"}, noon); err == nil {
		t.Error("an event on a platform that nobody knows was stored")
	}
}

func TestOwnBreaks(t *testing.T) {
	ctx, w := context.Background(), create(t)
	b := social.DefinitionBreak{
		Platform: social.Instagram, Metrics: []social.Metric{social.Views, social.Reach}, Forms: []social.Form{social.ShortVideo},
		On: day(4, 21), What: map[string]string{"": "Views took the place of reach"},
	}
	id, err := w.AddBreak(ctx, b)
	if err != nil || id != "own-instagram-2026-04-21" {
		t.Fatalf("%q, %v", id, err)
	}
	if second, err := w.AddBreak(ctx, b); err != nil || second != "own-instagram-2026-04-21-2" {
		t.Errorf("%q, %v", second, err)
	}
	for _, off := range []string{id, "facebook-views"} {
		if err := w.SwitchBreak(ctx, off, true); err != nil {
			t.Fatal(err)
		}
	}
	own, err := w.Breaks(ctx)
	if err != nil || len(own.Added) != 2 || !own.Off[id] || !own.Off["facebook-views"] || len(own.Off) != 2 {
		t.Fatalf("%+v, %v", own, err)
	}
	b.ID, b.Evidence = id, social.Stated
	if got := own.Added[slices.IndexFunc(own.Added, func(b social.DefinitionBreak) bool { return b.ID == id })]; !cmp.Equal(got, b) {
		t.Error(cmp.Diff(b, got))
	}
	if err := w.SwitchBreak(ctx, id, false); err != nil {
		t.Fatal(err)
	}
	if own, err = w.Breaks(ctx); err != nil || own.Off[id] || len(own.Added) != 2 {
		t.Errorf("switched on again: %+v, %v", own, err)
	}
	if err := w.RemoveBreak(ctx, id); err != nil {
		t.Error(err)
	}
	for _, gone := range []string{id, "facebook-views"} {
		if err := w.RemoveBreak(ctx, gone); !errors.Is(err, workspace.ErrNoBreak) {
			t.Errorf("remove %s: %v", gone, err)
		}
	}
	if _, err := w.AddBreak(ctx, social.DefinitionBreak{Platform: social.X, On: day(1, 1)}); !errors.Is(err, workspace.ErrNoText) {
		t.Errorf("without words: %v", err)
	}
	for _, bad := range []social.DefinitionBreak{
		{Platform: "myspace", On: day(1, 1), What: b.What}, {Platform: social.X, What: b.What},
	} {
		if _, err := w.AddBreak(ctx, bad); err == nil {
			t.Errorf("%+v was stored", bad)
		}
	}
}
