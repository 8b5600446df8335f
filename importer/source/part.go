package source

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"auscult/importer/source/private"
)

// headSize is how much of a file is looked at to recognise it.
const headSize = 64 << 10

// part is the bytes of one innermost file: the chosen file itself, or one entry
// of a ZIP.
type part struct {
	file    string // the chosen file's name
	name    string // Table.Name, for workbooks without the sheet
	base    string // Table.Base
	modTime time.Time
	size    int64
	at      io.ReaderAt // nil for entries of a ZIP that are not unpacked
	nested  bool        // inside a ZIP that is itself inside one
	budget  *budget     // of the chosen file, shared by all that is inside it
	open    func() (io.ReadCloser, error)
}

// head gives the first bytes, fewer when the part is shorter.
func (p part) head() ([]byte, error) {
	r, err := p.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	buf := make([]byte, min(headSize, p.size))
	n, err := io.ReadFull(r, buf)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return buf[:n], err
}

// contextReader ends reading when the context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// cappedReader fails with ErrTooLarge beyond left bytes, unlike io.LimitReader
// that would pretend the file ended there.
type cappedReader struct {
	r    io.Reader
	left int64
}

func (c *cappedReader) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, ErrTooLarge
	}
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return n - 1, ErrTooLarge
	}
	return n, err
}

// A file may unpack to this much whatever its size, and beyond it to so many times
// its size. Worksheets that excelize wrote came to 5 times with counts, 23 with one
// word in every cell, 143 with one text of 4,000 letters in every row and nothing
// else, and 172 with one of 30,000, nearly the most that Excel lets a cell hold.
// Bombs come to 330 with one row again and again, and to a thousand with one letter.
const (
	unpacksFreely = 64 << 20
	unpacksTimes  = 250
)

// budget is how many more bytes a chosen file may say it unpacks to, how many entries
// it may hold and how many archives, those within them included.
type budget struct {
	left              uint64
	entries, archives int
}

func newBudget(size int64, opts Options) *budget {
	return &budget{entries: maxEntries, archives: maxArchives, left: uint64(min(opts.MaxUnpacked, max(unpacksFreely, unpacksTimes*size)))}
}

// covers takes what the archive's entries say they unpack to. The ZIP reader does
// not let an entry be longer than it says.
func (b *budget) covers(entries []*zip.File) bool {
	for _, entry := range entries {
		if entry.UncompressedSize64 > b.left {
			return false
		}
		b.left -= entry.UncompressedSize64
	}
	return true
}

// scratch is the folder for unpacked files. Its files get random names, are
// readable by this user only, and go with remove.
type scratch struct {
	mu    sync.Mutex
	dir   string          // given by the caller, or of made
	made  *private.Folder // nil where the caller gave one, or none was needed
	files []*os.File
}

func (s *scratch) create() (*os.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == "" {
		folder, err := private.New("")
		if err != nil {
			return nil, err
		}
		s.dir, s.made = folder.Path, folder
	}
	file, err := os.CreateTemp(s.dir, "unpacked-")
	if err != nil {
		return nil, err
	}
	s.files = append(s.files, file)
	return file, nil
}

func (s *scratch) remove() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, file := range s.files {
		errs = append(errs, file.Close(), os.Remove(file.Name()))
	}
	s.files = nil
	if s.made != nil {
		errs = append(errs, s.made.Remove())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("removing unpacked files: %w", err)
	}
	return nil
}
