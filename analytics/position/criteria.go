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
	c := a.judge(Presence, figures, nil, true)
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
	c := a.judge(Cadence, figures, means, false)
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
	c := a.judge(Steadiness, figures, nil, true)
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
	c := a.judge(kind, figures, means, false)
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

// engagement compares typical posts of one platform by the comparable rate, over campaigns (else days).
func (a *audit) engagement(platform social.Platform) Criterion {
	var figures []Figure
	var means []stats.LogMean
	var ids []social.PostID
	for _, g := range a.groups {
		var logs []float64
		var clusters []int
		posts := g.posts.Where(panel.Filter{Platforms: []social.Platform{platform}})
		for i := range posts.Len() {
			post := posts.At(i)
			r, known := social.ComparableRate(platform, post.Metrics())
			if !known || post.Young() || post.Boosted() == social.Yes {
				continue
			}
			logs = append(logs, math.Log((float64(r.Engagement)+0.5)/(float64(r.Over)+1)))
			clusters = append(clusters, post.Cluster())
			if g.id == 0 {
				ids = append(ids, post.ID())
			}
		}
		if len(logs) == 0 {
			continue
		}
		m, err := stats.LogMeanOf(logs, clusters)
		e, interval := m.Estimate(Level)
		if err != nil || interval != nil {
			e = exactly(math.Exp(m.Mean), len(logs))
		}
		figures, means = append(figures, Figure{Organisation: g.id, Estimate: e, Posts: len(logs)}), append(means, m)
	}
	c := a.judge(Engagement, figures, means, false)
	c.Platform, c.IDs = platform, ids
	return c
}

// audience is by which factor the followers of an organisation's channels grew from the quarter's beginning to its end,
// over the channels of which both counts are known.
func (a *audit) audience() Criterion {
	var figures []Figure
	start, end := a.o.Quarter.Start(a.all.Zone()), a.o.Quarter.End(a.all.Zone())
	for i, g := range a.groups {
		whose := a.o.Ours
		if i > 0 {
			whose = []social.OrganisationID{g.id}
		}
		var before, after int64
		for _, c := range a.o.Channels {
			if !slices.Contains(whose, c.Organisation) {
				continue
			}
			b, knownB := a.o.Followers.At(c.ID, start)
			e, knownE := a.o.Followers.At(c.ID, end)
			if knownB && knownE {
				before, after = before+b, after+e
			}
		}
		if before > 0 {
			figures = append(figures, Figure{Organisation: g.id, Estimate: exactly(float64(after)/float64(before), 0)})
		}
	}
	return a.judge(Audience, figures, nil, true)
}

// education is the share of posts that do not try to sell something, among those of which it is known.
func (a *audit) education() Criterion {
	var figures []Figure
	var means []stats.LogMean
	var ids []social.PostID
	for _, g := range a.groups {
		var shares []float64
		for i := range g.posts.Len() {
			post := g.posts.At(i)
			if post.Promotional() == social.Unsaid {
				continue
			}
			share := 1.0
			if post.Promotional() == social.Yes {
				share = 0
			}
			shares = append(shares, share)
			if g.id == 0 {
				ids = append(ids, post.ID())
			}
		}
		if len(shares) == 0 {
			continue
		}
		m := meanOf(shares)
		e, err := stats.Wilson(int(math.Round(m.Mean*float64(len(shares)))), len(shares), Level)
		if err != nil {
			continue // there is at least one post
		}
		figures, means = append(figures, Figure{Organisation: g.id, Estimate: e, Posts: len(shares)}), append(means, m)
	}
	c := a.judge(Education, figures, means, false)
	c.IDs = ids
	return c
}

// sources is the share of posts on health topics whose text names a source, among those with a text. Competitors with too
// few texts are left out; with too few of our own there is a figure, but no place.
func (a *audit) sources() Criterion {
	var figures []Figure
	var means []stats.LogMean
	var ids []social.PostID
	for _, g := range a.groups {
		named, all := 0, 0
		for i := range g.posts.Len() {
			post := g.posts.At(i)
			if !post.Topic().Health() || !post.Wording().Known {
				continue
			}
			all++
			if post.Wording().Source {
				named++
			}
			if g.id == 0 {
				ids = append(ids, post.ID())
			}
		}
		if all == 0 || all < EnoughTexts && g.id != 0 {
			continue
		}
		e, err := stats.Wilson(named, all, Level)
		if err != nil {
			continue // there is at least one post
		}
		m := shareOf(named, all)
		if all < EnoughTexts {
			m.SE = math.NaN()
		}
		figures, means = append(figures, Figure{Organisation: g.id, Estimate: e, Posts: all}), append(means, m)
	}
	c := a.judge(Sources, figures, means, false)
	c.IDs = ids
	return c
}

// shareOf is a share in the shape that ranks are made from. One more yes and one more no are counted than there are: so
// none of forty, which is how sources are often cited, has a standard error, and differences keep their level (Agresti and
// Caffo 2000, The American Statistician 54, 280–288).
func shareOf(yes, all int) stats.LogMean {
	n := float64(all + 2)
	p := float64(yes+1) / n
	return stats.LogMean{Mean: p, SE: math.Sqrt(p * (1 - p) / n), DF: float64(all - 1), N: all, Clusters: all}
}

// times is the share of our posts at times that may be our best, among those of which it is known. It is counted, and has
// no peers: what competitors' best times are would need figures that only they have.
func (a *audit) times() Criterion {
	var figures []Figure
	var ids []social.PostID
	hit := 0
	for i := range a.groups[0].posts.Len() {
		if a.o.BestTime == nil {
			break
		}
		post := a.groups[0].posts.At(i)
		best, known := a.o.BestTime(post)
		if !known {
			continue
		}
		ids = append(ids, post.ID())
		if best {
			hit++
		}
	}
	if len(ids) > 0 {
		figures = []Figure{{Estimate: exactly(float64(hit)/float64(len(ids)), len(ids)), Posts: len(ids)}}
	}
	c := a.judge(Times, figures, nil, true)
	c.IDs = ids
	return c
}

// answers is the share of people's comments that were answered.
func (a *audit) answers() Criterion {
	var figures []Figure
	var means []stats.LogMean
	for i, g := range a.groups {
		whose := a.o.Ours
		if i > 0 {
			whose = []social.OrganisationID{g.id}
		}
		var n Answered
		for _, id := range whose {
			n.Comments += a.o.Answered[id].Comments
			n.Answered += a.o.Answered[id].Answered
		}
		if n.Comments == 0 {
			continue
		}
		e, err := stats.Wilson(n.Answered, n.Comments, Level)
		if err != nil {
			continue
		}
		p := float64(n.Answered) / float64(n.Comments)
		m := stats.LogMean{Mean: p, SE: math.Sqrt(p * (1 - p) / float64(n.Comments)), DF: float64(n.Comments - 1), N: n.Comments, Clusters: n.Comments}
		figures, means = append(figures, Figure{Organisation: g.id, Estimate: e, Posts: n.Comments}), append(means, m)
	}
	return a.judge(Answers, figures, means, false)
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
