package trend

import (
	"math"
	"slices"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/stats"
)

// EventWeeks is how many weeks before and after an event are compared, at most: a quarter.
const EventWeeks = 13

// Effect is how our figure changed, against the competitors', from the weeks before a dated event to those after it.
// What else changed at the same time is in it too.
type Effect struct {
	// Times is our figure after the event over that before, where the competitors' median stayed as it was.
	Times stats.Estimate
	// From is the first week looked at, To the end of the last.
	From, To time.Time
}

// Sure reports whether the change is more than noise.
func (e Effect) Sure() bool { return e.Times.Low > 1 || e.Times.High < 1 }

// EffectsOf compares, for the day of each event, the weeks before it with those after it: the difference, on logs, of our
// line and the competitors' median, so that what moves everybody alike cancels out. The week of the event belongs to
// neither side. There is none (nil) for followers and shares, without competitors, where a definition changed between the
// weeks looked at, and where fewer than [stats.MinShiftPoints] weeks of a side are known. The options' Step, Until and
// Steps are not used.
//
// It asks what CausalImpact asks (Brodersen et al., Annals of Applied Statistics 9 (2015) 247–274), and is right under the
// same conditions: the event did not touch the competitors, and without it we would have gone on against them as before.
// Instead of a state-space model it compares two means under autocorrelated noise, see [stats.MeanShift].
func EffectsOf(p *panel.Panel, o Options, days []time.Time) []*Effect {
	effects := make([]*Effect, len(days))
	if len(days) == 0 || o.Measure.Share() || o.Measure == Followers || len(o.Others) == 0 {
		return effects
	}
	o.Step, o.Until, o.Steps = Week, time.Time{}, 0
	g := newGrid(p, o)
	levels := platformLevels(p, o)
	against := g.against(g.line(p, o, levels, 0, o.Ours), g.others(p, o, levels))
	for i, day := range days {
		effects[i] = g.effect(against, o.Breaks, day)
	}
	return effects
}

// effect judges one event by the weekly differences.
func (g *grid) effect(against []float64, breaks []time.Time, day time.Time) *Effect {
	event, inside := g.at(day)
	if !inside {
		return nil
	}
	from, to := max(event-EventWeeks, 0), min(event+1+EventWeeks, len(g.starts))
	end := Week.Next(g.starts[to-1])
	if !between(breaks, g.starts[from], end).IsZero() {
		return nil
	}
	weeks := slices.Clone(against[from:to])
	weeks[event-from] = math.NaN()
	times, err := stats.MeanShift(weeks, event-from, Level)
	if err != nil {
		return nil
	}
	times.Value, times.Low, times.High = math.Exp(times.Value), math.Exp(times.Low), math.Exp(times.High)
	return &Effect{Times: times, From: g.starts[from], To: end}
}
