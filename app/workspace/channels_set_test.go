package workspace_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// listed writes down the channels and whose they are, and how many posts each shows.
func listed(t *testing.T, w *workspace.Workspace) string {
	t.Helper()
	organisations, err := w.Organisations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[social.OrganisationID]string{}
	var all []string
	for _, o := range organisations {
		names[o.ID] = o.Name
		all = append(all, o.Name)
	}
	counts := map[social.ChannelID]int{}
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posts {
		counts[p.Channel]++
	}
	channels, err := w.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, c := range channels {
		lines = append(lines, fmt.Sprintf("%s of %s %d", c.Name, names[c.Organisation], counts[c.ID]))
	}
	return strings.Join(all, ", ") + ": " + strings.Join(lines, ", ")
}

func channelNamed(t *testing.T, w *workspace.Workspace, name string) social.ChannelID {
	t.Helper()
	all, err := w.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Name == name {
			return c.ID
		}
	}
	t.Fatalf("no channel %q", name)
	return 0
}

const sproutHeader = "Date,Network,Profile,Link,Post,Reactions"

func TestSetChannel(t *testing.T) {
	w := create(t)
	set := func(name string, change workspace.ChannelChange) {
		t.Helper()
		if err := w.SetChannel(t.Context(), channelNamed(t, w, name), change); err != nil {
			t.Fatal(err)
		}
	}
	want := func(what, want string) {
		t.Helper()
		if got := listed(t, w); got != want {
			t.Errorf("%s: %s; want %s", what, got, want)
		}
	}
	linkedin := importFile(t, w, writeExport(t, "seaview_content_1.csv", "2026-04-10", linkedinHeader,
		"Invented news of the day,"+urn+"1,Organic,02/03/2026,1,1,1", "Invented too,"+urn+"2,Organic,02/04/2026,1,1,1"))
	importFile(t, w, writeExport(t, "sprout.csv", "2026-04-11", sproutHeader,
		"02/03/2026 9:00 am,LinkedIn,Seaview AG,https://www.linkedin.com/company/seaview,Invented news of the day,5",
		"02/05/2026 9:00 am,LinkedIn,Seaview AG,"+urn+"3,Invented three,5"))
	want("two channels, and texts alone do not cross them", "Invented Hospital: seaview of Invented Hospital 2, Seaview AG of Invented Hospital 2")

	set("Seaview AG", workspace.ChannelChange{Into: channelNamed(t, w, "seaview")})
	want("merged, two rows are one post", "Invented Hospital: seaview of Invented Hospital 3")
	set("seaview", workspace.ChannelChange{Name: "Hospital Seaview"})
	want("renamed", "Invented Hospital: Hospital Seaview of Invented Hospital 3")
	set("Hospital Seaview", workspace.ChannelChange{Organisation: "Other Clinic", Competitor: true})
	want("given away", "Invented Hospital, Other Clinic: Hospital Seaview of Other Clinic 3")
	before := listed(t, w)

	again := importFile(t, w, writeExport(t, "seaview_content_2.csv", "2026-05-10", linkedinHeader, "Invented four,"+urn+"4,Organic,02/06/2026,1,1,1"))
	want("later files find it by their own word", "Invented Hospital, Other Clinic: Hospital Seaview of Other Clinic 4")
	if _, err := w.Undo(t.Context(), again.Import.ID); err != nil {
		t.Fatal(err)
	}
	want("and can be taken back", before)
	if _, err := w.Undo(t.Context(), linkedin.Import.ID); err != nil {
		t.Fatal(err)
	}
	want("what a person has named stays without the import that brought it", "Invented Hospital, Other Clinic: Hospital Seaview of Other Clinic 2")
	set("Hospital Seaview", workspace.ChannelChange{Apart: true})
	want("taken apart", "Invented Hospital, Other Clinic: Seaview AG of Invented Hospital 2, Hospital Seaview of Other Clinic 0")
}

func TestSetChannelRefuses(t *testing.T) {
	w := create(t)
	importFile(t, w, writeExport(t, "own.csv", "2026-04-10", ownHeader,
		"Invented Hospital,One,linkedin,2026-02-03,,a,1,", "Invented Hospital,Two,linkedin,2026-02-03,,b,1,", "Invented Hospital,One,x,2026-02-03,,c,1,"))
	channels, err := w.Channels(t.Context())
	if err != nil || len(channels) != 3 {
		t.Fatalf("%v, %v", channels, err)
	}
	on := func(p social.Platform, name string) social.ChannelID {
		for _, c := range channels {
			if c.Platform == p && c.Name == name {
				return c.ID
			}
		}
		t.Fatalf("no %s on %s", name, p)
		return 0
	}
	before := dump(t, w)
	for _, tt := range []struct {
		name   string
		id     social.ChannelID
		change workspace.ChannelChange
		want   error
	}{
		{"no channel", 77, workspace.ChannelChange{Name: "Three"}, workspace.ErrNoChannel},
		{"into no channel", on(social.LinkedIn, "One"), workspace.ChannelChange{Into: 77}, workspace.ErrNoChannel},
		{"a name that is taken", on(social.LinkedIn, "One"), workspace.ChannelChange{Name: "two"}, workspace.ErrSameName},
		{"two platforms", on(social.LinkedIn, "One"), workspace.ChannelChange{Into: on(social.X, "One")}, workspace.ErrOtherPlatform},
		{"into itself", on(social.LinkedIn, "One"), workspace.ChannelChange{Into: on(social.LinkedIn, "One")}, workspace.ErrOtherPlatform},
	} {
		if err := w.SetChannel(t.Context(), tt.id, tt.change); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	if after := dump(t, w); after != before {
		t.Errorf("a refused change changed\n%s\nto\n%s", before, after)
	}
}

// Two spellings of one channel each have a history of followers: merged, the newest export's word on a day counts.
func TestFollowersOfMergedChannels(t *testing.T) {
	w := create(t)
	const head = "channel,platform,date,followers"
	importFile(t, w, writeExport(t, "b.csv", "2026-05-10", head, "One,x,2026-02-03,20", "One,x,2026-02-04,21"))
	importFile(t, w, writeExport(t, "a.csv", "2026-04-10", head, "Two,x,2026-02-02,9", "Two,x,2026-02-03,10"))
	one := channelNamed(t, w, "One")
	if err := w.SetChannel(t.Context(), channelNamed(t, w, "Two"), workspace.ChannelChange{Into: one}); err != nil {
		t.Fatal(err)
	}
	counts, err := w.Followers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	for _, c := range counts {
		if c.Channel != one {
			t.Errorf("a count of channel %d", c.Channel)
		}
		got = append(got, c.Followers)
	}
	if fmt.Sprint(got) != "[9 20 21]" {
		t.Errorf("followers %v, want 9, 20, 21", got)
	}
}

// A comment under a post that a tool's export tells of too belongs to the one post, by the link of either.
func TestCommentsOnPostsOfSeveralSources(t *testing.T) {
	w := create(t)
	const share, activity = "https://www.linkedin.com/feed/update/urn:li:share:7180000000000000091", "https://www.linkedin.com/feed/update/urn:li:activity:7180000000000000001"
	importFile(t, w, writeExport(t, "buffer.csv", "2026-07-10", bufferHeader, "2026-02-03T08:00:00Z,Invented news,linkedin,"+share+",1,1,1"))
	importFile(t, w, writeExport(t, "seaview_content_1.csv", "2026-04-10", linkedinHeader, "Invented news,"+activity+",Organic,02/03/2026,1,1,1"))
	importFile(t, w, writeExport(t, "comments.csv", "2026-04-10", "organisation,channel,platform,post_url,comment_id,author,written_at,text",
		"Invented Hospital,seaview,linkedin,"+share+",1,Invented Person,2026-02-04,Why?", "Invented Hospital,seaview,linkedin,"+activity+",2,Invented Person,2026-02-05,How?"))
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) != 1 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	comments, err := w.Comments(t.Context())
	if err != nil || len(comments) != 2 {
		t.Fatalf("%d comments, %v", len(comments), err)
	}
	for _, c := range comments {
		if c.Post != posts[0].ID || c.Channel != posts[0].Channel {
			t.Errorf("%s is under post %d in channel %d, want %d in %d", c.Text, c.Post, c.Channel, posts[0].ID, posts[0].Channel)
		}
	}
}
