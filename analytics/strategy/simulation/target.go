package simulation

import (
	"fmt"
	"io"
	"math"
)

// Target is what a figure of a summary should reach: the floor in any case, the other if it is to be excellent. They were
// set before the model was written.
type Target struct {
	Name             string
	Figure           func(Summary) float64
	Floor, Excellent float64
	// Below says that less is better; High, where it is above zero, that the figure must not lie above it either, and
	// ExcellentHigh the same for excellence.
	Below               bool
	High, ExcellentHigh float64
}

// Verdict says how a value does: "excellent", "enough" or "missed".
func (t Target) Verdict(v float64) string {
	within := func(low, high float64) bool {
		switch {
		case math.IsNaN(v):
			return false
		case t.Below:
			return v <= low
		case high > 0:
			return v >= low && v <= high
		}
		return v >= low
	}
	switch {
	case within(t.Excellent, t.ExcellentHigh):
		return "excellent"
	case within(t.Floor, t.High):
		return "enough"
	}
	return "missed"
}

// Conditions are those of the table, with how many worlds of each make a night's run worth it at a time.
func Conditions() []Condition {
	return []Condition{
		{Name: "60 posts a quarter", Posts: 60, Competitors: 5},
		{Name: "60, no competitors", Posts: 60},
		{Name: "200", Posts: 200, Competitors: 5},
		{Name: "200, Hill's saturation", Posts: 200, Competitors: 5, Hill: true},
		{Name: "800", Posts: 800, Competitors: 5},
		{Name: "200, nothing differs", Posts: 200, Competitors: 5, Equal: true},
		{Name: "200, heavy tails", Posts: 200, Competitors: 5, HeavyTails: true},
		{Name: "200, a fifth without figures", Posts: 200, Competitors: 5, NoReach: true},
		{Name: "200, half of the cells rare", Posts: 200, Competitors: 5, Rare: true},
		{Name: "200, a definition break", Posts: 200, Competitors: 5, Break: true},
		{Name: "200, one in twenty mislabelled", Posts: 200, Competitors: 5, Mislabel: 0.05},
		{Name: "200, one in fifty twice", Posts: 200, Competitors: 5, Duplicates: 0.02},
		{Name: "200, half of the boosts unknown", Posts: 200, Competitors: 5, HiddenAds: 0.5},
	}
}

// Targets are what the condition's summary should reach.
func Targets(c Condition) []Target {
	if c.Equal {
		return []Target{
			{Name: "promise where there is nothing to gain, median", Figure: func(s Summary) float64 { return s.Null }, Floor: 0.02, Excellent: 0.01, Below: true},
			limitsKept,
		}
	}
	mean := func(s Summary) float64 { return s.Mean[Recommended] }
	tenth := func(s Summary) float64 { return s.P10[Recommended] }
	value := func(mean1, mean2, tenth1, tenth2 float64) []Target {
		return []Target{
			{Name: "value over oracle, mean", Figure: mean, Floor: mean1, Excellent: mean2},
			{Name: "value over oracle, tenth percentile", Figure: tenth, Floor: tenth1, Excellent: tenth2},
		}
	}
	var all []Target
	switch {
	case c.Hill:
		all = value(0.90, 0.93, 0, 0)[:1]
	case c.Posts >= 800:
		all = append(value(0.96, 0.98, 0.94, 0.955), top(0.90, 0.93)...)
	case c.Posts >= 200:
		all = append(value(0.93, 0.955, 0.90, 0.925), top(0.90, 0.93)...)
		all = append(all, beats(0.95, 0.98)...)
	case c.Competitors == 0:
		all = value(0.86, 0.89, 0, 0)[:1]
	default:
		all = append(value(0.89, 0.92, 0.82, 0.86), top(0.85, 0.90)...)
		all = append(all, beats(0.93, 0.96)...)
	}
	all = append(
		all,
		Target{Name: "at least the repaired present mix", Figure: func(s Summary) float64 { return s.NeverHurts }, Floor: 0.99, Excellent: 0.998},
		limitsKept,
		Target{Name: "promised less true lift", Figure: func(s Summary) float64 { return s.Promise - s.True }, Floor: 0.06, Excellent: 0.03, Below: true},
		Target{Name: "lift interval holds the truth", Figure: func(s Summary) float64 { return s.LiftHolds }, Floor: 0.85, High: 0.95, Excellent: 0.88, ExcellentHigh: 0.92},
		Target{Name: "cell intervals hold the truth", Figure: func(s Summary) float64 { return s.Coverage }, Floor: 0.86, High: 0.94, Excellent: 0.88, ExcellentHigh: 0.92},
	)
	for k, name := range []string{"the same, under 5 posts", "the same, 5 to 19 posts", "the same, 20 and more"} {
		all = append(all, Target{Name: name, Figure: func(s Summary) float64 { return s.BySize[k] }, Floor: 0.86, High: 0.94, Excellent: 0.88, ExcellentHigh: 0.92})
	}
	return all
}

var limitsKept = Target{Name: "limits kept", Figure: func(s Summary) float64 { return s.Kept }, Floor: 1, Excellent: 1}

func top(floor, excellent float64) []Target {
	return []Target{{Name: "best cell among the first three", Figure: func(s Summary) float64 { return s.TopThree }, Floor: floor, Excellent: excellent}}
}

func beats(floor, excellent float64) []Target {
	return []Target{
		{Name: "better than the best by raw means", Figure: func(s Summary) float64 { return s.BeatsRaw }, Floor: floor, Excellent: excellent},
		{Name: "better than a curve per cell", Figure: func(s Summary) float64 { return s.BeatsCurve }, Floor: floor, Excellent: excellent},
	}
}

// Print writes a summary with what it should have reached.
func Print(w io.Writer, s Summary) {
	fmt.Fprint(w, s)
	for _, t := range Targets(s.Condition) {
		v := t.Figure(s)
		want := fmt.Sprintf("floor %.3g, excellent %.3g", t.Floor, t.Excellent)
		if t.High > 0 {
			want = fmt.Sprintf("floor %.3g–%.3g, excellent %.3g–%.3g", t.Floor, t.High, t.Excellent, t.ExcellentHigh)
		}
		fmt.Fprintf(w, "    %-48s %.3f  %-9s (%s)\n", t.Name, v, t.Verdict(v), want)
	}
}
