package strategy

import (
	"fmt"
	"math"

	"auscult/analytics/social"
)

// RuleKind says what a rule bounds.
type RuleKind string

// The kinds of rules. Shares are parts of 1.
const (
	PostsRule     RuleKind = "posts"      // posts in the quarter
	HoursRule     RuleKind = "hours"      // hours in the quarter
	ShareRule     RuleKind = "share"      // their share of all posts, of the platform's where one is named
	FormShareRule RuleKind = "form_share" // each content form's share of its platform's posts
	VarietyRule   RuleKind = "variety"    // content forms used on a platform
	CadenceRule   RuleKind = "cadence"    // posts a week on a platform
	EducationRule RuleKind = "education"  // expected share of posts that explain medicine
	SourcesRule   RuleKind = "sources"    // expected share of posts on health topics that name a source
	ChangeRule    RuleKind = "change"     // a platform's posts, as times what it has now
	CellRule      RuleKind = "cell"       // a cell's posts: at most High times what it has now, and Extra more
)

// RuleKinds returns all kinds in the order in which lists show them.
func RuleKinds() []RuleKind {
	return []RuleKind{
		PostsRule, HoursRule, ShareRule, FormShareRule, VarietyRule, CadenceRule, EducationRule, SourcesRule, ChangeRule, CellRule,
	}
}

// Rule is a limit of the house or a wish, as data. It counts the posts that it names: of the platform, the form and the
// flag; what it leaves empty is any.
type Rule struct {
	Kind        RuleKind        `json:"kind"`
	Platform    social.Platform `json:"platform,omitempty"`
	Form        social.Form     `json:"form,omitempty"`
	Promotional *bool           `json:"promotional,omitempty"`
	// Low and High are the bounds; nil: none. With both equal it is a pin.
	Low  *float64 `json:"low,omitempty"`
	High *float64 `json:"high,omitempty"`
	// Extra is for rules of change: so many more, whatever there is now.
	Extra float64 `json:"extra,omitempty"`
	Off   bool    `json:"off,omitempty"` // kept, but not applied
}

func ptr[T any](v T) *T { return &v }

// DefaultRules are the limits to begin with. They keep a plan within what a team can turn round in a quarter and what
// readers will follow. All can be changed; where they are from stands beside them.
func DefaultRules() []Rule {
	return []Rule{
		{Kind: ShareRule, Promotional: ptr(true), High: ptr(0.2)}, // the 80/20 rule of thumb of content marketing
		{Kind: FormShareRule, High: ptr(0.6)},                     // a judgement, as the next ones: variety
		{Kind: VarietyRule, Low: ptr(3.0)},                        // variety
		{Kind: ChangeRule, Low: ptr(0.5), High: ptr(2.0)},         // a platform neither dies nor explodes
		{Kind: CadenceRule, Low: ptr(0.46)},                       // six posts a quarter
		{Kind: CellRule, High: ptr(3.0), Extra: 3},                // as far as the data can be trusted
	}
}

// quarterWeeks are the weeks of a quarter.
const quarterWeeks = 13.0

// Check reports whether the rule can be applied.
func (r Rule) Check() error {
	known := false
	for _, k := range RuleKinds() {
		known = known || k == r.Kind
	}
	switch {
	case !known:
		return fmt.Errorf("%w: a rule of the kind %q; there are %v", ErrWishes, r.Kind, RuleKinds())
	case r.Platform != "" && !r.Platform.Valid():
		return fmt.Errorf("%w: a rule for the platform %q; there are %v", ErrWishes, r.Platform, social.Platforms())
	case r.Form != "" && !r.Form.Valid():
		return fmt.Errorf("%w: a rule for the content form %q; there are %v", ErrWishes, r.Form, social.Forms())
	case r.Low == nil && r.High == nil:
		return fmt.Errorf("%w: a rule of the kind %s without bounds; give low, high or both", ErrWishes, r.Kind)
	}
	for _, v := range []*float64{r.Low, r.High, &r.Extra} {
		if v != nil && (math.IsNaN(*v) || math.IsInf(*v, 0) || *v < 0) {
			return fmt.Errorf("%w: a rule of the kind %s with the bound %v", ErrWishes, r.Kind, *v)
		}
	}
	if r.Low != nil && r.High != nil && *r.Low > *r.High {
		return fmt.Errorf("%w: a rule of the kind %s from %v down to %v", ErrWishes, r.Kind, *r.Low, *r.High)
	}
	return nil
}

// names reports whether the rule counts posts of the cell.
func (r Rule) names(c Cell) bool {
	return (r.Platform == "" || r.Platform == c.Platform) && (r.Form == "" || r.Form == c.Form) &&
		(r.Promotional == nil || *r.Promotional == c.Promotional)
}

func (r Rule) bounds() (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	if r.Low != nil {
		low = *r.Low
	}
	if r.High != nil {
		high = *r.High
	}
	return low, high
}
