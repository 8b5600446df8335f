package strategy

import (
	"context"
	"errors"
	"fmt"

	"auscult/analytics/mixed"
	"auscult/analytics/social"
)

// market is what competitors' posts say of cells: the pattern that is common to them, on the log scale of public
// engagement and without their levels on the platforms.
type market struct {
	model *model       // nil: nothing can be said
	users map[Cell]int // how many competitors used the cell
}

// pattern is what the competitors say of a cell; 0 where they say nothing. Of a cell that none used they may still know the
// form.
func (m *market) pattern(c Cell) float64 {
	p := m.model.on[c.Platform]
	if p == nil {
		return 0
	}
	return p.fit.Effect(p.relativeEntries(c)).Mean
}

// publicGoal is what can be known of competitors: public engagement.
func publicGoal() Goal {
	return Goal{Measures: []Measure{{social.Reactions: 1, social.Comments: 1, social.Shares: 1}, {social.Reactions: 1, social.Comments: 1}}}
}

// marketOf fits one model to all competitors' posts: what they have in common is the pattern. Each of their platforms has a
// level of its own, and each of their cells lies off the pattern by chance; these take the place of campaigns, which are
// not public. How many competitors have posts with figures comes with it. Too few posts for a model are no market, but no
// error.
//
// One model, and not the average of one for each: estimates from few posts are drawn to zero, and their average would stay
// there however many competitors agree.
func marketOf(ctx context.Context, d Data) (*market, int, error) {
	m := &market{users: map[Cell]int{}}
	all := measured{by: map[social.Platform]Measure{}}
	rivals := 0
	type deviation struct {
		who  int
		cell Cell
	}
	clusters := map[deviation]int{}
	for i, posts := range d.Others {
		h := historyOf(posts, d.Until, d.Weeks)
		of := h.measure(publicGoal(), nil)
		if len(of.records) > 0 {
			rivals++
		}
		for cell := range h.mix {
			m.users[cell]++
		}
		for k, r := range of.records {
			r.who = i + 1
			all.records = append(all.records, r)
			all.values, all.weights = append(all.values, of.values[k]), append(all.weights, of.weights[k])
			at := deviation{r.who, r.cell}
			if _, known := clusters[at]; !known {
				clusters[at] = len(clusters)
			}
		}
	}
	all.cluster = func(r record) int { return clusters[deviation{r.who, r.cell}] }
	f, err := fit(ctx, all, nil, nil)
	switch {
	case errors.Is(err, mixed.ErrTooFewRows), errors.Is(err, ErrNothingMeasured):
		return m, 0, nil
	case err != nil:
		return nil, 0, fmt.Errorf("strategy: competitors: %w", err)
	}
	m.model = f
	return m, rivals, nil
}
