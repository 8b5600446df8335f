package consent

import (
	"strings"
	"time"

	"auscult/analytics/social"
)

// Field is a part of a consent as text: words with commas between them where it is a list, days as 2026-05-12, yes or no.
// Empty means absent.
type Field struct{ Name, Value string }

// Fields returns all parts of a consent but its number, in the order in which they are shown. It is what a history of changes
// is made of.
func (c Consent) Fields() []Field {
	paid := "no"
	if c.Paid {
		paid = "yes"
	}
	return []Field{
		{"who", c.Who},
		{ElementInformation, c.Information},
		{ElementDiscloser, c.Discloser},
		{"platforms", List(c.Platforms)},
		{"forms", List(c.Forms)},
		{ElementRecipients, c.Recipients},
		{ElementPurpose, c.Purpose},
		{"expires", Written(c.Expires)},
		{"ends_with", c.EndsWith},
		{"signed_on", Written(c.SignedOn)},
		{"signed_by", string(c.SignedBy)},
		{ElementAuthority, c.Authority},
		{"statements", List(c.Statements)},
		{"paid", paid},
		{ElementKept, c.Kept},
		{"withdrawn", Written(c.Withdrawn)},
		{"why", c.Why},
	}
}

// FieldNames returns the names of all fields.
func FieldNames() []string {
	var names []string
	for _, f := range (Consent{}).Fields() {
		names = append(names, f.Name)
	}
	return names
}

// Difference is a field that differs between two versions of a consent.
type Difference struct{ Name, Before, After string }

// Differences returns in what after differs from before.
func Differences(before, after Consent) []Difference {
	var all []Difference
	old := before.Fields()
	for i, f := range after.Fields() {
		if f.Value != old[i].Value {
			all = append(all, Difference{f.Name, old[i].Value, f.Value})
		}
	}
	return all
}

// Tidy returns the consent as it is kept: texts without blanks around and within them that nobody wants, lists in one order
// and without repetition, days without a time.
func (c Consent) Tidy() Consent {
	for _, text := range []*string{
		&c.Who, &c.Information, &c.Discloser, &c.Recipients, &c.Purpose, &c.Authority, &c.EndsWith, &c.Kept, &c.Why,
	} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	c.Platforms = inOrder(social.Platforms(), c.Platforms)
	c.Forms = inOrder(social.Forms(), c.Forms)
	c.Statements = inOrder(Statements(), c.Statements)
	if c.SignedBy != Representative {
		c.Authority = ""
	}
	if c.Withdrawn.IsZero() {
		c.Why = ""
	}
	for _, day := range []*time.Time{&c.SignedOn, &c.Expires, &c.Withdrawn} {
		*day = Day(*day)
	}
	return c
}

// inOrder returns those of all that are among some.
func inOrder[T comparable](all, some []T) []T {
	var kept []T
	for _, v := range all {
		for _, s := range some {
			if s == v {
				kept = append(kept, v)
				break
			}
		}
	}
	return kept
}

// List writes words with commas between them.
func List[T ~string](words []T) string {
	plain := make([]string, len(words))
	for i, w := range words {
		plain[i] = string(w)
	}
	return strings.Join(plain, ",")
}

// Written writes a day as 2026-05-12; the zero day is empty.
func Written(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}
