package protocol_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/protocol"
	"auscult/analytics/social"
)

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// small is an invented protocol.
const small = `
[[roles]]
id = "editor"
name = "Editor"
needs = ["Privacy", "House rules"]

[[roles]]
id = "crisis"
name = "Crisis contact"

[[people]]
name = "Head of communications"
roles = ["editor"]
contact = "ext. 4711"
[[people.trainings]]
what = "privacy "
done = "2025-11-20"
months = 12

[[posting]]
platform = "instagram"
roles = ["editor"]

[[answers]]
question = "general"
role = "editor"
hours = 24
private = false
`

func parse(t *testing.T, text string) protocol.Protocol {
	t.Helper()
	p, err := protocol.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// due are what is said of trainings, as text.
func due(all []protocol.DueTraining) []string {
	var said []string
	for _, d := range all {
		said = append(said, d.Person.Name+": "+d.What+" "+string(d.State)+" "+d.Due.Format(time.DateOnly))
	}
	return said
}

func TestWhatAProtocolLacks(t *testing.T) {
	p := parse(t, small)
	f := p.Look(day(2026, 11, 21), []social.Platform{social.Instagram, social.TikTok})
	if len(f.Empty) != 1 || f.Empty[0].ID != "crisis" {
		t.Errorf("roles that nobody has: %v", f.Empty)
	}
	if want := []protocol.Kind{protocol.Appointment, protocol.Medical, protocol.Complaint, protocol.Press, protocol.Crisis}; !slices.Equal(f.Unanswered, want) {
		t.Errorf("nobody answers %v, want %v", f.Unanswered, want)
	}
	if want := []social.Platform{social.TikTok}; !slices.Equal(f.Unposted, want) {
		t.Errorf("nobody may post on %v, want %v", f.Unposted, want)
	}
	const who = "Head of communications: "
	for name, test := range map[string]struct {
		on   time.Time
		want []string
	}{ // of 20 November 2025 for twelve months: it counts until 20 November 2026
		"31 days before":  {day(2026, 10, 20), []string{who + "House rules never 0001-01-01"}},
		"30 days before":  {day(2026, 10, 21), []string{who + "House rules never 0001-01-01", who + "privacy  soon 2026-11-20"}},
		"on its last day": {day(2026, 11, 20), []string{who + "House rules never 0001-01-01", who + "privacy  soon 2026-11-20"}},
		"a day late":      {day(2026, 11, 21), []string{who + "House rules never 0001-01-01", who + "privacy  overdue 2026-11-20"}},
	} {
		if got := due(p.Look(test.on, nil).Trainings); !slices.Equal(got, test.want) {
			t.Errorf("%s: %s", name, cmp.Diff(test.want, got))
		}
	}
	if got := len(p.Look(day(2026, 11, 20), nil).Overdue()); got != 1 {
		t.Errorf("%d are overdue on the last day, want the one that was never done", got)
	}
	// Done again, the latest counts, in whatever order they stand.
	again := protocol.Training{What: "PRIVACY", Done: protocol.DayOf(day(2026, 11, 1)), Months: 12}
	p.People[0].Trainings = append([]protocol.Training{again}, p.People[0].Trainings...)
	if got := due(p.Look(day(2026, 11, 21), nil).Trainings); len(got) != 1 {
		t.Errorf("done again, and still: %v", got)
	}
}

// 31 August and six months are 28 February 2027, which has no 31st day; 2028 is a leap year.
func TestWhenATrainingIsDue(t *testing.T) {
	for _, test := range []struct {
		done   time.Time
		months int
		want   time.Time
	}{
		{day(2026, 8, 31), 6, day(2027, 2, 28)},
		{day(2027, 8, 31), 6, day(2028, 2, 29)},
		{day(2026, 1, 15), 24, day(2028, 1, 15)},
		{day(2026, 12, 31), 1, day(2027, 1, 31)},
		{day(2026, 5, 5), 0, time.Time{}},
	} {
		if got := (protocol.Training{Done: protocol.DayOf(test.done), Months: test.months}).Due(); !got.Equal(test.want) {
			t.Errorf("%s and %d months: %s, want %s", test.done.Format(time.DateOnly), test.months, got, test.want)
		}
	}
}

// What is written is read as it was, as TOML and as JSON.
func TestAProtocolIsReadAsItWasWritten(t *testing.T) {
	for _, language := range []string{"en", "de", "fr"} {
		p := protocol.Starter(language)
		p.People = parse(t, small).People
		text, err := p.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if got := parse(t, string(text)); !cmp.Equal(got, p) {
			t.Errorf("%s as TOML: %s", language, cmp.Diff(p, got))
		}
		if !strings.Contains(string(text), `done = "2025-11-20"`) {
			t.Errorf("the day is written otherwise:\n%s", text)
		}
		asJSON, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := parse(t, string(asJSON)); !cmp.Equal(got, p) {
			t.Errorf("%s as JSON: %s", language, cmp.Diff(p, got))
		}
	}
	own := strings.Replace(small, `"2025-11-20"`, "2025-11-20", 1) // a date of TOML's own
	if got := parse(t, own); !got.People[0].Trainings[0].Done.Equal(day(2025, 11, 20)) {
		t.Errorf("done on %s", got.People[0].Trainings[0].Done)
	}
}

// The starters say the same in three languages: everything is answered, on every platform, and each rule names its source.
func TestStarters(t *testing.T) {
	english := protocol.Starter("en")
	for _, language := range []string{"en", "de", "fr", "it"} {
		p := protocol.Starter(language)
		f := p.Look(day(2026, 1, 1), social.Platforms())
		if len(f.Unanswered) != 0 || len(f.Unposted) != 0 || len(f.Empty) != len(p.Roles) || f.None() {
			t.Errorf("%s: %+v", language, f)
		}
		if len(p.Roles) != len(english.Roles) || len(p.Rules) != len(english.Rules) || len(p.Escalation) != len(english.Escalation) {
			t.Errorf("%s says more or less than English", language)
		}
		for i, r := range p.Rules {
			if r.Source == "" || r.URL != english.Rules[i].URL || (language == "de" || language == "fr") && r.Text == english.Rules[i].Text {
				t.Errorf("%s: rule %d is %+v", language, i+1, r)
			}
		}
	}
}

func TestRolesGetIdentifiersOfTheirOwn(t *testing.T) {
	p := parse(t, small)
	for name, want := range map[string]string{"Press Office": "press-office", "Editor": "editor-2", "Ärzte!": "rzte", "编辑": "role"} {
		if got := p.NewRoleID(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestContradictionsAreNamed(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*protocol.Protocol)
		want   protocol.CheckError
	}{
		"two roles of one name":       {func(p *protocol.Protocol) { p.Roles = append(p.Roles, p.Roles[0]) }, protocol.CheckError{Part: "roles", Number: 3, Value: "editor", Problem: protocol.SameRole}},
		"a role without a name":       {func(p *protocol.Protocol) { p.Roles[1].Name = "" }, protocol.CheckError{Part: "roles", Number: 2, Value: "crisis", Problem: protocol.NoName}},
		"nobody":                      {func(p *protocol.Protocol) { p.People[0].Name = "" }, protocol.CheckError{Part: "people", Number: 1, Problem: protocol.NoName}},
		"a role nobody knows":         {func(p *protocol.Protocol) { p.People[0].Roles = []string{"chief"} }, protocol.CheckError{Part: "people", Number: 1, Value: "chief", Problem: protocol.UnknownRole}},
		"trained on no day":           {func(p *protocol.Protocol) { p.People[0].Trainings[0].Done = protocol.Day{} }, protocol.CheckError{Part: "people", Number: 1, Value: "privacy ", Problem: protocol.NoDay}},
		"months below zero":           {func(p *protocol.Protocol) { p.People[0].Trainings[0].Months = -1 }, protocol.CheckError{Part: "people", Number: 1, Value: "privacy ", Problem: protocol.BadNumber}},
		"a training for 1,201 months": {func(p *protocol.Protocol) { p.People[0].Trainings[0].Months = 1201 }, protocol.CheckError{Part: "people", Number: 1, Value: "privacy ", Problem: protocol.BadNumber}},
		"another platform":            {func(p *protocol.Protocol) { p.Posting[0].Platform = "myspace" }, protocol.CheckError{Part: "posting", Number: 1, Value: "myspace", Problem: protocol.OtherPlatform}},
		"a platform twice":            {func(p *protocol.Protocol) { p.Posting = append(p.Posting, p.Posting[0]) }, protocol.CheckError{Part: "posting", Number: 2, Value: "instagram", Problem: protocol.SamePlatform}},
		"approved by nobody":          {func(p *protocol.Protocol) { p.Posting[0].Approval = "boss" }, protocol.CheckError{Part: "posting", Number: 1, Value: "boss", Problem: protocol.UnknownRole}},
		"another question":            {func(p *protocol.Protocol) { p.Answers[0].Question = "weather" }, protocol.CheckError{Part: "answers", Number: 1, Value: "weather", Problem: protocol.OtherQuestion}},
		"a question twice":            {func(p *protocol.Protocol) { p.Answers = append(p.Answers, p.Answers[0]) }, protocol.CheckError{Part: "answers", Number: 2, Value: "general", Problem: protocol.SameQuestion}},
		"at once":                     {func(p *protocol.Protocol) { p.Answers[0].Hours = 0 }, protocol.CheckError{Part: "answers", Number: 1, Value: "0", Problem: protocol.BadNumber}},
		"a step for nobody":           {func(p *protocol.Protocol) { p.Escalation = []protocol.Step{{When: "fire", Role: "boss"}} }, protocol.CheckError{Part: "escalation", Number: 1, Value: "boss", Problem: protocol.UnknownRole}},
		"a step for nothing":          {func(p *protocol.Protocol) { p.Escalation = []protocol.Step{{Role: "crisis"}} }, protocol.CheckError{Part: "escalation", Number: 1, Problem: protocol.NoName}},
		"a rule without words":        {func(p *protocol.Protocol) { p.Rules = []protocol.Rule{{Source: "somebody"}} }, protocol.CheckError{Part: "rules", Number: 1, Problem: protocol.NoName}},
	} {
		p := parse(t, small)
		test.change(&p)
		var got *protocol.CheckError
		if err := p.Check(); !errors.As(err, &got) || *got != test.want {
			t.Errorf("%s: %v, want %v", name, err, &test.want)
		}
	}
}

func TestWhatIsNoProtocol(t *testing.T) {
	for text, want := range map[string]string{
		"[[roles]]\nid = editor":                    "line 2",
		"[[people]]\nname = \"A\"\nsalary = 3":      `"people.salary" is nothing that a protocol has`,
		"{\n\"roles\": [,]}":                        "line 2",
		"{\"people\": [{\"salary\": 3}]}":           "salary",
		"{\n\n\"roles\": 3}":                        "line 3",
		"[[people]]\nname = \"A\"\nroles = [\"x\"]": `people, entry 1: "x" is not among the roles`,
		"[[people]]\nname = \"A\"\n[[people.trainings]]\nwhat = \"x\"\ndone = \"yesterday\"": "yesterday",
	} {
		if _, err := protocol.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want a word of %q", text, err, want)
		}
	}
}

// Whatever is read: what comes of it can be written, and is read as it was.
func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"roles": [{"id": "a", "name": "A"}], "people": [{"name": "B", "roles": ["a"], "trainings": [{"what": "c", "done": "2026-01-01"}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := protocol.Parse(text)
		if err != nil {
			return
		}
		p.Look(day(2026, 1, 1), social.Platforms())
		written, err := p.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		again, err := protocol.Parse(written)
		if err != nil {
			t.Fatalf("%v in\n%s", err, written)
		}
		twice, err := again.Marshal()
		if err != nil || string(twice) != string(written) {
			t.Errorf("%v\n%s", err, cmp.Diff(string(written), string(twice)))
		}
	})
}
