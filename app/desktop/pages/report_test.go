package pages

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

func TestReportBox(t *testing.T) {
	test.NewTempApp(t)
	w := newWorkspace(t)
	path := write(t, t.TempDir(), "posts.csv", export)
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	d := &Desk{
		Speak: language.New(language.French), Window: test.NewTempWindow(t, container.NewStack()), Workspace: w, Reviewer: review.New(w),
		Jobs: NewJobs(blocks.AtOnce()), Background: blocks.AtOnce(), Changed: func() {},
	}
	d.Window.Resize(fyne.NewSize(1280, 800))
	ShowReport(d)
	if d.Window.Canvas().Overlays().Top() == nil {
		t.Fatal("nobody asks what to write")
	}
	d.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.Window.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close the box")
	}
	b := newReportBox(d)
	if got := b.chosen(); !slices.Equal(got, []report.Format{report.PDF, report.PowerPoint, report.Excel}) {
		t.Errorf("chosen at first: %v", got)
	}
	b.checks[report.PDF].SetChecked(false)
	b.checks[report.CSV].SetChecked(true)
	dir := t.TempDir()
	b.writeTo(dir)
	all := strings.Join(filesBelow(t, dir), " ")
	for _, want := range []string{"review.pptx", "review.xlsx", "forms.csv"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not among %s", want, all)
		}
	}
	if strings.Contains(all, "review.pdf") {
		t.Error("a PDF that nobody wanted")
	}
}

// The files have the slides that the page Present shows, in its order, and its notes.
func TestTheReviewIsWrittenAsItIsArranged(t *testing.T) {
	test.NewTempApp(t)
	w := newWorkspace(t)
	path := write(t, t.TempDir(), "posts.csv", export)
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	r := review.New(w)
	d := &Desk{
		Speak: language.New(language.English), Window: test.NewTempWindow(t, container.NewStack()), Workspace: w, Reviewer: r,
		Jobs: NewJobs(blocks.AtOnce()), Background: blocks.AtOnce(), Changed: func() {},
	}
	h, err := r.Holdings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	q := review.Question{Quarter: h.LastQuarter()}
	deck, err := report.Build(t.Context(), r, q, d.Speak, nil)
	if err != nil {
		t.Fatal(err)
	}
	written := func(a review.Arrangement) []string {
		if err := r.SetArrangement(t.Context(), q.Quarter, a); err != nil {
			t.Fatal(err)
		}
		b := newReportBox(d)
		for _, f := range report.Formats() {
			b.checks[f].SetChecked(f == report.PNG)
		}
		dir := t.TempDir()
		b.writeTo(dir)
		return filesBelow(t, dir)
	}
	names := deck.Names()
	leave := func(s *review.ArrangedSlide) { s.Off = true }
	a := review.Arrangement{}.Change(names, names[0], leave).Move(names, names[len(names)-1], -1)
	got := written(a)
	if len(got) != len(names)-1 || got[0] != "Social media review "+d.Speak.Quarter(q.Quarter)+"/01-"+names[1]+".png" {
		t.Errorf("%v were written of %v", got, names)
	}
	for _, n := range names[1:] {
		a = a.Change(names, n, leave)
	}
	if got := written(a); len(got) != 0 {
		t.Errorf("%v were written with all left out", got)
	}
}

// filesBelow are the paths of the files in a folder and those within it.
func filesBelow(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}
