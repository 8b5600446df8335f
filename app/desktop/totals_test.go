package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"auscult/app/language"
)

// By hand: the clinic's four posts have 20 + 21 + 22 + 23 = 86 reactions, its page counts 240 and 9 posts.
func TestPageTotalsStandBesidePosts(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("position")
	if text := said(s); strings.Contains(text, "Page totals and posts") {
		t.Errorf("there is a card without page totals:\n%s", text)
	}
	path := filepath.Join(t.TempDir(), "pages.csv")
	if err := os.WriteFile(path, []byte("organisation,channel,platform,from,to,posts,reactions\nHillside Clinic,,facebook,2026-07-01,2026-09-30,9,240\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.show("import")
	drop(s, path)
	s.show("position")
	expect(t, s, "Page totals and posts", "posts of any age", "240", "86", "4 posts, posts.csv", "pages.csv", "92 of 92", "Of 9 posts that the page counts, 4 are imported")
}
