package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/quality"
	"auscult/analytics/social"
	"auscult/app/language"
)

// Quality says what the figures of every page rest on: per channel and month how many posts, what they lack, and what a
// person should look at.
type Quality struct {
	Question Question
	Report   quality.Report // its channels: ours first, then by organisation, platform and name
	// Rows, Unchanged and Merged add up all imports: the rows read, those that were there already with the same
	// figures, and those that brought newer ones.
	Rows, Unchanged, Merged int
	Exported                time.Time // when the newest figures were exported; zero without posts
	Nothing                 bool      // the workspace holds no posts at all, whatever was asked for
	Invented                bool      // the sample: every figure in it is made up
	// Names are the channels of the report, each with whose it is.
	Names map[social.ChannelID]ChannelName
}

// ChannelName is a channel and whose it is.
type ChannelName struct {
	social.Channel
	Organisation social.Organisation
}

// Quality examines the data: everybody's, since a competitor's gap distorts a comparison as much as ours, unless the
// question names an organisation; on the platforms asked for. The question's quarter says until when exports should
// reach; forms and topics do not matter.
func (r *Reviewer) Quality(ctx context.Context, q Question) (Quality, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Quality{}, err
	}
	result := Quality{Question: q, Exported: h.LastExport, Nothing: h.Posts() == 0, Invented: h.Settings.Invented, Names: map[social.ChannelID]ChannelName{}}
	in := quality.Input{Posts: h.posts, Ours: map[social.OrganisationID]bool{}, Breaks: heeded(h.breaks)}
	for _, id := range h.Ours() {
		in.Ours[id] = true
	}
	if !q.Quarter.IsZero() {
		in.Through = q.Quarter.End(h.Settings.Zone())
	}
	in.Channels = h.channelsAsked(q)
	for _, c := range in.Channels {
		o, _ := h.Organisation(c.Organisation)
		result.Names[c.ID] = ChannelName{c, o}
	}
	if in.Followers, err = r.workspace.Followers(ctx); err != nil {
		return Quality{}, err
	}
	if in.Twins, err = r.twins(ctx, h); err != nil {
		return Quality{}, err
	}
	imports, err := r.workspace.Imports(ctx)
	if err != nil {
		return Quality{}, err
	}
	for _, im := range imports {
		result.Rows += im.Rows
		result.Unchanged += im.Unchanged
		result.Merged += im.Merged
	}
	result.Report, err = quality.Examine(ctx, in)
	return result, err
}

// channelsAsked returns the channels the question is about, in the order of lists.
func (h *Holdings) channelsAsked(q Question) []social.Channel {
	var asked []social.Channel
	for _, c := range h.Channels {
		whose := q.Everyone || q.Organisation == 0 || c.Organisation == q.Organisation
		if whose && q.takes(c) {
			asked = append(asked, c)
		}
	}
	slices.SortStableFunc(asked, func(a, b social.Channel) int {
		x, _ := h.Organisation(a.Organisation)
		y, _ := h.Organisation(b.Organisation)
		return compareChannels(ChannelName{a, x}, ChannelName{b, y})
	})
	return asked
}

// compareChannels orders channels as lists show them: ours first, then by organisation, platform and name.
func compareChannels(a, b ChannelName) int {
	if a.Organisation.Competitor != b.Organisation.Competitor {
		if b.Organisation.Competitor {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Organisation.Name, b.Organisation.Name), cmp.Compare(a.Platform.Order(), b.Platform.Order()),
		cmp.Compare(a.Name, b.Name))
}

// twins finds posts that may be one post told twice, once. Only the texts of posts that lie close together are read.
func (r *Reviewer) twins(ctx context.Context, h *Holdings) ([][]social.PostID, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if h.twinsKnown {
		return h.twins, nil
	}
	if near := quality.Candidates(h.posts); len(near) > 0 {
		told, err := r.workspace.Texts(ctx, near)
		if err != nil {
			return nil, err
		}
		h.twins = quality.Twins(told)
	}
	h.twinsKnown = true
	return h.twins, nil
}

// Channel returns the channel of a finding or row, with its organisation.
func (q Quality) Channel(id social.ChannelID) ChannelName { return q.Names[id] }

// ToLookAt returns how many findings there are on which a person should act.
func (q Quality) ToLookAt() int {
	n := 0
	for _, f := range q.Report.Findings {
		if f.Kind.Act() {
			n++
		}
	}
	return n
}

// Posts returns how many posts were examined.
func (q Quality) Posts() int {
	n := 0
	for _, c := range q.Report.Channels {
		n += c.Posts
	}
	return n
}

// Of returns the findings of a kind, most important first.
func (q Quality) Of(kind quality.Kind) []quality.Finding {
	var of []quality.Finding
	for _, f := range q.Report.Findings {
		if f.Kind == kind {
			of = append(of, f)
		}
	}
	return of
}

// Headline says in a sentence how good the data are.
func (q Quality) Headline(s *language.Speaker) string {
	switch n := q.ToLookAt(); {
	case q.Posts() == 0:
		return s.T("quality.headline.nothing")
	case n > 0:
		return s.T("quality.headline.act", language.Args{"Count": n})
	}
	return s.T("quality.headline.good")
}

// Detail says what the data are; empty without any.
func (q Quality) Detail(s *language.Speaker) string {
	if q.Posts() == 0 {
		return ""
	}
	return s.T("quality.detail", language.Args{
		"Count": len(q.Report.Channels), "Posts": s.Count(int64(q.Posts())), "Date": s.Date(q.Exported),
	})
}

// RowsSentence says how many rows of all imports were there already.
func (q Quality) RowsSentence(s *language.Speaker) string {
	return s.T("quality.rows", language.Args{
		"Count": q.Rows, "Unchanged": s.Count(int64(q.Unchanged)), "Merged": s.Count(int64(q.Merged)),
	})
}

// Source says what the figures rest on.
func (q Quality) Source(s *language.Speaker) string {
	text := q.RowsSentence(s)
	if q.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// KindTitle names what findings of a kind are about.
func KindTitle(s *language.Speaker, kind quality.Kind) string {
	return s.T("quality.title." + string(kind))
}

// KindCure says what to do about findings of a kind, or what follows from them.
func KindCure(s *language.Speaker, kind quality.Kind) string {
	return s.T("quality.cure."+string(kind), language.Args{"Days": panel.GapDays, "Times": panel.GapTimes})
}

// ChannelTitle names a channel within lists of all: "Hospital Baby on Facebook".
func (q Quality) ChannelTitle(s *language.Speaker, id social.ChannelID) string {
	c := q.Names[id]
	return s.T("import.channel", language.Args{"Channel": c.Name, "Platform": c.Platform.Name()})
}

// FindingSentence says in a sentence what a finding rests on, without the channel's name.
func (q Quality) FindingSentence(s *language.Speaker, f quality.Finding) string {
	args := language.Args{"From": s.Date(f.From), "To": s.Date(f.To), "Count": f.Posts}
	switch f.Kind {
	case quality.Missing, quality.EndsEarly:
		args["Count"] = f.Days
		return s.T("quality.finding."+string(f.Kind), args)
	case quality.Behind, quality.Twice:
		return s.T("quality.finding."+string(f.Kind), args)
	case quality.Crossed:
		return s.T("quality.finding.break", language.Args{
			"Date": s.Date(f.From), "Platform": f.Break.Platform.Name(), "What": f.Break.Says(string(s.Language)),
		})
	}
	return s.T("quality.finding.lacking", language.Args{
		"Count": f.Of, "Posts": s.Count(int64(f.Posts)), "Period": s.Months(f.From, f.To),
	})
}

// CellSentence says in a sentence what a channel's month holds.
func (q Quality) CellSentence(s *language.Speaker, c quality.Channel, i int) string {
	cell, month := c.Cells[i], q.Report.Months[i]
	args := language.Args{
		"Channel": q.ChannelTitle(s, c.ID), "Month": s.Months(month.First(), month.First()), "Count": cell.Posts,
	}
	if cell.State != quality.Filled {
		return s.T("quality.cell."+string(cell.State), args)
	}
	args["Date"], args["Age"] = s.Date(cell.Exported), s.Count(int64(cell.MedianAge/(24*time.Hour)))
	text := s.T("quality.cell.filled", args)
	for _, lack := range []struct {
		what string
		n    int
	}{
		{"no_engagement", cell.NoEngagement},
		{"no_own_rate", cell.NoOwnRate},
		{"no_comparable_rate", cell.NoComparableRate},
		{"young", cell.Young},
	} {
		if lack.n > 0 {
			text += " " + s.T("quality.lack."+lack.what, language.Args{"Count": lack.n})
		}
	}
	return text
}
