// Package private gives folders for what must be written down for a while: files unpacked to be read, a copy of a workspace on
// its way into a backup. Such a folder is open to the person alone, and goes when it is no longer needed. Those that a killed
// program has left behind go when the program is started the next time.
//
//	private.Tidy("") // at the start of the program
//	folder, err := private.New("")
//	defer folder.Remove()
package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const (
	pattern = ".auscult-private-*"
	// lockName is a file in each folder that its program holds locked for as long as it lives: the system lets go of the
	// lock however the program ends.
	lockName = ".in-use"
	// settled is how old a folder without that file must be to count as left behind: a younger one is being made.
	settled = time.Hour
)

// Folder is a folder of the program's own. Nobody else may look into it.
type Folder struct {
	Path string
	lock *flock.Flock
}

// New makes a folder within dir, where the finished file is to be moved to; an empty dir stands for the system's temporary
// files.
func New(dir string) (*Folder, error) {
	const attempts = 3 // Tidy of another program may hold a folder that is being made
	err := errors.New("it is taken")
	for range attempts {
		var f *Folder
		if f, err = lockedFolder(dir); err == nil {
			return f, nil
		}
	}
	return nil, err
}

func lockedFolder(dir string) (*Folder, error) {
	path, err := os.MkdirTemp(dir, pattern) // with 0700
	if err != nil {
		return nil, err
	}
	f := &Folder{path, flock.New(filepath.Join(path, lockName), flock.SetPermissions(0o600))}
	if held, err := f.lock.TryLock(); err == nil && !held { // a file system that knows no locks is no reason to stop
		return nil, errors.Join(errors.New("another program holds "+path), f.Remove())
	}
	return f, nil
}

// Remove removes the folder with everything in it.
func (f *Folder) Remove() error {
	return errors.Join(f.lock.Unlock(), os.RemoveAll(f.Path)) // Windows removes no file that is open
}

// Tidy removes the folders within dir of programs that have ended without doing so. Folders in use, and what others own, stay. It is no
// error when something cannot be removed: the next start tries again.
func Tidy(dir string) {
	if dir == "" {
		dir = os.TempDir()
	}
	left, err := fs.Glob(os.DirFS(dir), pattern) // a folder's own name may hold brackets
	if err != nil {
		return
	}
	for _, name := range left {
		if path := filepath.Join(dir, name); abandoned(path) {
			_ = os.RemoveAll(path)
		}
	}
}

// abandoned reports whether no program holds the folder any more.
func abandoned(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.IsDir() {
		return false
	}
	name := filepath.Join(path, lockName)
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return time.Since(info.ModTime()) > settled
	}
	lock := flock.New(name)
	held, err := lock.TryLock()
	if err != nil || !held {
		return false
	}
	return lock.Unlock() == nil
}
