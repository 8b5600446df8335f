package workspace_test

import (
	"context"
	"errors"
	"testing"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// channelOn returns the channel of that name on the platform.
func channelOn(t *testing.T, w *workspace.Workspace, name string, p social.Platform) social.Channel {
	t.Helper()
	all, err := w.Channels(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Name == name && c.Platform == p {
			return c
		}
	}
	t.Fatalf("no channel %q on %s among %+v", name, p, all)
	return social.Channel{}
}

// What is said of a channel survives the undo of all that told of it, and counts again when it comes back, for it alone.
func TestAudiencesSurviveUndo(t *testing.T) {
	ctx, w := context.Background(), create(t)
	path := export(t, "a.csv", "2026-07-01",
		"Invented Hospital;Baby;facebook;2026-02-01;https://x.example/1;a;photo;1;1;1",
		"Invented Hospital;Baby;instagram;2026-02-01;https://x.example/2;a;photo;1;1;1",
		"Rival;Baby;facebook;2026-02-01;https://x.example/3;a;photo;1;1;1")
	first := importFile(t, w, path)
	baby := channelOn(t, w, "Baby", social.Instagram)
	before := dump(t, w)
	if err := w.SetAudience(ctx, baby.ID, social.ExpectantParents, "  Birth and \n baby "); err != nil {
		t.Fatal(err)
	}
	check := func(when string) {
		t.Helper()
		all, err := w.Channels(ctx)
		if err != nil || len(all) != 3 {
			t.Fatalf("%s: %d channels, %v", when, len(all), err)
		}
		for _, c := range all {
			want := social.Channel{}
			if c.Platform == social.Instagram {
				want.Audience, want.Section = social.ExpectantParents, "Birth and baby"
			}
			if c.Audience != want.Audience || c.Section != want.Section {
				t.Errorf("%s: %+v", when, c)
			}
		}
	}
	check("said")
	if dump(t, w) != before {
		t.Error("what is said of a channel changes what imports have said")
	}
	if _, err := w.Undo(ctx, first.Import.ID); err != nil {
		t.Fatal(err)
	}
	if all, err := w.Channels(ctx); err != nil || len(all) != 0 {
		t.Fatalf("after the undo: %+v, %v", all, err)
	}
	importFile(t, w, path)
	check("imported again")
	baby = channelOn(t, w, "Baby", social.Instagram)
	if err := w.SetAudience(ctx, baby.ID, "", ""); err != nil {
		t.Fatal(err)
	}
	if c := channelOn(t, w, "Baby", social.Instagram); c.Audience != "" || c.Section != "" {
		t.Errorf("taken back: %+v", c)
	}
}

// It stays with the channel under another name, with another organisation, and when another one is merged into it.
func TestAudiencesFollowTheChannel(t *testing.T) {
	ctx, w := context.Background(), create(t)
	path := export(t, "a.csv", "2026-07-01",
		"Invented Hospital;Baby;facebook;2026-02-01;https://x.example/1;a;photo;1;1;1",
		"Invented Hospital;Birth;facebook;2026-02-02;https://x.example/2;a;photo;1;1;1")
	first := importFile(t, w, path)
	baby := channelOn(t, w, "Baby", social.Facebook)
	if err := w.SetAudience(ctx, baby.ID, social.ExpectantParents, "Maternity"); err != nil {
		t.Fatal(err)
	}
	birth := channelOn(t, w, "Birth", social.Facebook)
	for _, change := range []struct {
		id social.ChannelID
		workspace.ChannelChange
	}{
		{baby.ID, workspace.ChannelChange{Name: "New Life"}},
		{baby.ID, workspace.ChannelChange{Organisation: "Birth Clinic"}},
		{birth.ID, workspace.ChannelChange{Into: baby.ID}},
	} {
		if err := w.SetChannel(ctx, change.id, change.ChannelChange); err != nil {
			t.Fatal(err)
		}
		if c := channelOn(t, w, "New Life", social.Facebook); c.Audience != social.ExpectantParents || c.Section != "Maternity" {
			t.Errorf("%+v: %+v", change, c)
		}
	}
	if _, err := w.Undo(ctx, first.Import.ID); err != nil {
		t.Fatal(err)
	}
	importFile(t, w, path)
	if c := channelOn(t, w, "New Life", social.Facebook); c.Audience != social.ExpectantParents {
		t.Errorf("imported again: %+v", c)
	}
}

func TestAudiencesAreRefused(t *testing.T) {
	ctx, w := context.Background(), create(t)
	if err := w.SetAudience(ctx, 7, social.Patients, ""); !errors.Is(err, workspace.ErrNoChannel) {
		t.Errorf("no channel: %v", err)
	}
	importFile(t, w, export(t, "a.csv", "2026-07-01", "Invented Hospital;Page;facebook;2026-02-01;https://x.example/1;a;photo;1;1;1"))
	page := channelOn(t, w, "Page", social.Facebook)
	if err := w.SetAudience(ctx, page.ID, "everyone", ""); err == nil {
		t.Error("an audience that nobody knows was stored")
	}
	if c := channelOn(t, w, "Page", social.Facebook); c.Audience != "" {
		t.Errorf("%+v", c)
	}
}
