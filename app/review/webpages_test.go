package review_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

// The files are invented. Which page lies in the blog follows from where the posts lie; the views of the post are those
// of its page.
func TestWebPages(t *testing.T) {
	dir := t.TempDir()
	w, err := workspace.Create(t.Context(), filepath.Join(dir, "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	take := func(name, content string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		exported := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(path, exported, exported); err != nil {
			t.Fatal(err)
		}
		if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	lines := func() (all []string) {
		t.Helper()
		pages, err := review.New(w).WebPages(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			all = append(all, fmt.Sprint(p.Page, " ", *p.Views, " ", p.InBlog, " ", len(p.Posts), " ", p.Channel.Name))
		}
		return all
	}
	take("web.csv", "# 20260701-20260930\n\nPage path,Views\n/,90\n/kontakt,80\n/blog/a,70\n/blog/b,60\n/2024/05/old,50\n/jobs/nurse,40\n")
	if got, want := fmt.Sprint(lines()), "[/ 90 true 0 Invented Hospital /kontakt 80 true 0 Invented Hospital /blog/a 70 true 0 Invented Hospital "+
		"/blog/b 60 true 0 Invented Hospital /2024/05/old 50 true 0 Invented Hospital /jobs/nurse 40 true 0 Invented Hospital]"; got != want {
		t.Errorf("without posts: %s", got)
	}
	take("posts.csv", "url,published_at,title,section\nhttps://h.example/blog/a,2026-07-14,A,Health\nhttps://h.example/2026/07/new,2026-07-15,New,Health\n")
	if got, want := fmt.Sprint(lines()), "[/ 90 false 0 Invented Hospital /kontakt 80 false 0 Invented Hospital /blog/a 70 true 1 Invented Hospital "+
		"/blog/b 60 true 0 Invented Hospital /2024/05/old 50 true 0 Invented Hospital /jobs/nurse 40 false 0 Invented Hospital]"; got != want {
		t.Errorf("with posts: %s", got)
	}
	rows, err := review.New(w).Posts(t.Context(), review.Question{Everyone: true})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d posts, %v", len(rows), err)
	}
	for _, r := range rows {
		want := int64(0)
		if r.URL == "https://h.example/blog/a" {
			want = 70
		}
		if v, known := r.Metrics.Get(social.Views); v != want || known != (want > 0) {
			t.Errorf("%s: %d views, known %v", r.URL, v, known)
		}
	}
}
