package simulation

import (
	"context"
	"math"
	"slices"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/analytics/strategy/allocate"
)

// Method names a way to plan.
type Method string

// The methods that recommended mixes are compared with. Keep, Equal and Greedy know no limits but the hours; the others are
// searched as the recommended mix is, under the same limits.
const (
	Recommended Method = "recommended"
	Keep        Method = "keep last quarter"
	Equal       Method = "equal per cell"
	Greedy      Method = "greedy by mean"
	RawMeans    Method = "best by raw means"
	Curves      Method = "curve per cell"
)

// Methods returns all methods in the order of the table.
func Methods() []Method { return []Method{Recommended, RawMeans, Curves, Greedy, Equal, Keep} }

// seen are the figures of a cell as a spreadsheet has them: every post counts as it is.
type seen struct {
	posts, sum float64
	weekly     map[int][2]float64 // of each week: posts and what they brought together
}

func (w *World) seen() map[strategy.Cell]*seen {
	all := map[strategy.Cell]*seen{}
	for _, cell := range cells() {
		all[cell] = &seen{weekly: map[int][2]float64{}}
	}
	for i := range w.Ours.Len() {
		post := w.Ours.At(i)
		y, known := post.Metrics().Get(social.Reactions)
		s := all[strategy.Cell{Platform: post.Platform(), Form: post.Form(), Promotional: post.Promotional() == social.Yes}]
		if !known || s == nil {
			continue
		}
		s.posts++
		s.sum += float64(y)
		week := int(end.Sub(post.Published()).Hours() / 24 / 7)
		of := s.weekly[week]
		s.weekly[week] = [2]float64{of[0] + 1, of[1] + float64(y)}
	}
	return all
}

// baseline plans by a method that is not the program's.
func (w *World) baseline(ctx context.Context, m Method, cells []strategy.Cell, p *allocate.Problem, start strategy.Mix) (strategy.Mix, error) {
	switch m {
	case Keep:
		return w.Now, nil
	case Equal, Greedy:
		return w.unlimited(m, cells, p), nil
	}
	per, figures := w.worth(), w.seen()
	gain := func(c int, n float64) float64 {
		s := figures[cells[c]]
		if s.posts == 0 {
			return 0
		}
		return per[cells[c].Platform] * n * s.sum / s.posts
	}
	if m == Curves {
		gain = func(c int, n float64) float64 { return per[cells[c].Platform] * curve(figures[cells[c]], n) }
	}
	table := allocate.Worth{Crowd: make([][]float64, p.Blocks), Gain: make([][]float64, len(cells))}
	most := make([]int, p.Blocks)
	for c, cell := range p.Cells {
		most[cell.Block] += cell.High
		table.Gain[c] = make([]float64, cell.High+1)
		for n := range table.Gain[c] {
			table.Gain[c][n] = gain(c, float64(n))
		}
	}
	for b := range table.Crowd {
		table.Crowd[b] = slices.Repeat([]float64{1}, most[b]+1)
	}
	first, empty := make([]int, len(cells)), make([]int, len(cells))
	for c, cell := range cells {
		first[c] = start[cell]
	}
	found, err := allocate.Best(ctx, p, []allocate.Worth{table}, [][]int{first, empty}, allocate.Options{Kicks: 12, Seed: 5})
	return mixOf(cells, found.Counts), err
}

// curve is what n posts of a cell bring in a quarter by a power of the posts a week, fitted to the weeks that had any: the
// way in which media-mix models see a channel.
func curve(s *seen, n float64) float64 {
	if n == 0 || s.posts == 0 {
		return 0
	}
	var xs, ys []float64
	for week := range weeks {
		if of, there := s.weekly[week]; there {
			xs, ys = append(xs, math.Log(of[0])), append(ys, math.Log(of[1]+0.5))
		}
	}
	slope, level := 1.0, 0.0
	var mx, my, sxy, sxx float64
	for i := range xs {
		mx += xs[i] / float64(len(xs))
		my += ys[i] / float64(len(xs))
	}
	for i := range xs {
		sxy += (xs[i] - mx) * (ys[i] - my)
		sxx += (xs[i] - mx) * (xs[i] - mx)
	}
	if sxx > 0.5 {
		slope = min(max(sxy/sxx, 0.2), 1)
	}
	level = my - slope*mx
	return quarterWeeks * math.Exp(level) * math.Pow(n/quarterWeeks, slope)
}

// unlimited spends the hours without any other limit.
func (w *World) unlimited(m Method, cells []strategy.Cell, p *allocate.Problem) strategy.Mix {
	var hours float64
	for c, cell := range cells {
		hours += float64(w.Now[cell]) * p.Cells[c].Cost
	}
	mix := strategy.Mix{}
	if m == Equal {
		var of float64
		for c := range cells {
			of += p.Cells[c].Cost
		}
		for _, cell := range cells {
			mix[cell] = int(hours / of)
		}
		return mix
	}
	per, figures := w.worth(), w.seen()
	value := func(c int) float64 {
		s := figures[cells[c]]
		if s.posts == 0 {
			return 0
		}
		return per[cells[c].Platform] * s.sum / s.posts / p.Cells[c].Cost
	}
	order := make([]int, len(cells))
	for c := range order {
		order[c] = c
	}
	slices.SortFunc(order, func(a, b int) int {
		if value(a) > value(b) {
			return -1
		}
		return 1
	})
	for _, c := range order { // as many of the best as the limit of change lets, then the next
		n := min(p.Cells[c].High, int(hours/p.Cells[c].Cost))
		mix[cells[c]] = n
		hours -= float64(n) * p.Cells[c].Cost
	}
	return mix
}
