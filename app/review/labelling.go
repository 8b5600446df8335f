package review

import (
	"context"

	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/language"
	"auscult/app/workspace"
)

// Labelling is what people have said of posts, and what has been made of it.
type Labelling struct {
	Rules     []social.Rule
	Corrected int // posts of which a person has said something
	Learned   []Learned
}

// Rule is one of the manager's own rules, with how far it reaches.
type Rule struct {
	social.Rule
	workspace.RuleReach
}

// Learned is what has been learned of a label, and how far it is to be trusted.
type Learned struct {
	workspace.Learning
	// Right is the share of texts, each held out while learning, for which it was right; Keywords and Commonest are the
	// shares of the same texts for which the keywords alone, and the commonest value for all, are right. Ranges are
	// 95 % Wilson intervals. All are nil while there are too few texts.
	Right, Keywords, Commonest *stats.Estimate
}

// heldOutLevel is the level of the ranges of [Learned].
const heldOutLevel = 0.95

// Labelling reads what people have said of posts.
func (r *Reviewer) Labelling(ctx context.Context) (Labelling, error) {
	var l Labelling
	var err error
	if l.Rules, err = r.workspace.Rules(ctx); err != nil {
		return l, err
	}
	if l.Corrected, err = r.workspace.Corrected(ctx); err != nil {
		return l, err
	}
	learnings, err := r.workspace.Learning(ctx)
	if err != nil {
		return l, err
	}
	for _, learning := range learnings {
		learned := Learned{Learning: learning}
		if h := learning.HeldOut; h.Enough() {
			learned.Right = share(h.Learned, h.Texts)
			learned.Keywords = share(h.Keywords, h.Texts)
			learned.Commonest = share(h.Commonest, h.Texts)
		}
		l.Learned = append(l.Learned, learned)
	}
	return l, nil
}

func share(hits, n int) *stats.Estimate {
	e, err := stats.Wilson(hits, n, heldOutLevel)
	if err != nil {
		return nil
	}
	return &e
}

// Reach says of rules that may not be stored yet how far each would reach, were they all the rules there are. It reads
// the text of every post.
func (r *Reviewer) Reach(ctx context.Context, rules []social.Rule) ([]Rule, error) {
	all := make([]Rule, len(rules))
	if len(rules) == 0 {
		return all, nil
	}
	reach, err := r.workspace.Reach(ctx, rules)
	if err != nil {
		return nil, err
	}
	for i := range rules {
		all[i] = Rule{rules[i], reach[i]}
	}
	return all, nil
}

// Sentence says a rule: "Form is Infographic where the text has infografik*".
func (r Rule) Sentence(s *language.Speaker) string {
	args := language.Args{"Label": s.Label(r.Label), "Value": s.LabelValue(r.Label, r.Value), "Words": r.Words, "Platform": r.Platform.Name()}
	if r.Platform == "" {
		return s.T("labels.rule.anywhere", args)
	}
	return s.T("labels.rule.platform", args)
}

// Reach says how many posts a rule touches.
func (r Rule) Reach(s *language.Speaker) string {
	if r.Fits == 0 {
		return s.T("labels.reach.none")
	}
	return s.T("labels.reach.some", language.Args{"Count": r.Fits, "Decides": s.Count(int64(r.Decides))})
}

// Summary says how much people have said.
func (l Labelling) Summary(s *language.Speaker) string {
	corrected, rules := s.T("labels.none_corrected"), s.T("labels.no_rules")
	if l.Corrected > 0 {
		corrected = s.T("labels.corrected", language.Args{"Count": l.Corrected})
	}
	if n := len(l.Rules); n > 0 {
		rules = s.T("labels.rules", language.Args{"Count": n})
	}
	return corrected + " " + rules
}

// Sentence says what has been learned, how often it was right, and why it is used or not.
func (l Learned) Sentence(s *language.Speaker) string {
	h := l.HeldOut
	args := language.Args{
		"Corrected": s.Count(int64(l.Corrected)), "Given": s.Count(int64(l.Given)), "Texts": s.Count(int64(h.Texts)),
	}
	if !h.Enough() {
		return s.T("labels.learned.too_few", args)
	}
	inHundred := func(share float64) string { return s.Whole(100 * share) }
	args["Right"], args["Low"], args["High"] = inHundred(l.Right.Value), inHundred(l.Right.Low), inHundred(l.Right.High)
	args["Keywords"], args["Commonest"] = inHundred(l.Keywords.Value), inHundred(l.Commonest.Value)
	switch {
	case l.Used:
		return s.T("labels.learned.used", args)
	case !h.Fair():
		return s.T("labels.learned.unfair", args)
	}
	return s.T("labels.learned.no_better", args)
}
