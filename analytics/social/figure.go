package social

import (
	"slices"
	"time"
)

// ChannelMetric is what a [ChannelFigure] counts: something of a whole channel over a stretch of days, whichever post it
// came from. Its value is the word in files, JSON and the store. It is no [Metric]: that is of one post over its life.
type ChannelMetric string

// The metrics of channels. What the platforms call the same is not always counted alike; formats say which column of
// theirs each is.
const (
	ChannelImpressions     ChannelMetric = "impressions"       // times anything of the channel was shown on a screen
	ChannelReach           ChannelMetric = "reach"             // people who saw anything of it; of several days not the sum of the days
	ChannelViews           ChannelMetric = "views"             // times its posts were played or opened
	ChannelWatchTime       ChannelMetric = "watch_time"        // seconds watched, all viewers together
	ChannelReactions       ChannelMetric = "reactions"         // likes and their relatives, given in these days to posts of any age
	ChannelComments        ChannelMetric = "comments"          // as reactions; replies on X
	ChannelShares          ChannelMetric = "shares"            // as reactions; reposts on X and LinkedIn
	ChannelSaves           ChannelMetric = "saves"             // as reactions; bookmarks on X
	ChannelClicks          ChannelMetric = "clicks"            // on its posts, as far as the platform counts them
	ChannelInteractions    ChannelMetric = "interactions"      // the platform's or tool's own sum of engagement, in its own definition
	ChannelPosts           ChannelMetric = "posts"             // posts published
	ChannelFollowersGained ChannelMetric = "followers_gained"  // people who began to follow; the net of both on YouTube, where it can be below zero
	ChannelFollowersLost   ChannelMetric = "followers_lost"    // people who stopped following
	ChannelProfileVisits   ChannelMetric = "profile_visits"    // times the page or profile itself was opened
	ChannelVisitors        ChannelMetric = "visitors"          // people who opened the page or profile itself; not the sum of the days
	ChannelNewViewers      ChannelMetric = "new_viewers"       // people reached who had not watched before
	ChannelOldViewers      ChannelMetric = "returning_viewers" // people reached who had
)

// ChannelMetrics returns every metric of channels in the order in which lists show them.
func ChannelMetrics() []ChannelMetric {
	return []ChannelMetric{
		ChannelImpressions, ChannelReach, ChannelViews, ChannelWatchTime, ChannelReactions, ChannelComments, ChannelShares,
		ChannelSaves, ChannelClicks, ChannelInteractions, ChannelPosts, ChannelFollowersGained, ChannelFollowersLost,
		ChannelProfileVisits, ChannelVisitors, ChannelNewViewers, ChannelOldViewers,
	}
}

// Valid reports whether m is one of [ChannelMetrics].
func (m ChannelMetric) Valid() bool { return slices.Contains(ChannelMetrics(), m) }

// Order returns m's place in [ChannelMetrics], for sorting; unknown metrics come last.
func (m ChannelMetric) Order() int { return order(ChannelMetrics(), m) }

// ChannelFigure is one counted figure of a channel over a stretch of days. A day for which no figure is there is not
// known, which is not zero.
type ChannelFigure struct {
	Channel ChannelID
	Metric  ChannelMetric
	// From and To are noon of the first and of the last day, as the platform counts its days, written in the hospital's
	// time zone. They are equal for a figure of one day.
	From, To time.Time
	Value    int64
}
