// Package allocate finds how many of each thing to make: whole numbers, under limits, for the most value. It is the search
// behind a recommended mix and knows nothing of posts: a cell is one kind of thing, a block is a group of cells that crowd
// each other (a platform), a kind is what cells of several blocks share (a content form).
//
//	p := allocate.Problem{Cells: cells, Blocks: 6, Kinds: 9, Limits: limits}
//	found, err := allocate.Best(ctx, &p, worth, starts, allocate.Options{})
//
// The value of a plan n is
//
//	V(n) = Σ_b Crowd_b(N_b) · Σ_{c in b} Gain_c(n_c),   N_b = Σ_{c in b} n_c
//
// or the sum of several such. Gain and Crowd are tables, so any law of diminishing returns fits. Limits are data. A plan
// that breaks less of them is better whatever its value; penalties added to the value can be outbid by one cell that
// looks too good, and then the best plan breaks every rule.
//
// gonum has a simplex method, but nothing for whole numbers, and rounding a relaxed solution breaks limits: so this is a
// local search of our own, from several starts, the same for the same input.
package allocate

import (
	"errors"
	"fmt"
	"math"
)

// Cell is one kind of thing to make.
type Cell struct {
	Block, Kind int
	Low, High   int     // at least and at most so many
	Cost        float64 // of one, above zero; it tells the search what can be made in the place of what
}

// Problem is what may be planned.
type Problem struct {
	Cells         []Cell
	Blocks, Kinds int
	Limits        []Limit
}

// Term is a cell with a coefficient.
type Term struct {
	Cell        int
	Coefficient float64
}

// Limit bounds a quantity of a plan.
type Limit struct {
	// Over says what is bounded: Σ coefficient · n. With Of it is that sum as a share of the sum of Of; a share of nothing
	// is within every bound.
	Over, Of []Term
	// PerKind is added to the sum once for each kind with anything made in the cells of Over, such as hours to set up; nil:
	// nothing.
	PerKind []float64
	// Variety bounds how many kinds the cells of Over make anything of, and nothing else. Cells that make nothing at all
	// are within every bound.
	Variety bool
	// Low and High bound it; infinite: not.
	Low, High float64
	// Hard limits come before all others: a plan that breaks them less is better though it breaks more of the others.
	Hard bool
	// Scale is how much of the quantity stands for one thing made, so that breaches of different limits can be added up; 0
	// means 1.
	Scale float64
}

// Worth is what plans are worth: see the package. Both tables reach from 0 to the most there can be.
type Worth struct {
	Crowd [][]float64 // of each block, by how many it has in all
	Gain  [][]float64 // of each cell, by how many of it
}

// ErrInput is a mistake of the caller: places that do not exist, tables that are too short, bounds that cross.
var ErrInput = errors.New("unusable input")

// slack is what rounding may do to a sum that just keeps its bound.
const slack = 1e-9

func (p *Problem) check(worth []Worth) error {
	most := make([]int, p.Blocks)
	for i, c := range p.Cells {
		if c.Block < 0 || c.Block >= p.Blocks || c.Kind < 0 || c.Kind >= p.Kinds || c.Low < 0 || c.High < c.Low || !(c.Cost > 0) {
			return fmt.Errorf("%w: cell %d: %+v", ErrInput, i, c)
		}
		most[c.Block] += c.High
	}
	for i, l := range p.Limits {
		for _, t := range append(append([]Term{}, l.Over...), l.Of...) {
			if t.Cell < 0 || t.Cell >= len(p.Cells) || math.IsNaN(t.Coefficient) {
				return fmt.Errorf("%w: limit %d has the term %+v", ErrInput, i, t)
			}
		}
		if math.IsNaN(l.Low) || math.IsNaN(l.High) || l.PerKind != nil && len(l.PerKind) != p.Kinds {
			return fmt.Errorf("%w: limit %d: %+v", ErrInput, i, l)
		}
	}
	for i, w := range worth {
		if len(w.Crowd) != p.Blocks || len(w.Gain) != len(p.Cells) {
			return fmt.Errorf("%w: worth %d has %d blocks and %d cells", ErrInput, i, len(w.Crowd), len(w.Gain))
		}
		for b, table := range w.Crowd {
			if len(table) <= most[b] {
				return fmt.Errorf("%w: worth %d ends block %d at %d of %d", ErrInput, i, b, len(table)-1, most[b])
			}
		}
		for c, table := range w.Gain {
			if len(table) <= p.Cells[c].High {
				return fmt.Errorf("%w: worth %d ends cell %d at %d of %d", ErrInput, i, c, len(table)-1, p.Cells[c].High)
			}
		}
	}
	return nil
}

// Value is what the plan is worth.
func (p *Problem) Value(worth []Worth, n []int) float64 {
	totals := make([]int, p.Blocks)
	for c, cell := range p.Cells {
		totals[cell.Block] += n[c]
	}
	var value float64
	gains := make([]float64, p.Blocks)
	for _, w := range worth {
		clear(gains)
		for c, cell := range p.Cells {
			gains[cell.Block] += w.Gain[c][n[c]]
		}
		for b, gain := range gains {
			value += w.Crowd[b][totals[b]] * gain
		}
	}
	return value
}

// Amount is the quantity that the limit bounds; ok is false where there is none, as for a share of nothing.
func (p *Problem) Amount(l Limit, n []int) (amount float64, ok bool) {
	var sum, of float64
	used := make([]bool, p.Kinds)
	for _, t := range l.Over {
		sum += t.Coefficient * float64(n[t.Cell])
		used[p.Cells[t.Cell].Kind] = used[p.Cells[t.Cell].Kind] || n[t.Cell] > 0
	}
	kinds := 0
	for k, any := range used {
		if any {
			kinds++
			if l.PerKind != nil {
				sum += l.PerKind[k]
			}
		}
	}
	if l.Variety {
		return float64(kinds), kinds > 0
	}
	if l.Of == nil {
		return sum, true
	}
	for _, t := range l.Of {
		of += t.Coefficient * float64(n[t.Cell])
	}
	if of == 0 {
		return 0, false
	}
	return sum / of, true
}

// Breach is by how much the plan breaks the limit, in things made; 0 where it is kept.
func (p *Problem) Breach(l Limit, n []int) float64 {
	amount, ok := p.Amount(l, n)
	if !ok {
		return 0
	}
	of := 1.0
	if l.Of != nil {
		of = 0
		for _, t := range l.Of {
			of += t.Coefficient * float64(n[t.Cell])
		}
	}
	return l.breach(amount*of, of)
}

// breach is by how much a sum breaks the limit; of is what it is a share of, 1 where it is none.
func (l *Limit) breach(sum, of float64) float64 {
	scale := l.Scale
	if scale == 0 {
		scale = 1
	}
	room := slack * (1 + math.Abs(sum))
	if over := sum - l.High*of; over > room {
		return over / scale
	}
	if under := l.Low*of - sum; under > room {
		return under / scale
	}
	return 0
}
