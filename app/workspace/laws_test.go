package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"auscult/analytics/social"
	"auscult/app/workspace"
	"auscult/importer"
)

// anExport is a random export file: a few posts out of a small set, so that files overlap, with some metrics absent.
type anExport struct {
	day    int
	header string
	rows   []string
	prefix string // of the file's name
}

func drawExport(t *rapid.T) anExport {
	e := anExport{day: rapid.IntRange(1, 28).Draw(t, "exported on"), header: header}
	switch rapid.IntRange(0, 10).Draw(t, "kind") {
	case 3: // page totals of the same channels, over days that overlap with those of other files
		e.header = "organisation;channel;platform;from;to;followers_start;followers_end;posts;reactions\n"
		figure := func(label string) string { // absent, or a small count
			return strings.TrimSuffix(fmt.Sprint(rapid.IntRange(-1, 9).Draw(t, label)), "-1")
		}
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 8), 1, 6, rapid.ID[int]).Draw(t, "periods") {
			e.rows = append(e.rows, fmt.Sprintf("%s;Page;facebook;2026-02-%02d;2026-02-%02d;%s;;%s;%s", []string{"Invented Hospital", "Rival", "Other"}[n%3],
				n, n+n%2*7, figure("followers"), figure("posts"), figure("reactions")))
		}
		return e
	case 4, 5, 6, 7: // the same few posts in a platform's export and in tools'
		drawSource(t, &e)
		return e
	case 0: // a follower history of the same channels
		e.header = "organisation;channel;platform;date;followers\n"
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 8), 1, 6, rapid.ID[int]).Draw(t, "days") {
			e.rows = append(e.rows, fmt.Sprintf("%s;Page;facebook;2026-02-%02d;%d", []string{"Invented Hospital", "Rival", "Other"}[n%3], n, rapid.IntRange(0, 9).Draw(t, "followers")))
		}
		return e
	case 1: // statistics of our website, with pages under two addresses
		e.header = rapid.SampledFrom([]string{"# 20260201-20260228", "# 20260101-20260131", "# nothing said"}).Draw(t, "period") +
			"\n\nPage path,Page title,Views,Users\n"
		for _, page := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"/1", "/1/", "/1?utm_source=x", "/2", "h.example/2", "/3"}), 1, 5, rapid.ID[string]).Draw(t, "pages") {
			e.rows = append(e.rows, fmt.Sprintf("%s,%s,%d,%s", page, rapid.SampledFrom([]string{"", "a", "b", "longer"}).Draw(t, "title"),
				rapid.IntRange(0, 9).Draw(t, "views"), rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "visitors")))
		}
		return e
	case 2: // comments
		e.header = "organisation;channel;platform;post_url;comment_id;in_reply_to;author;written_at;text;ours;kind\n"
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 8), 1, 6, rapid.ID[int]).Draw(t, "comments") {
			id := fmt.Sprint("c", n)
			if n > 5 { // known by place, author, moment and text
				id = ""
			}
			e.rows = append(e.rows, fmt.Sprintf("%s;Page;facebook;https://x.example/%d;%s;;Author %d;2026-02-%02d;%s;%s;", []string{"Invented Hospital", "Rival", "Other"}[n%3],
				n, id, n, n, []string{"Why?", rapid.SampledFrom([]string{"Why?", "Edited"}).Draw(t, "text")}[min(len(id), 1)], rapid.SampledFrom([]string{"", "no", "yes"}).Draw(t, "ours")))
		}
		return e
	}
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 8), 1, 6, rapid.ID[int]).Draw(t, "posts") {
		cell := func(label string) string {
			if rapid.Bool().Draw(t, label+" known") {
				return fmt.Sprint(rapid.IntRange(0, 99).Draw(t, label))
			}
			return ""
		}
		who := []string{"Invented Hospital", "Rival", "Other"}[n%3]
		form := rapid.SampledFrom([]string{"", "photo", "video"}).Draw(t, "form")
		text := rapid.SampledFrom([]string{"", "short", "longer text"}).Draw(t, "text")
		e.rows = append(e.rows, fmt.Sprintf("%s;Page;facebook;2026-02-%02d;https://x.example/%d;%s;%s;%s;%s;%s",
			who, n, n, text, form, cell("reactions"), cell("comments"), cell("saves")))
	}
	return e
}

// drawSource draws an export of LinkedIn or of a tool. They are about the same six posts, each on LinkedIn and on X, but
// not each tells of the link, of the whole text, of the time of day or in which zone.
func drawSource(t *rapid.T, e *anExport) {
	posts := rapid.SliceOfNDistinct(rapid.IntRange(0, 5), 1, 6, rapid.ID[int]).Draw(t, "posts")
	draw := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	kind := draw("source", "linkedin", "buffer", "hootsuite", "sprout", "own")
	e.prefix = draw("prefix", "seaview_content_1_", "harbour_content_1_") // LinkedIn's file tells the channel by its name
	e.header = map[string]string{
		"linkedin":  "Post title,Post link,Post type,Created date,Impressions,Likes\n",
		"buffer":    "Date,Update,Service,Service Link,Likes\n",
		"hootsuite": "Date (GMT),Post ID,Post Message,Post Permalink,Social Network,Likes,Reach\n",
		"sprout":    "Date,Network,Profile,Link,Post,Reactions\n",
		"own":       "organisation,channel,platform,published_at,url,text,reactions,boosted\n",
	}[kind]
	for _, n := range posts {
		whole := fmt.Sprintf("Invented news of the hospital by the sea which fills a line or two: number %d", n/2) // two posts share a text
		text := draw("text", whole, strings.ToUpper(whole)+"  https://seaview.example/a", whole[:len(whole)-12]+"…")
		at := time.Date(2026, 2, 3+n/3, 8+n%3, 30, 0, 0, time.UTC)
		network, link := "linkedin", fmt.Sprintf("https://www.linkedin.com/feed/update/urn:li:%s:70000000000%d", draw("urn", "share", "activity"), n)
		if strings.Contains(link, "activity") {
			link += "9" // one post has several numbers there
		}
		if kind != "linkedin" && rapid.Bool().Draw(t, "on X") {
			network, link = "twitter", fmt.Sprintf("https://x.com/seaview/status/80000000000%d", n)
		}
		figure := rapid.IntRange(0, 99).Draw(t, "figure")
		var row string
		switch kind {
		case "linkedin":
			row = fmt.Sprintf("%s,%s,%s,%s,,%d", text, link, draw("type", "Organic", "Sponsored"), at.Format("01/02/2006"), figure)
		case "buffer":
			row = fmt.Sprintf("%s,%s,%s,%s,%d", at.Format(time.RFC3339), text, network, link, figure)
		case "hootsuite":
			row = fmt.Sprintf("%s,%s,%s,%s,%s,%d,5", at.Format("2006-01-02 15:04"), draw("id", "", fmt.Sprint("id", n)), text, link, network, figure)
		case "sprout":
			row = fmt.Sprintf("%s,%s,%s,%s,%s,%d", at.Add(-3*time.Hour).Format("01/02/2006 3:04 PM"), network, draw("profile", "seaview", "harbour"), link, text, figure)
		case "own":
			row = fmt.Sprintf("Invented Hospital,%s,%s,%s,%s,%s,%d,%s", draw("channel", "", "seaview"), network, at.Format("2006-01-02 15:04"),
				draw("link", "", link), text, figure, draw("boosted", "", "yes", "no"))
		}
		e.rows = append(e.rows, row)
	}
}

// law runs a property on fresh workspaces, with files written where the property wants them.
type law struct {
	t   *rapid.T
	dir string
	n   int
}

func (l *law) workspace() *workspace.Workspace {
	l.n++
	w, err := workspace.Create(context.Background(), filepath.Join(l.dir, fmt.Sprintf("%d.auscult", l.n)), settings, ring)
	if err != nil {
		l.t.Fatal(err)
	}
	return w
}

// take imports an export, whose file's name makes it recognisable in a dump.
func (l *law) take(w *workspace.Workspace, name string, e anExport) social.ImportID {
	path := filepath.Join(l.dir, e.prefix+name)
	if err := os.WriteFile(path, []byte(e.header+strings.Join(e.rows, "\n")+"\n"), 0o600); err != nil {
		l.t.Fatal(err)
	}
	when := time.Date(2026, 5, e.day, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, when, when); err != nil {
		l.t.Fatal(err)
	}
	r, err := w.ImportFile(context.Background(), path, importer.Options{}, workspace.ImportOptions{
		KeepAuthors: true, // pseudonyms differ from workspace to workspace
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return r.Tables[0].Import.ID
}

func checkLaw(t *testing.T, property func(l *law)) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "law")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(dir)
		property(&law{t: rt, dir: dir})
	})
}

// Whatever was imported before and since, an import that is taken back leaves no trace: the workspace is the one that
// the other imports alone would have made.
func TestUndoIsAsIfItHadNeverBeen(t *testing.T) {
	checkLaw(t, func(l *law) {
		exports := make([]anExport, rapid.IntRange(1, 4).Draw(l.t, "exports"))
		for i := range exports {
			exports[i] = drawExport(l.t)
		}
		undone := rapid.IntRange(0, len(exports)-1).Draw(l.t, "undone")
		with, without := l.workspace(), l.workspace()
		defer with.Close()
		defer without.Close()
		var id social.ImportID
		for i, e := range exports {
			name := fmt.Sprintf("%d.csv", i)
			if got := l.take(with, name, e); i == undone {
				id = got
			} else {
				l.take(without, name, e)
			}
		}
		if _, err := with.Undo(context.Background(), id); err != nil {
			l.t.Fatal(err)
		}
		if got, want := dump(t, with), dump(t, without); got != want {
			l.t.Fatalf("after the undo:\n%s\nwithout the import:\n%s", got, want)
		}
	})
}

// In which order exports are imported does not matter, as long as they were exported at different times.
func TestOrderOfImportsDoesNotMatter(t *testing.T) {
	checkLaw(t, func(l *law) {
		a, b := drawExport(l.t), drawExport(l.t)
		if a.day == b.day {
			b.day = a.day%28 + 1
		}
		forth, back := l.workspace(), l.workspace()
		defer forth.Close()
		defer back.Close()
		l.take(forth, "a.csv", a)
		l.take(forth, "b.csv", b)
		l.take(back, "b.csv", b)
		l.take(back, "a.csv", a)
		if got, want := dump(t, back), dump(t, forth); got != want {
			l.t.Fatalf("b, then a:\n%s\na, then b:\n%s", got, want)
		}
	})
}

// What a person says of channels stands whatever is imported and taken back afterwards.
func TestUndoAfterChannelsWereMerged(t *testing.T) {
	checkLaw(t, func(l *law) {
		w := l.workspace()
		defer w.Close()
		for i := range rapid.IntRange(1, 3).Draw(l.t, "exports") {
			l.take(w, fmt.Sprintf("%d.csv", i), drawExport(l.t))
		}
		channels, err := w.Channels(context.Background())
		if err != nil {
			l.t.Fatal(err)
		}
		merges := rapid.IntRange(0, min(3, len(channels))).Draw(l.t, "merges") // a file of empty rows brings no channel
		for range merges {
			a, b := rapid.SampledFrom(channels).Draw(l.t, "channel"), rapid.SampledFrom(channels).Draw(l.t, "into")
			err := w.SetChannel(context.Background(), a.ID, workspace.ChannelChange{Into: b.ID})
			if err != nil && !errors.Is(err, workspace.ErrOtherPlatform) && !errors.Is(err, workspace.ErrNoChannel) {
				l.t.Fatal(err)
			}
		}
		before := dump(t, w)
		id := l.take(w, "last.csv", drawExport(l.t))
		if _, err := w.Undo(context.Background(), id); err != nil {
			l.t.Fatal(err)
		}
		if got := dump(t, w); got != before {
			l.t.Fatalf("after the undo:\n%s\nbefore:\n%s", got, before)
		}
	})
}

// The order of a file's rows does not matter.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	checkLaw(t, func(l *law) {
		e := drawExport(l.t)
		shuffled := anExport{e.day, e.header, rapid.Permutation(e.rows).Draw(l.t, "rows"), e.prefix}
		one, other := l.workspace(), l.workspace()
		defer one.Close()
		defer other.Close()
		l.take(one, "a.csv", e)
		l.take(other, "a.csv", shuffled)
		// The files differ, and so do their sums; everything else must not.
		if got, want := withoutSums(dump(t, other)), withoutSums(dump(t, one)); got != want {
			l.t.Fatalf("shuffled:\n%s\nas it was:\n%s", got, want)
		}
	})
}

func withoutSums(dump string) string {
	lines := strings.Split(dump, "\n")
	for i, line := range lines {
		cells := strings.Fields(line)
		for j, cell := range cells {
			if len(cell) == 64 {
				cells[j] = "sum"
			}
		}
		lines[i] = strings.Join(cells, " ")
	}
	return strings.Join(lines, "\n")
}
