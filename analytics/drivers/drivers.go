// Package drivers answers the question: what do posts that earn more have in common? Topic, length of the text,
// hashtags, a question, a link, an emoji, a doctor named, promotion, content form: each with what it makes of a post, the
// others being equal.
//
//	f, err := drivers.Find(ctx, ours, engagement.OwnRate) // ours: a panel with its wordings
//	for _, e := range f.Flagged() { … e.Times … }
//
// All are effects of one model of the log figure, beside platform, content form on the platform, quarter, and the luck of
// a campaign or day (package engagement). They are shrunk, so that the largest of thirty does not promise more than the
// data bear. What is flagged is the list at which one entry in ten at most is there by chance ([stats.BenjaminiHochberg]
// on the effects before shrinking).
//
// They are associations: posts with a question may differ from others in more than that.
package drivers

import (
	"context"
	"errors"
	"math"

	"auscult/analytics/engagement"
	"auscult/analytics/mixed"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Factor is what posts may differ in.
type Factor string

// The factors.
const (
	Length      Factor = "length"
	Hashtags    Factor = "hashtags"
	Question    Factor = "question"
	Link        Factor = "link"
	Emoji       Factor = "emoji"
	Expert      Factor = "expert"
	Promotional Factor = "promotional"
	Topic       Factor = "topic"
	Form        Factor = "form"
)

// Factors returns all factors in the order in which lists show them.
func Factors() []Factor {
	return []Factor{Length, Hashtags, Question, Link, Emoji, Expert, Promotional, Topic, Form}
}

// The levels of factors that have no words of their own: see [Effect].
const (
	Yes     = "yes"
	No      = "no"
	Short   = "short"
	Medium  = "medium"
	Long    = "long"
	None    = "none"
	Some    = "some" // one to three hashtags
	ManyTag = "many" // four or more
)

const (
	// FalseFlags is which part of the flags may be there by chance.
	FalseFlags = 0.10
	// Enough is how many posts a level needs, and how many must lie outside of it, for it to be compared.
	Enough = 5
)

// The variances that effects are expected to have before any post is seen, on the squared log scale.
const (
	wordingPrior = 0.02
	topicPrior   = 0.04
)

// Effect is what a level of a factor makes of a post.
type Effect struct {
	Factor Factor
	Level  string // a topic, a content form, or one of [Yes], [Short] …

	Posts int // with it, that the effect rests on
	// Times is how many times as much a post with it earns as our other posts do, all else being equal; nil when too few
	// posts have it, or too few have it not. Cautious has the interval that holds whatever the effects' distribution.
	Times, Cautious *stats.Estimate
	// Flagged says that it is on the list of differences of which one in ten at most is there by chance.
	Flagged bool
	// TopGroup says that the data allow it to be the best level of its factor; only where two levels are compared.
	TopGroup bool
	IDs      []social.PostID
}

// Findings are the effects of all factors.
type Findings struct {
	Posts                    int // all of them
	Used                     int // posts that it rests on
	WithoutText              int // of these, posts of whose text nothing is known
	Boosted, Young, NoFigure int // left out
	// Over is what the figures of each platform are over.
	Over map[social.Platform]social.Denominator

	Effects []Effect // by factor, then level; of factors with two levels only [Yes]
}

// Find computes what makes posts earn more. The panel must have its wordings ([panel.Panel.Worded]). Its only error is
// the context's.
func Find(ctx context.Context, p *panel.Panel, m engagement.Measure) (Findings, error) {
	posts := engagement.Adjust(p, m)
	f := Findings{
		Posts: p.Len(), Used: len(posts.Posts), Boosted: posts.Boosted, Young: posts.Young, NoFigure: posts.NoFigure,
		Over: posts.Over,
	}
	for _, post := range posts.Posts {
		if !post.Wording().Known {
			f.WithoutText++
		}
	}
	c := newColumns(posts)
	model, err := posts.Fit(ctx, c.terms(), c.entries)
	switch {
	case ctx.Err() != nil:
		return Findings{}, ctx.Err()
	case errors.Is(err, mixed.ErrTooFewRows), errors.Is(err, mixed.ErrSingular):
		return f, nil // nothing can be said
	case err != nil:
		return Findings{}, err
	}
	c.fill(&f, model)
	return f, ctx.Err()
}

// Flagged returns the effects on the list, those that differ most for sure first.
func (f Findings) Flagged() []Effect {
	var list []Effect
	for _, e := range f.Effects {
		if e.Flagged {
			list = append(list, e)
		}
	}
	sortBySureness(list)
	return list
}

// Sure is how far from no difference the nearer end of the interval lies, on the log scale; negative where the interval
// holds "no difference".
func (e Effect) Sure() float64 {
	if e.Times == nil {
		return math.Inf(-1)
	}
	return max(math.Log(e.Times.Low), -math.Log(e.Times.High))
}
