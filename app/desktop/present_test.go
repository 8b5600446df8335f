package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
)

// listed are the entries of the list of slides, in their order.
func listed(s *shell) []*blocks.SlideEntry { return within[*blocks.SlideEntry](s.content) }

// windowCalled is the window whose title begins so; nil when there is none.
func windowCalled(title string) fyne.Window {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if strings.HasPrefix(w.Title(), title) {
			return w
		}
	}
	return nil
}

func typeKeys(w fyne.Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
}

// kept writes what the workspace keeps about the slides of the quarter of the test's export; those left out stand in
// brackets.
func kept(t *testing.T, s *shell) string {
	t.Helper()
	a, err := s.desk.Reviewer.Arrangement(t.Context(), social.Quarter{Year: 2026, Number: 3})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, slide := range a.Slides {
		word := slide.Name
		if slide.Note != "" {
			word += "=" + slide.Note
		}
		if slide.Off {
			word = "(" + word + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// A person orders the slides, leaves one out and writes a note; all is there again when the workspace is opened anew, and
// the full screen shows it so.
func TestThePagePresent(t *testing.T) {
	s := withWorkspace(t, language.English)
	s.show("present")
	wants(t, s, "There are no posts yet", "the slides of the quarter stand here", "Import exports")
	drop(s, writeExport(t))
	s.show("present")
	wants(t, s, "The review of Q3 2026 has 11 slides", "Show this slide", "Your note for this slide")
	list, canvas := listed(s), s.window.Canvas()
	if len(list) != 11 || !list[0].Chosen() {
		t.Fatalf("%d slides are listed", len(list))
	}

	forms := list[2]
	canvas.Focus(list[1])
	list[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if canvas.Focused() != forms || !forms.Chosen() {
		t.Fatal("the arrows do not lead to the next slide")
	}
	forms.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	if listed(s)[1] != forms || !forms.Chosen() || canvas.Focused() != forms {
		t.Error("the slide is not moved, or loses the keyboard")
	}
	within[*blocks.NoteEntry](s.content)[0].SetText("Pause here.")
	canvas.Focus(listed(s)[2])
	if got := within[*blocks.NoteEntry](s.content)[0].Text; got != "" {
		t.Errorf("the note of another slide is %q", got)
	}
	test.Tap(within[*widget.Check](s.content)[0])
	wants(t, s, "The review of Q3 2026: 10 of 11 slides are shown", "left out")
	const want = "title forms=Pause here. (position) forms-instagram drivers safeguards mix expectation decisions methods definitions"
	if got := kept(t, s); got != want {
		t.Errorf("kept: %s", got)
	}

	path := s.desk.Workspace.Path()
	s.close()
	s.open(path)
	s.withSlides(pages.Presenter.Present)() // by Ctrl+P from another page
	wants(t, s, "The review of Q3 2026: 10 of 11 slides are shown")
	stage := windowCalled("Social media review Q3 2026")
	if stage == nil || !stage.FullScreen() {
		t.Fatal("nothing is shown full screen")
	}
	typeKeys(stage, fyne.KeyRight, fyne.KeyEscape)
	if windowCalled("Social media") != nil {
		t.Error("Esc does not end the show")
	}
	if !listed(s)[1].Chosen() {
		t.Error("the page does not choose the slide at which the show ended")
	}

	test.Tap(button(t, s.window.Canvas(), "Presenter’s view"))
	speaker := windowCalled("Presenter’s view")
	if speaker == nil {
		t.Fatal("there is no presenter’s view")
	}
	typeKeys(speaker, fyne.KeyRight)
	if all := saidBy(speaker.Canvas()); !strings.Contains(all, "Slide 2 of 10") || !strings.Contains(all, "Pause here.") {
		t.Errorf("the presenter’s view says:\n%s", all)
	}
	typeKeys(speaker, fyne.KeyEscape)

	// From the slide that is left out, the next is shown.
	listed(s)[2].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	typeKeys(windowCalled("Social media"), fyne.KeyEscape)
	if !listed(s)[3].Chosen() {
		t.Error("the show does not begin after the slide that is left out")
	}

	test.Tap(button(t, s.window.Canvas(), "As at the beginning"))
	wants(t, s, "The review of Q3 2026 has 11 slides")
	if got := kept(t, s); strings.Contains(got, "(") || !strings.Contains(got, "position forms=Pause here.") {
		t.Errorf("as at the beginning: %s", got)
	}
}

// Another quarter has slides, order and notes of its own; one without posts says so.
func TestEveryQuarterHasItsOwnSlides(t *testing.T) {
	s := withWorkspace(t, language.German)
	drop(s, writeYear(t))
	s.show("present")
	within[*blocks.NoteEntry](s.content)[0].SetText("Grüezi")
	question := s.desk.Question
	other := question
	other.Quarter = question.Quarter.YearBefore().Next()
	s.ask(other)
	if got := within[*blocks.NoteEntry](s.content)[0].Text; got != "" {
		t.Errorf("the other quarter has the note %q", got)
	}
	s.ask(question)
	if got := within[*blocks.NoteEntry](s.content)[0].Text; got != "Grüezi" {
		t.Errorf("back in the quarter the note is %q", got)
	}
	other.Platforms = []social.Platform{social.XING}
	s.ask(other)
	wants(t, s, "Für diese Auswahl gibt es nichts zu zeigen", "Ganzen Zeitraum zeigen")
}

// With all slides left out there is nothing to show, and the page says so.
func TestAnEmptyShowDoesNotRun(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("present")
	for _, e := range listed(s) {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
	wants(t, s, "all slides are left out")
	test.Tap(button(t, s.window.Canvas(), "Present"))
	wants(t, s, "All slides are left out", "tick “Show this slide”")
	if windowCalled("Social media") != nil {
		t.Error("an empty show runs")
	}
}
