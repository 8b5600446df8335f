// Package classify derives what an export does not say outright: for now the content form. Every derived form comes
// with its reason, so that the person can check it.
package classify

import (
	"fmt"
	"strings"
	"time"

	"auscult/analytics/social"
)

// Clues are what is known of a post when its content form is derived.
type Clues struct {
	Platform    social.Platform
	Native      string        // the platform's own word, as the file has it
	Form        social.Form   // what the format's declaration makes of that word; empty if nothing
	Duration    time.Duration // of a video; zero when not known
	PublishedAt time.Time
}

// longShorts is when YouTube raised the length of a Short from one minute to three (announced for 15 October 2024,
// support.google.com/youtube/answer/15424877).
var longShorts = time.Date(2024, time.October, 15, 0, 0, 0, 0, time.UTC)

// Form derives a post's content form and says why, in the form "platform: IG reel" or "length: at most 180 s". Both are
// empty when nothing points anywhere.
func Form(c Clues) (form social.Form, reason string) {
	switch {
	case c.Form != "":
		return c.Form, "platform: " + strings.TrimSpace(c.Native)
	case c.Platform == social.YouTube && c.Duration > 0:
		limit := 60 * time.Second
		if !c.PublishedAt.Before(longShorts) {
			limit = 180 * time.Second
		}
		if c.Duration <= limit {
			return social.ShortVideo, fmt.Sprintf("length: at most %d s", int(limit.Seconds()))
		}
		return social.Video, fmt.Sprintf("length: over %d s", int(limit.Seconds()))
	case c.Platform == social.YouTube:
		return social.Video, "platform: YouTube"
	case c.Platform == social.TikTok:
		return social.ShortVideo, "platform: TikTok"
	case c.Platform == social.Blog:
		return social.Article, "platform: Blog"
	}
	return "", ""
}
