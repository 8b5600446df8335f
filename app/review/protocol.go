package review

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"time"

	"auscult/analytics/protocol"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/workspace"
)

// Protocol is the hospital's communication protocol, with what it lacks on a day.
type Protocol struct {
	protocol.Protocol
	There    bool // whether the hospital has one
	Hospital string
	Colour   color.Color  // the hospital's; nil: it has none
	Changed  workspace.By // who changed it last, and when, in the hospital's time zone
	Day      time.Time    // midnight in UTC
	Findings protocol.Findings
}

// Protocol returns the communication protocol as it stands on a day, in the hospital's time zone. Nobody may post on a
// platform that it does not name, which is a finding where we have channels there.
func (r *Reviewer) Protocol(ctx context.Context, day time.Time) (Protocol, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Protocol{}, err
	}
	p := Protocol{Hospital: h.Settings.Hospital, Day: protocol.DayOf(day).Time}
	if c, chosen := h.Settings.Colour.NRGBA(); chosen {
		p.Colour = c
	}
	document, by, err := r.workspace.Protocol(ctx)
	if err != nil || document == nil {
		return p, err
	}
	if p.Protocol, err = protocol.Parse(document); err != nil {
		return p, fmt.Errorf("review: %w", err)
	}
	by.At = by.At.In(h.Settings.Zone())
	p.There, p.Changed = true, by
	p.Findings = p.Look(p.Day, h.ourPlatforms())
	return p, nil
}

// ourPlatforms returns the platforms on which we have channels, in the order of lists.
func (h *Holdings) ourPlatforms() []social.Platform {
	ours := h.Ours()
	var all []social.Platform
	for _, p := range social.Platforms() {
		if slices.ContainsFunc(h.Channels, func(c social.Channel) bool { return c.Platform == p && slices.Contains(ours, c.Organisation) }) {
			all = append(all, p)
		}
	}
	return all
}

// SaveProtocol keeps a communication protocol in the place of the one there was. Errors are those of
// [protocol.Protocol.Check] and [workspace.Workspace.SetProtocol].
func (r *Reviewer) SaveProtocol(ctx context.Context, p protocol.Protocol, by workspace.By) error {
	if err := p.Check(); err != nil {
		return err
	}
	document, err := p.Marshal()
	if err != nil {
		return err
	}
	return r.workspace.SetProtocol(ctx, document, by)
}

// QuestionKind names a kind of question.
func QuestionKind(s *language.Speaker, k protocol.Kind) string {
	return s.T("protocol.kind." + string(k))
}

// ProtocolError says what is wrong with a protocol; other errors as they are said elsewhere.
func ProtocolError(s *language.Speaker, err error) string {
	var check *protocol.CheckError
	var parse *protocol.ParseError
	switch {
	case errors.As(err, &check):
		value := check.Value
		if value == "" {
			value = s.Count(int64(check.Number))
		}
		return s.T("protocol.wrong", language.Args{
			"Part": s.T("protocol.part." + check.Part), "Number": s.Count(int64(check.Number)), "Problem": s.T("protocol.problem."+string(check.Problem), language.Args{"Value": value}),
		})
	case errors.As(err, &parse):
		return s.T("protocol.unreadable", language.Args{"Problem": parse.Error()})
	}
	return s.Error(err)
}

// RoleNames names roles by their identifiers.
func (p Protocol) RoleNames(ids ...string) string {
	var names []string
	for _, id := range ids {
		if r, ok := p.Role(id); ok {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, ", ")
}

// Who names the people of a role, with how to reach them; nobody is said.
func (p Protocol) Who(s *language.Speaker, role string) string {
	var names []string
	for _, who := range p.Having(role) {
		name := who.Name
		if who.Contact != "" {
			name += " (" + who.Contact + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return s.T("protocol.nobody")
	}
	return strings.Join(names, ", ")
}

// Headline says what the protocol lacks, the most urgent first.
func (p Protocol) Headline(s *language.Speaker) string {
	if !p.There {
		return s.T("protocol.headline.none")
	}
	var parts []string
	if overdue := p.Findings.Overdue(); len(overdue) == 1 {
		parts = append(parts, s.T("protocol.headline.training", language.Args{"What": overdue[0].What, "Who": overdue[0].Person.Name}))
	} else if len(overdue) > 1 {
		parts = append(parts, s.T("protocol.headline.trainings", language.Args{"Count": len(overdue)}))
	}
	if empty := p.Findings.Empty; len(empty) > 0 {
		var names []string
		for _, r := range empty {
			names = append(names, r.Name)
		}
		const most = 3
		if len(names) > most {
			parts = append(parts, s.T("protocol.headline.empty", language.Args{"Count": len(names)}))
		} else {
			parts = append(parts, s.T("protocol.headline.nobody", language.Args{"Roles": s.List(names)}))
		}
	}
	if n := len(p.Findings.Unanswered); n > 0 {
		parts = append(parts, s.T("protocol.headline.unanswered", language.Args{"Count": n}))
	}
	if on := p.Findings.Unposted; len(on) > 0 {
		parts = append(parts, s.T("protocol.headline.unposted", language.Args{"Platforms": platformNames(s, on)}))
	}
	const most = 2
	if len(parts) == 0 {
		return s.T("protocol.headline.fine")
	}
	return strings.Join(parts[:min(most, len(parts))], ". ")
}

// Detail says who changed the protocol last, and when; empty without one.
func (p Protocol) Detail(s *language.Speaker) string {
	if !p.There {
		return ""
	}
	who := p.Changed.Who
	if who == "" {
		who = s.T("consent.somebody")
	}
	return s.T("protocol.changed", language.Args{"Date": s.Date(p.Changed.At), "Who": who})
}

// TrainingSentence says until when a training counts, or that it is due.
func TrainingSentence(s *language.Speaker, d protocol.DueTraining) string {
	return s.T("protocol.due."+string(d.State), language.Args{"What": d.What, "Date": s.Date(d.Due)})
}

// TrainingLine says that a training was done, and until when it counts.
func TrainingLine(s *language.Speaker, t protocol.Training) string {
	if due := t.Due(); !due.IsZero() {
		return s.T("protocol.trained_until", language.Args{"What": t.What, "Date": s.Date(t.Done.Time), "Until": s.Date(due)})
	}
	return s.T("protocol.trained", language.Args{"What": t.What, "Date": s.Date(t.Done.Time)})
}

// AnswerPlace says whether an answer is given in public.
func AnswerPlace(s *language.Speaker, a protocol.Answer) string {
	if a.Private {
		return s.T("protocol.private")
	}
	return s.T("protocol.public")
}

// AnswerHours says within how many hours an answer stands.
func AnswerHours(s *language.Speaker, a protocol.Answer) string {
	return s.T("protocol.hours", language.Args{"Count": a.Hours})
}
