package desktop

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/language"
)

// follow follows a link that is shown, as a click does.
func follow(t *testing.T, s *shell, label string) {
	t.Helper()
	links := within[*widget.Hyperlink](s.window.Canvas().Content())
	at := slices.IndexFunc(links, func(h *widget.Hyperlink) bool { return h.Text == label })
	if at < 0 {
		t.Fatalf("there is no link %q in\n%s", label, said(s))
	}
	links[at].OnTapped()
}

func expect(t *testing.T, s *shell, wants ...string) {
	t.Helper()
	text := said(s)
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not shown in\n%s", want, text)
		}
	}
}

func TestHowWasThisComputed(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	for page, wants := range map[string][]string{
		"forms":    {"The own rate is all engagement", "Instagram: (reactions + comments + shares + saves) ÷ people reached", "24 posts of 24 are used."},
		"trends":   {"Theil–Sen"},
		"position": {"Ahead means surely in the upper half"},
	} {
		s.show(page)
		follow(t, s, "How was this computed?")
		expect(t, s, wants...)
		expect(t, s, "posts.csv, exported on 8 October 2026")
		test.Tap(button(t, s.window.Canvas(), "Show the posts"))
		if strings.Contains(said(s), "Theil–Sen") {
			t.Errorf("%s: the dialog stays open", page)
		}
		expect(t, s, "Post of day 3")
	}
}

// Boxes that only say something are closed by Esc as soon as they are open.
func TestEscClosesWhatOnlySays(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	for _, link := range []string{"How was this computed?", "By other definitions"} {
		follow(t, s, link)
		canvas := s.window.Canvas()
		if canvas.Overlays().Top() == nil {
			t.Fatalf("%s opens nothing", link)
		}
		canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if canvas.Overlays().Top() != nil {
			t.Errorf("%s stays open", link)
		}
	}
}

func TestByOtherDefinitions(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	follow(t, s, "By other definitions")
	// No count of followers is known; the competitor's reach is, in this export of our own form. 4 × 22 ÷ 4 ÷ 1000 and a
	// comment and a share each: (20+21+22+23+8)/4/1000 = 2.35 %.
	expect(t, s, "Differences between the rows come from the formula", "Rival IQ", "followers unknown", "2.35%", "Hillside Clinic")
	test.Tap(button(t, s.window.Canvas(), "Instagram"))
	expect(t, s, "Seaview Hospital", "saves unknown")
}
