package report

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
	"auscult/app/report/ooxml"
	"auscult/app/report/pdfcanvas"
)

// writePDF draws the deck as one PDF with a bookmark per slide. It is tagged: its headings, texts, lists, tables and figures
// can be told apart and read aloud in their order, figures by their description. It is dated by its data, not by the clock, so that the
// same deck gives the same bytes.
func writePDF(ctx context.Context, d Deck, s chart.Style) ([]File, error) {
	doc := newPDF(d, float64(pageWidth), float64(pageHeight))
	tags := pdfcanvas.NewTags(doc)
	for _, p := range d.pages() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		doc.AddPage()
		doc.SetFont(pdfcanvas.Sans, "", 12) // bookmarks are encoded by the current font
		doc.Bookmark(p.Headline, 0, 0)
		p.Draw(draw.New(tags.New(0, 0, pageWidth, pageHeight)), s)
	}
	var b bytes.Buffer
	if err := tags.Output(&b); err != nil {
		return nil, fmt.Errorf("compose the PDF: %w", err)
	}
	return []File{{"review.pdf", b.Bytes()}}, nil
}

// newPDF begins a document of pages of a size in points, with what the deck says of itself.
func newPDF(d Deck, width, height float64) *fpdf.Fpdf {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: width, Ht: height}})
	doc.SetCatalogSort(true)
	dated := d.Date
	if dated.IsZero() { // without figures; fpdf would take the clock's time
		dated = time.Unix(0, 0).UTC()
	}
	doc.SetCreationDate(dated)
	doc.SetModificationDate(dated)
	doc.SetTitle(d.Title, true)
	doc.SetAuthor(d.Author, true)
	doc.SetCreator("Auscult", true)
	doc.SetLang(d.Language)
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetXmpMetadata(metadata(d, dated))
	pdfcanvas.RegisterFonts(doc)
	return doc
}

// metadata is the document's title, language and dates again, in the form in which programs that catalogue documents read
// them (XMP, ISO 16684-1).
func metadata(d Deck, dated time.Time) []byte {
	const date = "2006-01-02T15:04:05" // without a zone, as fpdf writes it elsewhere in the file
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">` +
		`<dc:format>application/pdf</dc:format>`)
	fmt.Fprintf(&b, `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>`, ooxml.Escape(d.Title))
	if d.Author != "" {
		fmt.Fprintf(&b, `<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>`, ooxml.Escape(d.Author))
	}
	if d.Language != "" {
		fmt.Fprintf(&b, `<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>`, ooxml.Escape(d.Language))
	}
	fmt.Fprintf(&b, `<xmp:CreatorTool>Auscult</xmp:CreatorTool><xmp:CreateDate>%[1]s</xmp:CreateDate><xmp:ModifyDate>%[1]s</xmp:ModifyDate>`, dated.Format(date))
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}
