package quality

import (
	"cmp"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// sortedRows returns, for each channel, the places of its posts in the panel, oldest first.
func sortedRows(in Input) [][]int {
	at := make(map[social.ChannelID]int, len(in.Channels))
	for i, c := range in.Channels {
		at[c.ID] = i
	}
	rows := make([][]int, len(in.Channels))
	for i := range in.Posts.Len() {
		if channel, ok := at[in.Posts.At(i).Channel()]; ok {
			rows[channel] = append(rows[channel], i)
		}
	}
	older := func(a, b int) int {
		x, y := in.Posts.At(a), in.Posts.At(b)
		return cmp.Or(x.Published().Compare(y.Published()), cmp.Compare(x.ID(), y.ID()))
	}
	for _, of := range rows {
		if !slices.IsSortedFunc(of, older) { // they mostly are: a workspace yields posts by date
			slices.SortFunc(of, older)
		}
	}
	return rows
}

// monthsOf returns all months from the first post to the last post or the month before the newest export, whichever is
// later. The month of an export is not over when it is made, and often not even asked for.
func monthsOf(posts *panel.Panel, rows [][]int) []Month {
	var first, last, exported time.Time
	for _, of := range rows {
		if len(of) == 0 {
			continue
		}
		if oldest := posts.At(of[0]).Published(); first.IsZero() || oldest.Before(first) {
			first = oldest
		}
		if youngest := posts.At(of[len(of)-1]).Published(); youngest.After(last) {
			last = youngest
		}
		for _, row := range of {
			if observed := posts.At(row).Observed(); observed.After(exported) {
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

// examine fills in what the posts at the rows, oldest first, say of the channel.
func (c *Channel) examine(posts *panel.Panel, rows []int, months []Month) {
	c.Posts = len(rows)
	c.Cells = make([]Cell, len(months))
	ages := make([][]time.Duration, len(months))
	days := make([]int, 0, len(rows))
	history := !c.FollowersFirst.IsZero()
	for _, row := range rows {
		p := posts.At(row)
		published, observed := p.Published(), p.Observed()
		if c.First.IsZero() {
			c.First = published
		}
		c.Last = published
		if observed.After(c.Exported) {
			c.Exported = observed
		}
		if day := dayNumber(published); len(days) == 0 || day != days[len(days)-1] {
			days = append(days, day)
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
	c.judgePauses(days)
	c.nameStates(months)
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
		case slices.ContainsFunc(c.Gaps, func(g Gap) bool { return !g.From.After(m.Last()) && !g.To.Before(m.First()) }):
			c.Cells[i].State = InGap
		case m.number() == monthOf(c.Exported).number(): // not over when it was exported
			c.Cells[i].State = Outside
		default:
			c.Cells[i].State = Quiet
		}
	}
}

// crosses reports whether the posts at the rows, oldest first, lie on both sides of a definition break.
func crosses(posts *panel.Panel, rows []int, b social.DefinitionBreak) bool {
	if len(rows) == 0 || posts.At(rows[0]).Platform() != b.Platform {
		return false
	}
	begins := b.Begins(posts.At(rows[0]).Published().Location())
	split, _ := slices.BinarySearchFunc(rows, begins, func(row int, t time.Time) int { return posts.At(row).Published().Compare(t) })
	concerned := func(row int) bool {
		p := posts.At(row)
		return b.Concerns(p.Platform(), p.Form(), p.Metrics())
	}
	return slices.ContainsFunc(rows[:split], concerned) && slices.ContainsFunc(rows[split:], concerned)
}
