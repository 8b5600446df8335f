package strategy

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"auscult/analytics/social"
	"auscult/analytics/strategy/allocate"
)

// Caution says how a plan deals with what is not known well.
type Caution string

// The settings. Learning tries what may be better than it seems. It was meant to pay over several
// quarters, because what was tried is known better afterwards; in the worlds of the package simulation it costs 0.6 points
// of a hundred over six quarters instead: limits of variety and change make any plan try enough.
const (
	Cautious Caution = "cautious" // counts on the 30th percentile of what each cell may bring
	Balanced Caution = "balanced" // on the median
	Learning Caution = "learning" // on the 75th
)

// Cautions returns the settings in the order of the slider.
func Cautions() []Caution { return []Caution{Cautious, Balanced, Learning} }

// Valid reports whether c is one of [Cautions].
func (c Caution) Valid() bool { return slices.Contains(Cautions(), c) }

// quantile is how many standard errors above the median a cell is counted on.
func (c Caution) quantile() float64 {
	switch c {
	case Cautious:
		return normalQuantile(0.30)
	case Learning:
		return normalQuantile(0.75)
	}
	return 0
}

// Wishes say what is wanted of the next quarter.
type Wishes struct {
	Now Mix // the present mix, such as the last quarter's: changes are changes of it
	// Hours of the staff in the quarter; 0: as many as the present mix takes. Staff, where somebody is named, says it
	// person by person instead.
	Hours   float64
	Staff   []Person
	Efforts map[social.Form]Effort // forms that are not in it: [DefaultEfforts]
	Off     []social.Platform      // on which nothing is to be published
	Rules   []Rule
	Caution Caution // empty: [Balanced]
	// Platforms are how much platforms matter, beside what the goals say; 1 for those that are not in it.
	Platforms map[social.Platform]float64
	// Worth says what one of whatever a goal counts is worth on each platform. Nil: what makes every platform's usual
	// quarter worth the same, but for the weights.
	Worth map[social.Platform]float64
}

// Check reports what is wrong with the wishes; its errors wrap [ErrWishes].
func (w Wishes) Check() error {
	if err := checkEfforts(w.Efforts, w.Staff); err != nil {
		return err
	}
	if w.Caution != "" && !w.Caution.Valid() {
		return fmt.Errorf("%w: the caution %q; there are %v", ErrWishes, w.Caution, Cautions())
	}
	if !(w.Hours >= 0) || math.IsInf(w.Hours, 0) {
		return fmt.Errorf("%w: %v hours in the quarter; give a number that is not below zero", ErrWishes, w.Hours)
	}
	for _, rule := range w.Rules {
		if err := rule.Check(); err != nil {
			return err
		}
	}
	return nil
}

// Planner finds and judges mixes for one set of wishes. It is not changed once made, and may be used from several
// goroutines.
type Planner struct {
	response *Response
	wishes   Wishes
	efforts  map[social.Form]Effort

	// In an order that depends on figures alone: see [ordering].
	cells     []Cell
	platforms []social.Platform
	forms     []social.Form
	now       []int
	reference []float64
	block     []int // of each cell
	usual     []float64
	hoursLeft float64

	asked   [][]query   // of each goal
	smear   [][]float64 // of each goal and cell
	serving [][]float64

	median   *law // by which mixes are judged
	cautious *law // by which the plan is chosen
	bounds   []allocate.Cell
	limited  []Limit

	lifted [][]float64 // of each goal and cell: what caution adds to its logarithm; nil: nothing

	once      sync.Once
	drawnLaws []*law
}

// NewPlanner returns a planner. Its error is [ErrWishes], with what is wrong with them.
func NewPlanner(r *Response, w Wishes) (*Planner, error) {
	pl := &Planner{response: r, wishes: w, efforts: DefaultEfforts()}
	for f, e := range w.Efforts {
		pl.efforts[f] = e
	}
	if err := w.Check(); err != nil {
		return nil, err
	}
	pl.order()
	for _, p := range w.Staff {
		if !p.Off {
			pl.hoursLeft += p.Hours
		}
	}
	if len(w.Staff) == 0 {
		pl.hoursLeft = w.Hours
		if w.Hours == 0 {
			pl.hoursLeft = pl.hoursOf(pl.now)
		}
	}
	for gi := range r.Goals {
		g := &r.Goals[gi]
		pl.asked = append(pl.asked, pl.queries(g))
		smear, serving := make([]float64, len(pl.cells)), make([]float64, len(pl.cells))
		for i, c := range pl.cells {
			if p := g.model.on[c.Platform]; p != nil {
				smear[i] = p.smear[p.at(c.Platform)]
			}
			serving[i] = r.effect(gi, c).Serving
		}
		pl.smear, pl.serving = append(pl.smear, smear), append(pl.serving, serving)
	}
	pl.median = pl.lawOf(pl.estimate(), nil)
	pl.cautious = pl.median
	if q := w.Caution.quantile(); q != 0 {
		pl.lifted = make([][]float64, len(r.Goals))
		for g := range pl.lifted {
			for _, c := range pl.cells {
				pl.lifted[g] = append(pl.lifted[g], q*r.effect(g, c).SE)
			}
		}
		pl.cautious = pl.shifted(pl.lifted)
	}
	pl.bounds, pl.limited = pl.limits()
	return pl, nil
}

// shifted is the law with cells lifted, but measured by what the usual quarter is worth without.
func (pl *Planner) shifted(lifted [][]float64) *law {
	l := &law{block: pl.block, usual: pl.usual}
	for g, of := range pl.median.goals {
		worth := slices.Clone(of.worth)
		for c := range worth {
			worth[c] *= math.Exp(lifted[g][c])
		}
		l.goals = append(l.goals, goalLaw{worth, of.crowding, of.repeating})
	}
	return l
}

func (r *Response) effect(goal int, c Cell) Effect {
	if at := slices.Index(r.Cells, c); at >= 0 {
		return r.Goals[goal].Effects[at]
	}
	return Effect{}
}

// order lays out cells, platforms and forms.
func (pl *Planner) order() {
	type keyed struct {
		cell                        Cell
		typical, effort, now, usual float64
	}
	var all []keyed
	for _, c := range pl.response.Cells {
		e := pl.response.effect(0, c)
		all = append(all, keyed{
			c, significantly(e.Typical.Value * e.Serving), pl.effort(c.Form).PerPost, float64(pl.wishes.Now[c]), pl.response.Reference[c],
		})
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(
			cmp.Compare(b.typical, a.typical), cmp.Compare(a.effort, b.effort), cmp.Compare(b.now, a.now), cmp.Compare(b.usual, a.usual),
		)
	})
	for _, k := range all {
		pl.cells = append(pl.cells, k.cell)
		pl.now = append(pl.now, pl.wishes.Now[k.cell])
		pl.reference = append(pl.reference, k.usual)
		if !slices.Contains(pl.platforms, k.cell.Platform) {
			pl.platforms = append(pl.platforms, k.cell.Platform)
			pl.usual = append(pl.usual, pl.response.Usual[k.cell.Platform])
		}
		if !slices.Contains(pl.forms, k.cell.Form) {
			pl.forms = append(pl.forms, k.cell.Form)
		}
		pl.block = append(pl.block, slices.Index(pl.platforms, k.cell.Platform))
	}
}

// significantly rounds to nine digits, within which figures are the same whatever order they were added up in.
func significantly(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	scale := math.Pow(10, 8-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}

func (pl *Planner) effort(f social.Form) Effort { return pl.efforts[f] }

// meanEffort is what an average post takes now, so that hours too many can be set beside posts too many.
func (pl *Planner) meanEffort() float64 {
	posts := 0
	for _, n := range pl.now {
		posts += n
	}
	if posts == 0 {
		return 1
	}
	return max(pl.hoursOf(pl.now)/float64(posts), 0.1)
}

// hoursOf is what a mix takes.
func (pl *Planner) hoursOf(n []int) float64 {
	var hours float64
	used := make([]bool, len(pl.forms))
	for c, posts := range n {
		hours += float64(posts) * pl.effort(pl.cells[c].Form).PerPost
		if k := slices.Index(pl.forms, pl.cells[c].Form); posts > 0 && !used[k] {
			used[k] = true
			hours += pl.effort(pl.cells[c].Form).SetUp
		}
	}
	return hours
}

func (pl *Planner) problem(limits []Limit) *allocate.Problem {
	p := &allocate.Problem{Cells: pl.bounds, Blocks: len(pl.platforms), Kinds: len(pl.forms)}
	for _, l := range limits {
		p.Limits = append(p.Limits, l.of)
	}
	return p
}

// repaired is the mix nearest to the present one that keeps the limits: nearest in hours of work that change. Hours that
// come free are spent again, as far as the present mix spent them, on posts that were left out first.
func (pl *Planner) repaired(ctx context.Context) ([]int, error) {
	near := pl.onHours(func(c, n int) float64 { return -math.Abs(float64(n - pl.now[c])) })
	found, err := allocate.Best(ctx, pl.problem(pl.limited), near, [][]int{pl.now}, allocate.Options{Kicks: 4, Seed: seed})
	if err != nil {
		return nil, err
	}
	p := pl.problem(pl.limited)
	p.Cells = slices.Clone(p.Cells)
	for c := range p.Cells {
		p.Cells[c].Low = found.Counts[c]
	}
	for i, l := range pl.limited {
		if l.Rule.Kind == HoursRule && l.Who == nil {
			p.Limits[i].High = min(p.Limits[i].High, max(pl.hoursOf(pl.now), pl.hoursOf(found.Counts)))
		}
	}
	full := pl.onHours(func(c, n int) float64 { return float64(n) - 0.1*math.Abs(float64(n-pl.now[c])) })
	found, err = allocate.Best(ctx, p, full, [][]int{found.Counts}, allocate.Options{})
	return found.Counts, err
}

// onHours is the worth of plans in hours of work: what each number of posts of a cell counts, times their hours.
func (pl *Planner) onHours(posts func(c, n int) float64) []allocate.Worth {
	w := allocate.Worth{Crowd: make([][]float64, len(pl.platforms)), Gain: make([][]float64, len(pl.cells))}
	most := make([]int, len(pl.platforms))
	for c, cell := range pl.bounds {
		most[cell.Block] += cell.High
		w.Gain[c] = make([]float64, cell.High+1)
		for n := range w.Gain[c] {
			w.Gain[c][n] = posts(c, n) * cell.Cost
		}
	}
	for b, n := range most {
		w.Crowd[b] = slices.Repeat([]float64{1}, n+1)
	}
	return []allocate.Worth{w}
}

// search finds the best mix by a law.
func (pl *Planner) search(ctx context.Context, l *law, p *allocate.Problem, starts [][]int, kicks int) (allocate.Found, error) {
	return allocate.Best(ctx, p, l.tables(p.Cells), starts, allocate.Options{Kicks: kicks, Seed: seed})
}

// Search returns the planner's cells and its limits as a problem, for whoever wants to search by another law: what is not
// known to be true can be compared with the plan by the same rules.
func (pl *Planner) Search() ([]Cell, *allocate.Problem) { return pl.cells, pl.problem(pl.limited) }

// Tables are the law by which the plan is chosen, for the problem of [Planner.Search].
func (pl *Planner) Tables() []allocate.Worth { return pl.cautious.tables(pl.bounds) }
