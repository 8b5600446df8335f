package workspace

import (
	"errors"
	"fmt"
)

// Refusal is an error that a person can do something about. Its value is the word used in the texts of the window.
type Refusal string

// The refusals.
const (
	// ErrExists is returned by [Create] when there is a file already.
	ErrExists Refusal = "exists"
	// ErrNoWorkspace is returned by [Open] for a file that is missing or is no workspace.
	ErrNoWorkspace Refusal = "no_workspace"
	// ErrNewer is returned by [Open] for a workspace that a newer Auscult has written.
	ErrNewer Refusal = "newer"
	// ErrNoHospital is returned when the hospital's name is missing.
	ErrNoHospital Refusal = "no_hospital"
	// ErrNoImport is returned when there is no import of that number.
	ErrNoImport Refusal = "no_import"
	// ErrNoPost is returned when there is no post of that number.
	ErrNoPost Refusal = "no_post"
	// ErrNoRule is returned when there is no rule of that number.
	ErrNoRule Refusal = "no_rule"
	// ErrNoAnnotation is returned when there is no annotation of that number.
	ErrNoAnnotation Refusal = "no_annotation"
	// ErrNoBreak is returned when there is no definition break of that name among the workspace's own.
	ErrNoBreak Refusal = "no_break"
	// ErrNoText is returned for an annotation or a definition break that says nothing.
	ErrNoText Refusal = "no_text"
	// ErrNoScenario is returned when there is no scenario of that number.
	ErrNoScenario Refusal = "no_scenario"
	// ErrNoName is returned for a scenario without a name.
	ErrNoName Refusal = "no_name"
	// ErrScenarioExists is returned when the quarter has another scenario of that name.
	ErrScenarioExists Refusal = "scenario_exists"
	// ErrAdopted is returned when an adopted scenario would be lost or become another one.
	ErrAdopted Refusal = "adopted"
	// ErrNameTaken is returned when another organisation has the name that the hospital is to get.
	ErrNameTaken Refusal = "name_taken"
	// ErrColour is returned for what is no colour.
	ErrColour Refusal = "colour"
	// ErrQuartersInUse is returned when the hospital's year is to begin with another month while scenarios are kept.
	ErrQuartersInUse Refusal = "quarters_in_use"
	// ErrNoConsent is returned when there is no consent of that number.
	ErrNoConsent Refusal = "no_consent"
	// ErrNoPseudonym is returned for a consent that does not say whose it is.
	ErrNoPseudonym Refusal = "no_pseudonym"
	// ErrNoWithdrawal is returned when a consent is to be withdrawn before it was signed or a second time, and when a
	// withdrawal is to be taken back that there is not.
	ErrNoWithdrawal Refusal = "no_withdrawal"
	// ErrNotLinked is returned when a post is not linked to the consent.
	ErrNotLinked Refusal = "not_linked"
	// ErrWrongPassphrase is returned for a passphrase that does not open what it should.
	ErrWrongPassphrase Refusal = "wrong_passphrase"
	// ErrNoPassphrase is returned when no passphrase is given or there is none that could open what is locked.
	ErrNoPassphrase Refusal = "no_passphrase"
	// ErrNoKey is returned when there is no place for the key with which comments are encrypted: the system has no keyring
	// and no passphrase is given.
	ErrNoKey Refusal = "no_key"
	// ErrSealed is returned when the key to people's texts is not on this computer and no passphrase has opened it.
	ErrSealed Refusal = "sealed"
	// ErrAltered is returned when an encrypted text has been changed or moved by somebody else.
	ErrAltered Refusal = "altered"
	// ErrDamaged is returned for a workspace whose content contradicts itself.
	ErrDamaged Refusal = "damaged"
	// ErrFrozenDamaged is returned for a frozen review that is not as it was frozen.
	ErrFrozenDamaged Refusal = "frozen_damaged"
	// ErrChangedSince is returned when a change cannot be taken back, or made again, because of what has been done since.
	ErrChangedSince Refusal = "changed_since"
	// ErrDiskFull, ErrLocked and ErrReadOnly are returned when the workspace cannot be written; nothing has changed.
	ErrDiskFull Refusal = "disk_full"
	ErrLocked   Refusal = "locked"
	ErrReadOnly Refusal = "read_only"
)

var refusals = map[Refusal]string{
	ErrExists:          "there is a file of this name already; choose another name, or open it",
	ErrNoWorkspace:     "this is not an Auscult workspace",
	ErrNewer:           "this workspace was written by a newer Auscult; update Auscult to open it",
	ErrNoHospital:      "a workspace needs the hospital's name",
	ErrNoImport:        "there is no such import; it may have been undone already",
	ErrNoPost:          "there is no such post; it may have been taken back with its import",
	ErrNoRule:          "there is no such rule",
	ErrNoAnnotation:    "there is no such event",
	ErrNoBreak:         "there is no such change of definition",
	ErrNoText:          "say in a few words what happened",
	ErrNoScenario:      "there is no such scenario",
	ErrNoName:          "give the scenario a name",
	ErrScenarioExists:  "the quarter has another scenario of this name already; choose another name",
	ErrAdopted:         "this scenario is what the hospital has decided to do, and is kept as it was adopted; save under another name, or take back first that it is adopted",
	ErrNameTaken:       "another organisation has this name already; choose another, or merge the two under Channels",
	ErrColour:          "this is no colour; write it as #00aa55, two digits each for red, green and blue",
	ErrQuartersInUse:   "scenarios are kept for quarters of the present year; remove them before the year begins with another month",
	ErrNoConsent:       "there is no such consent",
	ErrNoPseudonym:     "give the consent a pseudonym that stands for the person, such as P-014",
	ErrNoWithdrawal:    "a consent can be withdrawn once, and not before the day it was signed",
	ErrNotLinked:       "the post is not linked to a consent, or not to this one",
	ErrWrongPassphrase: "this is not the passphrase; mind capitals and the keyboard's language",
	ErrNoPassphrase:    "there is no passphrase that opens what people wrote; their key is only on the computer on which they were imported",
	ErrNoKey:           "what people wrote is kept encrypted, and there is no place for the key: this computer has no keyring; set a passphrase",
	ErrSealed:          "what people wrote is locked, because the key is not on this computer; give the passphrase of the workspace",
	ErrAltered:         "an encrypted comment has been changed by another program; restore your latest backup",
	ErrDamaged:         "the workspace is damaged; take your latest backup",
	ErrFrozenDamaged:   "this is not as it was frozen any more: the workspace has been changed or damaged; take it from a backup",
	ErrChangedSince:    "this has been changed since, or what it is about is gone; nothing has been changed",
	ErrDiskFull:        "the disk is full; make room and try again",
	ErrLocked:          "another program holds the workspace; close it there and try again",
	ErrReadOnly:        "the workspace may only be read; check that you may write the file and its folder",
}

// Refusals returns all refusals.
func Refusals() []Refusal {
	return []Refusal{
		ErrExists, ErrNoWorkspace, ErrNewer, ErrNoHospital, ErrNoImport, ErrNoPost, ErrNoRule, ErrNoAnnotation, ErrNoBreak, ErrNoText,
		ErrNoScenario, ErrNoName, ErrScenarioExists, ErrAdopted, ErrNameTaken, ErrColour, ErrQuartersInUse,
		ErrNoConsent, ErrNoPseudonym, ErrNoWithdrawal, ErrNotLinked, ErrWrongPassphrase, ErrNoPassphrase, ErrNoKey, ErrSealed, ErrAltered,
		ErrDamaged, ErrFrozenDamaged, ErrChangedSince, ErrDiskFull, ErrLocked, ErrReadOnly,
	}
}

func (r Refusal) Error() string { return refusals[r] }

// Word is the refusal's word in the texts of the window.
func (r Refusal) Word() string { return string(r) }

// refused adds to an error of the database which refusal it is, where it is one that a person can do something about.
func refused(err error) error {
	var coded interface{ Code() int } // SQLite's result code, of which the lower byte is the kind
	if !errors.As(err, &coded) {
		return err
	}
	for code, refusal := range map[int]Refusal{5: ErrLocked, 6: ErrLocked, 8: ErrReadOnly, 13: ErrDiskFull} {
		if coded.Code()&0xff == code {
			return fmt.Errorf("%w: %w", refusal, err)
		}
	}
	return err
}
