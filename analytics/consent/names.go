package consent

import (
	"sync"

	"auscult/analytics/safeguard"
)

// checker knows names and numbers that give a person away.
var checker = sync.OnceValue(func() *safeguard.Checker { return safeguard.New(safeguard.Options{Kind: safeguard.Post}) })

// patient stands before a pseudonym when it is looked at: whether "Anna Keller" is a patient, the words around it tell.
const patient = "Patient "

// Revealing returns the fields that seem to hold what gives a person away, such as a full name, a telephone number or an AHV
// number: the register must not. It errs on the side of a warning: of two words in capitals it cannot know that they are no
// name.
func (c Consent) Revealing() []string {
	var fields []string
	if reveals(patient+c.Who, len(patient)) {
		fields = append(fields, "who")
	}
	for _, f := range []Field{{ElementInformation, c.Information}, {ElementAuthority, c.Authority}, {ElementKept, c.Kept}, {"why", c.Why}} {
		if reveals(f.Value, 0) {
			fields = append(fields, f.Name)
		}
	}
	return fields
}

// reveals reports whether a text gives a person away after its first bytes.
func reveals(text string, after int) bool {
	for _, f := range checker().Check(text) {
		if f.Kind.Identifies() && f.Start >= after {
			return true
		}
	}
	return false
}
