package source

import (
	"crypto/sha256"
	"encoding/hex"
)

// checksum computes a SHA-256 beside whatever else is done with the bytes: it takes as long as the rest of the pass.
type checksum struct {
	pieces, free chan []byte
	sum          chan string
	ended        bool
	result       string
}

// checksumAhead is how many pieces may wait to be added.
const checksumAhead = 4

func newChecksum() *checksum {
	s := &checksum{pieces: make(chan []byte, checksumAhead), free: make(chan []byte, checksumAhead), sum: make(chan string, 1)}
	for range checksumAhead {
		s.free <- nil
	}
	go func() {
		hash := sha256.New()
		for piece := range s.pieces {
			hash.Write(piece)
			s.free <- piece
		}
		s.sum <- hex.EncodeToString(hash.Sum(nil))
	}()
	return s
}

// add adds a copy of the piece.
func (s *checksum) add(piece []byte) { s.pieces <- append((<-s.free)[:0], piece...) }

// end returns the sum in hex. It must be called, or a goroutine would wait for ever; nothing may be added afterwards.
func (s *checksum) end() string {
	if !s.ended {
		close(s.pieces)
		s.ended, s.result = true, <-s.sum
	}
	return s.result
}
