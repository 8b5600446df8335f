package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"auscult/analytics/formula"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/app/language"
)

// Formulas shows the rate of each channel, ours and the competitors', by the formulas that other tools publish, side by
// side: so that our figures can be reconciled with those that people know.
type Formulas struct {
	Question  Question // as answered: with a quarter
	Platforms []FormulasOn
	Posts     int // of all channels shown
	Exported  time.Time
	Invented  bool
}

// FormulasOn is one platform's part.
type FormulasOn struct {
	Platform social.Platform
	Formulas []formula.Formula
	Channels []ChannelFormulas // ours first
}

// ChannelFormulas are the figures of a channel, or of an organisation's channels on the platform together.
type ChannelFormulas struct {
	Organisation social.Organisation
	Channel      social.Channel // without number and name: all of the organisation's together
	Only         bool           // the organisation's only one on the platform
	Posts        int
	Figures      []formula.Figure // as FormulasOn.Formulas
}

// Formulas computes them. Without a quarter they are about the latest that the exports cover, as on the page Position:
// a formula needs a first and a last day. Channels without posts of the quarter are not shown.
func (r *Reviewer) Formulas(ctx context.Context, q Question) (Formulas, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Formulas{}, err
	}
	if q.Quarter.IsZero() {
		q.Quarter = h.LastQuarter()
	}
	f := Formulas{Question: q, Exported: h.LastExport, Invented: h.Settings.Invented}
	if q.Quarter.IsZero() {
		return f, ctx.Err() // there are no posts
	}
	comments, err := r.workspace.Comments(ctx)
	if err != nil {
		return Formulas{}, err
	}
	c := formulaCut{
		h: h, quarter: q.Quarter, answers: waits(comments, q.Quarter, h), followers: h.audience(),
		posts: h.posts.Where(panel.Filter{Quarter: q.Quarter, Platforms: q.Platforms, Forms: q.Forms, Topics: q.Topics, Channels: h.marked(q)}),
		of:    h.channelsOf(q),
	}
	for _, p := range c.posts.Platforms() {
		if formulas := formula.On(p); formulas != nil {
			on := FormulasOn{Platform: p, Formulas: formulas, Channels: c.channels(p, formulas)}
			on.dropUnknown()
			for _, channel := range on.Channels {
				if channel.Channel.ID != 0 {
					f.Posts += channel.Posts
				}
			}
			f.Platforms = append(f.Platforms, on)
		}
	}
	return f, ctx.Err()
}

// dropUnknown drops formulas that are no rates, such as a response time, where nobody has a figure by them.
func (on *FormulasOn) dropUnknown() {
	for i := len(on.Formulas) - 1; i >= 0; i-- {
		known := func(c ChannelFormulas) bool { return c.Figures[i].Why == formula.Known }
		if on.Formulas[i].Counts != nil || slices.ContainsFunc(on.Channels, known) {
			continue
		}
		on.Formulas = slices.Delete(on.Formulas, i, i+1)
		for c := range on.Channels {
			on.Channels[c].Figures = slices.Delete(on.Channels[c].Figures, i, i+1)
		}
	}
}

// formulaCut is what the figures of one quarter are made from.
type formulaCut struct {
	h         *Holdings
	of        []social.Channel // the channels looked at
	quarter   social.Quarter
	posts     *panel.Panel
	followers social.FollowerHistory
	answers   map[social.ChannelID][]time.Duration
}

// channels returns the channels with posts on the platform: ours first, then by organisation and name; after an
// organisation's several channels all of them together.
func (c formulaCut) channels(p social.Platform, formulas []formula.Formula) []ChannelFormulas {
	byOrganisation := map[social.OrganisationID][]social.Channel{}
	for _, channel := range c.of {
		if channel.Platform == p {
			byOrganisation[channel.Organisation] = append(byOrganisation[channel.Organisation], channel)
		}
	}
	var all []ChannelFormulas
	for _, o := range c.h.Organisations {
		var of []ChannelFormulas
		for _, channel := range byOrganisation[o.ID] {
			if figures := c.figures(o, channel, []social.ChannelID{channel.ID}, formulas); figures.Posts > 0 {
				of = append(of, figures)
			}
		}
		slices.SortFunc(of, func(a, b ChannelFormulas) int {
			return cmp.Or(cmp.Compare(a.Channel.Name, b.Channel.Name), cmp.Compare(a.Channel.ID, b.Channel.ID))
		})
		if len(of) == 1 {
			of[0].Only = true
		} else if len(of) > 1 {
			var ids []social.ChannelID
			for _, one := range of {
				ids = append(ids, one.Channel.ID)
			}
			of = append(of, c.figures(o, social.Channel{Organisation: o.ID, Platform: p}, ids, formulas))
		}
		all = append(all, of...)
	}
	slices.SortStableFunc(all, func(a, b ChannelFormulas) int {
		if a.Organisation.Competitor != b.Organisation.Competitor {
			if b.Organisation.Competitor {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Organisation.Name, b.Organisation.Name), cmp.Compare(a.Organisation.ID, b.Organisation.ID))
	})
	return all
}

func (c formulaCut) figures(o social.Organisation, channel social.Channel, ids []social.ChannelID, formulas []formula.Formula) ChannelFormulas {
	posts := c.posts.Where(panel.Filter{Channels: ids})
	zone := c.h.Settings.Zone()
	d := formula.Data{
		Platform: channel.Platform, Channel: channel.ID, Posts: posts, Followers: c.followers,
		From: c.quarter.Start(zone), Until: c.quarter.End(zone),
	}
	// Days after the channel's newest export are not known, rather than without posts.
	var exported time.Time
	for i := range posts.Len() {
		if seen := posts.At(i).Observed(); seen.After(exported) {
			exported = seen
		}
	}
	if after := time.Date(exported.Year(), exported.Month(), exported.Day()+1, 0, 0, 0, 0, zone); after.Before(d.Until) {
		d.Until = after
	}
	for _, id := range ids {
		d.Answers = append(d.Answers, c.answers[id]...)
	}
	of := ChannelFormulas{Organisation: o, Channel: channel, Posts: posts.Len()}
	for _, f := range formulas {
		of.Figures = append(of.Figures, f.Of(d))
	}
	return of
}

// commentName names a comment within a workspace.
type commentName struct {
	channel social.ChannelID
	id      string
}

// firstAnswers returns when the channel first answered each comment that it answered; whether the hour is known, too.
func firstAnswers(comments []social.Comment) map[commentName]social.Comment {
	first := map[commentName]social.Comment{}
	for _, c := range comments {
		if c.Ours != social.Yes || c.InReplyTo == "" {
			continue
		}
		name := commentName{c.Channel, c.InReplyTo}
		if before, known := first[name]; !known || c.WrittenAt.Before(before.WrittenAt) {
			first[name] = c
		}
	}
	return first
}

// needsAnswer reports whether a comment of the quarter is one that people wrote to the channel. Nobody has to answer a
// mention elsewhere.
func (h *Holdings) needsAnswer(c social.Comment, q social.Quarter) bool {
	return !c.Mention && c.Ours != social.Yes && c.NativeID != "" && social.QuarterOf(c.WrittenAt.In(h.Settings.Zone()), h.Settings.YearStart) == q
}

// waits returns, per channel, how long the answered comments of the quarter waited for their first answer, as far as both
// hours are known.
func waits(comments []social.Comment, q social.Quarter, h *Holdings) map[social.ChannelID][]time.Duration {
	first := firstAnswers(comments)
	all := map[social.ChannelID][]time.Duration{}
	for _, c := range comments {
		if !h.needsAnswer(c, q) || c.DayOnly {
			continue
		}
		answer, answered := first[commentName{c.Channel, c.NativeID}]
		if wait := answer.WrittenAt.Sub(c.WrittenAt); answered && !answer.DayOnly && wait >= 0 {
			all[c.Channel] = append(all[c.Channel], wait)
		}
	}
	return all
}

// Headline says what is shown and why the figures differ.
func (f Formulas) Headline(s *language.Speaker) string {
	if len(f.Platforms) == 0 {
		return s.T("formulas.none", language.Args{"Quarter": s.Quarter(f.Question.Quarter)})
	}
	return s.T("formulas.headline")
}

// Subtitle says for which time and what is left out.
func (f Formulas) Subtitle(s *language.Speaker) string {
	return s.T("formulas.subtitle", language.Args{"Quarter": s.Quarter(f.Question.Quarter) + f.Question.cut(s)})
}

// Source says what the figures rest on.
func (f Formulas) Source(s *language.Speaker) string {
	text := s.T("trends.source", language.Args{"Count": f.Posts, "Date": s.Date(f.Exported)})
	if f.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// Name names a channel: by its organisation where that has no other, ours by the channel's own name.
func (c ChannelFormulas) Name(s *language.Speaker) string {
	switch {
	case c.Channel.ID == 0 && !c.Organisation.Competitor:
		return s.T("formulas.ours")
	case c.Channel.ID == 0:
		return s.T("formulas.together", language.Args{"Organisation": c.Organisation.Name})
	case c.Only:
		return c.Organisation.Name
	case c.Organisation.Competitor:
		return s.T("formulas.channel", language.Args{"Organisation": c.Organisation.Name, "Channel": c.Channel.Name})
	}
	return c.Channel.Name
}

// FormulaName names a formula.
func FormulaName(s *language.Speaker, f formula.Formula) string { return s.T("formulas.name." + f.ID) }

// Definition says what a formula counts on a platform, divides by and how it averages.
func Definition(s *language.Speaker, f formula.Formula, p social.Platform) string {
	average := s.T("formulas.average." + string(f.Average))
	if f.Counts == nil {
		return average
	}
	return s.T("formulas.definition", language.Args{
		"Counts": metricNames(s, f.Counts[p]), "Over": s.T("formulas.over." + string(f.Over)), "Average": average,
	})
}

// metricNames writes metrics as a sum: "reactions + comments".
func metricNames(s *language.Speaker, metrics []social.Metric) string {
	text := ""
	for i, m := range metrics {
		if i > 0 {
			text += " + "
		}
		text += s.T("metric." + m.String())
	}
	return text
}

// FormulaValue writes a figure, a dash where there is none.
func FormulaValue(s *language.Speaker, f formula.Formula, v formula.Figure) string {
	switch {
	case v.Why != formula.Known:
		return "–"
	case f.Average == formula.PerWeek:
		return s.Change(v.Value)
	case f.Unit == formula.Hours:
		return s.T("formulas.hours", language.Args{"Hours": s.Figure(v.Value)})
	}
	return s.Percent(v.Value)
}

// Basis says how many posts, days or answers a figure rests on, or why there is none.
func Basis(s *language.Speaker, f formula.Formula, v formula.Figure) string {
	switch {
	case v.Why == formula.Lacks:
		return s.T("formulas.why.lacks", language.Args{"Metric": s.T("metric." + v.Lacks.String())})
	case v.Why != formula.Known:
		return s.T("formulas.why." + string(v.Why))
	case f.Average == formula.OverDays, f.Average == formula.PerWeek:
		return s.T("formulas.basis.days", language.Args{"Count": v.N})
	case f.Average == formula.Middle:
		return s.T("formulas.basis.answers", language.Args{"Count": v.N})
	case v.LeftOut > 0:
		return s.T("formulas.basis.some", language.Args{"Count": v.N, "All": s.Count(int64(v.N + v.LeftOut))})
	}
	return s.T("formulas.basis.posts", language.Args{"Count": v.N})
}
