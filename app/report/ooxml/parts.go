// Package ooxml answers: how do pictures with numbers get into files of PowerPoint and Excel as charts that can be edited?
// It writes the parts of Office Open XML (ECMA-376) that no library served does: native charts with dots and ranges, and
// the package of parts itself, the same bytes for the same content.
//
//	var p ooxml.Parts
//	p.Add("ppt/charts/chart1.xml", ooxml.Chart(data, ooxml.Place{Sheet: "Chart"}, look))
//	err := p.WriteTo(file)
package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Head begins every part.
const Head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// contentTypes is the part that lists the types of the others.
const contentTypes = "[Content_Types].xml"

// Parts are the parts of a package in the making, by their names.
type Parts struct {
	names    []string
	contents map[string][]byte
}

// Add adds a part, or replaces it.
func (p *Parts) Add(name string, content []byte) {
	if p.contents == nil {
		p.contents = map[string][]byte{}
	}
	if _, known := p.contents[name]; !known {
		p.names = append(p.names, name)
	}
	p.contents[name] = content
}

// AddText adds a part of XML, with its head.
func (p *Parts) AddText(name, content string) { p.Add(name, []byte(Head+content)) }

// Names returns the parts' names in the order in which they are written: the list of their types first, as programs expect
// that read from the beginning, then by name.
func (p *Parts) Names() []string {
	names := slices.Clone(p.names)
	slices.SortFunc(names, func(a, b string) int {
		switch {
		case a == contentTypes:
			return -1
		case b == contentTypes:
			return 1
		}
		return strings.Compare(a, b)
	})
	return names
}

// epoch dates every part: the first day that a ZIP can tell.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes the package. Errors are those of w.
func (p *Parts) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, name := range p.Names() {
		method := zip.Deflate
		if strings.HasSuffix(name, ".png") || strings.HasSuffix(name, ".xlsx") {
			method = zip.Store // packed already
		}
		part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: epoch})
		if err == nil {
			_, err = part.Write(p.contents[name])
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write the package: %w", err)
	}
	return nil
}

// Sorted returns a package with its parts, and the list of their types, in order: libraries that keep them in maps write
// another file each time. The error says that content is no package.
func Sorted(content []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("sort a package: %w", err)
	}
	var p Parts
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("sort a package: %w", err)
		}
		part, err := io.ReadAll(r)
		if err = errors.Join(err, r.Close()); err != nil {
			return nil, fmt.Errorf("sort a package: %w", err)
		}
		if f.Name == contentTypes {
			part = sortedTypes(part)
		}
		p.Add(f.Name, part)
	}
	var out bytes.Buffer
	err = p.Write(&out)
	return out.Bytes(), err
}

// override is a type of a part in the list of types.
var override = regexp.MustCompile(`<(Default|Override) [^>]*?(/>|></(Default|Override)>)`)

func sortedTypes(list []byte) []byte {
	found := override.FindAll(list, -1)
	if len(found) == 0 {
		return list
	}
	slices.SortFunc(found, bytes.Compare) // defaults come first, as they should
	at := override.FindIndex(list)
	rest := override.ReplaceAll(list, nil)
	return slices.Concat(rest[:at[0]], bytes.Join(found, nil), rest[at[0]:])
}

// Escape makes words fit for XML: without letters that it does not allow.
func Escape(words string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return ' '
		case r < ' ' || r == utf8.RuneError || r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, words))) // a buffer takes all
	return b.String()
}
