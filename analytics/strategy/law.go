package strategy

import (
	"math"

	"auscult/analytics/strategy/allocate"
)

// law is what a mix brings, for one set of effects:
//
//	V(n) = Σ_g w_g Σ_p s_gp V_gp(n)/V_gp(reference),
//	V_gp(n) = (max(N_p/13, 1)/max(N̄_p, 1))^(−β_p) · Σ_{c in p} m_c n_c max(n_c/13, 1)^(−δ)
//
// with the weights w of the goals and s of the platforms. So every platform's usual quarter is worth its weight, whatever
// it counts, and the usual quarter of all together is worth 1. Below one post a week there is nothing to crowd or repeat.
type law struct {
	goals []goalLaw
	block []int     // of each cell
	usual []float64 // posts a week, of each block
}

type goalLaw struct {
	worth     []float64 // of each cell: ω m, an organic post at the usual number of posts
	crowding  []float64 // β of each block
	repeating float64   // δ
}

// beyond is the logarithm of posts a week as far as there is more than one.
func beyond(posts float64) float64 { return math.Log(max(posts/quarterWeeks, 1)) }

// crowd is what each post on the block keeps when it has as many posts in all.
func (l *law) crowd(g goalLaw, block int, posts float64) float64 {
	return math.Exp(-g.crowding[block] * (beyond(posts) - math.Log(max(l.usual[block], 1))))
}

// gain is what as many posts of the cell bring together before crowding.
func (g goalLaw) gain(cell int, posts float64) float64 {
	if posts == 0 {
		return 0
	}
	return g.worth[cell] * posts * math.Exp(-g.repeating*beyond(posts))
}

// blocks are what each block brings to each goal.
func (l *law) blocks(g goalLaw, n []float64) []float64 {
	gains, totals := make([]float64, len(l.usual)), make([]float64, len(l.usual))
	for c, posts := range n {
		gains[l.block[c]] += g.gain(c, posts)
		totals[l.block[c]] += posts
	}
	for b := range gains {
		if gains[b] > 0 {
			gains[b] *= l.crowd(g, b, totals[b])
		}
	}
	return gains
}

// value is V of a mix.
func (l *law) value(n []float64) float64 {
	var v float64
	for _, g := range l.goals {
		for _, gain := range l.blocks(g, n) {
			v += gain
		}
	}
	return v
}

// values are V per goal.
func (l *law) values(n []float64) []float64 {
	all := make([]float64, len(l.goals))
	for i, g := range l.goals {
		for _, gain := range l.blocks(g, n) {
			all[i] += gain
		}
	}
	return all
}

// tables are the law as the search wants it.
func (l *law) tables(cells []allocate.Cell) []allocate.Worth {
	most := make([]int, len(l.usual))
	for c, cell := range cells {
		most[l.block[c]] += cell.High
	}
	var all []allocate.Worth
	for _, g := range l.goals {
		w := allocate.Worth{Crowd: make([][]float64, len(most)), Gain: make([][]float64, len(cells))}
		for b, n := range most {
			w.Crowd[b] = make([]float64, n+1)
			for posts := range w.Crowd[b] {
				w.Crowd[b][posts] = l.crowd(g, b, float64(posts))
			}
		}
		for c, cell := range cells {
			w.Gain[c] = make([]float64, cell.High+1)
			for posts := range w.Gain[c] {
				w.Gain[c][posts] = g.gain(c, float64(posts))
			}
		}
		all = append(all, w)
	}
	return all
}

func floats(n []int) []float64 {
	f := make([]float64, len(n))
	for i, v := range n {
		f[i] = float64(v)
	}
	return f
}
