package source

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// xmlReader reads XML token by token with bounded memory.
type xmlReader struct {
	*xml.Decoder
	io.Closer
	rein *rein
}

// rein lets the decoder read only so many bytes for one token.
type rein struct {
	r             io.Reader
	left, perTurn int
}

func (r *rein) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := r.r.Read(p)
	r.left -= n
	return n, err
}

func newXMLReader(r io.Reader, c io.Closer, maxField int) *xmlReader {
	// An escaped letter takes up to six bytes; the rest is for what the decoder
	// reads ahead.
	perTurn := 6*maxField + 64<<10
	limits := &rein{r: r, left: perTurn, perTurn: perTurn}
	d := xml.NewDecoder(limits)
	return &xmlReader{Decoder: d, Closer: c, rein: limits}
}

// token gives the next start, end or text. Names are not matched with their ends,
// which would cost twice the time; the readers count what they need.
func (x *xmlReader) token() (xml.Token, error) {
	x.rein.left = x.rein.perTurn
	return x.RawToken()
}

func (x *xmlReader) nextStart() (xml.StartElement, error) {
	for {
		t, err := x.token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := t.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// text appends the characters up to the end of the element just started to buf,
// nested elements included.
func (x *xmlReader) text(buf []byte, maxLen int) ([]byte, error) {
	for depth := 1; ; {
		t, err := x.token()
		if err != nil {
			return buf, unexpectedEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth == 0 {
				return buf, nil
			}
		case xml.CharData:
			if len(buf)+len(t) > maxLen {
				return buf, ErrTooLarge
			}
			buf = append(buf, t...)
		}
	}
}

// richText appends the text of a <si> or <is>: its <t>, or the <t> of its runs,
// without the phonetic hints <rPh> that Japanese workbooks carry.
func (x *xmlReader) richText(buf []byte, maxLen int) ([]byte, error) {
	phonetic := 0
	for depth := 1; ; {
		t, err := x.token()
		if err != nil {
			return buf, unexpectedEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "rPh" || phonetic > 0:
				phonetic++
				depth++
			case t.Name.Local == "t":
				if buf, err = x.text(buf, maxLen); err != nil {
					return buf, err
				}
			default:
				depth++
			}
		case xml.EndElement:
			phonetic = max(0, phonetic-1)
			if depth--; depth == 0 {
				return buf, nil
			}
		}
	}
}

func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// unescape resolves Excel's own escapes: characters that XML cannot hold are
// written as _x000D_, and a real "_x000D_" as "_x005F_x000D_".
func unescape(s string) string {
	i := strings.Index(s, "_x")
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i < len(s) && i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		if r, n := escaped(s); n > 0 {
			b.WriteRune(r)
			s = s[n:]
		} else {
			b.WriteByte(s[0])
			s = s[1:]
		}
		i = strings.Index(s, "_x")
	}
	b.WriteString(s)
	return b.String()
}

// escaped reads one _xHHHH_, or two that make one letter, at the start of s.
func escaped(s string) (rune, int) {
	const n = len("_x0000_")
	unit := func(s string) (rune, bool) {
		if len(s) < n || s[:2] != "_x" || s[n-1] != '_' {
			return 0, false
		}
		v, err := strconv.ParseUint(s[2:n-1], 16, 16)
		return rune(v), err == nil
	}
	r, ok := unit(s)
	switch {
	case !ok || r == 0:
		return 0, 0
	case utf16.IsSurrogate(r):
		if second, ok := unit(s[n:]); ok {
			if pair := utf16.DecodeRune(r, second); pair != utf8.RuneError {
				return pair, 2 * n
			}
		}
		return utf8.RuneError, n
	}
	return r, n
}
