package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A name proves nothing: what counts is what is inside.
func TestContentDecidesNotTheName(t *testing.T) {
	for name, content := range map[string][]byte{
		"workbook.csv": fixture(t, "invented.xlsx"),
		"old.csv":      fixture(t, "invented.xls"),
		"old.xlsx":     fixture(t, "invented.xls"),
		"new.xls":      fixture(t, "invented.xlsx"),
	} {
		f, err := Open(t.Context(), write(t, name, content), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(f.Tables) != 3 {
			t.Errorf("%s: %d tables", name, len(f.Tables))
		}
		f.Close()
	}
	_, tables, err := readAll(t, write(t, "text.xls", []byte("a\tb\n1\t2\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1: a|b", "2: 1|2"}, texts(tables["text.xls"])); diff != "" {
		t.Error(diff)
	}
}

func TestRefusals(t *testing.T) {
	office := func(main string) []byte {
		return packZIP(t, map[string]string{
			"[Content_Types].xml": "<Types/>", main: "<x/>",
			"_rels/.rels": `<Relationships><Relationship Type="x/officeDocument" Target="` + main + `"/></Relationships>`,
		})
	}
	tests := []struct {
		name    string
		content []byte
		want    error
		says    string
	}{
		{"empty", nil, ErrEmpty, "is empty"},
		{"blanks only", []byte("\ufeff\r\n \n"), ErrEmpty, "is empty"},
		{"web page called .xls", []byte("<html><body><table><tr><td>1</td></tr></table>"), ErrNotATable, "save it as CSV or XLSX"},
		{"web page with BOM", []byte("\ufeff \r\n<!DOCTYPE HTML>"), ErrNotATable, "web page"},
		{"saved web archive", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related"), ErrNotATable, "web page"},
		{"XML of 2003", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`), ErrNotATable, "2003"},
		{"XML", []byte(`<?xml version="1.0"?><rss/>`), ErrNotATable, "XML"},
		{"JSON", []byte(`[{"a":1}]`), ErrNotATable, "JSON"},
		{"PDF", []byte("%PDF-1.7\n"), ErrNotATable, "PDF"},
		{"picture", []byte("\x89PNG\r\n\x1a\n"), ErrNotATable, "picture"},
		{"gzip", []byte("\x1f\x8b\x08\x00"), ErrNotATable, "Unpack"},
		{"noise", []byte(strings.Repeat("\x01\x02\x03\xff\xfe", 100)), ErrNotATable, "not a table"},
		{"Excel 4", []byte("\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00"), ErrOldFormat, "older than Excel 97"},
		{"compound file cut off", fixture(t, "invented.xls")[:1000], ErrDamaged, "export it again"},
		{"workbook cut off", fixture(t, "invented.xlsx")[:3000], ErrDamaged, "export it again"},
		{"text document", office("word/document.xml"), ErrNotATable, "text document"},
		{"binary workbook", office("xl/workbook.bin"), ErrNotATable, "XLSB"},
		{"OpenDocument", packZIP(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ErrNotATable, "OpenDocument"},
		{"empty ZIP", packZIP(t, nil), ErrEmpty, "no files"},
		{"ZIP in a ZIP in a ZIP", packZIP(t, map[string]string{"out.zip": string(packZIP(t, map[string]string{"in.zip": string(packZIP(t, map[string]string{"a.csv": "a,b\n"}))}))}), ErrNested, "inner ones"},
		{"empty ZIP in a ZIP", packZIP(t, map[string]string{"in.zip": string(packZIP(t, nil))}), ErrEmpty, "no files"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := readAll(t, write(t, "report.xls", test.content), Options{})
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) || !strings.HasPrefix(err.Error(), "report.xls") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestMissingFileAndFolder(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(t.Context(), filepath.Join(dir, "gone.csv"), Options{}); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "does not exist") {
		t.Error(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); err == nil {
		t.Error("a folder was opened")
	}
}

func TestZIP(t *testing.T) {
	written := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, entry := range []struct{ name, content string }{
		{"Table data.csv", "Content,Views\nx,1\n"},
		{"../../etc/Totals.csv", "Date,Views\n2026-09-12,1\n"},
		{`sub\book.xlsx`, string(fixture(t, "invented.xlsx"))},
		{"old.xls", string(fixture(t, "invented.xls"))},
		{"\x9abersicht.csv", "K\xf6ln,1\nGr\xfc\xdfe,2\n"},
		{"__MACOSX/._Table data.csv", "junk"},
		{".DS_Store", "junk"},
		{"empty.csv", ""},
		{"photo.png", "\x89PNG\r\n\x1a\n"},
	} {
		header := &zip.FileHeader{Name: entry.name, Method: zip.Deflate, Modified: written, NonUTF8: entry.name[0] == 0x9a}
		w, err := z.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(entry.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	f, err := Open(t.Context(), write(t, "Content 2026.zip", b.Bytes()), Options{TempDir: temp})
	if err != nil {
		t.Fatal(err)
	}
	var names, bases, skipped []string
	for _, table := range f.Tables {
		names, bases = append(names, table.Name), append(bases, table.Base)
		if !table.ModTime.Equal(written) {
			t.Errorf("%s: %v", table.Name, table.ModTime)
		}
		if _, err := collect(t, table); err != nil {
			t.Errorf("%s: %v", table.Name, err)
		}
	}
	for _, e := range f.Skipped {
		skipped = append(skipped, e.Error())
	}
	const zipName = "Content 2026.zip/"
	if diff := cmp.Diff([]string{
		zipName + "Table data.csv", zipName + "../../etc/Totals.csv",
		zipName + "sub/book.xlsx: All posts", zipName + "sub/book.xlsx: Verborgen", zipName + "sub/book.xlsx: Leer",
		zipName + "old.xls: All posts", zipName + "old.xls: Verborgen", zipName + "old.xls: Leer",
		zipName + "Übersicht.csv",
	}, names); diff != "" {
		t.Error(diff)
	}
	if bases[1] != "Totals.csv" || bases[2] != "book.xlsx" {
		t.Errorf("bases %q", bases)
	}
	if f.Tables[8].Encoding != Windows1252 {
		t.Errorf("encoding inside the ZIP: %s", f.Tables[8].Encoding)
	}
	if diff := cmp.Diff([]string{
		zipName + "empty.csv: The file is empty. Export it again.",
		zipName + "photo.png: This is a picture. Export the figures as CSV or XLSX.",
	}, skipped); diff != "" {
		t.Error(diff)
	}
	if unpacked, _ := os.ReadDir(temp); len(unpacked) != 2 {
		t.Errorf("%d files unpacked, want the two workbooks", len(unpacked))
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if unpacked, _ := os.ReadDir(temp); len(unpacked) != 0 {
		t.Errorf("left behind: %v", unpacked)
	}
}

func TestZIPBombs(t *testing.T) {
	many := map[string]string{}
	for i := range maxEntries + 1 {
		many[time.Duration(i).String()] = "a,b\n"
	}
	for name, test := range map[string]struct {
		content []byte
		opts    Options
	}{
		"unpacks to too much": {packZIP(t, map[string]string{"a.csv": strings.Repeat("a,b\n", 1<<18)}), Options{MaxUnpacked: 1 << 19}},
		"too many entries":    {packZIP(t, many), Options{}},
	} {
		if _, err := Open(t.Context(), write(t, "x.zip", test.content), test.opts); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDamagedZIPEntryIsToldInReading(t *testing.T) {
	content := packZIP(t, map[string]string{"a.csv": strings.Repeat("a,b\n", 1000)})
	// The checksum in the list of entries no longer fits the bytes.
	at := bytes.Index(content, []byte("PK\x01\x02"))
	content[at+16] ^= 0xFF
	if _, err := Open(t.Context(), write(t, "x.zip", content), Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// What TikTok hands out as four ZIPs is often packed into one. Each is read; what holds nothing is said.
func TestZIPInAZIP(t *testing.T) {
	f, tables, err := readAll(t, write(t, "all.zip", packZIP(t, map[string]string{
		"Content_1.zip": string(packZIP(t, map[string]string{"Content.csv": "a,b\n1,2\n", "photo.png": "\x89PNG\r\n\x1a\n"})),
		"Viewers.zip":   string(packZIP(t, map[string]string{"Viewers.csv": "c,d\n"})),
		"empty.zip":     string(packZIP(t, nil)),
	})), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1: a|b", "2: 1|2"}, texts(tables["all.zip/Content_1.zip/Content.csv"])); diff != "" || len(tables) != 2 {
		t.Error(diff, len(tables))
	}
	for _, table := range f.Tables {
		if table.ModTime != f.ModTime {
			t.Errorf("%s was written at %s, though its ZIP does not say when", table.Name, table.ModTime)
		}
	}
	var skipped []string
	for _, e := range f.Skipped {
		skipped = append(skipped, e.Table+": "+string(e.Problem))
	}
	slices.Sort(skipped)
	if diff := cmp.Diff([]string{"all.zip/Content_1.zip/photo.png: picture", "all.zip/empty.zip: empty_zip"}, skipped); diff != "" {
		t.Error(diff)
	}
}

// ZIPs that hold one another without end, or entries without number, are refused before they cost anything.
func TestZIPsInAZIPAreBounded(t *testing.T) {
	inner := string(packZIP(t, map[string]string{"a.csv": "a,b\n"}))
	many := map[string]string{}
	for i := range maxArchives + 5 {
		many[fmt.Sprintf("%d.zip", i)] = inner
	}
	f, tables, err := readAll(t, write(t, "many.zip", packZIP(t, many)), Options{})
	if err != nil || len(tables) != maxArchives || len(f.Skipped) != 5 || !errors.Is(f.Skipped[0], ErrNested) {
		t.Errorf("%d tables, skipped %v, %v", len(tables), f.Skipped, err)
	}
	crowd := map[string]string{}
	for i := range maxEntries/2 + 1 {
		crowd[fmt.Sprintf("%d.csv", i)] = ""
	}
	packed := string(packZIP(t, crowd))
	f, _, err = readAll(t, write(t, "crowd.zip", packZIP(t, map[string]string{"1.zip": packed, "2.zip": packed, "good.csv": "a,b\n"})), Options{})
	if err != nil || !slices.ContainsFunc(f.Skipped, func(e *Error) bool { return errors.Is(e, ErrTooLarge) }) {
		t.Errorf("%d skipped, %v", len(f.Skipped), err)
	}
}
