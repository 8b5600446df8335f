package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// Wishes are what the manager asks of the next quarter, as the workspace keeps them and `auscult plan --limits` reads them:
// one JSON document. What is left out is as Auscult begins with.
type Wishes struct {
	// Hours are those of the staff in the quarter; 0: as many as the present mix takes. Staff, where somebody is named,
	// says it person by person.
	Hours float64           `json:"hours,omitempty"`
	Staff []strategy.Person `json:"staff,omitempty"`
	// Efforts are hours of posts by content form.
	Efforts map[social.Form]strategy.Effort `json:"hours_per_form,omitempty"`
	// Goals are how much each goal matters, relative to the others; one that is not in it does not matter.
	Goals map[strategy.GoalName]float64 `json:"goals,omitempty"`
	// Definitions say for some goals what counts, instead of Auscult's own.
	Definitions map[strategy.GoalName]GoalDefinition `json:"goal_definitions,omitempty"`
	Platforms   map[social.Platform]float64          `json:"platform_weights,omitempty"`
	Off         []social.Platform                    `json:"platforms_off,omitempty"`
	// Rules are the limits of the house; nil: those that Auscult begins with. Pins are more of them, set by hand for cells.
	Rules   []strategy.Rule  `json:"rules,omitempty"`
	Pins    []strategy.Rule  `json:"pins,omitempty"`
	Caution strategy.Caution `json:"caution,omitempty"`
}

// GoalDefinition says how a post serves a goal: see [strategy.Goal]. Metrics go by their words, such as "reactions".
type GoalDefinition struct {
	Measures  []map[string]float64        `json:"measures"`
	Platforms map[social.Platform]float64 `json:"platforms,omitempty"`
	Topics    map[social.Topic]float64    `json:"topics,omitempty"`
	Audiences map[social.Audience]float64 `json:"audiences,omitempty"`
}

// ParseWishes reads wishes from JSON. A field that it does not know is an error: a limit that is misspelt must not be
// overlooked.
func ParseWishes(r io.Reader) (Wishes, error) {
	var w Wishes
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return Wishes{}, fmt.Errorf("not a document of wishes: %w", err)
	}
	return w, w.Check()
}

// Check reports what is wrong with the wishes; its errors wrap [strategy.ErrWishes].
func (w Wishes) Check() error {
	for name := range w.Goals {
		if !name.Valid() {
			return fmt.Errorf("%w: the goal %q; there are %v", strategy.ErrWishes, name, strategy.GoalNames())
		}
	}
	for name, d := range w.Definitions {
		if !name.Valid() {
			return fmt.Errorf("%w: the goal %q; there are %v", strategy.ErrWishes, name, strategy.GoalNames())
		}
		for _, m := range d.Measures {
			for metric, weight := range m {
				if _, known := social.ParseMetric(metric); !known || !(weight >= 0) {
					return fmt.Errorf("%w: the metric %q with the weight %v in the goal %s; there are %v", strategy.ErrWishes, metric, weight, name, social.AllMetrics())
				}
			}
		}
	}
	for f := range w.Efforts {
		if !f.Valid() {
			return fmt.Errorf("%w: hours for the content form %q; there are %v", strategy.ErrWishes, f, social.Forms())
		}
	}
	for _, p := range w.Off {
		if !p.Valid() {
			return fmt.Errorf("%w: the platform %q; there are %v", strategy.ErrWishes, p, social.Platforms())
		}
	}
	if len(w.Goals) > 0 && !slices.ContainsFunc(strategy.GoalNames(), func(g strategy.GoalName) bool { return w.Goals[g] > 0 }) {
		return fmt.Errorf("%w: no goal has a weight above zero; give one to at least one of %v", strategy.ErrWishes, strategy.GoalNames())
	}
	return w.planned(nil).Check()
}

// document is how the wishes are kept.
func (w Wishes) document() ([]byte, error) { return json.Marshal(w) }

func wishesFrom(document []byte) (Wishes, error) {
	if document == nil {
		return Wishes{}, nil
	}
	return ParseWishes(bytes.NewReader(document))
}

// GoalWeights are how much each goal matters: the wishes', or Auscult's own where they name none.
func (w Wishes) GoalWeights() map[strategy.GoalName]float64 {
	if len(w.Goals) > 0 {
		return w.Goals
	}
	weights := map[strategy.GoalName]float64{}
	for _, g := range strategy.DefaultGoals() {
		if g.Weight > 0 {
			weights[g.Name] = g.Weight
		}
	}
	return weights
}

// goals are the goals with their weights and definitions.
func (w Wishes) goals() []strategy.Goal {
	weights := w.GoalWeights()
	goals := strategy.DefaultGoals()
	for i := range goals {
		g := &goals[i]
		g.Weight = weights[g.Name]
		d, own := w.Definitions[g.Name]
		if !own {
			continue
		}
		g.Measures = nil
		for _, m := range d.Measures {
			measure := strategy.Measure{}
			for name, weight := range m {
				metric, _ := social.ParseMetric(name) // checked
				measure[metric] = weight
			}
			g.Measures = append(g.Measures, measure)
		}
		g.Platforms, g.Topics, g.Audiences = d.Platforms, d.Topics, d.Audiences
	}
	return goals
}

// AppliedRules are the limits of the house that apply, pins last.
func (w Wishes) AppliedRules() []strategy.Rule {
	rules := w.Rules
	if rules == nil {
		rules = strategy.DefaultRules()
	}
	return slices.Concat(rules, w.Pins)
}

// planned turns the wishes into those of a planner, for a present mix.
func (w Wishes) planned(now strategy.Mix) strategy.Wishes {
	return strategy.Wishes{
		Now: now, Hours: w.Hours, Staff: w.Staff, Efforts: w.Efforts, Off: w.Off, Rules: w.AppliedRules(), Caution: w.Caution,
		Platforms: w.Platforms,
	}
}

// Pinned returns to how many posts a cell is pinned, and whether it is.
func (w Wishes) Pinned(c strategy.Cell) (posts int, pinned bool) {
	for _, r := range w.Pins {
		if pins(r, c) {
			return int(*r.Low), true
		}
	}
	return 0, false
}

// Pin returns the wishes with the cell pinned to a number of posts, in the place of a pin there was.
func (w Wishes) Pin(c strategy.Cell, posts int) Wishes {
	w = w.Unpin(c)
	n, promotional := float64(posts), c.Promotional
	w.Pins = append(w.Pins, strategy.Rule{
		Kind: strategy.PostsRule, Platform: c.Platform, Form: c.Form, Promotional: &promotional, Low: &n, High: &n,
	})
	return w
}

// Unpin returns the wishes without a pin of the cell.
func (w Wishes) Unpin(c strategy.Cell) Wishes {
	w.Pins = slices.DeleteFunc(slices.Clone(w.Pins), func(r strategy.Rule) bool { return pins(r, c) })
	return w
}

// pins reports whether a rule sets how many posts a cell has.
func pins(r strategy.Rule, c strategy.Cell) bool {
	return r.Kind == strategy.PostsRule && r.Platform == c.Platform && r.Form == c.Form && r.Promotional != nil && *r.Promotional == c.Promotional &&
		r.Low != nil && r.High != nil && *r.Low == *r.High
}

// Definition says what counts for a goal: the wishes' definition, or Auscult's own.
func (w Wishes) Definition(name strategy.GoalName) GoalDefinition {
	for _, g := range w.goals() {
		if g.Name == name {
			return definitionOf(g)
		}
	}
	return GoalDefinition{}
}

// Define returns the wishes with a definition of a goal; one that is Auscult's own is not kept.
func (w Wishes) Define(name strategy.GoalName, d GoalDefinition) Wishes {
	definitions := map[strategy.GoalName]GoalDefinition{}
	for other, definition := range w.Definitions {
		if other != name {
			definitions[other] = definition
		}
	}
	if !reflect.DeepEqual(d, Wishes{}.Definition(name)) {
		definitions[name] = d
	}
	if w.Definitions = definitions; len(definitions) == 0 {
		w.Definitions = nil
	}
	return w
}

func definitionOf(g strategy.Goal) GoalDefinition {
	d := GoalDefinition{Platforms: g.Platforms, Topics: g.Topics, Audiences: g.Audiences}
	for _, m := range g.Measures {
		words := map[string]float64{}
		for metric, weight := range m {
			words[metric.String()] = weight
		}
		d.Measures = append(d.Measures, words)
	}
	return d
}
