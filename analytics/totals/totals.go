// Package totals lays what was counted of a whole page in a quarter beside what the posts of that quarter add up to, for
// us and for competitors.
//
// The two differ without either being wrong. A page total counts what was earned in these days by posts of any age, by
// stories, by posts that were deleted since, and by advertisements, in the platform's or the tool's own definition. The
// posts of the quarter count over their whole life up to the export, so also what they earned after its end, and only
// those that were imported. Hence a page with old posts that are still read has the larger total, a page whose last
// posts were just beginning the smaller one, and a total of twice the posts may say that half of them are missing.
//
//	for _, row := range totals.Compare(posts, totals.Options{Quarter: q, Channels: channels, Figures: figures}) {
//		fmt.Println(row.Metric, row.Page.Total, row.Beside.Total)
//	}
package totals

import (
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Metrics returns the metrics that both a page and its posts can count, in the order in which lists show them. Reach,
// visitors and viewers are left out: they count people, of whom one comes on several days and sees several posts, so
// that neither days nor posts add up. Clicks are left out since pages and posts count different ones.
func Metrics() []social.ChannelMetric {
	return []social.ChannelMetric{
		social.ChannelPosts, social.ChannelInteractions, social.ChannelReactions, social.ChannelComments, social.ChannelShares,
		social.ChannelSaves, social.ChannelViews, social.ChannelImpressions, social.ChannelFollowersGained,
	}
}

// ofPosts says which metric of posts a page counts under its own name.
var ofPosts = map[social.ChannelMetric]social.Metric{
	social.ChannelReactions: social.Reactions, social.ChannelComments: social.Comments, social.ChannelShares: social.Shares,
	social.ChannelSaves: social.Saves, social.ChannelViews: social.Views, social.ChannelImpressions: social.Impressions,
}

// Row is one metric of one channel.
type Row struct {
	Channel social.Channel
	Metric  social.ChannelMetric
	Page    Page
	Beside  Beside
}

// Page is what was counted of the channel as a whole.
type Page struct {
	// Total is of the whole quarter; nil when some of its days are not known. Nothing is extrapolated from the others.
	Total *int64
	// Days are those of the quarter that the parts cover, each once, of Of.
	Days, Of int
	// Parts are the figures of days or periods behind it, by time. They do not overlap, and lie within the quarter.
	Parts []social.ChannelFigure
}

// Basis says what a page total stands beside.
type Basis string

const (
	// OfPosts is the sum over the quarter's posts. Interactions stand beside all engagement, as far as it is known of
	// each post; of competitors that is what anyone can see.
	OfPosts Basis = "posts"
	// OfCounts is the difference of two counts of followers. It is net of those who left.
	OfCounts Basis = "follower_counts"
)

// Beside is what a page total stands beside.
type Beside struct {
	Basis Basis
	// Total is nil when no post knows the metric, or the followers at either end of the quarter are not known.
	Total *int64
	// Posts are the quarter's posts that were imported, Known those of them that know the metric and make up the total.
	Posts, Known int
	// First and Last are the counts of followers whose difference it is; zero on the basis of posts.
	First, Last social.FollowerCount
}

// Ratio is the page total over what it stands beside. There is none unless both are known, the latter of all posts, and
// above zero.
func (r Row) Ratio() (ratio float64, known bool) {
	b := r.Beside
	if r.Page.Total == nil || b.Total == nil || *b.Total <= 0 || *r.Page.Total < 0 || b.Known < b.Posts && b.Basis == OfPosts {
		return 0, false
	}
	return float64(*r.Page.Total) / float64(*b.Total), true
}

// Options say what is compared.
type Options struct {
	Quarter  social.Quarter
	Channels []social.Channel // those looked at, in the order of the rows
	Figures  []social.ChannelFigure
	// Followers knows what was counted on days, not what posts say of their own day.
	Followers social.FollowerHistory
}

// Compare returns a row for each channel and metric of which the page tells any day of the quarter, whether or not any
// post does.
func Compare(posts *panel.Panel, o Options) []Row {
	c := newComparison(o.Quarter, posts.Zone())
	c.followers = o.Followers
	type key struct {
		channel social.ChannelID
		metric  social.ChannelMetric
	}
	figures := map[key][]social.ChannelFigure{}
	for _, f := range o.Figures {
		figures[key{f.Channel, f.Metric}] = append(figures[key{f.Channel, f.Metric}], f)
	}
	byChannel := posts.Where(panel.Filter{Quarter: o.Quarter}).ByChannel()
	var rows []Row
	for _, channel := range o.Channels {
		for _, m := range Metrics() {
			if page := c.page(figures[key{channel.ID, m}]); page.Days > 0 {
				rows = append(rows, Row{channel, m, page, c.beside(channel, m, byChannel[channel.ID])})
			}
		}
	}
	return rows
}

type comparison struct {
	quarter     social.Quarter
	zone        *time.Location
	first, days int // the quarter's first day and how many it has
	followers   social.FollowerHistory
}

func newComparison(q social.Quarter, zone *time.Location) comparison {
	first := dayOf(q.Start(zone))
	return comparison{quarter: q, zone: zone, first: first, days: dayOf(q.End(zone)) - first}
}

// beside makes what a page total of the metric stands beside. Posts may be nil: none.
func (c comparison) beside(channel social.Channel, m social.ChannelMetric, posts *panel.Panel) Beside {
	if m == social.ChannelFollowersGained {
		return c.gained(channel)
	}
	b := Beside{Basis: OfPosts}
	if posts == nil {
		return b
	}
	b.Posts = posts.Len()
	var total int64
	for i := range posts.Len() {
		if v, known := counted(posts.At(i), m); known {
			total += v
			b.Known++
		}
	}
	if b.Known > 0 {
		b.Total = &total
	}
	return b
}

// counted is what a post adds to the metric.
func counted(p panel.Post, m social.ChannelMetric) (int64, bool) {
	switch m {
	case social.ChannelPosts:
		return 1, true
	case social.ChannelInteractions:
		return social.Engagement(p.Platform(), social.AllEngagement, p.Metrics())
	}
	metric, ok := ofPosts[m]
	if !ok {
		return 0, false
	}
	return p.Metrics().Get(metric)
}

// atEdge is how far from the quarter's first or last moment a count of followers may lie: counts are of noon, so it is
// of the day before or after, also where the clocks change.
const atEdge = 13 * time.Hour

// gained is the difference between the followers at the end and at the beginning.
func (c comparison) gained(channel social.Channel) Beside {
	b := Beside{Basis: OfCounts}
	start, end := c.quarter.Start(c.zone), c.quarter.End(c.zone)
	first, knownFirst := c.followers.Nearest(channel.ID, start)
	last, knownLast := c.followers.Nearest(channel.ID, end)
	if !knownFirst || !knownLast || first.On.Sub(start).Abs() > atEdge || last.On.Sub(end).Abs() > atEdge {
		return b
	}
	difference := last.Followers - first.Followers
	b.First, b.Last, b.Total = first, last, &difference
	return b
}
