package pdfcanvas

import (
	"fmt"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
)

// Role says what a part of a document is, by the standard structure types of
// ISO 32000-1, 14.8.4. Parts that only hold other parts come first.
type Role string

// The roles.
const (
	Document Role = "Document" // the whole; [NewTags] begins it
	Section  Role = "Sect"     // what belongs together, such as a slide
	List     Role = "L"        // holds items
	Item     Role = "LI"       // holds the body of an item
	ItemBody Role = "LBody"    // holds paragraphs
	Table    Role = "Table"    // holds rows
	Row      Role = "TR"       // holds headers and cells
	Heading1 Role = "H1"
	Heading2 Role = "H2"
	Text     Role = "P"
	Header   Role = "TH" // of a column or a row of a table
	Cell     Role = "TD"
	Figure   Role = "Figure"

	// Footer is what stands below every page. It is no part of the document:
	// whoever has it read out is not told of it.
	Footer Role = "Footer"
)

// holds reports whether a part of this role holds parts and no marks.
func (r Role) holds() bool {
	switch r {
	case Document, Section, List, Item, ItemBody, Table, Row:
		return true
	}
	return false
}

// Part is a part of a document.
type Part struct {
	Role  Role
	Alt   string       // of a figure: what it shows, for those who cannot see it
	Box   vg.Rectangle // of a figure: where it is on its canvas
	Scope string       // of a header: what it is of, "Column" or "Row"
}

// Tags keep what a document's marks mean beside how they look, so that it can
// be read aloud, put into other forms and searched as it was written: a tagged
// PDF (ISO 32000-1, 14.7 and 14.8).
//
//	tags := pdfcanvas.NewTags(doc)
//	doc.AddPage()
//	c := tags.New(0, 0, w, h)
//	pdfcanvas.Tag(c, pdfcanvas.Part{Role: pdfcanvas.Section}, func() {
//		pdfcanvas.Tag(c, pdfcanvas.Part{Role: pdfcanvas.Heading1}, func() { … })
//	})
//	err := tags.Output(w)
//
// Parts are read in the order in which they are begun. All that is drawn on a
// canvas of New is in a part or marked as decoration; what else draws on the
// pages of doc is in neither.
type Tags struct {
	doc   *fpdf.Fpdf
	root  *element
	at    *element     // the part that is being drawn
	open  int          // the page with a sequence of marks that is not closed, 0: none
	pages [][]*element // per page, whose the sequences of marks on it are
}

// element is a part with what is in it.
type element struct {
	Part
	page int       // on which its marks are, 0: it has none
	box  []float64 // of a figure, on the page
	kids []kid     // in reading order
}

// kid is a part, or else a sequence of marks by its number on the page.
type kid struct {
	*element
	sequence int
}

// NewTags returns the tags of a document, which has nothing in it so far.
func NewTags(doc *fpdf.Fpdf) *Tags {
	root := &element{Part: Part{Role: Document}}
	return &Tags{doc: doc, root: root, at: root}
}

// New returns a canvas as [New] does, whose marks are tagged.
func (t *Tags) New(x, y, w, h vg.Length) *Canvas {
	c := New(t.doc, x, y, w, h)
	c.tags = t
	return c
}

// Tag calls draw, whose marks on c are those of a part. Parts that are begun
// within it are parts of it. What is drawn in a part that only holds others,
// such as the rules of a table, and beside all parts is decoration.
//
// On a canvas that keeps no tags it only calls draw. A part must end on the
// page on which it was drawn; else there is an error of the document.
func Tag(c vg.Canvas, p Part, draw func()) {
	on, ok := c.(*Canvas)
	if !ok || on.tags == nil {
		draw()
		return
	}
	t, before := on.tags, on.tags.at
	if before.Role == Footer { // whose parts nobody is told of
		draw()
		return
	}
	t.close()
	e := &element{Part: p}
	if p.Role == Figure {
		e.box = on.onPage(p.Box)
	}
	if p.Role != Footer {
		before.kids = append(before.kids, kid{element: e})
	}
	t.at = e
	draw()
	t.close()
	t.at = before
}

// begin opens a sequence of marks where none is open. Decoration is one, too.
func (t *Tags) begin() {
	if t.open > 0 {
		return
	}
	t.open = t.doc.PageNo()
	switch e := t.at; {
	case e.Role == Footer:
		t.doc.RawWriteStr("/Artifact <</Type /Pagination /Subtype /Footer>> BDC")
	case e.Role.holds():
		t.doc.RawWriteStr("/Artifact <</Type /Layout>> BDC")
	default:
		for len(t.pages) < t.open {
			t.pages = append(t.pages, nil)
		}
		if e.page != 0 && e.page != t.open {
			t.doc.SetErrorf("pdfcanvas: a part of page %d went on on page %d", e.page, t.open)
		}
		of := &t.pages[t.open-1]
		e.page = t.open
		e.kids = append(e.kids, kid{sequence: len(*of)})
		t.doc.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", e.Role, len(*of)))
		*of = append(*of, e)
	}
}

// close closes the sequence of marks that is open.
func (t *Tags) close() {
	if t.open == 0 {
		return
	}
	if t.open != t.doc.PageNo() {
		t.doc.SetErrorf("pdfcanvas: page %d was left within one of its parts", t.open)
	}
	t.open = 0
	t.doc.RawWriteStr("EMC")
}

// onPage returns where a rectangle of the canvas lies on the page: left,
// bottom, right and top in points.
func (c *Canvas) onPage(r vg.Rectangle) []float64 {
	m := c.state().matrix
	var box []float64
	for _, x := range []vg.Length{r.Min.X, r.Max.X} {
		for _, y := range []vg.Length{r.Min.Y, r.Max.Y} {
			px := m.A*x.Points() + m.C*y.Points() + m.E
			py := m.B*x.Points() + m.D*y.Points() + m.F
			if box == nil {
				box = []float64{px, py, px, py}
			}
			box[0], box[1], box[2], box[3] = min(box[0], px), min(box[1], py), max(box[2], px), max(box[3], py)
		}
	}
	return box
}
