package classify_test

import (
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/importer/classify"
)

func TestForm(t *testing.T) {
	before, after := time.Date(2024, 10, 14, 23, 59, 0, 0, time.UTC), time.Date(2024, 10, 15, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name   string
		clues  classify.Clues
		want   social.Form
		reason string
	}{
		{"the platform's word wins", classify.Clues{Platform: social.YouTube, Native: " Live ", Form: social.Live, Duration: time.Second}, social.Live, "platform: Live"},
		{"a Short of one minute, before it could be longer", classify.Clues{Platform: social.YouTube, Duration: 60 * time.Second, PublishedAt: before}, social.ShortVideo, "length: at most 60 s"},
		{"61 seconds were a video then", classify.Clues{Platform: social.YouTube, Duration: 61 * time.Second, PublishedAt: before}, social.Video, "length: over 60 s"},
		{"and a Short a moment later", classify.Clues{Platform: social.YouTube, Duration: 61 * time.Second, PublishedAt: after}, social.ShortVideo, "length: at most 180 s"},
		{"three minutes and a second", classify.Clues{Platform: social.YouTube, Duration: 181 * time.Second, PublishedAt: after}, social.Video, "length: over 180 s"},
		{"a video of unknown length", classify.Clues{Platform: social.YouTube}, social.Video, "platform: YouTube"},
		{"TikTok has short videos", classify.Clues{Platform: social.TikTok}, social.ShortVideo, "platform: TikTok"},
		{"a blog has articles", classify.Clues{Platform: social.Blog}, social.Article, "platform: Blog"},
		{"a caption says what its picture is", classify.Clues{Platform: social.Instagram, Native: "Carousel", Form: social.Carousel, Text: "Neue #Infografik zum Herzen"}, social.Infographic, "caption: infografik"},
		{"but not of a video", classify.Clues{Platform: social.Instagram, Native: "Reel", Form: social.ShortVideo, Text: "Infografik"}, social.ShortVideo, "platform: Reel"},
		{"and a word that may stand under any photo is none", classify.Clues{Platform: social.Instagram, Native: "Photo", Form: social.Photo, Text: "Fakten auf einen Blick"}, social.Photo, "platform: Photo"},
		{"elsewhere nothing is guessed", classify.Clues{Platform: social.Facebook, Native: "Content", Duration: time.Minute}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if form, reason := classify.Form(tt.clues); form != tt.want || reason != tt.reason {
				t.Errorf("%q because %q, want %q because %q", form, reason, tt.want, tt.reason)
			}
		})
	}
}
