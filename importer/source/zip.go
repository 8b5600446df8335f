package source

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	maxEntries   = 10_000   // of a chosen file, with those of the ZIPs in it
	maxArchives  = 100      // ZIPs in a ZIP
	maxDirectory = 16 << 20 // bytes of a ZIP's list of entries
)

// openZIP reads the list of entries. Go's reader would take in a list of any
// length; the gauge stops it.
func openZIP(p part) (*zip.Reader, error) {
	gauge := &gaugedReaderAt{r: p.at, left: maxDirectory}
	z, err := zip.NewReader(gauge, p.size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, p.damaged(err)
	}
	gauge.open = true
	if p.budget.entries -= len(z.File); p.budget.entries < 0 {
		return nil, p.tooLarge(nil)
	}
	return z, nil
}

// gaugedReaderAt gives out a number of bytes before it is opened.
type gaugedReaderAt struct {
	r    io.ReaderAt
	left int64
	open bool
}

func (g *gaugedReaderAt) ReadAt(b []byte, off int64) (int, error) {
	if !g.open {
		if g.left -= int64(len(b)); g.left < 0 {
			return 0, ErrTooLarge
		}
	}
	return g.r.ReadAt(b, off)
}

// addZIP lists the tables of a ZIP, or of the workbook that it really is. Entries
// that are no tables go to f.Skipped; when nothing else is there, the first of
// them is the error.
func (f *File) addZIP(ctx context.Context, p part) error {
	z, err := openZIP(p)
	if err != nil {
		return err
	}
	if isPackage(z) {
		f.Tables, err = openPackage(ctx, p, z, &f.scratch, f.opts)
		return err
	}
	if f.Tables, err = f.tablesInZIP(ctx, p, z); err != nil || len(f.Tables) > 0 {
		return err
	}
	if len(f.Skipped) > 0 {
		return f.Skipped[0]
	}
	return p.noFiles()
}

// tablesInZIP lists the tables of an ordinary ZIP.
func (f *File) tablesInZIP(ctx context.Context, p part, z *zip.Reader) ([]*Table, error) {
	if !p.budget.covers(z.File) {
		return nil, p.tooLarge(nil)
	}
	var all []*Table
	for _, entry := range z.File {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if isClutter(entry) {
			continue
		}
		tables, err := f.tablesOfEntry(ctx, p, entry)
		var told *Error
		switch {
		case errors.As(err, &told):
			f.Skipped = append(f.Skipped, told)
		case err != nil:
			return nil, err
		}
		all = append(all, tables...)
	}
	return all, nil
}

func (p part) noFiles() error {
	return p.fail(Error{Err: ErrEmpty, Problem: EmptyZIP})
}

// writtenAt is when an entry was last written. Many programs leave the date out, which
// then reads as a day before there were ZIPs, or the beginning of their calendar.
func writtenAt(entry *zip.File, outer part) time.Time {
	if entry.Modified.Year() <= 1980 {
		return outer.modTime
	}
	return entry.Modified
}

// isClutter tells what operating systems put into archives for themselves.
func isClutter(entry *zip.File) bool {
	name := strings.ReplaceAll(entry.Name, `\`, "/")
	base := strings.ToLower(path.Base(name))
	return strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") ||
		base == "thumbs.db" || base == "desktop.ini"
}

func (f *File) tablesOfEntry(ctx context.Context, outer part, entry *zip.File) ([]*Table, error) {
	name := shownName(entry)
	p := part{
		file: outer.file, name: outer.name + "/" + name, base: path.Base(name),
		modTime: writtenAt(entry, outer), size: int64(entry.UncompressedSize64), budget: outer.budget,
	}
	if entry.Flags&1 != 0 {
		return nil, p.encrypted()
	}
	if entry.UncompressedSize64 == 0 {
		return nil, emptyPart(p)
	}
	p.open = func() (io.ReadCloser, error) {
		r, err := entry.Open()
		if errors.Is(err, zip.ErrAlgorithm) {
			return nil, p.fail(Error{
				Err:     because(ErrDamaged, err),
				Problem: StrangeZIP,
			})
		}
		return r, err
	}
	head, err := p.head()
	if err != nil {
		return nil, p.damaged(err)
	}
	switch k := kindOf(head); k {
	case kindZIP, kindOLE:
		if err := f.unpack(ctx, &p); err != nil {
			return nil, err
		}
		if k == kindOLE {
			return f.tablesOf(ctx, k, p, nil)
		}
		z, err := openZIP(p)
		if err != nil {
			return nil, err
		}
		if isPackage(z) {
			return openPackage(ctx, p, z, &f.scratch, f.opts)
		}
		return f.tablesOfInner(ctx, p, z, outer.nested)
	case kindText:
		census, _, err := takeCensus(ctx, p)
		if err != nil {
			return nil, err
		}
		return f.tablesOf(ctx, k, p, census)
	default:
		return f.tablesOf(ctx, k, p, nil)
	}
}

// tablesOfInner lists the tables of a ZIP within the chosen one: people pack what TikTok
// hands out as four ZIPs into one. deep says that the ZIP around it is inside one
// already; then it is no longer something that people do.
func (f *File) tablesOfInner(ctx context.Context, p part, z *zip.Reader, deep bool) ([]*Table, error) {
	if p.budget.archives--; deep || p.budget.archives < 0 {
		return nil, p.fail(Error{
			Err:     ErrNested,
			Problem: NestedZIP,
		})
	}
	if len(z.File) == 0 {
		return nil, p.noFiles()
	}
	p.nested = true
	return f.tablesInZIP(ctx, p, z)
}

// unpack copies an entry to disk, because a workbook is read here and there.
func (f *File) unpack(ctx context.Context, p *part) error {
	r, err := p.open()
	if err != nil {
		return p.damaged(err)
	}
	defer r.Close()
	disk, err := f.scratch.create()
	if err != nil {
		return unreadable(p.file, err)
	}
	n, err := io.Copy(disk, &cappedReader{contextReader{ctx, r}, f.opts.MaxUnpacked})
	if err != nil {
		return p.damaged(err)
	}
	p.at, p.size = disk, n
	p.open = func() (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(disk, 0, n)), nil
	}
	return nil
}

// shownName is an entry's name for people. Names that are not UTF-8 are read as
// CP850, in which Windows writes them; it shares ä, ö, ü and é with CP437.
func shownName(entry *zip.File) string {
	name := entry.Name
	if !utf8.ValidString(name) {
		if decoded, err := charmap.CodePage850.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '�'
		}
		return r
	}, strings.ReplaceAll(name, `\`, "/"))
	return name
}
