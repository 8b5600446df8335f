// Package engagement answers the question of the page Forms: what does a post of each content form earn on each
// platform, and how sure is that?
//
// Two figures are given per platform and content form and never mixed: the typical post, which is what to expect of the
// next one, and the overall rate, which is what share of all people reached reacted. Both come with an interval that
// holds the truth in 9 of 10 cases, taken over campaigns (else days), because posts of one campaign share luck.
// Boosted posts and posts younger than a week at export are counted, but left out of the figures.
package engagement

import (
	"errors"
	"math"
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
	Typical *stats.Estimate // of one post; nil when no post is used
	// TooFew says that there are too few posts for an interval: Low and High of the estimates are then NaN.
	TooFew bool
	// TopGroup says that the data allow this form to be the platform's best. Forms outside it are behind; forms within
	// it cannot be told apart.
	TopGroup bool

	IDs []social.PostID // all posts of the cell

	logs stats.LogMean
	sure bool // whether logs has a standard error
}

// Table is the engagement of every content form on every platform of a panel.
type Table struct {
	Measure   Measure
	Platforms []social.Platform // those with posts
	Forms     []social.Form     // those with posts
	Cells     []Cell            // by platform, then form
}

// Compare computes the table of the panel's posts.
func Compare(p *panel.Panel, m Measure) Table {
	t := Table{Measure: m}
	keys, groups := p.Cells()
	over := sharedDenominators(p, m)
	for i, key := range keys {
		t.Cells = append(t.Cells, newCell(key, groups[i], m, over[key.Platform]))
		if !slices.Contains(t.Platforms, key.Platform) {
			t.Platforms = append(t.Platforms, key.Platform)
		}
		if !slices.Contains(t.Forms, key.Form) {
			t.Forms = append(t.Forms, key.Form)
		}
	}
	slices.SortFunc(t.Forms, func(a, b social.Form) int { return a.Order() - b.Order() })
	for _, platform := range t.Platforms {
		t.markTopGroup(platform)
	}
	return t
}

// sharedDenominators picks one denominator per platform, so that a ranking never mixes them: the one that most posts
// have, and of equals the one the platform prefers.
func sharedDenominators(p *panel.Panel, m Measure) map[social.Platform]social.Denominator {
	known := map[social.Platform]map[social.Denominator]int{}
	for i := range p.Len() {
		post := p.At(i)
		platform := post.Platform()
		if known[platform] == nil {
			known[platform] = map[social.Denominator]int{}
		}
		for _, d := range m.denominators(platform) {
			if _, _, ok := m.figure(platform, d, post.Metrics()); ok {
				known[platform][d]++
			}
		}
	}
	chosen := map[social.Platform]social.Denominator{}
	for platform, counts := range known {
		most := 0
		chosen[platform] = social.NoDenominator
		for _, d := range m.denominators(platform) {
			if counts[d] > most {
				most, chosen[platform] = counts[d], d
			}
		}
	}
	return chosen
}

func newCell(key panel.Cell, posts *panel.Panel, m Measure, over social.Denominator) Cell {
	c := Cell{Platform: key.Platform, Form: key.Form, Posts: posts.Len(), Denominator: over}
	var logs, y, x []float64
	var clusters []int
	for i := range posts.Len() {
		post := posts.At(i)
		c.IDs = append(c.IDs, post.ID())
		engagement, denominator, known := m.figure(key.Platform, over, post.Metrics())
		switch {
		case post.Boosted() == social.Yes:
			c.Boosted++
			continue
		case post.Young():
			c.Young++
			continue
		case !known:
			c.NoFigure++
			continue
		}
		c.Used++
		c.Engagement += engagement
		y, x = append(y, float64(engagement)), append(x, float64(denominator))
		logs = append(logs, logFigure(m, engagement, denominator))
		clusters = append(clusters, post.Cluster())
		if m != PerPost {
			c.Over += denominator
		}
	}
	if c.Used == 0 {
		return c
	}
	c.estimate(m, logs, y, x, clusters)
	return c
}

// logFigure is a post's figure on the log scale. Half a reaction is added so that posts without any can be counted, and
// one to the denominator, as the design's formula has it.
func logFigure(m Measure, engagement, over int64) float64 {
	if m == PerPost {
		return math.Log(float64(engagement) + 0.5)
	}
	return math.Log((float64(engagement) + 0.5) / (float64(over) + 1))
}

func (c *Cell) estimate(m Measure, logs, y, x []float64, clusters []int) {
	typical, err := stats.TypicalValue(logs, clusters, Level)
	c.TooFew = errors.Is(err, stats.ErrTooFewClusters) || errors.Is(err, stats.ErrNoSpread)
	if err == nil || c.TooFew {
		c.Typical = &typical
	}
	if m != PerPost {
		overall, err := stats.RatioOfSums(y, x, clusters, Level)
		if err == nil || errors.Is(err, stats.ErrTooFewClusters) || errors.Is(err, stats.ErrNoSpread) {
			c.Overall = &overall
		}
	}
	if !c.TooFew {
		if c.logs, err = stats.LogMeanOf(logs, clusters); err == nil {
			c.sure = true
		}
	}
}

// markTopGroup marks the cells of the platform that may be its best. A platform with fewer than two sure cells has no
// top group: there is nothing to be ahead of. A campaign with posts of several forms makes their figures move together,
// which the method does not use: it then separates fewer forms than it could, never more.
func (t *Table) markTopGroup(platform social.Platform) {
	var at []int
	var items []stats.LogMean
	for i, c := range t.Cells {
		if c.Platform == platform && c.sure {
			at = append(at, i)
			items = append(items, c.logs)
		}
	}
	if len(items) < 2 {
		return
	}
	sets, err := stats.RankSets(items, Level, rankSeed)
	if err != nil {
		return // only for input that estimate has already kept out
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

// ErrNotSure is returned by [Times] when either cell has too few posts to compare.
var ErrNotSure = errors.New("too few posts to compare")

// Times returns how many times as much a typical post of a earns as one of b, with its interval.
func Times(a, b Cell) (stats.Estimate, error) {
	if !a.sure || !b.sure {
		return stats.Estimate{}, ErrNotSure
	}
	return stats.TimesAsMuch(a.logs, b.logs, Level)
}
