package strategy

import (
	"cmp"
	"math"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// arrivals are a quarter's posts as a promise sees them.
type arrivals struct {
	goals                             []arrived // of the promise's goals
	published                         []int     // of the promise's cells
	measured, boosted, young, lacking int
}

// arrived are the measured posts of one goal.
type arrived struct {
	posts []arrival
	serve []int // of the promise's cells: how many of all posts serve the goal
}

// arrival is a measured post.
type arrival struct {
	cell, cluster int
	residual      float64 // on the log scale, from what was expected
	noise         float64 // the variance of the residual that was expected, but for campaigns
}

// arrivals looks at the posts of the quarter that ends at until.
func (p Promise) arrivals(posts *panel.Panel, until time.Time, audience func(social.ChannelID) social.Audience) arrivals {
	h := historyOf(posts, until, int(quarterWeeks)+2) // a quarter has up to 92 days, and a day more where clocks change
	a := arrivals{goals: make([]arrived, len(p.Goals)), published: make([]int, len(p.Cells))}
	for g := range a.goals {
		a.goals[g].serve = make([]int, len(p.Cells))
	}
	cells := map[Cell]int{}
	for c, of := range p.Cells {
		cells[of.Cell()] = c
	}
	counts := p.measures()
	for _, r := range h.records {
		c, planned := cells[r.cell]
		if planned {
			a.published[c]++
		}
		boosted, young := r.boosted, r.post.Young()
		measured := false
		for g, goal := range p.Goals {
			who := social.Audience("")
			if audience != nil {
				who = audience(r.post.Channel())
			}
			matters := Goal{Topics: goal.Topics, Audiences: goal.Audiences}.matters(r.post.Topic(), who)
			if !planned || matters == 0 {
				continue
			}
			a.goals[g].serve[c]++
			value, known := counts[g][p.platform(r.cell.Platform)].contribution(r.post.Metrics())
			if boosted || young || !known || p.Cells[c].Goals[g].Typical == 0 {
				continue
			}
			measured = true
			post := arrival{cell: c, cluster: campaignOrDay(r)}
			post.residual, post.noise = p.residual(g, c, value, matters, r, h)
			a.goals[g].posts = append(a.goals[g].posts, post)
		}
		switch {
		case measured:
			a.measured++
		case boosted:
			a.boosted++
		case young:
			a.young++
		default:
			a.lacking++
		}
	}
	for _, of := range a.goals { // the order of the posts must not reach a sum
		slices.SortFunc(of.posts, func(a, b arrival) int {
			return cmp.Or(cmp.Compare(a.residual, b.residual), cmp.Compare(a.cell, b.cell))
		})
	}
	return a
}

// measures are what counts, of each goal and platform.
func (p Promise) measures() [][]Measure {
	all := make([][]Measure, len(p.Goals))
	for g, goal := range p.Goals {
		for _, on := range goal.On {
			all[g] = append(all[g], measureOf(on.Counts))
		}
	}
	return all
}

// measureOf reads a measure written by the metrics' words.
func measureOf(words map[string]float64) Measure {
	m := Measure{}
	for word, weight := range words {
		if metric, known := social.ParseMetric(word); known {
			m[metric] = weight
		}
	}
	return m
}

// residual is how much more a post brought to a goal than was expected of it in its week, on the log scale, with the
// variance that this was to have. Where few reactions are to be expected, the logarithm of a count and a half is compared
// with what it is on average, and the difference stretched to what it says of the expectation.
func (p Promise) residual(g, c int, value, matters float64, r record, h *history) (residual, noise float64) {
	platform := p.platform(r.cell.Platform)
	on := p.Goals[g].On[platform]
	usual := p.Platforms[platform].Usual
	crowd := r.crowd + math.Log(max(h.usual[r.cell.Platform], 1)) - math.Log(max(usual, 1))
	expected := math.Log(p.Cells[c].Goals[g].Typical) - on.Crowding*crowd - p.Goals[g].Repetition*r.repeat + on.Maturing*maturity(r)
	if on.Spread == 0 {
		return math.Log(value+0.5) + math.Log(matters) - expected, on.Noise
	}
	mean, slope, variance := logOfCount(math.Exp(expected), on.Spread)
	return (math.Log(value*matters+0.5) - mean) / slope, variance / (slope * slope)
}

// logOfCount is what the logarithm of a negative binomial count and a half is on average, for an expectation μ and a
// variance of μ + αμ²: the mean, its slope by log μ, and the variance, added up over the distribution.
func logOfCount(mu, alpha float64) (mean, slope, variance float64) {
	moments := func(mu float64) (mean, variance float64) {
		// P(0) = (1 + αμ)^(−1/α), P(y + 1) = P(y) · (y + 1/α)/(y + 1) · αμ/(1 + αμ)
		size, ratio := 1/alpha, alpha*mu/(1+alpha*mu)
		log := -size * math.Log1p(alpha*mu)
		var sum, squares, mass float64
		for y := 0.0; mass < 1-1e-10 && y < mostCount; y++ {
			probability, x := math.Exp(log), math.Log(y+0.5)
			mass += probability
			sum += probability * x
			squares += probability * x * x
			log += math.Log((y+size)/(y+1)) + math.Log(ratio)
		}
		mean = sum / mass
		return mean, squares/mass - mean*mean
	}
	mean, variance = moments(mu)
	const step = 0.01
	above, _ := moments(mu * math.Exp(step))
	below, _ := moments(mu * math.Exp(-step))
	return mean, max((above-below)/(2*step), 0.05), variance
}

// mostCount is where adding up a distribution ends in any case.
const mostCount = 100_000

// typical is the mean residual of a cell's posts, with the variance that it was to have, and how many they are.
func (a arrivals) typical(goal, cell int, campaigns float64) (mean, variance float64, n int) {
	inCluster := map[int]float64{}
	for _, post := range a.goals[goal].posts {
		if post.cell == cell {
			n++
			mean += post.residual
			variance += post.noise
			inCluster[post.cluster]++
		}
	}
	if n == 0 {
		return 0, 0, 0
	}
	posts := float64(n)
	var together float64 // whole numbers, so their order does not matter
	for _, k := range inCluster {
		together += k * k
	}
	return mean / posts, (variance + campaigns*together) / (posts * posts), n
}

// serving is by how many times as often the posts of each goal and cell served the goal as was expected.
func (a arrivals) serving(p Promise) [][]float64 {
	all := make([][]float64, len(p.Goals))
	for g := range p.Goals {
		all[g] = make([]float64, len(p.Cells))
		for c, cell := range p.Cells {
			all[g][c] = 1
			if s := cell.Goals[g].Serving; s > 0 && a.published[c] > 0 {
				all[g][c] = float64(a.goals[g].serve[c]) / float64(a.published[c]) / s
			}
		}
	}
	return all
}

// lift is the mean residual of all posts, each with its part of the value of what was published: a platform's value for a
// goal is shared among its cells that were measured, by what they were to bring, and a cell's among its measured posts. What
// could not be measured is taken to have turned out as the rest did.
func (a arrivals) lift(p Promise, l *law, published []float64) (mean, se, clusters float64) {
	var all weighted
	for g, of := range a.goals {
		values := l.blocks(l.goals[g], published)
		measured := make([]float64, len(p.Cells)) // posts
		for _, post := range of.posts {
			measured[post.cell]++
		}
		share, whole := make([]float64, len(p.Cells)), make([]float64, len(p.Platforms))
		for c, n := range measured {
			if n > 0 {
				share[c] = l.goals[g].gain(c, published[c])
				whole[l.block[c]] += share[c]
			}
		}
		for _, post := range of.posts {
			if block := l.block[post.cell]; whole[block] > 0 {
				all.add(post.cluster, values[block]*share[post.cell]/whole[block]/measured[post.cell], post.residual)
			}
		}
	}
	return all.mean()
}
