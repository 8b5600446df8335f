package position

import (
	"math"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// share counts what a share is of.
type share struct {
	yes, all int
	ids      []social.PostID
}

// judgeShares compares shares, ours first. Competitors of whom too few are known are left out; with too few of our own
// there is a figure, but no place.
func (a *audit) judgeShares(kind Kind, of []share) Criterion {
	var figures []Figure
	var means []stats.LogMean
	for i, s := range of {
		e, err := stats.Wilson(s.yes, s.all, Level)
		if err != nil || s.all < Enough && i > 0 { // nothing has no share
			continue
		}
		m := shareOf(s.yes, s.all)
		if s.all < Enough {
			m.SE = math.NaN()
		}
		figures, means = append(figures, Figure{Organisation: a.groups[i].id, Estimate: e, Posts: s.all}), append(means, m)
	}
	c := judge(kind, figures, func() { rankEstimated(figures, means, Level) })
	c.IDs = of[0].ids
	return c
}

// postShares counts those of the quarter's posts of which something is so, of those of which it is known.
func (a *audit) postShares(asked func(whose social.OrganisationID, p panel.Post) (yes, known bool)) []share {
	of := make([]share, len(a.groups))
	for i, g := range a.groups {
		for at := range g.posts.Len() {
			post := g.posts.At(at)
			yes, known := asked(g.id, post)
			if !known {
				continue
			}
			of[i].all++
			if yes {
				of[i].yes++
			}
			if i == 0 {
				of[i].ids = append(of[i].ids, post.ID())
			}
		}
	}
	return of
}

// shareOf is a share in the shape that ranks are made from. One more yes and one more no are counted than there are: so
// none of forty, which is how sources are often cited, has a standard error, and differences keep their level (Agresti and
// Caffo 2000, The American Statistician 54, 280–288).
func shareOf(yes, all int) stats.LogMean {
	n := float64(all + 2)
	p := float64(yes+1) / n
	return stats.LogMean{Mean: p, SE: math.Sqrt(p * (1 - p) / n), DF: float64(all - 1), N: all, Clusters: all}
}

// education is the share of posts that do not try to sell something, among those of which it is known.
func (a *audit) education() Criterion {
	return a.judgeShares(Education, a.postShares(func(_ social.OrganisationID, p panel.Post) (yes, known bool) {
		return p.Promotional() == social.No, p.Promotional() != social.Unsaid
	}))
}

// sources is the share of posts on health topics whose text names a source, among those with a text.
func (a *audit) sources() Criterion {
	return a.judgeShares(Sources, a.postShares(func(_ social.OrganisationID, p panel.Post) (yes, known bool) {
		return p.Wording().Source, p.Topic().Health() && p.Wording().Known
	}))
}

// times is the share of posts at times that may be their organisation's best, among those of which it is known. There is
// none without ours.
func (a *audit) times() Criterion {
	if a.o.BestTime[0] == nil {
		return Criterion{Kind: Times, Verdict: CannotTell}
	}
	return a.judgeShares(Times, a.postShares(func(whose social.OrganisationID, p panel.Post) (yes, known bool) {
		if of := a.o.BestTime[whose]; of != nil {
			return of(p)
		}
		return false, false
	}))
}

// answers is the share of people's comments that were answered.
func (a *audit) answers() Criterion {
	of := make([]share, len(a.groups))
	for i, g := range a.groups {
		for _, id := range a.whose(g) {
			of[i].all += a.o.Answered[id].Comments
			of[i].yes += a.o.Answered[id].Answered
		}
	}
	return a.judgeShares(Answers, of)
}

// safeguards is the share of posts in which the checks found nothing serious, among those with a text. There is none while
// nothing has been checked.
func (a *audit) safeguards() Criterion {
	if a.o.Safe == nil {
		return Criterion{Kind: Safeguards, Verdict: CannotTell}
	}
	c := a.judgeShares(Safeguards, a.postShares(func(_ social.OrganisationID, p panel.Post) (yes, known bool) { return a.o.Safe(p) }))
	var unsafe []social.PostID
	ours := a.groups[0].posts
	for i := range ours.Len() {
		if safe, known := a.o.Safe(ours.At(i)); known && !safe {
			unsafe = append(unsafe, ours.At(i).ID())
		}
	}
	if len(unsafe) > 0 {
		c.IDs = unsafe
	}
	return c
}
