package endtoend_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// strace makes a command's arguments into those of the same command under strace, which writes every system call about
// the network, of the program and of all it starts, into the file trace. The test is skipped where that is not possible.
func strace(t *testing.T, trace string, args ...string) []string {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is missing; “make test” installs it")
	}
	if out, err := exec.Command("strace", "-f", "-qq", "-e", "trace=%network", "true").CombinedOutput(); err != nil {
		t.Skipf("system calls may not be traced here (ptrace is not allowed): %v, %s", err, out)
	}
	return append([]string{"strace", "-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", trace}, args...)
}

var (
	// family is of which kind a socket or an address is, as strace writes it.
	family = regexp.MustCompile(`\b(?:socket\(|socketpair\(|sa_family=)([A-Z]+_[A-Z0-9_]+|0x[0-9a-f]+|[0-9]+)`)
	// place is where a socket of the machine itself is.
	place = regexp.MustCompile(`sun_path=@?"([^"]*)"`)
	// neighbours are the sockets of the machine that a window speaks to: the display, the desktop's message bus and what
	// reads screens aloud, and the C library's cache of user names.
	neighbours = regexp.MustCompile(`^(/tmp/\.X11-unix/X\d+|/tmp/dbus-\w+|/(?:var/)?run/nscd/socket|/run/user/\d+/(?:bus|wayland-\d+|at-spi/bus.*))$`)
)

// strangers returns the lines of a trace in which the program reaches for anything but its neighbours on this machine.
func strangers(t *testing.T, trace string) (found []string, calls int) {
	t.Helper()
	content, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		calls++
		for _, f := range family.FindAllStringSubmatch(line, -1) {
			if f[1] != "AF_UNIX" && f[1] != "AF_UNSPEC" {
				found = append(found, line)
			}
		}
		if at := place.FindStringSubmatch(line); at != nil && !neighbours.MatchString(at[1]) {
			found = append(found, line)
		}
	}
	return found, calls
}

func checkQuiet(t *testing.T, trace string) (calls int) {
	t.Helper()
	found, calls := strangers(t, trace)
	for _, line := range found {
		t.Errorf("the program reaches out: %s", line)
	}
	return calls
}

// The whole way from exports to the review, without a window, opens no connection.
func TestReviewOpensNoConnection(t *testing.T) {
	dir := t.TempDir()
	trace := filepath.Join(dir, "trace")
	args := strace(t, trace, built(t), "demo", "--no-window", "-o", filepath.Join(dir, "demo"))
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "demo", "review", "review.pdf")); err != nil {
		t.Fatal(err)
	}
	checkQuiet(t, trace)
}

// The window speaks to the display and to nobody else, from its start until it is closed, whatever page is looked at.
func TestWindowOpensNoConnection(t *testing.T) {
	s := newScreen(t, "1280x800")
	trace := filepath.Join(t.TempDir(), "trace")
	args := strace(t, trace, built(t), sampleWorkspace(t))
	c := s.command(args[0], args[1:]...)
	s.start(c)
	s.wait("the window", func() bool { return s.shown(title) })
	s.xdotool("search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync")
	for _, page := range []string{"2", "3", "4", "5", "6", "1"} {
		s.xdotool("key", "ctrl+"+page)
		s.still()
	}
	s.xdotool("key", "F1")
	s.still()
	s.xdotool("key", "Escape", "ctrl+q")
	closed(s, c)
	if calls := checkQuiet(t, trace); calls == 0 {
		t.Error("the tracer has not even seen how the window reaches its display")
	}
}

// dialing, when set, makes this test binary a program that reaches out.
const dialing = "AUSCULT_TEST_DIALS"

// dial reaches for a port of this machine at which nobody listens.
func dial() {
	if c, err := net.DialTimeout("tcp", "127.0.0.1:1", time.Second); err == nil {
		c.Close()
	}
}

// The tracer sees a connection where there is one: a program that reaches out is found, in every run of these tests.
func TestConnectionIsSeen(t *testing.T) {
	trace := filepath.Join(t.TempDir(), "trace")
	args := strace(t, trace, os.Args[0])
	c := exec.Command(args[0], args[1:]...)
	c.Env = append(os.Environ(), dialing+"=1")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	found, _ := strangers(t, trace)
	if !slices.ContainsFunc(found, func(line string) bool {
		return strings.Contains(line, "connect(") && strings.Contains(line, `inet_addr("127.0.0.1")`)
	}) {
		t.Errorf("the connection to 127.0.0.1 is not among %q", found)
	}
}

// No package of ours imports what speaks to a network, nor what starts programs that could.
func TestNothingOfOursKnowsTheNetwork(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, i := range p.Imports {
			switch {
			case i == "net/url": // takes addresses apart
			case below(i, "golang.org/x/net/html"): // takes texts apart
			case below(i, "net"), below(i, "crypto/tls"), below(i, "golang.org/x/net"), below(i, "golang.org/x/crypto/ssh"), below(i, "log/syslog"):
				t.Errorf("%s imports %s", folderOf(p.ImportPath), i)
			case i == "os/exec" && !below(folderOf(p.ImportPath), "assets/sample/generate"): // which no program contains
				t.Errorf("%s imports %s", folderOf(p.ImportPath), i)
			}
		}
	}
}
