package report_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

var update = flag.Bool("update", false, "draw the golden pictures anew; look at them before they are committed")

// header is that of the files the decks are made from.
const header = "organisation;platform;published_at;url;text;form;reach;reactions;comments;shares\n"

// build makes the deck of a small invented quarter, with too few posts to recommend a mix.
func build(t testing.TB, l language.Language) report.Deck {
	t.Helper()
	var rows strings.Builder
	for i, form := range []string{"photo", "short_video", "carousel", "link"} {
		for day := 1; day <= 9; day++ {
			fmt.Fprintf(&rows, "Spital Übermut;instagram;2026-07-%02d;https://x.example/%s%d;invented;%s;1000;%d;%d;0\n",
				day+i*3, form, day, form, []int{20, 60, 59, 8}[i]+day*3%7, day%3)
		}
	}
	rows.WriteString("Spital Übermut;blog;2026-07-02;https://x.example/b;invented;article;;;3;\n")
	return deckOf(t, l, rows.String())
}

// buildYear makes the deck of an invented year, with posts enough to recommend a mix.
func buildYear(t testing.TB, l language.Language) report.Deck {
	t.Helper()
	return deckOf(t, l, yearRows())
}

// yearRows are the posts of an invented year.
func yearRows() string {
	var rows strings.Builder
	forms := map[string][]string{
		"instagram": {"photo", "short_video", "carousel", "story", "photo"}, "facebook": {"photo", "link", "video", "text", "event"},
		"linkedin": {"document", "article", "link", "photo"}, "youtube": {"video", "short_video"},
	}
	earns := map[string]int{
		"photo": 30, "short_video": 60, "carousel": 75, "story": 9, "link": 8, "video": 35, "text": 20, "event": 14, "document": 55, "article": 25,
	}
	start := time.Date(2025, 10, 1, 9, 0, 0, 0, time.UTC)
	for _, platform := range []string{"facebook", "instagram", "linkedin", "youtube"} {
		for week := range 52 {
			for i := range 1 + (week+len(platform))%3 {
				form := forms[platform][(week*3+i)%len(forms[platform])]
				spread := (week*37+i*53+len(platform)*11)%29 - 14
				fmt.Fprintf(&rows, "Spital Übermut;%s;%s;https://x.example/%s%d-%d;invented;%s;1000;%d;%d;0\n",
					platform, start.AddDate(0, 0, week*7+i*2).Format(time.DateOnly), platform, week, i, form, earns[form]*(60+spread)/60, week%3)
			}
		}
	}
	return rows.String()
}

// deckOf makes the deck of the latest quarter of rows.
func deckOf(t testing.TB, l language.Language, rows string) report.Deck {
	t.Helper()
	return deckIn(t, l, rows, invented)
}

// invented are the settings of an invented hospital.
var invented = workspace.Settings{Hospital: "Spital Übermut", TimeZone: "Europe/Zurich", Invented: true}

// deckIn makes the deck of the latest quarter of rows, in a workspace with settings.
func deckIn(t testing.TB, l language.Language, rows string, s workspace.Settings) report.Deck {
	t.Helper()
	r := review.New(workspaceOf(t, rows, s))
	deck, err := report.Build(context.Background(), r, review.Question{Quarter: lastQuarter(t, r)}, language.New(l), nil)
	if err != nil {
		t.Fatal(err)
	}
	return deck
}

// workspaceOf makes a workspace of rows, with settings.
func workspaceOf(t testing.TB, rows string, s workspace.Settings) *workspace.Workspace {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	w, err := workspace.Create(ctx, filepath.Join(dir, "w.auscult"), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	path := filepath.Join(dir, "posts.csv")
	if err := os.WriteFile(path, []byte(header+rows), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := time.Date(2026, 10, 8, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(ctx, path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return w
}

func lastQuarter(t testing.TB, r *review.Reviewer) social.Quarter {
	t.Helper()
	h, err := r.Holdings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return h.LastQuarter()
}

func TestDeck(t *testing.T) {
	deck := build(t, language.English)
	var names []string
	for _, s := range deck.Slides {
		names = append(names, s.Name)
		if s.Headline == "" {
			t.Errorf("%s has no message", s.Name)
		}
		if s.Figure != nil && (s.Source == "" || s.Subtitle == "" || len(s.Lines) > 2) {
			t.Errorf("%s: a figure without its source, or with too many words: %+v", s.Name, s)
		}
	}
	// The blog has one post, which makes no ranking.
	if want := []string{"title", "forms", "forms-instagram", "drivers", "timing", "safeguards", "methods", "definitions"}; !slices.Equal(names, want) {
		t.Errorf("slides %v, want %v", names, want)
	}
	if deck.Slides[2].Headline != "Short video and carousel share first place on Instagram; the data cannot separate them" {
		t.Errorf("made with short video and carousel level and ahead: %q", deck.Slides[2].Headline)
	}
}

// TestNextQuarter holds that a year of posts leads to a mix, what it brings, and decisions, before the appendix.
func TestNextQuarter(t *testing.T) {
	for _, l := range language.All() {
		deck := buildYear(t, l)
		at := func(name string) int {
			return slices.IndexFunc(deck.Slides, func(s report.Slide) bool { return s.Name == name })
		}
		mix := at("mix")
		if mix < 0 || at("expectation") != mix+1 || at("decisions") != mix+2 || at("methods") < mix+3 {
			t.Fatalf("%s: the slides are not in their order", l)
		}
		if all := at("mix-all"); all >= 0 && all < at("decisions") {
			t.Errorf("%s: the whole mix stands before the decisions", l)
		}
		decisions := deck.Slides[mix+2]
		if n := len(decisions.Lines); n < 3 || n > 5 {
			t.Errorf("%s: %d decisions, want three to five", l, n)
		}
		for i, line := range decisions.Lines {
			what, why, explained := strings.Cut(line, "\n")
			if !strings.HasPrefix(what, fmt.Sprintf("%d. ", i+1)) || !explained || why == "" {
				t.Errorf("%s: a decision without number or reason: %q", l, line)
			}
		}
		for _, s := range deck.Slides[mix : mix+3] {
			if words := strings.Join(append(s.Lines, s.Headline, s.Subtitle, s.Source), " "); strings.Contains(words, "no value") || strings.Contains(words, "strategy.") {
				t.Errorf("%s: %s lacks words: %s", l, s.Name, words)
			}
		}
	}
}

func TestWritePDF(t *testing.T) {
	deck := build(t, language.German)
	var written [2][]byte
	for i := range written {
		paths, err := report.Write(t.Context(), t.TempDir(), deck, []report.Format{report.PDF}, nil)
		if err != nil || len(paths) != 1 {
			t.Fatalf("%v, %v", paths, err)
		}
		if written[i], err = os.ReadFile(paths[0]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(written[0], written[1]) {
		t.Error("the same deck gives different bytes")
	}
	if n := bytes.Count(written[0], []byte("/Type /Page\n")); n != len(deck.Slides) {
		t.Errorf("%d pages for %d slides", n, len(deck.Slides))
	}
	if bytes.Contains(written[0], []byte("/Subtype /Image")) {
		t.Error("a picture of pixels is in the PDF: charts should be vectors")
	}
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("without pdftotext (poppler-utils) the PDF's text cannot be read back")
	}
	path := filepath.Join(t.TempDir(), "review.pdf")
	if err := os.WriteFile(path, written[0], 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(pdftotext, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(string(text), "\f")
	for i, s := range deck.Slides {
		page := strings.Join(strings.Fields(pages[i]), " ")
		for _, want := range append([]string{s.Headline, s.Subtitle}, s.Lines...) {
			if !strings.Contains(page, strings.Join(strings.Fields(want), " ")) {
				t.Errorf("slide %s lacks %q", s.Name, want)
			}
		}
	}
	if !strings.Contains(pages[1], "Kurzvideo") || !strings.Contains(pages[0], "Spital Übermut") {
		t.Error("umlauts or labels of the chart cannot be read")
	}
}

// TestQPDF holds that another program finds nothing wrong with the PDF, where it is installed.
func TestQPDF(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("without qpdf nobody else says whether the PDF is sound")
	}
	paths, err := report.Write(t.Context(), t.TempDir(), build(t, language.French), []report.Format{report.PDF}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(qpdf, "--check", paths[0]).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestWritePNG(t *testing.T) {
	deck := build(t, language.English)
	dir := t.TempDir()
	steps := 0
	paths, err := report.Write(t.Context(), dir, deck, []report.Format{report.PNG}, func(done, total int) { steps += done * 10 / total })
	if err != nil || steps != 10 {
		t.Fatalf("%v, progress %d", err, steps)
	}
	if len(paths) != len(deck.Slides) || filepath.Base(paths[1]) != "02-forms.png" {
		t.Errorf("%v", paths)
	}
	f, err := os.Open(paths[1])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if config, err := png.DecodeConfig(f); err != nil || config.Width != 1920 || config.Height != 1080 {
		t.Errorf("%+v, %v", config, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(paths) {
		t.Errorf("%d files in the folder, %v", len(entries), err)
	}
}

func TestWriteRefuses(t *testing.T) {
	deck := build(t, language.English)
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := report.Write(t.Context(), filepath.Join(blocked, "dir"), deck, report.Formats(), nil); err == nil || !strings.Contains(err.Error(), blocked) {
		t.Errorf("a folder that cannot be: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "review")
	if _, err := report.Write(ctx, dir, deck, report.Formats(), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a cancelled report left a folder")
	}
	if _, err := report.ParseFormat("papyrus"); err == nil {
		t.Error("papyrus is a format")
	}
	if f, err := report.ParseFormat(" PDF "); err != nil || f != report.PDF {
		t.Errorf("%v, %v", f, err)
	}
}

func TestNothingToShow(t *testing.T) {
	ctx := t.Context()
	w, err := workspace.Create(ctx, filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Empty Hospital", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	deck, err := report.Build(ctx, review.New(w), review.Question{}, language.New(language.French), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.Write(ctx, t.TempDir(), deck, report.Formats(), nil); err != nil {
		t.Errorf("a workspace without posts: %v", err)
	}
}

// golden are the slides compared with pictures that were looked at, per language.
var golden = map[language.Language][]string{
	language.English: {"01-title.png", "02-forms.png"},
	language.German:  {"03-forms-instagram.png", "08-definitions.png"},
}

// goldenYear are those of a year.
var goldenYear = map[language.Language][]string{
	language.English: {"-expectation.png"},
	language.German:  {"-mix.png", "-decisions.png"},
}

func TestGolden(t *testing.T) {
	for l, slides := range golden {
		compare(t, l, build(t, l), slides)
	}
	for l, slides := range goldenYear {
		compare(t, l, buildYear(t, l), slides)
	}
}

// compare compares slides, by the ends of their files' names, with their golden pictures.
func compare(t *testing.T, l language.Language, deck report.Deck, slides []string) {
	t.Helper()
	compareAs(t, string(l), deck, slides)
}

// compareAs compares slides with the golden pictures whose names begin with a word.
func compareAs(t *testing.T, word string, deck report.Deck, slides []string) {
	t.Helper()
	paths, err := report.Write(t.Context(), t.TempDir(), deck, []report.Format{report.PNG}, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, path := range paths {
		if !slices.ContainsFunc(slides, func(name string) bool { return strings.HasSuffix(path, name) }) {
			continue
		}
		seen++
		golden := filepath.Join("testdata", word+"-"+filepath.Base(path))
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from its golden picture; look at both, and if the new one is right, “make golden”", golden)
		}
	}
	if seen != len(slides) {
		t.Errorf("%s: %d slides of %v were found", word, seen, slides)
	}
}

func BenchmarkWritePDF(b *testing.B) {
	deck := build(b, language.English)
	for b.Loop() {
		if _, err := report.Write(context.Background(), b.TempDir(), deck, []report.Format{report.PDF}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
