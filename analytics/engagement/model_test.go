package engagement

import (
	"errors"
	"math"
	"testing"
	"time"

	"auscult/analytics/mixed"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// shrunk is what a model makes of an estimate with a standard error, given the variance of its kind: by hand, the
// precisions add up and the estimate is weighted by them.
func shrunk(estimate, se, prior float64) Contrast {
	precision := 1/(se*se) + 1/prior
	e := mixed.Effect{Mean: estimate / (se * se) / precision, SE: 1 / math.Sqrt(precision)}
	return Contrast{Log: e.Mean, SE: e.SE, Prior: prior, doubted: mixed.Doubted{Effect: e, DF: math.Inf(1)}, noiseDF: 1e6}
}

func TestContrastAlone(t *testing.T) {
	for _, tt := range []struct{ estimate, se, prior float64 }{{0.3, 0.1, 0.02}, {-0.2, 0.4, 0.01}, {0, 0.2, 1}} {
		c := shrunk(tt.estimate, tt.se, tt.prior)
		estimate, se := c.alone()
		if math.Abs(estimate-tt.estimate) > 1e-12 || math.Abs(se-tt.se) > 1e-12 {
			t.Errorf("%+v: got back %v, %v", tt, estimate, se)
		}
	}
	// 1.959964 standard errors are the normal's two-sided 5 %, whatever it was shrunk by.
	if p := shrunk(0.1959964, 0.1, 0.005).P(); math.Abs(p-0.05) > 1e-6 {
		t.Errorf("p = %v", p)
	}
	nothing := Contrast{SE: 0.1, Prior: 0.01, noiseDF: 100} // as uncertain as before any post
	if p := nothing.P(); p != 1 {
		t.Errorf("posts that tell nothing: p = %v", p)
	}
	if e := nothing.Cautious(); !math.IsInf(e.High, 1) || e.Low != 0 {
		t.Errorf("posts that tell nothing: %+v", e)
	}
}

// With the normal quantile 1.644854 for large degrees of freedom; the cautious interval is at least as wide, and the same
// where nothing is shrunk.
func TestContrastIntervals(t *testing.T) {
	c := shrunk(0.3, 0.1, 0.02)
	e := c.Times()
	if half := math.Log(e.High / e.Value); math.Abs(half-1.644854*c.SE) > 1e-5 || math.Abs(math.Log(e.Value)-0.2) > 1e-12 {
		t.Errorf("%+v of %+v", e, c)
	}
	if cautious := c.Cautious(); cautious.High < e.High {
		t.Errorf("cautious %+v, plain %+v", cautious, e)
	}
	wide := shrunk(0.3, 0.1, 1e6)
	if a, b := wide.Times(), wide.Cautious(); math.Abs(a.High-b.High) > 1e-4 {
		t.Errorf("not shrunk: %+v, cautious %+v", a, b)
	}
}

func TestAdjustLeavesOut(t *testing.T) {
	var b panel.Builder
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for i := range 12 {
		p := social.Post{ID: social.PostID(i + 1), Platform: social.Facebook, Form: social.Photo, PublishedAt: at.AddDate(0, 0, i), ObservedAt: at.AddDate(1, 0, 0)}
		for _, m := range []social.Metric{social.Reactions, social.Comments, social.Shares} {
			p.Metrics.Set(m, int64(20+i%5))
		}
		switch i {
		case 0:
			p.Boosted = social.Yes
		case 1:
			p.ObservedAt = p.PublishedAt.Add(time.Hour)
		case 2:
			p.Metrics = social.Metrics{}
		}
		b.Add(p, 1)
	}
	a := Adjust(b.Panel(time.UTC, 0), PerPost)
	if len(a.Posts) != 9 || a.Boosted != 1 || a.Young != 1 || a.NoFigure != 1 {
		t.Errorf("%+v", a)
	}
	m, err := a.Fit(t.Context(), []mixed.Term{Asked("half", 2, 0.02)}, func(i int) []mixed.Entry { return []mixed.Entry{{Column: i % 2, Value: 1}} })
	if err != nil {
		t.Fatal(err)
	}
	of := []mixed.Entry{{Column: 0, Value: 1}, {Column: 1, Value: -1}}
	if c := m.Compare(of); c.Prior <= 0 || c.SE <= 0 || c.SE*c.SE > c.Prior || c.weight() < 0 || c.weight() > 1 {
		t.Errorf("%+v", c)
	}
	if top := m.TopGroup([][]mixed.Entry{of[:1], of[1:]}); len(top) == 0 {
		t.Error("two halves without a top group")
	}
	if top := m.TopGroup([][]mixed.Entry{of}); top != nil {
		t.Errorf("one alone: %v", top)
	}
	var none panel.Builder
	if _, err := Adjust(none.Panel(time.UTC, 0), PerPost).Fit(t.Context(), nil, nil); !errors.Is(err, mixed.ErrTooFewRows) {
		t.Errorf("no posts: %v", err)
	}
}
