package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"auscult/app/workspace"
)

// File is a file as it was seen.
type File struct {
	Path     string
	Size     int64
	Modified time.Time
}

// Mark is what tells the file from what it was before or becomes later, short enough to be remembered.
func (f File) Mark() string {
	return fmt.Sprintf("%s %d %d", filepath.Base(f.Path), f.Size, f.Modified.UnixNano())
}

// unfinished are the endings that browsers give to a file beside, or instead of, one that is still coming.
var unfinished = []string{".part", ".crdownload", ".download", ".partial", ".tmp"}

// list returns the exports in the folder, by name.
func list(folder string) ([]File, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool, len(entries))
	for _, e := range entries {
		names[e.Name()] = true
	}
	var files []File
	for _, e := range entries {
		name := e.Name()
		if !workspace.IsExport(name) || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") { // Excel's lock files
			continue
		}
		coming := false
		for _, ending := range unfinished { // Firefox holds the place with an empty file of the final name
			coming = coming || names[name+ending]
		}
		info, err := e.Info()
		if err != nil || coming || !info.Mode().IsRegular() || info.Size() == 0 {
			continue // gone meanwhile, or not there yet
		}
		files = append(files, File{filepath.Join(folder, name), info.Size(), info.ModTime()})
	}
	return files, nil
}

// looker remembers what it has seen and says what has become complete.
type looker struct {
	settle  time.Duration
	growing map[string]sight // by path
	told    map[File]bool
	open    func(path string) error // whether a file can be read: on Windows whoever writes it may keep others out
}

// sight is when a file was first seen as it is.
type sight struct {
	file  File
	since time.Time
}

func newLooker(settle time.Duration) *looker {
	return &looker{settle: settle, growing: map[string]sight{}, told: map[File]bool{}, open: func(path string) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		return f.Close()
	}}
}

// pass makes the looker say nothing of a file.
func (l *looker) pass(f File) { l.told[f] = true }

// look returns the files that have been complete since the last look, each once; growing reports whether others are to
// be looked at again soon.
func (l *looker) look(now time.Time, files []File) (ready []File, growing bool) {
	seen := map[string]bool{}
	for _, f := range files {
		seen[f.Path] = true
		if l.told[f] {
			continue
		}
		before, there := l.growing[f.Path]
		switch {
		case !there || before.file != f:
			l.growing[f.Path] = sight{f, now}
			growing = true
		case now.Sub(before.since) < l.settle || l.open(f.Path) != nil:
			growing = true
		default:
			delete(l.growing, f.Path)
			l.told[f] = true
			ready = append(ready, f)
		}
	}
	for path := range l.growing {
		if !seen[path] {
			delete(l.growing, path)
		}
	}
	return ready, growing
}
