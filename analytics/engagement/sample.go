package engagement

import (
	"math"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// sample is a post that a figure rests on.
type sample struct {
	engagement, over int64
	log              float64 // its figure on the log scale
	cluster          int     // campaign or day, as the panel numbers it
}

// samplesOf sorts out the posts of a cell: those with a figure to use, and, counted in the cell, those without.
func samplesOf(c *Cell, posts *panel.Panel, m Measure) []sample {
	var used []sample
	for i := range posts.Len() {
		post := posts.At(i)
		c.IDs = append(c.IDs, post.ID())
		engagement, over, known := m.figure(c.Platform, c.Denominator, post.Metrics())
		switch {
		case post.Boosted() == social.Yes:
			c.Boosted++
		case post.Young():
			c.Young++
		case !known:
			c.NoFigure++
		default:
			used = append(used, sample{engagement, over, logFigure(m, engagement, over), post.Cluster()})
		}
	}
	return used
}

// logFigure is a post's figure on the log scale. Half a reaction is added so that posts without any can be counted, and
// one to the denominator, so that its rate exists where nothing was counted.
func logFigure(m Measure, engagement, over int64) float64 {
	if m == PerPost {
		return math.Log(float64(engagement) + 0.5)
	}
	return math.Log((float64(engagement) + 0.5) / (float64(over) + 1))
}
