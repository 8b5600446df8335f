package chart_test

import (
	"strings"
	"testing"

	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/strategy"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// kept is a track record of three quarters: one as promised, one better, one worse.
var kept = review.TrackRecord{
	Quarters: make([]review.QuarterRecord, 3),
	Over: strategy.TrackRecord{Kept: 1, Points: []strategy.TrackPoint{
		point(1, strategy.PromiseKept, 0.24, -0.05, 0.55, 0.18),
		point(2, strategy.Better, 0.15, -0.12, 0.46, 0.61),
		point(3, strategy.Worse, 0.12, -0.09, 0.38, -0.17),
	}},
}

func point(number int, v strategy.Verdict, expected, low, high, observed float64) strategy.TrackPoint {
	return strategy.TrackPoint{
		Quarter: social.Quarter{Year: 2026, Number: number}, Verdict: v, Expected: strategy.Span{Value: expected},
		Range: strategy.Span{Value: expected, Low: low, High: high}, Observed: stats.Estimate{Value: observed},
	}
}

func promisesOf(t review.TrackRecord) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Promises(t, s) }
}

func TestPromisesSayWhatCame(t *testing.T) {
	speak := language.New(language.English)
	p := chart.Render(chart.Promises(kept, speak), chart.Light(), 900, 260, 1)
	wants := []string{
		"Q1 2026: +18% came; +24% was promised, and it was to lie between −5% and +55%.",
		"Q2 2026: +61% came", "Q3 2026: −17% came",
	}
	if len(p.Marks) != len(wants) {
		t.Fatalf("%d marks for %d quarters", len(p.Marks), len(wants))
	}
	for i, want := range wants {
		if !strings.HasPrefix(p.Marks[i].Label, want) {
			t.Errorf("mark %d says %q, want %q", i, p.Marks[i].Label, want)
		}
	}
}
