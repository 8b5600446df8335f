package simulation

import (
	"context"
	"math"
	"math/rand/v2"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/analytics/strategy/allocate"
)

// worth is what one engagement counts on each platform: so much that the usual quarter of every platform is worth the same.
func (w *World) worth() map[social.Platform]float64 {
	per := map[social.Platform]float64{}
	by := map[social.Platform]map[strategy.Cell]float64{}
	for _, cell := range cells() {
		if by[cell.Platform] == nil {
			by[cell.Platform] = map[strategy.Cell]float64{}
		}
		by[cell.Platform][cell] = float64(w.used[cell]) / quarters
	}
	for _, p := range pairs {
		if v := w.onPlatform(p.platform, by[p.platform]); v > 0 {
			per[p.platform] = 1 / v
		}
	}
	return per
}

// average is what an average post brings as times a typical one: everything is log-normal but for viral posts. With heavy
// tails there is no average, and the typical post counts.
func (w *World) average(p social.Platform) float64 {
	noise := w.noise[p]
	switch {
	case w.HeavyTails:
		return 1
	case w.Equal:
		noise = 1
	}
	viral := 1 + viralShare*(math.Exp(viralMean+viralSD*viralSD/2)-1)
	return math.Exp(noise*noise/2+campaignSD*campaignSD/2) * viral
}

func (w *World) typical(c strategy.Cell) float64 {
	return math.Exp(w.truth.level[c.Platform]+w.truth.cell[c]) * w.average(c.Platform)
}

// onPlatform is what posts of a platform bring in a quarter, evenly spread.
func (w *World) onPlatform(p social.Platform, n map[strategy.Cell]float64) float64 {
	var sum, total float64
	for _, cell := range cells() {
		if cell.Platform == p && n[cell] > 0 {
			sum += n[cell] * w.typical(cell) * w.truth.repeat(n[cell]/quarterWeeks)
			total += n[cell]
		}
	}
	if total == 0 {
		return 0
	}
	return sum * w.truth.crowd(w.Condition, p, total/quarterWeeks)
}

// Value is what a mix really brings next quarter, in organic posts on average.
func (w *World) Value(m strategy.Mix) float64 {
	per := w.worth()
	by := map[social.Platform]map[strategy.Cell]float64{}
	for cell, n := range m {
		if by[cell.Platform] == nil {
			by[cell.Platform] = map[strategy.Cell]float64{}
		}
		by[cell.Platform][cell] = float64(n)
	}
	var v float64
	for _, p := range pairs {
		v += per[p.platform] * w.onPlatform(p.platform, by[p.platform])
	}
	return v
}

// tables are the truth as the search wants it.
func (w *World) tables(cells []strategy.Cell, p *allocate.Problem) allocate.Worth {
	per := w.worth()
	t := allocate.Worth{Crowd: make([][]float64, p.Blocks), Gain: make([][]float64, len(cells))}
	most, platform := make([]int, p.Blocks), make([]social.Platform, p.Blocks)
	for c, cell := range p.Cells {
		most[cell.Block] += cell.High
		platform[cell.Block] = cells[c].Platform
		t.Gain[c] = make([]float64, cell.High+1)
		for n := range t.Gain[c] {
			posts := float64(n)
			t.Gain[c][n] = per[cells[c].Platform] * w.typical(cells[c]) * posts * w.truth.repeat(posts/quarterWeeks)
		}
	}
	for b := range t.Crowd {
		t.Crowd[b] = make([]float64, most[b]+1)
		for n := range t.Crowd[b] {
			t.Crowd[b][n] = w.truth.crowd(w.Condition, platform[b], float64(n)/quarterWeeks)
		}
	}
	return t
}

// Oracle is the best mix for somebody who knows the truth, found from many starts: one start would flatter everybody else.
func (w *World) oracle(ctx context.Context, cells []strategy.Cell, p *allocate.Problem, found ...strategy.Mix) (strategy.Mix, error) {
	r := rand.New(rand.NewPCG(1, 2))
	var starts [][]int
	for _, m := range found {
		start := make([]int, len(cells))
		for c, cell := range cells {
			start[c] = m[cell]
		}
		starts = append(starts, start)
	}
	starts = append(starts, make([]int, len(cells)))
	for range 8 {
		start := make([]int, len(cells))
		for c := range cells {
			start[c] = r.IntN(p.Cells[c].High + 1)
		}
		starts = append(starts, start)
	}
	best, err := allocate.Best(ctx, p, []allocate.Worth{w.tables(cells, p)}, starts, allocate.Options{Kicks: 60, Seed: 3})
	return mixOf(cells, best.Counts), err
}

func mixOf(cells []strategy.Cell, n []int) strategy.Mix {
	m := strategy.Mix{}
	for c, cell := range cells {
		if n[c] > 0 {
			m[cell] = n[c]
		}
	}
	return m
}
