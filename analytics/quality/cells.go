package quality

import (
	"cmp"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// byDate returns the posts of a panel, oldest first; a nil panel holds none.
func byDate(p *panel.Panel) []panel.Post {
	if p == nil {
		return nil
	}
	posts := make([]panel.Post, p.Len())
	for i := range posts {
		posts[i] = p.At(i)
	}
	older := func(a, b panel.Post) int {
		return cmp.Or(a.Published().Compare(b.Published()), cmp.Compare(a.ID(), b.ID()))
	}
	if !slices.IsSortedFunc(posts, older) { // they mostly are: a workspace yields posts by date
		slices.SortFunc(posts, older)
	}
	return posts
}

// monthsOf returns all months from the first post to the last post or the month before the newest export, whichever is
// later. The month of an export is not over when it is made, and often not even asked for.
func monthsOf(posts [][]panel.Post) []Month {
	var first, last, exported time.Time
	for _, of := range posts {
		if len(of) == 0 {
			continue
		}
		if oldest := of[0].Published(); first.IsZero() || oldest.Before(first) {
			first = oldest
		}
		if youngest := of[len(of)-1].Published(); youngest.After(last) {
			last = youngest
		}
		for _, p := range of {
			if observed := p.Observed(); observed.After(exported) {
				exported = observed
			}
		}
	}
	if first.IsZero() {
		return nil
	}
	var months []Month
	for n := monthOf(first).number(); n <= max(monthOf(last).number(), monthOf(exported).number()-1); n++ {
		months = append(months, monthNumbered(n))
	}
	return months
}

// examine fills in what the channel's posts, oldest first, say of it.
func (c *Channel) examine(posts []panel.Post, months []Month) {
	c.Posts = len(posts)
	c.Cells = make([]Cell, len(months))
	ages := make([][]time.Duration, len(months))
	history := !c.FollowersFirst.IsZero()
	for _, p := range posts {
		published, observed := p.Published(), p.Observed()
		if c.First.IsZero() {
			c.First = published
		}
		c.Last = published
		if observed.After(c.Exported) {
			c.Exported = observed
		}
		if !history && p.Metrics().Has(social.FollowersAtPost) {
			if c.FollowersFirst.IsZero() {
				c.FollowersFirst = published
			}
			c.FollowersLast = published
		}
		i := monthOf(published).number() - months[0].number()
		c.Cells[i].add(p, c.Ours, observed)
		ages[i] = append(ages[i], p.Age())
	}
	for i, of := range ages {
		if len(of) > 0 {
			slices.Sort(of)
			c.Cells[i].MedianAge = of[(len(of)-1)/2]
		}
	}
}

// add counts a post.
func (c *Cell) add(p panel.Post, ours bool, observed time.Time) {
	c.State = Filled
	c.Posts++
	c.IDs = append(c.IDs, p.ID())
	if observed.After(c.Exported) {
		c.Exported = observed
	}
	what := lacksOf(p, ours)
	c.lacks = append(c.lacks, what)
	for _, l := range allLacks {
		if what&l.part != 0 {
			*l.count(c)++
		}
	}
}

// nameStates says what the months without posts are.
func (c *Channel) nameStates(months []Month) {
	for i := range c.Cells {
		if c.Cells[i].Posts > 0 {
			continue
		}
		m := months[i]
		switch {
		case c.Posts == 0, m.number() < monthOf(c.First).number(), m.number() > monthOf(c.Exported).number():
			c.Cells[i].State = Outside
		case slices.ContainsFunc(c.Gaps, func(g panel.Gap) bool { return !g.From.After(m.Last()) && !g.To.Before(m.First()) }):
			c.Cells[i].State = InGap
		case m.number() == monthOf(c.Exported).number(): // not over when it was exported
			c.Cells[i].State = Outside
		default:
			c.Cells[i].State = Quiet
		}
	}
}

// crosses reports whether posts, oldest first, lie on both sides of a definition break.
func crosses(posts []panel.Post, b social.DefinitionBreak) bool {
	if len(posts) == 0 || posts[0].Platform() != b.Platform {
		return false
	}
	begins := b.Begins(posts[0].Published().Location())
	split, _ := slices.BinarySearchFunc(posts, begins, func(p panel.Post, t time.Time) int { return p.Published().Compare(t) })
	concerned := func(p panel.Post) bool { return b.Concerns(p.Platform(), p.Form(), p.Metrics()) }
	return slices.ContainsFunc(posts[:split], concerned) && slices.ContainsFunc(posts[split:], concerned)
}
