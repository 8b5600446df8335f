package simulation

import (
	"context"
	"fmt"
	"testing"
	"time"

	"auscult/analytics/strategy"
)

// A week more of posts must not turn the advice round: the hours of the plans with and without the last week overlap by
// .85 and more on average; .92 would be excellent.
func TestAWeekMoreChangesLittle(t *testing.T) {
	ctx := context.Background()
	const worlds = 10
	var mean float64
	for seed := range uint64(worlds) {
		w := New(Condition{Posts: 200, Competitors: 2}, 3000+seed)
		planOf := func(until time.Time) (*strategy.Planner, strategy.Plan) {
			d := w.Data()
			d.Until = until
			response, err := strategy.Learn(ctx, d, goal())
			if err != nil {
				t.Fatal(err)
			}
			planner, err := strategy.NewPlanner(response, w.wishes())
			if err != nil {
				t.Fatal(err)
			}
			plan, err := planner.Plan(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return planner, plan
		}
		planner, with := planOf(end)
		_, without := planOf(end.Add(-week))
		mean += planner.Overlap(with.Mix(), without.Mix()) / worlds
	}
	fmt.Printf("hours overlap after a week more, mean of %d worlds: %.3f\n", worlds, mean)
	if mean < 0.85 {
		t.Errorf("%.3f, want .85", mean)
	}
}

const week = 7 * 24 * time.Hour
