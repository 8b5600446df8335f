package social_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"auscult/analytics/social"
)

func TestMetricsAbsentIsNotZero(t *testing.T) {
	var m social.Metrics
	if _, known := m.Get(social.Saves); known {
		t.Error("a new Metrics knows its saves")
	}
	m.Set(social.Saves, 0)
	if v, known := m.Get(social.Saves); v != 0 || !known {
		t.Errorf("after setting zero: %d, %v", v, known)
	}
	if m == (social.Metrics{}) {
		t.Error("zero saves equal absent saves")
	}
}

func TestMetricNamesAreReadBack(t *testing.T) {
	for _, m := range social.AllMetrics() {
		if got, ok := social.ParseMetric(m.String()); !ok || got != m {
			t.Errorf("ParseMetric(%q) = %v, %v", m, got, ok)
		}
	}
	if _, ok := social.ParseMetric("likes"); ok {
		t.Error("likes is not a metric of ours")
	}
}

func anyMetrics(t *rapid.T, label string) social.Metrics {
	var m social.Metrics
	for _, k := range social.AllMetrics() {
		if rapid.Bool().Draw(t, label+k.String()) {
			m.Set(k, rapid.Int64Range(0, 1e9).Draw(t, label))
		}
	}
	return m
}

// Laws of merging: nothing known is lost, the newer value wins, and merging the same twice is merging it once.
func TestOverlayLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, newer := anyMetrics(t, "old"), anyMetrics(t, "newer")
		merged := old.Overlay(newer)
		for _, k := range social.AllMetrics() {
			got, known := merged.Get(k)
			want, wanted := newer.Get(k)
			if !wanted {
				want, wanted = old.Get(k)
			}
			if got != want || known != wanted {
				t.Fatalf("%s: %d, %v; want %d, %v", k, got, known, want, wanted)
			}
		}
		if again := merged.Overlay(newer); again != merged {
			t.Fatal("merging twice differs from merging once")
		}
		n := 0
		for range merged.All() {
			n++
		}
		if n != merged.Len() {
			t.Fatalf("All yields %d of %d metrics", n, merged.Len())
		}
	})
}

func TestQuarter(t *testing.T) {
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name       string
		when       time.Time
		firstMonth time.Month
		want       string
		wantStart  string
	}{
		{"first moment of a calendar quarter", time.Date(2026, 7, 1, 0, 0, 0, 0, zurich), 0, "2026Q3", "2026-07-01"},
		{"last moment of the one before", time.Date(2026, 6, 30, 23, 59, 59, 0, zurich), 0, "2026Q2", "2026-04-01"},
		{"January named", time.Date(2026, 12, 31, 12, 0, 0, 0, zurich), time.January, "2026Q4", "2026-10-01"},
		{"fiscal year from July, its first quarter", time.Date(2026, 7, 1, 0, 0, 0, 0, zurich), time.July, "2027Q1", "2026-07-01"},
		{"fiscal year from July, its last quarter", time.Date(2026, 6, 30, 0, 0, 0, 0, zurich), time.July, "2026Q4", "2026-04-01"},
		{"fiscal year from October, January", time.Date(2026, 1, 15, 0, 0, 0, 0, zurich), time.October, "2026Q2", "2026-01-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := social.QuarterOf(tt.when, tt.firstMonth)
			if q.String() != tt.want {
				t.Errorf("quarter %s, want %s", q, tt.want)
			}
			if got := q.Start(zurich).Format(time.DateOnly); got != tt.wantStart {
				t.Errorf("starts %s, want %s", got, tt.wantStart)
			}
		})
	}
}

func TestQuarterLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := time.Month(rapid.IntRange(0, 12).Draw(t, "first month"))
		when := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "when"), 0).UTC()
		q := social.QuarterOf(when, first)
		if when.Before(q.Start(time.UTC)) || !when.Before(q.End(time.UTC)) {
			t.Fatalf("%s is not within %s (%s to %s)", when, q, q.Start(time.UTC), q.End(time.UTC))
		}
		if q.Next().Previous() != q || q.YearBefore().Next().Next().Next().Next() != q || !q.Before(q.Next()) {
			t.Fatalf("%s: steps do not lead back", q)
		}
		if back, err := social.ParseQuarter(q.String(), first); err != nil || back != q {
			t.Fatalf("%s reads back as %s: %v", q, back, err)
		}
	})
}

func TestParseQuarter(t *testing.T) {
	for _, good := range []string{"2026Q3", "2026-q3", "Q3 2026", " 2026 Q3 "} {
		if q, err := social.ParseQuarter(good, 0); err != nil || q.String() != "2026Q3" {
			t.Errorf("%q: %v, %v", good, q, err)
		}
	}
	for _, bad := range []string{"", "2026", "2026Q5", "2026Q0", "Q3", "2026Q33", "26Q3", "third"} {
		if q, err := social.ParseQuarter(bad, 0); err == nil {
			t.Errorf("%q was read as %v", bad, q)
		}
	}
}

func TestYoung(t *testing.T) {
	published := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	for days, want := range map[int]bool{0: true, 6: true, 7: false, 30: false} {
		p := social.Post{PublishedAt: published, ObservedAt: published.AddDate(0, 0, days)}
		if p.Young() != want {
			t.Errorf("%d days: young is %v", days, p.Young())
		}
	}
}

func TestOrderAndNames(t *testing.T) {
	for i, p := range social.Platforms() {
		if p.Order() != i || !p.Valid() || p.Name() == string(p) {
			t.Errorf("platform %s: order %d, name %q", p, p.Order(), p.Name())
		}
	}
	for i, f := range social.Forms() {
		if f.Order() != i || !f.Valid() {
			t.Errorf("form %s: order %d", f, f.Order())
		}
	}
	if n := len(social.Topics()); n != 11 {
		t.Errorf("%d topics, product words name 11", n)
	}
	if social.Platform("myspace").Valid() || social.Form("reel").Valid() || social.Topic("cats").Valid() {
		t.Error("an unknown word passes for a known one")
	}
}
