package social

import "slices"

// Audience is whom a channel is for.
type Audience string

// The audiences. A channel without one is for everybody, or nobody has said whom it is for.
const (
	Patients         Audience = "patients"
	ExpectantParents Audience = "expectant_parents"
	JobSeekers       Audience = "job_seekers"
	Professionals    Audience = "professionals"
	Referrers        Audience = "referrers" // physicians who send their patients
)

// Audiences returns all audiences in the order in which lists show them.
func Audiences() []Audience {
	return []Audience{Patients, ExpectantParents, JobSeekers, Professionals, Referrers}
}

// Valid reports whether a is one of [Audiences].
func (a Audience) Valid() bool { return slices.Contains(Audiences(), a) }
