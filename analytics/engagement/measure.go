package engagement

import "auscult/analytics/social"

// Measure says which figure of a post is meant.
type Measure string

// The measures.
const (
	// OwnRate is all engagement over reach, impressions or views: what the people who saw a post did. Only for own posts.
	OwnRate Measure = "own_rate"
	// ComparableRate is public engagement over followers, over views on YouTube and TikTok: exists for competitors too.
	ComparableRate Measure = "comparable_rate"
	// PerPost is all engagement of a post, over nothing.
	PerPost Measure = "engagement_per_post"
)

// Measures returns all measures in the order in which a choice shows them.
func Measures() []Measure { return []Measure{OwnRate, ComparableRate, PerPost} }

// Valid reports whether m is one of [Measures].
func (m Measure) Valid() bool { return m == OwnRate || m == ComparableRate || m == PerPost }

// denominators returns what the measure may divide by on the platform, best first; [PerPost] divides by nothing.
func (m Measure) denominators(p social.Platform) []social.Denominator {
	switch m {
	case OwnRate:
		return social.OwnDenominators(p)
	case ComparableRate:
		return []social.Denominator{social.ComparableDenominator(p)}
	}
	return []social.Denominator{social.NoDenominator}
}

func (m Measure) scope() social.Scope {
	if m == ComparableRate {
		return social.PublicEngagement
	}
	return social.AllEngagement
}

// figure returns a post's engagement and what it is over; over is 1 when the measure divides by nothing. It is not
// known when either is absent.
func (m Measure) figure(p social.Platform, d social.Denominator, metrics social.Metrics) (engagement, over int64, known bool) {
	if m == PerPost {
		engagement, known = social.Engagement(p, m.scope(), metrics)
		return engagement, 1, known
	}
	r, known := social.RateOver(p, m.scope(), d, metrics)
	return r.Engagement, r.Over, known
}
