package decision

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Seal binds an entry to all before it. The zero seal stands before the first entry.
type Seal [sha256.Size]byte

// String returns the seal as 64 hexadecimal digits.
func (s Seal) String() string { return hex.EncodeToString(s[:]) }

// ErrNoSeal is returned for words that are no seal.
var ErrNoSeal = errors.New("a seal has 64 hexadecimal digits")

// ParseSeal reads what [Seal.String] writes; anything else is [ErrNoSeal].
func ParseSeal(text string) (s Seal, err error) {
	raw, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != len(s) {
		return s, ErrNoSeal
	}
	return Seal(raw), nil
}

// Entry is a decision in the log.
type Entry struct {
	Number int64 // from 1, without gaps
	Decision
	Seal Seal
}

// sealed returns what the seal of an entry is computed from, after a seal.
func (e Entry) sealed(after Seal) string {
	everywhere := "text"
	if e.Everywhere {
		everywhere = "everywhere"
	}
	return netstrings(
		after.String(), strconv.FormatInt(e.Number, 10), e.At.UTC().Format("2006-01-02T15:04:05Z"), e.By, string(e.Verdict), everywhere, e.Reason,
		e.Rule, string(e.Kind), e.Of.String(), e.Text, e.Words,
	)
}

// netstrings writes fields so that no two lists of them are written alike: each as its length in bytes, a colon, itself, and a
// comma (D. J. Bernstein, "Netstrings", 1997).
func netstrings(fields ...string) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(strconv.Itoa(len(f)))
		b.WriteByte(':')
		b.WriteString(f)
		b.WriteByte(',')
	}
	return b.String()
}

// Append returns the entries that decisions become after the last entry there is (its zero value: none). It returns the
// errors of [Decision.Checked].
func Append(last Entry, decisions ...Decision) ([]Entry, error) {
	var added []Entry
	for _, d := range decisions {
		checked, err := d.Checked()
		if err != nil {
			return nil, err
		}
		e := Entry{Number: last.Number + 1, Decision: checked}
		e.Seal = sha256.Sum256([]byte(e.sealed(last.Seal)))
		added = append(added, e)
		last = e
	}
	return added, nil
}

// BrokenError says where a log was tampered with or damaged.
type BrokenError struct {
	Number int64 // of the first entry that does not fit those before it
	Gap    bool  // entries before it are missing, or stand twice
}

// Error says what is wrong, for the log of a program; people are told in their language.
func (e *BrokenError) Error() string {
	if e.Gap {
		return fmt.Sprintf("before entry %d of the decisions something is missing or stands twice", e.Number)
	}
	return fmt.Sprintf("entry %d of the decisions is not what was sealed", e.Number)
}

// Verify reports whether a log is as it was written: all entries from the first on, in order. It returns a [*BrokenError] for
// the first that is not. That the last entries are missing can be seen only from a seal that was written down elsewhere.
func Verify(log []Entry) error {
	var last Entry
	for _, e := range log {
		switch {
		case e.Number != last.Number+1:
			return &BrokenError{e.Number, true}
		case e.Seal != sha256.Sum256([]byte(e.sealed(last.Seal))):
			return &BrokenError{Number: e.Number}
		}
		last = e
	}
	return nil
}
