package safeguard

import (
	"fmt"
	"slices"
	"strings"
)

// House is what a hospital has made of the house rules: which hold, how much a breach matters, and rules of its own. The zero
// House takes all rules as they are.
type House struct {
	Changed []RuleChange `json:"changed,omitempty"` // at most one for each rule
	Own     []OwnRule    `json:"own,omitempty"`
	// Ours is what is the hospital's own and no patient's, beside what [Options] have.
	Ours Ours `json:"ours,omitzero"`
}

// Ours is what is a hospital's own.
type Ours struct {
	Names   []string `json:"names,omitempty"`   // of staff and places: "Dr. Anna Meier", "Haus Birke"
	Phones  []string `json:"phones,omitempty"`  // telephone and fax, written in any way
	Domains []string `json:"domains,omitempty"` // "spital.example": links and e-mail addresses there are its own
}

// RuleChange is a rule that a hospital holds differently.
type RuleChange struct {
	Rule     string   `json:"rule"` // see [Rules]
	Off      bool     `json:"off,omitempty"`
	Severity Severity `json:"severity,omitempty"` // zero: as the rule has it
}

// OwnRule is a rule of the hospital's own: words that its posts, drafts and replies do without.
type OwnRule struct {
	Name string `json:"name"`
	// Words are what is looked for, in any of them: "miracle", "wonder cure", "cutting edge". A star stands for any ending.
	// Capitals do not matter.
	Words    []string `json:"words"`
	Severity Severity `json:"severity"`
	Reason   string   `json:"reason"`           // why the words are not used, and what to write instead, in the hospital's words
	Source   string   `json:"source,omitempty"` // who asks for it, such as a paragraph of the hospital's guideline
}

// ownPrefix begins the name of the hospital's own rules in findings; what follows is their name.
const ownPrefix = "own:"

// The errors of [House.Check].
var (
	ErrNoRule    error = lack{"no_house_rule", "there is no such house rule"}
	ErrOwnName   error = lack{"own_rule_name", "a rule of your own needs a name that no other has"}
	ErrOwnWords  error = lack{"own_rule_words", "a rule of your own needs words; a star may only end them"}
	ErrOwnReason error = lack{"own_rule_reason", "a rule of your own needs a reason: why, and what to write instead"}
)

// lack is what a house rule lacks.
type lack struct{ word, said string }

func (l lack) Error() string { return l.said }

// Word names the error in the texts of all languages.
func (l lack) Word() string { return l.word }

// Check returns what is wrong with it: one of the errors above, with the rule that it is about.
func (h House) Check() error {
	for _, c := range h.Changed {
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == c.Rule }) {
			return fmt.Errorf("%q: %w", c.Rule, ErrNoRule)
		}
	}
	for i, o := range h.Own {
		twice := slices.ContainsFunc(h.Own[:i], func(other OwnRule) bool { return other.Name == o.Name })
		switch {
		case strings.TrimSpace(o.Name) == "" || twice:
			return fmt.Errorf("%q: %w", o.Name, ErrOwnName)
		case len(o.Words) == 0 || slices.ContainsFunc(o.Words, func(w string) bool { return len(patternOf(w)) == 0 }):
			return fmt.Errorf("%q: %w", o.Name, ErrOwnWords)
		case strings.TrimSpace(o.Reason) == "":
			return fmt.Errorf("%q: %w", o.Name, ErrOwnReason)
		}
	}
	return nil
}

// Applied returns the house rules as the hospital holds them, those that are off with severity 0, in the order of [Rules].
func (h House) Applied() []Rule {
	rules := Rules()
	for i := range rules {
		for _, c := range h.Changed {
			switch {
			case c.Rule != rules[i].ID:
			case c.Off:
				rules[i].Severity = 0
			case c.Severity != 0:
				rules[i].Severity = c.Severity
			}
		}
	}
	return rules
}

// house is a [House] made ready for checking.
type house struct {
	changed map[string]RuleChange
	own     []ownWords
}

// ownWords is one of the words or phrases of an own rule.
type ownWords struct {
	rule    OwnRule
	pattern []string // as [phrase] has the rest of its words; the first may end in a star only if it is the only one
}

func houseOf(h House) house {
	ready := house{changed: map[string]RuleChange{}}
	for _, c := range h.Changed {
		ready.changed[c.Rule] = c
	}
	for _, o := range h.Own {
		for _, words := range o.Words {
			if p := patternOf(words); len(p) > 0 {
				ready.own = append(ready.own, ownWords{o, p})
			}
		}
	}
	return ready
}

// patternOf reads words as a person types them; none where they hold nothing to look for.
func patternOf(words string) []string {
	words = strings.TrimSpace(words)
	stem, star := strings.CutSuffix(words, "*")
	r := read(lexiconOf(), stem)
	defer r.release()
	var pattern []string
	for _, t := range r.tokens {
		switch {
		case t.form == word:
			pattern = append(pattern, r.letters(t))
		case t.form == sign && joins(t.sign):
		default:
			return nil
		}
	}
	if star && len(pattern) > 0 {
		pattern[len(pattern)-1] += "*"
	}
	return pattern
}

// hold returns findings without those of rules that are off, and weighed as the hospital has it.
func (h *house) hold(findings []Finding) []Finding {
	if len(h.changed) == 0 {
		return findings
	}
	findings = slices.DeleteFunc(findings, func(f Finding) bool { return h.changed[f.Rule].Off })
	for i := range findings {
		if s := h.changed[findings[i].Rule].Severity; s != 0 {
			findings[i].Severity = s
		}
	}
	return findings
}

// look finds the words of the hospital's own rules.
func (h *house) look(r *reading) (found []Finding) {
	for i := range r.tokens {
		if r.tokens[i].form != word {
			continue
		}
		for _, o := range h.own {
			if last, ok := r.follows(i-1, o.pattern); ok && last >= i {
				found = append(found, Finding{
					Kind: Own, Rule: ownPrefix + o.rule.Name, Severity: o.rule.Severity, Start: int(r.tokens[i].start), End: int(r.tokens[last].end),
					Cure: Reword, Said: o.rule.Reason,
				})
			}
		}
	}
	return found
}
