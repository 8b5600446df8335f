package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"auscult/analytics/social"
)

// ChannelReach is a channel and how far the data about it reach.
type ChannelReach struct {
	social.Channel
	Organisation social.Organisation
	Posts        int
	First, Last  time.Time // publication of its oldest and youngest post; zero without posts
	// Followers is the latest count, on the day FollowersOn; nil when none is known.
	Followers   *int64
	FollowersOn time.Time
	Comments    int // comments and mentions
	// Figures are what is counted of it by day or by period, from FiguresFrom to FiguresTo; empty when nothing is.
	Figures                []social.ChannelMetric
	FiguresFrom, FiguresTo time.Time
}

// Channels returns all channels: ours first, then by organisation, platform and name.
func (r *Reviewer) Channels(ctx context.Context) ([]ChannelReach, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := r.workspace.Followers(ctx)
	if err != nil {
		return nil, err
	}
	figures, err := r.workspace.ChannelFigures(ctx)
	if err != nil {
		return nil, err
	}
	at := map[social.ChannelID]*ChannelReach{}
	reaches := make([]ChannelReach, len(h.Channels))
	for i, c := range h.Channels {
		reaches[i].Channel = c
		reaches[i].Organisation, _ = h.Organisation(c.Organisation)
		at[c.ID] = &reaches[i]
	}
	for _, c := range counts { // by day, so that the latest stays
		at[c.Channel].Followers, at[c.Channel].FollowersOn = &c.Followers, c.On
	}
	comments, err := r.workspace.CommentCounts(ctx)
	if err != nil {
		return nil, err
	}
	for channel, n := range comments {
		at[channel].Comments = n
	}
	for _, f := range figures {
		at[f.Channel].add(f)
	}
	for i := range h.posts.Len() {
		post := h.posts.At(i)
		reach := at[post.Channel()]
		reach.Posts++
		published := post.Published()
		if reach.First.IsZero() || published.Before(reach.First) {
			reach.First = published
		}
		if published.After(reach.Last) {
			reach.Last = published
		}
		// Where no history tells, the youngest post's own count does.
		if n, known := post.Metrics().Get(social.FollowersAtPost); known && published.After(reach.FollowersOn) {
			reach.Followers, reach.FollowersOn = &n, published
		}
	}
	slices.SortStableFunc(reaches, func(a, b ChannelReach) int {
		return compareChannels(ChannelName{a.Channel, a.Organisation}, ChannelName{b.Channel, b.Organisation})
	})
	return reaches, nil
}

// add takes note of a figure.
func (c *ChannelReach) add(f social.ChannelFigure) {
	if at, there := slices.BinarySearchFunc(c.Figures, f.Metric, func(a, b social.ChannelMetric) int { return cmp.Compare(a.Order(), b.Order()) }); !there {
		c.Figures = slices.Insert(c.Figures, at, f.Metric)
	}
	if c.FiguresFrom.IsZero() || f.From.Before(c.FiguresFrom) {
		c.FiguresFrom = f.From
	}
	if f.To.After(c.FiguresTo) {
		c.FiguresTo = f.To
	}
}
