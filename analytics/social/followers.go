package social

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// FollowerCount is how many followers a channel had on a day.
type FollowerCount struct {
	Channel   ChannelID
	On        time.Time // noon of the day in the hospital's time zone
	Followers int64
}

// FollowersNear is how far from a post a count of followers may lie to stand for the followers it had: a month and a
// half, since histories are often kept by month. Followers change slowly, posts' engagement does not.
const FollowersNear = 45 * 24 * time.Hour

// FollowerHistory knows how many followers channels had. The zero value knows nothing.
type FollowerHistory struct{ counts map[ChannelID][]FollowerCount }

// NewFollowerHistory collects counts, of which there may be one a channel and day, in any order.
func NewFollowerHistory(counts []FollowerCount) FollowerHistory {
	h := FollowerHistory{map[ChannelID][]FollowerCount{}}
	for _, c := range counts {
		h.counts[c.Channel] = append(h.counts[c.Channel], c)
	}
	for _, of := range h.counts {
		slices.SortFunc(of, func(a, b FollowerCount) int { return cmp.Compare(a.On.Unix(), b.On.Unix()) })
	}
	return h
}

// Counts returns every count, by channel and day.
func (h FollowerHistory) Counts() []FollowerCount {
	var all []FollowerCount
	for _, channel := range slices.Sorted(maps.Keys(h.counts)) {
		all = append(all, h.counts[channel]...)
	}
	return all
}

// Knows reports whether any count of the channel is known.
func (h FollowerHistory) Knows(channel ChannelID) bool { return len(h.counts[channel]) > 0 }

// At returns the count nearest to the moment, the earlier of two as near; known is false when none lies within
// [FollowersNear].
func (h FollowerHistory) At(channel ChannelID, when time.Time) (followers int64, known bool) {
	c, known := h.Nearest(channel, when)
	return c.Followers, known
}

// Nearest is [FollowerHistory.At] with the day on which it was counted.
func (h FollowerHistory) Nearest(channel ChannelID, when time.Time) (nearest FollowerCount, known bool) {
	counts := h.counts[channel]
	after, _ := slices.BinarySearchFunc(counts, when, func(c FollowerCount, t time.Time) int { return c.On.Compare(t) })
	least := FollowersNear + 1
	for i := max(after-1, 0); i <= after && i < len(counts); i++ {
		if off := counts[i].On.Sub(when).Abs(); off < least {
			least, nearest = off, counts[i]
		}
	}
	return nearest, least <= FollowersNear
}

// Fill gives a post the followers its channel had, unless its own export told them.
func (h FollowerHistory) Fill(p *Post) {
	if p.Metrics.Has(FollowersAtPost) {
		return
	}
	if n, known := h.At(p.Channel, p.PublishedAt); known {
		p.Metrics.Set(FollowersAtPost, n)
	}
}
