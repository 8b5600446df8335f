package backup

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"auscult/importer/source/private"
)

// place makes a file at path, whole or not at all: it is written beside, in a folder that nobody else may look into, and moved
// once ready has nothing against it. What an earlier program left there when it was killed goes.
func place(path string, o Options, write func(io.Writer) error, ready func(written string) error) (err error) {
	dir := filepath.Dir(path)
	private.Tidy(dir)
	folder, err := private.New(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Remove()) }()
	written := filepath.Join(folder.Path, filepath.Base(path))
	file, err := os.OpenFile(written, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = write(file)
	if err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil && ready != nil {
		err = ready(written)
	}
	if err == nil {
		err = o.free(path) // it has taken a while
	}
	if err != nil {
		return err
	}
	return os.Rename(written, path)
}

// pour copies from one to the other and says how far it has come, until ctx is cancelled.
func pour(ctx context.Context, to io.Writer, from io.Reader, size int64, progress func(float64)) error {
	buffer := make([]byte, 1<<20)
	for done := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := from.Read(buffer)
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return err
			}
			if done += int64(n); progress != nil && size > 0 {
				progress(min(1, float64(done)/float64(size)))
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// sizeOf is how long a file is; 0 when nobody can tell.
func sizeOf(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}
