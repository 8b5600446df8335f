package source

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// feedHeader names the columns of the table that a feed becomes. "published" and "updated" are as the feed writes them,
// "description" is plain text, "comments" is how many there are, where the feed counts them (RSS's Slash module).
var feedHeader = []string{"link", "title", "published", "updated", "description", "comments"}

const (
	feedLink = iota
	feedTitle
	feedPublished
	feedUpdated
	feedDescription
	feedComments
)

// feedElements says which column an element inside an <item> or <entry> fills. Where several fill one, the first counts.
// Names are without their prefix, except where other modules use the same ones.
var feedElements = map[string]int{
	"link": feedLink, "title": feedTitle, "pubDate": feedPublished, "published": feedPublished, "dc:date": feedPublished,
	"updated": feedUpdated, "description": feedDescription, "summary": feedDescription, "slash:comments": feedComments,
}

// maxFeedDepth is how deep the elements of a feed may nest: real ones need six.
const maxFeedDepth = 100

// feedStart finds the first element of a text that may be XML, past declaration, comments and document type.
var feedStart = regexp.MustCompile(`^\s*(?:<\?[^>]*\?>\s*|<!--(?:[^-]|-[^-])*-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>\s*)*<(rss|feed)[\s>]`)

// isFeed reports whether a text begins as an RSS or Atom feed.
func isFeed(sample []byte) bool { return feedStart.Match(sample[:min(len(sample), 4096)]) }

// feedTable is an RSS or Atom feed as a table: one row per item, under a row of names.
type feedTable struct {
	text text
	opts Options
}

func openFeed(p part, c *census, opts Options) *Table {
	t := feedTable{newText(p, c, opts), opts}
	return &Table{Name: p.name, Base: p.base, Encoding: t.text.encoding, ModTime: p.modTime, Replaced: t.text.replaced(c), rows: t.rows}
}

func (t feedTable) rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		raw, err := t.text.open()
		if err != nil {
			yield(Row{}, t.text.part.damaged(err))
			return
		}
		x := newXMLReader(contextReader{ctx, raw}, raw, t.opts.MaxField)
		defer x.Close()
		// The text is UTF-8 by now, whatever the declaration says. Entities of HTML are no part of XML, but feeds hold
		// them; entities that a document type declares are never resolved, so that none can grow.
		x.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
		x.Entity = xml.HTMLEntity
		x.Strict = true
		if !yield(feedRow(1, feedHeader), nil) {
			return
		}
		depth := 0
		for number := 2; ; {
			token, err := x.token()
			switch {
			case errors.Is(err, io.EOF) && depth == 0:
				return
			case err != nil:
				yield(Row{}, t.text.part.damaged(unexpectedEnd(err)))
				return
			}
			switch token := token.(type) {
			case xml.StartElement:
				if token.Name.Local != "item" && token.Name.Local != "entry" {
					if depth++; depth > maxFeedDepth {
						yield(Row{}, t.text.part.damaged(errTooDeep))
						return
					}
					continue
				}
				cells, err := t.item(x)
				if err != nil {
					yield(Row{}, t.text.part.damaged(err))
					return
				}
				if !yield(feedRow(number, cells), nil) {
					return
				}
				number++
			case xml.EndElement:
				depth = max(0, depth-1)
			}
		}
	}
}

var errTooDeep = errors.New("elements nest too deep")

// item reads one item, whose start has been read, to its end.
func (t feedTable) item(x *xmlReader) ([]string, error) {
	cells := make([]string, len(feedHeader))
	depth := 0
	for {
		token, err := x.token()
		if err != nil {
			return nil, unexpectedEnd(err)
		}
		switch token := token.(type) {
		case xml.EndElement:
			if depth--; depth < 0 {
				return cells, nil
			}
		case xml.StartElement:
			column, wanted := feedElements[qualified(token.Name)]
			if depth++; depth > maxFeedDepth {
				return nil, errTooDeep
			}
			if !wanted || depth > 1 || cells[column] != "" {
				continue
			}
			if href := attribute(token, "href"); column == feedLink && href != "" { // Atom
				if rel := attribute(token, "rel"); rel == "" || rel == "alternate" {
					cells[column] = strings.TrimSpace(href)
				}
				if len(cells[column]) > t.opts.MaxField {
					return nil, ErrTooLarge
				}
				continue
			}
			text, err := x.text(nil, t.opts.MaxField)
			if err != nil {
				return nil, err
			}
			depth--
			cells[column] = strings.TrimSpace(string(text))
			if column == feedTitle || column == feedDescription {
				cells[column] = plainText(cells[column])
			}
			if len(cells[column]) > t.opts.MaxField { // a few letters are longer than the entities they are written as
				return nil, ErrTooLarge
			}
		}
	}
}

// qualified is an element's name, with the prefix where it is one of a module that we read.
func qualified(n xml.Name) string {
	if n.Space == "" || n.Space == "atom" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// plainText takes the letters out of HTML, with blanks where elements part them.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return strings.Join(strings.Fields(s), " ")
	}
	var b strings.Builder
	hidden := 0
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			b.WriteByte(' ')
			t := z.Token()
			if t.Data == "script" || t.Data == "style" {
				switch t.Type {
				case html.StartTagToken:
					hidden++
				case html.EndTagToken:
					hidden = max(0, hidden-1)
				}
			}
		}
	}
}

func feedRow(number int, texts []string) Row {
	cells := make([]Cell, len(texts))
	for i, text := range texts {
		cells[i] = Cell{Text: text}
		if text != "" {
			cells[i].Kind = Text
		}
	}
	return Row{Number: number, Cells: cells}
}
