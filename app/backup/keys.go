package backup

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"filippo.io/age"

	"auscult/app/workspace"
)

// Refusal is an error that a person can do something about. Its value is the word used in the texts of the window.
type Refusal string

// The refusals.
const (
	// ErrTaken is returned when there is a file of the name already.
	ErrTaken Refusal = "backup_taken"
	// ErrNoLock is returned when neither passphrase nor recipient is given, ErrTwoLocks when both are.
	ErrNoLock   Refusal = "backup_no_lock"
	ErrTwoLocks Refusal = "backup_two_locks"
	// ErrNoBackup is returned for a file that is no age file.
	ErrNoBackup Refusal = "no_backup"
	// ErrBroken is returned for a backup that has been cut off or changed.
	ErrBroken Refusal = "backup_broken"
	// ErrByPassphrase is returned when the backup is locked by a passphrase and none is given, ErrByIdentity when it is
	// locked to recipients and no identity is given.
	ErrByPassphrase Refusal = "backup_by_passphrase"
	ErrByIdentity   Refusal = "backup_by_identity"
	// ErrWrongIdentity is returned when no identity given fits the backup's recipients.
	ErrWrongIdentity Refusal = "backup_wrong_identity"
)

var refusals = map[Refusal]string{
	ErrTaken:         "there is a file of this name already; choose another name, or replace it with --force",
	ErrNoLock:        "a backup needs a passphrase or a recipient who can open it",
	ErrTwoLocks:      "a backup is locked either by a passphrase or to recipients; give one of the two",
	ErrNoBackup:      "this is not a backup: backups are age files",
	ErrBroken:        "the backup is damaged or incomplete; take another copy of it",
	ErrByPassphrase:  "this backup is opened with its passphrase",
	ErrByIdentity:    "this backup is locked to recipients; give the file with the identity of one of them",
	ErrWrongIdentity: "the identity is that of none of the backup's recipients",
}

// Refusals returns all refusals.
func Refusals() []Refusal {
	return []Refusal{ErrTaken, ErrNoLock, ErrTwoLocks, ErrNoBackup, ErrBroken, ErrByPassphrase, ErrByIdentity, ErrWrongIdentity}
}

func (r Refusal) Error() string { return refusals[r] }

// Word is the refusal's word in the texts of the window.
func (r Refusal) Word() string { return string(r) }

// Lock says who can open a backup: whoever knows the passphrase, or the recipients, each written as age1….
type Lock struct {
	Passphrase string
	Recipients []string
}

func (l Lock) recipients() ([]age.Recipient, error) {
	switch {
	case l.Passphrase == "" && len(l.Recipients) == 0:
		return nil, ErrNoLock
	case l.Passphrase != "" && len(l.Recipients) > 0: // age allows no other recipient beside a passphrase
		return nil, ErrTwoLocks
	case l.Passphrase != "":
		r, err := age.NewScryptRecipient(l.Passphrase)
		return []age.Recipient{r}, err
	}
	recipients, err := age.ParseRecipients(strings.NewReader(strings.Join(l.Recipients, "\n")))
	if err != nil {
		return nil, fmt.Errorf("recipients are written as age1…: %w", err)
	}
	return recipients, nil
}

// Keys open a backup: its passphrase, or the path of a file with the identity (AGE-SECRET-KEY-1…) of a recipient.
type Keys struct {
	Passphrase, Identity string
}

// header begins every age file, byPassphrase the header of one that a passphrase locks.
const (
	header       = "age-encryption.org/v1\n"
	byPassphrase = header + "-> scrypt "
)

// ByPassphrase reports whether the backup at path is opened with a passphrase. It returns [ErrNoBackup].
func ByPassphrase(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close() // opened for reading
	return locked(bufio.NewReader(f))
}

func locked(r *bufio.Reader) (byPass bool, err error) {
	begin, err := r.Peek(len(byPassphrase))
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if !strings.HasPrefix(string(begin), header) {
		return false, ErrNoBackup
	}
	return string(begin) == byPassphrase, nil
}

// open returns what is in the backup, and what opens it.
func (k Keys) open(sealed io.Reader) (io.Reader, []age.Identity, error) {
	buffered := bufio.NewReader(sealed)
	byPass, err := locked(buffered)
	if err != nil {
		return nil, nil, err
	}
	identities, err := k.identities(byPass)
	if err != nil {
		return nil, nil, err
	}
	plain, err := age.Decrypt(buffered, identities...)
	switch none := (*age.NoIdentityMatchError)(nil); {
	case errors.As(err, &none) && byPass:
		return nil, nil, workspace.ErrWrongPassphrase
	case errors.As(err, &none):
		return nil, nil, ErrWrongIdentity
	case err != nil:
		return nil, nil, broken(err)
	}
	return opened{plain}, identities, nil
}

func (k Keys) identities(byPass bool) ([]age.Identity, error) {
	switch {
	case byPass && k.Passphrase == "":
		return nil, ErrByPassphrase
	case byPass:
		i, err := age.NewScryptIdentity(k.Passphrase)
		return []age.Identity{i}, err
	case k.Identity == "":
		return nil, ErrByIdentity
	}
	f, err := os.Open(k.Identity)
	if err != nil {
		return nil, err
	}
	defer f.Close() // opened for reading
	identities, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("%s holds no identity (AGE-SECRET-KEY-1…): %w", k.Identity, err)
	}
	return identities, nil
}

// opened is the content of a backup. It tells a backup that is broken from a disk that cannot be read.
type opened struct{ from io.Reader }

func (o opened) Read(p []byte) (int, error) {
	n, err := o.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = broken(err)
	}
	return n, err
}

func broken(err error) error {
	if disk := (*fs.PathError)(nil); errors.As(err, &disk) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}
