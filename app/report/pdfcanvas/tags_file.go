package pdfcanvas

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf16"
)

// Output writes the document with its tags. It is in place of the document's
// own Output, whose errors it returns.
//
// fpdf has no door for tags, so its file is taken apart into its objects, those
// of pages and the catalogue are completed, and it is put together again with
// the tree of parts. (pdfcpu could do that, too, but dates what it writes by
// the clock: the same document would give different bytes.)
func (t *Tags) Output(w io.Writer) error {
	var b bytes.Buffer
	if err := t.doc.Output(&b); err != nil {
		return err
	}
	f, err := takeApart(b.Bytes())
	if err != nil {
		return fmt.Errorf("pdfcanvas: tag the document: %w", err)
	}
	pages := f.pages()
	if len(pages) < len(t.pages) {
		return fmt.Errorf("pdfcanvas: tag the document: %d pages were drawn and %d written", len(t.pages), len(pages))
	}
	for i, page := range pages {
		f.complete(page, fmt.Sprintf("/StructParents %d /Tabs /S", i))
	}
	root := t.tree(f, pages)
	f.complete(f.catalog, fmt.Sprintf("/MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /ViewerPreferences <</DisplayDocTitle true>>", root))
	_, err = w.Write(f.assemble())
	return err
}

// tree adds the tree of parts to a file with these objects for its pages and
// returns the object of its root.
func (t *Tags) tree(f *file, pages []int) (root int) {
	root = f.add("")
	objects := make(map[*element]int)
	top := t.root.add(f, root, pages, objects)
	var parents bytes.Buffer
	for i := range pages {
		fmt.Fprintf(&parents, "\n%d [", i)
		if i < len(t.pages) {
			for _, e := range t.pages[i] {
				fmt.Fprintf(&parents, " %d 0 R", objects[e])
			}
		}
		parents.WriteString(" ]")
	}
	numbers := f.add(fmt.Sprintf("<</Nums [%s]>>", parents.String()))
	f.objects[root] = fmt.Appendf(nil, "<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>\n", top, numbers, len(pages))
	return root
}

// add adds a part and all that is in it, and returns its object.
func (e *element) add(f *file, parent int, pages []int, objects map[*element]int) (object int) {
	object = f.add("")
	objects[e] = object
	var d bytes.Buffer
	fmt.Fprintf(&d, "<</Type /StructElem /S /%s /P %d 0 R", e.Role, parent)
	if e.page > 0 {
		fmt.Fprintf(&d, " /Pg %d 0 R", pages[e.page-1])
	}
	if e.Role == Figure {
		fmt.Fprintf(&d, " /Alt %s /A <</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>>", textString(e.Alt), e.box[0], e.box[1], e.box[2], e.box[3])
	}
	if e.Role == Header {
		fmt.Fprintf(&d, " /A <</O /Table /Scope /%s>>", e.Scope)
	}
	d.WriteString(" /K [")
	for _, k := range e.kids {
		switch {
		case k.element == nil:
			fmt.Fprintf(&d, " %d", k.sequence)
		case !k.empty():
			fmt.Fprintf(&d, " %d 0 R", k.add(f, object, pages, objects))
		}
	}
	d.WriteString(" ]>>\n")
	f.objects[object] = d.Bytes()
	return object
}

// empty reports whether there is nothing in a part that would be missed: cells
// keep their place in a table even so.
func (e *element) empty() bool {
	return e.Role != Cell && e.Role != Header &&
		!slices.ContainsFunc(e.kids, func(k kid) bool { return k.element == nil || !k.empty() })
}

// textString is s as PDF writes text for people: in UTF-16.
func textString(s string) string {
	b := []byte("(\xfe\xff")
	for _, u := range utf16.Encode([]rune(s)) {
		for _, c := range [...]byte{byte(u >> 8), byte(u)} {
			switch c {
			case '(', ')', '\\':
				b = append(b, '\\', c)
			case '\r': // which would be read as a line break
				b = append(b, `\r`...)
			default:
				b = append(b, c)
			}
		}
	}
	return string(append(b, ')'))
}

// file is a PDF in its parts.
type file struct {
	objects [][]byte // by their numbers, without the frame; the first is none
	catalog int
	info    int
}

var (
	startXref = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
	xrefEntry = regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`)
	reference = regexp.MustCompile(`/(Root|Info) (\d+) 0 R`)
)

// takeApart takes a file apart that fpdf wrote. It knows no others.
func takeApart(pdf []byte) (*file, error) {
	m := startXref.FindSubmatch(pdf)
	if m == nil {
		return nil, fmt.Errorf("the file has no end")
	}
	table, err := strconv.Atoi(string(m[1]))
	if err != nil || table >= len(pdf) {
		return nil, fmt.Errorf("the file has no table of objects at %s", m[1])
	}
	if bytes.Contains(pdf[table:], []byte("/Encrypt ")) {
		return nil, fmt.Errorf("the file is encrypted")
	}
	f := &file{objects: make([][]byte, 1)}
	for _, m := range reference.FindAllSubmatch(pdf[table:], -1) {
		n, _ := strconv.Atoi(string(m[2]))
		if string(m[1]) == "Root" {
			f.catalog = n
		} else {
			f.info = n
		}
	}
	begins, ends := []int{0}, []int{table}
	for _, m := range xrefEntry.FindAllSubmatch(pdf[table:], -1) {
		at, _ := strconv.Atoi(string(m[1]))
		begins, ends = append(begins, at), append(ends, at)
	}
	slices.Sort(ends)
	for n := 1; n < len(begins); n++ {
		i, _ := slices.BinarySearch(ends, begins[n]+1)
		if begins[n] == 0 || i == len(ends) {
			return nil, fmt.Errorf("the file lacks its object %d", n)
		}
		object, begun := bytes.CutPrefix(pdf[begins[n]:ends[i]], fmt.Appendf(nil, "%d 0 obj\n", n))
		object, ended := bytes.CutSuffix(object, []byte("endobj\n"))
		if !begun || !ended {
			return nil, fmt.Errorf("the object %d of the file is none", n)
		}
		f.objects = append(f.objects, object)
	}
	if f.catalog == 0 || f.catalog >= len(f.objects) || f.info >= len(f.objects) {
		return nil, fmt.Errorf("the file has no catalogue")
	}
	return f, nil
}

// pages returns the objects of the pages, which fpdf writes in their order.
func (f *file) pages() (all []int) {
	for n, object := range f.objects {
		if bytes.HasPrefix(object, []byte("<</Type /Page\n")) {
			all = append(all, n)
		}
	}
	return all
}

// complete puts more entries into an object that is a dictionary.
func (f *file) complete(object int, entries string) {
	f.objects[object] = bytes.Replace(f.objects[object], []byte("<<"), []byte("<<"+entries+"\n"), 1)
}

// add adds an object and returns its number.
func (f *file) add(object string) int {
	f.objects = append(f.objects, []byte(object))
	return len(f.objects) - 1
}

// assemble returns the file as bytes. It says of itself that it is of version
// 1.7, the first in which the footers of pages can be told from other
// decoration.
func (f *file) assemble() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\u00b5\u00b6\n")
	var table bytes.Buffer
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects))
	for n, object := range f.objects[1:] {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%sendobj\n", n+1, object)
	}
	at := b.Len()
	b.Write(table.Bytes())
	fmt.Fprintf(&b, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n>>\nstartxref\n%d\n%%%%EOF\n", len(f.objects), f.catalog, f.info, at)
	return b.Bytes()
}
