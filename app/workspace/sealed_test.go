package workspace_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/importer"
)

// plainWorkspace is a workspace of the last Auscult that did not encrypt: with what two imports said that people wrote, and with
// what a third, which has been taken back, left in free pages.
func plainWorkspace(t testing.TB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "plain.auscult")
	scripts, err := filepath.Glob("schema/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var statements []string
	for _, script := range scripts { // in the order of their names
		if filepath.Base(script) >= "0014" {
			break
		}
		content, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		statements = append(statements, string(content))
	}
	// The key of a comment without identifier was the first 96 bits of this.
	sum := sha256.Sum256([]byte(strings.Join([]string{"f.example/1", "person-1234567890", "1784106780", "Nebelmöwe!"}, "\x00"))) // 2026-07-15 09:13 UTC
	key := "text:" + hex.EncodeToString(sum[:12])
	const comment = `INSERT INTO comments (channel_id, key, import_id, native_id, in_reply_to, post_url, author, author_hidden, written_at, day_only, text, ours, mention) VALUES `
	statements = append(statements,
		fmt.Sprintf("PRAGMA application_id = %d", 0x41555343), fmt.Sprintf("PRAGMA user_version = %d", len(statements)),
		`INSERT INTO settings VALUES ('hospital', 'Invented Hospital'), ('time_zone', 'UTC'), ('year_start', '1'), ('invented', 'no'), ('pseudonym_secret', '`+strings.Repeat("5a", 32)+`')`,
		`INSERT INTO organisations (id, name, competitor) VALUES (1, 'Invented Hospital', 0)`,
		`INSERT INTO channels (id, organisation_id, platform, name) VALUES (1, 1, 'facebook', 'Page')`,
		`INSERT INTO imports (id, file, sha256, format, encoding, imported_at, exported_at, row_count, taken, merged, unchanged, refused) VALUES
			(1, 'a.csv', 'a', 'auscult-comments', 'UTF-8', 1, 1, 3, 2, 0, 0, 1), (2, 'b.csv', 'b', 'auscult-comments', 'UTF-8', 2, 2, 1, 0, 0, 1, 0)`,
		`INSERT INTO problems (import_id, row_number, column_name, value, reason) VALUES (1, 4, 'written_at', 'a Kranichfeder at nine', 'not_a_date')`,
		comment+`(1, 'id:c1', 1, 'c1', '', 'https://f.example/1', 'Nina Eisvogelmann', 0, 1784106720, 0, 'Our Zwitscherzeisig sings', 1, 0)`,
		comment+`(1, '`+key+`', 1, '', '', 'https://f.example/1', 'person-1234567890', 1, 1784106780, 0, 'Nebelmöwe!', 1, 0)`,
		comment+`(1, '`+key+`', 2, '', '', 'https://f.example/1', 'person-1234567890', 1, 1784106780, 0, 'Nebelmöwe!', 1, 0)`,
		comment+`(1, 'id:gone', 2, 'gone', '', '', '', 0, 1784106780, 0, '`+strings.Repeat("Wiedehopf ", 2000)+`', 1, 0)`,
		`DELETE FROM comments WHERE key = 'id:gone'`,
	)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range append(canaries, "Wiedehopf") {
		if !strings.Contains(string(content), word) {
			t.Fatalf("%q is not in the old workspace, so the test tests nothing", word)
		}
	}
	return path
}

const readableBefore = "Nina Eisvogelmann: Our Zwitscherzeisig sings; person-1234567890: Nebelmöwe!"

// What an older Auscult has left as it is written is encrypted when the workspace is opened, and nothing of it stays behind.
func TestOldTextsAreEncrypted(t *testing.T) {
	path := plainWorkspace(t)
	w := openWith(t, path, ring)
	checkUnreadable(t, path, append(canaries, "Wiedehopf", strings.Repeat("5a", 32))...) // the last is the secret for pseudonyms
	if got := texts(commentsOf(t, w)); got != readableBefore {
		t.Errorf("read as %q", got)
	}
	if s := stateOf(t, w); s.Plain != 0 || s.Sealed != 3 || !s.Unlocked {
		t.Errorf("%+v", s)
	}
	if problems, err := w.Problems(t.Context(), 1); err != nil || len(problems) != 1 || problems[0].Value != "a Kranichfeder at nine" {
		t.Errorf("refused: %+v, %v", problems, err)
	}
	var keys int // of the comment without identifier, of which two imports tell
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`SELECT count(DISTINCT key) FROM comments WHERE native_id = ''`).Scan(&keys); err != nil || keys != 1 {
		t.Errorf("one comment has become %d, %v", keys, err)
	}
	if err := db.QueryRow(`SELECT count(*) FROM settings WHERE name = 'key_purge'`).Scan(&keys); err != nil || keys != 0 {
		t.Errorf("free pages are still to be cleaned: %d, %v", keys, err)
	}
	path = closed(t, w)
	checkUnreadable(t, path, append(canaries, "Wiedehopf")...)
}

// A comment without identifier that was imported before it was encrypted is the same when it is imported again: its key is
// made from who wrote it, whose pseudonym comes from the same secret.
func TestOldCommentsAreTheSameAgain(t *testing.T) {
	old := openWith(t, plainWorkspace(t), workspace.WithKeyring(keyring.None()))
	closed(t, old)
	db, err := sql.Open("sqlite", old.Path())
	if err != nil {
		t.Fatal(err)
	}
	// HMAC-SHA-256 of "nina eisvogelmann" with the secret above, its first 40 bits; computed by Python's hmac.
	if _, err := db.Exec(`UPDATE comments SET author = ? WHERE native_id = ''`, "person-3d8f1efddd"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	w := openWith(t, old.Path(), ring)
	again := importFile(t, w, exportOf(t, "c.csv", "2026-08-01", commentHeader+
		"Page,facebook,https://f.example/1,,,@Nina  EISVOGELMANN,2026-07-15 09:13,Nebelmöwe!,no,\n"))
	if got, want := counted(again), "0 new 0 updated 1 unchanged 0 refused"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Decisions that were made with the secret for pseudonyms hold: their fingerprints stay what they were. Without decisions the
// fingerprints have a secret of their own, since that for pseudonyms is sealed.
func TestFingerprintsStayWhatTheyWere(t *testing.T) {
	for _, decided := range []bool{true, false} {
		path := plainWorkspace(t)
		if decided {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(`INSERT INTO decisions VALUES (1, 1, 'somebody', 'false_alarm', 1, '', 'name', 'name', 'post', 'x', 'y', 'z')`); err != nil {
				t.Fatal(err)
			}
			db.Close()
		}
		w := openWith(t, path, ring)
		prints, err := w.Fingerprints(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// HMAC-SHA-256 of "5:words,11:anna keller," with the secret of the old workspace, its first half; computed by Python's hmac.
		if was := prints.Words("Anna  Keller") == "171cbcb3fe2de9de6d32c00b565cdb5d"; was != decided {
			t.Errorf("decided %v: the fingerprint is the old one: %v", decided, was)
		}
		locked, err := openWith(t, closed(t, w), workspace.WithKeyring(keyring.None())).Fingerprints(t.Context())
		if err != nil || locked.Words("Anna Keller") != prints.Words("Anna Keller") {
			t.Errorf("decided %v: another fingerprint where comments are locked, %v", decided, err)
		}
	}
}

// Where there is no place for the key, old texts stay as they were and can be read, until a passphrase is set.
func TestOldTextsWithoutAPlaceForTheKey(t *testing.T) {
	path := plainWorkspace(t)
	w := openWith(t, path, workspace.WithKeyring(keyring.None()))
	if s := stateOf(t, w); s.Made || s.Plain != 3 || s.Locked() {
		t.Errorf("%+v", s)
	}
	if got := texts(commentsOf(t, w)); got != readableBefore {
		t.Errorf("read as %q", got)
	}
	if err := w.SetPassphrase(t.Context(), "four words"); err != nil {
		t.Fatal(err)
	}
	checkUnreadable(t, path, append(canaries, "Wiedehopf")...)
	if got := texts(commentsOf(t, w)); got != readableBefore {
		t.Errorf("encrypted, read as %q", got)
	}
}

// While another program reads, free pages cannot be cleaned; the next start does it.
func TestCleaningIsPutOff(t *testing.T) {
	path := plainWorkspace(t)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("PRAGMA journal_mode = WAL"); err != nil {
		t.Fatal(err)
	}
	reader, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRow("SELECT count(*) FROM comments").Scan(&n); err != nil {
		t.Fatal(err)
	}
	w := openWith(t, path, ring)
	if got := texts(commentsOf(t, w)); got != readableBefore {
		t.Errorf("read as %q", got)
	}
	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	closed(t, w)
	w = openWith(t, path, ring)
	checkUnreadable(t, path, append(canaries, "Wiedehopf")...)
	closed(t, w)
}

// The test binary plays the program that is killed: with these set it opens an old workspace with a keyring that lasts.
const (
	encryptingWorkspace = "AUSCULT_TEST_ENCRYPTING_WORKSPACE"
	encryptingKeyring   = "AUSCULT_TEST_ENCRYPTING_KEYRING"
)

func playEncrypting(path string) {
	w, err := workspace.Open(context.Background(), path, workspace.WithKeyring(fileRing{os.Getenv(encryptingKeyring)}))
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// fileRing is a keyring that outlives its program, as a system's does.
type fileRing struct{ dir string }

func (r fileRing) Get(account string) (string, error) {
	secret, err := os.ReadFile(filepath.Join(r.dir, account))
	if err != nil {
		return "", keyring.ErrAbsent
	}
	return string(secret), nil
}

func (r fileRing) Set(account, secret string) error {
	return os.WriteFile(filepath.Join(r.dir, account), []byte(secret), 0o600)
}

// A program killed at any moment while it encrypts old texts leaves all of them to be read, and the next one completes it.
func TestKilledWhileEncrypting(t *testing.T) {
	original := plainWorkspace(t)
	db, err := sql.Open("sqlite", original)
	if err != nil {
		t.Fatal(err)
	}
	const more = 3000
	if _, err := db.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO comments (channel_id, key, import_id, native_id, in_reply_to, post_url, author, author_hidden, written_at, day_only, text, ours, mention)
		SELECT 1, 'id:n' || i, 1, 'n' || i, '', '', '', 0, 1784106780 + i, 0, 'Nebelmöwe ' || i, 1, 0 FROM n`, more); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	lasting := fileRing{t.TempDir()}
	encrypting := func(path string) *exec.Cmd {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), encryptingWorkspace+"="+path, encryptingKeyring+"="+lasting.dir)
		return c
	}
	complete := copied(t, original)
	began := time.Now()
	if out, err := encrypting(complete).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	lasts := time.Since(began)
	kills, plain, sealed := 6, 0, 0
	if isLong() {
		kills = 50
	}
	for i := range kills {
		path := copied(t, original)
		c := encrypting(path)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(lasts * time.Duration(i+1) * 11 / time.Duration(10*kills)) // until a little after its end
		_ = c.Process.Kill()                                                  // it may have ended by itself
		_ = c.Wait()                                                          // which tells of the kill as an error
		checkSound(t, path)
		w := openWith(t, path, workspace.WithKeyring(keyring.None()))
		switch state := stateOf(t, w); {
		case state.Made && state.Sealed == 3+more && state.Plain == 0:
			sealed++
		case !state.Made && state.Plain == 3+more:
			plain++
		default:
			t.Errorf("kill %d: encrypted in part: %+v", i, state)
		}
		closed(t, w)
		w = openWith(t, path, workspace.WithKeyring(lasting))
		all := commentsOf(t, w)
		if got := texts(all[:2]); got != readableBefore || len(all) != 2+more || all[1+more].Text != fmt.Sprint("Nebelmöwe ", more) {
			t.Errorf("kill %d: read as %q and %d more", i, got, len(all)-2)
		}
		checkUnreadable(t, closed(t, w), append(canaries, "Wiedehopf")...)
	}
	t.Logf("encrypting lasts %v; of %d killed, %d had encrypted nothing and %d everything", lasts, kills, plain, sealed)
}

const benchComments = 50_000

// BenchmarkComments reads 50,000 comments, each with its own text under the workspace's key.
func BenchmarkComments(b *testing.B) {
	var rows strings.Builder
	rows.WriteString(commentHeader)
	for i := range benchComments {
		fmt.Fprintf(&rows, "Page,facebook,https://f.example/%d,c%d,,Person %d,2026-07-%02d 09:12,"+
			"\"How long do I have to wait for an appointment, and do I need a letter from my doctor? Number %d\",no,\n", i%500, i, i%900, 1+i%28, i)
	}
	path := filepath.Join(b.TempDir(), "many.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	w := create(b)
	if _, err := w.ImportFile(b.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all, err := w.Comments(b.Context())
		if err != nil || len(all) != benchComments {
			b.Fatalf("%d comments, %v", len(all), err)
		}
	}
}
