package consent

import (
	"slices"
	"time"

	"auscult/analytics/social"
)

// State says what a consent is worth on a day.
type State string

// The states, the one that asks for most first.
const (
	IsWithdrawn State = "withdrawn"
	IsExpired   State = "expired"
	Incomplete  State = "incomplete" // the law asks for something that it lacks
	NotYet      State = "not_yet"    // it is signed on a later day
	ExpiresSoon State = "soon"       // it holds, for [SoonDays] days at most
	Valid       State = "valid"
)

// States returns all states, the one that asks for most first.
func States() []State { return []State{IsWithdrawn, IsExpired, Incomplete, NotYet, ExpiresSoon, Valid} }

// Order returns the state's place in [States], for sorting.
func (s State) Order() int { return slices.Index(States(), s) }

// Holds reports whether something may stand in public under a consent in this state.
func (s State) Holds() bool { return s == Valid || s == ExpiresSoon }

// Ended reports whether the consent held once and does so no more: what stands in public under it is to be taken down.
func (s State) Ended() bool { return s == IsWithdrawn || s == IsExpired }

// SoonDays is how many days before its last a consent is said to expire soon: time to ask again.
const SoonDays = 30

// State returns what the consent is worth on a day. A consent that lacks an element is no consent, but that it was withdrawn
// or has expired weighs more.
func (c Consent) State(day time.Time, l Law) State {
	day = Day(day)
	switch left, ends := c.Left(day); {
	case !c.Withdrawn.IsZero() && !day.Before(c.Withdrawn):
		return IsWithdrawn
	case !c.Expires.IsZero() && day.After(c.Expires):
		return IsExpired
	case len(c.Missing(l)) > 0:
		return Incomplete
	case day.Before(c.SignedOn):
		return NotYet
	case ends && left <= SoonDays:
		return ExpiresSoon
	}
	return Valid
}

// Left returns how many days there are from a day to the last on which the consent holds, and whether there is such a day.
// On the last day there are none; afterwards the number is negative.
func (c Consent) Left(day time.Time) (days int, ends bool) {
	end := c.End()
	if end.IsZero() {
		return 0, false
	}
	return int(end.Sub(Day(day)).Hours() / 24), true // days in UTC have 24 hours
}

// Gap says why a consent does not cover a post. Empty: it covers it.
type Gap string

// The gaps.
const (
	OtherPlatform Gap = "platform"
	OtherForm     Gap = "form"
	TooEarly      Gap = "too_early" // the post was published before the consent was signed
	TooLate       Gap = "too_late"  // the post was published after the consent's last day
)

// Gaps returns all gaps.
func Gaps() []Gap { return []Gap{OtherPlatform, OtherForm, TooEarly, TooLate} }

// Gap returns why the consent does not cover a post of a platform and a content form, published on a day; empty when it
// does. A post whose form is not known is covered by a consent for any. Whether the consent is complete, [Consent.State]
// tells.
func (c Consent) Gap(p social.Platform, f social.Form, published time.Time) Gap {
	published = Day(published)
	left, ends := c.Left(published)
	switch {
	case !slices.Contains(c.Platforms, p):
		return OtherPlatform
	case f != "" && !slices.Contains(c.Forms, f), len(c.Forms) == 0:
		return OtherForm
	case c.SignedOn.IsZero(), published.Before(c.SignedOn):
		return TooEarly
	case ends && left < 0:
		return TooLate
	}
	return ""
}
