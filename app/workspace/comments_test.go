package workspace_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"auscult/analytics/social"
	"auscult/app/workspace"
	"auscult/importer"
)

const commentHeader = "channel,platform,post_url,comment_id,in_reply_to,author,written_at,text,ours,kind\n"

const conversation = commentHeader +
	"Page,facebook,https://www.f.example/1/?utm_source=x,c1,,Nina Nobody,2026-07-15 09:12,Does it help?,no,\n" +
	"Page,facebook,https://f.example/1,c2,c1,  PAGE ,2026-07-15 11:40,It does.,,\n" +
	"Page,facebook,https://f.example/1,c3,c2,@nina  nobody,2026-07-15 12:00,Thanks.,,\n" +
	"Page,facebook,4711,,,Another Nobody,2026-07-16 12:00,Good,,\n" +
	"Page,facebook,,m1,,Third Nobody,2026-07-17,They helped me,,mention\n"

var person = regexp.MustCompile(`^person-[0-9a-f]{10}$`)

func commentsOf(t *testing.T, w *workspace.Workspace) []social.Comment {
	t.Helper()
	all, err := w.Comments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCommentsArePseudonymous(t *testing.T) {
	w := create(t)
	importFile(t, w, exportOf(t, "posts.csv", "2026-08-01", "organisation,channel,platform,published_at,url,post_id,text\n"+
		"Invented Hospital,Page,facebook,2026-07-15,https://f.example/1,,One\nInvented Hospital,Page,facebook,2026-07-16,,4711,Two\n"))
	if got, want := counted(importFile(t, w, exportOf(t, "c.csv", "2026-08-01", conversation))), "5 new 0 updated 0 unchanged 0 refused"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	all := commentsOf(t, w)
	if len(all) != 5 {
		t.Fatalf("%d comments", len(all))
	}
	asked, answered, thanked, other, mention := all[0], all[1], all[2], all[3], all[4]
	if !person.MatchString(asked.Author) || !asked.Hidden || asked.Ours != social.No || asked.Post == 0 {
		t.Errorf("the question: %+v", asked)
	}
	if answered.Author != "PAGE" || answered.Hidden || answered.Ours != social.Yes || answered.InReplyTo != "c1" {
		t.Errorf("our own answer: %+v", answered)
	}
	if thanked.Author != asked.Author || thanked.InReplyTo != "c2" || thanked.Post != asked.Post {
		t.Errorf("the same person, written otherwise: %+v", thanked)
	}
	if other.Author == asked.Author || !person.MatchString(other.Author) || other.Post == 0 || other.Post == asked.Post {
		t.Errorf("another person, under a post known by its identifier: %+v", other)
	}
	if !mention.Mention || mention.Post != 0 || !mention.DayOnly {
		t.Errorf("the mention: %+v", mention)
	}

	// No name is anywhere in the file, nor what could be tried without the secret.
	path := w.Path()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Nina", "nina  nobody", "nina nobody", "Another Nobody", "Third Nobody"} {
		if strings.Contains(string(raw), name) {
			t.Errorf("%q is in the workspace", name)
		}
	}
}

// The same person is the same word in every import of a workspace, and another word in another workspace.
func TestPseudonymsAreStableWithinAWorkspace(t *testing.T) {
	one, other := create(t), create(t)
	row := func(text string) string {
		return commentHeader + "Page,facebook,,,,Nina Nobody,2026-07-15 09:12," + text + ",no,\n"
	}
	importFile(t, one, exportOf(t, "a.csv", "2026-08-01", row("First")))
	importFile(t, one, exportOf(t, "b.csv", "2026-08-02", row("Second")))
	importFile(t, other, exportOf(t, "a.csv", "2026-08-01", row("First")))
	here, there := commentsOf(t, one), commentsOf(t, other)
	if len(here) != 2 || here[0].Author != here[1].Author {
		t.Errorf("within: %+v", here)
	}
	if there[0].Author == here[0].Author {
		t.Errorf("%s in two workspaces", there[0].Author)
	}
}

func TestKeepAuthors(t *testing.T) {
	w := create(t)
	path := exportOf(t, "c.csv", "2026-08-01", conversation)
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{KeepAuthors: true}); err != nil {
		t.Fatal(err)
	}
	if all := commentsOf(t, w); all[0].Author != "Nina Nobody" || all[0].Hidden || all[1].Ours != social.Yes {
		t.Errorf("%+v", all[:2])
	}
	// The same comments from a newer export, without names: the newer export is believed, and nothing is there twice.
	again := importFile(t, w, exportOf(t, "d.csv", "2026-09-01", strings.Replace(conversation, "Does it help?", "Does it really help?", 1)))
	if got, want := counted(again), "0 new 4 updated 1 unchanged 0 refused"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	all := commentsOf(t, w)
	if len(all) != 5 || all[0].Text != "Does it really help?" || !all[0].Hidden {
		t.Errorf("%d comments, the first %+v", len(all), all[0])
	}
	if _, err := w.Undo(t.Context(), again.Import.ID); err != nil {
		t.Fatal(err)
	}
	if all := commentsOf(t, w); len(all) != 5 || all[0].Author != "Nina Nobody" || all[0].Text != "Does it help?" {
		t.Errorf("after the undo: %+v", all[0])
	}
}

// A workspace that the first Auscult has made gets its secret when it is opened.
func TestOldWorkspaceGetsASecret(t *testing.T) {
	w, err := workspace.Open(t.Context(), firstSchema(t), ring)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	importFile(t, w, exportOf(t, "c.csv", "2026-08-01", conversation))
	if all := commentsOf(t, w); len(all) != 5 || !all[0].Hidden {
		t.Errorf("%+v", all)
	}
}
