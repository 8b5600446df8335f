package workspace

import (
	"errors"
	"fmt"
	"testing"
)

type sqliteError int

func (e sqliteError) Error() string { return "in SQLite's words" }
func (e sqliteError) Code() int     { return int(e) }

// The codes are those of SQLite's list of results: 5 busy, 6 locked, 8 read only, 13 full; bytes above say more.
func TestErrorsOfTheDatabaseAPersonCanDoSomethingAbout(t *testing.T) {
	for code, want := range map[sqliteError]Refusal{5: ErrLocked, 6: ErrLocked, 8: ErrReadOnly, 8 | 1<<8: ErrReadOnly, 13: ErrDiskFull, 5 | 2<<8: ErrLocked} {
		err := refused(fmt.Errorf("insert: %w", code))
		if !errors.Is(err, want) || !errors.Is(err, code) {
			t.Errorf("%d: %v", code, err)
		}
	}
	for _, err := range []error{errors.New("else"), sqliteError(1), sqliteError(19), nil} {
		if got := refused(err); got != err {
			t.Errorf("%v became %v", err, got)
		}
	}
	for _, r := range Refusals() {
		if r.Error() == "" || r.Word() == "" {
			t.Errorf("%q has no sentence", r)
		}
	}
}
