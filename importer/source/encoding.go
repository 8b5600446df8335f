package source

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Names of encodings, as Table.Encoding gives them.
const (
	UTF8        = "UTF-8"
	UTF8BOM     = "UTF-8 BOM"
	UTF16LE     = "UTF-16 LE"
	UTF16BE     = "UTF-16 BE"
	Windows1252 = "Windows-1252"
	ISO885915   = "ISO 8859-15"
	CP850       = "CP850"
	CP437       = "CP437"
	MacRoman    = "Mac OS Roman"
)

var decoders = map[string]encoding.Encoding{
	UTF16LE:     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	UTF16BE:     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	Windows1252: charmap.Windows1252,
	ISO885915:   charmap.ISO8859_15,
	CP850:       charmap.CodePage850,
	CP437:       charmap.CodePage437,
	MacRoman:    charmap.Macintosh,
}

// census is what one pass over all bytes of a text tells about its encoding. An
// é at byte five million counts as much as one in the first line, which is why
// the head alone is not enough.
type census struct {
	head          [4]byte
	headNul       [2]int // NULs at even and odd places of the head
	headLen       int
	nul           int64 // NULs in the whole file
	continuations int64 // bytes that follow in well-formed UTF-8 letters
	malformed     int64 // bytes that are not UTF-8
	neighbours    neighbours
}

// takeCensus reads the part once. It returns the SHA-256 of the bytes beside the
// census, so that a file is read only once for both.
func takeCensus(ctx context.Context, p part) (*census, string, error) {
	r, err := p.open()
	if err != nil {
		return nil, "", p.damaged(err)
	}
	defer r.Close()
	c, sum := &census{}, newChecksum()
	defer sum.end()
	buf := make([]byte, 256<<10)
	kept := 0 // bytes of a letter cut in two by the end of the previous piece
	before := byte(' ')
	for first := true; ; first = false {
		if err := ctx.Err(); err != nil {
			return nil, "", err
		}
		n, err := io.ReadFull(r, buf[kept:])
		sum.add(buf[kept : kept+n])
		ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !ended {
			return nil, "", p.damaged(err)
		}
		piece := buf[:kept+n]
		if first {
			c.lookAtHead(piece)
		}
		if !ended {
			piece = piece[:wholeLetters(piece)]
		}
		c.count(piece, before)
		if ended {
			return c, sum.end(), nil
		}
		before = piece[len(piece)-1]
		kept = copy(buf, buf[len(piece):])
	}
}

// continuations counts the bytes of the form 10xxxxxx, eight at a time.
func continuations(p []byte) (n int64) {
	const highest = 0x8080808080808080
	for ; len(p) >= 8; p = p[8:] {
		b := binary.LittleEndian.Uint64(p)
		n += int64(bits.OnesCount64(b &^ (b << 1) & highest))
	}
	for _, b := range p {
		if b&0xC0 == 0x80 {
			n++
		}
	}
	return n
}

// wholeLetters gives the length of p without a letter that its end cuts in two.
func wholeLetters(p []byte) int {
	for i := len(p) - 1; i >= max(0, len(p)-utf8.UTFMax+1); i-- {
		if utf8.RuneStart(p[i]) {
			if p[i] >= utf8.RuneSelf && !utf8.FullRune(p[i:]) && i > 0 {
				return i
			}
			break
		}
	}
	return len(p)
}

func (c *census) lookAtHead(piece []byte) {
	copy(c.head[:], piece)
	c.headLen = min(len(piece), headSize)
	for i, b := range piece[:c.headLen] {
		if b == 0 {
			c.headNul[i%2]++
		}
	}
}

func (c *census) count(piece []byte, before byte) {
	if bytes.IndexByte(piece, 0) >= 0 {
		c.nul += int64(bytes.Count(piece, []byte{0}))
	}
	if utf8.Valid(piece) {
		c.continuations += continuations(piece)
		return
	}
	c.neighbours.count(piece, before)
	for i := 0; i < len(piece); {
		if piece[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(piece[i:])
		if r == utf8.RuneError && size == 1 {
			c.malformed++
		} else {
			c.continuations += int64(size - 1)
		}
		i += size
	}
}

// encoding names the encoding and the length of the byte order mark. repair is
// set for UTF-8 with a few broken letters, as tools leave behind that cut texts
// at a number of bytes.
func (c *census) encoding() (name string, bom int, repair bool) {
	switch {
	case bytes.HasPrefix(c.head[:], []byte{0xEF, 0xBB, 0xBF}):
		// The mark itself counts two continuations.
		if c.malformed > 16 && c.continuations-2 < c.malformed {
			return c.neighbours.mostPlausible(), 3, false
		}
		return UTF8BOM, 3, c.malformed > 0
	case c.head[0] == 0xFF && c.head[1] == 0xFE:
		return UTF16LE, 2, false
	case c.head[0] == 0xFE && c.head[1] == 0xFF:
		return UTF16BE, 2, false
	}
	half := c.headLen / 2
	switch even, odd := c.headNul[0], c.headNul[1]; {
	case half >= 2 && odd*10 >= half*6 && even*20 <= half:
		return UTF16LE, 0, false
	case half >= 2 && even*10 >= half*6 && odd*20 <= half:
		return UTF16BE, 0, false
	case c.malformed == 0:
		return UTF8, 0, false
	case c.continuations > 8*c.malformed:
		return UTF8, 0, true
	}
	return c.neighbours.mostPlausible(), 0, false
}
