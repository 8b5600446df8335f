package review_test

import (
	"testing"
	"time"

	"auscult/analytics/protocol"
	"auscult/app/language"
	"auscult/app/review"
)

func TestProtocolSaysWhatItLacks(t *testing.T) {
	r, _ := open(t) // channels of ours on Instagram and the blog
	english := language.New(language.English)
	look := func() review.Protocol {
		t.Helper()
		p, err := r.Protocol(t.Context(), time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := look(); p.There || p.Headline(english) != "There is no communication protocol yet" || p.Detail(english) != "" {
		t.Errorf("%q", p.Headline(english))
	}
	p := protocol.Starter("en")
	save := func() {
		t.Helper()
		if err := r.SaveProtocol(t.Context(), p, officer); err != nil {
			t.Fatal(err)
		}
	}
	save()
	if got := look(); got.Headline(english) != "6 roles have nobody" || got.Detail(english) != "Last changed on 6 October 2026 by A. Officer" {
		t.Errorf("%q, %q", got.Headline(english), got.Detail(english))
	}
	person := protocol.Person{Name: "Head of communications", Contact: "ext. 4711"}
	for _, role := range p.Roles[:5] {
		person.Roles = append(person.Roles, role.ID)
	}
	for _, what := range []string{"Privacy in social media", "House rules for posts", "Speaking in a crisis"} {
		person.Trainings = append(person.Trainings, protocol.Training{What: what, Done: protocol.DayOf(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))})
	}
	p.People = []protocol.Person{person}
	save()
	if got, want := look().Headline(english), "Nobody has the role Crisis contact"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.People[0].Roles = append(p.People[0].Roles, "crisis")
	p.People[0].Trainings[0].Months = 6 // it counted until 1 July
	p.Posting = p.Posting[2:]           // no Facebook, where we have no channel, and no Instagram, where we have
	save()
	got := look()
	if want := "Head of communications has yet to do: Privacy in social media. Nobody may post on Instagram"; got.Headline(english) != want {
		t.Errorf("%q, want %q", got.Headline(english), want)
	}
	if who := got.Who(english, "crisis"); who != "Head of communications (ext. 4711)" {
		t.Errorf("%q", who)
	}
	p.People[0].Trainings[0].Months = 0
	p.Posting = protocol.Starter("en").Posting
	save()
	if got := look(); got.Headline(english) != "Everybody is trained, and every role has somebody" || !got.Findings.None() {
		t.Errorf("%q, %+v", got.Headline(english), got.Findings)
	}
	p.People[0].Roles = []string{"chief"}
	if err := r.SaveProtocol(t.Context(), p, officer); err == nil || review.ProtocolError(english, err) != "People and trainings, entry 1: “chief” is not among the roles." {
		t.Errorf("%q", review.ProtocolError(english, err))
	}
	if got := look(); len(got.People[0].Roles) != 6 {
		t.Error("a protocol that contradicts itself was kept")
	}
}

// Everything that is said of protocols is there in every language.
func TestProtocolsAreSaid(t *testing.T) {
	ids := []string{"protocol.due.never", "protocol.due.overdue", "protocol.due.soon"}
	for _, k := range protocol.Kinds() {
		ids = append(ids, "protocol.kind."+string(k))
	}
	for _, part := range []string{"roles", "people", "posting", "answers", "escalation", "rules", "trainings"} {
		ids = append(ids, "protocol.part."+part)
	}
	for _, p := range protocol.Problems() {
		ids = append(ids, "protocol.problem."+string(p))
	}
	for _, l := range language.All() {
		for _, id := range ids {
			if said := language.New(l).T(id, language.Args{"Value": "x", "What": "x", "Date": "x"}); said == "" || said == id {
				t.Errorf("%s does not say %s", l, id)
			}
		}
	}
}
