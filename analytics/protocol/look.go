package protocol

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
)

// SoonDays is how many days before it is due a training is named: time to find a date.
const SoonDays = 30

// Findings are what a protocol lacks on a day.
type Findings struct {
	Empty      []Role            // that nobody has
	Trainings  []DueTraining     // that are missing, overdue or soon due, the longest overdue first
	Unanswered []Kind            // of which the protocol does not say who answers
	Unposted   []social.Platform // on which the hospital has channels, and nobody may post
}

// DueTraining is a training that somebody must do.
type DueTraining struct {
	Person Person
	What   string
	Due    time.Time // zero: never done, though a role asks for it
	State  Due
}

// Due says how urgent a training is.
type Due string

// How urgent a training is.
const (
	Never   Due = "never"   // a role of the person asks for it, and it was never done
	Overdue Due = "overdue" // it counted, and does so no more
	Soon    Due = "soon"    // it counts for [SoonDays] days at most
)

// Overdue returns the trainings that do not count any more or were never done.
func (f Findings) Overdue() []DueTraining {
	return slices.DeleteFunc(slices.Clone(f.Trainings), func(d DueTraining) bool { return d.State == Soon })
}

// None reports whether nothing is lacking. What is soon due is not lacking yet.
func (f Findings) None() bool {
	return len(f.Empty)+len(f.Overdue())+len(f.Unanswered)+len(f.Unposted) == 0
}

// Look returns what the protocol lacks on a day, for a hospital with channels on these platforms.
func (p Protocol) Look(day time.Time, platforms []social.Platform) Findings {
	day = DayOf(day).Time
	var f Findings
	for _, r := range p.Roles {
		if len(p.Having(r.ID)) == 0 {
			f.Empty = append(f.Empty, r)
		}
	}
	for _, who := range p.People {
		f.Trainings = append(f.Trainings, p.due(who, day)...)
	}
	slices.SortStableFunc(f.Trainings, func(a, b DueTraining) int {
		return cmp.Or(a.Due.Compare(b.Due), strings.Compare(a.Person.Name, b.Person.Name), strings.Compare(a.What, b.What))
	})
	for _, k := range Kinds() {
		if !slices.ContainsFunc(p.Answers, func(a Answer) bool { return a.Question == k && a.Role != "" }) {
			f.Unanswered = append(f.Unanswered, k)
		}
	}
	for _, on := range platforms {
		if !slices.ContainsFunc(p.Posting, func(m Posting) bool { return m.Platform == on && len(m.Roles) > 0 }) {
			f.Unposted = append(f.Unposted, on)
		}
	}
	return f
}

// due returns the trainings that a person must do: what was done counts until it is due, of the same training the latest.
func (p Protocol) due(who Person, day time.Time) []DueTraining {
	latest := map[string]Training{}
	var order []string
	for _, t := range who.Trainings {
		name := plain(t.What)
		if was, done := latest[name]; !done {
			order = append(order, name)
		} else if !t.Done.After(was.Done.Time) {
			continue
		}
		latest[name] = t
	}
	var all []DueTraining
	for _, name := range order {
		t := latest[name]
		due := t.Due()
		switch {
		case due.IsZero() || day.AddDate(0, 0, SoonDays).Before(due):
		case day.After(due):
			all = append(all, DueTraining{who, t.What, due, Overdue})
		default:
			all = append(all, DueTraining{who, t.What, due, Soon})
		}
	}
	for _, what := range p.needed(who) {
		if _, done := latest[plain(what)]; !done {
			all = append(all, DueTraining{Person: who, What: what, State: Never})
		}
	}
	return all
}

// needed returns the trainings that the roles of a person ask for, each once.
func (p Protocol) needed(who Person) []string {
	var all []string
	for _, id := range who.Roles {
		r, _ := p.Role(id)
		for _, what := range r.Needs {
			if !slices.ContainsFunc(all, func(n string) bool { return plain(n) == plain(what) }) {
				all = append(all, what)
			}
		}
	}
	return all
}

// plain is a training's name as names are compared.
func plain(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
