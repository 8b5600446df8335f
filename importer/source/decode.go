package source

import (
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// text is how the bytes of a part become UTF-8.
type text struct {
	part     part
	encoding string
	bom      int
	repair   bool // replace bytes that are not UTF-8 by U+FFFD
	dropNUL  bool
	max      int64 // most bytes to unpack
}

func newText(p part, c *census, opts Options) text {
	t := text{part: p, max: opts.MaxUnpacked}
	t.encoding, t.bom, t.repair = c.encoding()
	// NULs have a meaning in UTF-16 only until it is decoded.
	t.dropNUL = c.nul > 0
	return t
}

// replaced is how many bytes become � in reading.
func (t text) replaced(c *census) int64 {
	if t.repair {
		return c.malformed
	}
	return 0
}

// open gives the text from its start as UTF-8 without byte order mark. Text that
// is UTF-8 already, the common case, passes untouched.
func (t text) open() (io.ReadCloser, error) {
	raw, err := t.part.open()
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, raw, int64(t.bom)); err != nil {
		raw.Close()
		return nil, err
	}
	var r io.Reader = &cappedReader{raw, t.max}
	if enc, ok := decoders[t.encoding]; ok {
		r = transform.NewReader(r, enc.NewDecoder())
	} else if t.repair {
		r = transform.NewReader(r, unicode.UTF8.NewDecoder())
	}
	if t.dropNUL {
		r = nulDropper{r}
	}
	return struct {
		io.Reader
		io.Closer
	}{r, raw}, nil
}

// nulDropper leaves out NULs, which some exports scatter between fields and which
// no store accepts.
type nulDropper struct{ r io.Reader }

func (d nulDropper) Read(p []byte) (int, error) {
	for {
		n, err := d.r.Read(p)
		kept := p[:n]
		if bytes.IndexByte(kept, 0) >= 0 {
			kept = dropNULs(kept)
		}
		// Zero bytes without an error would look like a stalled reader.
		if len(kept) > 0 || err != nil || n == 0 {
			return len(kept), err
		}
	}
}

func dropNULs(p []byte) []byte {
	kept := p[:0]
	for _, b := range p {
		if b != 0 {
			kept = append(kept, b)
		}
	}
	return kept
}
