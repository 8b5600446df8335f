package allocate

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// Options say how long is searched.
type Options struct {
	// Kicks is how often the best plan found is shaken and improved again.
	Kicks int
	// Seed makes the kicks repeatable.
	Seed uint64
}

// Found is a plan that no single move improves.
type Found struct {
	Counts []int // of each cell
	Value  float64
	// Hard and Soft are by how much limits are broken in all, in things made; 0 where all are kept.
	Hard, Soft float64
}

// Kept reports whether all limits are kept.
func (f Found) Kept() bool { return f.Hard == 0 && f.Soft == 0 }

// Better reports whether f is better than g: breaks less of the hard limits, else less of the others, else is worth more.
func (f Found) Better(g Found) bool {
	if f.Hard != g.Hard {
		return f.Hard < g.Hard
	}
	if f.Soft != g.Soft {
		return f.Soft < g.Soft
	}
	return f.Value > g.Value
}

// Best searches for the best plan from each of the starts, and goes on from the best with kicks. Starts may break limits
// and bounds. Errors: [ErrInput], and the context's.
func Best(ctx context.Context, p *Problem, worth []Worth, starts [][]int, o Options) (Found, error) {
	if err := p.check(worth); err != nil {
		return Found{}, err
	}
	if len(starts) == 0 {
		starts = [][]int{make([]int, len(p.Cells))}
	}
	s := newState(p, worth)
	var best Found
	for i, start := range starts {
		if err := ctx.Err(); err != nil {
			return Found{}, err
		}
		s.set(start)
		s.climb()
		if f := s.found(); i == 0 || f.Better(best) {
			best = f
		}
	}
	source := rand.New(rand.NewPCG(o.Seed, uint64(len(p.Cells))))
	for range o.Kicks {
		if err := ctx.Err(); err != nil {
			return Found{}, err
		}
		s.set(kicked(p, best.Counts, source))
		s.climb()
		if f := s.found(); f.Better(best) {
			best = f
		}
	}
	return best, nil
}

func (s *state) found() Found {
	return Found{Counts: slices.Clone(s.n), Value: s.value, Hard: s.hard, Soft: s.soft}
}

// kicked changes a handful of cells by up to a third, at least by one or two.
func kicked(p *Problem, n []int, source *rand.Rand) []int {
	after := slices.Clone(n)
	for range min(4, len(p.Cells)) {
		c := source.IntN(len(p.Cells))
		by := 1 + source.IntN(max(2, n[c]/3))
		if source.IntN(2) == 0 {
			by = -by
		}
		after[c] += by
	}
	return after
}

// climb makes moves that improve the plan until there are none, first large ones, then small ones.
func (s *state) climb() {
	for _, step := range []int{8, 4, 2, 1} {
		for s.round(step) {
		}
	}
}

// round tries every move of a size once and reports whether any improved the plan.
func (s *state) round(step int) bool {
	improved := false
	for c := range s.p.Cells {
		for _, m := range [...]move{{c, -1, step, 0}, {c, -1, -step, 0}} {
			if s.allowed(m) && s.try(m) {
				improved = true
			}
		}
	}
	for from := range s.p.Cells {
		for to := range s.p.Cells {
			if from == to || s.n[from] == s.p.Cells[from].Low || s.n[to] == s.p.Cells[to].High {
				continue
			}
			for _, m := range s.swaps(from, to, step) {
				if m.da < 0 && m.db > 0 && s.allowed(m) && s.try(m) {
					improved = true
				}
			}
		}
	}
	return improved
}

// swaps are moves from one cell to another: as many for as many, and as many as cost the same, rounded both ways.
func (s *state) swaps(from, to, step int) [4]move {
	ratio := s.p.Cells[to].Cost / s.p.Cells[from].Cost
	give := float64(step) * ratio // of from, for a step of to
	get := float64(step) / ratio  // of to, for a step of from
	moves := [4]move{
		{from, to, -step, step},
		{from, to, -int(math.Ceil(give)), step},
		{from, to, -int(math.Floor(give)), step},
		{from, to, -step, int(math.Floor(get))},
	}
	for i := range moves { // what repeats another is tried once
		for j := range i {
			if moves[i] == moves[j] {
				moves[i].da = 0
			}
		}
	}
	return moves
}
