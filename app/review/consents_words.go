package review

import (
	"strings"
	"time"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/workspace"
)

// ConsentState names a state.
func ConsentState(s *language.Speaker, state consent.State) string {
	return s.T("consent.state." + string(state))
}

// ConsentElement names an element of the checklist.
func ConsentElement(s *language.Speaker, e consent.Element) string {
	return s.T("consent.element." + e.Name)
}

// ConsentSource names the place in a law that asks for an element; empty where the law does not.
func ConsentSource(s *language.Speaker, e consent.Element, l consent.Law) string {
	return strings.NewReplacer("DSG", s.T("consent.source.dsg"), "GDPR", s.T("consent.source.gdpr"), "ZGB", s.T("consent.source.zgb")).Replace(e.Sources[l])
}

// ConsentLaw names a law.
func ConsentLaw(s *language.Speaker, l consent.Law) string { return s.T("consent.law." + string(l)) }

// ConsentStatement says what a form tells the person who signs it.
func ConsentStatement(s *language.Speaker, m consent.Statement) string {
	return s.T("consent.statement." + string(m))
}

// ConsentSigner names who has signed.
func ConsentSigner(s *language.Speaker, g consent.Signer) string {
	return s.T("consent.signer." + string(g))
}

// ConsentField names a field.
func ConsentField(s *language.Speaker, name string) string { return s.T("consent.field." + name) }

// ConsentGap says why a consent does not cover a post.
func ConsentGap(s *language.Speaker, g consent.Gap) string { return s.T("consent.gap." + string(g)) }

// Headline says what the register asks for, the most urgent first.
func (g ConsentRegister) Headline(s *language.Speaker) string {
	var parts []string
	if n := len(g.ToTakeDown()); n > 0 {
		parts = append(parts, s.T("consent.headline.take_down", language.Args{"Count": n}))
	}
	if n := len(g.NotCovered()); n > 0 {
		parts = append(parts, s.T("consent.headline.not_covered", language.Args{"Count": n}))
	}
	if n := g.Of(consent.ExpiresSoon); n > 0 {
		id := "consent.headline.soon"
		if first, ok := g.firstToEnd(); ok && n == 1 {
			days, _ := first.Left(g.Day)
			parts = append(parts, s.T("consent.headline.ends", language.Args{"Count": days}))
		} else {
			parts = append(parts, s.T(id, language.Args{"Count": n, "Days": consent.SoonDays}))
		}
	}
	if n := g.Of(consent.Incomplete); n > 0 {
		parts = append(parts, s.T("consent.headline.incomplete", language.Args{"Count": n}))
	}
	const most = 2
	switch {
	case len(g.Entries) == 0:
		return s.T("consent.headline.none")
	case len(parts) == 0:
		return s.T("consent.headline.fine")
	}
	return strings.Join(parts[:min(most, len(parts))], ". ")
}

// firstToEnd returns the consent that ends soon and first.
func (g ConsentRegister) firstToEnd() (ConsentEntry, bool) {
	for _, e := range g.Entries {
		if e.State == consent.ExpiresSoon {
			return e, true
		}
	}
	return ConsentEntry{}, false
}

// Detail counts the consents by state, and says as of when and under which law.
func (g ConsentRegister) Detail(s *language.Speaker) string {
	if len(g.Entries) == 0 {
		return ""
	}
	var counts []string
	for _, state := range consent.States() {
		if n := g.Of(state); n > 0 {
			counts = append(counts, s.T("consent.count", language.Args{"Number": s.Count(int64(n)), "State": ConsentState(s, state)}))
		}
	}
	return s.T("consent.detail", language.Args{
		"Count": len(g.Entries), "States": strings.Join(counts, ", "), "Date": s.Date(g.Day), "Law": ConsentLaw(s, g.Law),
	})
}

// StateLine says in a few words what the consent is worth on the day: as [ConsentEntry.StateSentence], with how much it lacks
// in the place of what.
func (e ConsentEntry) StateLine(s *language.Speaker, day time.Time) string {
	if e.State == consent.Incomplete {
		return s.T("consent.sentence.lacking", language.Args{"Count": len(e.Missing)})
	}
	return e.StateSentence(s, day)
}

// StateSentence says what the consent is worth on the day, with what it lacks or until when it holds.
func (e ConsentEntry) StateSentence(s *language.Speaker, day time.Time) string {
	args := language.Args{"State": ConsentState(s, e.State), "Why": strings.TrimRight(e.Why, ". ")}
	switch {
	case e.State == consent.IsWithdrawn:
		args["Date"] = s.Date(e.Withdrawn)
		if e.Why != "" {
			return s.T("consent.sentence.withdrawn_why", args)
		}
		return s.T("consent.sentence.withdrawn", args)
	case e.State == consent.IsExpired:
		args["Date"] = s.Date(e.Expires)
		return s.T("consent.sentence.expired", args)
	case e.State == consent.Incomplete:
		var names []string
		for _, m := range e.Missing {
			names = append(names, ConsentElement(s, m))
		}
		args["Missing"] = strings.Join(names, "; ")
		return s.T("consent.sentence.incomplete", args)
	case e.State == consent.NotYet:
		args["Date"] = s.Date(e.SignedOn)
		return s.T("consent.sentence.not_yet", args)
	case e.State == consent.ExpiresSoon:
		days, _ := e.Left(day)
		args["Count"], args["Date"] = days, s.Date(e.End())
		return s.T("consent.sentence.soon", args)
	case !e.End().IsZero():
		args["Date"] = s.Date(e.End())
		return s.T("consent.sentence.until", args)
	case e.EndsWith != "":
		args["Event"] = e.EndsWith
		return s.T("consent.sentence.event", args)
	}
	return s.T("consent.sentence.endless", args)
}

// Scope says on which platforms and in which content forms the consent allows to publish.
func (e ConsentEntry) Scope(s *language.Speaker) string {
	if len(e.Platforms) == 0 || len(e.Forms) == 0 {
		return s.T("consent.no_scope")
	}
	return FormNames(s, e.Forms) + " · " + platformNames(s, e.Platforms)
}

// FormNames lists content forms.
func FormNames(s *language.Speaker, forms []social.Form) string {
	if len(forms) == len(social.Forms()) {
		return s.T("consent.every_form")
	}
	var names []string
	for i, f := range forms {
		name := s.FormInText(f)
		if i == 0 {
			name = s.Form(f)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func platformNames(s *language.Speaker, platforms []social.Platform) string {
	if len(platforms) == len(social.Platforms()) {
		return s.T("window.context.all_platforms")
	}
	var names []string
	for _, p := range platforms {
		names = append(names, p.Name())
	}
	return strings.Join(names, ", ")
}

// PostSentence says what is to be done about a post that stands under a consent, or that nothing is.
func (p ConsentPost) PostSentence(s *language.Speaker) string {
	switch {
	case !p.Down.IsZero():
		return s.T("consent.post.down", language.Args{"Date": s.Date(p.Down)})
	case p.TakeDown:
		return s.T("consent.post.take_down")
	case !p.holds:
		return s.T("consent.post.not_yet")
	case p.Gap != "":
		return ConsentGap(s, p.Gap)
	}
	return s.T("consent.post.covered")
}

// ConsentChange says who changed what, and when.
func ConsentChange(s *language.Speaker, c workspace.ConsentChange, zone *time.Location) string {
	who := c.Who
	if who == "" {
		who = s.T("consent.somebody")
	}
	args := language.Args{"Date": s.Date(c.At.In(zone)), "Who": who, "Field": ConsentField(s, c.Field), "Before": consentValue(s, c.Field, c.Before), "After": consentValue(s, c.Field, c.After), "Post": c.Post}
	id := "changed"
	switch {
	case c.Field == "post" && c.After != "":
		id = "linked"
	case c.Field == "post":
		id = "unlinked"
	case c.Field == "down" && c.After != "":
		id = "down"
	case c.Field == "down":
		id = "up"
	case c.Before == "":
		id = "said"
	case c.After == "":
		id = "unsaid"
	}
	return s.T("consent.change."+id, args)
}

// consentValue writes a field's value of a history for people.
func consentValue(s *language.Speaker, field, value string) string {
	if value == "" {
		return ""
	}
	var words []string
	switch field {
	case "platforms":
		for name := range strings.SplitSeq(value, ",") {
			words = append(words, social.Platform(name).Name())
		}
	case "forms":
		for name := range strings.SplitSeq(value, ",") {
			words = append(words, s.Form(social.Form(name)))
		}
	case "statements":
		for name := range strings.SplitSeq(value, ",") {
			words = append(words, ConsentStatement(s, consent.Statement(name)))
		}
	case "signed_by":
		return ConsentSigner(s, consent.Signer(value))
	case "paid":
		return s.T("answer." + value)
	case "expires", "signed_on", "withdrawn", "down":
		if day, err := time.Parse(time.DateOnly, value); err == nil {
			return s.Date(day)
		}
		return value
	default:
		return value
	}
	return strings.Join(words, ", ")
}

// Keep says until when the signed form must be kept.
func (e ConsentEntry) Keep(s *language.Speaker) string {
	args := language.Args{"Years": consent.KeptYears}
	if until := e.KeepUntil(); !until.IsZero() {
		args["Date"] = s.Date(until)
		return s.T("consent.keep", args)
	}
	return s.T("consent.keep_open", args)
}
