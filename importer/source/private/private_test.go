package private

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// holding, when set, makes the test binary a program that makes a folder, writes into it and waits to be killed.
const holding = "AUSCULT_TEST_HOLDS"

func TestMain(m *testing.M) {
	if os.Getenv(holding) == "" {
		os.Exit(m.Run())
	}
	f, err := New("")
	if err == nil {
		err = os.WriteFile(filepath.Join(f.Path, "unpacked"), []byte("a post's text"), 0o600)
	}
	if err != nil {
		os.Stdout.WriteString("error: " + err.Error())
		return
	}
	os.Stdout.WriteString(f.Path + "\n")
	select {}
}

// temporary gives the test a folder of temporary files of its own.
func temporary(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir) // Windows
	return dir
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestFolderIsPrivateAndGoes(t *testing.T) {
	dir := temporary(t)
	f, err := New("")
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(f.Path)
	if err != nil || filepath.Dir(f.Path) != dir {
		t.Fatalf("%s, %v", f.Path, err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into it: %v", info.Mode())
	}
	if err := os.WriteFile(filepath.Join(f.Path, "unpacked"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	Tidy("")
	if _, err := os.Stat(filepath.Join(f.Path, "unpacked")); err != nil {
		t.Errorf("what is in use was tidied away: %v", err)
	}
	if err := f.Remove(); err != nil {
		t.Error(err)
	}
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// What a killed program has left stays while it lives, and goes at the next start.
func TestTidyAfterAKill(t *testing.T) {
	dir := temporary(t)
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), holding+"=1")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 4096)
	n, err := out.Read(said)
	if err != nil {
		t.Fatal(err)
	}
	path := string(said[:n-1])
	Tidy("")
	if _, err := os.Stat(filepath.Join(path, "unpacked")); err != nil {
		t.Errorf("tidied away while the program lives: %v", err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed, which Wait reports as an error
	if _, err := os.Stat(filepath.Join(path, "unpacked")); err != nil {
		t.Fatalf("the killed program has left nothing, so the test tests nothing: %v", err)
	}
	Tidy("")
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A folder that has only just been made has no lock yet: it stays until it is surely nobody's.
func TestTidyLeavesWhatIsBeingMade(t *testing.T) {
	dir := temporary(t)
	young, old, file := filepath.Join(dir, ".auscult-private-1"), filepath.Join(dir, ".auscult-private-2"), filepath.Join(dir, ".auscult-private-3")
	for _, path := range []string{young, old} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, nil, fs.FileMode(0o600)); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-2 * settled)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	Tidy("")
	if left := names(t, dir); len(left) != 2 || left[0] != filepath.Base(young) || left[1] != filepath.Base(file) {
		t.Errorf("left: %v", left)
	}
}
