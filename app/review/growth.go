package review

import (
	"context"
	"sync"

	"auscult/analytics/social"
	"auscult/analytics/totals"
)

// counted are counts of channels that some pages need; they are put together when one first asks.
type counted struct {
	mu        sync.Mutex
	audience  *social.FollowerHistory
	figures   []social.ChannelFigure
	figuresIn bool
}

// audience is how many followers channels had: as histories say, and for channels without one as their posts do, one a day.
func (h *Holdings) audience() social.FollowerHistory {
	h.counted.mu.Lock()
	defer h.counted.mu.Unlock()
	if h.counted.audience != nil {
		return *h.counted.audience
	}
	counts := h.followers.Counts()
	last := map[social.ChannelID]int64{}
	for i := range h.posts.Len() {
		post := h.posts.At(i)
		n, known := post.Metrics().Get(social.FollowersAtPost)
		if !known || h.followers.Knows(post.Channel()) {
			continue
		}
		if day := post.Published().Unix() / (24 * 60 * 60); last[post.Channel()] != day {
			last[post.Channel()] = day
			counts = append(counts, social.FollowerCount{Channel: post.Channel(), On: post.Published(), Followers: n})
		}
	}
	history := social.NewFollowerHistory(counts)
	h.counted.audience = &history
	return history
}

// gained is how many followers channels won in the quarter less those that they lost, as far as their pages counted both on
// all of its days. Only channels of which one of the two counts of followers is missing are looked at. On YouTube what is
// won is net already; elsewhere followers won without those lost are no growth.
func (r *Reviewer) gained(ctx context.Context, h *Holdings, q social.Quarter, channels []social.Channel) (map[social.ChannelID]int64, error) {
	zone, followers := h.Settings.Zone(), h.audience()
	missing := map[social.ChannelID]bool{}
	for _, c := range channels {
		_, before := followers.At(c.ID, q.Start(zone))
		_, after := followers.At(c.ID, q.End(zone))
		if before != after {
			missing[c.ID] = true
		}
	}
	if len(missing) == 0 {
		return nil, nil
	}
	figures, err := r.figures(ctx, h)
	if err != nil {
		return nil, err
	}
	type key struct {
		channel social.ChannelID
		metric  social.ChannelMetric
	}
	by := map[key][]social.ChannelFigure{}
	for _, f := range figures {
		if missing[f.Channel] {
			by[key{f.Channel, f.Metric}] = append(by[key{f.Channel, f.Metric}], f)
		}
	}
	net := map[social.ChannelID]int64{}
	for _, c := range channels {
		won := totals.Counted(by[key{c.ID, social.ChannelFollowersGained}], q, zone).Total
		lost := totals.Counted(by[key{c.ID, social.ChannelFollowersLost}], q, zone).Total
		switch {
		case won == nil || lost == nil && c.Platform != social.YouTube:
		case lost == nil:
			net[c.ID] = *won
		default:
			net[c.ID] = *won - *lost
		}
	}
	return net, nil
}

// figures are what was counted of channels, read once.
func (r *Reviewer) figures(ctx context.Context, h *Holdings) ([]social.ChannelFigure, error) {
	h.counted.mu.Lock()
	defer h.counted.mu.Unlock()
	if h.counted.figuresIn {
		return h.counted.figures, nil
	}
	figures, err := r.workspace.ChannelFigures(ctx)
	if err == nil {
		h.counted.figures, h.counted.figuresIn = figures, true
	}
	return figures, err
}
