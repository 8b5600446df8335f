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
	Problem string // one sentence with full stop
	Cure    string // what the person can do, one or two sentences
	Err     error  // the cause, for errors.Is and the log
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
	b.WriteString(": ")
	b.WriteString(e.Problem)
	if e.Cure != "" {
		b.WriteString(" ")
		b.WriteString(e.Cure)
	}
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

func emptyFile(name string) *Error {
	return &Error{
		File: name, Err: ErrEmpty,
		Problem: "The file is empty.",
		Cure:    "Export it again.",
	}
}

func unreadable(name string, err error) *Error {
	e := &Error{File: name, Err: err, Problem: "The file cannot be opened."}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Problem, e.Cure = "The file does not exist any more.", "Choose it again."
	case errors.Is(err, fs.ErrPermission):
		e.Cure = "Check that you may read it and that no other program holds it."
	default:
		e.Cure = "Close it in other programs, or copy it to this computer, and try again."
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
	return p.fail(Error{
		Err:     because(ErrDamaged, cause),
		Problem: "The file is damaged or incomplete.",
		Cure:    "Download or export it again.",
	})
}

func (p part) tooLarge(cause error) error {
	return p.fail(Error{
		Err:     because(ErrTooLarge, cause),
		Problem: "The file unpacks to more than is allowed.",
		Cure:    "Export a shorter period, or split the file.",
	})
}

func (p part) notATable(what, cure string) error {
	return p.fail(Error{Err: ErrNotATable, Problem: what, Cure: cure})
}

func (p part) encrypted() error {
	return p.fail(Error{
		Err:     ErrEncrypted,
		Problem: "The file is protected with a password.",
		Cure:    "Open it in its own program, remove the password and save it again.",
	})
}
