// Package decision keeps what people have decided on findings of the safeguards: who decided what of which finding, when and
// why, as a log to which entries are only added.
//
// Each entry is sealed: its seal is a SHA-256 over what it says and over the seal of the entry before it, so that nobody can
// change, remove or slip in an entry without breaking every seal that follows ([Verify]). Whoever has written down the last
// seal can also tell whether entries at the end are missing. This is the hash chain of S. Haber and W. S. Stornetta, "How
// to time-stamp a digital document", Journal of Cryptology 3 (1991) 99–111.
//
// The log holds no word of a text: the words a finding is about are in it as a fingerprint only, with which the same words
// are known again and from which they cannot be had.
package decision

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"

	"auscult/analytics/safeguard"
)

// Verdict is what has been decided of a finding.
type Verdict string

// The verdicts.
const (
	Remove     Verdict = "remove"      // the text comes down or is changed; open until an export shows that it has been
	Mask       Verdict = "mask"        // it may stay where it is, and is masked in all that leaves the program
	Consent    Verdict = "consent"     // the person has consented in writing
	NotPatient Verdict = "not_patient" // a false alarm: nobody is given away
	Accept     Verdict = "accept"      // it stays, for the reason given
	Reopen     Verdict = "reopen"      // what was decided does not hold any more
)

// Verdicts returns what can be decided, in the order in which it is offered; [Reopen] is not among them, because it takes
// a decision back.
func Verdicts() []Verdict { return []Verdict{Remove, Mask, Consent, NotPatient, Accept} }

// Valid reports whether there is such a verdict.
func (v Verdict) Valid() bool { return v == Reopen || slices.Contains(Verdicts(), v) }

// Shows reports whether what was found may be seen in what leaves the program.
func (v Verdict) Shows() bool { return v == Consent || v == NotPatient || v == Accept }

// Settles reports whether nothing is left to do about a finding: what is to be removed is there until it is gone.
func (v Verdict) Settles() bool { return v == Mask || v.Shows() }

// Subject is a finding as it is known again: in the same text whenever it is imported, and, by its words, in others.
type Subject struct {
	Rule  string             // of package safeguard
	Kind  safeguard.Kind     //
	Of    safeguard.TextKind // who wrote the text
	Text  string             // names the text within a workspace: platform and key of a post, a fingerprint of a comment
	Words string             // the fingerprint of the words found
}

// alike is what findings of the same words have in common.
type alike struct {
	kind  safeguard.Kind
	words string
}

// ID names a finding in ten letters and digits, for people who type it. That two of ten thousand findings share one is less
// likely than 1 in 20,000: with n of them about n²/2⁴¹.
func (s Subject) ID() string {
	sum := sha256.Sum256([]byte(netstrings(string(s.Kind), s.Text, s.Words)))
	return hex.EncodeToString(sum[:5])
}

func (s Subject) alike() alike { return alike{s.Kind, s.Words} }

// Alike reports whether two findings are about the same words, wherever they stand.
func (s Subject) Alike(other Subject) bool { return s.alike() == other.alike() }

// Decision is what somebody decides of a finding.
type Decision struct {
	Subject
	Verdict Verdict
	// Everywhere says that it holds for the same words in every text, also in those imported later. A false alarm that is
	// decided everywhere is not raised again.
	Everywhere bool
	Reason     string
	By         string    // the name of who decided
	At         time.Time // to the second
}

// The errors of decisions that say too little.
var (
	ErrNoReason  error = lack{"no_reason", "say why: a decision is kept with its reason"}
	ErrNoName    error = lack{"no_decider", "say who decides: a decision is kept with a name"}
	ErrNoVerdict error = lack{"no_verdict", "there is no such decision; decide remove, mask, consent, not_patient, accept or reopen"}
)

// lack is what a decision lacks.
type lack struct{ word, said string }

func (l lack) Error() string { return l.said }

// Word names the error in the texts of all languages.
func (l lack) Word() string { return l.word }

// Checked returns the decision as it is kept, its words on one line and its moment to the second. It returns [ErrNoVerdict],
// [ErrNoReason] or [ErrNoName] for one that says too little.
func (d Decision) Checked() (Decision, error) {
	d.Reason, d.By, d.At = line(d.Reason), line(d.By), d.At.UTC().Truncate(time.Second)
	switch {
	case !d.Verdict.Valid():
		return d, ErrNoVerdict
	case d.By == "":
		return d, ErrNoName
	case d.Reason == "":
		return d, ErrNoReason
	}
	return d, nil
}

// line writes words on one line, without what cannot be seen.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}
