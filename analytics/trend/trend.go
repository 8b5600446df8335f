// Package trend answers the question of the page Trends: how do we and each competitor develop, what changed and when,
// and is it more than noise?
//
// Only what is public for both sides is compared: public engagement, over followers when a post appeared (over views on
// YouTube and TikTok). Our line is held against the median of the competitors step by step, on logs, so that what moves
// everybody alike (a platform's algorithm, holidays) cancels out. Steps about which nothing is known stay empty; nothing
// is interpolated.
//
//	d := trend.Compare(posts, trend.Options{Ours: ours, Others: rivals, Measure: trend.Rate, Step: trend.Week})
//	if d.Against != nil && d.Against.Clear() { … } // our line against theirs rises or falls
package trend

import (
	"math"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Measure says which figure is followed over time.
type Measure string

// The measures. The first two are those of a typical post (a median on logs, with the level of each platform taken out
// where several are looked at together), the others totals of a step.
const (
	Rate       Measure = "comparable_rate"     // public engagement over followers, over views on YouTube and TikTok
	PerPost    Measure = "engagement_per_post" // public engagement of a typical post
	Engagement Measure = "engagement"          // public engagement of all posts of the step
	Posts      Measure = "posts"               // posts published
	Followers  Measure = "followers"           // followers of all channels at the end of the step
	// The shares are ours of all organisations looked at; each needs every organisation's figure.
	ShareOfPosts      Measure = "share_of_posts"
	ShareOfEngagement Measure = "share_of_engagement"
	ShareOfAudience   Measure = "share_of_audience"
)

// Measures returns all measures in the order in which a choice shows them.
func Measures() []Measure {
	return []Measure{Rate, PerPost, Engagement, Posts, Followers, ShareOfPosts, ShareOfEngagement, ShareOfAudience}
}

// Valid reports whether m is one of [Measures].
func (m Measure) Valid() bool { return slices.Contains(Measures(), m) }

// Share reports whether the measure is a share of all organisations.
func (m Measure) Share() bool { return m.whole() != m }

// whole is what a share is a share of; other measures are themselves.
func (m Measure) whole() Measure {
	switch m {
	case ShareOfPosts:
		return Posts
	case ShareOfEngagement:
		return Engagement
	case ShareOfAudience:
		return Followers
	}
	return m
}

// typical reports whether the measure is that of a typical post.
func (m Measure) typical() bool { return m == Rate || m == PerPost }

// Options say what is compared.
type Options struct {
	Ours    []social.OrganisationID
	Others  []social.OrganisationID // each a line of its own
	Measure Measure
	Step    Step
	// Followers knows how many followers channels had, and Channels whose they are; needed for followers and their share.
	Followers social.FollowerHistory
	Channels  []social.Channel
	// Until ends the last step; zero means the newest export.
	Until time.Time
	// Steps is how many steps are looked at, the last ones; 0 means all.
	Steps int
	// Breaks are the moments from which something that the measure counts is counted otherwise, see [Matters]. Nothing is
	// judged across one.
	Breaks []time.Time
}

// Line is one organisation's figure, step by step.
type Line struct {
	Organisation social.OrganisationID // zero: all of ours together
	Values       []float64             // NaN where nothing is known
	Counts       []int                 // posts each value rests on
	IDs          [][]social.PostID     // those posts
}

// Last returns the last known value and its step; ok is false when there is none.
func (l Line) Last() (value float64, step int, ok bool) {
	for i, v := range slices.Backward(l.Values) {
		if !math.IsNaN(v) {
			return v, i, true
		}
	}
	return 0, 0, false
}

// Development is what a measure did over time.
type Development struct {
	Measure Measure
	Steps   []time.Time // the first moment of each step, in the hospital's time zone
	Step    Step
	Ours    Line
	Others  []Line
	// Peers is the median of the others' values, NaN in steps in which none is known; empty for shares.
	Peers []float64
	// Since is the last definition break within the steps, from which on the trends are judged; zero without one.
	Since time.Time
	// Alone is the trend of our own line, Against that of our line against the peers' median (for shares: of our part
	// against the geometric mean of the others'); nil where it cannot be told.
	Alone, Against *Course
	// Season is that of our own line of months, learnt from up to five years until the last step, also where fewer are
	// shown; nil for weeks, for followers and their share, and where none is strong enough to be told from chance.
	Season *Season
	// Changes are the steps at which our line against the peers' (else our own) changed its level; none for followers
	// and their share, which grow by and by, and none at definition breaks. Where the line has a season, it is taken out
	// first: a summer is no lasting change.
	Changes []Change
}

// Compare follows the measure over the posts of p. It never fails: what cannot be told is absent.
func Compare(p *panel.Panel, o Options) Development {
	d := Development{Measure: o.Measure, Step: o.Step}
	shown := o.Steps
	if o.Step == Month && shown > 0 {
		o.Steps = max(shown, seasonMonths) // seasons are learnt from more months than are shown
	}
	g := newGrid(p, o)
	d.Steps = g.starts
	if len(g.starts) == 0 {
		return d
	}
	levels := platformLevels(p, o)
	d.Ours = g.line(p, o, levels, 0, o.Ours)
	d.Others = g.others(p, o, levels)
	var against []float64
	switch {
	case !o.Measure.Share():
		d.Peers = medians(d.Others, len(d.Steps))
		against = g.against(d.Ours, d.Others)
	case len(d.Others) > 0: // alone we have all of everything
		d.toShares()
		against = pivot(d.Ours, d.Others)
	}
	d.judge(g, o, against, shown)
	return d
}

// judge finds the seasons, keeps the steps that are shown and judges their courses.
func (d *Development) judge(g *grid, o Options, against []float64, shown int) {
	alone := logs(d.Ours.Values)
	var ownSeason, season *Season
	if o.Step == Month && o.Measure.whole() != Followers && against != nil {
		stretches := g.stretches(o.Breaks)
		ownSeason, season = seasonOf(alone, stretches, g.starts), seasonOf(against, stretches, g.starts)
	}
	d.Season = ownSeason
	if cut := len(g.starts) - shown; shown > 0 && cut > 0 {
		g.starts = g.starts[cut:]
		d.keepFrom(cut)
		alone = alone[cut:]
		if against != nil {
			against = against[cut:]
		}
	}
	d.Since = between(o.Breaks, g.starts[0], g.end)
	if against == nil {
		return
	}
	stretches := g.stretches(o.Breaks)
	if !o.Measure.Share() {
		d.Alone = courseOf(alone, stretches, o.Step, ownSeason)
	}
	d.Against = courseOf(against, stretches, o.Step, season)
	switch {
	case o.Measure.whole() == Followers:
	case d.Against != nil || o.Measure.Share():
		d.Changes = changesOf(season.without(against, d.Steps), stretches, d.Steps, d.Step)
	default:
		d.Changes = changesOf(ownSeason.without(alone, d.Steps), stretches, d.Steps, d.Step)
	}
}

// keepFrom drops the steps before one.
func (d *Development) keepFrom(step int) {
	d.Steps = d.Steps[step:]
	if d.Peers != nil {
		d.Peers = d.Peers[step:]
	}
	for _, l := range append([]*Line{&d.Ours}, pointers(d.Others)...) {
		l.Values, l.Counts, l.IDs = l.Values[step:], l.Counts[step:], l.IDs[step:]
	}
}

// others follows the measure for each of the competitors.
func (g *grid) others(p *panel.Panel, o Options, levels map[social.Platform]float64) []Line {
	var lines []Line
	for _, other := range o.Others {
		lines = append(lines, g.line(p, o, levels, other, []social.OrganisationID{other}))
	}
	return lines
}

// against is the difference, on logs, of our line and the others' median; NaN where either is unknown.
func (g *grid) against(ours Line, others []Line) []float64 {
	out := make([]float64, len(g.starts))
	for i, median := range medians(others, len(out)) {
		out[i] = logOf(ours.Values[i]) - logOf(median)
	}
	return out
}

// toShares turns the totals of all lines into shares. A step in which any line is unknown has none. Half a unit is added
// to each total, so that a step without a post of somebody's has a logarithm.
func (d *Development) toShares() {
	lines := append([]*Line{&d.Ours}, pointers(d.Others)...)
	for i := range d.Steps {
		var total float64
		for _, l := range lines {
			total += l.Values[i] + 0.5 // NaN if any is
		}
		for _, l := range lines {
			l.Values[i] = (l.Values[i] + 0.5) / total
		}
	}
}

func pointers(lines []Line) []*Line {
	all := make([]*Line, len(lines))
	for i := range lines {
		all[i] = &lines[i]
	}
	return all
}

// medians is the median of the lines' known values at each step.
func medians(lines []Line, steps int) []float64 {
	out := make([]float64, steps)
	for i := range out {
		var known []float64
		for _, l := range lines {
			if !math.IsNaN(l.Values[i]) {
				known = append(known, l.Values[i])
			}
		}
		out[i] = median(known)
	}
	return out
}

// median is NaN for no values.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

// logOf is the logarithm of a figure, NaN where it is unknown or zero: a step without any post or reaction has no place
// on a scale of ratios.
func logOf(v float64) float64 {
	if v > 0 {
		return math.Log(v)
	}
	return math.NaN()
}

func logs(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = logOf(v)
	}
	return out
}
