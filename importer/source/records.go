package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
)

// span is one field within the bytes of its record.
type span struct {
	from, to int
	doubled  bool // holds "" that stands for "
}

// flaw is why a record cannot be read.
type flaw int

const (
	sound flaw = iota
	unfinished
	unclosedQuote
	strayQuote
	fieldTooLong
	tooManyFields
)

// recordScanner cuts a text into records and fields. It keeps one record in
// memory and allocates nothing per field.
//
// Quotes are read leniently: one inside an unquoted field is a letter, one inside
// a quoted field that is followed by neither separator, line end nor quote as
// well. A quoted field that never ends, or that contains such a stray quote after
// a line break, is most probably a slip that would swallow the rows below, so
// only its first line is given up and reading resumes at the next one.
type recordScanner struct {
	r          io.Reader
	buf        []byte
	start, end int
	readErr    error // what ended the reading: io.EOF or worse

	sep, eol             byte
	maxField, maxColumns int

	fields []span
	column int // of the flaw, counted from 1

	// A flaw makes the scanner read the same bytes again. When too many were
	// read in vain, records up to barredUntil may not hold line breaks, so that
	// no file, however crafted, costs more than a few readings of its length.
	offset, wasted, barredUntil int64
	barred                      bool
}

// A long text is read in pieces that grow up to this many bytes. Besides saving calls, they keep the garbage collector
// calm: it runs each time as much has been allocated as is in use, and beside small pieces that is every few thousand rows.
const largePiece = 16 << 20

// A record may be longer than a field, but not without bound.
const fieldsPerRecord = 16

func newRecordScanner(r io.Reader, d dialect, opts Options) *recordScanner {
	return &recordScanner{
		r: r, buf: make([]byte, 128<<10),
		sep: d.sep, eol: d.eol,
		maxField: opts.MaxField, maxColumns: opts.MaxColumns,
	}
}

// next gives the bytes of the next record, cut into s.fields, both valid until the
// following call. A flaw concerns this record only. At the end the error is
// io.EOF.
func (s *recordScanner) next() ([]byte, flaw, error) {
	for {
		if s.start == s.end && s.readErr != nil {
			return nil, sound, s.readErr
		}
		b := s.buf[s.start:s.end]
		s.barred = s.offset < s.barredUntil
		n, f := 0, unfinished
		if len(b) > 0 {
			n, f = s.scan(b, errors.Is(s.readErr, io.EOF))
		}
		switch {
		case f == sound:
			s.advance(n)
			return b, sound, nil
		case f != unfinished:
			return nil, f, s.skipLine(n)
		case s.readErr != nil:
			// Broken off by a read error: half a record is no record.
			return nil, sound, s.readErr
		case len(b) > fieldsPerRecord*s.maxField:
			s.column = len(s.fields) + 1
			return nil, fieldTooLong, s.skipLine(len(b))
		}
		s.fill()
	}
}

func (s *recordScanner) advance(n int) {
	s.start += n
	s.offset += int64(n)
}

// fill reads on, after making room by moving the current record to the front or
// doubling the buffer. Doubling keeps the cost of scanning anew linear.
func (s *recordScanner) fill() {
	switch {
	case s.start > 0 && len(s.buf) < largePiece, s.end == len(s.buf) && s.start == 0:
		larger := make([]byte, 2*len(s.buf))
		s.end = copy(larger, s.buf[s.start:s.end])
		s.start, s.buf = 0, larger
	case s.start > 0:
		s.end = copy(s.buf, s.buf[s.start:s.end])
		s.start = 0
	}
	n, err := io.ReadFull(s.r, s.buf[s.end:])
	s.end += n
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	s.readErr = err
}

// skipLine gives up the first line of a flawed record of which seen bytes were
// looked at. A read error is left for the following call.
func (s *recordScanner) skipLine(seen int) error {
	for {
		b := s.buf[s.start:s.end]
		if i := bytes.IndexByte(b, s.eol); i >= 0 {
			if lost := int64(seen - i - 1); lost > 0 {
				s.wasted += lost
				if s.wasted > s.offset+1<<20 {
					s.barredUntil = s.offset + int64(seen)
				}
			}
			s.advance(i + 1)
			return nil
		}
		s.advance(len(b))
		seen = 0
		if s.readErr != nil {
			return nil
		}
		s.fill()
	}
}

// scan cuts the record at the start of b into s.fields and returns how many bytes
// belong to it, its line end included; for a flaw, how many were looked at.
func (s *recordScanner) scan(b []byte, last bool) (int, flaw) {
	s.fields = s.fields[:0]
	line, n := b, len(b)
	end := bytes.IndexByte(b, s.eol)
	if end >= 0 {
		line, n = b[:end], end+1
	} else if !last {
		// Unless a quote is open this may be the middle of a line, and cutting
		// it into fields would be in vain; finding that out is cheap enough.
		if bytes.IndexByte(b, '"') < 0 {
			return 0, unfinished
		}
	}
	if quote := bytes.IndexByte(line, '"'); quote >= 0 {
		return s.scanQuoted(b, last, &ahead{b: b, eol: s.eol, last: last, quote: quote, end: end})
	}
	if line = s.withoutCR(line); len(line) == 0 {
		return n, sound
	}
	return n, s.cut(b, 0, len(line))
}

func (s *recordScanner) withoutCR(line []byte) []byte {
	if s.eol == '\n' && len(line) > 0 && line[len(line)-1] == '\r' {
		return line[:len(line)-1]
	}
	return line
}

// cut handles a stretch of whole fields without any quote, from the start of the first to the end of the last, which is
// most of a text. It looks for separators in eight bytes at a time.
func (s *recordScanner) cut(b []byte, from, to int) flaw {
	const (
		lowest  = 0x0101010101010101
		highest = 0x8080808080808080
	)
	pattern := uint64(s.sep) * lowest
	i := from
	for ; i+8 <= to; i += 8 {
		// A byte of word is zero where the separator stands; found has its highest bit set, and no other.
		word := binary.LittleEndian.Uint64(b[i:]) ^ pattern
		found := ^(word&^highest + ^uint64(highest) | word) & highest
		for ; found != 0; found &= found - 1 {
			at := i + bits.TrailingZeros64(found)/8
			if f := s.add(span{from: from, to: at}); f != sound {
				return f
			}
			from = at + 1
		}
	}
	for ; i < to; i++ {
		if b[i] == s.sep {
			if f := s.add(span{from: from, to: i}); f != sound {
				return f
			}
			from = i + 1
		}
	}
	return s.add(span{from: from, to: to})
}

func (s *recordScanner) add(field span) flaw {
	s.fields = append(s.fields, field)
	if field.to-field.from > s.maxField {
		s.column = len(s.fields)
		return fieldTooLong
	}
	if len(s.fields) > s.maxColumns {
		s.column = len(s.fields)
		return tooManyFields
	}
	return sound
}

// scanQuoted handles a record with quotes.
func (s *recordScanner) scanQuoted(b []byte, last bool, look *ahead) (int, flaw) {
	i := 0
	for {
		// The fields before the next quote, and all of them where none follows in the line, need no reading by letters.
		quote, end := look.from(i)
		if end < quote || end == len(b) && quote == end {
			f := s.cut(b, i, i+len(s.withoutCR(b[i:end])))
			return min(end+1, len(b)), f
		}
		if before := bytes.LastIndexByte(b[i:quote], s.sep); before >= 0 {
			if f := s.cut(b, i, i+before); f != sound {
				return i + before, f
			}
			i += before + 1
		}
		field, next, f := span{}, 0, sound
		if i < len(b) && b[i] == '"' {
			field, next, f = s.quoted(b, i, last)
		} else {
			field, next, f = s.unquoted(b, i, last)
		}
		if f == sound {
			f = s.add(field)
		} else {
			s.column = len(s.fields) + 1
		}
		if f != sound {
			return next, f
		}
		switch {
		case next == len(b): // only at the end of the text
			return next, sound
		case b[next] == s.eol:
			return next + 1, sound
		case b[next] == s.sep:
			i = next + 1
			if i == len(b) && !last {
				return i, unfinished
			}
		default: // the CR of a CRLF
			return min(next+2, len(b)), sound
		}
	}
}

// unquoted reads a field from i to the separator or line end, which is at the
// returned place.
func (s *recordScanner) unquoted(b []byte, i int, last bool) (span, int, flaw) {
	to := i
	for to < len(b) && b[to] != s.sep && b[to] != s.eol {
		to++
	}
	if to == len(b) && !last {
		if to-i > s.maxField {
			return span{}, to, fieldTooLong
		}
		return span{}, to, unfinished
	}
	field := span{from: i, to: to}
	if to == len(b) || b[to] == s.eol {
		field.to = i + len(s.withoutCR(b[i:to]))
	}
	return field, to, sound
}

// quoted reads a field whose opening quote is at i.
func (s *recordScanner) quoted(b []byte, i int, last bool) (span, int, flaw) {
	field := span{from: i + 1}
	broken, stray := false, false // a line break, a stray quote was passed
	for j := i + 1; ; {
		q := bytes.IndexByte(b[j:], '"')
		if q < 0 {
			broken = broken || bytes.IndexByte(b[j:], s.eol) >= 0
			switch {
			case stray && s.sep == '\t' && (broken || last):
				return s.unquoted(b, i, last)
			case len(b)-i > s.maxField:
				return field, len(b), fieldTooLong
			case broken && (stray || s.barred), last:
				return field, len(b), unclosedQuote
			}
			return field, len(b), unfinished
		}
		q += j
		broken = broken || bytes.IndexByte(b[j:q], s.eol) >= 0
		if broken && stray && s.sep == '\t' {
			// Texts with a quoted word at their start, in a table that does not
			// know quoting, are common where tabs separate.
			return s.unquoted(b, i, last)
		}
		if broken && s.barred {
			return field, q, unclosedQuote
		}
		switch end, after := s.after(b, q, last); {
		case after == closes:
			field.to = q
			return field, end, sound
		case after == doubles:
			field.doubled = true
			j = q + 2
		case after == unknown:
			if len(b)-i > s.maxField {
				return field, len(b), fieldTooLong
			}
			return field, len(b), unfinished
		case broken:
			return field, q, strayQuote
		default:
			stray = true
			j = q + 1
		}
	}
}

// afterQuote is what the bytes after a quote make of it.
type afterQuote int

const (
	isStray afterQuote = iota
	closes
	doubles
	unknown // b ends too early to tell
)

// after looks behind the quote at q; for closes it returns the place of the
// separator or line end. Blanks between are forgiven.
func (s *recordScanner) after(b []byte, q int, last bool) (int, afterQuote) {
	i := q + 1
	if i < len(b) && b[i] == '"' {
		return 0, doubles
	}
	for i < len(b) && b[i] == ' ' && s.sep != ' ' {
		i++
	}
	if i == len(b) {
		if last {
			return i, closes
		}
		return 0, unknown
	}
	switch c := b[i]; {
	case c == s.sep, c == s.eol:
		return i, closes
	case c == '\r' && s.eol == '\n':
		switch {
		case i+1 < len(b) && b[i+1] == '\n', i+1 == len(b) && last:
			return i, closes
		case i+1 == len(b):
			return 0, unknown
		}
	}
	return 0, isStray
}
