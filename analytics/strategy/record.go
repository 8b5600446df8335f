package strategy

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Verdict says in a word what became of a promise.
type Verdict string

// The verdicts.
const (
	PromiseKept Verdict = "kept"   // what came lies where it was promised to
	Better      Verdict = "better" // above
	Worse       Verdict = "worse"  // below
	// NotFollowed: less than half of the plan was carried out, so what came says nothing of it.
	NotFollowed Verdict = "not_followed"
	// TooEarly: the quarter is not over yet in what was exported, or too few of its posts have final figures.
	TooEarly Verdict = "too_early"
	// NothingPromised: the mix before brought nothing by the goals.
	NothingPromised Verdict = "nothing_promised"
)

// Judged reports whether the verdict compares what came with what was promised.
func (v Verdict) Judged() bool { return v == PromiseKept || v == Better || v == Worse }

// What a verdict asks for. They are judgements: half of the plan, as many posts as a cell needs to be told from others, and
// so many independent campaigns that one that ran well decides nothing alone.
const (
	leastCarried  = 0.5
	leastMeasured = 12
	leastLuck     = 5.0
)

// Record is what became of a promise: what was planned and done, and what came of it.
type Record struct {
	Quarter social.Quarter
	Verdict Verdict
	Cells   []RecordedCell // planned, published or both, as lists show them

	Planned, Published      int     // posts
	HoursPlanned, HoursDone float64 // with what forms take once
	// Overlap is which part of the hours was spent as planned whatever their number, 1 − ½ Σ|share − share′|; Carried is
	// which part of the planned hours was worked on what they were planned for, Σ min(h, h′)/Σ h.
	Overlap, Carried float64

	// Measured is how many posts what came rests on. Boosted posts say nothing of what organic ones bring, young ones are
	// not final and others lack their figures; they count as published, but not in what came.
	Measured, Boosted, Young, Lacking int

	// Promised is the lift that was promised for the plan. Expected is the same for what was published in its place: as
	// many posts of each cell, on topics that serve the goals as often, by what was known when the promise was made.
	// Observed is what came, against what the mix before was said to bring. All three are nil without a lift that was
	// promised; Observed also where nothing was measured.
	Promised, Expected *Span
	Observed           *stats.Estimate
	// Range is where Observed was to lie, nine times in ten: Expected with the luck of the quarter's posts and
	// [Promise.Blur]. It decides the verdict.
	Range *Span
	// Place is where in this range it lies: which part of all quarters would have shown less, had the promise been right.
	// Over many quarters it is spread evenly between 0 and 1. NaN without a judgement.
	Place float64
}

// RecordedCell is a cell of a record.
type RecordedCell struct {
	Cell
	Planned, Published      int
	HoursPlanned, HoursDone float64        // what the form takes once left out
	Posts                   []RecordedPost // of each goal of the promise; nil for a cell that was not in it
}

// RecordedPost compares the typical post of a cell with what was expected of it.
type RecordedPost struct {
	Goal GoalName
	// Expected is the typical organic post at the usual number of posts, in what the goal counts, as it was known then.
	// Observed is the same of the quarter's posts, of which there are N; what crowded them is taken out. Its interval
	// counts with the noise that the model knew of, so that two posts can have one.
	Expected Span
	Observed stats.Estimate
	// Range is where Observed was to lie, nine times in ten: the interval of Expected, with the luck of so many posts and how
	// far levels move by themselves. Held says that it does. Without posts there is neither.
	Range Span
	Held  bool
}

// Record compares the promise with the quarter's posts; posts of other quarters are left out. audience says whom a channel is
// for (nil: nobody has said).
//
// What came is the value of what was published, at what its posts brought:
//
//	log(1 + observed) = log(V(published)/V(now)) + r̄ + bend,   r̄ = Σ ω r
//
// V is the value by what was known then and r the residual of each organic post of at least [social.YoungAge], on the log
// scale, from what was expected of it in the week in which it appeared, with as many other posts: crowding and repetition
// that were as expected leave no residual, others do. Each platform, and each cell on it, weighs as much as what it was to
// bring, shared by its measured posts. So it is the typical post that counts, and one that went round the world weighs no
// more than any other; [Promise.Bend] is what this leaves out on average. How sure it is comes from campaigns, else days, with Student's t: see weighted.
//
// What else moved the level of all posts is in it: a season, a change of what the platform counts, a crisis. How far levels
// usually move is part of the range in which the promise is kept; more cannot be told from one hospital's posts.
func (p Promise) Record(posts *panel.Panel, audience func(social.ChannelID) social.Audience) Record {
	from, until := p.Quarter.Start(posts.Zone()), p.Quarter.End(posts.Zone())
	posts = posts.Between(from, until)
	done := MixOf(posts)
	r := Record{Quarter: p.Quarter, Place: math.NaN()}
	p.compareMixes(&r, done)
	arrived := p.arrivals(posts, until, audience)
	r.Measured, r.Boosted, r.Young, r.Lacking = arrived.measured, arrived.boosted, arrived.young, arrived.lacking
	for i := range r.Cells {
		if at := p.at(r.Cells[i].Cell); at >= 0 {
			r.Cells[i].Posts = p.comparePosts(at, arrived)
		}
	}
	clusters := p.compareLift(&r, done, arrived)
	switch {
	case !over(posts, until):
		r.Verdict = TooEarly
	case r.Carried < leastCarried:
		r.Verdict = NotFollowed
	case p.Lift == nil:
		r.Verdict = NothingPromised
	case r.Observed == nil, r.Measured < leastMeasured, clusters < leastLuck, 2*(r.Young+r.Lacking) > r.Published:
		r.Verdict = TooEarly
	case r.Observed.Value > r.Range.High:
		r.Verdict = Better
	case r.Observed.Value < r.Range.Low:
		r.Verdict = Worse
	default:
		r.Verdict = PromiseKept
	}
	if !r.Verdict.Judged() {
		r.Place = math.NaN()
	}
	return r
}

// over reports whether some of the posts were exported after the quarter.
func over(posts *panel.Panel, until time.Time) bool {
	for i := range posts.Len() {
		if !posts.At(i).Observed().Before(until) {
			return true
		}
	}
	return false
}

func (p Promise) at(c Cell) int {
	return slices.IndexFunc(p.Cells, func(of PromisedCell) bool { return of.Cell() == c })
}

func (p Promise) hours(c Cell, posts int) float64 { return float64(posts) * p.Efforts[c.Form].PerPost }

// Mix is the mix that was planned.
func (p Promise) Mix() Mix {
	m := Mix{}
	for _, c := range p.Cells {
		if c.Next > 0 {
			m[c.Cell()] = c.Next
		}
	}
	return m
}

// compareMixes sets what was done beside what was planned.
func (p Promise) compareMixes(r *Record, done Mix) {
	plan := p.Mix()
	r.Planned, r.Published = plan.Posts(), done.Posts()
	both := Mix{}
	for _, m := range []Mix{plan, done} {
		for c, n := range m {
			both[c] += n
		}
	}
	var planned, worked, kept float64
	setUp := func(of Mix) float64 {
		var hours float64
		for _, f := range social.Forms() {
			if slices.ContainsFunc(of.Cells(), func(c Cell) bool { return c.Form == f }) {
				hours += p.Efforts[f].SetUp
			}
		}
		return hours
	}
	for _, c := range both.Cells() {
		of := RecordedCell{Cell: c, Planned: plan[c], Published: done[c], HoursPlanned: p.hours(c, plan[c]), HoursDone: p.hours(c, done[c])}
		planned, worked, kept = planned+of.HoursPlanned, worked+of.HoursDone, kept+min(of.HoursPlanned, of.HoursDone)
		r.Cells = append(r.Cells, of)
	}
	r.HoursPlanned, r.HoursDone = planned+setUp(plan), worked+setUp(done)
	r.Overlap, r.Carried = 0, 1
	if planned > 0 {
		r.Carried = kept / planned
	}
	switch {
	case planned > 0 && worked > 0:
		r.Overlap = 1
		for _, of := range r.Cells {
			r.Overlap -= math.Abs(of.HoursPlanned/planned-of.HoursDone/worked) / 2
		}
	case planned == worked: // nothing, as planned
		r.Overlap = 1
	}
}

// comparePosts sets the typical posts of a cell beside what was expected of them.
func (p Promise) comparePosts(cell int, arrived arrivals) []RecordedPost {
	of := p.Cells[cell]
	platform := p.platform(of.Platform)
	all := make([]RecordedPost, len(p.Goals))
	for g, goal := range p.Goals {
		post, on := of.Goals[g], goal.On[platform]
		all[g].Goal = goal.Name
		if post.Typical == 0 {
			continue
		}
		all[g].Expected = Span{post.Typical, post.Typical * math.Exp(-half*post.SE), post.Typical * math.Exp(half*post.SE)}
		mean, variance, n := arrived.typical(g, cell, on.Campaigns)
		if n == 0 {
			continue
		}
		all[g].Observed = estimateOf(math.Log(post.Typical)+mean, math.Sqrt(variance), n)
		moves := goal.Season*goal.Season + on.Drift*on.Drift
		room := half * math.Sqrt(post.SE*post.SE+variance+moves)
		all[g].Range = Span{post.Typical, post.Typical * math.Exp(-room), post.Typical * math.Exp(room)}
		all[g].Held = math.Abs(mean) <= room
	}
	return all
}

func (p Promise) platform(of social.Platform) int {
	return slices.IndexFunc(p.Platforms, func(x PromisedPlatform) bool { return x.Platform == of })
}

// law is what mixes bring by what was known then; worth is multiplied by what times says of each goal and cell (nil: 1).
func (p Promise) law(times [][]float64) *law {
	l := &law{}
	for _, platform := range p.Platforms {
		l.usual = append(l.usual, platform.Usual)
	}
	for _, c := range p.Cells {
		l.block = append(l.block, p.platform(c.Platform))
	}
	for g, goal := range p.Goals {
		of := goalLaw{repeating: goal.Repetition}
		for _, on := range goal.On {
			of.crowding = append(of.crowding, on.Crowding)
		}
		for c, cell := range p.Cells {
			worth := cell.Goals[g].Worth
			if times != nil {
				worth *= times[g][c]
			}
			of.worth = append(of.worth, worth)
		}
		l.goals = append(l.goals, of)
	}
	return l
}

// compareLift works out what was promised of what was published, and what came. It returns how many independent campaigns
// of equal weight this as good as rests on.
func (p Promise) compareLift(r *Record, done Mix, arrived arrivals) (clusters float64) {
	if p.Lift == nil {
		return 0
	}
	r.Promised = &Span{p.Lift.Value, p.Lift.Low, p.Lift.High}
	published, plan := make([]float64, len(p.Cells)), make([]float64, len(p.Cells))
	for c, of := range p.Cells {
		published[c], plan[c] = float64(done[of.Cell()]), float64(of.Next)
	}
	served := p.law(arrived.serving(p))
	planned, value := p.law(nil).value(plan), served.value(published)
	if planned == 0 || value == 0 {
		return 0
	}
	log := func(lift float64) float64 { return math.Log(max(1+lift, 1e-3)) }
	shift := math.Log(value / planned)
	expected, low, high := log(p.Lift.Value)+shift, log(p.Lift.Low)+shift, log(p.Lift.High)+shift
	r.Expected = spanOf(expected, low, high)
	mean, se, clusters := arrived.lift(p, served, published)
	if clusters <= 1+1e-9 {
		return clusters
	}
	observed := math.Log(value/p.ValueNow) + mean + p.Bend
	t := student(clusters - 1)
	r.Observed = &stats.Estimate{
		Value: math.Expm1(observed), Low: math.Expm1(observed - t*se), High: math.Expm1(observed + t*se),
		N: arrived.measured, Clusters: int(clusters),
	}
	// Both errors are independent, so their squares add up; the promise's own reaches differently far to each side.
	chance := math.Hypot(t*se, half*p.Blur)
	below, above := math.Hypot(expected-low, chance), math.Hypot(high-expected, chance)
	r.Range = spanOf(expected, expected-below, expected+above)
	side := above
	if observed < expected {
		side = below
	}
	r.Place = distuv.UnitNormal.CDF(half * (observed - expected) / side)
	return clusters
}

func spanOf(log, low, high float64) *Span {
	return &Span{math.Expm1(log), math.Expm1(low), math.Expm1(high)}
}
