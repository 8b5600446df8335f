package report_test

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// pdfFile is a PDF read by the rules of ISO 32000-1, 7, as far as files without object streams need them. It shares nothing
// with the code that writes them.
type pdfFile struct {
	testing.TB
	content []byte
	offsets map[int]int
	trailer pdfDict
}

// What objects are: numbers, names (with their slash), operators and keywords are pdfWord, strings are string.
type (
	pdfWord string
	pdfDict map[string]any
	pdfRef  int
)

func readPDF(t testing.TB, content []byte) *pdfFile {
	t.Helper()
	f := &pdfFile{TB: t, content: content, offsets: map[int]int{}}
	at := regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`).FindSubmatch(content)
	if at == nil {
		t.Fatal("the file has no end")
	}
	table := content[f.number(pdfWord(at[1])):]
	head := regexp.MustCompile(`^xref\n0 (\d+)\n`).FindSubmatch(table)
	if head == nil {
		t.Fatal("there is no table of objects where the end says")
	}
	entries := table[len(head[0]):]
	for n := range f.number(pdfWord(head[1])) {
		entry := string(entries[20*n : 20*n+20]) // of 20 bytes each
		if n > 0 && !strings.HasSuffix(entry, " 00000 n \n") {
			t.Fatalf("object %d: %q", n, entry)
		}
		f.offsets[n] = f.number(pdfWord(entry[:10]))
	}
	_, trailer, _ := bytes.Cut(entries, []byte("trailer"))
	f.trailer = (&pdfTokens{f, trailer, 0}).next().(pdfDict)
	return f
}

// get returns what an object refers to.
func (f *pdfFile) get(object any) any {
	f.Helper()
	ref, ok := object.(pdfRef)
	if !ok {
		return object
	}
	tokens := &pdfTokens{f, f.content, f.offsets[int(ref)]}
	if n, frame := tokens.next(), tokens.next(); n != pdfWord(strconv.Itoa(int(ref))) || frame != pdfWord("0") || tokens.next() != pdfWord("obj") {
		f.Fatalf("object %d does not stand where the table says", ref)
	}
	return tokens.next()
}

func (f *pdfFile) dict(object any) pdfDict {
	f.Helper()
	d, ok := f.get(object).(pdfDict)
	if !ok {
		f.Fatalf("%v is no dictionary", object)
	}
	return d
}

func (f *pdfFile) array(object any) []any {
	f.Helper()
	a, ok := f.get(object).([]any)
	if !ok {
		f.Fatalf("%v is no array", object)
	}
	return a
}

func (f *pdfFile) number(object any) int {
	f.Helper()
	n, err := strconv.Atoi(string(f.get(object).(pdfWord)))
	if err != nil {
		f.Fatal(err)
	}
	return n
}

// stream returns the bytes of a stream.
func (f *pdfFile) stream(object any) []byte {
	f.Helper()
	d := f.dict(object)
	from := f.content[f.offsets[int(object.(pdfRef))]:]
	_, from, _ = bytes.Cut(from, []byte("stream\n"))
	raw := from[:f.number(d["Length"])]
	if d["Filter"] == nil {
		return raw
	}
	z, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		f.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		f.Fatal(err)
	}
	return out
}

// pages returns the pages in their order.
func (f *pdfFile) pages() (all []pdfRef) {
	f.Helper()
	for _, kid := range f.array(f.dict(f.dict(f.trailer["Root"])["Pages"])["Kids"]) {
		all = append(all, kid.(pdfRef))
	}
	return all
}

// pdfTokens reads objects off bytes from a place on.
type pdfTokens struct {
	file    *pdfFile
	content []byte
	at      int
}

var (
	pdfSpace  = regexp.MustCompile(`^(?:[\x00\t\n\f\r ]|%[^\r\n]*)+`)
	pdfRefers = regexp.MustCompile(`^(\d+)[\s]+0[\s]+R\b`)
	pdfPlain  = regexp.MustCompile(`^/?[^\x00\t\n\f\r ()<>\[\]{}/%]+`)
)

// next returns the next object, nil at the end.
func (p *pdfTokens) next() any {
	p.at += len(pdfSpace.Find(p.content[p.at:]))
	rest := p.content[p.at:]
	switch {
	case len(rest) == 0:
		return nil
	case bytes.HasPrefix(rest, []byte("<<")):
		p.at += 2
		d := pdfDict{}
		for {
			key := p.next()
			if key == pdfWord(">>") {
				return d
			}
			d[string(key.(pdfWord)[1:])] = p.next()
		}
	case bytes.HasPrefix(rest, []byte(">>")):
		p.at += 2
		return pdfWord(">>")
	case rest[0] == '[':
		p.at++
		list := []any{}
		for {
			item := p.next()
			if item == pdfWord("]") {
				return list
			}
			list = append(list, item)
		}
	case rest[0] == ']':
		p.at++
		return pdfWord("]")
	case rest[0] == '(':
		return p.literal()
	case rest[0] == '<':
		end := bytes.IndexByte(rest, '>')
		p.at += end + 1
		raw, err := hex.DecodeString(string(rest[1:end]))
		if err != nil {
			p.file.Fatal(err)
		}
		return string(raw)
	}
	if m := pdfRefers.FindSubmatch(rest); m != nil {
		p.at += len(m[0])
		return pdfRef(p.file.number(pdfWord(m[1])))
	}
	word := pdfPlain.Find(rest)
	if word == nil {
		p.file.Fatalf("nothing that PDF knows: %.40q", rest)
	}
	p.at += len(word)
	return pdfWord(word)
}

// literal reads a string in brackets.
func (p *pdfTokens) literal() string {
	var b []byte
	depth := 0
	for {
		c := p.content[p.at]
		p.at++
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				return string(b)
			}
		case '\\':
			c = p.content[p.at]
			p.at++
			if c == 'r' {
				c = '\r'
			}
		}
		b = append(b, c)
	}
}

// fromUTF16 decodes text in UTF-16, big end first.
func fromUTF16(s string) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}
