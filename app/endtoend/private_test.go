package endtoend_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// canary is a word that stands in every post and comment of these tests, and in nothing else.
const canary = "Zwitscherzeisig"

const passphrase = "four words that differ"

// private runs the program with temporary files and a home of its own.
type private struct {
	t         *testing.T
	dir       string // for the test's own files
	temporary string
	home      string
}

func newPrivate(t *testing.T) *private {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there are no signals on Windows")
	}
	return &private{t, t.TempDir(), t.TempDir(), t.TempDir()}
}

func (p *private) command(args ...string) *exec.Cmd {
	p.t.Helper()
	c := exec.Command(built(p.t), args...)
	c.Dir = p.dir
	c.Env = append(os.Environ(), "TMPDIR="+p.temporary, "HOME="+p.home, "XDG_CONFIG_HOME="+filepath.Join(p.home, ".config"),
		"XDG_CACHE_HOME="+filepath.Join(p.home, ".cache"), "LANG=en_US.UTF-8", "DBUS_SESSION_BUS_ADDRESS=none:", "AUSCULT_PASSPHRASE="+passphrase)
	return c
}

// run runs the program to its end and returns what it said on standard error.
func (p *private) run(wantCode int, args ...string) (said string) {
	p.t.Helper()
	c := p.command(args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if code := c.ProcessState.ExitCode(); code != wantCode {
		p.t.Fatalf("auscult %v ended with %d (%v)\n%s%s", args, code, err, out, stderr.String())
	}
	return stderr.String()
}

// checkEmpty checks that nothing is left among the temporary files.
func (p *private) checkEmpty(when string) {
	p.t.Helper()
	entries, err := os.ReadDir(p.temporary)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range entries {
		p.t.Errorf("%s: %s is left", when, e.Name())
	}
}

// during starts the program, waits until it has written a temporary file, which nobody else may read, and sends it the signal.
func (p *private) during(signal os.Signal, args ...string) {
	p.t.Helper()
	c := p.command(args...)
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { c.Wait(); close(ended) }()
	var found string
	for found == "" {
		files, err := filepath.Glob(filepath.Join(p.temporary, ".auscult-private-*", "[a-z]*"))
		if err != nil {
			p.t.Fatal(err)
		}
		if len(files) > 0 {
			found = files[0]
			break
		}
		select {
		case <-ended:
			p.t.Fatalf("auscult %v has written no temporary file, so the test tests nothing", args)
		case <-time.After(time.Millisecond):
		}
	}
	if info, err := os.Stat(filepath.Dir(found)); err == nil && info.Mode().Perm() != 0o700 {
		p.t.Errorf("others may look into the temporary files: %v", info.Mode())
	}
	if err := c.Process.Signal(signal); err != nil {
		p.t.Fatal(err)
	}
	<-ended
}

// packed writes a ZIP with a workbook of many posts, which must be unpacked to be read; broken, its last bytes are not right.
func (p *private) packed(name string, rows int, broken bool) string {
	p.t.Helper()
	book := excelize.NewFile()
	sheet, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		p.t.Fatal(err)
	}
	head := []any{"organisation", "platform", "published_at", "post_id", "text", "reactions"}
	if err := sheet.SetRow("A1", head); err != nil {
		p.t.Fatal(err)
	}
	for i := range rows {
		row := []any{"Invented Hospital", "xing", "2026-07-15", fmt.Sprint("p", i), fmt.Sprint(canary, " sings, time ", i), i % 90}
		if err := sheet.SetRow(fmt.Sprint("A", i+2), row); err != nil {
			p.t.Fatal(err)
		}
	}
	if err := sheet.Flush(); err != nil {
		p.t.Fatal(err)
	}
	content, err := book.WriteToBuffer()
	if err != nil {
		p.t.Fatal(err)
	}
	raw := content.Bytes()
	if broken {
		clear(raw[len(raw)/3 : len(raw)/2])
	}
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	w, err := z.CreateHeader(&zip.FileHeader{Name: "posts.xlsx", Method: zip.Store})
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := w.Write(raw); err != nil {
		p.t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		p.t.Fatal(err)
	}
	return p.write(name, archive.String())
}

func (p *private) write(name, content string) string {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.dir, name), []byte(content), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return name
}

// Files that are unpacked to be read are gone when the import has ended, however it ends; those of a killed program when the
// program is started the next time.
func TestUnpackedFilesGo(t *testing.T) {
	p := newPrivate(t)
	small, large, broken := p.packed("small.zip", 50, false), p.packed("large.zip", 10_000, false), p.packed("broken.zip", 5000, true)
	p.run(0, "import", "-w", "w.auscult", small)
	p.checkEmpty("after an import")
	p.run(3, "import", "-w", "w.auscult", broken)
	p.checkEmpty("after an import that failed")
	p.during(os.Interrupt, "import", "-w", "w.auscult", large)
	p.checkEmpty("after an import that was stopped")
	p.during(os.Kill, "import", "-w", "w.auscult", large)
	if entries, err := os.ReadDir(p.temporary); err != nil || len(entries) == 0 {
		t.Fatalf("a killed import has left nothing, so the test tests nothing (%v)", err)
	}
	p.run(0, "formats")
	p.checkEmpty("after the next start")
}

// The copy of a workspace on its way into a backup, and a workspace that is being put back, go as well.
func TestCopiesOfAWorkspaceGo(t *testing.T) {
	p := newPrivate(t)
	p.run(0, "import", "-w", "w.auscult", p.packed("small.zip", 50, false))
	p.run(0, "backup", "-w", "w.auscult", "-o", "w.age")
	p.checkEmpty("after a backup")
	p.during(os.Interrupt, "backup", "-w", "w.auscult", "-o", "x.age")
	p.checkEmpty("after a backup that was stopped")
	p.during(os.Kill, "backup", "-w", "w.auscult", "-o", "x.age")
	p.run(0, "restore", "w.age", "-o", "back.auscult")
	p.checkEmpty("after the next start")

	left := filepath.Join(p.dir, ".auscult-private-1") // as a killed program leaves it
	if err := os.Mkdir(left, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".in-use", "back.auscult"} {
		if err := os.WriteFile(filepath.Join(left, name), []byte(canary), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.run(0, "channels", "-w", "back.auscult")
	if _, err := os.Stat(left); err == nil {
		t.Error("what lies beside the workspace is left after the next start")
	}
}

// Nothing that a post or a comment says gets into what the program says of itself, nor into the files of its own that it keeps.
func TestTextsReachNoLog(t *testing.T) {
	s := newScreen(t, "1280x800")
	p := newPrivate(t)
	p.home = s.home
	var said strings.Builder
	posts := p.write("posts.csv", "organisation,channel,platform,published_at,text,form,reactions,comments,followers_at_post\n"+
		"Invented Hospital,Page,facebook,2026-07-15,Our "+canary+" sings,photo,7,1,1000\n"+
		"Invented Hospital,Page,facebook,2026-07-16,Our "+canary+" again,photo,7,1,many\n")
	comments := p.write("comments.csv", "channel,platform,written_at,author,text,kind\nPage,facebook,2026-07-16 09:00,"+canary+",The "+canary+"!,mention\n"+
		"Page,facebook,2026-07-16 09:00,,The "+canary+"!,poem\n")
	strange := p.write("strange.csv", "name,street\n"+canary+","+canary+"\n")
	said.WriteString(p.run(1, "import", "-w", "w.auscult", "--own", "Invented Hospital", posts, comments, strange))
	for _, args := range [][]string{
		{"report", "-w", "w.auscult", "-o", "review"},
		{"show", "safeguards", "-w", "w.auscult"},
		{"show", "posts", "-w", "w.auscult"},
		{"channels", "-w", "w.auscult"},
		{"imports", "-w", "w.auscult"},
		{"backup", "-w", "w.auscult", "-o", "w.age"},
		{"restore", "w.age", "-o", "back.auscult"},
		{"undo", "-w", "w.auscult", "2"},
	} {
		said.WriteString(p.run(0, args...))
	}
	said.WriteString(p.run(3, "backup", "-w", "w.auscult", "-o", filepath.Join("nowhere", "w.age")))

	c := s.command(built(t), filepath.Join(p.dir, "back.auscult"))
	c.Env = append(c.Env, "TMPDIR="+p.temporary, "DBUS_SESSION_BUS_ADDRESS=none:")
	var window bytes.Buffer
	c.Stdout, c.Stderr = &window, &window
	s.start(c)
	s.wait("the window", func() bool { return s.shown("Invented Hospital") })
	s.xdotool("search", "--sync", "--onlyvisible", "--name", "Invented Hospital", "windowactivate", "--sync")
	s.still()
	s.xdotool("type", passphrase) // the comments are locked
	s.xdotool("key", "Return")
	for _, page := range []string{"2", "3", "4", "5", "6", "7", "1"} {
		s.still()
		s.xdotool("key", "ctrl+"+page)
	}
	s.still()
	s.xdotool("key", "ctrl+q")
	closed(s, c)
	said.Write(window.Bytes())

	if strings.Contains(said.String(), canary) || strings.Contains(said.String(), passphrase) {
		t.Errorf("the program has said it:\n%s", said.String())
	}
	kept := 0
	err := filepath.WalkDir(s.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		kept++
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(canary)) || bytes.Contains(content, []byte(passphrase)) {
			t.Errorf("%s holds it", path)
		}
		return err
	})
	if err != nil || kept == 0 {
		t.Errorf("the program keeps nothing of its own, so the test tests less than it says (%v)", err)
	}
	p.checkEmpty("at the end")
}
