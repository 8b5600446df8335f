package strategy

import (
	"context"
	"errors"
)

// ErrUnreachable: within the other limits no number of hours brings as much.
var ErrUnreachable = errors.New("no number of hours brings as much within the limits")

// mostHours is how many times the present hours are looked at.
const mostHours = 4

// HoursFor answers the reverse question: how many hours are needed to bring by a part more than the present mix, 0.1 being a
// tenth, with the plan that does so. Promises are those before any optimism is taken off. It looks between nothing and
// four times the present hours, to within half a per cent of these. Errors: [ErrUnreachable], and the context's.
func (pl *Planner) HoursFor(ctx context.Context, lift float64) (float64, Plan, error) {
	with := func(hours float64) (Plan, error) {
		w := pl.wishes
		w.Hours, w.Staff = hours, nil
		other, err := NewPlanner(pl.response, w)
		if err != nil {
			return Plan{}, err
		}
		return other.Plan(ctx)
	}
	low, high := 0.0, mostHours*max(pl.hoursOf(pl.now), pl.hoursLeft)
	best, err := with(high)
	switch {
	case err != nil:
		return 0, Plan{}, err
	case best.Lift.Value < lift || best.Broken:
		return 0, Plan{}, ErrUnreachable
	}
	for high-low > 0.005*max(pl.hoursOf(pl.now), 1) {
		middle := (low + high) / 2
		p, err := with(max(middle, 0.25))
		if err != nil {
			return 0, Plan{}, err
		}
		if p.Lift.Value >= lift && !p.Broken {
			high, best = middle, p
		} else {
			low = middle
		}
	}
	return significantly(high), best, nil
}
