package workspace_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"strings"
	"testing"

	"filippo.io/age"

	"auscult/analytics/social"
	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/app/workspace/seal"
	"auscult/importer"
)

// Words that people wrote, or are called, and that must not be readable in the file.
var canaries = []string{"Zwitscherzeisig", "Nebelmöwe", "Kranichfeder", "Eisvogelmann"}

// written is an export of comments with all canaries: in texts, in a name, and in a row that is refused.
const written = commentHeader +
	"Page,facebook,https://f.example/1,c1,,Nina Eisvogelmann,2026-07-15 09:12,Our Zwitscherzeisig sings,no,\n" +
	"Page,facebook,https://f.example/1,,,Nina Eisvogelmann,2026-07-15 09:13,Nebelmöwe!,no,\n" +
	"Page,facebook,https://f.example/1,c3,,Nina Eisvogelmann,a Kranichfeder at nine,Never,no,\n"

func openWith(t *testing.T, path string, options ...workspace.Option) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Open(t.Context(), path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() }) // a test may have closed it
	return w
}

func createWith(t *testing.T, s workspace.Settings, options ...workspace.Option) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Create(t.Context(), t.TempDir()+"/w.auscult", s, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() }) // a test may have closed it
	return w
}

// importing imports an export as a person does who keeps names.
func importing(t *testing.T, w *workspace.Workspace, name, content string) error {
	t.Helper()
	_, err := w.ImportFile(t.Context(), exportOf(t, name, "2026-08-01", content), importer.Options{}, workspace.ImportOptions{KeepAuthors: true})
	return err
}

func closed(t *testing.T, w *workspace.Workspace) (path string) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.Path()
}

func stateOf(t *testing.T, w *workspace.Workspace) workspace.KeyState {
	t.Helper()
	s, err := w.KeyState(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkUnreadable looks for the words in every byte of the workspace's files.
func checkUnreadable(t *testing.T, path string, words ...string) {
	t.Helper()
	for _, file := range []string{path, path + "-wal"} {
		content, err := os.ReadFile(file)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range words {
			if bytes.Contains(content, []byte(word)) {
				t.Errorf("%q can be read in %s", word, file)
			}
		}
	}
}

func texts(comments []social.Comment) string {
	var all []string
	for _, c := range comments {
		all = append(all, c.Author+": "+c.Text)
	}
	return strings.Join(all, "; ")
}

const readable = "Nina Eisvogelmann: Our Zwitscherzeisig sings; Nina Eisvogelmann: Nebelmöwe!"

func TestWhatPeopleWroteCannotBeReadInTheFile(t *testing.T) {
	w := create(t)
	if err := importing(t, w, "c.csv", written); err != nil {
		t.Fatal(err)
	}
	checkUnreadable(t, w.Path(), canaries...) // while it is open, with what is in the log
	if got := texts(commentsOf(t, w)); got != readable {
		t.Errorf("read as %q", got)
	}
	if problems, err := w.Problems(t.Context(), 1); err != nil || len(problems) != 1 || problems[0].Value != "a Kranichfeder at nine" {
		t.Errorf("refused: %+v, %v", problems, err)
	}
	path := closed(t, w)
	checkUnreadable(t, path, canaries...)
	if got := texts(commentsOf(t, openWith(t, path, ring))); got != readable {
		t.Errorf("the next time read as %q", got)
	}
}

// What an undone import leaves in free pages cannot be read either, encrypted or not: posts are not.
func TestWhatIsTakenBackIsOverwritten(t *testing.T) {
	w := create(t)
	r := importFile(t, w, export(t, "p.csv", "2026-04-01", "Invented Hospital;;xing;2026-02-03;https://x.example/1;Zwitscherzeisig;photo;10;1;"))
	if _, err := w.Undo(t.Context(), r.Import.ID); err != nil {
		t.Fatal(err)
	}
	checkUnreadable(t, closed(t, w), "Zwitscherzeisig")
}

func TestWithoutAPlaceForTheKey(t *testing.T) {
	w := createWith(t, settings, workspace.WithKeyring(keyring.None()))
	if err := importing(t, w, "c.csv", written); !errors.Is(err, workspace.ErrNoKey) {
		t.Errorf("imported: %v", err)
	}
	if imports, err := w.Imports(t.Context()); err != nil || len(imports) != 0 {
		t.Errorf("there is something of it: %+v, %v", imports, err)
	}
	importFile(t, w, export(t, "p.csv", "2026-04-01", "Invented Hospital;;xing;2026-02-03;https://x.example/1;One;photo;10;1;"))
	r, err := w.ImportFile(t.Context(), exportOf(t, "c.csv", "2026-08-01", written), importer.Options{}, workspace.ImportOptions{DryRun: true})
	if err != nil || r.Tables[0].Import.Taken != 2 {
		t.Errorf("a trial: %+v, %v", r, err)
	}
	if stateOf(t, w).Made {
		t.Error("a trial has made a key")
	}
	if err := w.SetPassphrase(t.Context(), ""); !errors.Is(err, workspace.ErrNoPassphrase) {
		t.Errorf("an empty passphrase: %v", err)
	}
	if err := w.SetPassphrase(t.Context(), "four words"); err != nil {
		t.Fatal(err)
	}
	if err := importing(t, w, "c.csv", written); err != nil {
		t.Fatal(err)
	}
	checkUnreadable(t, w.Path(), append(canaries, "four words")...)
}

// On another computer all but the texts works; the passphrase opens them, and nothing is lost.
func TestMovedToAnotherComputer(t *testing.T) {
	w := createWith(t, settings, workspace.WithKeyring(keyring.None()), workspace.WithPassphrase("four words"))
	if err := importing(t, w, "c.csv", written); err != nil {
		t.Fatal(err)
	}
	path := closed(t, w)

	there := keyring.Memory()
	w = openWith(t, path, workspace.WithKeyring(there))
	if s := stateOf(t, w); !s.Locked() || !s.Passphrase || s.InFile || s.Sealed != 2 {
		t.Errorf("the key: %+v", s)
	}
	for _, c := range commentsOf(t, w) {
		if !c.Locked || c.Text != "" || c.Author != "" || c.WrittenAt.IsZero() || c.PostURL == "" {
			t.Errorf("a locked comment: %+v", c)
		}
	}
	if counts, err := w.CommentCounts(t.Context()); err != nil || len(counts) != 1 {
		t.Errorf("counts: %v, %v", counts, err)
	}
	if problems, err := w.Problems(t.Context(), 1); err != nil || problems[0].Value != "" || problems[0].Column == "" {
		t.Errorf("refused: %+v, %v", problems, err)
	}
	more := commentHeader + "Page,facebook,,m1,,Third Nobody,2026-07-17,They helped me,,mention\n"
	if err := importing(t, w, "d.csv", more); !errors.Is(err, workspace.ErrSealed) {
		t.Errorf("more comments: %v", err)
	}
	if err := w.SetPassphrase(t.Context(), "other words"); !errors.Is(err, workspace.ErrSealed) {
		t.Errorf("a passphrase without the key: %v", err)
	}
	if err := w.Unlock(t.Context(), "four worlds"); !errors.Is(err, workspace.ErrWrongPassphrase) {
		t.Errorf("the wrong passphrase: %v", err)
	}
	if err := w.Unlock(t.Context(), "four words"); err != nil {
		t.Fatal(err)
	}
	if got := texts(commentsOf(t, w)); got != readable {
		t.Errorf("unlocked, read as %q", got)
	}
	if err := importing(t, w, "d.csv", more); err != nil {
		t.Error(err)
	}
	// The keyring there has the key from now on, and another passphrase opens it on a third computer.
	w = openWith(t, closed(t, w), workspace.WithKeyring(there))
	if stateOf(t, w).Locked() {
		t.Error("unlocked once, and locked again")
	}
	if err := w.SetPassphrase(t.Context(), "other words"); err != nil {
		t.Fatal(err)
	}
	path = closed(t, w)
	third := openWith(t, path, workspace.WithKeyring(keyring.None()), workspace.WithPassphrase("other words"))
	if got := texts(commentsOf(t, third)); !strings.HasPrefix(got, readable) {
		t.Errorf("on a third computer read as %q", got)
	}
	if s := stateOf(t, openWith(t, closed(t, third), workspace.WithKeyring(keyring.None()), workspace.WithPassphrase("four words"))); !s.Locked() {
		t.Error("the passphrase of before still opens it")
	}
}

// A key that only the keyring of another computer has is said to be there; taking an import back works without it.
func TestKeyThatIsElsewhere(t *testing.T) {
	w := create(t)
	if err := importing(t, w, "c.csv", written); err != nil {
		t.Fatal(err)
	}
	path := closed(t, w)
	var id string
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`SELECT value FROM settings WHERE name = 'key_id'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	wrong := keyring.Memory()
	if err := wrong.Set(id, seal.New().Text()); err != nil {
		t.Fatal(err)
	}
	for name, elsewhere := range map[string]keyring.Keyring{"no keyring": keyring.None(), "another keyring": keyring.Memory(), "a wrong key": wrong} {
		w := openWith(t, path, workspace.WithKeyring(elsewhere))
		if s := stateOf(t, w); !s.Locked() || s.Passphrase {
			t.Errorf("%s: %+v", name, s)
		}
		if err := w.Unlock(t.Context(), "four words"); !errors.Is(err, workspace.ErrNoPassphrase) {
			t.Errorf("%s: unlocked by a passphrase that there is not: %v", name, err)
		}
		closed(t, w)
	}
	w = openWith(t, path, workspace.WithKeyring(keyring.None()))
	if _, err := w.Undo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if len(commentsOf(t, w)) != 0 {
		t.Error("the import is still there")
	}
}

// Nobody puts a text under another comment, or changes one, without being found out.
func TestAlteredTexts(t *testing.T) {
	for name, change := range map[string]string{
		"swapped": `UPDATE comments SET sealed = (SELECT o.sealed FROM comments o WHERE o.key <> comments.key)`,
		"renamed": `UPDATE comments SET key = 'id:c9' WHERE key = 'id:c1'`,
		"changed": `UPDATE comments SET sealed = zeroblob(length(sealed))`,
		"emptied": `UPDATE comments SET sealed = x''`,
	} {
		w := create(t)
		if err := importing(t, w, "c.csv", written); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", w.Path())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(change); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if _, err := w.Comments(t.Context()); !errors.Is(err, workspace.ErrAltered) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The sample keeps its key in the file: nothing in it is real, and it opens everywhere.
func TestSampleOpensEverywhere(t *testing.T) {
	invented := settings
	invented.Invented = true
	w := createWith(t, invented, workspace.WithKeyring(keyring.None()))
	if err := importing(t, w, "c.csv", written); err != nil {
		t.Fatal(err)
	}
	w = openWith(t, closed(t, w), workspace.WithKeyring(keyring.None()))
	if s := stateOf(t, w); s.Locked() || !s.InFile {
		t.Errorf("%+v", s)
	}
	if got := texts(commentsOf(t, w)); got != readable {
		t.Errorf("read as %q", got)
	}
}

// Two programs that import the first comments at the same time agree on one key.
func TestOneKeyForAll(t *testing.T) {
	w := create(t)
	other := openWith(t, w.Path(), ring)
	done := make(chan error)
	for _, w := range []*workspace.Workspace{w, other} {
		go func() { done <- w.MakeKey(t.Context()) }()
	}
	if err := errors.Join(<-done, <-done); err != nil {
		t.Fatal(err)
	}
	if err := importing(t, w, "c.csv", written); err != nil {
		t.Fatal(err)
	}
	if got := texts(commentsOf(t, other)); got != readable {
		t.Errorf("the other reads %q", got)
	}
}

// A snapshot opens for those to whom it is locked, on a computer that has never seen the workspace.
func TestSnapshotCarriesTheKey(t *testing.T) {
	w := create(t)
	if err := importing(t, w, "c.csv", written); err != nil {
		t.Fatal(err)
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/copy.auscult"
	if err := w.Snapshot(t.Context(), path, identity.Recipient()); err != nil {
		t.Fatal(err)
	}
	checkUnreadable(t, path, canaries...)
	there := keyring.Memory()
	for _, i := range []*age.X25519Identity{stranger, identity} {
		if err := workspace.Adopt(t.Context(), path, there, i); err != nil {
			t.Fatal(err)
		}
		w := openWith(t, path, workspace.WithKeyring(there))
		if locked := stateOf(t, w).Locked(); locked != (i == stranger) {
			t.Errorf("locked: %v, for the stranger: %v", locked, i == stranger)
		}
		closed(t, w)
	}
	if got := texts(commentsOf(t, openWith(t, path, workspace.WithKeyring(there)))); got != readable {
		t.Errorf("read as %q", got)
	}
}
