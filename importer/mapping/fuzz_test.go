package mapping_test

import (
	"os"
	"path/filepath"
	"testing"

	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/mapping"
	"auscult/importer/source"
)

// Whatever stands in a file, proposing, drafting and reading with what was proposed come to an end; and a format that is
// made without problems reads the file it was made for.
func FuzzSuggest(f *testing.F) {
	f.Add([]byte("Datum;Beitrag;Gefällt mir\n01.08.2026;Ein Beitrag;4\n"), uint8(0))
	f.Add([]byte("Titel\n\nDate,Date,,Text\n2026-08-01,x,y,\"a\nb\"\n"), uint8(2))
	f.Add([]byte("a\tb\n1\t2\n"), uint8(1))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte, header uint8) {
		path := filepath.Join(dir, "f.csv")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		sample, err := importer.TakeSample(t.Context(), path, source.Options{})
		if err != nil {
			return
		}
		m := mapping.Suggest(sample, 0)
		if int(header) < len(m.Headers()) {
			m = m.WithHeader(int(header))
		}
		m.Name, m.Platform = "A", "xing"
		for _, k := range formats.Kinds() {
			if _, err := m.WithKind(k).Draft(on, never); err != nil {
				t.Error(err)
			}
		}
		if len(m.Problems()) > 0 {
			return
		}
		format, err := m.Format(on, never)
		if err != nil {
			t.Fatalf("no problems, but %v", err)
		}
		if _, err := mapping.Read(t.Context(), path, m.Table(), format, importer.Options{}); err != nil {
			t.Errorf("cannot read what it was made for: %v", err)
		}
	})
}
