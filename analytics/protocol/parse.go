package protocol

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

//go:embed starter/*.toml
var starters embed.FS

// Starter returns a protocol to begin with, in a language ("en", "de", "fr"), English for any other. It has roles and nobody
// in them. Its hours are a proposal; its rules name who says so.
func Starter(language string) Protocol {
	text, err := starters.ReadFile("starter/" + language + ".toml")
	if err != nil {
		text, _ = starters.ReadFile("starter/en.toml") // it is there
	}
	p, err := Parse(text)
	if err != nil {
		panic("protocol: the starter is no protocol: " + err.Error()) // a test keeps it from happening
	}
	return p
}

// Parse reads a protocol that is written as TOML, or as JSON when it begins with a brace. It returns a [*ParseError] for a text
// that is neither, and one of [Protocol.Check] for a protocol that contradicts itself.
func Parse(text []byte) (Protocol, error) {
	var p Protocol
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&p); err != nil {
			return Protocol{}, &ParseError{lineOf(text, err), err.Error()}
		}
	} else {
		meta, err := toml.Decode(string(text), &p)
		if wrong := (toml.ParseError{}); errors.As(err, &wrong) {
			return Protocol{}, &ParseError{wrong.Position.Line, wrong.Message}
		} else if err != nil {
			return Protocol{}, &ParseError{0, strings.TrimPrefix(err.Error(), "toml: ")}
		}
		if unknown := meta.Undecoded(); len(unknown) > 0 {
			return Protocol{}, &ParseError{0, fmt.Sprintf("%q is nothing that a protocol has", unknown[0].String())}
		}
	}
	return p, p.Check()
}

// ParseError says where a text is no protocol.
type ParseError struct {
	Line int // from 1; 0: not known
	What string
}

func (e *ParseError) Error() string {
	if e.Line == 0 {
		return "this is no communication protocol: " + e.What
	}
	return fmt.Sprintf("this is no communication protocol: line %d: %s", e.Line, e.What)
}

// lineOf returns the line at which JSON could not be read, 0 where that is not known.
func lineOf(text []byte, err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	at := int64(0)
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	default:
		return 0
	}
	return 1 + bytes.Count(text[:min(int(at), len(text))], []byte("\n"))
}

// Marshal writes the protocol as TOML.
func (p Protocol) Marshal() ([]byte, error) {
	var b bytes.Buffer
	e := toml.NewEncoder(&b)
	e.Indent = ""
	if err := e.Encode(p); err != nil {
		return nil, fmt.Errorf("write the protocol: %w", err)
	}
	return b.Bytes(), nil
}

// Problem is a place at which a protocol contradicts itself. Its value is the word used in the texts of the window.
type Problem string

// The problems.
const (
	NoName        Problem = "no_name"        // of a role, a person, a training, a step, a rule
	SameRole      Problem = "same_role"      // two roles of one identifier
	UnknownRole   Problem = "unknown_role"   // named and not among the roles
	OtherPlatform Problem = "other_platform" // none that Auscult knows
	SamePlatform  Problem = "same_platform"
	OtherQuestion Problem = "other_question" // none of [Kinds]
	SameQuestion  Problem = "same_question"
	BadNumber     Problem = "bad_number" // hours or months below zero or beyond reason, or hours of zero
	NoDay         Problem = "no_day"     // a training that was done on no day
)

// Problems returns all problems.
func Problems() []Problem {
	return []Problem{NoName, SameRole, UnknownRole, OtherPlatform, SamePlatform, OtherQuestion, SameQuestion, BadNumber, NoDay}
}

var problems = map[Problem]string{
	NoName: "has no name or text", SameRole: "is there twice", UnknownRole: "is not among the roles", OtherPlatform: "is not a platform",
	SamePlatform: "is there twice", OtherQuestion: "is not a kind of question", SameQuestion: "is there twice", BadNumber: "is not a number of hours or months that can be",
	NoDay: "was done on no day",
}

// More is a slip of the pen: a training that counts for a century, an answer within more than a year.
const (
	MostMonths = 1200
	MostHours  = 10_000
)

// CheckError says where a protocol contradicts itself.
type CheckError struct {
	Part    string // roles, people, posting, answers, escalation or rules
	Number  int    // the entry, from 1
	Value   string // what is wrong with it; may be empty
	Problem Problem
}

func (e *CheckError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("%s, entry %d: it %s", e.Part, e.Number, problems[e.Problem])
	}
	return fmt.Sprintf("%s, entry %d: %q %s", e.Part, e.Number, e.Value, problems[e.Problem])
}

// Check returns a [*CheckError] for the first place at which the protocol contradicts itself.
func (p Protocol) Check() error {
	for _, check := range []func() *CheckError{p.checkRoles, p.checkPeople, p.checkPosting, p.checkAnswers, p.checkRest} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (p Protocol) checkRoles() *CheckError {
	for i, r := range p.Roles {
		switch {
		case r.ID == "" || r.Name == "":
			return &CheckError{"roles", i + 1, r.ID + r.Name, NoName}
		case slices.ContainsFunc(p.Roles[:i], func(o Role) bool { return o.ID == r.ID }):
			return &CheckError{"roles", i + 1, r.ID, SameRole}
		}
	}
	return nil
}

// roles finds a role that is not there.
func (p Protocol) roles(part string, number int, ids ...string) *CheckError {
	for _, id := range ids {
		if _, there := p.Role(id); !there {
			return &CheckError{part, number, id, UnknownRole}
		}
	}
	return nil
}

func (p Protocol) checkPeople() *CheckError {
	for i, who := range p.People {
		if who.Name == "" {
			return &CheckError{"people", i + 1, "", NoName}
		}
		if err := p.roles("people", i+1, who.Roles...); err != nil {
			return err
		}
		for _, t := range who.Trainings {
			switch {
			case t.What == "":
				return &CheckError{"people", i + 1, "", NoName}
			case t.Done.IsZero():
				return &CheckError{"people", i + 1, t.What, NoDay}
			case t.Months < 0, t.Months > MostMonths:
				return &CheckError{"people", i + 1, t.What, BadNumber}
			}
		}
	}
	return nil
}

func (p Protocol) checkPosting() *CheckError {
	for i, m := range p.Posting {
		switch {
		case !m.Platform.Valid():
			return &CheckError{"posting", i + 1, string(m.Platform), OtherPlatform}
		case slices.ContainsFunc(p.Posting[:i], func(o Posting) bool { return o.Platform == m.Platform }):
			return &CheckError{"posting", i + 1, string(m.Platform), SamePlatform}
		}
		ids := slices.Clone(m.Roles)
		if m.Approval != "" {
			ids = append(ids, m.Approval)
		}
		if err := p.roles("posting", i+1, ids...); err != nil {
			return err
		}
	}
	return nil
}

func (p Protocol) checkAnswers() *CheckError {
	for i, a := range p.Answers {
		switch {
		case !slices.Contains(Kinds(), a.Question):
			return &CheckError{"answers", i + 1, string(a.Question), OtherQuestion}
		case slices.ContainsFunc(p.Answers[:i], func(o Answer) bool { return o.Question == a.Question }):
			return &CheckError{"answers", i + 1, string(a.Question), SameQuestion}
		case a.Hours <= 0, a.Hours > MostHours:
			return &CheckError{"answers", i + 1, fmt.Sprint(a.Hours), BadNumber}
		}
		if err := p.roles("answers", i+1, a.Role); err != nil {
			return err
		}
	}
	return nil
}

func (p Protocol) checkRest() *CheckError {
	for i, s := range p.Escalation {
		if s.When == "" {
			return &CheckError{"escalation", i + 1, "", NoName}
		}
		if err := p.roles("escalation", i+1, s.Role); err != nil {
			return err
		}
	}
	for i, r := range p.Rules {
		if r.Text == "" {
			return &CheckError{"rules", i + 1, "", NoName}
		}
	}
	return nil
}
