package source

import (
	"bytes"
	"context"
	"strings"
)

// kind is what a file's first bytes say it is.
type kind int

const (
	kindText kind = iota
	kindZIP       // also XLSX, which is a ZIP with certain entries
	kindOLE       // Microsoft's compound file: old XLS, encrypted XLSX, Word …
	kindOldXLS
	kindPDF
	kindPicture
	kindPacked // gzip, 7z, RAR
	kindRTF
)

var signatures = []struct {
	bytes string
	kind  kind
}{
	{"PK\x03\x04", kindZIP},
	{"PK\x05\x06", kindZIP}, // a ZIP without entries
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", kindOLE},
	{"\x09\x00\x04\x00", kindOldXLS}, // BIFF2 to BIFF5 without the compound file around it
	{"\x09\x02\x06\x00", kindOldXLS},
	{"\x09\x04\x06\x00", kindOldXLS},
	{"\x09\x08\x08\x00", kindOldXLS},
	{"\x09\x08\x10\x00", kindOldXLS},
	{"%PDF-", kindPDF},
	{"\x89PNG\r\n", kindPicture},
	{"\xFF\xD8\xFF", kindPicture},
	{"GIF8", kindPicture},
	{"\x1F\x8B\x08", kindPacked},
	{"7z\xBC\xAF\x27\x1C", kindPacked},
	{"Rar!\x1A\x07", kindPacked},
	{"{\\rtf", kindRTF},
}

func kindOf(head []byte) kind {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.bytes)) {
			return s.kind
		}
	}
	return kindText
}

// tablesOf lists the tables of one part that is not a plain ZIP. The census is
// only looked at for text.
func (f *File) tablesOf(ctx context.Context, k kind, p part, c *census) ([]*Table, error) {
	switch k {
	case kindText:
		table, err := openText(ctx, p, c, f.opts)
		if err != nil {
			return nil, err
		}
		return []*Table{table}, nil
	case kindOLE:
		return openXLS(p, f.opts)
	case kindOldXLS:
		return nil, p.oldWorkbook()
	case kindPDF:
		return nil, p.notATable(PDF)
	case kindPicture:
		return nil, p.notATable(Picture)
	case kindPacked:
		return nil, p.notATable(Packed)
	case kindRTF:
		return nil, p.notATable(TextDocument)
	case kindZIP:
	}
	return nil, p.notATable(NotATable)
}

func (p part) oldWorkbook() error {
	return p.fail(Error{
		Err:     ErrOldFormat,
		Problem: OldWorkbook,
	})
}

// refuseMarkup recognises texts that are no tables although their names often
// say so; many tools call a web page with a table in it ".xls".
func (p part) refuseMarkup(start string) error {
	s := strings.ToLower(strings.TrimLeft(start[:min(len(start), 4096)], " \t\r\n\ufeff"))
	switch {
	case strings.HasPrefix(s, "<?xml") && strings.Contains(s, "excel.sheet"),
		strings.HasPrefix(s, "<workbook"):
		return p.notATable(XML2003)
	case strings.HasPrefix(s, "<!doctype html"), strings.HasPrefix(s, "<html"), strings.HasPrefix(s, "<table"),
		strings.HasPrefix(s, "<meta"), strings.HasPrefix(s, "<head"), strings.HasPrefix(s, "<body"),
		strings.HasPrefix(s, "<style"), strings.HasPrefix(s, "<!--"), strings.HasPrefix(s, "<div"),
		strings.HasPrefix(s, "mime-version:"),
		strings.HasPrefix(s, "<?xml") && strings.Contains(s, "<html"):
		return p.notATable(WebPage)
	case strings.HasPrefix(s, "<?xml"), strings.HasPrefix(s, "<rss"), strings.HasPrefix(s, "<feed"):
		return p.notATable(XMLFile)
	}
	for _, json := range []string{"{", "["} {
		rest, ok := strings.CutPrefix(s, json)
		rest = strings.TrimLeft(rest, " \t\r\n")
		if ok && (strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "{") || rest == "}" || rest == "]") {
			return p.notATable(JSONFile)
		}
	}
	return nil
}
