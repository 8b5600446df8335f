package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/frozen"
	"auscult/app/language"
)

// confirm answers the information box on top.
func confirm(t *testing.T, s *shell) {
	t.Helper()
	s.window.Canvas().Overlays().Top().(interface{ Hide() }).Hide()
}

// A person freezes the review that is looked at, under her name; later exports change the slides and not what is frozen, which is
// shown as it was and compared with today.
func TestFreezingAReview(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("present")
	canvas := s.window.Canvas()
	within[*blocks.NoteEntry](s.content)[0].SetText("Say hello.")

	test.Tap(button(t, canvas, "Freeze …"))
	wants(t, s, "Freeze the review of Q3 2026", "Nothing of it can be changed or removed", "masked")
	keep := button(t, canvas, "Freeze this review")
	if !keep.Disabled() {
		t.Error("a review can be frozen by nobody")
	}
	who := within[*widget.Entry](canvas.Overlays().Top())[0]
	who.SetText("Maria Rossi")
	test.Tap(keep)
	wants(t, s, "The review of Q3 2026 is frozen: 11 slides and their files")
	confirm(t, s)
	wants(t, s, "One frozen review …")
	if s.remember.person() != "Maria Rossi" {
		t.Error("the name is not offered the next time")
	}
	all, err := frozen.List(t.Context(), s.desk.Workspace)
	if err != nil || len(all) != 1 || all[0].By != "Maria Rossi" || all[0].Slides[0].Note != "Say hello." {
		t.Fatalf("frozen: %+v, %v", all, err)
	}

	drop(s, writeYear(t))
	s.show("present")
	within[*blocks.NoteEntry](s.content)[0].SetText("Another note.")
	test.Tap(button(t, canvas, "One frozen review …"))
	wants(t, s, "Frozen reviews of Q3 2026", "Maria Rossi")
	test.Tap(button(t, canvas, "Show"))
	stage := windowCalled("Social media review Q3 2026")
	if stage == nil || !stage.FullScreen() {
		t.Fatal("it is not shown full screen")
	}
	shown := within[*blocks.Slide](stage.Content())[0]
	if f := shown.Figure(); f.Title() != "Social media review Q3 2026" || !strings.Contains(f.Describe(), "Seaview Hospital") || !shown.Sharp() {
		t.Errorf("the first slide is %q", f.Title())
	}
	typeKeys(stage, fyne.KeyEnd, fyne.KeyEscape)

	test.Tap(button(t, canvas, "What has changed"))
	wants(t, s, "What has changed since", "New export: ", "Then", "Now", "Slide ")
	confirm(t, s)
	again, err := frozen.List(t.Context(), s.desk.Workspace)
	if err != nil || len(again) != 1 || again[0].Seal != all[0].Seal || again[0].Slides[0].Note != "Say hello." {
		t.Errorf("it has changed: %+v, %v", again, err)
	}
	kept, err := frozen.Open(t.Context(), s.desk.Workspace, again[0])
	if err != nil {
		t.Fatal(err)
	}
	paths, err := kept.Save(filepath.Join(t.TempDir(), "then"))
	if err != nil || len(paths) != 3 {
		t.Fatalf("saved %v, %v", paths, err)
	}
	for i, p := range paths {
		if b, err := os.ReadFile(p); err != nil || string(b) != string(kept.Files[i].Content) {
			t.Errorf("%s is not what was frozen: %v", p, err)
		}
	}
}

// Another quarter has none; all time is no quarter.
func TestAQuarterIsFrozen(t *testing.T) {
	s := withWorkspace(t, language.German)
	drop(s, writeYear(t))
	s.desk.SetPerson("Maria Rossi")
	s.show("present")
	test.Tap(button(t, s.window.Canvas(), "Einfrieren …"))
	test.Tap(button(t, s.window.Canvas(), "Diese Auswertung einfrieren"))
	wants(t, s, "ist eingefroren")
	confirm(t, s)
	wants(t, s, "Eine eingefrorene Auswertung …")
	q := s.desk.Question
	q.Quarter = q.Quarter.Previous()
	s.ask(q)
	if strings.Contains(said(s), "eingefrorene Auswertung") {
		t.Error("another quarter has a frozen review")
	}
	q.Quarter.Number, q.Quarter.Year = 0, 0
	s.ask(q)
	test.Tap(button(t, s.window.Canvas(), "Einfrieren …"))
	wants(t, s, "Wählen Sie oben im Fenster eines")
}
