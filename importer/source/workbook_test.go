package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// withoutResults leaves out the results of formulas, which excelize does not store.
func withoutResults(rows [][]Cell) [][]Cell {
	rows = slices.Clone(rows)
	rows[2] = rows[2][:7]
	return rows
}

func TestWorkbooks(t *testing.T) {
	tests := []struct {
		file string
		want [][]Cell
	}{
		{"invented.xlsx", withoutResults(inventedRows)},
		{"invented-libreoffice.xlsx", inventedRows},
		{"invented.xls", inventedRows},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			f, tables, err := readAll(t, filepath.Join("testdata", test.file), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, table := range f.Tables {
				names = append(names, table.Name)
				if table.Hidden != (table.Sheet == "Verborgen") {
					t.Errorf("%s: hidden %v", table.Sheet, table.Hidden)
				}
				if table.Encoding != "" || table.Separator != 0 || table.Base != test.file {
					t.Errorf("%+v", table)
				}
			}
			if diff := cmp.Diff([]string{test.file + ": All posts", test.file + ": Verborgen", test.file + ": Leer"}, names); diff != "" {
				t.Error(diff)
			}
			rows := tables[test.file+": All posts"]
			var got [][]Cell
			var numbers []int
			for _, row := range rows {
				got = append(got, row.Cells)
				numbers = append(numbers, row.Number)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]int{1, 2, 3, 4, 6}, numbers); diff != "" {
				t.Errorf("row numbers: %s", diff)
			}
			if diff := cmp.Diff([]string{"1: erfunden|1"}, texts(tables[test.file+": Verborgen"])); diff != "" {
				t.Error(diff)
			}
			if len(tables[test.file+": Leer"]) != 0 {
				t.Error("rows in an empty sheet")
			}
		})
	}
}

func TestSystemOf1904(t *testing.T) {
	f := excelize.NewFile()
	yes := true
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
		t.Fatal(err)
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.SetCellValue("Sheet1", "A1", 44640), f.SetCellStyle("Sheet1", "A1", "A1", style)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "mac.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	_, tables, err := readAll(t, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	// 44640 days after 1 January 1904, by date -d '1904-01-01 +44640 days'.
	if got := tables["mac.xlsx: Sheet1"][0].Cells[0]; got != (Cell{"2026-03-21T00:00:00", Date}) {
		t.Errorf("%+v", got)
	}
}

// rawXLSX packs a sheet written by hand.
func rawXLSX(t testing.TB, sheet, sharedStrings string) []byte {
	t.Helper()
	return packZIP(t, map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/><sheet name="Chart" sheetId="2" r:id="c"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
		"xl/sharedStrings.xml":       sharedStrings,
	})
}

func packZIP(t testing.TB, entries map[string]string) []byte {
	t.Helper()
	var names []string
	for name := range entries {
		names = append(names, name)
	}
	slices.Sort(names)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, entries[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSXByHand(t *testing.T) {
	const sharedStrings = `<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">ch &amp; more</t></r><rPh sb="0"><t>hint</t></rPh></si><si><t>a_x000D_
b_x005F_x000D_ _xD83E__xDE7A_</t></si><si/></sst>`
	tests := []struct {
		name, data string
		want       []string
	}{
		{"texts by number", `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>`, []string{"1: plain|rich & more|a\r\nb_x000D_ 🩺"}},
		{"gaps and no references", `<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="7"><c r="C7"><v>3</v></c></row><row><c><v>4</v></c></row>`, []string{"1: 1||2", "7: ||3", "8: 4"}},
		{"inline and formula texts", `<row><c t="inlineStr"><is><t>in</t></is></c><c t="str"><f>"a"</f><v>out</v></c><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c t="d"><v>2026-03-21</v></c></row>`, []string{"1: in|out|#N/A|TRUE|2026-03-21T00:00:00"}},
		{"identifiers in scientific notation", `<row><c><v>1.7978919536823613E+16</v></c><c><v>17978919536823613</v></c><c><v>6.5000000000000002E-2</v></c></row>`, []string{"1: 17978919536823613|17978919536823613|0.065"}},
		{"prefixed names", `<x:row><x:c><x:v>1</x:v></x:c></x:row>`, []string{"1: 1"}},
		{"too many columns", `<row><c><v>1</v></c></row><row><c r="XFE2"><v>1</v></c></row><row><c><v>2</v></c></row>`, []string{"1: 1", "2: BAD: The row has more columns than is allowed.", "3: 2"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			content := rawXLSX(t, "<worksheet><sheetData>"+test.data+"</sheetData></worksheet>", sharedStrings)
			f, tables, err := readAll(t, write(t, "x.xlsx", content), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(f.Tables) != 1 {
				t.Errorf("%d tables, want the sheet without the chart", len(f.Tables))
			}
			if diff := cmp.Diff(test.want, texts(tables["x.xlsx: S"])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDamagedXLSX(t *testing.T) {
	tests := []struct {
		name, sheet string
		opts        Options
		want        error
	}{
		{"sheet breaks off", `<worksheet><sheetData><row><c><v>1</v></c></row>`, Options{}, ErrDamaged},
		{"text that is not there", `<worksheet><sheetData><row><c t="s"><v>9</v></c></row></sheetData></worksheet>`, Options{}, ErrDamaged},
		{"broken markup", `<worksheet><sheetData><row><c <v>1</v></c></row></sheetData></worksheet>`, Options{}, ErrDamaged},
		{"endless text", `<worksheet><sheetData><row><c t="str"><v>` + strings.Repeat("x", 1<<20) + `</v></c></row></sheetData></worksheet>`, Options{MaxField: 1000}, ErrTooLarge},
		{"endless attribute", `<worksheet><sheetData><row r="` + strings.Repeat("x", 1<<20) + `"/></sheetData></worksheet>`, Options{MaxField: 1000}, ErrTooLarge},
		{"unpacks to too much", `<worksheet/>` + strings.Repeat(" ", 1<<20), Options{MaxUnpacked: 1 << 19}, ErrTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := readAll(t, write(t, "x.xlsx", rawXLSX(t, test.sheet, "<sst/>")), test.opts)
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

func TestManyTextsGoToDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 70 MB")
	}
	const count = 70
	var sst, data strings.Builder
	sst.WriteString("<sst>")
	// Texts that a ZIP cannot make too small, or they would be taken for a bomb.
	var filler strings.Builder
	for i := 0; filler.Len() < 1<<20; i++ {
		filler.WriteString(strings.Repeat(strconv.FormatUint(uint64(i+1)*0x9E3779B97F4A7C15, 36), 100))
	}
	for i := range count {
		sst.WriteString("<si><t>" + string(rune('0'+i%10)) + filler.String()[:1<<20-2] + "</t></si>")
		data.WriteString(`<row><c t="s"><v>` + strconv.Itoa(count-1-i) + `</v></c></row>`)
	}
	sst.WriteString("</sst>")
	dir := t.TempDir()
	path := write(t, "x.xlsx", rawXLSX(t, "<worksheet><sheetData>"+data.String()+"</sheetData></worksheet>", sst.String()))
	f, err := Open(t.Context(), path, Options{TempDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for row, err := range f.Tables[0].Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if c := row.Cells[0].Text; c[0] != byte('0'+(count-row.Number)%10) || len(c) != 1<<20-1 {
			t.Fatalf("row %d begins with %q", row.Number, c[:1])
		}
		rows++
	}
	if rows != count {
		t.Errorf("%d rows", rows)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestEncryptedWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := inventedWorkbook(t).SaveAs(path, excelize.Options{Password: "secret"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("got %v", err)
	}
}

// The same long text in every row makes a real workbook unpack further than any other does; it is read all the same,
// while one that unpacks as far as only a bomb does is not.
func TestRepeatedTexts(t *testing.T) {
	const rows, letters = 20_000, 4000
	book := excelize.NewFile()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(4000, 143))
	var invented strings.Builder // without a pattern that would pack better than what people write
	for invented.Len() < letters {
		invented.WriteByte("abcdefghijklmnopqrstuvwxyz "[r.IntN(27)])
	}
	text := invented.String()
	for i := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), []any{i, text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	written, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if unpacked := rows * letters; unpacked < unpacksFreely || unpacked < 100*written.Len() {
		t.Fatalf("%d bytes unpack to %d: the test is about more", written.Len(), unpacked)
	}
	_, tables, err := readAll(t, write(t, "real.xlsx", written.Bytes()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := tables["real.xlsx: Sheet1"]; len(got) != rows || got[rows-1].Cells[1].Text != text {
		t.Errorf("%d rows", len(got))
	}
	bomb := rawXLSX(t, "<worksheet>"+strings.Repeat(" ", unpacksFreely)+"<sheetData/></worksheet>", "<sst/>")
	if _, _, err := readAll(t, write(t, "bomb.xlsx", bomb), Options{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d bytes of a bomb: %v", len(bomb), err)
	}
}
