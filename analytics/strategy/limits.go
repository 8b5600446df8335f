package strategy

import (
	"math"
	"slices"

	"auscult/analytics/social"
	"auscult/analytics/strategy/allocate"
)

// Limit is one bound of a plan, with what the plan makes of it: a rule applied to one platform, say.
type Limit struct {
	Rule     Rule
	Platform social.Platform // it was applied to; empty: all
	Form     social.Form     // it was applied to; empty: all
	Who      []string        // of hours that only some of the staff can work
	Low      float64         // −∞: none
	High     float64         // +∞: none

	// Amount is what the plan has of it; NaN where there is nothing to have a share of.
	Amount float64
	// Broken is by how much the plan breaks it, in posts (hours for hours); 0 where it is kept.
	Broken float64
	// Binding says that the plan lies at a bound: one post more or less would break it.
	Binding bool
	// Price is by which part of the plan's value it would be worth more without the limit, once [Planner.Assure] has worked
	// it out; 0 where it does not bind.
	Price float64

	of allocate.Limit
}

// limits are the wishes as bounds on the cells of the planner, and on sums over them.
func (pl *Planner) limits() (cells []allocate.Cell, all []Limit) {
	cells = make([]allocate.Cell, len(pl.cells))
	for i, c := range pl.cells {
		cells[i] = allocate.Cell{
			Block: slices.Index(pl.platforms, c.Platform), Kind: slices.Index(pl.forms, c.Form),
			High: most(pl.now[i], pl.hoursLeft/pl.effort(c.Form).PerPost), Cost: pl.effort(c.Form).PerPost,
		}
		if slices.Contains(pl.wishes.Off, c.Platform) || pl.nobody(c.Form) {
			cells[i].High = 0
		}
	}
	all = append(all, pl.hourLimits()...)
	for _, r := range pl.wishes.Rules {
		if !r.Off {
			all = append(all, pl.apply(r, cells)...)
		}
	}
	return cells, all
}

// most is how many posts of a cell are looked at: what the hours allow, and never less than there are now.
func most(now int, hours float64) int {
	return max(now, min(int(hours)+1, 400))
}

// nobody reports whether no one of the staff can make the form.
func (pl *Planner) nobody(f social.Form) bool {
	return len(pl.wishes.Staff) > 0 && !slices.ContainsFunc(pl.wishes.Staff, func(p Person) bool { return !p.Off && p.can(f) })
}

// hourLimits are the hours of the staff, and those of each group that alone can make some forms.
func (pl *Planner) hourLimits() []Limit {
	limit := func(hours float64, who []string, only func(social.Form) bool) (Limit, bool) {
		l := Limit{Rule: Rule{Kind: HoursRule, High: ptr(hours)}, Who: who, Low: math.Inf(-1), High: hours}
		l.of = allocate.Limit{Low: math.Inf(-1), High: hours, Hard: true, Scale: pl.meanEffort(), PerKind: make([]float64, len(pl.forms))}
		for i, c := range pl.cells {
			if only(c.Form) {
				l.of.Over = append(l.of.Over, allocate.Term{Cell: i, Coefficient: pl.effort(c.Form).PerPost})
			}
		}
		for k, f := range pl.forms {
			if only(f) {
				l.of.PerKind[k] = pl.effort(f).SetUp
			}
		}
		return l, len(l.of.Over) > 0
	}
	if len(pl.wishes.Staff) == 0 {
		l, _ := limit(pl.hoursLeft, nil, func(social.Form) bool { return true })
		return []Limit{l}
	}
	var all []Limit
	for _, b := range bottlenecks(pl.wishes.Staff) {
		l, any := limit(b.hours, b.who, b.only)
		if len(all) == 0 {
			l.Who = nil // the whole staff
		}
		if any && !slices.ContainsFunc(all, func(other Limit) bool { return sameTerms(other.of.Over, l.of.Over) && other.High <= l.High }) {
			all = append(all, l)
		}
	}
	return all
}

func sameTerms(a, b []allocate.Term) bool { return slices.Equal(a, b) }

// apply is a rule on the planner's cells.
func (pl *Planner) apply(r Rule, cells []allocate.Cell) []Limit {
	low, high := r.bounds()
	switch r.Kind {
	case CellRule:
		for i, c := range pl.cells {
			if r.names(c) {
				cells[i].High = min(cells[i].High, int(math.Floor(high*float64(pl.now[i])+r.Extra+1e-9)))
			}
		}
		return nil
	case PostsRule, HoursRule, ShareRule:
		return []Limit{pl.sum(r, r.names, low, high)}
	case EducationRule, SourcesRule:
		return []Limit{pl.expected(r, low, high)}
	}
	var all []Limit
	for _, platform := range pl.platforms {
		if r.Platform != "" && r.Platform != platform || slices.Contains(pl.wishes.Off, platform) {
			continue
		}
		on := r
		on.Platform = platform
		now, forms := pl.nowOn(platform)
		switch {
		case now == 0 && r.Kind != FormShareRule: // nobody asks for a platform that is not in use
		case r.Kind == VarietyRule:
			l := Limit{Rule: r, Platform: platform, Low: min(low, float64(len(forms))), High: high}
			l.of = allocate.Limit{Over: pl.terms(on.names, func(Cell) float64 { return 1 }), Variety: true, Low: l.Low, High: high}
			all = append(all, l)
		case r.Kind == FormShareRule:
			if len(forms) < leastForms {
				continue // there is too little to share with
			}
			for _, form := range forms {
				if r.Form == "" || r.Form == form {
					on.Form = form
					l := pl.sum(Rule{Kind: ShareRule, Platform: platform}, on.names, low, high)
					l.Rule, l.Platform, l.Form = r, platform, form
					all = append(all, l)
				}
			}
		case r.Kind == CadenceRule:
			l := pl.sum(Rule{Kind: PostsRule}, on.names, min(low*quarterWeeks, pl.mostOn(platform)), high*quarterWeeks)
			l.Rule, l.Platform = r, platform
			all = append(all, l)
		case r.Kind == ChangeRule:
			l := pl.sum(Rule{Kind: PostsRule}, on.names, low*float64(now), high*float64(now)+r.Extra)
			l.Rule, l.Platform = r, platform
			all = append(all, l)
		}
	}
	return all
}

// nowOn returns how many posts a platform has now, and which forms can be planned on it.
func (pl *Planner) nowOn(platform social.Platform) (posts int, forms []social.Form) {
	for i, c := range pl.cells {
		if c.Platform != platform {
			continue
		}
		posts += pl.now[i]
		if !slices.Contains(forms, c.Form) && !pl.nobody(c.Form) {
			forms = append(forms, c.Form)
		}
	}
	return posts, forms
}

// leastForms is from how many content forms on a platform each is bound to a share of its posts.
const leastForms = 3

// mostOn is how many posts the rules of change allow on a platform, so that no rule of cadence asks for more.
func (pl *Planner) mostOn(platform social.Platform) float64 {
	now, _ := pl.nowOn(platform)
	most := math.Inf(1)
	for _, r := range pl.wishes.Rules {
		if r.Kind == ChangeRule && !r.Off && (r.Platform == "" || r.Platform == platform) && r.Form == "" && r.Promotional == nil {
			_, high := r.bounds()
			most = min(most, high*float64(now)+r.Extra)
		}
	}
	return most
}

func (pl *Planner) terms(names func(Cell) bool, coefficient func(Cell) float64) []allocate.Term {
	var terms []allocate.Term
	for i, c := range pl.cells {
		if names(c) {
			terms = append(terms, allocate.Term{Cell: i, Coefficient: coefficient(c)})
		}
	}
	return terms
}

// sum bounds posts, hours or a share of posts.
func (pl *Planner) sum(r Rule, names func(Cell) bool, low, high float64) Limit {
	one := func(Cell) float64 { return 1 }
	l := Limit{Rule: r, Platform: r.Platform, Form: r.Form, Low: low, High: high, of: allocate.Limit{Low: low, High: high}}
	switch r.Kind {
	case HoursRule:
		l.of.Over = pl.terms(names, func(c Cell) float64 { return pl.effort(c.Form).PerPost })
		l.of.Scale = pl.meanEffort()
	case ShareRule:
		l.of.Over = pl.terms(names, one)
		l.of.Of = pl.terms(Rule{Platform: r.Platform}.names, one)
	default: // whole posts
		l.of.Over = pl.terms(names, one)
		l.Low, l.High = math.Ceil(low-1e-9), math.Floor(high+1e-9)
		l.of.Low, l.of.High = l.Low, l.High
	}
	return l
}

// expected bounds the share of posts that are expected to be of a kind, from how often posts of their cell were.
func (pl *Planner) expected(r Rule, low, high float64) Limit {
	shares := pl.response.Shares[r.Kind]
	l := Limit{Rule: r, Platform: r.Platform, Form: r.Form, Low: low, High: high, of: allocate.Limit{Low: low, High: high}}
	l.of.Over = pl.terms(r.names, func(c Cell) float64 { return shares[c] })
	l.of.Of = pl.terms(r.names, func(Cell) float64 { return 1 })
	return l
}
