package allocate

import (
	"math"
	"slices"
)

// state is a plan with everything that a move changes, kept up to date so that a move costs a few additions.
type state struct {
	p     *Problem
	worth []Worth
	touch [][]touch // the limits that each cell takes part in

	over, of []float64 // coefficients, of each cell and limit

	n      []int
	totals []int     // of each block
	gains  []float64 // of each worth and block
	value  float64

	sums, ofs []float64 // of each limit
	kinds     [][]int32 // of each limit that counts kinds: how many things of each
	breaches  []float64 // of each limit
	hard      float64   // breaches of hard limits, added up
	soft      float64   // of the others
}

// touch is a limit that a cell takes part in.
type touch struct {
	limit    int
	over, of float64
	counted  bool // the limit counts kinds, and the cell is one of its
}

func newState(p *Problem, worth []Worth) *state {
	s := &state{
		p: p, worth: worth, touch: make([][]touch, len(p.Cells)), n: make([]int, len(p.Cells)), totals: make([]int, p.Blocks),
		gains: make([]float64, len(worth)*p.Blocks), sums: make([]float64, len(p.Limits)), ofs: make([]float64, len(p.Limits)),
		kinds: make([][]int32, len(p.Limits)), breaches: make([]float64, len(p.Limits)),
	}
	s.over, s.of = make([]float64, len(p.Cells)*len(p.Limits)), make([]float64, len(p.Cells)*len(p.Limits))
	for i, l := range p.Limits {
		terms := make(map[int]touch, len(l.Over))
		counts := l.Variety || slices.ContainsFunc(l.PerKind, func(v float64) bool { return v != 0 })
		for _, t := range l.Over {
			of := terms[t.Cell]
			terms[t.Cell] = touch{i, of.over + t.Coefficient, of.of, counts}
		}
		for _, t := range l.Of {
			of := terms[t.Cell]
			terms[t.Cell] = touch{i, of.over, of.of + t.Coefficient, of.counted}
		}
		for c := range p.Cells {
			if t, there := terms[c]; there {
				s.touch[c] = append(s.touch[c], t)
				s.over[c*len(p.Limits)+i], s.of[c*len(p.Limits)+i] = t.over, t.of
			}
		}
		if counts {
			s.kinds[i] = make([]int32, p.Kinds)
		}
	}
	return s
}

// set takes a plan over, brought within the bounds of its cells.
func (s *state) set(n []int) {
	for c, cell := range s.p.Cells {
		s.n[c] = min(max(n[c], cell.Low), cell.High)
	}
	s.refresh()
}

// refresh works everything out anew from n, so that rounding errors of many moves do not add up.
func (s *state) refresh() {
	clear(s.totals)
	clear(s.sums)
	clear(s.ofs)
	for _, kinds := range s.kinds {
		clear(kinds)
	}
	for c, cell := range s.p.Cells {
		s.totals[cell.Block] += s.n[c]
		for _, t := range s.touch[c] {
			s.sums[t.limit] += t.over * float64(s.n[c])
			s.ofs[t.limit] += t.of * float64(s.n[c])
			if t.counted {
				s.kinds[t.limit][cell.Kind] += int32(s.n[c])
			}
		}
	}
	s.hard, s.soft = 0, 0
	for i := range s.p.Limits {
		s.breaches[i] = s.breachOf(i)
		s.charge(i, s.breaches[i])
	}
	s.revalue()
}

func (s *state) revalue() {
	clear(s.gains)
	s.value = 0
	for w := range s.worth {
		gains := s.gains[w*s.p.Blocks : (w+1)*s.p.Blocks]
		for c := range s.p.Cells {
			gains[s.p.Cells[c].Block] += s.worth[w].Gain[c][s.n[c]]
		}
		for b, gain := range gains {
			s.value += s.worth[w].Crowd[b][s.totals[b]] * gain
		}
	}
}

func (s *state) charge(limit int, breach float64) {
	if s.p.Limits[limit].Hard {
		s.hard += breach
	} else {
		s.soft += breach
	}
}

// breachOf is by how much limit i is broken at present.
func (s *state) breachOf(i int) float64 {
	l := &s.p.Limits[i]
	sum, of := s.sums[i], 1.0
	if l.Of != nil {
		of = s.ofs[i]
	}
	if kinds := s.kinds[i]; kinds != nil {
		used := 0
		for k, n := range kinds {
			if n > 0 {
				used++
				if l.PerKind != nil {
					sum += l.PerKind[k]
				}
			}
		}
		if l.Variety {
			if used == 0 {
				return 0
			}
			sum = float64(used)
		}
	}
	return l.breach(sum, of)
}

// move changes up to two cells at once; a cell of −1 is none.
type move struct {
	a, b   int
	da, db int
}

// allowed reports whether the move stays within the cells' bounds.
func (s *state) allowed(m move) bool {
	a := s.n[m.a] + m.da
	if a < s.p.Cells[m.a].Low || a > s.p.Cells[m.a].High {
		return false
	}
	if m.b < 0 {
		return true
	}
	b := s.n[m.b] + m.db
	return b >= s.p.Cells[m.b].Low && b <= s.p.Cells[m.b].High
}

// valueAfter is the value after a move, without making it.
func (s *state) valueAfter(m move) float64 {
	value := s.value
	blocks := s.p.Blocks
	blockA := s.p.Cells[m.a].Block
	if m.b >= 0 && s.p.Cells[m.b].Block == blockA {
		total := s.totals[blockA]
		for w := range s.worth {
			worth := &s.worth[w]
			gain := s.gains[w*blocks+blockA]
			after := gain + worth.Gain[m.a][s.n[m.a]+m.da] - worth.Gain[m.a][s.n[m.a]] + worth.Gain[m.b][s.n[m.b]+m.db] - worth.Gain[m.b][s.n[m.b]]
			value += worth.Crowd[blockA][total+m.da+m.db]*after - worth.Crowd[blockA][total]*gain
		}
		return value
	}
	value += s.change(m.a, m.da)
	if m.b >= 0 {
		value += s.change(m.b, m.db)
	}
	return value
}

// change is by how much the value changes with one cell.
func (s *state) change(c, d int) float64 {
	var value float64
	block, n := s.p.Cells[c].Block, s.n[c]
	total := s.totals[block]
	for w := range s.worth {
		worth := &s.worth[w]
		gain := s.gains[w*s.p.Blocks+block]
		after := gain + worth.Gain[c][n+d] - worth.Gain[c][n]
		value += worth.Crowd[block][total+d]*after - worth.Crowd[block][total]*gain
	}
	return value
}

// shift changes a cell in everything but the value.
func (s *state) shift(c, d int) {
	s.n[c] += d
	cell := s.p.Cells[c]
	s.totals[cell.Block] += d
	for _, t := range s.touch[c] {
		s.sums[t.limit] += t.over * float64(d)
		s.ofs[t.limit] += t.of * float64(d)
		if t.counted {
			s.kinds[t.limit][cell.Kind] += int32(d)
		}
	}
}

// recharge works out the breaches of the limits that a cell takes part in anew.
func (s *state) recharge(c int) {
	for _, t := range s.touch[c] {
		breach := s.breachOf(t.limit)
		if breach != s.breaches[t.limit] {
			s.charge(t.limit, breach-s.breaches[t.limit])
			s.breaches[t.limit] = breach
		}
	}
}

// try makes the move if the plan is better for it: less of the hard limits broken, else less of the others, else worth
// more.
func (s *state) try(m move) bool {
	value := s.valueAfter(m)
	richer := value > s.value+1e-10*math.Abs(s.value)
	if s.hard == 0 && s.soft == 0 && (!richer || s.breaks(m)) {
		return false
	}
	hard, soft := s.hard, s.soft
	s.shift(m.a, m.da)
	if m.b >= 0 {
		s.shift(m.b, m.db)
		s.recharge(m.b)
	}
	s.recharge(m.a)
	if s.better(hard, soft, richer) {
		s.refresh()
		return true
	}
	s.shift(m.a, -m.da)
	if m.b >= 0 {
		s.shift(m.b, -m.db)
		s.recharge(m.b)
	}
	s.recharge(m.a)
	s.hard, s.soft = hard, soft
	return false
}

// breaks reports whether a move breaks a limit, all of which are kept; it may overlook one that counts kinds.
func (s *state) breaks(m move) bool {
	limits := len(s.p.Limits)
	da, db := float64(m.da), float64(m.db)
	for _, t := range s.touch[m.a] {
		over, of := t.over*da, t.of*da
		if m.b >= 0 {
			over += s.over[m.b*limits+t.limit] * db
			of += s.of[m.b*limits+t.limit] * db
		}
		if !t.counted && s.broken(t.limit, over, of) {
			return true
		}
	}
	if m.b < 0 {
		return false
	}
	for _, t := range s.touch[m.b] {
		if s.over[m.a*limits+t.limit] == 0 && s.of[m.a*limits+t.limit] == 0 && !t.counted && s.broken(t.limit, t.over*db, t.of*db) {
			return true
		}
	}
	return false
}

// broken reports whether a limit is broken with so much more.
func (s *state) broken(limit int, over, of float64) bool {
	l := &s.p.Limits[limit]
	total := 1.0
	if l.Of != nil {
		total = s.ofs[limit] + of
	}
	return l.breach(s.sums[limit]+over, total) > 0
}

// better compares the present breaches with those before.
func (s *state) better(hard, soft float64, richer bool) bool {
	const even = 1e-7
	switch {
	case s.hard < hard-even:
		return true
	case s.hard > hard+even:
		return false
	case s.soft < soft-even:
		return true
	case s.soft > soft+even:
		return false
	}
	return richer
}
