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

// monthsOf returns all months from the first post to the newest export.
func monthsOf(posts *panel.Panel, rows [][]int) []Month {
	var first, last time.Time
	for _, of := range rows {
		for _, row := range of {
			p := posts.At(row)
			published, known := p.Published(), p.Observed()
			if first.IsZero() || published.Before(first) {
				first = published
			}
			if published.After(known) { // dated after its export: a post that is planned, or a wrong clock
				known = published
			}
			if known.After(last) {
				last = known
			}
		}
	}
	if first.IsZero() {
		return nil
	}
	var months []Month
	for n := monthOf(first).number(); n <= monthOf(last).number(); n++ {
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
