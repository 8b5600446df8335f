package source

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// fuzzOptions are small, so that the limits are met.
var fuzzOptions = Options{MaxUnpacked: 4 << 20, MaxField: 40_000, MaxColumns: 300}

// hold reads a file of these bytes and checks what must hold of any file: no
// panic, an end within seconds, errors that are sentences, and output in bounds.
func hold(t *testing.T, content []byte) {
	if len(content) > 1<<20 {
		return
	}
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	opts := fuzzOptions
	opts.TempDir = filepath.Dir(path)
	f, err := Open(t.Context(), path, opts)
	var told *Error
	if err != nil {
		if !errors.As(err, &told) || sentences[told.Problem].cure == "" {
			t.Fatalf("no sentence: %v", err)
		}
		return
	}
	if len(f.Tables) == 0 {
		t.Error("neither table nor error")
	}
	for _, table := range f.Tables[:min(len(f.Tables), 20)] {
		holdTable(t, table)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(opts.TempDir); len(left) != 1 {
		t.Errorf("files left behind: %v", left)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func holdTable(t *testing.T, table *Table) {
	ended, last, read := false, 0, 0
	for row, err := range table.Rows(t.Context()) {
		if ended {
			t.Fatal("rows after a final error")
		}
		if read++; read > 200_000 {
			return
		}
		if err != nil {
			var told *Error
			if !errors.As(err, &told) || sentences[told.Problem].cure == "" {
				t.Fatalf("no sentence: %v", err)
			}
			ended = !errors.Is(err, ErrBadRow)
			if !ended && row.Number == 0 {
				t.Fatal("a bad row without number")
			}
			continue
		}
		if row.Number < 1 || table.Separator != 0 && row.Number <= last {
			t.Fatalf("row %d after row %d", row.Number, last)
		}
		last = row.Number
		if len(row.Cells) > fuzzOptions.MaxColumns {
			t.Fatalf("%d columns", len(row.Cells))
		}
		for _, c := range row.Cells {
			holdCell(t, table, c)
		}
	}
}

func holdCell(t *testing.T, table *Table, c Cell) {
	if len(c.Text) > fuzzOptions.MaxField {
		t.Fatalf("a cell of %d bytes", len(c.Text))
	}
	if !utf8.ValidString(c.Text) {
		t.Fatalf("not UTF-8: %q", c.Text)
	}
	if (c.Kind == Blank) != (c.Text == "") {
		t.Fatalf("%q is %v", c.Text, c.Kind)
	}
	switch c.Kind {
	case Number:
		if again, ok := plainNumber(c.Text); !ok && len(c.Text) < 400 || ok && again != c.Text {
			t.Fatalf("number %q is not canonical: %q", c.Text, again)
		}
	case Date:
		if _, err := time.Parse("2006-01-02T15:04:05", c.Text); err != nil {
			t.Fatal(err)
		}
	case Blank, Text, Bool:
	}
	if table.Separator != 0 && c.Kind > Text {
		t.Fatalf("a CSV with a %v", c.Kind)
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "sep=;\na;b\n", "\"a\"\"b\",c\r\n\"x\ny\",2\r\n", "a,\"b\n1,2\n", "a\t\"b\" c\n\n", "\ufeffTitel;x\nKöln;1,5\n",
		"a,b\r1,2\r", "a|b\x00\n", "x\x1a", "\"", "\"\"\"", ",", "\"a\" ,\"b\"",
	} {
		f.Add([]byte(seed))
	}
	f.Add(encode(f, charmap.CodePage850, german))
	f.Add(encode(f, charmap.Macintosh, french))
	f.Add(encode(f, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), german))
	f.Fuzz(hold)
}

func FuzzFeed(f *testing.F) {
	for _, seed := range []string{
		rss, atom, "<rss>", "<feed/>", "<rss><item><title>&lt;b&gt;&amp;nGt;</title></item></rss>",
		"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><link>x</link></item></channel></rss>",
		"<!DOCTYPE rss [<!ENTITY a \"aaaa\">]><rss><item><title>&a;</title></item></rss>",
		"<feed><entry><link rel=\"self\" href=\"a\"/><link href=\"b\"/><summary type=\"html\"><![CDATA[<p>x]]></summary></entry></feed>",
	} {
		f.Add([]byte(seed))
	}
	f.Add(encode(f, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), rss))
	f.Fuzz(hold)
}

func FuzzXLSX(f *testing.F) {
	for _, data := range []string{
		`<row r="2"><c r="B2" t="s" s="1"><v>0</v></c><c t="inlineStr"><is><t>x</t></is></c></row>`,
		`<row><c><v>1.5E+3</v></c><c t="b"><v>1</v></c></row><row r="9"/>`, `<row><c r="ZZZ1"><v>1</v></c></row>`,
	} {
		f.Add([]byte("<worksheet><sheetData>"+data+"</sheetData></worksheet>"), []byte(`<sst><si><t>a_x000D_</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>`),
			[]byte(`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`))
	}
	// Changing packed bytes would only ever meet the checksum: the parts are
	// changed before they are packed.
	f.Fuzz(func(t *testing.T, sheet, sharedStrings, styles []byte) {
		if len(sheet)+len(sharedStrings)+len(styles) > 1<<20 {
			return
		}
		hold(t, packZIP(t, map[string]string{
			"[Content_Types].xml":        "<Types/>",
			"xl/workbook.xml":            `<workbook><sheets><sheet name="S" r:id="a"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="x/worksheet" Target="sheet1.xml"/><Relationship Type="x/sharedStrings" Target="s.xml"/><Relationship Type="x/styles" Target="styles.xml"/></Relationships>`,
			"xl/sheet1.xml":              string(sheet),
			"xl/s.xml":                   string(sharedStrings),
			"xl/styles.xml":              string(styles),
		}))
	})
}

func FuzzXLS(f *testing.F) {
	f.Add(fixture(f, "invented.xls"))
	f.Fuzz(hold)
}

// FuzzBIFF changes the workbook stream without the compound file around it, which
// would catch most changes first.
func FuzzBIFF(f *testing.F) {
	book := xlsBook{part: part{size: 1 << 20}, opts: fuzzOptions}
	disk, err := os.Open(filepath.Join("testdata", "invented.xls"))
	if err != nil {
		f.Fatal(err)
	}
	defer disk.Close()
	book.part.at = disk
	whole, err := book.stream()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(stream(func(b *biff) {
		b.rec(recSST, uint32(1), uint32(1), uint16(5), byte(0), "abc").rec(recContinue, byte(1), wide("žš"))
	}, func(b *biff) {
		b.rec(recLabelSST, uint16(0), uint16(0), stylePlain, uint32(0))
		b.rec(recMulRK, uint16(0), uint16(1), stylePlain, uint32(123<<2|3), styleDate, uint32(46102<<2|2), uint16(2))
		b.rec(recFormula, uint16(1), uint16(1), stylePlain, "\x00\x00\x00\x00\x00\x00\xff\xff", uint16(0), uint32(0), uint16(0))
		b.rec(recString, uint16(3), byte(0), "abc")
	}))
	f.Fuzz(func(t *testing.T, content []byte) {
		rows, _ := readStream(t.Context(), content, fuzzOptions)
		for _, row := range rows {
			if row.Number < 1 || row.Number > 1<<16 || len(row.Cells) > 256 {
				t.Fatalf("row %d with %d cells", row.Number, len(row.Cells))
			}
			for _, c := range row.Cells {
				holdCell(t, &Table{}, c)
			}
		}
	})
}

func FuzzZIP(f *testing.F) {
	f.Add(packZIP(f, map[string]string{"a.csv": "a,b\n1,2\n", "b/c.csv": german}))
	f.Add(packZIP(f, map[string]string{"in.zip": string(packZIP(f, map[string]string{"a.csv": "a,b\n"}))}))
	f.Add(packZIP(f, map[string]string{"book.xlsx": string(rawXLSX(f, "<worksheet><sheetData/></worksheet>", "<sst/>"))}))
	f.Add(fixture(f, "invented.xlsx"))
	f.Add(fixture(f, "invented-libreoffice.xlsx"))
	f.Fuzz(hold)
}
