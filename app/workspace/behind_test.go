package workspace_test

import (
	"slices"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// Two invented exports: the later one knows post b too, and its figures count.
func TestExportsBehind(t *testing.T) {
	w := create(t)
	importFile(t, w, export(t, "july.csv", "2026-08-01", "H;P;facebook;2026-07-01;https://x.example/a;a;;1;0;", "H;P;facebook;2026-07-02;https://x.example/b;b;;1;0;"))
	importFile(t, w, export(t, "august.csv", "2026-09-01", "H;P;facebook;2026-07-02;https://x.example/b;b;;2;0;", "H;P;facebook;2026-08-02;https://x.example/c;c;;1;0;"))
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil || len(posts) != 3 {
		t.Fatalf("%d posts, %v", len(posts), err)
	}
	said := func(ids ...social.PostID) (lines []string) {
		t.Helper()
		exports, err := w.ExportsBehind(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range exports {
			lines = append(lines, e.File+" "+e.ExportedAt.Format(time.DateOnly)+" "+string(rune('0'+e.Posts)))
		}
		return lines
	}
	if got, want := said(posts[0].ID, posts[1].ID, posts[2].ID), []string{"august.csv 2026-09-01 2", "july.csv 2026-08-01 1"}; !slices.Equal(got, want) {
		t.Errorf("behind all posts are %q, want %q", got, want)
	}
	if got, want := said(posts[0].ID), []string{"july.csv 2026-08-01 1"}; !slices.Equal(got, want) {
		t.Errorf("behind the first post are %q, want %q", got, want)
	}
	if got := said(); len(got) != 0 {
		t.Errorf("behind no post are %q", got)
	}
}
