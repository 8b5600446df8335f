package desktop

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"auscult/app/backup"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/logo"
	"auscult/app/workspace"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/mapping"
	"auscult/importer/source"
)

// Every text the window asks for by name is there in every language; one that is missing would show as its name.
func TestEveryTextIsThere(t *testing.T) {
	var ids []string
	asked := regexp.MustCompile(`\b[tT]\("([a-z_]+(?:\.[a-z_]+)+)"`)
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range asked.FindAllStringSubmatch(string(source), -1) {
			ids = append(ids, m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages.All() {
		ids = append(ids, "navigation."+p.ID())
	}
	for _, w := range toolkitWords {
		ids = append(ids, "toolkit."+toolkitID(w))
	}
	for _, k := range importer.NoteKinds() {
		ids = append(ids, "import.note."+string(k))
	}
	for _, r := range importer.Reasons() {
		ids = append(ids, "reason."+string(r))
	}
	for _, p := range source.Problems() {
		ids = append(ids, "problem."+string(p))
	}
	for _, r := range workspace.Refusals() {
		ids = append(ids, "error."+r.Word())
	}
	for _, r := range logo.Refusals() {
		ids = append(ids, "error."+r.Word())
	}
	for _, r := range backup.Refusals() {
		ids = append(ids, "error."+r.Word())
	}
	for _, l := range language.All() {
		ids = append(ids, "window.language."+string(l))
	}
	for _, k := range formats.Kinds() {
		ids = append(ids, "mapping.kind."+string(k), "mapping.preview.what."+string(k))
		for _, f := range k.Fields() {
			ids = append(ids, "mapping.field."+string(f))
		}
	}
	for _, l := range mapping.Lacks() {
		ids = append(ids, "mapping.lack."+string(l), "mapping.lack_in_short."+string(l))
	}
	for _, m := range mapping.Manners() {
		ids = append(ids, "mapping.manner."+m)
	}
	for _, r := range []mapping.Reason{mapping.ByName, mapping.BySimilarName, mapping.ByValues} {
		ids = append(ids, "mapping.why."+string(r))
	}
	ids = append(ids,
		"import.dates.iso", "import.dates.dotted", "error.not_sample", "error.unsaid_channel", "import.dates.day-first", "import.dates.month-first", "import.dates.month-name",
		"window.appearance.system", "window.appearance.light", "window.appearance.dark", "window.appearance.contrast",
		"window.settings.colour_fine", "window.settings.colour_words", "window.settings.colour_pale",
	)
	if len(ids) < 100 {
		t.Fatalf("only %d texts were found in the source; the search must be broken", len(ids))
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		for _, l := range language.All() {
			if got := language.New(l).T(id, language.Args{"Count": 2}); got == id || strings.TrimSpace(got) == "" {
				t.Errorf("%s: the text %s is missing", l, id)
			}
		}
	}
}
