package workspace_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"auscult/app/workspace"
	"auscult/importer"
)

// The test binary plays the program that is killed: with these variables set it imports a file and waits to die when
// half of it is in.
const (
	victimWorkspace = "AUSCULT_TEST_VICTIM_WORKSPACE"
	victimFile      = "AUSCULT_TEST_VICTIM_FILE"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(victimWorkspace); path != "" {
		playVictim(path, os.Getenv(victimFile))
		return
	}
	if path := os.Getenv(encryptingWorkspace); path != "" {
		playEncrypting(path)
		return
	}
	os.Exit(m.Run())
}

func playVictim(path, file string) {
	w, err := workspace.Open(context.Background(), path, ring)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	_, err = w.ImportFile(context.Background(), file, importer.Options{}, workspace.ImportOptions{Progress: func(done, total int) {
		if done >= total/2 {
			fmt.Println("half")
			select {} // until killed
		}
	}})
	fmt.Println("error", err)
}

// A program killed in the middle of an import leaves a sound workspace with nothing of it.
func TestKilledHalfWay(t *testing.T) {
	w := create(t)
	importFile(t, w, export(t, "before.csv", "2026-04-01", "Other;;xing;2026-02-03;https://x.example/before;first;photo;10;1;"))
	before := dump(t, w)
	path := w.Path()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	rows := make([]string, 20_000)
	for i := range rows {
		rows[i] = fmt.Sprintf("New Rival;;xing;2026-02-03;https://x.example/%d;%0200d;photo;10;1;", i, i)
	}
	victim := exec.Command(os.Args[0])
	victim.Env = append(os.Environ(), victimWorkspace+"="+path, victimFile+"="+export(t, "big.csv", "2026-04-10", rows...))
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	var said string
	if _, err := fmt.Fscan(out, &said); err != nil || said != "half" {
		t.Errorf("the victim said %q, %v", said, err)
	}
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = victim.Wait() // it was killed, which Wait reports as an error

	db, err := sql.Open("sqlite", filepath.ToSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var sound string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		t.Errorf("integrity check: %q, %v", sound, err)
	}
	w, err = workspace.Open(t.Context(), path, ring)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if after := dump(t, w); after != before {
		t.Errorf("something of the killed import is there:\n%s", after)
	}
}
