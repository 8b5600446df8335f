package social_test

import (
	"testing"

	"auscult/analytics/social"
)

func TestChannelMetrics(t *testing.T) {
	seen := map[social.ChannelMetric]bool{}
	for i, m := range social.ChannelMetrics() {
		if seen[m] || !m.Valid() || m.Order() != i {
			t.Errorf("%s: valid %v, in place %d of %d", m, m.Valid(), m.Order(), i)
		}
		seen[m] = true
	}
	// What a post and a channel both count goes by one word.
	for _, m := range social.AllMetrics() {
		if m != social.FollowersAtPost && !social.ChannelMetric(m.String()).Valid() {
			t.Errorf("channels do not know %s", m)
		}
	}
	if social.ChannelMetric("followers_at_post").Valid() || social.ChannelMetric("").Valid() {
		t.Error("a word that is none is valid")
	}
}
