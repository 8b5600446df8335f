package strategy

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Experiment is a test of one cell against another in alternate weeks: in each pair of weeks it is drawn by lot in which one
// the tested cell gets more posts and the other gives way, while the other week goes on as usual. What else makes weeks good
// or bad then falls on both alike, and so the answer is no mere association. It is complete on its own and can be written as
// JSON and read back.
type Experiment struct {
	Quarter social.Quarter   `json:"quarter"`
	Seed    uint64           `json:"seed"` // of the lots
	Tested  ExperimentCell   `json:"tested"`
	Against ExperimentCell   `json:"against"`
	Weeks   []ExperimentWeek `json:"weeks"` // two by two, in their order
	// ExtraHours is how many more hours a test week takes than a usual one, since posts come whole; below zero: fewer.
	ExtraHours float64 `json:"extra_hours"`
	// Detectable is by how many times an hour for one must bring more than one for the other for the test to find it in
	// four of five cases. It is an approximation, from how much posts differed in the past.
	Detectable float64          `json:"detectable"`
	Goals      []ExperimentGoal `json:"goals"`
}

// ExperimentCell is a cell of an experiment, with how many posts it has a week.
type ExperimentCell struct {
	Platform    social.Platform `json:"platform"`
	Form        social.Form     `json:"form"`
	Promotional bool            `json:"promotional,omitempty"`
	PerPost     float64         `json:"hours_per_post"`
	Usual       int             `json:"usual"`   // in a usual week
	InTest      int             `json:"in_test"` // in a test week
}

// Cell returns which cell it is.
func (c ExperimentCell) Cell() Cell { return Cell{c.Platform, c.Form, c.Promotional} }

// ExperimentWeek is a week from Monday to Sunday.
type ExperimentWeek struct {
	From time.Time `json:"from"` // its Monday, as midnight in UTC
	Test bool      `json:"test"`
}

// begins returns the moment in the zone with which the week begins, or one so many weeks later.
func (w ExperimentWeek) begins(zone *time.Location, later int) time.Time {
	return time.Date(w.From.Year(), w.From.Month(), w.From.Day()+7*later, 0, 0, 0, 0, zone)
}

// ExperimentGoal says what posts are worth for a goal.
type ExperimentGoal struct {
	Name      GoalName                    `json:"name"`
	Topics    map[social.Topic]float64    `json:"topics,omitempty"`
	Audiences map[social.Audience]float64 `json:"audiences,omitempty"`
	Tested    ExperimentUnit              `json:"tested"`
	Against   ExperimentUnit              `json:"against"`
}

// ExperimentUnit is what counts on a cell's platform, by the metrics' words, and what one of it is worth; which part of the
// cell's posts serves the goal is in it.
type ExperimentUnit struct {
	Counts map[string]float64 `json:"counts,omitempty"`
	Worth  float64            `json:"worth"`
}

// ErrNoExperiment: there is nothing that the cell could be tested against, or what one of them brings cannot be measured.
var ErrNoExperiment = errors.New("this cannot be tested")

// power is how often an experiment is to find a difference of [Experiment.Detectable].
const power = 0.8

// Experiment makes a test out of what [Planner.Assure] names as worth testing, within the plan for the quarter; another cell
// than the one named may be set as Against. What gives way has a post in every usual week, also where the plan has fewer of
// it. The seed draws the lots: the same one draws the same. Its error is [ErrNoExperiment].
func (pl *Planner) Experiment(p Plan, t Test, quarter social.Quarter, seed uint64) (Experiment, error) {
	if t.Against == nil || *t.Against == t.Cell {
		return Experiment{}, fmt.Errorf("%w: nothing gives way to it", ErrNoExperiment)
	}
	tested, against := slices.Index(pl.cells, t.Cell), slices.Index(pl.cells, *t.Against)
	if tested < 0 || against < 0 || p.counts[against] == 0 {
		return Experiment{}, fmt.Errorf("%w: the plan has no posts of one of the two", ErrNoExperiment)
	}
	e := Experiment{Quarter: quarter, Seed: seed, Weeks: alternate(quarter, seed)}
	e.Tested, e.Against = pl.experimentCell(p, tested), pl.experimentCell(p, against)
	e.Against.Usual = max(e.Against.Usual, 1)
	e.share(float64(t.Posts))
	estimate := pl.estimate()
	for g, goal := range pl.response.Goals {
		unit := func(c int) ExperimentUnit {
			u := ExperimentUnit{Counts: map[string]float64{}}
			if log := estimate[g].logs[c]; !math.IsInf(log, 0) {
				u.Worth = pl.median.goals[g].worth[c] / math.Exp(log)
			}
			for metric, weight := range goal.By[pl.cells[c].Platform] {
				u.Counts[metric.String()] = weight
			}
			return u
		}
		of := ExperimentGoal{goal.Name, goal.Topics, goal.Audiences, unit(tested), unit(against)}
		if of.Tested.Worth > 0 || of.Against.Worth > 0 {
			e.Goals = append(e.Goals, of)
		}
	}
	noise := pl.postNoise(tested, e.Tested.InTest) + pl.postNoise(against, e.Against.Usual)
	if len(e.Goals) == 0 || math.IsInf(noise, 0) {
		return Experiment{}, fmt.Errorf("%w: what one of the two brings cannot be measured", ErrNoExperiment)
	}
	e.Detectable = significantly(detectable(noise, len(e.Weeks)/2))
	return e, nil
}

func (pl *Planner) experimentCell(p Plan, c int) ExperimentCell {
	cell := pl.cells[c]
	return ExperimentCell{
		Platform: cell.Platform, Form: cell.Form, Promotional: cell.Promotional, PerPost: pl.effort(cell.Form).PerPost,
		Usual: int(math.Round(float64(p.counts[c]) / quarterWeeks)),
	}
}

// alternate are the quarter's whole weeks two by two, with the lots drawn. One that is left over is in no pair.
func alternate(quarter social.Quarter, seed uint64) []ExperimentWeek {
	lots := rand.New(rand.NewPCG(seed, 52))
	var weeks []ExperimentWeek
	monday := quarter.Start(time.UTC)
	for monday.Weekday() != time.Monday {
		monday = monday.AddDate(0, 0, 1)
	}
	for end := quarter.End(time.UTC); !monday.AddDate(0, 0, 14).After(end); monday = monday.AddDate(0, 0, 14) {
		first := lots.IntN(2) == 0
		weeks = append(weeks, ExperimentWeek{monday, first}, ExperimentWeek{monday.AddDate(0, 0, 7), !first})
	}
	return weeks
}

// share says how many posts of each there are in a test week, so that about as many are tried in all as asked for, and the
// hours of what gives way go to what is tested.
func (e *Experiment) share(posts float64) {
	pairs := float64(max(len(e.Weeks)/2, 1))
	more := max(math.Ceil(posts/pairs), 1)
	less := min(max(math.Round(more*e.Tested.PerPost/e.Against.PerPost), 1), float64(e.Against.Usual))
	more = max(more, math.Floor(less*e.Against.PerPost/e.Tested.PerPost+1e-9))
	e.Tested.InTest, e.Against.InTest = e.Tested.Usual+int(more), e.Against.Usual-int(less)
	e.ExtraHours = more*e.Tested.PerPost - less*e.Against.PerPost
}

// postNoise is the variance of the mean of so many posts of a cell in one week, on the log scale, by the first goal; they are
// taken to be of one campaign. +Inf where nothing can be measured.
func (pl *Planner) postNoise(c, posts int) float64 {
	p := pl.response.Goals[0].model.on[pl.cells[c].Platform]
	if p == nil {
		return math.Inf(1)
	}
	at := p.at(pl.cells[c].Platform)
	noise := p.fit.Noise[at]
	if p.alpha != nil {
		_, slope, variance := logOfCount(pl.response.effect(0, pl.cells[c]).Typical.Value, p.alpha[at])
		noise = variance / (slope * slope)
	}
	for i, t := range p.layout.terms {
		if t.Name == "week" {
			return noise/float64(posts) + p.fit.Cluster + p.fit.Terms[i].At(0, 0)
		}
	}
	return noise/float64(posts) + p.fit.Cluster
}

// detectable is which ratio a mean over pairs finds in four of five cases, for a variance of each pair's logarithm:
// exp((t₉₅ + t₈₀) √(variance/pairs)), Student's t with pairs − 1 degrees of freedom; the usual approximation of the power of
// a t test.
func detectable(variance float64, pairs int) float64 {
	if pairs < stats.MinClusters {
		return math.Inf(1)
	}
	t := distuv.StudentsT{Sigma: 1, Nu: float64(pairs - 1)}
	return math.Exp((t.Quantile(0.5+Level/2) + t.Quantile(power)) * math.Sqrt(variance/float64(pairs)))
}

// CannotTell is the verdict of an experiment whose interval leaves open which of the two is worth more. The others are
// [Better], [Worse] and [TooEarly].
const CannotTell Verdict = "cannot_tell"

// ExperimentResult is what an experiment showed.
type ExperimentResult struct {
	// Verdict says whether an hour for the tested cell is worth more than one for the other.
	Verdict Verdict
	// Times is how many times as much it brings, with an interval of [Level] and the number of pairs as Clusters. Nil
	// without a pair that counts, or before the quarter is over; without interval (NaN) where there are too few.
	Times *stats.Estimate
	// Pairs is how many pairs of weeks count. NotFollowed is how many weeks were not as planned, Unmeasured how many pairs
	// were, but have no posts with final figures to compare.
	Pairs, NotFollowed, Unmeasured int
}

// Evaluate judges the experiment by the posts of its quarter; audience says whom a channel is for (nil: nobody has said).
//
// Of each pair of weeks, the posts of the tested cell in the test week are compared with those of the other cell in the
// usual week: the hours that went, by lot, to the one or to the other. With y what a post counts, w what one of it is worth
// and h the hours of a post,
//
//	d = mean log Σ w (y + ½) in the test week − mean log Σ w (y + ½) in the usual week + log(h of the other/h of the tested)
//
// and exp(d̄) is the answer, with Student's t over the pairs: see [stats.LogMeanOf]. Typical posts are compared, so that one
// that went round the world does not decide, and boosted posts are left out. Pairs of which a week was nearer to what was
// planned for the other week, in hours, are left out and counted. Nothing is said before the quarter is over: who looks every
// week and stops at the first difference finds one where there is none.
func (e Experiment) Evaluate(posts *panel.Panel, audience func(social.ChannelID) social.Audience) ExperimentResult {
	r := ExperimentResult{Verdict: TooEarly}
	posts = posts.Between(e.Quarter.Start(posts.Zone()), e.Quarter.End(posts.Zone()))
	if !over(posts, e.Quarter.End(posts.Zone())) {
		return r
	}
	var differences []float64
	n := 0
	for i := 0; i+1 < len(e.Weeks); i += 2 {
		test, usual := e.Weeks[i], e.Weeks[i+1]
		if usual.Test {
			test, usual = usual, test
		}
		as, bs := e.inWeek(posts, test), e.inWeek(posts, usual)
		missed := 0
		for _, week := range []struct {
			posts *panel.Panel
			test  bool
		}{{as, true}, {bs, false}} {
			if !e.followed(MixOf(week.posts), week.test) {
				missed++
			}
		}
		r.NotFollowed += missed
		if missed > 0 {
			continue
		}
		a, ofA := e.typical(as, e.Tested.Cell(), audience)
		b, ofB := e.typical(bs, e.Against.Cell(), audience)
		if ofA == 0 || ofB == 0 {
			r.Unmeasured++
			continue
		}
		n += ofA + ofB
		differences = append(differences, a-b+math.Log(e.Against.PerPost/e.Tested.PerPost))
	}
	r.Pairs, r.Verdict = len(differences), CannotTell
	mean, err := stats.LogMeanOf(differences, nil)
	switch {
	case errors.Is(err, stats.ErrInput): // no pair
		return r
	case err != nil: // too few, or all equal
		r.Times = &stats.Estimate{Value: math.Exp(mean.Mean), Low: math.NaN(), High: math.NaN(), N: n, Clusters: r.Pairs}
		return r
	}
	times, err := mean.Estimate(Level)
	if err != nil {
		return r
	}
	times.N = n
	r.Times = &times
	switch {
	case times.Low > 1:
		r.Verdict = Better
	case times.High < 1:
		r.Verdict = Worse
	}
	return r
}

// inWeek are the posts of a week.
func (e Experiment) inWeek(posts *panel.Panel, w ExperimentWeek) *panel.Panel {
	return posts.Between(w.begins(posts.Zone(), 0), w.begins(posts.Zone(), 1))
}

// followed reports whether a week's posts are nearer to what was planned for it than to what was planned for the other week
// of its pair.
func (e Experiment) followed(mix Mix, test bool) bool {
	off := func(tested, against int) float64 {
		return math.Abs(float64(mix[e.Tested.Cell()]-tested))*e.Tested.PerPost +
			math.Abs(float64(mix[e.Against.Cell()]-against))*e.Against.PerPost
	}
	usual, tried := off(e.Tested.Usual, e.Against.Usual), off(e.Tested.InTest, e.Against.InTest)
	return test == (tried < usual) && tried != usual
}

// typical is the mean logarithm of what the measured posts of a cell were worth, and how many they are.
func (e Experiment) typical(posts *panel.Panel, c Cell, audience func(social.ChannelID) social.Audience) (mean float64, n int) {
	var logs []float64
	for i := range posts.Len() {
		post := posts.At(i)
		if cellOf(post) != c || post.Boosted() == social.Yes || post.Young() {
			continue
		}
		if value := e.value(post, c, audience); value > 0 {
			logs = append(logs, math.Log(value))
		}
	}
	slices.Sort(logs) // the order of the posts must not reach the sum
	for _, v := range logs {
		mean += v / float64(len(logs))
	}
	return mean, len(logs)
}

// value is what a post is worth to all goals; 0 where it serves none, or lacks its figures.
func (e Experiment) value(post panel.Post, c Cell, audience func(social.ChannelID) social.Audience) float64 {
	who := social.Audience("")
	if audience != nil {
		who = audience(post.Channel())
	}
	var value float64
	for _, goal := range e.Goals {
		unit := goal.Against
		if c == e.Tested.Cell() {
			unit = goal.Tested
		}
		matters := Goal{Topics: goal.Topics, Audiences: goal.Audiences}.matters(post.Topic(), who)
		if count, known := measureOf(unit.Counts).contribution(post.Metrics()); known {
			value += matters * unit.Worth * (count + 0.5)
		}
	}
	return value
}
