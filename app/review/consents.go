package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"auscult/analytics/consent"
	"auscult/analytics/social"
)

// ConsentRegister is what patients have allowed, as it stands on a day, and the posts that rest on it.
type ConsentRegister struct {
	Day     time.Time // midnight in UTC
	Law     consent.Law
	Entries []ConsentEntry // what asks for most first: see [consent.States]; then what ends first
	of      map[social.PostID][]ConsentPost
}

// ConsentEntry is a consent with what it is worth on the day.
type ConsentEntry struct {
	consent.Consent
	State   consent.State
	Missing []consent.Element // that the law asks for and it lacks
	Posts   []ConsentPost     // that stand under it, the latest first
	Gone    int               // how many more there were, whose import has been taken back
}

// ConsentPost is a post that stands under a consent.
type ConsentPost struct {
	PostRow
	Consent  consent.ID
	Gap      consent.Gap // why the consent does not cover it; empty: it does
	Down     time.Time   // the day on which it was taken down; zero: it stands
	TakeDown bool        // it stands, and its consent has ended
	holds    bool        // the consent
}

// ConsentVerdict says whether a post may stand in public as far as its consents go.
type ConsentVerdict string

// The verdicts. The empty verdict is that of a post that no consent is linked to.
const (
	Consented      ConsentVerdict = "consented"   // every consent linked to it is complete, holds and covers it
	DownAlready    ConsentVerdict = "taken_down"  // it does not stand in public any more
	ToTakeDown     ConsentVerdict = "take_down"   // one of its consents was withdrawn or has expired
	NotCovered     ConsentVerdict = "not_covered" // one of its consents is for other platforms, forms or days
	NotYetComplete ConsentVerdict = "incomplete"  // one of its consents lacks something or is not signed yet
)

// Verdict says whether a post may stand in public as far as its consents go. Of several people in one post, every one must
// have consented.
func (g ConsentRegister) Verdict(post social.PostID) ConsentVerdict {
	links := g.of[post]
	switch {
	case len(links) == 0:
		return ""
	case slices.ContainsFunc(links, func(p ConsentPost) bool { return !p.Down.IsZero() }):
		return DownAlready
	case slices.ContainsFunc(links, func(p ConsentPost) bool { return p.TakeDown }):
		return ToTakeDown
	case slices.ContainsFunc(links, func(p ConsentPost) bool { return !p.holds }):
		return NotYetComplete
	case slices.ContainsFunc(links, func(p ConsentPost) bool { return p.Gap != "" }):
		return NotCovered
	}
	return Consented
}

// Consented reports whether a post has the consent that it needs, on the day of the register.
func (g ConsentRegister) Consented(post social.PostID) bool { return g.Verdict(post) == Consented }

// Entry returns the consent of a number.
func (g ConsentRegister) Entry(id consent.ID) (ConsentEntry, bool) {
	i := slices.IndexFunc(g.Entries, func(e ConsentEntry) bool { return e.ID == id })
	if i < 0 {
		return ConsentEntry{}, false
	}
	return g.Entries[i], true
}

// Of returns how many consents are in a state.
func (g ConsentRegister) Of(s consent.State) int {
	n := 0
	for _, e := range g.Entries {
		if e.State == s {
			n++
		}
	}
	return n
}

// ToTakeDown returns the posts that stand in public under a consent that has ended, each once, the latest first.
func (g ConsentRegister) ToTakeDown() []ConsentPost {
	return g.posts(func(p ConsentPost) bool { return p.TakeDown })
}

// NotCovered returns the posts that stand under a consent that holds but is not for them, each once, the latest first.
func (g ConsentRegister) NotCovered() []ConsentPost {
	return g.posts(func(p ConsentPost) bool { return p.holds && p.Gap != "" && p.Down.IsZero() })
}

func (g ConsentRegister) posts(wanted func(ConsentPost) bool) []ConsentPost {
	var all []ConsentPost
	seen := map[social.PostID]bool{}
	for _, e := range g.Entries {
		for _, p := range e.Posts {
			if wanted(p) && !seen[p.ID] {
				seen[p.ID] = true
				all = append(all, p)
			}
		}
	}
	slices.SortStableFunc(all, laterPost)
	return all
}

func laterPost(a, b ConsentPost) int {
	return cmp.Or(b.PublishedAt.Compare(a.PublishedAt), cmp.Compare(a.ID, b.ID))
}

// Consents returns the register as it stands on a day, in the hospital's time zone.
func (r *Reviewer) Consents(ctx context.Context, day time.Time) (ConsentRegister, error) {
	g := ConsentRegister{Day: consent.Day(day), of: map[social.PostID][]ConsentPost{}}
	all, err := r.workspace.Consents(ctx)
	if err != nil {
		return g, err
	}
	if g.Law, err = r.workspace.ConsentLaw(ctx); err != nil {
		return g, err
	}
	settings, err := r.workspace.Settings(ctx)
	if err != nil {
		return g, err
	}
	for _, c := range all {
		g.Entries = append(g.Entries, ConsentEntry{Consent: c, State: c.State(g.Day, g.Law), Missing: c.Missing(g.Law)})
	}
	if err := r.linkPosts(ctx, &g, settings.Zone()); err != nil {
		return g, err
	}
	slices.SortStableFunc(g.Entries, func(a, b ConsentEntry) int {
		return cmp.Or(cmp.Compare(a.State.Order(), b.State.Order()), compareEnds(a.End(), b.End()), cmp.Compare(a.ID, b.ID))
	})
	return g, ctx.Err()
}

// compareEnds puts the earlier day first and no day last.
func compareEnds(a, b time.Time) int {
	switch {
	case a.IsZero() == b.IsZero():
		return a.Compare(b)
	case a.IsZero():
		return 1
	}
	return -1
}

// linkPosts adds the posts that stand under the consents.
func (r *Reviewer) linkPosts(ctx context.Context, g *ConsentRegister, zone *time.Location) error {
	links, err := r.workspace.ConsentPosts(ctx)
	if err != nil || len(links) == 0 {
		return err
	}
	down := map[social.PostID]time.Time{} // linked again afterwards, under another consent, it is down all the same
	var ids []social.PostID
	for _, l := range links {
		if l.Post == 0 {
			continue
		}
		ids = append(ids, l.Post)
		if !l.Down.IsZero() {
			down[l.Post] = l.Down
		}
	}
	rows, err := r.PostsBehind(ctx, Question{}, ids)
	if err != nil {
		return err
	}
	row := map[social.PostID]PostRow{}
	for _, p := range rows {
		row[p.ID] = p
	}
	for i := range g.Entries {
		e := &g.Entries[i]
		for _, l := range links {
			there, found := row[l.Post]
			switch {
			case l.Consent != e.ID:
				continue
			case !found:
				e.Gone++
				continue
			}
			p := ConsentPost{PostRow: there, Consent: e.ID, Down: down[l.Post], holds: e.State.Holds()}
			p.Gap = e.Gap(p.Platform, p.Form, p.PublishedAt.In(zone))
			p.TakeDown = e.State.Ended() && p.Down.IsZero()
			e.Posts = append(e.Posts, p)
			g.of[p.ID] = append(g.of[p.ID], p)
		}
		slices.SortStableFunc(e.Posts, laterPost)
	}
	return nil
}
