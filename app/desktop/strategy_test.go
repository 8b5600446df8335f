package desktop

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// writeYear writes a year of posts in Auscult's own form: on Instagram two photos and a short video a week, the videos
// earning eight times as much; on Facebook a link and a photo a week.
func writeYear(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("organisation;channel;platform;published_at;url;text;form;reach;reactions;comments;shares\n")
	for week := range 52 {
		day := time.Date(2025, time.October, 2+7*week, 0, 0, 0, 0, time.UTC)
		for i, p := range []struct {
			platform, form string
			reactions      int
		}{
			{"instagram", "photo", 20}, {"instagram", "photo", 25}, {"instagram", "short_video", 180}, {"facebook", "link", 12}, {"facebook", "photo", 24},
		} {
			fmt.Fprintf(&b, "Seaview Hospital;Seaview;%s;%s;https://www.example.org/%d-%d;Post %d of week %d;%s;1000;%d;1;1\n",
				p.platform, day.AddDate(0, 0, i).Format(time.DateOnly), week, i, i, week, p.form, p.reactions+(week*7+i*3)%5)
		}
	}
	path := filepath.Join(t.TempDir(), "year.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := time.Date(2026, time.October, 8, 9, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	return path
}

// A person reads the advice, sets wishes, tries another mix, saves and adopts it.
func TestThePageStrategy(t *testing.T) {
	s := withWorkspace(t, language.English)
	s.show("strategy")
	wants(t, s, "There are too few posts to recommend a mix", "Import exports")
	drop(s, writeYear(t))
	s.show("strategy")
	wants(t, s, "against the present mix", "Your wishes", "Where the hours go", "Why", "Try another mix", "Nothing is saved for this quarter yet.")
	if chart := firstChart(t, s); !strings.Contains(chart.Describe(), "Short video") {
		t.Errorf("the chart of the mix says: %s", chart.Describe())
	}

	// Another number tried by hand, and back.
	plus := counterOf(t, s, "Link")
	before := tried(t, s)
	test.Tap(plus)
	if tried(t, s) == before {
		t.Errorf("one more link changes nothing: %s", before)
	}
	test.Tap(button(t, s.window.Canvas(), "Back to the advice"))
	if again := tried(t, s); again != before {
		t.Errorf("back to the advice: %q, was %q", again, before)
	}

	// A cautious plan is kept as a wish.
	test.Tap(button(t, s.window.Canvas(), "Cautious"))
	wishes, err := s.desk.Reviewer.Wishes(t.Context())
	if err != nil || wishes.Caution != "cautious" {
		t.Errorf("wishes %+v, %v", wishes, err)
	}

	// Saved under a name, and decided on.
	test.Tap(button(t, s.window.Canvas(), "Save as scenario"))
	shownOf[*widget.Entry](s)[0].SetText("With more video")
	test.Tap(button(t, s.window.Canvas(), "Save"))
	wants(t, s, "With more video")
	test.Tap(button(t, s.window.Canvas(), "Adopt"))
	wants(t, s, "With more video (adopted)", "What was adopted cannot be judged yet", "Q4 2026: too early to say")
	all, err := s.desk.Reviewer.Scenarios(t.Context())
	if err != nil || len(all) != 1 || !all[0].Adopted || all[0].Wishes.Caution != "cautious" || all[0].Promise.Lift == nil {
		t.Errorf("scenarios %+v, %v", all, err)
	}
}

// tried is what is said of the mix that is tried.
func tried(t *testing.T, s *shell) string {
	t.Helper()
	for line := range strings.Lines(said(s)) {
		if strings.Contains(line, "of what the recommended mix brings") {
			return line
		}
	}
	t.Fatalf("nothing is said of the mix that is tried:\n%s", said(s))
	return ""
}

// counterOf is the button that adds one to the first row of the mix that is tried; the row is of the form.
func counterOf(t *testing.T, s *shell, form string) *blocks.Button {
	t.Helper()
	all := said(s)
	if !strings.Contains(all[strings.Index(all, "Try another mix"):], form) {
		t.Fatalf("no %s to try:\n%s", form, all)
	}
	icons := within[*blocks.Button](s.content)
	for i, b := range icons[:len(icons)-1] {
		if b.Text == "" && icons[i+1].Text == "" && b.Icon != nil && b.Icon.Name() != icons[i+1].Icon.Name() && strings.Contains(icons[i+1].Icon.Name(), "content-add") {
			return icons[i+1]
		}
	}
	t.Fatal("no counter is shown")
	return nil
}

// Hours, staff and limits are set in boxes.
func TestWishesAreSetInBoxes(t *testing.T) {
	s := withWorkspace(t, language.German)
	drop(s, writeYear(t))
	s.show("strategy")

	test.Tap(button(t, s.window.Canvas(), "Stunden je Form"))
	entries := shownOf[*widget.Entry](s)
	entries[0].SetText("viel")
	test.Tap(button(t, s.window.Canvas(), "Sichern"))
	if s.window.Canvas().Overlays().Top() == nil {
		t.Fatal("a word was taken for a number of hours")
	}
	entries[0].SetText("1,5")
	test.Tap(button(t, s.window.Canvas(), "Sichern"))
	wishes, err := s.desk.Reviewer.Wishes(t.Context())
	if err != nil || len(wishes.Efforts) != 1 || wishes.Efforts["photo"].PerPost != 1.5 {
		t.Errorf("hours per form: %+v, %v", wishes.Efforts, err)
	}

	test.Tap(button(t, s.window.Canvas(), "Team"))
	test.Tap(button(t, s.window.Canvas(), "Person hinzufügen"))
	entries = shownOf[*widget.Entry](s)
	entries[0].SetText("Anna")
	entries[1].SetText("80")
	test.Tap(button(t, s.window.Canvas(), "Sichern"))
	wants(t, s, "von 80 Stunden")

	test.Tap(button(t, s.window.Canvas(), "Grenzen des Hauses"))
	entries = shownOf[*widget.Entry](s)
	entries[1].SetText("10") // promotional posts, at most
	test.Tap(button(t, s.window.Canvas(), "Sichern"))
	if wishes, err = s.desk.Reviewer.Wishes(t.Context()); err != nil || len(wishes.Rules) == 0 || *wishes.Rules[0].High != 0.1 {
		t.Errorf("limits: %+v, %v", wishes.Rules, err)
	}

	test.Tap(button(t, s.window.Canvas(), "Was zählt"))
	entries = shownOf[*widget.Entry](s)
	entries[4].SetText("3") // comments, for trust
	test.Tap(button(t, s.window.Canvas(), "Sichern"))
	wishes, err = s.desk.Reviewer.Wishes(t.Context())
	if d := wishes.Definitions["trust"]; err != nil || len(d.Measures) != 1 || d.Measures[0]["comments"] != 3 || d.Measures[0]["reactions"] != 1 {
		t.Errorf("what counts for trust: %+v, %v", wishes.Definitions, err)
	}

	// The first form on the first platform is pinned to what is tried.
	test.Tap(within[*widget.Check](s.content)[0])
	if wishes, err = s.desk.Reviewer.Wishes(t.Context()); err != nil || len(wishes.Pins) != 1 || *wishes.Pins[0].Low != *wishes.Pins[0].High {
		t.Errorf("pins: %+v, %v", wishes.Pins, err)
	}
	test.Tap(within[*widget.Check](s.content)[0])
	if wishes, err = s.desk.Reviewer.Wishes(t.Context()); err != nil || len(wishes.Pins) != 0 {
		t.Errorf("pins after it was taken back: %+v, %v", wishes.Pins, err)
	}

	test.Tap(button(t, s.window.Canvas(), "Wie am Anfang"))
	if wishes, err = s.desk.Reviewer.Wishes(t.Context()); err != nil || wishes.Rules != nil || wishes.Staff != nil || wishes.Efforts != nil {
		t.Errorf("as at the beginning: %+v, %v", wishes, err)
	}
}
