package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// A draft is checked while it is written, also before anything is imported; what was published is listed with its cure, and
// leads to the post.
func TestThePageSafeguards(t *testing.T) {
	s := withWorkspace(t, language.English)
	s.show("safeguards")
	wants(t, s, "There are no posts yet", "Check a draft")
	entry := within[*blocks.NoteEntry](s.content)[0]
	entry.SetText("Our open day is on Saturday.")
	wants(t, s, "Nothing was found.")
	entry.SetText("Write to jane.doe@example.org about patient Jane Doe.")
	wants(t, s, "jane.doe@example.org", "Take it out or mask it.")
	entry.SetText("")
	wantsNot(t, s, "Take it out or mask it.")

	path := filepath.Join(t.TempDir(), "posts.csv")
	content := "organisation;channel;platform;published_at;url;text;form;reach;reactions;comments;shares\n" +
		"Seaview Hospital;Seaview Hospital;instagram;2026-07-03;https://www.example.org/p/1;Our patient Jane Doe went home today.;photo;1000;9;1;1\n" +
		"Seaview Hospital;Seaview Hospital;instagram;2026-09-29;https://www.example.org/p/2;Our open day is on Saturday.;photo;1000;9;1;1\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	drop(s, path)
	s.show("safeguards")
	wants(t, s, "serious finding", "3 July 2026", "50% of the posts are free of serious findings", "Kind by kind")
	wantsNot(t, s, "Jane Doe")
	test.Tap(button(t, s.window.Canvas(), "3 July 2026"))
	wants(t, s, "The post with this finding")
	s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantsNot(t, s, "The post with this finding")
}

func wantsNot(t *testing.T, s *shell, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(said(s), text) {
			t.Errorf("the window says %q", text)
		}
	}
}
