package review

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// wordings are how the texts of some organisations' posts are written. Texts are most of a workspace and nothing else
// needs them, so they are read when a page asks, once, and only the few bytes that the analyses need are kept.
type wordings struct {
	mu       sync.Mutex
	holdings *Holdings // for which they were read
	whose    []social.OrganisationID
	posts    *panel.Panel
}

// textsAtOnce is of how many posts the texts are held in memory together.
const textsAtOnce = 20_000

// worded returns all posts, with the wordings of those of the organisations.
func (r *Reviewer) worded(ctx context.Context, h *Holdings, whose []social.OrganisationID) (*panel.Panel, error) {
	w := &r.wordings
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.holdings == h && slices.Equal(w.whose, whose) {
		return w.posts, nil
	}
	theirs := h.posts.Where(panel.Filter{Organisations: whose})
	ids := make([]social.PostID, theirs.Len())
	for i := range ids {
		ids[i] = theirs.At(i).ID()
	}
	read, err := r.wordingsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	w.holdings, w.whose, w.posts = h, slices.Clone(whose), h.posts.Worded(read)
	return w.posts, nil
}

// wordingsOf reads how the texts of the posts are written.
func (r *Reviewer) wordingsOf(ctx context.Context, ids []social.PostID) (map[social.PostID]social.Wording, error) {
	read := make(map[social.PostID]social.Wording, len(ids))
	for some := range slices.Chunk(ids, textsAtOnce) {
		posts, err := r.workspace.Texts(ctx, some)
		if err != nil {
			return nil, fmt.Errorf("review: %w", err)
		}
		for _, p := range posts {
			read[p.ID] = social.WordingOf(p.Text)
		}
	}
	return read, nil
}

// span is the time that analyses of small effects look at: the year that ends with the quarter asked for, because one
// quarter tells little of weekdays or wordings. Without a quarter it is all time.
type span struct{ From, To social.Quarter }

func spanOf(q social.Quarter) span {
	if q.IsZero() {
		return span{}
	}
	return span{q.YearBefore().Next(), q}
}

// ofYear returns the posts that an analysis of small effects is about, and the question with nothing left open.
func (h *Holdings) ofYear(all func(whose []social.OrganisationID) (*panel.Panel, error), q *Question) (*panel.Panel, error) {
	whose := h.whose(q)
	if q.Measure == "" {
		q.Measure = engagement.OwnRate
		if o, _ := h.Organisation(q.Organisation); o.Competitor || q.Competitors {
			q.Measure = engagement.ComparableRate
		}
	}
	posts, err := all(whose)
	if err != nil {
		return nil, err
	}
	s := spanOf(q.Quarter)
	return posts.Where(panel.Filter{
		Organisations: whose, Since: s.From, Quarter: s.To, Platforms: q.Platforms, Forms: q.Forms, Topics: q.Topics,
		Channels: h.marked(*q),
	}), nil
}
