package review

import (
	"context"
	"slices"
	"strings"

	"auscult/analytics/drivers"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/app/language"
)

// Drivers says what posts that earn more have in common.
type Drivers struct {
	Question Question // as answered; its quarter is the last of the year looked at
	about
	Findings drivers.Findings
}

// Drivers computes what topics, wordings and forms make of the posts of the year that ends with the question's quarter.
// The first time, it reads the texts of all posts of the organisation.
func (r *Reviewer) Drivers(ctx context.Context, q Question) (Drivers, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Drivers{}, err
	}
	posts, err := h.ofYear(func(whose []social.OrganisationID) (*panel.Panel, error) { return r.worded(ctx, h, whose) }, &q)
	if err != nil {
		return Drivers{}, err
	}
	d := Drivers{Question: q, about: h.about(q, posts)}
	if d.Findings, err = drivers.Find(ctx, posts, q.Measure); err != nil {
		return Drivers{}, err
	}
	d.basis.used, d.basis.boosted, d.basis.young, d.basis.lacked = d.Findings.Used, d.Findings.Boosted, d.Findings.Young, d.Findings.NoFigure
	return d, ctx.Err()
}

// Method says how the card's figures were computed.
func (d Drivers) Method(s *language.Speaker) Method {
	return d.method(s, d.Question, d.Findings.Over, s.T("method.drivers.effects"), s.T("method.drivers.text"), s.T("method.drivers.clear"))
}

// DriverGroup is what is shown together: how posts are written, what they are about, which form they have.
type DriverGroup string

// The groups.
const (
	WordingGroup DriverGroup = "wording"
	TopicGroup   DriverGroup = "topic"
	FormGroup    DriverGroup = "form"
)

// DriverGroups returns the groups in the order in which a choice shows them.
func DriverGroups() []DriverGroup { return []DriverGroup{WordingGroup, TopicGroup, FormGroup} }

// groupOf is the group of a factor.
func groupOf(f drivers.Factor) DriverGroup {
	switch f {
	case drivers.Topic:
		return TopicGroup
	case drivers.Form:
		return FormGroup
	}
	return WordingGroup
}

// In returns the effects of a group: those that can be compared by size, largest first, then the others.
func (d Drivers) In(g DriverGroup) []drivers.Effect {
	var all, few []drivers.Effect
	for _, e := range d.Findings.Effects {
		switch {
		case groupOf(e.Factor) != g:
		case e.Times == nil:
			few = append(few, e)
		default:
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b drivers.Effect) int {
		switch {
		case a.Times.Value > b.Times.Value:
			return -1
		case a.Times.Value < b.Times.Value:
			return 1
		}
		return 0
	})
	return append(all, few...)
}

// Enough reports whether anything can be compared.
func (d Drivers) Enough() bool {
	return slices.ContainsFunc(d.Findings.Effects, func(e drivers.Effect) bool { return e.Times != nil })
}

// Group is the group of the finding in the headline, else the first.
func (d Drivers) Group() DriverGroup {
	if flagged := d.Findings.Flagged(); len(flagged) > 0 {
		return groupOf(flagged[0].Factor)
	}
	return WordingGroup
}

// Headline says in a sentence what goes with more engagement, or with less.
func (d Drivers) Headline(s *language.Speaker) string {
	flagged := d.Findings.Flagged()
	switch {
	case len(flagged) > 0:
		return s.T("drivers.headline.clear", language.Args{
			"With": d.with(s, flagged[0]), "Times": s.Times(flagged[0].Times.Value),
		})
	case d.Enough():
		return s.T("drivers.headline.level")
	}
	return s.T("drivers.headline.too_few", language.Args{"Count": d.Findings.Used})
}

// mostAlso is how many further differences a detail names.
const mostAlso = 3

// Details say how sure the headline is and what kind of knowledge it is, and in a second text what else is clear.
func (d Drivers) Details(s *language.Speaker) []string {
	if !d.Enough() {
		return nil
	}
	association := s.T("drivers.detail.association")
	flagged := d.Findings.Flagged()
	if len(flagged) == 0 {
		return []string{association}
	}
	t := flagged[0].Times
	details := []string{s.T("drivers.detail.range", language.Args{"Low": s.Ratio(t.Low), "High": s.Ratio(t.High)}) + " " + association}
	var also []string
	for _, e := range flagged[1:min(len(flagged), 1+mostAlso)] {
		also = append(also, s.T("drivers.detail.named", language.Args{"With": d.with(s, e), "Times": s.Ratio(e.Times.Value)}))
	}
	if len(also) > 0 {
		details = append(details, s.T("drivers.detail.also", language.Args{"Others": s.List(also)}))
	}
	return details
}

// Detail is the [Drivers.Details] as one text.
func (d Drivers) Detail(s *language.Speaker) string { return strings.Join(d.Details(s), " ") }

// Name writes what a level is called in a list: "Question in the text".
func (d Drivers) Name(s *language.Speaker, e drivers.Effect) string {
	switch e.Factor {
	case drivers.Topic:
		return s.Topic(social.Topic(e.Level))
	case drivers.Form:
		return s.Form(social.Form(e.Level))
	}
	return s.T("drivers.name." + string(e.Factor) + "_" + e.Level)
}

// with writes what a level is called after "posts": "with a question in the text".
func (d Drivers) with(s *language.Speaker, e drivers.Effect) string {
	switch e.Factor {
	case drivers.Topic:
		return s.T("drivers.with.topic", language.Args{"Topic": s.Topic(social.Topic(e.Level))})
	case drivers.Form:
		return s.T("drivers.with.form", language.Args{"Form": s.Form(social.Form(e.Level))})
	}
	return s.T("drivers.with." + string(e.Factor) + "_" + e.Level)
}

// Sentence says what a level makes of a post, and how sure that is.
func (d Drivers) Sentence(s *language.Speaker, e drivers.Effect) string {
	args := language.Args{"Name": d.Name(s, e), "Count": e.Posts}
	if e.Times == nil {
		return s.T("drivers.sentence.scarce", args)
	}
	args["Times"], args["Low"], args["High"] = s.Ratio(e.Times.Value), s.Ratio(e.Times.Low), s.Ratio(e.Times.High)
	sentence := s.T("drivers.sentence.effect", args)
	if e.Flagged {
		return sentence + " " + s.T("drivers.sentence.clear")
	}
	return sentence
}

// Subtitle says what is shown, for whom, for which time and by which definition.
func (d Drivers) Subtitle(s *language.Speaker) string { return d.subtitle(s, d.Question) }

// Source says what the figures rest on, and how a doctor is recognised.
func (d Drivers) Source(s *language.Speaker) string {
	f := d.Findings
	text := d.source(s, f.Posts, f.Boosted, f.Young, f.NoFigure)
	if f.WithoutText > 0 {
		text += " " + s.T("drivers.without_text", language.Args{"Count": f.WithoutText})
	}
	return text + " " + s.T("drivers.expert")
}
