package importer_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"auscult/importer"
	"auscult/importer/formats"
)

// variants are the shapes in which people have the same export: as it came, saved by another program, in another order.
var variants = []struct {
	name, file string
	write      func(t *testing.T, rows [][]string) []byte
}{
	{"columns shuffled", "a.csv", func(t *testing.T, rows [][]string) []byte { return asCSV(t, shuffled(rows), ',', "\n") }},
	{"UTF-16 with a byte order mark", "a.csv", func(t *testing.T, rows [][]string) []byte {
		return encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), asCSV(t, rows, ',', "\n"))
	}},
	{"UTF-16, the other way round, without one", "a.csv", func(t *testing.T, rows [][]string) []byte {
		return encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), asCSV(t, rows, ',', "\r\n"))
	}},
	{"semicolons", "a.csv", func(t *testing.T, rows [][]string) []byte { return asCSV(t, rows, ';', "\r\n") }},
	{"tabs", "a.txt", func(t *testing.T, rows [][]string) []byte { return asCSV(t, rows, '\t', "\n") }},
	{"bars, named in the first line", "a.csv", func(t *testing.T, rows [][]string) []byte {
		return append([]byte("sep=|\r\n"), asCSV(t, rows, '|', "\r\n")...)
	}},
	{"workbook", "a.xlsx", asWorkbook},
	{"Windows-1252 with semicolons, as Excel saves", "a.csv", func(t *testing.T, rows [][]string) []byte {
		return inOldEncoding(charmap.Windows1252, asCSV(t, rows, ';', "\r\n"))
	}},
}

// An export is the same export in any of these shapes: the same format, the same posts, and no other format takes it.
func TestSamplesInOtherShapes(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "samples", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join("..", "assets", "sample", "exports", "*", "*"))
	if err != nil || len(paths) < 11 || len(more) < 8 {
		t.Fatalf("%d and %d samples, %v", len(paths), len(more), err)
	}
	for _, path := range append(paths, more...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			format, rows := firstRows(t, path, 40)
			want := recordsIn(t, "as it came.csv", asCSV(t, rows, ',', "\n"), format)
			if len(want) == 0 {
				t.Fatal("no records")
			}
			for _, v := range variants {
				if v.name == "columns shuffled" && inOrder(format, rows) {
					continue
				}
				content := v.write(t, rows)
				if content == nil {
					continue // its letters are not in that encoding
				}
				got := recordsIn(t, v.file, content, format)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-want +got)\n%s", v.name, diff)
				}
			}
		})
	}
}

// firstRows reads the table of posts in an export, and which format it is.
func firstRows(t *testing.T, path string, most int) (format string, rows [][]string) {
	t.Helper()
	doc, err := importer.Open(t.Context(), atExport(t, path), importer.Options{Zone: zurich})
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	for _, table := range doc.File.Tables {
		if table.Name != doc.Readings[0].Table {
			continue
		}
		for row, err := range table.Rows(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			cells := make([]string, len(row.Cells))
			for i, c := range row.Cells {
				cells[i] = c.Text
			}
			if rows = append(rows, cells); len(rows) == most {
				break
			}
		}
	}
	return doc.Readings[0].Format.ID, rows
}

// recordsIn reads what it expects to be one table of the format, and checks that no other format takes it.
func recordsIn(t *testing.T, name string, content []byte, format string) []any {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	path = atExport(t, path)
	reading, records, problems := read(t, path)
	if reading.Format.ID != format || len(problems) > 0 {
		t.Fatalf("recognised as %s, refused %v", reading.Format.ID, problems)
	}
	for _, other := range formats.All() {
		if other.ID == format {
			continue
		}
		doc, err := importer.Open(t.Context(), path, importer.Options{Format: other.ID})
		var unknown *importer.UnknownError
		if !errors.As(err, &unknown) {
			t.Errorf("also passes for %s: %v", other.ID, err)
		}
		if err == nil {
			doc.Close()
		}
	}
	out := make([]any, len(records))
	for i, r := range records {
		r.Row = 0 // a workbook leaves empty rows out
		out[i] = plainOf(r)
	}
	return out
}

func shuffled(rows [][]string) [][]string {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	order := rand.New(rand.NewPCG(7, 11)).Perm(width)
	out := make([][]string, len(rows))
	for i, row := range rows {
		if len(row) == 0 {
			continue
		}
		out[i] = make([]string, width)
		for to, from := range order {
			if from < len(row) {
				out[i][to] = row[from]
			}
		}
	}
	return out
}

// inOrder reports whether the order of the columns matters: the format goes by their places, its lines above the header
// are no rows of a table, or two columns have one name, of which the first counts.
func inOrder(format string, rows [][]string) bool {
	if f, ok := formats.ByID(format); !ok || f.Headerless || f.Blocks {
		return true
	}
	seen := map[string]bool{}
	for _, cell := range rows[0] {
		if seen[formats.Normal(cell)] {
			return true
		}
		seen[formats.Normal(cell)] = cell != ""
	}
	return false
}

func asCSV(t *testing.T, rows [][]string, sep rune, eol string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = sep
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if w.Flush(); w.Error() != nil {
		t.Fatal(w.Error())
	}
	if eol == "\n" {
		return b.Bytes()
	}
	// Only the ends of rows: line breaks within texts stay.
	var out strings.Builder
	quoted := false
	for _, r := range b.String() {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\n' && !quoted:
			out.WriteByte('\r')
		}
		out.WriteRune(r)
	}
	return []byte(out.String())
}

func encoded(t *testing.T, e encoding.Encoding, text []byte) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// inOldEncoding returns nil when a letter of the text is not in the encoding, or is of none of the languages by whose
// letters old encodings are told apart.
func inOldEncoding(e encoding.Encoding, text []byte) []byte {
	for _, r := range string(text) {
		if r > 0x7f && !strings.ContainsRune("äöüÄÖÜßéèêëàâçùûîïôœÉÈÀÇ’‘“”„–—…«»€·\u00a0\u202f", r) {
			return nil
		}
	}
	out, err := e.NewEncoder().Bytes(text)
	if err != nil {
		return nil
	}
	return out
}

// asWorkbook writes every cell as text, as careful programs do with what they do not understand.
func asWorkbook(t *testing.T, rows [][]string) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = c
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.SetRow(at, cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
