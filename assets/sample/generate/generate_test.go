package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// committed is the folder of the exports in the repository.
const committed = "../exports"

// regenerate writes the sample into a temporary folder and returns the folder
// of its exports.
func regenerate(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "exports")
	if err := run(out, false); err != nil {
		t.Fatal(err)
	}
	return out
}

// files lists the files below a folder, with slashes.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		name, err := filepath.Rel(folder, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// parts returns the contents of a ZIP (or XLSX) by name: another release of Go
// may compress the same content into other bytes.
func parts(t *testing.T, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		found[f.Name] = string(b)
	}
	return found
}

func TestRegeneratedEqualsCommitted(t *testing.T) {
	fresh := regenerate(t)
	var want []string
	for _, name := range files(t, committed) {
		if !strings.HasSuffix(name, ".xls") { // see TestOldExcel
			want = append(want, name)
		}
	}
	if diff := cmp.Diff(want, files(t, fresh)); diff != "" {
		t.Fatalf("files (-committed +fresh):\n%s", diff)
	}
	for _, name := range append(want, "../truth.json", "../labels.csv") {
		old, now := read(t, committed+"/"+name), read(t, fresh+"/"+name)
		switch filepath.Ext(name) {
		case ".zip", ".xlsx":
			if !cmp.Equal(parts(t, old), parts(t, now)) {
				t.Errorf("%s differs in its parts: run go run ./assets/sample/generate", name)
			}
		default:
			if !bytes.Equal(old, now) {
				t.Errorf("%s differs: run go run ./assets/sample/generate", name)
			}
		}
	}
}

func TestOldExcel(t *testing.T) {
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	book, err := w.linkedinWorkbook(firstExport)
	if err != nil {
		t.Fatal(err)
	}
	const again = "run go run ./assets/sample/generate -xls"
	source, err := cellsFingerprint(book)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(read(t, "../xls.source.sha256"))); got != source {
		t.Errorf("the old Excel file was made from another workbook: %s", again)
	}
	content := read(t, committed+"/"+oldExcel)
	if !bytes.HasPrefix(content, []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		t.Fatal("not an OLE2 file")
	}
	if _, err := exec.LookPath("soffice"); err != nil || testing.Short() {
		t.Skip("cells are compared where LibreOffice is installed")
	}
	folder := t.TempDir()
	modern, err := soffice(folder, "xlsx", filepath.FromSlash(committed+"/"+oldExcel))
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{"Metrics", "All posts"} {
		if diff := cmp.Diff(sheetOf(t, book, sheet), sheetOf(t, read(t, modern), sheet)); diff != "" {
			t.Errorf("%s differs, %s (-made +old):\n%.2000s", sheet, again, diff)
		}
	}
}

// sheetOf returns the cells of a worksheet, rows without empty cells at the end.
func sheetOf(t *testing.T, book []byte, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// rowsOf reads a CSV of the exports.
func rowsOf(t *testing.T, name string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(read(t, committed+"/"+name), []byte(byteOrderMark))))
	r.Comma = comma
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return rows
}

func TestFirstLinesAreTheDocumentedOnes(t *testing.T) {
	facebookLine := byteOrderMark + `"Post ID","Page ID","Page name",Title,Description,"Duration (sec)","Publish time","Caption type",Permalink,"Is crosspost","Is share","Post type",Languages,"Custom labels","Funded content status","Data comment",Date,Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,"Total clicks","Other Clicks","Link Clicks","Matched Audience Targeting Consumption (Photo Click)","Seconds viewed","Average Seconds viewed"`
	instagramLine := byteOrderMark + `"Post ID","Account ID","Account username","Account name",Description,"Duration (sec)","Publish time",Permalink,"Post type","Data comment",Date,Views,Reach,Likes,Shares,Follows,Comments,Saves`
	generic := "organisation,channel,platform,published_at,url,text,form,topic,promotional,boosted,reach,impressions,views,reactions,comments,shares,saves,clicks,followers_at_post"
	tests := []struct{ file, line string }{
		{"facebook/Oct-01-2024_Sep-30-2025_1043267712.csv", facebookLine},
		{"facebook/Jul-01-2025_Sep-30-2026_1187204455.csv", facebookLine},
		{"instagram/Oct-01-2024_Sep-30-2025_1043271908.csv", instagramLine},
		{"instagram/Oct-01-2025_Sep-30-2026_1187209316.csv", instagramLine},
		{"own/other-channels-2024-2026.csv", strings.ReplaceAll(generic, ",", ";")},
		{"competitors/competitor-posts-2024-2026.csv", generic},
		{"manifest.csv", "file,exported_on"},
	}
	for _, tt := range tests {
		line, _, _ := strings.Cut(string(read(t, committed+"/"+tt.file)), "\n")
		if line != tt.line {
			t.Errorf("%s begins\n%s\nwant\n%s", tt.file, line, tt.line)
		}
	}
	youtube := parts(t, read(t, committed+"/youtube/Content 2024-10-01_2026-10-08 Ahornberg Hospital.zip"))
	lines := strings.Split(youtube["Table data.csv"], "\n")
	if want := "Content,Video title,Video publish time,Duration,Likes,Comments added,Shares,Views,Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)"; lines[0] != want {
		t.Errorf("YouTube begins %s", lines[0])
	}
	if !strings.HasPrefix(lines[1], "Total,,,,") {
		t.Errorf("YouTube's second line is %s, want the total", lines[1])
	}
}

// TestOnlyInventedAddresses makes sure that no link, handle or video belongs
// to anybody.
func TestOnlyInventedAddresses(t *testing.T) {
	address := regexp.MustCompile(`https?://[^\s",;<]+`)
	invented := regexp.MustCompile(`\.example(_|\b)|_example(_|\b)|watch\?v=inv`)
	seen := 0
	check := func(name, content string) {
		for _, a := range address.FindAllString(content, -1) {
			if strings.HasPrefix(a, "http://schemas.") || strings.HasPrefix(a, "http://purl.org/") || strings.HasPrefix(a, "http://www.w3.org/") {
				continue // names inside Excel's own XML
			}
			seen++
			if !invented.MatchString(a) {
				t.Fatalf("%s: %s", name, a)
			}
		}
	}
	for _, name := range files(t, committed) {
		content := read(t, committed+"/"+name)
		switch filepath.Ext(name) {
		case ".csv":
			check(name, string(content))
		case ".zip", ".xlsx":
			for part, text := range parts(t, content) {
				check(name+" "+part, text)
			}
		}
	}
	if seen < 4000 {
		t.Errorf("only %d addresses seen", seen)
	}
	for _, row := range csvRows(t, parts(t, read(t, committed+"/youtube/Content 2024-10-01_2026-10-08 Ahornberg Hospital.zip"))["Table data.csv"])[2:] {
		if !strings.HasPrefix(row[0], "inv") {
			t.Errorf("video %s", row[0])
		}
	}
}

func csvRows(t *testing.T, content string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestOverlap: the third quarter of 2025 is in both Facebook files, and what
// was counted has only grown.
func TestOverlap(t *testing.T) {
	older := map[string][]string{}
	for _, row := range rowsOf(t, "facebook/Oct-01-2024_Sep-30-2025_1043267712.csv", ',')[1:] {
		older[row[0]] = row
	}
	both, grown := 0, 0
	views, reactions := column(facebookHeader, "Views"), column(facebookHeader, "Reactions")
	for _, row := range rowsOf(t, "facebook/Jul-01-2025_Sep-30-2026_1187204455.csv", ',')[1:] {
		before, ok := older[row[0]]
		if !ok {
			continue
		}
		both++
		if row[4] != before[4] || row[6] != before[6] {
			t.Errorf("post %s differs in text or time", row[0])
		}
		if number(t, row[views]) < number(t, before[views]) || number(t, row[reactions]) < number(t, before[reactions]) {
			t.Errorf("post %s has shrunk", row[0])
		}
		if number(t, row[views]) > number(t, before[views]) {
			grown++
		}
	}
	if both < 35 || grown < both*9/10 {
		t.Errorf("%d posts in both files, %d of them grown", both, grown)
	}
}

func column(header []string, name string) int {
	for i, h := range header {
		if h == name {
			return i
		}
	}
	panic("no column " + name)
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return 0
	}
	n := 0.0
	for _, c := range s {
		if c < '0' || c > '9' {
			t.Fatalf("%q is no count", s)
		}
		n = 10*n + float64(c-'0')
	}
	return n
}
