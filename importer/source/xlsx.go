package source

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"sync"
)

// XLSX is read here and not through excelize, because that library's streaming
// reader gives texts without the cell's type and style (a date cannot be told
// from a number), holds the whole package in memory, and takes a sheet that
// breaks off for one that ends. The tests compare with what excelize and
// LibreOffice write.

// isPackage tells a document of an office suite from an ordinary ZIP.
func isPackage(z *zip.Reader) bool {
	for i, entry := range z.File {
		if entry.Name == "[Content_Types].xml" || i == 0 && entry.Name == "mimetype" || strings.HasSuffix(entry.Name, ".iwa") {
			return true
		}
	}
	return false
}

// Bounds on the lists of a workbook that are kept in memory.
const (
	maxSheets = 1000
	maxStyles = 100_000
)

// workbook is an open XLSX.
type workbook struct {
	part    part
	zip     *zip.Reader
	opts    Options
	scratch *scratch

	from1904     bool
	stylesPath   string
	stringsPath  string
	loading      sync.Mutex
	styles       []timeFormat // by cell style
	stylesLoaded bool
	strings      *stringTable // nil until loaded
}

func openPackage(ctx context.Context, p part, z *zip.Reader, s *scratch, opts Options) ([]*Table, error) {
	w := &workbook{part: p, zip: z, opts: opts, scratch: s}
	if !p.budget.covers(z.File) {
		return nil, p.tooLarge(nil)
	}
	for _, entry := range z.File {
		if entry.Flags&1 != 0 {
			return nil, p.encrypted()
		}
	}
	root, err := w.relations(ctx, "")
	if err != nil {
		return nil, p.damaged(err)
	}
	main := "xl/workbook.xml"
	for _, rel := range root {
		if rel.is("officeDocument") {
			main = rel.target
		}
	}
	if err := w.refuseOthers(main); err != nil {
		return nil, err
	}
	return w.tables(ctx, main)
}

// refuseOthers tells the other documents that are ZIPs inside.
func (w *workbook) refuseOthers(main string) error {
	if w.entry(main) != nil && strings.HasSuffix(strings.ToLower(main), ".xml") {
		if strings.HasPrefix(main, "word/") || strings.HasPrefix(main, "ppt/") {
			return w.part.notATable(OfficeDocument)
		}
		return nil
	}
	for _, entry := range w.zip.File {
		switch {
		case strings.HasSuffix(entry.Name, "workbook.bin"):
			return w.part.notATable(BinaryWorkbook)
		case entry.Name == "mimetype":
			return w.part.notATable(OpenDocument)
		case strings.HasSuffix(entry.Name, ".iwa"):
			return w.part.notATable(NumbersDocument)
		}
	}
	return w.part.damaged(errors.New("no workbook part " + main))
}

func (w *workbook) entry(name string) *zip.File {
	for _, entry := range w.zip.File {
		if strings.EqualFold(strings.TrimPrefix(strings.ReplaceAll(entry.Name, `\`, "/"), "/"), name) {
			return entry
		}
	}
	return nil
}

// openXML opens one part of the package. Its tokens are bounded, since the XML
// decoder would hold a text of any length.
func (w *workbook) openXML(ctx context.Context, name string) (*xmlReader, error) {
	entry := w.entry(name)
	if entry == nil {
		return nil, errors.New("missing part " + name)
	}
	r, err := entry.Open()
	if err != nil {
		return nil, err
	}
	return newXMLReader(contextReader{ctx, &cappedReader{r, w.opts.MaxUnpacked}}, r, w.opts.MaxField), nil
}

// relation is one line of a .rels part.
type relation struct{ id, kind, target string }

func (r relation) is(kind string) bool { return strings.HasSuffix(r.kind, "/"+kind) }

// relations lists what the part called name refers to; "" is the package itself.
func (w *workbook) relations(ctx context.Context, name string) ([]relation, error) {
	dir, base := path.Split(name)
	rels := dir + "_rels/" + base + ".rels"
	if w.entry(rels) == nil {
		return nil, nil
	}
	x, err := w.openXML(ctx, rels)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	var list []relation
	for {
		start, err := x.nextStart()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		if start.Name.Local != "Relationship" || len(list) > 2*maxSheets {
			continue
		}
		rel := relation{id: attr(start, "Id"), kind: attr(start, "Type"), target: attr(start, "Target")}
		if strings.HasPrefix(rel.target, "/") {
			rel.target = strings.TrimPrefix(path.Clean(rel.target), "/")
		} else {
			rel.target = path.Join(dir, rel.target)
		}
		list = append(list, rel)
	}
}

// tables lists the sheets of the workbook; diagrams on sheets of their own are
// left out, hidden sheets are not.
func (w *workbook) tables(ctx context.Context, main string) ([]*Table, error) {
	rels, err := w.relations(ctx, main)
	if err != nil {
		return nil, w.part.damaged(err)
	}
	byID := map[string]relation{}
	for _, rel := range rels {
		byID[rel.id] = rel
		switch {
		case rel.is("styles"):
			w.stylesPath = rel.target
		case rel.is("sharedStrings"):
			w.stringsPath = rel.target
		}
	}
	x, err := w.openXML(ctx, main)
	if err != nil {
		return nil, w.part.damaged(err)
	}
	defer x.Close()
	var tables []*Table
	listed := map[string]bool{}
	for {
		start, err := x.nextStart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, w.part.damaged(err)
		}
		switch start.Name.Local {
		case "workbookPr":
			w.from1904 = isTrue(attr(start, "date1904"))
		case "sheet":
			rel := byID[attr(start, "id")]
			// A sheet listed a thousand times would be read a thousand times.
			key := strings.ToLower(rel.target)
			if !rel.is("worksheet") || listed[key] {
				continue
			}
			listed[key] = true
			if len(tables) == maxSheets {
				return nil, w.part.tooLarge(nil)
			}
			tables = append(tables, w.table(attr(start, "name"), attr(start, "state"), rel.target))
		}
	}
	if len(tables) == 0 {
		return nil, w.part.notATable(NoSheets)
	}
	return tables, nil
}

func (w *workbook) table(sheet, state, target string) *Table {
	p := w.part
	p.name += ": " + sheet
	return &Table{
		Name: p.name, Base: p.base, Sheet: sheet,
		Hidden:  state == "hidden" || state == "veryHidden",
		ModTime: p.modTime, From1904: w.from1904,
		rows: sheetRows{workbook: w, part: p, path: target}.rows,
	}
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// attr gives an attribute by its name without prefix, so that transitional and
// strict files read alike.
func attr(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
