// Package quality answers the question what each figure of a review rests on: for every channel and month how many posts
// there are, which of their metrics are missing, when they were exported and how old they were then; where posts are
// missing altogether; what stands twice; and which definition breaks the posts cross. What a person should look at comes
// as findings, most important first.
//
//	report, err := quality.Examine(ctx, quality.Input{Posts: posts, Channels: channels, Ours: ours, Breaks: quality.Breaks()})
//	for _, f := range report.Findings { … }
package quality

import (
	"context"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Input is what is to be examined.
type Input struct {
	// Posts are all posts of the channels, each with the followers its channel had, where a history tells.
	Posts *panel.Panel
	// Channels are looked at in this order; posts of other channels are passed over.
	Channels []social.Channel
	// Ours says which organisations are ours. Only of our own posts can the own rate be asked for.
	Ours map[social.OrganisationID]bool
	// Followers are the histories of followers.
	Followers []social.FollowerCount
	// Twins are posts that may be one post told twice, see [Candidates].
	Twins  [][]social.PostID
	Breaks []social.DefinitionBreak
	// Through is the first moment after the quarter looked at; zero when all time is.
	Through time.Time
}

// Report is what was found.
type Report struct {
	// Months are without a hole, oldest first: from the first post to the last, or to the month before the newest export.
	Months   []Month
	Channels []Channel
	Findings []Finding // most important first
}

// Month is a calendar month in the hospital's time zone.
type Month struct {
	Year  int
	Month time.Month
}

func monthOf(t time.Time) Month { return Month{t.Year(), t.Month()} }

// number counts months, so that two of them can be compared and taken from each other.
func (m Month) number() int { return m.Year*12 + int(m.Month) - 1 }

func monthNumbered(n int) Month { return Month{n / 12, time.Month(n%12 + 1)} }

// First returns the month's first day, as midnight in UTC.
func (m Month) First() time.Time { return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC) }

// Last returns the month's last day, as midnight in UTC.
func (m Month) Last() time.Time { return time.Date(m.Year, m.Month+1, 0, 0, 0, 0, 0, time.UTC) }

// String writes the month as "2026-04".
func (m Month) String() string { return m.First().Format("2006-01") }

// Channel is what is known about one channel.
type Channel struct {
	social.Channel
	Ours  bool
	Posts int
	// First and Last are when its oldest and youngest post appeared; zero without posts.
	First, Last time.Time
	// Exported is when its newest figures were exported: until then the data may reach. Zero without posts.
	Exported time.Time
	// FollowersFirst and FollowersLast are the first and last day for which a history counts its followers, without a
	// history those of the posts that know them; zero where nothing tells.
	FollowersFirst, FollowersLast time.Time
	// Rhythm is how regularly it publishes, and where it does not though it should have.
	panel.Rhythm
	Cells []Cell // one for each month of the report
}

// State says what a month of a channel is.
type State string

// The states.
const (
	// Outside is a month without posts before the channel's first post, or not over at its newest export: nothing is
	// known of it.
	Outside State = "outside"
	// Quiet is a month without posts that is no gap.
	Quiet State = "quiet"
	// InGap is a month without posts, all or part of it in a gap.
	InGap State = "gap"
	// Filled is a month with posts.
	Filled State = "filled"
)

// Cell is one channel in one month.
type Cell struct {
	State State
	Posts int
	// NoEngagement counts posts whose engagement is not known: all engagement of ours, public engagement of others.
	NoEngagement int
	// NoOwnRate counts our posts whose engagement is known, but nothing it could be divided by: no reach, impressions or
	// views. Always 0 for others, whose own rate nobody outside can know.
	NoOwnRate int
	// NoComparableRate counts posts whose public engagement is known, but not the followers, or views, to divide it by.
	NoComparableRate int
	Young            int // posts younger than [social.YoungAge] when they were exported
	NoForm, NoTopic  int // posts whose content form, or topic, is not known
	// MedianAge is the age at export in the middle, the lower of two; 0 without posts.
	MedianAge time.Duration
	// Exported is when the newest of the month's figures were exported; zero without posts.
	Exported time.Time
	IDs      []social.PostID

	lacks []lacks // of each post in IDs
}

// Complete is the share of posts with the rate that counts for them: the own rate for ours, the comparable rate for
// others. It is 1 without posts.
func (c Cell) Complete(ours bool) float64 {
	if c.Posts == 0 {
		return 1
	}
	lacking := c.NoEngagement
	if ours {
		lacking += c.NoOwnRate
	} else {
		lacking += c.NoComparableRate
	}
	return 1 - float64(lacking)/float64(c.Posts)
}

// Complete is the share of the channel's posts with the rate that counts for them, see [Cell.Complete].
func (c Channel) Complete() float64 {
	var all Cell
	for _, cell := range c.Cells {
		all.Posts += cell.Posts
		all.NoEngagement += cell.NoEngagement
		all.NoOwnRate += cell.NoOwnRate
		all.NoComparableRate += cell.NoComparableRate
	}
	return all.Complete(c.Ours)
}

// Examine looks at everything. The error is the context's.
func Examine(ctx context.Context, in Input) (Report, error) {
	var r Report
	groups := in.Posts.ByChannel()
	posts := make([][]panel.Post, len(in.Channels))
	for i, c := range in.Channels {
		posts[i] = byDate(groups[c.ID])
	}
	r.Months = monthsOf(posts)
	followers := followerSpans(in.Followers)
	r.Channels = make([]Channel, len(in.Channels))
	crossings := make([][]social.ChannelID, len(in.Breaks))
	for i, c := range in.Channels {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		span := followers[c.ID]
		channel := Channel{Channel: c, Ours: in.Ours[c.Organisation], FollowersFirst: span.first, FollowersLast: span.last}
		channel.examine(posts[i], r.Months)
		if group := groups[c.ID]; group != nil {
			channel.Rhythm = panel.RhythmOf(group, channel.Exported)
		}
		channel.nameStates(r.Months)
		r.Channels[i] = channel
		for b := range in.Breaks {
			if crosses(posts[i], in.Breaks[b]) {
				crossings[b] = append(crossings[b], c.ID)
			}
		}
	}
	r.Findings = findings(in, r, crossings)
	return r, nil
}

type span struct{ first, last time.Time }

func followerSpans(counts []social.FollowerCount) map[social.ChannelID]span {
	spans := map[social.ChannelID]span{}
	for _, c := range counts {
		s, there := spans[c.Channel]
		if !there || c.On.Before(s.first) {
			s.first = c.On
		}
		if !there || c.On.After(s.last) {
			s.last = c.On
		}
		spans[c.Channel] = s
	}
	return spans
}
