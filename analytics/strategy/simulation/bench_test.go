package simulation

import (
	"context"
	"testing"

	"auscult/analytics/strategy"
)

// The bench of a large hospital: 5,000 posts in the year, five competitors.
func benchWorld() *World { return New(Condition{Posts: 1250, Competitors: 5}, 1) }

func BenchmarkLearnAlone(b *testing.B) {
	w := New(Condition{Posts: 1250}, 1)
	b.ReportMetric(float64(w.Ours.Len()), "posts")
	for b.Loop() {
		if _, err := strategy.Learn(context.Background(), w.Data(), goal()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLearn(b *testing.B) {
	w := benchWorld()
	for b.Loop() {
		if _, err := strategy.Learn(context.Background(), w.Data(), goal()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlan(b *testing.B) {
	w := benchWorld()
	r, err := strategy.Learn(context.Background(), w.Data(), goal())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		pl, err := strategy.NewPlanner(r, w.wishes())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := pl.Plan(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAssure(b *testing.B) {
	w := benchWorld()
	r, err := strategy.Learn(context.Background(), w.Data(), goal())
	if err != nil {
		b.Fatal(err)
	}
	pl, err := strategy.NewPlanner(r, w.wishes())
	if err != nil {
		b.Fatal(err)
	}
	plan, err := pl.Plan(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := pl.Assure(context.Background(), plan, nil); err != nil {
			b.Fatal(err)
		}
	}
}
