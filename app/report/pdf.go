package report

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
	"auscult/app/report/pdfcanvas"
)

// writePDF draws the deck as one PDF with a bookmark per slide. It is dated by its data, not by the clock, so that the
// same deck gives the same bytes.
func writePDF(ctx context.Context, d Deck, s chart.Style) ([]file, error) {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: float64(pageWidth), Ht: float64(pageHeight)}})
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
	pdfcanvas.RegisterFonts(doc)
	for _, p := range d.pages() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		doc.AddPage()
		doc.SetFont(pdfcanvas.Sans, "", 12) // bookmarks are encoded by the current font
		doc.Bookmark(p.Headline, 0, 0)
		p.Draw(draw.New(pdfcanvas.New(doc, 0, 0, pageWidth, pageHeight)), s)
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		return nil, fmt.Errorf("compose the PDF: %w", err)
	}
	return []file{{"review.pdf", b.Bytes()}}, nil
}
