package workspace_test

import (
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"auscult/app/workspace"
)

var (
	long     = flag.Bool("long", false, "kill 50 imports instead of a few; AUSCULT_LONG=1 does the same for all packages")
	killSeed = flag.Uint64("kill.seed", 0, "repeat the kills of a run that printed this seed; how far each import got still differs a little")
)

func isLong() bool { return !testing.Short() && (*long || os.Getenv("AUSCULT_LONG") != "") }

// killWorkspace is a workspace that knows some of the posts already, so that the import adds, merges and keeps versions,
// and the file that is imported when the program is killed.
func killWorkspace(t *testing.T, posts int) (path, file string) {
	t.Helper()
	w := create(t)
	before, rows := make([]string, 0, posts/4), make([]string, posts)
	for i := range rows {
		rows[i] = fmt.Sprintf("New Rival;Page %d;xing;2026-02-03;https://x.example/%d;%0200d;photo;%d;1;", i%7, i, i, 20+i%50)
		switch {
		case i%4 == 0:
			before = append(before, fmt.Sprintf("New Rival;Page %d;xing;2026-02-03;https://x.example/%d;%0200d;photo;10;1;", i%7, i, i))
		case i%101 == 0:
			rows[i] = "New Rival;Page 1;xing;never;https://x.example/refused;no date;photo;1;1;"
		}
	}
	importFile(t, w, export(t, "before.csv", "2026-04-01", before...))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.Path(), export(t, "big.csv", "2026-04-10", rows...)
}

// A program killed at any moment of an import leaves a sound workspace with all of the import or nothing of it.
func TestKilledAtAnyMoment(t *testing.T) {
	kills, posts := 6, 2000
	if isLong() {
		kills, posts = 50, 8000
	}
	seed := *killSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-kill.seed=%d", seed)
	r := rand.New(rand.NewPCG(seed, 0))

	original, file := killWorkspace(t, posts)
	without := dumpAt(t, original)
	complete := copied(t, original)
	began := time.Now()
	if err := victim(complete, file).Run(); err != nil {
		t.Fatal(err)
	}
	lasts := time.Since(began)
	with := dumpAt(t, complete)
	if with == without {
		t.Fatal("the import that nobody killed changes nothing")
	}

	nothing, all := 0, 0
	for i := range kills {
		path := copied(t, original)
		// A little more than the import lasts, so that some die while they tidy up and some not at all.
		after := time.Duration(r.Int64N(int64(lasts + lasts/10)))
		v := victim(path, file)
		if err := v.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after)
		_ = v.Process.Kill() // it may have ended by itself
		_ = v.Wait()         // which tells of the kill as an error
		checkSound(t, path)
		switch dumpAt(t, path) {
		case without:
			nothing++
		case with:
			all++
		default:
			t.Errorf("kill %d after %v: the import is there in part", i, after)
		}
		// Whatever is there, the import goes through the second time.
		if err := victim(path, file).Run(); err != nil {
			t.Error(err)
		}
		if dumpAt(t, path) != with {
			t.Errorf("kill %d after %v: importing again does not complete it", i, after)
		}
	}
	t.Logf("an import lasts %v; of %d killed, %d left nothing and %d everything", lasts.Round(time.Millisecond), kills, nothing, all)
}

// The victim of TestKilledHalfWay stops half-way; this one imports as fast as it can, and closes the workspace.
const (
	fastVictimWorkspace = "AUSCULT_TEST_FAST_VICTIM_WORKSPACE"
	fastVictimFile      = "AUSCULT_TEST_FAST_VICTIM_FILE"
)

// TestFastVictim is no test of its own but the program that is killed.
func TestFastVictim(t *testing.T) {
	path := os.Getenv(fastVictimWorkspace)
	if path == "" {
		return
	}
	w, err := workspace.Open(t.Context(), path, ring)
	if err != nil {
		t.Fatal(err)
	}
	importFile(t, w, os.Getenv(fastVictimFile))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// victim is the test binary as the program that imports the file, ready to be killed.
func victim(path, file string) *exec.Cmd {
	v := exec.Command(os.Args[0], "-test.run=^TestFastVictim$")
	v.Env = append(os.Environ(), fastVictimWorkspace+"="+path, fastVictimFile+"="+file)
	return v
}

// copied is a copy of the workspace, which is closed, in a folder of its own.
func copied(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), filepath.Base(path))
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

func checkSound(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.ToSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var sound string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		t.Errorf("integrity check: %q, %v", sound, err)
	}
	var orphans int
	if err := db.QueryRow("SELECT count(*) FROM pragma_foreign_key_check").Scan(&orphans); err != nil || orphans != 0 {
		t.Errorf("%d rows refer to what is not there, %v", orphans, err)
	}
}

// dumpAt opens the workspace as the program does, dumps it and closes it.
func dumpAt(t *testing.T, path string) string {
	t.Helper()
	w, err := workspace.Open(t.Context(), path, ring)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return dump(t, w)
}
