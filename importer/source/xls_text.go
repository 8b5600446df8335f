package source

import (
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Options of a BIFF8 text.
const (
	wideText = 0x01 // two bytes a letter, else one
	extText  = 0x04 // phonetic hints follow
	richText = 0x08 // changes of the font follow
)

// biffText reads texts from a record and its continuations. Where the letters of
// a text cross into the next piece, that begins with the option byte anew, and
// the letters may change from one byte to two there.
type biffText struct {
	pieces [][]byte
	at     int // in pieces[0]
	letter []byte
	utf16  []uint16
}

// bytes reads n bytes that may lie across pieces. They are valid until the next
// call.
func (t *biffText) bytes(n int) ([]byte, error) {
	t.letter = t.letter[:0]
	for len(t.letter) < n {
		if !t.turn() {
			return nil, io.ErrUnexpectedEOF
		}
		take := min(n-len(t.letter), len(t.pieces[0])-t.at)
		t.letter = append(t.letter, t.pieces[0][t.at:t.at+take]...)
		t.at += take
	}
	return t.letter, nil
}

// turn goes to the next piece when this one is used up; false at the end.
func (t *biffText) turn() bool {
	for len(t.pieces) > 0 && t.at >= len(t.pieces[0]) {
		t.pieces, t.at = t.pieces[1:], 0
	}
	return len(t.pieces) > 0
}

func (t *biffText) skip(n int) error {
	for n > 0 {
		if !t.turn() {
			return io.ErrUnexpectedEOF
		}
		take := min(n, len(t.pieces[0])-t.at)
		t.at += take
		n -= take
	}
	return nil
}

// short reads a text whose length takes one byte, long one with two.
func (t *biffText) short() (string, error) {
	head, err := t.bytes(2)
	if err != nil {
		return "", err
	}
	return t.letters(int(head[0]), head[1])
}

func (t *biffText) long() (string, error) {
	head, err := t.bytes(3)
	if err != nil {
		return "", err
	}
	return t.letters(int(u16(head, 0)), head[2])
}

// rich reads a text with its fonts and phonetic hints, and leaves these out.
func (t *biffText) rich() (string, error) {
	head, err := t.bytes(3)
	if err != nil {
		return "", err
	}
	count, options := int(u16(head, 0)), head[2]
	after := 0
	if options&richText != 0 {
		runs, err := t.bytes(2)
		if err != nil {
			return "", err
		}
		after += 4 * int(u16(runs, 0))
	}
	if options&extText != 0 {
		size, err := t.bytes(4)
		if err != nil {
			return "", err
		}
		// Bounded by what is left: skip fails beyond it.
		after += int(u32(size, 0) & 0x7FFFFFFF)
	}
	s, err := t.letters(count, options)
	if err != nil {
		return "", err
	}
	return s, t.skip(after)
}

// letters reads count letters (UTF-16 units).
func (t *biffText) letters(count int, options byte) (string, error) {
	t.utf16 = t.utf16[:0]
	for len(t.utf16) < count {
		if len(t.pieces) > 0 && t.at >= len(t.pieces[0]) {
			if !t.turn() {
				return "", io.ErrUnexpectedEOF
			}
			options = t.pieces[0][0]
			t.at = 1
		}
		if len(t.pieces) == 0 {
			return "", io.ErrUnexpectedEOF
		}
		piece := t.pieces[0][t.at:]
		missing := count - len(t.utf16)
		if options&wideText == 0 {
			take := min(missing, len(piece))
			for _, b := range piece[:take] {
				t.utf16 = append(t.utf16, latin(b))
			}
			t.at += take
			continue
		}
		take := min(missing, len(piece)/2)
		for i := range take {
			t.utf16 = append(t.utf16, u16(piece, 2*i))
		}
		t.at += 2 * take
		if take == 0 { // half a letter at the end of a piece
			t.at = len(t.pieces[0])
		}
	}
	return string(utf16.Decode(t.utf16)), nil
}

// latin widens a letter stored in one byte. By the book 0x80–0x9F are control
// characters; programs that write them mean Windows-1252.
func latin(b byte) uint16 {
	if b >= 0x80 && b < 0xA0 {
		if r := charmap.Windows1252.DecodeByte(b); r != utf8.RuneError {
			return uint16(r)
		}
	}
	return uint16(b)
}
