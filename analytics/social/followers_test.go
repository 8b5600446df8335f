package social_test

import (
	"testing"
	"time"

	"auscult/analytics/social"
)

func TestFollowerHistory(t *testing.T) {
	day := func(s string) time.Time {
		at, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return at.Add(12 * time.Hour)
	}
	h := social.NewFollowerHistory([]social.FollowerCount{
		{Channel: 1, On: day("2026-03-01"), Followers: 300},
		{Channel: 1, On: day("2026-01-01"), Followers: 100},
		{Channel: 2, On: day("2026-02-01"), Followers: 9},
	})
	tests := []struct {
		name    string
		channel social.ChannelID
		when    string
		want    int64
		known   bool
	}{
		{"on the day", 1, "2026-01-01", 100, true},
		{"nearer to January", 1, "2026-01-20", 100, true},
		{"nearer to March", 1, "2026-02-20", 300, true},
		{"before the first, within reach", 1, "2025-12-01", 100, true},
		{"before the first, out of reach", 1, "2025-11-01", 0, false},
		{"after the last, the 45th day", 1, "2026-04-15", 300, true},
		{"after the last, the 46th", 1, "2026-04-16", 0, false},
		{"another channel's", 2, "2026-02-02", 9, true},
		{"a channel without any", 3, "2026-02-02", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, known := h.At(tt.channel, day(tt.when)); got != tt.want && tt.known || known != tt.known {
				t.Errorf("%d, %v; want %d, %v", got, known, tt.want, tt.known)
			}
		})
	}
	told := social.Post{Channel: 1, PublishedAt: day("2026-01-01"), Metrics: metrics(social.FollowersAtPost, 7)}
	h.Fill(&told)
	if n, _ := told.Metrics.Get(social.FollowersAtPost); n != 7 {
		t.Errorf("what the export told was replaced by %d", n)
	}
	silent := social.Post{Channel: 1, PublishedAt: day("2026-01-02")}
	h.Fill(&silent)
	if n, known := silent.Metrics.Get(social.FollowersAtPost); n != 100 || !known {
		t.Errorf("%d followers, %v", n, known)
	}
	if _, known := (social.FollowerHistory{}).At(1, day("2026-01-01")); known {
		t.Error("an empty history knows something")
	}
}
