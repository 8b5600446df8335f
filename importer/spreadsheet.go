package importer

import (
	"regexp"
	"strings"

	"auscult/importer/formats"
	"auscult/importer/source"
)

// What spreadsheet programs do to exports that were opened in them and saved: they keep fifteen digits of a number, put
// marks in place of what they cannot compute or show, cut texts, and read letters in another encoding. Where it costs
// the identity of a post, the row is refused; everywhere else it is put right where nothing is lost, and said.
//
// Leading zeros, which they also take away, matter nowhere: no platform's identifier begins with one, and our own form
// tells posts apart by their links.

// roundedID is what spreadsheet programs make of a long number: 1.79789E+16.
var roundedID = regexp.MustCompile(`^\d([.,]\d+)?[eE]\+?\d+$`)

// keptDigits is how many digits of a number spreadsheet programs keep; they write zeros for the others.
const keptDigits = 15

// longestCell is how many letters a cell of a workbook can hold: what has as many was cut.
const longestCell = 32_767

// errorMarks are what spreadsheet programs show in place of a value, in English, German and French.
var errorMarks = map[string]bool{
	"#name?": true, "#ref!": true, "#value!": true, "#div/0!": true, "#n/a": true, "#null!": true, "#num!": true, "#spill!": true,
	"#bezug!": true, "#wert!": true, "#zahl!": true, "#überlauf!": true, "#nom?": true, "#valeur!": true, "#nul!": true, "#nombre!": true,
}

// isErrorMark reports whether a cell holds such a mark, or the hashes of a column that was too narrow.
func isErrorMark(text string) bool {
	if !strings.HasPrefix(text, "#") || len(text) > 64 {
		return false
	}
	return errorMarks[strings.ToLower(strings.TrimSpace(text))] || len(text) >= 3 && strings.Trim(text, "#") == ""
}

// idColumn looks at a column of identifiers for ones that lost their last digits: when all that have more than fifteen
// end in zeros, and so many of them that chance does not do it.
type idColumn struct {
	zeros int  // digits beyond the fifteenth, all zeros so far
	sound bool // one of them was no zero
}

// enoughZeros in a row come by chance once in a thousand files.
const enoughZeros = 3

func (c *idColumn) see(id string) {
	if len(id) <= keptDigits || strings.Trim(id, "0123456789") != "" {
		return
	}
	if strings.Trim(id[keptDigits:], "0") != "" {
		c.sound = true
	}
	c.zeros += len(id) - keptDigits
}

func (c *idColumn) truncated() bool { return c != nil && !c.sound && c.zeros >= enoughZeros }

// damagedID reports whether the cell of an identifier no longer says what it said.
func (c *column) damagedID(cell source.Cell) bool {
	id := strings.TrimSpace(cell.Text)
	switch {
	case isErrorMark(id), strings.ContainsAny(id, "eE") && roundedID.MatchString(id):
		return true
	case len(id) <= keptDigits:
		return false
	}
	return cell.Kind == source.Number || c.ids.truncated() && strings.Trim(id, "0123456789") == ""
}

// textDamage counts what happened to the texts of a table.
type textDamage struct {
	mended, misread, cut int
	marks                int
	marked               string // the first column with error marks in place of texts
	channelIDs           bool
}

func (d *textDamage) see(c *column, text string) {
	if len(text) >= longestCell {
		d.cut++
	}
	if isErrorMark(text) && c.isProse() {
		if d.marks == 0 {
			d.marked = c.name
		}
		d.marks++
	}
	if isASCII(text) {
		return
	}
	switch _, mended := source.Mend(text); {
	case mended:
		d.mended++
	case source.Misread(text):
		d.misread++
	}
}

// isProse reports whether the column holds texts that may be lost without losing the post.
func (c *column) isProse() bool {
	switch c.Field {
	case formats.Title, formats.Text, formats.Campaign, formats.NativeForm, formats.Form, formats.Topic, formats.Promotional, formats.Boosted:
		return true
	}
	return false
}

// remarkDamage tells the person what a spreadsheet program has done to the file.
func (r *Reading) remarkDamage() {
	d := r.damage
	for _, n := range []struct {
		count int
		note  Note
	}{
		{d.mended, Note{Kind: MendedTexts}},
		{d.misread, Note{Kind: MisreadTexts}},
		{d.cut, Note{Kind: CutTexts}},
		{d.marks, Note{Kind: MarkedTexts, Column: d.marked}},
	} {
		if n.count > 0 {
			n.note.Count = n.count
			r.Notes = append(r.Notes, n.note)
		}
	}
	if d.channelIDs {
		r.Notes = append(r.Notes, Note{Kind: DamagedChannelIDs, Column: r.by[formats.ChannelID].name})
	}
	if r.table.Unwrapped {
		r.Notes = append(r.Notes, Note{Kind: UnwrappedRows})
	}
	if r.table.Replaced > 0 {
		r.Notes = append(r.Notes, Note{Kind: ReplacedLetters, Count: int(r.table.Replaced)})
	}
}
