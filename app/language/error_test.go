package language_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"auscult/app/language"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/source"
)

type refusal string

func (r refusal) Error() string { return "in English" }
func (r refusal) Word() string  { return string(r) }

// Every error an import can end with is said in each language by a text of that language, never by the sentence that the
// commands print.
func TestErrorsAreSaidInEachLanguage(t *testing.T) {
	meta, _ := formats.ByID("meta-instagram-content")
	_, gone := os.Open(filepath.Join(t.TempDir(), "gone.csv"))
	said := map[string]error{
		"cancelled":             fmt.Errorf("import a.csv: %w", context.Canceled),
		"a row":                 importer.Problem{Row: 1200, Column: "Likes", Reason: importer.NotANumber},
		"a format that is near": &importer.UnknownError{File: "a.csv", Nearest: meta, Missing: []string{"Post ID", "Publish time"}},
		"no columns":            &importer.UnknownError{File: "a.csv"},
		"unknown columns":       &importer.UnknownError{File: "a.csv", Columns: []string{"Name", "", "Telefon"}},
		"a refusal":             fmt.Errorf("import a.csv: %w", fmt.Errorf("%w: %w", refusal("disk_full"), errors.New("disk I/O error"))),
		"gone":                  fmt.Errorf("cannot find it: %w", gone),
		"forbidden":             &fs.PathError{Op: "open", Path: "/secret", Err: fs.ErrPermission},
	}
	for _, p := range source.Problems() {
		said[string(p)] = fmt.Errorf("import: %w", &source.Error{File: "a.zip", Table: "a.zip/b.csv", Row: 3, Problem: p, Err: source.ErrDamaged})
	}
	english := language.New(language.English)
	for name, err := range said {
		for _, l := range []language.Language{language.German, language.French} {
			got := language.New(l).Error(err)
			switch {
			case got == english.Error(err):
				t.Errorf("%s, %s: the English sentence: %s", l, name, got)
			case strings.Contains(got, err.Error()), strings.Contains(got, "{{"), strings.Contains(got, "problem."), strings.Contains(got, "error."):
				t.Errorf("%s, %s: %s", l, name, got)
			}
		}
	}
	german := language.New(language.German)
	for name, want := range map[string]string{
		"a row":                 "Zeile 1.200, Spalte „Likes“: Das ist keine Zahl.",
		"a format that is near": "die Spalten „Post ID“, „Publish time“ fehlen",
		"unknown columns":       "seine Spalten sind „Name“, „Telefon“.",
		"damaged":               "b.csv: Zeile 3: Die Datei ist beschädigt",
		"a refusal":             "Der Datenträger ist voll.",
		"gone":                  "gone.csv ist nicht mehr da.",
	} {
		if got := german.Error(said[name]); !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := german.Error(errors.New("strange")); !strings.Contains(got, "Damit hat niemand gerechnet") || !strings.HasSuffix(got, "strange") {
		t.Error(got)
	}
	if german.Error(nil) != "" {
		t.Error("nothing is wrong, and something is said")
	}
}
