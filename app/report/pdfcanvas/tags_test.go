package pdfcanvas

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// tagged returns the page operators and the file of what mark draws on a tagged
// canvas of 200 × 100 points whose corner is that of the page.
func tagged(t *testing.T, mark func(*Canvas)) (page, file string) {
	t.Helper()
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: 200, Ht: 100}})
	doc.SetCompression(false)
	tags := NewTags(doc)
	doc.AddPage()
	doc.RawWriteStr("% begin")
	mark(tags.New(0, 0, 200, 100))
	doc.RawWriteStr("% end")
	var b bytes.Buffer
	if err := tags.Output(&b); err != nil {
		t.Fatal(err)
	}
	_, page, _ = strings.Cut(b.String(), "% begin\n")
	page, _, _ = strings.Cut(page, "% end")
	return page, b.String()
}

// TestSequences reads off which marks are in which sequence; | is a mark.
func TestSequences(t *testing.T) {
	line := segment(point(1, 2), point(3, 4))
	const layout, footer = "/Artifact <</Type /Layout>> BDC ", "/Artifact <</Type /Pagination /Subtype /Footer>> BDC "
	for _, tt := range []struct {
		name string
		mark func(c *Canvas)
		want string
	}{
		{"beside all parts", func(c *Canvas) {
			c.Fill(line)
			c.Fill(line)
		}, layout + "| EMC " + layout + "| EMC "},
		{"two marks of a part", func(c *Canvas) {
			Tag(c, Part{Role: Text}, func() {
				c.Fill(line)
				c.Stroke(line)
			})
		}, "/P <</MCID 0>> BDC | | EMC "},
		{"a part without marks", func(c *Canvas) { Tag(c, Part{Role: Text}, func() {}) }, ""},
		{"decoration between parts", func(c *Canvas) {
			Tag(c, Part{Role: Section}, func() {
				Tag(c, Part{Role: Heading1}, func() { c.Fill(line) })
				c.Fill(line)
				Tag(c, Part{Role: Text}, func() { c.Fill(line) })
			})
		}, "/H1 <</MCID 0>> BDC | EMC " + layout + "| EMC /P <</MCID 1>> BDC | EMC "},
		{"a part in the middle of another", func(c *Canvas) {
			Tag(c, Part{Role: Cell}, func() {
				c.Fill(line)
				Tag(c, Part{Role: Text}, func() { c.Fill(line) })
				c.Fill(line)
			})
		}, "/TD <</MCID 0>> BDC | EMC /P <</MCID 1>> BDC | EMC /TD <</MCID 2>> BDC | EMC "},
		{"a footer, and what is in it", func(c *Canvas) {
			Tag(c, Part{Role: Footer}, func() {
				Tag(c, Part{Role: Text}, func() { c.Fill(line) })
			})
		}, footer + "| EMC "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page, _ := tagged(t, tt.mark)
			var got strings.Builder
			for _, m := range regexp.MustCompile(`(?m)^(?:.* BDC|EMC|f|S)$`).FindAllString(page, -1) {
				if m == "f" || m == "S" {
					m = "|"
				}
				got.WriteString(m + " ")
			}
			if got.String() != tt.want {
				t.Errorf("got  %s\nwant %s", got.String(), tt.want)
			}
		})
	}
}

// TestTree: which parts are in the file, in the order of the objects.
func TestTree(t *testing.T) {
	line := segment(point(1, 2), point(3, 4))
	_, file := tagged(t, func(c *Canvas) {
		Tag(c, Part{Role: List}, func() { Tag(c, Part{Role: Item}, func() {}) }) // nothing
		Tag(c, Part{Role: Row}, func() {
			Tag(c, Part{Role: Header, Scope: "Row"}, func() {}) // an empty cell keeps its place
			Tag(c, Part{Role: Cell}, func() { c.Fill(line) })
		})
		c.Translate(point(10, 20))
		c.Scale(2, 2)
		Tag(c, Part{Role: Figure, Alt: `a (b) \ Ü 🎉`, Box: vg.Rectangle{Max: point(30, 20)}}, func() { c.Fill(line) })
	})
	var got []string
	for _, m := range regexp.MustCompile(`/S /\w+ .*`).FindAllString(file, -1) {
		got = append(got, regexp.MustCompile(`/(P|Pg) \d+ 0 R |\b\d+ 0 R`).ReplaceAllString(m, "*"))
	}
	// 🎉 is U+1F389, in UTF-16 D83C DF89 (the Unicode Standard, 3.9).
	const alt = "(\xfe\xff\x00a\x00 \x00\\(\x00b\x00\\)\x00 \x00\\\\\x00 \x00\xdc\x00 \xd8\x3c\xdf\x89)"
	for i, w := range []string{
		"/S /Document */K [ * * ]>>", "/S /TR */K [ * * ]>>", "/S /TH */A <</O /Table /Scope /Row>> /K [ ]>>", "/S /TD **/K [ 0 ]>>",
		"/S /Figure **/Alt " + alt + " /A <</O /Layout /Placement /Block /BBox [10.00 20.00 70.00 60.00]>> /K [ 1 ]>>",
	} {
		if i >= len(got) || got[i] != w {
			t.Errorf("part %d\n got %q\nwant %q", i, got, w)
		}
	}
	if len(got) != 5 {
		t.Errorf("%d parts, want 5", len(got))
	}
}

// TestWordsDoNotRunTogether: lines of a tagged text end in a space, those of
// others as they are.
func TestWordsDoNotRunTogether(t *testing.T) {
	face := font.DefaultCache.Lookup(font.Font{Typeface: "Liberation", Variant: "Sans"}, 10)
	lines := func(c *Canvas) {
		Tag(c, Part{Role: Text}, func() {
			c.FillString(face, point(1, 20), "one")
			c.FillString(face, point(1, 1), "line ")
		})
	}
	page, _ := tagged(t, lines)
	if texts, _ := shown(t, page); strings.Join(texts, "") != "one line " {
		t.Errorf("%q", texts)
	}
	if texts, _ := shown(t, drawn(t, lines)); strings.Join(texts, "") != "oneline " {
		t.Errorf("without tags %q", texts)
	}
}

func TestPartsStayOnTheirPage(t *testing.T) {
	line := segment(point(1, 2), point(3, 4))
	for name, draw := range map[string]func(doc *fpdf.Fpdf, tags *Tags){
		"a page begun within a part": func(doc *fpdf.Fpdf, tags *Tags) {
			c := tags.New(0, 0, 9, 9)
			Tag(c, Part{Role: Text}, func() {
				c.Fill(line)
				doc.AddPage()
			})
		},
		"a part that goes on": func(doc *fpdf.Fpdf, tags *Tags) {
			c := tags.New(0, 0, 9, 9)
			Tag(c, Part{Role: Cell}, func() {
				c.Fill(line)
				Tag(c, Part{Role: Text}, func() {})
				doc.AddPage()
				tags.New(0, 0, 9, 9).Fill(line)
			})
		},
	} {
		doc := newDoc()
		doc.AddPage()
		tags := NewTags(doc)
		draw(doc, tags)
		if err := tags.Output(&bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "pdfcanvas: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTakeApartRefuses(t *testing.T) {
	_, whole := tagged(t, func(*Canvas) {})
	if _, err := takeApart([]byte(whole)); err != nil {
		t.Fatal(err)
	}
	for name, pdf := range map[string]string{
		"nothing":      "",
		"no end":       strings.TrimSuffix(whole, "%%EOF\n"),
		"no table":     regexp.MustCompile(`startxref\n\d+`).ReplaceAllString(whole, "startxref\n99999999"),
		"no catalogue": strings.Replace(whole, "/Root ", "/Ruth ", 1),
		"encrypted":    strings.Replace(whole, "/Root ", "/Encrypt 1 0 R /Root ", 1),
		"shifted":      "%" + whole,
	} {
		if _, err := takeApart([]byte(pdf)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
