package social_test

import (
	"testing"

	"auscult/analytics/social"
)

func metrics(pairs ...any) social.Metrics {
	var m social.Metrics
	for i := 0; i < len(pairs); i += 2 {
		m.Set(pairs[i].(social.Metric), int64(pairs[i+1].(int)))
	}
	return m
}

func TestEngagement(t *testing.T) {
	full := metrics(social.Reactions, 91, social.Comments, 7, social.Shares, 5, social.Saves, 11, social.Clicks, 40)
	tests := []struct {
		name     string
		platform social.Platform
		scope    social.Scope
		metrics  social.Metrics
		want     int64 // added up by hand
		known    bool
	}{
		{"everything counts for the owner on Instagram", social.Instagram, social.AllEngagement, full, 114, true},
		{"saves and shares are the owner's on Instagram", social.Instagram, social.PublicEngagement, full, 98, true},
		{"shares are public on Facebook, saves are not", social.Facebook, social.PublicEngagement, full, 103, true},
		{"clicks never count on LinkedIn", social.LinkedIn, social.AllEngagement, full, 114, true},
		{"saves are not public on TikTok", social.TikTok, social.PublicEngagement, full, 103, true},
		{"shares are the owner's on YouTube", social.YouTube, social.PublicEngagement, full, 98, true},
		{"a blog has comments only", social.Blog, social.AllEngagement, metrics(social.Comments, 3), 3, true},
		{"no reactions, no engagement", social.YouTube, social.AllEngagement, metrics(social.Comments, 3, social.Views, 900), 0, false},
		{"zero reactions are an engagement of zero", social.X, social.AllEngagement, metrics(social.Reactions, 0, social.Comments, 0), 0, true},
		{"nothing known", social.Facebook, social.PublicEngagement, social.Metrics{}, 0, false},
		// Quintly's worked example: 3 reactions on the post, 4 comments of which 2 on shares, 2 shares of which 1 on a
		// share: what happens on shares of the post is not in an export's columns, so 3 + 2 + 1 = 6, not 11.
		{"Quintly's example", social.Facebook, social.PublicEngagement, metrics(social.Reactions, 3, social.Comments, 2, social.Shares, 1), 6, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, known := social.Engagement(tt.platform, tt.scope, tt.metrics)
			if got != tt.want || known != tt.known {
				t.Errorf("Engagement = %d, %v; want %d, %v", got, known, tt.want, tt.known)
			}
		})
	}
}

func TestRates(t *testing.T) {
	own := metrics(social.Reactions, 34, social.Comments, 0, social.Reach, 1000, social.Views, 4000, social.Impressions, 2000, social.FollowersAtPost, 800)
	tests := []struct {
		name     string
		rate     func() (social.Ratio, bool)
		want     social.Ratio
		wantRate float64
		known    bool
	}{
		{"Instagram's own rate is over reach", func() (social.Ratio, bool) { return social.OwnRate(social.Instagram, own) }, social.Ratio{Engagement: 34, Over: 1000, Denominator: social.PerReach}, 0.034, true},
		{"LinkedIn's own rate is over impressions", func() (social.Ratio, bool) { return social.OwnRate(social.LinkedIn, own) }, social.Ratio{Engagement: 34, Over: 2000, Denominator: social.PerImpressions}, 0.017, true},
		{"YouTube's own rate is over views", func() (social.Ratio, bool) { return social.OwnRate(social.YouTube, own) }, social.Ratio{Engagement: 34, Over: 4000, Denominator: social.PerViews}, 0.0085, true},
		{"the comparable rate is over followers", func() (social.Ratio, bool) { return social.ComparableRate(social.Facebook, own) }, social.Ratio{Engagement: 34, Over: 800, Denominator: social.PerFollowers}, 0.0425, true},
		{"but over views on TikTok", func() (social.Ratio, bool) { return social.ComparableRate(social.TikTok, own) }, social.Ratio{Engagement: 34, Over: 4000, Denominator: social.PerViews}, 0.0085, true},
		{"no followers, no comparable rate", func() (social.Ratio, bool) {
			return social.ComparableRate(social.Facebook, metrics(social.Reactions, 1, social.Comments, 1))
		}, social.Ratio{Denominator: social.NoDenominator}, 0, false},
		{"nobody reached, no rate", func() (social.Ratio, bool) {
			return social.OwnRate(social.Facebook, metrics(social.Reactions, 1, social.Comments, 1, social.Reach, 0))
		}, social.Ratio{Denominator: social.NoDenominator}, 0, false},
		// CrowdTangle's worked example (help.crowdtangle.com, article 1141064): 10 interactions, 800 followers, 1.25 %.
		{"CrowdTangle's example", func() (social.Ratio, bool) {
			return social.ComparableRate(social.Facebook, metrics(social.Reactions, 10, social.Comments, 0, social.FollowersAtPost, 800))
		}, social.Ratio{Engagement: 10, Over: 800, Denominator: social.PerFollowers}, 0.0125, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, known := tt.rate()
			if got != tt.want || known != tt.known {
				t.Fatalf("got %+v, %v; want %+v, %v", got, known, tt.want, tt.known)
			}
			if known && got.Rate() != tt.wantRate {
				t.Errorf("Rate() = %v, want %v", got.Rate(), tt.wantRate)
			}
		})
	}
}

// Public engagement is part of all engagement: whatever anyone sees, the owner sees.
func TestPublicIsPartOfAll(t *testing.T) {
	for _, p := range social.Platforms() {
		all := map[social.Metric]bool{}
		for _, m := range social.EngagementParts(p, social.AllEngagement) {
			all[m] = true
		}
		for _, m := range social.EngagementParts(p, social.PublicEngagement) {
			if !all[m] {
				t.Errorf("%s: %s counts in public but not for the owner", p, m)
			}
		}
	}
}
