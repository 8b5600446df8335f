package social

import (
	"iter"
	"math/bits"
)

// Metric is one counted figure of a post.
type Metric uint8

// The metrics. All are counts over the post's life up to the day of the export, except [WatchTime].
const (
	Impressions     Metric = iota // times shown on a screen
	Reach                         // people who saw it at least once
	Views                         // times played or opened, as the platform counts them
	WatchTime                     // seconds watched, all viewers together
	Reactions                     // likes and their relatives
	Comments                      //
	Shares                        // also reposts and retweets
	Saves                         // also bookmarks
	Clicks                        // all clicks the platform counts on the post
	FollowersGained               // people who followed because of the post
	FollowersAtPost               // followers of the channel when the post appeared
	metricCount
)

var metricNames = [metricCount]string{
	"impressions", "reach", "views", "watch_time", "reactions", "comments",
	"shares", "saves", "clicks", "followers_gained", "followers_at_post",
}

// AllMetrics returns every metric in the order in which lists show them.
func AllMetrics() []Metric {
	all := make([]Metric, metricCount)
	for i := range all {
		all[i] = Metric(i)
	}
	return all
}

// String returns the metric's word in files and JSON, such as "followers_gained".
func (m Metric) String() string {
	if m < metricCount {
		return metricNames[m]
	}
	return "unknown"
}

// ParseMetric finds the metric called name as [Metric.String] writes it.
func ParseMetric(name string) (Metric, bool) {
	for i, n := range metricNames {
		if n == name {
			return Metric(i), true
		}
	}
	return 0, false
}

// Metrics holds a post's metrics, any of which may be absent. The zero value has none. Two Metrics are equal (==) when
// the same metrics are present with the same values.
type Metrics struct {
	values  [metricCount]int64
	present uint16
}

// Get returns the metric's value and whether it is known. An absent metric is not zero.
func (m Metrics) Get(k Metric) (value int64, known bool) {
	return m.values[k], m.Has(k)
}

// Has reports whether the metric is known.
func (m Metrics) Has(k Metric) bool { return m.present&(1<<k) != 0 }

// Set makes the metric known.
func (m *Metrics) Set(k Metric, value int64) {
	m.values[k] = value
	m.present |= 1 << k
}

// Len returns how many metrics are known.
func (m Metrics) Len() int { return bits.OnesCount16(m.present) }

// All yields the known metrics in the order of [AllMetrics].
func (m Metrics) All() iter.Seq2[Metric, int64] {
	return func(yield func(Metric, int64) bool) {
		for k := range metricCount {
			if m.Has(k) && !yield(k, m.values[k]) {
				return
			}
		}
	}
}

// Overlay returns m with every metric that newer knows replaced by newer's value. It is how a newer export of the same
// post updates what is stored: a metric the newer export leaves out keeps its last known value.
func (m Metrics) Overlay(newer Metrics) Metrics {
	for k, v := range newer.All() {
		m.Set(k, v)
	}
	return m
}
