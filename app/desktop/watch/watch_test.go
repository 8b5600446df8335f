package watch

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func names(files []File) []string {
	var all []string
	for _, f := range files {
		all = append(all, filepath.Base(f.Path))
	}
	return all
}

func put(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOnlyWholeExportsAreListed(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{
		"b.csv", "a.XLSX", "c.zip", // exports
		"photo.jpg", ".hidden.csv", "~$a.xlsx", "Unconfirmed 7.crdownload", // none
		"firefox.csv", "firefox.csv.part", "chrome.csv", "chrome.csv.crdownload", // still coming
	} {
		put(t, folder, name, "x")
	}
	put(t, folder, "empty.csv", "")
	if err := os.Mkdir(filepath.Join(folder, "folder.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	files, err := list(folder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a.XLSX", "b.csv", "c.zip"}, names(files)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := list(filepath.Join(folder, "gone")); err == nil {
		t.Error("a folder that is not there can be listed")
	}
}

func TestAFileIsCompleteWhenItHasStoppedGrowing(t *testing.T) {
	start := time.Date(2026, 10, 8, 9, 0, 0, 0, time.UTC)
	at := func(seconds int) time.Time { return start.Add(time.Duration(seconds) * time.Second) }
	file := func(size int64, modified int) File { return File{"/d/a.csv", size, at(modified)} }
	l := newLooker(2 * time.Second)
	locked := false
	l.open = func(string) error {
		if locked {
			return errors.New("in use")
		}
		return nil
	}
	l.pass(File{"/d/old.csv", 5, start})
	steps := []struct {
		name    string
		now     int
		files   []File
		locked  bool
		ready   int
		growing bool
	}{
		{"first seen", 0, []File{file(10, 0), {"/d/old.csv", 5, start}}, false, 0, true},
		{"it has grown", 2, []File{file(20, 2)}, false, 0, true},
		{"not long enough", 3, []File{file(20, 2)}, false, 0, true},
		{"somebody keeps it", 4, []File{file(20, 2)}, true, 0, true},
		{"complete", 5, []File{file(20, 2)}, false, 1, false},
		{"told once", 9, []File{file(20, 2)}, false, 0, false},
		{"another file of that name", 20, []File{file(30, 20)}, false, 0, true},
		{"gone before it was complete", 21, nil, false, 0, false},
		{"there again", 22, []File{file(30, 20)}, false, 0, true},
		{"complete too", 24, []File{file(30, 20)}, false, 1, false},
	}
	for _, s := range steps {
		locked = s.locked
		ready, growing := l.look(at(s.now), s.files)
		if len(ready) != s.ready || growing != s.growing {
			t.Errorf("%s: %d ready, growing %v; want %d and %v", s.name, len(ready), growing, s.ready, s.growing)
		}
	}
}

// next waits for what a channel tells.
func next[T any](t *testing.T, told <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-told:
		return v
	case <-time.After(10 * time.Second):
		t.Fatalf("nothing was told: %s", what)
		panic("unreachable")
	}
}

func TestANewFileIsFoundAndAFolderMayComeAndGo(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "downloads")
	found, reachable := make(chan File, 10), make(chan bool, 10)
	w := Start(Options{
		Path: folder, Settle: 20 * time.Millisecond, Every: 20 * time.Millisecond,
		Known:     func(f File) bool { return filepath.Base(f.Path) == "old.csv" },
		Found:     func(f File) { found <- f },
		Reachable: func(ok bool) { reachable <- ok },
	})
	defer w.Stop()
	if next(t, reachable, "the folder is not there") {
		t.Fatal("a folder that is not there is said to be")
	}
	made := folder + ".new"
	if err := os.Mkdir(made, 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, made, "old.csv", "known")
	if err := os.Rename(made, folder); err != nil {
		t.Fatal(err)
	}
	if !next(t, reachable, "the folder is there") {
		t.Fatal("the folder is said to be gone")
	}
	put(t, folder, "posts.csv", "first")
	if f := next(t, found, "posts.csv"); filepath.Base(f.Path) != "posts.csv" || f.Size != 5 {
		t.Errorf("found %+v", f)
	}
	put(t, folder, "posts.csv", "longer")
	if f := next(t, found, "posts.csv anew"); f.Size != 6 {
		t.Errorf("found %+v", f)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if next(t, reachable, "the folder is gone") {
		t.Error("a folder that is gone is said to be there")
	}
}

func TestASignIsEnough(t *testing.T) {
	folder := t.TempDir()
	found, reachable := make(chan File, 1), make(chan bool, 1)
	w := Start(Options{
		Path: folder, Settle: 20 * time.Millisecond, Every: time.Hour, // without a sign it would not look again
		Found: func(f File) { found <- f }, Reachable: func(ok bool) { reachable <- ok },
	})
	defer w.Stop()
	next(t, reachable, "the folder")
	put(t, folder, "posts.csv", "first")
	next(t, found, "posts.csv")
}

func TestStopIsQuick(t *testing.T) {
	w := Start(Options{Path: t.TempDir(), Every: time.Hour, Found: func(File) {}})
	stopped := make(chan bool)
	go func() { w.Stop(); stopped <- true }()
	next(t, stopped, "it has stopped")
}
