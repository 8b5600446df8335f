package endtoend_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// program builds Auscult once for all tests.
var program = sync.OnceValues(func() (string, error) {
	if err := lookAtSources(); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "auscult-endtoend")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "auscult")
	if out, err := exec.Command("go", "build", "-o", path, "auscult").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// lookAtSources opens every folder of the program's sources: go test repeats a stored result unless a file has changed
// that the test itself has looked at, and what go build reads does not count.
func lookAtSources() error {
	for _, top := range []string{"app", "analytics", "importer", "assets", "main.go", "go.sum"} {
		err := filepath.WalkDir(filepath.Join("..", "..", top), func(path string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func TestMain(m *testing.M) {
	if os.Getenv(dialing) != "" {
		dial()
		return
	}
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

func built(t testing.TB) string {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// screen is a display of the test's own, with a window manager.
type screen struct {
	t       testing.TB
	display string
	home    string
}

// newScreen starts a display of the given size. The test is skipped where the tools are missing.
func newScreen(t testing.TB, size string) *screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "openbox", "xdotool", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is missing; “make test” installs it", tool)
		}
	}
	s := &screen{t: t, home: t.TempDir()}
	s.seenTour()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{write}
	s.start(x)
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n') // Xvfb says its number when it is ready
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	s.display = ":" + strings.TrimSpace(number)
	s.start(s.command("openbox"))
	s.wait("the window manager", func() bool { return s.command("xdotool", "get_num_desktops").Run() == nil })
	return s
}

// start starts a program and ends it with the test.
func (s *screen) start(c *exec.Cmd) {
	s.t.Helper()
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		c.Process.Kill() // it may have ended by itself
		c.Wait()
	})
}

// seenTour lets the program remember that the tour has been seen, which else would stand over what the sample shows.
func (s *screen) seenTour() {
	s.t.Helper()
	dir := filepath.Join(s.home, ".config", "fyne", "org.auscult.app")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "preferences.json"), []byte(`{"tour seen": true}`), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// command is a command on the screen, with a home of its own so that nothing is remembered from elsewhere.
func (s *screen) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+s.display, "HOME="+s.home, "XDG_CONFIG_HOME="+filepath.Join(s.home, ".config"),
		"XDG_CACHE_HOME="+filepath.Join(s.home, ".cache"), "LANG=en_US.UTF-8", "LC_ALL=", "LIBGL_ALWAYS_SOFTWARE=1")
	return c
}

// xdotool types and clicks.
func (s *screen) xdotool(args ...string) {
	s.t.Helper()
	if out, err := s.command("xdotool", args...).CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
}

// shown reports whether a window with that in its title is on the screen.
func (s *screen) shown(title string) bool {
	return s.command("xdotool", "search", "--onlyvisible", "--name", title).Run() == nil
}

// picture is what the screen shows.
func (s *screen) picture() image.Image {
	s.t.Helper()
	c := s.command("import", "-window", "root", "png:-")
	var out bytes.Buffer
	c.Stdout = &out
	if err := c.Run(); err != nil {
		s.t.Fatalf("take a picture of the screen: %v", err)
	}
	img, _, err := image.Decode(&out)
	if err != nil {
		s.t.Fatal(err)
	}
	return img
}

// blinking is the part of the screen that a cursor takes in a field: it never comes to rest.
const blinking = 1e-4

// still is what the screen shows once nothing moves any more.
func (s *screen) still() image.Image {
	s.t.Helper()
	last := s.picture()
	s.wait("the screen to come to rest", func() bool {
		time.Sleep(300 * time.Millisecond) // longer than any animation step
		now := s.picture()
		same := differing(last, now) <= blinking
		last = now
		return same
	})
	return last
}

// wait waits until what holds, at most half a minute: software rendering on a busy machine is slow.
func (s *screen) wait(what string, holds func() bool) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for !holds() {
		select {
		case <-ctx.Done():
			s.t.Fatalf("waited in vain for %s", what)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// colours counts the different colours of a picture, in steps coarse enough to be about areas, not about edges.
func colours(img image.Image) int {
	seen := map[[3]uint32]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y += 3 {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x += 3 {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r >> 12, g >> 12, b >> 12}] = true
		}
	}
	return len(seen)
}

// differing is the share of pixels in which two pictures differ.
func differing(a, b image.Image) float64 {
	n, different := 0, 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y += 2 {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x += 2 {
			n++
			if a.At(x, y) != b.At(x, y) {
				different++
			}
		}
	}
	return float64(different) / float64(n)
}

// sampleWorkspace makes the sample and its review with the real program.
func sampleWorkspace(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	c := exec.Command(built(t), "demo", "-o", dir, "--no-window")
	c.Stderr = io.Discard
	if out, err := c.Output(); err != nil {
		t.Fatalf("auscult demo: %v\n%s", err, out)
	}
	return filepath.Join(dir, "sample.auscult")
}

// save keeps a picture for people to look at.
func save(t testing.TB, dir, name string, img image.Image) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
