package main

import (
	"math"
	"time"
)

// splitShares says how a platform's engagement splits up: comments, shares and
// saves; the rest are reactions. Reactions are far ahead everywhere.
func splitShares(platform string) []float64 {
	switch platform {
	case facebook:
		return []float64{0, 0.11, 0.08, 0}
	case instagram:
		return []float64{0, 0.055, 0.045, 0.03}
	case youtube:
		return []float64{0, 0.09, 0.05, 0}
	case linkedin:
		return []float64{0, 0.08, 0.05, 0}
	case x:
		return []float64{0, 0.10, 0.08, 0.03}
	case tiktok:
		return []float64{0, 0.07, 0.05, 0.03}
	case blog:
		return []float64{0, 0.18, 0.12, 0}
	}
	return []float64{0, 0.09, 0.05, 0} // XING
}

// cellWeek counts posts of a cell (form × promotional) on a platform in a week.
type cellWeek struct {
	organisation, platform, form string
	promotional                  bool
	week                         int
}

// count draws the engagement of every post and what goes with it.
func (w *world) count() {
	perWeek, perCell := map[cellWeek]int{}, map[cellWeek]int{}
	total, totalCell := map[cellWeek]int{}, map[cellWeek]int{}
	keys := func(p *post) (platformKey, cellKey cellWeek) {
		c := p.channel
		return cellWeek{organisation: c.organisation, platform: c.platform},
			cellWeek{organisation: c.organisation, platform: c.platform, form: p.form, promotional: p.promotional}
	}
	for _, p := range w.posts {
		pk, ck := keys(p)
		total[pk]++
		totalCell[ck]++
		pk.week, ck.week = weekOf(p.at), weekOf(p.at)
		perWeek[pk]++
		perCell[ck]++
	}
	const weeks = 104.3
	shocks := map[string][]float64{}
	for _, t := range platforms {
		r := stream("weeks " + t.platform)
		s := make([]float64, 110)
		for i := range s {
			s[i] = r.normal(weekSpread)
		}
		shocks[t.platform] = s
	}
	streams := map[string]random{}
	for _, p := range w.posts {
		c := p.channel
		r, ok := streams[c.key]
		if !ok {
			r = stream("counts " + c.key)
			streams[c.key] = r
		}
		t := platform(c.platform)
		pk, ck := keys(p)
		usual, usualCell := float64(total[pk])/weeks, math.Max(0.25, float64(totalCell[ck])/weeks)
		week := weekOf(p.at)
		pk.week, ck.week = week, week
		level := trueLevel(t, p)
		level += shocks[c.platform][week]
		level -= t.crowding * math.Log(float64(perWeek[pk])/(usual*daysInWeek(week)/7))
		// Below one post a week there is nothing to be tired of.
		level -= repetition * math.Log(float64(perCell[ck])/math.Max(1, usualCell))
		noise := r.normal(t.spread)
		if p.viral {
			noise += viralMean + r.normal(viralSpread)
		}
		boost := 0.0
		if p.boosted {
			boost = boostEffect
		}
		r.draw(p, t, level, noise, boost)
	}
}

// daysInWeek is 7 but for the cut weeks at both ends of the data.
func daysInWeek(week int) float64 {
	switch week {
	case 0:
		return 6
	case weekOf(end.Add(-time.Hour)):
		return 3
	}
	return 7
}

// trueLevel adds up everything that is systematic about a post except boost
// and this week's volume.
func trueLevel(t *platformTruth, p *post) float64 {
	c := p.channel
	level := t.cell(p.form, p.promotional) + c.offset + (t.drift+c.drift)*yearsBeforeEnd(p.at)
	for _, d := range c.deviation {
		if d.name == p.form {
			level += d.share
		}
	}
	level += topicEffect(c.platform, p.topic) + season(p.at.YearDay())
	if p.campaign != nil {
		level += p.campaign.effect
	}
	if c.baby && !p.at.Before(wardOpened) {
		level += wardEffect
	}
	return level
}

// draw makes the counts of a post from its level. Reach follows engagement
// with an elasticity below one, so that rates vary as they do in life: a form
// that engages more is shown to more people, and more of them react. Boosted
// posts have more reach and a lower rate.
func (r random) draw(p *post, t *platformTruth, level, noise, boost float64) {
	n := r.poisson(math.Exp(level + noise + boost))
	parts := r.split(n, splitShares(t.platform))
	f := counts{reactions: parts[0], comments: parts[1], shares: parts[2], saves: parts[3]}
	form := t.cell(p.form, p.promotional) - t.level
	reach := math.Exp(level-(1-reachOfForm)*form+reachElasticity*(noise+boost)+r.normal(reachSpread)) / t.rate
	if boost > 0 {
		reach *= math.Exp(boostReachEffect)
	}
	f.reach = max(int(reach), 6*n+20+r.IntN(40))
	f.impressions = int(float64(f.reach) * (1.12 + 0.2*r.Float64()))
	f.views = int(float64(f.reach) * (1.2 + 0.3*r.Float64()))
	clickRate := 0.006
	if p.form == "link" || p.form == "article" || p.promotional {
		clickRate = 0.016
	}
	f.linkClicks = r.poisson(float64(f.reach) * clickRate * 0.6)
	f.clicks = f.linkClicks + r.poisson(float64(f.reach)*clickRate)
	perReach := 0.002
	if t.platform == youtube {
		perReach = 0.011
	}
	f.follows = r.poisson(float64(f.reach) * perReach)
	if p.duration > 0 {
		kept := 0.08 + 0.07*r.Float64() // of a long film most people see little
		if p.form == "short_video" {
			kept = 0.35 + 0.25*r.Float64()
		}
		f.seconds = int(float64(f.views) * float64(p.duration) * kept)
	}
	p.final = f
}
