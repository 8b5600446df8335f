// Package consent answers the question of whoever keeps patients' consents: is this consent complete, does it hold on a
// day, and does it cover this post?
//
// A consent is known by a pseudonym that the hospital gives, never by a name, and holds no medical facts and no words of the
// patient: the signed form with all of that lies where [Consent.Kept] says. What it must hold is taken from 45 CFR
// 164.508(c), the authorization of HIPAA; which of that the law of a hospital asks for, see [Law] and [Elements].
//
//	c := consent.Consent{Who: "P-014", Information: "Photo and quote, recovery story", …}
//	c.Missing(consent.CH)                  // what the form lacks
//	c.State(day, consent.CH)               // whether it holds
//	c.Gap(social.Instagram, social.Photo, published)
//
// The checks assist, they do not certify: whether a form says what it is ticked to say, a person has read.
package consent

import (
	"slices"
	"time"

	"auscult/analytics/social"
)

// ID identifies a consent within a workspace. Zero means none.
type ID int64

// Consent is what a person has allowed to be published. All days are midnights in UTC; the zero day is none.
type Consent struct {
	ID          ID
	Who         string // a pseudonym: "P-014"
	Information string // what is published, specific: "photo and quote, recovery story"
	Discloser   string // who may publish it
	Recipients  string // to whom, beside the platforms: "readers of the annual report"
	Purpose     string

	// The content forms and platforms that it allows. A platform or form that is not named is not allowed.
	Platforms []social.Platform
	Forms     []social.Form

	SignedOn  time.Time
	SignedBy  Signer // empty: not known
	Authority string // of a representative: "mother", "guardian appointed by court"
	Expires   time.Time
	EndsWith  string // the event with which it ends where that is no day: "end of the campaign"

	Statements []Statement // what the form says, beside the above
	Paid       bool        // somebody else pays for the publication, which makes it paid marketing
	Kept       string      // where the signed form lies: "folder 12, communications"

	Withdrawn time.Time // from this day on it is withdrawn
	Why       string    // why it was withdrawn, as far as the person said
}

// Signer says who has signed a consent.
type Signer string

// The signers.
const (
	Oneself        Signer = "self"
	Representative Signer = "representative" // a parent, a guardian
)

// Signers returns both.
func Signers() []Signer { return []Signer{Oneself, Representative} }

// Statement is something a consent form tells the person who signs it.
type Statement string

// The statements.
const (
	Revocable    Statement = "revocable"    // the consent can be withdrawn at any time, and how
	NoCondition  Statement = "no_condition" // treatment, payment or insurance do not depend on it
	Redisclosure Statement = "redisclosure" // who sees it may pass it on, where the law no longer protects it
	Remuneration Statement = "remuneration" // somebody else pays for the publication
	Explicit     Statement = "explicit"     // it says in so many words that data on health are published
)

// Statements returns all statements, in the order of 164.508(c).
func Statements() []Statement {
	return []Statement{Explicit, Revocable, NoCondition, Redisclosure, Remuneration}
}

// Says reports whether the form makes a statement.
func (c Consent) Says(s Statement) bool { return slices.Contains(c.Statements, s) }

// Law is the law that a hospital keeps to in its consents.
type Law string

// The laws.
const (
	US Law = "us" // HIPAA, 45 CFR 164.508
	CH Law = "ch" // the Swiss data protection act (DSG) in force since 1 September 2023
	EU Law = "eu" // the General Data Protection Regulation
)

// Laws returns all laws.
func Laws() []Law { return []Law{US, CH, EU} }

// KeptYears is how long a consent must be kept after its creation and after it was last in effect: 45 CFR 164.530(j)(2).
// The register keeps it for ever: nothing is deleted from it.
const KeptYears = 6

// KeepUntil returns the last day on which the signed form must still be kept, as far as that can be told: of a consent
// without an end that has not been withdrawn it cannot, and the zero day is returned.
func (c Consent) KeepUntil() time.Time {
	end := c.End()
	if end.IsZero() {
		return time.Time{}
	}
	if c.SignedOn.After(end) {
		end = c.SignedOn
	}
	return end.AddDate(KeptYears, 0, 0)
}

// End returns the last day on which the consent holds, or the zero day where it has no end that is known.
func (c Consent) End() time.Time {
	end := c.Expires
	if !c.Withdrawn.IsZero() {
		if last := c.Withdrawn.AddDate(0, 0, -1); end.IsZero() || last.Before(end) {
			end = last
		}
	}
	return end
}

// Day returns the day of a moment, in the moment's own time zone, as days are kept here.
func Day(moment time.Time) time.Time {
	if moment.IsZero() {
		return time.Time{}
	}
	return time.Date(moment.Year(), moment.Month(), moment.Day(), 0, 0, 0, 0, time.UTC)
}
