package workspace_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/glebarez/go-sqlite"
	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/importer"
)

var settings = workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich", YearStart: time.July}

// ring keeps the keys of all workspaces of these tests, as a system's keyring does.
var ring = workspace.WithKeyring(keyring.Memory())

func create(t testing.TB) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Create(context.Background(), filepath.Join(t.TempDir(), "w.auscult"), settings, ring)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

const header = "organisation;channel;platform;published_at;url;text;form;reactions;comments;saves\n"

// export writes a file in our own form, dated as exported on the day.
func export(t testing.TB, name, day string, rows ...string) string {
	t.Helper()
	return exportOf(t, name, day, header+strings.Join(rows, "\n")+"\n")
}

func importFile(t testing.TB, w *workspace.Workspace, path string) workspace.ImportReport {
	t.Helper()
	r, err := w.ImportFile(context.Background(), path, importer.Options{}, workspace.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Tables) != 1 {
		t.Fatalf("%d tables in %s", len(r.Tables), path)
	}
	return r.Tables[0].ImportReport
}

// dump writes down everything the workspace holds, without the numbers that a new import would count up: two workspaces
// with equal dumps are the same to everybody.
func dump(t testing.TB, w *workspace.Workspace) string {
	t.Helper()
	db, err := sql.Open("sqlite", w.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var all strings.Builder
	for _, query := range []string{
		`SELECT name, value FROM settings WHERE name NOT IN ('pseudonym_secret', 'fingerprint_secret') AND name NOT LIKE 'key_%' ORDER BY 1`,
		`SELECT name, competitor FROM organisations ORDER BY 1`,
		`SELECT o.name, c.platform, c.name, c.native_id, c.said_name, t.name FROM channels c LEFT JOIN channels t ON t.id = c.into_id JOIN organisations o ON o.id = c.organisation_id ORDER BY 1, 2, 3`,
		`SELECT file, sha256, format, exported_at, row_count, refused FROM imports ORDER BY 1, 2`,
		`SELECT i.file, p.row_number, p.column_name, p.value, p.reason FROM problems p JOIN imports i ON i.id = p.import_id ORDER BY 1, 2, 3`,
		`SELECT c.platform, c.name, p.key, p.versions, i.file, p.native_id, p.url, p.published_at, p.day_only, p.text, p.form, p.form_reason, p.topic, p.boosted,
		        p.reactions, p.comments, p.saves, p.reach FROM posts p JOIN channels c ON c.id = p.channel_id JOIN imports i ON i.id = p.import_id ORDER BY 1, 2, 3`,
		`SELECT c.platform, c.name, p.key, i.file, v.text, v.form, v.reactions, v.comments, v.saves FROM post_versions v JOIN posts p ON p.id = v.post_id
		        JOIN channels c ON c.id = p.channel_id JOIN imports i ON i.id = v.import_id ORDER BY 1, 2, 3, 4`,
		`SELECT c.platform, c.name, i.file FROM import_channels t JOIN channels c ON c.id = t.channel_id JOIN imports i ON i.id = t.import_id ORDER BY 1, 2, 3`,
		`SELECT c.platform, c.name, p.key, d.name, m.key, s.reason, s.published_at FROM same_posts s
		        JOIN posts p ON p.id = s.post_id JOIN channels c ON c.id = p.channel_id
		        JOIN posts m ON m.id = s.main_id JOIN channels d ON d.id = m.channel_id ORDER BY 1, 2, 3`,
		`SELECT c.platform, c.name, p.key, d.platform, d.name, b.key FROM cross_posts x
		        JOIN posts p ON p.id = x.post_id JOIN channels c ON c.id = p.channel_id
		        JOIN posts b ON b.id = x.bundle JOIN channels d ON d.id = b.channel_id ORDER BY 1, 2, 3`,
		`SELECT p.key, l.form, l.form_reason, l.topic, l.topic_reason, l.promotional, l.promotional_reason FROM labels l JOIN posts p ON p.id = l.post_id ORDER BY 1`,
		`SELECT * FROM learned ORDER BY 1`,
		`SELECT document FROM strategy_settings`,
		`SELECT quarter, name, adopted, saved_at, document FROM scenarios ORDER BY 1, 2`,
		`SELECT c.name, f.on_day, i.file, f.followers FROM follower_counts f JOIN channels c ON c.id = f.channel_id
		        JOIN imports i ON i.id = f.import_id ORDER BY 1, 2, 3`,
		`SELECT c.name, w.host, w.path, w.from_day, w.to_day, i.file, w.title, w.views, w.visitors, w.clicks FROM web_pages w
		        JOIN channels c ON c.id = w.channel_id JOIN imports i ON i.id = w.import_id ORDER BY 1, 2, 3, 4, 5, 6`,
		// a key without an identifier hangs on the workspace's secret
		`SELECT c.name, CASE WHEN k.native_id = '' THEN 'text' ELSE k.key END, i.file, k.in_reply_to, k.post_url, k.author_hidden, k.written_at, k.ours, k.mention FROM comments k
		        JOIN channels c ON c.id = k.channel_id JOIN imports i ON i.id = k.import_id ORDER BY 1, 2, 3, 7`,
		`SELECT o.name, c.platform, c.name, f.metric, f.from_day, f.to_day, i.file, f.value FROM channel_figures f JOIN channels c ON c.id = f.channel_id
		        JOIN organisations o ON o.id = c.organisation_id JOIN imports i ON i.id = f.import_id ORDER BY 1, 2, 3, 4, 5, 6, 7`,
	} {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&all, cells...)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
		all.WriteString("--\n")
	}
	written, err := w.WrittenByPeople(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all.String() + strings.Join(written, "\n") + shown(t, w)
}

// shown writes down the posts as they are read.
func shown(t testing.TB, w *workspace.Workspace) string {
	t.Helper()
	channels, err := w.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[social.ChannelID]string{}
	for _, c := range channels {
		names[c.ID] = fmt.Sprint(c.Platform, " ", c.Name)
	}
	var lines []string
	err = w.EachPost(t.Context(), workspace.PostFilter{}, func(p social.Post) error {
		line := fmt.Sprint(names[p.Channel], p.NativeID, p.URL, p.PublishedAt, p.DayOnly, p.Text, p.Form, p.Boosted, p.CrossPost != 0, p.ObservedAt)
		for m, v := range p.Metrics.All() {
			line += fmt.Sprint(" ", m, v)
		}
		lines = append(lines, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestCreateAndOpen(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "with a blank & a question?.auscult")
	w, err := workspace.Create(ctx, path, settings, ring)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.Create(ctx, path, settings, ring); !errors.Is(err, workspace.ErrExists) {
		t.Errorf("creating over a workspace: %v", err)
	}
	if w, err = workspace.Open(ctx, path, ring); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	got, err := w.Settings(ctx)
	if err != nil || got != settings {
		t.Errorf("settings %+v, %v", got, err)
	}
	organisations, err := w.Organisations(ctx)
	want := []social.Organisation{{ID: 1, Name: "Invented Hospital"}}
	if diff := cmp.Diff(want, organisations); err != nil || diff != "" {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "with a blank & a question?.auscult") {
			t.Errorf("a file beside the workspace: %s", e.Name())
		}
	}
}

func TestRefusesWhatIsNoWorkspace(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	text := filepath.Join(dir, "text.auscult")
	if err := os.WriteFile(text, []byte("just a text of more than sixteen bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.auscult")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE somebody_elses (x)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, path := range []string{text, other, filepath.Join(dir, "missing.auscult"), dir} {
		if _, err := workspace.Open(ctx, path, ring); !errors.Is(err, workspace.ErrNoWorkspace) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "missing.auscult")); err == nil {
		t.Error("opening a missing workspace made one")
	}

	newer := create(t)
	path := newer.Path()
	newer.Close()
	if db, err = sql.Open("sqlite", path); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA user_version = 1000"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := workspace.Open(ctx, path, ring); !errors.Is(err, workspace.ErrNewer) {
		t.Errorf("a newer workspace: %v", err)
	}
	if _, err := workspace.Create(ctx, filepath.Join(dir, "nobody.auscult"), workspace.Settings{TimeZone: "UTC"}, ring); !errors.Is(err, workspace.ErrNoHospital) {
		t.Errorf("a workspace without a hospital: %v", err)
	}
}

func TestDatabaseSettings(t *testing.T) {
	w := create(t)
	db, err := sql.Open("sqlite", w.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var mode, version string
	if err := db.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("journal mode %q, %v", mode, err)
	}
	if err := db.QueryRow("SELECT sqlite_version()").Scan(&version); err != nil || version < "3.50" {
		t.Errorf("SQLite %s, %v: the go.mod lines that bring the newer one are gone", version, err)
	}
}

func TestImportAgainAndNewer(t *testing.T) {
	w := create(t)
	old := export(t, "old.csv", "2026-04-10",
		"Invented Hospital;Baby;instagram;2026-02-03;https://x.example/1;first;photo;10;1;3",
		"Invented Hospital;Baby;instagram;2026-02-04;https://x.example/2;second;photo;20;2;",
		"Invented Hospital;Baby;instagram;never;https://x.example/3;third;photo;20;2;")
	r := importFile(t, w, old)
	if r.Import.Taken != 2 || r.Import.Refused != 1 || len(r.Problems) != 1 || r.Problems[0].Row != 4 {
		t.Fatalf("first import: %+v", r)
	}
	before := dump(t, w)

	again := importFile(t, w, old)
	if again.Already.IsZero() || again.Import.Taken+again.Import.Merged != 0 || again.Import.Unchanged != 2 {
		t.Errorf("the same file again: %+v", again)
	}
	if diff := cmp.Diff(before, dump(t, w)); diff != "" {
		t.Errorf("the same file twice changed something (-before +after)\n%s", diff)
	}

	newer := importFile(t, w, export(t, "new.csv", "2026-07-10",
		"Invented Hospital;Baby;instagram;2026-02-03;https://x.example/1/?utm_source=mail;first;photo;15;1;",
		"Invented Hospital;Baby;instagram;2026-02-04;https://x.example/2;second;photo;20;2;",
		"Invented Hospital;Baby;instagram;2026-05-05;https://x.example/5;fifth;video;7;0;1"))
	if got := [3]int{newer.Import.Taken, newer.Import.Merged, newer.Import.Unchanged}; got != [3]int{1, 1, 1} {
		t.Errorf("new, updated, unchanged: %v, want 1, 1, 1", got)
	}
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) != 3 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	reactions, _ := posts[0].Metrics.Get(social.Reactions)
	saves, known := posts[0].Metrics.Get(social.Saves)
	if reactions != 15 || saves != 3 || !known {
		t.Errorf("after the newer export: %d reactions, %d saves; want 15, and the 3 saves that the newer one leaves out", reactions, saves)
	}
	if got := posts[0].ObservedAt.Format(time.DateOnly); got != "2026-07-10" {
		t.Errorf("figures are of %s", got)
	}

	// An older export that is imported later must not take newer figures back.
	importFile(t, w, export(t, "oldest.csv", "2026-03-01", "Invented Hospital;Baby;instagram;2026-02-03;https://x.example/1;first;photo;2;0;0"))
	posts, err = w.Posts(t.Context(), workspace.PostFilter{IDs: []social.PostID{posts[0].ID}})
	if err != nil || len(posts) != 1 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	if reactions, _ := posts[0].Metrics.Get(social.Reactions); reactions != 15 {
		t.Errorf("an older export won: %d reactions", reactions)
	}
}

func TestTwiceInOneFile(t *testing.T) {
	w := create(t)
	r := importFile(t, w, export(t, "twice.csv", "2026-04-10",
		"Invented Hospital;Baby;instagram;2026-02-03;https://x.example/1;first;photo;10;1;",
		"Invented Hospital;Baby;instagram;2026-02-03;https://x.example/1;first;photo;10;1;4",
		"Invented Hospital;Baby;instagram;2026-02-03;https://x.example/1;first;photo;10;1;4"))
	if got := [3]int{r.Import.Taken, r.Import.Merged, r.Import.Unchanged}; got != [3]int{1, 1, 1} {
		t.Errorf("new, updated, unchanged: %v, want 1, 1, 1", got)
	}
	if _, err := w.Undo(t.Context(), r.Import.ID); err != nil {
		t.Fatal(err)
	}
	if posts, err := w.Posts(t.Context(), workspace.PostFilter{}); err != nil || len(posts) != 0 {
		t.Errorf("%d posts left, %v", len(posts), err)
	}
}

func TestOwners(t *testing.T) {
	w := create(t)
	file := func(name string) string {
		path := filepath.Join(t.TempDir(), name)
		content := "Post ID,Page ID,Page name,Publish time,Reactions,Comments\n1,77," + name + ",01/15/2026 08:00,1,1\n"
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, f := range []struct {
		name  string
		owner workspace.Owner
	}{{"First", workspace.Owner{Name: "Rival Clinic", Competitor: true}}, {"Renamed", workspace.Owner{}}} {
		if _, err := w.ImportFile(t.Context(), file(f.name), importer.Options{}, workspace.ImportOptions{Owner: f.owner}); err != nil {
			t.Fatal(err)
		}
	}
	importFile(t, w, export(t, "own.csv", "2026-04-10", "invented hospital;;xing;2026-02-03;https://x.example/1;first;photo;10;1;", "Other;;xing;2026-02-03;https://x.example/1;first;photo;10;1;"))
	organisations, err := w.Organisations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, o := range organisations {
		got[o.Name] = o.Competitor
	}
	if diff := cmp.Diff(map[string]bool{"Invented Hospital": false, "Rival Clinic": true, "Other": true}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	channels, err := w.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]int{}
	for _, c := range channels {
		names[string(c.Platform)+" "+c.Name]++
	}
	// A page the platform has numbered stays the same channel, whatever it is called now.
	if diff := cmp.Diff(map[string]int{"facebook First": 1, "xing Invented Hospital": 1, "xing Other": 1}, names); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFollowers(t *testing.T) {
	w := create(t)
	history := func(name, day string, rows ...string) workspace.ImportReport {
		path := exportOf(t, name, day, "channel;platform;date;followers\n"+strings.Join(rows, "\n")+"\n")
		return importFile(t, w, path)
	}
	history("first.csv", "2026-04-01", "Baby;instagram;2026-02-01;100", "Baby;instagram;2026-03-01;110")
	second := history("second.csv", "2026-05-01", "Baby;instagram;2026-02-01;100", "Baby;instagram;2026-03-01;112", "Baby;instagram;2026-04-01;120")
	if got := [3]int{second.Import.Taken, second.Import.Merged, second.Import.Unchanged}; got != [3]int{1, 1, 1} {
		t.Errorf("new, updated, unchanged: %v, want 1, 1, 1", got)
	}
	numbers := func() (all []int64) {
		counts, err := w.Followers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range counts {
			all = append(all, c.Followers)
		}
		return all
	}
	if diff := cmp.Diff([]int64{100, 112, 120}, numbers()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := w.Undo(t.Context(), second.Import.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{100, 110}, numbers()); diff != "" {
		t.Errorf("after the undo (-want +got)\n%s", diff)
	}
}

func TestUndoUnknown(t *testing.T) {
	if _, err := create(t).Undo(t.Context(), 7); !errors.Is(err, workspace.ErrNoImport) {
		t.Errorf("%v", err)
	}
}

func TestDryRunChangesNothing(t *testing.T) {
	w := create(t)
	before := dump(t, w)
	r, err := w.ImportFile(t.Context(), export(t, "a.csv", "2026-04-10", "Other;;xing;2026-02-03;https://x.example/1;first;photo;10;1;"),
		importer.Options{}, workspace.ImportOptions{DryRun: true})
	if err != nil || r.Tables[0].Import.Taken != 1 || r.Tables[0].Import.ID != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if diff := cmp.Diff(before, dump(t, w)); diff != "" {
		t.Errorf("a dry run changed something (-before +after)\n%s", diff)
	}
}

func TestCancelledImportLeavesNothing(t *testing.T) {
	w := create(t)
	before := dump(t, w)
	rows := make([]string, 3000)
	for i := range rows {
		rows[i] = fmt.Sprintf("Other;;xing;2026-02-03;https://x.example/%d;t;photo;10;1;", i)
	}
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	_, err := w.ImportFile(ctx, export(t, "big.csv", "2026-04-10", rows...), importer.Options{}, workspace.ImportOptions{Progress: func(done, total int) {
		if seen = done; done >= 1500 {
			cancel()
		}
		if total != 3000 {
			t.Errorf("progress out of %d", total)
		}
	}})
	if !errors.Is(err, context.Canceled) || seen < 1500 {
		t.Fatalf("%v after %d rows", err, seen)
	}
	if diff := cmp.Diff(before, dump(t, w)); diff != "" {
		t.Errorf("a cancelled import left something (-before +after)\n%s", diff)
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for name, day := range map[string]int{"b.csv": 1, "a.csv": 2, "sub/c.XLSX": 0, ".hidden.csv": 0, "notes.docx": 0, ".git/d.csv": 0} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		when := time.Date(2026, 1, 1+day, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	got, err := workspace.Files([]string{dir, filepath.Join(dir, "notes.docx")})
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i], _ = filepath.Rel(dir, got[i])
	}
	want := []string{filepath.FromSlash("sub/c.XLSX"), "b.csv", "a.csv", "notes.docx"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := workspace.Files([]string{filepath.Join(dir, "nothing")}); err == nil {
		t.Error("a missing path is passed over in silence")
	}
}

func TestTexts(t *testing.T) {
	w := create(t)
	importFile(t, w, exportOf(t, "posts.csv", "2026-04-01", "organisation,platform,published_at,url,text,form,reactions,comments\n"+
		"Rival,facebook,2026-03-02T10:00:00Z,https://x.example/b,Second,photo,1,1\n"+
		"Rival,facebook,2026-03-01T10:00:00Z,https://x.example/a,First,photo,1,1\n"+
		"Rival,facebook,2026-03-03T10:00:00Z,https://x.example/c,Third,photo,1,1\n"))
	all, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(all) != 3 {
		t.Fatalf("%d posts, error %v", len(all), err)
	}
	got, err := w.Texts(t.Context(), []social.PostID{all[1].ID, all[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	want := []social.Post{
		{ID: all[0].ID, Channel: all[0].Channel, PublishedAt: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), Text: "First"},
		{ID: all[1].ID, Channel: all[0].Channel, PublishedAt: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Text: "Second"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(social.Metrics{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
