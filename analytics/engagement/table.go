// Package engagement answers the question of the page Forms: what does a post of each content form earn on each
// platform, and how sure is that?
//
// Two figures are given per platform and content form and never mixed: the typical post, which is what to expect of the
// next one, and the overall rate, which is what share of all people reached reacted. Both come with an interval that
// holds the truth in 9 of 10 cases, taken over campaigns (else days), because posts of one campaign share luck. The
// typical post is pooled: the fewer posts a cell has, the more it leans on the same form elsewhere and on its platform,
// and it says how much.
// Boosted posts and posts younger than a week at export are counted, but left out of the figures.
package engagement

import (
	"context"
	"errors"
	"slices"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Level is how often an interval shown to people holds the truth.
const Level = 0.90

// rankSeed makes the simulation behind the top group repeatable.
const rankSeed = 20261123

// Cell is the engagement of one content form on one platform.
type Cell struct {
	Platform social.Platform
	Form     social.Form

	Posts    int // all of them
	Used     int // posts the figures rest on: Posts less the next three
	Boosted  int // left out because money was spent on showing them
	Young    int // left out because their figures were still growing when exported
	NoFigure int // left out because the export lacks their engagement or denominator

	Engagement int64 // of the posts used
	Over       int64 // their denominator added up; 0 for engagement per post
	// Denominator is the same for all cells of a platform. NoDenominator for engagement per post.
	Denominator social.Denominator

	Overall *stats.Estimate // Engagement over Over; nil when there is no denominator or no post used
	Typical *stats.Estimate // of one post, pooled; nil when no post is used
	// OwnWeight is how much of Typical rests on the cell's own posts, 0 to 1; the rest comes from cells like it.
	OwnWeight float64
	// Alone is the typical post by the cell's own posts alone; nil when no post is used. Its Low and High are NaN where
	// they are too few.
	Alone *stats.Estimate
	// TooFew says that there are too few own posts for an interval from them alone, so that Typical is mostly an estimate
	// from similar posts; where even that cannot be made, Low and High of Typical are NaN.
	TooFew bool
	// TopGroup says that the data allow this form to be the platform's best. Forms outside it are behind; forms within
	// it cannot be told apart.
	TopGroup bool

	IDs []social.PostID // all posts of the cell
}

// known reports whether the cell has an interval of its own.
func (c Cell) known() bool { return c.Typical != nil && !c.TooFew }

// Table is the engagement of every content form on every platform of a panel.
type Table struct {
	Measure   Measure
	Platforms []social.Platform // those with posts
	Forms     []social.Form     // those with posts
	Cells     []Cell            // by platform, then form

	pool *pool // nil when there are too few posts for one
}

// Compare computes the table of the panel's posts. Its only error is the context's.
func Compare(ctx context.Context, p *panel.Panel, m Measure) (Table, error) {
	t := Table{Measure: m}
	keys, groups := p.Cells()
	over := sharedDenominators(p, m)
	samples := make([][]sample, len(keys))
	for i, key := range keys {
		c := Cell{Platform: key.Platform, Form: key.Form, Posts: groups[i].Len(), Denominator: over[key.Platform]}
		samples[i] = samplesOf(&c, groups[i], m)
		c.estimate(m, samples[i])
		t.Cells = append(t.Cells, c)
		if !slices.Contains(t.Platforms, key.Platform) {
			t.Platforms = append(t.Platforms, key.Platform)
		}
		if !slices.Contains(t.Forms, key.Form) {
			t.Forms = append(t.Forms, key.Form)
		}
	}
	slices.SortFunc(t.Forms, func(a, b social.Form) int { return a.Order() - b.Order() })
	var err error
	if t.pool, err = newPool(ctx, t.Cells, samples); err != nil {
		if ctx.Err() != nil {
			return Table{}, ctx.Err()
		}
		t.pool = nil // a model that cannot be fitted leaves each cell to its own posts
	}
	if t.pool != nil {
		for i := range t.Cells {
			if c := &t.Cells[i]; c.Used > 0 {
				typical, weight := t.pool.typical(i, *c.Alone)
				c.Typical, c.OwnWeight = &typical, weight
			}
		}
		for _, platform := range t.Platforms {
			t.markTopGroup(platform)
		}
	}
	return t, nil
}

// sharedDenominators picks one denominator per platform, so that a ranking never mixes them: the one that most posts
// have, and of equals the one the platform prefers.
func sharedDenominators(p *panel.Panel, m Measure) map[social.Platform]social.Denominator {
	type choice struct {
		of    []social.Denominator
		known []int
	}
	choices := map[social.Platform]*choice{}
	var last social.Platform
	var at *choice
	for i := range p.Len() {
		post := p.At(i)
		platform := post.Platform()
		if at == nil || platform != last {
			last = platform
			if at = choices[platform]; at == nil {
				of := m.denominators(platform)
				at = &choice{of, make([]int, len(of))}
				choices[platform] = at
			}
		}
		metrics := post.Metrics()
		for j, d := range at.of {
			if _, _, ok := m.figure(platform, d, metrics); ok {
				at.known[j]++
			}
		}
	}
	chosen := map[social.Platform]social.Denominator{}
	for platform, c := range choices {
		most := 0
		chosen[platform] = social.NoDenominator
		for j, n := range c.known {
			if n > most {
				most, chosen[platform] = n, c.of[j]
			}
		}
	}
	return chosen
}

// estimate computes the cell's figures from its own posts.
func (c *Cell) estimate(m Measure, samples []sample) {
	c.Used = len(samples)
	if c.Used == 0 {
		return
	}
	logs, clusters := make([]float64, c.Used), make([]int, c.Used)
	y, x := make([]float64, c.Used), make([]float64, c.Used)
	for i, s := range samples {
		logs[i], clusters[i] = s.log, s.cluster
		y[i], x[i] = float64(s.engagement), float64(s.over)
		c.Engagement += s.engagement
		if m != PerPost {
			c.Over += s.over
		}
	}
	alone, err := stats.TypicalValue(logs, clusters, Level)
	c.TooFew = errors.Is(err, stats.ErrTooFewClusters) || errors.Is(err, stats.ErrNoSpread)
	c.Alone, c.Typical, c.OwnWeight = &alone, &alone, 1
	if m != PerPost {
		overall, err := stats.RatioOfSums(y, x, clusters, Level)
		if err == nil || errors.Is(err, stats.ErrTooFewClusters) || errors.Is(err, stats.ErrNoSpread) {
			c.Overall = &overall
		}
	}
}

// markTopGroup marks the cells of the platform that may be its best, among those with an interval of their own. A
// platform with fewer than two of these has no top group: there is nothing to be ahead of.
func (t *Table) markTopGroup(platform social.Platform) {
	var at []int
	var means []float64
	for i, c := range t.Cells {
		if c.Platform == platform && c.known() {
			at = append(at, i)
			means = append(means, t.pool.fit.Effect(t.pool.cells[i]).Mean)
		}
	}
	if len(at) < 2 {
		return
	}
	sets, err := stats.JointRankSets(means, t.pool.covariance(at), Level, rankSeed)
	if err != nil {
		return // figures that do not vary at all have no order
	}
	for _, i := range stats.TopGroup(sets) {
		t.Cells[at[i]].TopGroup = true
	}
}

// Cell returns the cell of a form on a platform, if it has posts.
func (t Table) Cell(p social.Platform, f social.Form) (Cell, bool) {
	for _, c := range t.Cells {
		if c.Platform == p && c.Form == f {
			return c, true
		}
	}
	return Cell{}, false
}

// On returns the platform's cells with a typical post, highest first, then those without.
func (t Table) On(p social.Platform) []Cell {
	var cells []Cell
	for _, c := range t.Cells {
		if c.Platform == p {
			cells = append(cells, c)
		}
	}
	slices.SortStableFunc(cells, func(a, b Cell) int {
		switch {
		case a.Typical == nil && b.Typical == nil:
			return 0
		case b.Typical == nil || a.Typical != nil && a.Typical.Value > b.Typical.Value:
			return -1
		case a.Typical == nil || a.Typical.Value < b.Typical.Value:
			return 1
		}
		return 0
	})
	return cells
}

// ErrNotSure is returned by [Table.Times] when either cell has too few posts to compare.
var ErrNotSure = errors.New("too few posts to compare")

// Times returns how many times as much a typical post of form a earns as one of form b on the platform, with its
// interval. It returns [ErrNotSure] when either has too few posts of its own.
func (t Table) Times(p social.Platform, a, b social.Form) (stats.Estimate, error) {
	find := func(f social.Form) int {
		return slices.IndexFunc(t.Cells, func(c Cell) bool { return c.Platform == p && c.Form == f && c.known() })
	}
	i, j := find(a), find(b)
	if i < 0 || j < 0 || t.pool == nil {
		return stats.Estimate{}, ErrNotSure
	}
	return t.pool.times(i, j), nil
}
