package importer

import (
	"testing"

	"auscult/analytics/social"
	"auscult/importer/formats"
)

// Every export that can tell whether money was spent on a post, with what it writes.
func TestBoosted(t *testing.T) {
	tests := []struct {
		format, cell string
		want         social.Answer
	}{
		{"meta-facebook-content", "Boosted", social.Yes},
		{"meta-facebook-content", "", social.No},
		{"meta-facebook-content", "Not funded", social.No},
		{"facebook-insights-posts", "1250", social.Yes},
		{"facebook-insights-posts", "0", social.No},
		{"linkedin-page-content", "Sponsored", social.Yes},
		{"linkedin-page-content", "Organic", social.No},
		{"linkedin-page-content", "", social.Unsaid},
		{"x-tweet-activity", "3000.0", social.Yes},
		{"x-tweet-activity", "0.0", social.No},
		{"x-tweet-activity", "0,0", social.No},
		{"x-tweet-activity", "-", social.No},
		{"auscult-posts", "yes", social.Yes},
		{"auscult-posts", "nein", social.No},
		{"auscult-posts", "", social.Unsaid},
	}
	for _, tt := range tests {
		f, ok := formats.ByID(tt.format)
		if !ok {
			t.Fatalf("no format %s", tt.format)
		}
		if got := (&Reading{Format: f}).boosted(formats.Normal(tt.cell)); got != tt.want {
			t.Errorf("%s: %q means %v, want %v", tt.format, tt.cell, got, tt.want)
		}
	}
}
