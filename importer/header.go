package importer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"auscult/importer/formats"
	"auscult/importer/source"
)

const (
	// headerWithin is how many rows may stand above the header: LinkedIn puts an explanation there, tools a title.
	headerWithin = 10
	// blocksWithin is how many rows may stand above the header of a later table in a file of several.
	blocksWithin = 5000
	// mostAbove is how many bytes of the lines above the header are looked at for the period.
	mostAbove = 64 << 10
)

// foundHeader is where a table's header was found and which format it fits; with ok false, the nearest miss.
type foundHeader struct {
	match  formats.Match
	header []string
	row    int    // the row's number; 0 in a table without a header
	above  string // the lines above it
	title  string // what stands alone in one of them, the last of such; usually nothing
	ok     bool
	aside  *formats.Aside // a table that is known and of no use was found instead
	// damage is what was wrong at or above the nearest miss, where the header may have been; nil when nothing was.
	damage *source.Error
}

// findHeader looks for a row that a format knows as its header: among the first rows, and for the formats that keep
// several tables in a file under every empty line and comment. A table without a header is recognised by what it holds.
func findHeader(ctx context.Context, table *source.Table, known []*formats.Format) (foundHeader, error) {
	var nearest foundHeader
	var damage *source.Error
	var above strings.Builder
	var first [][]string // the first rows that are not empty
	inBlocks := slices.DeleteFunc(slices.Clone(known), func(f *formats.Format) bool { return !f.Blocks })
	below := slices.DeleteFunc(slices.Clone(known), func(f *formats.Format) bool { return f.Alone })
	seen, last, title := 0, 0, ""
	begins := true // whether a new table may begin with this row
	for row, err := range table.Rows(ctx) {
		var told *source.Error
		if err != nil && (ctx.Err() != nil || !errors.As(err, &told)) {
			return foundHeader{}, err
		}
		seen++
		if seen > blocksWithin || seen > headerWithin && len(inBlocks) == 0 {
			break
		}
		if err != nil {
			// A damaged row above the header is none of our business, and below it will be refused; but it may have been
			// the header.
			if damage == nil && seen <= headerWithin {
				damage = lostHeader(told)
			}
			begins = false
			continue
		}
		header := texts(row.Cells)
		begins = begins || row.Number > last+1 // workbooks leave empty rows out
		candidates := known
		switch {
		case seen > headerWithin:
			candidates = inBlocks
		case above.Len() > 0:
			candidates = below
		}
		if seen <= headerWithin || begins {
			match, ok := formats.Recognise(header, table.Sheet, candidates)
			found := foundHeader{match: match, header: header, row: row.Number, above: above.String(), title: title, ok: ok}
			if ok {
				if len(match.Format.Titles) > 0 {
					_, found.ok = match.Format.Titled(title)
				}
				return found, nil
			}
			if found.aside = formats.RecogniseAside(header); found.aside != nil {
				return found, nil
			}
			// Without any match, the row with most names is the likeliest header to show to the person.
			if match.Found > nearest.match.Found || nearest.match.Format == nil && seen <= headerWithin && filled(header) > filled(nearest.header) {
				found.damage = damage
				nearest = found
			}
		}
		if filled(header) == 1 {
			title = strings.TrimSpace(strings.Join(header, ""))
		}
		begins = blank(row) || comment(row)
		if seen <= headerWithin && !blank(row) {
			first = append(first, trimmed(header))
		}
		if above.Len() < mostAbove {
			writeLine(&above, header)
		}
		last = row.Number
	}
	if match, ok := formats.RecogniseHeaderless(first, known); ok {
		names := make([]string, len(match.Format.Columns))
		for _, c := range match.Format.Columns {
			names[c.Place-1] = c.Names[0]
		}
		return foundHeader{match: match, header: names, ok: true}, nil
	}
	if nearest.header == nil {
		nearest.damage = damage
	}
	return nearest, nil
}

// lostHeader is what to tell when a table has no header, but damage where it may have been.
func lostHeader(damage *source.Error) *source.Error {
	if !errors.Is(damage, source.ErrBadRow) {
		return damage // says that the file is damaged
	}
	lost := *damage
	lost.Problem = source.LostHeader
	return &lost
}

// writeLine writes the row's texts, as far as a title or a comment may go.
func writeLine(b *strings.Builder, cells []string) {
	const most = 1000
	line := ""
	for _, cell := range cells {
		if len(line)+len(cell) > most {
			break
		}
		line += cell + ","
	}
	b.WriteString(line + "\n")
}

// comment reports whether the row is a comment between tables.
func comment(row source.Row) bool {
	return len(row.Cells) > 0 && strings.HasPrefix(row.Cells[0].Text, "#")
}

func texts(cells []source.Cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.Clone(c.Text)
		if mended, ok := source.Mend(out[i]); ok {
			out[i] = mended
		}
	}
	return out
}

func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(c)
	}
	return out
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}
