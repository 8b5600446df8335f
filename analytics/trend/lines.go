package trend

import (
	"math"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// grid is the steps that are looked at. A step is there only when it lies wholly within what was exported.
type grid struct {
	step   Step
	starts []time.Time
	end    time.Time // of the last step
}

func newGrid(p *panel.Panel, o Options) *grid {
	var first, exported time.Time
	for i := range p.Len() {
		post := p.At(i)
		if t := post.Published(); first.IsZero() || t.Before(first) {
			first = t
		}
		if t := post.Observed(); t.After(exported) {
			exported = t
		}
	}
	g := &grid{step: o.Step}
	if first.IsZero() {
		return g
	}
	until := exported
	if !o.Until.IsZero() && o.Until.Before(until) {
		until = o.Until
	}
	start := o.Step.Start(first)
	if start.Before(first) && !sameDay(start, first) {
		start = o.Step.Next(start) // the first step has begun before there were data
	}
	for next := o.Step.Next(start); !next.After(until); next = o.Step.Next(start) {
		g.starts = append(g.starts, start)
		start, g.end = next, next
	}
	if o.Steps > 0 && len(g.starts) > o.Steps {
		g.starts = g.starts[len(g.starts)-o.Steps:]
	}
	return g
}

// zone is the hospital's, in which the steps begin.
func (g *grid) zone() *time.Location {
	if len(g.starts) == 0 {
		return time.UTC
	}
	return g.starts[0].Location()
}

func sameDay(a, b time.Time) bool {
	y1, m1, d1 := a.Date()
	y2, m2, d2 := b.Date()
	return y1 == y2 && m1 == m2 && d1 == d2
}

// at returns the step that t falls into; ok is false outside.
func (g *grid) at(t time.Time) (step int, ok bool) {
	if len(g.starts) == 0 || t.Before(g.starts[0]) || !t.Before(g.end) {
		return 0, false
	}
	i, found := slices.BinarySearchFunc(g.starts, t, time.Time.Compare)
	if !found {
		i--
	}
	return i, true
}

// line follows the measure for the posts of some organisations together.
func (g *grid) line(p *panel.Panel, o Options, levels map[social.Platform]float64, id social.OrganisationID, whose []social.OrganisationID) Line {
	n := len(g.starts)
	l := Line{Organisation: id, Values: slices.Repeat([]float64{math.NaN()}, n), Counts: make([]int, n), IDs: make([][]social.PostID, n)}
	if len(whose) == 0 {
		return l
	}
	whole := o.Measure.whole()
	if whole == Followers {
		g.followers(&l, p, o, whose)
		return l
	}
	posts := p.Where(panel.Filter{Organisations: whose})
	figures, growing := make([][]float64, n), make([]bool, n)
	for i := range posts.Len() {
		post := posts.At(i)
		step, ok := g.at(post.Published())
		if !ok {
			continue
		}
		growing[step] = growing[step] || post.Young()
		figure, known := figureOf(post, whole, levels)
		if !known {
			continue
		}
		figures[step] = append(figures[step], figure)
		l.Counts[step]++
		l.IDs[step] = append(l.IDs[step], post.ID())
	}
	known := g.knownSteps(posts)
	for i := range l.Values {
		switch {
		case !known[i], whole == Engagement && growing[i]: // a total of figures still growing would look weak
		case whole.typical():
			if len(figures[i]) > 0 {
				l.Values[i] = math.Exp(median(figures[i]))
			}
		default: // a step in which nothing was published is zero, and known
			l.Values[i] = sum(figures[i])
		}
	}
	return l
}

// figureOf is what a post adds to a measure: for typical posts its figure on the log scale, without its platform's level.
// Posts younger than a week at export are left out where their engagement counts, boosted ones where a typical post does.
func figureOf(post panel.Post, m Measure, levels map[social.Platform]float64) (figure float64, known bool) {
	if m == Posts {
		return 1, true
	}
	if post.Young() || m.typical() && post.Boosted() == social.Yes {
		return 0, false
	}
	switch m {
	case Engagement:
		v, ok := social.Engagement(post.Platform(), social.PublicEngagement, post.Metrics())
		return float64(v), ok
	default:
		v, ok := logFigure(post, m)
		return v - levels[post.Platform()], ok
	}
}

// logFigure is a post's figure on the log scale. Half a reaction is added so that posts without any count.
func logFigure(post panel.Post, m Measure) (float64, bool) {
	if m == Rate {
		r, ok := social.ComparableRate(post.Platform(), post.Metrics())
		return math.Log((float64(r.Engagement) + 0.5) / (float64(r.Over) + 1)), ok
	}
	v, ok := social.Engagement(post.Platform(), social.PublicEngagement, post.Metrics())
	return math.Log(float64(v) + 0.5), ok
}

// platformLevels is by how much each platform's figures lie above those of all, on logs, over everybody's posts: taken
// out, a quarter with more posts on a lively platform does not look like a better quarter. One platform alone has none.
func platformLevels(p *panel.Panel, o Options) map[social.Platform]float64 {
	m := o.Measure.whole()
	if !m.typical() {
		return nil
	}
	var all []float64
	by := map[social.Platform][]float64{}
	for i := range p.Len() {
		post := p.At(i)
		if v, ok := logFigure(post, m); ok {
			all = append(all, v)
			by[post.Platform()] = append(by[post.Platform()], v)
		}
	}
	levels := map[social.Platform]float64{}
	middle := median(all)
	for platform, values := range by {
		levels[platform] = median(values) - middle
	}
	return levels
}

// knownSteps says in which steps something is known of an organisation's posts: from its first post to its newest
// export, without the gaps in its rhythm. In a gap an export is missing, not the posts.
func (g *grid) knownSteps(posts *panel.Panel) []bool {
	known := make([]bool, len(g.starts))
	if posts.Len() == 0 {
		return known
	}
	first, exported := posts.At(0).Published(), posts.At(0).Observed()
	for i := range posts.Len() {
		post := posts.At(i)
		if t := post.Published(); t.Before(first) {
			first = t
		}
		if t := post.Observed(); t.After(exported) {
			exported = t
		}
	}
	gaps := panel.RhythmOf(posts, exported).Gaps
	for i, start := range g.starts {
		next := g.step.Next(start)
		known[i] = next.After(first) && !next.After(exported) &&
			!slices.ContainsFunc(gaps, func(gap panel.Gap) bool { return within(gap, start, next) })
	}
	return known
}

// within reports whether a step lies wholly in a gap.
func within(gap panel.Gap, start, next time.Time) bool {
	day := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return !day(start).Before(gap.From) && day(next).AddDate(0, 0, -1).Compare(gap.To) <= 0
}

// followers fills in how many followers the channels had at the end of each step. Channels of which no count is known at
// all are left out, and those that had not published anything yet do not count; a step in which one of the others is
// unknown is unknown.
func (g *grid) followers(l *Line, p *panel.Panel, o Options, whose []social.OrganisationID) {
	var counted []social.ChannelID
	for _, c := range o.Channels {
		if slices.Contains(whose, c.Organisation) && o.Followers.Knows(c.ID) {
			counted = append(counted, c.ID)
		}
	}
	if len(counted) == 0 {
		return
	}
	began := map[social.ChannelID]time.Time{}
	for i := range p.Len() {
		post := p.At(i)
		if at, seen := began[post.Channel()]; !seen || post.Published().Before(at) {
			began[post.Channel()] = post.Published()
		}
	}
	for i, start := range g.starts {
		end := g.step.Next(start)
		var total float64
		for _, c := range counted {
			n, known := o.Followers.At(c, end)
			if first, publishes := began[c]; publishes && first.After(end) {
				continue
			}
			if !known {
				total = math.NaN()
				break
			}
			total += float64(n)
		}
		l.Values[i] = total
	}
}

func sum(values []float64) float64 {
	slices.Sort(values) // the order of the posts must not reach the sum
	var total float64
	for _, v := range values {
		total += v
	}
	return total
}
