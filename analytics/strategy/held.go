package strategy

import (
	"math"

	"auscult/analytics/social"
)

// Held is a rule held against what was published in a quarter. Nothing is estimated: it counts.
type Held struct {
	Limit     // its Amount is what there was; Low and High are the rule's
	Posts int // that were counted: those of the platform, or all
}

// Kept reports whether the rule was kept. A rule without an amount asks for nothing.
func (h Held) Kept() bool {
	return math.IsNaN(h.Amount) || h.Amount >= h.Low-tolerance && h.Amount <= h.High+tolerance
}

// tolerance is what rounding may take from a share: less than a post in a million.
const tolerance = 1e-9

// Hold holds rules against the posts of a quarter: those on posts, shares, variety and cadence. A rule for every platform comes
// once for each that was in use, of the shares of content forms only the largest. Rules on hours, on change and on expected
// shares, and those that are off, cannot be held against posts and are left out.
func Hold(rules []Rule, m Mix) []Held {
	var all []Held
	for _, r := range rules {
		if r.Off {
			continue
		}
		low, high := r.bounds()
		one := func(p social.Platform, form social.Form, of int, amount float64) {
			all = append(all, Held{Limit: Limit{Rule: r, Platform: p, Form: form, Low: low, High: high, Amount: amount}, Posts: of})
		}
		switch r.Kind {
		case PostsRule:
			one(r.Platform, r.Form, m.Posts(), float64(m.count(r.names)))
			continue
		case ShareRule:
			of := m.count(Rule{Platform: r.Platform}.names)
			one(r.Platform, r.Form, of, share(m.count(r.names), of))
			continue
		}
		for _, p := range social.Platforms() {
			on := r
			on.Platform = p
			of := m.count(Rule{Platform: p}.names)
			if of == 0 || r.Platform != "" && r.Platform != p {
				continue
			}
			switch r.Kind {
			case FormShareRule:
				form, most := m.largest(on)
				if form != "" && (r.Form != "" || len(m.forms(Rule{Platform: p})) >= leastForms) {
					one(p, form, of, share(most, of))
				}
			case VarietyRule:
				one(p, "", of, float64(len(m.forms(on))))
			case CadenceRule:
				one(p, "", of, float64(m.count(on.names))/quarterWeeks)
			}
		}
	}
	return all
}

func share(n, of int) float64 {
	if of == 0 {
		return math.NaN()
	}
	return float64(n) / float64(of)
}

// count counts the posts of the cells that are named.
func (m Mix) count(names func(Cell) bool) int {
	n := 0
	for c, posts := range m {
		if names(c) {
			n += posts
		}
	}
	return n
}

// forms are the content forms of the posts that a rule names, in the order in which lists show them.
func (m Mix) forms(r Rule) []social.Form {
	var used []social.Form
	for _, f := range social.Forms() {
		r.Form = f
		if m.count(r.names) > 0 {
			used = append(used, f)
		}
	}
	return used
}

// largest is the content form with the most posts of those that a rule names, the first of equals.
func (m Mix) largest(r Rule) (form social.Form, posts int) {
	for _, f := range social.Forms() {
		if r.Form != "" && r.Form != f {
			continue
		}
		of := r
		of.Form = f
		if n := m.count(of.names); n > posts {
			form, posts = f, n
		}
	}
	return form, posts
}
