package report

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"auscult/app/chart"
	"auscult/app/report/ooxml"
)

// The namespaces of a presentation, and the beginning of what its parts are called.
const (
	slideSpaces = ` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	types     = "application/vnd.openxmlformats-officedocument."
)

// writePowerPoint writes the deck as one presentation: its words are text in placeholders of a master, its figures charts
// that can be edited where PowerPoint can draw them and else pictures of vectors, with their description as alternative
// text. The same deck gives the same bytes. The parts follow ECMA-376, part 1, 13 and 19.
func writePowerPoint(ctx context.Context, d Deck, s chart.Style) ([]File, error) {
	p := &presentation{deck: d, style: s, types: map[string]string{}}
	p.master()
	for i, page := range d.pages() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := p.addSlide(page, i+1); err != nil {
			return nil, fmt.Errorf("slide %q: %w", page.Name, err)
		}
	}
	p.finish()
	var out bytes.Buffer
	if err := p.parts.Write(&out); err != nil {
		return nil, err
	}
	return []File{{"review.pptx", out.Bytes()}}, nil
}

// presentation is a presentation in the making.
type presentation struct {
	deck   Deck
	style  chart.Style
	parts  ooxml.Parts
	types  map[string]string // of parts whose ending does not say it
	order  []string          // of the keys of types
	charts int
	images int
}

// add adds a part of XML of a type.
func (p *presentation) add(name, kind, content string) {
	p.parts.AddText(name, content)
	p.typed(name, kind)
}

func (p *presentation) typed(name, kind string) {
	if _, known := p.types[name]; !known {
		p.order = append(p.order, name)
	}
	p.types[name] = kind
}

// links are the relations of a part, in the order in which they were added.
type links struct{ lines []string }

// add adds a relation and returns its name.
func (l *links) add(kind, target string) string {
	id := fmt.Sprintf("rId%d", len(l.lines)+1)
	if !strings.Contains(kind, "/") {
		kind = relations + kind
	}
	l.lines = append(l.lines, fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"/>`, id, kind, ooxml.Escape(target)))
	return id
}

func (l *links) String() string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(l.lines, "") + `</Relationships>`
}

// finish adds what names all the others.
func (p *presentation) finish() {
	var root, links links
	root.add("officeDocument", "ppt/presentation.xml")
	root.add("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
	root.add("extended-properties", "docProps/app.xml")
	p.parts.AddText("_rels/.rels", root.String())

	master := links.add("slideMaster", "slideMasters/slideMaster1.xml")
	notes := links.add("notesMaster", "notesMasters/notesMaster1.xml")
	var slides strings.Builder
	for i := range p.deck.Slides {
		id := links.add("slide", fmt.Sprintf("slides/slide%d.xml", i+1))
		fmt.Fprintf(&slides, `<p:sldId id="%d" r:id="%s"/>`, 256+i, id)
	}
	links.add("theme", "theme/theme1.xml")
	links.add("presProps", "presProps.xml")
	links.add("tableStyles", "tableStyles.xml")
	p.add("ppt/presentation.xml", types+"presentationml.presentation.main+xml", `<p:presentation`+slideSpaces+` saveSubsetFonts="1">`+
		`<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="`+master+`"/></p:sldMasterIdLst>`+
		`<p:notesMasterIdLst><p:notesMasterId r:id="`+notes+`"/></p:notesMasterIdLst>`+
		`<p:sldIdLst>`+slides.String()+`</p:sldIdLst>`+
		fmt.Sprintf(`<p:sldSz cx="%d" cy="%d"/><p:notesSz cx="6858000" cy="9144000"/>`, emu(float64(pageWidth)), emu(float64(pageHeight)))+
		`</p:presentation>`)
	p.parts.AddText("ppt/_rels/presentation.xml.rels", links.String())
	p.add("ppt/presProps.xml", types+"presentationml.presProps+xml", `<p:presentationPr`+slideSpaces+`/>`)
	p.add("ppt/tableStyles.xml", types+"presentationml.tableStyles+xml",
		`<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>`)
	at := p.deck.dated().Format(time.RFC3339)
	p.add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
		`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`+
			` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
			`<dc:title>`+ooxml.Escape(p.deck.Title)+`</dc:title><dc:creator>`+ooxml.Escape(p.deck.Author)+`</dc:creator><dc:language>`+tag(p.deck.Language)+`</dc:language>`+
			`<dcterms:created xsi:type="dcterms:W3CDTF">`+at+`</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">`+at+`</dcterms:modified></cp:coreProperties>`)
	p.add("docProps/app.xml", types+"extended-properties+xml",
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Auscult</Application><Company>`+
			ooxml.Escape(p.deck.Author)+`</Company></Properties>`)

	var list strings.Builder
	list.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`)
	for _, ending := range [][2]string{
		{"rels", "application/vnd.openxmlformats-package.relationships+xml"},
		{"xml", "application/xml"},
		{"png", "image/png"},
		{"svg", "image/svg+xml"},
		{"xlsx", types + "spreadsheetml.sheet"},
	} {
		fmt.Fprintf(&list, `<Default Extension="%s" ContentType="%s"/>`, ending[0], ending[1])
	}
	for _, name := range p.order {
		fmt.Fprintf(&list, `<Override PartName="/%s" ContentType="%s"/>`, name, p.types[name])
	}
	list.WriteString(`</Types>`)
	p.parts.AddText("[Content_Types].xml", list.String())
}

// emu turns points into the unit of presentations, of which a point has 12,700.
func emu(points float64) int { return int(points*12700 + 0.5) }
