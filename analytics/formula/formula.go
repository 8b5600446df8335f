// Package formula recomputes a channel's engagement rate by the formulas that vendors of social media tools publish, so
// that our figures can be reconciled with those people know from elsewhere. The same posts give a different number with
// each: what counts, what it is divided by and how posts are averaged differ, not the posts.
//
// Vendors leave out neither boosted nor young posts, and so nothing is left out here but posts of which a part of the
// formula is not known.
//
//	for _, f := range formula.On(social.Facebook) {
//		fmt.Println(f.ID, f.Of(formula.Data{Posts: posts, Channel: page, Followers: followers, From: from, Until: until}))
//	}
package formula

import (
	"math"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Data is what a formula is computed from.
type Data struct {
	Platform  social.Platform
	Channel   social.ChannelID // zero: several channels of one organisation, for which not every formula is made
	Posts     *panel.Panel     // theirs, of the time from From until Until
	Followers social.FollowerHistory
	// From is the first moment of the time looked at, Until the first after it; both begin a day of the hospital's.
	From, Until time.Time
	Answers     []time.Duration // how long each answered comment of the time waited for its first answer
}

// Why says why there is no figure.
type Why string

// Why there may be no figure. Known means that there is one.
const (
	Known       Why = ""
	NotDefined  Why = "not_defined"  // the vendor publishes no formula for the platform
	OneChannel  Why = "one_channel"  // it is made for one channel, not for several together
	NoPosts     Why = "no_posts"     // none were published
	NoFollowers Why = "no_followers" // how many followers there were is not known for all of it
	Lacks       Why = "lacks"        // no post knows the metric Figure.Lacks
	NoAnswers   Why = "no_answers"   // no comment was answered, or no export told
)

// Figure is a channel's figure by a formula, with what it was made of.
type Figure struct {
	Value float64 // NaN when absent
	Why   Why
	Lacks social.Metric // what [Lacks] is about

	Engagement int64 // of all posts used
	// Over is what the engagement, or the engagement per post, was divided by; NaN where every post or day has its own.
	Over float64
	N    int // how many posts, days or answers were averaged
	// LeftOut is how many posts do not know all that the formula asks.
	LeftOut int
}

// Of computes the formula. A figure that cannot be computed is absent and says why; it is never zero.
func (f Formula) Of(d Data) Figure {
	switch {
	case !f.On(d.Platform):
		return absent(NotDefined)
	case d.Channel == 0 && (f.Average == OverPage || f.Average == OverDays || f.Average == PerWeek):
		return absent(OneChannel)
	case f.Average == PerWeek:
		return growth(d)
	case f.Average == Middle:
		return response(d)
	}
	return f.rate(d)
}

func absent(why Why) Figure { return Figure{Value: math.NaN(), Over: math.NaN(), Why: why} }

// counted is a post's engagement and its denominator, 1 where it has none of its own.
type counted struct {
	engagement, over int64
	day              int // since Data.From
}

func (f Formula) rate(d Data) Figure {
	if d.Posts.Len() == 0 {
		if f.ZeroWithoutPosts {
			return Figure{Over: math.NaN()}
		}
		return absent(NoPosts)
	}
	posts, lacking := f.count(d)
	if len(posts) == 0 {
		return lacking
	}
	var fig Figure
	switch f.Average {
	case OverPage:
		fig = overPage(posts, d)
	case OverDays:
		fig = overDays(posts, d)
	case Weighted:
		fig = weighted(posts)
	default:
		fig = overPosts(posts)
	}
	if fig.Why == Known {
		for _, p := range posts {
			fig.Engagement += p.engagement
		}
	}
	fig.LeftOut = d.Posts.Len() - len(posts)
	return fig
}

// count returns the posts that know all the formula asks of a post; lacking says what is missing where none does.
func (f Formula) count(d Data) (posts []counted, lacking Figure) {
	for i := range d.Posts.Len() {
		post := d.Posts.At(i)
		c := counted{over: 1, day: dayOf(d.From, post.Published())}
		m := post.Metrics()
		known := true
		for _, k := range f.Counts[d.Platform] {
			n, has := m.Get(k)
			if !has {
				known, lacking = false, absent(Lacks)
				lacking.Lacks = k
			}
			c.engagement += n
		}
		if !known {
			continue
		}
		var has bool
		switch f.Over {
		case FollowersThen:
			c.over, has = m.Get(social.FollowersAtPost)
		case FollowersOfDay:
			if c.over, has = d.Followers.At(post.Channel(), noon(d.From, c.day)); !has {
				c.over, has = m.Get(social.FollowersAtPost)
			}
		case PostReach:
			c.over, has = m.Get(social.Reach)
		case PostViews:
			c.over, has = m.Get(social.Views)
		default:
			has = true
		}
		if !has || c.over <= 0 {
			lacking = f.lacksDenominator()
			continue
		}
		posts = append(posts, c)
	}
	return posts, lacking
}

// lacksDenominator is the figure of posts that know their engagement, but not what to divide it by.
func (f Formula) lacksDenominator() Figure {
	fig := absent(NoFollowers)
	switch f.Over {
	case PostReach:
		fig.Why, fig.Lacks = Lacks, social.Reach
	case PostViews:
		fig.Why, fig.Lacks = Lacks, social.Views
	}
	return fig
}

func weighted(posts []counted) Figure {
	var y, x int64
	for _, p := range posts {
		y, x = y+p.engagement, x+p.over
	}
	return Figure{Value: float64(y) / float64(x), Over: float64(x), N: len(posts)}
}

func overPosts(posts []counted) Figure {
	rates := make([]float64, len(posts))
	for i, p := range posts {
		rates[i] = float64(p.engagement) / float64(p.over)
	}
	return Figure{Value: mean(rates), Over: math.NaN(), N: len(posts)}
}

func overPage(posts []counted, d Data) Figure {
	first, knowsFirst := d.Followers.At(d.Channel, noon(d.From, 0))
	last, knowsLast := d.Followers.At(d.Channel, noon(d.From, days(d)-1))
	followers := (float64(first) + float64(last)) / 2
	if !knowsFirst || !knowsLast || followers <= 0 {
		return absent(NoFollowers)
	}
	var y int64
	for _, p := range posts {
		y += p.engagement
	}
	return Figure{Value: float64(y) / float64(len(posts)) / followers, Over: followers, N: len(posts)}
}

// overDays needs the followers of every day: a mean over fewer days would be another figure.
func overDays(posts []counted, d Data) Figure {
	rates := make([]float64, days(d))
	for _, p := range posts {
		if p.day >= 0 && p.day < len(rates) {
			rates[p.day] += float64(p.engagement) // whole numbers: their order does not matter
		}
	}
	for day := range rates {
		followers, known := d.Followers.At(d.Channel, noon(d.From, day))
		if !known || followers <= 0 {
			return absent(NoFollowers)
		}
		rates[day] /= float64(followers)
	}
	return Figure{Value: mean(rates), Over: math.NaN(), N: len(rates)}
}

// growth is by which part followers grew a week, compounded, between the counts nearest to both ends. One count near
// both tells no growth.
func growth(d Data) Figure {
	first, knowsFirst := d.Followers.Nearest(d.Channel, noon(d.From, 0))
	last, knowsLast := d.Followers.Nearest(d.Channel, noon(d.From, days(d)))
	n := dayOf(first.On, last.On)
	if !knowsFirst || !knowsLast || first.Followers <= 0 || n < 1 {
		return absent(NoFollowers)
	}
	return Figure{Value: math.Pow(float64(last.Followers)/float64(first.Followers), 7/float64(n)) - 1, Over: float64(first.Followers), N: n}
}

func response(d Data) Figure {
	n := len(d.Answers)
	if n == 0 {
		return absent(NoAnswers)
	}
	sorted := slices.Sorted(slices.Values(d.Answers))
	return Figure{Value: (sorted[(n-1)/2] + sorted[n/2]).Hours() / 2, Over: math.NaN(), N: n}
}

// mean adds up in order of size, so that the order of the posts does not reach the sum.
func mean(values []float64) float64 {
	var sum float64
	for _, v := range slices.Sorted(slices.Values(values)) {
		sum += v
	}
	return sum / float64(len(values))
}

// days is how many days the data cover.
func days(d Data) int { return dayOf(d.From, d.Until) }

// dayOf counts the days of the calendar from the first.
func dayOf(from, t time.Time) int {
	t = t.In(from.Location())
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(midnight(t).Sub(midnight(from)).Hours() / 24)
}

// noon is the middle of a day, on which counts of followers are dated.
func noon(from time.Time, day int) time.Time {
	return time.Date(from.Year(), from.Month(), from.Day()+day, 12, 0, 0, 0, from.Location())
}
