package position

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// exactly is a figure that is counted.
func exactly(v float64, n int) stats.Estimate {
	return stats.Estimate{Value: v, Low: math.NaN(), High: math.NaN(), N: n}
}

func idsOf(p *panel.Panel) []social.PostID {
	ids := make([]social.PostID, p.Len())
	for i := range ids {
		ids[i] = p.At(i).ID()
	}
	return ids
}

// presence counts the platforms on which something was published in the quarter.
func (a *audit) presence() Criterion {
	var figures []Figure
	for _, g := range a.groups {
		if g.posts.Len() > 0 {
			figures = append(figures, Figure{Organisation: g.id, Estimate: exactly(float64(len(g.posts.Platforms())), g.posts.Len()), Posts: g.posts.Len()})
		}
	}
	c := judge(Presence, figures, func() { rankCounted(figures) })
	c.IDs = idsOf(a.groups[0].posts)
	return c
}

// weekly returns how many posts appeared in each whole week of the quarter, cut from its first day.
func (a *audit) weekly(posts *panel.Panel) []float64 {
	zone := posts.Zone()
	start, end := a.o.Quarter.Start(zone), a.o.Quarter.End(zone)
	var weeks []float64
	var ends []time.Time
	for day := start; day.AddDate(0, 0, 7).Compare(end) <= 0; day = day.AddDate(0, 0, 7) {
		ends = append(ends, day.AddDate(0, 0, 7))
		weeks = append(weeks, 0)
	}
	for i := range posts.Len() {
		t := posts.At(i).Published()
		at, found := slices.BinarySearchFunc(ends, t, time.Time.Compare)
		if found {
			at++ // a week ends before its end
		}
		if at < len(weeks) {
			weeks[at]++
		}
	}
	return weeks
}

// cadence is posts a week, over all days of the quarter; how much its whole weeks differ says how sure that is.
func (a *audit) cadence() Criterion {
	zone := a.all.Zone()
	days := math.Round(a.o.Quarter.End(zone).Sub(a.o.Quarter.Start(zone)).Hours() / 24)
	var figures []Figure
	var means []stats.LogMean
	for _, g := range a.groups {
		if g.posts.Len() == 0 {
			continue
		}
		m := meanOf(a.weekly(g.posts))
		m.Mean = float64(g.posts.Len()) / days * 7
		figures = append(figures, Figure{Organisation: g.id, Estimate: around(m), Posts: g.posts.Len()})
		means = append(means, m)
	}
	c := judge(Cadence, figures, func() { rankEstimated(figures, means, Level) })
	c.IDs = idsOf(a.groups[0].posts)
	return c
}

// steadiness is the share of the quarter's weeks in which an organisation's channels published something, over all its
// channels that have ever published.
func (a *audit) steadiness() Criterion {
	var figures []Figure
	for _, g := range a.groups {
		by := map[social.ChannelID]*panel.Panel{}
		for _, channel := range a.channelsOf(g) {
			by[channel] = g.posts.Where(panel.Filter{Channels: []social.ChannelID{channel}})
		}
		filled, all := 0, 0
		for _, posts := range by {
			for _, n := range a.weekly(posts) {
				all++
				if n > 0 {
					filled++
				}
			}
		}
		if g.posts.Len() > 0 && all > 0 {
			figures = append(figures, Figure{Organisation: g.id, Estimate: exactly(float64(filled)/float64(all), g.posts.Len()), Posts: g.posts.Len()})
		}
	}
	c := judge(Steadiness, figures, func() { rankCounted(figures) })
	c.IDs = idsOf(a.groups[0].posts)
	return c
}

// channelsOf returns the channels on which a group published in the quarter.
func (a *audit) channelsOf(g group) []social.ChannelID {
	var channels []social.ChannelID
	for i := range g.posts.Len() {
		if c := g.posts.At(i).Channel(); !slices.Contains(channels, c) {
			channels = append(channels, c)
		}
	}
	return channels
}

// variety is the effective number of kinds, exp H with Shannon's entropy H: as many kinds used equally often would be as
// varied. Posts of unknown kind are left out.
//
// The variance of H is (Σ p log² p − H²)/n, and H is lifted by (kinds − 1)/2n, by which a sample looks less varied than
// what it is drawn from (Miller 1955; Basharin 1959).
func (a *audit) variety(kind Kind, of func(panel.Post) string) Criterion {
	var figures []Figure
	var means []stats.LogMean
	for _, g := range a.groups {
		counts := map[string]int{}
		n := 0
		for i := range g.posts.Len() {
			if k := of(g.posts.At(i)); k != "" {
				counts[k]++
				n++
			}
		}
		if n == 0 {
			continue
		}
		m := entropyOf(counts, n)
		e, err := m.Estimate(Level)
		if err != nil {
			e = exactly(math.Exp(m.Mean), n)
		}
		figures = append(figures, Figure{Organisation: g.id, Estimate: e, Posts: n})
		means = append(means, m)
	}
	c := judge(kind, figures, func() { rankEstimated(figures, means, Level) })
	c.IDs = idsOf(a.groups[0].posts)
	return c
}

func entropyOf(counts map[string]int, n int) stats.LogMean {
	var shares []float64
	for _, c := range counts {
		shares = append(shares, float64(c)/float64(n))
	}
	slices.Sort(shares) // the order of a map must not reach the sum
	var h, squares float64
	for _, p := range shares {
		h -= p * math.Log(p)
		squares += p * math.Log(p) * math.Log(p)
	}
	size := float64(n)
	m := stats.LogMean{Mean: h + float64(len(shares)-1)/(2*size), SE: math.NaN(), DF: size - 1, N: n, Clusters: n}
	if variance := (squares - h*h) / size; n > 1 && variance > 1e-12 {
		m.SE = math.Sqrt(variance)
	}
	return m
}

// audience is by which factor the followers of an organisation's channels grew from the quarter's beginning to its end,
// over the channels of which both counts are known, or one of them and what the page counted between them.
func (a *audit) audience() Criterion {
	var figures []Figure
	start, end := a.o.Quarter.Start(a.all.Zone()), a.o.Quarter.End(a.all.Zone())
	for _, g := range a.groups {
		whose := a.whose(g)
		var before, after int64
		for _, c := range a.o.Channels {
			if !slices.Contains(whose, c.Organisation) {
				continue
			}
			b, knownB := a.o.Followers.At(c.ID, start)
			e, knownE := a.o.Followers.At(c.ID, end)
			if gained, counted := a.o.Gained[c.ID]; counted && knownB != knownE {
				if knownB {
					e, knownE = b+gained, b+gained >= 0
				} else {
					b, knownB = e-gained, e-gained >= 0
				}
			}
			if knownB && knownE {
				before, after = before+b, after+e
			}
		}
		if before > 0 {
			figures = append(figures, Figure{Organisation: g.id, Estimate: exactly(float64(after)/float64(before), 0)})
		}
	}
	return judge(Audience, figures, func() { rankCounted(figures) })
}

// meanOf is the mean of values with the standard error of its independent values, in the shape that ranks are made from;
// an SE of NaN where they do not vary.
func meanOf(values []float64) stats.LogMean {
	sorted := slices.Clone(values)
	slices.Sort(sorted) // the order of the posts must not reach the sum
	n := float64(len(sorted))
	var mean, squares float64
	for _, v := range sorted {
		mean += v / n
	}
	for _, v := range sorted {
		squares += (v - mean) * (v - mean)
	}
	m := stats.LogMean{Mean: mean, SE: math.NaN(), DF: n - 1, N: len(values), Clusters: len(values)}
	if len(values) > 1 && squares > 1e-12 {
		m.SE = math.Sqrt(squares / (n - 1) / n)
	}
	return m
}

// around is a mean with the interval mean ± t·SE, not below zero.
func around(m stats.LogMean) stats.Estimate {
	if math.IsNaN(m.SE) {
		return exactly(m.Mean, m.N)
	}
	half := distuv.StudentsT{Sigma: 1, Nu: m.DF}.Quantile(0.5+Level/2) * m.SE
	return stats.Estimate{Value: m.Mean, Low: max(m.Mean-half, 0), High: m.Mean + half, N: m.N, Clusters: m.Clusters}
}
