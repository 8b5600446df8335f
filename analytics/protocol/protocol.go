// Package protocol answers the questions of whoever is about to answer in the hospital's name: who may post where, who answers
// what kind of question within how many hours, whom to call when it burns, and is everybody trained?
//
// A protocol is a document of the hospital's own, written as TOML or JSON; [Starter] is one to begin with, in three languages,
// with rules taken from what AMA, FMH, HUG, Mayo Clinic and others have published.
//
//	p, err := protocol.Parse(text)
//	f := p.Look(day, platforms)
//	fmt.Println(f.Empty, f.Trainings) // roles that nobody has, trainings that are due
package protocol

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"auscult/analytics/social"
)

// Protocol is who does what in a hospital's communication. It names the hospital's own staff only.
type Protocol struct {
	Roles      []Role    `json:"roles" toml:"roles"`
	People     []Person  `json:"people" toml:"people"`
	Posting    []Posting `json:"posting" toml:"posting"`
	Answers    []Answer  `json:"answers" toml:"answers"`
	Escalation []Step    `json:"escalation" toml:"escalation"` // whom to call, the first first
	Rules      []Rule    `json:"rules" toml:"rules"`
}

// Role is a part that people have: editor, approver, privacy officer.
type Role struct {
	ID    string   `json:"id" toml:"id"`     // by which the rest of the protocol names it; small letters
	Name  string   `json:"name" toml:"name"` // for people
	Duty  string   `json:"duty,omitempty" toml:"duty,omitempty"`
	Needs []string `json:"needs,omitempty" toml:"needs,omitempty"` // trainings that whoever has it must have done
}

// Person has roles: a member of staff by name or by function ("head of nursing").
type Person struct {
	Name      string     `json:"name" toml:"name"`
	Roles     []string   `json:"roles" toml:"roles"` // identifiers
	Contact   string     `json:"contact,omitempty" toml:"contact,omitempty"`
	Trainings []Training `json:"trainings,omitempty" toml:"trainings,omitempty"`
}

// Training is a training that a person has done.
type Training struct {
	What   string `json:"what" toml:"what"`
	Done   Day    `json:"done" toml:"done"`
	Months int    `json:"months,omitempty" toml:"months,omitempty"` // for which it counts; 0: for ever
}

// Due returns the day on which the training must have been done again; the zero day for one that counts for ever. A training
// of 31 August that counts for six months is due on the last day of February.
func (t Training) Due() time.Time {
	if t.Months == 0 {
		return time.Time{}
	}
	first := time.Date(t.Done.Year(), t.Done.Month()+time.Month(t.Months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Done.Day(), last)-1)
}

// Posting says who may publish on a platform.
type Posting struct {
	Platform social.Platform `json:"platform" toml:"platform"`
	Roles    []string        `json:"roles" toml:"roles"`
	Approval string          `json:"approval,omitempty" toml:"approval,omitempty"` // the role that approves first; empty: none need
}

// Kind is a kind of question that the public asks.
type Kind string

// The kinds of questions.
const (
	General     Kind = "general"     // opening hours, where to park
	Appointment Kind = "appointment" // getting one, moving one
	Medical     Kind = "medical"     // symptoms, treatments
	Complaint   Kind = "complaint"
	Press       Kind = "press"  // of journalists
	Crisis      Kind = "crisis" // threats, accidents, waves of outrage
)

// Kinds returns all kinds of questions.
func Kinds() []Kind { return []Kind{General, Appointment, Medical, Complaint, Press, Crisis} }

// Answer says who answers a kind of question, how fast, and whether in public.
type Answer struct {
	Question Kind   `json:"question" toml:"question"`
	Role     string `json:"role" toml:"role"`
	Hours    int    `json:"hours" toml:"hours"` // within which the answer stands
	Private  bool   `json:"private" toml:"private"`
	How      string `json:"how,omitempty" toml:"how,omitempty"`
}

// Step is one step of an escalation: when, whom to call, on which number.
type Step struct {
	When  string `json:"when" toml:"when"`
	Role  string `json:"role" toml:"role"`
	Phone string `json:"phone,omitempty" toml:"phone,omitempty"` // of the hospital's own
}

// Rule is something to do or not to do, with who says so.
type Rule struct {
	Text   string `json:"text" toml:"text"`
	Source string `json:"source,omitempty" toml:"source,omitempty"`
	URL    string `json:"url,omitempty" toml:"url,omitempty"`
}

// Role returns the role of an identifier.
func (p Protocol) Role(id string) (Role, bool) {
	i := slices.IndexFunc(p.Roles, func(r Role) bool { return r.ID == id })
	if i < 0 {
		return Role{}, false
	}
	return p.Roles[i], true
}

// NewRoleID makes an identifier for a role of that name, which no other role has.
func (p Protocol) NewRoleID(name string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case r == ' ', r == '-', r == '_':
			return '-'
		}
		return -1
	}, strings.ToLower(name))
	if id = strings.Trim(id, "-"); id == "" {
		id = "role"
	}
	all := id
	for n := 2; ; n++ {
		if _, there := p.Role(all); !there {
			return all
		}
		all = id + "-" + strconv.Itoa(n)
	}
}

// Having returns the people who have a role, in the protocol's order.
func (p Protocol) Having(role string) []Person {
	var people []Person
	for _, who := range p.People {
		if slices.Contains(who.Roles, role) {
			people = append(people, who)
		}
	}
	return people
}

// Day is a day, written as 2026-05-12.
type Day struct{ time.Time }

// DayOf returns the day of a moment, in the moment's own time zone.
func DayOf(moment time.Time) Day {
	return Day{time.Date(moment.Year(), moment.Month(), moment.Day(), 0, 0, 0, 0, time.UTC)}
}

// MarshalText writes the day.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.Format(time.DateOnly)), nil }

// MarshalJSON writes the day; without it that of time.Time would.
func (d Day) MarshalJSON() ([]byte, error) { return []byte(`"` + d.Format(time.DateOnly) + `"`), nil }

// UnmarshalText reads a day, also where a moment follows it, as in TOML's own dates.
func (d *Day) UnmarshalText(text []byte) error {
	day, _, _ := strings.Cut(string(text), "T")
	var err error
	d.Time, err = time.Parse(time.DateOnly, day)
	return err
}

// UnmarshalJSON reads a day.
func (d *Day) UnmarshalJSON(text []byte) error {
	return d.UnmarshalText([]byte(strings.Trim(string(text), `"`)))
}
