package strategy

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"auscult/analytics/social"
)

// Effort is what posts of a content form cost in hours of the staff: once a quarter where there is any, and for each post.
// Hours reach from the idea to the answer to the last comment.
type Effort struct {
	SetUp   float64 `json:"set_up,omitempty"`
	PerPost float64 `json:"per_post"`
}

// DefaultEfforts are hours to begin with. They are a judgement of what a small team needs, to be replaced by the house's
// own: no study of hospitals' hours per post was found.
func DefaultEfforts() map[social.Form]Effort {
	return map[social.Form]Effort{
		social.Photo: {PerPost: 1}, social.Carousel: {PerPost: 2.5}, social.Infographic: {PerPost: 4},
		social.Video: {PerPost: 8}, social.ShortVideo: {PerPost: 4}, social.Live: {PerPost: 6}, social.Story: {PerPost: 0.5},
		social.Text: {PerPost: 0.75}, social.Link: {PerPost: 0.75}, social.Document: {PerPost: 3}, social.Article: {PerPost: 5},
		social.Poll: {PerPost: 0.5}, social.Event: {PerPost: 1}, social.Audio: {PerPost: 6},
	}
}

// Person is somebody who makes posts.
type Person struct {
	Name  string        `json:"name"`
	Hours float64       `json:"hours"`           // in the quarter
	Forms []social.Form `json:"forms,omitempty"` // that they can make; empty: all
	Off   bool          `json:"off,omitempty"`   // not there next quarter
}

// can reports whether the person can make the form.
func (p Person) can(f social.Form) bool { return len(p.Forms) == 0 || slices.Contains(p.Forms, f) }

// ErrWishes is a wish that means nothing, such as negative hours.
var ErrWishes = errors.New("unusable wishes")

func checkEfforts(efforts map[social.Form]Effort, staff []Person) error {
	for f, e := range efforts {
		if !(e.PerPost > 0) || !(e.SetUp >= 0) || math.IsInf(e.PerPost+e.SetUp, 0) {
			return fmt.Errorf("%w: a post of the form %s takes %v hours, and %v once a quarter; give hours per post above zero", ErrWishes, f, e.PerPost, e.SetUp)
		}
	}
	for _, p := range staff {
		if !(p.Hours >= 0) || math.IsInf(p.Hours, 0) {
			return fmt.Errorf("%w: %s has %v hours in the quarter; give a number that is not below zero", ErrWishes, p.Name, p.Hours)
		}
	}
	return nil
}

// bottleneck is a set of forms that only some of the staff can make, with the hours that these have.
type bottleneck struct {
	only  func(social.Form) bool
	hours float64
	who   []string
}

// bottlenecks are what hours allow, by Hall's theorem: the work can be shared out exactly when for every group of people
// the work that nobody else can do fits into the group's hours. People who can do the same count as one; the whole staff is
// one of the groups.
func bottlenecks(staff []Person) []bottleneck {
	type group struct {
		forms []social.Form
		hours float64
		who   []string
	}
	var groups []group
	for _, p := range staff {
		if p.Off {
			continue
		}
		forms := slices.DeleteFunc(social.Forms(), func(f social.Form) bool { return !p.can(f) })
		at := slices.IndexFunc(groups, func(g group) bool { return slices.Equal(g.forms, forms) })
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{forms: forms})
		}
		groups[at].hours += p.Hours
		groups[at].who = append(groups[at].who, p.Name)
	}
	groups = groups[:min(len(groups), mostGroups)]
	var all []bottleneck
	for subset := (1 << len(groups)) - 1; subset > 0; subset-- {
		b := bottleneck{}
		var others []social.Form
		for i, g := range groups {
			if subset&(1<<i) != 0 {
				b.hours += g.hours
				b.who = append(b.who, g.who...)
			} else {
				others = append(others, g.forms...)
			}
		}
		b.only = func(f social.Form) bool { return !slices.Contains(others, f) }
		all = append(all, b)
	}
	return all
}

// mostGroups bounds how many kinds of skills are told apart; what further people can do is left out.
const mostGroups = 8
