package report_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/report"
)

// written writes a deck in one format and returns the files' contents by their names.
func written(t testing.TB, deck report.Deck, format report.Format) map[string][]byte {
	t.Helper()
	paths, err := report.Write(context.Background(), t.TempDir(), deck, []report.Format{format}, nil)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, path := range paths {
		if files[filepath.Base(path)], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// partsOf unpacks a package, and holds that every part of XML is well-formed and that every relation leads to a part.
func partsOf(t testing.TB, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err = errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	for name, text := range parts {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Relationship" {
				checkRelation(t, parts, name, start)
			}
		}
	}
	return parts
}

func checkRelation(t testing.TB, parts map[string]string, name string, of xml.StartElement) {
	target, outside := "", false
	for _, a := range of.Attr {
		switch a.Name.Local {
		case "Target":
			target = a.Value
		case "TargetMode":
			outside = a.Value == "External"
		}
	}
	at := path.Join(path.Dir(path.Dir(name)), target)
	if strings.HasPrefix(target, "/") {
		at = target[1:]
	}
	if _, there := parts[at]; !there && !outside {
		t.Errorf("%s leads to %s, which is not there", name, at)
	}
}

func TestPowerPoint(t *testing.T) {
	for _, l := range language.All() {
		deck := buildYear(t, l)
		deck.Slides[1].Note = "Pause here."
		content := written(t, deck, report.PowerPoint)["review.pptx"]
		if again := written(t, deck, report.PowerPoint)["review.pptx"]; !bytes.Equal(content, again) {
			t.Errorf("%s: the same deck gives different bytes", l)
		}
		parts := partsOf(t, content)
		charts, pictures := 0, 0
		for i, s := range deck.Slides {
			slide := parts["ppt/slides/slide"+itoa(i+1)+".xml"]
			for _, want := range append([]string{s.Headline}, s.Lines...) {
				for part := range strings.SplitSeq(want, "\n") {
					if !strings.Contains(slide, "<a:t>"+escaped(part)+"</a:t>") {
						t.Errorf("%s %s: no text %q", l, s.Name, part)
					}
				}
			}
			if n := strings.Count(slide, "<a:rPr"); n != strings.Count(slide, `<a:rPr lang="`) {
				t.Errorf("%s %s: words without their language", l, s.Name)
			}
			if !s.Cover && !strings.Contains(slide, `type="slidenum"`) {
				t.Errorf("%s %s: no page number", l, s.Name)
			}
			notes := parts["ppt/notesSlides/notesSlide"+itoa(i+1)+".xml"]
			for _, want := range append([]string{s.Note}, s.Notes...) {
				if !strings.Contains(notes, escaped(want)) {
					t.Errorf("%s %s: the notes lack %q", l, s.Name, want)
				}
			}
			switch {
			case s.Figure == nil:
			case chart.DataOf(s.Figure) != nil:
				charts += len(chart.DataOf(s.Figure))
				if !strings.Contains(slide, `descr="`+escaped(chart.DataOf(s.Figure)[0].Words)) {
					t.Errorf("%s %s: a chart without alternative text", l, s.Name)
				}
			default:
				pictures++
				if !strings.Contains(slide, `descr="`+escaped(s.Figure.Describe())) {
					t.Errorf("%s %s: a picture without alternative text", l, s.Name)
				}
			}
		}
		if charts < 6 || parts["ppt/charts/chart"+itoa(charts)+".xml"] == "" || parts["ppt/charts/chart"+itoa(charts+1)+".xml"] != "" {
			t.Errorf("%s: want %d charts that can be edited, six at least", l, charts)
		}
		if parts["ppt/media/image"+itoa(pictures)+".svg"] == "" || parts["ppt/media/image"+itoa(pictures)+".png"] == "" {
			t.Errorf("%s: want %d pictures as vectors and as pixels", l, pictures)
		}
		book, err := excelize.OpenReader(strings.NewReader(parts["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"]))
		if err != nil {
			t.Fatalf("the numbers of a chart: %v", err)
		}
		if rows, err := book.GetRows("Sheet1"); err != nil || len(rows) < 3 {
			t.Errorf("%s: the workbook of a chart has %d rows, %v", l, len(rows), err)
		}
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// escaped is text as it stands in XML.
func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(strings.ReplaceAll(text, "\n", " ")))
	return b.String()
}

func TestExcel(t *testing.T) {
	for _, l := range language.All() {
		deck := buildYear(t, l)
		content := written(t, deck, report.Excel)["review.xlsx"]
		if again := written(t, deck, report.Excel)["review.xlsx"]; !bytes.Equal(content, again) {
			t.Errorf("%s: the same deck gives different bytes", l)
		}
		parts := partsOf(t, content)
		if parts["xl/charts/chart1.xml"] == "" {
			t.Errorf("%s: no charts", l)
		}
		book, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		overview, err := book.GetRows(book.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		flat := strings.Join(slices.Concat(overview...), "\n")
		for _, want := range []string{deck.Title, "Spital Übermut", language.New(l).T("sample.invented")} {
			if !strings.Contains(flat, want) {
				t.Errorf("%s: the overview lacks %q", l, want)
			}
		}
		for _, s := range deck.Sheets {
			checkSheet(t, book, s)
			panes, err := book.GetPanes(s.Title)
			if err != nil || !panes.Freeze || panes.YSplit != 4 {
				t.Errorf("%s: the header is not frozen: %+v, %v", s.Title, panes, err)
			}
		}
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	}
}

// checkSheet holds that a sheet has the figures of the deck with all their digits, and shows them as they are written
// everywhere, as far as a number format of the reader's own language can.
func checkSheet(t *testing.T, book *excelize.File, s report.Sheet) {
	t.Helper()
	raw, err := book.GetRows(s.Title, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := book.GetRows(s.Title)
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer(",", "", ".", "", "\u00a0", "", "\u202f", "", "’", "", `"`, "")
	for i, row := range s.Rows {
		for j, v := range row {
			if !v.Numeric {
				continue
			}
			got, err := strconv.ParseFloat(raw[4+i][j], 64) // the library rounds to the 15 digits that Excel shows
			if err != nil || math.Abs(got-v.Number) > 1e-13*math.Abs(v.Number) {
				t.Errorf("%s row %d, %s: %v, want %v", s.Name, i+1, s.Columns[j], got, v.Number)
			}
			if got := shown[4+i][j]; plain.Replace(got) != plain.Replace(v.Text) && v.Number < 1000 && v.Number > -1000 {
				t.Errorf("%s row %d, %s: shown as %q, written as %q", s.Name, i+1, s.Columns[j], got, v.Text)
			}
		}
	}
}

func TestSheetsAreHarmless(t *testing.T) {
	nasty := []string{`=HYPERLINK("http://x.example")`, "+1", "-1+cmd", "@SUM(A1)", "\tx", "\rx"}
	deck := report.Deck{Title: "=1+1", Author: "@x", Language: "en", Slides: []report.Slide{{Name: "title", Cover: true, Headline: "=1"}}}
	s := report.Sheet{Name: "forms", Title: "Forms", Headline: "=2+2", Columns: []string{"=3"}}
	for _, text := range nasty {
		s.Rows = append(s.Rows, []report.Value{{Text: text}})
	}
	deck.Sheets = []report.Sheet{s}
	parts := partsOf(t, written(t, deck, report.Excel)["review.xlsx"])
	for name, part := range parts {
		if strings.HasPrefix(name, "xl/worksheets/") && strings.Contains(part, "<f>") {
			t.Errorf("%s has a formula", name)
		}
	}
	for _, text := range append(nasty, "=1+1", "=2+2", "=3") {
		if strings.Contains(parts["xl/sharedStrings.xml"], ">"+escaped(text)+"<") {
			t.Errorf("%q stands in the workbook as it is", text)
		}
	}
	table := string(written(t, deck, report.CSV)["forms.csv"])
	for line := range strings.Lines(strings.TrimPrefix(table, "\ufeff")) {
		if field := strings.Trim(line, "\"\n"); field != "" && field != "+1" && strings.ContainsRune("=+-@\t\r", rune(field[0])) {
			t.Errorf("%q stands in the CSV as it is", field)
		}
	}
}

// TestOfficeOpens holds that LibreOffice turns both files into as many pages as there are slides, where it is installed.
func TestOfficeOpens(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("without LibreOffice nobody says whether an office program opens the files")
	}
	if testing.Short() {
		t.Skip("LibreOffice takes seconds to start")
	}
	deck := build(t, language.German)
	dir := t.TempDir()
	paths, err := report.Write(t.Context(), dir, deck, []report.Format{report.PowerPoint, report.Excel}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		cmd := exec.Command(soffice, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", dir, path)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("LibreOffice does not run here: %v\n%s", err, out)
		}
		pdf, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".pdf")
		if errors.Is(err, os.ErrNotExist) {
			t.Skip("this LibreOffice lacks the program for " + filepath.Ext(path))
		}
		if err != nil {
			t.Fatal(err)
		}
		pages := bytes.Count(pdf, []byte("/Type/Page/"))
		if filepath.Ext(path) == ".pptx" && pages != len(deck.Slides) || pages < len(deck.Sheets) && filepath.Ext(path) == ".xlsx" {
			t.Errorf("%s comes out as %d pages", filepath.Base(path), pages)
		}
	}
}
