package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

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
	menuCells(s, "3 July 2026")[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, s, "Our patient Jane Doe went home today.", "What the checks found in it", "Figures, as each export has them")
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantsNot(t, s, "What the checks found in it")
}

func wantsNot(t *testing.T, s *shell, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(said(s), text) {
			t.Errorf("the window says %q", text)
		}
	}
}

// badge returns the number at the page's entry in the navigation, empty for none.
func badge(t *testing.T, s *shell, page string) string {
	t.Helper()
	for _, e := range within[*blocks.NavEntry](s.navigation.object) {
		var texts []string
		for _, o := range test.WidgetRenderer(e).Objects() {
			if c, ok := o.(*canvas.Text); ok && c.Visible() {
				texts = append(texts, c.Text)
			}
		}
		if texts[0] == page {
			return strings.Join(texts[1:], " ")
		}
	}
	t.Fatalf("there is no page %s", page)
	return ""
}

// A finding is decided on with reason and name; what is settled waits no more, is listed apart, and can be taken back.
func TestAFindingIsDecidedOn(t *testing.T) {
	s := withWorkspace(t, language.English)
	path := filepath.Join(t.TempDir(), "posts.csv")
	content := "organisation;channel;platform;published_at;url;text;form;reach;reactions;comments;shares\n" +
		"Seaview Hospital;Seaview Hospital;instagram;2026-07-03;https://www.example.org/p/1;Our patient Jane Doe went home today.;text;1000;9;1;1\n" +
		"Seaview Hospital;Seaview Hospital;instagram;2026-07-04;https://www.example.org/p/2;Our patient Jane Doe came to see us.;text;1000;9;1;1\n" +
		"Seaview Hospital;Seaview Hospital;instagram;2026-09-29;https://www.example.org/p/3;Our open day is on Saturday.;text;1000;9;1;1\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	drop(s, path)
	if got := badge(t, s, "Safeguards"); got != "2" {
		t.Errorf("%q findings wait, want 2", got)
	}
	wants(t, s, "2 serious findings in the texts that came in")
	test.Tap(button(t, s.window.Canvas(), "Look at the findings"))
	wants(t, s, "Open (2)", "Settled (0)")

	choose(t, s, menuCells(s, "Decide …")[0], 3)
	wants(t, s, "Our patient Jane Doe", "A false alarm: nobody is given away.", "These words everywhere, also later (one more now)")
	top := s.window.Canvas().Overlays().Top()
	fields := within[*widget.Entry](top)
	fields[0].OnSubmitted("")
	wants(t, s, "Say who decides", "Say why")
	fields[0].SetText("An actress in our film")
	fields[1].SetText("Maria Rossi")
	fields[1].OnSubmitted("")
	wants(t, s, "Open (0)", "Settled (2)", "Nothing is left to decide.", "All 2 findings of Q3 2026 have been settled")
	if got := badge(t, s, "Safeguards"); got != "" {
		t.Errorf("%q findings wait, want none", got)
	}
	if got := s.remember.person(); got != "Maria Rossi" {
		t.Errorf("the name %q is remembered", got)
	}
	test.Tap(button(t, s.window.Canvas(), "Settled (2)"))
	wants(t, s, "Maria Rossi,", ": An actress in our film", "Not a patient")
	wantsNot(t, s, "Jane Doe")

	test.Tap(button(t, s.window.Canvas(), "Decisions …"))
	wants(t, s, "The list is as it was written: one decision.", "These words everywhere", "Seal of the last entry:")
	s.window.Canvas().Overlays().Top().Hide()

	cells := menuCells(s, "Not a patient")
	choose(t, s, cells[0], 5)
	wants(t, s, "Both stay in the list of decisions.")
	within[*widget.Entry](s.window.Canvas().Overlays().Top())[0].SetText("It was another woman")
	test.Tap(button(t, s.window.Canvas(), "Keep the decision"))
	wants(t, s, "Open (2)", "2 serious findings in Q3 2026")
	if got := badge(t, s, "Safeguards"); got != "2" {
		t.Errorf("%q findings wait, want 2", got)
	}
}

// House rules are put off and added to in a box; the findings follow once it is kept.
func TestHouseRulesAreChanged(t *testing.T) {
	s := withWorkspace(t, language.English)
	path := filepath.Join(t.TempDir(), "posts.csv")
	content := "organisation;channel;platform;published_at;url;text;form;reach;reactions;comments;shares\n" +
		"Seaview Hospital;Seaview Hospital;instagram;2026-07-03;https://www.example.org/p/1;90% of all women have back pain.;text;1000;9;1;1\n" +
		"Seaview Hospital;Seaview Hospital;instagram;2026-09-29;https://www.example.org/p/2;A miracle of a day!;text;1000;9;1;1\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	drop(s, path)
	s.show("safeguards")
	wants(t, s, "Open (1)", "Figure without source")
	test.Tap(button(t, s.window.Canvas(), "House rules …"))
	wants(t, s, "There are none yet", "A figure on health, and the text names no source.")
	top := s.window.Canvas().Overlays().Top()
	fields := within[*widget.Entry](top)
	fields[0].SetText("Advertising")
	fields[2].SetText("We do not advertise.")
	test.Tap(button(t, s.window.Canvas(), "Add rule"))
	wants(t, s, "Say which words are looked for")
	fields[1].SetText("miracle, sensation*")
	test.Tap(button(t, s.window.Canvas(), "Add rule"))
	wants(t, s, "miracle, sensation*")
	wantsNot(t, s, "There are none yet", "Say which words are looked for")
	test.Tap(button(t, s.window.Canvas(), "Keep"))
	wants(t, s, "Open (2)", "Own rule", "We do not advertise. Say it in other words.")
	house, err := s.desk.Workspace.House(t.Context())
	if err != nil || len(house.Own) != 1 || len(house.Changed) != 0 {
		t.Errorf("%+v, %v", house, err)
	}
	s.undo()
	wants(t, s, "Open (1)")
	wantsNot(t, s, "Own rule")
	s.redo()
	wants(t, s, "Open (2)", "Own rule")
}
