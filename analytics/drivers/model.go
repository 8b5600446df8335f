package drivers

import (
	"cmp"
	"slices"

	"auscult/analytics/engagement"
	"auscult/analytics/mixed"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// levels are the levels of a factor, in the order of their columns.
func (f Factor) levels() []string {
	switch f {
	case Length:
		return []string{Short, Medium, Long}
	case Hashtags:
		return []string{None, Some, ManyTag}
	case Topic:
		all := make([]string, len(topics))
		for i, t := range topics {
			all[i] = string(t)
		}
		return all
	}
	return []string{Yes, No}
}

var topics = social.Topics()

// level is the place of a post's level; −1 where it is not known.
func (f Factor) level(p panel.Post) int {
	w := p.Wording()
	switch f {
	case Promotional:
		return answer(p.Promotional())
	case Topic:
		return slices.Index(topics, p.Topic())
	}
	if !w.Known {
		return -1
	}
	switch f {
	case Length:
		return int(w.Length)
	case Hashtags:
		switch {
		case w.Hashtags == 0:
			return 0
		case w.Hashtags <= 3:
			return 1
		}
		return 2
	case Question:
		return answer(social.AnswerOf(w.Question))
	case Link:
		return answer(social.AnswerOf(w.Link))
	case Emoji:
		return answer(social.AnswerOf(w.Emoji))
	}
	return answer(social.AnswerOf(w.Expert))
}

func answer(a social.Answer) int {
	switch a {
	case social.Yes:
		return 0
	case social.No:
		return 1
	}
	return -1
}

// asked are the factors that have columns of their own: all but the form, which the model has anyway. The topic comes
// last, as a term of its own.
func asked() []Factor {
	return slices.DeleteFunc(Factors(), func(f Factor) bool { return f == Form })
}

// columns sorts posts by the levels of every factor. Columns are numbered factor by factor.
type columns struct {
	posts *engagement.Adjusted
	first map[Factor]int
	ids   [][]social.PostID // of each column
	lack  int               // columns for what is not known: how the text is written, whether it sells, what it is about
	asked []asking
}

// asking is a factor with its first column and the level of each post, −1 where it is not known.
type asking struct {
	first  int
	levels []int8
}

func newColumns(posts *engagement.Adjusted) *columns {
	c := &columns{posts: posts, first: map[Factor]int{}}
	for _, f := range asked() {
		c.first[f] = len(c.ids)
		c.ids = append(c.ids, make([][]social.PostID, len(f.levels()))...)
		levels := make([]int8, len(posts.Posts))
		for i, post := range posts.Posts {
			level := f.level(post)
			if levels[i] = int8(level); level >= 0 {
				c.ids[c.first[f]+level] = append(c.ids[c.first[f]+level], post.ID())
			}
		}
		c.asked = append(c.asked, asking{c.first[f], levels})
	}
	c.lack = len(c.ids)
	return c
}

func (c *columns) terms() []mixed.Term {
	return []mixed.Term{
		// All that is about how a post is written, and whether it sells, has one variance: alone, two levels tell none.
		engagement.Asked("wording", c.first[Topic], wordingPrior),
		engagement.Asked("topic", len(topics), topicPrior),
		engagement.Asked("not known", 3, topicPrior),
	}
}

func (c *columns) entries(i int) []mixed.Entry {
	row := make([]mixed.Entry, 0, 16)
	for _, f := range c.asked {
		if level := f.levels[i]; level >= 0 {
			row = append(row, mixed.Entry{Column: f.first + int(level), Value: 1})
		}
	}
	post := c.posts.Posts[i]
	for at, known := range [...]bool{post.Wording().Known, post.Promotional() != social.Unsaid, post.Topic() != ""} {
		if !known {
			row = append(row, mixed.Entry{Column: c.lack + at, Value: 1})
		}
	}
	return row
}

// fill works out the effects.
func (c *columns) fill(f *Findings, m *engagement.Model) {
	var p []float64
	var tested []int
	for _, factor := range Factors() {
		levels, ids, of := c.levelsOf(factor, m)
		at := len(f.Effects)
		var compared [][]mixed.Entry
		var place []int
		for i, level := range levels {
			e := Effect{Factor: factor, Level: level, Posts: len(ids[i]), IDs: ids[i]}
			if e.Posts == 0 || level == No {
				continue
			}
			if others, rest := others(ids, of, i); e.Posts >= Enough && others >= Enough {
				contrast := m.Compare(append(rest, of[i]...))
				times, cautious := contrast.Times(), contrast.Cautious()
				times.N, cautious.N = e.Posts, e.Posts
				e.Times, e.Cautious = &times, &cautious
				p, tested = append(p, contrast.P()), append(tested, len(f.Effects))
				compared, place = append(compared, of[i]), append(place, len(f.Effects))
			}
			f.Effects = append(f.Effects, e)
		}
		if len(f.Effects) > at {
			for _, i := range m.TopGroup(compared) {
				f.Effects[place[i]].TopGroup = true
			}
		}
	}
	adjusted, err := stats.BenjaminiHochberg(p)
	for i, at := range tested {
		// The interval must agree: what may as well be nothing is no difference to show.
		f.Effects[at].Flagged = err == nil && adjusted[i] <= FalseFlags && f.Effects[at].Sure() > 0
	}
}

// levelsOf are the levels of a factor, the posts of each, and what each makes of a post.
func (c *columns) levelsOf(f Factor, m *engagement.Model) (levels []string, ids [][]social.PostID, of [][]mixed.Entry) {
	if f != Form {
		levels = f.levels()
		for i := range levels {
			ids, of = append(ids, c.ids[c.first[f]+i]), append(of, []mixed.Entry{{Column: c.first[f] + i, Value: 1}})
		}
		return levels, ids, of
	}
	for _, form := range c.posts.Forms() {
		if form == "" {
			continue
		}
		var with []social.PostID
		for _, post := range c.posts.Posts {
			if post.Form() == form {
				with = append(with, post.ID())
			}
		}
		levels, ids, of = append(levels, string(form)), append(ids, with), append(of, m.Form(form))
	}
	return levels, ids, of
}

// others takes off the average of a factor's other levels, by their posts, and counts these.
func others(ids [][]social.PostID, of [][]mixed.Entry, level int) (posts int, rest []mixed.Entry) {
	for i := range ids {
		if i != level {
			posts += len(ids[i])
		}
	}
	for i := range ids {
		if i != level && posts > 0 {
			for _, e := range of[i] {
				rest = append(rest, mixed.Entry{Column: e.Column, Value: -e.Value * float64(len(ids[i])) / float64(posts)})
			}
		}
	}
	return posts, rest
}

func sortBySureness(list []Effect) {
	slices.SortStableFunc(list, func(a, b Effect) int { return cmp.Compare(b.Sure(), a.Sure()) })
}
