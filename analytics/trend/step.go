package trend

import "time"

// Step is how long the steps of a line are.
type Step string

// The steps.
const (
	Week  Step = "week" // from Monday
	Month Step = "month"
)

// Steps returns all steps in the order in which a choice shows them.
func Steps() []Step { return []Step{Week, Month} }

// Valid reports whether s is one of [Steps].
func (s Step) Valid() bool { return s == Week || s == Month }

// Start returns the first moment of the step that t falls into, in t's time zone.
func (s Step) Start(t time.Time) time.Time {
	y, m, d := t.Date()
	if s == Month {
		return time.Date(y, m, 1, 0, 0, 0, 0, t.Location())
	}
	back := (int(t.Weekday()) + 6) % 7 // days since Monday
	return time.Date(y, m, d-back, 0, 0, 0, 0, t.Location())
}

// Next returns the first moment of the following step. start must begin a step. Days are counted, not hours: a week in
// which the clocks are changed is a week.
func (s Step) Next(start time.Time) time.Time {
	if s == Month {
		return start.AddDate(0, 1, 0)
	}
	return start.AddDate(0, 0, 7)
}

// PerQuarter is how many steps a quarter has.
func (s Step) PerQuarter() float64 {
	if s == Month {
		return 3
	}
	return 13
}
