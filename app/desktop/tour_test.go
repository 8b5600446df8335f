package desktop

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/workspace"
)

// withSample opens a workspace in which all is invented.
func withSample(t *testing.T, l language.Language) *shell {
	t.Helper()
	s := newShell(test.NewTempApp(t), blocks.AtOnce(), Options{Language: l, OpenSample: func(context.Context, func(string, int, int)) (string, error) { return "", nil }})
	t.Cleanup(s.shut)
	w, err := workspace.Create(context.Background(), filepath.Join(t.TempDir(), "sample.auscult"),
		workspace.Settings{Hospital: "Seaview Hospital", TimeZone: "Europe/Zurich", Invented: true})
	if err != nil {
		t.Fatal(err)
	}
	s.opened(w)
	return s
}

// Who opens the sample for the first time is led through the window, in each language; once seen it comes only when asked for.
func TestTheTour(t *testing.T) {
	for l, words := range map[language.Language][]string{
		language.English: {"The pages", "What you look at", "What the data say", "The posts behind it", "Patients stay protected", "The review"},
		language.German:  {"Die Seiten", "Was Sie ansehen", "Was die Daten sagen", "Die Beiträge dahinter", "Patienten bleiben geschützt", "Die Auswertung"},
		language.French:  {"Les pages", "Ce que vous regardez", "Ce que disent les données", "Les publications derrière", "Les patients restent protégés", "Le bilan"},
	} {
		s := withSample(t, l)
		if s.tour == nil {
			t.Fatalf("%s: there is no tour", l)
		}
		for i, title := range words {
			all := saidBy(s.window.Canvas())
			if s.tour == nil || s.tour.At() != i || !strings.Contains(all, title) {
				t.Fatalf("%s, step %d is not %q:\n%s", l, i+1, title, all)
			}
			s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
		if s.tour != nil || s.current.ID() != "import" {
			t.Errorf("%s: it has not ended where it began, but at %s", l, s.current.ID())
		}
		s.changed()
		s.build()
		if s.tour != nil {
			t.Errorf("%s: it comes again", l)
		}
		s.startTour() // from the menu
		if s.tour == nil {
			t.Fatalf("%s: it does not come when asked for", l)
		}
		s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if s.tour != nil || s.boxOpen() {
			t.Errorf("%s: Esc does not end it", l)
		}
	}
}

// On a workspace of one's own nobody is led.
func TestTheTourIsOfTheSample(t *testing.T) {
	s := withWorkspace(t, language.English)
	if s.tour != nil {
		t.Error("it comes on a workspace of one's own")
	}
}
