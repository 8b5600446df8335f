package social

import (
	"fmt"
	"slices"
)

// Label names what can be said of a post by hand, by a rule or by its words, as against what is counted.
type Label string

// The labels.
const (
	FormLabel        Label = "form"        // its value is a [Form]
	TopicLabel       Label = "topic"       // its value is a [Topic]
	PromotionalLabel Label = "promotional" // its value is "yes" or "no"
	BoostedLabel     Label = "boosted"     // its value is "yes" or "no"
	CampaignLabel    Label = "campaign"    // its value is any name
)

// Labels returns every label in the order in which lists show them.
func Labels() []Label {
	return []Label{FormLabel, TopicLabel, PromotionalLabel, BoostedLabel, CampaignLabel}
}

// RuleLabels returns the labels that own rules may set and that are derived where nobody says them.
func RuleLabels() []Label { return []Label{FormLabel, TopicLabel, PromotionalLabel} }

// Check returns an error unless the label may have the value.
func (l Label) Check(value string) error {
	switch {
	case !slices.Contains(Labels(), l):
		return fmt.Errorf("%q is nothing that can be said of a post", l)
	case l == FormLabel && !Form(value).Valid():
		return fmt.Errorf("%q is not a content form; the forms are %v", value, Forms())
	case l == TopicLabel && !Topic(value).Valid():
		return fmt.Errorf("%q is not a topic; the topics are %v", value, Topics())
	case (l == PromotionalLabel || l == BoostedLabel) && AnswerNamed(value) == Unsaid:
		return fmt.Errorf("%s is yes or no, not %q", l, value)
	case value == "":
		return fmt.Errorf("%s cannot be empty", l)
	}
	return nil
}

// Values returns the values the label may have, in the order in which lists show them; nil: any.
func (l Label) Values() []string {
	var all []string
	switch l {
	case FormLabel:
		for _, f := range Forms() {
			all = append(all, string(f))
		}
	case TopicLabel:
		for _, t := range Topics() {
			all = append(all, string(t))
		}
	case PromotionalLabel, BoostedLabel:
		all = []string{Yes.String(), No.String()}
	}
	return all
}

// Label returns the label's value and how it is known; both are empty when nothing is known. There is no reason for what
// only files and people say.
func (p *Post) Label(l Label) (value, reason string) {
	switch l {
	case FormLabel:
		return string(p.Form), p.FormReason
	case TopicLabel:
		return string(p.Topic), p.TopicReason
	case PromotionalLabel:
		return p.Promotional.String(), p.PromotionalReason
	case BoostedLabel:
		return p.Boosted.String(), ""
	case CampaignLabel:
		return p.Campaign, ""
	}
	return "", ""
}

// SetLabel gives the label a value that [Label.Check] allows, and says how it is known.
func (p *Post) SetLabel(l Label, value, reason string) {
	switch l {
	case FormLabel:
		p.Form, p.FormReason = Form(value), reason
	case TopicLabel:
		p.Topic, p.TopicReason = Topic(value), reason
	case PromotionalLabel:
		p.Promotional, p.PromotionalReason = AnswerNamed(value), reason
	case BoostedLabel:
		p.Boosted = AnswerNamed(value)
	case CampaignLabel:
		p.Campaign = value
	}
}

// Rule is one of the manager's own rules: a post whose text holds one of the words has the label's value. Of several
// that fit, the first counts.
type Rule struct {
	ID    RuleID
	Label Label // one of [RuleLabels]
	Value string
	// Words are whole words, beginnings such as infografik*, and phrases in quotation marks, with blanks or commas
	// between them; one of them is enough.
	Words    string
	Platform Platform // empty: any
}

// RuleID identifies a rule within a workspace. Zero means none.
type RuleID int64

// Takes reports whether the rule is for posts of the platform.
func (r Rule) Takes(p Platform) bool { return r.Platform == "" || r.Platform == p }
