package quality

import (
	"cmp"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Kind says what a finding is about. Its value is the word used in JSON and in texts.
type Kind string

// The kinds of findings, most important first.
const (
	Missing          Kind = "gap"                // a gap: posts come before and after
	EndsEarly        Kind = "ends_early"         // an open gap: the newest export holds no posts of its last weeks
	Behind           Kind = "behind"             // the newest export is older than the quarter's end, or than the others
	Twice            Kind = "twins"              // posts that may be one post told twice
	NoEngagement     Kind = "no_engagement"      // reactions or comments are missing
	NoOwnRate        Kind = "no_own_rate"        // reach, impressions and views are missing
	NoComparableRate Kind = "no_comparable_rate" // followers, or views, are missing
	Young            Kind = "young"              // exported within a week of publication
	NoForm           Kind = "no_form"            // content form not known
	NoTopic          Kind = "no_topic"           // topic not known
	Crossed          Kind = "break"              // posts on both sides of a definition break
)

// Kinds returns all kinds, most important first.
func Kinds() []Kind {
	return []Kind{Missing, EndsEarly, Behind, Twice, NoEngagement, NoOwnRate, NoComparableRate, Young, NoForm, NoTopic, Crossed}
}

// Act reports whether a person should do something about it. The others are good to know.
func (k Kind) Act() bool {
	switch k {
	case Missing, EndsEarly, Behind, Twice, NoEngagement, NoOwnRate, NoComparableRate:
		return true
	}
	return false
}

// Finding is something a person should know about the data.
type Finding struct {
	Kind    Kind
	Channel social.ChannelID // zero for [Crossed]
	// From and To are the days it is about, as midnight in UTC. For [Behind]: the day of the newest export, and the day
	// until which it should reach.
	From, To time.Time
	// Posts of Of posts are affected; both are 0 where posts are missing.
	Posts, Of int
	Days      int // of a gap
	// IDs are the posts affected, of twins all of each group, together.
	IDs      []social.PostID
	Break    *social.DefinitionBreak // for [Crossed]
	Crossing []social.ChannelID      // for [Crossed]: the channels that cross it
}

// What is missing is worth a finding from a notable share of a month's posts on: one in ten, and one in three for topics,
// since the words of many a post do not tell one; and from [NotableLeast] posts of a channel on.
const (
	Notable      = 0.1
	NotableTopic = 1.0 / 3
	NotableLeast = 3
)

// BehindDays is how much older than the newest export of all a channel's newest export may be, where no quarter's end
// decides: one that is made once a month is not behind.
const BehindDays = panel.GapDays

// findings puts together what is to be said, most important first.
func findings(in Input, r Report, crossings [][]social.ChannelID) []Finding {
	var all []Finding
	place := map[social.ChannelID]int{}
	owner := map[social.PostID]social.ChannelID{}
	due := dueDay(in.Through, r.Channels)
	for i := range r.Channels {
		c := &r.Channels[i]
		place[c.ID] = i
		all = append(all, c.gapFindings()...)
		if exported := dayOf(c.Exported); c.Posts > 0 && exported.Before(due) {
			all = append(all, Finding{Kind: Behind, Channel: c.ID, From: exported, To: due})
		}
		for _, l := range allLacks {
			if c.Platform == social.Blog && (l.kind == NoComparableRate || l.kind == NoEngagement) {
				continue // nobody counts a blog's followers, nor its feed comments; its months say so nevertheless
			}
			if f, ok := c.lacking(r.Months, l); ok {
				all = append(all, f)
			}
		}
		if len(in.Twins) > 0 {
			for _, cell := range c.Cells {
				for _, id := range cell.IDs {
					owner[id] = c.ID
				}
			}
		}
	}
	all = append(all, twinFindings(in.Twins, owner, r.Channels)...)
	for i := range slices.Backward(in.Breaks) { // the newest first
		if len(crossings[i]) > 0 {
			on := in.Breaks[i].On
			all = append(all, Finding{Kind: Crossed, From: on, To: on, Break: &in.Breaks[i], Crossing: crossings[i]})
		}
	}
	kinds := Kinds()
	slices.SortStableFunc(all, func(a, b Finding) int {
		if c := cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)); c != 0 || a.Kind == Crossed {
			return c
		}
		x, y := place[a.Channel], place[b.Channel]
		if ours := r.Channels[x].Ours; ours != r.Channels[y].Ours {
			if ours {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(b.Posts, a.Posts), cmp.Compare(x, y), a.From.Compare(b.From))
	})
	return all
}

// dayOf is t's day in its own time zone, as midnight in UTC.
func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// dueDay is the day until which every channel should reach: the last day of the quarter when some export
// covers it, else a month before the newest export of all.
func dueDay(through time.Time, channels []Channel) time.Time {
	var newest time.Time
	for _, c := range channels {
		if c.Exported.After(newest) {
			newest = c.Exported
		}
	}
	switch {
	case newest.IsZero():
		return time.Time{}
	case !through.IsZero() && !newest.Before(through):
		return dayOf(through).AddDate(0, 0, -1)
	}
	return dayOf(newest).AddDate(0, 0, -BehindDays)
}

func (c *Channel) gapFindings() []Finding {
	var all []Finding
	for _, g := range c.Gaps {
		kind := Missing
		if g.Open {
			kind = EndsEarly
		}
		all = append(all, Finding{Kind: kind, Channel: c.ID, From: g.From, To: g.To, Days: g.Days})
	}
	return all
}

// lacking adds up the months in which a notable share of the posts lacks something; ok is false when there is none.
func (c *Channel) lacking(months []Month, l lack) (f Finding, ok bool) {
	f = Finding{Kind: l.kind, Channel: c.ID}
	for i, cell := range c.Cells {
		n := *l.count(&cell)
		if n == 0 || float64(n) < l.notable*float64(cell.Posts) {
			continue
		}
		if f.Of == 0 {
			f.From = months[i].First()
		}
		f.To = months[i].Last()
		f.Posts += n
		f.Of += cell.Posts
		for j, what := range cell.lacks {
			if what&l.part != 0 {
				f.IDs = append(f.IDs, cell.IDs[j])
			}
		}
	}
	return f, f.Posts >= NotableLeast
}

// twinFindings puts the twins of each channel into one finding. Posts counts those that are too many.
func twinFindings(twins [][]social.PostID, owner map[social.PostID]social.ChannelID, channels []Channel) []Finding {
	of := map[social.ChannelID]*Finding{}
	for _, group := range twins {
		channel, known := owner[group[0]]
		if !known {
			continue
		}
		f := of[channel]
		if f == nil {
			f = &Finding{Kind: Twice, Channel: channel}
			of[channel] = f
		}
		f.IDs = append(f.IDs, group...)
		f.Posts += len(group) - 1
	}
	var all []Finding
	for _, c := range channels {
		if f := of[c.ID]; f != nil {
			f.Of, f.From, f.To = c.Posts, dayOf(c.First), dayOf(c.Last)
			all = append(all, *f)
		}
	}
	return all
}
