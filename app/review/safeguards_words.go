package review

import (
	"math"
	"slices"
	"strings"

	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/strategy"
	"auscult/app/language"
)

// SafeguardKind names what a finding is about.
func SafeguardKind(s *language.Speaker, k safeguard.Kind) string {
	return s.T("safeguard.kind." + string(k))
}

// SafeguardSeverity says how much a finding matters.
func SafeguardSeverity(s *language.Speaker, v safeguard.Severity) string {
	return s.T("safeguard.severity." + v.String())
}

// SafeguardReason says why a rule looks for what it found; of the hospital's own rules in its own words.
func SafeguardReason(s *language.Speaker, f safeguard.Finding) string {
	if f.Said != "" {
		return f.Said
	}
	return s.T("safeguard.reason." + f.Reason())
}

// SafeguardCure says what to do about a finding.
func SafeguardCure(s *language.Speaker, c safeguard.Cure) string {
	return s.T("safeguard.cure." + string(c))
}

// SafeguardsFound says how many findings there are, and how many are serious.
func SafeguardsFound(s *language.Speaker, findings []safeguard.Finding) string {
	if len(findings) == 0 {
		return s.T("safeguard.nothing")
	}
	serious := 0
	for _, f := range findings {
		if f.Severity == safeguard.Serious {
			serious++
		}
	}
	return foundOf(s, len(findings), serious)
}

func foundOf(s *language.Speaker, all, serious int) string {
	id := "safeguard.found"
	if serious == 0 {
		id = "safeguard.found_mild"
	}
	return s.T(id, language.Args{"Count": all, "Serious": s.Count(int64(serious))})
}

// SafeguardSentence says what was found in a draft, why, and what to do.
func SafeguardSentence(s *language.Speaker, text string, f safeguard.Finding) string {
	return s.T("page_safeguards.finding", language.Args{
		"Kind": SafeguardKind(s, f.Kind), "Severity": SafeguardSeverity(s, f.Severity), "Text": strings.Join(strings.Fields(f.Text(text)), " "),
		"Reason": SafeguardReason(s, f), "Cure": SafeguardCure(s, f.Cure),
	})
}

// KindSentence says a kind and, on a second line, how many findings of it there are and what to do about them.
func (g Safeguards) KindSentence(s *language.Speaker, k SafeguardCount) string {
	cure := ""
	for _, f := range g.Findings { // the gravest first
		if f.Kind == k.Kind {
			cure = SafeguardCure(s, f.Cure)
			break
		}
	}
	return SafeguardKind(s, k.Kind) + "\n" + foundOf(s, k.All(), k.Serious) + ". " + cure
}

// Headline says in a sentence what the checks found.
func (g Safeguards) Headline(s *language.Speaker) string {
	args := language.Args{"Quarter": s.Quarter(g.Question.Quarter)}
	n := g.Of(safeguard.Serious)
	switch {
	case g.Worded+g.Comments == 0:
		return s.T("safeguard.no_texts", args)
	case len(g.Findings) == 0:
		return s.T("safeguard.clean", args)
	case g.Open == 0:
		args["Count"] = len(g.Findings)
		return s.T("safeguard.settled", args)
	case n == 0 && slices.ContainsFunc(g.Findings[g.Open:], func(f Found) bool { return f.Severity == safeguard.Serious }):
		return s.T("safeguard.none_serious_open", args)
	case n == 0:
		return s.T("safeguard.not_serious", args)
	}
	most := g.Kinds[0]
	for _, k := range g.Kinds {
		if k.Serious > most.Serious {
			most = k
		}
	}
	args["Count"], args["Kind"] = n, SafeguardKind(s, most.Kind)
	return s.T("safeguard.serious_found", args)
}

// Detail says how many of the posts are free of open serious findings and how many findings are settled, where any post was
// checked, and how many comments could not be checked because they are locked.
func (g Safeguards) Detail(s *language.Speaker) string {
	var said []string
	if g.Worded > 0 {
		said = append(said, s.T("safeguard.free", language.Args{"Percent": s.PercentTick(math.Floor(float64(g.Free)/float64(g.Worded)*100) / 100)}))
	}
	if n := len(g.Findings) - g.Open; n > 0 && g.Worded > 0 {
		said = append(said, s.T("safeguard.settled_of", language.Args{"Count": n, "All": s.Count(int64(len(g.Findings)))}))
	}
	if g.Locked > 0 {
		said = append(said, s.T("safeguard.locked", language.Args{"Count": g.Locked}))
	}
	return strings.Join(said, " ")
}

// Subtitle says what was checked.
func (g Safeguards) Subtitle(s *language.Speaker) string {
	return s.T("safeguard.subtitle", language.Args{
		"Organisation": g.Organisation.Name, "Quarter": s.Quarter(g.Question.Quarter), "Posts": s.Count(int64(g.Worded)), "Comments": s.Count(int64(g.Comments)),
	}) + g.Question.cut(s)
}

// Source says what the checks are worth, and where the texts are from.
func (g Safeguards) Source(s *language.Speaker) string {
	text := s.T("safeguard.assists") + " " + s.T("forms.source", language.Args{"Count": g.Posts, "Date": s.Date(g.Exported)})
	if g.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// VerdictName names a decision.
func VerdictName(s *language.Speaker, v decision.Verdict) string {
	return s.T("safeguard.verdict." + string(v))
}

// DecisionWords say what has been decided of a finding, by whom and when.
func (f Found) DecisionWords(s *language.Speaker) string {
	switch {
	case f.Decision == nil && f.Consented:
		return s.T("safeguard.by_consent")
	case f.Decision == nil:
		return s.T("safeguard.undecided")
	}
	return s.T("safeguard.decided", language.Args{"Verdict": VerdictName(s, f.Decision.Verdict), "By": f.Decision.By, "Date": s.Date(f.Decision.At)})
}

// BrokenSentence says where the log of decisions is not as it was written; empty where it is.
func (l Log) BrokenSentence(s *language.Speaker) string {
	switch {
	case l.Broken == nil:
		return ""
	case l.Broken.Gap:
		return s.T("safeguard.log.gap", language.Args{"Number": l.Broken.Number})
	default:
		return s.T("safeguard.log.broken", language.Args{"Number": l.Broken.Number})
	}
}

// Scope says for what a decision holds.
func (e LogEntry) Scope(s *language.Speaker) string {
	if e.Everywhere {
		return s.T("safeguard.log.everywhere")
	}
	if e.Post == 0 {
		return s.T("page_safeguards.of." + e.Of.String())
	}
	return e.Channel.Name + " · " + s.Date(e.Published)
}

// HeldName says what a limit of the house is about, and on which platform.
func HeldName(s *language.Speaker, h strategy.Held) string {
	r := h.Rule
	r.Platform, r.Form = h.Platform, h.Form
	return RuleName(s, r)
}

// HeldBounds says what a limit of the house asks for, HeldAmount what there was.
func HeldBounds(s *language.Speaker, h strategy.Held) string {
	return boundsOf(s, writeHeld(s, h), h.Limit)
}

// HeldAmount says what there was of what a limit of the house bounds; a dash where there were no posts.
func HeldAmount(s *language.Speaker, h strategy.Held) string {
	if math.IsNaN(h.Amount) {
		return "–"
	}
	return writeHeld(s, h)(h.Amount)
}

func writeHeld(s *language.Speaker, h strategy.Held) func(float64) string {
	if h.Rule.Kind == strategy.ShareRule || h.Rule.Kind == strategy.FormShareRule {
		return func(v float64) string { return s.PercentTick(math.Round(v*1000) / 1000) }
	}
	return s.Figure
}

// HeldSentence says how many of the limits of the house were kept; empty where there are none.
func (g Safeguards) HeldSentence(s *language.Speaker) string {
	kept := 0
	for _, h := range g.Held {
		if h.Kept() {
			kept++
		}
	}
	switch {
	case len(g.Held) == 0:
		return ""
	case kept == len(g.Held):
		return s.T("safeguard.held_all", language.Args{"Count": kept})
	}
	return s.T("safeguard.held", language.Args{"Count": len(g.Held), "Kept": s.Count(int64(kept))})
}
