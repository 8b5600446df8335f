package social

// This file is the one place where engagement and its rates are defined.
//
// Sources, as read in November 2026: Rival IQ, "Understanding engagement metrics" and "What is included in engagement
// metrics" (help.rivaliq.com, articles 2043672 and 4792538); Socialinsider, "Guide to engagement and engagement rates"
// (howto.socialinsider.io, article 9329376); Quintly, "Calculating interaction rate" (support.quintly.com, article
// 4412259). Where they differ (saves on TikTok, quotes on X, clicks on LinkedIn) public engagement takes what anyone
// can see on the post itself.

// Scope says which engagement is meant.
type Scope uint8

const (
	// AllEngagement is reactions + comments + shares + saves, as far as the platform counts them. Only the channel's
	// owner knows it.
	AllEngagement Scope = iota
	// PublicEngagement leaves out what only the owner sees, so that our posts and a competitor's can be compared.
	PublicEngagement
)

// engagementParts names what is counted. The first list is what every export of the platform must hold for an
// engagement to exist; the second is added where it is known.
type engagementParts struct{ needed, added []Metric }

var allParts = map[Platform]engagementParts{
	// A blog has no reactions of its own; comments are its engagement, shares where a plug-in counts them.
	Blog: {needed: []Metric{Comments}, added: []Metric{Reactions, Shares, Saves}},
}

var defaultAllParts = engagementParts{needed: []Metric{Reactions, Comments}, added: []Metric{Shares, Saves}}

var publicParts = map[Platform]engagementParts{
	Facebook:  {needed: []Metric{Reactions, Comments}, added: []Metric{Shares}},
	Instagram: {needed: []Metric{Reactions, Comments}},                          // shares and saves are the owner's (Socialinsider)
	YouTube:   {needed: []Metric{Reactions, Comments}},                          // shares are the owner's (Rival IQ, Socialinsider)
	LinkedIn:  {needed: []Metric{Reactions, Comments}, added: []Metric{Shares}}, // without clicks: they are the owner's
	X:         {needed: []Metric{Reactions, Comments}, added: []Metric{Shares}},
	XING:      {needed: []Metric{Reactions, Comments}},                          // no vendor defines it; ours
	TikTok:    {needed: []Metric{Reactions, Comments}, added: []Metric{Shares}}, // without saves (Rival IQ)
	Blog:      {needed: []Metric{Comments}},                                     // no vendor defines it; ours
}

func partsOf(p Platform, scope Scope) engagementParts {
	if scope == PublicEngagement {
		if parts, ok := publicParts[p]; ok {
			return parts
		}
		return engagementParts{needed: []Metric{Reactions, Comments}}
	}
	if parts, ok := allParts[p]; ok {
		return parts
	}
	return defaultAllParts
}

// EngagementParts returns the metrics that the platform's engagement adds up: the needed ones first, then those added
// where an export holds them.
func EngagementParts(p Platform, scope Scope) []Metric {
	parts := partsOf(p, scope)
	return append(append([]Metric{}, parts.needed...), parts.added...)
}

// Engagement adds up a post's engagement. It is absent (known is false) when a part that every export of the platform
// should hold is absent: a sum without its reactions would pass for a weak post.
func Engagement(p Platform, scope Scope, m Metrics) (engagement int64, known bool) {
	parts := partsOf(p, scope)
	for _, k := range parts.needed {
		v, ok := m.Get(k)
		if !ok {
			return 0, false
		}
		engagement += v
	}
	for _, k := range parts.added {
		if v, ok := m.Get(k); ok {
			engagement += v
		}
	}
	return engagement, true
}

// Denominator is what a rate divides by. Rates over different denominators are never put into one ranking.
type Denominator string

// The denominators. NoDenominator means that no rate can be computed.
const (
	NoDenominator  Denominator = "none"
	PerReach       Denominator = "reach"
	PerImpressions Denominator = "impressions"
	PerViews       Denominator = "views"
	PerFollowers   Denominator = "followers"
)

// Metric returns the metric the denominator counts; ok is false for [NoDenominator].
func (d Denominator) Metric() (metric Metric, ok bool) {
	switch d {
	case PerReach:
		return Reach, true
	case PerImpressions:
		return Impressions, true
	case PerViews:
		return Views, true
	case PerFollowers:
		return FollowersAtPost, true
	}
	return 0, false
}

// OwnDenominators returns what the own rate of the platform may divide by, best first. Meta's exports hold reach;
// LinkedIn, X and XING hold impressions; on YouTube, TikTok and the blog a view is the contact (YouTube's impressions
// count thumbnails, not the video).
func OwnDenominators(p Platform) []Denominator {
	switch p {
	case Facebook, Instagram:
		return []Denominator{PerReach, PerImpressions, PerViews}
	case YouTube, TikTok, Blog:
		return []Denominator{PerViews}
	default:
		return []Denominator{PerImpressions, PerReach}
	}
}

// ComparableDenominator returns what the comparable rate divides by: followers when the post appeared, as Rival IQ and
// Quintly do, and views on YouTube and TikTok, where followers say little about who sees a video (Rival IQ does so for
// TikTok).
func ComparableDenominator(p Platform) Denominator {
	switch p {
	case YouTube, TikTok:
		return PerViews
	}
	return PerFollowers
}

// Ratio is a rate with what it was made of, so that it can be shown, added up and checked.
type Ratio struct {
	Engagement  int64
	Over        int64 // the denominator's count, above zero
	Denominator Denominator
}

// Rate returns engagement over the denominator, as a fraction (0.034 is 3.4 %).
func (r Ratio) Rate() float64 { return float64(r.Engagement) / float64(r.Over) }

// OwnRate is all engagement over the first denominator of [OwnDenominators] that the post knows. Only the channel's
// owner can know it.
func OwnRate(p Platform, m Metrics) (Ratio, bool) {
	for _, d := range OwnDenominators(p) {
		if r, ok := RateOver(p, AllEngagement, d, m); ok {
			return r, true
		}
	}
	return Ratio{Denominator: NoDenominator}, false
}

// ComparableRate is public engagement over [ComparableDenominator]: the one rate that exists for us and for a competitor.
func ComparableRate(p Platform, m Metrics) (Ratio, bool) {
	return RateOver(p, PublicEngagement, ComparableDenominator(p), m)
}

// RateOver is the engagement of the scope over the denominator. It is absent when either is absent or the denominator
// is zero.
func RateOver(p Platform, scope Scope, d Denominator, m Metrics) (Ratio, bool) {
	metric, ok := d.Metric()
	if !ok {
		return Ratio{Denominator: NoDenominator}, false
	}
	engagement, known := Engagement(p, scope, m)
	over, has := m.Get(metric)
	if !known || !has || over <= 0 {
		return Ratio{Denominator: NoDenominator}, false
	}
	return Ratio{Engagement: engagement, Over: over, Denominator: d}, true
}
