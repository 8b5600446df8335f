package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// What can be wrong with a file. Every *Error wraps one of these or an error of
// the operating system.
var (
	ErrNotATable = errors.New("not a table")
	ErrEmpty     = errors.New("empty file")
	ErrTooLarge  = errors.New("larger than allowed")
	ErrEncrypted = errors.New("protected with a password")
	ErrDamaged   = errors.New("damaged file")
	ErrNested    = errors.New("archive inside an archive")
	ErrOldFormat = errors.New("format too old")
	// ErrBadRow marks one row that was left out; reading goes on after it.
	ErrBadRow = errors.New("row cannot be read")
)

// Error is a refusal in plain English: where, what is wrong, what to do.
type Error struct {
	File    string // the file's own name
	Table   string // Table.Name; "" when the whole file is meant
	Row     int    // Row.Number; 0 when no single row is meant
	Column  int    // 1 is the first; 0 when no single cell is meant
	Problem Problem
	Err     error // the cause, for errors.Is and the log
}

// Error gives the whole sentence for people, without the technical cause.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Table != "" {
		b.WriteString(e.Table)
	} else {
		b.WriteString(e.File)
	}
	if e.Row > 0 {
		fmt.Fprintf(&b, ", row %d", e.Row)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ", column %d", e.Column)
	}
	b.WriteString(": " + sentences[e.Problem].problem + " " + sentences[e.Problem].cure)
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// because joins a sentinel callers decide on with the cause for the log.
func because(sentinel, cause error) error {
	if cause == nil || errors.Is(cause, sentinel) {
		return sentinel
	}
	return fmt.Errorf("%w: %w", sentinel, cause)
}

func emptyFile(name string) *Error { return &Error{File: name, Err: ErrEmpty, Problem: EmptyFile} }

func unreadable(name string, err error) *Error {
	e := &Error{File: name, Err: err, Problem: CannotOpen}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Problem = MissingFile
	case errors.Is(err, fs.ErrPermission):
		e.Problem = NoPermission
	}
	return e
}

// fail fills in where e happened.
func (p part) fail(e Error) *Error {
	e.File = p.file
	if p.name != p.file {
		e.Table = p.name
	}
	return &e
}

// damaged turns whatever stopped the reading into a sentence. Errors that already
// are sentences, and the context's, pass unchanged.
func (p part) damaged(cause error) error {
	var told *Error
	if errors.As(cause, &told) || errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	if errors.Is(cause, ErrTooLarge) {
		return p.tooLarge(cause)
	}
	return p.fail(Error{Err: because(ErrDamaged, cause), Problem: DamagedFile})
}

func (p part) tooLarge(cause error) error {
	return p.fail(Error{Err: because(ErrTooLarge, cause), Problem: TooLarge})
}

func (p part) notATable(what Problem) error { return p.fail(Error{Err: ErrNotATable, Problem: what}) }

func (p part) encrypted() error { return p.fail(Error{Err: ErrEncrypted, Problem: Encrypted}) }
