// Package position answers the question of the page Position: where do we stand among our competitors, and where must we
// act? It is an audit of a quarter: a line per criterion with our figure, the peers' median and range, the places we may
// have among all, and a verdict in a word. Engagement has a line per platform, and within it one per content form.
//
// Only what is public for both sides is compared. Every figure that is an estimate comes with its uncertainty, and the
// verdict rests on rank sets that hold together in 9 of 10 cases: we are ahead only where we are in the upper half for
// sure, behind only where we are in the lower half for sure, and level where the data cannot tell. Figures that are
// counted rather than estimated, such as the platforms served, need no such care.
//
//	audit := position.Audit(posts, position.Options{Ours: ours, Others: rivals, Quarter: q})
//	for _, c := range audit.Criteria { … c.Verdict … }
package position

import (
	"cmp"
	"math"
	"slices"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Level is how often a statement about ranks holds.
const Level = 0.90

// Enough is of how many posts, or comments, an organisation's share must be known to be compared: a few posts are as easily
// all with a source as all without.
const Enough = 10

// rankSeed makes the simulation behind rank sets repeatable.
const rankSeed = 20261124

// Kind names a criterion.
type Kind string

// The criteria, in the order of the audit.
const (
	Presence    Kind = "presence"   // platforms with posts in the quarter
	Cadence     Kind = "cadence"    // posts a week
	Steadiness  Kind = "steadiness" // share of weeks with a post, over the channels
	FormVariety Kind = "forms"      // effective number of content forms
	Topics      Kind = "topics"     // effective number of topics
	Engagement  Kind = "engagement" // comparable rate of a typical post, by platform and content form
	Audience    Kind = "audience"   // growth of followers in the quarter
	Education   Kind = "education"  // share of posts that do not sell
	Sources     Kind = "sources"    // share of posts on health topics that name a source
	Times       Kind = "times"      // share of posts at the own best times, as far as any are better
	Answers     Kind = "answers"    // share of people's comments that were answered
	Safeguards  Kind = "safeguards" // share of posts without a serious finding of the checks
)

// Verdict says where we stand on a criterion.
type Verdict string

// The verdicts.
const (
	Ahead      Verdict = "ahead"
	Even       Verdict = "level"
	Behind     Verdict = "behind"
	CannotTell Verdict = "cannot_tell"
)

// Figure is one organisation's figure.
type Figure struct {
	Organisation social.OrganisationID // zero: all of ours together
	Estimate     stats.Estimate        // Low and High are NaN for what is counted
	Posts        int                   // what it rests on
	Rank         stats.RankSet         // zero where it has no place
}

// Criterion is one line of the audit.
type Criterion struct {
	Kind     Kind
	Platform social.Platform // of engagement; empty elsewhere
	Form     social.Form     // of a criterion in Forms; empty elsewhere
	Ours     *Figure         // nil: nothing is known
	Peers    []Figure        // those of whom something is known, best first
	Verdict  Verdict
	// IDs are our posts it rests on; of [Safeguards] those with a serious finding, where there are any.
	IDs []social.PostID
	// Forms are, of engagement on a platform, the same for each content form that we and a competitor have used there in the
	// quarter, in the order in which lists show them. They are a part of this line, not lines of their own.
	Forms []Criterion
}

// Median returns the peers' median and range; ok is false without peers.
func (c Criterion) Median() (median, low, high float64, ok bool) {
	if len(c.Peers) == 0 {
		return 0, 0, 0, false
	}
	values := make([]float64, len(c.Peers))
	for i, p := range c.Peers {
		values[i] = p.Estimate.Value
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2, values[0], values[n-1], true
}

// Of returns among how many we have our place, we included; where we have none, of how many something is known.
func (c Criterion) Of() int {
	if c.Ours == nil {
		return len(c.Peers)
	}
	if c.Ours.Rank == (stats.RankSet{}) {
		return len(c.Peers) + 1
	}
	return placed(c.Peers) + 1
}

// Options say what is audited.
type Options struct {
	Ours    []social.OrganisationID
	Others  []social.OrganisationID
	Quarter social.Quarter // a whole quarter
	// Followers knows how many followers channels had, Channels whose they are.
	Followers social.FollowerHistory
	Channels  []social.Channel
	// Gained is how many followers channels won in the quarter less those that they lost, as the pages themselves counted
	// them. It stands in where one of the two counts of a channel is missing.
	Gained map[social.ChannelID]int64
	// Answered counts, per organisation, people's comments of the quarter and those answered; nil: nothing is known.
	Answered map[social.OrganisationID]Answered
	// BestTime says whether an organisation's post appeared at a time that may be its best; known is false where that cannot
	// be told of it. Ours stands under zero. It lacks those of whom no time is known to be better than another.
	BestTime map[social.OrganisationID]func(panel.Post) (best, known bool)
	// Safe says whether the checks of safeguards found nothing serious in a post of the quarter, by the same checks for
	// everybody; known is false of posts without a text. Nil: nothing has been checked.
	Safe func(panel.Post) (safe, known bool)
}

// Answered counts comments: all that people wrote, and those that the organisation answered.
type Answered struct{ Comments, Answered int }

// Report is the audit of a quarter.
type Report struct {
	Criteria []Criterion
	// Organisations is how many are compared, we included.
	Organisations int
}

// Audit computes the audit of the quarter from the posts of everybody. It never fails: what cannot be told says so. Of
// [Sources] nothing can be told unless the panel has the wordings of the quarter's posts ([panel.Panel.Worded]).
func Audit(p *panel.Panel, o Options) Report {
	quarter := p.Where(panel.Filter{Quarter: o.Quarter})
	a := &audit{o: o, all: p, groups: []group{{0, quarter.Where(panel.Filter{Organisations: mine(o.Ours)})}}}
	for _, id := range o.Others {
		a.groups = append(a.groups, group{id, quarter.Where(panel.Filter{Organisations: []social.OrganisationID{id}})})
	}
	r := Report{Organisations: len(a.groups)}
	r.Criteria = append(r.Criteria,
		a.presence(), a.cadence(), a.steadiness(),
		a.variety(FormVariety, func(p panel.Post) string { return string(p.Form()) }),
		a.variety(Topics, func(p panel.Post) string { return string(p.Topic()) }),
	)
	r.Criteria = append(r.Criteria, a.engagement()...)
	r.Criteria = append(r.Criteria, a.audience(), a.education(), a.sources(), a.times(), a.answers(), a.safeguards())
	return r
}

// mine returns the organisations, and one that does not exist where there are none: an empty list would mean everybody.
func mine(ids []social.OrganisationID) []social.OrganisationID {
	if len(ids) == 0 {
		return []social.OrganisationID{-1}
	}
	return ids
}

// Worst returns the criteria where action is needed most, at most n: those behind, the widest gap to the peers' median
// first, then those level but below it. Of engagement on a platform it is either the platform or one of its content forms,
// see [Criterion.clearest].
func (r Report) Worst(n int) []Criterion {
	var worst []Criterion
	for _, c := range r.Criteria {
		c = c.clearest()
		if c.Verdict == Behind || c.Verdict == Even && c.shortfall() > 0 {
			worst = append(worst, c)
		}
	}
	slices.SortStableFunc(worst, func(a, b Criterion) int {
		if first := a.Verdict == Behind; first != (b.Verdict == Behind) {
			if first {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.shortfall(), a.shortfall())
	})
	return worst[:min(n, len(worst))]
}

// SortByShortfall puts those first whose figures of ours lie farthest below the peers' median, as a part of it.
func SortByShortfall(all []Criterion) {
	slices.SortStableFunc(all, func(a, b Criterion) int { return cmp.Compare(b.shortfall(), a.shortfall()) })
}

// clearest is the criterion itself, or that of its content forms which says more plainly where we are behind: the form
// that is behind by the widest gap, unless the platform as a whole is behind by a wider one.
func (c Criterion) clearest() Criterion {
	clearest := c
	for _, form := range c.Forms {
		if form.Verdict == Behind && (clearest.Verdict != Behind || form.shortfall() > clearest.shortfall()) {
			clearest = form
		}
	}
	return clearest
}

// shortfall is by which part our figure lies below the peers' median; below zero where it lies above.
func (c Criterion) shortfall() float64 {
	median, _, _, ok := c.Median()
	if !ok || c.Ours == nil || median <= 0 {
		return 0
	}
	return 1 - c.Ours.Estimate.Value/median
}

// group is one organisation's posts of the quarter, ours first.
type group struct {
	id    social.OrganisationID
	posts *panel.Panel
}

type audit struct {
	o      Options
	all    *panel.Panel // of all time
	groups []group
}

// whose returns the organisations of a group.
func (a *audit) whose(g group) []social.OrganisationID {
	if g.id == 0 {
		return a.o.Ours
	}
	return []social.OrganisationID{g.id}
}

// judge makes a criterion of the figures of those of whom something is known, ours among them with organisation zero. rank
// fills in the places, and is not called where there is nobody to compare with.
func judge(kind Kind, figures []Figure, rank func()) Criterion {
	c := Criterion{Kind: kind, Verdict: CannotTell}
	ours := slices.IndexFunc(figures, func(f Figure) bool { return f.Organisation == 0 })
	if ours >= 0 && len(figures) > 1 { // the first of one is no place
		rank()
	}
	for i, f := range figures {
		if i != ours {
			c.Peers = append(c.Peers, f)
		}
	}
	slices.SortStableFunc(c.Peers, func(a, b Figure) int { return cmp.Compare(b.Estimate.Value, a.Estimate.Value) })
	if ours < 0 {
		return c
	}
	if c.Ours = &figures[ours]; c.Ours.Rank != (stats.RankSet{}) {
		c.Verdict = verdict(c.Ours.Rank, placed(figures))
	}
	return c
}

// placed counts the figures that have a place.
func placed(figures []Figure) int {
	n := 0
	for _, f := range figures {
		if f.Rank != (stats.RankSet{}) {
			n++
		}
	}
	return n
}

// verdict tells the halves apart: with an odd number the middle belongs to neither.
func verdict(r stats.RankSet, of int) Verdict {
	switch {
	case of < 2:
		return CannotTell
	case r.Worst <= of/2:
		return Ahead
	case r.Best > (of+1)/2:
		return Behind
	}
	return Even
}

// rankCounted fills in the places of figures that are counted: each has exactly one, equal ones share the places between
// them.
func rankCounted(figures []Figure) {
	for i, f := range figures {
		r := stats.RankSet{Rank: 1, Best: 1, Worst: len(figures)}
		for _, other := range figures {
			switch {
			case other.Estimate.Value > f.Estimate.Value:
				r.Rank++
				r.Best++
			case other.Estimate.Value < f.Estimate.Value:
				r.Worst--
			}
		}
		figures[i].Rank = r
	}
}

// rankEstimated fills in the places of figures that are estimated, which hold together with the level. The means and errors
// are theirs on a scale on which errors are symmetric; those without an error have no place. Where that is so of ours, which
// come first, or of all others, nobody has one.
func rankEstimated(figures []Figure, means []stats.LogMean, level float64) {
	var sure []stats.LogMean
	var at []int
	for i, m := range means {
		if m.SE > 0 && !math.IsNaN(m.SE) {
			sure, at = append(sure, m), append(at, i)
		}
	}
	if len(sure) < 2 || at[0] != 0 { // there is no verdict on us, and simulating takes time
		return
	}
	sets, err := stats.RankSets(sure, level, rankSeed)
	if err != nil {
		return // only for input that the criteria do not make
	}
	for i, set := range sets {
		figures[at[i]].Rank = set
	}
}
