package backup

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"

	"auscult/app/workspace"
	"auscult/importer"
)

// canary is a word of a post that must not be readable in a backup.
const canary = "Zwitscherzeisig"

const secret = "four words that differ"

// filled is an open workspace with one post, which SQLite still has in its log beside the file.
func filled(t *testing.T) *workspace.Workspace {
	t.Helper()
	dir := t.TempDir()
	w, err := workspace.Create(t.Context(), filepath.Join(dir, "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	export := filepath.Join(dir, "posts.csv")
	content := "organisation,platform,published_at,text,reactions\nInvented Hospital,xing,2026-07-15,Our " + canary + " sings,7\n"
	if err := os.WriteFile(export, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(t.Context(), export, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return w
}

func written(t *testing.T, lock Lock) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "w.age")
	if err := Write(t.Context(), filled(t), path, lock, Options{}); err != nil {
		t.Fatal(err)
	}
	return path
}

// snapshot is the file of filled.
func snapshot(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot")
	if err := filled(t).Snapshot(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// quickly locks content by the passphrase as age does, with less work than a real backup takes.
func quickly(t *testing.T, content []byte) (path string) {
	t.Helper()
	r, err := age.NewScryptRecipient(secret)
	if err != nil {
		t.Fatal(err)
	}
	r.SetWorkFactor(10)
	var b bytes.Buffer
	to, err := age.Encrypt(&b, r)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "quick.age")
	_, err = to.Write(content)
	if err := errors.Join(err, to.Close(), os.WriteFile(path, b.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

// checkFilled checks that the workspace at path is the one of filled.
func checkFilled(t *testing.T, path string) {
	t.Helper()
	w, err := workspace.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	imports, err := w.Imports(t.Context())
	if err != nil || len(imports) != 1 || imports[0].Taken != 1 {
		t.Errorf("imports: %+v, %v", imports, err)
	}
	content, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(content, []byte(canary)) {
		t.Errorf("the post is not in the workspace, %v", err)
	}
}

func checkOnly(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != strings.Join(want, " ") {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

func TestRoundTrip(t *testing.T) {
	path := written(t, Lock{Passphrase: secret})
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte(canary)) || bytes.Contains(sealed, []byte("SQLite")) {
		t.Error("the backup can be read")
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the backup's rights: %v, %v", info.Mode(), err)
	}
	dir := t.TempDir()
	to, last := filepath.Join(dir, "back.auscult"), 0.0
	err = Restore(t.Context(), path, to, Keys{Passphrase: secret}, Options{Progress: func(part float64) { last = part }})
	if err != nil {
		t.Fatal(err)
	}
	if last < 0.9 || last > 1 {
		t.Errorf("told to be %v done", last)
	}
	checkOnly(t, dir, "back.auscult")
	checkFilled(t, to)
}

// The tool age itself opens a backup, and what is in it is the workspace's file.
func TestAgeOpensIt(t *testing.T) {
	tool, err := exec.LookPath("age")
	if err != nil {
		t.Skip("the tool age is missing; “make test” installs it")
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	key, to := filepath.Join(dir, "key.txt"), filepath.Join(dir, "w.auscult")
	if err := os.WriteFile(key, []byte(identity.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := written(t, Lock{Recipients: []string{identity.Recipient().String()}})
	if out, err := exec.Command(tool, "--decrypt", "--identity", key, "--output", to, path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	checkFilled(t, to)

	// And Auscult opens what age has written.
	again, back := filepath.Join(dir, "again.age"), filepath.Join(dir, "back.auscult")
	if out, err := exec.Command(tool, "--recipient", identity.Recipient().String(), "--output", again, to).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := Restore(t.Context(), again, back, Keys{Identity: key}, Options{}); err != nil {
		t.Fatal(err)
	}
	checkFilled(t, back)
}

func TestRestoreRefuses(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(key, []byte(stranger.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	byPassphrase, byIdentity := quickly(t, snapshot(t)), written(t, Lock{Recipients: []string{identity.Recipient().String()}})
	sealed, err := os.ReadFile(byPassphrase)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, content []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)-100] ^= 1
	for _, c := range []struct {
		what string
		path string
		keys Keys
		want error
	}{
		{"the wrong passphrase", byPassphrase, Keys{Passphrase: "four words that differ "}, workspace.ErrWrongPassphrase},
		{"no passphrase", byPassphrase, Keys{Identity: key}, ErrByPassphrase},
		{"no identity", byIdentity, Keys{Passphrase: secret}, ErrByIdentity},
		{"a stranger's identity", byIdentity, Keys{Identity: key}, ErrWrongIdentity},
		{"half a backup", file("half.age", sealed[:len(sealed)/2]), Keys{Passphrase: secret}, ErrBroken},
		{"a backup without its end", file("end.age", sealed[:len(sealed)-1]), Keys{Passphrase: secret}, ErrBroken},
		{"a backup of which a bit has changed", file("bit.age", flipped), Keys{Passphrase: secret}, ErrBroken},
		{"something behind a backup", file("more.age", append(bytes.Clone(sealed), 0)), Keys{Passphrase: secret}, ErrBroken},
		{"another file", file("text.age", []byte("organisation,platform")), Keys{Passphrase: secret}, ErrNoBackup},
		{"an empty file", file("nothing.age", nil), Keys{Passphrase: secret}, ErrNoBackup},
		{"a letter", quickly(t, []byte("Dear patient")), Keys{Passphrase: secret}, workspace.ErrNoWorkspace},
		{"nothing", quickly(t, nil), Keys{Passphrase: secret}, workspace.ErrNoWorkspace},
	} {
		dir := t.TempDir()
		err := Restore(t.Context(), c.path, filepath.Join(dir, "w.auscult"), c.keys, Options{})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
		checkOnly(t, dir)
	}
}

func TestWriteRefuses(t *testing.T) {
	w, dir := filled(t), t.TempDir()
	for _, c := range []struct {
		what string
		lock Lock
		want error
	}{
		{"no lock", Lock{}, ErrNoLock},
		{"two locks", Lock{secret, []string{"age1x"}}, ErrTwoLocks},
	} {
		if err := Write(t.Context(), w, filepath.Join(dir, "w.age"), c.lock, Options{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	if err := Write(t.Context(), w, filepath.Join(dir, "w.age"), Lock{Recipients: []string{"somebody"}}, Options{}); err == nil {
		t.Error("a recipient that is none")
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Write(cancelled, w, filepath.Join(dir, "w.age"), Lock{Passphrase: secret}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	checkOnly(t, dir)
}

// Nothing is replaced without being asked for, and with it only by what is whole.
func TestForce(t *testing.T) {
	path, dir := quickly(t, snapshot(t)), t.TempDir()
	keys := Keys{Passphrase: secret}
	to := filepath.Join(dir, "w.auscult")
	other, err := workspace.Create(t.Context(), to, workspace.Settings{Hospital: "Another Hospital", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), path, to, keys, Options{}); !errors.Is(err, ErrTaken) {
		t.Errorf("over a workspace: %v", err)
	}
	if err := Restore(t.Context(), path, to, keys, Options{Force: true}); !errors.Is(err, workspace.ErrLocked) {
		t.Errorf("over a workspace that is open: %v", err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), path, to, Keys{Passphrase: "wrong"}, Options{Force: true}); err == nil {
		t.Error("replaced by a backup that was not opened")
	}
	if other, err = workspace.Open(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if s, err := other.Settings(t.Context()); err != nil || s.Hospital != "Another Hospital" {
		t.Errorf("a failed restore has changed what was there: %+v, %v", s, err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	// What is there may be damaged, and have left a log behind.
	if err := os.WriteFile(to, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to+"-wal", []byte("old log"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), path, to, keys, Options{Force: true}); err != nil {
		t.Fatal(err)
	}
	checkOnly(t, dir, "w.auscult")
	checkFilled(t, to)
}

// A backup that the first Auscult could have written is brought up to date when it is opened.
func TestBackupOfAnOlderSchema(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "old.sqlite")
	script, err := os.ReadFile("../workspace/schema/0001_first.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", old)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(string(script) + `; INSERT INTO settings VALUES ('hospital', 'Old Hospital'), ('time_zone', 'UTC');
		PRAGMA application_id = 0x41555343; PRAGMA user_version = 1`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	plain, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(dir, "back.auscult")
	if err := Restore(t.Context(), quickly(t, plain), back, Keys{Passphrase: secret}, Options{}); err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Open(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if s, err := w.Settings(t.Context()); err != nil || s.Hospital != "Old Hospital" {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := w.Comments(t.Context()); err != nil { // a table that the first schema lacks
		t.Error(err)
	}
}
