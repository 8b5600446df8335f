package report_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"auscult/app/language"
	"auscult/app/report"
)

// paints are the operators that leave a mark (ISO 32000-1, table 51, and those that show text, pictures and shadings).
var paints = strings.Fields(`S s f F f* B B* b b* sh Do EI Tj TJ ' "`)

// pageText reads a page's marks: per sequence, by its number, its role and its text. It holds that sequences are balanced and do
// not nest, that each has its own number, and that nothing is painted outside of them and of decoration.
func pageText(f *pdfFile, page pdfRef) (roles, texts []string, decoration string) {
	f.Helper()
	tokens := &pdfTokens{f, f.stream(f.dict(page)["Contents"]), 0}
	var operands []any
	id, open, saved := -1, false, 0
	for token := tokens.next(); token != nil; token = tokens.next() {
		word, ok := token.(pdfWord)
		if !ok || strings.ContainsAny(string(word[:1]), "/+-.0123456789") {
			operands = append(operands, token)
			continue
		}
		switch {
		case word == "BDC" || word == "BMC":
			if open || saved != 0 {
				f.Errorf("page %d: a sequence of marks in another, or within a graphics state", page)
			}
			open, id = true, -1
			if operands[0] == pdfWord("/Artifact") {
				break
			}
			id = f.number(operands[1].(pdfDict)["MCID"])
			if id != len(roles) {
				f.Errorf("page %d: sequence %d is numbered %d", page, len(roles), id)
			}
			roles, texts = append(roles, string(operands[0].(pdfWord)[1:])), append(texts, "")
		case word == "EMC":
			if !open || saved != 0 {
				f.Errorf("page %d: a sequence ends that was not begun, or within a graphics state", page)
			}
			open = false
		case word == "q":
			saved++
		case word == "Q":
			saved--
		case slices.Contains(paints, string(word)):
			if !open {
				f.Errorf("page %d: %s paints outside of marks and decoration", page, word)
			}
		}
		if word == "TJ" || word == "Tj" {
			text := ""
			shown, several := operands[0].([]any)
			if !several {
				shown = operands
			}
			for _, part := range shown { // between them, how far to move
				if s, ok := part.(string); ok {
					text += fromUTF16(s)
				}
			}
			if id >= 0 && open {
				texts[id] += text
			} else {
				decoration += text
			}
		}
		operands = nil
	}
	if open || saved != 0 {
		f.Errorf("page %d ends within a sequence of marks or a graphics state", page)
	}
	return roles, texts, decoration
}

// outline reads a tagged PDF as one who cannot see it does: a line per part with its depth, role and text, in the order of
// the tree, per page. It holds that each sequence of marks stands in the tree once, on its page, with its role, and that
// the way back from the page to the part is the same.
func outline(f *pdfFile) (lines [][]string) {
	f.Helper()
	catalog := f.dict(f.trailer["Root"])
	if f.dict(catalog["MarkInfo"])["Marked"] != pdfWord("true") {
		f.Error("the file does not say that it is tagged")
	}
	pages := f.pages()
	number := map[pdfRef]int{}
	roles, texts := make([][]string, len(pages)), make([][]string, len(pages))
	owners := make([][]any, len(pages))
	tree := f.dict(catalog["StructTreeRoot"])
	parents := f.array(f.dict(tree["ParentTree"])["Nums"])
	for i, page := range pages {
		number[page] = i
		d := f.dict(page)
		if d["Tabs"] != pdfWord("/S") {
			f.Errorf("page %d is not stepped through in the order of its structure", i+1)
		}
		roles[i], texts[i], _ = pageText(f, page)
		at := slices.Index(parents, any(d["StructParents"]))
		if at < 0 || at%2 != 0 {
			f.Fatalf("page %d has no way from its marks to their parts", i+1)
		}
		owners[i] = f.array(parents[at+1])
		if len(owners[i]) != len(roles[i]) {
			f.Errorf("page %d: %d marks and %d ways to their parts", i+1, len(roles[i]), len(owners[i]))
		}
	}
	lines = make([][]string, len(pages))
	seen := map[string]bool{}
	at := 0 // the page of the section that is read
	var walk func(ref, parent any, depth int)
	walk = func(ref, parent any, depth int) {
		e := f.dict(ref)
		if e["P"] != parent {
			f.Errorf("part %v does not know the part it is in", ref)
		}
		role := string(e["S"].(pdfWord)[1:])
		line := strings.Repeat(" ", depth) + role
		if attributes, ok := e["A"]; ok {
			if scope := f.dict(attributes)["Scope"]; scope != nil {
				line += " of " + string(scope.(pdfWord)[1:])
			}
		}
		if role == "Figure" {
			alt, _ := e["Alt"].(string)
			line += ": " + words(fromUTF16(alt))
			checkBox(f, f.array(f.dict(e["A"])["BBox"]))
		}
		if page, ok := e["Pg"]; ok {
			at = number[page.(pdfRef)]
		}
		mine := len(lines[at])
		if depth > 0 {
			lines[at] = append(lines[at], line)
		}
		said := ""
		for _, kid := range f.array(e["K"]) {
			if _, ok := kid.(pdfRef); ok {
				walk(kid, ref, depth+1)
				continue
			}
			id := f.number(kid)
			key := fmt.Sprint(at, " ", id)
			if seen[key] || id >= len(roles[at]) || roles[at][id] != role || owners[at][id] != ref {
				f.Fatalf("marks %d of page %d, which are of %v, stand in part %v, of %s; seen before: %t", id, at+1, roles[at], ref, role, seen[key])
			}
			seen[key] = true
			said += texts[at][id]
		}
		if role != "Figure" && words(said) != "" {
			lines[at][mine] += ": " + words(said)
		}
		if role == "Sect" {
			at++
		}
	}
	walk(tree["K"], f.dict(f.trailer["Root"])["StructTreeRoot"], 0)
	all := 0
	for _, r := range roles {
		all += len(r)
	}
	if len(seen) != all {
		f.Errorf("%d of %d sequences of marks stand in the tree", len(seen), all)
	}
	return lines
}

// checkBox holds that a figure lies on the page, of 960 × 540 points.
func checkBox(f *pdfFile, box []any) {
	f.Helper()
	var at [4]float64
	for i := range at {
		at[i], _ = strconv.ParseFloat(string(box[i].(pdfWord)), 64)
	}
	if at[0] < 0 || at[1] < 0 || at[2] > 960 || at[3] > 540 || at[0] >= at[2] || at[1] >= at[3] {
		f.Errorf("a figure at %v", at)
	}
}

// words is text as it is read, whatever its lines.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }

// readAloud is what a slide should be read as.
func readAloud(s report.Slide, heading string) []string {
	lines := []string{" Sect", "  " + heading + ": " + words(s.Headline)}
	say := func(depth int, role, text string) {
		line := strings.Repeat(" ", depth) + role
		if text != "" {
			line += ": " + words(text)
		}
		lines = append(lines, line)
	}
	paragraph := func(depth int, text string) {
		if text != "" {
			say(depth, "P", text)
		}
	}
	paragraph(2, s.Subtitle)
	if s.Cover || s.Figure != nil {
		for _, line := range s.Lines {
			paragraph(2, line)
		}
	}
	switch {
	case s.Cover:
	case s.Figure != nil:
		say(2, "Figure", s.Figure.Describe())
	case s.Table != nil:
		say(2, "Table", "")
		for i, row := range s.Table {
			say(3, "TR", "")
			for j, text := range row {
				switch {
				case i == 0:
					say(4, "TH of Column", text)
				case j == 0:
					say(4, "TH of Row", text)
				default:
					say(4, "TD", text)
				}
			}
		}
	case len(s.Lines) > 0:
		say(2, "L", "")
		for _, line := range s.Lines {
			say(3, "LI", "")
			say(4, "LBody", "")
			what, why, _ := strings.Cut(line, "\n")
			paragraph(5, what)
			paragraph(5, why)
		}
	}
	paragraph(2, s.Source)
	return lines
}

// TestPDFIsTagged holds that who has the review read aloud is told every slide in the order it is seen, as what it is.
func TestPDFIsTagged(t *testing.T) {
	year := buildYear(t, language.French)
	coverless := year
	coverless.Slides = year.Slides[1:]
	for name, tt := range map[string]struct {
		deck    report.Deck
		heading string // of the slides after the first
	}{
		"a quarter": {build(t, language.German), "H2"}, "a year": {year, "H2"}, "without a cover": {coverless, "H1"},
	} {
		t.Run(name, func(t *testing.T) {
			f := readPDF(t, written(t, tt.deck, report.PDF)["review.pdf"])
			var want [][]string
			tables, figures := 0, 0
			for i, s := range tt.deck.Slides {
				heading := tt.heading
				if i == 0 {
					heading = "H1"
				}
				want = append(want, readAloud(s, heading))
				if s.Table != nil {
					tables++
				}
				if s.Figure != nil {
					figures++
				}
			}
			if diff := cmp.Diff(want, outline(f)); diff != "" || tables == 0 || figures == 0 {
				t.Errorf("%d tables, %d figures; not as it should be read (-want +got):\n%s", tables, figures, diff)
			}
		})
	}
}

// TestPDFDecoration holds that footers and page numbers are left out when a review is read aloud.
func TestPDFDecoration(t *testing.T) {
	deck := build(t, language.English)
	f := readPDF(t, written(t, deck, report.PDF)["review.pdf"])
	for i, page := range f.pages() {
		want := ""
		if i > 0 {
			want = fmt.Sprintf("%s · %s %d", deck.Author, deck.Title, i+1)
		}
		if _, _, decoration := pageText(f, page); words(decoration) != want {
			t.Errorf("page %d: %q, want %q", i+1, decoration, want)
		}
	}
}

// TestPDFSaysWhatItIs holds that title, language and bookmarks can be read by programs.
func TestPDFSaysWhatItIs(t *testing.T) {
	deck := build(t, language.French)
	deck.Title = `Q3 <2026> & (more) \`
	f := readPDF(t, written(t, deck, report.PDF)["review.pdf"])
	catalog := f.dict(f.trailer["Root"])
	if catalog["Lang"] != "fr" || f.dict(catalog["ViewerPreferences"])["DisplayDocTitle"] != pdfWord("true") {
		t.Errorf("language %v, preferences %v", catalog["Lang"], catalog["ViewerPreferences"])
	}
	if title := fromUTF16(f.dict(f.trailer["Info"])["Title"].(string)); title != deck.Title {
		t.Errorf("title %q", title)
	}
	var xmp struct {
		Title    string `xml:"RDF>Description>title>Alt>li"`
		Creator  string `xml:"RDF>Description>creator>Seq>li"`
		Language string `xml:"RDF>Description>language>Bag>li"`
		Created  string `xml:"RDF>Description>CreateDate"`
	}
	if err := xml.Unmarshal(f.stream(catalog["Metadata"]), &xmp); err != nil {
		t.Fatal(err)
	}
	if xmp.Title != deck.Title || xmp.Creator != deck.Author || xmp.Language != "fr" || xmp.Created != deck.Date.Format("2006-01-02T15:04:05") {
		t.Errorf("%+v", xmp)
	}
	var bookmarks []string
	for next := f.dict(catalog["Outlines"])["First"]; next != nil; next = f.dict(next)["Next"] {
		bookmarks = append(bookmarks, fromUTF16(f.dict(next)["Title"].(string)))
	}
	var headlines []string
	for _, s := range deck.Slides {
		headlines = append(headlines, s.Headline)
	}
	if diff := cmp.Diff(headlines, bookmarks); diff != "" {
		t.Errorf("bookmarks (-want +got):\n%s", diff)
	}
}

// TestPDFReadByPoppler holds that another program reads the same out of the tags, where it is installed.
func TestPDFReadByPoppler(t *testing.T) {
	pdfinfo, err := exec.LookPath("pdfinfo")
	if err != nil {
		t.Skip("without pdfinfo (poppler-utils) nobody else reads the tags")
	}
	deck := buildYear(t, language.German)
	path := filepath.Join(t.TempDir(), "review.pdf")
	if err := os.WriteFile(path, written(t, deck, report.PDF)["review.pdf"], 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(pdfinfo, "-struct-text", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	rest := words(string(out))
	for _, s := range deck.Slides {
		for _, text := range []string{s.Headline, s.Subtitle, s.Source} {
			_, after, found := strings.Cut(rest, words(text))
			if !found {
				t.Fatalf("slide %s: %q is not read after what stands before", s.Name, text)
			}
			rest = after
		}
	}
	if strings.Count(string(out), "Figure") == 0 || strings.Contains(string(out), "Syntax Error") {
		t.Errorf("poppler reads\n%.2000s", out)
	}
}
