package workspace_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/app/workspace"
	"auscult/importer"
)

// writeExport writes a file of any format, dated as exported on the day.
func writeExport(t testing.TB, name, day string, lines ...string) string {
	t.Helper()
	return exportOf(t, name, day, strings.Join(lines, "\n")+"\n")
}

const (
	linkedinHeader = "Post title,Post link,Post type,Created date,Impressions,Clicks,Likes"
	bufferHeader   = "Date,Update,Service,Service Link,Impressions,Reach,Likes"
	ownHeader      = "organisation,channel,platform,published_at,url,text,reactions,boosted"
)

const urn = "https://www.linkedin.com/feed/update/urn:li:share:718000000000000000"

// The platform's figure stands above a tool's newer one; what only the tool knows is filled in.
func TestFiguresOfSeveralSources(t *testing.T) {
	w := create(t)
	importFile(t, w, writeExport(t, "seaview_content_1.csv", "2026-04-10", linkedinHeader, "Invented,"+urn+"1,Organic,02/03/2026,1000,10,50"))
	r := importFile(t, w, writeExport(t, "buffer.csv", "2026-07-10", bufferHeader,
		"2026-02-03T08:00:00Z,Invented,linkedin,"+urn+"1,1200,800,55", "2026-02-04T08:00:00Z,Invented too,linkedin,"+urn+"2,1,1,1"))
	if got := [4]int{r.Import.Taken, r.Import.Merged, r.Import.Unchanged, r.Import.Same}; got != [4]int{1, 0, 0, 1} {
		t.Errorf("new, updated, unchanged, the same: %v, want 1, 0, 0, 1", got)
	}
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) != 2 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	var want social.Metrics
	for m, v := range map[social.Metric]int64{social.Impressions: 1000, social.Clicks: 10, social.Reactions: 50, social.Reach: 800} {
		want.Set(m, v)
	}
	p := posts[0]
	if p.Metrics != want || p.ObservedAt.Format(time.DateOnly) != "2026-04-10" {
		t.Errorf("figures %v of %v", p.Metrics, p.ObservedAt)
	}
	if p.DayOnly || p.PublishedAt.Format(time.RFC3339) != "2026-02-03T08:00:00Z" {
		t.Errorf("published %v, day only %v; Buffer knows the time of day", p.PublishedAt, p.DayOnly)
	}
	sources, err := w.Sources(t.Context(), []social.PostID{p.ID})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(len(sources), " ", sources[p.ID][0].Format, " ", sources[p.ID][1].Format, " ", sources[p.ID][1].Known)
	if want := "1 linkedin-page-content buffer-posts identifier"; got != want {
		t.Errorf("sources %s, want %s", got, want)
	}

	// Picked by its number it is the same post, without its text too.
	again, err := w.Posts(t.Context(), workspace.PostFilter{IDs: []social.PostID{p.ID}, WithoutText: true})
	if err != nil || len(again) != 1 {
		t.Fatalf("%d posts, %v", len(again), err)
	}
	p.Text = ""
	if again[0] != p {
		t.Errorf("picked %+v, want %+v", again[0], p)
	}
}

// A newer export of the platform updates its own figures, and a tool's newer one does not take them back.
func TestNewerExportsOfSeveralSources(t *testing.T) {
	w := create(t)
	importFile(t, w, writeExport(t, "buffer.csv", "2026-07-10", bufferHeader, "2026-02-03T08:00:00Z,Invented,linkedin,"+urn+"1,1200,800,55"))
	importFile(t, w, writeExport(t, "seaview_content_1.csv", "2026-04-10", linkedinHeader, "Invented,"+urn+"1,Organic,02/03/2026,1000,10,50"))
	importFile(t, w, writeExport(t, "seaview_content_2.csv", "2026-05-10", linkedinHeader, "Invented,"+urn+"1,Organic,02/03/2026,1100,11,52"))
	r := importFile(t, w, writeExport(t, "buffer2.csv", "2026-08-10", bufferHeader, "2026-02-03T08:00:00Z,Invented,linkedin,"+urn+"1,1300,900,57"))
	if r.Import.Merged != 1 || r.Import.Same != 0 {
		t.Errorf("Buffer's second export: %+v; it updates Buffer's own word", r.Import)
	}
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) != 1 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	reactions, _ := posts[0].Metrics.Get(social.Reactions)
	reach, _ := posts[0].Metrics.Get(social.Reach)
	if reactions != 52 || reach != 900 {
		t.Errorf("%d reactions, %d reach; want LinkedIn's newest 52 and Buffer's newest 900", reactions, reach)
	}
}

// A post stays boosted until a later export says no whose word counts as much.
func TestBoostedOfSeveralSources(t *testing.T) {
	linkedin := func(day, kind string) [2]string { return [2]string{day, "linkedin " + kind} }
	own := func(day, said string) [2]string { return [2]string{day, "own " + said} }
	tests := []struct {
		name    string
		exports [][2]string
		want    social.Answer
	}{
		{"nobody says", [][2]string{own("2026-04-10", "")}, social.Unsaid},
		{"our form says yes after the platform said no", [][2]string{linkedin("2026-04-10", "Organic"), own("2026-05-10", "yes")}, social.Yes},
		{"the platform says no later", [][2]string{own("2026-05-10", "yes"), linkedin("2026-06-10", "Organic")}, social.No},
		{"an unsaid between them changes nothing", [][2]string{own("2026-05-10", "yes"), linkedin("2026-03-10", ""), linkedin("2026-04-10", "Organic")}, social.Yes},
		{"our form takes nothing back that the platform has said", [][2]string{linkedin("2026-04-10", "Sponsored"), own("2026-05-10", "no")}, social.Yes},
		{"our form corrects itself", [][2]string{own("2026-04-10", "yes"), own("2026-05-10", "no")}, social.No},
		{"the platform corrects itself", [][2]string{linkedin("2026-04-10", "Sponsored"), linkedin("2026-05-10", "Organic")}, social.No},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := create(t)
			for i, e := range tt.exports {
				source, said, _ := strings.Cut(e[1], " ")
				if source == "own" {
					importFile(t, w, writeExport(t, fmt.Sprintf("own%d.csv", i), e[0], ownHeader, "Invented Hospital,seaview,linkedin,2026-02-03,"+urn+"1,Invented,5,"+said))
				} else {
					importFile(t, w, writeExport(t, fmt.Sprintf("seaview_content_%d.csv", i), e[0], linkedinHeader, "Invented,"+urn+"1,"+said+",02/03/2026,1,1,1"))
				}
			}
			posts, err := w.Posts(t.Context(), workspace.PostFilter{})
			if err != nil || len(posts) != 1 || posts[0].Boosted != tt.want {
				t.Errorf("%+v, %v; want boosted %v", posts, err, tt.want)
			}
		})
	}
}

// Posts of exports that name no channel are in the organisation's only channel on the platform, whichever comes first.
func TestChannelWithoutName(t *testing.T) {
	w := create(t)
	channels := func() string {
		t.Helper()
		all, err := w.Channels(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		at := map[social.ChannelID]string{}
		var names []string
		for _, c := range all {
			at[c.ID] = c.Name
			names = append(names, c.Name)
		}
		posts, err := w.Posts(t.Context(), workspace.PostFilter{})
		if err != nil {
			t.Fatal(err)
		}
		var of []string
		for _, p := range posts {
			of = append(of, at[p.Channel])
		}
		return strings.Join(names, ", ") + ": " + strings.Join(of, ", ")
	}
	importFile(t, w, writeExport(t, "buffer.csv", "2026-04-10", bufferHeader, "2026-02-03T08:00:00Z,One,linkedin,"+urn+"1,1,1,1"))
	if got, want := channels(), "Invented Hospital: Invented Hospital"; got != want {
		t.Errorf("Buffer alone: %s, want %s", got, want)
	}
	first := importFile(t, w, writeExport(t, "seaview_content_1.csv", "2026-04-10", linkedinHeader, "Two,"+urn+"2,,02/04/2026,1,1,1"))
	if len(first.Channels) != 1 || first.Channels[0].Name != "seaview" {
		t.Errorf("the channels of the import are %v", first.Channels)
	}
	if got, want := channels(), "seaview: seaview, seaview"; got != want {
		t.Errorf("with one channel: %s, want %s", got, want)
	}
	importFile(t, w, writeExport(t, "harbour_content_1.csv", "2026-04-10", linkedinHeader, "Three,"+urn+"3,,02/05/2026,1,1,1"))
	if got, want := channels(), "harbour, Invented Hospital, seaview: Invented Hospital, seaview, harbour"; got != want {
		t.Errorf("with two channels: %s, want %s", got, want)
	}
	if _, err := w.Undo(t.Context(), first.Import.ID); err != nil {
		t.Fatal(err)
	}
	if got, want := channels(), "harbour: harbour, harbour"; got != want {
		t.Errorf("after the undo: %s, want %s", got, want)
	}
}

// The same text on several platforms is one cross-post each time it is published; figures stay apart.
func TestCrossPosts(t *testing.T) {
	const news = "Our midwives answer what expectant parents ask, every first Monday of the month"
	tests := []struct {
		name string
		rows []string // platform, moment, text
		want string   // the posts of each cross-post, by their places
	}{
		{"within 36 hours", []string{"facebook|2026-02-03T08:00:00Z|Open day!", "instagram|2026-02-04T19:59:00Z|open  DAY!"}, "12"},
		{"later", []string{"facebook|2026-02-03T08:00:00Z|Open day!", "instagram|2026-02-04T20:01:00Z|Open day!"}, ""},
		{"on one platform", []string{"facebook|2026-02-03T08:00:00Z|Open day!", "facebook|2026-02-03T18:00:00Z|Open day!"}, ""},
		{"no text", []string{"facebook|2026-02-03T08:00:00Z|", "instagram|2026-02-03T08:00:00Z|"}, ""},
		{"a text that goes on", []string{"x|2026-02-03T08:00:00Z|" + news, "instagram|2026-02-03T08:00:00Z|" + news + " #midwives #birth"}, "12"},
		{"a text that goes on with another number", []string{"x|2026-02-03T08:00:00Z|" + news + " 1", "instagram|2026-02-03T08:00:00Z|" + news + " 12"}, ""},
		{"a text that is cut within a word", []string{"x|2026-02-03T08:00:00Z|" + news + " and aft…", "instagram|2026-02-03T08:00:00Z|" + news + " and afterwards"}, "12"},
		{"a short text that goes on", []string{"x|2026-02-03T08:00:00Z|Open day", "instagram|2026-02-03T08:00:00Z|Open day at the clinic"}, ""},
		{"repeated each day", []string{
			"facebook|2026-02-03T08:00:00Z|Open day!", "x|2026-02-03T08:05:00Z|Open day!", "facebook|2026-02-04T08:00:00Z|Open day!", "x|2026-02-04T08:05:00Z|Open day!",
		}, "12 34"},
		{"three platforms", []string{"facebook|2026-02-03T08:00:00Z|Open day!", "x|2026-02-03T08:05:00Z|Open day!", "xing|2026-02-04T08:00:00Z|Open day!"}, "123"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := create(t)
			lines := []string{ownHeader}
			for i, r := range tt.rows {
				parts := strings.Split(r, "|")
				lines = append(lines, fmt.Sprintf("Invented Hospital,,%s,%s,https://example.com/%d,%q,1,", parts[0], parts[1], i, parts[2]))
			}
			importFile(t, w, writeExport(t, "own.csv", "2026-04-10", lines...))
			posts, err := w.Posts(t.Context(), workspace.PostFilter{})
			if err != nil {
				t.Fatal(err)
			}
			if len(posts) != len(tt.rows) {
				t.Errorf("%d posts of %d are left", len(posts), len(tt.rows))
			}
			members := map[int64]string{}
			var bundles []int64
			for _, p := range posts {
				if p.CrossPost == 0 {
					continue
				}
				if members[p.CrossPost] == "" {
					bundles = append(bundles, p.CrossPost)
				}
				members[p.CrossPost] += fmt.Sprint(int(p.URL[len(p.URL)-1]-'0') + 1)
			}
			var got []string
			for _, b := range bundles {
				got = append(got, members[b])
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// firstSchema makes a workspace as the first Auscult wrote it, by its own script, with what the statements put in.
func firstSchema(t *testing.T, statements ...string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "old.auscult")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join("schema", "0001_first.sql"))
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range append([]string{
		string(script), "PRAGMA application_id = 1096110915", "PRAGMA user_version = 1", // "AUSC"
		`INSERT INTO settings VALUES ('hospital', 'Invented Hospital'), ('time_zone', 'UTC'), ('year_start', '1'), ('invented', 'no')`,
		`INSERT INTO organisations (id, name, competitor) VALUES (1, 'Invented Hospital', 0)`,
	}, statements...) {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// A workspace of the first schema, with a post of two imports, is brought up to date.
func TestOpensWhatAnOlderProgramWrote(t *testing.T) {
	const columns = "native_id, url, published_at, day_only, text, form, form_reason, topic, topic_reason, campaign, duration, promotional, promotional_reason, boosted, reactions"
	const words = "'', 'https://x.example/1', 1770105600, 0, 'Invented', '', '', '', '', '', 0, 0, '', 0, "
	w, err := workspace.Open(t.Context(), firstSchema(t,
		`INSERT INTO imports VALUES (1, 'a.csv', 'a', 'buffer-posts', '', 1, 1780000000, 1, 1, 0, 0, 0), (2, 'b.csv', 'b', 'linkedin-page-content', '', 2, 1770000000, 1, 0, 1, 0, 0)`,
		`INSERT INTO channels VALUES (1, 1, 'linkedin', 'seaview', '', 1)`,
		`INSERT INTO posts (id, channel_id, key, versions, import_id, `+columns+`) VALUES (1, 1, 'url:x.example/1', 2, 1, `+words+`7)`,
		`INSERT INTO post_versions (post_id, import_id, `+columns+`) VALUES (1, 1, `+words+`7), (1, 2, `+words+`5)`))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	// The next import of the channel finds what tells of it, and LinkedIn's word is known for the platform's own.
	r := importFile(t, w, writeExport(t, "own.csv", "2026-04-10", ownHeader, "Invented Hospital,seaview,linkedin,2026-02-03T08:00:00Z,https://x.example/1,Invented,9,"))
	if r.Import.Same != 1 {
		t.Errorf("%+v", r.Import)
	}
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) != 1 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	if reactions, _ := posts[0].Metrics.Get(social.Reactions); reactions != 5 {
		t.Errorf("%d reactions, want LinkedIn's 5", reactions)
	}
	sources, err := w.Sources(t.Context(), []social.PostID{1})
	if err != nil || len(sources[1]) != 3 {
		t.Errorf("sources %v, %v", sources, err)
	}
}

// BenchmarkSecondSource imports a second source of 50,000 posts, of which each must be found among those of the first.
func BenchmarkSecondSource(b *testing.B) {
	first := manyPosts(b, benchPosts)
	path := filepath.Join(b.TempDir(), "buffer.csv")
	var out strings.Builder
	out.WriteString(bufferHeader + "\n")
	for i := range benchPosts {
		fmt.Fprintf(&out, "2026-%02d-%02dT%02d:30:00+02:00,\"Every month our midwives answer the questions of expectant parents, number %d: come by, listen, ask. No registration needed.\",instagram,https://www.instagram.com/reel/inv%07d,1,1,1\n",
			1+i%12, 1+i%28, i%24, i, i)
	}
	if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		w := create(b)
		if _, err := w.ImportFile(context.Background(), first, importer.Options{}, workspace.ImportOptions{}); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		r, err := w.ImportFile(context.Background(), path, importer.Options{}, workspace.ImportOptions{})
		if err != nil || r.Tables[0].Import.Same != benchPosts {
			b.Fatalf("%+v, %v", r, err)
		}
	}
	b.ReportMetric(float64(benchPosts)*float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}
