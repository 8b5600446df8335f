package strategy

import (
	"math"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Data is what a plan is learnt from.
type Data struct {
	Posts  *panel.Panel   // ours; boosted ones count, with what boosting makes of them taken out
	Others []*panel.Panel // each competitor's; what is public of them
	// Until is the first moment after what is looked at, such as the end of the last quarter. Posts from then on are left
	// out.
	Until time.Time
	// Weeks is how far back is looked; 0 means [DefaultWeeks].
	Weeks int
	// Audience is whom a channel is for; nil: nobody has said.
	Audience func(social.ChannelID) social.Audience
}

// DefaultWeeks is a year: long enough to know the drift of a platform, short enough to be about today.
const DefaultWeeks = 52

const (
	week = 7 * 24 * time.Hour
	year = 365.25 * 24 * time.Hour
)

// history is one organisation's posts as the model sees them.
type history struct {
	until   time.Time
	weeks   int
	records []record
	mix     map[Cell]int // of all posts
	// usual is how many posts a week each platform gets on average, since its first post.
	usual map[social.Platform]float64
}

// record is a post with what surrounds it.
type record struct {
	post    panel.Post
	cell    Cell
	week    int     // whole weeks before the end
	years   float64 // from the end to publication, not above zero
	crowd   float64 // log of posts of that week on the platform, over the usual number (1 where that is less)
	repeat  float64 // log of posts of that week of the same cell
	boosted bool
	who     int // whose it is, where several organisations are looked at together
}

// historyOf looks at the posts of one organisation. Posts in a stream that is not known to be boosted are taken for not
// boosted.
func historyOf(posts *panel.Panel, until time.Time, weeks int) *history {
	if weeks == 0 {
		weeks = DefaultWeeks
	}
	h := &history{until: until, weeks: weeks, mix: map[Cell]int{}, usual: map[social.Platform]float64{}}
	type stream struct {
		cell Cell
		week int
	}
	inWeek, ofCell := map[stream]int{}, map[stream]int{}
	first, all := map[social.Platform]int{}, map[social.Platform]int{}
	for i := range posts.Len() {
		post := posts.At(i)
		before := until.Sub(post.Published())
		at := int(math.Floor(float64(before) / float64(week)))
		if before <= 0 || at >= weeks {
			continue
		}
		r := record{post: post, cell: cellOf(post), week: at, years: -float64(before) / float64(year), boosted: post.Boosted() == social.Yes}
		h.records = append(h.records, r)
		h.mix[r.cell]++
		inWeek[stream{Cell{Platform: r.cell.Platform}, at}]++
		ofCell[stream{r.cell, at}]++
		all[r.cell.Platform]++
		first[r.cell.Platform] = max(first[r.cell.Platform], at)
	}
	for platform, n := range all {
		h.usual[platform] = float64(n) / float64(first[platform]+1)
	}
	for i := range h.records {
		r := &h.records[i]
		n := inWeek[stream{Cell{Platform: r.cell.Platform}, r.week}]
		r.crowd = math.Log(float64(n) / max(h.usual[r.cell.Platform], 1))
		r.repeat = math.Log(float64(ofCell[stream{r.cell, r.week}]))
	}
	return h
}

// measured are the records that a goal can be learnt from, with what each brought.
type measured struct {
	records []record
	values  []float64
	// weights are the logarithm of how much each record matters to the goal.
	weights []float64
	// serving is which part of a cell's posts matters to the goal at all.
	serving map[Cell]float64
	// by is what counts on each platform; platforms where nothing can be measured are not in it.
	by map[social.Platform]Measure

	young, lacking int

	// cluster numbers what a record belongs to: its campaign, else its day.
	cluster func(record) int
}

// campaignOrDay is the cluster of one organisation's records.
func campaignOrDay(r record) int {
	cluster := r.post.Cluster()
	if cluster < 0 { // a campaign: above the number of any day
		cluster = math.MaxInt32 + cluster
	}
	return cluster
}

// leastCovered is which part of a platform's posts must have a measure for it to count there.
const leastCovered = 0.5

// sharePrior is how many posts of the platform stand behind the share of a cell.
const sharePrior = 4.0

func (h *history) measure(g Goal, audience func(social.ChannelID) social.Audience) measured {
	m := measured{by: map[social.Platform]Measure{}, cluster: campaignOrDay}
	of := map[social.Platform]int{}
	for _, r := range h.records {
		of[r.cell.Platform]++
	}
	for _, measure := range g.Measures {
		measure = measure.scaled()
		covered := map[social.Platform]int{}
		for _, r := range h.records {
			if _, known := measure.contribution(r.post.Metrics()); known {
				covered[r.cell.Platform]++
			}
		}
		for platform, n := range covered {
			if _, chosen := m.by[platform]; !chosen && float64(n) >= leastCovered*float64(of[platform]) {
				m.by[platform] = measure
			}
		}
	}
	matters := func(r record) float64 {
		who := social.Audience("")
		if audience != nil {
			who = audience(r.post.Channel())
		}
		return g.matters(r.post.Topic(), who)
	}
	for _, r := range h.records {
		matters := matters(r)
		value, known := m.by[r.cell.Platform].contribution(r.post.Metrics())
		switch {
		case r.post.Young():
			m.young++
		case !known:
			m.lacking++
		case matters > 0:
			m.records = append(m.records, r)
			m.values = append(m.values, value)
			m.weights = append(m.weights, math.Log(matters))
		}
	}
	m.serving = h.shares(func(r record) (yes, known bool) { return matters(r) > 0, true })
	return m
}

// shares is which part of each cell's posts is of a kind, among those of which it is known. The fewer they are, the more
// the share leans on that of the platform, and this on that of all posts. The cell of a platform alone has the platform's,
// the empty one that of all.
func (h *history) shares(of func(record) (yes, known bool)) map[Cell]float64 {
	type count struct{ yes, all float64 }
	counts := map[Cell]count{}
	for _, r := range h.records {
		yes, known := of(r)
		if !known {
			continue
		}
		for _, cell := range []Cell{r.cell, {Platform: r.cell.Platform}, {}} {
			c := counts[cell]
			c.all++
			if yes {
				c.yes++
			}
			counts[cell] = c
		}
	}
	lean := func(cell Cell, on float64) float64 {
		if c := counts[cell]; c.yes != c.all || c.all == 0 || on != 1 { // all of all stays all
			return (c.yes + sharePrior*on) / (c.all + sharePrior)
		}
		return 1
	}
	shares := map[Cell]float64{}
	if all := counts[Cell{}]; all.all > 0 {
		shares[Cell{}] = all.yes / all.all
	}
	for platform := range h.usual {
		shares[Cell{Platform: platform}] = lean(Cell{Platform: platform}, shares[Cell{}])
	}
	for cell := range h.mix {
		shares[cell] = lean(cell, shares[Cell{Platform: cell.Platform}])
	}
	return shares
}
