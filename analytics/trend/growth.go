package trend

import (
	"math"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Growth is how a measure changed from one quarter to another.
type Growth struct {
	Now, Before float64 // the measure in the two quarters
	// Factor is Now over Before. A typical post's has an interval; totals and shares are counted, not estimated, and have
	// none: Low and High are NaN.
	Factor stats.Estimate
	// Across is the last definition break between the beginning of the earlier and the end of the later quarter: part of
	// the growth may come from it. Zero without one.
	Across time.Time
}

// Sure reports whether the growth is more than noise: always for what is counted, else where the interval leaves out 1.
func (g Growth) Sure() bool {
	return math.IsNaN(g.Factor.Low) || g.Factor.Low > 1 || g.Factor.High < 1
}

// GrowthOf compares the measure of an organisation (or of several together) in two quarters; shares are compared among
// whose and others. It is nil where either quarter is not wholly known, or has nothing to compare.
func GrowthOf(p *panel.Panel, o Options, whose []social.OrganisationID, now, before social.Quarter) *Growth {
	growth := growthOf(p, o, whose, now, before)
	if growth != nil {
		growth.Across = between(o.Breaks, before.Start(p.Zone()), now.End(p.Zone()))
	}
	return growth
}

func growthOf(p *panel.Panel, o Options, whose []social.OrganisationID, now, before social.Quarter) *Growth {
	o.Step, o.Steps = Month, 0
	g := newGrid(p, o)
	if o.Measure.Share() {
		return g.shareGrowth(p, o, whose, now, before)
	}
	levels := platformLevels(p, o)
	line := g.line(p, o, levels, 0, whose)
	a, knownA := g.quarter(line, o.Measure, now)
	b, knownB := g.quarter(line, o.Measure, before)
	if !knownA || !knownB {
		return nil
	}
	if !o.Measure.typical() {
		return counted(a, b)
	}
	return typicalGrowth(p.Where(panel.Filter{Organisations: whose}), o.Measure, levels, now, before)
}

func counted(now, before float64) *Growth {
	if !(before > 0) {
		return nil
	}
	return &Growth{Now: now, Before: before, Factor: stats.Estimate{Value: now / before, Low: math.NaN(), High: math.NaN()}}
}

// quarter adds up a line of months over a quarter, or takes its last count of followers; known is false when any of its
// months is unknown.
func (g *grid) quarter(l Line, m Measure, q social.Quarter) (value float64, known bool) {
	start := q.Start(g.zone())
	for month := 0; month < 3; month++ {
		step, ok := g.at(start.AddDate(0, month, 0))
		if !ok || math.IsNaN(l.Values[step]) {
			return 0, false
		}
		if m == Followers {
			value = l.Values[step]
		} else {
			value += l.Values[step]
		}
	}
	return value, true
}

// shareGrowth compares our share of all in two quarters.
func (g *grid) shareGrowth(p *panel.Panel, o Options, whose []social.OrganisationID, now, before social.Quarter) *Growth {
	whole := o
	whole.Measure = o.Measure.whole()
	share := func(q social.Quarter) (float64, bool) {
		ours, known := g.quarter(g.line(p, whole, nil, 0, whose), whole.Measure, q)
		total := ours
		for _, other := range o.Others {
			theirs, ok := g.quarter(g.line(p, whole, nil, other, []social.OrganisationID{other}), whole.Measure, q)
			known = known && ok
			total += theirs
		}
		return ours / total, known && total > 0
	}
	a, knownA := share(now)
	b, knownB := share(before)
	if !knownA || !knownB {
		return nil
	}
	return counted(a, b)
}

// typicalGrowth compares typical posts by the means of campaigns, else days, on logs (Welch).
func typicalGrowth(posts *panel.Panel, m Measure, levels map[social.Platform]float64, now, before social.Quarter) *Growth {
	mean := func(q social.Quarter) (stats.LogMean, bool) {
		var figures []float64
		var clusters []int
		of := posts.Where(panel.Filter{Quarter: q})
		for i := range of.Len() {
			if figure, known := figureOf(of.At(i), m, levels); known {
				figures, clusters = append(figures, figure), append(clusters, of.At(i).Cluster())
			}
		}
		if len(figures) == 0 {
			return stats.LogMean{}, false
		}
		l, err := stats.LogMeanOf(figures, clusters)
		return l, err == nil
	}
	a, knownA := mean(now)
	b, knownB := mean(before)
	if !knownA || !knownB {
		return nil
	}
	factor, err := stats.TimesAsMuch(a, b, Level)
	if err != nil {
		return nil
	}
	return &Growth{Now: math.Exp(a.Mean), Before: math.Exp(b.Mean), Factor: factor}
}
