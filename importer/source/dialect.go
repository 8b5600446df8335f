package source

import (
	"bytes"
	"strings"
)

// dialect is how a CSV marks its cells and rows.
type dialect struct {
	sep, eol byte
	sepLine  bool // the first record is Excel's "sep=;" and no row
}

// separators are in the order of preference among equals: a comma may also be a
// decimal comma or part of a text.
var separators = []byte{';', '\t', '|', ','}

// detectDialect looks at the start of a text, of which whole says that it is all.
func detectDialect(sample []byte, whole bool) dialect {
	d := dialect{eol: lineEnd(sample)}
	first, rest, _ := bytes.Cut(sample, []byte{d.eol})
	if sep, ok := separatorLine(string(first)); ok {
		d.sep, d.sepLine = sep, true
		return d
	}
	d.sep = ','
	var best tally
	for _, sep := range separators {
		t := tallyOf(sample, sep, d.eol, whole || len(rest) == 0)
		if t.mode >= 2 && (best.mode == 0 || t.better(best)) {
			best, d.sep = t, sep
		}
	}
	return d
}

// separatorLine reads Excel's first line `sep=;`, with or without quotes.
func separatorLine(line string) (byte, bool) {
	line = strings.Trim(strings.TrimRight(line, "\r "), `"`)
	if len(line) != 5 || !strings.EqualFold(line[:4], "sep=") {
		return 0, false
	}
	sep := line[4]
	return sep, sep < 0x80 && sep != '"' && sep != '\r' && sep != '\n'
}

// lineEnd is LF, unless lone CRs outside quotes say that an old Mac wrote this.
func lineEnd(sample []byte) byte {
	quoted := false
	lf, cr := 0, 0
	for i, b := range sample {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '\n':
			lf++
		case b == '\r' && (i+1 == len(sample) || sample[i+1] != '\n'):
			cr++
		}
	}
	if cr > lf {
		return '\r'
	}
	return '\n'
}

// tally is how well a separator explains the first rows.
type tally struct {
	mode    int // the commonest number of fields, among rows with at least two
	header  int // the first row with that number
	agree   int // rows with that number
	records int // rows from the header on that are not empty
}

// regular means that most rows below the header have its number of fields.
func (t tally) regular() bool { return t.agree*2 >= t.records }

// better decides by regularity, then by the earlier header (a row of decimal
// commas does not make the header above it comma-separated), then by agreement,
// then by columns.
func (t tally) better(o tally) bool {
	if t.regular() != o.regular() {
		return t.regular()
	}
	if t.regular() && t.header != o.header {
		return t.header < o.header
	}
	if a, b := t.agree*o.records, o.agree*t.records; a != b {
		return a > b
	}
	return t.mode > o.mode
}

const (
	tallyRecords = 200
	tallyColumns = 16384
)

func tallyOf(sample []byte, sep, eol byte, whole bool) tally {
	s := &recordScanner{sep: sep, eol: eol, maxField: len(sample), maxColumns: tallyColumns}
	var widths []int
	for i := 0; i < len(sample) && len(widths) < tallyRecords; {
		n, f := s.scan(sample[i:], whole)
		if f == unfinished {
			break // the last record of the sample is cut off
		}
		if f != sound {
			// The scanner skips one line; so does the sample.
			n = bytes.IndexByte(sample[i:], eol) + 1
			if n == 0 {
				break
			}
			i += n
			continue
		}
		widths = append(widths, len(s.fields))
		i += n
	}
	return tallyWidths(widths)
}

func tallyWidths(widths []int) tally {
	count := map[int]int{}
	var t tally
	for _, w := range widths {
		if w >= 2 {
			count[w]++
			if c := count[w]; c > t.agree || c == t.agree && w > t.mode {
				t.mode, t.agree = w, c
			}
		}
	}
	for i, w := range widths {
		if t.records == 0 && w != t.mode {
			continue
		}
		if t.records == 0 {
			t.header = i
		}
		if w > 0 {
			t.records++
		}
	}
	return t
}
