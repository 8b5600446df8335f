package source

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
)

// Texts of a workbook are stored once and referred to by number. The first ones
// are kept in memory, the rest in a file.
const (
	memoryStrings = 64 << 20   // bytes kept in memory
	maxStrings    = 16_000_000 // more than fill Excel's largest sheet of distinct texts in practice
)

// stringTable is the workbook's list of texts.
type stringTable struct {
	ends   []int64 // where text i ends; it starts where i-1 ends
	memory string
	disk   *os.File // what comes after memory; nil when it all fits
}

func (s *stringTable) get(i int) (string, error) {
	if i < 0 || i >= len(s.ends) {
		return "", errors.New("reference to a text that is not there")
	}
	from, to := int64(0), s.ends[i]
	if i > 0 {
		from = s.ends[i-1]
	}
	kept := int64(len(s.memory))
	if to <= kept {
		return s.memory[from:to], nil
	}
	buf := make([]byte, to-from)
	if _, err := s.disk.ReadAt(buf, from-kept); err != nil {
		return "", err
	}
	return string(buf), nil
}

// load reads what all sheets share, once.
func (w *workbook) load(ctx context.Context) error {
	w.loading.Lock()
	defer w.loading.Unlock()
	if !w.stylesLoaded {
		styles, err := w.readStyles(ctx)
		if err != nil {
			return err
		}
		w.styles, w.stylesLoaded = styles, true
	}
	if w.strings == nil {
		texts, err := w.readStrings(ctx)
		if err != nil {
			return err
		}
		w.strings = texts
	}
	return nil
}

func (w *workbook) readStrings(ctx context.Context) (*stringTable, error) {
	s := &stringTable{}
	if w.stringsPath == "" || w.entry(w.stringsPath) == nil {
		return s, nil
	}
	x, err := w.openXML(ctx, w.stringsPath)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	var memory strings.Builder
	var disk *os.File
	var pending, buf []byte
	var end int64
	for {
		start, err := x.nextStart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if start.Name.Local != "si" {
			continue
		}
		if buf, err = x.richText(buf[:0], w.opts.MaxField); err != nil {
			return nil, err
		}
		if len(s.ends) == maxStrings {
			return nil, ErrTooLarge
		}
		text := unescape(string(buf))
		end += int64(len(text))
		s.ends = append(s.ends, end)
		if disk == nil && memory.Len()+len(text) <= memoryStrings {
			memory.WriteString(text)
			continue
		}
		if disk == nil {
			if disk, err = w.scratch.create(); err != nil {
				return nil, err
			}
		}
		if pending = append(pending, text...); len(pending) >= 1<<20 {
			if _, err := disk.Write(pending); err != nil {
				return nil, err
			}
			pending = pending[:0]
		}
	}
	if len(pending) > 0 {
		if _, err := disk.Write(pending); err != nil {
			return nil, err
		}
	}
	s.memory, s.disk = memory.String(), disk
	return s, nil
}
