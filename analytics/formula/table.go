package formula

import (
	"slices"

	"auscult/analytics/social"
)

// Over is what a formula divides by.
type Over string

// What formulas divide by.
const (
	FollowersThen  Over = "followers_then"   // followers when the post appeared
	FollowersOfDay Over = "followers_of_day" // followers on the day
	MeanFollowers  Over = "mean_followers"   // mean of the followers on the first and on the last day
	FirstFollowers Over = "first_followers"  // followers on the first day
	PostReach      Over = "reach"            // people reached by the post
	PostViews      Over = "views"            // views of the post
	Nothing        Over = "nothing"
)

// Average is how a formula makes one figure of many posts, days or answers.
type Average string

// How formulas average.
const (
	Weighted  Average = "weighted" // all engagement over all denominators: a post weighs as much as its denominator
	OverPosts Average = "posts"    // mean of the posts' rates
	OverPage  Average = "page"     // engagement per post over one denominator of the page
	OverDays  Average = "days"     // mean of the days' rates, days without posts included as zero
	PerWeek   Average = "per_week" // the weekly growth that, compounded, leads from the first day's to the last day's
	Middle    Average = "median"   // the median
)

// Unit is what a figure is measured in.
type Unit string

// The units.
const (
	Share Unit = "share" // a fraction: 0.0113 is 1.13 %
	Hours Unit = "hours"
)

// Formula is a vendor's published formula.
type Formula struct {
	// ID is the formula's word in files and JSON, such as "quintly_page".
	ID string
	// Counts is, per platform, what one engagement is: metrics that must all be known of a post. A platform that is not in
	// it has no published numerator. Nil for a formula that counts no engagement and holds everywhere.
	Counts  map[social.Platform][]social.Metric
	Over    Over
	Average Average
	Unit    Unit
	// ZeroWithoutPosts says that the vendor gives a time without posts a rate of zero; others give none.
	ZeroWithoutPosts bool
	Source           string // the vendor's page
}

// On reports whether the formula is published for the platform.
func (f Formula) On(p social.Platform) bool { return f.Counts == nil || f.Counts[p] != nil }

var (
	likesComments       = []social.Metric{social.Reactions, social.Comments}
	likesCommentsShares = []social.Metric{social.Reactions, social.Comments, social.Shares}

	// onMeta is what Quintly, Fanpage Karma and CrowdTangle count, where it is published: on Facebook without what people
	// do with others' shares of the post.
	onMeta = map[social.Platform][]social.Metric{social.Facebook: likesCommentsShares, social.Instagram: likesComments}
)

// table holds the formulas in the order in which lists show them.
//
// Two things are not published and settled here: Socialinsider does not say how it averages, so the mean of the posts is
// taken, as its benchmarks per post have it; and it counts quotes on X besides reposts, which exports give as one figure.
var table = []Formula{
	{
		ID: "rival_iq", Over: FollowersThen, Average: Weighted, Unit: Share,
		Counts: map[social.Platform][]social.Metric{
			social.Facebook: likesCommentsShares, social.Instagram: likesComments, social.X: likesCommentsShares, social.YouTube: likesComments,
		},
		Source: "https://help.rivaliq.com/en/articles/2043672-understanding-engagement-metrics",
	},
	{
		ID: "rival_iq_views", Over: PostViews, Average: Weighted, Unit: Share,
		Counts: map[social.Platform][]social.Metric{social.TikTok: likesCommentsShares},
		Source: "https://help.rivaliq.com/en/articles/2043672-understanding-engagement-metrics",
	},
	{
		ID: "socialinsider_followers", Over: FollowersThen, Average: OverPosts, Unit: Share,
		Counts: map[social.Platform][]social.Metric{
			social.Facebook: likesCommentsShares, social.Instagram: likesComments, social.X: likesCommentsShares, social.YouTube: likesComments,
			social.TikTok:   {social.Reactions, social.Comments, social.Shares, social.Saves},
			social.LinkedIn: {social.Reactions, social.Comments, social.Shares, social.Clicks},
		},
		Source: "https://howto.socialinsider.io/en/articles/9329376-the-socialinsider-guide-to-engagement-engagement-rates",
	},
	{
		ID: "socialinsider_reach", Over: PostReach, Average: OverPosts, Unit: Share, Counts: onMeta,
		Source: "https://howto.socialinsider.io/en/articles/9329376-the-socialinsider-guide-to-engagement-engagement-rates",
	},
	{
		ID: "quintly_page", Over: MeanFollowers, Average: OverPage, Unit: Share, Counts: onMeta, ZeroWithoutPosts: true,
		Source: "http://support.quintly.com/en/articles/4412259-calculating-interaction-rate",
	},
	{
		ID: "quintly_post", Over: FollowersThen, Average: OverPosts, Unit: Share, Counts: onMeta,
		Source: "http://support.quintly.com/en/articles/4412259-calculating-interaction-rate",
	},
	{
		ID: "fanpage_karma_engagement", Over: FollowersOfDay, Average: OverDays, Unit: Share, Counts: onMeta,
		Source: "https://academy.fanpagekarma.com/en/facebook-metrics/",
	},
	{
		ID: "fanpage_karma_post", Over: FollowersOfDay, Average: OverPosts, Unit: Share, Counts: onMeta,
		Source: "https://academy.fanpagekarma.com/en/facebook-metrics/",
	},
	{
		ID: "crowdtangle_page", Over: MeanFollowers, Average: OverPage, Unit: Share, Counts: onMeta,
		Source: "https://help.crowdtangle.com/en/articles/1141064-how-is-interaction-rate-calculated",
	},
	{
		ID: "crowdtangle_post", Over: FollowersThen, Average: OverPosts, Unit: Share, Counts: onMeta,
		Source: "https://help.crowdtangle.com/en/articles/1141064-how-is-interaction-rate-calculated",
	},
	{
		ID: "hootsuite_reach", Over: PostReach, Average: OverPosts, Unit: Share,
		Counts: map[social.Platform][]social.Metric{
			social.Facebook:  likesCommentsShares,
			social.Instagram: {social.Reactions, social.Comments, social.Shares, social.Saves},
		},
		Source: "https://blog.hootsuite.com/calculate-engagement-rate/",
	},
	{
		ID: "fanpage_karma_growth", Over: FirstFollowers, Average: PerWeek, Unit: Share,
		Source: "https://blog.fanpagekarma.com/2014/07/01/social-media-kpis-explained/",
	},
	{
		ID: "fanpage_karma_response", Over: Nothing, Average: Middle, Unit: Hours,
		Source: "https://academy.fanpagekarma.com/en/hrf_faq/profile/",
	},
}

// All returns the formulas in the order in which lists show them.
func All() []Formula { return slices.Clone(table) }

// On returns the formulas published for the platform; none when no vendor says what an engagement is there.
func On(p social.Platform) []Formula {
	var on []Formula
	rates := false
	for _, f := range table {
		if f.On(p) {
			on = append(on, f)
			rates = rates || f.Counts != nil
		}
	}
	if !rates {
		return nil
	}
	return on
}
