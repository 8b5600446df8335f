// Package review answers the questions of a quarterly review: it asks the workspace for posts, runs the analytics on
// them, and yields the figures and the sentences of every page. Window, slides, commands and JSON all show what it
// yields, so a figure is computed in one place.
//
//	r := review.New(w)
//	forms, err := r.Forms(ctx, review.Question{Quarter: q, Measure: engagement.OwnRate})
//	fmt.Println(forms.Headline(speak))
package review

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/safeguard"
	"auscult/analytics/social"
	"auscult/app/workspace"
)

// Question is what is being looked at. It is the same on every page.
type Question struct {
	Quarter      social.Quarter        // the zero quarter is all time
	Platforms    []social.Platform     // empty: all
	Forms        []social.Form         // empty: all
	Topics       []social.Topic        // empty: all
	Audiences    []social.Audience     // empty: all; else only channels that are for one of them
	Sections     []string              // empty: all; else only channels of one of them
	Organisation social.OrganisationID // zero: our own
	// Competitors asks for all competitors together instead of one organisation, Everyone for them and us.
	Competitors, Everyone bool
	Measure               engagement.Measure // empty: the own rate, or the comparable rate for a competitor
}

// Reviewer computes reviews of one workspace. It keeps the posts it has read until [Reviewer.Forget]. Its methods may
// be called from several goroutines.
type Reviewer struct {
	workspace *workspace.Workspace

	mu   sync.Mutex
	read *Holdings

	wordings  wordings
	timings   timings
	bestKnown keptTimes
	learnt    learning
	safeKnown keptSafe
	checked   keptChecks

	today func() time.Time
}

// New returns a reviewer of the workspace.
func New(w *workspace.Workspace) *Reviewer { return &Reviewer{workspace: w, today: time.Now} }

// SetToday says which day it is. It matters to consents alone, which begin and end; without it, it is the day of the machine.
func (r *Reviewer) SetToday(today func() time.Time) { r.today = today }

// Today is the moment by which consents are judged, in no particular time zone.
func (r *Reviewer) Today() time.Time { return r.today() }

// Forget makes the next answer read the workspace anew. It must be called after an import and after its undo.
func (r *Reviewer) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.read = nil
}

// Holdings is what a workspace holds, as far as reviews need it.
type Holdings struct {
	Settings      workspace.Settings
	Organisations []social.Organisation
	Channels      []social.Channel
	// LastExport is when the newest figures were exported; zero without any.
	LastExport time.Time
	// LastPost is when the youngest post was published; zero without any.
	LastPost time.Time

	house       safeguard.House
	posts       *panel.Panel
	annotations []social.Annotation
	breaks      []Break
	followers   social.FollowerHistory
	web         social.WebHistory
	blog        []social.Post // the blog's posts, without texts

	counted counted

	// twins are posts that may be one told twice; they are looked for when they are first asked for, see [Reviewer.twins].
	twins      [][]social.PostID
	twinsKnown bool
}

// Posts returns how many posts there are.
func (h *Holdings) Posts() int { return h.posts.Len() }

// Ours returns the organisations that are not competitors.
func (h *Holdings) Ours() []social.OrganisationID {
	var ours []social.OrganisationID
	for _, o := range h.Organisations {
		if !o.Competitor {
			ours = append(ours, o.ID)
		}
	}
	return ours
}

// Competitors returns the organisations that are competitors.
func (h *Holdings) Competitors() []social.OrganisationID {
	var all []social.OrganisationID
	for _, o := range h.Organisations {
		if o.Competitor {
			all = append(all, o.ID)
		}
	}
	return all
}

// Organisation returns the organisation of that number.
func (h *Holdings) Organisation(id social.OrganisationID) (social.Organisation, bool) {
	i := slices.IndexFunc(h.Organisations, func(o social.Organisation) bool { return o.ID == id })
	if i < 0 {
		return social.Organisation{}, false
	}
	return h.Organisations[i], true
}

// Channel returns the channel of that number.
func (h *Holdings) Channel(id social.ChannelID) (social.Channel, bool) {
	i := slices.IndexFunc(h.Channels, func(c social.Channel) bool { return c.ID == id })
	if i < 0 {
		return social.Channel{}, false
	}
	return h.Channels[i], true
}

// Quarters returns the quarters in which we published something, oldest first.
func (h *Holdings) Quarters() []social.Quarter {
	return h.posts.Where(panel.Filter{Organisations: h.Ours()}).Quarters()
}

// LastQuarter returns the latest quarter that the newest export covers to its end, else the latest with posts: the one
// a review is about. It is the zero quarter when there are no posts.
func (h *Holdings) LastQuarter() social.Quarter {
	quarters := h.Quarters()
	for _, q := range slices.Backward(quarters) {
		if !q.End(h.Settings.Zone()).After(h.LastExport) {
			return q
		}
	}
	if len(quarters) > 0 {
		return quarters[len(quarters)-1]
	}
	return social.Quarter{}
}

// Holdings reads what the workspace holds, once.
func (r *Reviewer) Holdings(ctx context.Context) (*Holdings, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.read != nil {
		return r.read, nil
	}
	h := &Holdings{}
	var err error
	if h.Settings, err = r.workspace.Settings(ctx); err != nil {
		return nil, err
	}
	if h.Organisations, err = r.workspace.Organisations(ctx); err != nil {
		return nil, err
	}
	if h.Channels, err = r.workspace.Channels(ctx); err != nil {
		return nil, err
	}
	if h.house, err = r.workspace.House(ctx); err != nil {
		return nil, err
	}
	if h.annotations, err = r.workspace.Annotations(ctx); err != nil {
		return nil, err
	}
	if h.breaks, err = r.Breaks(ctx); err != nil {
		return nil, err
	}
	owner := map[social.ChannelID]social.OrganisationID{}
	for _, c := range h.Channels {
		owner[c.ID] = c.Organisation
	}
	counts, err := r.workspace.Followers(ctx)
	if err != nil {
		return nil, err
	}
	h.followers = social.NewFollowerHistory(counts)
	figures, err := r.workspace.PageFigures(ctx)
	if err != nil {
		return nil, err
	}
	h.web = social.NewWebHistory(figures, h.Channels)
	var b panel.Builder
	err = r.workspace.EachPost(ctx, workspace.PostFilter{WithoutText: true}, func(p social.Post) error {
		h.followers.Fill(&p)
		h.web.Fill(&p)
		if p.Platform == social.Blog {
			h.blog = append(h.blog, p)
		}
		b.Add(p, owner[p.Channel])
		if p.ObservedAt.After(h.LastExport) {
			h.LastExport = p.ObservedAt
		}
		if p.PublishedAt.After(h.LastPost) {
			h.LastPost = p.PublishedAt
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("review: %w", err)
	}
	h.posts = b.Panel(h.Settings.Zone(), h.Settings.YearStart)
	r.read = h
	return h, nil
}
