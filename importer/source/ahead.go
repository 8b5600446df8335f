package source

import "bytes"

// ahead knows where the next quote and the next line end are. Each is looked for once, however many fields ask.
type ahead struct {
	b          []byte
	eol        byte
	last       bool
	quote, end int // len(b) when there is none; before the place that is asked about: not looked for yet
}

// from returns both places at i or after it. The end of the text ends its last line; the end of other bytes does not,
// so that end is then beyond them.
func (a *ahead) from(i int) (quote, end int) {
	if a.quote < i {
		a.quote = find(a.b, i, '"')
	}
	if a.end < i {
		if a.end = find(a.b, i, a.eol); a.end == len(a.b) && !a.last {
			a.end++
		}
	}
	return a.quote, a.end
}

// find returns the first place of c in b at i or after it, len(b) if there is none.
func find(b []byte, i int, c byte) int {
	if at := bytes.IndexByte(b[i:], c); at >= 0 {
		return i + at
	}
	return len(b)
}
