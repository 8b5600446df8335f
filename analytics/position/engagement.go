package position

import (
	"math"
	"slices"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// earned are the posts of one organisation on one platform that count for its comparable rate: neither young nor boosted,
// and with both figures known.
type earned struct {
	logs     []float64 // of the rate
	clusters []int     // campaign, else day
	ids      []social.PostID
}

func (e *earned) add(other *earned) {
	e.logs, e.clusters, e.ids = append(e.logs, other.logs...), append(e.clusters, other.clusters...), append(e.ids, other.ids...)
}

// tells reports whether the posts are of enough campaigns or days for an interval.
func (e *earned) tells() bool {
	if e == nil {
		return false
	}
	var seen []int
	for _, cluster := range e.clusters {
		if !slices.Contains(seen, cluster) {
			if seen = append(seen, cluster); len(seen) == stats.MinClusters {
				return true
			}
		}
	}
	return false
}

// earnings sorts out a group's posts by platform and content form.
func earnings(g group) map[panel.Cell]*earned {
	by := map[panel.Cell]*earned{}
	for i := range g.posts.Len() {
		post := g.posts.At(i)
		r, known := social.ComparableRate(post.Platform(), post.Metrics())
		if !known || post.Young() || post.Boosted() == social.Yes {
			continue
		}
		cell := panel.Cell{Platform: post.Platform(), Form: post.Form()}
		e := by[cell]
		if e == nil {
			e = &earned{}
			by[cell] = e
		}
		e.logs = append(e.logs, math.Log((float64(r.Engagement)+0.5)/(float64(r.Over)+1)))
		e.clusters = append(e.clusters, post.Cluster())
		e.ids = append(e.ids, post.ID())
	}
	return by
}

// engagement compares typical posts by the comparable rate, over campaigns (else days): a criterion for each platform of
// ours on which there is a rate, with its content forms. A blog has none: it has no followers to divide by.
func (a *audit) engagement() []Criterion {
	by := make([]map[panel.Cell]*earned, len(a.groups))
	for i, g := range a.groups {
		by[i] = earnings(g)
	}
	var all []Criterion
	for _, platform := range a.groups[0].posts.Platforms() {
		of := make([]*earned, len(a.groups))
		for i := range a.groups {
			of[i] = &earned{}
			for _, form := range append(social.Forms(), "") { // in an order of its own, for the order of our posts
				if e := by[i][panel.Cell{Platform: platform, Form: form}]; e != nil {
					of[i].add(e)
				}
			}
		}
		c := a.typical(of, Level, func(stats.LogMean) bool { return true })
		if c.Ours == nil {
			continue
		}
		c.Platform = platform
		c.Forms = a.byForm(platform, by)
		all = append(all, c)
	}
	return all
}

// byForm compares the typical posts of each content form that we and a competitor have used on the platform.
//
// Forms are many and their posts few, and whoever looks at all of them finds one that is behind by chance. So the places of
// all forms of a platform hold together with [Level] (Bonferroni, over those of which we and a competitor have posts enough
// to tell anything). A competitor with too few posts of a form for an interval is left out of it: a single post is no
// yardstick. Ours with too few has a figure, but no place.
func (a *audit) byForm(platform social.Platform, by []map[panel.Cell]*earned) []Criterion {
	var used []panel.Cell
	told := 0
	for _, form := range social.Forms() {
		cell := panel.Cell{Platform: platform, Form: form}
		theirs, enough := false, false
		for _, other := range by[1:] {
			theirs, enough = theirs || other[cell] != nil, enough || other[cell].tells()
		}
		if theirs && by[0][cell] != nil {
			used = append(used, cell)
			if enough && by[0][cell].tells() {
				told++
			}
		}
	}
	var all []Criterion
	for _, cell := range used {
		of := make([]*earned, len(by))
		for i := range by {
			of[i] = &earned{}
			if e := by[i][cell]; e != nil {
				of[i] = e
			}
		}
		c := a.typical(of, 1-(1-Level)/float64(max(told, 1)), func(m stats.LogMean) bool { return !math.IsNaN(m.SE) })
		c.Platform, c.Form = cell.Platform, cell.Form
		all = append(all, c)
	}
	return all
}

// typical makes a criterion of what typical posts earned, ours first; of the competitors only those are taken that are
// enough. Places hold with the level, the intervals of the figures with [Level].
func (a *audit) typical(of []*earned, level float64, enough func(stats.LogMean) bool) Criterion {
	var figures []Figure
	var means []stats.LogMean
	for i, e := range of {
		if len(e.logs) == 0 {
			continue
		}
		m, err := stats.LogMeanOf(e.logs, e.clusters)
		if i > 0 && !enough(m) {
			continue
		}
		estimate, interval := m.Estimate(Level)
		if err != nil || interval != nil {
			estimate = exactly(math.Exp(m.Mean), len(e.logs))
			estimate.Clusters = m.Clusters
		}
		figures, means = append(figures, Figure{Organisation: a.groups[i].id, Estimate: estimate, Posts: len(e.logs)}), append(means, m)
	}
	c := judge(Engagement, figures, func() { rankEstimated(figures, means, level) })
	c.IDs = of[0].ids
	return c
}
