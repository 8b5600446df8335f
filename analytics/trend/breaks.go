package trend

import (
	"math"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Matters reports whether a definition break changes what the measure is made of, for posts like those of p of which
// only some forms are looked at (none named: all). A break that only sorts posts into other forms matters where some of
// these forms are looked at without the others.
func Matters(b social.DefinitionBreak, m Measure, forms []social.Form, p *panel.Panel) bool {
	if len(b.Metrics) == 0 {
		if !splits(b.Forms, forms) {
			return false
		}
	} else if b.Metrics = slices.DeleteFunc(slices.Clone(b.Metrics), func(k social.Metric) bool {
		return !slices.Contains(m.counts(b.Platform), k)
	}); len(b.Metrics) == 0 {
		return false
	}
	for i := range p.Len() {
		if post := p.At(i); b.Concerns(post.Platform(), post.Form(), post.Metrics()) {
			return true
		}
	}
	return false
}

// splits reports whether of the forms that are sorted anew some are looked at and some are not.
func splits(sorted, looked []social.Form) bool {
	if len(looked) == 0 {
		return false
	}
	in := func(f social.Form) bool { return slices.Contains(looked, f) }
	return slices.ContainsFunc(sorted, in) && !allOf(sorted, in)
}

func allOf(forms []social.Form, in func(social.Form) bool) bool {
	return !slices.ContainsFunc(forms, func(f social.Form) bool { return !in(f) })
}

// counts returns the metrics of posts on the platform that the measure is made of.
func (m Measure) counts(p social.Platform) []social.Metric {
	switch m.whole() {
	case Rate:
		parts := social.EngagementParts(p, social.PublicEngagement)
		if over, ok := social.ComparableDenominator(p).Metric(); ok {
			parts = append(parts, over)
		}
		return parts
	case PerPost, Engagement:
		return social.EngagementParts(p, social.PublicEngagement)
	}
	return nil
}

// stretch is the steps from one to before another, between which no definition changes.
type stretch struct{ from, to int }

// stretches cuts the steps at the breaks. A step in which a definition changes is in no stretch.
func (g *grid) stretches(breaks []time.Time) []stretch {
	breaks = slices.SortedFunc(slices.Values(breaks), time.Time.Compare)
	all := []stretch{{0, len(g.starts)}}
	for _, b := range breaks {
		step, inside := g.at(b)
		if !inside || b.Equal(g.starts[0]) {
			continue
		}
		next := step + 1
		if b.Equal(g.starts[step]) {
			next = step
		}
		last := &all[len(all)-1]
		last.to = max(min(last.to, step), last.from)
		all = append(all, stretch{max(next, last.to), len(g.starts)})
	}
	return all
}

// only returns the line with nothing but the stretch, in the same steps.
func (s stretch) only(line []float64) []float64 {
	out := slices.Repeat([]float64{math.NaN()}, len(line))
	copy(out[s.from:s.to], line[s.from:s.to])
	return out
}

// between returns the last of the breaks after one moment and before another; zero when there is none.
func between(breaks []time.Time, after, before time.Time) time.Time {
	var last time.Time
	for _, b := range breaks {
		if b.After(after) && b.Before(before) && b.After(last) {
			last = b
		}
	}
	return last
}
