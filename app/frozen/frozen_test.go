package frozen_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/app/frozen"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

var summer = social.Quarter{Year: 2026, Number: 3}

// table is a desk with a workspace of an invented hospital.
type table struct {
	*testing.T
	w *workspace.Workspace
	r *review.Reviewer
}

func newTable(t *testing.T) *table {
	t.Helper()
	w, err := workspace.Create(t.Context(), filepath.Join(t.TempDir(), "seaview.auscult"), workspace.Settings{Hospital: "Seaview Hospital", TimeZone: "Europe/Zurich"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return &table{t, w, review.New(w)}
}

// take imports an export of that day: photos on Instagram in the third quarter of 2026, each with 1000 people reached and 20
// reactions, and as many short videos with 100.
func (t *table) take(name string, first, posts int, exported time.Time) social.ImportID {
	t.Helper()
	var b strings.Builder
	b.WriteString("organisation;channel;platform;published_at;url;text;form;reach;reactions;comments;shares\n")
	for i := first; i < first+posts; i++ {
		for form, reactions := range map[string]int{"photo": 20, "short_video": 100} {
			fmt.Fprintf(&b, "Seaview Hospital;Seaview Hospital;instagram;%s;https://www.example.org/%s-%d;Post of day %d;%s;1000;%d;0;0\n",
				time.Date(2026, time.July, 3+3*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), form, i, i, form, reactions)
		}
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	done, err := t.w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{Owner: workspace.Owner{Name: "Seaview Hospital"}})
	if err != nil {
		t.Fatal(err)
	}
	t.r.Forget()
	return done.Tables[0].Import.ID
}

var october = time.Date(2026, time.October, 8, 9, 0, 0, 0, time.UTC)

func (t *table) freeze() workspace.FrozenID {
	t.Helper()
	id, err := frozen.Freeze(t.Context(), t.w, t.r, review.Question{Quarter: summer},
		frozen.By{Name: "Maria  Rossi", At: october.Add(time.Hour), Program: "1.2"}, language.New(language.English), nil)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (t *table) open(id workspace.FrozenID) frozen.Kept {
	t.Helper()
	found, err := frozen.Find(t.Context(), t.w, id)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := frozen.Open(t.Context(), t.w, found)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func (t *table) compare(k frozen.Kept) frozen.Changes {
	t.Helper()
	c, err := frozen.Compare(t.Context(), t.r, k)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What is frozen is what the review was, file for file and byte for byte, and says what it was made from.
func TestFrozenIsWhatWasShown(t *testing.T) {
	tab := newTable(t)
	tab.take("posts.csv", 0, 12, october)
	question := review.Question{Quarter: summer}
	deck, err := report.BuildArranged(t.Context(), tab.r, question, language.New(language.English), nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err := report.Make(t.Context(), deck, []report.Format{report.PDF, report.PowerPoint, report.Excel}, nil)
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := report.Make(t.Context(), deck, []report.Format{report.PNG}, nil)
	if err != nil {
		t.Fatal(err)
	}
	k := tab.open(tab.freeze())
	if !cmp.Equal(k.Files, files) || !cmp.Equal(k.Pictures, pictures) {
		t.Error("the files are not those of the review")
	}
	if k.By != "Maria Rossi" || !k.At.Equal(october.Add(time.Hour)) || k.Program != "1.2" || k.Schema == 0 || k.Quarter != "2026Q3" || k.Language != "en" {
		t.Errorf("the record says %+v", k.Record)
	}
	if want := (frozen.Settings{Hospital: "Seaview Hospital", TimeZone: "Europe/Zurich", YearStart: time.January}); k.Settings != want {
		t.Errorf("settings %+v", k.Settings)
	}
	imports, err := tab.w.Imports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(k.Exports) != 1 || k.Exports[0].SHA256 != imports[0].SHA256 || k.Exports[0].File != "posts.csv" || k.Exports[0].Posts != 24 {
		t.Errorf("exports %+v", k.Exports)
	}
	if len(k.Slides) != len(deck.Slides) || len(k.Sheets) != len(deck.Sheets) || k.Slides[0].Headline != deck.Slides[0].Headline {
		t.Errorf("%d slides, %d pages", len(k.Slides), len(k.Sheets))
	}
	if c := tab.compare(k); !c.Nothing() || !c.Posts {
		t.Errorf("nothing was done, and this has changed: %+v", c)
	}
}

// A later export, an undo, other settings, another arrangement and another freezing leave a frozen review as it is; the comparison
// says what is otherwise.
func TestNothingChangesWhatIsFrozen(t *testing.T) {
	tab, ctx := newTable(t), t.Context()
	first := tab.take("posts.csv", 0, 12, october)
	id := tab.freeze()
	before := tab.open(id)

	tab.take("later.csv", 12, 3, october.AddDate(0, 1, 0))
	if err := tab.w.SetSettings(ctx, workspace.Settings{Hospital: "Seaview Clinic", TimeZone: "Europe/London"}); err != nil {
		t.Fatal(err)
	}
	if err := tab.r.SetArrangement(ctx, summer, review.Arrangement{Slides: []review.ArrangedSlide{{Name: "definitions", Note: "first"}}}); err != nil {
		t.Fatal(err)
	}
	tab.r.Forget()
	second := tab.freeze()
	if diff := cmp.Diff(before, tab.open(id)); diff != "" {
		t.Fatalf("it has changed:\n%s", diff)
	}
	if second != id+1 || len(tab.open(second).Exports) != 2 {
		t.Errorf("the second is number %d", second)
	}

	c := tab.compare(before)
	want := []frozen.Setting{{ID: "hospital", Then: "Seaview Hospital", Now: "Seaview Clinic"}, {ID: "time_zone", Then: "Europe/Zurich", Now: "Europe/London"}}
	if !cmp.Equal(c.Settings, want) {
		t.Errorf("settings %v", c.Settings)
	}
	if len(c.New) != 1 || c.New[0].File != "later.csv" || len(c.Gone) != 0 {
		t.Errorf("new %v, gone %v", c.New, c.Gone)
	}
	posts := map[string][2]string{} // 12 of each form then, and 3 more of each now
	for _, f := range c.Figures {
		if f.Name == "Seaview Hospital" || f.Name == "Seaview Clinic" {
			if f.Row == "Posts a week" && (f.Then != "1.8" || f.Now != "2.3") { // 24 and 30 posts in 13.1 weeks
				t.Errorf("our column: %+v", f)
			}
			if f.Then == "" || f.Now == "" {
				t.Errorf("by another name our column is another one: %+v", f)
			}
		}
		if f.Where == "Forms" && f.Name == "Posts" {
			posts[f.Row] = [2]string{f.Then, f.Now}
		}
	}
	if want := map[string][2]string{"Instagram, Photo": {"12", "15"}, "Instagram, Short video": {"12", "15"}}; !cmp.Equal(posts, want) {
		t.Errorf("posts per form: %v; of all changes %+v", posts, c.Figures)
	}

	if _, err := tab.w.Undo(ctx, first); err != nil {
		t.Fatal(err)
	}
	tab.r.Forget()
	if c = tab.compare(before); len(c.Gone) != 1 || c.Gone[0].File != "posts.csv" || !c.Posts {
		t.Errorf("after the undo: gone %v", c.Gone)
	}
	if diff := cmp.Diff(before, tab.open(id)); diff != "" {
		t.Errorf("the undo has changed it:\n%s", diff)
	}
}

// The same input gives the same files, pictures and figures, in whatever workspace; frozen twice they are kept once.
func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	var names [2][]string
	for i := range names {
		tab := newTable(t)
		tab.take("posts.csv", 0, 12, october)
		for range 2 {
			k := tab.open(tab.freeze())
			var all []string
			for _, f := range k.Record.Files {
				all = append(all, f.Content)
			}
			for _, s := range k.Slides {
				all = append(all, s.Picture)
			}
			all = append(all, k.Figures)
			if names[i] != nil && !cmp.Equal(names[i], all) {
				t.Error("frozen twice, the contents differ")
			}
			names[i] = all
		}
	}
	if diff := cmp.Diff(names[0], names[1]); diff != "" {
		t.Errorf("the same input in two workspaces:\n%s", diff)
	}
}

// What could give somebody away is masked in a note before it is frozen: it could never be taken out again.
func TestNotesAreMasked(t *testing.T) {
	tab := newTable(t)
	tab.take("posts.csv", 0, 12, october)
	a := review.Arrangement{Slides: []review.ArrangedSlide{
		{Name: "title", Note: "Thank the patient Anna Muster first."}, {Name: "definitions", Off: true, Note: "Write to anna@example.org."},
	}}
	if err := tab.r.SetArrangement(t.Context(), summer, a); err != nil {
		t.Fatal(err)
	}
	k := tab.open(tab.freeze())
	rows, err := tab.w.FrozenReviews(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slides, err := zip.NewReader(bytes.NewReader(k.Files[1].Content), int64(len(k.Files[1].Content)))
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{string(rows[0].Document)}
	for _, f := range slides.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	all := strings.Join(texts, "\n")
	if !strings.Contains(all, "Thank ") || !strings.Contains(all, "Write to ") {
		t.Error("the notes are not kept")
	}
	for _, never := range []string{"Muster", "anna@"} {
		if strings.Contains(all, never) {
			t.Errorf("%q is kept for good", never)
		}
	}
}

func TestWhatCannotBeFrozen(t *testing.T) {
	tab := newTable(t)
	tab.take("posts.csv", 0, 12, october)
	off := review.Arrangement{}
	autumn := summer.Next()
	for name, c := range map[string]struct {
		q    social.Quarter
		by   string
		want error
	}{
		"nobody":     {summer, " ", frozen.ErrNoName},
		"no quarter": {social.Quarter{}, "Maria", frozen.ErrNoQuarter},
		"no posts":   {autumn, "Maria", frozen.ErrNoPosts},
	} {
		_, err := frozen.Freeze(t.Context(), tab.w, tab.r, review.Question{Quarter: c.q}, frozen.By{Name: c.by, At: october}, language.New(language.English), nil)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	deck, err := report.Build(t.Context(), tab.r, review.Question{Quarter: summer}, language.New(language.English), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range deck.Names() {
		off = off.Change(deck.Names(), name, func(s *review.ArrangedSlide) { s.Off = true })
	}
	if err := tab.r.SetArrangement(t.Context(), summer, off); err != nil {
		t.Fatal(err)
	}
	_, err = frozen.Freeze(t.Context(), tab.w, tab.r, review.Question{Quarter: summer}, frozen.By{Name: "Maria", At: october}, language.New(language.English), nil)
	if !errors.Is(err, report.ErrNoSlides) {
		t.Errorf("all slides left out: %v", err)
	}
	if all, err := frozen.List(t.Context(), tab.w); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if _, err := frozen.Find(t.Context(), tab.w, 1); !errors.Is(err, frozen.ErrNone) {
		t.Errorf("the first of none: %v", err)
	}
}

// All exports may be taken back: the frozen review says that there is nothing to compare with.
func TestComparedWithNothing(t *testing.T) {
	tab := newTable(t)
	id := tab.take("posts.csv", 0, 12, october)
	k := tab.open(tab.freeze())
	if _, err := tab.w.Undo(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	tab.r.Forget()
	if c := tab.compare(k); c.Posts || len(c.Gone) != 1 || len(c.Figures) != 0 {
		t.Errorf("%+v", c)
	}
}

// Of lists those of one quarter, the newest first; the same name in a year that begins otherwise is another quarter.
func TestOf(t *testing.T) {
	made := func(id workspace.FrozenID, quarter string, start time.Month) frozen.Review {
		return frozen.Review{ID: id, Record: frozen.Record{Quarter: quarter, Settings: frozen.Settings{YearStart: start}}}
	}
	all := []frozen.Review{made(1, "2026Q3", 1), made(2, "2026Q2", 1), made(3, "2026Q3", 7), made(4, "2026Q3", 1)}
	some := frozen.Of(all, summer)
	if len(some) != 2 || some[0].ID != 4 || some[1].ID != 1 {
		t.Errorf("%+v", some)
	}
}
