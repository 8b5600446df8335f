package language

import (
	"strings"

	"auscult/analytics/social"
)

// Label writes what can be said of a post, "Topic".
func (s *Speaker) Label(l social.Label) string { return s.T("label." + string(l)) }

// LabelValue writes a label's value; an empty one is not known.
func (s *Speaker) LabelValue(l social.Label, value string) string {
	switch l {
	case social.FormLabel:
		return s.Form(social.Form(value))
	case social.TopicLabel:
		return s.Topic(social.Topic(value))
	case social.PromotionalLabel, social.BoostedLabel:
		return s.Answer(social.AnswerNamed(value))
	}
	return value
}

// Answer writes yes, no or not known.
func (s *Speaker) Answer(a social.Answer) string {
	if a == social.Unsaid {
		return s.T("answer.unknown")
	}
	return s.T("answer." + a.String())
}

// reasons are the kinds of reasons (see [social.Post]) and how each begins, with the text that says it.
var reasons = []struct{ begins, id string }{
	{social.GivenInFile, "why.file"},
	{social.CorrectedByHand, "why.corrected"},
	{"own rule: ", "why.own_rule"},
	{"learned: ", "why.learned"},
	{"word: ", "why.word"},
	{"no promotional words", "why.no_promotional_words"},
	{"caption: ", "why.caption"},
	{"platform: ", "why.platform"},
	{"length: at most ", "why.at_most"},
	{"length: over ", "why.over"},
}

// Why writes how a label of a post is known. A reason of no kind we know shows as it is.
func (s *Speaker) Why(reason string) string {
	if reason == "" {
		return s.T("why.nothing")
	}
	for _, r := range reasons {
		if detail, ok := strings.CutPrefix(reason, r.begins); ok {
			return s.T(r.id, Args{"Detail": strings.TrimSpace(detail)})
		}
	}
	return reason
}
